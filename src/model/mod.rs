//! What there is: entities, relations, sources, and the kinds of relation that an ontology names.
//!
//! These are values and their checks. Nothing here reads a file, walks a graph or answers a question.

mod batch;
mod check;
mod dataset;
mod entity;
mod error;
mod extract;
mod facts;
mod id;
mod kind;
mod kind_set;
mod ontology;
mod pressed;
mod relation;
mod source;
mod table;
mod title;

pub use batch::{Batch, Form, FormIx, PartyIx, Row, RowIx};
pub use dataset::{Dataset, DatasetBuilder};
pub use entity::{Entity, EntityKind};
pub use error::{Field, ModelError, Problem, Section};
pub use id::{EntityId, EntityIx, IdError, RelationId, RelationIx, SourceId, SourceIx, TopicIx};
pub use kind::{Acts, Direction, Kind, KindIx, Link, Nature, Plover, Role};
pub use kind_set::KindSet;
pub use ontology::{Category, Ontology, OntologyError};
pub use relation::{Parties, Relation, Report, Status};
pub use source::Source;
pub use table::{Cast, CastIter, Party};
pub(crate) use table::{Dates, Shape};
pub use title::{Office, Title};
