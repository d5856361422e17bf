//! The sweep over time: from early readings to late ones, who is reached over how few steps.
//!
//! As time goes on, only one number beside each entity matters: how many steps may still be taken
//! from there. Contacts are met on their day. As long as few are reached, each turns over its own
//! contacts; when they have many between them, all contacts there are get turned over, leaf by
//! leaf. What is no contact is looked at when somebody is reached, and met when its day has come.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::analysis::cancel::Ticker;
use crate::analysis::marks::Marks;
use crate::analysis::{Hit, Stopped};
use crate::edtf::{Day, Truth};
use crate::graph::{Step, View};
use crate::model::{EntityIx, RelationIx};

use super::Ground;
use super::clock::Clock;
use super::leaves::{Ahead, Leaves};
use super::trail::{Leg, Trail, Use};

/// How many contacts can be turned over by leaf in the time in which one is by its entity.
const LEAF_PACE: usize = 16;
/// How few contacts are turned over by entity in any case.
const FEW: usize = 8;

/// When an entity was reached, and over what.
#[derive(Debug, Clone, Copy)]
struct Label {
    entity: EntityIx,
    reading: Day,
    /// How many steps may be taken from here, plus one.
    left: u32,
    /// The label the last step began at, and the relation it followed; none at the start.
    last: Option<(u32, Hit)>,
}

/// What is to be done when its reading has come.
#[derive(Debug, Clone, Copy)]
enum Task<'a> {
    /// The contacts of an entity are looked at, from the label of that number.
    Walk(u32, Ahead<'a>),
    /// An entity is reached by a step from the label of that number.
    Arrive(u32, EntityIx, Hit),
}

/// One search, all of whose steps may be taken but a few.
///
/// An entity gets another label only if it is reached over fewer steps than ever, and readings
/// never fall along a trail; hence no trail comes to an entity twice. Nor does it follow a
/// relation twice if the relation links each two of its parties: what ends at the end of its
/// second use was linked at the beginning of its first, and reached from there over fewer steps
/// and no later.
pub(super) struct Sweep<'a> {
    ground: &'a Ground<'a>,
    clock: Clock,
    banned: &'a [Use],
    goal: EntityIx,
    leaves: Leaves<'a>,
    labels: Vec<Label>,
    /// The last label of each entity.
    latest: Marks,
    /// By entity, how many steps may be taken from it, plus one; 0 for who is not reached.
    left: Vec<u32>,
    /// By reading, then by steps taken, then in order of the tasks.
    due: BinaryHeap<Reverse<(Day, u32, u32)>>,
    tasks: Vec<Task<'a>>,
    /// A reading by which the goal will have been reached.
    goal_by: Day,
    /// How many relations lie ahead of those who walk; none once all goes leaf by leaf.
    ahead: Option<usize>,
    ticker: Ticker<'a>,
}

impl<'a> Sweep<'a> {
    /// Returns the earliest reading at the other end from a reading at this one, and a trail that
    /// leads there with the fewest steps.
    pub(super) fn run(
        ground: &'a Ground<'a>,
        clock: Clock,
        start: Day,
        banned: &'a [Use],
    ) -> Result<Option<(Day, Trail)>, Stopped> {
        let (from, goal) = if clock.runs_back() {
            (ground.to, ground.from)
        } else {
            (ground.from, ground.to)
        };
        let mut sweep = Sweep {
            ground,
            clock,
            banned,
            goal,
            leaves: Leaves::new(ground.view, clock),
            labels: Vec::new(),
            latest: Marks::new(ground.size()),
            left: vec![0; ground.size()],
            due: BinaryHeap::new(),
            tasks: Vec::new(),
            goal_by: Day::MAX,
            ahead: Some(0),
            ticker: Ticker::new(ground.cancel),
        };
        sweep.reach(Label {
            entity: from,
            reading: start,
            left: ground.hops + 1,
            last: None,
        })?;
        sweep.walk()?;
        let arrived = sweep.latest.get(goal);
        Ok(arrived.map(|label| (sweep.label(label).reading, sweep.trail(label))))
    }

