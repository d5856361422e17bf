//! Conversations with the shell, as at a terminal, on the built-in data.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use chancery::Chancery;
use chancery::query::language;
use chancery::render::Format;

use super::commands::{self, COMMANDS};
use super::lines::{Input, Scripted};
use super::origin::Origin;
use super::{Shell, Ways, help};
use crate::console::{Console, Kept};
use crate::exit::Exit;
use crate::interrupt::{Interrupts, Manner};
use crate::settings::Settings;
use crate::surroundings::Surroundings;

/// Returns the built-in data, opened once for all tests.
pub(super) fn builtin() -> Chancery {
    static BUILTIN: OnceLock<Chancery> = OnceLock::new();
    BUILTIN.get_or_init(|| Chancery::builtin().unwrap()).clone()
}

/// Returns a shell that writes into the buffer beside it.
pub(super) fn shell(manner: Manner) -> (Shell, Kept) {
    let kept = Kept::default();
    let ways = Ways {
        manner,
        bail: true,
        echo: false,
        quiet: false,
        init: false,
    };
    let shell = Shell {
        session: builtin().session(),
        desk: super::edits::Desk::default(),
        settings: Settings::default(),
        console: Console::kept(&kept),
        around: Surroundings::bare(),
        interrupts: Interrupts::default(),
        ways,
        shown: None,
        past: Vec::new(),
        typed: Vec::new(),
        depth: 0,
        exit: Exit::Answered,
    };
    (shell, kept)
}

/// Returns what the shell says to each line.
fn replies(manner: Manner, lines: &[&str]) -> Vec<String> {
    let (mut shell, kept) = shell(manner);
    let origin = match manner {
        Manner::Interactive => Origin::Typed,
        Manner::Script | Manner::Work => Origin::Script {
            name: None,
            bail: false,
        },
    };
    let reply = |line: &&str| {
        let input = match *line {
            "^C" => Input::Interrupted {
                on_empty_line: true,
            },
            line => Input::Text {
                text: line.to_owned(),
                line: 1,
            },
        };
        shell
            .run_all(&mut Scripted([input].into()), origin)
            .unwrap();
        kept.take()
    };
    lines.iter().map(reply).collect()
}

/// Returns what the shell says to a line that somebody types.
fn reply(line: &str) -> String {
    replies(Manner::Interactive, &[line]).concat()
}

#[test]
fn ctrl_c_on_an_empty_line_tells_how_to_leave() {
    assert_eq!(reply("^C"), "(type quit or press Ctrl-D)\n");
}

#[test]
fn a_question_is_answered_with_and_without_a_sigil() {
    let said = replies(
        Manner::Interactive,
        &["find Kagame", ":find Kagame", ".find Kagame"],
    );
    assert!(said[0].starts_with("Paul Kagame"), "{}", said[0]);
    assert_eq!(said[1], said[0]);
    assert_eq!(said[2], said[0]);
}

#[test]
fn a_blank_line_and_a_comment_are_answered_with_nothing() {
    assert_eq!(
        replies(Manner::Interactive, &["", "  ", "# why"]).concat(),
        ""
    );
}

#[test]
fn an_unambiguous_beginning_is_spelt_out_for_people_only() {
    let people = reply("fin Kagame");
    assert!(
        people.starts_with("read as: find Kagame\nPaul Kagame"),
        "{people}"
    );
    let script = replies(Manner::Script, &["fin Kagame"]).concat();
    assert!(script.starts_with("error: "), "{script}");
}

#[test]
fn an_ambiguous_beginning_is_not_guessed() {
    let said = reply("s Kagame");
    assert!(
        said.contains("help: `show`, `split`, `set`, `source` and `save` begin so"),
        "{said}"
    );
    let script = replies(Manner::Script, &["s Kagame"]).concat();
    assert!(
        script.starts_with("error: ") && !script.contains("begin so"),
        "{script}"
    );
}

#[test]
fn a_mistyped_command_is_told_before_the_list_of_questions() {
    let said = reply("hitsory");
    assert!(
        said.contains("help: the nearest command is `history`"),
        "{said}"
    );
}

#[test]
fn the_conversation_goes_on_after_an_error() {
    let said = replies(Manner::Interactive, &["bogus", "find Kagame"]);
    assert!(said[0].starts_with("error: "));
    assert!(said[1].starts_with("Paul Kagame"));
}

#[test]
fn the_last_answer_is_shown_again_in_another_format() {
    let said = replies(
        Manner::Interactive,
        &["last", "find Kagame", "last json", "last"],
    );
    assert!(said[0].starts_with("error: there is no answer yet"));
    assert!(
        said[2].starts_with("{\"schema\":1,\"question\":\"find Kagame\""),
        "{}",
        said[2]
    );
    assert_eq!(said[3], said[1]);
}

