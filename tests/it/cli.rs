//! The whole program: flags, exit codes, streams, pipes, subcommands.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::program::{Program, bare, here};

/// A question with answers, in any data.
const QUESTION: &str = "count by kind";

/// Checks exit code and streams; what should be in a stream is given by one of its parts.
#[track_caller]
fn check(program: Program, code: i32, out: &str, err: &str) {
    let ran = program.run();
    let shown = format!(
        "exit {}\n--- out\n{}\n--- err\n{}",
        ran.code, ran.out, ran.err
    );
    assert_eq!(ran.code, code, "{shown}");
    assert!(
        ran.out.contains(out) && (!out.is_empty() || ran.out.is_empty()),
        "{shown}"
    );
    assert!(
        ran.err.contains(err) && (!err.is_empty() || ran.err.is_empty()),
        "{shown}"
    );
}

#[test]
fn a_question_is_answered_on_standard_output_alone() {
    check(
        Program::new(&["-c", "find Kagame"]),
        0,
        "Paul Kagame | person | paul-kagame",
        "",
    );
}

#[test]
fn several_questions_and_scripts_are_answered_in_order() {
    let program = Program::new(&["-c", "date 2015", "-f", "script", "-c", "date 2017"]);
    let ran = program.file("script", "date 2016\n").run();
    let years: Vec<&str> = ran
        .out
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(years, ["2015", "2016", "2017"]);
}

#[test]
fn piped_input_is_a_script_without_banner_and_prompt() {
    for words in [&[][..], &["-"], &["-f", "-"]] {
        let program = Program::new(words).input("# a comment\n\nfind Kagame");
        check(program, 0, "Paul Kagame", "");
    }
}

#[test]
fn empty_input_is_no_mistake() {
    check(Program::new(&[]), 0, "", "");
}

#[test]
fn a_question_that_fails_exits_with_1_and_points_at_the_word() {
    check(
        Program::new(&["-c", "show Nduhungirhe"]),
        1,
        "",
        "     ^^^^^^^^^^^\n   = help: the nearest name",
    );
}

#[test]
fn a_script_stops_at_the_first_error_unless_told_otherwise() {
    let script = "date 2015\nbogus\ndate 2016\n";
    let stopped = Program::new(&["-"]).input(script).run();
    assert_eq!((stopped.code, stopped.out.lines().count()), (1, 1));
    assert!(
        stopped.err.contains("--> standard input:2:1"),
        "{}",
        stopped.err
    );
    let went_on = Program::new(&["--no-bail", "-"]).input(script).run();
    assert_eq!((went_on.code, went_on.out.lines().count()), (1, 2));
}

#[test]
fn a_word_is_never_guessed_in_a_script() {
    check(
        Program::new(&["-c", "timelin Kagame"]),
        1,
        "",
        "the nearest verb is `timeline`",
    );
}

#[test]
fn wrong_usage_exits_with_2() {
    check(Program::new(&["--fromat", "json"]), 2, "", "--format");
    check(
        Program::new(&["--format", "jsno"]),
        2,
        "",
        "the nearest is `json`",
    );
    check(
        Program::new(&["--timeout", "0", "-c", QUESTION]),
        2,
        "",
        "above 0",
    );
    check(Program::new(&["--limit", "0"]), 2, "", "rows above 0");
    check(Program::new(&["check"]), 2, "", "<FILE>");
    check(
        Program::new(&["-c", "set fromat json"]),
        2,
        "",
        "there is no setting `fromat`",
    );
    check(
        Program::new(&["-c", "help timelin"]),
        2,
        "",
        "the nearest word is `timeline`",
    );
}

#[test]
fn data_that_cannot_be_read_exits_with_3() {
    check(
        Program::new(&["nowhere.ron", "-c", QUESTION]),
        3,
        "",
        "cannot read `nowhere.ron`",
    );
    check(
        Program::new(&["-f", "nowhere"]),
        3,
        "",
        "cannot read `nowhere`: no such file",
    );
    check(Program::new(&["."]), 3, "", "no `.ron` file");
    check(
        Program::new(&["-"]).input(b"date 2015\n\xff\n"),
        3,
        "2015",
        "line 2 of `standard input`",
    );
}

