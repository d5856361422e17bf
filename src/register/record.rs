//! Records and their keys: whatever may have a version of its own.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Entity, EntityId, Kind, Office, Relation, RelationId, Source, SourceId};

/// One record of any section of a data file. A copy costs nothing: it is the same value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Record {
    /// A kind of relation, added to those of the ontology.
    Kind(Arc<Kind>),
    /// Titles of an office, added to those of the ontology.
    Office(Arc<Office>),
    /// A source.
    Source(Arc<Source>),
    /// An entity.
    Entity(Arc<Entity>),
    /// A relation with its reports.
    Relation(Arc<Relation>),
}

/// What a record is found by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Key {
    /// The id of a kind.
    Kind(String),
    /// The chief title of an office.
    Office(String),
    /// The id of a source.
    Source(SourceId),
    /// The id of an entity.
    Entity(EntityId),
    /// The id of a relation, also of one that a row of a batch tells.
    Relation(RelationId),
    /// The prefix of a batch of rows.
    Batch(String),
}

impl Record {
    /// Returns what the record is found by.
    pub fn key(&self) -> Key {
        match self {
            Record::Kind(kind) => Key::Kind(kind.id.clone()),
            Record::Office(office) => Key::Office(office.title.clone()),
            Record::Source(source) => Key::Source(source.id.clone()),
            Record::Entity(entity) => Key::Entity(entity.id.clone()),
            Record::Relation(relation) => Key::Relation(relation.id.clone()),
        }
    }
}

impl Key {
    /// Returns the word for what the key finds.
    pub const fn sort(&self) -> &'static str {
        match self {
            Key::Kind(_) => "kind",
            Key::Office(_) => "office",
            Key::Source(_) => "source",
            Key::Entity(_) => "entity",
            Key::Relation(_) => "relation",
            Key::Batch(_) => "batch",
        }
    }

    /// Returns the id, title or prefix.
    pub fn name(&self) -> &str {
        match self {
            Key::Kind(name) | Key::Office(name) | Key::Batch(name) => name,
            Key::Source(id) => id.as_str(),
            Key::Entity(id) => id.as_str(),
            Key::Relation(id) => id.as_str(),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.sort(), self.name())
    }
}

impl From<Source> for Record {
    fn from(source: Source) -> Record {
        Record::Source(Arc::new(source))
    }
}

impl From<Entity> for Record {
    fn from(entity: Entity) -> Record {
        Record::Entity(Arc::new(entity))
    }
}

impl From<Relation> for Record {
    fn from(relation: Relation) -> Record {
        Record::Relation(Arc::new(relation))
    }
}

impl From<Kind> for Record {
    fn from(kind: Kind) -> Record {
        Record::Kind(Arc::new(kind))
    }
}

impl From<Office> for Record {
    fn from(office: Office) -> Record {
        Record::Office(Arc::new(office))
    }
}
