//! Datasets laid out in the files of databases: the same answers, and never a wrong one.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use chancery::answer::Rows;
use chancery::edtf::Day;
use chancery::model::{
    Batch, Dataset, DatasetBuilder, Entity, EntityKind, Form, Parties, Relation, Report, Row,
    Source,
};
use chancery::register::{Author, Edit, Moment};
use chancery::store::{Holder, StoreError};
use chancery::{Chancery, Database, Error};

/// Questions that between them read every part of what is laid out.
const QUESTIONS: [&str; 14] = [
    "find Kagame",
    "show Rwanda",
    "neighbours Rwanda hops 2",
    "timeline Kagame with Kazakhstan",
    "timeline at Kigali",
    "between Rwanda and Azerbaijan",
    "paths Lavrov to ASAN top 3",
    "paths Rwanda to Russia in order",
    "common Rwanda Kazakhstan",
    "count by kind",
    "who foreign minister of Rwanda",
    "changes since 2025",
    "conflicts",
    "rank by pagerank",
];

pub(crate) fn holder() -> Holder {
    Holder {
        name: "Ada".to_owned(),
        process: std::process::id(),
        since: None,
    }
}

pub(crate) fn author() -> Author {
    Author {
        name: "Ada".to_owned(),
        at: Moment::from_unix(1_800_000_000),
    }
}

/// Returns a dataset of so many calls, one a day.
fn calls(count: u32) -> Dataset {
    let mut batch = Batch::new("gazette".parse().unwrap(), "call").unwrap();
    let call = batch.form(Form {
        kind: "call".to_owned(),
        title: None,
        status: None,
        roles: ["participant", "participant"].map(str::to_owned),
    });
    let [from, to] = ["ruritania", "freedonia"].map(|id| batch.party(id.parse().unwrap()));
    for number in 1..=count {
        let day = Day::from_number((number % 500).into());
        let form = call.unwrap();
        batch.push(Row {
            number,
            form,
            from,
            to,
            day,
        });
    }
    let mut builder = Dataset::builder(Chancery::ontology().unwrap());
    builder.batch(batch);
    builder.source(Source::new("gazette".parse().unwrap(), "Gazette"));
    for (id, name) in [("ruritania", "Ruritania"), ("freedonia", "Freedonia")] {
        builder.entity(Entity::new(id.parse().unwrap(), EntityKind::State, name));
    }
    builder.build().unwrap()
}

/// Makes a database of a dataset and lays it out.
pub(crate) fn lay_out(path: &Path, data: &Dataset) -> Database {
    let mut database = Database::create(path, &holder()).unwrap();
    database.import(data, "import", &author()).unwrap();
    database.lay_out().unwrap();
    database
}

fn rows(chancery: &Chancery, question: &str) -> Result<Rows, String> {
    let answer = chancery.ask(question).map_err(|error| error.to_string())?;
    Ok(answer.rows)
}

#[test]
fn what_is_laid_out_answers_as_what_is_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let builtin = Chancery::builtin().unwrap();
    let mut database = lay_out(&path, builtin.data());
    for opened in [Chancery::open(&path).unwrap(), database.chancery().unwrap()] {
        for question in QUESTIONS {
            assert_eq!(
                rows(&opened, question),
                rows(&builtin, question),
                "{question}"
            );
        }
        assert_eq!(opened.register().unwrap().last(), 1);
        assert!(opened.intact().is_ok());
    }
}

#[test]
fn an_entry_behind_what_is_laid_out_counts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let builtin = Chancery::builtin().unwrap();
    let mut database = lay_out(&path, builtin.data());
    let before = Chancery::open(&path).unwrap();
    let undo = Edit::Undo(None);
    let entry = database.prepare(&undo, "undo", &author()).unwrap();
    database.commit(entry).unwrap();
    assert_eq!(Chancery::open(&path).unwrap().data().relation_count(), 0);
    assert_eq!(
        before.data().relation_count(),
        builtin.data().relation_count()
    );
    drop(database);
    let mut database = Database::open(&path, &holder(), Duration::ZERO).unwrap();
    database.lay_out().unwrap();
    assert_eq!(Chancery::open(&path).unwrap().data().relation_count(), 0);
}

