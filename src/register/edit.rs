//! Edits: what somebody wants to change, not yet checked against what there is.

use super::{Key, Record};
use crate::model::EntityId;

/// One thing that an author wants to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Edit {
    /// A record that there is not yet.
    Add(Record),
    /// A record in place of the one with the same key, which there is.
    Correct(Record),
    /// A record that is no longer held to be so. What others still refer to cannot go.
    Retract(Key),
    /// Two entities are one.
    Join {
        /// The entity that is not shown any more.
        of: EntityId,
        /// The entity that stands for both.
        into: EntityId,
    },
    /// An entity that was joined into another stands for itself again.
    Split {
        /// The entity.
        of: EntityId,
    },
    /// What an entry changed is set back: the last one that is not undone yet, or that of a number.
    Undo(Option<u32>),
    /// What was undone last is done again.
    Redo,
}