#[test]
fn a_setting_is_changed_and_told() {
    let said = replies(
        Manner::Interactive,
        &["set format json", "set format", "find Kagame"],
    );
    assert_eq!(said[0], "");
    assert!(said[1].starts_with("format       json"), "{}", said[1]);
    assert!(said[2].starts_with('{'));
    let wrong = reply("set fromat json");
    assert!(wrong.contains("the nearest word is `format`"), "{wrong}");
}

#[test]
fn the_settings_are_listed_in_two_ways() {
    assert_eq!(reply("show settings"), reply("set"));
    assert!(reply("set").contains("timeout      off"));
}

#[test]
fn a_limit_shortens_every_format() {
    let said = replies(
        Manner::Interactive,
        &["set limit 2", "count by kind", "last"],
    );
    let rows = |said: &str| said.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(rows(&said[1]), 2, "{}", said[1]);
    assert!(rows(&said[2]) > 2, "{}", said[2]);
}

#[test]
fn data_that_cannot_be_opened_leaves_the_present_data_open() {
    let said = replies(Manner::Interactive, &["use nowhere.ron", "find Kagame"]);
    assert!(
        said[0].starts_with("error: cannot read `nowhere.ron`"),
        "{}",
        said[0]
    );
    assert!(
        said[0].contains("the data opened before stays open"),
        "{}",
        said[0]
    );
    assert!(said[1].starts_with("Paul Kagame"));
}

#[test]
fn a_command_without_its_words_tells_how_it_is_used() {
    assert!(reply("use").contains("help: usage: use FILE|FOLDER|builtin"));
    assert!(reply("source").contains("help: usage: source FILE"));
}

#[test]
fn a_script_that_runs_itself_comes_to_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("itself");
    std::fs::write(&script, format!("source {}\n", script.display())).unwrap();
    let said = reply(&format!("source {}", script.display()));
    assert!(said.contains("does a script run itself?"), "{said}");
}

#[test]
fn a_fault_in_a_script_is_placed_in_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("three lines");
    std::fs::write(&script, "find Kagame\n\nbogus\n").unwrap();
    let quoted = format!("\"{}\"", script.display());
    let escaped = script.display().to_string().replace(' ', "\\ ");
    for path in [quoted, escaped] {
        let said = reply(&format!("source {path}"));
        assert!(said.contains("three lines:3:1"), "{said}");
    }
}

#[test]
fn the_first_error_ends_a_script_and_not_the_conversation() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("script");
    std::fs::write(&script, "date 2015\nbogus\ndate 2016\n").unwrap();
    let source = format!("source {}", script.display());
    let said = replies(Manner::Interactive, &[&source, "date 2017"]);
    assert!(
        said[0].starts_with("2015") && !said[0].contains("2016"),
        "{}",
        said[0]
    );
    assert!(said[1].starts_with("2017"));
}

#[test]
fn what_was_typed_is_listed() {
    let said = replies(
        Manner::Interactive,
        &["find Kagame", "time on", "history 2"],
    );
    assert_eq!(said[2], "    2  time on\n    3  history 2\n");
}

#[test]
fn time_is_told_only_when_it_is_on() {
    let said = replies(
        Manner::Interactive,
        &["find Samruk-Kazyna", "time on", "find Samruk-Kazyna"],
    );
    assert!(
        said[2].starts_with(&said[0]) && said[2].ends_with(" ms, 1 row\n"),
        "{}",
        said[2]
    );
}

#[test]
fn no_two_commands_and_no_command_and_question_share_a_name() {
    let mut seen = BTreeSet::new();
    for command in COMMANDS {
        let names = BTreeSet::from([command.name, command.alias]);
        for name in names {
            assert!(seen.insert(name), "{name}");
            // The lines typed have numbers, the history of a record has its name.
            let is_question = language::verb(name).is_some() && name != "history";
            assert!(!is_question && !chancery::edit::is_edit(name), "{name}");
        }
    }
}

#[test]
fn every_example_of_a_command_runs() {
    for command in COMMANDS {
        assert!(command.usage.starts_with(command.name));
        for example in command.examples {
            let said = replies(Manner::Interactive, &["find Kagame", example])[1].clone();
            assert!(!said.contains("error"), "{example}: {said}");
        }
    }
}

#[test]
fn help_tells_about_every_subject_in_every_width() {
    for width in [20, 60, 120] {
        for subject in help::subjects().chain([""]) {
            let told = help(subject, width).unwrap().plain();
            assert!(told.lines().count() > 1, "{subject}");
            let fits = |line: &&str| chancery::text::width(line) <= width.max(60);
            let is_prose = |line: &&str| line.contains(". ") && !line.starts_with(' ');
            assert!(
                told.lines().filter(is_prose).all(|line| fits(&line)),
                "{subject}: {told}"
            );
        }
    }
}

#[test]
fn help_on_an_unknown_word_names_the_nearest() {
    let said = reply("help timelin");
    assert!(said.contains("there is no help on `timelin`"));
    assert!(said.contains("the nearest word is `timeline`"), "{said}");
}