#[test]
fn a_damaged_part_of_what_is_laid_out_never_gives_a_wrong_answer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let builtin = Chancery::builtin().unwrap();
    drop(lay_out(&path, builtin.data()));
    let right: Vec<_> = QUESTIONS.map(|question| rows(&builtin, question)).into();
    let sound = fs::read(&path).unwrap();
    let checked = Database::check(&path, &mut |_| ControlFlow::Continue(()));
    let checked = checked.unwrap();
    assert!(checked.damages.is_empty());
    // Within the last image, which is the one that is read.
    let image = checked.images.last().unwrap();
    let [begin, end] = [image.start, image.end].map(|at| usize::try_from(at).unwrap());
    let (mut refused, mut answered) = (0, 0);
    for step in 0..40 {
        let at = end - 1 - step * (end - begin) / 40;
        let mut bytes = sound.clone();
        bytes[at] ^= 0x41;
        fs::write(&path, &bytes).unwrap();
        let checked = Database::check(&path, &mut |_| ControlFlow::Continue(()));
        let is_found = checked.is_ok_and(|checked| !checked.damages.is_empty());
        assert!(is_found, "byte {at}");
        let Ok(opened) = Chancery::open(&path) else {
            refused += 1;
            continue;
        };
        for (question, right) in QUESTIONS.iter().zip(&right) {
            match rows(&opened, question) {
                Ok(rows) => {
                    assert_eq!(Ok(&rows), right.as_ref(), "byte {at}, {question}");
                    answered += 1;
                }
                Err(error) => {
                    assert!(error.contains("damaged"), "byte {at}, {question}: {error}");
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 30 && answered > 30, "{refused} and {answered}");
}

#[test]
fn a_large_database_is_laid_out_by_itself_and_again_when_it_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let mut database = Database::create(&path, &holder()).unwrap();
    database
        .import(&calls(20_000), "import", &author())
        .unwrap();
    let first = fs::metadata(&path).unwrap().len();
    assert!(first < 60 * 20_000, "{first} bytes");
    let go_on = &mut |_| ControlFlow::Continue(());
    assert!(!database.settle(go_on).unwrap(), "it is laid out");
    let reader = Chancery::open(&path).unwrap();

    let herald = Edit::Add(Source::new("herald".parse().unwrap(), "Herald").into());
    let entry = database.prepare(&herald, "add source herald", &author());
    database.commit(entry.unwrap()).unwrap();
    assert!(
        database.settle(go_on).unwrap(),
        "it was not laid out any more"
    );
    assert!(!database.settle(go_on).unwrap(), "it is laid out again");
    let second = fs::metadata(&path).unwrap().len();
    assert!(
        second < first + first / 10,
        "{second} bytes, and {first} before"
    );
    let opened = Chancery::open(&path).unwrap();
    assert!(opened.data().source_ix("herald").is_some());
    assert_eq!(
        opened.ask("count by kind").unwrap().rows,
        reader.ask("count by kind").unwrap().rows
    );
    assert!(reader.data().source_ix("herald").is_none());
}

#[test]
fn a_few_records_need_not_be_laid_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let mut database = Database::create(&path, &holder()).unwrap();
    database.import(&calls(10), "import", &author()).unwrap();
    assert!(fs::metadata(&path).unwrap().len() < 16_384);
}

/// Begins a dataset with the sources and entities of another.
pub(crate) fn begun(data: &Dataset) -> DatasetBuilder {
    let mut builder = Dataset::builder(data.ontology().clone());
    for source in data.sources() {
        builder.source(source.clone());
    }
    for entity in data.entities() {
        builder.entity(entity.clone());
    }
    builder
}

/// Returns a few records and rows.
fn few() -> Dataset {
    let calls = calls(6);
    let mut builder = begun(&calls);
    for batch in calls.batches() {
        builder.batch(batch.clone());
    }
    let parties = Parties::new()
        .with("visitor", "ruritania".parse().unwrap())
        .with("host", "freedonia".parse().unwrap());
    let report = Report::new("gazette".parse().unwrap()).with_locator("page 2");
    let visit = Relation::new("the-visit".parse().unwrap(), "visit", parties);
    builder.relation(visit.with_report(report));
    builder.build().unwrap()
}

/// Questions that between them read the entries, and all that is laid out of a few records.
const FEW: [&str; 4] = [
    "log",
    "timeline Ruritania",
    "show Freedonia",
    "count by kind",
];

/// A small database that is laid out, to be damaged, with the right answers.
struct Target {
    _folder: tempfile::TempDir,
    path: std::path::PathBuf,
    file: fs::File,
    sound: Vec<u8>,
    right: Vec<Rows>,
}

