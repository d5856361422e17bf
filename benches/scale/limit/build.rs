//! How the limit is laid out: counting sorts, first by day, then by entity.

use crate::world::Event;

use super::{Limit, Peer, Scratch};

/// Events as they come.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    pub(crate) entities: u32,
    pub(crate) ends: Vec<(u32, u32)>,
    pub(crate) kind: Vec<u8>,
    pub(crate) day: Vec<u16>,
}

impl Columns {
    pub(crate) fn push(&mut self, event: Event) {
        self.ends.push((event.source, event.target));
        self.kind.push(event.kind as u8);
        self.day.push(event.day);
    }

    pub(crate) fn with_room(entities: u32, events: usize) -> Columns {
        Columns {
            entities,
            ends: Vec::with_capacity(events),
            kind: Vec::with_capacity(events),
            day: Vec::with_capacity(events),
        }
    }

    /// Puts the events in order of days, those of one day as they come; returns where each begins.
    fn sort(&mut self) -> Vec<u32> {
        let last = self.day.iter().max().map_or(0, |day| usize::from(*day) + 1);
        let firsts = starts(last, self.day.iter().map(|day| usize::from(*day)));
        if self.day.is_sorted() {
            return firsts;
        }
        let mut next = firsts.clone();
        let (mut ends, mut kind) = (vec![(0, 0); self.ends.len()], vec![0; self.ends.len()]);
        for (at, day) in self.day.iter().enumerate() {
            let to = &mut next[usize::from(*day)];
            (ends[*to as usize], kind[*to as usize]) = (self.ends[at], self.kind[at]);
            *to += 1;
        }
        (self.ends, self.kind) = (ends, kind);
        firsts
    }
}

/// Returns where the things of each number begin, and the end.
pub(super) fn starts(numbers: usize, things: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut starts = vec![0_u32; numbers + 1];
    things.for_each(|number| starts[number + 1] += 1);
    for at in 0..numbers {
        starts[at + 1] += starts[at];
    }
    starts
}

impl Limit {
    pub(crate) fn new(mut columns: Columns) -> Limit {
        let entities = columns.entities as usize;
        let days = columns.sort();
        columns.day = Vec::new();
        let Columns { ends, kind, .. } = columns;
        let both = ends.iter().flat_map(|(source, target)| [*source, *target]);
        let spokes = starts(entities, both.map(|end| end as usize));
        let mut limit = Limit {
            days,
            relation: vec![0; ends.len() * 2],
            toward: vec![0; ends.len() * 2],
            ends,
            spokes,
            near: Vec::new(),
            peers: Vec::new(),
            more: Vec::new(),
            shared: Vec::new(),
            scratch: Scratch::new(entities),
        };
        limit.lay_spokes(&kind);
        drop(kind);
        limit.lay_pairs();
        limit
    }

    fn lay_spokes(&mut self, kinds: &[u8]) {
        let mut next = self.spokes.clone();
        for (relation, ((source, target), kind)) in self.ends.iter().zip(kinds).enumerate() {
            for (from, to) in [(*source, *target), (*target, *source)] {
                let at = next[from as usize] as usize;
                next[from as usize] += 1;
                self.relation[at] = relation as u32;
                self.toward[at] = (to << 8) | u32::from(*kind);
            }
        }
    }

    /// Lays out the neighbours, and the relations of each pair: those of one with all of higher
    /// numbers lie together.
    fn lay_pairs(&mut self) {
        self.near.push(0);
        self.shared = vec![0; self.ends.len()];
        let mut counts = vec![0_u32; self.entity_count()];
        let mut slots = vec![0_u32; self.entity_count()];
        let mut next = vec![0_u32; self.entity_count()];
        let mut all = Vec::new();
        let mut end = 0;
        for entity in 0..self.entity_count() as u32 {
            self.count_near(entity, &mut counts, &mut all);
            for other in all.drain(..) {
                let count = std::mem::take(&mut counts[other as usize]);
                slots[other as usize] = self.peers.len() as u32;
                let mut start = end;
                if other > entity {
                    end += count;
                } else {
                    // The neighbours of the other are asked for in the order in which they lie.
                    let slot = &mut next[other as usize];
                    start = self.more[*slot as usize].start;
                    *slot += 1;
                }
                self.push_peer(other, start);
            }
            let first = *self.near.last().unwrap_or(&0) as usize;
            let lower = self.peers[first..].partition_point(|(other, _)| *other < entity);
            next[entity as usize] = (first + lower) as u32;
            self.near.push(self.peers.len() as u32);
            self.fill_pairs(entity, &slots);
        }
        self.peers.shrink_to_fit();
        self.more.shrink_to_fit();
    }

    /// Lists the neighbours of an entity in order, with the number of relations with each.
    fn count_near(&self, entity: u32, counts: &mut [u32], all: &mut Vec<u32>) {
        for toward in &self.toward[self.spokes_of(entity)] {
            let count = &mut counts[(toward >> 8) as usize];
            if *count == 0 {
                all.push(toward >> 8);
            }
            *count += 1;
        }
        all.sort_unstable();
    }

    fn push_peer(&mut self, other: u32, start: u32) {
        self.peers.push((other, 0));
        self.more.push(Peer {
            start,
            first: u16::MAX,
            last: 0,
        });
    }

    /// Counts the relations with each neighbour and notes them where the pair has its place.
    fn fill_pairs(&mut self, entity: u32, slots: &[u32]) {
        let mut day = 0;
        for spoke in self.spokes_of(entity) {
            let (relation, other) = (self.relation[spoke], self.toward[spoke] >> 8);
            while self.days[day + 1] <= relation {
                day += 1;
            }
            let at = slots[other as usize] as usize;
            let (count, more) = (&mut self.peers[at].1, &mut self.more[at]);
            if other > entity {
                self.shared[(more.start + *count) as usize] = relation;
            }
            *count += 1;
            more.first = more.first.min(day as u16);
            more.last = day as u16;
        }
    }
}
