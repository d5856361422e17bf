//! `rank`: who stands out by a measure.

use super::{OVERALL, take_overall};
use crate::analysis::Measure;
use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::keys::By;
use crate::query::language::{Arg, Verb};
use crate::query::plan::What;
use crate::query::scope::Scope;

pub(in crate::query) static RANK: Verb = Verb {
    name: "rank",
    other: &["ranking"],
    usage: &[
        "[ENTITY-KIND]",
        "[by MEASURE]",
        "[via KIND]",
        "[during D]",
        "[top N]",
    ],
    summary: "who stands out, by degree, pagerank …",
    help: "Ranks entities, highest first, by degree (how many distinct entities are linked to each), \
           strength (how many relations link it), pagerank (the share of a walk along relations that \
           arrives at it) or betweenness (the share of the shortest chains between others that pass \
           it); without a measure by degree. All linked entities are measured; a kind only says which \
           are listed.",
    examples: &[
        "rank state by degree top 5",
        "rank persons by betweenness since 2020",
        "rank by pagerank via CONSULT limit 10",
    ],
    subject: Arg::EntityKinds,
    clauses: OVERALL,
    sorts: &[],
    keys: By::MEASURES,
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, draft: &mut Draft) -> Result<What, QueryError> {
    take_overall(scope, subject, draft)?;
    Ok(What::Rank(match draft.by {
        Some(By::Measure(measure)) => measure,
        _ => Measure::default(),
    }))
}
