//! How far entities are from the ends: breadth-first searches from one side or from both.

use crate::analysis::Stopped;
use crate::analysis::cancel::Ticker;
use crate::analysis::marks::Marks;
use crate::model::EntityIx;

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
        front.advance(ground, &mut ticker, |_| false)?;
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
    /// How many relations the entities reached last have.
    frontier_weight: usize,
    reached: Vec<EntityIx>,
    level_start: Vec<usize>,
}

impl Front {
    fn new(ground: &Ground<'_>, start: EntityIx) -> Front {
        let mut marks = Marks::new(ground.size());
        marks.set(start, 0);
        Front {
            marks,
            depth: 0,
            frontier_weight: ground.view.network().degree(start),
            reached: vec![start],
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

    /// Goes one step further, and tells whether an entity was met that `goal` accepts; the step is
    /// then broken off.
    fn advance(
        &mut self,
        ground: &Ground<'_>,
        ticker: &mut Ticker<'_>,
        goal: impl Fn(EntityIx) -> bool,
    ) -> Result<bool, Stopped> {
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
                    return Ok(true);
                }
                let permitted = ground.is_end(step.to) || ground.lets_pass(step.to);
                if permitted && !self.marks.has(step.to) {
                    self.marks.set(step.to, depth);
                    self.reached.push(step.to);
                    weight += ground.view.network().degree(step.to);
                }
            }
        }
        self.level_start.push(end);
        self.depth = depth;
        self.frontier_weight = weight;
        Ok(false)
    }
}

/// Two searches that have met: between the last whole levels of both there is a relation.
#[derive(Debug)]
pub(super) struct Meeting {
    pub(super) ahead: Front,
    pub(super) behind: Front,
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
    };
    let mut ticker = Ticker::new(ground.cancel);
    while meeting.length() <= ground.hops {
        let Meeting { ahead, behind } = &mut meeting;
        if ahead.frontier_weight == 0 || behind.frontier_weight == 0 {
            return Ok(None);
        }
        let met = if ahead.frontier_weight <= behind.frontier_weight {
            ahead.advance(ground, &mut ticker, |entity| behind.marks.has(entity))?
        } else {
            behind.advance(ground, &mut ticker, |entity| ahead.marks.has(entity))?
        };
        if met {
            return Ok(Some(meeting));
        }
    }
    Ok(None)
}
