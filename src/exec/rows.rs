//! From small numbers to rows: the one place where answers get names, dates and sources.

use std::collections::BTreeMap;

use itertools::Itertools as _;

use crate::analysis::{Hit, Subject};
use crate::answer::{
    Dated, EntityRef, PartyRef, Shared, SourceRef, StepTitles, ThroughRef, TimelineRow, WhyRow,
};
use crate::edtf::Truth;
use crate::graph::{Acting, Network, View};
use crate::model::{
    Dataset, EntityId, EntityIx, KindIx, Nature, Parties, Relation, RelationIx, Report, SourceId,
    Status,
};

/// Makes rows of what a search found, as far as a view lets it be known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rower<'a> {
    view: View<'a>,
    /// Those asked about: rows tell through whom these take part.
    asked: &'a [EntityIx],
}

impl<'a> Rower<'a> {
    pub(super) const fn new(view: View<'a>) -> Rower<'a> {
        Rower { view, asked: &[] }
    }

    /// Returns what makes rows that tell through whom these take part.
    pub(super) const fn about(self, asked: &'a [EntityIx]) -> Rower<'a> {
        Rower { asked, ..self }
    }

    pub(super) fn data(self) -> &'a Dataset {
        self.network().data()
    }

    fn network(self) -> &'a Network {
        self.view.network()
    }

    pub(super) fn entity(self, entity: EntityIx) -> EntityRef {
        EntityRef::from(self.data().entity(entity))
    }

    pub(super) fn timeline(self, relation: RelationIx, certainty: Truth) -> TimelineRow {
        let record = self.data().relation(relation);
        TimelineRow {
            relation: record.id.clone(),
            kind: record.kind.clone(),
            when: self.when(relation),
            status: self.view.status(relation),
            parties: self.titled_parties(relation, &record),
            place: self
                .network()
                .place(relation)
                .map(|place| self.entity(place)),
            topics: record.topics.clone(),
            summary: self.summary(relation),
            sources: self.sources(relation),
            through: self.through(relation, self.asked),
            certainty,
            title: record.title.clone(),
        }
    }

    pub(super) fn timelines(self, hits: impl IntoIterator<Item = Hit>) -> Vec<TimelineRow> {
        hits.into_iter()
            .map(|hit| self.timeline(hit.relation, hit.truth))
            .collect()
    }

    /// Returns the summary of a relation, if it tells no more than counts as known. The record's own
    /// tells all: of a plan how it came out, and what only a report that does not count says otherwise.
    pub(super) fn summary(self, relation: RelationIx) -> Option<String> {
        let told = self.data().record(relation)?.summary.clone();
        // Mostly all reports count, and there are many rows.
        if !self.view.lens().limits_evidence() {
            return told;
        }
        let came_out = self.status(relation) == self.network().status(relation);
        let uncounted = self.uncounted_reports(relation);
        told.filter(|_| came_out && !uncounted.iter().any(Report::differs))
    }

    /// Returns when a relation happened or held, as far as it counts as known.
    pub(super) fn when(self, relation: RelationIx) -> Option<Dated> {
        self.view.when(relation).map(Dated::from)
    }

    /// Returns how far a relation has come, as far as it counts as known.
    pub(super) fn status(self, relation: RelationIx) -> Status {
        self.view.status(relation)
    }

    /// Returns the sources of a relation that count, each once, in the order of its reports.
    pub(super) fn sources(self, relation: RelationIx) -> Vec<SourceId> {
        let sources = self.view.sources(relation);
        sources
            .map(|source| self.data().source(source).id.clone())
            .collect()
    }

    /// Returns the links of the chains through which entities take part in a relation, each once.
    pub(super) fn through(self, relation: RelationIx, asked: &[EntityIx]) -> Vec<ThroughRef> {
        let chains = asked
            .iter()
            .unique()
            .flat_map(|entity| self.view.through(relation, *entity));
        let links = chains
            .flatten()
            .unique_by(|link| (link.agent, link.tie, link.principal));
        links.map(|link| self.link(link)).collect()
    }

    fn link(self, link: Acting) -> ThroughRef {
        ThroughRef {
            entity: self.entity(link.agent),
            title: self.data().title(link.tie).map(str::to_owned),
            principal: self.entity(link.principal),
            relation: self.data().relation_id(link.tie),
            certainty: link.truth,
        }
    }

    /// Returns the posts that the two ends of a step held.
    pub(super) fn step_titles(
        self,
        relation: RelationIx,
        from: EntityIx,
        to: EntityIx,
    ) -> StepTitles {
        StepTitles {
            from: self.titles(from, relation),
            to: self.titles(to, relation),
        }
    }

