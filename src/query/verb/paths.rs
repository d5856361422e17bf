//! `paths`: chains of relations from one entity to another.

use super::{FILTERS, joined};
use crate::analysis::Route;
use crate::query::ast::Phrase;
use crate::query::clause::{DEFAULT_PATH_HOPS, THROUGH};
use crate::query::draft::Draft;
use crate::query::entity;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::pieces;
use crate::query::plan::{Choice, PathsPlan, What};
use crate::query::scope::Scope;

pub(in crate::query) static PATHS: Verb = Verb {
    name: "paths",
    other: &["path", "chain", "chains"],
    usage: &[
        "ENTITY",
        "to ENTITY",
        "[via KIND]",
        "[hops N]",
        "[during D]",
        "[through ENTITY]",
        "[avoiding ENTITY]",
        "[of KIND]",
        "[shortest | all | top N | in order]",
    ],
    summary: "chains of relations from one entity to another",
    help: "Without more words: all chains with the fewest steps, up to 6. Each step shows the \
           relation, its kind, date and direction. `of` says who may stand between the two ends.",
    examples: &[
        "paths Rwanda to Samruk-Kazyna",
        "path Paul Kagame to Azerbaijan via meeting, visit",
        "paths Rwanda to Azerbaijan all hops 3",
        "paths Lavrov to ASAN of person",
    ],
    subject: Arg::Entity,
    clauses: &joined::<28>(&[
        &["to"],
        FILTERS,
        &[
            "hops",
            "through",
            "avoiding",
            "shortest",
            "all",
            "top",
            "in order",
            "latest departure",
            "fastest",
            "limit",
        ],
    ]),
    sorts: &[],
    keys: &[],
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, draft: &mut Draft) -> Result<What, QueryError> {
    let Some(from) = entity::single(scope, subject)? else {
        return Err(pieces::missing_subject(scope, subject.at, "an `ENTITY`"));
    };
    let Some((to, span)) = draft.to else {
        return Err(pieces::missing_subject(scope, from.span.end, "`to ENTITY`"));
    };
    if from.entity == to {
        let name = scope.data.entity(to).name.clone();
        return Err(QueryError::SameTwice { span, name });
    }
    Ok(What::Paths(PathsPlan {
        route: Route {
            from: from.entity,
            to,
            hops: draft.hops.unwrap_or(DEFAULT_PATH_HOPS),
            through: draft.through.clone(),
            avoiding: draft.avoiding.clone(),
        },
        choice: choice(draft)?,
    }))
}

/// Returns which chains are wanted. A chain in order is found step by step, and knows no detours.
fn choice(draft: &Draft) -> Result<Choice, QueryError> {
    match draft.choice {
        Some(chosen)
            if matches!(chosen.choice, Choice::InOrder(_)) && !draft.through.is_empty() =>
        {
            Err(QueryError::Conflict {
                span: chosen.span,
                clause: chosen.clause,
                other: THROUGH.name,
            })
        }
        chosen => Ok(chosen.map_or(Choice::Shortest, |chosen| chosen.choice)),
    }
}
