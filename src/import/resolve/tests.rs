//! What is meant by mentions, one by one and together.

use std::collections::BTreeSet;

use super::{Ground, Mention, Resolver, Settlement};
use crate::model::{Dataset, Entity, EntityId, EntityKind, Ontology};

/// Two people, a state, and its foreign ministry under a name of its own.
fn world() -> Dataset {
    let mut builder = Dataset::builder(Ontology::default());
    for (id, kind, name, alias) in [
        ("rwanda", EntityKind::State, "Rwanda", "Ruanda"),
        (
            "sergey-lavrov",
            EntityKind::Person,
            "Sergey Lavrov",
            "Сергей Лавров",
        ),
        (
            "igor-ivanov",
            EntityKind::Person,
            "Igor Ivanov",
            "Igor Iwanow",
        ),
        (
            "minaffet",
            EntityKind::Institution,
            "Ministry of Foreign Affairs and Cooperation",
            "Ministry of Foreign Affairs of Rwanda",
        ),
    ] {
        builder.entity(Entity::new(id.parse().unwrap(), kind, name).with_aliases([alias]));
    }
    builder.build().unwrap()
}

/// Checks whom a single mention means, and why.
#[track_caller]
fn check(mention: &Mention<'_>, id: &str, ground: &Ground) {
    let (settlement, ids) = settle_all(&[*mention]);
    assert_eq!(ids, [id]);
    let grounds: Vec<&Ground> = settlement.tally().keys().collect();
    assert_eq!(grounds, [ground]);
    assert!(settlement.entities().is_empty());
}

