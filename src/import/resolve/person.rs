//! Names of people: their order, their parts, and what may be left out of them.
//!
//! Knows words only.

use crate::model::EntityKind;
use crate::text;

/// Endings of Russian patronymics, folded, and of those of the Caucasus and Central Asia.
const PATRONYMICS: [&str; 9] = [
    "ovich", "evich", "yevich", "ovna", "evna", "yevna", "inichna", "ogly", "oglu",
];

/// Patronymics with another ending.
const SHORT_PATRONYMICS: [&str; 6] = [
    "ilyich", "kuzmich", "lukich", "nikitich", "fomich", "savvich",
];

/// Words that stand in names of bodies and hardly in names of people, folded, in order.
const BODIES: &[&str] = &[
    "academy",
    "action",
    "administration",
    "affairs",
    "ag",
    "agency",
    "air",
    "airlines",
    "airport",
    "airways",
    "alliance",
    "america",
    "american",
    "and",
    "army",
    "asia",
    "assembly",
    "association",
    "authority",
    "bank",
    "banque",
    "bloc",
    "board",
    "borders",
    "brigade",
    "bureau",
    "business",
    "cabinet",
    "canada",
    "cartel",
    "center",
    "centre",
    "chamber",
    "church",
    "citizen",
    "club",
    "coalition",
    "college",
    "combatant",
    "command",
    "commission",
    "committee",
    "community",
    "company",
    "confederation",
    "conference",
    "congress",
    "consortium",
    "convention",
    "corp",
    "corporation",
    "corps",
    "council",
    "court",
    "crew",
    "criminal",
    "daily",
    "defense",
    "democracy",
    "democratic",
    "democrats",
    "department",
    "development",
    "directorate",
    "division",
    "elections",
    "embassy",
    "employee",
    "energy",
    "england",
    "enterprise",
    "era",
    "federation",
    "fleet",
    "for",
    "force",
    "forces",
    "forum",
    "foundation",
    "france",
    "friends",
    "front",
    "fund",
    "gang",
    "gas",
    "government",
    "governmental",
    "group",
    "grupo",
    "guard",
    "holding",
    "hospital",
    "house",
    "inc",
    "independent",
    "indian",
    "industries",
    "initiative",
    "institute",
    "institution",
    "intelligence",
    "international",
    "islands",
    "janata",
    "jihad",
    "journal",
    "korea",
    "kurds",
    "league",
    "liberation",
    "limited",
    "llc",
    "ltd",
    "media",
    "militant",
    "military",
    "militia",
    "ministry",
    "mission",
    "monitor",
    "motor",
    "motors",
    "movement",
    "mujahideen",
    "national",
    "nations",
    "navy",
    "network",
    "news",
    "newspaper",
    "nigerian",
    "north",
    "northern",
    "observatory",
    "office",
    "oil",
    "organisation",
    "organization",
    "organizations",
    "pacific",
    "pakistan",
    "parishad",
    "parliament",
    "party",
    "people",
    "peoples",
    "police",
    "post",
    "prensa",
    "press",
    "presse",
    "programme",
    "project",
    "protester",
    "public",
    "radio",
    "rail",
    "rally",
    "rebel",
    "refinery",
    "republic",
    "resistance",
    "revolutionary",
    "rights",
    "royal",
    "school",
    "secretariat",
    "senate",
    "separatist",
    "service",
    "services",
    "social",
    "society",
    "south",
    "state",
    "station",
    "street",
    "supreme",
    "syndicate",
    "systems",
    "technologies",
    "telecom",
    "television",
    "times",
    "trade",
    "treaty",
    "tribe",
    "tribunal",
    "trust",
    "tv",
    "union",
    "unit",
    "united",
    "university",
    "uss",
    "without",
    "workers",
    "world",
];

