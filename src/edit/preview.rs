//! A record as it would be shown, before it is recorded: with all that it refers to, and nothing
//! else.

use std::collections::BTreeSet;

use super::held::Held;
use crate::model::{Dataset, Entity, EntityId, Ontology, Relation, Source, SourceId};
use crate::register::{Edit, Key, Record};

/// Returns a dataset that has only the record of an edit and what it refers to, so that it can be
/// shown however large the whole is; `None` for an edit without a record, and for a record that
/// refers to what is not held.
pub fn preview(edit: &Edit, held: &dyn Held, ontology: &Ontology) -> Option<Dataset> {
    let (Edit::Add(record) | Edit::Correct(record)) = edit else {
        return None;
    };
    let mut builder = Dataset::builder(ontology.clone());
    match record {
        Record::Source(source) => {
            builder.source(source.as_ref().clone());
        }
        Record::Entity(entity) => {
            builder.entity(entity.as_ref().clone());
        }
        Record::Relation(relation) => {
            let mut shown = relation.as_ref().clone();
            for id in entities(relation) {
                if let Some(Record::Entity(entity)) = held.record(&Key::Entity(id)) {
                    builder.entity(Entity::clone(&entity));
                }
            }
            for id in sources(relation) {
                if let Some(Record::Source(source)) = held.record(&Key::Source(id)) {
                    builder.source(Source::clone(&source));
                }
            }
            // The whole may be a relation with parties of its own, and is not needed to be shown.
            shown.part_of = None;
            builder.relation(shown);
        }
        _ => return None,
    }
    builder.build().ok()
}

/// Returns all entities that a relation and its reports name, each once.
fn entities(relation: &Relation) -> BTreeSet<EntityId> {
    let reports = relation.reports.iter();
    let of_reports = reports.clone().filter_map(|report| report.parties.as_ref());
    let parties = std::iter::once(&relation.parties).chain(of_reports);
    let places = reports
        .filter_map(|report| report.place.as_ref())
        .chain(&relation.place);
    let parties = parties.flat_map(|parties| parties.iter().map(|(_, party)| party));
    parties.chain(places).cloned().collect()
}

fn sources(relation: &Relation) -> BTreeSet<SourceId> {
    relation
        .reports
        .iter()
        .map(|report| report.source.clone())
        .collect()
}