#[test]
fn help_tells_what_to_do_until_a_later_version() {
    for word in language::RESERVED_VERBS
        .iter()
        .map(|reserved| reserved.name)
    {
        assert!(
            help(word, 80).unwrap().plain().contains("later version"),
            "{word}"
        );
    }
}

#[test]
fn help_describes_every_format() {
    let told = help("formats", 80).unwrap().plain();
    assert!(
        Format::ALL
            .iter()
            .all(|format| told.contains(format.word()))
    );
}

#[test]
fn the_proposals_of_the_first_screen_have_answers() {
    for (line, _) in super::welcome::PROPOSALS {
        let (mut shell, kept) = shell(Manner::Interactive);
        shell.obey(line, None).unwrap();
        assert!(
            shell
                .shown
                .is_some_and(|shown| !shown.answer.rows.is_empty()),
            "{line}"
        );
        assert!(!kept.take().is_empty());
    }
}

#[test]
fn first_words_are_spelt_out_only_if_they_are_no_words_themselves() {
    assert_eq!(
        commands::spelt_out("timel Kagame"),
        Some("timeline Kagame".to_owned())
    );
    assert_eq!(commands::spelt_out("set"), None);
    assert_eq!(commands::spelt_out("show Kagame"), None);
    assert_eq!(commands::spelt_out("exit"), None);
    assert_eq!(commands::spelt_out("zzz"), None);
    assert_eq!(commands::spelt_out(""), None);
}

#[test]
fn a_command_that_looks_like_a_question_names_the_question() {
    assert!(reply("time Kagame").contains("`timeline Kagame`"));
    let said = replies(Manner::Interactive, &["find Kagame", "last 5"]).concat();
    assert!(said.contains("`timeline last 5`"), "{said}");
}

#[test]
fn a_line_for_another_program_is_answered_with_ours() {
    for (line, help) in [
        ("select * from", "help examples"),
        ("SHOW DATABASES", "count by kind"),
        ("exit()", "`quit` leaves"),
        ("ls", "count by kind"),
    ] {
        let said = reply(line);
        assert!(
            said.contains(help) && !said.contains("possible are"),
            "{said}"
        );
    }
}

/// Returns a path in a new folder, which exists as long as the folder does.
fn place(folder: &tempfile::TempDir) -> String {
    folder.path().join("saved").display().to_string()
}

#[test]
fn a_saved_session_can_be_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = place(&folder);
    let save = format!("save {file}");
    let typed = [
        "help",
        "dat 2015; date 2016 # two",
        "bogus",
        " date 1999",
        "set format csv",
        "history",
        "date 2017 \\\n",
        "find \"Paul\nKagame\"",
        &save,
    ];
    let said = replies(Manner::Interactive, &typed).concat();
    assert!(said.contains("saved 5 lines"), "{said}");
    let saved = std::fs::read_to_string(&file).unwrap();
    let (about, script) = saved.split_once('\n').unwrap();
    assert!(
        about.starts_with("# what was typed in chancery "),
        "{about}"
    );
    assert_eq!(
        script,
        "date 2015\ndate 2016\nset format csv\ndate 2017\nfind \"Paul\nKagame\"\n"
    );
    let again = replies(Manner::Script, &[&format!("source {file}")]).concat();
    assert!(
        !again.contains("error") && again.contains("paul-kagame"),
        "{again}"
    );
}

#[test]
fn a_file_is_replaced_by_a_session_only_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    let file = place(&folder);
    std::fs::write(&file, "precious").unwrap();
    let [date, save] = ["date 2015".to_owned(), format!("save {file}")];
    let refused = replies(Manner::Interactive, &[&date, &save]).concat();
    assert!(refused.contains("there is a file"), "{refused}");
    assert!(refused.contains(&format!("`save {file}!` replaces it")));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
    replies(Manner::Interactive, &[&date, &format!("{save}!")]);
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("date 2015")
    );
}

#[test]
fn an_empty_session_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let save = format!("save {}", place(&folder));
    assert!(reply(&save).contains("nothing was typed yet"));
    assert!(reply("save").contains("usage: save FILE"));
}

#[test]
fn the_history_keeps_no_line_twice_and_no_line_behind_a_space() {
    let lines = [
        "date 2015",
        "date 2015",
        " date 1999",
        "",
        "find \"a\nb\"",
        "history",
    ];
    let said = replies(Manner::Interactive, &lines);
    assert_eq!(
        said[5],
        "    1  date 2015\n    2  find \"a\n       b\"\n    3  history\n"
    );
}

#[test]
fn what_is_no_terminal_is_neither_cleared_nor_paged() {
    assert_eq!(reply("clear"), "");
    let said = replies(Manner::Interactive, &["help", "set pager on", "help"]);
    assert_eq!(said[0], said[2]);
}
