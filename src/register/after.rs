//! What would hold after a few changes, and whether it would be sound: looked at without touching
//! what does not change.

use std::collections::{BTreeMap, BTreeSet};

use super::uses::{Uses, named_by, rows_using};
use super::view::{renamed, with_added};
use super::{Change, EditError, Key, Record, State};
use crate::model::{
    Batch, Dataset, DatasetBuilder, EntityId, ModelError, Ontology, Problem, Relation, RelationId,
    Section,
};

/// A state with changes in front of it.
#[derive(Debug)]
pub(super) struct After<'a> {
    now: &'a State,
    /// What the changes put, and what they drop.
    changed: BTreeMap<Key, Option<Record>>,
    joined: BTreeMap<EntityId, Option<EntityId>>,
}

impl<'a> After<'a> {
    /// Returns what holds after changes, none of which brings a batch.
    pub(super) fn new<'b>(
        now: &'a State,
        changes: impl IntoIterator<Item = &'b Change>,
    ) -> After<'a> {
        let mut after = After {
            now,
            changed: BTreeMap::new(),
            joined: BTreeMap::new(),
        };
        for change in changes {
            after.add(change);
        }
        after
    }

    fn add(&mut self, change: &Change) {
        match change {
            Change::Put(record) => {
                self.changed.insert(record.key(), Some(record.clone()));
            }
            Change::Drop(key) => {
                self.changed.insert(key.clone(), None);
            }
            Change::Join { of, into } => {
                self.joined.insert(of.clone(), Some(into.clone()));
            }
            Change::Part { of } => {
                self.joined.insert(of.clone(), None);
            }
            // A row has been checked when its batch came, but for what became of its entities.
            Change::Row { id } => {
                let row = self.now.row_even_hidden(id);
                self.changed.insert(Key::Relation(id.clone()), row);
            }
            Change::Batch { .. } => {}
        }
    }

    fn record(&self, key: &Key) -> Option<Record> {
        match self.changed.get(key) {
            Some(changed) => changed.clone(),
            None => self.now.record(key),
        }
    }

    /// Returns the batches that are not dropped.
    fn batches(&self) -> impl Iterator<Item = &Batch> + '_ {
        let batches = self.now.batches().map(AsRef::as_ref);
        batches.filter(|batch: &&Batch| {
            let key = Key::Batch(batch.prefix().to_owned());
            !self.changed.contains_key(&key)
        })
    }

    fn into(&self, of: &EntityId) -> Option<&EntityId> {
        match self.joined.get(of) {
            Some(changed) => changed.as_ref(),
            None => self.now.joined_into(of),
        }
    }

    /// Returns the entity that an id means.
    fn meant(&self, id: &EntityId) -> EntityId {
        let mut meant = id;
        for _ in 0..=self.now.joined().len() + self.joined.len() {
            match self.into(meant) {
                Some(into) => meant = into,
                None => return meant.clone(),
            }
        }
        id.clone()
    }

    /// Checks that what changes fits to what it names, and that what names it still fits.
    ///
    /// # Errors
    /// [`EditError::InUse`] if relations refer to what is dropped, [`EditError::Unfit`] if a record
    /// has a problem.
    ///
    /// # Complexity
    /// O(k log n) for k records that change or refer to what changes; where a kind, an entity's
    /// sort or a join changes, O(rows) of the batches that name it besides.
    pub(super) fn check(
        &self,
        base: &Ontology,
        current: &Ontology,
        uses: impl Fn(&Key) -> &'a Uses,
    ) -> Result<(), EditError> {
        let ontology = self.ontology(base, current)?;
        let mut trial = Trial::new(ontology);
        for (key, record) in &self.changed {
            match record {
                None => self.check_unused(key, uses(key))?,
                Some(record) => trial.record(self, key, record),
            }
            if self.sort_changes(key, record.as_ref()) {
                self.try_users(key, uses(key), &mut trial);
            }
        }
        for of in self.joined.keys() {
            let key = Key::Entity(of.clone());
            self.try_users(&key, uses(&key), &mut trial);
        }
        self.check_joins()?;
        trial.run(self)
    }

    /// Returns the ontology after the changes.
    fn ontology(&self, base: &Ontology, current: &Ontology) -> Result<Ontology, EditError> {
        let is_named = |key: &&Key| matches!(key, Key::Kind(_) | Key::Office(_));
        let Some(first) = self.changed.keys().find(is_named) else {
            return Ok(current.clone());
        };
        let known = self
            .now
            .in_order()
            .map(Record::key)
            .filter(|key| is_named(&key));
        let known: Vec<Key> = known.collect();
        let new = self.changed.keys().filter(is_named);
        let new = new.filter(|key| !known.contains(key)).cloned();
        let records = known.iter().cloned().chain(new);
        let records: Vec<Record> = records.filter_map(|key| self.record(&key)).collect();
        with_added(base, &records).map_err(|problems| EditError::Unfit {
            key: first.clone(),
            errors: errors_of(problems),
        })
    }

    /// Tells whether a change makes what refers to the record perhaps unfit.
    fn sort_changes(&self, key: &Key, record: Option<&Record>) -> bool {
        match (self.now.own_record(key), record) {
            (Some(Record::Entity(old)), Some(Record::Entity(new))) => old.kind != new.kind,
            (Some(Record::Kind(old)), Some(Record::Kind(new))) => old != new,
            _ => false,
        }
    }

    /// Checks that no relation refers to what is dropped.
    fn check_unused(&self, key: &Key, uses: &Uses) -> Result<(), EditError> {
        let records = uses.users(key).filter(|user| self.still_names(user, key));
        let records = records.map(ToString::to_string);
        let new = self
            .changed
            .values()
            .flatten()
            .filter_map(|record| match record {
                Record::Relation(relation) if named_by(relation).contains(key) => {
                    Some(&relation.id)
                }
                _ => None,
            });
        let rows = self.batches().flat_map(|batch| {
            let rows = rows_using(self.now, batch, key).into_iter();
            rows.map(|row| format!("{}-{row}", batch.prefix()))
        });
        let mut referring = records.chain(new.map(ToString::to_string)).chain(rows);
        let Some(first) = referring.next() else {
            return Ok(());
        };
        Err(EditError::InUse {
            key: key.clone(),
            first,
            count: 1 + referring.count(),
        })
    }

    /// Tells whether a relation that does not change refers to what is dropped, and nothing else
    /// has the id it names.
    fn still_names(&self, user: &RelationId, dropped: &Key) -> bool {
        if self.changed.contains_key(&Key::Relation(user.clone())) {
            return false;
        }
        let user = self.now.own_record(&Key::Relation(user.clone()));
        let Some(Record::Relation(user)) = user else {
            return false;
        };
        let is_whole_only = user.part_of.as_deref() == Some(dropped.name()) && {
            let rest = Relation {
                part_of: None,
                ..user.as_ref().clone()
            };
            !named_by(&rest).contains(dropped)
        };
        !(is_whole_only && self.has_whole(dropped.name()))
    }

    /// Tells whether a relation or an entity has the id that `part_of` names.
    fn has_whole(&self, id: &str) -> bool {
        let entity = id.parse().map(Key::Entity);
        self.is_relation(id) || entity.is_ok_and(|key| self.record(&key).is_some())
    }

    /// Tells whether a relation has the id that is no row of a batch.
    fn is_relation(&self, id: &str) -> bool {
        let Ok(key) = id.parse().map(Key::Relation) else {
            return false;
        };
        match self.changed.get(&key) {
            Some(changed) => changed.is_some(),
            None => self.now.own_record(&key).is_some(),
        }
    }

    /// Returns an error with the nearest id of all there are, instead of those that were tried.
    fn with_nearest(&self, mut error: ModelError) -> ModelError {
        match &mut error {
            ModelError::UnknownEntity { id, nearest } => {
                *nearest = self.now.nearest("entity", id);
            }
            ModelError::UnknownSource { id, nearest } => {
                *nearest = self.now.nearest("source", id);
            }
            ModelError::UnknownWhole { id, nearest } => {
                let relation = self.now.nearest("relation", id);
                *nearest = relation.or_else(|| self.now.nearest("entity", id));
            }
            _ => {}
        }
        error
    }

    /// Checks that no entity goes, or is not there, that stands for another or for which another
    /// stands.
    fn check_joins(&self) -> Result<(), EditError> {
        let goes = |id: &EntityId| self.changed.get(&Key::Entity(id.clone())) == Some(&None);
        let is_there = |id: &EntityId| self.record(&Key::Entity(id.clone())).is_some();
        let old = self.now.joined().map(|(of, _)| of);
        let old = old.filter(|of| goes(of) || self.into(of).is_some_and(goes));
        let new = self.joined.keys();
        let new = new.filter(|of| !is_there(of) || !self.into(of).is_none_or(is_there));
        let broken = old
            .chain(new)
            .find_map(|of| Some((of.clone(), self.into(of)?.clone())));
        match broken {
            Some((of, into)) => Err(EditError::Joined { of, into }),
            None => Ok(()),
        }
    }

    /// Has everything tried that refers to something, be it by an entity that was joined into it.
    fn try_users(&self, key: &Key, uses: &Uses, trial: &mut Trial) {
        self.try_own_users(key, uses, trial);
        let Key::Entity(id) = key else {
            return;
        };
        for (of, _) in self.now.joined() {
            if of != id && self.now.means_through(of, id) {
                self.try_own_users(&Key::Entity(of.clone()), uses, trial);
            }
        }
    }

    fn try_own_users(&self, key: &Key, uses: &Uses, trial: &mut Trial) {
        for user in uses.users(key) {
            let key = Key::Relation(user.clone());
            if let Some(Record::Relation(relation)) = self.record(&key) {
                trial.relation(self, key, &relation);
            }
        }
        for batch in self.batches() {
            let rows = rows_using(self.now, batch, key);
            if rows.is_empty() {
                continue;
            }
            let batch = batch.keeping(|row| rows.contains(&row.number));
            let batch = batch.renaming(|party| self.meant(party));
            for party in batch.parties() {
                trial.name(self, &Key::Entity(party.clone()));
            }
            trial.name(self, &Key::Source(batch.source().clone()));
            trial.builder.batch(batch);
        }
    }
}