/// Returns a name as people write it: `PAUL_KAGAME_` of a dictionary becomes `Paul Kagame`.
pub(super) fn tidy(name: &str) -> String {
    let words = name.split(|letter: char| letter == '_' || letter.is_whitespace());
    let words = words.filter(|word| !word.is_empty());
    let shouts = name.contains('_') && !name.chars().any(char::is_lowercase);
    let words: Vec<String> = words
        .map(|word| {
            if shouts {
                capitalised(word)
            } else {
                word.to_owned()
            }
        })
        .collect();
    words.join(" ")
}

/// Returns a word with capitals at the beginning of its parts only.
fn capitalised(word: &str) -> String {
    let mut begins = true;
    let mut shown = String::with_capacity(word.len());
    for letter in word.chars() {
        if begins {
            shown.extend(letter.to_uppercase());
        } else {
            shown.extend(letter.to_lowercase());
        }
        begins = !letter.is_alphanumeric() && letter != '\'';
    }
    shown
}

/// Returns `Sergey Lavrov` for `Lavrov, Sergey`.
pub(super) fn turned(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    let one = !first.contains(',') && !first.is_empty() && !last.is_empty();
    one.then(|| format!("{first} {last}"))
}

/// Returns the first and last word of a folded name, and the patronymic between them, if that is
/// all there is.
pub(super) fn with_patronymic(folded: &str) -> Option<(String, &str)> {
    let mut words = text::words(folded);
    let (first, middle, last) = (words.next()?, words.next()?, words.next()?);
    let is_whole = words.next().is_none();
    (is_whole && is_patronymic(middle)).then(|| (format!("{first} {last}"), middle))
}

fn is_patronymic(word: &str) -> bool {
    let long = |ending: &&str| word.len() > ending.len() + 1 && word.ends_with(*ending);
    SHORT_PATRONYMICS.contains(&word) || PATRONYMICS.iter().any(long)
}

/// Returns the kind that the words of a folded name suggest: several words of which none stands for
/// bodies are a person.
pub(super) fn guessed_kind(folded: &str) -> EntityKind {
    let words = || text::words(folded);
    let is_body = words().any(|word| BODIES.binary_search(&word).is_ok());
    let has_digits = folded.bytes().any(|byte| byte.is_ascii_digit());
    let several = (2..=6).contains(&words().count());
    if several && !is_body && !has_digits {
        EntityKind::Person
    } else {
        EntityKind::Institution
    }
}

#[cfg(test)]
mod tests {
    use super::{BODIES, guessed_kind, tidy, turned, with_patronymic};
    use crate::model::EntityKind;

    #[test]
    fn a_name_of_a_dictionary_is_read_as_a_name() {
        assert_eq!(tidy("PAUL_KAGAME_"), "Paul Kagame");
        assert_eq!(tidy("BAN_KI-MOON"), "Ban Ki-Moon");
        assert_eq!(tidy(" Paul\u{a0}Kagame "), "Paul Kagame");
        assert_eq!(tidy("UN"), "UN");
    }

    #[test]
    fn a_comma_turns_a_name() {
        assert_eq!(turned("Lavrov, Sergey").as_deref(), Some("Sergey Lavrov"));
        assert_eq!(turned("Sergey Lavrov"), None);
        assert_eq!(turned("a, b, c"), None);
    }

    #[test]
    fn only_a_patronymic_between_two_names_may_be_left_out() {
        let parts = with_patronymic("sergey viktorovich lavrov");
        assert_eq!(parts, Some(("sergey lavrov".to_owned(), "viktorovich")));
        assert_eq!(with_patronymic("benjamin william mkapa"), None);
        assert_eq!(with_patronymic("aleksandr rutskoi ivanovich petrov"), None);
    }

    #[test]
    fn words_of_bodies_tell_them_from_people() {
        assert!(BODIES.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(guessed_kind("paul kagame"), EntityKind::Person);
        assert_eq!(guessed_kind("bank of latvia"), EntityKind::Institution);
        assert_eq!(guessed_kind("hamas"), EntityKind::Institution);
    }
}
