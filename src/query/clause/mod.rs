//! The clauses, a family a file: words for help, and what each adds to a plan.

mod choice;
mod clocks;
mod ends;
mod kinds;
mod recorded;
mod reports;
mod rows;
mod walk;
mod window;

pub(crate) use recorded::asks_entries;
pub use recorded::recorded_at;
pub use walk::{DEFAULT_PATH_HOPS, MAX_PATH_HOPS};

pub(super) use choice::{ALL, FASTEST, IN_ORDER, LATEST_DEPARTURE, SHORTEST, TOP};
pub(super) use clocks::{AS_OF, DIRECT, KNOWN_BY, WITHOUT};
pub(super) use ends::{TO, WITH};
pub(super) use kinds::{NOT_VIA, OF, VIA};
pub(super) use recorded::{AS_RECORDED_AT, MADE_BY};
pub(super) use reports::{ABOUT, AT, CERTAIN, FROM, STATUS, with_article};
pub(super) use rows::{BY, FIRST, LAST, LIMIT, SORT_BY};
pub(super) use walk::{AVOIDING, HOPS, THROUGH};
pub(super) use window::{BETWEEN, DURING, SINCE, UNTIL};

use super::ast::Use;
use super::error::QueryError;
use super::language::Arg;
use super::pieces;
use super::scope::Scope;

/// The least number that any clause takes.
const LEAST: usize = 1;

/// Returns the number behind a clause word, checked against the bounds of the clause.
fn number(scope: &Scope<'_>, used: &Use) -> Result<usize, QueryError> {
    let Some(token) = used.phrase.items.first() else {
        return Err(pieces::missing(scope, used.clause, used.phrase.at));
    };
    let most = match used.clause.arg {
        Arg::Number(most) => most,
        _ => None,
    };
    let (span, clause) = (token.span, used.clause.name);
    let digits = token.text.strip_prefix('-').unwrap_or(&token.text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let word = token.text.clone();
        return Err(QueryError::NoNumber { span, word, clause });
    }
    // A number of rows that is too great to be counted means all of them.
    let number = if digits.len() < token.text.len() {
        0
    } else {
        digits.parse().unwrap_or(usize::MAX)
    };
    if number >= LEAST && most.is_none_or(|most| number <= most) {
        return Ok(number);
    }
    Err(QueryError::OutOfRange {
        span,
        number: token.text.clone(),
        clause,
        least: LEAST,
        most,
    })
}
