//! Quoted fields: a record that may go over several lines, put together line by line.
//!
//! Knows quotes and delimiters; where lines come from is for the records.

use memchr::memchr;

/// Where a quote opened that has not been closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opened {
    /// How many lines of the record stand before its line.
    pub(super) lines: usize,
    /// The column in characters, counted from 1.
    pub(super) column: usize,
}

/// A record with quotes, as far as it has been read.
#[derive(Debug, Default)]
pub(super) struct Quoted {
    /// The fields without quotes, one sign between two of them.
    pub(super) text: String,
    /// Where each field ends.
    pub(super) ends: Vec<u32>,
    /// The quote that is still to be closed.
    pub(super) opened: Option<Opened>,
    lines: usize,
}

impl Quoted {
    /// Begins another record.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.opened = None;
        self.lines = 0;
    }

    /// Adds a line. A quote within a field that nothing but the field follows is a sign like others.
    pub(super) fn add(&mut self, line: &str, delimiter: u8, quote: u8) {
        let mut rest = Some(line);
        if self.opened.is_some() {
            self.text.push('\n');
            rest = self.within_quotes(line, delimiter, quote);
        }
        while let Some(field) = rest {
            rest = if field.as_bytes().first() == Some(&quote) {
                let before = line.len() - field.len();
                let column = line.get(..before).unwrap_or_default().chars().count() + 1;
                let lines = self.lines;
                self.opened = Some(Opened { lines, column });
                self.within_quotes(field.get(1..).unwrap_or_default(), delimiter, quote)
            } else {
                self.plain(field, delimiter)
            };
        }
        self.lines += 1;
    }

    /// Takes a field without quotes, and returns the line from the next field on.
    fn plain<'l>(&mut self, line: &'l str, delimiter: u8) -> Option<&'l str> {
        let (field, rest) = split(line, delimiter);
        self.text.push_str(field);
        self.end_field(rest, delimiter)
    }

    /// Takes a field up to its closing quote, and returns the line from the next field on.
    fn within_quotes<'l>(&mut self, line: &'l str, delimiter: u8, quote: u8) -> Option<&'l str> {
        let mut rest = line;
        loop {
            let (inner, Some(after)) = split(rest, quote) else {
                self.text.push_str(rest);
                return None;
            };
            self.text.push_str(inner);
            match after.as_bytes().first() {
                Some(next) if *next == quote => {
                    self.text.push(char::from(quote));
                    rest = after.get(1..).unwrap_or_default();
                }
                Some(next) if *next == delimiter => {
                    self.opened = None;
                    return self.end_field(after.get(1..), delimiter);
                }
                Some(_) => {
                    self.text.push(char::from(quote));
                    rest = after;
                }
                None => {
                    self.opened = None;
                    return self.end_field(None, delimiter);
                }
            }
        }
    }

    /// Notes that a field ends here, and returns what follows.
    fn end_field<'l>(&mut self, rest: Option<&'l str>, delimiter: u8) -> Option<&'l str> {
        self.ends.push(self.text.len() as u32);
        if rest.is_some() {
            self.text.push(char::from(delimiter));
        }
        rest
    }
}

/// Returns the text before a sign, and that behind it if the sign is there.
fn split(text: &str, sign: u8) -> (&str, Option<&str>) {
    match memchr(sign, text.as_bytes()) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Opened, Quoted};

    #[track_caller]
    fn check(lines: &[&str], fields: &[&str]) {
        let mut quoted = Quoted::default();
        for line in lines {
            quoted.add(line, b',', b'"');
        }
        assert_eq!(quoted.opened, None);
        let mut start = 0;
        let found: Vec<&str> = quoted
            .ends
            .iter()
            .map(|end| {
                let field = &quoted.text[start..*end as usize];
                start = *end as usize + 1;
                field
            })
            .collect();
        assert_eq!(found, fields);
    }

    #[test]
    fn quotes_protect_delimiters_line_ends_and_each_other() {
        check(&[r#"a,"b,c",d"#], &["a", "b,c", "d"]);
        check(&[r#""say ""yes""",""#, "\","], &["say \"yes\"", "\n", ""]);
        check(&["\"\",\"\""], &["", ""]);
        check(&["\"a", "", "b\",c"], &["a\n\nb", "c"]);
    }

    #[test]
    fn a_quote_in_the_wrong_place_is_a_sign_like_others() {
        check(
            &[r#"5" gun,"the "big" one""#],
            &["5\" gun", "the \"big\" one"],
        );
    }

    #[test]
    fn an_open_quote_is_known_by_its_place() {
        let mut quoted = Quoted::default();
        quoted.add("é,\"x", b',', b'"');
        assert_eq!(
            quoted.opened,
            Some(Opened {
                lines: 0,
                column: 3
            })
        );
        quoted.add("y\",\"z", b',', b'"');
        assert_eq!(
            quoted.opened,
            Some(Opened {
                lines: 1,
                column: 4
            })
        );
    }
}
