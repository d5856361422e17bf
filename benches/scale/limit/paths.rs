//! Shortest lengths, searched from both ends, and who hangs together.

use std::ops::Range;

use crate::questions::Span;

use super::near::Wanted;
use super::{Limit, Scratch};

impl Limit {
    pub(super) fn distance(&mut self, (x, y): (u32, u32)) -> Option<u32> {
        let mut scratch = std::mem::replace(&mut self.scratch, Scratch::new(0));
        let found = meet(&mut scratch, &Whole(self), [x, y]);
        self.scratch = scratch;
        found
    }

    pub(super) fn distance_by(
        &mut self,
        (x, y): (u32, u32),
        kinds: &[u16],
        span: Span,
    ) -> Option<u32> {
        let mut scratch = std::mem::replace(&mut self.scratch, Scratch::new(0));
        let part = Part {
            limit: self,
            wanted: Wanted::new(kinds),
            relations: self.relations_in(span),
        };
        let found = meet(&mut scratch, &part, [x, y]);
        self.scratch = scratch;
        found
    }

    pub(super) fn components(&self) -> Vec<u32> {
        let mut parents: Vec<u32> = (0..self.entity_count() as u32).collect();
        for entity in 0..self.entity_count() as u32 {
            let near = &self.peers[self.near_of(entity)];
            let higher = near.partition_point(|(other, _)| *other <= entity);
            for (other, _) in &near[higher..] {
                unite(&mut parents, entity, *other);
            }
        }
        for entity in 0..parents.len() {
            parents[entity] = parents[parents[entity] as usize];
        }
        parents
    }
}

/// What a search sees of the graph.
trait Ground {
    /// Returns about how much there is to look at around an entity.
    fn width(&self, entity: u32) -> usize;

    /// Visits those around an entity until a visit says true.
    fn any_near(&self, entity: u32, visit: impl FnMut(u32) -> bool) -> bool;
}

/// Everything.
struct Whole<'a>(&'a Limit);

impl Ground for Whole<'_> {
    fn width(&self, entity: u32) -> usize {
        self.0.near_of(entity).len()
    }

    fn any_near(&self, entity: u32, mut visit: impl FnMut(u32) -> bool) -> bool {
        let mut near = self.0.peers[self.0.near_of(entity)].iter();
        near.any(|(other, _)| visit(*other))
    }
}

/// The relations of some kinds within a window.
struct Part<'a> {
    limit: &'a Limit,
    wanted: Wanted,
    relations: Range<u32>,
}

impl Ground for Part<'_> {
    fn width(&self, entity: u32) -> usize {
        self.limit.spokes_of(entity).len()
    }

    fn any_near(&self, entity: u32, mut visit: impl FnMut(u32) -> bool) -> bool {
        let within = self.limit.within(entity, &self.relations);
        let mut spokes = self.limit.toward[within].iter();
        spokes.any(|toward| self.wanted.has(*toward) && visit(toward >> 8))
    }
}

/// Searches breadth first from both ends, always from the side that has less before it.
fn meet(scratch: &mut Scratch, ground: &impl Ground, ends: [u32; 2]) -> Option<u32> {
    let turns = scratch.begin();
    let Scratch {
        seen, fronts, next, ..
    } = scratch;
    let mut work = [0, 0];
    for side in [0, 1] {
        seen[ends[side] as usize] = turns[side];
        fronts[side].clear();
        fronts[side].push(ends[side]);
        work[side] = ground.width(ends[side]);
    }
    let mut length = 0;
    while fronts.iter().all(|front| !front.is_empty()) {
        length += 1;
        let side = usize::from(work[1] < work[0]);
        let (own, theirs) = (turns[side], turns[1 - side]);
        next.clear();
        for entity in &fronts[side] {
            let is_met = ground.any_near(*entity, |other| {
                let mark = &mut seen[other as usize];
                if *mark != own && *mark != theirs {
                    *mark = own;
                    next.push(other);
                }
                *mark == theirs
            });
            if is_met {
                return Some(length);
            }
        }
        std::mem::swap(&mut fronts[side], next);
        work[side] = fronts[side]
            .iter()
            .map(|entity| ground.width(*entity))
            .sum();
    }
    None
}

/// Joins the sets of two; the lower root stays.
pub(super) fn unite(parents: &mut [u32], one: u32, two: u32) {
    let (mut one, mut two) = (one, two);
    while parents[one as usize] != parents[two as usize] {
        if parents[one as usize] < parents[two as usize] {
            std::mem::swap(&mut one, &mut two);
        }
        // Now the parent of `one` is the higher of the two.
        let parent = parents[one as usize];
        parents[one as usize] = parents[two as usize];
        if parent == one {
            return;
        }
        one = parent;
    }
}
