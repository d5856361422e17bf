//! Laws of one register: of edits, undoing, history and import.

use std::collections::BTreeSet;

use chancery::Chancery;
use chancery::files::write_dataset;
use chancery::register::{
    Act, Change, Edit, EditError, Entry, Key, Moment, Register, State, differences,
};

use super::world::{author, bring, edit, ontology, record, register, rows, step, text};
use crate::dice::Dice;

/// How many registers each law is tried on.
const CASES: u64 = 100;

/// Tells what an edit would change if nobody checked it.
fn raw(edit: &Edit) -> Option<Change> {
    match edit.clone() {
        Edit::Add(record) | Edit::Correct(record) => Some(Change::Put(record)),
        Edit::Retract(key) => Some(Change::Drop(key)),
        Edit::Join { of, into } => Some(Change::Join { of, into }),
        Edit::Split { of } => Some(Change::Part { of }),
        _ => None,
    }
}

#[test]
fn an_edit_is_taken_exactly_if_all_fits_together_behind_it() {
    let (mut taken, mut refused) = (0, 0);
    for seed in 0..CASES {
        let mut dice = Dice::new(seed);
        let mut register = register(&mut dice, 30);
        for _ in 0..40 {
            let edit = edit(&mut dice, &register);
            let author = author(register.entries().len());
            match register.prepare(&edit, "edit", &author) {
                Ok(entry) => {
                    register.push(entry).unwrap();
                    let dataset = register.state().dataset(&ontology());
                    assert!(dataset.is_ok(), "{seed}: {edit:?} made {dataset:?}");
                    taken += 1;
                }
                Err(error @ (EditError::Unfit { .. } | EditError::InUse { .. })) => {
                    let Some(change) = raw(&edit) else { continue };
                    // What stands behind another entity is checked too, but not shown.
                    let mut joined = register.state().joined();
                    let hidden = |key: &Key| joined.any(|(of, _)| of.as_str() == key.name());
                    if matches!(change, Change::Put(_)) && change.keys().iter().any(hidden) {
                        continue;
                    }
                    let mut state = register.state().clone();
                    state.apply(&change, None);
                    let dataset = state.dataset(&ontology());
                    assert!(dataset.is_err(), "{seed}: {edit:?} was refused: {error}");
                    refused += 1;
                }
                Err(_) => {}
            }
        }
    }
    assert!(
        taken > 500 && refused > 500,
        "{taken} taken, {refused} refused"
    );
}

#[test]
fn undo_after_any_edit_restores_what_held_and_redo_what_held_behind_it() {
    for seed in 0..CASES {
        let mut dice = Dice::new(seed);
        let mut register = register(&mut dice, 30);
        for _ in 0..10 {
            let before = text(register.state());
            let Some(entry) = step(&mut dice, &mut register) else {
                continue;
            };
            let after = text(register.state());
            let mut tried = register.clone();
            let edit = Edit::Undo(Some(entry.number));
            push(&mut tried, &edit);
            assert_eq!(text(tried.state()), before, "{seed}: undo {}", entry.words);
            let undoing = tried.last();
            let mut again = tried.clone();
            push(&mut again, &Edit::Undo(Some(undoing)));
            assert_eq!(
                text(again.state()),
                after,
                "{seed}: undo undo {}",
                entry.words
            );
            if entry.act == Act::Edit {
                push(&mut tried, &Edit::Redo);
                assert_eq!(text(tried.state()), after, "{seed}: redo {}", entry.words);
            }
        }
    }
}

#[track_caller]
fn push(register: &mut Register, edit: &Edit) {
    let entry = register.prepare(edit, "", &author(0));
    let entry = entry.unwrap_or_else(|error| panic!("{edit:?}: {error}"));
    register.push(entry).unwrap();
}

#[test]
fn all_edits_can_be_undone_to_the_beginning_and_done_again() {
    for seed in 0..CASES / 4 {
        let mut dice = Dice::new(seed);
        let mut register = Register::new(ontology());
        for at in 0..60 {
            let edit = edit(&mut dice, &register);
            if at == 15 {
                bring(&mut register, &rows(0));
            }
            // What is undone out of order cannot always be: what it needed may be gone.
            if !matches!(edit, Edit::Undo(_) | Edit::Redo) {
                let entry = register.prepare(&edit, "", &author(0));
                entry.map(|entry| register.push(entry).unwrap()).ok();
            }
        }
        let after = text(register.state());
        let mut undone = 0;
        let last = loop {
            match register.prepare(&Edit::Undo(None), "undo", &author(0)) {
                Ok(entry) => drop(register.push(entry).unwrap()),
                Err(error) => break error,
            }
            text(register.state());
            undone += 1;
        };
        assert_eq!(last, EditError::NothingToUndo, "{seed}");
        assert_eq!(text(register.state()), text(&State::default()), "{seed}");
        for _ in 0..undone {
            push(&mut register, &Edit::Redo);
        }
        assert_eq!(text(register.state()), after, "{seed}");
    }
}

/// Returns an entry as it comes out of a file.
fn through_json(entry: &Entry) -> Entry {
    let read = |json: String| serde_json::from_str::<Entry>(&json).unwrap();
    let changes = entry.changes.iter();
    let changes = changes.map(|change| serde_json::to_string(change).unwrap());
    Entry {
        changes: changes
            .map(|json| serde_json::from_str(&json).unwrap())
            .collect(),
        batches: entry.batches.clone(),
        ..read(serde_json::to_string(entry).unwrap())
    }
}

