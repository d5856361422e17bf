//! Rows about what is said: sources, reports, and where they disagree.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::model::{RelationId, Source, SourceId, Status};

use super::{Dated, EntityRef, PartyRef, TimelineRow};

/// A source as answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceRef {
    /// The id.
    pub id: SourceId,
    /// The title as published.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When it was read.
    pub retrieved: Option<Dated>,
    /// Its address.
    pub url: Option<String>,
    /// The data file it is a part of.
    pub file: Option<String>,
    /// The row of that file.
    pub row: Option<u64>,
    /// Its language.
    pub language: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

impl From<&Source> for SourceRef {
    fn from(source: &Source) -> SourceRef {
        SourceRef {
            id: source.id.clone(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            published: source.published.as_ref().map(Dated::from),
            retrieved: source.retrieved.as_ref().map(Dated::from),
            url: source.url.clone(),
            file: source.file.clone(),
            row: source.row,
            language: source.language.clone(),
            note: source.note.clone(),
        }
    }
}

/// What one source says of one relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyRow {
    /// The relation.
    pub relation: RelationId,
    /// The relation's kind.
    pub kind: String,
    /// The source.
    pub source: SourceRef,
    /// The place within the source.
    pub locator: Option<String>,
    /// The date as this source has it, where it differs from the relation's.
    pub when: Option<Dated>,
    /// The status as this source has it, where it differs.
    pub status: Option<Status>,
    /// The parties as this source has them, where they differ.
    pub parties: Vec<PartyRef>,
    /// A remark.
    pub note: Option<String>,
    /// The particular name as this source has it, where it differs.
    pub title: Option<String>,
    /// The place as this source has it, where it differs.
    pub place: Option<EntityRef>,
    /// The topics as this source has them, where they differ.
    pub topics: Vec<String>,
    /// The numbers as this source has them, where they differ.
    pub numbers: BTreeMap<String, i64>,
}

/// One relation with all its reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelationFile {
    /// The relation.
    #[serde(flatten)]
    pub row: TimelineRow,
    /// The relation or forum in whose margin it happened: id and name.
    pub part_of: Option<(String, String)>,
    /// What happened in its own margin.
    pub parts: Vec<TimelineRow>,
    /// What each source says, as far as it counts.
    pub reports: Vec<WhyRow>,
    /// What is counted in it.
    pub numbers: BTreeMap<String, i64>,
    /// What sources say that do not count: they were published later, or are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uncounted: Vec<WhyRow>,
}

/// One source with all it reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceFile {
    /// The source.
    pub source: SourceRef,
    /// The relations it reports, oldest first.
    pub relations: Vec<TimelineRow>,
}

/// Relations whose reports disagree, and about what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConflictRow {
    /// What they disagree about.
    pub on: Matter,
    /// What is said, by whom; at least two sides, those that the record agrees with first.
    pub sides: Vec<Side>,
    /// The relation.
    #[serde(flatten)]
    pub row: TimelineRow,
}

/// What reports of one relation can disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// When it was.
    Date,
    /// How far it came.
    Status,
    /// Who took part.
    Party,
    /// What it is called.
    Title,
    /// Where it was.
    Place,
    /// What it was about.
    Topic,
    /// How many there were.
    Number,
}

impl Matter {
    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Matter::Date => "date",
            Matter::Status => "status",
            Matter::Party => "party",
            Matter::Title => "title",
            Matter::Place => "place",
            Matter::Topic => "topic",
            Matter::Number => "number",
        }
    }
}

impl fmt::Display for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Serialize for Matter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// One account of what reports disagree about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// What is said.
    pub value: String,
    /// Who says so.
    pub sources: Vec<Voice>,
    /// Whether the record says so too.
    pub own: bool,
}

/// A source that speaks for one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// The source's id.
    pub id: SourceId,
    /// Its title.
    pub title: String,
    /// When it was published.
    pub published: Option<Dated>,
    /// The place within it.
    pub locator: Option<String>,
}

/// A source as it stands at the end of an answer; it is cited by its place in the list, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The source.
    #[serde(flatten)]
    pub source: SourceRef,
    /// The places within it that speak of the relations, each once.
    pub locators: Vec<String>,
    /// The relations of the answer that it reports.
    pub relations: Vec<RelationId>,
}
