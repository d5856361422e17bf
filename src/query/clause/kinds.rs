//! `via`, `not via` and `of`: kinds of relation, and kinds of entity at the other end.

use crate::model::EntityKind;
use crate::query::ast::Use;
use crate::query::draft::{Draft, add_new};
use crate::query::error::QueryError;
use crate::query::language::{Arg, Clause, Repeat};
use crate::query::scope::Scope;
use crate::query::vocabulary;

pub(in crate::query) static VIA: Clause = Clause {
    name: "via",
    other: &[],
    usage: "via KIND[, KIND …]",
    summary: "relations of these kinds only",
    help: "Takes relation kinds, their plurals and other words for them (`visit`, `visits`, `trip`), and \
           PLOVER categories, which mean all kinds below them (`CONSULT`).",
    examples: &[
        "neighbours Rwanda via diplomatic relations, mission",
        "timeline Paul Kagame via CONSULT",
    ],
    arg: Arg::Kinds,
    repeat: Repeat::Unites,
    apply: via,
};

pub(in crate::query) static NOT_VIA: Clause = Clause {
    name: "not via",
    other: &[],
    usage: "not via KIND[, KIND …]",
    summary: "no relations of these kinds",
    help: "Takes the same words as `via` and takes their kinds away, also from what `via` names.",
    examples: &["paths Rwanda to Kazakhstan not via membership, participation"],
    arg: Arg::Kinds,
    repeat: Repeat::Unites,
    apply: not_via,
};

pub(in crate::query) static OF: Clause = Clause {
    name: "of",
    other: &[],
    usage: "of KIND[, KIND …]",
    summary: "entities of these kinds only",
    help: "Takes kinds of entity: state, person, institution, forum, instrument, place, in singular or \
           plural. It speaks of the entity at the other end of a relation, or of the one that is found.",
    examples: &["neighbours Rwanda of person", "find Astana of place"],
    arg: Arg::EntityKinds,
    repeat: Repeat::Unites,
    apply: of,
};

fn via(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let more = vocabulary::kinds_of(scope, used)?;
    let before = draft.via.take().unwrap_or_default();
    draft.via = Some(vocabulary::union(scope.data.ontology(), &[before, more]));
    Ok(())
}

fn not_via(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let more = vocabulary::kinds_of(scope, used)?;
    let before = std::mem::take(&mut draft.lens.not_via);
    draft.lens.not_via = vocabulary::union(scope.data.ontology(), &[before, more]);
    Ok(())
}

fn of(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    add_new(
        &mut draft.of,
        vocabulary::each(scope, used, EntityKind::from_word)?,
    );
    Ok(())
}
