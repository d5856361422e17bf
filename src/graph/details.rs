//! Details: what relations that were given as records have beyond parties, kind and date.

use itertools::Itertools as _;

use crate::model::{Dataset, EntityIx, Relation, RelationIx, SourceIx, TopicIx};

use super::evidence::Published;
use super::lists::Lists;

/// Places, topics and sources of records.
#[derive(Debug, Clone)]
pub(super) struct Details {
    /// In order of relations.
    places: Vec<(RelationIx, EntityIx)>,
    /// By record.
    topics: Lists<TopicIx>,
    /// By record, each source once.
    sources: Lists<SourceIx>,
    /// By record, when the first and the last of its sources were published.
    told: Vec<Published>,
}

impl Details {
    /// Gathers the details of all records. O(n log n) in their topics and reports.
    pub(super) fn of(data: &Dataset, published: &[Published]) -> Details {
        let records = data.records();
        let mut details = Details {
            places: Vec::new(),
            topics: Lists::with_capacity(records.len()),
            sources: Lists::with_capacity(records.len()),
            told: Vec::with_capacity(records.len()),
        };
        for (at, record) in records {
            if let Some(place) = place_of(data, record) {
                details.places.push((at, place));
            }
            let topics = record.topics.iter();
            let topics = topics.filter_map(|topic| data.topic_ix(topic));
            details.topics.push(topics);
            let reports = record.reports.iter();
            let sources = reports.filter_map(|report| data.source_ix(report.source.as_str()));
            let sources: Vec<SourceIx> = sources.unique().collect();
            let days = sources.iter().map(|source| published[source.index()]);
            details.told.push(Published::span(days));
            details.sources.push(sources);
        }
        details
    }

    pub(super) fn place(&self, relation: RelationIx) -> Option<EntityIx> {
        let found = self
            .places
            .binary_search_by_key(&relation, |(owner, _)| *owner);
        found.ok().map(|at| self.places[at].1)
    }

    pub(super) fn topics(&self, record: usize) -> &[TopicIx] {
        self.topics.list(record)
    }

    pub(super) fn sources(&self, record: usize) -> &[SourceIx] {
        self.sources.list(record)
    }

    pub(super) fn told(&self, record: usize) -> Published {
        self.told[record]
    }
}

/// Returns where a relation happened: its own place, or that of what it is a part of.
fn place_of(data: &Dataset, record: &Relation) -> Option<EntityIx> {
    if let Some(place) = &record.place {
        return data.entity_ix(place.as_str());
    }
    let whole = data.relation_ix(record.part_of.as_deref()?)?;
    data.entity_ix(data.relation(whole).place.as_ref()?.as_str())
}
