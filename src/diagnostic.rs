//! What went wrong, where, and what would be right: one shape for questions and for data files.
//!
//! A diagnostic holds text and numbers only. It does not know which room found the fault, nor
//! how a terminal paints it; its `Display` is the plain form, as errors are told everywhere.

use std::{fmt, io};

use crate::text;

/// A stretch of text, in bytes from its beginning; the end does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// Returns the span from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// Returns the smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Returns the same stretch in a text in which `offset` bytes stand before.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Span {
        Span::new(self.start + offset, self.end + offset)
    }
}

/// Where in a text a fault lies, with the line itself, so that a caret can point at it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file's name, or nothing for a question.
    pub file: Option<String>,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The line's text, without its end.
    pub excerpt: String,
    /// How many columns of the line the fault covers, at least 1.
    pub width: usize,
}

impl Place {
    /// Returns the place of `span` in `text`. A span past the end points behind the last character.
    pub fn of(text: &str, span: Span) -> Place {
        let start = floor_boundary(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..]
            .find('\n')
            .map_or(text.len(), |newline| start + newline);
        let end = floor_boundary(text, span.end).clamp(start, line_end);
        Place {
            file: None,
            line: text[..line_start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            excerpt: text[line_start..line_end].trim_end_matches('\r').to_owned(),
            width: text::width(&text[start..end]).max(1),
        }
    }

    /// Returns the place with the name of its file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Place {
        self.file = Some(file.into());
        self
    }
}

/// Returns the last character boundary at or before `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|&index| text.is_char_boundary(index))
        .unwrap_or(0)
}

/// One fault, with its place and with help.
///
/// # Examples
/// ```
/// use chancery::diagnostic::{Diagnostic, Span};
///
/// let question = "timeline kagmae";
/// let fault = Diagnostic::new("no entity is called `kagmae`")
///     .at(question, Span::new(9, 15))
///     .help("the nearest name is `Kagame`");
/// assert!(fault.to_string().contains("line 1, column 10"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong: lower case, no final stop, the user's words in backticks.
    pub message: String,
    /// Where it is wrong, if it is in a text.
    pub place: Option<Place>,
    /// What would help, a line each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// Returns a diagnostic with neither place nor help.
    pub fn new(message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            message: message.into(),
            place: None,
            help: Vec::new(),
        }
    }

    /// Returns the diagnostic placed at `span` of `text`.
    #[must_use]
    pub fn at(mut self, text: &str, span: Span) -> Diagnostic {
        self.place = Some(Place::of(text, span));
        self
    }

    /// Returns the diagnostic with its place said to be in `file`.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Diagnostic {
        self.place = self.place.map(|place| place.in_file(file));
        self
    }

    /// Returns the diagnostic with one more line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(help.into());
        self
    }

    /// Returns the diagnostic with help that names the nearest of `candidates`, if one is near.
    #[must_use]
    pub fn nearest<'a>(
        self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Diagnostic {
        match text::nearest(word, candidates) {
            Some(nearest) => self.help(format!("the nearest word is `{nearest}`")),
            None => self,
        }
    }
}

impl fmt::Display for Diagnostic {
    /// Writes message, place, line with caret, and help. Control characters are shown as symbols.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", text::visible(&self.message))?;
        if let Some(place) = &self.place {
            write!(f, "\n  --> ")?;
            match &place.file {
                Some(file) => write!(f, "{}:{}:{}", text::visible(file), place.line, place.column)?,
                None => write!(f, "line {}, column {}", place.line, place.column)?,
            }
            let excerpt = text::visible(&place.excerpt);
            let before: String = place.excerpt.chars().take(place.column - 1).collect();
            let indent = " ".repeat(text::width(&before));
            write!(
                f,
                "\n   | {excerpt}\n   | {indent}{}",
                "^".repeat(place.width)
            )?;
        }
        self.help
            .iter()
            .try_for_each(|help| write!(f, "\n   = help: {}", text::visible(help)))
    }
}

/// Returns the system's words for an error: with a small letter first, and without the number that
/// Rust appends.
///
/// # Examples
/// ```
/// use std::io;
///
/// use chancery::diagnostic::reason;
///
/// let error = io::Error::new(io::ErrorKind::NotFound, "No such file (os error 2)");
/// assert_eq!(reason(&error), "no such file");
/// ```
pub fn reason(error: &io::Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or(&words);
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Place, Span};

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let place = Place::of("first\nzwölf Boxkämpfer\n", Span::new(13, 17));
        assert_eq!((place.line, place.column), (2, 7));
        assert_eq!(place.excerpt, "zwölf Boxkämpfer");
        assert_eq!(place.width, 4);
    }

    #[test]
    fn a_span_past_the_end_points_behind_the_last_character() {
        let place = Place::of("abc", Span::new(90, 95));
        assert_eq!((place.line, place.column, place.width), (1, 4, 1));
    }

    #[test]
    fn a_span_inside_a_character_moves_to_its_beginning() {
        assert_eq!(Place::of("é", Span::new(1, 2)).column, 1);
    }

    #[test]
    fn the_plain_form_points_with_a_caret() {
        let text = "from aliance as of 1914";
        let shown = Diagnostic::new("unknown kind `aliance`")
            .at(text, Span::new(5, 12))
            .nearest("aliance", ["alliance", "visit"])
            .to_string();
        let wanted = "error: unknown kind `aliance`\n  --> line 1, column 6\n   | from aliance as of 1914\n   |      ^^^^^^^\n   = help: the nearest word is `alliance`";
        assert_eq!(shown, wanted);
    }
}
