//! A dataset: checked entities and sources in order of their ids, and relations in order of date.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::check::Check;
use super::table::{Given, Table, TableBuilder};
use super::{
    Batch, Entity, EntityIx, KindIx, Nature, Ontology, Problem, Relation, RelationId, RelationIx,
    Report, Source, SourceIx, Status, TopicIx,
};
use crate::columns::{Column, Roll};
use crate::text;

/// Facts that hang together: every name in them is known, every relation has a report.
///
/// Entities and sources stand in order of their ids, relations in order of date, so that answers
/// do not depend on the order of files. A relation is given as a record, or as a row of a
/// [`Batch`], which takes some twenty bytes.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    pub(super) ontology: Ontology,
    pub(super) sources: Roll<Source>,
    pub(super) entities: Roll<Entity>,
    pub(super) relations: Table,
    /// The relations by which somebody may act for somebody else, in order of date.
    pub(super) acting: Column<RelationIx>,
    /// The topics of all relations, folded.
    pub(super) topics: Vec<String>,
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
    /// assert_eq!(builder.build().unwrap_or_default().relation_count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn builder(ontology: Ontology) -> DatasetBuilder {
        DatasetBuilder {
            ontology,
            sources: Vec::new(),
            entities: Vec::new(),
            relations: Vec::new(),
            batches: Vec::new(),
        }
    }

    /// Returns the kinds of relation this dataset may use.
    pub const fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Returns the sources in order of their ids.
    pub fn sources(&self) -> &[Source] {
        self.sources.all()
    }

    /// Returns the entities in order of their ids. Those of a database are all read at the first
    /// call; who wants only some asks for [each](Dataset::entity).
    pub fn entities(&self) -> &[Entity] {
        self.entities.all()
    }

    /// Returns how many entities there are.
    pub fn entity_count(&self) -> usize {
        self.entities.len()
    }

    /// Returns how many relations there are.
    pub fn relation_count(&self) -> usize {
        self.relations.len()
    }

    /// Returns the relations in order of date, those of rows put together as they are asked for.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = Cow<'_, Relation>> {
        self.relation_ixs().map(|at| self.relation(at))
    }

    /// Returns the relations that were given as records, in order of date.
    pub fn records(&self) -> impl ExactSizeIterator<Item = (RelationIx, &Relation)> + Clone + '_ {
        self.relations.records()
    }

    /// Returns the places of all relations in order of ids, those of rows by batch and number
    /// behind the others. O(n log n).
    pub fn relations_by_id(&self) -> Vec<RelationIx> {
        self.relations.by_id()
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
        self.entities.get(at.index())
    }

    /// Returns the relation at a place: its record, or what its row comes to.
    pub fn relation(&self, at: RelationIx) -> Cow<'_, Relation> {
        match self.relations.given(at) {
            Given::Record(record) => Cow::Borrowed(record),
            Given::Row { shape, bundle, .. } => {
                Cow::Owned(self.assembled(at, shape, bundle.source))
            }
        }
    }

    /// Returns the source at a place.
    pub fn source(&self, at: SourceIx) -> &Source {
        self.sources.get(at.index())
    }

    /// Returns the topic at a place, as [`Dataset::topics`] has it.
    pub fn topic(&self, at: TopicIx) -> &str {
        &self.topics[at.index()]
    }

    /// Returns the place of an entity. O(log n).
    pub fn entity_ix(&self, id: &str) -> Option<EntityIx> {
        let found = self.entities.find(id, |entity| entity.id.as_str());
        found.map(EntityIx)
    }

    /// Returns the place of a relation. O(log n) for records, O(n) for rows of batches.
    pub fn relation_ix(&self, id: &str) -> Option<RelationIx> {
        self.relations.find(id)
    }

    /// Returns the places of several relations, in the order of their ids. O(n + m log m) for m ids,
    /// rows of batches among them.
    pub fn relation_ixs_of<'i>(
        &self,
        ids: impl IntoIterator<Item = &'i RelationId>,
    ) -> Vec<Option<RelationIx>> {
        let ids: Vec<&str> = ids.into_iter().map(RelationId::as_str).collect();
        self.relations.find_all(&ids)
    }

    /// Returns the place of a source. O(log n).
    pub fn source_ix(&self, id: &str) -> Option<SourceIx> {
        let found = self.sources.find(id, |source| source.id.as_str());
        found.map(SourceIx)
    }

    /// Returns the place of a topic, however it is spelt: case, accents and punctuation do not
    /// count. O(log n).
    pub fn topic_ix(&self, topic: &str) -> Option<TopicIx> {
        place(&self.topics, &text::fold(topic), String::as_str).map(TopicIx)
    }

    /// Returns every entity place in order.
    pub fn entity_ixs(&self) -> impl ExactSizeIterator<Item = EntityIx> + use<> {
        (0..self.entity_count() as u32).map(EntityIx)
    }

    /// Returns the relations by which somebody may act for somebody else, in order of date.
    pub(crate) fn acting(&self) -> impl ExactSizeIterator<Item = RelationIx> + '_ {
        self.acting.all().iter().copied()
    }

    /// Returns every relation place in order.
    pub fn relation_ixs(
        &self,
    ) -> impl ExactSizeIterator<Item = RelationIx> + DoubleEndedIterator + Clone + use<> {
        (0..self.relations.len() as u32).map(RelationIx)
    }

    /// Returns the kind that a record names; a checked one names one.
    pub fn kind_of(&self, relation: &Relation) -> Option<KindIx> {
        self.ontology.find(&relation.kind)
    }

    /// Returns whether a record happens or lasts; a checked one does either.
    pub fn nature_of(&self, relation: &Relation) -> Option<Nature> {
        let kind = self.kind_of(relation);
        kind.map(|kind| self.ontology.kind(kind).nature)
    }

    /// Returns the source of a report; a checked one has one.
    pub fn source_of(&self, report: &Report) -> Option<&Source> {
        let source = self.source_ix(report.source.as_str());
        source.map(|source| self.source(source))
    }

    /// Returns the status of a record, the usual one of its kind if it names none.
    pub fn status_of(&self, relation: &Relation) -> Status {
        let usual = || {
            let nature = self.nature_of(relation);
            nature.map_or(Status::Held, Status::usual)
        };
        relation.status.unwrap_or_else(usual)
    }
}