impl Target {
    fn new() -> Target {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.chancery");
        drop(lay_out(&path, &few()));
        let chancery = Chancery::open(&path).unwrap();
        let right = FEW.map(|question| rows(&chancery, question).unwrap());
        Target {
            _folder: folder,
            file: fs::File::options().write(true).open(&path).unwrap(),
            sound: fs::read(&path).unwrap(),
            right: right.into(),
            path,
        }
    }

    fn write(&self, at: usize, byte: u8) {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(at as u64)).unwrap();
        file.write_all(&[byte]).unwrap();
    }

    fn is_damage_found(&self) -> bool {
        let checked = Database::check(&self.path, &mut |_| ControlFlow::Continue(()));
        checked.map_or_else(
            |error| is_damage(&error),
            |checked| !checked.damages.is_empty(),
        )
    }

    /// Asks all questions, and returns how many of them were refused; an answer is the right one.
    #[track_caller]
    fn refused(&self, damage: &str) -> usize {
        let opened = match Chancery::open(&self.path) {
            Ok(opened) => opened,
            Err(error) => {
                assert!(is_damage(&error), "{damage}: {error}");
                return FEW.len();
            }
        };
        let mut refused = 0;
        for (question, right) in FEW.iter().zip(&self.right) {
            match opened.ask(question) {
                Ok(answer) => assert_eq!(&answer.rows, right, "{damage}, {question}"),
                Err(error) => {
                    assert!(is_damage(&error), "{damage}, {question}: {error}");
                    refused += 1;
                }
            }
        }
        refused
    }
}

/// Tells whether an error names where a file is damaged.
fn is_damage(error: &Error) -> bool {
    matches!(error, Error::Store(error) if error.offset().is_some())
}

/// Returns how many bytes lie between two that are tried.
fn step(usual: usize) -> usize {
    std::env::var("CHANCERY_STEP").map_or(usual, |step| step.parse().unwrap())
}

/// `CHANCERY_STEP=1` flips every byte.
#[test]
fn a_flipped_byte_of_a_small_database_is_found_and_gives_no_wrong_answer() {
    let target = Target::new();
    let (mut refused, mut asked) = (0, 0);
    for at in (0..target.sound.len()).step_by(step(211)) {
        let pattern = if at.is_multiple_of(2) {
            0xff
        } else {
            1 << (at / 2 % 8)
        };
        target.write(at, target.sound[at] ^ pattern);
        assert!(target.is_damage_found(), "byte {at}");
        refused += target.refused(&format!("byte {at}"));
        asked += FEW.len();
        target.write(at, target.sound[at]);
    }
    assert_eq!(fs::read(&target.path).unwrap(), target.sound);
    assert!(!target.is_damage_found());
    assert!(0 < refused && refused < asked / 2, "{refused} of {asked}");
}

/// `CHANCERY_STEP=1` cuts at every length.
#[test]
fn a_small_database_that_is_cut_says_so() {
    let target = Target::new();
    for length in (0..target.sound.len()).rev().step_by(step(7)) {
        target.file.set_len(length as u64).unwrap();
        let error = Chancery::open(&target.path).unwrap_err();
        let is_cut =
            matches!(&error, Error::Store(StoreError::Cut { at, .. }) if *at == length as u64);
        assert!(is_cut, "{length}: {error}");
        if length.is_multiple_of(16) {
            assert!(target.is_damage_found(), "{length}");
        }
    }
}

#[test]
fn what_was_laid_out_and_is_damaged_is_laid_out_anew_from_the_entries() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let builtin = Chancery::builtin().unwrap();
    drop(lay_out(&path, builtin.data()));
    let mut bytes = fs::read(&path).unwrap();
    // The names lie near the end of the image.
    let at = bytes.len() - bytes.len() / 8;
    bytes[at] ^= 0x41;
    fs::write(&path, &bytes).unwrap();
    let go_on = &mut |_| ControlFlow::Continue(());
    let is_damaged = |path: &Path| {
        let checked = Database::check(path, &mut |_| ControlFlow::Continue(()));
        !checked.unwrap().damages.is_empty()
    };
    assert!(is_damaged(&path));
    let mut database = Database::open(&path, &holder(), Duration::ZERO).unwrap();
    // What is laid out anew comes from the entries, and not from what was laid out.
    database.chancery().unwrap();
    database.compact(go_on).unwrap();
    assert!(!is_damaged(&path));
    let opened = Chancery::open(&path).unwrap();
    for question in QUESTIONS {
        assert_eq!(
            rows(&opened, question),
            rows(&builtin, question),
            "{question}"
        );
    }
}
