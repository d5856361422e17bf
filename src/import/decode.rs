//! Decoding: bytes to text, and line ends of every sort to one.
//!
//! Knows UTF-8 and Windows-1252; it does not know files or reports.

use memchr::{memchr_iter, memchr2_iter};

/// The characters that Windows-1252 has for the bytes 0x80 to 0x9F; Latin-1 has none there. The
/// five bytes without a character stand for themselves.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Lines with bytes that are no UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrong {
    /// The first of them, counted from 1.
    pub(super) line: u64,
    /// How many there are.
    pub(super) lines: u64,
}

/// Returns the bytes as text. Bytes that are no UTF-8 are read as Windows-1252.
pub(super) fn text(bytes: Vec<u8>) -> (String, Option<Wrong>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let (text, wrong) = mixed(error.as_bytes());
            (text, Some(wrong))
        }
    }
}

/// Returns bytes of both encodings as text.
fn mixed(bytes: &[u8]) -> (String, Wrong) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let (mut line, mut first, mut last, mut lines) = (1, 0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        line += memchr_iter(b'\n', chunk.valid().as_bytes()).count() as u64;
        if chunk.invalid().is_empty() {
            continue;
        }
        text.extend(chunk.invalid().iter().map(|byte| windows(*byte)));
        if first == 0 {
            first = line;
        }
        lines += u64::from(line != last);
        last = line;
    }
    (text, Wrong { line: first, lines })
}

/// Returns the character of a byte in Windows-1252.
fn windows(byte: u8) -> char {
    let special = byte.checked_sub(0x80).map(usize::from);
    let special = special.and_then(|at| WINDOWS.get(at));
    special.copied().unwrap_or(char::from(byte))
}

/// Turns every return that no newline follows into a newline. O(n), nothing is moved.
pub(super) fn part_with_newlines(bytes: &mut [u8]) {
    let is_alone = |bytes: &[u8], at: usize| bytes.get(at + 1) != Some(&b'\n');
    let Some(first) = memchr_iter(b'\r', bytes).find(|at| is_alone(bytes, *at)) else {
        return;
    };
    for at in first..bytes.len() {
        if bytes.get(at) == Some(&b'\r')
            && is_alone(bytes, at)
            && let Some(byte) = bytes.get_mut(at)
        {
            *byte = b'\n';
        }
    }
}

/// Returns how many line ends there are, of whatever sort.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    let pairs = memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) == Some(&b'\n'));
    (memchr2_iter(b'\n', b'\r', bytes).count() - pairs.count()) as u64
}

#[cfg(test)]
mod tests {
    use super::{Wrong, line_ends, part_with_newlines, text};

    #[test]
    fn one_wrong_byte_does_not_spoil_the_right_ones_of_its_line() {
        let (text, wrong) = text(b"a\nCura\xE7ao \xC3\xA9 \x80\nb\n\xE9".to_vec());
        assert_eq!(text, "a\nCuraçao é €\nb\né");
        assert_eq!(wrong, Some(Wrong { line: 2, lines: 2 }));
    }

    #[test]
    fn right_text_is_left_alone() {
        assert_eq!(text("çé".into()), ("çé".to_owned(), None));
    }

    #[test]
    fn a_return_alone_ends_a_line() {
        let mut bytes = b"a\rb\r\nc\nd\r\re\r".to_vec();
        assert_eq!(line_ends(&bytes), 6);
        part_with_newlines(&mut bytes);
        assert_eq!(bytes, b"a\nb\r\nc\nd\n\ne\n");
    }
}
