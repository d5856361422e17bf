//! The data of the golden questions in a database, with a few edits; and calls of the program that make one.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use chancery::model::{Entity, EntityKind, Source};
use chancery::register::{Author, Edit, Key, Record};
use chancery::store::Holder;
use chancery::{Chancery, Database};
use tempfile::TempDir;

use crate::golden;
use crate::program::Ran;

static RECORDED: LazyLock<(TempDir, Chancery)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let chancery = make(&folder.path().join("recorded.chancery"));
    (folder, chancery)
});

/// Returns a database that holds the data of the golden questions, imported by anna on 20 November 2026, and edits
/// of the two days after.
pub(crate) fn recorded() -> &'static Chancery {
    &RECORDED.1
}

fn author(name: &str, at: &str) -> Author {
    Author {
        name: name.to_owned(),
        at: at.parse().unwrap(),
    }
}

fn make(path: &Path) -> Chancery {
    let holder = Holder {
        name: "tests".to_owned(),
        process: 1,
        since: None,
    };
    let mut database = Database::create(path, &holder).unwrap();
    let world = golden::world();
    let anna = author("anna", "2026-11-20T10:00:00Z");
    database
        .import(world.data(), "import builtin", &anna)
        .unwrap();
    let key = Key::Relation("kagame-visits-kazakhstan-2015".parse().unwrap());
    let Some(Record::Relation(visit)) = database.register().state().record(&key) else {
        panic!("the visit is there");
    };
    let visit = visit.as_ref().clone().with_when("2015-11".parse().unwrap());
    let gazette: Source = Source::new("gazette".parse().unwrap(), "Gazette");
    let ruritania = Entity::new("ruritania".parse().unwrap(), EntityKind::State, "Ruritania");
    let kagame = Key::Entity("paul-kagame".parse().unwrap());
    let Some(Record::Entity(kagame)) = database.register().state().record(&kagame) else {
        panic!("the president is there");
    };
    let mut kagame = kagame.as_ref().clone();
    kagame.aliases.push("PK".to_owned());
    let edits = [
        (
            Edit::Correct(visit.into()),
            "correct kagame-visits-kazakhstan-2015 date 2015-11",
            author("Bela Kiss", "2026-11-21T09:15:00Z"),
        ),
        (
            Edit::Add(gazette.into()),
            "add source gazette title Gazette",
            author("anna", "2026-11-21T12:00:00Z"),
        ),
        (
            Edit::Add(ruritania.into()),
            "add entity ruritania kind state name Ruritania",
            author("anna", "2026-11-21T12:30:00Z"),
        ),
        (
            Edit::Retract(Key::Source("gazette".parse().unwrap())),
            "retract gazette",
            author("Bela Kiss", "2026-11-22T08:00:00Z"),
        ),
        (
            Edit::Correct(kagame.into()),
            "alias paul-kagame PK",
            author("anna", "2026-11-22T13:25:14Z"),
        ),
    ];
    for (edit, words, author) in edits {
        let entry = database.prepare(&edit, words, &author).unwrap();
        database.commit(entry).unwrap();
    }
    Chancery::open(path).unwrap()
}

/// A small data file with one visit, whose date and whose name of the visitor can be chosen.
pub(super) fn small(when: &str, name: &str) -> String {
    format!(
        r#"(
    sources: [(id: "gazette", title: "Gazette")],
    entities: [
        (id: "anna-berg", kind: "person", name: "{name}"),
        (id: "ruritania", kind: "state", name: "Ruritania"),
    ],
    relations: [
        (
            id: "berg-visits",
            kind: "visit",
            parties: {{"visitor": ["anna-berg"], "host": ["ruritania"]}},
            when: "{when}",
            reports: [(source: "gazette")],
        ),
    ],
)
"#
    )
}

/// Runs the program in a folder, as anna on 22 November 2026.
pub(super) fn run(folder: &Path, words: &[&str]) -> Ran {
    run_as(folder, "anna", 1_795_354_000, words)
}

/// Runs the program in a folder, as somebody at some second.
pub(super) fn run_as(folder: &Path, author: &str, second: i64, words: &[&str]) -> Ran {
    let mut command = crate::program::bare(folder);
    let output = command
        .args(words)
        .env("CHANCERY_AUTHOR", author)
        .env("SOURCE_DATE_EPOCH", second.to_string())
        .output()
        .unwrap();
    Ran {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
        home: tempfile::tempdir().unwrap(),
    }
}

/// Returns a folder with a small database `a.chancery`, and the file that it was made of.
pub(super) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.ron"), small("2015", "Anna Berg")).unwrap();
    let ran = run(folder.path(), &["import", "a.ron", "--into", "a.chancery"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    folder
}
