//! Formats of other programs: what is written is read back, by us and by those programs.

mod flat;
mod hostile;
mod laws;
pub(crate) mod linked;
mod linked_calendar;
mod linked_json_ld;
mod linked_money;
mod table;

use std::collections::BTreeSet;

use chancery::exchange::{Exchange, Found, Matter};
use chancery::model::{
    Dataset, Entity, EntityId, Nature, Ontology, Relation, Report, Source, SourceId,
};

/// Returns the files that a format writes of a dataset.
pub(crate) fn exported(format: &dyn Exchange, data: &Dataset) -> Vec<String> {
    let files = 0..format.endings().len();
    files
        .map(|file| {
            let mut bytes = Vec::new();
            format.write(data, file, &mut bytes).unwrap();
            String::from_utf8(bytes).unwrap()
        })
        .collect()
}

/// Returns what a format reads in one of its files.
pub(crate) fn found(format: &dyn Exchange, text: &str, file: usize, ontology: &Ontology) -> Found {
    format.read(text, file, ontology).unwrap()
}

/// Returns the records in the files of a format, in which nothing is wrong.
pub(crate) fn imported(format: &dyn Exchange, files: &[String], ontology: &Ontology) -> Records {
    let mut records = Records::default();
    for (file, text) in files.iter().enumerate() {
        let found = found(format, text, file, ontology);
        assert_eq!(found.faults, [], "{text}");
        records.sources.extend(found.sources);
        records.add_entities(found.entities.into_iter().map(|(_, entity)| entity));
        let relations = found.relations.into_iter();
        records
            .relations
            .extend(relations.map(|(_, relation)| relation));
    }
    records
}

/// Records as they are compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Records {
    pub(crate) sources: Vec<Source>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) relations: Vec<Relation>,
}

impl Records {
    /// Adds the entities that are not there yet.
    fn add_entities(&mut self, entities: impl Iterator<Item = Entity>) {
        let mut known: BTreeSet<EntityId> = self.entities.iter().map(|it| it.id.clone()).collect();
        let new = entities.filter(|entity| known.insert(entity.id.clone()));
        self.entities.extend(new);
    }

    /// Returns the records as a checked dataset.
    pub(crate) fn dataset(&self, ontology: &Ontology) -> Dataset {
        let mut builder = Dataset::builder(ontology.clone());
        for source in &self.sources {
            builder.source(source.clone());
        }
        for entity in &self.entities {
            builder.entity(entity.clone());
        }
        for relation in &self.relations {
            builder.relation(relation.clone());
        }
        builder.build().unwrap()
    }

    /// Returns the records of a dataset.
    pub(crate) fn of(data: &Dataset) -> Records {
        Records {
            sources: data.sources().to_vec(),
            entities: data.entities().to_vec(),
            relations: data.relations().map(std::borrow::Cow::into_owned).collect(),
        }
    }

    /// Returns the records in the order of a dataset of them.
    pub(crate) fn in_order(&self, ontology: &Ontology) -> Records {
        Records::of(&self.dataset(ontology))
    }
}

/// Returns what is left of a dataset by a format that holds some parts of records. Texts without a
/// letter count as none, and a source without a title is called by its id.
pub(crate) fn project(data: &Dataset, holds: &[Matter]) -> Records {
    let has = |matter: Matter| holds.contains(&matter);
    let relations = data.relation_ixs().filter(|at| {
        let when = data.when(*at);
        let is_tie = data.nature(*at) == Nature::Tie;
        (has(Matter::Ties) || !is_tie) && (has(Matter::Undated) || when.is_some())
    });
    let relations: Vec<Relation> = relations
        .map(|at| left_of_relation(data.relation(at).into_owned(), holds))
        .collect();
    let used: BTreeSet<&SourceId> = relations.iter().flat_map(sources_of).collect();
    let sources = data.sources().iter();
    let sources = sources
        .filter(|source| has(Matter::SourceDetails) || used.contains(&source.id))
        .map(|source| left_of_source(source, holds))
        .collect();
    let entities = data.entities().iter();
    Records {
        sources,
        entities: entities
            .map(|entity| left_of_entity(entity, holds))
            .collect(),
        relations,
    }
}

fn sources_of(relation: &Relation) -> impl Iterator<Item = &SourceId> {
    relation.reports.iter().map(|report| &report.source)
}

/// Keeps a text that is not empty, if it is held.
fn keep(text: &mut Option<String>, is_held: bool) {
    *text = text.take().filter(|text| is_held && !text.is_empty());
}

fn left_of_entity(entity: &Entity, holds: &[Matter]) -> Entity {
    let has = |matter: Matter| holds.contains(&matter);
    let mut left = entity.clone();
    left.aliases
        .retain(|alias| has(Matter::Aliases) && !alias.is_empty());
    left.codes.retain(|_, _| has(Matter::Codes));
    keep(&mut left.class, has(Matter::Notes));
    keep(&mut left.note, has(Matter::Notes));
    left
}

fn left_of_source(source: &Source, holds: &[Matter]) -> Source {
    let has = |matter: Matter| holds.contains(&matter);
    let mut left = source.clone();
    if left.title.is_empty() {
        left.title = left.id.to_string();
    }
    keep(&mut left.publisher, has(Matter::Sources));
    keep(&mut left.url, has(Matter::Sources));
    if !has(Matter::SourceDetails) {
        left = Source {
            publisher: left.publisher,
            published: left.published,
            url: left.url,
            ..Source::new(left.id, left.title)
        };
    }
    left
}

fn left_of_relation(mut left: Relation, holds: &[Matter]) -> Relation {
    let has = |matter: Matter| holds.contains(&matter);
    left.topics
        .retain(|topic| has(Matter::Topics) && !topic.is_empty());
    keep(&mut left.title, has(Matter::Titles));
    keep(&mut left.summary, has(Matter::Summaries));
    keep(&mut left.part_of, has(Matter::Margins));
    left.numbers.retain(|_, _| has(Matter::Numbers));
    left.place = left.place.filter(|_| has(Matter::Places));
    left.status = left.status.filter(|_| has(Matter::Statuses));
    left.reports.retain(|_| has(Matter::Sources));
    for report in &mut left.reports {
        if !has(Matter::Disagreements) {
            *report = Report {
                locator: report.locator.clone(),
                ..Report::new(report.source.clone())
            };
        }
        keep(&mut report.locator, has(Matter::Locators));
    }
    left
}
