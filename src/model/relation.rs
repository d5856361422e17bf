//! Relations: events that happened and ties that last, and what each source says of them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{EntityId, Nature, RelationId, SourceId};
use crate::edtf::Edtf;

/// How far a relation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Status {
    /// Announced, not yet done.
    Planned,
    /// An event that took place.
    Held,
    /// A tie that was or is in force.
    InForce,
    /// Put off.
    Postponed,
    /// Called off.
    Cancelled,
    /// Said by somebody not to be so.
    Denied,
    /// Coded by a machine; nobody has checked it.
    Reported,
}

impl Status {
    /// All statuses, in their usual order.
    pub const ALL: [Status; 7] = [
        Status::Planned,
        Status::Held,
        Status::InForce,
        Status::Postponed,
        Status::Cancelled,
        Status::Denied,
        Status::Reported,
    ];

    /// Returns the word for the status.
    pub const fn word(self) -> &'static str {
        match self {
            Status::Planned => "planned",
            Status::Held => "held",
            Status::InForce => "in-force",
            Status::Postponed => "postponed",
            Status::Cancelled => "cancelled",
            Status::Denied => "denied",
            Status::Reported => "reported",
        }
    }

    /// Returns the status that a word of a question means, in any case, British or American.
    pub fn from_word(word: &str) -> Option<Status> {
        let word = word.to_lowercase().replace(' ', "-");
        if word == "canceled" {
            return Some(Status::Cancelled);
        }
        Status::ALL.into_iter().find(|status| status.word() == word)
    }

    /// Returns the status of a relation that names none.
    pub const fn usual(nature: Nature) -> Status {
        match nature {
            Nature::Event => Status::Held,
            Nature::Tie => Status::InForce,
        }
    }

    /// Tells whether the relation has come about, as far as anybody says: it is neither ahead, nor
    /// put off, nor said not to be.
    pub const fn has_come_about(self) -> bool {
        matches!(self, Status::Held | Status::InForce | Status::Reported)
    }

    /// Tells whether the relation is said not to be: cancelled or denied.
    pub const fn is_void(self) -> bool {
        matches!(self, Status::Cancelled | Status::Denied)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl From<Status> for String {
    fn from(status: Status) -> String {
        status.word().to_owned()
    }
}

impl FromStr for Status {
    type Err = String;

    fn from_str(text: &str) -> Result<Status, String> {
        Status::try_from(text.to_owned())
    }
}

impl TryFrom<String> for Status {
    type Error = String;

    fn try_from(text: String) -> Result<Status, String> {
        let exact = Status::ALL.into_iter().find(|status| status.word() == text);
        exact.ok_or_else(|| super::error::unknown("status", &text, Status::ALL.map(Status::word)))
    }
}

/// The parties of a relation by role, roles and parties in the order written.
///
/// In files a map of lists: `{"visitor": ["paul-kagame"], "host": ["kazakhstan"]}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parties(Vec<(String, Vec<EntityId>)>);

impl Parties {
    /// Returns an empty list of parties.
    pub const fn new() -> Parties {
        Parties(Vec::new())
    }

    /// Returns the parties with one more in `role`.
    #[must_use]
    pub fn with(mut self, role: &str, entity: EntityId) -> Parties {
        match self.0.iter_mut().find(|(name, _)| name == role) {
            Some((_, entities)) => entities.push(entity),
            None => self.0.push((role.to_owned(), vec![entity])),
        }
        self
    }

    /// Returns the roles and who stands in each.
    pub fn roles(&self) -> impl Iterator<Item = (&str, &[EntityId])> {
        self.0
            .iter()
            .map(|(role, entities)| (role.as_str(), entities.as_slice()))
    }

    /// Returns every party with its role.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &EntityId)> {
        self.roles()
            .flat_map(|(role, entities)| entities.iter().map(move |entity| (role, entity)))
    }

    /// Tells whether nobody stands in any role.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, entities)| entities.is_empty())
    }
}

impl Serialize for Parties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (role, entities) in &self.0 {
            map.serialize_entry(role, entities)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Parties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Parties, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Parties;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from roles to lists of entity ids")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parties, A::Error> {
                let mut roles = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    roles.push(entry);
                }
                Ok(Parties(roles))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

