//! Laws of import and export: nothing is lost on the way from data files into a database and back,
//! and what is imported twice is there once.

use std::path::Path;

use chancery::analysis::Cancel;
use chancery::answer::Rows;
use chancery::files::{SourceFile, read_dataset, write_dataset};
use chancery::model::Dataset;
use chancery::{Chancery, Database, Holding};
use proptest::prelude::*;

use crate::dice::Dice;
use crate::files::{datasets, one_by_one};
use crate::laid_out::{author, begun, holder};
use crate::lists::{World, cases};

/// What is asked of two databases that should hold the same.
const QUESTIONS: [&str; 6] = [
    "timeline",
    "count by kind",
    "count by source",
    "conflicts",
    "rank by degree",
    "groups by components",
];

/// Makes a database of datasets, imported one after the other.
fn import(path: &Path, datasets: &[&Dataset]) -> Database {
    let mut database = Database::create(path, &holder()).unwrap();
    for data in datasets {
        database.import(data, "import", &author()).unwrap();
    }
    database
}

fn answers(path: &Path) -> Vec<Result<Rows, String>> {
    let chancery = Chancery::open(path).unwrap();
    let ask = |question| chancery.ask(question).map(|answer| answer.rows);
    let answers = QUESTIONS.into_iter().map(ask);
    answers
        .map(|answer| answer.map_err(|error| error.to_string()))
        .collect()
}

/// Reads data files on the built-in ontology.
fn read(files: &[SourceFile]) -> Dataset {
    read_dataset(Chancery::ontology().unwrap(), files).unwrap()
}

/// Sees that a database holds a dataset, whichever way it is taken out, and that bringing the same
/// again, as it is and as the database gives it, adds nothing.
fn holds(path: &Path, database: Database, data: &Dataset) {
    let mut database = database;
    let text = write_dataset(data);
    assert_eq!(write_dataset(Chancery::open(path).unwrap().data()), text);
    assert_eq!(write_dataset(database.chancery().unwrap().data()), text);
    let holding = Holding::open(path.to_str().unwrap()).unwrap();
    assert_eq!(holding.to_ron().unwrap(), text);
    let folder = read(&holding.to_files().unwrap());
    assert_eq!(write_dataset(&folder), text);
    let file = read(&[SourceFile::new("all.ron", &text)]);
    let last = database.register().last();
    let before = answers(path);
    for again in [data, &folder, &file] {
        let brought = database.import(again, "again", &author()).unwrap();
        assert!(brought.entry.is_none(), "{:?}", brought.entry);
        assert_eq!((brought.added, brought.changed), (0, 0));
    }
    assert_eq!(database.register().last(), last);
    assert_eq!(answers(path), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn a_dataset_comes_out_as_it_went_in_and_goes_in_once(data in datasets()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.chancery");
        holds(&path, import(&path, &[&data]), &data);
    }

    #[test]
    fn the_order_of_files_does_not_matter_to_a_database(
        (data, shuffled) in datasets().prop_flat_map(|data| {
            let files = one_by_one(&write_dataset(&data));
            (Just(data), Just(files).prop_shuffle())
        }),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let [one, other] = ["a", "b"].map(|name| folder.path().join(name).with_extension("chancery"));
        let named = |(number, text)| SourceFile::new(format!("{number}.ron"), text);
        let files: Vec<SourceFile> = shuffled.into_iter().enumerate().map(named).collect();
        drop(import(&one, &[&data]));
        drop(import(&other, &[&read(&files)]));
        let digest = |path| Chancery::open(path).unwrap().digest(&Cancel::new()).unwrap();
        prop_assert_eq!(digest(&one), digest(&other));
        prop_assert_eq!(answers(&one), answers(&other));
    }
}

#[test]
fn batches_come_out_as_they_went_in_and_go_in_once() {
    for seed in 0..cases(6) {
        let mut dice = Dice::new(seed);
        let rows = 1 + dice.below(12);
        let mut world = World::random(&mut dice, 8, rows);
        let data = world.in_batches(&mut dice);
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).with_extension("chancery");
        holds(&path("rows"), import(&path("rows"), &[&data]), &data);

        let records = world.in_records();
        holds(
            &path("records"),
            import(&path("records"), &[&records]),
            &records,
        );
        assert_eq!(answers(&path("rows")), answers(&path("records")), "{seed}");

        world.shuffle(&mut dice);
        let shuffled = world.in_batches(&mut dice);
        drop(import(&path("shuffled"), &[&shuffled]));
        assert_eq!(answers(&path("rows")), answers(&path("shuffled")), "{seed}");
        let digest = |name| {
            Chancery::open(path(name))
                .unwrap()
                .digest(&Cancel::new())
                .unwrap()
        };
        assert_eq!(digest("rows"), digest("shuffled"), "{seed}");
    }
}

#[test]
fn what_is_imported_in_parts_is_what_is_imported_at_once() {
    for seed in 0..cases(6) {
        let mut dice = Dice::new(seed);
        let rows = 1 + dice.below(12);
        let world = World::random(&mut dice, 8, rows);
        let data = world.in_batches(&mut dice);
        let folder = tempfile::tempdir().unwrap();
        let [one, other] =
            ["a", "b"].map(|name| folder.path().join(name).with_extension("chancery"));
        drop(import(&one, &[&data]));
        // First without any relation, then with all.
        let bare = begun(&data).build().unwrap();
        drop(import(&other, &[&bare, &data, &bare]));
        assert_eq!(answers(&one), answers(&other), "{seed}");
        assert_eq!(
            Chancery::open(&other).unwrap().register().unwrap().last(),
            if data.relation_count() > 0 { 2 } else { 1 }
        );
    }
}
