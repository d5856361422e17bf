//! Laws of receipts: which changes a digest notices, and that what is proved can be proved again.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::sync::LazyLock;

use chancery::analysis::Cancel;
use chancery::edtf::Edtf;
use chancery::files::{self, SourceFile};
use chancery::graph::Clocks;
use chancery::model::{Dataset, Relation};
use chancery::query::language::{CLAUSES, VERBS};
use chancery::receipt::{Digest, Receipt, digest_of_data, find};
use chancery::render::{self, Style};
use chancery::{Chancery, Error, Session, Verdict};
use proptest::prelude::*;

use crate::golden;
use crate::program::here;

/// The built-in data, opened once.
static BUILTIN: LazyLock<Chancery> = LazyLock::new(|| Chancery::builtin().unwrap());
/// A small world, as a text.
static WORLD: LazyLock<String> =
    LazyLock::new(|| fs::read_to_string(here("tests/scripts/world.ron")).unwrap());

fn digest(data: &Dataset) -> Digest {
    digest_of_data(data, &Cancel::new()).unwrap()
}

fn digest_of_files(files: &[SourceFile]) -> Digest {
    digest(Chancery::from_files(files).unwrap().data())
}

/// Returns the receipt of a question, as it is asked first.
fn receipt(chancery: &Chancery, question: &str) -> Receipt {
    let cancel = Cancel::new();
    let plan = chancery.plan(question).unwrap().unwrap();
    let answer = chancery.run(&plan, &cancel).unwrap();
    chancery.receipt(&plan, &answer, &cancel).unwrap()
}

fn verdict(chancery: &Chancery, receipt: &Receipt) -> Verdict {
    let replay = chancery.replay(receipt, &Cancel::new());
    replay.unwrap().verdict()
}

/// Asks a question, puts the receipt below the answer, finds it again and proves it; tells whether
/// there is a receipt at all.
fn is_proved(session: &mut Session, question: &str) -> bool {
    let chancery = session.chancery().clone();
    let cancel = Cancel::new();
    let plan = session.plan(question).unwrap().unwrap();
    let answer = session.run(&plan, &cancel).unwrap();
    let receipt = match chancery.receipt(&plan, &answer, &cancel) {
        Ok(receipt) => receipt,
        Err(Error::NoReceipt { .. }) => return false,
        Err(error) => panic!("{question}: {error}"),
    };
    let said = render::render(&answer, &Style::default()).plain();
    let receipt = receipt.below(&said);
    let found = find(&format!("{said}{}", receipt.to_lines()));
    assert_eq!(found[0].receipt.as_ref(), Ok(&receipt), "{question}");
    assert!(found[0].keeps_text, "{question}");
    let replay = chancery.replay(&receipt, &cancel).unwrap();
    assert_eq!(replay.verdict(), Verdict::Agrees, "{question}: {replay:?}");
    true
}

/// Returns the files of the built-in data.
fn builtin_files() -> Vec<SourceFile> {
    files::load(&here("data/rwanda")).unwrap()
}

#[test]
fn the_order_of_files_leaves_no_trace_in_the_digest() {
    let mut files = builtin_files();
    let before = digest_of_files(&files);
    assert_eq!(before, BUILTIN.digest(&Cancel::new()).unwrap());
    files.reverse();
    assert_eq!(digest_of_files(&files), before);
    files.rotate_left(3);
    assert_eq!(digest_of_files(&files), before);
}

#[test]
fn layout_and_comments_leave_no_trace_in_the_digest() {
    let plain = SourceFile::new("world.ron", WORLD.as_str());
    let before = digest_of_files(std::slice::from_ref(&plain));
    let squeezed: Vec<&str> = WORLD.lines().map(str::trim).collect();
    let squeezed = format!("// a remark\n{}", squeezed.join("\n\n"));
    assert_eq!(
        digest_of_files(&[SourceFile::new("other.ron", squeezed.as_str())]),
        before
    );
    let formatted = files::format(&SourceFile::new("world.ron", squeezed)).unwrap();
    assert_eq!(
        digest_of_files(&[SourceFile::new("world.ron", formatted)]),
        before
    );
}

