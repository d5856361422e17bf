//! Mending: what is put in place of what was lost, so that what is left fits together.
//!
//! Of a damaged database some records cannot be read any more, to which others still refer. Nothing
//! is known of them but their ids; with that the others stand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Act, Author, Change, Entry, Key, Record, Register, Step};
use crate::model::{
    Batch, Entity, EntityId, EntityKind, Kind, Parties, Relation, Source, SourceId,
};

/// What stands in the note of a record of which nothing but the id is known.
const LOST: &str = "lost in a damaged file; only its id is known";
/// What an entity is taken for where nothing tells.
const UNTOLD: EntityKind = EntityKind::Institution;

impl Register {
    /// Returns the entry that makes what holds fit together, if it does not: entities and sources that
    /// are referred to and not there are added by their ids, and what still does not fit is dropped,
    /// from where history knows it.
    ///
    /// # Complexity
    /// O(n log n) for n records.
    pub fn mended(&self, words: &str, author: &Author) -> Option<Entry> {
        let mut steps: Vec<Step> = self.broken_joins();
        steps.extend(
            Lost::of(self)
                .into_records()
                .map(|record| (Change::Put(record), None)),
        );
        let mut completed = self.clone();
        for (change, batch) in &steps {
            completed.state.apply(change, batch.clone());
        }
        let unfit = completed.unfit();
        steps.extend(unfit.into_iter().map(|key| (Change::Drop(key), None)));
        (!steps.is_empty()).then(|| self.entry_of(steps, Act::Edit, words, author))
    }

    /// Parts the entities that were joined with one that is not there.
    fn broken_joins(&self) -> Vec<Step> {
        let is_there = |id: &EntityId| self.state.holds(&Key::Entity(id.clone()));
        let joined = self.state.joined();
        let broken = joined.filter(|(of, into)| !is_there(of) || !is_there(into));
        broken
            .map(|(of, _)| (Change::Part { of: of.clone() }, None))
            .collect()
    }

    /// Returns the relations that do not fit to what there is.
    fn unfit(&self) -> Vec<Key> {
        let relations = self
            .state
            .records()
            .filter(|(key, _)| matches!(key, Key::Relation(_)));
        let is_unfit = |record: &Record| {
            let step = (Change::Put(record.clone()), None);
            self.check(&[step]).is_err()
        };
        let unfit = relations.filter(|(_, record)| is_unfit(record));
        unfit.map(|(key, _)| key.clone()).collect()
    }
}

/// What is referred to and is not there.
struct Lost<'a> {
    register: &'a Register,
    /// With the kinds of entity that all who refer to it allow.
    entities: BTreeMap<EntityId, Vec<EntityKind>>,
    sources: BTreeSet<SourceId>,
}

impl<'a> Lost<'a> {
    fn of(register: &'a Register) -> Lost<'a> {
        let mut lost = Lost {
            register,
            entities: BTreeMap::new(),
            sources: BTreeSet::new(),
        };
        for (_, record) in register.state.records() {
            if let Record::Relation(relation) = record {
                lost.relation(relation);
            }
        }
        register.state.batches().for_each(|batch| lost.batch(batch));
        lost
    }

    fn relation(&mut self, relation: &Relation) {
        let ontology = &self.register.ontology;
        let kind = ontology.find(&relation.kind).map(|at| ontology.kind(at));
        let of_reports = relation.reports.iter();
        let parties = of_reports
            .clone()
            .filter_map(|report| report.parties.as_ref());
        for parties in parties.chain([&relation.parties]) {
            self.parties(parties, kind);
        }
        let places = of_reports
            .clone()
            .filter_map(|report| report.place.as_ref());
        for place in places.chain(&relation.place) {
            self.entity(place, &[EntityKind::Place]);
        }
        of_reports.for_each(|report| self.source(&report.source));
    }

    fn parties(&mut self, parties: &Parties, kind: Option<&Kind>) {
        for (role, id) in parties.iter() {
            self.entity(id, may_play(kind, role));
        }
    }

    fn batch(&mut self, batch: &Arc<Batch>) {
        self.source(batch.source());
        let ontology = &self.register.ontology;
        let kinds = batch.forms().iter();
        let allowed = kinds.flat_map(|form| {
            let kind = ontology.find(&form.kind).map(|at| ontology.kind(at));
            form.roles.iter().map(move |role| may_play(kind, role))
        });
        let allowed = allowed.fold(EntityKind::ALL.to_vec(), |all, some| both(&all, some));
        for id in batch.parties() {
            self.entity(id, &allowed);
        }
    }

    fn entity(&mut self, id: &EntityId, allowed: &[EntityKind]) {
        if !self.register.state.holds(&Key::Entity(id.clone())) {
            let all = || EntityKind::ALL.to_vec();
            let known = self.entities.entry(id.clone()).or_insert_with(all);
            *known = both(known, allowed);
        }
    }

    fn source(&mut self, id: &SourceId) {
        if !self.register.state.holds(&Key::Source(id.clone())) {
            self.sources.insert(id.clone());
        }
    }

    /// Returns a record for each, of which only the id is known.
    fn into_records(self) -> impl Iterator<Item = Record> {
        let sources = self.sources.into_iter().map(|id| {
            let title = id.to_string();
            let mut source = Source::new(id, title);
            source.note = Some(LOST.to_owned());
            Record::from(source)
        });
        let entities = self.entities.into_iter().map(|(id, kinds)| {
            let name = id.to_string();
            let is_untold = kinds.is_empty() || kinds.contains(&UNTOLD);
            let kind = if is_untold { UNTOLD } else { kinds[0] };
            let mut entity = Entity::new(id, kind, name);
            entity.note = Some(LOST.to_owned());
            Record::from(entity)
        });
        sources.chain(entities)
    }
}

/// Returns the kinds of entity that may play a role.
fn may_play<'a>(kind: Option<&'a Kind>, role: &str) -> &'a [EntityKind] {
    let role = kind.and_then(|kind| kind.roles.get(kind.role(role)?));
    match role {
        Some(role) if !role.of.is_empty() => &role.of,
        _ => &EntityKind::ALL,
    }
}

