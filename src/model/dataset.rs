//! A dataset: checked entities, relations and sources, each in order of its ids.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Entity, EntityId, EntityIx, Field, KindIx, ModelError, Ontology, Problem, Relation, RelationIx,
    Role, Section, Source, SourceId, SourceIx, Status, TopicIx,
};
use crate::text;

/// Facts that hang together: every name in them is known, every relation has a report.
///
/// Records stand in order of their ids, so that answers do not depend on the order of files.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    ontology: Ontology,
    sources: Vec<Source>,
    entities: Vec<Entity>,
    relations: Vec<Relation>,
    /// The topics of all relations, folded.
    topics: Vec<String>,
}

impl Dataset {
    /// Returns a builder that checks what it is given against `ontology`.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::model::{Dataset, Entity, EntityKind, Parties, Relation, Report, Source};
    ///
    /// let parties = Parties::new()
    ///     .with("participant", "ruritania".parse()?)
    ///     .with("participant", "freedonia".parse()?);
    /// let call = Relation::new("first-call".parse()?, "call", parties);
    ///
    /// let mut builder = Dataset::builder(Chancery::ontology()?);
    /// builder
    ///     .source(Source::new("gazette".parse()?, "Gazette"))
    ///     .entity(Entity::new("ruritania".parse()?, EntityKind::State, "Ruritania"))
    ///     .relation(call.with_report(Report::new("gazette".parse()?)));
    /// let problems = builder.clone().build().unwrap_err();
    /// assert_eq!(problems[0].error.to_string(), "no entity has the id `freedonia`");
    ///
    /// builder.entity(Entity::new("freedonia".parse()?, EntityKind::State, "Freedonia"));
    /// assert_eq!(builder.build().unwrap_or_default().relations().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn builder(ontology: Ontology) -> DatasetBuilder {
        DatasetBuilder {
            ontology,
            sources: Vec::new(),
            entities: Vec::new(),
            relations: Vec::new(),
        }
    }

    /// Returns the kinds of relation this dataset may use.
    pub const fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Returns the sources in order of their ids.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Returns the entities in order of their ids.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Returns the relations in order of their ids.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// Returns the topics of all relations, in order of text: in small letters, words parted by
    /// spaces, as [`text::fold`] leaves them.
    pub fn topics(&self) -> impl ExactSizeIterator<Item = (TopicIx, &str)> {
        let places = (0..self.topics.len() as u32).map(TopicIx);
        places.zip(self.topics.iter().map(String::as_str))
    }

    /// Returns the entity at a place.
    ///
    /// # Panics
    /// If the place comes from another, larger dataset. The same holds for the three below.
    pub fn entity(&self, at: EntityIx) -> &Entity {
        &self.entities[at.index()]
    }

    /// Returns the relation at a place.
    pub fn relation(&self, at: RelationIx) -> &Relation {
        &self.relations[at.index()]
    }

    /// Returns the source at a place.
    pub fn source(&self, at: SourceIx) -> &Source {
        &self.sources[at.index()]
    }

    /// Returns the topic at a place, as [`Dataset::topics`] has it.
    pub fn topic(&self, at: TopicIx) -> &str {
        &self.topics[at.index()]
    }

    /// Returns the place of an entity. O(log n).
    pub fn entity_ix(&self, id: &str) -> Option<EntityIx> {
        place(&self.entities, id, |entity| entity.id.as_str()).map(EntityIx)
    }

    /// Returns the place of a relation. O(log n).
    pub fn relation_ix(&self, id: &str) -> Option<RelationIx> {
        place(&self.relations, id, |relation| relation.id.as_str()).map(RelationIx)
    }

    /// Returns the place of a source. O(log n).
    pub fn source_ix(&self, id: &str) -> Option<SourceIx> {
        place(&self.sources, id, |source| source.id.as_str()).map(SourceIx)
    }

    /// Returns the place of a topic, however it is spelt: case, accents and punctuation do not
    /// count. O(log n).
    pub fn topic_ix(&self, topic: &str) -> Option<TopicIx> {
        place(&self.topics, &text::fold(topic), String::as_str).map(TopicIx)
    }

    /// Returns every entity place in order.
    pub fn entity_ixs(&self) -> impl ExactSizeIterator<Item = EntityIx> + use<> {
        (0..self.entities.len() as u32).map(EntityIx)
    }

    /// Returns every relation place in order.
    pub fn relation_ixs(&self) -> impl ExactSizeIterator<Item = RelationIx> + use<> {
        (0..self.relations.len() as u32).map(RelationIx)
    }

    /// Returns the kind of a relation; a checked relation has one.
    pub fn kind_of(&self, relation: &Relation) -> Option<KindIx> {
        self.ontology.find(&relation.kind)
    }

    /// Returns the status of a relation, the usual one of its kind if it names none.
    pub fn status_of(&self, relation: &Relation) -> Status {
        let usual = || {
            let kind = self.kind_of(relation);
            kind.map_or(Status::Held, |kind| {
                Status::usual(self.ontology.kind(kind).nature)
            })
        };
        relation.status.unwrap_or_else(usual)
    }
}

