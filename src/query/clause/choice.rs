//! `shortest`, `all`, `top`, `in order`, `latest departure` and `fastest`: which chains.

use super::number;
use crate::analysis::Aim;
use crate::query::ast::Use;
use crate::query::draft::{Chosen, Draft};
use crate::query::error::QueryError;
use crate::query::language::{Arg, Clause, Repeat};
use crate::query::plan::Choice;
use crate::query::scope::Scope;

pub(in crate::query) static SHORTEST: Clause = Clause {
    name: "shortest",
    other: &[],
    usage: "shortest",
    summary: "all chains with the fewest steps",
    help: "This is what `paths` answers if nothing else is asked.",
    examples: &["paths Rwanda to Azerbaijan shortest"],
    arg: Arg::Nothing,
    repeat: Repeat::Once,
    apply: shortest,
};

pub(in crate::query) static ALL: Clause = Clause {
    name: "all",
    other: &["every"],
    usage: "all",
    summary: "every chain within the hops",
    help: "Every chain that meets no entity twice and has no more steps than `hops` allows.",
    examples: &["paths Rwanda to Azerbaijan all hops 3"],
    arg: Arg::Nothing,
    repeat: Repeat::Once,
    apply: all,
};

pub(in crate::query) static TOP: Clause = Clause {
    name: "top",
    other: &["best"],
    usage: "top N",
    summary: "the N best chains, or the N highest",
    help: "Of chains those with the fewest steps first, then those of the strongest relations; of a \
           ranking the N highest.",
    examples: &["paths Rwanda to Azerbaijan top 3", "rank state top 3"],
    arg: Arg::Number(None),
    repeat: Repeat::Once,
    apply: top,
};

pub(in crate::query) static IN_ORDER: Clause = Clause {
    name: "in order",
    other: &["earliest arrival"],
    usage: "in order",
    summary: "a chain whose dates do not run backwards",
    help: "Each step happens on the day of the step before or later; a tie may be used on any day on \
           which it holds. Of all such chains the one that arrives earliest is answered, unless \
           `latest departure` or `fastest` is asked for.",
    examples: &["paths Rwanda to Samruk-Kazyna in order"],
    arg: Arg::Nothing,
    repeat: Repeat::Once,
    apply: in_order,
};

pub(in crate::query) static LATEST_DEPARTURE: Clause = Clause {
    name: "latest departure",
    other: &[],
    usage: "latest departure",
    summary: "in order, and its first step as late as can be",
    help: "Implies `in order`.",
    examples: &["paths Rwanda to Samruk-Kazyna latest departure"],
    arg: Arg::Nothing,
    repeat: Repeat::Once,
    apply: latest_departure,
};

pub(in crate::query) static FASTEST: Clause = Clause {
    name: "fastest",
    other: &[],
    usage: "fastest",
    summary: "in order, with the fewest days from first step to last",
    help: "Implies `in order`.",
    examples: &["paths Rwanda to Samruk-Kazyna in order fastest"],
    arg: Arg::Nothing,
    repeat: Repeat::Once,
    apply: fastest,
};

fn shortest(_: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    choose(draft, used, Choice::Shortest)
}

fn all(_: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    choose(draft, used, Choice::All)
}

fn top(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let most = number(scope, used)?;
    choose(draft, used, Choice::Top(most))
}

fn in_order(_: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    choose(draft, used, Choice::InOrder(Aim::EarliestArrival))
}

fn latest_departure(_: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    choose(draft, used, Choice::InOrder(Aim::LatestDeparture))
}

fn fastest(_: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    choose(draft, used, Choice::InOrder(Aim::Fastest))
}

/// Notes which chains are wanted, once; `in order` may stand beside what is best of them.
fn choose(draft: &mut Draft, used: &Use, choice: Choice) -> Result<(), QueryError> {
    const ANY_ORDER: Choice = Choice::InOrder(Aim::EarliestArrival);
    let new = Chosen {
        choice,
        clause: used.clause.name,
        span: used.span,
    };
    match (&draft.choice, choice) {
        (None, _) => {}
        (Some(before), _) if before.clause == new.clause => {}
        (Some(before), Choice::InOrder(_)) if before.choice == ANY_ORDER => {}
        (Some(before), ANY_ORDER) if matches!(before.choice, Choice::InOrder(_)) => return Ok(()),
        (Some(before), _) => {
            return Err(QueryError::Conflict {
                span: used.span,
                clause: used.clause.name,
                other: before.clause,
            });
        }
    }
    draft.choice = Some(new);
    Ok(())
}
