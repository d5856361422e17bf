//! Text in armour: characters that a format cannot hold, or that would do harm there, written so
//! that they can be seen and read back.
//!
//! A forbidden character becomes `_xHHHH_`, its number in hexadecimal digits, as Office Open XML
//! writes what XML forbids; text that looks like that from the beginning gets armour too. A cell
//! that a spreadsheet would run as a formula begins with an apostrophe instead.

use std::borrow::Cow;
use std::fmt::Write;

/// How long a character in armour is: `_x001B_`.
const LENGTH: usize = 7;
/// How many digits of it are its number.
const DIGITS: usize = 4;

/// Returns a text with forbidden characters in armour.
pub(super) fn armoured(text: &str, is_forbidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    let needs = |(at, letter): (usize, char)| {
        is_forbidden(letter) || letter == '_' && is_like_armour(text, at, &is_forbidden)
    };
    if !text.char_indices().any(needs) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + LENGTH);
    for (at, letter) in text.char_indices() {
        if needs((at, letter)) {
            push_armoured(&mut safe, letter);
        } else {
            safe.push(letter);
        }
    }
    Cow::Owned(safe)
}

/// Tells whether what begins at a byte of a text will look like armour: by itself, or with the armour
/// of a forbidden character behind it, which begins with `_` too.
fn is_like_armour(text: &str, at: usize, is_forbidden: impl Fn(char) -> bool) -> bool {
    let behind = text.get(at..).and_then(|rest| rest.strip_prefix("_x"));
    let parts = behind.and_then(|behind| behind.split_at_checked(DIGITS));
    parts.is_some_and(|(digits, rest)| {
        let is_end = |letter| letter == '_' || is_forbidden(letter);
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()) && rest.starts_with(is_end)
    })
}

/// Appends a character in armour; what forbids characters forbids none beyond four digits.
fn push_armoured(safe: &mut String, letter: char) {
    // Writing to a string does not fail.
    let _ = write!(safe, "_x{:04X}_", u32::from(letter));
}

/// Returns the text without armour.
pub(super) fn bare(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let behind = if let Some(letter) = armour_at(rest, at) {
            plain.push(letter);
            at + LENGTH
        } else {
            plain.push('_');
            at + 1
        };
        rest = &rest[behind..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Returns the character whose armour begins at a byte of a text.
fn armour_at(text: &str, at: usize) -> Option<char> {
    let armour = text.get(at..at + LENGTH)?;
    let digits = armour.strip_prefix("_x")?.strip_suffix('_')?;
    let is_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_digits)?;
    char::from_u32(number)
}

/// Tells whether XML 1.0 has no room for a character, not even as a reference.
pub(super) const fn is_no_xml(letter: char) -> bool {
    !matches!(letter,
        '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Returns a cell that no spreadsheet takes for a formula: one that looks like a formula, or like
/// what this makes of one, begins with an apostrophe.
pub(super) fn no_formula(cell: &str) -> Cow<'_, str> {
    let looks_made = cell
        .strip_prefix('\'')
        .is_some_and(|rest| rest.starts_with(|first| first == '\'' || begins_formula(first)));
    if looks_made || cell.starts_with(begins_formula) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Returns what a cell held before [`no_formula`].
pub(super) fn formula(cell: &str) -> &str {
    let made = cell
        .strip_prefix('\'')
        .filter(|rest| rest.starts_with(|first| first == '\'' || begins_formula(first)));
    made.unwrap_or(cell)
}

/// Tells whether a cell that begins so may be run; the wide forms are run by some too.
const fn begins_formula(first: char) -> bool {
    matches!(
        first,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{armoured, bare, formula, is_no_xml, no_formula};

    #[test]
    fn what_is_forbidden_can_be_seen() {
        assert_eq!(armoured("a\u{1b}[31m\0", is_no_xml), "a_x001B_[31m_x0000_");
        assert_eq!(armoured("snake_x_case", is_no_xml), "snake_x_case");
    }

    #[test]
    fn what_looks_like_armour_gets_some() {
        assert_eq!(armoured("_x001B_", is_no_xml), "_x005F_x001B_");
        assert_eq!(bare("_x005F_x001B_"), "_x001B_");
        assert_eq!(armoured("_x00E9\0", is_no_xml), "_x005F_x00E9_x0000_");
        assert_eq!(bare("_x005F_x00E9_x0000_"), "_x00E9\0");
    }

    #[test]
    fn a_formula_is_held_and_an_apostrophe_stays() {
        assert_eq!(no_formula("=1+1"), "'=1+1");
        assert_eq!(no_formula("'Ndrangheta"), "'Ndrangheta");
        assert_eq!(formula("'Ndrangheta"), "'Ndrangheta");
    }

    proptest! {
        #[test]
        fn armour_can_be_taken_off(text in "[_x0-9A-F|\0\u{1b}é]{0,24}") {
            let safe = armoured(&text, |letter| is_no_xml(letter) || letter == '|');
            prop_assert!(!safe.contains(|letter| is_no_xml(letter) || letter == '|'));
            prop_assert_eq!(bare(&safe), text.as_str());
        }

        #[test]
        fn a_cell_is_itself_again(cell in "['=a@\t-]{0,6}") {
            let safe = no_formula(&cell);
            prop_assert!(!safe.starts_with(['=', '@', '\t', '-']));
            prop_assert_eq!(formula(&safe), cell.as_str());
        }
    }
}