/// Returns the place of the record called `id` among records in order of their ids.
fn place<T>(records: &[T], id: &str, id_of: impl Fn(&T) -> &str) -> Option<u32> {
    records
        .binary_search_by(|record| id_of(record).cmp(id))
        .ok()
        .map(|at| at as u32)
}

/// Gathers records and checks them together.
#[derive(Debug, Clone, Default)]
pub struct DatasetBuilder {
    ontology: Ontology,
    sources: Vec<Source>,
    entities: Vec<Entity>,
    relations: Vec<Relation>,
}

impl DatasetBuilder {
    /// Adds a source.
    pub fn source(&mut self, source: Source) -> &mut DatasetBuilder {
        self.sources.push(source);
        self
    }

    /// Adds an entity.
    pub fn entity(&mut self, entity: Entity) -> &mut DatasetBuilder {
        self.entities.push(entity);
        self
    }

    /// Adds a relation.
    pub fn relation(&mut self, relation: Relation) -> &mut DatasetBuilder {
        self.relations.push(relation);
        self
    }

    /// Returns the dataset, or every problem found, in order of section and record.
    ///
    /// # Errors
    /// All that is wrong with any record: see [`ModelError`]. The nearest known word is told for the
    /// first hundred unknown ones.
    ///
    /// # Complexity
    /// O(n log n) for n records and parties.
    pub fn build(self) -> Result<Dataset, Vec<Problem>> {
        let problems = Check::new(&self).run();
        if !problems.is_empty() {
            return Err(problems);
        }
        let DatasetBuilder {
            ontology,
            mut sources,
            mut entities,
            mut relations,
        } = self;
        sources.sort_by(|a, b| a.id.cmp(&b.id));
        entities.sort_by(|a, b| a.id.cmp(&b.id));
        relations.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Dataset {
            ontology,
            sources,
            entities,
            topics: topics(&relations),
            relations,
        })
    }
}

/// Returns the folded topics of relations, each once, in order of text.
fn topics(relations: &[Relation]) -> Vec<String> {
    let written = relations.iter().flat_map(|relation| &relation.topics);
    let distinct: BTreeSet<&String> = written.collect();
    let folded = distinct.into_iter().map(|topic| text::fold(topic));
    folded.collect::<BTreeSet<_>>().into_iter().collect()
}

/// So many unknown words get the nearest known one. Each such look goes over all ids: a large file
/// that lacks its entities would take minutes.
const MOST_NEAREST: usize = 100;

/// One run over all records, gathering problems.
struct Check<'a> {
    records: &'a DatasetBuilder,
    sources: BTreeSet<&'a str>,
    entities: BTreeMap<&'a str, &'a Entity>,
    relations: BTreeSet<&'a str>,
    problems: Vec<Problem>,
    /// How many unknown words have been met.
    unknown: usize,
}

impl<'a> Check<'a> {
    fn new(records: &'a DatasetBuilder) -> Check<'a> {
        Check {
            records,
            sources: records
                .sources
                .iter()
                .map(|source| source.id.as_str())
                .collect(),
            entities: records
                .entities
                .iter()
                .map(|entity| (entity.id.as_str(), entity))
                .collect(),
            relations: records
                .relations
                .iter()
                .map(|relation| relation.id.as_str())
                .collect(),
            problems: Vec::new(),
            unknown: 0,
        }
    }

    fn run(mut self) -> Vec<Problem> {
        let records = self.records;
        self.unique(
            Section::Sources,
            records.sources.iter().map(|source| source.id.as_str()),
        );
        self.unique(
            Section::Entities,
            records.entities.iter().map(|entity| entity.id.as_str()),
        );
        self.unique(
            Section::Relations,
            records
                .relations
                .iter()
                .map(|relation| relation.id.as_str()),
        );
        for (at, entity) in records.entities.iter().enumerate() {
            if text::fold(&entity.name).is_empty() {
                let error = ModelError::EmptyName {
                    id: entity.id.to_string(),
                };
                self.note(Section::Entities, at, vec![Field::named("name")], error);
            }
        }
        for (at, relation) in records.relations.iter().enumerate() {
            self.relation(at, relation);
        }
        self.problems
            .sort_by_key(|problem| (problem.section, problem.record));
        self.problems
    }

    /// Returns the known word nearest to an unknown one, for the first unknown words only.
    fn nearest<'b>(&mut self, word: &str, known: impl Iterator<Item = &'b str>) -> Option<String> {
        self.unknown += 1;
        let looks = self.unknown <= MOST_NEAREST;
        looks
            .then(|| text::nearest(word, known).map(str::to_owned))
            .flatten()
    }

