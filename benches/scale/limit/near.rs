//! Neighbours, timelines and pairs.

use std::ops::Range;

use crate::questions::{LATEST, Span};

use super::Limit;

impl Limit {
    pub(super) fn neighbours(&self, of: u32) -> Vec<(u32, u32)> {
        self.peers[self.near_of(of)].to_vec()
    }

    pub(super) fn neighbours_by(&mut self, of: u32, kinds: &[u16], span: Span) -> Vec<(u32, u32)> {
        let wanted = Wanted::new(kinds);
        let within = self.within(of, &self.relations_in(span));
        let (count, list) = (&mut self.scratch.count, &mut self.scratch.list);
        for toward in &self.toward[within] {
            if wanted.has(*toward) {
                let other = toward >> 8;
                let count = &mut count[other as usize];
                if *count == 0 {
                    list.push(other);
                }
                *count += 1;
            }
        }
        let take = |other: u32| (other, std::mem::take(&mut count[other as usize]));
        list.drain(..).map(take).collect()
    }

    pub(super) fn latest(&self, of: u32, span: Span) -> Vec<u32> {
        let within = self.within(of, &self.relations_in(span));
        let first = within.start.max(within.end.saturating_sub(LATEST));
        self.relation[first..within.end]
            .iter()
            .rev()
            .copied()
            .collect()
    }

    pub(super) fn between(&self, (x, y): (u32, u32)) -> Vec<u32> {
        let (few, many) = if self.near_of(x).len() < self.near_of(y).len() {
            (x, y)
        } else {
            (y, x)
        };
        let near = self.near_of(few);
        let Ok(at) = self.peers[near.clone()].binary_search_by_key(&many, |(other, _)| *other)
        else {
            return Vec::new();
        };
        let at = near.start + at;
        let start = self.more[at].start as usize;
        self.shared[start..start + self.peers[at].1 as usize].to_vec()
    }

    pub(super) fn two_hops(&mut self, of: u32, span: Span) -> u32 {
        let relations = self.relations_in(span);
        let mut reached = std::mem::take(&mut self.scratch.reached);
        reached.fill(0);
        self.mark_near(of, span, &relations, &mut reached);
        self.scratch.list.clear();
        for (word, bits) in reached.iter().enumerate() {
            let mut bits = *bits;
            while bits != 0 {
                let entity = word as u32 * 64 + bits.trailing_zeros();
                self.scratch.list.push(entity);
                bits &= bits - 1;
            }
        }
        for entity in &self.scratch.list {
            self.mark_near(*entity, span, &relations, &mut reached);
        }
        reached[of as usize / 64] &= !(1 << (of % 64));
        let number = reached.iter().map(|bits| bits.count_ones()).sum();
        self.scratch.reached = reached;
        number
    }

    /// Marks all whom an entity meets within a window: along its relations, or along its
    /// neighbours if they are much fewer.
    fn mark_near(&self, entity: u32, span: Span, relations: &Range<u32>, reached: &mut [u64]) {
        let (near, within) = (self.near_of(entity), self.within(entity, relations));
        let mut mark = |other: u32| reached[other as usize / 64] |= 1 << (other % 64);
        if within.len() <= near.len() * 4 {
            for toward in &self.toward[within] {
                mark(toward >> 8);
            }
            return;
        }
        for ((other, count), more) in self.peers[near.clone()].iter().zip(&self.more[near]) {
            if more.first > span.last || more.last < span.first {
                continue;
            }
            let is_met = span.holds(more.first) || span.holds(more.last) || {
                let start = more.start as usize;
                let shared = &self.shared[start..start + *count as usize];
                let next = shared.partition_point(|relation| *relation < relations.start);
                shared.get(next).is_some_and(|at| *at < relations.end)
            };
            if is_met {
                mark(*other);
            }
        }
    }

    /// Returns the relations of some days.
    pub(super) fn relations_in(&self, span: Span) -> Range<u32> {
        self.first_of(span.first)..self.first_of(span.last + 1)
    }

    pub(super) fn first_of(&self, day: u16) -> u32 {
        self.days[usize::from(day).min(self.days.len() - 1)]
    }

    /// Returns where the relations of an entity lie that are among these.
    pub(super) fn within(&self, entity: u32, relations: &Range<u32>) -> Range<usize> {
        let spokes = self.spokes_of(entity);
        let list = &self.relation[spokes.clone()];
        let first = list.partition_point(|relation| *relation < relations.start);
        let number = list[first..].partition_point(|relation| *relation < relations.end);
        spokes.start + first..spokes.start + first + number
    }
}

/// The kinds asked about.
pub(super) struct Wanted([bool; 256]);

impl Wanted {
    pub(super) fn new(kinds: &[u16]) -> Wanted {
        let mut wanted = [false; 256];
        for kind in kinds {
            wanted[usize::from(*kind & 255)] = true;
        }
        Wanted(wanted)
    }

    /// Tells whether a spoke is of such a kind.
    #[inline]
    pub(super) const fn has(&self, toward: u32) -> bool {
        self.0[(toward & 255) as usize]
    }
}
