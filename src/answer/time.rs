//! Rows about time: terms of office, changes, and chains in order.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::edtf::{Day, Truth};
use crate::model::{RelationId, SourceId, Status};

use super::{Dated, EntityRef, TimelineRow};

/// A term of office, or a time in which it was vacant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhoRow {
    /// Who held it; nothing while it was vacant.
    pub entity: Option<EntityRef>,
    /// The title.
    pub title: Option<String>,
    /// Of what it is an office.
    pub body: Option<EntityRef>,
    /// When the term began; nothing if that is unknown.
    pub from: Option<Dated>,
    /// When it ended; nothing if that is unknown, or if it still runs: `when` tells which.
    pub to: Option<Dated>,
    /// Whether the holder only acted.
    pub acting: bool,
    /// Whether the term passes the filters for certain.
    pub certainty: Truth,
    /// The whole term. A date that is no interval tells when the holder was seen in office.
    pub when: Option<Dated>,
    /// The tie between holder and body.
    pub relation: Option<RelationId>,
    /// Its status.
    pub status: Option<Status>,
    /// The sources that report it.
    pub sources: Vec<SourceId>,
    /// Whose terms certainly share more than the day of the handover with this one.
    pub overlaps: Vec<EntityRef>,
}

/// Something that changed, in the world or in what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeRow {
    /// The day of the change; where it became known, the day of publication.
    pub date: Option<Dated>,
    /// What changed.
    pub change: Change,
    /// The status before, where that changed.
    pub was: Option<Status>,
    /// The status after.
    pub now: Status,
    /// The sources by which it became known.
    pub by: Vec<SourceId>,
    /// The relation; its certainty is that of the change.
    #[serde(flatten)]
    pub row: TimelineRow,
}

/// In which way something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A tie began.
    Began,
    /// A tie ended.
    Ended,
    /// An event happened.
    Happened,
    /// The first source told of it.
    BecameKnown,
    /// Sources told of another status than those before.
    ChangedStatus,
}

impl Change {
    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Change::Began => "began",
            Change::Ended => "ended",
            Change::Happened => "happened",
            Change::BecameKnown => "became-known",
            Change::ChangedStatus => "changed-status",
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// How a chain runs in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Order {
    /// Whether its steps follow each other for every day that their dates may stand for.
    pub order: Truth,
    /// When it must be begun: surely in time on the earliest day, possibly still on the latest. The
    /// earliest is there only if the order is certain.
    pub departure: Days,
    /// When it is done: possibly on the earliest day, surely by the latest. The latest is there only
    /// if the order is certain.
    pub arrival: Days,
    /// The steps that may stand the wrong way round, where the order is only possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
}

/// A day as early and as late as it may be; nothing where that is open or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Days {
    /// The earliest it can be.
    pub earliest: Option<Day>,
    /// The latest it can be.
    pub latest: Option<Day>,
}

/// Two steps of a chain of which the second may be over before the first is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// The relation of the step that comes first in the chain.
    pub earlier: RelationId,
    /// The day until which it may be put off.
    pub from: Option<Day>,
    /// The relation of the step that comes later in the chain.
    pub later: RelationId,
    /// The day on which it may be over.
    pub until: Option<Day>,
}