#[test]
fn invalid_data_exits_with_3_and_names_the_place() {
    let broken = "(entities: [\n    (id: \"a\", kind: \"stat\", name: \"A\"),\n])";
    let program = Program::new(&["a.ron", "-c", QUESTION]).file("a.ron", broken);
    check(program, 3, "", "a.ron:2:21");
}

#[test]
fn a_mistyped_subcommand_is_told_apart_from_data() {
    check(
        Program::new(&["chek"]),
        3,
        "",
        "the nearest subcommand is `check`",
    );
    let folder = Program::new(&["./check", "-c", "find A"]);
    let data = "(entities: [(id: \"a\", kind: \"state\", name: \"A\")])";
    check(folder.file("check/a.ron", data), 0, "A | state | a", "");
}

#[test]
fn kinds_of_a_users_own_are_added_to_their_data() {
    let kinds = "(kinds: [(id: \"duel\", plural: \"duels\", nature: \"event\", \
                 roles: [(id: \"duellist\", min: 2)], \
                 links: [(from: \"duellist\", to: \"duellist\", forward: \"fought\")])])";
    let data = crowd().replace(
        "kind: \"meeting\", parties: {\"participant\"",
        "kind: \"duel\", parties: {\"duellist\"",
    );
    let with = |words: &[&str]| {
        Program::new(words)
            .file("kinds.ron", kinds)
            .file("a.ron", &data)
    };
    check(with(&["a.ron", "-c", QUESTION]), 3, "", "duel");
    check(
        with(&["--ontology", "kinds.ron", "a.ron", "-c", QUESTION]),
        0,
        "duel | 436",
        "",
    );
    check(
        with(&["--ontology", "kinds.ron", "-c", QUESTION]),
        2,
        "",
        "DATA",
    );
}

#[test]
fn a_question_that_takes_too_long_exits_with_1() {
    let words = ["--timeout", "0.2", "world.ron", "-c", HARD];
    check(
        Program::new(&words).file("world.ron", &crowd()),
        1,
        "",
        "no answer within 0.2 s",
    );
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let home = tempfile::tempdir().unwrap();
    let mut words = vec!["-c"; 2000];
    words
        .iter_mut()
        .skip(1)
        .step_by(2)
        .for_each(|word| *word = "count by entity");
    let mut command = bare(home.path());
    let piped = command
        .args(words)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    let ended = child.wait_with_output().unwrap();
    assert!(!first.is_empty());
    assert_eq!((ended.status.code(), ended.stderr), (Some(0), Vec::new()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_not_taken_for_success() {
    let home = tempfile::tempdir().unwrap();
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let ran = bare(home.path())
        .args(["-c", QUESTION])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&ran.stderr).contains("cannot write the answer: no space left")
    );
}

#[test]
fn every_format_answers_in_its_shape() {
    let shape = |format| {
        Program::new(&["--format", format, "-c", QUESTION])
            .run()
            .out
    };
    assert!(shape("json").starts_with("{\"schema\":1,\"question\":\"count by kind\""));
    assert!(
        shape("jsonl")
            .lines()
            .all(|line| line.starts_with("{\"key\":"))
    );
    assert!(shape("csv").starts_with("key,count"));
    assert!(shape("tsv").starts_with("key\tcount"));
    assert!(shape("md").contains("| --"));
    assert!(shape("table").contains('─'));
    assert_eq!(shape("plain"), Program::new(&["-c", QUESTION]).run().out);
}

#[test]
fn a_limit_is_told_to_programs() {
    let ran = Program::new(&["--format", "json", "--limit", "2", "-c", QUESTION]).run();
    assert!(ran.out.contains("\"truncated\":true"), "{}", ran.out);
    assert_eq!(ran.out.matches("\"key\":").count(), 2);
}

#[test]
fn colour_is_used_only_when_wished_for() {
    let painted = |words: &[&str], env: (&str, &str)| {
        let all = [words, &["--format", "table", "-c", QUESTION]].concat();
        Program::new(&all)
            .env(env.0, env.1)
            .run()
            .out
            .contains('\x1b')
    };
    assert!(!painted(&[], ("TERM", "xterm")));
    assert!(painted(&[], ("FORCE_COLOR", "1")));
    assert!(painted(&["--color", "always"], ("NO_COLOR", "1")));
    assert!(!painted(&["--color", "never"], ("FORCE_COLOR", "1")));
}

#[test]
fn lines_are_drawn_in_ascii_where_nothing_else_is_shown() {
    let drawn = |words: &[&str], locale: &str| {
        let all = [words, &["--format", "table", "-c", QUESTION]].concat();
        Program::new(&all)
            .env("LC_ALL", locale)
            .run()
            .out
            .is_ascii()
    };
    assert!(drawn(&["--ascii"], "C.UTF-8"));
    assert!(drawn(&[], "POSIX"));
    assert!(!drawn(&[], "en_GB.UTF-8"));
}

#[test]
fn the_width_follows_flag_and_variable() {
    let widest = |words: &[&str], columns: &str| {
        let all = [words, &["--format", "table", "-c", "timeline Kagame"]].concat();
        let ran = Program::new(&all).env("COLUMNS", columns).run();
        ran.out.lines().map(chancery::text::width).max().unwrap()
    };
    assert!(widest(&[], "60") <= 60);
    assert!(widest(&["--width", "60"], "200") <= 60);
    assert!(widest(&[], "120") > 80);
}

#[test]
fn time_is_told_beside_the_answer() {
    let ran = Program::new(&["--time", "-c", "date 2015"]).run();
    assert!(ran.err.ends_with(" ms, 1 row\n"), "{}", ran.err);
}

#[test]
fn commands_work_in_scripts() {
    let script = "set format json\nuse builtin\ndate 2015\nquit\ndate 2016\n";
    let ran = Program::new(&["-q", "-"]).input(script).run();
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1));
    assert!(ran.out.starts_with('{'));
}