    /// Goes on from reading to reading, each entity along its own contacts, until the goal is
    /// reached.
    fn walk(&mut self) -> Result<(), Stopped> {
        while let Some(now) = self.next_due() {
            let is_slow = |ahead| ahead > FEW + self.leaves.size() / LEAF_PACE;
            if self.ahead.is_some_and(is_slow) {
                return self.turn_over(now);
            }
            self.work_off(now)?;
        }
        Ok(())
    }

    /// Goes on from a reading leaf by leaf, until the goal is reached.
    fn turn_over(&mut self, start: Day) -> Result<(), Stopped> {
        self.ahead = None;
        let mut leaf = self.leaves.first_from(start);
        loop {
            let readings = [self.leaves.reading(leaf), self.next_due()];
            let Some(now) = readings.into_iter().flatten().min() else {
                return Ok(());
            };
            if self.is_past(now) {
                return Ok(());
            }
            self.work_off(now)?;
            if readings[0] == Some(now) {
                while self.follow_all(leaf, now)? {
                    self.work_off(now)?;
                }
                leaf += 1;
            }
        }
    }

    /// Follows the contacts of a leaf once, and tells whether somebody was reached.
    fn follow_all(&mut self, leaf: usize, now: Day) -> Result<bool, Stopped> {
        let mut is_new = false;
        let day = self.clock.turn(now);
        let leaves = self.leaves;
        for contact in leaves.contacts(leaf) {
            self.ticker.tick()?;
            let [one, other] = contact.pair;
            let (of_one, of_other) = (self.left[one.index()], self.left[other.index()]);
            if of_one.abs_diff(of_other) < 2 {
                continue;
            }
            let judge = |view: View<'_>| view.judge_contact(contact, day);
            let way = if of_one > of_other {
                [one, other]
            } else {
                [other, one]
            };
            is_new |= self.follow(way, contact.relation, judge, now)?;
        }
        Ok(is_new)
    }

    /// Returns the reading of the next task, unless the goal was reached before.
    fn next_due(&self) -> Option<Day> {
        let Reverse((reading, ..)) = self.due.peek()?;
        (!self.is_past(*reading)).then_some(*reading)
    }

    /// Tells whether the goal was reached before a reading.
    fn is_past(&self, reading: Day) -> bool {
        let goal = self.latest.get(self.goal);
        goal.is_some_and(|label| self.label(label).reading < reading)
    }

    /// Does all that is due at a reading; doing so, more may become due.
    fn work_off(&mut self, now: Day) -> Result<(), Stopped> {
        while let Some(Reverse((reading, _, number))) = self.due.peek().copied()
            && reading <= now
        {
            self.ticker.tick()?;
            self.due.pop();
            match self.tasks[number as usize] {
                Task::Walk(label, ahead) => self.walk_on(number, label, ahead, now)?,
                Task::Arrive(before, to, hit) => {
                    self.arrive(before, to, hit, now)?;
                }
            }
        }
        Ok(())
    }

    /// Follows an entity's contacts of a day, and puts off the others until theirs.
    fn walk_on(
        &mut self,
        number: u32,
        label: u32,
        mut ahead: Ahead<'a>,
        now: Day,
    ) -> Result<(), Stopped> {
        let Label { entity, left, .. } = self.label(label);
        if self.ahead.is_none() || self.latest.get(entity) != Some(label) {
            return Ok(());
        }
        while let Some((reading, spoke)) = ahead.peek() {
            self.ticker.tick()?;
            if reading > now {
                self.tasks[number as usize] = Task::Walk(label, ahead);
                self.put_off(number, reading, left);
                break;
            }
            ahead.pass();
            let judge = |view: View<'_>| view.judge(spoke.relation);
            for other in self.ground.view.network().others(entity, spoke) {
                self.follow([entity, other], spoke.relation, judge, now)?;
            }
        }
        Ok(())
    }

