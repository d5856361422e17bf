//! FollowTheMoney lines: its own package takes every one, and our importer reads what they can hold.

use std::collections::BTreeMap;

use chancery::Chancery;
use chancery::exchange::{Matter, exchange_named};
use chancery::files::{self, SourceFile};
use chancery::import::{Ftm, ImportOptions, Input, Intake, Resolver};
use chancery::model::{Dataset, Nature, Relation};
use serde_json::json;

use super::linked::{hostile, written};
use crate::python;

/// Returns what the importer of FollowTheMoney reads of lines.
fn imported(text: String) -> Dataset {
    let ontology = Chancery::ontology().unwrap();
    let mut intake = Intake::new(ontology, Resolver::default(), &ImportOptions::new());
    let input = Input::of_bytes("lines.ftm.json", text);
    intake.read(&Ftm, input).unwrap();
    let imported = intake.finish().unwrap();
    let [report] = imported.report.files.as_slice() else {
        panic!("one file was read");
    };
    for reject in &report.rejects {
        // Who acts alone meets nobody.
        let is_alone = reject.why == "1 as `participant` do not make a `meeting`";
        assert!(is_alone, "{reject:?}");
    }
    imported.builder.build().unwrap()
}

/// Returns the entities that came from lines, by the ids they have there: kind, name and aliases.
fn entities(data: &Dataset, id: impl Fn(&str) -> Option<String>) -> BTreeMap<String, String> {
    let told = data.entities().iter().filter_map(|entity| {
        let told = format!("{} {:?} {:?}", entity.kind, entity.name, entity.aliases);
        Some((id(entity.id.as_str())?, told))
    });
    told.collect()
}

/// Returns what lines hold of a relation: kind, title, date and parties.
fn told(relation: &Relation, id: impl Fn(&str) -> Option<String>) -> String {
    let parties: Vec<String> = relation
        .parties
        .iter()
        .map(|(role, who)| format!("{role} {}", id(who.as_str()).unwrap_or_default()))
        .collect();
    let when = relation.when.as_ref().map_or("", |when| when.as_str());
    let title = relation.title.as_deref().unwrap_or("–");
    format!("{} {title} {when} {}", relation.kind, parties.join(", "))
}

/// A small world in which every schema that links is used.
const WORLD: &str = r#"(
    sources: [(id: "gazette", title: "Gazette", publisher: "Court", published: "2015-06", url: "https://example.org/g")],
    entities: [
        (id: "ruritania", kind: "state", name: "Ruritania", aliases: ["Kingdom of Ruritania"]),
        (id: "anna", kind: "person", name: "Anna Berg", note: "A lawyer."),
        (id: "boris", kind: "person", name: "Boris Tal", codes: {"wikidata": "Q42", "ftm": "NK-xyz.1"}),
        (id: "bank", kind: "institution", class: "bank", name: "Bank of Ruritania"),
        (id: "works", kind: "institution", class: "company", name: "Castle Works"),
        (id: "talks", kind: "forum", name: "Castle Talks"),
        (id: "plan", kind: "instrument", name: "Castle Plan"),
        (id: "strelsau", kind: "place", name: "Strelsau"),
    ],
    relations: [
        (id: "a", kind: "office", title: "governor", parties: {"holder": ["anna"], "body": ["bank"]}, when: "1999-05/2003", reports: [(source: "gazette")]),
        (id: "b", kind: "office", title: "governor", parties: {"holder": ["boris"], "body": ["bank"]}, when: "2003/", reports: [(source: "gazette")]),
        (id: "c", kind: "office", title: "minister", parties: {"holder": ["boris"], "body": ["ruritania"]}, when: "2010-01-02/2011-03", reports: [(source: "gazette")]),
        (id: "d", kind: "membership", title: "observer", parties: {"member": ["ruritania"], "organization": ["talks"]}, when: "/2004", reports: [(source: "gazette")]),
        (id: "e", kind: "employment", parties: {"employee": ["anna"], "employer": ["works"]}, when: "1990", reports: [(source: "gazette")]),
        (id: "f", kind: "ownership", parties: {"owner": ["bank"], "owned": ["works"]}, when: "1991/", reports: [(source: "gazette")]),
        (id: "g", kind: "family", title: "spouse", parties: {"person": ["anna", "boris"]}, reports: [(source: "gazette")]),
        (id: "h", kind: "association", title: "friend", parties: {"party": ["anna", "boris"]}, reports: [(source: "gazette")]),
        (id: "i", kind: "association", parties: {"party": ["bank", "strelsau"]}, reports: [(source: "gazette")]),
        (id: "j", kind: "participation", parties: {"participant": ["bank"], "event": ["plan"]}, when: "2012/", reports: [(source: "gazette")]),
        (id: "k", kind: "succession", parties: {"successor": ["bank"], "predecessor": ["works"]}, when: "1980", reports: [(source: "gazette")]),
        (id: "l", kind: "representation", parties: {"representative": ["anna"], "represented": ["ruritania"]}, when: "2001/2002", reports: [(source: "gazette")]),
        (id: "m", kind: "meeting", title: "round of talks", parties: {"participant": ["anna", "boris", "ruritania"]}, when: "2005-07-01", reports: [(source: "gazette")]),
        (id: "n", kind: "call", parties: {"participant": ["anna", "boris", "bank"]}, when: "2006-08", reports: [(source: "gazette")]),
        (id: "o", kind: "sanction", title: "freeze", parties: {"sanctioner": ["bank"], "sanctioned": ["works"]}, when: "2007", reports: [(source: "gazette")]),
        (id: "p", kind: "meeting", title: "congress", parties: {"participant": ["anna", "bank"]}, when: "2005-07-01/2005-07-03", reports: [(source: "gazette")]),
    ],
)"#;

