//! `timeline`: relations by date.

use super::{LISTED, LISTING, subject_of};
use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::plan::What;
use crate::query::scope::Scope;

pub(in crate::query) static TIMELINE: Verb = Verb {
    name: "timeline",
    other: &["chronology"],
    usage: &[
        "[ENTITY]",
        "[with ENTITY]",
        "[during D]",
        "[via KIND]",
        "[about TOPIC]",
        "[first N | last N]",
    ],
    summary: "relations by date, oldest first",
    help: "Without an entity it holds everybody's relations. With `with` the others must take part \
           too.",
    examples: &[
        "timeline Paul Kagame with Kazakhstan",
        "timeline since 2025 about trade",
        "timeline Rwanda via visit last 5",
    ],
    subject: Arg::Entity,
    clauses: LISTING,
    sorts: LISTED,
    keys: &[],
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, draft: &mut Draft) -> Result<What, QueryError> {
    subject_of(scope, subject, draft).map(What::Timeline)
}
