//! `common`: the entities linked to all of several.

use super::{FILTERS, at_least_two, joined};
use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::plan::{Sort, What};
use crate::query::scope::Scope;

pub(in crate::query) static COMMON: Verb = Verb {
    name: "common",
    other: &["shared"],
    usage: &["ENTITY ENTITY …", "[of KIND]", "[via KIND]", "[during D]"],
    summary: "entities linked to all of these",
    help: "Names are parted by spaces, commas or `and`; the longest known names win.",
    examples: &[
        "common Russia Kazakhstan Azerbaijan",
        "common Rwanda and Kazakhstan of person",
    ],
    subject: Arg::Entities,
    clauses: &joined::<19>(&[FILTERS, &["sort by", "limit"]]),
    sorts: &[Sort::Count, Sort::Name, Sort::Date, Sort::Newest],
    keys: &[],
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, _: &mut Draft) -> Result<What, QueryError> {
    let named = at_least_two(scope, subject)?;
    Ok(What::Common(
        named.iter().map(|named| named.entity).collect(),
    ))
}
