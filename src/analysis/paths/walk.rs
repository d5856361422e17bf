//! The walk over all chains of one length, in order of the entities they meet.

use std::ops::ControlFlow;
use std::rc::Rc;

use crate::analysis::cancel::Ticker;
use crate::analysis::fan::Fan;
use crate::analysis::marks::Marks;
use crate::analysis::{Hit, Stopped};
use crate::model::EntityIx;

use super::chain::{Chain, Kept, Leg, Waypoints};
use super::distinct::Assignments;
use super::ground::Ground;
use super::{Budget, Found, Path, PathStep};

/// A walk over chains; it keeps what it learned from one length to the next.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    ground: &'a Ground<'a>,
    /// How many steps entities are from the end; those without a number lead nowhere.
    to_go: &'a Marks,
    waypoints: Waypoints,
    fans: Kept<Fan>,
    ticker: Ticker<'a>,
    rows: usize,
    steps_left: u64,
}

/// An entity on the way, and which of its neighbours comes next.
#[derive(Debug)]
struct Frame {
    fan: Rc<Fan>,
    next: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        ground: &'a Ground<'a>,
        to_go: &'a Marks,
        waypoints: Waypoints,
        budget: Budget,
    ) -> Walk<'a> {
        Walk {
            ground,
            to_go,
            waypoints,
            fans: Kept::new(),
            ticker: Ticker::new(ground.cancel),
            rows: budget.rows,
            steps_left: budget.steps,
        }
    }

    /// Adds all paths of exactly so many steps, in order of their entities, then of the dates of
    /// their relations. Breaks if a budget is used up while there may be more.
    pub(super) fn paths(
        &mut self,
        length: u32,
        found: &mut Found,
    ) -> Result<ControlFlow<()>, Stopped> {
        let mut chain = Chain::new(self.ground.from);
        let mut frames = vec![self.frame(self.ground.from)?];
        while let Some(frame) = frames.last_mut() {
            self.ticker.tick()?;
            let Some(group) = frame.fan.groups().get(frame.next).copied() else {
                frames.pop();
                chain.legs.pop();
                continue;
            };
            frame.next += 1;
            let left = length - chain.legs.len() as u32 - 1;
            if !self.admits(&chain, group.to, left) {
                continue;
            }
            let fan = Rc::clone(&frame.fan);
            if self.steps_left == 0 {
                return Ok(ControlFlow::Break(()));
            }
            self.steps_left -= 1;
            chain.legs.push(Leg { fan, group });
            if !chain.is_distinct() {
                chain.legs.pop();
            } else if left > 0 {
                frames.push(self.frame(group.to)?);
            } else {
                if self.add_paths(&chain, found)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                chain.legs.pop();
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Tells whether a chain may go on to an entity, with so many steps left from there.
    fn admits(&self, chain: &Chain, to: EntityIx, left: u32) -> bool {
        let near = self.to_go.get(to).is_some_and(|to_go| to_go <= left);
        near && (to == self.ground.to) == (left == 0)
            && !chain.meets(to)
            && self.waypoints.can_pass(chain, to, left)
    }

    fn frame(&mut self, entity: EntityIx) -> Result<Frame, Stopped> {
        let leads_on = |to| self.to_go.has(to);
        let fan = self.fans.of(self.ground, entity, leads_on, |fan| fan)?;
        Ok(Frame { fan, next: 0 })
    }

    /// Adds every path that runs along a chain.
    fn add_paths(&mut self, chain: &Chain, found: &mut Found) -> Result<ControlFlow<()>, Stopped> {
        let mut ways = Assignments::new(chain.legs.iter().map(Leg::hits).collect());
        while let Some(way) = ways.next() {
            self.ticker.tick()?;
            if found.paths.len() >= self.rows {
                return Ok(ControlFlow::Break(()));
            }
            found.paths.push(path_along(self.ground.from, chain, &way));
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// Returns the path along a chain that makes each step by one relation.
pub(super) fn path_along(start: EntityIx, chain: &Chain, way: &[Hit]) -> Path {
    let steps = chain.legs.iter().zip(way).map(|(leg, hit)| PathStep {
        relation: hit.relation,
        to: leg.group.to,
        truth: hit.truth,
        parallel: leg.hits().len(),
    });
    Path {
        start,
        steps: steps.collect(),
        strength: None,
    }
}
