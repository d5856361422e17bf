//! History: the versions that each record has had.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Entry, Key, Record, Register, State};
use crate::model::RelationId;

/// By key, the changes that were about it: the number of the entry, and the place in it.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    by: BTreeMap<Key, Vec<(u32, u32)>>,
}

impl History {
    pub(super) fn note(&mut self, entry: u32, at: u32, change: &Change) {
        for key in change.keys() {
            self.by.entry(key).or_default().push((entry, at));
        }
    }

    /// Tells whether anything was ever recorded under a key.
    pub(super) fn knows(&self, key: &Key) -> bool {
        self.by.contains_key(key)
    }

    /// Returns the number of the last entry that changed what a key finds.
    pub(super) fn last(&self, key: &Key) -> Option<u32> {
        let last = self.of(key).last();
        last.map(|(entry, _)| *entry)
    }

    fn of(&self, key: &Key) -> &[(u32, u32)] {
        self.by.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns the keys that anything was recorded under in place of rows of a batch.
    pub(super) fn rows_of<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Key> + 'a {
        let first = RelationId::new(&format!("{prefix}-0")).map(Key::Relation);
        let from_first = first.into_iter().flat_map(|first| self.by.range(first..));
        let like =
            from_first.map_while(move |(key, _)| key.name().starts_with(prefix).then_some(key));
        like.filter(move |key| prefix_of(key) == Some(prefix))
    }
}

/// Returns the prefix of the batch that would have a row of this key.
fn prefix_of(key: &Key) -> Option<&str> {
    match key {
        Key::Relation(id) => id.as_row().map(|(prefix, _)| prefix),
        _ => None,
    }
}

/// What one change made of a record.
#[derive(Debug, Clone)]
pub struct Version<'a> {
    /// The entry that changed it.
    pub entry: &'a Entry,
    /// The change; for a joined entity, the joining.
    pub change: &'a Change,
    /// The record from then on; nothing if it was dropped, or for a batch.
    pub record: Option<Record>,
}

impl Register {
    /// Returns the versions that a record has had, the oldest first. Those of an entity tell also
    /// when it was joined and parted, those of the relation of a row begin with its batch.
    ///
    /// # Complexity
    /// O(v log n) for v versions.
    pub fn versions(&self, key: &Key) -> Vec<Version<'_>> {
        let mut state = State::default();
        let mut versions: Vec<Version<'_>> = Vec::new();
        for (entry, change) in self.changes_about(std::iter::once(key), self.last()) {
            let before = state.record(key);
            apply(&mut state, entry, change);
            let record = state.record(key);
            let is_own = change.keys().contains(key);
            if is_own || before != record {
                versions.push(Version {
                    entry,
                    change,
                    record,
                });
            }
        }
        versions
    }

    /// Returns what was recorded under some keys after an entry, and nothing else.
    pub(super) fn partial<'a>(&self, keys: impl IntoIterator<Item = &'a Key>, after: u32) -> State {
        let mut state = State::default();
        for (entry, change) in self.changes_about(keys, after) {
            apply(&mut state, entry, change);
        }
        state
    }

    /// Returns the changes about some keys up to an entry, in order, with those of the batches
    /// whose rows they are.
    fn changes_about<'a>(
        &self,
        keys: impl IntoIterator<Item = &'a Key>,
        until: u32,
    ) -> Vec<(&Entry, &Change)> {
        let mut places = BTreeSet::new();
        for key in keys {
            let batch = prefix_of(key).map(|prefix| Key::Batch(prefix.to_owned()));
            for key in std::iter::once(key).chain(&batch) {
                let own = self.history.of(key).iter();
                places.extend(own.take_while(|(entry, _)| *entry <= until));
            }
        }
        let change = |(entry, at): (u32, u32)| {
            let entry = self.entry(entry)?;
            Some((entry, entry.changes.get(at as usize)?))
        };
        places.into_iter().filter_map(change).collect()
    }
}

fn apply(state: &mut State, entry: &Entry, change: &Change) {
    let batch = match change {
        Change::Batch { prefix, .. } => {
            let mut batches = entry.batches.iter();
            batches.find(|batch| batch.prefix() == prefix).cloned()
        }
        _ => None,
    };
    state.apply(change, batch);
}
