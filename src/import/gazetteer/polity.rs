//! Polities: what the gazetteer knows of one state, territory, region or organisation.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::edtf::{Day, Edtf, Truth, Window};
use crate::model::{Entity, EntityId, EntityKind};

/// A state, territory, region or organisation with all its names and codes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Polity {
    /// The id that its entity bears in every dataset.
    pub id: EntityId,
    /// What sort of entity it is.
    pub kind: EntityKind,
    /// A finer sort: `former`, `territory`, `de-facto`, `region`, `igo` …; none for states of today.
    #[serde(default)]
    pub class: Option<String>,
    /// The name shown.
    pub name: String,
    /// Other names, in any language, that are right at any time.
    #[serde(default)]
    pub names: Vec<String>,
    /// Ways in which data sets write the name that nobody would show.
    #[serde(default)]
    pub spellings: Vec<String>,
    /// Names that belong to some years: of these years they are the better ones.
    #[serde(default)]
    pub dated: BTreeMap<String, Edtf>,
    /// Its own code in each scheme.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
    /// Further codes: former ones, and those it bears beside the first.
    #[serde(default)]
    pub more: Vec<PastCode>,
    /// The years in which it was a member of the state system, or existed.
    #[serde(default)]
    pub years: Vec<Edtf>,
    /// A remark in our own words.
    #[serde(default)]
    pub note: Option<String>,
}

/// A code with the years in which it was borne.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastCode {
    /// The scheme.
    pub scheme: String,
    /// The code.
    pub code: String,
    /// The years; none if it may stand for the polity at any time.
    #[serde(default)]
    pub years: Option<Edtf>,
}

impl Polity {
    /// Returns the entity that stands for the polity in a dataset: its names as aliases, and of each
    /// scheme the code it has now.
    pub fn entity(&self) -> Entity {
        let dated = self.dated.keys();
        let mut entity = Entity::new(self.id.clone(), self.kind, self.name.clone())
            .with_aliases(self.names.iter().chain(dated).cloned());
        entity.codes.clone_from(&self.codes);
        let today = |code: &&PastCode| code.years.as_ref().is_some_and(Edtf::ends_open);
        for code in self.more.iter().filter(today) {
            let codes = entity.codes.entry(code.scheme.clone());
            codes.or_insert_with(|| code.code.clone());
        }
        entity.class.clone_from(&self.class);
        entity.note.clone_from(&self.note);
        entity
    }

    /// Tells whether the polity existed on a day: yes if no years are known.
    pub fn existed(&self, on: Day) -> bool {
        let holds = |years: &Edtf| Window::during(years).holds(on) == Truth::Certain;
        self.years.is_empty() || self.years.iter().any(holds)
    }

    /// Returns the code of a scheme that the polity bears now.
    pub fn code(&self, scheme: &str) -> Option<&str> {
        self.codes.get(scheme).map(String::as_str)
    }

    /// Returns every code with its scheme and, where it was borne in some years only, these.
    pub(super) fn all_codes(&self) -> impl Iterator<Item = (&str, &str, Option<&Edtf>)> {
        let own = self.codes.iter();
        let own = own.map(|(scheme, code)| (scheme.as_str(), code.as_str(), None));
        let more = self.more.iter();
        own.chain(more.map(|past| {
            (
                past.scheme.as_str(),
                past.code.as_str(),
                past.years.as_ref(),
            )
        }))
    }

    /// Returns every name with, where it was borne in some years only, these.
    pub(super) fn all_names(&self) -> impl Iterator<Item = (&str, Option<&Edtf>)> {
        let lasting = [&self.name].into_iter().chain(&self.names);
        let lasting = lasting.chain(&self.spellings);
        let dated = self.dated.iter();
        let dated = dated.map(|(name, years)| (name.as_str(), Some(years)));
        lasting.map(|name| (name.as_str(), None)).chain(dated)
    }

    /// Returns the names that may be shown.
    pub(super) fn names_shown(&self) -> impl Iterator<Item = &str> {
        let names = [&self.name].into_iter().chain(&self.names);
        names.chain(self.dated.keys()).map(String::as_str)
    }
}
