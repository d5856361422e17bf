//! How far entities are from the ends: breadth-first searches from one side or from both.

use crate::analysis::Stopped;
use crate::analysis::cancel::Ticker;
use crate::analysis::marks::Marks;
use crate::model::{EntityIx, RelationIx};

use super::ground::Ground;

/// Returns how many steps each entity is from `start`, up to `most`, over permitted entities only.
///
/// An end other than `start` is reached but not passed.
pub(super) fn distances(ground: &Ground<'_>, start: EntityIx, most: u32) -> Result<Marks, Stopped> {
    Ok(around(ground, start, most)?.marks)
}

/// Returns the entities up to `most` steps from `start`, as [`distances`] has them.
pub(super) fn around(ground: &Ground<'_>, start: EntityIx, most: u32) -> Result<Front, Stopped> {
    let mut front = Front::new(ground, start);
    let mut ticker = Ticker::new(ground.cancel);
    while front.depth < most && front.frontier_weight > 0 {
        let _ = front.advance(ground, &mut ticker, |_| false)?;
    }
    Ok(front)
}

/// One side of a breadth-first search.
#[derive(Debug)]
pub(super) struct Front {
    /// How many steps each entity reached is from the start.
    pub(super) marks: Marks,
    /// The number of steps the search has gone.
    pub(super) depth: u32,
    /// How many relations the entities reached last have, and those who act for them.
    frontier_weight: usize,
    reached: Vec<EntityIx>,
    /// How each of these was reached but the first: from which place among them, by what.
    ways: Vec<(u32, RelationIx)>,
    level_start: Vec<usize>,
}

/// Two entities and a relation that links them.
pub(super) type Link = (EntityIx, RelationIx, EntityIx);

/// A step from the place of one entity among those reached to another entity.
type Crossing = (usize, RelationIx, EntityIx);

impl Front {
    fn new(ground: &Ground<'_>, start: EntityIx) -> Front {
        let mut marks = Marks::new(ground.size());
        marks.set(start, 0);
        Front {
            marks,
            depth: 0,
            frontier_weight: ground.view.reach(start),
            reached: vec![start],
            ways: Vec::new(),
            level_start: vec![0],
        }
    }

    /// Returns all entities reached, the nearer first.
    pub(super) fn reached(&self) -> &[EntityIx] {
        &self.reached
    }

    /// Returns the entities at so many steps from the start.
    pub(super) fn level(&self, depth: u32) -> &[EntityIx] {
        let depth = depth as usize;
        let end = self
            .level_start
            .get(depth + 1)
            .copied()
            .unwrap_or(self.reached.len());
        self.level_start
            .get(depth)
            .map_or(&[], |start| &self.reached[*start..end])
    }

    /// Adds to a way the links over which the entity at a place was reached.
    fn trace(&self, place: usize, way: &mut Vec<Link>) {
        let mut place = place;
        while let Some((before, relation)) = place.checked_sub(1).and_then(|at| self.ways.get(at)) {
            let before = *before as usize;
            way.push((self.reached[before], *relation, self.reached[place]));
            place = before;
        }
    }

    /// Returns the place of an entity among those reached, which is not far from their end.
    fn place(&self, entity: EntityIx) -> usize {
        let back = self.reached.iter().rev().position(|other| *other == entity);
        back.map_or(0, |back| self.reached.len() - 1 - back)
    }

    /// Goes one step further, or only to the first entity that `goal` accepts, and then tells by
    /// which step it was met.
    fn advance(
        &mut self,
        ground: &Ground<'_>,
        ticker: &mut Ticker<'_>,
        goal: impl Fn(EntityIx) -> bool,
    ) -> Result<Option<Crossing>, Stopped> {
        let start = self.level_start.last().copied().unwrap_or(0);
        let end = self.reached.len();
        let depth = self.depth + 1;
        let mut weight = 0;
        for at in start..end {
            ticker.tick()?;
            let from = self.reached[at];
            if at > 0 && ground.is_end(from) {
                continue;
            }
            for step in ground.view.steps(from) {
                ticker.tick()?;
                if goal(step.to) {
                    // Those met by now are a level of their own, if not a whole one.
                    self.level_start.push(end);
                    return Ok(Some((at, step.relation, step.to)));
                }
                let permitted = ground.is_end(step.to) || ground.lets_pass(step.to);
                if permitted && !self.marks.has(step.to) {
                    self.marks.set(step.to, depth);
                    self.reached.push(step.to);
                    self.ways.push((at as u32, step.relation));
                    weight += ground.view.reach(step.to);
                }
            }
        }
        self.level_start.push(end);
        self.depth = depth;
        self.frontier_weight = weight;
        Ok(None)
    }
}

/// Two searches that have met: between the last whole levels of both there is a relation.
#[derive(Debug)]
pub(super) struct Meeting {
    pub(super) ahead: Front,
    pub(super) behind: Front,
    /// What links the entities of one of the shortest ways from end to end.
    pub(super) way: Vec<Link>,
}

impl Meeting {
    /// Returns the least number of steps from end to end.
    pub(super) const fn length(&self) -> u32 {
        self.ahead.depth + 1 + self.behind.depth
    }
}

/// Searches from both ends until the two searches meet, or until there cannot be a path of at
/// most `ground.hops` steps. The ends must differ.
///
/// Each time the side whose next step looks at fewer relations goes on, so that a hub at one end
/// is looked at only if there is no way round it.
pub(super) fn meet(ground: &Ground<'_>) -> Result<Option<Meeting>, Stopped> {
    let mut meeting = Meeting {
        ahead: Front::new(ground, ground.from),
        behind: Front::new(ground, ground.to),
        way: Vec::new(),
    };
    let mut ticker = Ticker::new(ground.cancel);
    while meeting.length() <= ground.hops {
        let Meeting { ahead, behind, way } = &mut meeting;
        if ahead.frontier_weight == 0 || behind.frontier_weight == 0 {
            return Ok(None);
        }
        let (near, far) = if ahead.frontier_weight <= behind.frontier_weight {
            (ahead, behind)
        } else {
            (behind, ahead)
        };
        let met = near.advance(ground, &mut ticker, |entity| far.marks.has(entity))?;
        if let Some((place, relation, entity)) = met {
            near.trace(place, way);
            way.push((near.reached[place], relation, entity));
            far.trace(far.place(entity), way);
            return Ok(Some(meeting));
        }
    }
    Ok(None)
}
