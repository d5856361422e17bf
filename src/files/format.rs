//! Formatting: a data file in its usual order and layout, with every comment.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::SourceFile;
use super::fault::{Fault, Pages};
use super::layout::{Layout, STEP};
use super::lexer::{Comment, Gap, Lexer, Token};
use super::literal;
use super::outline::Item;
use super::scan::{self, Line, Part, SECTIONS};
use super::schema::Schema;
use crate::diagnostic::{Diagnostic, Span};

/// Returns the text of a dataset's or ontology's file in the usual order and layout.
///
/// Sections stand in the order categories, sources, entities, relations, kinds, and fields in
/// that of the model. Records keep their order, so that those which the author has put together
/// under one comment stay together; of several empty lines between them one is kept. Each comment
/// stays with what it stands above or behind. Formatting twice is formatting once, and the file
/// means what it meant.
///
/// # Errors
/// What keeps the text from being read as RON, in order of line and column. Whether records are
/// right does not matter here.
///
/// # Examples
/// ```
/// use chancery::files::{SourceFile, format};
///
/// let text = "(entities:[(name:'x', id: \"a\") /* why */])".replace('\'', "\"");
/// let file = SourceFile::new("a.ron", text);
/// let wanted = "(
///     entities: [
///         (
///             id: \"a\",
///             name: \"x\",
///         ), /* why */
///     ],
/// )
/// ";
/// assert_eq!(format(&file).unwrap(), wanted);
/// ```
pub fn format(file: &SourceFile) -> Result<String, Vec<Diagnostic>> {
    let text = file.text.as_str();
    let mut sheet = Sheet::new(text);
    let mut faults = scan::scan(text, &mut |part| sheet.part(part));
    if faults.is_empty() {
        let formatted = sheet.finish();
        if content(text) == content(&formatted) {
            return Ok(formatted);
        }
        let message = "this file cannot be formatted without losing a part of it";
        faults.push(Fault::new(Span::new(0, 1), message));
    }
    let mut pages = Pages::new(std::slice::from_ref(file));
    pages.note(0, faults);
    Err(pages.diagnostics())
}

/// A file on its way to its layout.
struct Sheet<'t> {
    text: &'t str,
    head: Layout<'t>,
    sections: Vec<Section<'t>>,
    closing: Vec<Comment>,
    after: Vec<Comment>,
}

/// One section, laid out.
struct Section<'t> {
    name: &'t str,
    schema: Schema,
    /// What parts it from what stands above.
    gap: Gap,
    layout: Layout<'t>,
    is_empty: bool,
}

impl<'t> Sheet<'t> {
    fn new(text: &'t str) -> Sheet<'t> {
        Sheet {
            text,
            head: Layout::new(text),
            sections: Vec::new(),
            closing: Vec::new(),
            after: Vec::new(),
        }
    }

    fn part(&mut self, part: Part) {
        match part {
            Part::Attribute(line) => {
                self.head.comments(&line.leading, 0);
                self.head.gap(line.gap);
                self.head.push(slice(self.text, line.span));
                self.head.end_line(&line.trailing, 0);
            }
            Part::Open(line) => {
                self.head.comments(&line.leading, 0);
                self.head.gap(line.gap);
                self.head.push("(");
                self.head.begin_group();
                self.head.comments(&line.trailing, STEP);
            }
            Part::Section(line) => self.sections.push(Section::new(self.text, &line)),
            Part::Record(item) => {
                if let Some(section) = self.sections.last_mut() {
                    section.record(&item);
                }
            }
            Part::SectionEnd { closing, trailing } => {
                if let Some(section) = self.sections.last_mut() {
                    section.end(&closing, &trailing);
                }
            }
            Part::Close { closing, after } => {
                self.closing = closing;
                self.after = after;
            }
            // Nothing is laid out of a file in which something is broken.
            Part::Broken(_) => {}
        }
    }

    fn finish(mut self) -> String {
        let rank = |section: &Section<'_>| {
            let known = SECTIONS.iter().position(|name| *name == section.name);
            known.unwrap_or(SECTIONS.len())
        };
        self.sections.sort_by_key(rank);
        for section in self.sections {
            self.head.gap(section.gap);
            self.head.push(&section.layout.finish());
        }
        self.head.comments(&self.closing, STEP);
        self.head.push(")\n");
        self.head.comments(&self.after, 0);
        self.head.finish()
    }
}

