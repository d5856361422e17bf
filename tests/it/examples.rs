//! Every example program runs, and says something to the point.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the folder in which Cargo put the example programs beside this test.
fn folder() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let deps = test.parent().unwrap();
    deps.parent().unwrap().join("examples")
}

#[track_caller]
fn check(example: &str, arguments: &[&str], expected: &[&str]) {
    let program = folder().join(format!("{example}{}", std::env::consts::EXE_SUFFIX));
    let output = Command::new(&program).args(arguments).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{example}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    for words in expected {
        assert!(
            told.contains(words),
            "{example} does not say `{words}`:\n{told}"
        );
    }
}

#[test]
fn introduce_names_the_people_between() {
    check(
        "introduce",
        &[],
        &["Sergey Lavrov →", "→ Ilham Aliyev", "Paul Kagame"],
    );
}

#[test]
fn agreements_of_a_pair_name_their_signatories() {
    check(
        "agreements_of_a_pair",
        &[],
        &["James Kabarebe", "Jeyhun Bayramov", "according to"],
    );
}

#[test]
fn own_importer_makes_a_graph_of_a_table() {
    check(
        "own_importer",
        &[],
        &["Grand Fenwick | state", "Freedonia", "1961-02-11"],
    );
}

#[test]
fn a_briefing_is_a_page_a_picture_and_a_graph() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    check(
        "briefing",
        &["Rwanda", "Azerbaijan", &path],
        &["Rwanda and Azerbaijan", "the graph leaves out"],
    );
    for (name, holds) in [
        ("briefing.html", "</html>"),
        ("network.svg", "</svg>"),
        ("network.gexf", "</gexf>"),
    ] {
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(text.contains(holds), "{name}");
    }
}

#[test]
fn petgraph_algorithm_finds_groups() {
    check(
        "petgraph_algorithm",
        &[],
        &["entities are linked", "groups", "components"],
    );
}

#[test]
fn custom_ontology_answers_in_its_own_words() {
    check("custom_ontology", &[], &["Strelsau", "town-twinning"]);
}

#[test]
fn answer_as_json_is_one_line() {
    check(
        "answer_as_json",
        &["date 2015"],
        &["{\"schema\":1,\"question\":\"date 2015\",\"kind\":\"date\""],
    );
}

#[test]
fn honest_dates_answer_in_three_values() {
    check("honest_dates", &[], &["certain", "possible", "impossible"]);
}

#[test]
fn two_clocks_tell_what_was_planned_and_what_was_held() {
    check(
        "two_clocks",
        &[],
        &["known by 2025-05-27: planned", "known by now: held"],
    );
}

#[test]
fn who_acted_names_those_who_acted_for_the_states() {
    check(
        "who_acted",
        &[],
        &["between the two themselves", "Sergey Lavrov", "for Russia"],
    );
}

#[test]
fn import_events_tells_of_every_row_and_finds_one_rwanda() {
    check(
        "import_events",
        &[],
        &[
            "events.tsv (quadruples): 4 rows",
            "rejected  1",
            "2014-01-15",
            "rwanda",
        ],
    );
}

#[test]
fn every_example_is_run_here() {
    let this = include_str!("examples.rs");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for entry in std::fs::read_dir(examples).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "rs") {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(this.contains(&format!("\"{name}\"")), "{name} is not run");
    }
}
