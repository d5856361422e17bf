//! States: what holds after some entries, as their changes come to.
//!
//! A state knows versions and what takes whose place. It does not check: what is applied is so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Change, Key, Record};
use crate::digest::Digest;
use crate::model::{Batch, Dataset, EntityId, Kind, RelationId};
use crate::text;

/// All records that hold, the batches of rows, and which entities are joined.
///
/// A copy shares everything with its original until one of them changes.
#[derive(Debug, Clone, Default)]
pub struct State {
    records: Arc<BTreeMap<Key, Record>>,
    /// The kinds and offices that were ever put, in order of coming: their order has a meaning.
    order: Arc<Vec<Key>>,
    batches: BTreeMap<String, Rows>,
    joined: BTreeMap<EntityId, EntityId>,
}

/// A batch, and which of its rows do not stand.
#[derive(Debug, Clone)]
struct Rows {
    batch: Arc<Batch>,
    digest: Digest,
    hidden: BTreeSet<u32>,
}

/// What stands under the id of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// A record.
    Record(Record),
    /// The row of a batch.
    Row,
    /// The row of a batch, which was dropped.
    HiddenRow,
    /// Nothing.
    Nothing,
}

impl State {
    /// Returns the state in which everything that a dataset holds holds.
    ///
    /// # Complexity
    /// O(n log n) for n records and rows.
    pub fn of(dataset: &Dataset) -> State {
        let mut state = State::default();
        for record in records_of(dataset, dataset.ontology().added()) {
            state.apply(&Change::Put(record), None);
        }
        for batch in dataset.batches() {
            let (change, batch) = brought(Arc::new(batch));
            state.apply(&change, Some(batch));
        }
        state
    }

    /// Takes a change in; `batch` has the rows of one that is a batch. A change that has no meaning
    /// here, such as dropping what is not there, changes nothing.
    ///
    /// # Complexity
    /// O(log n), and O(n) where a copy of the state is still held.
    pub fn apply(&mut self, change: &Change, batch: Option<Arc<Batch>>) {
        match change {
            Change::Put(record) => self.put(record.clone()),
            Change::Drop(key) => self.forget(key),
            Change::Row { id } => self.show(id),
            Change::Join { of, into } => {
                self.joined.insert(of.clone(), into.clone());
            }
            Change::Part { of } => {
                self.joined.remove(of);
            }
            Change::Batch { prefix, digest, .. } => {
                if let Some(batch) = batch {
                    self.bring(prefix, *digest, batch);
                }
            }
        }
    }

    fn put(&mut self, record: Record) {
        let key = record.key();
        if let Key::Relation(id) = &key {
            self.hide(id);
        }
        if is_ordered(&key) && !self.order.contains(&key) {
            Arc::make_mut(&mut self.order).push(key.clone());
        }
        Arc::make_mut(&mut self.records).insert(key, record);
    }

    fn forget(&mut self, key: &Key) {
        match key {
            Key::Relation(id) => self.hide(id),
            Key::Batch(prefix) => {
                self.batches.remove(prefix);
            }
            _ => {}
        }
        if self.records.contains_key(key) {
            Arc::make_mut(&mut self.records).remove(key);
        }
    }

    fn show(&mut self, id: &RelationId) {
        let Some((prefix, number)) = id.as_row() else {
            return;
        };
        let Some(rows) = self.batches.get_mut(prefix) else {
            return;
        };
        rows.hidden.remove(&number);
        let key = Key::Relation(id.clone());
        if self.records.contains_key(&key) {
            Arc::make_mut(&mut self.records).remove(&key);
        }
    }

    fn hide(&mut self, id: &RelationId) {
        let row = id.as_row();
        let Some((prefix, number)) = row else {
            return;
        };
        if let Some(rows) = self.batches.get_mut(prefix)
            && rows.batch.find(number).is_some()
        {
            rows.hidden.insert(number);
        }
    }

