//! `by`, `sort by`, `first`, `last` and `limit`: which rows, and in which order.

use super::number;
use crate::query::ast::Use;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::keys::By;
use crate::query::language::{Arg, Clause, Repeat};
use crate::query::plan::{End, Sort};
use crate::query::scope::Scope;
use crate::query::vocabulary;

pub(in crate::query) static BY: Clause = Clause {
    name: "by",
    other: &["per"],
    usage: "by KEY",
    summary: "what to count, rank or group by",
    help: "`count` counts relations by kind, year, month, entity, topic, source, status or place; without \
           it by kind. `rank` takes degree, strength, pagerank and betweenness, `groups` components and \
           communities.",
    examples: &["count Rwanda by year", "rank person by betweenness"],
    arg: Arg::Key,
    repeat: Repeat::Once,
    apply: by,
};

pub(in crate::query) static SORT_BY: Clause = Clause {
    name: "sort by",
    other: &["sorted by", "order by", "ordered by"],
    usage: "sort by ORDER",
    summary: "the order of rows",
    help: "Orders are date, newest, name, count and kind; each question takes those that it has.",
    examples: &["neighbours Rwanda sort by count"],
    arg: Arg::SortKey,
    repeat: Repeat::Once,
    apply: sort_by,
};

pub(in crate::query) static FIRST: Clause = Clause {
    name: "first",
    other: &["earliest"],
    usage: "first N",
    summary: "the first N rows by date, or by rank",
    help: "Takes the N oldest rows, whatever the order in which they are shown; of a ranking the N \
           highest, of groups the N largest.",
    examples: &["timeline Rwanda first 5", "rank state first 5"],
    arg: Arg::Number(None),
    repeat: Repeat::Once,
    apply: first,
};

pub(in crate::query) static LAST: Clause = Clause {
    name: "last",
    other: &["latest"],
    usage: "last N",
    summary: "the last N rows by date, or by rank",
    help: "Takes the N newest rows, whatever the order in which they are shown; of a ranking the N \
           lowest, of groups the N smallest.",
    examples: &["timeline Rwanda last 5"],
    arg: Arg::Number(None),
    repeat: Repeat::Once,
    apply: last,
};

pub(in crate::query) static LIMIT: Clause = Clause {
    name: "limit",
    other: &[],
    usage: "limit N",
    summary: "at most N rows",
    help: "Counted after sorting.",
    examples: &["neighbours Rwanda limit 10"],
    arg: Arg::Number(None),
    repeat: Repeat::Once,
    apply: limit,
};

fn by(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let keys = vocabulary::each(scope, used, |word| {
        By::named(word, &scope.verb.known_keys())
    })?;
    draft.by = keys.first().copied();
    Ok(())
}

fn sort_by(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let sorts = vocabulary::each(scope, used, |word| {
        Sort::from_word(word).filter(|sort| scope.verb.sorts.contains(sort))
    })?;
    draft.shape.sort = sorts.first().copied();
    Ok(())
}

fn first(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let end = End::First(number(scope, used)?);
    one_end(draft, used, end, LAST.name)
}

fn last(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let end = End::Last(number(scope, used)?);
    one_end(draft, used, end, FIRST.name)
}

fn one_end(draft: &mut Draft, used: &Use, end: End, other: &'static str) -> Result<(), QueryError> {
    match draft.shape.end.replace(end) {
        Some(_) => Err(QueryError::Conflict {
            span: used.span,
            clause: used.clause.name,
            other,
        }),
        None => Ok(()),
    }
}

fn limit(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    draft.shape.limit = Some(number(scope, used)?);
    Ok(())
}