/// Returns the records of a dataset with one relation changed.
fn with_relation(data: &Dataset, at: usize, change: impl FnOnce(&mut Relation)) -> Dataset {
    let mut builder = Dataset::builder(data.ontology().clone());
    for source in data.sources() {
        builder.source(source.clone());
    }
    for entity in data.entities() {
        builder.entity(entity.clone());
    }
    let mut change = Some(change);
    for (number, relation) in data.records().map(|(_, record)| record).enumerate() {
        let mut relation = relation.clone();
        if number == at
            && let Some(change) = change.take()
        {
            change(&mut relation);
        }
        builder.relation(relation);
    }
    builder.build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_letter_of_a_fact_counts(at in 0..usize::MAX) {
        // Every text in quotes is a fact; a letter more in any of them is another one, or none.
        let quotes: Vec<usize> = WORLD.match_indices('"').map(|(place, _)| place).collect();
        let (_, closing) = quotes.iter().enumerate().filter(|(number, _)| number % 2 == 1)
            .nth(at % (quotes.len() / 2)).unwrap();
        let changed = format!("{}x{}", &WORLD[..*closing], &WORLD[*closing..]);
        let world = SourceFile::new("world.ron", WORLD.as_str());
        if let Ok(other) = Chancery::from_files(&[SourceFile::new("world.ron", changed)]) {
            prop_assert_ne!(digest(other.data()), digest_of_files(&[world]));
        }
    }

    #[test]
    fn every_field_of_a_relation_counts(at in 0..BUILTIN.data().relations().len(), field in 0..6) {
        let data = BUILTIN.data();
        let changed = with_relation(data, at, |relation| match field {
            0 => relation.when = Edtf::parse("1801-02-03").ok(),
            1 => relation.title = Some("another".to_owned()),
            2 => relation.summary = Some("Another.".to_owned()),
            3 => relation.topics.push("another topic".to_owned()),
            4 => relation.reports[0].locator = Some("another place".to_owned()),
            _ => relation.reports.push(relation.reports[0].clone()),
        });
        prop_assert_ne!(digest(&changed), digest(data));
    }

    #[test]
    fn a_flipped_letter_in_a_saved_receipt_is_noticed(
        place in 0..usize::MAX,
        flip in 1..64_u8,
        json in any::<bool>(),
    ) {
        static SAVED: LazyLock<Receipt> = LazyLock::new(|| {
            receipt(&BUILTIN, "timeline Kagame known by 2025-05-27 limit 2").below("1\n2\n")
        });
        let block = if json { SAVED.to_json() + "\n" } else { SAVED.to_lines() };
        let at = place % (block.len() - 1);
        let mut bytes = block.clone().into_bytes();
        bytes[at] ^= flip;
        let saved = format!("1\n2\n{}", String::from_utf8_lossy(&bytes));
        let whole = find(&format!("1\n2\n{block}"));
        prop_assert!(whole.len() == 1 && whole[0].keeps_text);
        prop_assert_eq!(whole[0].receipt.as_ref(), Ok(&*SAVED));
        let found = find(&saved);
        prop_assert!(!found.is_empty(), "{saved}");
        prop_assert!(found.iter().any(|one| one.receipt.is_err()), "{saved}");
    }
}

#[test]
fn the_kinds_count_too() {
    let own = r#"(kinds: [(id: "ride", plural: "rides", nature: "event",
        roles: [(id: "rider", min: 1)])])"#;
    let world = SourceFile::new("world.ron", WORLD.as_str());
    let kinds = SourceFile::new("kinds.ron", own);
    let before = digest_of_files(std::slice::from_ref(&world));
    assert_ne!(digest_of_files(&[world, kinds]), before);
}

#[test]
fn every_golden_question_can_be_proved() {
    let mut proved = 0;
    let world = golden::world();
    for page in golden::pages() {
        let mut session = world.session();
        for question in page.questions() {
            let is_proved = is_proved(&mut session, question);
            assert!(is_proved || question.starts_with("why "), "{question}");
            proved += usize::from(is_proved);
        }
    }
    assert!(proved >= 60, "only {proved} answers are proved");
}