    fn bring(&mut self, prefix: &str, digest: Digest, batch: Arc<Batch>) {
        let replaced = self.records_like_rows(prefix);
        let hidden = replaced.filter(|number| batch.find(*number).is_some());
        let hidden = hidden.collect();
        let rows = Rows {
            batch,
            digest,
            hidden,
        };
        self.batches.insert(prefix.to_owned(), rows);
    }

    /// Returns the numbers of the rows of a batch in whose place records stand or would stand.
    fn records_like_rows<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = u32> + 'a {
        let first = RelationId::new(&format!("{prefix}-0")).map(Key::Relation);
        let from_first = first
            .into_iter()
            .flat_map(|first| self.records.range(first..));
        from_first
            .map_while(move |(key, _)| key.name().strip_prefix(prefix).map(|_| key))
            .filter_map(move |key| match key {
                Key::Relation(id) => id.as_row().filter(|(own, _)| *own == prefix),
                _ => None,
            })
            .map(|(_, number)| number)
    }
}

impl State {
    /// Returns what a key finds: a record as it was recorded, or what a row that stands comes to.
    /// Batches have no record; joined entities have their own.
    pub fn record(&self, key: &Key) -> Option<Record> {
        let of_row = || match key {
            Key::Relation(id) => self.row(id),
            _ => None,
        };
        self.records.get(key).cloned().or_else(of_row)
    }

    /// Tells whether a key finds anything.
    pub fn holds(&self, key: &Key) -> bool {
        match key {
            Key::Batch(prefix) => self.batches.contains_key(prefix),
            _ => self.records.contains_key(key) || self.record(key).is_some(),
        }
    }

