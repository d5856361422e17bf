//! Edits in words: the examples of the tables and of the manual, wrong ones, and a database that is
//! edited by the program.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use chancery::edit::{self, EditFault, language};
use chancery::edtf::Moment;
use chancery::register::Author;
use chancery::store::Holder;
use chancery::{Chancery, Database, query};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::program::{Program, here};

fn author() -> Author {
    Author {
        name: "Ada".to_owned(),
        at: Moment::end_of("2026-11-22").unwrap(),
    }
}

/// Returns a database that has the records of a dataset.
fn database(folder: &Path, data: &Chancery) -> Database {
    let holder = Holder {
        name: "Ada".to_owned(),
        process: 1,
        since: None,
    };
    let mut database = Database::create(folder.join("world.chancery"), &holder).unwrap();
    database.import(data.data(), "import", &author()).unwrap();
    database
}

/// Makes edits one after the other.
fn make<'a>(edits: impl IntoIterator<Item = &'a str>) {
    let folder = TempDir::new().unwrap();
    let mut database = database(folder.path(), builtin());
    for text in edits {
        let chancery = database.chancery().unwrap();
        let dictated = match edit::read(text, chancery.world(), database.register()) {
            Ok(dictated) => dictated.unwrap(),
            Err(fault) => panic!("{}", fault.diagnostic(text)),
        };
        let held = database.register();
        if let Some(words) = edit::words(&dictated.edit, held) {
            let again = edit::read(&words, chancery.world(), held).map(Option::unwrap);
            assert_eq!(again.unwrap().edit, dictated.edit, "{words}");
        }
        let entry = match database.prepare(&dictated.edit, text, &author()) {
            Ok(entry) => entry,
            Err(error) => panic!("{text}: {error}"),
        };
        database.commit(entry).unwrap();
    }
    database.chancery().unwrap();
}

fn builtin() -> &'static Chancery {
    static BUILTIN: LazyLock<Chancery> = LazyLock::new(|| Chancery::builtin().unwrap());
    &BUILTIN
}

fn examples() -> Vec<&'static str> {
    let verbs = language::VERBS.iter();
    verbs.flat_map(|verb| verb.examples).copied().collect()
}

fn manual() -> String {
    fs::read_to_string(here("docs/editing.md")).unwrap()
}

#[test]
fn the_examples_of_the_table_can_be_made_one_after_the_other() {
    make(examples());
}

#[test]
fn the_examples_of_the_manual_can_be_made_one_after_the_other() {
    let page = manual();
    let blocks = page.split("```edits\n").skip(1);
    let blocks = blocks.filter_map(|block| block.split("```").next());
    let edits: Vec<&str> = blocks
        .flat_map(query::split_statements)
        .map(|one| one.text)
        .collect();
    assert!(edits.len() >= 25, "{}", edits.len());
    make(edits);
}

/// Returns the rows of the table of fields.
fn rows() -> String {
    let rows = language::fields().map(|field| {
        let other = field.other.iter().map(|word| format!("`{word}`"));
        let other = other.collect::<Vec<_>>().join(", ");
        format!("| `{}` | {other} | {} |\n", field.usage, field.summary)
    });
    rows.collect()
}

#[test]
fn the_manual_tells_every_word_of_the_tables() {
    let page = manual();
    for verb in language::VERBS {
        assert!(page.contains(&format!("### {}\n", verb.name)), "{verb:?}");
        assert!(
            page.contains(&format!("`{}`", verb.usage_line())),
            "{verb:?}"
        );
        for word in verb.other {
            assert!(page.contains(&format!("`{word}`")), "{word}");
        }
    }
    let (before, table) = page.split_once("|---|---|---|\n").unwrap();
    if std::env::var_os("CHANCERY_UPDATE_DOCS").is_some() {
        let page = format!("{before}|---|---|---|\n{}", rows());
        fs::write(here("docs/editing.md"), page).unwrap();
    } else {
        assert_eq!(table, rows());
    }
}

#[test]
fn every_wrong_edit_is_told_what_is_wrong() {
    let file = here("tests/scripts/editing/wrong.txt");
    let wanted = fs::read_to_string(&file).unwrap();
    let (world, data) = (builtin().world(), builtin().data());
    let block = |text: &str| match edit::read(text, world, data) {
        Ok(read) => format!("? {text}\nno fault, but {read:?}\n"),
        Err(fault) => format!("? {text}\n{}\n", fault.diagnostic(text)),
    };
    let edits = wanted.lines().filter_map(|line| line.strip_prefix("? "));
    let told = edits.map(block).collect::<Vec<_>>().join("\n");
    if std::env::var_os("CHANCERY_UPDATE_GOLDEN").is_some() {
        fs::write(&file, told).unwrap();
    } else {
        assert!(told == wanted, "{} should be\n\n{told}", file.display());
    }
}

/// Returns what the program says to a script on a database of a small world.
fn said(script: &str, words: &[&str]) -> String {
    let program = Program::new(&[&["world.chancery"], words].concat());
    let world = fs::read_to_string(here("tests/scripts/world.ron")).unwrap();
    let world = chancery::files::SourceFile::new("world.ron", world);
    drop(database(
        program.home(),
        &Chancery::from_files(&[world]).unwrap(),
    ));
    let program = program
        .env("CHANCERY_AUTHOR", "Ada")
        .env("SOURCE_DATE_EPOCH", "1795400000");
    program.input(script).run_together().0
}

