//! Spellings of names of states: what counts when two are compared.
//!
//! Knows words, brackets and years; it does not know a single state.

use crate::edtf::Day;
use crate::text;

/// Words that do not count, folded.
const SMALL: [&str; 6] = ["a", "an", "and", "for", "of", "the"];

/// What shortened words of longer names stand for, folded.
const SHORTENED: [(&str, &str); 10] = [
    ("boliv", "bolivarian"),
    ("dem", "democratic"),
    ("fed", "federated"),
    ("gren", "grenadines"),
    ("is", "islands"),
    ("islam", "islamic"),
    ("rep", "republic"),
    ("st", "saint"),
    ("ste", "sainte"),
    ("un", "united"),
];

/// Remarks in brackets, folded, that say of what time or government a name is and not whose it is.
const REMARKS: [&str; 4] = [
    "government in exile",
    "interim authority",
    "provisional government",
    "soviet period",
];

/// Returns the words of a name that count, folded, in order of text: two names with the same bag
/// are one.
pub(super) fn bag(name: &str) -> String {
    let folded = text::fold(name);
    let mut words = counting(&folded);
    words.sort_unstable();
    words.join(" ")
}

/// Returns the letters of the words of a name that count, without spaces.
pub(super) fn run_together(name: &str) -> String {
    counting(&text::fold(name)).concat()
}

/// Returns the words that count, shortened ones in full; all of them if none would be left.
fn counting(folded: &str) -> Vec<&str> {
    let words: Vec<&str> = text::words(folded).collect();
    if words.len() < 2 {
        return words;
    }
    let counts = |word: &&str| !SMALL.contains(word);
    let counting: Vec<&str> = words.iter().copied().filter(counts).map(in_full).collect();
    if counting.is_empty() { words } else { counting }
}

fn in_full(word: &str) -> &str {
    let full = SHORTENED.iter().find(|(short, _)| *short == word);
    full.map_or(word, |(_, full)| full)
}

/// What stands in brackets behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Remark<'a> {
    text: &'a str,
    year: Option<i64>,
}

impl<'a> Remark<'a> {
    /// Returns the text between the brackets.
    pub(super) fn text(self) -> &'a str {
        self.text
    }

    /// Returns the last day of the time that the remark names.
    pub(super) fn day(self) -> Option<Day> {
        Day::from_ymd(self.year?, 12, 31)
    }

    /// Tells whether the remark should be a name of its own.
    pub(super) fn is_a_name(self) -> bool {
        self.year.is_none() && !REMARKS.contains(&text::fold(self.text).as_str())
    }
}

/// Parts a name from the remark in brackets at its end.
pub(super) fn parenthesised(name: &str) -> Option<(&str, Remark<'_>)> {
    let (outer, rest) = name.trim().split_once(" (")?;
    let text = rest.strip_suffix(')')?;
    Some((
        outer,
        Remark {
            text,
            year: last_year(text),
        },
    ))
}

/// Returns the last year of `pre-1923` or `1918-1943`.
fn last_year(remark: &str) -> Option<i64> {
    if let Some(year) = remark.strip_prefix("pre-") {
        return year.parse().ok().map(|year: i64| year - 1);
    }
    let (first, last) = remark.split_once('-')?;
    first.parse::<i64>().ok().and(last.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{bag, parenthesised, run_together};

    #[test]
    fn order_small_words_and_accents_do_not_count() {
        assert_eq!(
            bag("Congo, Democratic Republic of the"),
            bag("the Democratic Rep. of Congo")
        );
        assert_eq!(bag("Côte d’Ivoire"), bag("cote divoire"));
        assert_eq!(bag("St. Lucia"), bag("Saint Lucia"));
        assert_ne!(bag("Dominica"), bag("Dominican Republic"));
    }

    #[test]
    fn a_short_word_alone_stays_as_it_is() {
        assert_eq!(bag("UN"), "un");
        assert_eq!(bag("The"), "the");
    }

    #[test]
    fn a_heading_may_run_words_together() {
        assert_eq!(run_together("Antigua & Barbuda"), "antiguabarbuda");
        assert_eq!(
            run_together("Trinidad and Tobago"),
            run_together("trinidadtobago")
        );
    }

    #[test]
    fn a_remark_may_tell_a_time() {
        let (outer, remark) = parenthesised("Turkey (pre-1923)").unwrap();
        assert_eq!(outer, "Turkey");
        assert_eq!(remark.day().unwrap().ymd(), (1922, 12, 31));
        assert!(!remark.is_a_name());
        let (_, remark) = parenthesised("Siam (Thailand)").unwrap();
        assert!(remark.is_a_name());
        assert_eq!(parenthesised("Siam"), None);
    }
}
