//! Details: what relations that were given as records have beyond parties, kind and date.

use bytemuck::{Pod, Zeroable};
use itertools::Itertools as _;

use crate::columns::{Column, Listing, Lists};
use crate::model::{Dataset, EntityIx, Relation, RelationIx, SourceIx, TopicIx};

use super::evidence::Published;

/// Where a relation happened.
#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Located {
    relation: RelationIx,
    place: EntityIx,
}

/// Places, topics and sources of records.
#[derive(Debug, Clone)]
pub(super) struct Details {
    /// In order of relations.
    pub(super) places: Column<Located>,
    /// By record.
    pub(super) topics: Lists<TopicIx>,
    /// By record, each source once.
    pub(super) sources: Lists<SourceIx>,
    /// By record, when the first and the last of its sources were published.
    pub(super) told: Column<Published>,
}

impl Details {
    /// Gathers the details of all records. O(n log n) in their topics and reports.
    pub(super) fn of(data: &Dataset, published: &[Published]) -> Details {
        let records = data.records();
        let mut places = Vec::new();
        let mut all_topics = Listing::with_capacity(records.len());
        let mut all_sources = Listing::with_capacity(records.len());
        let mut told = Vec::with_capacity(records.len());
        for (at, record) in records {
            if let Some(place) = place_of(data, record) {
                places.push(Located {
                    relation: at,
                    place,
                });
            }
            let topics = record.topics.iter();
            let topics = topics.filter_map(|topic| data.topic_ix(topic));
            all_topics.push(topics);
            let reports = record.reports.iter();
            let sources = reports.filter_map(|report| data.source_ix(report.source.as_str()));
            let sources: Vec<SourceIx> = sources.unique().collect();
            let days = sources.iter().map(|source| published[source.index()]);
            told.push(Published::span(days));
            all_sources.push(sources);
        }
        Details {
            places: places.into(),
            topics: all_topics.finish(),
            sources: all_sources.finish(),
            told: told.into(),
        }
    }

    pub(super) fn place(&self, relation: RelationIx) -> Option<EntityIx> {
        let places = self.places.all();
        let found = places.binary_search_by_key(&relation, |located| located.relation);
        found.ok().map(|at| places[at].place)
    }

    pub(super) fn topics(&self, record: usize) -> &[TopicIx] {
        self.topics.list(record)
    }

    pub(super) fn sources(&self, record: usize) -> &[SourceIx] {
        self.sources.list(record)
    }

    pub(super) fn told(&self, record: usize) -> Published {
        self.told.at(record)
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