    fn note(&mut self, section: Section, record: usize, path: Vec<Field>, error: ModelError) {
        self.problems.push(Problem {
            section,
            record,
            path,
            error,
        });
    }

    fn note_relation(&mut self, at: usize, path: &[Field], error: ModelError) {
        self.note(Section::Relations, at, path.to_vec(), error);
    }

    fn unique(&mut self, section: Section, ids: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (at, id) in ids.enumerate() {
            if !seen.insert(id) {
                let error = ModelError::DuplicateId {
                    section,
                    id: id.to_owned(),
                };
                self.note(section, at, vec![Field::named("id")], error);
            }
        }
    }

    fn relation(&mut self, at: usize, relation: &Relation) {
        self.kind_and_parties(at, relation);
        if let Some(place) = &relation.place {
            self.entity(at, &[Field::named("place")], place);
        }
        if let Some(whole) = &relation.part_of {
            self.whole(at, relation, whole);
        }
        if relation.reports.is_empty() {
            let id = relation.id.to_string();
            self.note_relation(at, &[], ModelError::NoReport { id });
        }
        for (number, report) in relation.reports.iter().enumerate() {
            let path = [Field::named("reports"), Field::Item(number)];
            self.source(at, &path, &report.source);
            for (role, ids) in report.parties.iter().flat_map(super::Parties::roles) {
                for (item, id) in ids.iter().enumerate() {
                    let steps = [
                        Field::named("parties"),
                        Field::named(role),
                        Field::Item(item),
                    ];
                    self.entity(at, &[&path[..], &steps].concat(), id);
                }
            }
        }
    }

    fn kind_and_parties(&mut self, at: usize, relation: &Relation) {
        let ontology = &self.records.ontology;
        let Some(kind) = ontology
            .find(&relation.kind)
            .map(|kind| ontology.kind(kind))
        else {
            let known = ontology.kinds().map(|(_, kind)| kind.id.as_str());
            let error = ModelError::UnknownKind {
                kind: relation.kind.clone(),
                nearest: self.nearest(&relation.kind, known),
            };
            return self.note_relation(at, &[Field::named("kind")], error);
        };
        if let Some(status) = relation.status {
            let unfit = match kind.nature {
                super::Nature::Event => status == Status::InForce,
                super::Nature::Tie => status == Status::Held,
            };
            if unfit {
                let error = ModelError::UnfitStatus {
                    status,
                    nature: kind.nature,
                };
                self.note_relation(at, &[Field::named("status")], error);
            }
        }
        self.roles(at, relation, kind);
    }

    fn roles(&mut self, at: usize, relation: &Relation, kind: &super::Kind) {
        for (name, ids) in relation.parties.roles() {
            if let Some(role) = kind.role(name) {
                self.parties(at, kind, &kind.roles[role], ids);
                continue;
            }
            let error = ModelError::UnknownRole {
                kind: kind.id.clone(),
                role: name.to_owned(),
                roles: kind.roles.iter().map(|role| role.id.clone()).collect(),
            };
            self.note_relation(at, &[Field::named("parties"), Field::named(name)], error);
        }
        for role in &kind.roles {
            let found = relation
                .parties
                .iter()
                .filter(|(name, _)| *name == role.id)
                .count();
            if found < role.min || role.max.is_some_and(|most| found > most) {
                let error = ModelError::WrongNumber {
                    kind: kind.id.clone(),
                    role: role.id.clone(),
                    least: role.min,
                    most: role.max,
                    found,
                };
                self.note_relation(at, &[Field::named("parties")], error);
            }
        }
        let distinct: BTreeSet<&EntityId> = relation.parties.iter().map(|(_, id)| id).collect();
        if distinct.len() < 2 {
            let error = ModelError::Unlinked {
                id: relation.id.to_string(),
            };
            self.note_relation(at, &[Field::named("parties")], error);
        }
    }

    fn parties(&mut self, at: usize, kind: &super::Kind, role: &Role, ids: &[EntityId]) {
        let mut seen = BTreeSet::new();
        for (item, id) in ids.iter().enumerate() {
            let path = [
                Field::named("parties"),
                Field::named(&role.id),
                Field::Item(item),
            ];
            if !seen.insert(id) {
                let error = ModelError::RepeatedParty {
                    role: role.id.clone(),
                    entity: id.to_string(),
                };
                self.note_relation(at, &path, error);
            }
            let Some(found) = self.entity(at, &path, id) else {
                continue;
            };
            if !role.of.is_empty() && !role.of.contains(&found.kind) {
                let error = ModelError::WrongEntityKind {
                    kind: kind.id.clone(),
                    role: role.id.clone(),
                    entity: id.to_string(),
                    found: found.kind,
                    expected: role.of.clone(),
                };
                self.note_relation(at, &path, error);
            }
        }
    }

