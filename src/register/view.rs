//! The view: a state as a checked dataset, joined entities put into one.

use std::collections::BTreeSet;

use super::{Key, Record, State};
use crate::model::{
    Batch, Dataset, DatasetBuilder, Entity, EntityId, ModelError, Ontology, Parties, Problem,
    Relation, Section,
};

impl State {
    /// Returns everything that holds as a dataset: kinds and offices are added to the base in order
    /// of coming, joined entities are one, rows that do not stand are left out.
    ///
    /// # Errors
    /// All that is wrong with any record, as for [`DatasetBuilder::build`].
    ///
    /// # Complexity
    /// O(n log n) for n records and rows.
    pub fn dataset(&self, base: &Ontology) -> Result<Dataset, Vec<Problem>> {
        self.check_joined()?;
        let mut builder = Dataset::builder(self.ontology(base)?);
        for record in self.in_order() {
            self.add_to(&mut builder, record);
        }
        for batch in self.batches() {
            builder.batch(self.shown(batch));
        }
        builder.build()
    }

    /// Checks that there are all entities that were joined.
    fn check_joined(&self) -> Result<(), Vec<Problem>> {
        let problems = self.lacking_joined().map(|id| Problem {
            section: Section::Entities,
            record: 0,
            path: Vec::new(),
            error: ModelError::UnknownEntity {
                id: id.to_string(),
                nearest: self.nearest("entity", id.as_str()),
            },
        });
        let problems: Vec<Problem> = problems.collect();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    /// Returns the base with the kinds and offices that hold.
    ///
    /// # Errors
    /// The problem of the first kind or office that does not fit to those before it.
    pub(super) fn ontology(&self, base: &Ontology) -> Result<Ontology, Vec<Problem>> {
        with_added(base, self.in_order())
    }

    fn add_to(&self, builder: &mut DatasetBuilder, record: &Record) {
        match record {
            Record::Source(source) => {
                builder.source(source.as_ref().clone());
            }
            Record::Entity(entity) if self.joined_into(&entity.id).is_none() => {
                builder.entity(self.whole(entity));
            }
            Record::Kind(_) | Record::Office(_) | Record::Entity(_) => {}
            Record::Relation(relation) => {
                let is_relation = |id: &str| {
                    let key = id.parse().map(Key::Relation);
                    key.is_ok_and(|key| self.own_record(&key).is_some())
                };
                let meant = |id: &EntityId| self.meant(id).clone();
                builder.relation(renamed(relation, meant, is_relation));
            }
        }
    }

    /// Returns an entity with the names and codes of those that were joined into it.
    fn whole(&self, entity: &Entity) -> Entity {
        let mut whole = entity.clone();
        for (of, _) in self.joined() {
            if self.meant(of) != &entity.id {
                continue;
            }
            if let Some(Record::Entity(of)) = self.own_record(&Key::Entity(of.clone())) {
                take_in(&mut whole, of);
            }
        }
        whole
    }

    /// Returns a batch as it is shown: without the rows that do not stand, and with the entities
    /// that are meant.
    pub(super) fn shown(&self, batch: &Batch) -> Batch {
        let hidden: BTreeSet<u32> = self.hidden_rows(batch.prefix()).collect();
        let shown = if hidden.is_empty() {
            batch.clone()
        } else {
            batch.keeping(|row| !hidden.contains(&row.number))
        };
        let is_joined = |party| self.joined_into(party).is_some();
        if !shown.parties().iter().any(is_joined) {
            return shown;
        }
        shown.renaming(|party| self.meant(party).clone())
    }
}

/// Returns the base with the kinds and offices among some records.
///
/// # Errors
/// The problem of the first one that does not fit to those before it.
pub(super) fn with_added<'a>(
    base: &Ontology,
    records: impl IntoIterator<Item = &'a Record>,
) -> Result<Ontology, Vec<Problem>> {
    let mut ontology = base.clone();
    let records = records.into_iter();
    let ordered =
        records.take_while(|record| matches!(record, Record::Kind(_) | Record::Office(_)));
    for (at, record) in ordered.enumerate() {
        let added = match record {
            Record::Kind(kind) => ontology.add(kind.as_ref().clone()),
            Record::Office(office) => ontology.add_office(office.as_ref().clone()),
            _ => Ok(()),
        };
        added.map_err(|error| {
            vec![Problem {
                section: Section::Kinds,
                record: at,
                path: Vec::new(),
                error: ModelError::Ontology(error),
            }]
        })?;
    }
    Ok(ontology)
}

/// Gives an entity the names and codes of another that means the same.
fn take_in(whole: &mut Entity, of: &Entity) {
    for name in std::iter::once(&of.name).chain(&of.aliases) {
        if *name != whole.name && !whole.aliases.contains(name) {
            whole.aliases.push(name.clone());
        }
    }
    for (scheme, code) in &of.codes {
        let scheme = whole.codes.entry(scheme.clone());
        scheme.or_insert_with(|| code.clone());
    }
    whole.class = whole.class.take().or_else(|| of.class.clone());
    whole.note = whole.note.take().or_else(|| of.note.clone());
}

/// Returns a relation with other names for its entities. One that comes to stand in a role twice
/// stands there once.
pub(super) fn renamed(
    relation: &Relation,
    meant: impl Fn(&EntityId) -> EntityId,
    is_relation: impl Fn(&str) -> bool,
) -> Relation {
    let mut renamed = relation.clone();
    renamed.parties = renamed_parties(&relation.parties, &meant);
    renamed.place = relation.place.as_ref().map(&meant);
    let whole = relation
        .part_of
        .as_deref()
        .filter(|whole| !is_relation(whole));
    if let Some(whole) = whole.and_then(|whole| EntityId::new(whole).ok()) {
        renamed.part_of = Some(meant(&whole).to_string());
    }
    for report in &mut renamed.reports {
        let parties = report.parties.as_ref();
        report.parties = parties.map(|parties| renamed_parties(parties, &meant));
        report.place = report.place.as_ref().map(&meant);
    }
    renamed
}

fn renamed_parties(parties: &Parties, meant: &impl Fn(&EntityId) -> EntityId) -> Parties {
    if parties.iter().all(|(_, id)| meant(id) == *id) {
        return parties.clone();
    }
    let mut seen = BTreeSet::new();
    let named = parties.iter().map(|(role, id)| (role, meant(id)));
    let distinct = named.filter(|party| seen.insert(party.clone()));
    distinct.fold(Parties::new(), |parties, (role, id)| parties.with(role, id))
}
