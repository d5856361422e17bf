//! Folding: what of a written word counts when two are compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns `text` with case, accents and punctuation taken away, words parted by one space.
///
/// Letters that carry their mark inside (`ł ø ß đ ı`) become their plain neighbours, apostrophes
/// vanish (`Côte d'Ivoire` and `cote divoire` are one), every other sign parts words. Letters of
/// other scripts stay as they are, without case and marks; [`latin`] transliterates them.
///
/// # Examples
/// ```
/// assert_eq!(chancery::text::fold("Kassym-Jomart TOKAYEV"), "kassym jomart tokayev");
/// assert_eq!(chancery::text::fold("Côte d’Ivoire"), "cote divoire");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = Folded::with_capacity(text.len());
    if text.is_ascii() {
        text.chars().for_each(|letter| folded.push(letter));
    } else {
        text.chars()
            .filter(|letter| !vanishes(*letter))
            .nfkd()
            .for_each(|letter| folded.push(letter));
    }
    folded.text
}

/// A folded text in the making.
struct Folded {
    text: String,
    pending_space: bool,
}

impl Folded {
    fn with_capacity(bytes: usize) -> Folded {
        Folded {
            text: String::with_capacity(bytes),
            pending_space: false,
        }
    }

    /// Adds what counts of a decomposed letter.
    fn push(&mut self, letter: char) {
        if vanishes(letter) || is_combining_mark(letter) {
            return;
        }
        if !letter.is_alphanumeric() {
            self.pending_space = true;
            return;
        }
        if self.pending_space && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.pending_space = false;
        push_plain(&mut self.text, letter);
    }
}

