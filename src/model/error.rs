//! What can be wrong with records, and in which record and field it is wrong.

use super::{EntityKind, Nature, Status};
use crate::text;

/// Returns the text for a word that is not one of a fixed list, with the nearest that is.
pub(crate) fn unknown<'a>(
    what: &str,
    word: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    if let Some(nearest) = text::nearest(word, known.clone()) {
        return format!("unknown {what} `{word}`, the nearest is `{nearest}`");
    }
    let known: Vec<&str> = known.into_iter().collect();
    format!(
        "unknown {what} `{word}`, expected one of {}",
        known.join(", ")
    )
}

/// The part of a dataset that a record belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// The relation kinds that a dataset adds.
    Kinds,
    /// The sources.
    Sources,
    /// The entities.
    Entities,
    /// The relations.
    Relations,
}

impl Section {
    /// All sections, in the order of files.
    pub const ALL: [Section; 4] = [
        Section::Sources,
        Section::Entities,
        Section::Relations,
        Section::Kinds,
    ];

    /// Returns the name of the section in files.
    pub const fn word(self) -> &'static str {
        match self {
            Section::Kinds => "kinds",
            Section::Sources => "sources",
            Section::Entities => "entities",
            Section::Relations => "relations",
        }
    }
}

/// One step from a record down to the value that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// The field or map entry of this name.
    Named(String),
    /// The item of a list, counted from 0.
    Item(usize),
}

impl Field {
    /// Returns the step to a named field.
    pub fn named(name: &str) -> Field {
        Field::Named(name.to_owned())
    }
}

/// A fault of one record, with the way to the value at fault.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("record {} of the {}: {error}", record + 1, section.word())]
pub struct Problem {
    /// The section the record stands in.
    pub section: Section,
    /// Which record of that section, in the order in which records were added, from 0.
    pub record: usize,
    /// The way from the record to the value; empty if the record as a whole is at fault.
    pub path: Vec<Field>,
    /// What is wrong.
    pub error: ModelError,
}

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// Two records of one section share an id.
    #[error("the id `{id}` stands for another of the {} already", section.word())]
    DuplicateId {
        /// The section.
        section: Section,
        /// The id.
        id: String,
    },
    /// The ontology has no such kind.
    #[error("unknown relation kind `{kind}`")]
    UnknownKind {
        /// The kind as written.
        kind: String,
        /// The nearest known kind.
        nearest: Option<String>,
    },
    /// The kind has no such role.
    #[error("a relation of kind `{kind}` has no role `{role}`")]
    UnknownRole {
        /// The relation's kind.
        kind: String,
        /// The role as written.
        role: String,
        /// The roles of the kind.
        roles: Vec<String>,
    },
    /// No entity has this id.
    #[error("no entity has the id `{id}`")]
    UnknownEntity {
        /// The id as written.
        id: String,
        /// The nearest known id.
        nearest: Option<String>,
    },
    /// No source has this id.
    #[error("no source has the id `{id}`")]
    UnknownSource {
        /// The id as written.
        id: String,
        /// The nearest known id.
        nearest: Option<String>,
    },
    /// Neither a relation nor an entity has the id that `part_of` names.
    #[error("no relation or entity has the id `{id}`")]
    UnknownWhole {
        /// The id as written.
        id: String,
        /// The nearest known id.
        nearest: Option<String>,
    },
    /// A relation names itself as the whole it is a part of.
    #[error("the relation `{id}` is said to be a part of itself")]
    PartOfItself {
        /// The relation.
        id: String,
    },
    /// Nobody says that the relation is so.
    #[error("the relation `{id}` has no report")]
    NoReport {
        /// The relation.
        id: String,
    },
    /// Too few or too many stand in a role.
    #[error("a relation of kind `{kind}` has {} as `{role}`, found {found}", expected_number(*least, *most))]
    WrongNumber {
        /// The relation's kind.
        kind: String,
        /// The role.
        role: String,
        /// The least number of parties in it.
        least: usize,
        /// The greatest number of parties in it, if there is one.
        most: Option<usize>,
        /// How many stand in it.
        found: usize,
    },
    /// A relation links fewer than two entities.
    #[error("the relation `{id}` links fewer than two entities")]
    Unlinked {
        /// The relation.
        id: String,
    },
    /// A row of a batch names a form or a party of another batch.
    #[error("the row of `{id}` names a form or a party that its batch lacks")]
    StrayRow {
        /// The relation.
        id: String,
    },
    /// There are more relations, or more sorts of them, than small numbers can count.
    #[error(
        "there are more relations than {}, or more than {} combinations of kind, title and status",
        u32::MAX,
        u16::MAX
    )]
    TooMany,
    /// One entity stands twice in one role.
    #[error("`{entity}` stands twice as `{role}`")]
    RepeatedParty {
        /// The role.
        role: String,
        /// The entity.
        entity: String,
    },
    /// An entity of this kind cannot stand in this role.
    #[error("`{entity}` is {}, and the `{role}` of `{kind}` is {}", one_of(&[*found]), one_of(expected))]
    WrongEntityKind {
        /// The relation's kind.
        kind: String,
        /// The role.
        role: String,
        /// The entity.
        entity: String,
        /// The entity's kind.
        found: EntityKind,
        /// The kinds that may stand there.
        expected: Vec<EntityKind>,
    },
    /// An event cannot be in force, a tie cannot be held.
    #[error("`{status}` is no status of {}", match nature { Nature::Event => "an event", Nature::Tie => "a tie" })]
    UnfitStatus {
        /// The status.
        status: Status,
        /// The nature of the relation's kind.
        nature: Nature,
    },
    /// A report counts what the relation does not count.
    #[error("the relation `{id}` has no number `{number}`")]
    UnknownNumber {
        /// The relation.
        id: String,
        /// The name of the number as written.
        number: String,
        /// The nearest name among the relation's numbers.
        nearest: Option<String>,
    },
    /// A number has a name without letters.
    #[error("a number of the relation `{id}` has a name without letters")]
    NamelessNumber {
        /// The relation.
        id: String,
    },
    /// Nothing can happen at an entity of this kind.
    #[error("`{entity}` is {}, and nothing happens at one", one_of(&[*found]))]
    UnfitPlace {
        /// The entity.
        entity: String,
        /// The entity's kind.
        found: EntityKind,
    },
    /// A name is empty or nothing but signs.
    #[error("the name of `{id}` has no letters")]
    EmptyName {
        /// The record.
        id: String,
    },
    /// A relation kind is wrong in itself.
    #[error(transparent)]
    Ontology(#[from] super::OntologyError),
}

