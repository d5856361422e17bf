//! Scanning: a data file as its sections and records, one after the other.
//!
//! A record that cannot be read is told and left; the scan goes on with the next one that can be
//! found. Nothing is kept here, so a file may be much larger than the outline of one record.

use super::fault::Fault;
use super::lexer::{Bracket, Comment, Gap, Token};
use super::outline::{Item, Reader};
use crate::diagnostic::Span;

/// The names of the sections, in the order in which they are written.
pub(super) const SECTIONS: [&str; 6] = [
    "categories",
    "sources",
    "entities",
    "relations",
    "kinds",
    "offices",
];

/// How many times the length of a file may be read again after faults, before the rest is left.
const MOST_ROUNDS: usize = 8;

/// One part of a data file, in the order of the file.
#[derive(Debug)]
pub(super) enum Part {
    /// An attribute at the head of the file.
    Attribute(Line),
    /// The bracket that opens the file.
    Open(Line),
    /// The name of a section, with the bracket that opens it.
    Section(Line),
    /// A record.
    Record(Item),
    /// What was to be a record; its faults are told.
    Broken(Span),
    /// The bracket that closes a section.
    SectionEnd {
        /// The comments before it.
        closing: Vec<Comment>,
        /// The comments behind it.
        trailing: Vec<Comment>,
    },
    /// The bracket that closes the file.
    Close {
        /// The comments before it.
        closing: Vec<Comment>,
        /// The comments after it, to the end of the file.
        after: Vec<Comment>,
    },
}

/// A line that is no record, with its comments.
#[derive(Debug)]
pub(super) struct Line {
    /// The comments above it.
    pub(super) leading: Vec<Comment>,
    /// What parts it from the last of these, or from what stands above.
    pub(super) gap: Gap,
    /// The attribute, bracket or name.
    pub(super) span: Span,
    /// The comments behind it.
    pub(super) trailing: Vec<Comment>,
}

/// Hands the parts of a text to `sink`, and returns what is wrong with the text.
///
/// Time O(n), also for a text in which everything is wrong.
pub(super) fn scan(text: &str, sink: &mut dyn FnMut(Part)) -> Vec<Fault> {
    let mut scan = Scan {
        reader: Reader::new(text, 0),
        faults: Vec::new(),
        sink,
        reread: 0,
    };
    if let Err(fault) = scan.file() {
        scan.faults.push(fault);
    }
    scan.faults.append(&mut scan.reader.faults);
    scan.faults
}

/// Reads the record that begins at a byte of a text.
pub(super) fn record_at(text: &str, at: usize) -> Option<Item> {
    Reader::new(text, at)
        .item(Bracket::Square, RECORD_DEPTH)
        .ok()
}

/// In how many brackets a record stands.
const RECORD_DEPTH: usize = 2;

/// A scan under way.
struct Scan<'t, 's> {
    reader: Reader<'t>,
    faults: Vec<Fault>,
    sink: &'s mut dyn FnMut(Part),
    /// How many bytes were read again after faults.
    reread: usize,
}

/// Where a scan goes on after a fault.
enum Resume {
    /// In the section, with the next record or its end.
    InSection,
    /// With another section.
    Section,
    /// Nowhere: nothing more can be read.
    End,
}

