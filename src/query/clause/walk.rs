//! `hops`, `through` and `avoiding`: how far, and over whom.

use super::number;
use crate::query::ast::Use;
use crate::query::draft::{Draft, add_new};
use crate::query::entity;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Clause, Repeat};
use crate::query::scope::Scope;

/// How many steps a chain has at most if the question does not say.
pub const DEFAULT_PATH_HOPS: u32 = 6;

/// The greatest number of steps; beyond it nearly everybody is linked to nearly everybody.
pub const MAX_PATH_HOPS: u32 = 12;

pub(in crate::query) static HOPS: Clause = Clause {
    name: "hops",
    other: &["hop"],
    usage: "hops N",
    summary: "up to N relations away",
    help: "From 1 to 12. Without it `neighbours` goes 1 relation far, and `paths` 6.",
    examples: &["neighbours Samruk-Kazyna hops 2"],
    arg: Arg::Number(Some(MAX_PATH_HOPS as usize)),
    repeat: Repeat::Once,
    apply: hops,
};

pub(in crate::query) static THROUGH: Clause = Clause {
    name: "through",
    other: &["thru"],
    usage: "through ENTITY[, ENTITY …]",
    summary: "chains that pass all of these",
    help: "Each chain must pass every entity named, in any order.",
    examples: &["paths Rwanda to Samruk-Kazyna through Paul Kagame"],
    arg: Arg::Entities,
    repeat: Repeat::Narrows,
    apply: through,
};

pub(in crate::query) static AVOIDING: Clause = Clause {
    name: "avoiding",
    other: &["avoid"],
    usage: "avoiding ENTITY[, ENTITY …]",
    summary: "chains that pass none of these",
    help: "No chain may pass an entity that is named.",
    examples: &["paths Rwanda to Kazakhstan avoiding Paul Kagame"],
    arg: Arg::Entities,
    repeat: Repeat::Narrows,
    apply: avoiding,
};

fn hops(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    draft.hops = u32::try_from(number(scope, used)?).ok();
    Ok(())
}

fn through(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let named = entity::several(scope, used)?;
    add_new(&mut draft.through, named.iter().map(|named| named.entity));
    exclude_both(draft, &named, used)
}

fn avoiding(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let named = entity::several(scope, used)?;
    add_new(&mut draft.avoiding, named.iter().map(|named| named.entity));
    exclude_both(draft, &named, used)
}

/// Checks that no entity is both to be passed and to be avoided.
fn exclude_both(draft: &Draft, named: &[entity::Named], used: &Use) -> Result<(), QueryError> {
    let clash = named.iter().find(|named| {
        draft.through.contains(&named.entity) && draft.avoiding.contains(&named.entity)
    });
    let other = if used.clause == &THROUGH {
        AVOIDING.name
    } else {
        THROUGH.name
    };
    match clash {
        Some(named) => Err(QueryError::Conflict {
            span: named.span,
            clause: used.clause.name,
            other,
        }),
        None => Ok(()),
    }
}
