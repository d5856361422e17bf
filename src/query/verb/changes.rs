//! `changes`: what became otherwise, and what became known.

use super::{LISTED, LISTING, subject_of};
use crate::edtf::Window;
use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::plan::What;
use crate::query::scope::Scope;

pub(in crate::query) static CHANGES: Verb = Verb {
    name: "changes",
    other: &["change", "news"],
    usage: &[
        "[ENTITY]",
        "[with ENTITY]",
        "[since D | between D and D | during D]",
        "[via KIND]",
    ],
    summary: "what began, ended, happened or became known",
    help: "Lists in order of time which ties began and ended within the days named, which events \
           happened, which relations changed their status, and which became known. Without days it \
           lists all changes there are.",
    examples: &[
        "changes since 2025-09",
        "changes Rwanda with Kazakhstan between 2025-05-01 and 2025-05-31",
        "changes rwanda-foreign-ministry during 2024-06 via office",
    ],
    subject: Arg::Entity,
    clauses: LISTING,
    sorts: LISTED,
    keys: &[],
    resolve,
};

/// The days come to the plan last, when all clauses have been read; see [`What::take_days`].
fn resolve(scope: &Scope<'_>, subject: &Phrase, draft: &mut Draft) -> Result<What, QueryError> {
    Ok(What::Changes {
        subject: subject_of(scope, subject, draft)?,
        within: Window::EVER,
    })
}