    /// Returns the records that were put as such, by sort and id.
    pub fn records(&self) -> impl ExactSizeIterator<Item = (&Key, &Record)> + '_ {
        self.records.iter()
    }

    /// Returns the batches in order of their prefixes, all their rows included.
    pub fn batches(&self) -> impl ExactSizeIterator<Item = &Arc<Batch>> + '_ {
        self.batches.values().map(|rows| &rows.batch)
    }

    /// Returns the numbers of the rows of a batch that do not stand: they were dropped, or records
    /// were put in their place.
    pub fn hidden_rows(&self, prefix: &str) -> impl Iterator<Item = u32> + '_ {
        let rows = self.batches.get(prefix).into_iter();
        rows.flat_map(|rows| rows.hidden.iter().copied())
    }

    /// Returns the entities that were joined, each with the one it was joined into.
    pub fn joined(&self) -> impl ExactSizeIterator<Item = (&EntityId, &EntityId)> + '_ {
        self.joined.iter()
    }

    /// Returns the entity that an id means: the one into which it was joined, and that one in turn.
    pub fn meant<'a>(&'a self, id: &'a EntityId) -> &'a EntityId {
        let mut meant = id;
        // A circle cannot be recorded, but a file may hold anything.
        for _ in 0..=self.joined.len() {
            match self.joined.get(meant) {
                Some(into) => meant = into,
                None => return meant,
            }
        }
        id
    }

    /// Tells whether an entity was joined into another, or into one that was.
    pub(super) fn means_through(&self, of: &EntityId, other: &EntityId) -> bool {
        let chain = std::iter::successors(Some(of), |id| self.joined.get(*id));
        chain.take(self.joined.len() + 1).any(|id| id == other)
    }

    /// Returns the entities without record that stand for another, or for which another stands.
    pub(super) fn lacking_joined(&self) -> impl Iterator<Item = &EntityId> + '_ {
        let named = self.joined.iter().flat_map(|(of, into)| [of, into]);
        named.filter(|id| !self.records.contains_key(&Key::Entity((*id).clone())))
    }

    /// Returns some keys in order, but kinds and offices before all others in the order in which
    /// they came.
    pub(super) fn ordered<'a>(&self, keys: &BTreeSet<&'a Key>) -> Vec<&'a Key> {
        let came = self.order.iter().filter_map(|key| keys.get(key).copied());
        let came: Vec<&Key> = came.collect();
        let others = keys.iter().copied().filter(|key| !came.contains(key));
        let others: Vec<&Key> = others.collect();
        came.into_iter().chain(others).collect()
    }

    /// Tells whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.batches.is_empty()
    }

    /// Returns the kinds and offices in order of coming, then the other records by sort and id.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &Record> + '_ {
        let ordered = self.order.iter().filter_map(|key| self.records.get(key));
        let mut others = self.records.iter().peekable();
        while others.next_if(|(key, _)| is_ordered(key)).is_some() {}
        ordered.chain(others.map(|(_, record)| record))
    }

    /// Returns the record of a key, if it was put as such.
    pub(super) fn own_record(&self, key: &Key) -> Option<&Record> {
        self.records.get(key)
    }

    pub(super) fn batch(&self, prefix: &str) -> Option<&Arc<Batch>> {
        self.batches.get(prefix).map(|rows| &rows.batch)
    }

    pub(super) fn batch_digest(&self, prefix: &str) -> Option<Digest> {
        self.batches.get(prefix).map(|rows| rows.digest)
    }

    pub(super) fn joined_into(&self, of: &EntityId) -> Option<&EntityId> {
        self.joined.get(of)
    }

    /// Returns the relation of a row that stands.
    fn row(&self, id: &RelationId) -> Option<Record> {
        let (prefix, number) = id.as_row()?;
        let stands = !self.batches.get(prefix)?.hidden.contains(&number);
        stands.then(|| self.row_even_hidden(id)).flatten()
    }

    /// Returns the relation of a row, whether it stands or not.
    pub(super) fn row_even_hidden(&self, id: &RelationId) -> Option<Record> {
        let (prefix, number) = id.as_row()?;
        let batch = &self.batches.get(prefix)?.batch;
        batch.relation(batch.find(number)?).map(Record::from)
    }

    /// Returns the known id of a sort that is nearest to one. O(n).
    pub(super) fn nearest(&self, sort: &str, id: &str) -> Option<String> {
        let records = self.records.keys();
        let same_sort = records.filter(|key| key.sort() == sort).map(Key::name);
        let prefixes = self.batches.keys().map(String::as_str);
        let prefixes = prefixes.filter(|_| sort == "batch");
        text::nearest(id, same_sort.chain(prefixes)).map(str::to_owned)
    }

    /// Returns what stands under the id of a relation.
    pub(super) fn standing(&self, id: &RelationId) -> Standing {
        if let Some(record) = self.records.get(&Key::Relation(id.clone())) {
            return Standing::Record(record.clone());
        }
        let row = id.as_row();
        let rows = row.and_then(|(prefix, number)| Some((self.batches.get(prefix)?, number)));
        match rows {
            Some((rows, number)) if rows.hidden.contains(&number) => Standing::HiddenRow,
            Some((rows, number)) if rows.batch.find(number).is_some() => Standing::Row,
            _ => Standing::Nothing,
        }
    }
}

/// Tells whether the order in which such records came has a meaning.
const fn is_ordered(key: &Key) -> bool {
    matches!(key, Key::Kind(_) | Key::Office(_))
}

/// Returns the records of a dataset, kinds and offices first.
pub(super) fn records_of<'a>(
    dataset: &'a Dataset,
    kinds: impl Iterator<Item = &'a Kind>,
) -> impl Iterator<Item = Record> {
    let ontology = dataset.ontology();
    let kinds = kinds.cloned().map(Record::from);
    let offices = ontology.added_offices().iter().cloned().map(Record::from);
    let sources = dataset.sources().iter().cloned().map(Record::from);
    let entities = dataset.entities().iter().cloned().map(Record::from);
    let relations = dataset
        .records()
        .map(|(_, relation)| Record::from(relation.clone()));
    kinds
        .chain(offices)
        .chain(sources)
        .chain(entities)
        .chain(relations)
}

/// Returns the change that brings a batch, and the batch.
pub(super) fn brought(batch: Arc<Batch>) -> (Change, Arc<Batch>) {
    let change = Change::Batch {
        prefix: batch.prefix().to_owned(),
        rows: batch.len() as u64,
        digest: batch.digest(),
    };
    (change, batch)
}
