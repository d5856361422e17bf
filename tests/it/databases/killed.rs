//! The program is killed while edits are piped into it: what it acknowledged is there, whole.
//!
//! The long run is `CHANCERY_KILLS=1000 cargo test --release --test it databases::killed`.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use chancery::{Chancery, Database};

use super::world::folder;
use crate::dice::Dice;
use crate::program::bare;
use crate::store::{Other, kills};

/// How often the program is killed before a new database is begun.
const KILLS_OF_A_FILE: usize = 50;
/// The most edits that it may have acknowledged before it is killed.
const EDITS: usize = 12;

/// Returns the edit of a number, and the id that it is acknowledged with.
fn edit(number: u32) -> (String, String) {
    match number % 4 {
        0 => (
            format!("add entity place-{number} kind place name \"Place {number}\" alias P{number}"),
            format!("place-{number}"),
        ),
        1 => (
            format!("add source source-{number} title \"Source {number}\""),
            format!("source-{number}"),
        ),
        2 => (
            format!("correct berg-visits date 2015-{:02}", 1 + number % 12),
            "berg-visits".to_owned(),
        ),
        _ => (
            format!("record meeting anna-berg, ruritania on 2015 from gazette id talks-{number}"),
            format!("talks-{number}"),
        ),
    }
}

/// Starts the program with edits from a number on, more of them than it will live to read.
fn start(folder: &Path, first: u32) -> Other {
    let mut command = bare(folder);
    command
        .args(["a.chancery", "-"])
        .env("CHANCERY_AUTHOR", "anna")
        .env("SOURCE_DATE_EPOCH", "1795450000")
        .stdin(Stdio::piped())
        .stderr(Stdio::null());
    let mut other = Other::heard(command);
    let mut input = other.child.stdin.take().unwrap();
    std::thread::spawn(move || {
        for number in first..first + 5_000 {
            if writeln!(input, "{}", edit(number).0).is_err() {
                return;
            }
        }
    });
    other
}

/// Lets the program acknowledge some edits, kills it, and returns the number of the last entry that
/// it acknowledged.
fn killed(folder: &Path, last: u32, dice: &mut Dice) -> u32 {
    let mut other = start(folder, last + 1);
    let mut acknowledged = last;
    let mut count = |said: String| {
        acknowledged += 1;
        let id = edit(acknowledged).1;
        assert_eq!(said, format!("{id} {acknowledged}"));
    };
    for _ in 0..=dice.below(EDITS) {
        count(other.hear("").expect("the program ended by itself"));
    }
    std::thread::sleep(Duration::from_micros(dice.below(20_000) as u64));
    other.child.kill().unwrap();
    // What it said before it died is still on its way.
    while let Some(said) = other.hear("") {
        count(said);
    }
    other.child.wait().unwrap();
    acknowledged
}

/// Returns the number of the last entry, and sees that each is what was typed, and whole.
fn found(path: &Path) -> u32 {
    let checked = Database::check(path, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(checked.damages, []);
    let chancery = Chancery::open(path).unwrap();
    let register = chancery.register().unwrap();
    for entry in &register.entries()[1..] {
        let (words, id) = edit(entry.number);
        assert_eq!(entry.words, words);
        assert_eq!(entry.changes.len(), 1, "{words}");
        let key = &entry.changes[0].keys()[0];
        assert_eq!(key.name(), id);
        assert!(register.state().holds(key), "{words}");
    }
    let relations = chancery.ask("timeline ruritania").unwrap().total;
    let talks = (2..=register.last()).filter(|number| number % 4 == 3);
    assert_eq!(relations, 1 + talks.count() as u64);
    register.last()
}

#[test]
fn a_program_that_is_killed_loses_no_edit_that_it_acknowledged() {
    let kills = kills(15);
    let mut dice = Dice::new(15);
    for file in 0..kills.div_ceil(KILLS_OF_A_FILE) {
        let folder = folder();
        let path = folder.path().join("a.chancery");
        let mut last = 1;
        for _ in 0..KILLS_OF_A_FILE.min(kills - file * KILLS_OF_A_FILE) {
            let acknowledged = killed(folder.path(), last, &mut dice);
            last = found(&path);
            // One more may be safe that it had no time to acknowledge.
            let both = acknowledged..=acknowledged + 1;
            assert!(both.contains(&last), "{last} after {acknowledged}");
        }
    }
}