/// Returns the kinds that are in both lists.
fn both(one: &[EntityKind], other: &[EntityKind]) -> Vec<EntityKind> {
    let common = one.iter().filter(|kind| other.contains(kind));
    common.copied().collect()
}

#[cfg(test)]
mod tests {
    use crate::Chancery;
    use crate::edtf::Moment;
    use crate::model::{Entity, EntityKind, Parties, Relation, Report, Source};
    use crate::register::{Act, Author, Change, Edit, Key, Record, Register, Step};

    fn author() -> Author {
        Author {
            name: "Ada".to_owned(),
            at: Moment::from_unix(0),
        }
    }

    /// Returns a register of a visit of a person to a state, as a gazette tells it.
    fn register() -> Register {
        let mut register = Register::new(Chancery::ontology().unwrap());
        let parties = Parties::new()
            .with("visitor", "anna-berg".parse().unwrap())
            .with("host", "ruritania".parse().unwrap());
        let visit = Relation::new("v".parse().unwrap(), "visit", parties)
            .with_report(Report::new("gazette".parse().unwrap()));
        let records: [Record; 4] = [
            Source::new("gazette".parse().unwrap(), "Gazette").into(),
            Entity::new(
                "anna-berg".parse().unwrap(),
                EntityKind::Person,
                "Anna Berg",
            )
            .into(),
            Entity::new("ruritania".parse().unwrap(), EntityKind::State, "Ruritania").into(),
            visit.into(),
        ];
        for record in records {
            let entry = register.prepare(&Edit::Add(record), "add", &author());
            register.push(entry.unwrap()).unwrap();
        }
        register
    }

    /// Takes records away without asking who refers to them, as damage does.
    fn lose(register: &mut Register, keys: &[Key]) {
        let steps = keys.iter().map(|key| (Change::Drop(key.clone()), None));
        let steps: Vec<Step> = steps.collect();
        let entry = register.entry_of(steps, Act::Edit, "lost", &author());
        register.push(entry).unwrap();
    }

    #[test]
    fn what_is_whole_needs_no_mending() {
        assert!(register().mended("salvage", &author()).is_none());
    }

    #[test]
    fn what_is_lost_is_stood_for_by_its_id() {
        let mut register = register();
        let host = Key::Entity("ruritania".parse().unwrap());
        let gazette = Key::Source("gazette".parse().unwrap());
        lose(&mut register, &[host.clone(), gazette]);
        assert!(register.state().dataset(register.base()).is_err());
        let entry = register.mended("salvage", &author()).unwrap();
        assert_eq!(entry.changes.len(), 2);
        register.push(entry).unwrap();
        let dataset = register.state().dataset(register.base()).unwrap();
        assert_eq!(dataset.relation_count(), 1);
        assert!(
            matches!(register.state().record(&host), Some(Record::Entity(host)) if host.name == "ruritania")
        );
    }

    #[test]
    fn what_fits_to_nothing_any_more_is_dropped_and_stays_in_the_history() {
        let mut register = register();
        let visit = Key::Relation("v".parse().unwrap());
        let Some(Record::Relation(known)) = register.state().record(&visit) else {
            panic!("there is a visit");
        };
        let unknown = Relation {
            kind: "pilgrimage".to_owned(),
            ..Relation::clone(&known)
        };
        let steps = vec![(Change::Put(unknown.into()), None)];
        let entry = register.entry_of(steps, Act::Edit, "of a lost kind", &author());
        register.push(entry).unwrap();
        let entry = register.mended("salvage", &author()).unwrap();
        assert_eq!(entry.changes, [Change::Drop(visit.clone())]);
        register.push(entry).unwrap();
        assert!(register.state().dataset(register.base()).is_ok());
        assert_eq!(register.versions(&visit).len(), 3);
    }
}
