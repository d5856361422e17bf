//! What was found in a file of another program.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Entity, EntityId, EntityKind, Kind, Office, Relation, RelationId, Source};

/// Records of a file, and what was wrong with others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// Kinds of relation that it defines beyond the known ones.
    pub kinds: Vec<Kind>,
    /// Offices that it defines beyond the known ones.
    pub offices: Vec<Office>,
    /// The sources it names. Relations that name none rest on the file itself: they have no report,
    /// and whoever reads the file gives them one.
    pub sources: Vec<Source>,
    /// The entities, with the lines on which they begin.
    pub entities: Vec<(u64, Entity)>,
    /// The relations, with the lines on which they begin.
    pub relations: Vec<(u64, Relation)>,
    /// What is wrong, in order of place.
    pub faults: Vec<Fault>,
    /// What the file names without ids of ours.
    pub coined: Coined,
}

/// Ids that stand for something only within one file, because the file has none of ours. Whoever
/// reads it decides whom it means, and may choose other ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coined {
    /// Entities, by the ids that they have for the time being.
    pub entities: BTreeMap<EntityId, Stranger>,
    /// Relations.
    pub relations: BTreeSet<RelationId>,
}

/// An entity that a file of another's making names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranger {
    /// How the file calls it where it links it.
    pub key: String,
    /// Its name, where the file has one beside the key.
    pub name: Option<String>,
    /// What sort of thing it is, where the file tells.
    pub kind: Option<EntityKind>,
}

/// Something wrong with one record of a file, which was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: u64,
    /// The column, counted from 1, where it is known.
    pub column: Option<u64>,
    /// What is wrong: lower case, no final stop, words of the file in backticks.
    pub why: String,
}
