//! The network: built once from a dataset, then only read.
//!
//! Relations lie in columns, so that a search touches only the numbers it needs. Around every
//! entity its *spokes* lie together in order of date: one for each relation it is a party of,
//! however many parties the relation has. Everything counts relations, because a spoke is one.

use std::sync::Arc;

use itertools::Itertools;

use crate::edtf::{Day, Truth, Window};
use crate::model::{
    Dataset, EntityIx, EntityKind, Kind, KindIx, Nature, Relation, RelationIx, SourceIx, Status,
    TopicIx,
};

use super::lists::Lists;
use super::{Lens, Others, order};

/// One relation as seen from one of its parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoke {
    /// The relation.
    pub relation: RelationIx,
    /// The only other party, or [`Spoke::SEVERAL`].
    other: u32,
}

impl Spoke {
    /// Stands for the other party where there are several.
    const SEVERAL: u32 = u32::MAX;
}

/// A party of a relation: who, and in which role of the relation's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party {
    /// Who takes part.
    pub entity: EntityIx,
    /// The place of the role among the roles of the kind.
    pub role: u8,
}

/// The days on which a relation may have happened or held, widened bounds and all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hull {
    first: i32,
    last: i32,
}

impl Hull {
    /// Tells whether no day of the hull lies in a window, widened as it may be.
    fn misses(self, window: Window) -> bool {
        let (first, last) = window.widest();
        let before = last.is_some_and(|last| i64::from(self.first) > last.number());
        let after = first.is_some_and(|first| i64::from(self.last) < first.number());
        before || after
    }

    /// Tells whether every day of the hull lies in a window: then so does every day of the date.
    fn lies_within(self, window: Window) -> bool {
        let begins = window
            .first()
            .is_none_or(|first| i64::from(self.first) >= first.number());
        let ends = window
            .last()
            .is_none_or(|last| i64::from(self.last) <= last.number());
        begins && ends && self.first != i32::MIN && self.last != i32::MAX
    }
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
    hull: Vec<Hull>,
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
            data,
        };
        network.fill_columns();
        network.fill_spokes();
        network
    }

    /// Fills the columns of dates, parties, places, topics and sources.
    fn fill_columns(&mut self) {
        let data = Arc::clone(&self.data);
        for (at, relation) in data.relation_ixs().zip(data.relations()) {
            let kind = data.ontology().kind(self.kind[at.index()]);
            self.hull.push(hull(relation, kind.nature));
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
                let other = if distinct.len() == 2 {
                    distinct[1 - at].0
                } else {
                    Spoke::SEVERAL
                };
                around.push((*entity, self.rank(relation), Spoke { relation, other }));
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
    pub fn entity_kind(&self, entity: EntityIx) -> EntityKind {
        self.entity_kind[entity.index()]
    }

    /// Returns the kind of a relation.
    pub fn kind(&self, relation: RelationIx) -> KindIx {
        self.kind[relation.index()]
    }

    /// Returns the nature of a relation.
    pub fn nature(&self, relation: RelationIx) -> Nature {
        self.data.ontology().kind(self.kind(relation)).nature
    }

    /// Returns the status of a relation.
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
    pub fn spokes(&self, entity: EntityIx) -> &[Spoke] {
        self.spokes.list(entity.index())
    }

    /// Returns how many relations an entity is a party of.
    pub fn degree(&self, entity: EntityIx) -> usize {
        self.spokes(entity).len()
    }

    /// Returns the other parties of a relation as seen from one of them, each once, in the order
    /// of the record.
    #[inline]
    pub fn others(&self, entity: EntityIx, spoke: Spoke) -> Others<'_> {
        if spoke.other != Spoke::SEVERAL {
            return Others::one(entity, EntityIx(spoke.other));
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

    /// Tells whether a relation passes a lens, and how surely. The kind of entity at the other
    /// end is not looked at here, for that depends on where one stands.
    pub fn judge(&self, relation: RelationIx, lens: &Lens) -> Truth {
        let kind = self.kind(relation);
        let wanted = lens.via.as_ref().is_none_or(|kinds| kinds.contains(kind))
            && !lens.not_via.contains(kind)
            && lens.statuses.contains(self.status(relation));
        if !wanted || !self.has_details(relation, lens) {
            return Truth::Impossible;
        }
        let truth = self.in_window(relation, lens.window);
        if lens.certain && truth != Truth::Certain {
            Truth::Impossible
        } else {
            truth
        }
    }

    /// Tells whether a relation falls into a window.
    fn in_window(&self, relation: RelationIx, window: Window) -> Truth {
        if window == Window::EVER {
            return Truth::Certain;
        }
        let hull = self.hull[relation.index()];
        if hull.misses(window) {
            return Truth::Impossible;
        }
        if hull.lies_within(window) {
            return Truth::Certain;
        }
        match (&self.data.relation(relation).when, self.nature(relation)) {
            (Some(when), Nature::Event) => when.happens_in(&window),
            (Some(when), Nature::Tie) => when.holds_in(&window),
            (None, _) => Truth::Possible,
        }
    }

    /// Tells whether a relation has the topics, places and sources a lens asks for.
    fn has_details(&self, relation: RelationIx, lens: &Lens) -> bool {
        let places = lens.places.as_ref();
        shares_one(lens.topics.as_deref(), || self.topics(relation))
            && shares_one(lens.sources.as_deref(), || self.sources(relation))
            && places.is_none_or(|places| self.is_at(relation, places))
    }

    /// Tells whether a relation happened at one of the places, or has one of them as a party.
    fn is_at(&self, relation: RelationIx, places: &[EntityIx]) -> bool {
        let within = |entity: EntityIx| places.binary_search(&entity).is_ok();
        self.place(relation).is_some_and(within)
            || self.parties(relation).iter().any(|party| {
                self.entity_kind(party.entity) == EntityKind::Place && within(party.entity)
            })
    }
}

/// Tells whether a relation has one of the values wanted (in order), if any are.
fn shares_one<'a, T: Ord + 'a>(wanted: Option<&[T]>, has: impl FnOnce() -> &'a [T]) -> bool {
    wanted.is_none_or(|wanted| has().iter().any(|own| wanted.binary_search(own).is_ok()))
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

/// Returns the days on which a relation may have happened or held, as far as 32 bits reach.
fn hull(relation: &Relation, nature: Nature) -> Hull {
    let days = relation.when.as_ref().map(|when| match nature {
        Nature::Event => when.possible_days(),
        Nature::Tie => when.possible_hold(),
    });
    let number = |day: i64| day.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
    match days {
        Some((first, last)) => Hull {
            first: number(first.number()),
            last: number(last.number()),
        },
        None => Hull {
            first: i32::MIN,
            last: i32::MAX,
        },
    }
}

/// Returns where a relation happened: its own place, or that of what it is a part of.
fn place_of(data: &Dataset, relation: &Relation) -> Option<EntityIx> {
    if let Some(place) = &relation.place {
        return data.entity_ix(place.as_str());
    }
    let whole = data.relation_ix(relation.part_of.as_deref()?)?;
    data.entity_ix(data.relation(whole).place.as_ref()?.as_str())
}
