//! Rows about what was recorded: entries, versions of a record, differences, clashes of a merge.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::digest::Digest;
use crate::edtf::Moment;

/// A record as answers name it, also one that is no longer held to be so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordRef {
    /// What it is: kind, office, source, entity, relation or batch.
    pub sort: String,
    /// Its id; of an office its title.
    pub id: String,
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// It is there for the first time, or again.
    Added,
    /// It says something else.
    Changed,
    /// It is no longer held to be so.
    Retracted,
    /// It is one with another, in whose place it stood.
    Joined,
    /// It stands for itself again.
    Parted,
}

impl Became {
    /// Returns the word.
    pub const fn word(self) -> &'static str {
        match self {
            Became::Added => "added",
            Became::Changed => "changed",
            Became::Retracted => "retracted",
            Became::Joined => "joined",
            Became::Parted => "parted",
        }
    }
}

impl fmt::Display for Became {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl Serialize for Became {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// One field of a record that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldRow {
    /// The field in words: `date`, `alias`, a role, `report by akorda-2025: date`.
    pub field: String,
    /// What it said before; nothing if it said nothing.
    pub was: Option<String>,
    /// What it says now; nothing if it says nothing.
    pub now: Option<String>,
    /// The difference in words: `date narrowed from 2015 to 2015-11`.
    pub words: String,
}

/// One version of a record, and what made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryRow {
    /// The number of the entry that made it, from 1.
    pub entry: u32,
    /// When the entry was made.
    pub at: Moment,
    /// Who made it.
    pub by: String,
    /// What sort of edit it is: `edit`, `import`, `undo 3`, `redo 3`, `merge`.
    pub act: String,
    /// The edit in words.
    pub words: String,
    /// The record.
    pub record: RecordRef,
    /// What became of it.
    pub change: Became,
    /// The fields that differ from the version before; none of a record that is new or gone.
    pub fields: Vec<FieldRow>,
}

/// One entry of a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogRow {
    /// Its number, from 1.
    pub entry: u32,
    /// When it was made.
    pub at: Moment,
    /// Who made it.
    pub by: String,
    /// What sort of edit it is: `edit`, `import`, `undo 3`, `redo 3`, `merge`.
    pub act: String,
    /// The edit in words.
    pub words: String,
    /// How many records it changed; a batch of rows counts as one.
    pub changes: u64,
    /// What proves it, and all entries before it.
    pub digest: Digest,
}

/// A record that two states of knowledge have otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffRow {
    /// The record.
    pub record: RecordRef,
    /// What became of it.
    pub change: Became,
    /// What it is, in a few words: the name of an entity, the kind of a relation.
    pub name: String,
    /// The fields that differ; none of a record that is new or gone.
    pub fields: Vec<FieldRow>,
}

/// Who last changed a field on one side of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hand {
    /// The number of the entry.
    pub entry: u32,
    /// When it was made.
    pub at: Moment,
    /// Who made it.
    pub by: String,
}

/// A field that both sides of a merge have changed, each otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClashRow {
    /// The record.
    pub record: RecordRef,
    /// The field; empty where one side retracted what the other changed.
    pub field: String,
    /// What both began with.
    pub base: Option<String>,
    /// What our side says, which is kept.
    pub ours: Option<String>,
    /// What their side says.
    pub theirs: Option<String>,
    /// Who changed it on our side, if that is known.
    pub ours_by: Option<Hand>,
    /// Who changed it on their side, if that is known.
    pub theirs_by: Option<Hand>,
}
