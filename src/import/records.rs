//! Records: the fields of delimited rows.
//!
//! Knows delimiters and quotes; it does not know what columns mean.

use std::collections::VecDeque;
use std::ops::Range;

use memchr::memchr;

use super::options::Progress;
use super::quoted::Quoted;
use super::{ImportError, Input};

/// The longest record that goes over several lines, in bytes: 1 MiB.
const LONGEST_QUOTED: usize = 1 << 20;

/// How the rows of a file are parted into fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// The sign between two fields.
    pub delimiter: u8,
    /// The sign around fields that may hold delimiters and line ends; within them it is doubled.
    pub quote: Option<u8>,
    /// How many lines stand before the first row.
    pub skip_lines: usize,
}

impl Dialect {
    /// Fields parted by commas, quoted where needed.
    pub const CSV: Dialect = Dialect {
        delimiter: b',',
        quote: Some(b'"'),
        skip_lines: 0,
    };
    /// Fields parted by tabulators, without quotes.
    pub const TSV: Dialect = Dialect {
        delimiter: b'\t',
        quote: None,
        skip_lines: 0,
    };

    /// Returns the dialect with lines before the first row.
    #[must_use]
    pub const fn skip_lines(mut self, lines: usize) -> Dialect {
        self.skip_lines = lines;
        self
    }
}

/// The fields of one row.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// The line on which it begins, counted from 1.
    pub line: u64,
    text: &'a str,
    ends: &'a [u32],
}

impl<'a> Record<'a> {
    /// Returns the field at a place counted from 0, without quotes.
    #[inline]
    pub fn get(&self, at: usize) -> Option<&'a str> {
        let end = *self.ends.get(at)? as usize;
        let before = at.checked_sub(1).and_then(|at| self.ends.get(at));
        let start = before.map_or(0, |end| *end as usize + 1);
        self.text.get(start..end)
    }

    /// Returns how many fields there are, at least one.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Tells whether there is nothing but one empty field: an empty line.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns all fields in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let record = *self;
        (0..record.len()).map(move |at| record.get(at).unwrap_or_default())
    }
}

/// The rows of a file, one after another.
///
/// # Examples
/// ```
/// use chancery::import::{Dialect, Input};
///
/// let text = "who,said\nRudolf,\"yes,\nindeed\"\n";
/// let mut records = Input::of_bytes("said.csv", text).into_records(Dialect::CSV);
/// assert_eq!(records.next()?.map(|header| header.len()), Some(2));
/// let row = records.next()?.unwrap();
/// assert_eq!((row.line, row.get(1)), (2, Some("yes,\nindeed")));
/// # Ok::<(), chancery::import::ImportError>(())
/// ```
#[derive(Debug)]
pub struct Records {
    input: Input,
    dialect: Dialect,
    begun: bool,
    /// Where the fields of a record without quotes end.
    ends: Vec<u32>,
    quoted: Quoted,
    /// Lines that were read in search of a closing quote and are yet to be read as rows.
    again: VecDeque<(u64, String)>,
    /// Up to this line a quote is closed on its own line or not at all: the lines were searched for
    /// a closing quote once, and are not searched for every quote among them.
    searched: u64,
}

/// Where the text of a record lies.
enum Found {
    /// In the block of the input.
    Line(u64, Range<usize>),
    /// With the fields of a record that had quotes.
    Quoted(u64),
}

impl Records {
    pub(super) fn new(input: Input, dialect: Dialect) -> Records {
        Records {
            input,
            dialect,
            begun: false,
            ends: Vec::new(),
            quoted: Quoted::default(),
            again: VecDeque::new(),
            searched: 0,
        }
    }

