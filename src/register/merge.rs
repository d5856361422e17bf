//! Merging: two states that grew from one base, put together. Only true conflicts are told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::steps::step_of_batch;
use super::three::{self, Conflict, json};
use super::uses::named_by;
use super::{Change, Key, Record, State};
use crate::model::{Batch, EntityId, ModelError, Ontology, Problem, Section};

/// What two states come to together.
#[derive(Debug, Clone, Default)]
pub struct Merged {
    /// The changes that bring ours to the merge.
    pub changes: Vec<Change>,
    /// The rows of those that are batches, in the same order.
    pub batches: Vec<Arc<Batch>>,
    /// What both sides changed in different ways: ours was kept.
    pub conflicts: Vec<Conflict>,
}

impl Merged {
    /// Returns our state with the changes.
    #[must_use]
    pub fn applied_to(&self, ours: &State) -> State {
        let mut merged = ours.clone();
        let mut batches = self.batches.iter();
        for change in &self.changes {
            let is_batch = matches!(change, Change::Batch { .. });
            let batch = if is_batch { batches.next() } else { None };
            merged.apply(change, batch.cloned());
        }
        merged
    }
}

/// Returns what two states that grew from one base come to together: everything that only one side
/// changed, field by field; lists are compared as sets, reports by source and place.
///
/// Conflicts are fields that both changed to different values, what one side changed and the other
/// removed, two records of one id that both sides added with different content, and what would not
/// fit together: an entity that one side removed and the other uses. Ours is kept in all of them.
///
/// # Complexity
/// O(n log n) for n records of all three.
pub fn merge(ontology: &Ontology, base: &State, ours: &State, theirs: &State) -> Merged {
    let mut keys = base.keys_beside(ours);
    keys.append(&mut base.keys_beside(theirs));
    let sides = Sides { base, ours, theirs };
    let wanted = sides.wanted(&keys);
    let mut conflicts = wanted.conflicts;
    let mut differing: BTreeSet<Key> = keys;
    let mut steps = ours.steps_to(&wanted.state, &differing);
    while !steps.is_empty() {
        let mut merged = ours.clone();
        for (change, batch) in &steps {
            merged.apply(change, batch.clone());
        }
        let changed: BTreeSet<Key> = steps.iter().flat_map(|(change, _)| change.keys()).collect();
        let mut withdrawn = unjoined(&merged, &changed);
        if withdrawn.is_empty() {
            let Err(problems) = merged.dataset(ontology) else {
                break;
            };
            withdrawn = culprits(&merged, &problems, &changed);
        }
        conflicts.extend(
            withdrawn
                .iter()
                .map(|(key, error)| sides.discord(key, error)),
        );
        differing.retain(|key| !withdrawn.contains_key(key));
        steps = ours.steps_to(&wanted.state, &differing);
    }
    conflicts.sort_by(|a, b| (&a.key, &a.field).cmp(&(&b.key, &b.field)));
    let (changes, batches): (Vec<Change>, Vec<_>) = steps.into_iter().unzip();
    Merged {
        changes,
        batches: batches.into_iter().flatten().collect(),
        conflicts,
    }
}

/// The three states of a merge.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) base: &'a State,
    pub(super) ours: &'a State,
    pub(super) theirs: &'a State,
}

/// What is wanted before it is checked as a whole.
pub(super) struct Wanted {
    pub(super) state: State,
    pub(super) conflicts: Vec<Conflict>,
}

