//! Reports of imports: what was read, kept and left out, and why.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::{ImportError, ImportOptions, Proposal};
use crate::model::SourceId;
use crate::text;

/// So many rejected rows of a file are told one by one; the others are counted.
const MOST_REJECTS: usize = 100;
/// So many notes of one sort are told with their lines.
const MOST_LINES: usize = 20;
/// So many sorts of notes are told apart.
const MOST_SORTS: usize = 100;

/// A row that was left out because something is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The file.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// The column, if one is to blame, counted from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub why: String,
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", text::visible(&self.file), self.line)?;
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        write!(f, ": {}", text::visible(&self.why))
    }
}

/// Something odd about rows that were kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is odd, as told of the first such row.
    pub what: String,
    /// How many rows are odd in this way.
    pub rows: u64,
    /// The lines of the first twenty.
    pub lines: Vec<u64>,
}

/// What became of the rows of one file.
///
/// Every row is counted once: `read` is the sum of `kept`, `merged`, `skipped` and `rejected`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileReport {
    /// The file.
    pub name: String,
    /// The format it was read as.
    pub format: String,
    /// The source that its relations name, if it came to one.
    pub source: Option<SourceId>,
    /// How many rows were read.
    pub read: u64,
    /// Rows that became relations or entities.
    pub kept: u64,
    /// Rows that tell of a relation which another row told of already.
    pub merged: u64,
    /// Rows left out on purpose, by reason.
    pub skipped: BTreeMap<Cow<'static, str>, u64>,
    /// Rows left out because something is wrong with them.
    pub rejected: u64,
    /// The first of the rejected rows.
    pub rejects: Vec<Reject>,
    /// How many relations were made.
    pub relations: u64,
    /// What is odd about rows that were kept, in order of the first line.
    pub notes: Vec<Note>,
}

impl FileReport {
    /// Returns how many rows were left out on purpose.
    pub fn skipped(&self) -> u64 {
        self.skipped.values().sum()
    }

    /// Tells whether every row is counted once.
    pub fn adds_up(&self) -> bool {
        self.read == self.accounted()
    }

    /// Returns how many rows are known to have become something, or nothing.
    fn accounted(&self) -> u64 {
        self.kept + self.merged + self.skipped() + self.rejected
    }

    /// Tells of a rejected row, and keeps it if there are not too many of them.
    pub(super) fn keep_reject(
        &mut self,
        reject: Reject,
        options: &ImportOptions,
    ) -> Result<(), ImportError> {
        options.tell_reject(&reject);
        if options.is_strict() {
            let reject = Box::new(reject);
            return Err(ImportError::Refused { reject });
        }
        if self.rejects.len() < MOST_REJECTS {
            self.rejects.push(reject);
        }
        Ok(())
    }

    /// Notes something odd; notes that differ only in the words in backticks are of one sort.
    pub(super) fn note(&mut self, line: u64, rows: u64, what: Cow<'_, str>) {
        let mut notes = self.notes.iter_mut();
        if let Some(note) = notes.find(|note| same_sort(&note.what, &what)) {
            note.rows += rows;
            if note.lines.len() < MOST_LINES {
                note.lines.push(line);
            }
        } else if self.notes.len() < MOST_SORTS {
            self.notes.push(Note {
                what: what.into_owned(),
                rows,
                lines: vec![line],
            });
        }
    }
}

/// Tells whether two texts differ in nothing but the words in backticks.
fn same_sort(left: &str, right: &str) -> bool {
    left.split('`').step_by(2).eq(right.split('`').step_by(2))
}

/// What became of all files.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportReport {
    /// The files in the order in which they were read.
    pub files: Vec<FileReport>,
    /// How many entities were not there before.
    pub new_entities: usize,
    /// What may be the same and was kept apart, the likeliest first.
    pub proposals: Vec<Proposal>,
}

