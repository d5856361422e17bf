//! Content lines: a name, parameters and a value, folded and escaped as RFC 5545 and RFC 6868 ask.
//!
//! Knows neither events nor records. Control characters, for which calendars have no room, and those
//! that change the direction of writing are put in armour, so that they come back.

use std::fmt::Write as _;
use std::io;

use crate::exchange::armour::{armoured, bare};

/// The most bytes of a line, without its end.
const WIDTH: usize = 75;

/// A property of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The line on which it begins, counted from 1; 0 for one that is yet to be written.
    pub(super) number: u64,
    /// Its name, in capitals.
    pub(super) name: String,
    parameters: Vec<(String, String)>,
    /// The value as it is written.
    pub(super) value: String,
}

impl Line {
    /// Returns a property whose value is written as it is.
    pub(super) fn plain(name: &str, value: impl Into<String>) -> Line {
        Line {
            number: 0,
            name: name.to_owned(),
            parameters: Vec::new(),
            value: value.into(),
        }
    }

    /// Returns a property whose value is a text.
    pub(super) fn text(name: &str, text: &str) -> Line {
        Line::plain(name, escaped(text))
    }

    /// Returns a property whose value is a list of texts.
    pub(super) fn texts<'t>(name: &str, texts: impl IntoIterator<Item = &'t str>) -> Line {
        let texts: Vec<String> = texts.into_iter().map(escaped).collect();
        Line::plain(name, texts.join(","))
    }

    /// Returns the property with one more parameter.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: &str) -> Line {
        self.parameters.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Returns the property with one more parameter, if there is a value for it.
    #[must_use]
    pub(super) fn with_some(self, name: &str, value: Option<&str>) -> Line {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Returns the value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let mut all = self.parameters.iter();
        all.find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns the value as a text.
    pub(super) fn value_text(&self) -> String {
        let (mut text, mut letters) = (String::with_capacity(self.value.len()), self.value.chars());
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some('n' | 'N') => text.push('\n'),
                    other => text.extend(other),
                },
                _ => text.push(letter),
            }
        }
        bare(&text).into_owned()
    }

    /// Writes the line, folded between letters.
    pub(super) fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut whole = self.name.clone();
        for (name, value) in &self.parameters {
            // Writing into a text cannot fail.
            let _ = write!(whole, ";{name}={}", quoted(value));
        }
        whole.push(':');
        whole.push_str(&self.value);
        let (mut start, mut room) = (0, WIDTH);
        for (at, letter) in whole.char_indices() {
            if at + letter.len_utf8() - start > room {
                write!(out, "{}\r\n ", &whole[start..at])?;
                // The space in front of what follows counts.
                (start, room) = (at, WIDTH - 1);
            }
        }
        write!(out, "{}\r\n", &whole[start..])
    }

    /// Reads a line that has been unfolded.
    ///
    /// # Errors
    /// A text that says what was expected.
    pub(super) fn read(number: u64, whole: &str) -> Result<Line, String> {
        let end = whole.find([';', ':']);
        let Some((name, mut rest)) = end.map(|end| whole.split_at(end)) else {
            return Err("a line without a colon".to_owned());
        };
        let mut parameters = Vec::new();
        while let Some(behind) = rest.strip_prefix(';') {
            let (name, behind) = behind
                .split_once('=')
                .ok_or("a parameter without a value")?;
            let (value, behind) = parameter_value(behind)?;
            parameters.push((name.to_ascii_uppercase(), value));
            rest = behind;
        }
        let value = rest.strip_prefix(':').ok_or("a line without a value")?;
        Ok(Line {
            number,
            name: name.to_ascii_uppercase(),
            parameters,
            value: value.to_owned(),
        })
    }
}

