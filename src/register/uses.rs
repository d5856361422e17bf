//! Uses: which relations refer to what, so that nothing goes that others need.

use std::collections::{BTreeMap, BTreeSet};

use super::{Key, Record, State};
use crate::model::{Batch, EntityId, Parties, Relation, RelationId};

/// By key of what is referred to, the relations that were put as records and refer to it.
#[derive(Debug, Clone)]
pub(super) struct Uses {
    by: BTreeMap<Key, BTreeSet<RelationId>>,
    /// What counts as referring.
    named_by: fn(&Relation) -> BTreeSet<Key>,
}

impl Uses {
    /// Returns the uses of all records of a state, one of [`named_by`] and [`wholes_of`].
    /// O(n log n).
    pub(super) fn of(state: &State, named_by: fn(&Relation) -> BTreeSet<Key>) -> Uses {
        let mut uses = Uses {
            by: BTreeMap::new(),
            named_by,
        };
        for (_, record) in state.records() {
            uses.note(record);
        }
        uses
    }

    /// Notes what a record refers to.
    pub(super) fn note(&mut self, record: &Record) {
        if let Record::Relation(relation) = record {
            for key in (self.named_by)(relation) {
                self.by.entry(key).or_default().insert(relation.id.clone());
            }
        }
    }

    /// Forgets what a record refers to.
    pub(super) fn forget(&mut self, record: &Record) {
        if let Record::Relation(relation) = record {
            for key in (self.named_by)(relation) {
                if let Some(users) = self.by.get_mut(&key) {
                    users.remove(&relation.id);
                }
            }
        }
    }

    /// Returns the relations that refer to something, in order of ids.
    pub(super) fn users(&self, of: &Key) -> impl Iterator<Item = &RelationId> + '_ {
        self.by.get(of).into_iter().flatten()
    }
}

/// Returns the keys of all that a relation refers to, each once. What it is a part of may be a
/// relation or an entity; both are told.
pub(super) fn named_by(relation: &Relation) -> BTreeSet<Key> {
    let kind = std::iter::once(Key::Kind(relation.kind.clone()));
    let reports = relation.reports.iter();
    let sources = reports.map(|report| Key::Source(report.source.clone()));
    let entities = entities_of(relation).cloned().map(Key::Entity);
    let wholes = wholes_of(relation);
    kind.chain(sources).chain(entities).chain(wholes).collect()
}

/// Returns the keys of what a relation is a part of: of a relation and of an entity.
pub(super) fn wholes_of(relation: &Relation) -> BTreeSet<Key> {
    let whole = relation.part_of.as_deref().into_iter();
    let keys = whole.flat_map(|whole| {
        let entity = whole.parse().map(Key::Entity).ok();
        let relation = whole.parse().map(Key::Relation).ok();
        entity.into_iter().chain(relation)
    });
    keys.collect()
}

/// Returns the entities that take part in a relation or where it happened, as anybody has it.
fn entities_of(relation: &Relation) -> impl Iterator<Item = &EntityId> {
    let own = relation
        .parties
        .iter()
        .map(|(_, id)| id)
        .chain(&relation.place);
    let told = relation.reports.iter().flat_map(|report| {
        let parties = report.parties.iter().flat_map(Parties::iter);
        parties.map(|(_, id)| id).chain(&report.place)
    });
    own.chain(told)
}

/// Returns the numbers of the rows of a batch that stand and refer to something.
pub(super) fn rows_using(state: &State, batch: &Batch, of: &Key) -> BTreeSet<u32> {
    let mut rows = match of {
        Key::Entity(id) => batch.numbers_naming(id),
        Key::Kind(kind) => batch.numbers_of_kind(kind),
        Key::Source(id) if batch.source() == id => {
            batch.rows().map(|(_, row)| row.number).collect()
        }
        _ => BTreeSet::new(),
    };
    for hidden in state.hidden_rows(batch.prefix()) {
        rows.remove(&hidden);
    }
    rows
}