#[test]
fn a_script_leaves_nothing_at_home() {
    let ran = Program::new(&["-"]).input("find Kagame\n").run();
    assert_eq!(fs::read_dir(ran.home.path()).unwrap().count(), 0);
}

#[test]
fn check_finds_mistakes_and_good_data() {
    let good = here("data/rwanda");
    check(
        Program::new(&["check", good.to_str().unwrap()]),
        0,
        "",
        "no mistakes; ",
    );
    let kinds = here("data/ontology.ron");
    check(
        Program::new(&["check", "-q", kinds.to_str().unwrap()]),
        0,
        "",
        "",
    );
    let broken = "(entities: [(id: \"a\", kind: \"stat\", name: \"A\")])";
    let program = Program::new(&["check", "a.ron"]).file("a.ron", broken);
    check(program, 4, "the nearest is `state`", "1 mistake");
    check(
        Program::new(&["check", "-"]).input(broken),
        4,
        "standard input:1:",
        "1 mistake",
    );
    check(
        Program::new(&["check", "nowhere"]),
        3,
        "",
        "cannot read `nowhere`",
    );
}

#[test]
fn fmt_rewrites_files_and_lists_those_it_would_rewrite() {
    let text = "(entities:[(name:\"A\",id:\"a\",kind:\"state\")])";
    let file = |words: &[&str]| Program::new(words).file("a.ron", text);
    check(file(&["fmt", "--check", "a.ron"]), 4, "a.ron\n", "");
    let ran = file(&["fmt", "a.ron"]).run();
    let formatted = fs::read_to_string(ran.home.path().join("a.ron")).unwrap();
    assert!(
        ran.code == 0 && formatted.contains("            id: \"a\",\n"),
        "{formatted}"
    );
    check(Program::new(&["fmt", "-"]).input(text), 0, &formatted, "");
    check(
        Program::new(&["fmt", "--check", "-"]).input(&formatted),
        0,
        "",
        "",
    );
    check(
        Program::new(&["fmt", "-"]).input("(entities: ["),
        3,
        "",
        "standard input:1:",
    );
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        check(Program::new(&["completions", shell]), 0, "chancery", "");
    }
}

#[test]
fn help_and_version_are_answers() {
    check(
        Program::new(&["--version"]),
        0,
        concat!("chancery ", env!("CARGO_PKG_VERSION")),
        "",
    );
    for words in [&["--help"][..], &["-h"], &["help"]] {
        let ran = Program::new(words).run();
        assert!(ran.code == 0 && ran.err.is_empty());
        assert!(ran.out.starts_with("Examples:\n  chancery "), "{}", ran.out);
        assert!(ran.out.contains("Exit codes:"), "{}", ran.out);
    }
    check(Program::new(&["help", "timeline"]), 0, "Examples\n", "");
    check(
        Program::new(&["help", "check"]),
        0,
        "Usage: chancery check",
        "",
    );
}