impl ModelError {
    /// Returns what would help, as a line of its own.
    pub fn help(&self) -> Option<String> {
        match self {
            ModelError::UnknownKind { nearest, .. } => nearest
                .as_ref()
                .map(|nearest| format!("the nearest kind is `{nearest}`")),
            ModelError::UnknownRole { roles, .. } => {
                Some(format!("its roles are {}", roles.join(", ")))
            }
            ModelError::UnknownEntity { nearest, .. }
            | ModelError::UnknownSource { nearest, .. }
            | ModelError::UnknownWhole { nearest, .. } => nearest
                .as_ref()
                .map(|nearest| format!("the nearest id is `{nearest}`")),
            ModelError::NoReport { .. } => {
                Some("name the source: `reports: [(source: \"…\", locator: \"…\")]`".to_owned())
            }
            ModelError::UnfitStatus { nature, .. } => {
                Some(format!("the usual one is `{}`", Status::usual(*nature)))
            }
            ModelError::UnknownNumber { nearest, .. } => Some(match nearest {
                Some(nearest) => format!("the nearest number is `{nearest}`"),
                None => "a report gives only the numbers that the relation gives".to_owned(),
            }),
            ModelError::Ontology(error) => error.help(),
            _ => None,
        }
    }
}

/// Returns the words for how many are expected.
fn expected_number(least: usize, most: Option<usize>) -> String {
    match most {
        Some(most) if most == least => format!("exactly {least}"),
        Some(most) => format!("{least} to {most}"),
        None => format!("at least {least}"),
    }
}

/// Returns the words for a choice of kinds.
fn one_of(kinds: &[EntityKind]) -> String {
    let words: Vec<String> = kinds.iter().map(|kind| format!("a {kind}")).collect();
    words
        .join(" or ")
        .replace("a institution", "an institution")
        .replace("a instrument", "an instrument")
}