#[test]
fn what_holds_is_what_all_entries_come_to() {
    for seed in 0..CASES / 4 {
        let mut dice = Dice::new(seed);
        let mut register = Register::new(ontology());
        let mut texts = vec![text(register.state())];
        for at in 0..40 {
            if at == 10 && !bring(&mut register, &rows(0))
                || step(&mut dice, &mut register).is_none()
            {
                texts.truncate(register.entries().len());
            }
            texts.resize(register.entries().len(), String::new());
            texts.push(text(register.state()));
        }
        let mut read = Register::new(ontology());
        for entry in register.entries() {
            assert!(entry.has_its_rows());
            read.push(through_json(entry)).unwrap();
        }
        assert_eq!(read.digest(), register.digest());
        assert_eq!(text(read.state()), text(register.state()));
        for (number, told) in texts.iter().enumerate() {
            if told.is_empty() {
                continue;
            }
            assert_eq!(
                &text(&register.state_after(number as u32)),
                told,
                "{seed}: {number}"
            );
            let Some(entry) = register.entry(number as u32) else {
                continue;
            };
            let at = register.state_at(entry.at);
            let last = register.number_at(entry.at);
            assert_eq!(text(&at), text(&register.state_after(last)));
        }
        assert!(register.state_at(Moment::from_unix(0)).is_empty());
    }
}

#[test]
fn versions_are_what_held_after_their_entries() {
    for seed in 0..CASES / 8 {
        let mut dice = Dice::new(seed);
        let register = register(&mut dice, 50);
        let keys: BTreeSet<Key> = register
            .entries()
            .iter()
            .flat_map(|entry| entry.changes.iter().flat_map(Change::keys))
            .collect();
        for key in keys {
            let versions = register.versions(&key);
            let last = versions.last().unwrap();
            assert_eq!(last.record, register.state().record(&key), "{seed}: {key}");
            for version in &versions {
                let held = register.state_after(version.entry.number).record(&key);
                assert_eq!(version.record, held, "{seed}: {key}");
            }
        }
    }
}

#[test]
fn a_dataset_becomes_a_state_and_a_dataset_again() {
    let builtin = Chancery::builtin().unwrap();
    let again = State::of(builtin.data()).dataset(&Chancery::ontology().unwrap());
    assert_eq!(
        write_dataset(&again.unwrap()),
        write_dataset(builtin.data())
    );
    for seed in 0..CASES {
        let mut dice = Dice::new(seed);
        let dataset = register(&mut dice, 40)
            .state()
            .dataset(&ontology())
            .unwrap();
        let again = State::of(&dataset).dataset(&ontology()).unwrap();
        assert_eq!(write_dataset(&again), write_dataset(&dataset), "{seed}");
    }
}

#[test]
fn bringing_the_same_twice_is_bringing_it_once() {
    for seed in 0..CASES {
        let mut dice = Dice::new(seed);
        let dataset = register(&mut dice, 30)
            .state()
            .dataset(&ontology())
            .unwrap();
        let mut register = register(&mut dice, 10);
        let brought = register.bring(&dataset, "import", &author(0));
        let Ok(brought) = brought else { continue };
        if let Some(entry) = brought.entry {
            register.push(entry).unwrap();
        }
        let again = register.bring(&dataset, "import", &author(0)).unwrap();
        assert!(again.entry.is_none(), "{seed}: {:?}", again.entry);
        assert_eq!((again.added, again.changed), (0, 0));
        assert_eq!(
            again.unchanged,
            brought.added + brought.changed + brought.unchanged
        );
    }
}

#[test]
fn differences_name_every_record_that_differs_and_no_other() {
    for seed in 0..CASES {
        let mut dice = Dice::new(seed);
        let mut register = register(&mut dice, 40);
        let old = register.state().clone();
        assert_eq!(differences(&old, &old), [], "{seed}");
        for _ in 0..8 {
            step(&mut dice, &mut register);
        }
        let new = register.state();
        let told = differences(&old, new);
        assert!(told.is_sorted_by_key(|difference| difference.key.clone()));
        let told: BTreeSet<Key> = told.into_iter().map(|difference| difference.key).collect();
        let keys = old.records().chain(new.records()).map(|(key, _)| key);
        for key in keys {
            let differs = old.record(key) != new.record(key);
            let is_entity = matches!(key, Key::Entity(_));
            assert!(!differs || told.contains(key), "{seed}: {key}");
            assert!(differs || is_entity || !told.contains(key), "{seed}: {key}");
        }
    }
}

#[test]
fn records_are_read_as_they_are_written() {
    let mut dice = Dice::new(3);
    for _ in 0..500 {
        let change = Change::Put(record(&mut dice));
        let json = serde_json::to_string(&change).unwrap();
        assert_eq!(serde_json::from_str::<Change>(&json).unwrap(), change);
    }
    // What later versions say besides is passed over.
    let join = r#"{"join":{"of":"a","into":"b","why":"one man"}}"#;
    assert!(matches!(
        serde_json::from_str(join),
        Ok(Change::Join { .. })
    ));
}
