//! A front: everybody who can be reached from one end of time, as time goes on.
//!
//! A few members follow their own contacts and skip the days on which they meet nobody; many turn
//! over the leaves of the agenda. What is no contact is looked at when somebody is reached, and
//! met when its reading has come. What the other front does is not known here.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use crate::analysis::cancel::Ticker;
use crate::analysis::marks::Reached;
use crate::analysis::{Cancel, Stopped};
use crate::edtf::Day;
use crate::graph::View;
use crate::model::{EntityIx, RelationIx};

use super::clock::Clock;
use super::leaves::{Ahead, Leaves};

/// How many members at least follow their own contacts.
const FEW: usize = 8;
/// How many contacts are turned over by leaf in the time in which one member follows its own.
const LEAF_PACE: usize = 64;

/// Everybody reached from an end of time, and what is to come next; by the readings of a clock.
pub(super) struct Front<'a> {
    view: View<'a>,
    clock: Clock,
    leaves: Leaves<'a>,
    /// Whether the lens lets everybody pass the news on.
    all_pass: bool,
    /// How many members follow their own contacts.
    few: usize,
    reached: Reached,
    /// When relations that are no contacts may be met by those reached, and whom they lead to.
    due: BinaryHeap<Reverse<(Day, EntityIx)>>,
    /// The relations of several that were looked at: nobody else comes to them sooner.
    looked_at: BTreeSet<RelationIx>,
    /// What the members have still ahead, as long as they are few.
    walkers: Vec<Ahead<'a>>,
    /// When which of them meets somebody.
    walks: BinaryHeap<Reverse<(Day, usize)>>,
    /// The next leaf, once they are many.
    leaf: Option<usize>,
    /// How many relations were looked at ever.
    work: usize,
    ticker: Ticker<'a>,
}

