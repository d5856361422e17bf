//! The plain list: events in a row, and answers worked out by going over all of them again and
//! again.
//!
//! Knows nothing of the network. Whether an event passes a lens was settled before it came here.

use std::collections::{BTreeMap, BTreeSet};

use chancery::edtf::{Day, Truth};
use chancery::graph::{EntityKinds, Lens};
use chancery::model::{Dataset, EntityIx, EntityKind, RelationIx};

/// A relation that passes a lens.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) relation: RelationIx,
    /// Who takes part, each once.
    pub(super) parties: Vec<EntityIx>,
    pub(super) truth: Truth,
    /// Who leads to whom.
    pub(super) arrows: Vec<(EntityIx, EntityIx)>,
}

/// All relations that pass a lens, in order of date.
#[derive(Debug)]
pub(super) struct List {
    pub(super) events: Vec<Event>,
    entities: Vec<EntityIx>,
    /// By entity.
    kinds: Vec<EntityKind>,
    /// The kinds of entity asked for.
    of: EntityKinds,
}

/// With whom, by how many relations, and how surely.
pub(super) type Tally = BTreeMap<EntityIx, (u32, Truth)>;

impl List {
    pub(super) fn new(events: Vec<Event>, data: &Dataset, lens: &Lens) -> List {
        List {
            events,
            entities: data.entity_ixs().collect(),
            kinds: data.entities().iter().map(|entity| entity.kind).collect(),
            of: lens.of,
        }
    }

    pub(super) fn is_wanted(&self, entity: EntityIx) -> bool {
        self.of.contains(self.kinds[entity.index()])
    }

    /// Returns the events of an entity, in order of date.
    pub(super) fn events_of(&self, entity: EntityIx) -> impl Iterator<Item = &Event> {
        let all = self.events.iter();
        all.filter(move |event| event.parties.contains(&entity))
    }

    /// Returns the relations of an entity that meet somebody of a kind asked for.
    pub(super) fn timeline(&self, entity: EntityIx) -> Vec<(RelationIx, Truth)> {
        let meets = |event: &&Event| {
            let mut others = event.parties.iter().filter(|other| **other != entity);
            others.any(|other| self.is_wanted(*other))
        };
        let met = self.events_of(entity).filter(meets);
        met.map(|event| (event.relation, event.truth)).collect()
    }

    /// Returns the relations that two share, in order of date.
    pub(super) fn between(&self, one: EntityIx, other: EntityIx) -> Vec<RelationIx> {
        let shared = self
            .events_of(one)
            .filter(|event| event.parties.contains(&other));
        shared.map(|event| event.relation).collect()
    }

    /// Returns with whom an entity has relations.
    pub(super) fn contacts(&self, entity: EntityIx) -> Tally {
        let mut tally = Tally::new();
        for event in self.events_of(entity) {
            let others = event.parties.iter().filter(|other| **other != entity);
            for other in others.filter(|other| self.is_wanted(**other)) {
                let (number, truth) = tally.entry(*other).or_insert((0, Truth::Impossible));
                (*number, *truth) = (*number + 1, (*truth).max(event.truth));
            }
        }
        tally
    }

    /// Returns by how many steps each entity is away, if it is within some, going on only from
    /// those whom `passes` lets pass: each step is one more walk over the whole list.
    pub(super) fn distances(
        &self,
        from: EntityIx,
        steps: u32,
        passes: impl Fn(EntityIx) -> bool,
    ) -> Vec<Option<u32>> {
        let mut distances = vec![None; self.kinds.len()];
        distances[from.index()] = Some(0);
        for step in 1..=steps {
            let is_edge = |party: &EntityIx| distances[party.index()] == Some(step - 1);
            let goes_on = |party: &EntityIx| is_edge(party) && (step == 1 || passes(*party));
            let met = self
                .events
                .iter()
                .filter(|event| event.parties.iter().any(goes_on));
            let met = met
                .flat_map(|event| &event.parties)
                .map(|party| party.index());
            let new: Vec<usize> = met.filter(|party| distances[*party].is_none()).collect();
            if new.is_empty() {
                break;
            }
            for entity in new {
                distances[entity] = Some(step);
            }
        }
        distances
    }

