//! What there is: entities, relations, sources, and the kinds of relation that an ontology names.
//!
//! These are values and their checks. Nothing here reads a file, walks a graph or answers a question.

mod check;
mod dataset;
mod entity;
mod error;
mod id;
mod kind;
mod kind_set;
mod ontology;
mod relation;
mod source;
mod title;

pub use dataset::{Dataset, DatasetBuilder};
pub use entity::{Entity, EntityKind};
pub use error::{Field, ModelError, Problem, Section};
pub use id::{EntityId, EntityIx, IdError, RelationId, RelationIx, SourceId, SourceIx, TopicIx};
pub use kind::{Acts, Direction, Kind, KindIx, Link, Nature, Plover, Role};
pub use kind_set::KindSet;
pub use ontology::{Category, Ontology, OntologyError};
pub use relation::{Parties, Relation, Report, Status};
pub use source::Source;
pub use title::{Office, Title};