/// A few records with all that they name, to be checked together.
struct Trial {
    builder: DatasetBuilder,
    named: BTreeSet<Key>,
    /// The keys of entities and relations, in the order in which the builder got them.
    entities: Vec<Key>,
    relations: Vec<Key>,
}

impl Trial {
    fn new(ontology: Ontology) -> Trial {
        Trial {
            builder: Dataset::builder(ontology),
            named: BTreeSet::new(),
            entities: Vec::new(),
            relations: Vec::new(),
        }
    }

    fn record(&mut self, after: &After, key: &Key, record: &Record) {
        match record {
            Record::Relation(relation) => self.relation(after, key.clone(), relation),
            Record::Entity(_) | Record::Source(_) => self.name(after, key),
            Record::Kind(_) | Record::Office(_) => {}
        }
    }

    fn relation(&mut self, after: &After, key: Key, relation: &Relation) {
        if !self.named.insert(key.clone()) {
            return;
        }
        let relation = renamed(relation, |id| after.meant(id), |id| after.is_relation(id));
        for named in named_by(&relation) {
            if matches!(named, Key::Entity(_) | Key::Source(_)) {
                self.name(after, &named);
            }
        }
        self.relations.push(key);
        self.builder.relation(relation);
    }

    /// Adds an entity or a source, if there is such a one.
    fn name(&mut self, after: &After, key: &Key) {
        if !self.named.insert(key.clone()) {
            return;
        }
        match after.record(key) {
            Some(Record::Entity(entity)) => {
                self.entities.push(key.clone());
                self.builder.entity(entity.as_ref().clone());
            }
            Some(Record::Source(source)) => {
                self.builder.source(source.as_ref().clone());
            }
            _ => {}
        }
    }

    fn key_of(&self, problem: &Problem) -> Option<Key> {
        let keys = match problem.section {
            Section::Entities => &self.entities,
            Section::Relations => &self.relations,
            Section::Sources | Section::Kinds => return None,
        };
        keys.get(problem.record).cloned()
    }

    fn run(self, after: &After) -> Result<(), EditError> {
        let mut problems = self.builder.problems();
        problems.retain(|problem| match &problem.error {
            ModelError::UnknownWhole { id, .. } => !after.has_whole(id),
            _ => true,
        });
        let Some(first) = problems.first() else {
            return Ok(());
        };
        let changed = after.changed.keys().next();
        let joined = after.joined.keys().next().cloned().map(Key::Entity);
        let Some(key) = self.key_of(first).or(changed.cloned()).or(joined) else {
            return Ok(());
        };
        let errors = errors_of(problems)
            .into_iter()
            .map(|error| after.with_nearest(error));
        Err(EditError::Unfit {
            key,
            errors: errors.collect(),
        })
    }
}

/// Returns what is wrong, without where it stands.
pub(super) fn errors_of(problems: Vec<Problem>) -> Vec<ModelError> {
    problems.into_iter().map(|problem| problem.error).collect()
}