impl<'a> Front<'a> {
    pub(super) fn new(view: View<'a>, clock: Clock, cancel: &'a Cancel) -> Front<'a> {
        let leaves = Leaves::new(view, clock);
        Front {
            view,
            clock,
            leaves,
            all_pass: !view.lens().restricts_others(),
            few: FEW.max(leaves.mean_size() / LEAF_PACE),
            reached: Reached::new(view.network().entity_count()),
            due: BinaryHeap::new(),
            looked_at: BTreeSet::new(),
            walkers: Vec::new(),
            walks: BinaryHeap::new(),
            leaf: None,
            work: 0,
            ticker: Ticker::new(cancel),
        }
    }

    /// Forgets everybody and begins with one at a reading.
    pub(super) fn begin(&mut self, entity: EntityIx, now: Day) -> Result<(), Stopped> {
        self.reached.clear();
        self.due.clear();
        self.looked_at.clear();
        self.walkers.clear();
        self.walks.clear();
        self.leaf = None;
        self.add(entity, now)
    }

    /// Returns everybody reached.
    pub(super) const fn reached(&self) -> &Reached {
        &self.reached
    }

    /// Returns how many relations were looked at since the front was made.
    pub(super) const fn work(&self) -> usize {
        self.work
    }

    /// Returns the next reading at which anybody may be reached.
    pub(super) fn next(&self) -> Option<Day> {
        let due = self.due.peek().map(|Reverse((reading, _))| *reading);
        let met = match self.leaf {
            Some(leaf) => self.leaves.reading(leaf),
            None => self.walks.peek().map(|Reverse((reading, _))| *reading),
        };
        due.into_iter().chain(met).min()
    }

    /// Reaches everybody who can be reached at the next reading, or stops at the first who is
    /// among others, and tells whether one is.
    pub(super) fn spread(&mut self, now: Day, others: &Reached) -> Result<bool, Stopped> {
        loop {
            let before = self.reached.members().len();
            let leaf = self.leaf;
            let leaf = leaf.filter(|leaf| self.leaves.reading(*leaf) == Some(now));
            if self.take_due(now, others)?
                || self.walk(now, others)?
                || leaf.map_or(Ok(false), |leaf| self.turn(leaf, now, others))?
            {
                return Ok(true);
            }
            if self.reached.members().len() == before {
                self.leaf = leaf.map(|leaf| leaf + 1).or(self.leaf);
                return Ok(false);
            }
        }
    }

    /// Reaches everybody to whom something leads that is due.
    fn take_due(&mut self, now: Day, others: &Reached) -> Result<bool, Stopped> {
        while let Some(Reverse((reading, entity))) = self.due.peek().copied()
            && reading <= now
        {
            self.due.pop();
            if self.reach(entity, now, others)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Follows the contacts that few members have at a reading, each its own.
    fn walk(&mut self, now: Day, others: &Reached) -> Result<bool, Stopped> {
        while let Some(Reverse((reading, walker))) = self.walks.peek().copied()
            && reading <= now
        {
            self.walks.pop();
            let mut ahead = self.walkers[walker];
            while let Some((reading, spoke)) = ahead.peek() {
                if reading > now {
                    self.walks.push(Reverse((reading, walker)));
                    break;
                }
                self.work += 1;
                let other = spoke.other().filter(|other| !self.reached.has(*other));
                if let Some(other) = other
                    && self.view.judge(spoke.relation).is_possible()
                    && self.reach(other, now, others)?
                {
                    return Ok(true);
                }
                if self.leaf.is_some() {
                    return Ok(false);
                }
                ahead.pass();
            }
            self.walkers[walker] = ahead;
        }
        Ok(false)
    }

    /// Follows the contacts of a leaf once.
    fn turn(&mut self, leaf: usize, now: Day, others: &Reached) -> Result<bool, Stopped> {
        let day = self.clock.turn(now);
        let Some(page) = self.leaves.page(leaf) else {
            return Ok(false);
        };
        self.work += page.len();
        self.ticker.tick_by(page.len())?;
        for (relation, one, other) in page {
            let (from_one, from_other) = (self.reached.has(one), self.reached.has(other));
            if from_one == from_other || !self.view.lets_meet(relation, [one, other], day) {
                continue;
            }
            let new = if from_one { other } else { one };
            if self.reach(new, now, others)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reaches somebody, unless it was reached before or may not pass anything on; tells whether
    /// it is among others.
    fn reach(&mut self, entity: EntityIx, now: Day, others: &Reached) -> Result<bool, Stopped> {
        if others.has(entity) {
            return Ok(true);
        }
        let network = self.view.network();
        let passes = || self.view.lens().of.contains(network.entity_kind(entity));
        if !self.reached.has(entity) && (self.all_pass || passes()) {
            self.add(entity, now)?;
        }
        Ok(false)
    }

    /// Adds somebody new, and notes when what it has may be met.
    fn add(&mut self, entity: EntityIx, now: Day) -> Result<(), Stopped> {
        self.reached.add(entity);
        self.note_loose(entity, now)?;
        if self.leaf.is_some() {
            return Ok(());
        }
        if self.reached.members().len() > self.few {
            self.leaf = Some(self.leaves.first_from(now));
            self.walks.clear();
            return Ok(());
        }
        let mut ahead = self.leaves.ahead(entity, now);
        if let Some((reading, _)) = ahead.peek() {
            self.walks.push(Reverse((reading, self.walkers.len())));
        }
        self.walkers.push(ahead);
        Ok(())
    }

    /// Notes when relations of somebody new that are no contacts may be met.
    fn note_loose(&mut self, entity: EntityIx, now: Day) -> Result<(), Stopped> {
        let view = self.view;
        let spokes = view.loose_spokes(entity);
        self.work += spokes.len();
        self.ticker.tick_by(spokes.len())?;
        for spoke in spokes {
            let is_old = match spoke.other() {
                Some(other) => self.reached.has(other),
                None => !self.looked_at.insert(spoke.relation),
            };
            if is_old || !view.judge(spoke.relation).is_possible() {
                continue;
            }
            let occasion = view.occasion(spoke.relation);
            let reading = self.clock.pass(&occasion, now);
            let Some(reading) = reading.filter(|reading| *reading < Day::MAX) else {
                continue;
            };
            for other in view.network().others(entity, *spoke) {
                if !self.reached.has(other) {
                    self.due.push(Reverse((reading, other)));
                }
            }
        }
        Ok(())
    }
}
