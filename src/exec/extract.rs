//! From an answer to records: a dataset of what stands behind it, for other programs.

use std::collections::BTreeSet;

use crate::analysis::{Cancel, Stopped};
use crate::graph::{Network, View};
use crate::model::{
    Dataset, EntityId, EntityIx, Parties, Problem, Relation, RelationIx, Report, SourceIx,
};

use super::behind::Behind;
use super::rows::Rower;
use super::scene::through;

/// Returns the records behind an answer: its relations, those whose parts they are, the offices
/// through which somebody takes part, and all entities and sources they name.
///
/// Under `known by` a record says what was known then: what was published later is left out.
///
/// O(records) of what is taken.
pub(crate) fn extract(
    behind: &Behind,
    network: &Network,
    cancel: &Cancel,
) -> Result<Result<Dataset, Vec<Problem>>, Stopped> {
    let view = View::new(network, &behind.lens);
    let mut waiting: Vec<RelationIx> = behind.told.keys().chain(&behind.besides).copied().collect();
    let mut taken = Taken::new(view);
    taken.entities.extend(&behind.asked);
    while let Some(relation) = waiting.pop() {
        cancel.check()?;
        if taken.relations.insert(relation) {
            waiting.extend(through(view, relation, &behind.asked));
            waiting.extend(taken.take(relation));
        }
    }
    Ok(taken.build())
}

/// Records that are taken, and what they name.
struct Taken<'a> {
    view: View<'a>,
    relations: BTreeSet<RelationIx>,
    entities: BTreeSet<EntityIx>,
    sources: BTreeSet<SourceIx>,
}

impl<'a> Taken<'a> {
    const fn new(view: View<'a>) -> Taken<'a> {
        Taken {
            view,
            relations: BTreeSet::new(),
            entities: BTreeSet::new(),
            sources: BTreeSet::new(),
        }
    }

    fn data(&self) -> &'a Dataset {
        self.view.network().data()
    }

    /// Takes what a relation names, and returns the relation whose part it is.
    fn take(&mut self, relation: RelationIx) -> Option<RelationIx> {
        let data = self.data();
        let record = self.known(relation);
        let of_reports = record.reports.iter().flat_map(|report| {
            let parties = report.parties.iter().flat_map(Parties::iter);
            parties.map(|(_, id)| id).chain(&report.place)
        });
        let parties = record.parties.iter().map(|(_, id)| id);
        let named = parties.chain(&record.place).chain(of_reports);
        let named = named.map(EntityId::as_str).chain(record.part_of.as_deref());
        self.entities
            .extend(named.filter_map(|id| data.entity_ix(id)));
        let sources = record.reports.iter().map(|report| report.source.as_str());
        self.sources
            .extend(sources.filter_map(|id| data.source_ix(id)));
        record
            .part_of
            .as_deref()
            .and_then(|id| data.relation_ix(id))
    }

    /// Returns the record of a relation as far as it counts as known.
    fn known(&self, relation: RelationIx) -> Relation {
        let record = self.data().relation(relation).into_owned();
        if !self.view.lens().limits_evidence() {
            return record;
        }
        let rower = Rower::new(self.view);
        let counted: BTreeSet<usize> = self.view.reports(relation).map(|(at, _)| at).collect();
        let reports = (0..).zip(&record.reports);
        let reports: Vec<Report> = reports
            .filter(|(at, _)| counted.contains(at))
            .map(|(_, report)| report.clone())
            .collect();
        Relation {
            when: self.view.when(relation).cloned(),
            status: Some(self.view.status(relation)),
            summary: rower.summary(relation),
            reports,
            ..record
        }
    }

    fn build(self) -> Result<Dataset, Vec<Problem>> {
        let data = self.data();
        let mut builder = Dataset::builder(data.ontology().clone());
        for source in &self.sources {
            builder.source(data.source(*source).clone());
        }
        for entity in &self.entities {
            builder.entity(data.entity(*entity).clone());
        }
        for relation in &self.relations {
            builder.relation(self.known(*relation));
        }
        builder.build()
    }
}
