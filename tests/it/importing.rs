//! `import` and opening as a user does them: report, exit codes, what is written, and what is not.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed"
)]

use std::fmt::Write;
use std::fs;

use crate::program::{Program, Ran, here};

/// A small file with one line at fault.
const PEOPLE: &str = "examples/data/ruritania.ftm.json";
/// A file without faults.
const ANNA: &str = r#"{"id":"a","schema":"Person","properties":{"name":["Anna Berg"]}}"#;

/// Returns a call with the small file in the folder in which the program runs.
fn program(words: &[&str]) -> Program {
    let text = fs::read_to_string(here(PEOPLE)).unwrap();
    Program::new(words).file("people.json", &text)
}

/// Returns the names of what lies at home, in order.
fn at_home(ran: &Ran) -> Vec<String> {
    let entries = fs::read_dir(ran.home.path()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Returns the text of so many people, a line each.
pub(crate) fn crowd(people: usize) -> String {
    let mut text = String::new();
    for number in 0..people {
        let name = format!("Person Number{number}");
        writeln!(
            text,
            r#"{{"id":"p{number}","schema":"Person","properties":{{"name":["{name}"]}}}}"#
        )
        .unwrap();
    }
    text
}

#[test]
fn an_import_tells_what_became_of_each_row_and_writes_the_rest() {
    let ran = program(&["import", "people.json", "--into", "out.ron"]).run();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    for part in [
        "people.json (ftm): 16 rows, 6 relations\n  kept      12\n  merged    1\n",
        "skipped   1: a post, but nobody who held it",
        "people.json:16:73: the line ends within the entity",
        "note      line 9: `Occupancy` without `post`",
    ] {
        assert!(ran.out.contains(part), "{part}\n--\n{}", ran.out);
    }
    let written = ran.home.path().join("out.ron");
    let checked = Program::new(&["check", written.to_str().unwrap()]).run();
    assert_eq!(checked.code, 0, "{}", checked.out);
    let question = ["-c", "who \"foreign minister\" during 1895"];
    let words = [&[written.to_str().unwrap()][..], &question].concat();
    let asked = Program::new(&words).run();
    assert!(asked.out.contains("Fritz von Tarlenheim"), "{}", asked.out);
}

#[test]
fn importing_twice_writes_the_same() {
    let written = || {
        let ran = program(&["import", "ftm", "people.json", "--into", "out.ron"]).run();
        fs::read_to_string(ran.home.path().join("out.ron")).unwrap()
    };
    assert_eq!(written(), written());
}

#[test]
fn nothing_is_written_over_unless_wished_for() {
    let words = ["import", "people.json", "--into", "out.ron"];
    let ran = program(&words).file("out.ron", "mine").run();
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("`out.ron` is there already") && ran.err.contains("--force"),
        "{}",
        ran.err
    );
    assert_eq!(
        fs::read_to_string(ran.home.path().join("out.ron")).unwrap(),
        "mine"
    );
    let forced = program(&[&words[..], &["--force"]].concat())
        .file("out.ron", "mine")
        .run();
    assert_eq!(forced.code, 0, "{}", forced.err);
    let listed = program(&[&words[..], &["--rejects", "r"]].concat())
        .file("r", "mine")
        .run();
    assert_eq!(listed.code, 2);
}

#[test]
fn a_strict_import_stops_at_the_first_row_at_fault_and_writes_nothing() {
    let words = ["import", "people.json", "--strict", "--into", "out.ron"];
    let ran = program(&words).run();
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(
        ran.err.contains("people.json:16:73: the line ends"),
        "{}",
        ran.err
    );
    assert_eq!(at_home(&ran), ["people.json"]);
}

#[test]
fn every_row_at_fault_is_listed_however_many() {
    let lines = format!("{ANNA}\n{}", "{\n".repeat(150));
    let words = [
        "import",
        "a.json",
        "--rejects",
        "rejects.txt",
        "--into",
        "out.ron",
    ];
    let ran = Program::new(&words).file("a.json", &lines).run();
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("rejected  150") && ran.out.contains("… and 130 more"),
        "{}",
        ran.out
    );
    let listed = fs::read_to_string(ran.home.path().join("rejects.txt")).unwrap();
    assert_eq!(listed.lines().count(), 150);
    assert!(listed.starts_with("a.json:2:"), "{listed}");
}

#[test]
fn a_dry_run_writes_nothing_and_finds_rows_at_fault() {
    let ran = program(&["import", "people.json", "--dry-run"]).run();
    assert_eq!(ran.code, 4);
    assert_eq!(at_home(&ran), ["people.json"]);
    let clean = Program::new(&["import", "--dry-run", "a.json"])
        .file("a.json", ANNA)
        .run();
    assert_eq!((clean.code, clean.err.as_str()), (0, ""));
}

