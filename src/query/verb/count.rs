//! `count`: numbers of relations.

use super::{FILTERS, joined, subject_of};
use crate::analysis::CountBy;
use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::keys::By;
use crate::query::language::{Arg, Verb};
use crate::query::plan::{Sort, What};
use crate::query::scope::Scope;

pub(in crate::query) static COUNT: Verb = Verb {
    name: "count",
    other: &["number"],
    usage: &[
        "[ENTITY]",
        "[with ENTITY]",
        "[by KEY]",
        "[during D]",
        "[via KIND]",
    ],
    summary: "numbers of relations by kind, year, place …",
    help: "Counts relations, never edges: a treaty of five states is one. Without an entity it \
           counts everybody's.",
    examples: &[
        "count Rwanda by year",
        "count Rwanda with Kazakhstan by topic",
        "count by source",
    ],
    subject: Arg::Entity,
    clauses: &joined::<21>(&[&["with"], FILTERS, &["by", "sort by", "limit"]]),
    sorts: &[Sort::Count, Sort::Name],
    keys: By::COUNTS,
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, draft: &mut Draft) -> Result<What, QueryError> {
    Ok(What::Count {
        subject: subject_of(scope, subject, draft)?,
        by: match draft.by {
            Some(By::Count(key)) => key,
            _ => CountBy::Kind,
        },
    })
}
