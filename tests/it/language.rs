//! The language as its table and its manual tell it, and laws of reading half a question.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

use chancery::diagnostic::Span;
use chancery::query::QueryError;
use chancery::query::language::{CLAUSES, RESERVED_VERBS, VERBS};
use chancery::{Chancery, query};
use proptest::prelude::*;

/// Questions of every verb, from which laws take pieces.
fn examples() -> Vec<&'static str> {
    let verbs = VERBS.iter().flat_map(|verb| verb.examples);
    let clauses = CLAUSES.iter().flat_map(|clause| clause.examples);
    verbs.chain(clauses).copied().collect()
}

fn manual() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/query-language.md");
    fs::read_to_string(page).unwrap()
}

/// Returns the questions in the fenced blocks of the manual that are marked `questions`.
fn questions(page: &str) -> Vec<String> {
    let blocks = page.split("```questions\n").skip(1);
    blocks
        .filter_map(|block| block.split("```").next())
        .flat_map(query::split_statements)
        .map(|one| one.text.to_owned())
        .collect()
}

#[track_caller]
fn check(chancery: &Chancery, question: &str) {
    match query::plan(question, chancery.world()) {
        Ok(plan) => assert!(plan.is_some(), "{question}"),
        Err(fault) => panic!("{}", fault.diagnostic(question)),
    }
}

#[test]
fn every_example_of_the_table_makes_a_plan() {
    let chancery = Chancery::builtin().unwrap();
    for question in examples() {
        check(&chancery, question);
    }
}

#[test]
fn every_example_of_the_manual_makes_a_plan() {
    let chancery = Chancery::builtin().unwrap();
    let questions = questions(&manual());
    assert!(questions.len() >= 50, "{}", questions.len());
    for question in questions {
        check(&chancery, &question);
    }
}

#[test]
fn the_manual_tells_every_word_of_the_table() {
    let page = manual();
    for verb in VERBS {
        let usage = verb.usage_line();
        assert!(page.contains(&format!("`{usage}`")), "{usage}");
        assert!(
            page.contains(&format!("### {}\n", verb.name)),
            "{}",
            verb.name
        );
    }
    let words = VERBS.iter().flat_map(|verb| verb.other.iter().copied());
    let words = words.chain(CLAUSES.iter().flat_map(|clause| clause.words()));
    for word in words {
        assert!(page.contains(&format!("`{word}`")), "{word}");
    }
    for clause in CLAUSES {
        for usage in clause.usage.split(" | ") {
            assert!(page.contains(&format!("`{usage}`")), "{usage}");
        }
        let rule = clause.repeat.rule().trim_end_matches('.');
        assert!(page.contains(rule), "{rule}");
    }
    for kept in RESERVED_VERBS {
        assert!(page.contains(&format!("`{}`", kept.name)), "{}", kept.name);
    }
}

#[test]
fn a_plan_told_in_words_is_the_same_plan() {
    let chancery = Chancery::builtin().unwrap();
    let read = |question: &str| {
        let mut plan = query::plan(question, chancery.world()).unwrap().unwrap();
        plan.question.clear();
        plan
    };
    for question in examples() {
        let plan = read(question);
        let words = query::words(&plan, chancery.data());
        assert_eq!(read(&words), plan, "{question}: {words}");
    }
}

/// Tells whether a stretch lies in a text and ends at whole characters.
fn lies_in(text: &str, span: Span) -> bool {
    text.get(span.start..span.end).is_some()
}

/// Text of pieces of questions, marks and letters of several scripts.
fn scraps() -> impl Strategy<Value = String> {
    let words: Vec<String> = examples()
        .iter()
        .flat_map(|question| question.split(' '))
        .chain([
            "«", "»", "“", "'", "\"", "[", "..", "\\", ";", "\n", ",", "-- x", "東京", "Łódź",
        ])
        .map(str::to_owned)
        .collect();
    let piece = prop_oneof![4 => prop::sample::select(words), 1 => "\\PC{0,6}"];
    prop::collection::vec((piece, prop::bool::weighted(0.8)), 0..12).prop_map(|pieces| {
        let spaced = |(piece, space): (String, bool)| piece + if space { " " } else { "" };
        pieces.into_iter().map(spaced).collect()
    })
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_at_a_place_within_it(text in scraps()) {
        let chancery = chancery();
        let (data, names) = (chancery.data(), chancery.names());
        if let Err(fault) = query::plan(&text, chancery.world()) {
            prop_assert!(fault.span().end <= text.len(), "{fault}");
            prop_assert!(lies_in(&text, fault.span()), "{fault}");
        }
        let spans = query::spans(&text, data, names);
        prop_assert!(spans.iter().all(|(span, _)| lies_in(&text, *span)));
        prop_assert!(spans.windows(2).all(|two| two[0].0.end <= two[1].0.start), "{spans:?}");
        let _ = query::is_unfinished(&text);
        for one in query::split_statements(&text) {
            prop_assert_eq!(&text[one.at..one.at + one.text.len()], one.text);
        }
    }

    #[test]
    fn a_candidate_never_makes_a_question_worse(
        question in prop::sample::select(examples()),
        percent in 0..100_usize,
    ) {
        let chancery = chancery();
        let (data, names) = (chancery.data(), chancery.names());
        let letters = question.chars().count() * percent / 100;
        let typed: String = question.chars().take(letters).collect();
        let _ = query::hint(&typed, typed.len(), data, names);
        let completion = query::expected(&typed, typed.len(), data, names);
        prop_assert!(typed.is_char_boundary(completion.start));
        prop_assert!(completion.candidates.len() <= 200);
        for candidate in completion.candidates {
            let made = format!("{}{}", &typed[..completion.start], candidate.insert);
            let Err(fault) = query::plan(&made, chancery.world()) else { continue };
            let fault = match fault {
                QueryError::Advised { fault, .. } => *fault,
                fault => fault,
            };
            // More may be lacking, a name may be one too many, and who held an office may hang on a
            // day that follows; none may be wrong by itself.
            prop_assert!(fault.span().start >= completion.start, "{made}: {fault}");
            let fault = match fault {
                QueryError::Advised { fault, .. } => *fault,
                fault => fault,
            };
            let is_mild = matches!(
                fault,
                QueryError::Missing { .. }
                    | QueryError::SameTwice { .. }
                    | QueryError::Conflict { .. }
                    | QueryError::NoHolder { .. }
            );
            // What was typed so far may mean several, too.
            let may_be_several = candidate.what == "office" || fault.span().end <= typed.len();
            let is_of_names = may_be_several && matches!(fault, QueryError::Ambiguous { .. });
            prop_assert!(is_mild || is_of_names, "{made}: {fault}");
        }
    }
}

/// The built-in dataset, opened once.
fn chancery() -> &'static Chancery {
    static OPENED: std::sync::LazyLock<Chancery> =
        std::sync::LazyLock::new(|| Chancery::builtin().unwrap());
    &OPENED
}