#[test]
fn what_the_schemata_can_say_is_read_back() {
    let file = SourceFile::new("world.ron", WORLD);
    let data = files::read_dataset(Chancery::ontology().unwrap(), &[file]).unwrap();
    let back = imported(written("ftm", &data));
    let own = |id: &str| {
        Some(
            data.entity(data.entity_ix(id)?)
                .codes
                .get("ftm")
                .cloned()
                .unwrap_or(id.to_owned()),
        )
    };
    let given = |id: &str| back.entity(back.entity_ix(id)?).codes.get("ftm").cloned();
    assert_eq!(entities(&back, given), entities(&data, own));
    let mut wanted: Vec<String> = data
        .relations()
        .map(|relation| told(&relation, own))
        .collect();
    let mut found: Vec<String> = back
        .relations()
        .map(|relation| told(&relation, given))
        .collect();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
    assert_eq!(
        exchange_named("ftm")
            .unwrap()
            .losses(&data)
            .iter()
            .find(|loss| loss.matter == Matter::Kinds),
        None
    );
}

#[test]
fn the_built_in_entities_come_back_with_their_kinds() {
    let builtin = Chancery::builtin().unwrap();
    let data = builtin.data();
    let back = imported(written("ftm", data));
    let given = |id: &str| back.entity(back.entity_ix(id)?).codes.get("ftm").cloned();
    let kinds = entities(&back, given);
    for entity in data.entities() {
        let found = kinds.get(entity.id.as_str());
        let found = found.unwrap_or_else(|| panic!("{} is lost", entity.id));
        assert!(
            found.starts_with(entity.kind.word()),
            "{} is {found}",
            entity.id
        );
    }
    // A membership of several members at once is none of the two that an entity has room for.
    let ties = |data: &Dataset, kind: &str| {
        let of_two = |relation: &Relation| relation.parties.iter().count() == 2;
        let relations = data.relations();
        relations
            .filter(|relation| relation.kind == kind && of_two(relation))
            .count()
    };
    assert_eq!(ties(&back, "membership"), ties(data, "membership"));
    let lost = exchange_named("ftm").unwrap().losses(data);
    assert!(lost.iter().any(|loss| loss.matter == Matter::Kinds));
}

#[test]
fn one_relation_is_one_link_unless_it_is_a_tie_of_one_or_none() {
    let builtin = Chancery::builtin().unwrap();
    let data = builtin.data();
    let text = written("ftm", data);
    let links = text
        .lines()
        .filter(|line| line.contains("\"id\":\"relation."))
        .count();
    let is_alone = |relation: &Relation| {
        let kind = data.ontology().kind(data.kind_of(relation).unwrap());
        kind.nature == Nature::Tie && relation.parties.iter().count() < 2
    };
    let alone = data
        .relations()
        .filter(|relation| is_alone(relation))
        .count();
    assert_eq!(links + alone, data.relation_count());
}

fn check(data: &Dataset) -> Option<serde_json::Value> {
    let told = python::answers(
        "followthemoney",
        "ftm_lines.py",
        written("ftm", data).as_bytes(),
    )?;
    let faults = told["faults"].as_array().unwrap();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(told["doubled"], json!(0));
    Some(told)
}

#[test]
fn its_own_package_takes_every_line() {
    let builtin = Chancery::builtin().unwrap();
    if check(builtin.data()).is_none() {
        return;
    }
    // What facts are added elsewhere changes no number here.
    let told = check(crate::golden::world().data()).unwrap();
    insta::assert_snapshot!(told["schemata"], @r#"
    {"Address":33,"Article":304,"Company":5,"Event":124,"Occupancy":79,"Organization":21,"Ownership":1,"Person":77,"Position":40,"Project":4,"PublicBody":72,"UnknownLink":104}
    "#);
}

#[test]
fn its_own_package_takes_hostile_names_as_names() {
    let Some(told) = check(&hostile()) else {
        return;
    };
    let captions = told["captions"].as_array().unwrap();
    let harm = ['\u{202e}', '\u{1b}', '\u{0}'];
    assert!(
        captions
            .iter()
            .all(|name| !name.as_str().unwrap().contains(harm))
    );
}
