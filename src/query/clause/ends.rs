//! `to` and `with`: the entities at the other end.

use crate::query::ast::Use;
use crate::query::draft::Draft;
use crate::query::entity;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Clause, Repeat};
use crate::query::pieces::{self, Joint};
use crate::query::scope::Scope;

pub(in crate::query) static TO: Clause = Clause {
    name: "to",
    other: &[],
    usage: "to ENTITY",
    summary: "where chains of relations end",
    help: "Names the entity to which `paths` searches.",
    examples: &["paths Rwanda to Samruk-Kazyna"],
    arg: Arg::Entity,
    repeat: Repeat::Once,
    apply: to,
};

pub(in crate::query) static WITH: Clause = Clause {
    name: "with",
    other: &[],
    usage: "with ENTITY[, ENTITY …][ and ENTITY …]",
    summary: "who else must take part",
    help: "Entities parted by commas are alternatives: at least one of them must take part. Behind \
           `and`, and behind a second `with`, a new list begins, of which at least one must take part \
           too.",
    examples: &[
        "timeline Rwanda with Kazakhstan, Azerbaijan",
        "timeline Rwanda with Kazakhstan and Paul Kagame",
    ],
    arg: Arg::Entities,
    repeat: Repeat::Narrows,
    apply: with,
};

fn to(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let named = entity::single(scope, &used.phrase)?
        .ok_or_else(|| pieces::missing(scope, used.clause, used.phrase.at))?;
    draft.to = Some((named.entity, named.span));
    Ok(())
}

fn with(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    for named in entity::several(scope, used)? {
        match (named.joint, draft.with.last_mut()) {
            (Joint::Comma | Joint::Side, Some(list)) => list.push(named.entity),
            _ => draft.with.push(vec![named.entity]),
        }
    }
    Ok(())
}
