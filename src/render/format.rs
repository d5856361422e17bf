//! The formats an answer can take, and their names.
//!
//! Knows names only; how each format looks is told in the files beside this one.

use std::fmt;
use std::str::FromStr;

use crate::text;

/// The shape in which an answer leaves the library.
///
/// # Examples
/// ```
/// use chancery::render::Format;
///
/// assert_eq!("markdown".parse(), Ok(Format::Md));
/// assert!(Format::Jsonl.is_machine());
/// let fault = "jsno".parse::<Format>().unwrap_err();
/// assert_eq!(fault.to_string(), "unknown format `jsno`; the nearest is `json`");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Columns for a terminal, fitted to its width.
    #[default]
    Table,
    /// One line per row without padding, for `grep` and `cut`.
    ///
    /// Fields are parted by ` | ` and always all there, an empty one as `-`; a `|` in a name is
    /// shown as `¦`. Lines that are no rows (headings, notes) begin with `# `.
    Plain,
    /// Markdown as GitHub reads it.
    Md,
    /// Comma-separated values with a header line, quoted where necessary (RFC 4180, lines end in `\n`).
    ///
    /// Values are kept to the letter: a name that begins with `=` is not disarmed for spreadsheets,
    /// because the next reader would have to guess what was added. Import such files as text.
    Csv,
    /// Tab-separated values with a header line, never quoted: tabs and line breaks within a value
    /// become spaces.
    Tsv,
    /// One object on one line: rows and all that belongs to the answer.
    Json,
    /// One object per row, each on its own line; notes and warnings are left out.
    Jsonl,
}

impl Format {
    /// All formats, in their usual order.
    pub const ALL: [Format; 7] = [
        Format::Table,
        Format::Plain,
        Format::Md,
        Format::Csv,
        Format::Tsv,
        Format::Json,
        Format::Jsonl,
    ];

    /// Returns the name, as questions and flags have it.
    pub const fn word(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Plain => "plain",
            Format::Md => "md",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
        }
    }

    /// Tells whether programs are the readers: data is kept to the letter, and all rows are wanted.
    pub const fn is_machine(self) -> bool {
        matches!(
            self,
            Format::Csv | Format::Tsv | Format::Json | Format::Jsonl
        )
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown format `{word}`{}", hint(*nearest))]
pub struct UnknownFormat {
    /// The word.
    pub word: String,
    /// The format it may have been meant for.
    pub nearest: Option<Format>,
}

/// Returns the end of the message: the nearest format, or all of them.
fn hint(nearest: Option<Format>) -> String {
    match nearest {
        Some(format) => format!("; the nearest is `{format}`"),
        None => format!("; known are {}", Format::ALL.map(Format::word).join(", ")),
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<Format, UnknownFormat> {
        let lower = word.trim().to_lowercase();
        let meant = if lower == "markdown" { "md" } else { &lower };
        let named = |name: &str| Format::ALL.into_iter().find(|format| format.word() == name);
        named(meant).ok_or_else(|| UnknownFormat {
            word: word.to_owned(),
            nearest: text::nearest(meant, Format::ALL.map(Format::word)).and_then(named),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn every_format_is_read_as_it_is_written() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
            assert_eq!(format.to_string().to_uppercase().parse(), Ok(format));
        }
    }

    #[test]
    fn a_word_far_from_all_formats_lists_them() {
        let fault = "spreadsheet".parse::<Format>().unwrap_err().to_string();
        assert!(fault.ends_with("csv, tsv, json, jsonl"), "{fault}");
    }
}
