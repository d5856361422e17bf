//! A fan: what links one entity to each of its neighbours.

use crate::graph::View;
use crate::model::EntityIx;

use super::cancel::Ticker;
use super::marks::Marks;
use super::{Cancel, Hit, Stopped};

/// The neighbours of an entity in order of ids, with the relations that link each, in order of
/// date. A relation of many parties stands once under each of them.
#[derive(Debug, Default)]
pub(super) struct Fan {
    groups: Vec<Group>,
    hits: Vec<Hit>,
}

/// What links the entity to one neighbour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// The neighbour.
    pub(super) to: EntityIx,
    /// Whether every relation of the group may link others than the two as well.
    pub(super) shared: bool,
    start: u32,
    end: u32,
}

impl Fan {
    /// Returns the fan of an entity with those of its neighbours that `keep` admits.
    ///
    /// One pass over the relations; then they are dealt out by neighbour, which keeps their
    /// order. O(d + k log k) for d relations and k neighbours.
    pub(super) fn around(
        view: View<'_>,
        from: EntityIx,
        keep: impl Fn(EntityIx) -> bool,
        cancel: &Cancel,
    ) -> Result<Fan, Stopped> {
        let network = view.network();
        let mut ticker = Ticker::new(cancel);
        let mut slots = Marks::new(network.entity_count());
        let mut groups: Vec<Group> = Vec::new();
        let mut dealt: Vec<(u32, Hit)> = Vec::new();
        for step in view.steps(from) {
            ticker.tick()?;
            if !keep(step.to) {
                continue;
            }
            let slot = slots.get(step.to).unwrap_or_else(|| {
                slots.set(step.to, groups.len() as u32);
                groups.push(Group::empty(step.to));
                groups.len() as u32 - 1
            });
            let group = &mut groups[slot as usize];
            group.end += 1;
            group.shared = group.shared && view.links_several(step.relation);
            let hit = Hit {
                relation: step.relation,
                truth: step.truth,
            };
            dealt.push((slot, hit));
        }
        Ok(Fan::deal(groups, &dealt))
    }

    /// Puts groups in order of ids and each hit behind those of its group that came before.
    fn deal(mut groups: Vec<Group>, dealt: &[(u32, Hit)]) -> Fan {
        let mut order: Vec<u32> = (0..groups.len() as u32).collect();
        order.sort_unstable_by_key(|slot| groups[*slot as usize].to);
        let mut filled = 0;
        for slot in order {
            let group = &mut groups[slot as usize];
            let size = group.end;
            (group.start, group.end) = (filled, filled);
            filled += size;
        }
        let mut hits: Vec<Hit> = dealt.iter().map(|(_, hit)| *hit).collect();
        for (slot, hit) in dealt {
            let group = &mut groups[*slot as usize];
            hits[group.end as usize] = *hit;
            group.end += 1;
        }
        groups.sort_unstable_by_key(|group| group.to);
        Fan { groups, hits }
    }

    /// Returns the groups in order of the neighbours' ids.
    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Returns the relations of a group in order of date.
    pub(super) fn hits(&self, group: Group) -> &[Hit] {
        let (start, end) = group.bounds();
        &self.hits[start..end]
    }

    /// Returns the relations of all groups, which the groups' bounds tell apart.
    pub(super) fn into_hits(self) -> Vec<Hit> {
        self.hits
    }

    /// Returns the relations that link the entity to one neighbour.
    pub(super) fn hits_to(&self, to: EntityIx) -> Option<&[Hit]> {
        let at = self
            .groups
            .binary_search_by_key(&to, |group| group.to)
            .ok()?;
        Some(self.hits(self.groups[at]))
    }

    /// Returns how many relations stand under all neighbours together.
    pub(super) const fn size(&self) -> usize {
        self.hits.len()
    }
}

impl Group {
    const fn empty(to: EntityIx) -> Group {
        Group {
            to,
            shared: true,
            start: 0,
            end: 0,
        }
    }

    /// Returns where the relations of the group begin and end among those of all groups.
    pub(super) const fn bounds(self) -> (usize, usize) {
        (self.start as usize, self.end as usize)
    }
}
