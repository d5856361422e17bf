//! The examples of help: each of them runs on the built-in data, recorded in a database, and finds
//! something.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chancery::query::language::{CLAUSES, VERBS};

use crate::databases;
use crate::program::Program;

/// Returns every example of the language.
fn examples() -> impl Iterator<Item = &'static str> {
    let of_verbs = VERBS.iter().flat_map(|verb| verb.examples);
    of_verbs
        .chain(CLAUSES.iter().flat_map(|clause| clause.examples))
        .copied()
}

#[test]
fn every_example_finds_something() {
    let mut session = databases::recorded().session();
    let cancel = chancery::analysis::Cancel::new();
    let mut found_nothing = Vec::new();
    for example in examples() {
        if example.starts_with("why ") {
            // `why 1` asks about a row of an earlier answer.
            session.ask("timeline Kagame", &cancel).unwrap();
        }
        match session.ask(example, &cancel) {
            Ok(Some(answer)) if !answer.rows.is_empty() => {}
            Ok(_) => found_nothing.push(example.to_owned()),
            Err(error) => found_nothing.push(error.diagnostics()[0].to_string()),
        }
    }
    assert!(found_nothing.is_empty(), "{}", found_nothing.join("\n"));
}

#[test]
fn the_program_lists_the_examples_as_they_can_be_typed() {
    let listed = Program::new(&["help", "examples"]).run().out;
    for example in VERBS.iter().flat_map(|verb| verb.examples) {
        assert!(
            listed.lines().any(|line| line.trim() == *example),
            "{example}"
        );
    }
}