/// Tells whether a sign leaves no trace: apostrophes in all their forms, the half rings and primes
/// that stand for hamza, ayn and the soft sign, and what is not seen at all.
///
/// Asked before decomposing too, which would make a space of the free-standing accents.
fn vanishes(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`' | '´' | '\u{2bb}'..='\u{2bf}' | '‘'..='‛' | '′' | 'ʹ' | 'ʺ' | 'ˈ' | '＇'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | 'ـ'
    )
}

/// Appends the lower-case form of `letter`, letters with an inner mark as their plain neighbours.
fn push_plain(folded: &mut String, letter: char) {
    match letter {
        _ if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
        'ł' | 'Ł' => folded.push('l'),
        'ø' | 'Ø' => folded.push('o'),
        'ß' | 'ẞ' => folded.push_str("ss"),
        'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
        'ħ' | 'Ħ' => folded.push('h'),
        'ŧ' | 'Ŧ' => folded.push('t'),
        'ı' => folded.push('i'),
        'æ' | 'Æ' => folded.push_str("ae"),
        'œ' | 'Œ' => folded.push_str("oe"),
        'þ' | 'Þ' => folded.push_str("th"),
        'ŋ' | 'Ŋ' => folded.push('n'),
        'ə' | 'Ə' | 'ǝ' | 'Ǝ' => folded.push('a'),
        'ς' => folded.push('σ'),
        _ => folded.extend(
            letter
                .to_lowercase()
                .filter(|part| !is_combining_mark(*part)),
        ),
    }
}

/// Returns the folded text in Latin letters: a key for search, never for show.
///
/// # Examples
/// ```
/// assert_eq!(chancery::text::latin("Сергей Лавров"), "sergei lavrov");
/// ```
pub fn latin(text: &str) -> String {
    let folded = fold(text);
    if folded.is_ascii() {
        folded
    } else {
        fold(&any_ascii::any_ascii(&folded))
    }
}

/// Returns a text as an id is written: small Latin letters and digits, with hyphens between words;
/// nothing if it has none.
///
/// # Examples
/// ```
/// assert_eq!(chancery::text::slug("Côte d'Ivoire"), "cote-divoire");
/// assert_eq!(chancery::text::slug("!"), "");
/// ```
pub fn slug(text: &str) -> String {
    let latin = latin(text).to_ascii_lowercase();
    let words = latin.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Returns the words of a folded text.
pub fn words(folded: &str) -> impl Iterator<Item = &str> + Clone {
    folded.split(' ').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{fold, latin};

    proptest::proptest! {
        #[test]
        fn folding_any_text_twice_is_folding_it_once(text in proptest::prelude::any::<String>()) {
            let folded = fold(&text);
            proptest::prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn a_latin_key_is_plain_and_its_own_key(text in proptest::prelude::any::<String>()) {
            let key = latin(&text);
            proptest::prop_assert!(key.is_ascii());
            proptest::prop_assert_eq!(latin(&fold(&text)), key.clone());
            proptest::prop_assert_eq!(fold(&key), key);
        }
    }

    #[test]
    fn every_letter_folds_to_what_stays_when_folded_again() {
        let unsteady: Vec<char> = ('\0'..=char::MAX)
            .filter(|letter| {
                let folded = fold(&letter.to_string());
                fold(&folded) != folded
            })
            .collect();
        assert!(unsteady.is_empty(), "{unsteady:?}");
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for text in [
            "İlham Əliyev",
            "Łódź",
            "Qasym-Jomart  Toqaev",
            "Straße",
            "Қасым",
        ] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }

    #[test]
    fn letters_with_inner_marks_become_plain() {
        assert_eq!(fold("İlham Əliyev"), "ilham aliyev");
        assert_eq!(fold("Łódź, Tromsø"), "lodz tromso");
    }

    #[test]
    fn apostrophes_vanish_and_other_signs_part_words() {
        assert_eq!(fold("N'Djamena"), fold("NDjamena"));
        assert_eq!(fold("Samruk–Kazyna"), "samruk kazyna");
    }

    #[test]
    fn apostrophes_of_every_shape_are_one() {
        for text in [
            "N'Djamena",
            "N’Djamena",
            "N‘Djamena",
            "NʼDjamena",
            "N´Djamena",
            "N`Djamena",
        ] {
            assert_eq!(fold(text), "ndjamena", "{text}");
        }
        assert_eq!(fold("ʿAbd al-Fattāḥ"), "abd al fattah");
        assert_eq!(fold("Лавровъʹ"), "лавровъ");
    }

    #[test]
    fn the_turkic_i_loses_its_dot_or_lack_of_it() {
        for text in [
            "İstanbul",
            "ISTANBUL",
            "ıstanbul",
            "istanbul",
            "i\u{307}stanbul",
        ] {
            assert_eq!(fold(text), "istanbul", "{text}");
        }
    }

    #[test]
    fn wide_forms_ligatures_and_final_letters_are_plain() {
        assert_eq!(fold("ＲＤＢ　２０２４"), "rdb 2024");
        assert_eq!(fold("ﬁnance oﬃce"), "finance office");
        assert_eq!(fold("Αλέξανδρος"), fold("ΑΛΈΞΑΝΔΡΟΣ"));
        assert_eq!(fold("محـمد"), fold("محمد"));
    }

    #[test]
    fn steering_characters_leave_no_trace() {
        assert_eq!(fold("Kag\u{ad}a\u{200b}me\u{feff}"), "kagame");
        assert_eq!(fold("\u{202b}مصر\u{202c}"), fold("مصر"));
    }

    #[test]
    fn kazakh_and_azerbaijani_letters_get_a_latin_key() {
        assert_eq!(latin("Қасым-Жомарт Тоқаев"), "qasym zhomart toqaev");
        assert_eq!(
            latin("Әлихан Смайылов, Өскемен, Ұлытау, Үңгір, Һәм, І"),
            "alikhan smaiylov oskemen ulytau unggir ham i"
        );
        assert_eq!(latin("Şuşa, Gəncə, Ağdam"), "susa ganca agdam");
    }

    #[test]
    fn other_scripts_get_a_latin_key() {
        assert_eq!(latin("Лавров"), "lavrov");
    }
}