#[test]
fn check_tells_all_mistakes_of_a_folder_and_counts_them() {
    let kind = "(entities: [(id: \"a\", kind: \"stat\", name: \"A\")])";
    let torn = "(entities: [";
    let marked = "\u{feff}(entities: [\r\n  (id: \"b\", kind: \"state\", name: \"B\"),\r\n])\r\n";
    let program = Program::new(&["check", "many"])
        .file("many/a.ron", kind)
        .file("many/b.ron", torn)
        .file("many/c.ron", marked);
    let ran = program.run();
    assert_eq!(ran.code, 4);
    assert!(
        ran.out.contains("a.ron:1:") && ran.out.contains("b.ron:1:"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("c.ron"), "{}", ran.out);
    assert!(
        ran.err.starts_with("2 mistakes in 2 files; 1 entity,"),
        "{}",
        ran.err
    );
}

#[cfg(target_os = "linux")]
#[test]
fn help_that_cannot_be_written_is_told() {
    let home = tempfile::tempdir().unwrap();
    for words in [
        &["--help"][..],
        &["--version"],
        &["help"],
        &["completions", "bash"],
    ] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let ran = bare(home.path()).args(words).stdout(full).output().unwrap();
        assert_eq!(ran.status.code(), Some(1), "{words:?}");
        assert!(
            String::from_utf8_lossy(&ran.stderr).contains("no space left"),
            "{words:?}"
        );
    }
}

/// A question on [`crowd`] that takes far longer than anybody waits.
pub(crate) const HARD: &str = "paths p0 to p1 all hops 12 through hermit";

/// Returns a crowd in which everybody has met everybody, except for a hermit who has met one only,
/// so that no path passes him and every one must be tried.
pub(crate) fn crowd() -> String {
    const SIZE: usize = 30;
    let name = |number: usize| format!("\"p{number}\"");
    let entity = |id: String| format!("(id: {id}, kind: \"person\", name: {id}),\n");
    let meeting = |a: usize, other: String, id: String| {
        format!(
            "(id: \"{id}\", kind: \"meeting\", parties: {{\"participant\": [{}, {other}]}}, \
             when: \"2020\", reports: [(source: \"s\")]),\n",
            name(a)
        )
    };
    let entities = (0..SIZE)
        .map(name)
        .chain(["\"hermit\"".to_owned()])
        .map(entity);
    let pairs = (0..SIZE).flat_map(|b| (0..b).map(move |a| (a, b)));
    let meetings = pairs.map(|(a, b)| meeting(a, name(b), format!("m{a}-{b}")));
    let hermit = meeting(2, "\"hermit\"".to_owned(), "visit-of-hermit".to_owned());
    format!(
        "(sources: [(id: \"s\", title: \"S\")], entities: [{}], relations: [{}{hermit}])",
        entities.collect::<String>(),
        meetings.collect::<String>()
    )
}

/// A question whose answer depends on both clocks.
const PLANNED: &str = "timeline Kagame with Kazakhstan via visit during 2025-05";

#[test]
fn the_clocks_of_the_command_line_count_for_questions_that_set_none() {
    let ask = |question| Program::new(&["--known-by", "2025-05-27", "-c", question]);
    check(ask(PLANNED), 0, "| planned |", "");
    let later = format!("{PLANNED} known by 2026");
    check(ask(&later), 0, "| held |", "");
    check(
        Program::new(&[
            "--as-of",
            "2025-05",
            "--format",
            "json",
            "-c",
            "count by kind",
        ]),
        0,
        r#""as_of":"2025-05","known_by":null"#,
        "",
    );
}

#[test]
fn a_wrong_clock_is_pointed_at_before_data_are_read() {
    for option in ["--as-of", "--known-by"] {
        let indent = " ".repeat(option.len() + 1 + "2024-".len());
        let drawn = format!("   | {option} 2024-13\n   | {indent}^^\n   = help: months");
        check(
            Program::new(&["nowhere.ron", option, "2024-13"]),
            2,
            "",
            &drawn,
        );
        let words = Program::new(&[option, "today", "-c", QUESTION]);
        check(words, 2, "", "dates are written `2024`");
    }
    check(Program::new(&["--as-of"]), 2, "", "--as-of <DATE>");
}