/// What one source says of one relation; what differs from the relation is said here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Who says it.
    pub source: SourceId,
    /// The place within the source: a paragraph, page or row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// The particular name as this source has it, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date as this source has it, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Edtf>,
    /// The status as this source has it, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The parties as this source has them, where they differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parties: Option<Parties>,
    /// The place as this source has it, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<EntityId>,
    /// All topics as this source has them, where they differ; none means that they do not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The relation's numbers that this source has otherwise.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<String, i64>,
    /// A remark in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Report {
    /// Returns the report of a source that says what the relation says.
    pub const fn new(source: SourceId) -> Report {
        Report {
            source,
            locator: None,
            title: None,
            when: None,
            status: None,
            parties: None,
            place: None,
            topics: Vec::new(),
            numbers: BTreeMap::new(),
            note: None,
        }
    }

    /// Tells whether it says anything otherwise than its relation.
    pub fn differs(&self) -> bool {
        self.title.is_some()
            || self.when.is_some()
            || self.status.is_some()
            || self.parties.is_some()
            || self.place.is_some()
            || !self.topics.is_empty()
            || !self.numbers.is_empty()
    }

    /// Returns the report with the place within the source.
    #[must_use]
    pub fn with_locator(mut self, locator: impl Into<String>) -> Report {
        self.locator = Some(locator.into());
        self
    }

    /// Returns the report with the date as this source has it.
    #[must_use]
    pub fn with_when(mut self, when: Edtf) -> Report {
        self.when = Some(when);
        self
    }

    /// Returns the report with the status as this source has it.
    #[must_use]
    pub const fn with_status(mut self, status: Status) -> Report {
        self.status = Some(status);
        self
    }

    /// Returns the report with one of the relation's numbers as this source has it.
    #[must_use]
    pub fn with_number(mut self, name: impl Into<String>, number: i64) -> Report {
        self.numbers.insert(name.into(), number);
        self
    }
}

/// One event or tie between entities, with the sources that report it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// The name that never changes.
    pub id: RelationId,
    /// The name of its kind in the ontology.
    pub kind: String,
    /// The particular name within the kind: an office's title, a visit's rank, `High Commission`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who takes part, by role.
    pub parties: Parties,
    /// When it happened or holds; nothing if no source says anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Edtf>,
    /// How far it has come; nothing means held for events and in force for ties.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Where it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<EntityId>,
    /// What it is about, in words of the dataset's own vocabulary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// What is counted in it, by plain English words: `embassies`, `agreements`, `dollars`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<String, i64>,
    /// One sentence in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The relation or forum in whose margin it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Who says so; never empty in a checked dataset.
    #[serde(default)]
    pub reports: Vec<Report>,
}

impl Relation {
    /// Returns a relation of which only kind and parties are known. It needs a report before a
    /// dataset takes it.
    ///
    /// # Examples
    /// ```
    /// use chancery::edtf::Edtf;
    /// use chancery::model::{Parties, Relation, RelationId, Report};
    ///
    /// let parties = Parties::new()
    ///     .with("visitor", "paul-kagame".parse()?)
    ///     .with("host", "kazakhstan".parse()?);
    /// let visit = Relation::new(RelationId::new("kagame-astana-2025")?, "visit", parties)
    ///     .with_when(Edtf::parse("2025-05-28/2025-05-29")?)
    ///     .with_report(Report::new("akorda".parse()?).with_locator("paragraph 2"));
    /// assert_eq!(visit.reports.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(id: RelationId, kind: impl Into<String>, parties: Parties) -> Relation {
        Relation {
            id,
            kind: kind.into(),
            title: None,
            parties,
            when: None,
            status: None,
            place: None,
            topics: Vec::new(),
            numbers: BTreeMap::new(),
            summary: None,
            part_of: None,
            reports: Vec::new(),
        }
    }

    /// Returns its particular name: the title or, where it has none, the kind.
    pub fn title_or_kind(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.kind)
    }

    /// Returns the relation with its date.
    #[must_use]
    pub fn with_when(mut self, when: Edtf) -> Relation {
        self.when = Some(when);
        self
    }

    /// Returns the relation with its status.
    #[must_use]
    pub const fn with_status(mut self, status: Status) -> Relation {
        self.status = Some(status);
        self
    }

    /// Returns the relation with the place where it happened.
    #[must_use]
    pub fn with_place(mut self, place: EntityId) -> Relation {
        self.place = Some(place);
        self
    }

    /// Returns the relation with more topics behind those it has.
    #[must_use]
    pub fn with_topics<T: Into<String>>(mut self, topics: impl IntoIterator<Item = T>) -> Relation {
        self.topics.extend(topics.into_iter().map(Into::into));
        self
    }

    /// Returns the relation with one more number.
    #[must_use]
    pub fn with_number(mut self, name: impl Into<String>, number: i64) -> Relation {
        self.numbers.insert(name.into(), number);
        self
    }

    /// Returns the relation with one more report behind those it has.
    #[must_use]
    pub fn with_report(mut self, report: Report) -> Relation {
        self.reports.push(report);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Parties, Status};
    use crate::model::EntityId;

    #[test]
    fn parties_keep_the_order_written() {
        let text = r#"{"visitor":["paul-kagame"],"host":["kazakhstan","astana"]}"#;
        let parties: Parties = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&parties).unwrap(), text);
        let roles: Vec<&str> = parties.iter().map(|(role, _)| role).collect();
        assert_eq!(roles, ["visitor", "host", "host"]);
    }

    #[test]
    fn adding_to_a_role_keeps_one_entry_for_it() {
        let id = |text| EntityId::new(text).unwrap();
        let parties = Parties::new().with("party", id("a")).with("party", id("b"));
        assert_eq!(parties.roles().count(), 1);
    }

    #[test]
    fn american_spelling_is_read() {
        assert_eq!(Status::from_word("Canceled"), Some(Status::Cancelled));
        assert_eq!(Status::from_word("in force"), Some(Status::InForce));
    }
}
