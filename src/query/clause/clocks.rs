//! `as of`, `known by`, `without` and `direct`: the two clocks, whom to believe, and who counts as
//! taking part.

use std::collections::BTreeSet;

use super::window::one_date;
use crate::query::ast::Use;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Clause, Repeat};
use crate::query::scope::Scope;
use crate::query::vocabulary;

pub(in crate::query) static AS_OF: Clause = Clause {
    name: "as of",
    other: &["asof"],
    usage: "as of D",
    summary: "what held on a day",
    help: "Ties must be in force on a day of D, and events must have happened by its end. Names of \
           offices mean those who held them then.",
    examples: &[
        "neighbours Rwanda via office as of 2024-02",
        "timeline Rwanda as of 2024-02-03 last 5",
    ],
    arg: Arg::Date,
    repeat: Repeat::Once,
    apply: as_of,
};

pub(in crate::query) static KNOWN_BY: Clause = Clause {
    name: "known by",
    other: &["as known by"],
    usage: "known by D",
    summary: "what sources published by then had said",
    help: "Only what sources published by the end of D report counts; date and status of a relation \
           are those of the newest report by then.",
    examples: &["timeline Kagame with Kazakhstan via visit known by 2025-05-27"],
    arg: Arg::Date,
    repeat: Repeat::Once,
    apply: known_by,
};

pub(in crate::query) static WITHOUT: Clause = Clause {
    name: "without",
    other: &["not from"],
    usage: "without SOURCE[, SOURCE …]",
    summary: "as if these sources had said nothing",
    help: "Takes the id or the title of a source, or a publisher, which means all its sources. What \
           nobody else reports falls; of the rest, date and status are those that others report.",
    examples: &["timeline Rwanda with Kazakhstan without Wall Africa Journal"],
    arg: Arg::Sources,
    repeat: Repeat::Unites,
    apply: without,
};

pub(in crate::query) static DIRECT: Clause = Clause {
    name: "direct",
    other: &["directly"],
    usage: "direct",
    summary: "each for itself, nobody for others",
    help: "Otherwise a state or an institution also takes part through those who act for it: its \
           ministers and envoys, the bodies that are part of it.",
    examples: &["timeline Russia with Rwanda direct"],
    arg: Arg::Nothing,
    repeat: Repeat::Once,
    apply: direct,
};

fn as_of(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    draft.lens.clocks.as_of = Some(one_date(scope, used)?);
    Ok(())
}

fn known_by(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    draft.lens.clocks.known_by = Some(one_date(scope, used)?);
    Ok(())
}

fn without(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let named = vocabulary::sources_of(scope, used)?;
    let before = std::mem::take(&mut draft.lens.without).into_iter();
    let all: BTreeSet<_> = before.chain(named).collect();
    draft.lens.without = all.into_iter().collect();
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "all clauses are applied alike")]
fn direct(_: &Scope<'_>, _: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    draft.direct = true;
    Ok(())
}
