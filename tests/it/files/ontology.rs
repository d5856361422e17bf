//! Laws of the built-in ontology: who acts for whom, what is personal, what offices are called.

use chancery::model::{EntityKind, Kind, Nature, Role};
use chancery::text;
use proptest::prelude::*;
use proptest::sample::select;

use super::ontology;

/// Returns the role of a kind.
#[track_caller]
fn role<'a>(kind: &'a Kind, id: &str) -> &'a Role {
    &kind.roles[kind.role(id).unwrap()]
}

/// Tells whether an entity of one of these kinds may play a role.
fn admits(role: &Role, kinds: [EntityKind; 2]) -> bool {
    role.of.is_empty() || kinds.iter().any(|kind| role.of.contains(kind))
}

/// Returns all titles of all offices, each with the chief one of its office.
fn titles() -> Vec<(String, String)> {
    let ontology = ontology();
    let rows = ontology.office_titles();
    rows.flat_map(|(title, also)| {
        let words = std::iter::once(title).chain(also.iter().map(String::as_str));
        words
            .map(|word| (word.to_owned(), title.to_owned()))
            .collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn whoever_acts_for_another_is_a_person_or_body_in_a_tie() {
    let ontology = ontology();
    for (_, kind) in ontology.kinds() {
        let Some(acts) = &kind.acts else {
            continue;
        };
        assert_eq!(kind.nature, Nature::Tie, "{}", kind.id);
        let agents = [EntityKind::Person, EntityKind::Institution];
        assert!(admits(role(kind, &acts.agent), agents), "{}", kind.id);
        let principals = [EntityKind::State, EntityKind::Institution];
        assert!(
            admits(role(kind, &acts.principal), principals),
            "{}",
            kind.id
        );
        assert!(!kind.personal, "`acts` says all of {}", kind.id);
    }
}

#[test]
fn what_does_not_roll_up_is_known_by_name() {
    let ontology = ontology();
    let named = |wanted: fn(&Kind) -> bool| {
        let kinds = ontology.kinds().filter(|(_, kind)| wanted(kind));
        let ids: Vec<&str> = kinds.map(|(_, kind)| kind.id.as_str()).collect();
        ids.join(" ")
    };
    insta::assert_snapshot!(
        named(|kind| kind.acts.is_some()),
        @"office chairmanship accreditation representation part-of ownership"
    );
    insta::assert_snapshot!(
        named(|kind| kind.personal),
        @"appointment resignation birth employment study nationality family association edition-of succession seat location"
    );
    for id in [
        "meeting",
        "visit",
        "agreement",
        "credentials",
        "membership",
        "mission",
    ] {
        let kind = ontology.kind(ontology.find(id).unwrap());
        assert!(kind.rolls_up(), "{id}");
    }
}

#[test]
fn offices_have_the_titles_that_are_in_use() {
    let ontology = ontology();
    for (words, name) in [
        (
            "Minister of Foreign Affairs and International Cooperation",
            "foreign minister",
        ),
        (
            "Minister of State for Regional Integration",
            "minister of state for regional integration",
        ),
        (
            "Deputy Minister of Foreign Affairs",
            "deputy foreign minister",
        ),
        (
            "first deputy foreign minister",
            "first deputy foreign minister",
        ),
        ("secretary of state", "secretary of state"),
        ("Vice-President", "vice president"),
        ("Home Secretary", "interior minister"),
        ("CEO", "chief executive"),
        ("chairwoman", "chair"),
        ("Chargée d’affaires", "chargee daffaires"),
        ("charge d'affaires", "chargé d'affaires"),
        ("Governor", "governor"),
        ("Governor of the National Bank", "central bank governor"),
        (
            "AU Commission Chairperson",
            "chair of the african union commission",
        ),
    ] {
        let title = ontology.title(words);
        assert_eq!(
            (title.name.as_str(), title.acting),
            (name, false),
            "{words}"
        );
    }
}

#[test]
fn no_title_is_written_twice() {
    let mut folded: Vec<String> = titles().iter().map(|(word, _)| text::fold(word)).collect();
    let written = folded.len();
    folded.sort();
    folded.dedup();
    assert_eq!(folded.len(), written);
}

proptest! {
    #[test]
    fn every_title_means_its_office_however_it_is_spelt(
        (word, chief) in select(titles()),
        filling in select(vec!["", "Acting ", "interim ", "AD INTERIM ", "caretaker "]),
        shouts in any::<bool>(),
    ) {
        let spelt = format!("{filling}{}", word.replace(' ', "  "));
        let spelt = if shouts { spelt.to_uppercase() } else { spelt };
        let title = ontology().title(&spelt);
        prop_assert_eq!(title.name, chief);
        prop_assert_eq!(title.acting, !filling.is_empty());
    }

    #[test]
    fn more_words_make_another_office(
        (word, chief) in select(titles()),
        before in select(vec!["deputy", "vice", "first deputy", "former", "junior", "acting deputy"]),
    ) {
        let spelt = format!("{before} {word}");
        prop_assert_ne!(ontology().title(&spelt).name, chief);
    }

    #[test]
    fn a_title_of_nobody_means_itself(words in "\\PC{0,40}") {
        let title = ontology().title(&words);
        let again = ontology().title(&title.name);
        prop_assert_eq!(&again.name, &title.name);
    }
}