    /// Looks an entity up, and notes the problem if there is none.
    fn entity(&mut self, at: usize, path: &[Field], id: &EntityId) -> Option<&'a Entity> {
        let found = self.entities.get(id.as_str()).copied();
        if found.is_none() {
            let known = self.records.entities.iter();
            let error = ModelError::UnknownEntity {
                id: id.to_string(),
                nearest: self.nearest(id.as_str(), known.map(|entity| entity.id.as_str())),
            };
            self.note_relation(at, path, error);
        }
        found
    }

    fn source(&mut self, at: usize, path: &[Field], id: &SourceId) {
        if !self.sources.contains(id.as_str()) {
            let known = self.records.sources.iter();
            let error = ModelError::UnknownSource {
                id: id.to_string(),
                nearest: self.nearest(id.as_str(), known.map(|source| source.id.as_str())),
            };
            self.note_relation(at, &[path, &[Field::named("source")]].concat(), error);
        }
    }

    fn whole(&mut self, at: usize, relation: &Relation, whole: &str) {
        let path = [Field::named("part_of")];
        if whole == relation.id.as_str() {
            let id = whole.to_owned();
            return self.note_relation(at, &path, ModelError::PartOfItself { id });
        }
        if !self.relations.contains(whole) && !self.entities.contains_key(whole) {
            let records = self.records;
            let relations = records.relations.iter().map(|known| known.id.as_str());
            let entities = records.entities.iter().map(|known| known.id.as_str());
            let error = ModelError::UnknownWhole {
                id: whole.to_owned(),
                nearest: self.nearest(whole, relations.chain(entities)),
            };
            self.note_relation(at, &path, error);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Dataset, ModelError, Problem};
    use crate::model::{
        Entity, EntityKind, Kind, Nature, Ontology, Parties, Relation, RelationId, Role,
    };

    fn ontology() -> Ontology {
        let role = |id: &str, of: Vec<EntityKind>| Role {
            of,
            min: 1,
            ..Role::new(id)
        };
        let roles = vec![
            role("visitor", vec![EntityKind::Person]),
            role("host", Vec::new()),
        ];
        let visit = Kind {
            also: vec!["trip".to_owned()],
            ..Kind::new("visit", Nature::Event, roles)
        };
        Ontology::new(Vec::new(), vec![visit]).unwrap()
    }

    fn entity(id: &str, kind: EntityKind) -> Entity {
        Entity::new(id.parse().unwrap(), kind, id)
    }

    fn relation(kind: &str, visitor: &str, host: &str) -> Relation {
        let parties = Parties::new()
            .with("visitor", visitor.parse().unwrap())
            .with("host", host.parse().unwrap());
        Relation::new(RelationId::new("r1").unwrap(), kind, parties)
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let mut builder = Dataset::builder(ontology());
        builder
            .entity(entity("kagame", EntityKind::State))
            .relation(relation("visit", "kagame", "kazakstan"));
        let problems = builder.build().unwrap_err();
        let errors: Vec<&ModelError> = problems.iter().map(|problem| &problem.error).collect();
        assert!(
            matches!(errors[0], ModelError::WrongEntityKind { .. }),
            "{errors:?}"
        );
        assert!(
            matches!(errors[1], ModelError::UnknownEntity { .. }),
            "{errors:?}"
        );
        assert!(
            matches!(errors[2], ModelError::NoReport { .. }),
            "{errors:?}"
        );
    }

    #[test]
    fn of_very_many_unknown_words_the_first_get_the_nearest_one() {
        let mut builder = Dataset::builder(ontology());
        builder.entity(entity("rwanda", EntityKind::State));
        for _ in 0..200 {
            builder.relation(relation("visit", "rwanda", "rwnda"));
        }
        let problems = builder.build().unwrap_err();
        let nearest = |problem: &Problem| match &problem.error {
            ModelError::UnknownEntity { nearest, .. } => Some(nearest.is_some()),
            _ => None,
        };
        let told: Vec<bool> = problems.iter().filter_map(nearest).collect();
        assert_eq!(
            (told.len(), told.iter().filter(|told| **told).count()),
            (200, 100)
        );
    }

    #[test]
    fn an_unknown_kind_gets_the_nearest_word() {
        let mut builder = Dataset::builder(ontology());
        builder.relation(relation("vsit", "a", "b"));
        let problems = builder.build().unwrap_err();
        assert_eq!(
            problems[0].error.help().as_deref(),
            Some("the nearest kind is `visit`")
        );
    }

    #[test]
    fn a_word_of_a_question_may_be_a_synonym() {
        assert!(ontology().named("Trips").is_none());
        assert!(ontology().named("TRIP").is_some());
    }
}
