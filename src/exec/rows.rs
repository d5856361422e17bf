//! From small numbers to rows: the one place where answers get names, dates and sources.

use std::collections::BTreeMap;

use crate::analysis::Hit;
use crate::answer::{Dated, EntityRef, PartyRef, Shared, SourceRef, TimelineRow, WhyRow};
use crate::edtf::Truth;
use crate::graph::Network;
use crate::model::{
    Dataset, EntityId, EntityIx, KindIx, Nature, Parties, Relation, RelationIx, Report, SourceId,
};

/// Makes rows of what a search found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rower<'a> {
    network: &'a Network,
}

impl<'a> Rower<'a> {
    pub(super) const fn new(network: &'a Network) -> Rower<'a> {
        Rower { network }
    }

    pub(super) fn data(self) -> &'a Dataset {
        self.network.data()
    }

    pub(super) fn entity(self, entity: EntityIx) -> EntityRef {
        EntityRef::from(self.data().entity(entity))
    }

    pub(super) fn timeline(self, relation: RelationIx, certainty: Truth) -> TimelineRow {
        let record = self.data().relation(relation);
        TimelineRow {
            relation: record.id.clone(),
            kind: record.kind.clone(),
            when: record.when.as_ref().map(Dated::from),
            status: self.network.status(relation),
            parties: parties(self.data(), &record.parties),
            place: self.network.place(relation).map(|place| self.entity(place)),
            topics: record.topics.clone(),
            summary: record.summary.clone(),
            sources: sources(record),
            through: Vec::new(),
            certainty,
            title: record.title.clone(),
        }
    }

    pub(super) fn timelines(self, hits: impl IntoIterator<Item = Hit>) -> Vec<TimelineRow> {
        hits.into_iter()
            .map(|hit| self.timeline(hit.relation, hit.truth))
            .collect()
    }

    /// Parts relations into ties and events, each in the order given.
    pub(super) fn ties_and_events(self, hits: Vec<Hit>) -> (Vec<Hit>, Vec<Hit>) {
        let is_tie = |hit: &Hit| self.network.nature(hit.relation) == Nature::Tie;
        hits.into_iter().partition(is_tie)
    }

    /// Returns how many relations, in order of date, link an entity: of which kinds, from when to when.
    pub(super) fn shared(self, entity: EntityIx, hits: &[Hit]) -> Shared {
        let mut kinds: BTreeMap<KindIx, u64> = BTreeMap::new();
        for hit in hits {
            *kinds.entry(self.network.kind(hit.relation)).or_default() += 1;
        }
        let ontology = self.data().ontology();
        let records = || hits.iter().map(|hit| self.data().relation(hit.relation));
        let dates = records().filter_map(|record| record.when.as_ref().map(Dated::from));
        let dates: Vec<Dated> = dates.collect();
        let (first, last) = Dated::span(dates.iter());
        Shared {
            entity: self.entity(entity),
            relations: hits.len() as u64,
            kinds: kinds
                .into_iter()
                .map(|(kind, number)| (ontology.kind(kind).id.clone(), number))
                .collect(),
            first: first.cloned(),
            last: last.cloned(),
            behind: records().map(|record| record.id.clone()).collect(),
        }
    }

    /// Returns what each source says of a relation.
    pub(super) fn reports(self, relation: RelationIx) -> Vec<WhyRow> {
        why_rows(self.data(), self.data().relation(relation))
    }
}

/// Returns the sources of a relation, each once, in the order of its reports.
fn sources(record: &Relation) -> Vec<SourceId> {
    let mut sources: Vec<SourceId> = Vec::new();
    for report in &record.reports {
        if !sources.contains(&report.source) {
            sources.push(report.source.clone());
        }
    }
    sources
}

/// Returns parties with their names.
fn parties(data: &Dataset, parties: &Parties) -> Vec<PartyRef> {
    let named = |id: &EntityId| match data.entity_ix(id.as_str()) {
        Some(entity) => data.entity(entity).name.clone(),
        None => id.to_string(),
    };
    parties
        .iter()
        .map(|(role, id)| PartyRef {
            id: id.clone(),
            name: named(id),
            role: role.to_owned(),
        })
        .collect()
}

/// Returns what each source says of a relation, in the order of the record.
pub(super) fn why_rows(data: &Dataset, record: &Relation) -> Vec<WhyRow> {
    let source = |report: &Report| {
        data.source_ix(report.source.as_str())
            .map(|at| SourceRef::from(data.source(at)))
    };
    record
        .reports
        .iter()
        .filter_map(|report| {
            Some(WhyRow {
                relation: record.id.clone(),
                kind: record.kind.clone(),
                source: source(report)?,
                locator: report.locator.clone(),
                when: report.when.as_ref().map(Dated::from),
                status: report.status,
                parties: report
                    .parties
                    .as_ref()
                    .map_or_else(Vec::new, |said| parties(data, said)),
                note: report.note.clone(),
            })
        })
        .collect()
}
