//! Strings as they stand in files: their meaning, where each letter of it stands, and how they are
//! written.
//!
//! The escapes are those of RON, which are those of Rust with `\x` for any byte of UTF-8.

use std::borrow::Cow;
use std::fmt::Write;

use super::fault::Fault;
use super::lexer::raw_hashes;
use crate::diagnostic::Span;
use crate::text;

/// One letter of a string: where it is written in the file, and what it means.
type Letter = (Span, char);

/// Returns what a string with its quotes means, or the first escape that means nothing.
///
/// `at` is where the string begins in its file; the faults' spans count from there.
pub(super) fn meaning(literal: &str, at: usize) -> Result<Cow<'_, str>, Fault> {
    let body = body(literal);
    let inner = literal.get(body.start..body.end).unwrap_or_default();
    if raw_hashes(literal).is_some() || !inner.contains('\\') {
        return Ok(Cow::Borrowed(inner));
    }
    let letters: Result<String, Fault> = letters(literal, at)
        .map(|letter| letter.map(|(_, letter)| letter))
        .collect();
    letters.map(Cow::Owned)
}

/// Returns where in the file the bytes `wanted` of the meaning of a string are written.
///
/// An empty stretch, or one behind the end, gets the place of the closing quote.
pub(super) fn place(literal: &str, at: usize, wanted: &std::ops::Range<usize>) -> Span {
    let end = at + body(literal).end;
    let mut found: Option<Span> = None;
    let mut bytes = 0;
    for (span, letter) in letters(literal, at).map_while(Result::ok) {
        let next = bytes + letter.len_utf8();
        if next > wanted.start && (bytes < wanted.end || found.is_none()) {
            found = Some(found.map_or(span, |before| before.to(span)));
        }
        bytes = next;
    }
    found.unwrap_or(Span::new(end, end + 1))
}

/// Returns where in a string with its quotes the part between the quotes stands.
fn body(literal: &str) -> Span {
    let hashes = raw_hashes(literal);
    let before = hashes.map_or(1, |hashes| hashes + 2);
    let after = hashes.map_or(1, |hashes| hashes + 1);
    Span::new(before, literal.len().saturating_sub(after).max(before))
}

/// Returns the letters of a string with their places, up to the first wrong escape.
fn letters(literal: &str, at: usize) -> impl Iterator<Item = Result<Letter, Fault>> {
    let body = body(literal);
    let mut letters = Letters {
        text: literal.get(..body.end).unwrap_or_default(),
        raw: raw_hashes(literal).is_some(),
        at: body.start,
    };
    std::iter::from_fn(move || letters.next()).map(move |letter| match letter {
        Ok((span, letter)) => Ok((span.shifted(at), letter)),
        Err(fault) => Err(Fault {
            span: fault.span.shifted(at),
            ..fault
        }),
    })
}

/// A walk over the letters of a string.
struct Letters<'t> {
    text: &'t str,
    raw: bool,
    at: usize,
}

impl Letters<'_> {
    fn next(&mut self) -> Option<Result<Letter, Fault>> {
        let start = loop {
            let start = self.at;
            match self.take()? {
                '\\' if !self.raw => {}
                letter => return Some(Ok((Span::new(start, self.at), letter))),
            }
            if !self.skip_continuation() {
                break start;
            }
        };
        let letter = self.escape(start);
        Some(letter.map(|letter| (Span::new(start, self.at), letter)))
    }

    /// Reads one letter as it stands.
    fn take(&mut self) -> Option<char> {
        let letter = self.text.get(self.at..)?.chars().next()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    /// Skips a line end and the white space after it, which a backslash before it makes nothing of.
    fn skip_continuation(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with('\n') && !rest.starts_with("\r\n") {
            return false;
        }
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        true
    }

    /// Reads what stands after a backslash.
    fn escape(&mut self, start: usize) -> Result<char, Fault> {
        let sign = self.take();
        let letter = match sign {
            Some('\'' | '"' | '\\') => sign,
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('0') => Some('\0'),
            Some('x') => self.bytes(),
            Some('u') => self.code_point(),
            _ => None,
        };
        letter.ok_or_else(|| {
            let written = self.text.get(start..self.at).unwrap_or_default();
            Fault::new(
                Span::new(start, self.at),
                format!("`{written}` stands for no letter"),
            )
            .help("a backslash is written `\\\\`, a quote `\\\"`, a line end `\\n`")
        })
    }

    /// Reads the letter that `\x..` stands for, with as many more as the letter has bytes.
    fn bytes(&mut self) -> Option<char> {
        let mut bytes = vec![self.byte()?];
        while bytes.len() <= 4 {
            if let Ok(text) = std::str::from_utf8(&bytes) {
                return text.chars().next();
            }
            if !self.text.get(self.at..)?.starts_with("\\x") {
                return None;
            }
            self.at += 2;
            bytes.push(self.byte()?);
        }
        None
    }

    /// Reads two hexadecimal digits.
    fn byte(&mut self) -> Option<u8> {
        let high = self.take()?.to_digit(16)?;
        let low = self.take()?.to_digit(16)?;
        u8::try_from(high * 16 + low).ok()
    }

    /// Reads the number in braces of `\u{…}`.
    fn code_point(&mut self) -> Option<char> {
        let digits = self.text.get(self.at..)?.strip_prefix('{')?;
        let length = digits.find('}').filter(|length| (1..=6).contains(length))?;
        let number = digits.get(..length)?;
        let hexadecimal = number.bytes().all(|digit| digit.is_ascii_hexdigit());
        self.at += length + 2;
        let number = u32::from_str_radix(number, 16).ok();
        number.filter(|_| hexadecimal).and_then(char::from_u32)
    }
}

