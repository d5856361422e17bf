//! Changes: the smallest steps from one state of knowledge to the next.

use serde::{Deserialize, Serialize};

use super::{Key, Record};
use crate::digest::Digest;
use crate::model::{EntityId, RelationId};

/// One step. What it says holds from its entry on, until a later change says otherwise.
///
/// Its JSON is part of the file format, which old versions must be read from for ever: fields may
/// be added, none may change its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Change {
    /// A record, new or in place of the one with the same key.
    Put(Record),
    /// The record is no longer held to be so.
    Drop(Key),
    /// The row of a batch that was dropped, or replaced by a record, stands for itself again.
    Row {
        /// The id of its relation.
        id: RelationId,
    },
    /// Two entities are one: wherever `of` stands, `into` is meant, and it has the names of both.
    Join {
        /// The entity that is not shown any more.
        of: EntityId,
        /// The entity that stands for both.
        into: EntityId,
    },
    /// An entity that was joined into another stands for itself again.
    Part {
        /// The entity.
        of: EntityId,
    },
    /// A batch of rows, new or in place of the one with the same prefix. All its rows stand, but
    /// for those in whose place a record was put. The rows themselves lie
    /// beside the change, in [`Entry::batches`](super::Entry::batches).
    Batch {
        /// What the ids of its relations begin with.
        prefix: String,
        /// How many rows it has.
        rows: u64,
        /// The digest of its rows.
        digest: Digest,
    },
}

impl Change {
    /// Returns the keys of the records that the change is about, one or two.
    pub fn keys(&self) -> Vec<Key> {
        match self {
            Change::Put(record) => vec![record.key()],
            Change::Drop(key) => vec![key.clone()],
            Change::Row { id } => vec![Key::Relation(id.clone())],
            Change::Join { of, into } => vec![Key::Entity(of.clone()), Key::Entity(into.clone())],
            Change::Part { of } => vec![Key::Entity(of.clone())],
            Change::Batch { prefix, .. } => vec![Key::Batch(prefix.clone())],
        }
    }
}