#[test]
fn an_import_may_be_added_to_other_data() {
    let words = [
        "import",
        "people.json",
        "--with",
        "builtin",
        "--into",
        "out.ron",
    ];
    let ran = program(&words).run();
    assert_eq!(ran.code, 0, "{}", ran.err);
    let written = fs::read_to_string(ran.home.path().join("out.ron")).unwrap();
    assert!(written.contains("\"paul-kagame\"") && written.contains("\"rudolf-elphberg\""));
}

#[test]
fn standard_input_can_be_imported() {
    let ran = Program::new(&["import", "-", "--dry-run"])
        .input(ANNA)
        .run();
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out
            .starts_with("standard input (ftm): 1 row, 0 relations\n"),
        "{}",
        ran.out
    );
}

#[test]
fn wrong_words_are_told_before_anything_is_read() {
    let code_and_fault = |words: &[&str]| {
        let ran = program(words).run();
        (ran.code, ran.err)
    };
    let (code, fault) = code_and_fault(&["import", "people.json"]);
    assert!(code == 2 && fault.contains("--into"), "{fault}");
    let (code, fault) = code_and_fault(&["import", "ftm", "--dry-run"]);
    assert!(code == 2 && fault.contains("./ftm"), "{fault}");
    let times = ["--unit", "days", "--origin", "1995", "--dry-run"];
    let (code, fault) = code_and_fault(&[&["import", "people.json"][..], &times].concat());
    assert!(code == 2 && fault.contains("no single day"), "{fault}");
    let times = ["--unit", "days", "--origin", "1995-01-01", "--dry-run"];
    let (code, fault) = code_and_fault(&[&["import", "ftm", "people.json"][..], &times].concat());
    assert!(code == 2 && fault.contains("quadruples"), "{fault}");
    let (code, fault) = code_and_fault(&["import", "nowhere", "--dry-run"]);
    assert!(
        code == 3 && fault.contains("cannot read `nowhere`"),
        "{fault}"
    );
}

#[test]
fn a_file_that_nobody_knows_is_told_with_what_was_looked_for() {
    let program = Program::new(&["import", "notes.txt", "--dry-run"]);
    let ran = program.file("notes.txt", "Rudolf came to tea\n").run();
    assert_eq!(ran.code, 3);
    assert!(
        ran.err.contains("Rudolf came to tea") && ran.err.contains("`ftm` reads"),
        "{}",
        ran.err
    );
}

#[test]
fn the_formats_are_listed() {
    let ran = Program::new(&["formats"]).run();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out.lines().any(|line| line.starts_with("ftm ")),
        "{}",
        ran.out
    );
}

#[test]
fn a_table_is_read_by_a_mapping_of_its_columns() {
    let table = "who,where,day\nPaul Kagame,Rwanda,19 Feb 2008\n";
    let mapping = r#"(
        name: "trips",
        source: (title: "Trips"),
        entities: {
            "visitor": (kind: "person", name: "{who}"),
            "host": (kind: "state", name: "{where}"),
        },
        relations: [(
            kind: "visit",
            parties: {"visitor": ["visitor"], "host": ["host"]},
            when: (on: [(text: "{day}")]),
        )],
    )"#;
    let call = |words: &[&str]| {
        let all = [&["import", "trips.csv", "--dry-run", "--mapping"], words].concat();
        Program::new(&all)
            .file("trips.csv", table)
            .file("m.ron", mapping)
            .run()
    };
    let ran = call(&["m.ron"]);
    assert!(
        ran.code == 0 && ran.out.contains("1 row, 1 relation"),
        "{}{}",
        ran.out,
        ran.err
    );
    let unknown = call(&["nowhere.ron"]);
    assert!(
        unknown.code == 3 && unknown.err.contains("nowhere.ron"),
        "{}",
        unknown.err
    );
    let both = call(&["m.ron", "--unit", "days", "--origin", "2000-01-01"]);
    assert_eq!(both.code, 2);
}

#[test]
fn files_of_several_formats_open_together_and_tell_what_they_left_out() {
    let words = [
        "builtin",
        "people.json",
        "-c",
        "find Elphberg",
        "-c",
        "find Kagame",
    ];
    let ran = program(&words).run();
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("rudolf-elphberg") && ran.out.contains("paul-kagame"),
        "{}",
        ran.out
    );
    let told = "1 of 16 rows of people.json is left out; `chancery import --dry-run people.json` tells why\n";
    assert_eq!(ran.err, told);
    let quiet = program(&[&["-q"], &words[..]].concat()).run();
    assert_eq!(quiet.err, "");
}

#[test]
fn mistakes_in_our_own_files_are_no_rows_to_be_left_out() {
    let own = "(entities: [(id: \"a\", kind: \"stat\", name: \"A\")])";
    let words = ["own.ron", "people.json", "-c", "count by kind"];
    let ran = program(&words).file("own.ron", own).run();
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("own.ron:1:"), "{}", ran.err);
}

#[test]
fn nothing_moves_where_there_is_no_terminal() {
    let words = ["import", "crowd.json", "--dry-run"];
    let ran = Program::new(&words)
        .file("crowd.json", &crowd(20_000))
        .run();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("kept      20,000"), "{}", ran.out);
}
