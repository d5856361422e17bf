//! `conflicts`: relations whose reports disagree.

use super::{LISTED, LISTING, subject_of};
use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::plan::What;
use crate::query::scope::Scope;

pub(in crate::query) static CONFLICTS: Verb = Verb {
    name: "conflicts",
    other: &["conflict", "contradictions", "disagreements"],
    usage: &[
        "[ENTITY]",
        "[with ENTITY]",
        "[during D]",
        "[via KIND]",
        "[about TOPIC]",
    ],
    summary: "relations whose sources disagree, side by side",
    help: "Tells for each relation in what its reports disagree (date, status, party, number), and \
           which source says what. Nothing is chosen silently.",
    examples: &[
        "conflicts",
        "conflicts Rwanda with Azerbaijan",
        "conflicts via diplomatic relations since 2000",
    ],
    subject: Arg::Entity,
    clauses: LISTING,
    sorts: LISTED,
    keys: &[],
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, draft: &mut Draft) -> Result<What, QueryError> {
    subject_of(scope, subject, draft).map(What::Conflicts)
}