impl<'t> Section<'t> {
    /// Begins a section with its name and the comments about it.
    fn new(text: &'t str, line: &Line) -> Section<'t> {
        let name = slice(text, line.span);
        let mut layout = Layout::new(text);
        layout.comments(&line.leading, STEP);
        layout.gap(line.gap);
        layout.indent(STEP);
        layout.push(name);
        layout.push(": [");
        let mut section = Section {
            name,
            schema: Schema::of_section(name),
            gap: line.leading.first().map_or(line.gap, |first| first.gap),
            layout,
            is_empty: true,
        };
        section.comments(&line.trailing);
        section
    }

    /// Breaks the line behind the opening bracket, once there is something to follow.
    fn open(&mut self) {
        if self.is_empty {
            self.layout.begin_group();
            self.is_empty = false;
        }
    }

    fn comments(&mut self, comments: &[Comment]) {
        if !comments.is_empty() {
            self.open();
            self.layout.comments(comments, 2 * STEP);
        }
    }

    fn record(&mut self, item: &Item) {
        self.open();
        self.layout.record(item, 2 * STEP, &self.schema);
    }

    fn end(&mut self, closing: &[Comment], trailing: &[Comment]) {
        self.comments(closing);
        if !self.is_empty {
            self.layout.indent(STEP);
        }
        self.layout.push("],");
        self.layout.end_line(trailing, STEP);
    }
}

/// Returns the number and the sum of the hashes of all that a file says: its words, the meanings of
/// its texts, and its comments. Neither depends on order and layout.
fn content(text: &str) -> Option<(usize, u64)> {
    let mut lexer = Lexer::new(text, 0);
    let mut count = 0;
    let mut sum = 0_u64;
    let mut add = |part: &str, is_text: bool| {
        let mut hasher = DefaultHasher::new();
        (part, is_text).hash(&mut hasher);
        count += 1;
        sum = sum.wrapping_add(hasher.finish());
    };
    loop {
        let next = lexer.next().ok()?;
        for comment in &next.comments {
            add(&slice(text, comment.span).replace("\r\n", "\n"), false);
        }
        let slice = slice(text, next.span);
        match next.token {
            Token::End => return Some((count, sum)),
            // The last comma of a list may come or go.
            Token::Comma => {}
            Token::Text => add(&literal::meaning(slice, 0).ok()?, true),
            _ => add(slice, false),
        }
    }
}

/// Returns a stretch of a text.
fn slice(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{content, format};
    use crate::files::SourceFile;

    #[test]
    fn the_content_does_not_depend_on_order_and_layout() {
        let text = "(a: \"x\\u{20}y\", /* c */ b: [1])";
        assert_eq!(
            content(text),
            content("(\n/* c */\n  b: [1,],\n  a: \"x y\")")
        );
        for other in [
            "(a: \"x y\", b: [1])",
            "(a: \"x y\", /* c */ b: [2])",
            "(a: \"x\"",
        ] {
            assert_ne!(content(text), content(other), "{other}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_not_formatted() {
        let file = SourceFile::new("a.ron", "(kinds: [(a: ])]");
        let told = format(&file).unwrap_err();
        assert_eq!(told[0].message, "expected a value, found `]`");
    }

    #[test]
    fn sections_that_are_not_known_are_kept_behind_the_others() {
        let file = SourceFile::new("a.ron", "(moods: [(a: 1)], kinds: [])");
        let formatted = format(&file).unwrap();
        assert!(
            formatted.starts_with("(\n    kinds: [],\n    moods: ["),
            "{formatted}"
        );
    }
}
