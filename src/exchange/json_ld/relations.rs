//! Relations and their reports as nodes of a document, and back.
//!
//! A relation is a node of its own with a property for each role; a report is a derivation of it
//! from a source, in the sense of PROV-O, with what that source says otherwise.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::iri::Space;
use super::parties::Roles;
use crate::edtf::{Day, Edtf};
use crate::exchange::headline::headline;
use crate::model::{Dataset, EntityId, Nature, Relation, RelationId, Report, SourceId, Status};

/// A named number.
#[derive(Debug, Serialize, Deserialize)]
struct Number {
    #[serde(rename = "type", default, skip_deserializing)]
    types: &'static str,
    name: String,
    value: i64,
}

/// A relation. What is never read is there for others: it follows from the rest.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RelationNode {
    id: String,
    #[serde(rename = "type", default, skip_deserializing)]
    types: [&'static str; 2],
    #[serde(default, skip_deserializing)]
    label: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    parties: Roles,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<Edtf>,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    event_status: Option<&'static str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    about: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    numbers: Vec<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    super_event: Option<String>,
    #[serde(skip_deserializing)]
    was_derived_from: Vec<String>,
    #[serde(default)]
    reports: Vec<ReportNode>,
}

/// A report.
#[derive(Debug, Serialize, Deserialize)]
struct ReportNode {
    #[serde(rename = "type", default, skip_deserializing)]
    types: [&'static str; 2],
    source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    locator: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parties: Option<Roles>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<Edtf>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    about: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    numbers: Vec<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl RelationNode {
    /// Returns the node of a relation of a dataset.
    pub(super) fn of(data: &Dataset, relation: &Relation) -> RelationNode {
        let is_event = data.nature_of(relation) == Some(Nature::Event);
        let (start_date, end_date) = relation.when.as_ref().map_or((None, None), plain_days);
        let sources = relation.reports.iter().map(|report| report.source.as_str());
        RelationNode {
            id: Space::Relation.iri(relation.id.as_str()),
            types: if is_event {
                ["schema:Event", "Event"]
            } else {
                ["schema:Role", "Tie"]
            },
            label: headline(data, relation),
            kind: Space::Kind.iri(&relation.kind),
            title: relation.title.clone(),
            parties: Roles(relation.parties.clone()),
            when: relation.when.clone(),
            start_date,
            end_date,
            status: relation.status,
            event_status: relation.status.filter(|_| is_event).and_then(event_status),
            location: relation.place.as_ref().map(entity_iri),
            about: relation.topics.clone(),
            numbers: numbers(&relation.numbers),
            description: relation.summary.clone(),
            super_event: relation
                .part_of
                .as_ref()
                .map(|whole| whole_iri(data, whole)),
            was_derived_from: sources.map(|source| Space::Source.iri(source)).collect(),
            reports: relation.reports.iter().map(ReportNode::of).collect(),
        }
    }

    /// Returns the relation that a node tells of.
    pub(super) fn relation(self) -> Result<Relation, String> {
        let id = Space::Relation.name_in(&self.id)?;
        let reports = self.reports.into_iter().map(ReportNode::report);
        Ok(Relation {
            id: RelationId::new(&id).map_err(|error| error.to_string())?,
            kind: Space::Kind.name_in(&self.kind)?,
            title: self.title,
            parties: self.parties.0,
            when: self.when,
            status: self.status,
            place: self.location.as_deref().map(entity_id).transpose()?,
            topics: self.about,
            numbers: numbered(self.numbers),
            summary: self.description,
            part_of: self.super_event.as_deref().map(whole_name).transpose()?,
            reports: reports.collect::<Result<_, _>>()?,
        })
    }
}

impl ReportNode {
    fn of(report: &Report) -> ReportNode {
        ReportNode {
            types: ["prov:Derivation", "Report"],
            source: Space::Source.iri(report.source.as_str()),
            locator: report.locator.clone(),
            title: report.title.clone(),
            parties: report.parties.clone().map(Roles),
            when: report.when.clone(),
            status: report.status,
            location: report.place.as_ref().map(entity_iri),
            about: report.topics.clone(),
            numbers: numbers(&report.numbers),
            note: report.note.clone(),
        }
    }

    fn report(self) -> Result<Report, String> {
        let source = Space::Source.name_in(&self.source)?;
        Ok(Report {
            source: SourceId::new(&source).map_err(|error| error.to_string())?,
            locator: self.locator,
            title: self.title,
            when: self.when,
            status: self.status,
            parties: self.parties.map(|roles| roles.0),
            place: self.location.as_deref().map(entity_id).transpose()?,
            topics: self.about,
            numbers: numbered(self.numbers),
            note: self.note,
        })
    }
}

fn entity_iri(id: &EntityId) -> String {
    Space::Entity.iri(id.as_str())
}

fn entity_id(iri: &str) -> Result<EntityId, String> {
    let name = Space::Entity.name_in(iri)?;
    EntityId::new(&name).map_err(|error| error.to_string())
}

/// Returns the IRI of that in whose margin something happened: a forum or a relation.
fn whole_iri(data: &Dataset, whole: &str) -> String {
    let is_entity = data.entity_ix(whole).is_some();
    let space = if is_entity {
        Space::Entity
    } else {
        Space::Relation
    };
    space.iri(whole)
}

fn whole_name(iri: &str) -> Result<String, String> {
    let entity = Space::Entity.name(iri);
    entity.map_or_else(|| Space::Relation.name_in(iri), Ok)
}

fn numbers(numbers: &BTreeMap<String, i64>) -> Vec<Number> {
    let number = |(name, value): (&String, &i64)| Number {
        types: "schema:PropertyValue",
        name: name.clone(),
        value: *value,
    };
    numbers.iter().map(number).collect()
}

fn numbered(numbers: Vec<Number>) -> BTreeMap<String, i64> {
    let pairs = numbers.into_iter();
    pairs.map(|number| (number.name, number.value)).collect()
}

/// Returns the first and last day of a date where these are days without doubt. A year has none:
/// whoever reads a plain date takes it for the whole truth.
fn plain_days(when: &Edtf) -> (Option<String>, Option<String>) {
    let plain = |date: &Edtf| date.exact_day().and_then(plain_day);
    if when.is_interval() {
        let (begin, end) = when.ends();
        (begin.as_ref().and_then(plain), end.as_ref().and_then(plain))
    } else {
        (plain(when), None)
    }
}

/// Returns a day as XML Schema writes it, of the years that every program knows.
fn plain_day(day: Day) -> Option<String> {
    (1..=9_999).contains(&day.year()).then(|| day.to_string())
}

/// Returns what schema.org calls the status of an event; it has no words for most.
const fn event_status(status: Status) -> Option<&'static str> {
    match status {
        Status::Planned => Some("schema:EventScheduled"),
        Status::Postponed => Some("schema:EventPostponed"),
        Status::Cancelled => Some("schema:EventCancelled"),
        _ => None,
    }
}
