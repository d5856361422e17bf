//! `groups`: who belongs together.

use super::{OVERALL, take_overall};
use crate::analysis::Grouping;
use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::keys::By;
use crate::query::language::{Arg, Verb};
use crate::query::plan::What;
use crate::query::scope::Scope;

pub(in crate::query) static GROUPS: Verb = Verb {
    name: "groups",
    other: &["group", "clusters"],
    usage: &[
        "[ENTITY-KIND]",
        "[by communities | by components]",
        "[via KIND]",
        "[during D]",
        "[top N]",
    ],
    summary: "who belongs together",
    help: "Puts the linked entities into groups, largest first: communities, which are linked within \
           more than chance would have it, or components, between which there is no relation; \
           without a word for it communities. All linked entities are put into groups; a kind only \
           says which members are listed.",
    examples: &[
        "groups of state",
        "groups by components via office",
        "groups persons by communities since 2020 top 3",
    ],
    subject: Arg::EntityKinds,
    clauses: OVERALL,
    sorts: &[],
    keys: By::GROUPINGS,
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, draft: &mut Draft) -> Result<What, QueryError> {
    take_overall(scope, subject, draft)?;
    Ok(What::Groups(match draft.by {
        Some(By::Grouping(grouping)) => grouping,
        _ => Grouping::default(),
    }))
}
