//! Steps: the changes that lead from one state to another.

use std::collections::BTreeSet;
use std::sync::Arc;

use itertools::{EitherOrBoth, Itertools};

use super::state::Standing;
use super::{Change, Key, State};
use crate::model::{Batch, EntityId, RelationId};

/// A change, with the rows of its batch if it is one.
pub(super) type Step = (Change, Option<Arc<Batch>>);

impl State {
    /// Returns the keys of all that may not be the same in another state: of records that differ,
    /// of batches and rows that do not stand, and of what is joined. O(n).
    pub(super) fn keys_beside(&self, other: &State) -> BTreeSet<Key> {
        let pairs = self
            .records()
            .merge_join_by(other.records(), |(own, _), (other, _)| own.cmp(other));
        let differing = pairs.filter_map(|pair| match pair {
            EitherOrBoth::Both((_, own), (_, other)) if own == other => None,
            EitherOrBoth::Both((key, _), _)
            | EitherOrBoth::Left((key, _))
            | EitherOrBoth::Right((key, _)) => Some(key.clone()),
        });
        differing
            .chain(self.special_keys())
            .chain(other.special_keys())
            .collect()
    }

    /// Returns the keys of batches, of rows that do not stand, and of entities that are joined.
    fn special_keys(&self) -> impl Iterator<Item = Key> + '_ {
        let batches = self.batches();
        let batches = batches.flat_map(|batch| self.keys_of_batch(batch.prefix()));
        batches.chain(self.joined().map(|(of, _)| Key::Entity(of.clone())))
    }

    /// Returns the key of a batch and those of its rows that do not stand.
    pub(super) fn keys_of_batch<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = Key> + 'a {
        let hidden = self.hidden_rows(prefix);
        let hidden = hidden.filter_map(move |row| RelationId::new(&format!("{prefix}-{row}")).ok());
        std::iter::once(Key::Batch(prefix.to_owned())).chain(hidden.map(Key::Relation))
    }

    /// Returns the changes that lead from this state to another, as far as some keys go. Applied
    /// here they make what the keys find the same as there.
    pub(super) fn steps_to<'a>(
        &self,
        to: &State,
        keys: impl IntoIterator<Item = &'a Key>,
    ) -> Vec<Step> {
        let (batches, others): (BTreeSet<&Key>, BTreeSet<&Key>) = keys
            .into_iter()
            .partition(|key| matches!(key, Key::Batch(_)));
        let mut steps: Vec<Step> = Vec::new();
        // Bringing a batch lets all its rows stand, so the others are compared behind it.
        let mut now = self.clone();
        for key in batches {
            if let Some((change, batch)) = step_of_batch(&now, to, key) {
                now.apply(&change, batch.clone());
                steps.push((change, batch));
            }
        }
        for key in to.ordered(&others) {
            let join = match key {
                Key::Entity(id) => now.join_change_to(to, id),
                _ => None,
            };
            let changes = now.record_change_to(to, key).into_iter().chain(join);
            steps.extend(changes.map(|change| (change, None)));
        }
        steps
    }

    /// Returns the change of a record, from this state to another; batches and joins left out.
    pub(super) fn record_change_to(&self, to: &State, key: &Key) -> Option<Change> {
        match key {
            Key::Batch(_) => None,
            Key::Relation(id) => change_of_relation(self, to, id),
            _ => change_of_record(self, to, key),
        }
    }

    /// Returns the change of what an entity was joined into, from this state to another.
    fn join_change_to(&self, to: &State, id: &EntityId) -> Option<Change> {
        match (self.joined_into(id), to.joined_into(id)) {
            (Some(_), None) => Some(Change::Part { of: id.clone() }),
            (now, Some(into)) if now != Some(into) => Some(Change::Join {
                of: id.clone(),
                into: into.clone(),
            }),
            _ => None,
        }
    }
}

/// Returns the change of a batch, from one state to another.
pub(super) fn step_of_batch(now: &State, to: &State, key: &Key) -> Option<Step> {
    let Key::Batch(prefix) = key else {
        return None;
    };
    if now.batch_digest(prefix) == to.batch_digest(prefix) {
        return None;
    }
    let (Some(batch), Some(digest)) = (to.batch(prefix), to.batch_digest(prefix)) else {
        return Some((Change::Drop(key.clone()), None));
    };
    let change = Change::Batch {
        prefix: prefix.clone(),
        rows: batch.len() as u64,
        digest,
    };
    Some((change, Some(Arc::clone(batch))))
}

fn change_of_relation(now: &State, to: &State, id: &RelationId) -> Option<Change> {
    let (now, wanted) = (now.standing(id), to.standing(id));
    if now == wanted {
        return None;
    }
    let dropped = || Change::Drop(Key::Relation(id.clone()));
    match wanted {
        Standing::Record(record) => Some(Change::Put(record)),
        Standing::Row if now != Standing::Nothing => Some(Change::Row { id: id.clone() }),
        Standing::HiddenRow | Standing::Nothing => match now {
            Standing::Record(_) | Standing::Row => Some(dropped()),
            Standing::HiddenRow | Standing::Nothing => None,
        },
        Standing::Row => None,
    }
}

fn change_of_record(now: &State, to: &State, key: &Key) -> Option<Change> {
    match (now.own_record(key), to.own_record(key)) {
        (Some(_), None) => Some(Change::Drop(key.clone())),
        (now, Some(wanted)) if now != Some(wanted) => Some(Change::Put(wanted.clone())),
        _ => None,
    }
}
