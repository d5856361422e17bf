//! Answers and data as files: `chancery export`, and `export` and `view` of the shell.

use std::fs;
use std::path::Path;

use chancery::files;
use chancery::text::visible;

use crate::exchange::linked::hostile;
use crate::laid_out::lay_out;
use crate::program::{Program, Ran};

/// Runs the program with these words.
fn run(words: &[&str]) -> Ran {
    Program::new(words).run()
}

/// Returns the text of a file in the home folder of a call.
fn text(home: &Path, name: &str) -> String {
    fs::read_to_string(home.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Checks that a call writes a file that holds this.
#[track_caller]
fn check(words: &[&str], name: &str, holds: &str) -> Ran {
    let ran = run(words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = text(ran.home.path(), name);
    let beginning: String = text.chars().take(400).collect();
    assert!(text.contains(holds), "{beginning}");
    ran
}

const PAIR: &str = "between Rwanda and Kazakhstan";

#[test]
fn the_name_of_a_file_tells_its_form() {
    check(
        &["export", "-c", PAIR, "--out", "a.html"],
        "a.html",
        "<title>",
    );
    check(
        &["export", "-c", PAIR, "--out", "a.md"],
        "a.md",
        "# Rwanda and Kazakhstan",
    );
    check(&["export", "-c", PAIR, "--out", "a.svg"], "a.svg", "<svg");
    check(&["export", "--out", "a.gexf"], "a.gexf", "gexf");
    check(&["export", "--out", "a.ron"], "a.ron", "entities: [");
}

#[test]
fn a_form_that_is_named_counts_more_than_the_name_of_the_file() {
    check(
        &["export", "svg", "-c", PAIR, "--out", "a.txt"],
        "a.txt",
        "<svg",
    );
    check(
        &["export", "ron", "--where", "via visit", "--out", "a.txt"],
        "a.txt",
        "visit",
    );
}

#[test]
fn a_picture_draws_what_suits_the_question_or_is_wished_for() {
    let drawn = |words: &[&str]| {
        let ran = run(&[&["export", "svg", "--out", "-"], words].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let usual = drawn(&["-c", "timeline Kagame"]);
    assert_eq!(
        usual,
        drawn(&["-c", "timeline Kagame", "--picture", "timeline"])
    );
    assert_ne!(
        usual,
        drawn(&["-c", "timeline Kagame", "--picture", "network"])
    );
    assert_ne!(usual, drawn(&["-c", "timeline Kagame", "--dark"]));
}

#[test]
fn what_is_exported_of_an_answer_is_what_stands_behind_it() {
    let ran = check(
        &[
            "export",
            "--where",
            "via visit during 2025",
            "--out",
            "a.ron",
        ],
        "a.ron",
        "kind: \"visit\"",
    );
    let ask = ["a.ron", "-c", "count by kind", "--format", "csv"];
    let again = Program::new(&ask).file("a.ron", &text(ran.home.path(), "a.ron"));
    let again = again.run();
    assert!(again.out.contains("visit,"), "{}", again.out);
    assert!(!again.out.contains("agreement,"), "{}", again.out);
}

#[test]
fn a_form_of_two_files_names_both_of_them() {
    for out in ["a.csv", "a", "a.nodes.csv"] {
        let ran = run(&["export", "csv", "--where", "via visit", "--out", out]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for name in ["a.nodes.csv", "a.edges.csv"] {
            assert!(ran.home.path().join(name).exists(), "{out}: no {name}");
        }
    }
    let words = [
        "export",
        "neo4j",
        "--where",
        "via visit",
        "--out",
        "a.neo4j",
    ];
    let home = run(&words).home;
    assert!(home.path().join("a.neo4j-nodes.csv").exists());
    let ran = run(&["export", "csv", "--out", "-"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.err.contains("do not fit into standard output"),
        "{}",
        ran.err
    );
}

#[test]
fn what_a_form_has_no_place_for_is_told_unless_silence_is_wished_for() {
    let words = ["export", "dot", "--out", "a.dot"];
    let ran = run(&words);
    assert!(
        ran.err.contains("left out, for dot has no place for it: "),
        "{}",
        ran.err
    );
    let ran = run(&[&words[..], &["--quiet"]].concat());
    assert_eq!(ran.err, "");
    assert_eq!(run(&["export", "--out", "a.ron"]).err, "");
}

/// Returns the names of all forms, as the program lists them.
fn forms() -> Vec<String> {
    let listed = run(&["help", "exports", "--width", "200"]).out;
    let names = listed
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

/// The forms that standard output cannot take: several files, or bytes that are no text.
const FILES_ONLY: [&str; 3] = ["csv", "neo4j", "png"];

#[test]
fn every_form_goes_to_standard_output_or_names_its_files() {
    let forms = forms();
    assert!(forms.len() >= 14, "{forms:?}");
    for form in &forms {
        let ran = run(&["export", form, "-c", PAIR, "--out", "a"]);
        assert_eq!(ran.code, 0, "{form}: {}", ran.err);
        if FILES_ONLY.contains(&form.as_str()) {
            continue;
        }
        let shown = run(&["export", form, "-c", PAIR, "--out", "-"]);
        assert_eq!(shown.code, 0, "{form}: {}", shown.err);
        assert_eq!(shown.out, text(ran.home.path(), "a"), "{form}");
    }
}

#[test]
fn hostile_names_leave_in_every_form_and_steer_nothing() {
    let records = files::write_dataset(&hostile());
    for form in forms() {
        let words = ["export", form.as_str(), "h.ron", "--out", "a"];
        let ran = Program::new(&words).file("h.ron", &records).run();
        assert_eq!(ran.code, 0, "{form}: {}", ran.err);
        if ["svg", "html", "md"].contains(&form.as_str()) {
            let written = text(ran.home.path(), "a");
            let raw = written.lines().find(|line| visible(line) != *line);
            assert_eq!(raw, None, "{form}");
            assert!(!written.contains("<script>alert"), "{form}");
        }
    }
}

#[test]
fn a_database_is_exported_as_it_stood() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let import = |clauses: &str, day: &str| {
        let (part, base) = (at("part.ron"), at("a.chancery"));
        let words = ["export", "--where", clauses, "--out", &part, "--force"];
        assert_eq!(run(&words).code, 0);
        let ran = Program::new(&["import", &part, "--into", &base]);
        let ran = ran.env("SOURCE_DATE_EPOCH", day).run();
        assert_eq!(ran.code, 0, "{}", ran.err);
    };
    import("via visit", "1795000000");
    import("via sanction or via agreement", "1795200000");
    let exported = |words: &[&str]| {
        let ran = run(&[&["export", "ron", "--out", "-"], words].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let base = at("a.chancery");
    let now = exported(&[&base]);
    let (first, then) = (format!("{base}@1"), "2026-11-18T12:00");
    assert!(now.contains("kind: \"agreement\""));
    for early in [
        exported(&[&first]),
        exported(&[&base, "--recorded-at", then]),
        exported(&[&first, "-c", "timeline"]),
        exported(&[&base, "--recorded-at", then, "--where", ""]),
    ] {
        assert!(early.contains("kind: \"visit\""));
        assert!(!early.contains("kind: \"agreement\""));
    }
}

#[test]
fn what_is_said_of_pictures_suits_pictures_alone() {
    for flag in [&["--dark"][..], &["--picture", "chains"]] {
        let ran = run(&[&["export", "gexf", "--out", "a.gexf"], flag].concat());
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("is for pictures"), "{}", ran.err);
    }
    let words = ["export", "png", "-c", PAIR, "--font", "a.ttf", "--out", "a"];
    let ran = Program::new(&words).file("a.ttf", "no font").run();
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains("font file 1 is no font that can be read"),
        "{}",
        ran.err
    );
}

#[test]
fn a_folder_is_no_file_that_could_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    let ran = run(&["export", "gexf", "--out", &out, "--force"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("` is a folder"), "{}", ran.err);
}

#[test]
fn a_file_of_another_program_is_sent_to_the_import() {
    let ran = Program::new(&["check", "a.gexf"]).file("a.gexf", "<gexf/>");
    let ran = ran.run();
    assert_eq!(ran.code, 2, "{}", ran.err);
    let told = "`chancery import --dry-run a.gexf` tells";
    assert!(ran.err.contains(told), "{}", ran.err);
}

#[test]
fn an_unknown_form_is_told_the_nearest() {
    let ran = run(&["export", "gexff", "builtin", "--out", "a.x"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("the nearest is `gexf`"), "{}", ran.err);
    let ran = run(&["export", "gexff", "--out", "a.x"]);
    assert!(ran.err.contains("the nearest is `gexf`"), "{}", ran.err);
    let ran = run(&["export", "--out", "a.pdf"]);
    assert!(ran.err.contains("browsers print"), "{}", ran.err);
    let script = format!("{PAIR}\nexport svg\nexport gexff a.x\nexport a.pdf\n");
    let ran = Program::new(&["--no-bail"]).input(&script).run();
    for told in ["lacks a word", "the nearest is `gexf`", "browsers print"] {
        assert!(ran.err.contains(told), "{}", ran.err);
    }
}

#[test]
fn a_count_has_nothing_to_draw() {
    let ran = run(&["export", "svg", "-c", "count by kind", "--out", "a.svg"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains("no relations behind an answer to `count`"),
        "{}",
        ran.err
    );
    assert!(!ran.home.path().join("a.svg").exists());
}

#[test]
fn more_than_a_page_has_room_for_is_refused_with_clauses_that_leave_less() {
    // Three events a day: equal rows would be one relation.
    let day = |at: u32| {
        let (year, month) = (2012 + at / 3 / 336, 1 + at / 3 / 28 % 12);
        format!("{year}-{month:02}-{:02}", 1 + at / 3 % 28)
    };
    let event = |at: u32| {
        let kind = ["Make statement", "Consult", "Express intent to cooperate"][at as usize % 3];
        format!("Ruritania\t{kind}\tFreedonia\t{}\n", day(at))
    };
    let events: String = (0..14_000).map(event).collect();
    let words = ["export", "html", "events.tsv", "--out", "a.html"];
    let ran = Program::new(&words).file("events.tsv", &events).run();
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains("14000 relations are too many"),
        "{}",
        ran.err
    );
    assert!(!ran.home.path().join("a.html").exists());
    let help = ran.err.lines().find_map(|line| line.split_once("help: "));
    let (_, proposals) = help.unwrap();
    for proposal in proposals.split(", ") {
        let (clause, left) = proposal.split_once("` leaves ").unwrap();
        let question = format!("count by kind {}", clause.trim_matches('`'));
        let question = question.replace("count by kind last", "timeline last");
        let ask = ["events.tsv", "-c", &question, "--format", "jsonl"];
        let asked = Program::new(&ask).file("events.tsv", &events).run();
        let rows = asked.out.lines().map(count_of);
        assert_eq!(
            rows.sum::<u64>(),
            left.parse::<u64>().unwrap(),
            "{proposal}"
        );
    }
}

/// Returns what a row of a count counts; one for any other row.
fn count_of(line: &str) -> u64 {
    let row: serde_json::Value = serde_json::from_str(line).unwrap();
    row["count"].as_u64().unwrap_or(1)
}

#[test]
fn the_shell_exports_the_last_answer_and_replaces_nothing_unasked() {
    let script = format!("{PAIR}\nexport a.html\nexport svg b.txt\nexport a.html\n");
    let ran = Program::new(&[]).input(&script).run();
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains("`export a.html!` replaces it"),
        "{}",
        ran.err
    );
    assert!(text(ran.home.path(), "a.html").contains("<title>"));
    assert!(text(ran.home.path(), "b.txt").contains("<svg"));
    let ran = Program::new(&["-c", "export a.html"]).run();
    assert!(ran.err.contains("there is no answer yet"), "{}", ran.err);
}

#[test]
fn view_hands_a_page_to_the_browser() {
    let browser = "#!/bin/sh\ncp \"$1\" seen.html\n";
    let program = Program::new(&["-c", PAIR, "-c", "view"]).file("browser", browser);
    let path = program.home().join("browser").display().to_string();
    let ran = program.env("BROWSER", &format!("sh {path}")).run();
    assert_eq!(ran.code, 0, "{}", ran.err);
    let seen = ran.home.path().join("seen.html");
    // The browser runs by itself; nobody waits for it.
    for _ in 0..200 {
        if fs::read_to_string(&seen).is_ok_and(|page| page.contains("</html>")) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("the browser saw nothing: {}", ran.err);
}

#[test]
fn where_no_browser_can_be_started_the_page_is_named() {
    let ran = Program::new(&["-c", PAIR, "-c", "view timeline"]).run();
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("no browser can be started here; open "),
        "{}",
        ran.err
    );
    assert!(ran.err.trim_end().ends_with("timeline.svg"), "{}", ran.err);
}

#[test]
fn a_damaged_database_leaves_no_file_that_looks_whole() {
    let builtin = chancery::Chancery::builtin().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.chancery");
    drop(lay_out(&database, builtin.data()));
    let sound = fs::read(&database).unwrap();
    let export = |name: &str| {
        let path = |name: &str| folder.path().join(name).display().to_string();
        let out = path(name);
        let words = ["export", "jsonld", &path("a.chancery"), "--out", &out];
        let ran = run(&words);
        (ran.code, ran.err, fs::read(folder.path().join(name)).ok())
    };
    let (_, _, whole) = export("whole.jsonld");
    assert!(whole.is_some());
    let mut refused = 0;
    for eighth in 1..8 {
        let mut damaged = sound.clone();
        let at = damaged.len() * eighth / 8;
        damaged[at] ^= 0xff;
        fs::write(&database, damaged).unwrap();
        let (code, err, written) = export(&format!("{eighth}.jsonld"));
        if code == 0 {
            assert!(written == whole, "byte {at}");
        } else {
            refused += 1;
            assert!(err.contains("damaged"), "{err}");
            assert_eq!(written, None, "byte {at}");
        }
    }
    assert!(refused > 0);
}