/// Returns the settlement of mentions, with the id of each.
fn settle_all(mentions: &[Mention<'_>]) -> (Settlement, Vec<String>) {
    let mut resolver = Resolver::of(&world());
    let resolve = |mention| resolver.resolve(mention).0;
    let ids: Vec<EntityId> = mentions.iter().map(resolve).collect();
    let settlement = resolver.settle();
    let ids = ids.iter().map(|id| settlement.id(id).to_string());
    let ids = ids.collect();
    (settlement, ids)
}

fn settle(names: &[&str]) -> (Settlement, Vec<String>) {
    let mentions: Vec<Mention<'_>> = names.iter().map(|name| Mention::named(name)).collect();
    settle_all(&mentions)
}

fn added(settlement: &Settlement) -> Vec<&str> {
    let entities = settlement.entities().iter();
    entities.map(|entity| entity.id.as_str()).collect()
}

#[test]
fn a_known_entity_is_found_by_code_and_by_name() {
    let coded = Mention {
        codes: &[("cow", "517")],
        ..Mention::named("")
    };
    check(&coded, "rwanda", &Ground::Code("cow".to_owned()));
    check(
        &Mention::named("Republic of Rwanda"),
        "rwanda",
        &Ground::Gazetteer,
    );
    check(
        &Mention::named("СЕРГЕЙ ЛАВРОВ"),
        "sergey-lavrov",
        &Ground::Name,
    );
}

#[test]
fn a_name_may_be_turned_titled_or_of_a_dictionary() {
    check(
        &Mention::named("Lavrov, Sergey"),
        "sergey-lavrov",
        &Ground::Turned,
    );
    let titled = Mention::named("Foreign Minister Sergey Lavrov");
    check(&titled, "sergey-lavrov", &Ground::Untitled);
    check(
        &Mention::named("SERGEY_LAVROV_"),
        "sergey-lavrov",
        &Ground::Name,
    );
}

#[test]
fn a_patronymic_between_two_names_is_left_out() {
    let lavrov = Mention::named("Sergey Viktorovich Lavrov");
    check(&lavrov, "sergey-lavrov", &Ground::Patronymic);
}

#[test]
fn another_middle_name_is_a_proposal_only() {
    let (settlement, ids) = settle(&["Sergey William Lavrov"]);
    assert_eq!(ids, ["sergey-william-lavrov"]);
    let proposal = &settlement.proposals()[0];
    assert_eq!(proposal.entity.as_str(), "sergey-william-lavrov");
    assert_eq!(proposal.other.as_str(), "sergey-lavrov");
    assert_eq!(
        proposal.reason,
        "same first and last name, one with more between them"
    );
}

#[test]
fn two_patronymics_leave_it_open_who_is_the_known_person() {
    let names = ["Igor Sergeyevich Ivanov", "Igor Viktorovich Ivanov"];
    assert_eq!(settle(&names[..1]).1, ["igor-ivanov"]);
    let ids = settle(&names).1;
    assert_eq!(ids, ["igor-sergeyevich-ivanov", "igor-viktorovich-ivanov"]);
}

#[test]
fn a_new_person_is_one_with_and_without_patronymic() {
    let (settlement, ids) = settle(&["Igor Shuvalov", "Igor Ivanovich Shuvalov"]);
    assert_eq!(ids, ["igor-shuvalov", "igor-shuvalov"]);
    assert_eq!(settlement.tally()[&Ground::Patronymic], 1);
    let several = [
        "Igor Shuvalov",
        "Igor Ivanovich Shuvalov",
        "Igor Petrovich Shuvalov",
    ];
    assert_eq!(settle(&several).0.entities().len(), 3);
}

#[test]
fn a_ministry_in_brackets_is_that_of_the_state() {
    check(
        &Mention::named("Foreign Affairs (Rwanda)"),
        "minaffet",
        &Ground::Form,
    );
    let (settlement, ids) = settle(&["Police (Rwanda)", "Citizen (Kenya)"]);
    assert_eq!(ids, ["rwanda-police", "kenya-citizen"]);
    assert_eq!(
        added(&settlement),
        ["kenya", "kenya-citizen", "rwanda-police"]
    );
    let acts: Vec<bool> = settlement.belongings().iter().map(|one| one.acts).collect();
    assert_eq!(acts, [false, true]);
}

#[test]
fn a_body_in_brackets_may_be_new_itself() {
    let (settlement, ids) = settle(&["Militant (Boko Haram)", "Boko Haram"]);
    let belonging = &settlement.belongings()[0];
    assert_eq!(
        [belonging.part.as_str(), belonging.whole.as_str()],
        [&ids[0], &ids[1]]
    );
    assert!(!belonging.acts);
}

#[test]
fn a_person_is_no_state_with_the_same_code() {
    let person = Mention {
        kind: Some(EntityKind::Person),
        codes: &[("wikidata", "Q77")],
        ..Mention::named("q77")
    };
    assert_eq!(settle_all(&[person]).1, ["q77"]);
    let state = Mention {
        kind: None,
        ..person
    };
    assert_eq!(settle_all(&[state]).1, ["uruguay"]);
}

#[test]
fn names_that_differ_in_accents_only_are_one_new_entity() {
    let (settlement, ids) = settle(&["Jose Garcia", "José García"]);
    assert_eq!(ids, ["jose-garcia", "jose-garcia"]);
    assert_eq!(settlement.entities()[0].name, "José García");
    assert_eq!(settlement.entities()[0].aliases, ["Jose Garcia"]);
}

#[test]
fn people_of_one_name_and_two_countries_are_two() {
    let smith = Mention {
        kind: Some(EntityKind::Person),
        ..Mention::named("John Smith")
    };
    let of = |country| Mention {
        country: Some(country),
        ..smith
    };
    let (settlement, ids) = settle_all(&[of("Kenya"), of("cow:500"), smith]);
    assert_eq!(ids, ["john-smith-kenya", "john-smith-uganda", "john-smith"]);
    assert!(!settlement.proposals().is_empty());
    let (_, ids) = settle_all(&[of("KEN"), smith]);
    assert_eq!(ids, ["john-smith", "john-smith"]);
}

#[test]
fn people_of_one_name_and_two_codes_are_two() {
    let coded = |codes| Mention {
        codes,
        ..Mention::named("John Smith")
    };
    let (first, second) = ([("wikidata", "Q1")], [("wikidata", "Q2")]);
    let (settlement, ids) = settle_all(&[coded(&first), coded(&second), coded(&first)]);
    assert_eq!(ids, ["john-smith", "john-smith-person", "john-smith"]);
    assert_eq!(settlement.entities()[0].codes["wikidata"], "Q1");
}

#[test]
fn one_code_is_one_entity_under_any_name() {
    let coded = |name| Mention {
        codes: &[("wikidata", "Q57425")],
        ..Mention::named(name)
    };
    let (settlement, ids) = settle_all(&[coded("V. Biruta"), coded("Vincent Biruta")]);
    assert_eq!(ids[0], ids[1]);
    assert_eq!(settlement.entities().len(), 1);
}

#[test]
fn somebody_known_of_another_kind_is_not_meant() {
    let ship = Mention {
        kind: Some(EntityKind::Institution),
        ..Mention::named("Sergey Lavrov")
    };
    assert_eq!(settle_all(&[ship]).1, ["sergey-lavrov-institution"]);
}

#[test]
fn the_order_of_mentions_changes_nothing() {
    let names = [
        "Sergei Lavrov",
        "Sergey Lavrov",
        "Rwanda",
        "Jose Garcia",
        "José García",
        "John Smith",
        "Igor Sergeyevich Ivanov",
        "Police (Rwanda)",
        "Bank of Latvia",
        "Latvia Bank",
    ];
    let (forth, ids) = settle(&names);
    let mut back = names;
    back.reverse();
    let (back, mut back_ids) = settle(&back);
    back_ids.reverse();
    assert_eq!(ids, back_ids);
    assert_eq!(forth.entities(), back.entities());
    assert_eq!(forth.proposals(), back.proposals());
    assert_eq!(forth.tally(), back.tally());
}

#[test]
fn settling_again_over_what_was_settled_adds_nothing() {
    let names = [
        "José García",
        "Police (Rwanda)",
        "Kenya",
        "Bank of Latvia",
        "John Smith",
    ];
    let (first, ids) = settle(&names);
    let mut builder = Dataset::builder(Ontology::default());
    for entity in world().entities().iter().chain(first.entities()) {
        builder.entity(entity.clone());
    }
    let mut resolver = Resolver::of(&builder.build().unwrap());
    let again = names.map(|name| resolver.resolve(&Mention::named(name)).0.to_string());
    assert_eq!(again.as_slice(), ids);
    assert!(resolver.settle().entities().is_empty());
}

#[test]
fn every_id_is_borne_once() {
    let names = [
        "Sudan",
        "Sudan (Kenya)",
        "Rwanda Police",
        "Police (Rwanda)",
        "Kenya, Police",
    ];
    let (settlement, _) = settle(&names);
    let ids: BTreeSet<&str> = added(&settlement).into_iter().collect();
    assert_eq!(ids.len(), settlement.entities().len());
}

#[test]
fn only_a_name_that_changed_hands_hangs_on_the_day() {
    let resolver = Resolver::default();
    let on = crate::edtf::Day::from_ymd(1998, 7, 1);
    let named = |name| Mention {
        on,
        ..Mention::named(name)
    };
    assert!(resolver.hangs_on_day(&named("Yugoslavia")));
    assert!(resolver.hangs_on_day(&named("Police (Yugoslavia)")));
    assert!(!resolver.hangs_on_day(&named("Rwanda")));
}

#[test]
fn people_with_different_codes_of_one_scheme_are_not_proposed_as_one() {
    let coded = |name, codes| Mention {
        kind: Some(EntityKind::Person),
        codes,
        ..Mention::named(name)
    };
    let proposals = |left, right| {
        let mentions = [coded("Anna Berg", left), coded("Anne Berg", right)];
        settle_all(&mentions).0.proposals().len()
    };
    assert_eq!(proposals(&[("wikidata", "Q1")], &[("wikidata", "Q2")]), 0);
    assert_eq!(proposals(&[("wikidata", "Q1")], &[("ftm", "a")]), 1);
    // Publishers number records; one person may have several.
    assert_eq!(proposals(&[("ftm", "a")], &[("ftm", "b")]), 1);
}

#[test]
fn signs_alone_are_nobody_and_a_code_beside_them_is_a_name() {
    let mut resolver = Resolver::new([]);
    let (id, _) = resolver.resolve(&Mention::named("???"));
    assert_eq!(id, super::nobody());
    let coded = Mention {
        codes: &[("wikidata", "Q1")],
        ..Mention::named("???")
    };
    resolver.resolve(&coded);
    let settlement = resolver.settle();
    let names: Vec<&str> = settlement
        .entities()
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["wikidata Q1"]);
}

#[test]
fn very_many_of_one_name_are_numbered() {
    let codes: Vec<String> = (0..500).map(|number| format!("Q{number}")).collect();
    let codes: Vec<[(&str, &str); 1]> = codes
        .iter()
        .map(|code| [("wikidata", code.as_str())])
        .collect();
    let mentions: Vec<Mention<'_>> = codes
        .iter()
        .map(|codes| Mention {
            kind: Some(EntityKind::Person),
            codes,
            ..Mention::named("Anna Berg")
        })
        .collect();
    let (settlement, _) = settle_all(&mentions);
    let ids: BTreeSet<&str> = settlement
        .entities()
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids.len(), 500);
    assert!(
        [
            "anna-berg",
            "anna-berg-person",
            "anna-berg-2",
            "anna-berg-499"
        ]
        .iter()
        .all(|id| ids.contains(id))
    );
}
