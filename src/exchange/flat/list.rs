//! Lists within one cell: `first | second`, a bar within a text in armour.

use crate::exchange::armour::{armoured, bare};

/// What parts the texts.
const BAR: &str = " | ";

/// Returns texts as one cell, in which some characters are forbidden besides the bar.
pub(crate) fn joined(texts: &[String], is_forbidden: impl Fn(char) -> bool) -> String {
    let is_forbidden = |letter: char| letter == '|' || is_forbidden(letter);
    let safe = texts.iter().map(|text| armoured(text, is_forbidden));
    safe.collect::<Vec<_>>().join(BAR)
}

/// Returns the texts of a cell; a bar without spaces parts them too.
pub(crate) fn split(cell: &str) -> Vec<String> {
    if cell.is_empty() {
        return Vec::new();
    }
    let parts = cell.split('|').enumerate();
    let last = cell.matches('|').count();
    parts
        .map(|(at, part)| {
            let part = if at > 0 {
                part.strip_prefix(' ').unwrap_or(part)
            } else {
                part
            };
            let part = if at < last {
                part.strip_suffix(' ').unwrap_or(part)
            } else {
                part
            };
            bare(part).into_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::{joined, split};

    #[test]
    fn lists_of_others_are_read_too() {
        assert_eq!(split("a|b | c"), ["a", "b", "c"]);
    }

    proptest! {
        #[test]
        fn a_list_is_itself_again(texts in vec("[a |_]{0,4}", 0..4)) {
            prop_assume!(texts != [""]);
            prop_assert_eq!(split(&joined(&texts, |_| false)), texts);
        }
    }
}
