//! The search for the earliest arrival and the latest departure, over paths without repetition.

use std::collections::BTreeMap;

use crate::analysis::Stopped;
use crate::edtf::Day;

use super::Ground;
use super::clock::{Clock, Sureness};
use super::journey::Ways;
use super::sweep::Sweep;
use super::trail::{Trail, Use};

/// Searches on a ground over steps that are at least so sure.
#[derive(Debug)]
pub(super) struct Search<'a> {
    ground: &'a Ground<'a>,
    sureness: Sureness,
}

impl<'a> Search<'a> {
    pub(super) const fn new(ground: &'a Ground<'a>, sureness: Sureness) -> Search<'a> {
        Search { ground, sureness }
    }

    /// Returns the earliest reading at the other end, and a trail that leads there with the fewest
    /// steps; no relation comes twice.
    ///
    /// A sweep may find a trail that follows one relation twice, where not all that it links are
    /// linked over each other. Every other trail lacks one of these two uses, so the search goes
    /// on without the one and without the other, the better first.
    fn best(&self, clock: Clock, start: Day) -> Result<Option<(Day, Trail)>, Stopped> {
        let mut open: BTreeMap<(Day, usize, usize), (Trail, Vec<Use>)> = BTreeMap::new();
        let mut banned: Vec<Vec<Use>> = vec![Vec::new()];
        let mut made = 0;
        loop {
            for banned in banned.drain(..) {
                self.ground.cancel.check()?;
                if let Some((reading, trail)) = Sweep::run(self.ground, clock, start, &banned)? {
                    open.insert((reading, trail.0.len(), made), (trail, banned));
                    made += 1;
                }
            }
            let Some(((reading, ..), (trail, without))) = open.pop_first() else {
                return Ok(None);
            };
            let Some((one, other)) = trail.repeated() else {
                return Ok(Some((reading, trail)));
            };
            banned.extend([one, other].map(|one| [&without[..], &[one]].concat()));
        }
    }
}

impl Ways for Search<'_> {
    type Way = Trail;

    fn earliest(&mut self, ready: Day) -> Result<Option<(Day, Trail)>, Stopped> {
        self.best(Clock::forward(self.sureness), ready)
    }

    fn latest(&mut self, by: Day) -> Result<Option<(Day, Trail)>, Stopped> {
        let clock = Clock::backward(self.sureness);
        let found = self.best(clock, clock.turn(by))?;
        Ok(found.map(|(reading, trail)| (clock.turn(reading), trail.reversed())))
    }
}