    /// Returns the next row, or nothing at the end. Empty lines are left out.
    ///
    /// # Errors
    /// As for [`Input::next_line`]. A quote that is not closed within 1 MiB is reported with the row
    /// in which it opens, and the lines after that one are read as rows of their own.
    #[expect(
        clippy::should_implement_trait,
        reason = "a row is lent out of the block it lies in"
    )]
    #[inline]
    pub fn next(&mut self) -> Result<Option<Record<'_>>, ImportError> {
        let (line, text, ends) = match self.find()? {
            None => return Ok(None),
            Some(Found::Line(line, span)) => (line, self.input.slice(span), &self.ends),
            Some(Found::Quoted(line)) => (line, self.quoted.text.as_str(), &self.quoted.ends),
        };
        Ok(Some(Record { line, text, ends }))
    }

    /// Returns how much of the file has been read.
    pub fn progress(&self) -> Progress {
        self.input.progress()
    }

    /// Returns the name of the file as reports show it.
    pub fn name(&self) -> &str {
        self.input.name()
    }

    /// Finds the next row that is not empty.
    #[inline]
    fn find(&mut self) -> Result<Option<Found>, ImportError> {
        if !self.begun {
            self.begun = true;
            for _ in 0..self.dialect.skip_lines {
                self.input.next_span()?;
            }
        }
        loop {
            if let Some((line, text)) = self.again.pop_front() {
                if let Some(found) = self.with_quotes(line, &text)? {
                    return Ok(Some(found));
                }
                continue;
            }
            let Some((line, span)) = self.input.next_span()? else {
                return Ok(None);
            };
            let text = self.input.slice(span.clone());
            let bytes = text.as_bytes();
            if bytes.is_empty() {
                continue;
            }
            let quote = self.dialect.quote;
            if quote.is_none_or(|quote| memchr(quote, bytes).is_none()) {
                part(bytes, self.dialect.delimiter, &mut self.ends);
                return Ok(Some(Found::Line(line, span)));
            }
            let text = text.to_owned();
            if let Some(found) = self.with_quotes(line, &text)? {
                return Ok(Some(found));
            }
        }
    }

    /// Takes a record that may have quotes, with the lines that belong to it. Returns nothing for an
    /// empty line, and for one whose quote is not closed.
    fn with_quotes(&mut self, line: u64, text: &str) -> Result<Option<Found>, ImportError> {
        if text.is_empty() {
            return Ok(None);
        }
        self.quoted.clear();
        self.add(text);
        let mut held: Vec<(u64, String)> = Vec::new();
        while let Some(opened) = self.quoted.opened {
            let next = if line <= self.searched {
                Err("on its line")
            } else if self.quoted.text.len() > LONGEST_QUOTED {
                Err("within 1 MiB")
            } else {
                self.next_raw()?.ok_or("before the end of the file")
            };
            match next {
                Ok(next) => {
                    self.add(&next.1);
                    held.push(next);
                }
                Err(whence) => {
                    let before = opened.lines.checked_sub(1).and_then(|at| held.get(at));
                    let at = before.map_or(line, |(line, _)| *line);
                    let why = if at == line {
                        format!("the quote that opens here is not closed {whence}")
                    } else {
                        format!("the quote that opens in line {at} is not closed {whence}")
                    };
                    self.input.log().reject(line, Some(opened.column), why);
                    self.searched = held
                        .last()
                        .map_or(line, |(line, _)| *line)
                        .max(self.searched);
                    for line in held.into_iter().rev() {
                        self.again.push_front(line);
                    }
                    return Ok(None);
                }
            }
        }
        Ok(Some(Found::Quoted(line)))
    }

    fn add(&mut self, text: &str) {
        match self.dialect.quote {
            Some(quote) => self.quoted.add(text, self.dialect.delimiter, quote),
            None => self
                .quoted
                .add(text, self.dialect.delimiter, self.dialect.delimiter),
        }
    }

    /// Returns the next line as it stands, also an empty one.
    fn next_raw(&mut self) -> Result<Option<(u64, String)>, ImportError> {
        if let Some(again) = self.again.pop_front() {
            return Ok(Some(again));
        }
        let next = self.input.next_span()?;
        Ok(next.map(|(line, span)| (line, self.input.slice(span).to_owned())))
    }
}

/// Notes where the fields of a line without quotes end.
#[inline]
fn part(line: &[u8], delimiter: u8, ends: &mut Vec<u32>) {
    ends.clear();
    for (at, byte) in line.iter().enumerate() {
        if *byte == delimiter {
            ends.push(at as u32);
        }
    }
    ends.push(line.len() as u32);
}
