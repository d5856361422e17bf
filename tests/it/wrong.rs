//! Wrong questions, and what is said about each: `tests/queries/wrong/*.txt`.
//!
//! A block begins with the question behind `? `; below it stands the diagnostic, up to a blank
//! line. `CHANCERY_UPDATE_GOLDEN=1` writes them anew; what it writes is to be read again.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use chancery::query::QueryError;
use chancery::{Chancery, query};

/// Returns the files of wrong questions, in order.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries/wrong");
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Returns the block for a question, as it should stand in its file.
fn block(chancery: &Chancery, question: &str) -> String {
    let plan = |question: &str| query::plan(question, chancery.world());
    let asked = plan(question);
    if let Err(QueryError::Advised { instead, .. }) = &asked {
        assert!(plan(instead).is_ok(), "{question}: {instead}");
    }
    let told = match asked {
        Ok(plan) => format!("no error, but {plan:?}"),
        Err(fault) => fault.diagnostic(question).to_string(),
    };
    format!("? {question}\n{told}\n")
}

#[test]
fn every_wrong_question_is_told_what_is_wrong() {
    let chancery = Chancery::builtin().unwrap();
    let mut number = 0;
    for file in files() {
        let wanted = fs::read_to_string(&file).unwrap();
        let questions = wanted.lines().filter_map(|line| line.strip_prefix("? "));
        let blocks: Vec<String> = questions.map(|asked| block(&chancery, asked)).collect();
        number += blocks.len();
        let told = blocks.join("\n");
        if std::env::var_os("CHANCERY_UPDATE_GOLDEN").is_some() {
            fs::write(&file, told).unwrap();
            continue;
        }
        assert!(told == wanted, "{} should be\n\n{told}", file.display());
    }
    assert!(number >= 80, "{number} wrong questions");
}