/// Returns a text as it is written in a file, with its quotes.
///
/// Letters that a reader could not see, or that could steer a terminal, become escapes.
pub(super) fn written(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    text.chars().for_each(|letter| push(&mut written, letter));
    written.push('"');
    written
}

/// Appends one letter as it is written in a file.
fn push(written: &mut String, letter: char) {
    match letter {
        '"' => written.push_str("\\\""),
        '\\' => written.push_str("\\\\"),
        '\n' => written.push_str("\\n"),
        '\r' => written.push_str("\\r"),
        '\t' => written.push_str("\\t"),
        '\0' => written.push_str("\\0"),
        _ if is_hidden(letter) => {
            // Writing to a string cannot fail.
            let _ = write!(written, "\\u{{{:x}}}", u32::from(letter));
        }
        _ => written.push(letter),
    }
}

/// Tells whether a letter is shown as a symbol wherever text meets a screen.
fn is_hidden(letter: char) -> bool {
    !letter.is_ascii_graphic()
        && letter != ' '
        && matches!(
            text::visible(letter.encode_utf8(&mut [0; 4])),
            Cow::Owned(_)
        )
}

/// Returns a text as it is written in lines of at most `columns`, to be joined by a backslash, a
/// line end and spaces; the first line begins with the opening quote.
///
/// Lines break before words only: what follows a joint must not begin with white space, which
/// the joint would swallow.
pub(super) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::from("\"")];
    let mut used = 1;
    for word in text.split_inclusive(' ') {
        let written: String = {
            let mut written = String::new();
            word.chars().for_each(|letter| push(&mut written, letter));
            written
        };
        let width = text::width(&written);
        // One column stays free for the backslash or the closing quote.
        let full = used + width + 1 > columns && used > 1;
        let follows_a_space = lines.last().is_some_and(|line| line.ends_with(' '));
        if full && follows_a_space && word != " " {
            lines.push(String::new());
            // The spaces under the opening quote.
            used = 1;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(&written);
            used += width;
        }
    }
    if let Some(line) = lines.last_mut() {
        line.push('"');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{meaning, place, wrapped, written};

    #[track_caller]
    fn check(literal: &str, wanted: &str) {
        assert_eq!(meaning(literal, 0).as_deref(), Ok(wanted), "{literal}");
        let ron: String = ron::from_str(literal).unwrap();
        assert_eq!(ron, wanted, "{literal} as `ron` reads it");
    }

    #[test]
    fn strings_mean_what_ron_says_they_mean() {
        check(r#""plain""#, "plain");
        check(r#""a\"b\\c\n\t\0\r\'""#, "a\"b\\c\n\t\0\r'");
        check(r#""\x41\xc3\xa9\u{e9}\u{1F600}""#, "Aéé😀");
        check("\"a \\\n     b \\\r\n\n c\"", "a b c");
        check(r##"r#"a\n"b"#"##, "a\\n\"b");
        check("\"two\nlines\"", "two\nlines");
    }

    #[test]
    fn wrong_escapes_are_told_where_they_stand() {
        for (literal, start, end) in [
            (r#""ab\q""#, 3, 5),
            (r#""\u{110000}""#, 1, 11),
            (r#""\xff""#, 1, 5),
            (r#""\u{}""#, 1, 3),
        ] {
            let fault = meaning(literal, 100).unwrap_err();
            assert_eq!(
                (fault.span.start - 100, fault.span.end - 100),
                (start, end),
                "{literal}"
            );
            assert!(ron::from_str::<String>(literal).is_err(), "{literal}");
        }
    }

    #[test]
    fn a_letter_of_the_meaning_is_found_in_the_file() {
        let literal = r#""2024-\x31é-xx""#;
        let span = place(literal, 10, &(5..6));
        assert_eq!((span.start, span.end), (16, 20));
        let span = place(literal, 10, &(9..11));
        assert_eq!(&literal[span.start - 10..span.end - 10], "xx");
        let span = place(literal, 10, &(11..11));
        assert_eq!(&literal[span.start - 10..span.end - 10], "\"");
    }

    #[test]
    fn what_is_written_means_the_same() {
        for text in [
            "",
            "a\"b\\",
            "\u{202e}\u{1b}[31m",
            "zwölf \u{200c}\n",
            "a  b   c",
        ] {
            let literal = written(text);
            assert_eq!(meaning(&literal, 0).as_deref(), Ok(text), "{literal}");
            assert!(!literal.contains(['\u{1b}', '\u{202e}', '\n']), "{literal}");
            for columns in [1, 4, 9] {
                let joined = wrapped(text, columns).join("\\\n        ");
                assert_eq!(meaning(&joined, 0).as_deref(), Ok(text), "{joined}");
            }
        }
    }

    #[test]
    fn wrapped_lines_fit() {
        let lines = wrapped("one two three four", 10);
        assert_eq!(lines, ["\"one two ", "three ", "four\""]);
        assert_eq!(wrapped("one two", 10), ["\"one two\""]);
    }
}
