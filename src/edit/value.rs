//! What the words behind a field mean.

use crate::edtf::Edtf;
use crate::model::{EntityId, EntityKind, Report, SourceId, Status};

/// What a field tells of a record.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    /// A date; nothing where it is not known.
    Date(Option<Edtf>),
    Status(Status),
    EntityKind(EntityKind),
    /// The id of a kind of relation.
    Kind(String),
    Entity(EntityId),
    Topic(String),
    /// The id of a relation or a forum.
    Whole(String),
    Source(SourceId),
    /// A party and its role; where none is said, the usual one of the kind or, to be dropped, any.
    Party(EntityId, Option<String>),
    /// A scheme and a code of it.
    Code(String, String),
    Count(String, i64),
    Row(u64),
    Report(Box<Report>),
}
