//! Entries: changes that were made together, by somebody, at a moment.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Change, Moment};
use crate::digest::Digest;
use crate::model::Batch;

/// Who makes an edit, and when; a program tells both, for the library has no clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name of the author.
    pub name: String,
    /// The moment of the edit.
    pub at: Moment,
}

/// What sort of edit an entry is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Act {
    /// Something was added, corrected, retracted, joined or parted.
    Edit,
    /// Files were imported.
    Import,
    /// What an earlier entry changed was set back.
    Undo(u32),
    /// What an undone entry had changed was changed again.
    Redo(u32),
    /// An entry of another copy was taken over: its digest there.
    Merge(Digest),
}

/// Changes that were made together: all of them hold, or none.
///
/// The JSON of an entry is part of the file format; see [`Change`]. Changes and rows lie in frames
/// of their own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// The place in the register, from 1.
    pub number: u32,
    /// When it was made; never before the entry before it.
    pub at: Moment,
    /// Who made it.
    pub by: String,
    /// What sort of edit it is.
    pub act: Act,
    /// The edit in words, as it was given.
    pub words: String,
    /// What it changes, in order.
    #[serde(skip)]
    pub changes: Vec<Change>,
    /// The rows of its changes that are batches, in the same order.
    #[serde(skip)]
    pub batches: Vec<Arc<Batch>>,
    /// The digest of the entry and, through that of the one before it, of all before it: two
    /// registers with the same digest hold the same.
    pub digest: Digest,
}