#[test]
fn sources_are_listed_below_an_answer_if_asked_for() {
    let words = ["--cite", "-c", PLANNED, "--format"];
    let in_format = |format| Program::new(&[&words[..], &[format]].concat());
    check(in_format("plain"), 0, "\n# Sources\n[1] ", "");
    check(in_format("md"), 0, "\n## Sources\n", "");
    check(in_format("json"), 0, r#","cited":[{"id":""#, "");
}

/// Returns what the program prints for a question with its receipt.
fn proved(words: &[&str]) -> String {
    let ran = Program::new(&[words, &["--receipt"]].concat()).run();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    ran.out
}

#[track_caller]
fn check_replay(saved: &str, code: i32, out: &str, err: &str) {
    let program = Program::new(&["replay", "saved"]).file("saved", saved);
    check(program, code, out, err);
}

#[test]
fn a_saved_answer_of_any_format_is_proved() {
    for format in ["table", "plain", "md", "csv", "tsv", "json", "jsonl"] {
        let words = ["--format", format, "--limit", "2", "--cite", "-c"];
        let saved = proved(&[&words[..], &["timeline Kagame"]].concat());
        let said = "timeline paul-kagame limit 2\n";
        check_replay(&saved, 0, said, "the receipt agrees\n");
        // A reader with Windows, and one who puts the answer into a text of his own.
        let carried = format!("Dear all,\r\n{}\r\n", saved.replace('\n', "\r\n"));
        check_replay(&carried, 0, said, "the receipt agrees\n");
    }
}

#[test]
fn what_was_changed_since_is_told() {
    let question = ["-c", "timeline Kagame limit 1", "-c", "count by kind"];
    let saved = proved(&question);
    check_replay(&saved, 0, "ok: saved:", "all 2 receipts agree\n");
    let text = saved.replacen("Paul", "Saul", 1);
    let said = "text differs: saved:3: timeline paul-kagame limit 1 (the 2 lines above are not";
    check_replay(&text, 4, said, "1 of 2 receipts do not agree\n");
    let receipt = saved.replacen("limit 1\n# receipt data", "limit 2\n# receipt data", 1);
    let said = "damaged: saved:3 (the receipt was changed after it was made)\nok: saved:";
    check_replay(&receipt, 4, said, "1 of 2");
    let lines: Vec<&str> = saved
        .lines()
        .filter(|line| !line.contains("answer:"))
        .collect();
    let said = "damaged: saved:3 (the receipt lacks `answer`)\n";
    check_replay(&lines.join("\n"), 4, said, "2 of 2");
}

#[test]
fn a_receipt_is_replayed_on_the_data_it_is_asked_of() {
    let world = fs::read_to_string(here("tests/scripts/world.ron")).unwrap();
    let ran = Program::new(&["world.ron", "-c", "timeline Berg via office", "--receipt"])
        .file("world.ron", &world)
        .run();
    let replay = |world: &str| {
        Program::new(&["replay", "--data", "world.ron", "-"])
            .file("world.ron", world)
            .input(&ran.out)
    };
    let said = "ok: standard input:2: timeline anna-berg via office\n";
    check(replay(&world), 0, said, "agrees");
    let other = world.replace("2020/..", "2021/..");
    check(replay(&other), 4, "data differs: ", "does not agree");
    check(replay(&other), 4, "the answer is the same)\n", "not");
    let other = world.replace("2023-05/..", "2023-06/..");
    check(replay(&other), 4, "answer differs: ", "does not agree");
    check_replay(
        &ran.out,
        4,
        "(no entity is called `anna-berg`; data ",
        "not",
    );
}

#[test]
fn a_receipt_can_be_missing() {
    check_replay("nothing\n", 3, "", "there is no receipt in `saved`");
    check(Program::new(&["replay", "nowhere"]), 3, "", "`nowhere`");
    check(Program::new(&["replay"]), 2, "", "<FILE>");
    let wrong = ["replay", "--data", "nowhere.ron", "x"];
    check(Program::new(&wrong), 3, "", "`nowhere.ron`");
    let rows = ["neighbours Rwanda via mission limit 1", "why 1"];
    let words = ["-c", rows[0], "-c", rows[1], "--receipt"];
    let ran = Program::new(&words).run();
    assert_eq!(ran.code, 0);
    assert!(
        ran.out.matches("# receipt check").count() + ran.err.matches("warning: ").count() == 2,
        "{}{}",
        ran.out,
        ran.err
    );
}