impl Scan<'_, '_> {
    /// Reads the whole file.
    fn file(&mut self) -> Result<(), Fault> {
        let open = self.head()?;
        loop {
            match self.reader.ahead().token {
                Token::Close(Bracket::Round) => return self.foot(),
                Token::Word => {
                    if !self.section()? {
                        return Ok(());
                    }
                }
                _ => {
                    let wanted = "expected a section or `)`";
                    let fault = self
                        .reader
                        .refuse(|found| format!("{wanted}, found {found}"));
                    let fault = fault.unclosed('(', open);
                    let start = self.reader.ahead().span.start;
                    self.faults.push(fault);
                    if !matches!(self.resume(start, false), Resume::Section) {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Reads the attributes and the opening bracket; returns where that stands.
    fn head(&mut self) -> Result<usize, Fault> {
        while self.reader.ahead().token == Token::Attribute {
            let gap = self.reader.ahead().gap;
            let span = self.reader.take()?.span;
            let leading = self.reader.take_pending();
            let trailing = self.reader.take_same_line();
            (self.sink)(Part::Attribute(Line {
                leading,
                gap,
                span,
                trailing,
            }));
        }
        let gap = self.reader.ahead().gap;
        let start = self.reader.ahead().span.start;
        let opens = self.reader.ahead().token == Token::Open(Bracket::Round);
        if opens {
            self.reader.take()?;
        } else {
            let fault = self
                .reader
                .refuse(|found| format!("expected `(`, found {found}"));
            let fault = fault
                .help("a data file is written `(sources: […], entities: […], relations: […])`");
            if !is_heading(&self.reader) {
                return Err(fault);
            }
            self.faults.push(fault);
        }
        let leading = self.reader.take_pending();
        let trailing = self.reader.take_same_line();
        (self.sink)(Part::Open(Line {
            leading,
            gap,
            span: Span::new(start, start),
            trailing,
        }));
        Ok(start)
    }

    /// Reads the closing bracket and what comes after it.
    fn foot(&mut self) -> Result<(), Fault> {
        let closing = self.reader.take_comments();
        self.reader.take()?;
        if self.reader.ahead().token != Token::End {
            let wanted = "expected the end of the file";
            return Err(self
                .reader
                .refuse(|found| format!("{wanted}, found {found}")));
        }
        let after = self.reader.take_comments();
        (self.sink)(Part::Close { closing, after });
        Ok(())
    }

    /// Reads a section; tells whether more of the file can be read.
    fn section(&mut self) -> Result<bool, Fault> {
        let start = self.reader.ahead().span.start;
        let open = match self.heading() {
            Ok(open) => open,
            Err(fault) => {
                self.faults.push(fault);
                return Ok(matches!(self.resume(start, false), Resume::Section));
            }
        };
        while self.reader.ahead().token != Token::Close(Bracket::Square) {
            if is_heading(&self.reader) {
                let fault = self.reader.expected("`]`").unclosed('[', open);
                self.faults.push(fault);
                (self.sink)(Part::SectionEnd {
                    closing: Vec::new(),
                    trailing: Vec::new(),
                });
                return Ok(true);
            }
            if matches!(self.reader.ahead().token, Token::End | Token::Close(_)) {
                let wanted = "expected a record or `]`";
                let fault = self
                    .reader
                    .refuse(|found| format!("{wanted}, found {found}"));
                self.faults.push(fault.unclosed('[', open));
                let start = self.reader.ahead().span.start;
                match self.resume(start, true) {
                    Resume::InSection => continue,
                    Resume::Section => return Ok(true),
                    Resume::End => return Ok(false),
                }
            }
            match self.record(open) {
                Resume::InSection => {}
                Resume::Section => return Ok(true),
                Resume::End => return Ok(false),
            }
        }
        self.section_end()?;
        Ok(true)
    }

    /// Reads the name of a section and its opening bracket; returns where that stands.
    fn heading(&mut self) -> Result<usize, Fault> {
        let gap = self.reader.ahead().gap;
        let name = self.reader.take()?.span;
        let leading = self.reader.take_pending();
        if self.reader.ahead().token != Token::Colon {
            return Err(self.reader.expected("`:` after the name of a section"));
        }
        self.reader.take()?;
        let open = self.reader.ahead().span.start;
        if self.reader.ahead().token != Token::Open(Bracket::Square) {
            return Err(self.reader.expected("the `[` of a list of records"));
        }
        self.reader.take()?;
        let trailing = self.reader.take_same_line();
        (self.sink)(Part::Section(Line {
            leading,
            gap,
            span: name,
            trailing,
        }));
        Ok(open)
    }

    /// Reads the bracket and comma at the end of a section.
    fn section_end(&mut self) -> Result<(), Fault> {
        let closing = self.reader.take_comments();
        self.reader.take()?;
        let mut trailing = self.reader.take_same_line();
        match self.reader.ahead().token {
            Token::Comma => {
                self.reader.take()?;
                trailing.append(&mut self.reader.take_same_line());
            }
            Token::Close(Bracket::Round) => {}
            _ => {
                let fault = self.reader.expected("`,` or `)`");
                self.faults.push(fault);
            }
        }
        (self.sink)(Part::SectionEnd { closing, trailing });
        Ok(())
    }

    /// Reads a record and the comma behind it, or finds where to go on.
    fn record(&mut self, open: usize) -> Resume {
        let start = self.reader.ahead().span.start;
        let faults = self.reader.faults.len();
        match self.reader.item(Bracket::Square, RECORD_DEPTH) {
            Ok(item) if self.reader.faults.len() > faults => {
                (self.sink)(Part::Broken(item.value.span));
            }
            Ok(mut item) => {
                let comma = self.comma(open);
                item.trailing.append(&mut self.reader.take_same_line());
                (self.sink)(Part::Record(item));
                return self.go_on(comma, start);
            }
            Err(fault) => {
                let end = fault.span.end.max(start);
                (self.sink)(Part::Broken(Span::new(start, end)));
                return self.go_on(Err(fault), start);
            }
        }
        let comma = self.comma(open);
        self.go_on(comma, start)
    }

    /// Goes on in the section, or behind a fault.
    fn go_on(&mut self, read: Result<(), Fault>, start: usize) -> Resume {
        let Err(fault) = read else {
            return Resume::InSection;
        };
        self.faults.push(fault);
        self.resume(start, true)
    }

    /// Reads the comma behind a record; one may be missing before a record on the next line.
    fn comma(&mut self, open: usize) -> Result<(), Fault> {
        let ahead = self.reader.ahead();
        match ahead.token {
            Token::Comma => self.reader.take().map(drop),
            Token::Close(Bracket::Square) => Ok(()),
            Token::Open(Bracket::Round) if ahead.gap > Gap::None => {
                let fault = self.reader.expected("`,`");
                self.faults.push(fault);
                Ok(())
            }
            _ if is_heading(&self.reader) => Ok(()),
            _ => Err(self.reader.expected("`,` or `]`").unclosed('[', open)),
        }
    }

    /// Finds the place behind a fault from which the scan can go on: a line that begins with a
    /// bracket no further to the right than the record at fault, or with the name of a section.
    fn resume(&mut self, start: usize, in_section: bool) -> Resume {
        let text = self.reader.text();
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = indentation(&text[line_start..]);
        let mut at = line_start;
        let mut lines = text[line_start..].split_inclusive('\n');
        at += lines.next().map_or(0, str::len);
        for line in lines {
            let here = indentation(line);
            let found = match line.as_bytes().get(here) {
                Some(b'(') if in_section && here <= indent => Resume::InSection,
                Some(b']') if in_section && here < indent => Resume::InSection,
                Some(first) if first.is_ascii_lowercase() && begins_section(&line[here..]) => {
                    Resume::Section
                }
                _ => {
                    at += line.len();
                    continue;
                }
            };
            return self.restart(at + here, found);
        }
        Resume::End
    }

    /// Reads on from a place, unless too much has been read again already.
    fn restart(&mut self, at: usize, found: Resume) -> Resume {
        let text = self.reader.text();
        self.reread += self.reader.reach().saturating_sub(at);
        if self.reread > MOST_ROUNDS * text.len() {
            let fault = Fault::new(
                Span::new(at, at),
                "after so many faults the rest is not read",
            );
            self.faults.push(fault);
            return Resume::End;
        }
        self.faults.append(&mut self.reader.faults);
        self.reader = Reader::new(text, at);
        found
    }
}

/// Tells whether the token ahead is the name of a section, as it stands at the head of one.
fn is_heading(reader: &Reader<'_>) -> bool {
    let ahead = reader.ahead();
    let from = reader.text().get(ahead.span.start..).unwrap_or_default();
    ahead.token == Token::Word && begins_section(from)
}

/// Tells whether a text begins with the name of a section and a colon.
fn begins_section(text: &str) -> bool {
    SECTIONS.iter().any(|name| {
        text.strip_prefix(name)
            .is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(':'))
    })
}

/// Returns how many spaces and tabs a line begins with.
fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::{Part, scan};

    /// Scans a text; tells its parts in short, and the messages of its faults.
    fn parts(text: &str) -> (String, Vec<String>) {
        let mut parts: Vec<String> = Vec::new();
        let slice = |start: usize, end: usize| text.get(start..end).unwrap_or_default();
        let faults = scan(text, &mut |part| {
            parts.push(match part {
                Part::Attribute(_) => "#".to_owned(),
                Part::Open(_) => "(".to_owned(),
                Part::Section(line) => format!("{}:", slice(line.span.start, line.span.end)),
                Part::Record(item) => slice(item.value.span.start, item.value.span.end).to_owned(),
                Part::Broken(_) => "!".to_owned(),
                Part::SectionEnd { .. } => "]".to_owned(),
                Part::Close { .. } => ")".to_owned(),
            });
        });
        (
            parts.join(" "),
            faults.into_iter().map(|fault| fault.message).collect(),
        )
    }

    #[test]
    fn a_file_is_handed_over_part_by_part() {
        let (parts, faults) = parts("#![enable(a)]\n(sources: [(a: 1), (b: 2)], kinds: [],)");
        assert_eq!(parts, "# ( sources: (a: 1) (b: 2) ] kinds: ] )");
        assert!(faults.is_empty(), "{faults:?}");
    }

    #[test]
    fn the_scan_goes_on_behind_a_broken_record() {
        let (parts, faults) = parts("(\n  kinds: [\n    (a: }),\n    (b: 2),\n  ],\n)");
        assert_eq!(parts, "( kinds: ! (b: 2) ] )");
        assert_eq!(faults, ["expected a value, found `}`"]);
    }

    #[test]
    fn a_missing_comma_between_records_breaks_neither() {
        let (parts, faults) = parts("(kinds: [\n(a: 1)\n(b: 2)\n])");
        assert_eq!(parts, "( kinds: (a: 1) (b: 2) ] )");
        assert_eq!(faults, ["expected `,` here"]);
    }

    #[test]
    fn a_section_that_is_not_closed_ends_where_the_next_begins() {
        let (parts, faults) = parts("(\n  kinds: [\n    (a: 1),\n  sources: [],\n)");
        assert_eq!(parts, "( kinds: (a: 1) ] sources: ] )");
        assert_eq!(faults, ["expected `]` here"]);
    }

    #[test]
    fn what_is_wrong_behind_a_record_does_not_harm_it() {
        let (parts, faults) = parts("(kinds: [\n    (a: 1),\n    @\n    (b: 2),\n])");
        assert_eq!(parts, "( kinds: (a: 1) ! (b: 2) ] )");
        assert_eq!(faults, ["the sign `@` has no meaning here"]);
    }
}
