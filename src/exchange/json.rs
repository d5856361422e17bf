//! JSON that is harmless wherever it is pasted, and still says the same.
//!
//! Knows JSON alone. What could end a script element, change the direction of writing, steer a
//! terminal or hide is written as `\u…`, which every reader of JSON takes for the letter itself.

use std::borrow::Cow;
use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::text;

/// Writes a value on one line, without a line break behind it.
pub(super) fn write_json<T: Serialize + ?Sized>(
    out: &mut dyn io::Write,
    value: &T,
) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, Harmless);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

/// Returns what is wrong with JSON that was read, without its place.
pub(super) fn why(error: &serde_json::Error) -> String {
    let told = error.to_string();
    let end = told.rfind(" at line ").unwrap_or(told.len());
    told[..end].to_owned()
}

/// Compact JSON whose texts hold no sign that does anything.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut plain = 0;
        for (at, letter) in fragment.char_indices().filter(|(_, letter)| acts(*letter)) {
            out.write_all(&fragment.as_bytes()[plain..at])?;
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            plain = at + letter.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[plain..])
    }
}

/// Tells whether a letter does something on a page or in a terminal.
fn acts(letter: char) -> bool {
    let steers = || {
        matches!(
            text::visible(letter.encode_utf8(&mut [0; 4])),
            Cow::Owned(_)
        )
    };
    matches!(letter, '<' | '>' | '&') || !letter.is_ascii() && steers() || letter == '\u{7f}'
}

#[cfg(test)]
mod tests {
    use super::write_json;

    #[test]
    fn nothing_that_acts_is_written_and_all_is_read_back() {
        let text = "</script>\u{1b}[31m\u{7f}\u{202e}\u{2028}\u{e0041}Ру é \"\\";
        let mut out = Vec::new();
        write_json(&mut out, text).unwrap();
        let written = String::from_utf8(out).unwrap();
        let wanted = r#""\u003c/script\u003e\u001b[31m\u007f\u202e\u2028\udb40\udc41Ру é \"\\""#;
        assert_eq!(written, wanted);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
