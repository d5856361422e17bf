//! The records that an edit finds.

use std::sync::Arc;

use crate::model::{Dataset, EntityId};
use crate::register::{Key, Record, Register, State};

/// Somebody who holds records: the state of a register, or a dataset.
pub trait Held {
    /// Returns the present version of a record, unless it is not held.
    fn record(&self, key: &Key) -> Option<Record>;

    /// Tells whether no new record can have a key: one has it, or had it once.
    fn is_taken(&self, key: &Key) -> bool {
        self.record(key).is_some()
    }

    /// Returns the entities that were joined, each with the one that stands for it.
    fn joined(&self) -> Vec<(EntityId, EntityId)> {
        Vec::new()
    }
}

impl Held for Register {
    fn record(&self, key: &Key) -> Option<Record> {
        self.state().record(key)
    }

    fn is_taken(&self, key: &Key) -> bool {
        self.state().holds(key) || !self.versions(key).is_empty()
    }

    fn joined(&self) -> Vec<(EntityId, EntityId)> {
        Held::joined(self.state())
    }
}

impl Held for State {
    fn record(&self, key: &Key) -> Option<Record> {
        State::record(self, key)
    }

    fn joined(&self) -> Vec<(EntityId, EntityId)> {
        let joined = State::joined(self).map(|(of, _)| (of.clone(), self.meant(of).clone()));
        joined.collect()
    }
}

impl Held for Dataset {
    fn record(&self, key: &Key) -> Option<Record> {
        match key {
            Key::Source(id) => {
                let at = self.source_ix(id.as_str())?;
                Some(self.source(at).clone().into())
            }
            Key::Entity(id) => {
                let at = self.entity_ix(id.as_str())?;
                Some(self.entity(at).clone().into())
            }
            Key::Relation(id) => {
                let at = self.relation_ix(id.as_str())?;
                Some(self.relation(at).into_owned().into())
            }
            Key::Kind(id) => {
                let kind = self.ontology().added().find(|kind| &kind.id == id)?;
                Some(Record::Kind(Arc::new(kind.clone())))
            }
            Key::Office(title) => {
                let mut offices = self.ontology().added_offices().iter();
                let office = offices.find(|office| &office.title == title)?;
                Some(Record::Office(Arc::new(office.clone())))
            }
            Key::Batch(_) => None,
        }
    }
}
