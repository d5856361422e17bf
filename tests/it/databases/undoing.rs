//! Undoing restores what was answered before, whatever was edited: in the open database, for who
//! reads the file, and after it was left and opened again.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chancery::answer::Rows;
use chancery::files::write_dataset;
use chancery::model::Entity;
use chancery::register::{Act, Edit, Entry, Record, Register};
use chancery::{Chancery, Database, Error};

use crate::dice::Dice;
use crate::laid_out::holder;
use crate::lists::cases;
use crate::register::{author, edit, rows_of};

/// A dozen questions and more; the entities of the world are called `e0` to `e6`.
const QUESTIONS: [&str; 16] = [
    "timeline",
    "timeline e0 with e1",
    "show e0",
    "show e2",
    "find Ruritania",
    "find R of state",
    "neighbours e1",
    "neighbours e1 hops 2",
    "between e0 and e1",
    "paths from e0 to e3",
    "common e1 e2",
    "count by kind",
    "count by source",
    "changes e1 since 1961",
    "conflicts",
    "rank by degree",
];

/// What a database answers, and what it holds as text.
#[derive(Debug, PartialEq)]
struct Told {
    answers: Vec<Result<Rows, String>>,
    text: String,
}

fn told(chancery: &Chancery) -> Told {
    let ask = |question| chancery.ask(question).map(|answer| answer.rows);
    let answers = QUESTIONS.into_iter().map(ask);
    Told {
        answers: answers
            .map(|answer| answer.map_err(|error| error.to_string()))
            .collect(),
        text: write_dataset(chancery.data()),
    }
}

/// Returns what the open database says, seen that who opens the file is told the same.
#[track_caller]
fn of(database: &mut Database) -> Told {
    let told_here = told(&database.chancery().unwrap());
    let of_file = told(&Chancery::open(database.path()).unwrap());
    assert_eq!(told_here, of_file);
    told_here
}

fn commit(database: &mut Database, edit: &Edit) -> Result<Entry, Error> {
    let author = author(database.register().entries().len());
    let entry = database.prepare(edit, &format!("{edit:?}"), &author)?;
    database.commit(entry).cloned()
}

/// Makes an edit of chance, of any sort but undoing; nothing if it does not fit.
fn step(dice: &mut Dice, database: &mut Database) -> Option<Entry> {
    let register = database.register();
    let made = match dice.below(6) {
        0 => alias(dice, register)?,
        1 => join(dice, register)?,
        2 => split(dice, register)?,
        _ => edit(dice, register),
    };
    let is_undoing = matches!(made, Edit::Undo(_) | Edit::Redo);
    let made = Some(made).filter(|_| !is_undoing)?;
    commit(database, &made).ok()
}

/// Returns an entity of chance that there is.
fn entity(dice: &mut Dice, register: &Register) -> Option<Arc<Entity>> {
    let records = register.state().records();
    let entities = records.filter_map(|(_, record)| match record {
        Record::Entity(entity) => Some(Arc::clone(entity)),
        _ => None,
    });
    let entities: Vec<Arc<Entity>> = entities.collect();
    entities.get(dice.below(entities.len())).cloned()
}

/// Returns the edit that gives an entity another name.
fn alias(dice: &mut Dice, register: &Register) -> Option<Edit> {
    let entity = entity(dice, register)?;
    let mut entity = entity.as_ref().clone();
    entity.aliases.push(format!("Name {}", dice.below(90)));
    Some(Edit::Correct(entity.into()))
}

fn join(dice: &mut Dice, register: &Register) -> Option<Edit> {
    let [of, into] = [entity(dice, register)?, entity(dice, register)?];
    Some(Edit::Join {
        of: of.id.clone(),
        into: into.id.clone(),
    })
}

fn split(dice: &mut Dice, register: &Register) -> Option<Edit> {
    let joined: Vec<_> = register.state().joined().collect();
    let (of, _) = joined.get(dice.below(joined.len()))?;
    Some(Edit::Split { of: (*of).clone() })
}

/// Makes a database of rows and of so many attempts at edits.
fn world(dice: &mut Dice, path: &Path) -> Database {
    let mut database = Database::create(path, &holder()).unwrap();
    let rows = rows_of(Chancery::ontology().unwrap(), 0);
    database.import(&rows, "import", &author(0)).unwrap();
    for _ in 0..24 {
        step(dice, &mut database);
    }
    database
}

fn again(database: Database) -> Database {
    let path = database.path().to_owned();
    drop(database);
    Database::open(path, &holder(), Duration::ZERO).unwrap()
}

#[test]
fn edits_undone_in_reverse_order_restore_every_answer_and_redone_too() {
    let mut sorts = BTreeSet::new();
    for seed in 0..cases(4) {
        let mut dice = Dice::new(seed);
        let folder = tempfile::tempdir().unwrap();
        let mut database = world(&mut dice, &folder.path().join("a.chancery"));
        let mut steps = vec![of(&mut database)];
        while steps.len() < 6 {
            let Some(entry) = step(&mut dice, &mut database) else {
                continue;
            };
            let sort = entry.words.split(['(', ' ']).next();
            sorts.insert(sort.unwrap_or_default().to_owned());
            steps.push(of(&mut database));
        }
        let last = steps.len() - 1;
        for before in steps[..last].iter().rev() {
            let entry = commit(&mut database, &Edit::Undo(None)).unwrap();
            assert!(matches!(entry.act, Act::Undo(_)));
            assert_eq!(&of(&mut database), before, "{seed}: {}", entry.number);
        }
        database = again(database);
        for after in &steps[1..] {
            let entry = commit(&mut database, &Edit::Redo).unwrap();
            assert_eq!(&of(&mut database), after, "{seed}: {}", entry.number);
        }
        database = again(database);
        assert_eq!(of(&mut database), steps[last], "{seed}");
    }
    let all = ["Add", "Correct", "Join", "Retract", "Split"];
    let lacks: Vec<_> = all.iter().filter(|sort| !sorts.contains(**sort)).collect();
    assert!(lacks.is_empty(), "nobody tried {lacks:?}");
}

#[test]
fn any_edit_undone_by_its_number_restores_every_answer() {
    for seed in 100..100 + cases(2) {
        let mut dice = Dice::new(seed);
        let folder = tempfile::tempdir().unwrap();
        let mut database = world(&mut dice, &folder.path().join("a.chancery"));
        let mut before = of(&mut database);
        for _ in 0..12 {
            let Some(entry) = step(&mut dice, &mut database) else {
                continue;
            };
            let after = of(&mut database);
            let undone = commit(&mut database, &Edit::Undo(Some(entry.number))).unwrap();
            database = again(database);
            assert_eq!(of(&mut database), before, "{seed}: {}", entry.words);
            let undo = Edit::Undo(Some(undone.number));
            commit(&mut database, &undo).unwrap();
            assert_eq!(of(&mut database), after, "{seed}: {}", entry.words);
            before = after;
        }
    }
}

#[test]
fn an_import_undone_leaves_what_was_there_and_done_again_what_it_brought() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let mut database = world(&mut Dice::new(3), &path);
    for edition in 1..4 {
        let before = of(&mut database);
        let rows = rows_of(Chancery::ontology().unwrap(), edition);
        let author = author(database.register().entries().len());
        let brought = database.import(&rows, "import", &author).unwrap();
        assert!(brought.entry.is_some());
        let after = of(&mut database);
        commit(&mut database, &Edit::Undo(None)).unwrap();
        assert_eq!(of(&mut database), before, "{edition}");
        commit(&mut database, &Edit::Redo).unwrap();
        assert_eq!(of(&mut database), after, "{edition}");
    }
}