impl Sides<'_> {
    /// Returns our state with what only the others changed, as far as some keys go.
    pub(super) fn wanted(&self, keys: &BTreeSet<Key>) -> Wanted {
        let mut wanted = Wanted {
            state: self.ours.clone(),
            conflicts: Vec::new(),
        };
        let is_batch = |key: &&Key| matches!(key, Key::Batch(_));
        for key in keys.iter().filter(is_batch) {
            self.batch(key, &mut wanted);
        }
        let others: BTreeSet<&Key> = keys.iter().filter(|key| !is_batch(key)).collect();
        for key in self.theirs.ordered(&others) {
            self.record(key, &mut wanted);
            if let Key::Entity(id) = key {
                self.join(id, &mut wanted);
            }
        }
        wanted
    }

    fn batch(&self, key: &Key, wanted: &mut Wanted) {
        let prefix = key.name();
        let digests = [self.base, self.ours, self.theirs].map(|state| state.batch_digest(prefix));
        let [base, ours, theirs] = digests;
        if ours == theirs || theirs == base {
            return;
        }
        if ours == base {
            if let Some((change, batch)) = step_of_batch(&wanted.state, self.theirs, key) {
                wanted.state.apply(&change, batch);
            }
            return;
        }
        let rows = |state: &State| {
            state
                .batch(prefix)
                .map(|batch| format!("{} rows", batch.len()))
        };
        wanted.conflicts.push(Conflict {
            key: key.clone(),
            field: "rows".to_owned(),
            base: rows(self.base),
            ours: rows(self.ours),
            theirs: rows(self.theirs),
        });
    }

    fn record(&self, key: &Key, wanted: &mut Wanted) {
        let [base, ours, theirs] =
            [self.base, self.ours, self.theirs].map(|state| state.record(key));
        if ours == theirs || theirs == base {
            // What a batch brought back is again as ours has it.
            return take(&mut wanted.state, self.ours, key);
        }
        if ours == base {
            return take(&mut wanted.state, self.theirs, key);
        }
        if let (Some(base), Some(ours), Some(theirs)) = (&base, &ours, &theirs) {
            let (merged, conflicts) = three::merged(base, ours, theirs);
            wanted.conflicts.extend(conflicts);
            wanted.state.apply(&Change::Put(merged), None);
            return;
        }
        take(&mut wanted.state, self.ours, key);
        wanted.conflicts.push(self.whole(key));
    }

    /// Returns the conflict about a record as a whole.
    fn whole(&self, key: &Key) -> Conflict {
        let text = |state: &State| state.record(key).as_ref().and_then(text_of);
        Conflict {
            key: key.clone(),
            field: String::new(),
            base: text(self.base),
            ours: text(self.ours),
            theirs: text(self.theirs),
        }
    }

    /// Returns the conflict about what does not fit to the other side.
    fn discord(&self, key: &Key, error: &str) -> Conflict {
        Conflict {
            field: error.to_owned(),
            ..self.whole(key)
        }
    }

    fn join(&self, of: &EntityId, wanted: &mut Wanted) {
        let states = [self.base, self.ours, self.theirs];
        let [base, ours, theirs] = states.map(|state| state.joined_into(of));
        if ours == theirs || theirs == base {
            return;
        }
        let is_circle = theirs.is_some_and(|into| wanted.state.meant(into) == of);
        if ours == base && !is_circle {
            let change = match theirs.cloned() {
                Some(into) => Change::Join {
                    of: of.clone(),
                    into,
                },
                None => Change::Part { of: of.clone() },
            };
            return wanted.state.apply(&change, None);
        }
        let text = |into: Option<&EntityId>| into.map(ToString::to_string);
        wanted.conflicts.push(Conflict {
            key: Key::Entity(of.clone()),
            field: "joined into".to_owned(),
            base: text(base),
            ours: text(ours),
            theirs: text(theirs),
        });
    }
}

/// Makes what a key finds the same as in another state.
fn take(state: &mut State, from: &State, key: &Key) {
    if let Some(change) = state.record_change_to(from, key) {
        state.apply(&change, None);
    }
}

/// Returns a record as JSON.
fn text_of(record: &Record) -> Option<String> {
    match record {
        Record::Kind(kind) => json(kind),
        Record::Office(office) => json(office),
        Record::Source(source) => json(source),
        Record::Entity(entity) => json(entity),
        Record::Relation(relation) => json(relation),
    }
}

/// Returns the changed keys of entities that one side joined and the other removed, each with what
/// is wrong.
fn unjoined(merged: &State, changed: &BTreeSet<Key>) -> BTreeMap<Key, String> {
    let mut unjoined = BTreeMap::new();
    for id in merged.lacking_joined() {
        let error = ModelError::UnknownEntity {
            id: id.to_string(),
            nearest: None,
        };
        let joined = merged
            .joined()
            .filter(|(of, into)| [*of, *into].contains(&id));
        let named = joined.flat_map(|(of, into)| [of, into]);
        let keys = named.map(|id| Key::Entity(id.clone()));
        let keys = keys.filter(|key| changed.contains(key));
        unjoined.extend(keys.map(|key| (key, error.to_string())));
    }
    unjoined
}

