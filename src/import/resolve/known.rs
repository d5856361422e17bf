//! The entities that there are, by what may be said of them: id, name, alias, code.
//!
//! Built once from a dataset, in O(n log n); does not borrow from it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cluster::Codes;
use crate::model::{Dataset, Entity, EntityId, EntityIx, EntityKind};
use crate::text;

/// The kind of relation by which a person is of a country without acting for it.
const NATIONALITY: &str = "nationality";

/// What counts of a known entity.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) id: EntityId,
    pub(super) kind: EntityKind,
    /// The states it acts for or is of; none if that is not known.
    pub(super) countries: BTreeSet<EntityId>,
    pub(super) codes: Codes,
}

/// The entities of a dataset.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// In order of id.
    records: Vec<Record>,
    /// By folded id, name or alias.
    names: HashMap<String, Vec<u32>>,
    /// By scheme and code.
    codes: HashMap<(String, String), Vec<u32>>,
}

impl Known {
    /// Gathers entities, of whose countries nothing is known.
    pub(super) fn new<'e>(entities: impl IntoIterator<Item = &'e Entity>) -> Known {
        let mut entities: Vec<&Entity> = entities.into_iter().collect();
        entities.sort_by(|left, right| left.id.cmp(&right.id));
        let mut known = Known::default();
        for entity in entities {
            known.push(entity);
        }
        known
    }

    /// Puts an entity behind the others.
    fn push(&mut self, entity: &Entity) {
        let at = self.records.len() as u32;
        self.records.push(Record {
            id: entity.id.clone(),
            kind: entity.kind,
            countries: BTreeSet::new(),
            codes: codes(entity),
        });
        for name in names(entity) {
            push(&mut self.names, text::fold(name), at);
        }
        for (scheme, code) in &entity.codes {
            push(&mut self.codes, (scheme.clone(), code.clone()), at);
        }
    }

    /// Adds entities with other ids than those that are there, of whose countries nothing is known.
    /// O(n log n) for all entities.
    pub(super) fn add<'e>(&mut self, entities: impl IntoIterator<Item = &'e Entity>) {
        entities.into_iter().for_each(|entity| self.push(entity));
        let mut order: Vec<usize> = (0..self.records.len()).collect();
        order.sort_by(|left, right| self.records[*left].id.cmp(&self.records[*right].id));
        let mut places = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            places[*old] = new as u32;
        }
        self.records.sort_by(|left, right| left.id.cmp(&right.id));
        self.names.values_mut().for_each(|at| moved(at, &places));
        self.codes.values_mut().for_each(|at| moved(at, &places));
    }

    /// Gathers the entities of a dataset with the states they act for.
    pub(super) fn of(data: &Dataset) -> Known {
        let mut known = Known::new(data.entities());
        for (ix, countries) in countries(data) {
            if let Some(record) = known.records.get_mut(ix.index()) {
                record.countries = countries;
            }
        }
        known
    }

    /// Returns the entity with this id.
    pub(super) fn by_id(&self, id: &str) -> Option<&Record> {
        let at = self
            .records
            .binary_search_by(|record| record.id.as_str().cmp(id));
        at.ok().and_then(|at| self.records.get(at))
    }

    /// Returns the one entity with a code.
    pub(super) fn by_code(&self, scheme: &str, code: &str) -> Option<&Record> {
        // A pair of borrowed texts is no key of the map, and codes are few beside names.
        let same = self.codes.get(&(scheme.to_owned(), code.to_owned()))?;
        match same.as_slice() {
            [only] => self.records.get(*only as usize),
            _ => None,
        }
    }

    /// Returns the entities with a folded name, in order of id.
    pub(super) fn by_name(&self, folded: &str) -> impl Iterator<Item = &Record> {
        let same = self.names.get(folded).map_or(&[][..], Vec::as_slice);
        same.iter().filter_map(|at| self.records.get(*at as usize))
    }

    /// Returns all folded names with the entities that bear them, in no order.
    pub(super) fn all_names(&self) -> impl Iterator<Item = (&str, &Record)> {
        let names = self.names.iter();
        names.flat_map(|(name, at)| {
            let records = at.iter().filter_map(|at| self.records.get(*at as usize));
            records.map(|record| (name.as_str(), record))
        })
    }
}

impl Record {
    /// Tells whether nothing speaks against this being an entity of a kind and country.
    pub(super) fn agrees(&self, kind: Option<EntityKind>, country: Option<&EntityId>) -> bool {
        kind.is_none_or(|kind| kind == self.kind)
            && country
                .is_none_or(|country| self.countries.is_empty() || self.countries.contains(country))
    }
}

/// Puts places right whose records have moved; lists stand in order of place.
fn moved(list: &mut [u32], places: &[u32]) {
    for at in &mut *list {
        *at = places.get(*at as usize).copied().unwrap_or(*at);
    }
    list.sort_unstable();
}

/// Returns what an entity is called, its id too.
fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    let names = [entity.id.as_str(), &entity.name].into_iter();
    names.chain(entity.aliases.iter().map(String::as_str))
}

/// Returns the codes of an entity by scheme.
fn codes(entity: &Entity) -> Codes {
    let codes = entity.codes.iter();
    codes
        .map(|(scheme, code)| (scheme.clone(), BTreeSet::from([code.clone()])))
        .collect()
}

fn push<K: std::hash::Hash + Eq>(index: &mut HashMap<K, Vec<u32>>, key: K, at: u32) {
    let places = index.entry(key).or_default();
    if places.last() != Some(&at) {
        places.push(at);
    }
}

/// Returns the states for which each entity acts, however far, and those people are nationals of.
fn countries(data: &Dataset) -> BTreeMap<EntityIx, BTreeSet<EntityId>> {
    let mut wholes: BTreeMap<EntityIx, BTreeSet<EntityIx>> = BTreeMap::new();
    // Rows of batches are events of somebody; who belongs to whom is told by records.
    for (at, relation) in data.records() {
        let nationals = || {
            let is_told = relation.kind == NATIONALITY;
            is_told.then(|| (data.in_role(at, "person"), data.in_role(at, "state")))
        };
        let acting = data.agents_and_principals(at);
        let Some((parts, of)) = acting.or_else(nationals) else {
            continue;
        };
        for part in parts {
            wholes.entry(part).or_default().extend(&of);
        }
    }
    let of = |entity: &EntityIx| (*entity, states_above(data, *entity, &wholes));
    wholes.keys().map(of).collect()
}

/// Returns the states that an entity belongs to.
fn states_above(
    data: &Dataset,
    entity: EntityIx,
    wholes: &BTreeMap<EntityIx, BTreeSet<EntityIx>>,
) -> BTreeSet<EntityId> {
    let mut seen = BTreeSet::from([entity]);
    let mut open = vec![entity];
    let mut states = BTreeSet::new();
    while let Some(next) = open.pop() {
        for &whole in wholes.get(&next).into_iter().flatten() {
            let record = data.entity(whole);
            if record.kind == EntityKind::State {
                states.insert(record.id.clone());
            }
            if seen.insert(whole) {
                open.push(whole);
            }
        }
    }
    states
}
