//! The network: built once from a dataset, then only read.
//!
//! Relations lie in columns, so that a search touches only the numbers it needs. Around every
//! entity its *spokes* lie together in order of date: one for each relation it is a party of,
//! however many parties the relation has. Everything counts relations, because a spoke is one.

use std::sync::Arc;

use itertools::Itertools;

use crate::edtf::Day;
use crate::model::{
    Dataset, EntityIx, EntityKind, Kind, KindIx, Nature, Relation, RelationIx, SourceIx, Status,
    TopicIx,
};

use super::acting::{Mandates, Members};
use super::agenda::Agenda;
use super::evidence::{self, Published};
use super::judge::Hull;
use super::lists::Lists;
use super::{Lens, Others, order};

/// One relation as seen from one of its parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoke {
    /// The relation.
    pub relation: RelationIx,
    /// The only other party, or [`Spoke::SEVERAL`]; and perhaps [`Spoke::RAISED`] beside it.
    other: u32,
}

impl Spoke {
    /// The bit that tells that parties may take part for others.
    const RAISED: u32 = 1 << 31;
    /// Stands for the other party where there are several, or where its number is too great.
    const SEVERAL: u32 = Spoke::RAISED - 1;

    fn new(relation: RelationIx, other: Option<EntityIx>, is_raised: bool) -> Spoke {
        let number = other.map_or(Spoke::SEVERAL, |other| other.0.min(Spoke::SEVERAL));
        let raised = if is_raised { Spoke::RAISED } else { 0 };
        Spoke {
            relation,
            other: number | raised,
        }
    }

    /// Returns the other party, if there is only one.
    #[inline]
    pub(crate) fn other(self) -> Option<EntityIx> {
        let number = self.other & !Spoke::RAISED;
        (number != Spoke::SEVERAL).then_some(EntityIx(number))
    }

    /// Tells whether an entity is the only other party, or may be one of several.
    #[inline]
    pub(crate) fn may_lead(self, to: EntityIx) -> bool {
        self.other().is_none_or(|other| other == to)
    }

    /// Tells whether the parties of the relation may take part in it for others.
    #[inline]
    pub(super) const fn is_raised(self) -> bool {
        self.other & Spoke::RAISED != 0
    }
}

/// A party of a relation: who, and in which role of the relation's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party {
    /// Who takes part.
    pub entity: EntityIx,
    /// The place of the role among the roles of the kind.
    pub role: u8,
}

/// A dataset as a graph.
///
/// # Examples
/// ```
/// use chancery::Chancery;
///
/// let chancery = Chancery::builtin()?;
/// let network = chancery.network();
/// let rwanda = chancery.data().entity_ix("rwanda").unwrap();
/// let first = network.spokes(rwanda)[0].relation;
/// assert!(network.takes_part(rwanda, first));
/// assert_eq!(network.spokes(rwanda).len(), network.degree(rwanda));
/// # Ok::<(), chancery::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Network {
    data: Arc<Dataset>,
    kind: Vec<KindIx>,
    status: Vec<Status>,
    pub(super) hull: Vec<Hull>,
    rank: Vec<u32>,
    newest: Option<Day>,
    /// By relation.
    parties: Lists<Party>,
    /// The relations of which somebody plays two roles, in order.
    doubled: Vec<RelationIx>,
    places: Vec<(RelationIx, EntityIx)>,
    /// By relation.
    topics: Lists<TopicIx>,
    /// By relation, each source once.
    sources: Lists<SourceIx>,
    /// By entity.
    spokes: Lists<Spoke>,
    entity_kind: Vec<EntityKind>,
    /// By source, when it was published.
    pub(super) published: Vec<Published>,
    /// By relation, when the first and the last of its sources were published.
    pub(super) told: Vec<Published>,
    mandates: Mandates,
    /// By relation, whether its parties may take part in it for others; empty if nobody acts.
    rolls_up: Vec<bool>,
    pub(super) agenda: Agenda,
}

