//! FollowTheMoney: real files of entities, every row accounted for, and broken ones.
//!
//! The real files are no part of the project; see `tables`. Where there are none, their tests pass
//! without a look.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};

use chancery::import::{FileReport, ImportReport};
use chancery::model::EntityKind;
use chancery::{Chancery, Import};

/// Returns a file of published entities, if it is there.
fn shared(file: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/datasets");
    let folder = std::env::var_os("CHANCERY_DATASETS").map_or_else(beside, PathBuf::from);
    Some(folder.join("ftm").join(file)).filter(|path| path.is_file())
}

/// Imports files beside the built-in data.
fn import(files: &[&Path]) -> (Chancery, ImportReport) {
    let import = files
        .iter()
        .fold(Import::new().with_builtin(), Import::file);
    import.run().unwrap()
}

/// Returns how many rows were read, kept, merged, skipped and rejected.
fn counts(file: &FileReport) -> [u64; 5] {
    assert!(file.adds_up(), "{file}");
    [
        file.read,
        file.kept,
        file.merged,
        file.skipped(),
        file.rejected,
    ]
}

#[test]
fn the_authorities_of_a_union_are_entities() {
    let Some(path) = shared("eu_authorities.ftm.json") else {
        return;
    };
    let (chancery, report) = import(&[&path]);
    assert_eq!(counts(&report.files[0]), [151, 151, 0, 0, 0]);
    let entities = chancery.data().entities();
    let bodies = entities
        .iter()
        .filter(|entity| entity.codes.contains_key("ftm"));
    assert_eq!(bodies.count(), 151);
    let found = chancery.ask("find A29WP").unwrap();
    assert!(found.total >= 1, "an acronym is a name");
}

#[test]
fn people_offices_and_families_come_from_one_file() {
    let Some(path) = shared("sa_wiki_peps.entities.ftm.json.gz") else {
        return;
    };
    let (chancery, report) = import(&[&path]);
    // Of 751 family ties 86 are told from both ends; 57 posts are held by nobody in the file.
    assert_eq!(counts(&report.files[0]), [1_352, 1_209, 86, 57, 0]);
    let data = chancery.data();
    let is_theirs = |kind| {
        let entities = data.entities().iter();
        entities.filter(move |entity| entity.kind == kind && entity.codes.contains_key("ftm"))
    };
    assert_eq!(is_theirs(EntityKind::Person).count(), 455);
    let from = |kind: &str| {
        let relations = data.relations();
        let theirs = relations.filter(|relation| relation.id.as_str().starts_with("sa-wiki-peps-"));
        theirs.filter(|relation| relation.kind == kind).count()
    };
    assert_eq!(
        [from("family"), from("office"), from("nationality")],
        [665, 232, 326]
    );
    // The country of the passports is the one that the gazetteer knows.
    let nationals = chancery
        .ask("neighbours saudi-arabia via nationality")
        .unwrap();
    assert!(nationals.total > 200, "{}", nationals.total);
}

#[test]
fn files_of_two_publishers_come_into_one_graph() {
    let files = [
        "sa_wiki_peps.entities.ftm.json.gz",
        "eu_authorities.ftm.json",
    ];
    let paths: Vec<PathBuf> = files.iter().filter_map(|file| shared(file)).collect();
    let [one, two] = paths.as_slice() else {
        return;
    };
    let (_, report) = import(&[one, two]);
    let (_, turned) = import(&[two, one]);
    let read: Vec<u64> = report.files.iter().map(|file| file.read).collect();
    assert_eq!(read, [1_352, 151]);
    assert_eq!(report.new_entities, turned.new_entities);
}

#[test]
fn broken_lines_are_told_and_the_others_kept() {
    let good = |id: &str| {
        format!(r#"{{"id":"{id}","schema":"Person","properties":{{"name":["N {id}"]}}}}"#)
    };
    let cases = [
        ("", 0),
        ("{", 1),
        ("[1, 2]", 1),
        ("null", 1),
        (r#"{"id": 5, "schema": "Person"}"#, 1),
        (
            r#"{"id": "x", "schema": "Person", "properties": {"name": []}}"#,
            1,
        ),
        (
            r#"{"id": "x", "schema": "Person", "properties": {"name": ["…"]}}"#,
            1,
        ),
        (r#"{"id": "x", "schema": "Occupancy", "properties": {}}"#, 1),
        (
            r#"{"id": "x", "schema": "Family", "properties": {"person": ["a"], "relative": ["a"]}}"#,
            0,
        ),
        (
            r#"{"id": "x", "schema": "Membership", "properties": {"member": ["x"], "organization": ["a"]}}"#,
            1,
        ),
        (
            r#"{"id": "x", "schema": "Family", "properties": {"person": ["a"], "relative": ["b"]}} {"#,
            1,
        ),
    ];
    for (line, rejected) in cases {
        let text = [good("a").as_str(), line, good("b").as_str()].join("\n");
        let (chancery, report) = Import::new().bytes("a.json", text).run().unwrap();
        let file = &report.files[0];
        assert!(file.adds_up(), "{line}: {file}");
        assert_eq!(file.rejected, rejected, "{line}: {file}");
        assert!(chancery.data().entities().len() >= 2, "{line}");
    }
}
