//! Clusters: what several mentions of one new entity say of it together.

use std::collections::{BTreeMap, BTreeSet};

use super::mention::Draft;
use crate::model::{Entity, EntityId, EntityKind};
use crate::text;

/// Codes by scheme.
pub(super) type Codes = BTreeMap<String, BTreeSet<String>>;

/// New mentions that may be one, by what was said of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Cluster {
    pub(super) names: BTreeSet<String>,
    /// What it is called where nobody tells a name: by a code.
    unnamed: Option<String>,
    pub(super) stated: BTreeSet<EntityKind>,
    guessed: BTreeSet<EntityKind>,
    pub(super) countries: BTreeSet<EntityId>,
    pub(super) codes: Codes,
}

impl Cluster {
    /// Returns what one mention says.
    pub(super) fn of(draft: &Draft) -> Cluster {
        let mut cluster = Cluster::default();
        if draft.name.is_empty() {
            let code = draft.codes.first();
            cluster.unnamed = code.map(|(scheme, code)| format!("{scheme} {code}"));
        } else {
            cluster.names.insert(draft.name.clone());
        }
        let kinds = if draft.is_stated {
            &mut cluster.stated
        } else {
            &mut cluster.guessed
        };
        kinds.insert(draft.kind);
        cluster.countries.extend(draft.country.clone());
        for (scheme, code) in &draft.codes {
            let codes = cluster.codes.entry(scheme.clone()).or_default();
            codes.insert(code.clone());
        }
        cluster
    }

    /// Tells whether nothing speaks against two clusters being one.
    pub(super) fn agrees(&self, other: &Cluster) -> bool {
        meet(&self.stated, &other.stated)
            && meet(&self.countries, &other.countries)
            && clashes(&self.codes, &other.codes).next().is_none()
    }

    /// Adds what another says.
    pub(super) fn absorb(&mut self, other: Cluster) {
        self.names.extend(other.names);
        self.unnamed = self.unnamed.take().or(other.unnamed);
        self.stated.extend(other.stated);
        self.guessed.extend(other.guessed);
        self.countries.extend(other.countries);
        for (scheme, codes) in other.codes {
            self.codes.entry(scheme).or_default().extend(codes);
        }
    }

    /// Returns the kind, a stated one before a guessed one.
    pub(super) fn kind(&self) -> EntityKind {
        let kinds = self.stated.iter().chain(&self.guessed);
        kinds.copied().next().unwrap_or(EntityKind::Institution)
    }

    /// Returns the name to show: one with the marks of its language before one without, a short one
    /// before a long one.
    pub(super) fn name(&self) -> &str {
        let best = self
            .names
            .iter()
            .min_by_key(|name| (name.is_ascii(), name.len(), *name));
        best.or(self.unnamed.as_ref()).map_or("", String::as_str)
    }

    /// Returns the ids it may bear without a number, the best first, if the plain one may be another's:
    /// with its country, or else plain and with its kind.
    pub(super) fn ids(&self, slug: &str) -> Vec<EntityId> {
        match self.countries.first() {
            Some(country) => vec![id(&format!("{slug}-{country}"))],
            None => vec![id(slug), id(&format!("{slug}-{}", self.kind()))],
        }
    }

    /// Returns the entity.
    pub(super) fn entity(&self, id: &EntityId) -> Entity {
        let name = self.name();
        let others = self.names.iter().filter(|other| *other != name).cloned();
        let mut entity = Entity::new(id.clone(), self.kind(), name).with_aliases(others);
        for (scheme, codes) in &self.codes {
            if let Some(code) = codes.first() {
                entity = entity.with_code(scheme, code);
            }
        }
        entity
    }
}

/// Returns the schemes in which two have different codes.
pub(super) fn clashes<'c>(left: &'c Codes, right: &'c Codes) -> impl Iterator<Item = &'c str> {
    let schemes = left.iter();
    schemes.filter_map(|(scheme, codes)| {
        let others = right.get(scheme)?;
        (!meet(codes, others)).then_some(scheme.as_str())
    })
}

/// Tells whether two sets share something, or one of them says nothing.
fn meet<T: Ord>(left: &BTreeSet<T>, right: &BTreeSet<T>) -> bool {
    left.is_empty() || right.is_empty() || !left.is_disjoint(right)
}

/// Returns the id that a name asks for: its words in Latin letters, hyphens between them.
pub(super) fn slug(name: &str) -> String {
    let latin = text::latin(name);
    let words: Vec<&str> = text::words(&latin).collect();
    if words.is_empty() {
        return "unnamed".to_owned();
    }
    words.join("-")
}

/// Returns the id with a text made of slugs.
#[expect(
    clippy::expect_used,
    reason = "folded Latin letters and digits with single hyphens between them are an id"
)]
pub(super) fn id(slug: &str) -> EntityId {
    EntityId::new(slug).expect("a slug is an id")
}
