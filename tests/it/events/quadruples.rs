//! Quadruples of our own making.

use std::fs;

use chancery::edtf::Day;
use chancery::import::{Input, Quadruples, Unit};
use chancery::model::Nature;

use super::world::{World, imported};

fn text(rows: &str) -> World {
    World::text(&Quadruples::new(), "graph.tsv", rows)
}

#[test]
fn labels_of_cameo_are_event_data_and_merge() {
    let world = text(
        "Ruritania\tMake a visit\tFreedonia\t2018-06-01\n\
         Freedonia\tHost a visit\tRuritania\t2018-06-01\n\
         Freedonia\tMake statement, not specified below\tRuritania\t2018-06-01\n",
    );
    assert_eq!(world.counts(), [3, 2, 1, 0, 0]);
    let lines: Vec<String> = world.lines().into_iter().collect();
    assert_eq!(
        lines,
        [
            "2018-06-01 statement (Make statement): speaker freedonia, subject ruritania",
            "2018-06-01 visit (-): host freedonia, visitor ruritania",
        ]
    );
}

#[test]
fn other_relations_become_kinds_and_rows_stay_apart() {
    let world = text(
        "source\ttarget\ttype\tday\n\
         a\tb\tLent money to\t1931-05-11\n\
         a\tb\tLent money to\t1931-05-11\n\
         b\ta\tvisit\t1931-05-12\n\
         b\ta\tattack\t1931-05-13\n",
    );
    assert_eq!(world.counts(), [4, 4, 0, 0, 0]);
    let kinds: Vec<&str> = world
        .data
        .ontology()
        .added()
        .map(|kind| kind.id.as_str())
        .collect();
    // `attack` is another word for an assault, and means that in questions.
    assert_eq!(kinds, ["lent-money-to", "attack-2"]);
    let lines: Vec<String> = world.lines().into_iter().collect();
    assert_eq!(
        lines,
        [
            "1931-05-11 lent-money-to (-): source a, target b",
            "1931-05-12 visit (-): host a, visitor b",
            "1931-05-13 attack-2 (-): source b, target a",
        ]
    );
}

#[test]
fn the_nature_of_other_relations_may_be_given() {
    let format = Quadruples::new().with_nature(Nature::Tie);
    let world = World::text(&format, "graph.tsv", "a\tmarried\tb\t1931-05-11\n");
    let kind = world.data.ontology().added().next().unwrap().clone();
    assert_eq!((kind.id.as_str(), kind.nature), ("married", Nature::Tie));
}

#[test]
fn columns_and_time_may_be_given() {
    let format = Quadruples::new()
        .with_columns([3, 2, 1, 0])
        .with_time(Unit::Days, Day::from_ymd(1900, 1, 1).unwrap());
    let world = World::text(&format, "graph.tsv", "31\tb\tmet\ta\textra\n");
    let lines: Vec<String> = world.lines().into_iter().collect();
    assert_eq!(lines, ["1900-02-01 met-2 (-): source a, target b"]);
}

#[test]
fn numbers_are_named_by_the_tables_beside_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("train.txt");
    fs::write(
        folder.path().join("entity2id.txt"),
        "Ruritania\t0\t\r\nFreedonia\t1\t\r\n",
    )
    .unwrap();
    fs::write(folder.path().join("relation2id.txt"), "Consult\t0\t\r\n").unwrap();
    fs::write(
        &path,
        "0  \t0\t1  \t24\t-1\n0\t0\t7\t24\t-1\n0\t3\t1\t24\t-1\n0\t0\t1\n",
    )
    .unwrap();
    let format = Quadruples::new().with_time(Unit::Hours, Day::from_ymd(2018, 1, 1).unwrap());
    let world = World::at(&format, &path);
    assert_eq!(world.counts(), [4, 1, 0, 0, 3]);
    assert_eq!(
        world.faults(),
        [
            (2, "no entity has the number `7`"),
            (3, "no relation has the number `3`"),
            (4, "the row has 3 columns instead of 5"),
        ]
    );
    let lines: Vec<String> = world.lines().into_iter().collect();
    assert_eq!(
        lines,
        ["2018-01-02 meeting (Consult): participant freedonia, participant ruritania"]
    );
}

#[test]
fn numbers_of_time_without_an_origin_are_not_guessed_at() {
    let input = Input::of_bytes("graph.tsv", "a\tmet\tb\t24\n");
    let error = imported(&Quadruples::new(), input).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the time `24` is a number, and its origin is not known"
    );
}

#[test]
fn a_row_at_fault_is_told_and_the_others_are_kept() {
    let world = text(
        "a\tConsult\tb\t2018-06-01\n\
         a\tConsult\tb\t20149999\n\
         a\tConsult\t\t2018-06-01\n\
         a\t\tb\t2018-06-01\n\
         a\tConsult\tb\t2018-06-01\textra\n\
         a\tConsult\ta\t2018-06-01\n\
         \n\
         b\tConsult\tc\u{a0}\t2018-06-01\n",
    );
    assert_eq!(world.counts(), [7, 2, 0, 1, 4]);
    assert_eq!(
        world.faults(),
        [
            (2, "`20149999` is no day"),
            (3, "a party is missing"),
            (4, "the relation is missing"),
            (5, "the row has 5 columns instead of 4"),
        ]
    );
    assert!(world.data.entity_ix("c").is_some());
}