impl Network {
    /// Builds the network of a dataset. O(n log n) in the number of parties.
    pub fn new(data: Arc<Dataset>) -> Network {
        let mut network = Network {
            kind: data
                .relations()
                .iter()
                .filter_map(|relation| data.kind_of(relation))
                .collect(),
            status: data
                .relations()
                .iter()
                .map(|relation| data.status_of(relation))
                .collect(),
            hull: Vec::new(),
            rank: order::ranks(&data),
            newest: order::newest_day(&data),
            parties: Lists::with_capacity(data.relations().len()),
            doubled: Vec::new(),
            places: Vec::new(),
            topics: Lists::with_capacity(data.relations().len()),
            sources: Lists::with_capacity(data.relations().len()),
            spokes: Lists::with_capacity(data.entities().len()),
            entity_kind: data.entities().iter().map(|entity| entity.kind).collect(),
            published: evidence::published(&data),
            told: Vec::with_capacity(data.relations().len()),
            mandates: Mandates::of(&data),
            rolls_up: Vec::new(),
            agenda: Agenda::empty(),
            data,
        };
        network.fill_columns();
        network.fill_roll_up();
        network.fill_spokes();
        network.agenda = Agenda::of(&network);
        network
    }

    /// Fills the columns of dates, parties, places, topics and sources.
    fn fill_columns(&mut self) {
        let data = Arc::clone(&self.data);
        for (at, relation) in data.relation_ixs().zip(data.relations()) {
            let kind = data.ontology().kind(self.kind[at.index()]);
            self.hull.push(Hull::of(relation, kind.nature));
            self.parties.push(parties_of(&data, relation, kind));
            if let Some(place) = place_of(&data, relation) {
                self.places.push((at, place));
            }
            let topics = relation.topics.iter();
            self.topics
                .push(topics.filter_map(|topic| data.topic_ix(topic)));
            let reports = relation.reports.iter();
            let sources = reports.filter_map(|report| data.source_ix(report.source.as_str()));
            self.sources.push(sources.unique());
            let published = self
                .sources(at)
                .iter()
                .map(|source| self.published[source.index()]);
            self.told.push(Published::span(published));
        }
    }

    /// Fills the spokes of all entities, each entity's in order of date.
    fn fill_spokes(&mut self) {
        let mut around: Vec<(EntityIx, u32, Spoke)> = Vec::with_capacity(self.parties.size());
        for relation in self.data.relation_ixs() {
            let mut distinct: Vec<EntityIx> = self
                .parties(relation)
                .iter()
                .map(|party| party.entity)
                .collect();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() < self.parties(relation).len() {
                self.doubled.push(relation);
            }
            for (at, entity) in distinct.iter().enumerate() {
                let other = (distinct.len() == 2).then(|| distinct[1 - at]);
                let spoke = Spoke::new(relation, other, self.rolls_up(relation));
                around.push((*entity, self.rank(relation), spoke));
            }
        }
        around.sort_unstable_by_key(|(entity, rank, _)| (*entity, *rank));
        let mut rest = around.as_slice();
        for entity in self.data.entity_ixs() {
            let (own, others) = rest.split_at(rest.partition_point(|(of, ..)| *of <= entity));
            self.spokes.push(own.iter().map(|(_, _, spoke)| *spoke));
            rest = others;
        }
    }

    /// Notes in which relations the parties may take part for others.
    fn fill_roll_up(&mut self) {
        if self.mandates.is_empty() {
            return;
        }
        let acts = |party: &Party| !self.mandates.up(party.entity).is_empty();
        let rolls_up = |relation: RelationIx| {
            self.data.ontology().kind(self.kind(relation)).rolls_up()
                && self.parties(relation).iter().any(acts)
        };
        self.rolls_up = self.data.relation_ixs().map(rolls_up).collect();
    }

    /// Returns the dataset the network was built from.
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    /// Returns how many entities there are.
    pub const fn entity_count(&self) -> usize {
        self.entity_kind.len()
    }

    /// Returns how many relations there are.
    pub const fn relation_count(&self) -> usize {
        self.kind.len()
    }

    /// Returns the kind of an entity.
    #[inline]
    pub fn entity_kind(&self, entity: EntityIx) -> EntityKind {
        self.entity_kind[entity.index()]
    }

    /// Returns the kind of a relation.
    #[inline]
    pub fn kind(&self, relation: RelationIx) -> KindIx {
        self.kind[relation.index()]
    }

    /// Returns the nature of a relation.
    pub fn nature(&self, relation: RelationIx) -> Nature {
        self.data.ontology().kind(self.kind(relation)).nature
    }

    /// Tells whether a relation gives somebody a post of a body.
    pub fn is_post(&self, relation: RelationIx) -> bool {
        self.data.ontology().kind(self.kind(relation)).is_post()
    }

    /// Returns the status of a relation.
    #[inline]
    pub fn status(&self, relation: RelationIx) -> Status {
        self.status[relation.index()]
    }

