//! Entities: states, people, bodies, forums, instruments and places, with all their names.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::EntityId;

/// What sort of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum EntityKind {
    /// A sovereign state, present or former.
    State,
    /// A human being.
    Person,
    /// A body that acts: ministry, agency, company, fund, organisation, party, armed group …
    Institution,
    /// A series of gatherings, or one edition of it.
    Forum,
    /// A treaty or programme with a life of its own.
    Instrument,
    /// A city, region or venue.
    Place,
}

impl EntityKind {
    /// All kinds, in their usual order.
    pub const ALL: [EntityKind; 6] = [
        EntityKind::State,
        EntityKind::Person,
        EntityKind::Institution,
        EntityKind::Forum,
        EntityKind::Instrument,
        EntityKind::Place,
    ];

    /// Returns the word for one of this kind.
    pub const fn word(self) -> &'static str {
        match self {
            EntityKind::State => "state",
            EntityKind::Person => "person",
            EntityKind::Institution => "institution",
            EntityKind::Forum => "forum",
            EntityKind::Instrument => "instrument",
            EntityKind::Place => "place",
        }
    }

    /// Returns the word for several of this kind.
    pub const fn plural(self) -> &'static str {
        match self {
            EntityKind::State => "states",
            EntityKind::Person => "people",
            EntityKind::Institution => "institutions",
            EntityKind::Forum => "forums",
            EntityKind::Instrument => "instruments",
            EntityKind::Place => "places",
        }
    }

    /// Returns the kind that a word of a question means, singular or plural, in any case.
    pub fn from_word(word: &str) -> Option<EntityKind> {
        let word = word.to_lowercase();
        EntityKind::ALL.into_iter().find(|kind| {
            word == kind.word()
                || word == kind.plural()
                || word.strip_suffix('s') == Some(kind.word())
        })
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl From<EntityKind> for String {
    fn from(kind: EntityKind) -> String {
        kind.word().to_owned()
    }
}

impl FromStr for EntityKind {
    type Err = String;

    fn from_str(text: &str) -> Result<EntityKind, String> {
        EntityKind::try_from(text.to_owned())
    }
}

impl TryFrom<String> for EntityKind {
    type Error = String;

    fn try_from(text: String) -> Result<EntityKind, String> {
        let exact = EntityKind::ALL.into_iter().find(|kind| kind.word() == text);
        exact.ok_or_else(|| {
            super::error::unknown("entity kind", &text, EntityKind::ALL.map(EntityKind::word))
        })
    }
}

/// One node of the graph, with every name and code it is known by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// The name that never changes.
    pub id: EntityId,
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// The name shown.
    pub name: String,
    /// Other spellings, other scripts, short forms, former names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Codes by scheme (`iso3166-1-alpha-3`, `cow`, `wikidata` …).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<String, String>,
    /// A finer sort within the kind: `ministry`, `igo`, `city` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// A remark in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Entity {
    /// Returns an entity of which nothing is known but what it is called.
    ///
    /// # Examples
    /// ```
    /// use chancery::model::{Entity, EntityId, EntityKind};
    ///
    /// let rwanda = Entity::new(EntityId::new("rwanda")?, EntityKind::State, "Rwanda")
    ///     .with_aliases(["Republic of Rwanda", "Руанда"])
    ///     .with_code("iso3166-1-alpha-3", "RWA");
    /// assert_eq!(rwanda.aliases.len(), 2);
    /// # Ok::<(), chancery::model::IdError>(())
    /// ```
    pub fn new(id: EntityId, kind: EntityKind, name: impl Into<String>) -> Entity {
        Entity {
            id,
            kind,
            name: name.into(),
            aliases: Vec::new(),
            codes: BTreeMap::new(),
            class: None,
            note: None,
        }
    }

    /// Returns the entity with more names behind those it has.
    #[must_use]
    pub fn with_aliases<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Entity {
        self.aliases.extend(names.into_iter().map(Into::into));
        self
    }

    /// Returns the entity with a code; a second one of the same scheme takes the place of the first.
    #[must_use]
    pub fn with_code(mut self, scheme: impl Into<String>, code: impl Into<String>) -> Entity {
        self.codes.insert(scheme.into(), code.into());
        self
    }

    /// Returns the entity with a finer sort within its kind.
    #[must_use]
    pub fn with_class(mut self, class: impl Into<String>) -> Entity {
        self.class = Some(class.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::EntityKind;

    #[test]
    fn a_question_may_name_a_kind_in_the_plural() {
        assert_eq!(EntityKind::from_word("People"), Some(EntityKind::Person));
        assert_eq!(EntityKind::from_word("persons"), Some(EntityKind::Person));
        assert_eq!(EntityKind::from_word("states"), Some(EntityKind::State));
        assert_eq!(EntityKind::from_word("country"), None);
    }

    #[test]
    fn a_file_names_a_kind_exactly() {
        assert!("people".parse::<EntityKind>().is_err());
        let fault = "persn".parse::<EntityKind>().unwrap_err();
        assert!(fault.contains("`person`"), "{fault}");
    }
}