/// Returns the changed keys that have to be as ours has them, because of the problems there would
/// be, each with the first problem in words.
fn culprits(
    merged: &State,
    problems: &[Problem],
    changed: &BTreeSet<Key>,
) -> BTreeMap<Key, String> {
    let mut culprits = BTreeMap::new();
    let sections = Sections::of(merged);
    for problem in problems {
        let key = sections.key(problem);
        let own = key.iter().filter(|key| changed.contains(key)).cloned();
        let mut found: Vec<Key> = own.collect();
        if found.is_empty() {
            found = behind(merged, key.as_ref(), changed);
        }
        for key in found {
            let error = || problem.error.to_string();
            culprits.entry(key).or_insert_with(error);
        }
    }
    if culprits.is_empty() {
        // Nothing in particular is known to be at fault, so nothing is taken.
        let error = problems
            .first()
            .map_or_else(String::new, |problem| problem.error.to_string());
        culprits.extend(changed.iter().map(|key| (key.clone(), error.clone())));
    }
    culprits
}

/// Returns the changed keys that an unchanged record refers to; of a batch, whatever it may be that
/// its rows do not fit to.
fn behind(merged: &State, key: Option<&Key>, changed: &BTreeSet<Key>) -> Vec<Key> {
    let Some(Record::Relation(relation)) = key.and_then(|key| merged.own_record(key)) else {
        let others = changed
            .iter()
            .filter(|key| !matches!(key, Key::Relation(_)));
        return others.cloned().collect();
    };
    let named = named_by(relation);
    let is_meant = |key: &&Key| match key {
        Key::Entity(id) => named.contains(*key) || is_behind(merged, &named, id),
        _ => named.contains(*key),
    };
    changed.iter().filter(is_meant).cloned().collect()
}

/// Tells whether one of some named entities means another.
fn is_behind(merged: &State, named: &BTreeSet<Key>, id: &EntityId) -> bool {
    let entities = named.iter().filter_map(|key| match key {
        Key::Entity(named) => Some(named),
        _ => None,
    });
    entities.into_iter().any(|named| merged.meant(named) == id)
}

/// The keys of records by their places in the sections of a dataset.
struct Sections {
    ordered: Vec<Key>,
    entities: Vec<Key>,
    relations: Vec<Key>,
    /// The batches, with how many of their rows stand.
    batches: Vec<(Key, usize)>,
}

impl Sections {
    fn of(state: &State) -> Sections {
        let mut sections = Sections {
            ordered: Vec::new(),
            entities: Vec::new(),
            relations: Vec::new(),
            batches: Vec::new(),
        };
        for record in state.in_order() {
            match record {
                Record::Kind(_) | Record::Office(_) => sections.ordered.push(record.key()),
                Record::Source(_) => {}
                Record::Entity(entity) if state.joined_into(&entity.id).is_some() => {}
                Record::Entity(_) => sections.entities.push(record.key()),
                Record::Relation(_) => sections.relations.push(record.key()),
            }
        }
        for batch in state.batches() {
            let prefix = batch.prefix();
            let rows = batch.len() - state.hidden_rows(prefix).count();
            sections.batches.push((Key::Batch(prefix.to_owned()), rows));
        }
        sections
    }

    fn key(&self, problem: &Problem) -> Option<Key> {
        let keys = match problem.section {
            Section::Kinds => &self.ordered,
            Section::Sources => return None,
            Section::Entities => &self.entities,
            Section::Relations => &self.relations,
        };
        keys.get(problem.record)
            .cloned()
            .or_else(|| self.batch(problem))
    }

    /// Returns the batch of a row, which counts as a relation behind the records.
    fn batch(&self, problem: &Problem) -> Option<Key> {
        let mut row = problem.record.checked_sub(self.relations.len())?;
        for (key, rows) in &self.batches {
            if row < (*rows).max(1) {
                return Some(key.clone());
            }
            row -= rows;
        }
        None
    }
}