impl fmt::Display for ImportReport {
    /// Writes what became of every file, as people read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files.iter().try_for_each(|file| write!(f, "{file}"))?;
        writeln!(
            f,
            "{}",
            counted(self.new_entities as u64, "new entity", "new entities")
        )?;
        for proposal in self.proposals.iter().take(SHOWN) {
            writeln!(f, "{proposal}")?;
        }
        match self.proposals.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => writeln!(f, "… and {} more that may be the same", number(more as u64)),
        }
    }
}

impl fmt::Display for FileReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = text::visible(&self.name);
        let (read, relations) = (
            rows(self.read),
            counted(self.relations, "relation", "relations"),
        );
        writeln!(f, "{name} ({}): {read}, {relations}", self.format)?;
        writeln!(f, "  kept      {}", number(self.kept))?;
        if self.merged > 0 {
            writeln!(f, "  merged    {}", number(self.merged))?;
        }
        for (why, rows) in self.skipped.iter().filter(|(_, rows)| **rows > 0) {
            writeln!(f, "  skipped   {}: {}", number(*rows), text::visible(why))?;
        }
        if self.rejected > 0 {
            writeln!(f, "  rejected  {}", number(self.rejected))?;
        }
        if !self.adds_up() {
            let accounted = number(self.accounted());
            writeln!(
                f,
                "  of {} rows only {accounted} are accounted for",
                number(self.read)
            )?;
        }
        for reject in self.rejects.iter().take(SHOWN) {
            writeln!(f, "    {reject}")?;
        }
        match self.rejected.saturating_sub(SHOWN as u64) {
            0 => {}
            more => writeln!(f, "    … and {} more", number(more))?,
        }
        self.notes.iter().try_for_each(|note| write!(f, "{note}"))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, first) = (text::visible(&self.what), self.lines.first().unwrap_or(&0));
        match self.rows {
            1 => writeln!(f, "  note      line {first}: {what}"),
            rows => writeln!(
                f,
                "  note      {} from line {first} on: {what}",
                self::rows(rows)
            ),
        }
    }
}

/// So many rejected rows, and so many proposals, are written out; the report keeps more.
const SHOWN: usize = 20;

fn rows(number: u64) -> String {
    counted(number, "row", "rows")
}

fn counted(number: u64, one: &str, several: &str) -> String {
    let word = if number == 1 { one } else { several };
    format!("{} {word}", self::number(number))
}

/// Returns a number with a comma between thousands.
fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{FileReport, Note};
    use crate::import::{ImportOptions, Reject};

    #[test]
    fn a_report_is_read_by_people() {
        let mut report = FileReport {
            name: "visits.csv".to_owned(),
            format: "table".to_owned(),
            read: 12_345,
            kept: 12_342,
            relations: 12_342,
            rejected: 1,
            ..FileReport::default()
        };
        report.skipped.insert("no party".into(), 2);
        report.note(7, 1, "`x` is odd".into());
        report.note(9, 1, "`y` is odd".into());
        let reject = Reject {
            file: "visits.csv".to_owned(),
            line: 3,
            column: Some(1),
            why: "`x` is no day".to_owned(),
        };
        report.keep_reject(reject, &ImportOptions::new()).unwrap();
        assert!(report.adds_up());
        assert_eq!(
            report.to_string(),
            "visits.csv (table): 12,345 rows, 12,342 relations
  kept      12,342
  skipped   2: no party
  rejected  1
    visits.csv:3:1: `x` is no day
  note      2 rows from line 7 on: `x` is odd
"
        );
    }

    #[test]
    fn notes_are_of_one_sort_if_they_differ_in_quoted_words_alone() {
        let mut report = FileReport::default();
        report.note(1, 1, "`a` is odd".into());
        report.note(2, 1, "`b` is odd".into());
        report.note(3, 1, "`b` is even".into());
        let rows: Vec<u64> = report.notes.iter().map(|note: &Note| note.rows).collect();
        assert_eq!(rows, [2, 1]);
    }
}