    fn titles(self, entity: EntityIx, relation: RelationIx) -> Vec<String> {
        let titles = self.view.titles(entity, relation).into_iter();
        titles.map(str::to_owned).collect()
    }

    /// Returns the parties of a relation with their names and posts.
    fn titled_parties(self, relation: RelationIx, record: &Relation) -> Vec<PartyRef> {
        let mut parties = parties(self.data(), &record.parties);
        for party in &mut parties {
            if let Some(entity) = self.data().entity_ix(party.id.as_str()) {
                party.titles = self.titles(entity, relation);
            }
        }
        parties
    }

    /// Parts relations into ties and events, each in the order given.
    pub(super) fn ties_and_events(self, hits: Vec<Hit>) -> (Vec<Hit>, Vec<Hit>) {
        let is_tie = |hit: &Hit| self.network().nature(hit.relation) == Nature::Tie;
        hits.into_iter().partition(is_tie)
    }

    /// Returns how many relations, in order of date, link an entity: of which kinds, from when to when.
    pub(super) fn shared(self, entity: EntityIx, hits: &[Hit]) -> Shared {
        let mut kinds: BTreeMap<KindIx, u64> = BTreeMap::new();
        for hit in hits {
            *kinds.entry(self.network().kind(hit.relation)).or_default() += 1;
        }
        let ontology = self.data().ontology();
        let dates = hits.iter().filter_map(|hit| self.when(hit.relation));
        let dates: Vec<Dated> = dates.collect();
        let (first, last) = Dated::span(dates.iter());
        let ids = hits.iter().map(|hit| self.data().relation_id(hit.relation));
        Shared {
            entity: self.entity(entity),
            relations: hits.len() as u64,
            kinds: kinds
                .into_iter()
                .map(|(kind, number)| (ontology.kind(kind).id.clone(), number))
                .collect(),
            first: first.cloned(),
            last: last.cloned(),
            behind: ids.collect(),
        }
    }

    /// Returns what each source says of a relation, as far as it counts, in the order of the record.
    pub(super) fn reports(self, relation: RelationIx) -> Vec<WhyRow> {
        let record = self.data().relation(relation);
        let counted = self.view.reports(relation);
        counted
            .filter_map(|(at, _)| self.why_row(&record, record.reports.get(at)?))
            .collect()
    }

    /// Returns what sources say of a relation that do not count, in the order of the record.
    pub(super) fn uncounted(self, relation: RelationIx) -> Vec<WhyRow> {
        let record = self.data().relation(relation);
        let uncounted = self.uncounted_reports(relation);
        uncounted
            .iter()
            .filter_map(|report| self.why_row(&record, report))
            .collect()
    }

    fn uncounted_reports(self, relation: RelationIx) -> Vec<Report> {
        let counted: Vec<usize> = self.view.reports(relation).map(|(at, _)| at).collect();
        let reports = self.data().relation(relation).into_owned().reports;
        let uncounted = (0..).zip(reports).filter(|(at, _)| !counted.contains(at));
        uncounted.map(|(_, report)| report).collect()
    }

    fn why_row(self, record: &Relation, report: &Report) -> Option<WhyRow> {
        let data = self.data();
        let source = data.source_ix(report.source.as_str())?;
        let place = report.place.as_ref();
        let place = place.and_then(|place| data.entity_ix(place.as_str()));
        let own_parties = report.parties.as_ref();
        Some(WhyRow {
            relation: record.id.clone(),
            kind: record.kind.clone(),
            source: SourceRef::from(data.source(source)),
            locator: report.locator.clone(),
            when: report.when.as_ref().map(Dated::from),
            status: report.status,
            parties: own_parties.map_or_else(Vec::new, |said| parties(data, said)),
            note: report.note.clone(),
            title: report.title.clone(),
            place: place.map(|place| self.entity(place)),
            topics: report.topics.clone(),
            numbers: report.numbers.clone(),
        })
    }
}

/// Returns parties with their names.
fn parties(data: &Dataset, parties: &Parties) -> Vec<PartyRef> {
    parties
        .iter()
        .map(|(role, id)| PartyRef {
            id: id.clone(),
            name: name_of(data, id),
            role: role.to_owned(),
            titles: Vec::new(),
        })
        .collect()
}

/// Returns the name of an entity, or its id if it is not there.
pub(super) fn name_of(data: &Dataset, id: &EntityId) -> String {
    match data.entity_ix(id.as_str()) {
        Some(entity) => data.entity(entity).name.clone(),
        None => id.to_string(),
    }
}

/// Returns all entities that a subject names.
pub(super) fn named(subject: &Subject) -> Vec<EntityIx> {
    let with = subject.with.iter().flatten();
    subject.of.iter().chain(with).copied().collect()
}
