//! The names of Wikidata: a letter and a number.

/// The scheme of codes of entities that are items of Wikidata.
pub(super) const SCHEME: &str = "wikidata";

/// Tells whether a code is the name of an item: `Q` and a number.
pub(super) fn is_item(code: &str) -> bool {
    is_numbered(code, 'Q')
}

/// Tells whether a code is the name of a property: `P` and a number.
pub(super) fn is_property(code: &str) -> bool {
    is_numbered(code, 'P')
}

fn is_numbered(code: &str, letter: char) -> bool {
    let digits = code.strip_prefix(letter).unwrap_or_default();
    (1..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{is_item, is_property};

    #[test]
    fn a_name_is_a_letter_and_a_number() {
        assert!(is_item("Q1037") && is_property("P39"));
        for code in ["Q", "q1", "Q1 ", "P1", "Quito", "Q1\n"] {
            assert!(!is_item(code), "{code:?}");
        }
    }
}