    /// Returns where a relation happened: its own place, or that of what it is a part of.
    pub fn place(&self, relation: RelationIx) -> Option<EntityIx> {
        let at = self
            .places
            .binary_search_by_key(&relation, |(owner, _)| *owner)
            .ok()?;
        Some(self.places[at].1)
    }

    /// Returns the parties of a relation in the order of its record.
    pub fn parties(&self, relation: RelationIx) -> &[Party] {
        self.parties.list(relation.index())
    }

    /// Returns the topics of a relation in the order of its record.
    pub fn topics(&self, relation: RelationIx) -> &[TopicIx] {
        self.topics.list(relation.index())
    }

    /// Returns the sources that report a relation, each once, in the order of its record.
    pub fn sources(&self, relation: RelationIx) -> &[SourceIx] {
        self.sources.list(relation.index())
    }

    /// Returns the place of a relation in the order of dates: by earliest day, or by latest where
    /// there is no earliest, those without a date last; ties keep the order of ids.
    #[inline]
    pub fn rank(&self, relation: RelationIx) -> u32 {
        self.rank[relation.index()]
    }

    /// Returns the last day on which a relation that has come about may first have begun; `None`
    /// if no date tells. It stands for the present, for there is no clock.
    pub const fn newest_day(&self) -> Option<Day> {
        self.newest
    }

    /// Returns the relations of an entity in order of date, as [`Network::rank`] has it.
    #[inline]
    pub fn spokes(&self, entity: EntityIx) -> &[Spoke] {
        self.spokes.list(entity.index())
    }

    /// Returns how many relations an entity is a party of.
    #[inline]
    pub fn degree(&self, entity: EntityIx) -> usize {
        self.spokes(entity).len()
    }

    /// Returns the other parties of a relation as seen from one of them, each once, in the order
    /// of the record.
    #[inline]
    pub fn others(&self, entity: EntityIx, spoke: Spoke) -> Others<'_> {
        if let Some(other) = spoke.other() {
            return Others::one(entity, other);
        }
        let doubled = self.doubled.binary_search(&spoke.relation).is_ok();
        Others::several(entity, self.parties(spoke.relation), doubled)
    }

    /// Returns the distinct parties of a relation in the order of its record.
    pub fn distinct_parties(
        &self,
        relation: RelationIx,
    ) -> impl Iterator<Item = EntityIx> + Clone + '_ {
        let parties = self.parties(relation);
        let doubled = self.doubled.binary_search(&relation).is_ok();
        let is_first = move |at: usize| {
            !doubled
                || parties[..at]
                    .iter()
                    .all(|before| before.entity != parties[at].entity)
        };
        parties
            .iter()
            .enumerate()
            .filter(move |(at, _)| is_first(*at))
            .map(|(_, party)| party.entity)
    }

    /// Tells whether an entity is a party of a relation.
    pub fn takes_part(&self, entity: EntityIx, relation: RelationIx) -> bool {
        self.parties(relation)
            .iter()
            .any(|party| party.entity == entity)
    }

    /// Returns the first and the last day on which a relation may have happened or held, as far
    /// as 32 bits reach.
    pub(super) fn hull_of(&self, relation: RelationIx) -> (i32, i32) {
        self.hull[relation.index()].bounds()
    }

    /// Returns who acts for whom.
    pub(super) const fn mandates(&self) -> &Mandates {
        &self.mandates
    }

    /// Tells whether the parties of a relation may take part in it for others.
    #[inline]
    pub(super) fn rolls_up(&self, relation: RelationIx) -> bool {
        self.rolls_up.get(relation.index()).is_some_and(|it| *it)
    }

    /// Returns all who take part in a relation, as parties or over those who act for them.
    pub(super) fn members<'a>(&'a self, relation: RelationIx, lens: &'a Lens) -> Members<'a> {
        Members::of(self, relation, lens)
    }
}

/// Returns the parties of a relation in the order of its record.
fn parties_of(data: &Dataset, relation: &Relation, kind: &Kind) -> impl Iterator<Item = Party> {
    relation.parties.iter().filter_map(|(role, id)| {
        Some(Party {
            entity: data.entity_ix(id.as_str())?,
            role: kind.role(role)? as u8,
        })
    })
}

/// Returns where a relation happened: its own place, or that of what it is a part of.
fn place_of(data: &Dataset, relation: &Relation) -> Option<EntityIx> {
    if let Some(place) = &relation.place {
        return data.entity_ix(place.as_str());
    }
    let whole = data.relation_ix(relation.part_of.as_deref()?)?;
    data.entity_ix(data.relation(whole).place.as_ref()?.as_str())
}