#[test]
fn a_session_of_edits_is_as_its_transcript_shows() {
    let file = here("tests/scripts/editing/session.txt");
    let transcript = fs::read_to_string(&file).unwrap();
    let typed = transcript
        .lines()
        .filter_map(|line| line.strip_prefix("chancery> "));
    let script: String = typed.flat_map(|line| [line, "\n"]).collect();
    let told = said(&script, &["--echo", "--no-bail", "--width", "100", "-"]);
    if std::env::var_os("CHANCERY_UPDATE_SCRIPTS").is_some() {
        fs::write(&file, told).unwrap();
    } else {
        assert_eq!(told, transcript);
    }
}

#[test]
fn an_edit_answers_a_program_with_one_object() {
    let told = said("alias Berg \"Frau Berg\"", &["--format", "json", "-"]);
    let wanted = "{\"schema\":1,\"kind\":\"edit\",\"id\":\"anna-berg\",\"entry\":2,\"at\":\"2026-11-23T02:13:20Z\",\"by\":\"Ada\"}\n";
    assert_eq!(told, wanted);
}

#[test]
fn a_merged_entity_is_split_by_a_name_of_its_own() {
    let script = "add entity igor-p kind person name \"Igor P.\"\n\
                  merge igor-p into Plekszy\n\
                  split Plekszy\n\
                  split \"igor p.\"\n";
    let told = said(script, &["--no-bail", "-"]);
    let refused = "error: no entity that was merged is called `Plekszy`";
    assert!(told.contains(refused), "{told}");
    assert!(told.contains("possible are `igor-p`"), "{told}");
    assert!(told.ends_with("\nigor-p 4\n"), "{told}");
}

#[test]
fn an_edit_keeps_the_last_answer_and_the_clocks() {
    let script = "set known by 2024-06-30\n\
                  timeline Berg with Plekszy\n\
                  alias Berg \"Frau Berg\"\n\
                  why 1\n\
                  why 1 known by 2026\n\
                  timeline \"Frau Berg\" with Plekszy\n";
    let told = said(script, &["-"]);
    let is_row = |line: &&str| !line.starts_with('#');
    let lines: Vec<&str> = told.lines().filter(is_row).collect();
    let reports = |lines: &[&str]| {
        let ids = ["| courier |", "| gazette |"];
        ids.map(|id| lines.iter().filter(|line| line.contains(id)).count())
    };
    let at = lines
        .iter()
        .position(|line| *line == "anna-berg 2")
        .unwrap();
    let behind = &lines[at + 1..];
    assert_eq!(reports(&behind[..1]), [1, 0], "{told}");
    assert_eq!(reports(&behind[1..3]), [1, 1], "{told}");
    // The clock of the session still hides what the second source says.
    assert!(behind[3].contains("| courier | berg-plekszy"), "{told}");
}

#[test]
fn whoever_means_an_edit_is_told_its_verb() {
    for (line, wanted) in [
        (
            "recrod meeting Berg, Plekszy",
            "the nearest edit is `record`",
        ),
        ("delete anna-berg", "`retract ID` takes a record back"),
        ("add person jane", "`help add` tells how"),
    ] {
        let told = said(line, &["-"]);
        assert!(told.contains(wanted), "{told}");
    }
    let told = said("help add", &["-"]);
    for verb in ["add source ID", "add entity ID"] {
        assert!(told.contains(verb), "{told}");
    }
}

#[test]
fn whoever_only_reads_changes_nothing() {
    let told = said("undo", &["--read-only", "-"]);
    assert!(told.contains("which `--read-only` forbids"), "{told}");
    let ran = Program::new(&["-c", "undo"]).run();
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .contains("chancery import DATA --into FILE.chancery"),
        "{}",
        ran.err
    );
}

/// Text of pieces of edits and letters of several scripts.
fn scraps() -> impl Strategy<Value = String> {
    let pieces = examples().into_iter().flat_map(|edit| edit.split(' '));
    let words: Vec<String> = pieces
        .chain(["\"", ",", "as", "no", "add", "東京", "from"])
        .map(str::to_owned)
        .collect();
    let verb = prop::sample::select(
        language::VERBS
            .iter()
            .map(|verb| verb.name)
            .collect::<Vec<_>>(),
    );
    let piece = prop_oneof![5 => prop::sample::select(words), 1 => "\\PC{0,5}"];
    (verb, prop::collection::vec(piece, 0..12))
        .prop_map(|(verb, rest)| format!("{verb} {}", rest.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_an_edit_or_refused_at_a_place_within_it(text in scraps()) {
        let (world, data, names) = (builtin().world(), builtin().data(), builtin().names());
        match edit::read(&text, world, data) {
            Ok(Some(dictated)) => {
                if let Some(words) = edit::words(&dictated.edit, data) {
                    let again = edit::read(&words, world, data);
                    let again = again.map_err(|fault| fault.diagnostic(&words).to_string());
                    prop_assert_eq!(again.map(|read| read.map(|read| read.edit)), Ok(Some(dictated.edit)));
                }
            }
            Ok(None) => {}
            Err(fault) => {
                let span = fault.span();
                prop_assert!(text.get(span.start.min(text.len())..span.end.min(text.len())).is_some(), "{}", fault);
                if let EditFault::Missing { span, .. } = &fault {
                    prop_assert!(text.is_char_boundary(span.start.min(text.len())));
                }
            }
        }
        let spans = edit::spans(&text, data, names);
        prop_assert!(spans.windows(2).all(|two| two[0].0.end <= two[1].0.start), "{:?}", spans);
        let completion = edit::expected(&text, text.len(), data, names);
        prop_assert!(text.is_char_boundary(completion.start));
        let _ = edit::hint(&text, data, names);
    }
}
