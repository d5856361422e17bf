//! Words that stand where a name should: kinds, topics.

use super::{Edit, Wrong};
use crate::diagnostic::Span;
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

/// Takes kinds away with `not via`, not with the word for sources: `without agreements`.
pub(super) fn kinds_left_out(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    let QueryError::UnknownWord { what: "source", .. } = wrong.fault else {
        return Vec::new();
    };
    let pairs = wrong.words.windows(2);
    let left_out = pairs.filter_map(|two| match two {
        [word, kind] if wrong.blames(kind) && text::fold(&word.text) == "without" => {
            Some(vec![(word.span, "not via".to_owned())])
        }
        _ => None,
    });
    left_out.collect()
}
