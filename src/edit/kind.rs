//! Which kind of relation a word names, and the roles in which its parties stand by themselves.

use super::fault::EditFault;
use super::settle::Settle;
use crate::model::{Kind, KindIx, Ontology};
use crate::query::QueryError;
use crate::query::dictation::Token;
use crate::query::language::Arg;

/// Returns the one kind that a word names: by its id, or by its plural or another word for it.
///
/// A kind that bears the name of its category is meant, not the category: a record has a kind.
pub(super) fn named(ontology: &Ontology, word: &str) -> Option<KindIx> {
    if let Some(kind) = ontology.find(&word.to_lowercase()) {
        return Some(kind);
    }
    let set = ontology.named(word)?;
    let mut kinds = ontology
        .kinds()
        .map(|(kind, _)| kind)
        .filter(|kind| set.contains(*kind));
    match (kinds.next(), kinds.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// Returns the kind that a token names.
pub(super) fn settled<'a>(settle: &Settle<'a>, token: &Token) -> Result<&'a Kind, EditFault> {
    let ontology = settle.world.data().ontology();
    if let Some(kind) = named(ontology, &token.text) {
        return Ok(ontology.kind(kind));
    }
    let Some(below) = ontology.named(&token.text) else {
        return Err(settle
            .words
            .unknown(Arg::Kinds, std::slice::from_ref(token))
            .into());
    };
    let kinds = ontology.kinds().filter(|(kind, _)| below.contains(*kind));
    Err(QueryError::UnknownWord {
        span: token.span,
        word: token.text.clone(),
        what: "single kind of relation",
        nearest: Vec::new(),
        all: kinds.map(|(_, kind)| kind.id.clone()).collect(),
    }
    .into())
}

/// The roles in which parties stand whose role nobody names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sides<'a> {
    /// The role of the first party.
    pub(super) first: &'a str,
    /// The role of the others.
    pub(super) others: &'a str,
}

/// Returns the usual roles of a kind: those of its first link. Where that is mutual, all parties
/// stand in one role.
pub(super) fn sides(kind: &Kind) -> Sides<'_> {
    let role = kind.roles.first().map_or("", |role| role.id.as_str());
    match kind.links.first() {
        Some(link) => Sides {
            first: &link.from,
            others: &link.to,
        },
        None => Sides {
            first: role,
            others: role,
        },
    }
}