#[test]
fn every_example_of_the_language_can_be_proved() {
    let mut session = crate::databases::recorded().session();
    let verbs = VERBS.iter().flat_map(|verb| verb.examples);
    let clauses = CLAUSES.iter().flat_map(|clause| clause.examples);
    for question in verbs.chain(clauses) {
        if question.starts_with("why ") {
            is_proved(&mut session, "timeline Kagame");
        }
        assert!(is_proved(&mut session, question), "{question}");
    }
}

#[test]
fn the_clocks_of_a_session_stand_in_the_question() {
    let mut session = BUILTIN.session();
    session.set_clocks(Clocks {
        as_of: Edtf::parse("2025-05").ok(),
        known_by: Edtf::parse("2025-05-27").ok(),
    });
    let plan = session.plan("timeline \"foreign minister of Rwanda\" via office");
    let plan = plan.unwrap().unwrap();
    let answer = session.run(&plan, &Cancel::new()).unwrap();
    assert!(!answer.notes.is_empty(), "nobody says who was meant");
    let receipt = BUILTIN.receipt(&plan, &answer, &Cancel::new()).unwrap();
    assert_eq!(
        receipt.question,
        "timeline olivier-nduhungirehe via office as of 2025-05 known by 2025-05-27"
    );
    assert_eq!(receipt.as_of, Edtf::parse("2025-05").ok());
    assert_eq!(verdict(&BUILTIN, &receipt), Verdict::Agrees);
}

#[test]
fn a_question_in_other_words_has_the_same_receipt() {
    let typed = receipt(&BUILTIN, "TIMELINE of kagame  with KAZAKHSTAN; ");
    assert_eq!(
        typed,
        receipt(&BUILTIN, "timeline paul-kagame with kazakhstan")
    );
    let limited = receipt(&BUILTIN, "timeline Kagame with Kazakhstan limit 1");
    assert_eq!(
        limited.question,
        "timeline paul-kagame with kazakhstan limit 1"
    );
    assert_ne!(limited.answer, typed.answer);
    assert_eq!(limited.data, typed.data);
}

#[test]
fn other_data_are_told_from_another_answer() {
    let open = |text: &str| Chancery::from_files(&[SourceFile::new("world.ron", text)]).unwrap();
    let world = open(&WORLD);
    let proved = receipt(&world, "timeline Berg via office");
    let elsewhere = WORLD.replace("2020/..", "2021/..");
    assert_eq!(verdict(&open(&elsewhere), &proved), Verdict::DataDiffers);
    let here = WORLD.replace("2023-05/..", "2023-06/..");
    assert_eq!(verdict(&open(&here), &proved), Verdict::AnswerDiffers);
    let replay = BUILTIN.replay(&proved, &Cancel::new()).unwrap();
    assert!(replay.answer.unwrap_err().message.contains("`anna-berg`"));
}

#[test]
fn another_version_may_agree() {
    let mut old = receipt(&BUILTIN, "count by kind");
    old.version = "0.0.1".to_owned();
    let replay = BUILTIN.replay(&old, &Cancel::new()).unwrap();
    assert!(!replay.has_same_version());
    assert_eq!(replay.verdict(), Verdict::Agrees);
}

#[test]
fn what_stands_around_a_receipt_does_not_matter() {
    let receipt = receipt(&BUILTIN, "count by kind");
    let lines = receipt.to_lines().replace('\n', "\r\n");
    let json = receipt.to_json();
    let saved = format!("text\r\n```text\r\n{lines}```\r\n{{\"a\":1}}\r\n{json}\r\n{lines}");
    let found = find(&saved);
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|one| one.receipt.as_ref() == Ok(&receipt)));
    assert_eq!(found[0].line, 3);
}

#[test]
fn a_change_of_the_lines_above_is_noticed() {
    let above = "1 visit\n2 visits\n";
    let receipt = receipt(&BUILTIN, "count by kind").below(above);
    let keeps = |above: &str| find(&format!("{above}{}", receipt.to_lines()))[0].keeps_text;
    assert!(keeps(above));
    assert!(keeps("an earlier line\n1 visit  \n2 visits\n"));
    assert!(!keeps("1 visit\n3 visits\n"));
    assert!(!keeps("2 visits\n"));
}
