//! Words that stand where a name should: kinds, topics, offices.

use super::{Edit, Wrong};
use crate::diagnostic::Span;
use crate::names::is_title;
use crate::query::ast::spanned;
use crate::query::error::QueryError;
use crate::query::language::Arg;
use crate::text;

/// The clauses that take words which people put without one.
const CLAUSES: [(&str, Arg); 4] = [
    ("via", Arg::Kinds),
    ("of", Arg::EntityKinds),
    ("status", Arg::Statuses),
    ("about", Arg::Topics),
];
/// Words behind a kind that lead to the name: `visits of Kagame`.
const LEADING: [&str; 4] = ["of", "by", "for", "from"];
/// Words that lead from an office to the body in which it is held.
const HELD_IN: [&str; 3] = ["of", "in", "at"];
/// What a question for those who held an office has behind the name of the body.
const HOLDERS: &str = " of person via office";

/// Puts the clause before words that are no name but a kind, a status or a topic.
pub(super) fn vocabularies(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    let is_word_of_other_sort = matches!(
        wrong.fault,
        QueryError::ExtraWords { .. } | QueryError::UnknownEntity { .. }
    );
    let Some(scope) = wrong.scope().filter(|_| is_word_of_other_sort) else {
        return Vec::new();
    };
    let blamed = (0..wrong.words.len()).filter(|at| {
        wrong
            .words
            .get(*at)
            .is_some_and(|token| wrong.blames(token))
    });
    let mut ways = Vec::new();
    for at in blamed {
        let run = wrong.run(at);
        let named = CLAUSES.iter().find_map(|(clause, arg)| {
            let count = scope.longest(*arg, &run)?;
            scope.verb.takes(clause).then_some((*clause, count))
        });
        if let Some((clause, count)) = named {
            ways.extend(with_clause(wrong, clause, at, count));
        }
    }
    ways
}

/// Returns the edits that put a clause before `count` words, where they stand or at the end.
fn with_clause(wrong: &Wrong<'_>, clause: &str, at: usize, count: usize) -> Vec<Vec<Edit>> {
    let words = wrong.words.get(at..at + count).and_then(spanned);
    let (Some(words), Some(last)) = (words, wrong.words.last()) else {
        return Vec::new();
    };
    let here = (Span::new(words.start, words.start), format!("{clause} "));
    let leading = wrong.words.get(at + count);
    let leading = leading.filter(|word| LEADING.contains(&&*text::fold(&word.text)));
    let gone = leading.map_or(words, |leading| words.to(leading.span));
    let said = wrong.text.get(words.start..words.end).unwrap_or_default();
    let end = Span::new(last.span.end, last.span.end);
    let moved = vec![(gone, String::new()), (end, format!(" {clause} {said}"))];
    vec![vec![here], moved]
}

/// Asks for those who held an office instead of the office: `President of Rwanda`.
pub(super) fn offices(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    if !matches!(wrong.fault, QueryError::UnknownEntity { .. }) {
        return Vec::new();
    }
    let leads = |word: &&str| HELD_IN.contains(&&*text::fold(word));
    let run = wrong.run(0);
    let Some(at) = run.iter().position(leads) else {
        return Vec::new();
    };
    let office = run.get(..at).unwrap_or_default();
    let (Some(body), Some(first), Some(last)) = (
        wrong.words.get(at + 1),
        wrong.words.first(),
        wrong.words.last(),
    ) else {
        return Vec::new();
    };
    if !is_title(&office.join(" ")) {
        return Vec::new();
    }
    let asked = [
        wrong.with_verb("neighbours"),
        (Span::new(last.span.end, last.span.end), HOLDERS.to_owned()),
    ];
    let of_body = (Span::new(first.span.start, body.span.start), String::new());
    let minister = wrong.words.get(..at).unwrap_or_default().last();
    let minister = minister.filter(|word| text::fold(&word.text) == "minister");
    let of_ministry = minister.map(|word| (word.span, "ministry".to_owned()));
    let bodies = of_ministry.into_iter().chain([of_body]);
    bodies
        .map(|body| asked.iter().cloned().chain([body]).collect())
        .collect()
}
