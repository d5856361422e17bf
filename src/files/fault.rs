//! Faults on their way to diagnostics: a stretch of a text and what is wrong with it.
//!
//! A fault is cheap to make and to drop; lines and columns are counted only for those that are told.

use std::cell::OnceCell;

use crate::diagnostic::{Diagnostic, Place, Span};

use super::SourceFile;

/// What is wrong with a stretch of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The stretch.
    pub(super) span: Span,
    /// What is wrong.
    pub(super) message: String,
    /// What would help.
    pub(super) help: Vec<String>,
    /// A bracket that has no partner: the sign, and where it stands.
    pub(super) unclosed: Option<(char, usize)>,
}

impl Fault {
    /// Returns a fault without help.
    pub(super) fn new(span: Span, message: impl Into<String>) -> Fault {
        Fault {
            span,
            message: message.into(),
            help: Vec::new(),
            unclosed: None,
        }
    }

    /// Returns the fault with one more line of help.
    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Fault {
        self.help.push(help.into());
        self
    }

    /// Returns the fault with the bracket that may lack its partner.
    #[must_use]
    pub(super) fn unclosed(mut self, sign: char, at: usize) -> Fault {
        self.unclosed = Some((sign, at));
        self
    }
}

/// How many faults of one file are told; the others are counted.
const MOST_TOLD: usize = 1000;

/// The longest line, in bytes, that a diagnostic shows.
const LONGEST_EXCERPT: usize = 4096;

/// The files that are read together, with what is wrong in each.
#[derive(Debug)]
pub(super) struct Pages<'f> {
    pages: Vec<Page<'f>>,
}

/// One file, its lines once they are needed, and what is wrong with it.
#[derive(Debug)]
struct Page<'f> {
    file: &'f SourceFile,
    lines: OnceCell<Lines<'f>>,
    faults: Vec<Fault>,
}

impl<'f> Pages<'f> {
    /// Returns the pages of some files, nothing wrong with any of them yet.
    pub(super) fn new(files: &'f [SourceFile]) -> Pages<'f> {
        let page = |file| Page {
            file,
            lines: OnceCell::new(),
            faults: Vec::new(),
        };
        Pages {
            pages: files.iter().map(page).collect(),
        }
    }

    /// Adds what is wrong with one of the files.
    pub(super) fn note(&mut self, file: usize, faults: impl IntoIterator<Item = Fault>) {
        if let Some(page) = self.pages.get_mut(file) {
            page.faults.extend(faults);
        }
    }

    /// Tells whether nothing is wrong with any of the files.
    pub(super) fn is_clean(&self) -> bool {
        self.pages.iter().all(|page| page.faults.is_empty())
    }

    /// Returns the text of one of the files.
    pub(super) fn text(&self, file: usize) -> &'f str {
        self.pages.get(file).map_or("", |page| &page.file.text)
    }

    /// Returns the words for the line of a file in which a byte stands.
    pub(super) fn line(&self, file: usize, at: usize) -> String {
        self.pages.get(file).map_or_else(String::new, |page| {
            format!("line {} of `{}`", page.lines().number(at), page.file.name)
        })
    }

    /// Returns all that is wrong, in order of file, line and column.
    pub(super) fn diagnostics(self) -> Vec<Diagnostic> {
        self.pages.into_iter().flat_map(Page::diagnostics).collect()
    }
}

impl<'f> Page<'f> {
    fn lines(&self) -> &Lines<'f> {
        self.lines.get_or_init(|| Lines::new(&self.file.text))
    }

    fn diagnostics(mut self) -> Vec<Diagnostic> {
        let mut faults = std::mem::take(&mut self.faults);
        faults.sort_by_key(|fault| fault.span);
        faults.dedup();
        let untold = faults.len().saturating_sub(MOST_TOLD);
        faults.truncate(MOST_TOLD);
        let mut told: Vec<Diagnostic> = faults
            .into_iter()
            .map(|fault| self.diagnostic(fault))
            .collect();
        if untold > 0 {
            let name = &self.file.name;
            told.push(Diagnostic::new(format!(
                "`{name}` has {untold} more faults, which are not listed"
            )));
        }
        told
    }

    fn diagnostic(&self, fault: Fault) -> Diagnostic {
        let mut help = fault.help;
        if let Some((sign, at)) = fault.unclosed {
            let line = self.lines().number(at);
            help.push(format!("the `{sign}` of line {line} is not closed"));
        }
        Diagnostic {
            message: fault.message,
            place: Some(self.lines().place(fault.span).in_file(&self.file.name)),
            help,
        }
    }
}

/// Where the lines of a text begin, so that many places cost no more than one reading of it.
#[derive(Debug)]
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Lines<'t> {
        let after_newline = text.match_indices('\n').map(|(at, _)| at + 1);
        Lines {
            text,
            starts: std::iter::once(0).chain(after_newline).collect(),
        }
    }

    /// Returns the number, from 1, of the line in which a byte stands.
    fn number(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }

    /// Returns the place of a span.
    fn place(&self, span: Span) -> Place {
        let number = self.number(span.start);
        let start = self.starts.get(number - 1).copied().unwrap_or(0);
        let line_span = Span::new(
            span.start.saturating_sub(start),
            span.end.saturating_sub(start),
        );
        let end = self.starts.get(number).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or_default();
        let mut place = Place::of(line, line_span);
        place.line = number;
        if line.len() > LONGEST_EXCERPT {
            // Files of one long line would otherwise be copied once for every fault.
            place.excerpt = String::new();
            place.width = 1;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, MOST_TOLD, Pages};
    use crate::diagnostic::{Diagnostic, Place, Span};
    use crate::files::SourceFile;

    fn told(text: &str, faults: Vec<Fault>) -> Vec<Diagnostic> {
        let files = [SourceFile::new("a.ron", text)];
        let mut pages = Pages::new(&files);
        pages.note(0, faults);
        pages.diagnostics()
    }

    #[test]
    fn places_are_those_of_the_whole_text() {
        let text = "eins\nzwo\u{308}lf\n\ndrei";
        for at in (0..=text.len() + 2).filter(|at| *at > text.len() || text.is_char_boundary(*at)) {
            let span = Span::new(at, at + 1);
            let wanted = Place::of(text, span).in_file("a.ron");
            let told = told(text, vec![Fault::new(span, "x")]);
            assert_eq!(told[0].place.as_ref(), Some(&wanted), "byte {at}");
        }
    }

    #[test]
    fn faults_are_told_in_order_and_once() {
        let fault = |at| Fault::new(Span::new(at, at + 1), "x").unclosed('(', 0);
        let told = told("abc", vec![fault(2), fault(1), fault(2)]);
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].help, ["the `(` of line 1 is not closed"]);
    }

    #[test]
    fn a_flood_of_faults_is_counted() {
        let text = "x".repeat(10_000);
        let fault = |at| Fault::new(Span::new(at, at + 1), "x");
        let told = told(&text, (0..10_000).map(fault).collect());
        assert_eq!(told.len(), MOST_TOLD + 1);
        assert_eq!(
            told[MOST_TOLD].message,
            "`a.ron` has 9000 more faults, which are not listed"
        );
    }
}
