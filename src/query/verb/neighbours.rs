//! `neighbours`: the entities linked to one.

use super::{FILTERS, joined};
use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::entity;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::pieces;
use crate::query::plan::{Sort, What};
use crate::query::scope::Scope;

pub(in crate::query) static NEIGHBOURS: Verb = Verb {
    name: "neighbours",
    other: &["neighbors", "neighbour", "neighbor"],
    usage: &[
        "ENTITY",
        "[via KIND]",
        "[of KIND]",
        "[during D]",
        "[hops N]",
    ],
    summary: "entities linked to one, with kinds and dates",
    help: "Each row is an entity: the kinds and number of relations that link it, and their first \
           and last date. With `hops` the neighbours of neighbours follow.",
    examples: &[
        "neighbours Rwanda",
        "neighbors Rwanda via diplomatic relations since 2020",
        "neighbours Samruk-Kazyna hops 2",
    ],
    subject: Arg::Entity,
    clauses: &joined::<20>(&[FILTERS, &["hops", "sort by", "limit"]]),
    sorts: &[Sort::Count, Sort::Name, Sort::Date, Sort::Newest],
    keys: &[],
    resolve,
};

/// How far it goes if the question does not say.
const USUAL_HOPS: u32 = 1;

fn resolve(scope: &Scope<'_>, subject: &Phrase, draft: &mut Draft) -> Result<What, QueryError> {
    match entity::single(scope, subject)? {
        Some(named) => Ok(What::Neighbours {
            of: named.entity,
            hops: draft.hops.unwrap_or(USUAL_HOPS),
        }),
        None => Err(pieces::missing_subject(scope, subject.at, "an `ENTITY`")),
    }
}
