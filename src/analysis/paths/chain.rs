//! The chain that a search has in hand: entities from the start on, and what links them.

use std::collections::HashMap;
use std::rc::Rc;

use crate::analysis::fan::{Fan, Group};
use crate::analysis::marks::Marks;
use crate::analysis::{Hit, Stopped};
use crate::model::EntityIx;

use super::distinct::assignable;
use super::ground::Ground;
use super::reach::distances;

/// How many relations are kept for a next visit, at 12 bytes each with what belongs to them.
const KEPT_HITS: usize = 4 << 20;

/// What was worked out for the entities visited lately.
///
/// A search comes back to the same entities again and again. What is kept is bounded: beyond the
/// bound all is forgotten and begun anew.
#[derive(Debug)]
pub(super) struct Kept<T> {
    kept: HashMap<EntityIx, Rc<T>>,
    hits: usize,
}

impl<T> Kept<T> {
    pub(super) fn new() -> Kept<T> {
        Kept {
            kept: HashMap::new(),
            hits: 0,
        }
    }

    /// Returns what is kept for an entity, or else what `prepare` makes of its fan.
    pub(super) fn of(
        &mut self,
        ground: &Ground<'_>,
        entity: EntityIx,
        keep: impl Fn(EntityIx) -> bool,
        prepare: impl FnOnce(Fan) -> T,
    ) -> Result<Rc<T>, Stopped> {
        if let Some(known) = self.kept.get(&entity) {
            return Ok(Rc::clone(known));
        }
        let fan = Fan::around(ground.view, entity, keep, ground.cancel)?;
        if self.hits > KEPT_HITS {
            *self = Kept::new();
        }
        self.hits += fan.size();
        let made = Rc::new(prepare(fan));
        self.kept.insert(entity, Rc::clone(&made));
        Ok(made)
    }
}

/// One step of a chain: what links its two entities.
#[derive(Debug, Clone)]
pub(super) struct Leg {
    pub(super) fan: Rc<Fan>,
    pub(super) group: Group,
}

impl Leg {
    /// Returns the relations, one of which makes the step.
    pub(super) fn hits(&self) -> &[Hit] {
        self.fan.hits(self.group)
    }
}

/// A chain of entities, none twice, from the start on.
#[derive(Debug)]
pub(super) struct Chain {
    start: EntityIx,
    pub(super) legs: Vec<Leg>,
}

impl Chain {
    pub(super) const fn new(start: EntityIx) -> Chain {
        Chain {
            start,
            legs: Vec::new(),
        }
    }

    /// Returns the entities of the chain in order.
    pub(super) fn entities(&self) -> impl Iterator<Item = EntityIx> + '_ {
        [self.start]
            .into_iter()
            .chain(self.legs.iter().map(|leg| leg.group.to))
    }

    /// Tells whether an entity is on the chain.
    pub(super) fn meets(&self, entity: EntityIx) -> bool {
        self.entities().any(|met| met == entity)
    }

    /// Tells whether the steps of the chain, the last of which has just been added, can each have
    /// a relation of their own.
    ///
    /// If the last step can be made by a relation of two parties, it takes nothing from the others.
    pub(super) fn is_distinct(&self) -> bool {
        match self.legs.last() {
            Some(last) if last.group.shared => {
                let steps: Vec<&[Hit]> = self.legs.iter().map(Leg::hits).collect();
                assignable(&[], &steps)
            }
            _ => true,
        }
    }
}

/// The entities that a chain must pass, and how far all others are from each.
#[derive(Debug)]
pub(super) struct Waypoints(Vec<Waypoint>);

#[derive(Debug)]
struct Waypoint {
    entity: EntityIx,
    away: Marks,
    to_go: u32,
}

impl Waypoints {
    /// Returns the waypoints of a ground, or nothing if one of them is out of reach.
    pub(super) fn new(ground: &Ground<'_>) -> Result<Option<Waypoints>, Stopped> {
        let mut waypoints = Vec::with_capacity(ground.through.len());
        for entity in &ground.through {
            let away = distances(ground, *entity, ground.hops)?;
            let (Some(to_go), true) = (away.get(ground.to), away.has(ground.from)) else {
                return Ok(None);
            };
            waypoints.push(Waypoint {
                entity: *entity,
                away,
                to_go,
            });
        }
        Ok(Some(Waypoints(waypoints)))
    }

    /// Returns a number of steps below which no chain from `start` passes them all.
    pub(super) fn least(&self, start: EntityIx) -> u32 {
        let over = |point: &Waypoint| point.away.get(start).unwrap_or(0) + point.to_go;
        let farthest = self.0.iter().map(over).max().unwrap_or(0);
        farthest.max(self.0.len() as u32 + 1)
    }

    /// Tells whether a chain that goes on to `next`, with so many steps left from there, can still
    /// pass all that it has not passed.
    pub(super) fn can_pass(&self, chain: &Chain, next: EntityIx, left: u32) -> bool {
        let mut missing = 0;
        for point in &self.0 {
            if point.entity == next || chain.meets(point.entity) {
                continue;
            }
            missing += 1;
            let over = point.away.get(next).map(|away| away + point.to_go);
            if over.is_none_or(|over| over > left) {
                return false;
            }
        }
        missing < left || missing == 0
    }
}
