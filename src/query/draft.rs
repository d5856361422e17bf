//! A plan in the making: what the clauses of a question have said so far.

use super::keys::By;
use super::plan::{Choice, Shape};
use crate::diagnostic::Span;
use crate::edtf::Moment;
use crate::graph::Lens;
use crate::model::{EntityIx, EntityKind, KindSet, Status};

/// What the clauses have said so far; a verb takes from it what it needs.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub(super) lens: Lens,
    pub(super) via: Option<KindSet>,
    pub(super) of: Vec<EntityKind>,
    pub(super) statuses: Vec<Status>,
    pub(super) shape: Shape,
    pub(super) hops: Option<u32>,
    pub(super) choice: Option<Chosen>,
    pub(super) to: Option<(EntityIx, Span)>,
    pub(super) with: Vec<Vec<EntityIx>>,
    pub(super) through: Vec<EntityIx>,
    pub(super) avoiding: Vec<EntityIx>,
    pub(super) by: Option<By>,
    /// Who must have made an entry; nobody named means anybody.
    pub(super) authors: Vec<String>,
    /// The moment whose records are asked about, unless it is now.
    pub(super) recorded_at: Option<Moment>,
    /// Whether nobody counts as taking part for others.
    pub(super) direct: bool,
}

/// Which chains are wanted, and where that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) choice: Choice,
    pub(super) clause: &'static str,
    pub(super) span: Span,
}

/// Adds what is not there yet, keeping the order in which it was named.
pub(crate) fn add_new<T: PartialEq>(list: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for one in more {
        if !list.contains(&one) {
            list.push(one);
        }
    }
}
