//! The network: built once from a dataset, then only read.
//!
//! Relations stand in order of date. Around every entity its *spokes* lie together in that order:
//! one for each relation it is a party of, however many parties the relation has. Everything counts
//! relations, because a spoke is one. Its *bonds* tell with whom it has relations at all, and which.

use std::sync::Arc;

use itertools::Itertools;

use crate::columns::Column;
use crate::edtf::Day;
use crate::model::{
    Cast, Dataset, EntityIx, EntityKind, KindIx, Nature, Party, RelationIx, SourceIx, Status,
    TopicIx,
};

use super::acting::{Mandates, Members};
use super::agenda::{Agenda, Loose};
use super::bonds::{Bond, Bonded, Bonds};
use super::details::Details;
use super::evidence::{self, Published};
use super::judge::{Hull, Hulls};
use super::spokes::{Mark, Spoke, Spokes};
use super::{Lens, Others, Statuses};

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
    pub(super) data: Arc<Dataset>,
    pub(super) newest: Option<Day>,
    /// Those that relations have.
    pub(super) statuses: Statuses,
    /// By kind.
    pub(super) natures: Vec<Nature>,
    pub(super) hulls: Hulls,
    /// The relations of which somebody plays two roles, in order.
    pub(super) doubled: Column<RelationIx>,
    pub(super) details: Details,
    pub(super) spokes: Spokes,
    pub(super) bonds: Bonds,
    /// By entity, the place of its kind among all.
    pub(super) entity_kind: Column<u8>,
    /// By source, when it was published.
    pub(super) published: Vec<Published>,
    pub(super) mandates: Mandates,
    /// Whether the parties of relations of a kind may act for others, by kind.
    pub(super) kind_rolls_up: Vec<bool>,
    pub(super) agenda: Agenda,
    pub(super) loose: Loose,
}

impl Network {
    /// Builds the network of a dataset. O(parties) in relations between two, and O(n²) in the
    /// parties of each that has more.
    pub fn new(data: Arc<Dataset>) -> Network {
        let published = evidence::published(&data);
        let mut network = Network {
            newest: newest_day(&data),
            statuses: statuses(&data),
            natures: natures(&data),
            hulls: Hulls::of(data.dates()),
            doubled: Column::default(),
            details: Details::of(&data, &published),
            spokes: Spokes::default(),
            bonds: Bonds::default(),
            entity_kind: entity_kinds(&data).into(),
            published,
            mandates: Mandates::of(&data),
            kind_rolls_up: kinds_that_roll_up(&data),
            agenda: Agenda::default(),
            loose: Loose::default(),
            data,
        };
        network.agenda = Agenda::of(&network);
        network.doubled = network.find_doubled().into();
        network.spokes = Spokes::of(&network);
        network.bonds = Bonds::of(&network);
        network.loose = Loose::of(&network);
        network
    }

    /// Returns the relations of which somebody plays two roles.
    fn find_doubled(&self) -> Vec<RelationIx> {
        let is_doubled = |relation: &RelationIx| {
            let parties = self.parties(*relation);
            parties.len() > 2 && !parties.iter().map(|party| party.entity).all_unique()
        };
        // Rows of batches have two parties each.
        let records = self.data.records().map(|(at, _)| at);
        records.filter(is_doubled).collect()
    }

    /// Returns the dataset the network was built from.
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    /// Returns how many entities there are.
    pub fn entity_count(&self) -> usize {
        self.entity_kind.len()
    }

    /// Returns how many relations there are.
    pub fn relation_count(&self) -> usize {
        self.data.relation_count()
    }

    /// Returns the kind of an entity.
    #[inline]
    pub fn entity_kind(&self, entity: EntityIx) -> EntityKind {
        let kind = usize::from(self.entity_kind.at(entity.index()));
        EntityKind::ALL[kind.min(EntityKind::ALL.len() - 1)]
    }

    /// Returns the kind of a relation.
    #[inline]
    pub fn kind(&self, relation: RelationIx) -> KindIx {
        self.data.kind(relation)
    }

    /// Returns the nature of a relation.
    pub fn nature(&self, relation: RelationIx) -> Nature {
        self.natures[self.kind(relation).index()]
    }

    /// Tells whether a relation gives somebody a post of a body.
    pub fn is_post(&self, relation: RelationIx) -> bool {
        self.data.ontology().kind(self.kind(relation)).is_post()
    }

    /// Returns the status of a relation.
    #[inline]
    pub fn status(&self, relation: RelationIx) -> Status {
        self.data.status(relation)
    }

    /// Returns where a relation happened: its own place, or that of what it is a part of.
    pub fn place(&self, relation: RelationIx) -> Option<EntityIx> {
        match self.data.row(relation) {
            Some((_, place)) => place,
            None => self.details.place(relation),
        }
    }