    /// Takes a contact, if that reaches somebody over fewer steps than ever, and tells whether.
    fn follow(
        &mut self,
        [from, to]: [EntityIx; 2],
        relation: RelationIx,
        judge: impl Fn(View<'a>) -> Truth,
        now: Day,
    ) -> Result<bool, Stopped> {
        let Some(before) = self.latest.get(from) else {
            return Ok(false);
        };
        if !self.is_better(to, self.left[from.index()] - 1) {
            return Ok(false);
        }
        let truth = judge(self.ground.view);
        let hit = Hit { relation, truth };
        let may_follow = truth.is_possible() && self.may_take(from, to, hit);
        Ok(may_follow && self.arrive(before, to, hit, now)?)
    }

    /// Reaches an entity by a step that may be taken, if that is over fewer steps than ever.
    fn arrive(&mut self, before: u32, to: EntityIx, hit: Hit, now: Day) -> Result<bool, Stopped> {
        let left = self.label(before).left - 1;
        if !self.is_better(to, left) {
            return Ok(false);
        }
        self.reach(Label {
            entity: to,
            reading: now,
            left,
            last: Some((before, hit)),
        })?;
        Ok(true)
    }

    /// Tells whether an entity is reached over fewer steps than ever, and not too many for the
    /// goal to be.
    fn is_better(&self, entity: EntityIx, left: u32) -> bool {
        let at_goal = self.left[self.goal.index()];
        let leads_on = entity == self.goal || at_goal == 0 || left > at_goal + 1;
        left > self.left[entity.index()] && leads_on
    }

    /// Tells whether a step leads where one may go, and is sure enough.
    fn may_take(&self, from: EntityIx, to: EntityIx, hit: Hit) -> bool {
        let relation = hit.relation;
        (to == self.goal || self.ground.lets_pass(to))
            && self.clock.admits(hit)
            && !self.banned.contains(&Use { relation, from, to })
    }

    /// Writes a label, and looks at what can be met from there.
    fn reach(&mut self, label: Label) -> Result<(), Stopped> {
        let (number, entity) = (self.labels.len() as u32, label.entity);
        self.labels.push(label);
        self.latest.set(entity, number);
        self.left[entity.index()] = label.left;
        if entity == self.goal || label.left < 2 {
            return Ok(());
        }
        if let Some(known) = self.ahead {
            let mut ahead = self.leaves.ahead(entity, label.reading);
            self.ahead = Some(known + ahead.size());
            if let Some((reading, _)) = ahead.peek() {
                self.plan(Task::Walk(number, ahead), reading, label.left);
            }
        }
        for step in self.ground.view.loose_steps(entity) {
            self.ticker.tick()?;
            self.look_at(step, number);
        }
        Ok(())
    }

    /// Plans a step along a relation that is no contact.
    fn look_at(&mut self, step: Step, before: u32) {
        let from = self.label(before);
        let hit = Hit {
            relation: step.relation,
            truth: step.truth,
        };
        if !self.is_better(step.to, from.left - 1) || !self.may_take(from.entity, step.to, hit) {
            return;
        }
        let occasion = self.ground.view.occasion(step.relation);
        if let Some(reading) = self.clock.pass(&occasion, from.reading)
            && reading <= self.goal_by
        {
            if step.to == self.goal {
                self.goal_by = reading;
            }
            self.plan(Task::Arrive(before, step.to, hit), reading, from.left - 1);
        }
    }

    fn plan(&mut self, task: Task<'a>, reading: Day, left: u32) {
        self.tasks.push(task);
        self.put_off(self.tasks.len() as u32 - 1, reading, left);
    }

    fn put_off(&mut self, number: u32, reading: Day, left: u32) {
        let steps = self.ground.hops + 1 - left;
        self.due.push(Reverse((reading, steps, number)));
    }

    fn label(&self, at: u32) -> Label {
        self.labels[at as usize]
    }

    /// Returns how a label was reached.
    fn trail(&self, end: u32) -> Trail {
        let mut legs = Vec::new();
        let mut label = self.label(end);
        while let Some((before, hit)) = label.last {
            let from = self.label(before);
            legs.push(Leg {
                from: from.entity,
                to: label.entity,
                hit,
            });
            label = from;
        }
        legs.reverse();
        Trail(legs)
    }
}
