//! Databases of every version of the format are read for ever.
//!
//! `tests/files/databases/version-N.chancery` was written by a program that wrote version N. It is
//! never written again. Beside it stand what it holds, as a data file, and what it answers; as for
//! golden files, `CHANCERY_UPDATE_GOLDEN=1` writes both anew, and what it writes is to be read
//! again. What a new version needs is told in `docs/database-format.md`; `CHANCERY_MAKE_DATABASE=1`
//! makes the file of the version that is written now, if there is none yet.

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use chancery::model::Source;
use chancery::register::{Author, Change, Edit};
use chancery::store::Holder;
use chancery::{Chancery, Database, Holding};

use super::specimen;
use crate::golden::Page;
use crate::program::here;

/// The versions of which a file is kept, the newest last.
const VERSIONS: [u32; 1] = [1];

/// Returns the path of what is kept of a version.
fn kept(version: u32, ending: &str) -> PathBuf {
    here(&format!("tests/files/databases/version-{version}.{ending}"))
}

/// Returns the file of every version, made now if it is wished for and there is none.
fn files() -> impl Iterator<Item = (u32, PathBuf)> {
    VERSIONS.into_iter().map(|version| {
        let path = kept(version, "chancery");
        let is_wanted = std::env::var_os("CHANCERY_MAKE_DATABASE").is_some();
        if is_wanted && Some(&version) == VERSIONS.last() && !path.exists() {
            drop(specimen::make(&path));
        }
        (version, path)
    })
}

fn is_updated() -> bool {
    std::env::var_os("CHANCERY_UPDATE_GOLDEN").is_some()
}

fn holding(path: &std::path::Path) -> Holding {
    Holding::open(path.to_str().unwrap()).unwrap()
}

#[test]
fn a_database_of_every_version_holds_what_it_held() {
    for (version, path) in files() {
        let text = holding(&path).to_ron().unwrap();
        let file = kept(version, "ron");
        if is_updated() {
            fs::write(&file, &text).unwrap();
        }
        assert_eq!(text, fs::read_to_string(&file).unwrap(), "{version}");
    }
}

#[test]
fn a_database_of_every_version_answers_as_it_did() {
    for (version, path) in files() {
        let chancery = Chancery::open(&path).unwrap();
        Page::read(kept(version, "txt")).is_answered_by(&chancery);
    }
}

#[test]
fn a_database_of_every_version_has_no_faults() {
    for (version, path) in files() {
        let bytes = fs::read(&path).unwrap();
        assert_eq!(bytes[12..16], version.to_le_bytes());
        assert!(bytes.len() < 130_000, "{} bytes", bytes.len());
        let checked = Database::check(&path, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(checked.damages, [], "{version}");
        let chancery = Chancery::open(&path).unwrap();
        let last = chancery.register().unwrap().last();
        assert_eq!(checked.entries, last);
    }
}

#[test]
fn a_database_of_every_version_can_be_edited_and_compacted() {
    let folder = tempfile::tempdir().unwrap();
    let holder = Holder {
        name: "tests".to_owned(),
        process: 1,
        since: None,
    };
    for (version, path) in files() {
        let copy = folder.path().join(format!("{version}.chancery"));
        fs::copy(&path, &copy).unwrap();
        let before = holding(&path);
        let mut database = Database::open(&copy, &holder, Duration::ZERO).unwrap();
        let herald = Source::new("herald".parse().unwrap(), "Herald");
        let author = Author {
            name: "anna".to_owned(),
            at: "2026-12-01T00:00:00Z".parse().unwrap(),
        };
        for edit in [Edit::Add(herald.into()), Edit::Undo(None)] {
            let entry = database.prepare(&edit, "edit", &author).unwrap();
            database.commit(entry).unwrap();
        }
        database
            .compact(&mut |_| ControlFlow::Continue(()))
            .unwrap();
        drop(database);
        let after = holding(&copy);
        assert_eq!(after.to_ron().unwrap(), before.to_ron().unwrap());
        let [old, new] = [&before, &after].map(|one| one.whole_register().unwrap());
        assert_eq!(new.base_with(old), old.last());
    }
}

/// Returns what sort of change it is, and of what.
fn sort(change: &Change) -> String {
    match change {
        Change::Put(record) => format!("put {}", record.key().sort()),
        Change::Drop(key) => format!("drop {}", key.sort()),
        other => {
            let json = serde_json::to_string(other).unwrap();
            json.split('"').nth(1).unwrap().to_owned()
        }
    }
}

#[test]
fn the_newest_database_has_every_sort_of_frame_and_change() {
    let (_, path) = files().last().unwrap();
    let bytes = fs::read(&path).unwrap();
    let frames = bytes[8_192..].chunks(8).filter(|begin| begin.len() == 8);
    let tags: BTreeSet<&[u8]> = frames.map(|begin| &begin[..4]).collect();
    for tag in [
        "CHNG", "BTCH", "ROWS", "AGIN", "PLCS", "ENTR", "FILL", "IMGE",
    ] {
        assert!(tags.contains(tag.as_bytes()), "no frame is `{tag}`");
    }
    let chancery = Chancery::open(&path).unwrap();
    let entries = chancery.register().unwrap().entries();
    let sorts: BTreeSet<String> = entries
        .iter()
        .flat_map(|entry| &entry.changes)
        .map(sort)
        .collect();
    for wanted in [
        "put kind",
        "put office",
        "put source",
        "put entity",
        "put relation",
        "drop source",
        "drop entity",
        "drop relation",
        "row",
        "join",
        "part",
        "batch",
    ] {
        assert!(
            sorts.contains(wanted),
            "no change is `{wanted}` in {sorts:?}"
        );
    }
    let acts = entries
        .iter()
        .map(|entry| serde_json::to_string(&entry.act).unwrap());
    let acts: BTreeSet<String> = acts
        .map(|act| act.split('"').nth(1).unwrap().to_owned())
        .collect();
    let wanted = ["edit", "import", "merge", "redo", "undo"];
    assert!(acts.iter().eq(wanted), "{acts:?}");
}

#[test]
fn a_database_made_today_holds_what_the_newest_one_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("today.chancery");
    drop(specimen::make(&path));
    let (_, newest) = files().last().unwrap();
    assert_eq!(
        holding(&path).to_ron().unwrap(),
        holding(&newest).to_ron().unwrap()
    );
}
