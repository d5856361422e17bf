//! `between`: all about a pair.

use super::{FILTERS, at_least_two, joined};
use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::pieces;
use crate::query::plan::What;
use crate::query::scope::Scope;

pub(in crate::query) static BETWEEN: Verb = Verb {
    name: "between",
    other: &["pair"],
    usage: &["ENTITY and ENTITY", "[via KIND]", "[during D]"],
    summary: "all about one pair of entities",
    help: "Ties in force, events by year, those who link the two, the shortest chain, and the \
           longest silence.",
    examples: &[
        "between Rwanda and Kazakhstan",
        "between Rwanda and Azerbaijan since 2020",
    ],
    subject: Arg::Pair,
    clauses: &joined::<18>(&[FILTERS, &["limit"]]),
    sorts: &[],
    keys: &[],
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, _: &mut Draft) -> Result<What, QueryError> {
    let named = at_least_two(scope, subject)?;
    match named.as_slice() {
        [one, other] => Ok(What::Between(one.entity, other.entity)),
        [_, _, third, ..] => Err(QueryError::TooManyNames {
            span: third.span,
            name: scope.data.entity(third.entity).name.clone(),
            verb: scope.verb.name,
            most: 2,
        }),
        _ => Err(pieces::nothing_fits(scope, subject.span())),
    }
}
