//! `during`, `between`, `since` and `until`: the days asked about.

use crate::diagnostic::Span;
use crate::edtf::{Edtf, Window};
use crate::query::ast::Use;
use crate::query::dates;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Clause, Repeat};
use crate::query::pieces;
use crate::query::scope::Scope;

pub(in crate::query) static DURING: Clause = Clause {
    name: "during",
    other: &["within"],
    usage: "during D | during D..D",
    summary: "within these days",
    help: "D is any EDTF date: `2024`, `2024-11`, `2015/2016`, `2004-06~`, `[2024-11,2024-12]`. Two dates \
           joined by `..` or `to` are a window from the earliest day of the first to the latest of the \
           second. An event counts by its day, a tie by being in force on a day.",
    examples: &[
        "timeline Rwanda during 2025",
        "neighbours Rwanda during 2024-02..2025-05",
    ],
    arg: Arg::Window,
    repeat: Repeat::Narrows,
    apply: during,
};

pub(in crate::query) static BETWEEN: Clause = Clause {
    name: "between",
    other: &[],
    usage: "between D and D",
    summary: "from one date to another",
    help: "The same as `during D..D`: from the earliest day of the first date to the latest of the \
           second.",
    examples: &["timeline Rwanda between 2024-02 and 2025-05"],
    arg: Arg::TwoDates,
    repeat: Repeat::Narrows,
    apply: between,
};

pub(in crate::query) static SINCE: Clause = Clause {
    name: "since",
    other: &[],
    usage: "since D",
    summary: "from the first day of a date on",
    help: "The first day that D may stand for belongs to the window: `since 2024` begins on 1 January.",
    examples: &["timeline Rwanda since 2024-06"],
    arg: Arg::Date,
    repeat: Repeat::Narrows,
    apply: since,
};

pub(in crate::query) static UNTIL: Clause = Clause {
    name: "until",
    other: &["till"],
    usage: "until D",
    summary: "up to the last day of a date",
    help: "The last day that D may stand for belongs to the window: `until 2024` ends on 31 December.",
    examples: &["timeline Rwanda since 2020 until 2024"],
    arg: Arg::Date,
    repeat: Repeat::Narrows,
    apply: until,
};

fn during(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    if used.phrase.is_empty() {
        return Err(pieces::missing(scope, used.clause, used.phrase.at));
    }
    let (window, span) = (dates::window(&used.phrase.items)?, used.phrase.span());
    if window.is_empty() {
        return Err(QueryError::TurnedWindow { span });
    }
    narrow(draft, window, span)
}

fn between(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let phrase = &used.phrase;
    if !phrase.is_empty() && !dates::are_two(&phrase.items) {
        return Err(pieces::missing(scope, used.clause, phrase.span().end));
    }
    during(scope, used, draft)
}

fn since(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let date = one_date(scope, used)?;
    narrow(draft, Window::since(&date), used.phrase.span())
}

fn until(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let date = one_date(scope, used)?;
    narrow(draft, Window::until(&date), used.phrase.span())
}

/// Returns the date behind a clause word.
pub(super) fn one_date(scope: &Scope<'_>, used: &Use) -> Result<Edtf, QueryError> {
    let Some(token) = used.phrase.items.first() else {
        return Err(pieces::missing(scope, used.clause, used.phrase.at));
    };
    dates::date(&token.text, Span::new(token.inner, token.span.end))
}

/// Narrows the window to what it has in common with another.
fn narrow(draft: &mut Draft, window: Window, span: Span) -> Result<(), QueryError> {
    draft.lens.window = draft.lens.window.intersect(window);
    if draft.lens.window.is_empty() {
        return Err(QueryError::EmptyWindow { span });
    }
    Ok(())
}