/// Returns the place of the record called `id` among records in order of their ids.
pub(super) fn place<T>(records: &[T], id: &str, id_of: impl Fn(&T) -> &str) -> Option<u32> {
    records
        .binary_search_by(|record| id_of(record).cmp(id))
        .ok()
        .map(|at| at as u32)
}

/// Gathers records and checks them together.
#[derive(Debug, Clone, Default)]
pub struct DatasetBuilder {
    pub(super) ontology: Ontology,
    pub(super) sources: Vec<Source>,
    pub(super) entities: Vec<Entity>,
    pub(super) relations: Vec<Relation>,
    pub(super) batches: Vec<Batch>,
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

    /// Adds a batch of plain relations.
    pub fn batch(&mut self, batch: Batch) -> &mut DatasetBuilder {
        self.batches.push(batch);
        self
    }

    /// Returns every problem there is, in order of section and record, without building anything.
    ///
    /// # Complexity
    /// As for [`DatasetBuilder::build`].
    pub fn problems(&self) -> Vec<Problem> {
        Check::new(self).run()
    }

    /// Returns the dataset, or every problem found, in order of section and record.
    ///
    /// # Errors
    /// All that is wrong with any record: see [`ModelError`](super::ModelError). The nearest known word is told for the
    /// first hundred unknown ones.
    ///
    /// # Complexity
    /// O(n log n) for n records and parties.
    pub fn build(self) -> Result<Dataset, Vec<Problem>> {
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        let DatasetBuilder {
            ontology,
            mut sources,
            mut entities,
            relations,
            batches,
        } = self;
        sources.sort_by(|a, b| a.id.cmp(&b.id));
        entities.sort_by(|a, b| a.id.cmp(&b.id));
        let topics = topics(&relations);
        let table = TableBuilder {
            ontology: &ontology,
            sources: &sources,
            entities: &entities,
        };
        let relations = table.build(relations, batches);
        Ok(Dataset {
            acting: acting(&ontology, &relations).into(),
            ontology,
            sources: sources.into(),
            entities: entities.into(),
            relations,
            topics,
        })
    }
}

/// Returns the relations of kinds that let somebody act for somebody else. O(relations), and O(1)
/// where there are none.
fn acting(ontology: &Ontology, table: &Table) -> Vec<RelationIx> {
    let acts = |kind: KindIx| ontology.kind(kind).acts.is_some();
    let shapes = table.shapes().iter();
    let is_acting: Vec<bool> = shapes.map(|shape| acts(shape.kind)).collect();
    if !is_acting.contains(&true) {
        return Vec::new();
    }
    let all = (0..table.len() as u32).map(RelationIx);
    all.filter(|at| is_acting[usize::from(table.shape_number(*at))])
        .collect()
}

/// Returns the folded topics of relations, each once, in order of text.
fn topics(relations: &[Relation]) -> Vec<String> {
    let written = relations.iter().flat_map(|relation| &relation.topics);
    let distinct: BTreeSet<&String> = written.collect();
    let folded = distinct.into_iter().map(|topic| text::fold(topic));
    folded.collect::<BTreeSet<_>>().into_iter().collect()
}
