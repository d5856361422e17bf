//! Honorifics: words before a name that say what somebody is, not who.

use crate::text;

/// Titles, ranks and forms of address, folded and in Latin letters, in order.
///
/// A title is only ever left out in addition to reading it, so a word that is also part of
/// names (`King`, `General`) does no harm here.
const HONORIFICS: &[&str] = &[
    "acting",
    "admiral",
    "amb",
    "ambassador",
    "ayatollah",
    "baron",
    "baroness",
    "brig",
    "brigadier",
    "canon",
    "capt",
    "captain",
    "cardinal",
    "chairman",
    "chairperson",
    "chairwoman",
    "chancellor",
    "col",
    "colonel",
    "commissioner",
    "comrade",
    "count",
    "countess",
    "crown",
    "dame",
    "defence",
    "defense",
    "deputy",
    "doctor",
    "dr",
    "e",
    "elder",
    "emir",
    "emperor",
    "eng",
    "engineer",
    "excellency",
    "father",
    "field",
    "finance",
    "foreign",
    "former",
    "gen",
    "general",
    "governor",
    "h",
    "haji",
    "he",
    "her",
    "highness",
    "his",
    "hm",
    "hon",
    "honorable",
    "honourable",
    "hrh",
    "imam",
    "ing",
    "judge",
    "justice",
    "king",
    "lady",
    "lieutenant",
    "lord",
    "lt",
    "m",
    "madam",
    "madame",
    "maj",
    "majesty",
    "major",
    "marshal",
    "mayor",
    "minister",
    "ministr",
    "ministre",
    "miss",
    "mme",
    "monsieur",
    "mp",
    "mr",
    "mrs",
    "ms",
    "pastor",
    "pm",
    "pope",
    "premier",
    "president",
    "prezident",
    "prime",
    "prince",
    "princess",
    "prof",
    "professor",
    "queen",
    "rabbi",
    "retired",
    "rev",
    "reverend",
    "rtd",
    "saint",
    "secretary",
    "senator",
    "sergeant",
    "sheikh",
    "sheikha",
    "sir",
    "st",
    "sultan",
    "the",
    "vice",
];

/// Returns with how many honorifics a folded Latin text begins; its last word is never one.
pub(super) fn leading(latin: &str) -> usize {
    let before_the_last = text::words(latin).count().saturating_sub(1);
    text::words(latin)
        .take(before_the_last)
        .take_while(|word| HONORIFICS.binary_search(word).is_ok())
        .count()
}

/// Tells whether a text is made of honorifics and nothing else: a title without a name.
pub fn is_title(text: &str) -> bool {
    let latin = text::latin(text);
    let mut words = text::words(&latin).peekable();
    words.peek().is_some() && words.all(|word| HONORIFICS.binary_search(&word).is_ok())
}

/// Returns how many of the leading words are honorifics; the last is never one.
pub fn titles(words: &[&str]) -> usize {
    let before_the_last = words.len().saturating_sub(1);
    words
        .iter()
        .take(before_the_last)
        .take_while(|word| is_title(word))
        .count()
}

/// Returns a text, folded, without its leading honorifics: first without all of them, last without
/// one only. Empty if there are none.
pub fn untitled(text: &str) -> Vec<String> {
    let folded = text::fold(text);
    let words: Vec<&str> = text::words(&folded).collect();
    let counts = (1..=leading(&text::latin(text))).rev();
    counts
        .filter_map(|count| words.get(count..))
        .map(|rest| rest.join(" "))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{HONORIFICS, is_title, leading, titles, untitled};

    #[test]
    fn a_title_may_be_written_with_stops_and_brackets() {
        assert_eq!(
            titles(&["H.E.", "Gen", "(Retired)", "James", "Kabarebe"]),
            3
        );
        assert_eq!(titles(&["The", "President"]), 1);
        assert_eq!(titles(&["–", "President", "Kagame"]), 0);
    }

    #[test]
    fn a_title_alone_names_nobody() {
        assert!(is_title("Vice-President") && is_title("H.E. the Prime Minister"));
        assert!(!is_title("President Kagame") && !is_title("") && !is_title("–"));
    }

    #[test]
    fn titles_go_all_at_once_and_then_one_by_one() {
        assert_eq!(
            untitled("Prime Minister Ngirente"),
            ["ngirente", "minister ngirente"]
        );
        assert!(untitled("Paul Kagame").is_empty());
    }

    #[test]
    fn the_list_is_in_order_without_repeats() {
        assert!(HONORIFICS.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn several_titles_go_and_the_name_stays() {
        assert_eq!(leading("gen rtd james kabarebe"), 2);
        assert_eq!(leading("h e the president"), 3);
        assert_eq!(leading("paul kagame"), 0);
        assert_eq!(leading("president"), 0);
    }
}