    /// Returns the parties of a relation in the order of its record.
    #[inline]
    pub fn parties(&self, relation: RelationIx) -> Cast<'_> {
        self.data.cast(relation)
    }

    /// Returns the topics of a relation in the order of its record.
    pub fn topics(&self, relation: RelationIx) -> &[TopicIx] {
        let record = self.data.record_place(relation);
        record.map_or(&[], |record| self.details.topics(record))
    }

    /// Returns the sources that report a relation, each once, in the order of its record.
    pub fn sources(&self, relation: RelationIx) -> &[SourceIx] {
        if let Some((source, _)) = self.data.row(relation) {
            return std::slice::from_ref(source);
        }
        let record = self.data.record_place(relation);
        record.map_or(&[], |record| self.details.sources(record))
    }

    /// Returns when the first and the last of the sources of a relation were published.
    pub(super) fn told(&self, relation: RelationIx) -> Published {
        match (self.data.row(relation), self.data.record_place(relation)) {
            (Some((source, _)), _) => self.published[source.index()],
            (None, record) => self.details.told(record.unwrap_or_default()),
        }
    }

    /// Returns the last day on which a relation that has come about may first have begun; `None`
    /// if no date tells. It stands for the present, for there is no clock.
    pub const fn newest_day(&self) -> Option<Day> {
        self.newest
    }

    /// Returns the relations of an entity in order of date.
    #[inline]
    pub fn spokes(&self, entity: EntityIx) -> &[Spoke] {
        self.spokes.of_entity(entity)
    }

    /// Returns the marks of the spokes of an entity, in the same order.
    #[inline]
    pub(crate) fn marks(&self, entity: EntityIx) -> &[Mark] {
        self.spokes.marks(entity)
    }

    /// Returns those with whom an entity has relations, in order of ids, and how many.
    #[inline]
    pub fn bonds(&self, entity: EntityIx) -> Bonded<'_> {
        self.bonds.of_entity(entity)
    }

    /// Returns with how many entities an entity has relations.
    #[inline]
    pub(crate) fn bond_count(&self, entity: EntityIx) -> usize {
        self.bonds.range(entity).len()
    }

    /// Returns what two entities have with each other. O(log n) in the bonds of the first.
    pub fn bond(&self, one: EntityIx, other: EntityIx) -> Option<Bond> {
        self.bonds(one).with(other)
    }

    /// Returns the relations of a bond, in order of date.
    #[inline]
    pub fn relations_of(&self, bond: Bond) -> &[RelationIx] {
        self.bonds.relations(bond)
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
        let doubled = self.doubled.all().binary_search(&spoke.relation).is_ok();
        Others::several(entity, self.parties(spoke.relation), doubled)
    }

    /// Returns the distinct parties of a relation in the order of its record.
    pub fn distinct_parties(
        &self,
        relation: RelationIx,
    ) -> impl Iterator<Item = EntityIx> + Clone + '_ {
        let parties = self.parties(relation);
        let doubled = self.doubled.all().binary_search(&relation).is_ok();
        let is_first = move |at: usize| {
            let entity = parties[at].entity;
            !doubled || parties[..at].iter().all(|before| before.entity != entity)
        };
        (0..parties.len())
            .filter(move |at| is_first(*at))
            .map(move |at| parties[at].entity)
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
        self.hull(relation).bounds()
    }

    /// Returns the days on which a relation may have happened or held.
    #[inline]
    pub(super) fn hull(&self, relation: RelationIx) -> Hull {
        let date = self.data.dates().place(relation);
        self.hulls.hull(date, self.nature(relation))
    }

    /// Returns the statuses that relations have.
    pub(super) const fn statuses(&self) -> Statuses {
        self.statuses
    }

    /// Returns the spokes that are no contacts.
    pub(super) const fn loose(&self) -> &Loose {
        &self.loose
    }

    /// Returns who acts for whom.
    pub(super) const fn mandates(&self) -> &Mandates {
        &self.mandates
    }

    /// Tells whether the parties of a relation may take part in it for others.
    #[inline]
    pub(super) fn rolls_up(&self, relation: RelationIx) -> bool {
        let acts = |party: &Party| !self.mandates.up(party.entity).is_empty();
        !self.mandates.is_empty()
            && self.kind_rolls_up[self.kind(relation).index()]
            && self.parties(relation).iter().any(acts)
    }

    /// Returns all who take part in a relation, as parties or over those who act for them.
    pub(super) fn members<'a>(&'a self, relation: RelationIx, lens: &'a Lens) -> Members<'a> {
        Members::of(self, relation, lens)
    }
}

/// Returns the statuses that relations have.
pub(super) fn statuses(data: &Dataset) -> Statuses {
    data.shapes().iter().map(|shape| shape.status).collect()
}

/// Returns whether kinds happen or last.
pub(super) fn natures(data: &Dataset) -> Vec<Nature> {
    let kinds = data.ontology().kinds();
    kinds.map(|(_, kind)| kind.nature).collect()
}

/// Returns of which kinds the parties may act for others.
pub(super) fn kinds_that_roll_up(data: &Dataset) -> Vec<bool> {
    let kinds = data.ontology().kinds();
    kinds.map(|(_, kind)| kind.rolls_up()).collect()
}

/// Returns the kind of each entity as its place among all kinds.
fn entity_kinds(data: &Dataset) -> Vec<u8> {
    let entities = data.entities().iter();
    entities.map(|entity| entity.kind as u8).collect()
}

/// Returns the last of the earliest days of all relations that have come about.
///
/// Ends are left out: a treaty that runs until 2099 does not make 2099 the present. So is what is
/// only planned, and what was put off, called off or denied. Relations stand by their earliest
/// days, so the first one from behind that has such a day tells.
fn newest_day(data: &Dataset) -> Option<Day> {
    let mut latest_first = data.relation_ixs().rev();
    latest_first.find_map(|relation| {
        let has_come = data.status(relation).has_come_about();
        data.when(relation).filter(|_| has_come)?.earliest()
    })
}