/// Returns the value of a parameter, and what stands behind it. Of several values all are one here.
fn parameter_value(text: &str) -> Result<(String, &str), String> {
    let (value, rest) = match text.strip_prefix('"') {
        Some(behind) => behind.split_once('"').ok_or("a quote that is not closed")?,
        None => text.split_at(text.find([';', ':']).unwrap_or(text.len())),
    };
    // Several values in quotes are parted by commas.
    let rest = rest.trim_start_matches(|sign| !matches!(sign, ';' | ':'));
    Ok((bare(&uncoded(value)).into_owned(), rest))
}

/// Returns a parameter whose letters behind carets are what they stand for.
fn uncoded(value: &str) -> String {
    let (mut text, mut letters) = (String::with_capacity(value.len()), value.chars());
    while let Some(letter) = letters.next() {
        let coded = if letter == '^' { letters.next() } else { None };
        match coded {
            None => text.push(letter),
            Some('n') => text.push('\n'),
            Some('\'') => text.push('"'),
            Some('^') => text.push('^'),
            Some(other) => text.extend(['^', other]),
        }
    }
    text
}

/// Returns a parameter in quotes where it needs them.
fn quoted(value: &str) -> String {
    let value = armoured(value, |letter| is_kept_out(letter) || letter == '\t');
    let value = value
        .replace('^', "^^")
        .replace('\n', "^n")
        .replace('"', "^'");
    let is_word = |letter: char| letter.is_alphanumeric() || "-./".contains(letter);
    if !value.is_empty() && value.chars().all(is_word) {
        value
    } else {
        format!("\"{value}\"")
    }
}

/// Returns a text as it may stand in a value.
fn escaped(text: &str) -> String {
    let text = armoured(text, is_kept_out);
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => safe.extend(['\\', letter]),
            '\n' => safe.push_str("\\n"),
            _ => safe.push(letter),
        }
    }
    safe
}

/// Tells whether a letter is a control character that no calendar has room for, or changes the
/// direction of writing.
const fn is_kept_out(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}'
        | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Returns the lines of a calendar, unfolded, with the numbers of those on which they begin.
pub(super) fn unfolded(text: &str) -> Vec<(u64, String)> {
    let mut lines: Vec<(u64, String)> = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some((_, known))) => known.push_str(more),
            _ => lines.push((number, line.to_owned())),
        }
    }
    lines.retain(|(_, line)| !line.trim().is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::{Line, unfolded};

    fn written(line: &Line) -> String {
        let mut out = Vec::new();
        line.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[track_caller]
    fn comes_back(text: &str) {
        let line = Line::text("X-A", text).with("X-B", text);
        let written = written(&line);
        assert!(
            written.split("\r\n").all(|line| line.len() <= 75),
            "{written}"
        );
        let lines = unfolded(&written);
        let [(1, whole)] = lines.as_slice() else {
            panic!("{written}");
        };
        let read = Line::read(1, whole).unwrap();
        assert_eq!(
            (read.value_text().as_str(), read.parameter("X-B")),
            (text, Some(text))
        );
    }

    #[test]
    fn any_text_comes_back_from_a_value_and_a_parameter() {
        comes_back("");
        comes_back("plain");
        comes_back("a;b,c:d \"e\" ^n ^^' \\n\n f\r\n\tg");
        comes_back("\u{0}\u{1b}[31m\u{7f}\u{202e}\u{feff}_x001B_");
        comes_back(&"東京 é".repeat(40));
    }

    #[test]
    fn a_line_is_folded_between_letters_at_the_width_of_the_standard() {
        let folded = written(&Line::plain("A", "é".repeat(60)));
        let lengths: Vec<usize> = folded.split("\r\n").map(str::len).collect();
        assert_eq!(lengths, [74, 49, 0]);
    }

    #[test]
    fn what_is_no_line_is_told() {
        for (line, why) in [
            ("SUMMARY", "a line without a colon"),
            ("A;B:c", "a parameter without a value"),
            ("A;B=\"c", "a quote that is not closed"),
            ("A;B=c", "a line without a value"),
        ] {
            assert_eq!(Line::read(1, line).unwrap_err(), why);
        }
    }
}
