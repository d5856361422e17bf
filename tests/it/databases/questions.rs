//! Questions about what was recorded, and about the database as it stood.

use chancery::analysis::Cancel;
use chancery::edtf::Moment;
use chancery::{Chancery, Error, Verdict};

use super::recorded;
use super::world::{folder, run};
use crate::program::Program;

#[test]
fn data_that_are_no_database_know_nothing_of_it() {
    for question in [
        "log",
        "history rwanda",
        "show rwanda as recorded at 2026-11-22",
    ] {
        let ran = Program::new(&["-c", question]).run();
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{question}");
        assert!(ran.err.contains("--into FILE.chancery"), "{}", ran.err);
    }
}

#[test]
fn an_unknown_record_is_told_the_nearest_one() {
    let error = recorded()
        .ask("history kagame-visit-kazakhstan-2015")
        .unwrap_err();
    let shown = error.diagnostics()[0].to_string();
    assert!(shown.contains("`kagame-visits-kazakhstan-2015`"), "{shown}");
    assert!(matches!(error, Error::Query { .. }));
}

#[test]
fn names_mean_what_they_meant_at_the_moment_asked_about() {
    let ask = |question: &str| recorded().ask(question).map(|answer| answer.total);
    assert_eq!(ask("find Ruritania of state").unwrap(), 1);
    assert!(ask("show ruritania as recorded at 2026-11-20").is_err());
    assert!(ask("show ruritania as recorded at 2026-11-21").is_ok());
    assert!(ask("show gazette").is_err());
    assert!(ask("show gazette as recorded at 2026-11-21T23:00").is_ok());
}

#[test]
fn a_handle_on_an_earlier_moment_answers_all_its_questions_so() {
    let then = Moment::end_of("2026-11-20").unwrap();
    let then = recorded().as_recorded_at(then).unwrap();
    let answer = then.ask("log").unwrap();
    assert_eq!(answer.total, 1);
    assert_eq!(answer.recorded_at, then.recorded_at());
    let later = then.ask("log as recorded at 2026-11-21").unwrap();
    assert_eq!(later.total, 4);
    let before = then.ask("log as recorded at 2026-11-19").unwrap();
    assert_eq!(before.total, 0);
}

#[test]
fn a_receipt_of_an_earlier_moment_holds_whatever_is_recorded_since() {
    let cancel = Cancel::new();
    let question = "timeline Kagame via visit during 2015 as recorded at 2026-11-20";
    let plan = recorded().plan(question).unwrap().unwrap();
    let answer = recorded().run(&plan, &cancel).unwrap();
    let receipt = recorded().receipt(&plan, &answer, &cancel).unwrap();
    assert!(
        receipt.question.ends_with("as recorded at 2026-11-20"),
        "{}",
        receipt.question
    );
    let replayed = recorded().replay(&receipt, &cancel).unwrap();
    assert_eq!(replayed.verdict(), Verdict::Agrees);
    let builtin = Chancery::builtin().unwrap();
    let elsewhere = builtin.replay(&receipt, &cancel).unwrap();
    assert_eq!(elsewhere.verdict(), Verdict::AnswerDiffers);
}

#[test]
fn the_third_clock_can_be_set_on_the_command_line_and_in_a_session() {
    let folder = folder();
    let new = super::world::small("2015-11", "Anna Berg");
    std::fs::write(folder.path().join("b.ron"), new).unwrap();
    let later = super::world::run_as(
        folder.path(),
        "bela",
        1_795_450_000,
        &["import", "b.ron", "--into", "a.chancery"],
    );
    assert_eq!(later.code, 0, "{}", later.err);
    let ask = |words: &[&str]| run(folder.path(), &[&["a.chancery"], words].concat()).out;
    let question = ["-c", "timeline", "--format", "csv"];
    assert!(ask(&question).contains(",2015-11,"));
    let then = ["--recorded-at", "2026-11-22"];
    assert!(ask(&[&question[..], &then].concat()).contains(",2015,"));
    let set = "set recorded-at 2026-11-22; timeline";
    assert!(ask(&["-c", set, "--format", "csv"]).contains(",2015,"));
    let json = ask(&["-c", set, "--format", "json"]);
    assert!(
        json.contains(r#""recorded_at":"2026-11-22T23:59:59Z""#),
        "{json}"
    );
}

#[test]
fn a_bare_by_before_an_author_is_mended() {
    let folder = folder();
    let ran = run(folder.path(), &["a.chancery", "-c", "log by ANNA last 2"]);
    let help = "perhaps `log made by ANNA last 2`";
    assert!(ran.err.contains(help), "{}", ran.err);
}

#[test]
fn a_database_as_it_stood_is_opened_by_a_setting() {
    let folder = folder();
    let ran = run(folder.path(), &["a.chancery@1", "-c", "log"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("`--recorded-at T`"), "{}", ran.err);
}