    /// Returns how many are within some steps of an entity.
    pub(super) fn circle(&self, of: EntityIx, steps: u32) -> usize {
        let distances = self.distances(of, steps, |_| true);
        let is_near = |entity: &&EntityIx| **entity != of && distances[entity.index()].is_some();
        let near = self.entities.iter().filter(is_near);
        near.filter(|entity| self.is_wanted(**entity)).count()
    }

    /// Returns the least number of steps between two, past those alone who are wanted and not
    /// to be avoided.
    pub(super) fn least(
        &self,
        [from, to]: [EntityIx; 2],
        steps: u32,
        avoiding: &[EntityIx],
    ) -> Option<u32> {
        if avoiding.contains(&from) || avoiding.contains(&to) {
            return None;
        }
        let passes = |entity| self.is_wanted(entity) && !avoiding.contains(&entity);
        self.distances(from, steps, passes)[to.index()]
    }

    /// Returns the first of some days on which news may have come from one to the other, if on
    /// each day those events can be met that come with it.
    pub(super) fn arrival<'a>(
        &self,
        [from, to]: [EntityIx; 2],
        days: impl IntoIterator<Item = (Day, Vec<&'a Event>)>,
    ) -> Option<Day> {
        let mut knows = vec![false; self.kinds.len()];
        knows[from.index()] = true;
        for (day, today) in days {
            loop {
                let tells = |party: &EntityIx| {
                    knows[party.index()] && (*party == from || self.is_wanted(*party))
                };
                let told = today.iter().filter(|event| event.parties.iter().any(tells));
                let told = told
                    .flat_map(|event| &event.parties)
                    .map(|party| party.index());
                let new: Vec<usize> = told.filter(|party| !knows[*party]).collect();
                if new.is_empty() {
                    break;
                }
                for party in new {
                    knows[party] = true;
                }
                if knows[to.index()] {
                    return Some(day);
                }
            }
        }
        None
    }

    /// Returns everybody whom an event links to another.
    pub(super) fn linked(&self) -> BTreeSet<EntityIx> {
        let linking = self.events.iter().filter(|event| event.parties.len() > 1);
        linking.flat_map(|event| event.parties.clone()).collect()
    }

    /// Returns the sets of those whom chains link, each poured out from its first member.
    pub(super) fn components(&self) -> Vec<Vec<EntityIx>> {
        let mut dry = self.linked();
        let mut sets = Vec::new();
        while let Some(first) = dry.first() {
            let reached = self.distances(*first, u32::MAX, |_| true);
            let (wet, rest) = dry
                .into_iter()
                .partition(|one| reached[one.index()].is_some());
            dry = rest;
            let wet: BTreeSet<EntityIx> = wet;
            sets.push(
                wet.into_iter()
                    .filter(|entity| self.is_wanted(*entity))
                    .collect(),
            );
        }
        sets.retain(|set: &Vec<EntityIx>| !set.is_empty());
        sets.sort_by_key(|set| (std::cmp::Reverse(set.len()), set[0]));
        sets
    }

    /// Returns the share of a random walk that arrives at each, by so many rounds over the arrows:
    /// 85 of 100 steps follow one, the others lead anywhere, as do all from who has none.
    pub(super) fn shares(&self, rounds: usize) -> BTreeMap<EntityIx, f64> {
        let linked = self.linked();
        let arrows = self.events.iter().flat_map(|event| &event.arrows);
        let arrows: BTreeSet<(EntityIx, EntityIx)> = arrows.copied().collect();
        let arrows: Vec<[usize; 2]> = arrows
            .iter()
            .map(|(from, to)| [from.index(), to.index()])
            .collect();
        let mut ways = vec![0.0; self.kinds.len()];
        for [from, _] in &arrows {
            ways[*from] += 1.0;
        }
        let even = 1.0 / f64::from(linked.len() as u32);
        let mut shares = vec![even; self.kinds.len()];
        for _ in 0..rounds {
            let stuck = linked.iter().filter(|one| ways[one.index()] == 0.0);
            let lost: f64 = stuck.map(|one| shares[one.index()]).sum();
            let mut next = vec![(0.15 + 0.85 * lost) * even; self.kinds.len()];
            for [from, to] in &arrows {
                next[*to] += 0.85 * shares[*from] / ways[*from];
            }
            shares = next;
        }
        linked
            .into_iter()
            .map(|one| (one, shares[one.index()]))
            .collect()
    }
}
