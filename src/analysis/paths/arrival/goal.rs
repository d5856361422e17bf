//! The goal: on which days it may be reached that was not reached the day before.
//!
//! What is found may be too much, never too little: whether anybody comes in time is not known.

use crate::analysis::cancel::Ticker;
use crate::analysis::paths::clock::{Clock, Sureness};
use crate::analysis::{Cancel, Stopped};
use crate::edtf::Day;
use crate::graph::View;
use crate::model::EntityIx;

use super::leaves::Leaves;

/// How many relations that are no contacts are looked at before it is given up.
const MOST_LOOSE: usize = 256;
/// How many who hang together with the goal are.
const MOST_NEAR: usize = 64;

/// When the goal may be reached next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// On this day or later.
    On(Day),
    /// Nobody has looked at all that leads to it.
    OnAnyDay,
    Never,
}

/// Where news must arrive.
pub(super) struct Goal<'a> {
    view: View<'a>,
    entity: EntityIx,
    leaves: Leaves<'a>,
    ticker: Ticker<'a>,
    /// Whether all its days are known: what is only certain to be met at some time has none.
    knows_days: bool,
    /// The goal and those with whom it hangs together on a day.
    near: Vec<EntityIx>,
}

impl<'a> Goal<'a> {
    pub(super) fn new(view: View<'a>, entity: EntityIx, cancel: &'a Cancel) -> Goal<'a> {
        let network = view.network();
        let only_contacts = network.agenda().size() == network.relation_count();
        Goal {
            view,
            entity,
            leaves: Leaves::new(view, Clock::forward(Sureness::Possible)),
            ticker: Ticker::new(cancel),
            knows_days: only_contacts || !view.lens().certain,
            near: Vec::new(),
        }
    }

    pub(super) const fn entity(&self) -> EntityIx {
        self.entity
    }

    /// Returns how many entities there are.
    pub(super) fn entity_count(&self) -> usize {
        self.view.network().entity_count()
    }

    /// Returns the first day, from one on, on which the goal may be reached but was not before.
    ///
    /// Somebody arrives on a day by a contact of that day, or by what begins on it, or after one of
    /// these by what goes on: a tie in force, an event that may be on any day of a month. So the
    /// goal and all with whom it hangs together on the day by what goes on are looked at: when they
    /// have their next contact, and when what they have begins. What goes on may have ended before
    /// that; then the day is tried in vain.
    pub(super) fn first_from(&mut self, day: Day) -> Result<Arrival, Stopped> {
        if !self.knows_days {
            return Ok(Arrival::OnAnyDay);
        }
        self.near.clear();
        self.near.push(self.entity);
        let (mut first, mut at, mut looked_at) = (Day::MAX, 0, 0);
        while let Some(entity) = self.near.get(at).copied() {
            at += 1;
            first = first.min(self.next_contact(entity, day, first)?);
            looked_at += self.view.loose_spokes(entity).len();
            if looked_at > MOST_LOOSE || self.near.len() > MOST_NEAR {
                return Ok(Arrival::OnAnyDay);
            }
            first = first.min(self.next_beginning(entity, day));
        }
        Ok(if first == Day::MAX {
            Arrival::Never
        } else {
            Arrival::On(first)
        })
    }

    /// Returns the day of the first contact of an entity from one day on and before another, or
    /// else the last day of all.
    fn next_contact(&mut self, entity: EntityIx, from: Day, before: Day) -> Result<Day, Stopped> {
        let mut ahead = self.leaves.ahead(entity, from);
        while let Some((day, spoke)) = ahead.peek()
            && day < before
        {
            self.ticker.tick()?;
            if self.view.judge(spoke.relation).is_possible() {
                return Ok(day);
            }
            ahead.pass();
        }
        Ok(Day::MAX)
    }

    /// Returns the first day, from one on, on which a relation of an entity that is no contact
    /// begins, or else the last day of all; notes with whom it hangs together by what goes on.
    fn next_beginning(&mut self, entity: EntityIx, from: Day) -> Day {
        let (view, before) = (self.view, from.previous());
        let mut found = Day::MAX;
        for spoke in view.loose_spokes(entity) {
            if !view.judge(spoke.relation).is_possible() {
                continue;
            }
            let occasion = view.occasion(spoke.relation);
            let Some(first) = occasion.first_possible(from) else {
                continue;
            };
            if first > from || occasion.last_possible(before) != Some(before) {
                found = found.min(first);
                continue;
            }
            for other in view.network().others(entity, *spoke) {
                if view.lens().of.contains(view.network().entity_kind(other))
                    && !self.near.contains(&other)
                {
                    self.near.push(other);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrival, Goal};
    use crate::analysis::Cancel;
    use crate::edtf::Day;
    use crate::graph::sample::{at, network};
    use crate::graph::{Lens, View};

    fn may(day: u8) -> Day {
        Day::from_ymd(2015, 5, day).unwrap()
    }

    /// Checks when `z` may be reached next from each of the first days of May 2015 on.
    #[track_caller]
    fn check(lines: &[&str], expected: &[Arrival]) {
        let (network, lens, cancel) = (network(lines), Lens::default(), Cancel::new());
        let mut goal = Goal::new(View::new(&network, &lens), at(&network, "z"), &cancel);
        let days = (1..).take(expected.len());
        let found = days.map(|day| goal.first_from(may(day)).unwrap());
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn contacts_are_what_leads_to_the_goal() {
        let lines = [
            "meeting 2015-05-02 z b",
            "meeting 2015-05-03 b c",
            "meeting 2015-05-04 z c",
        ];
        let on = |day| Arrival::On(may(day));
        check(&lines, &[on(2), on(2), on(4), on(4), Arrival::Never]);
    }

    #[test]
    fn whom_a_tie_in_force_binds_to_the_goal_leads_to_it_too() {
        let lines = [
            "office 2015-05-02/2015-05-04 mr-x > z",
            "meeting 2015-05-03 mr-x b",
            "meeting 2015-05-05 mr-x b",
        ];
        let on = |day| Arrival::On(may(day));
        // The fifth is tried in vain: the office has ended by then.
        check(&lines, &[on(2), on(2), on(3), on(5), Arrival::Never]);
    }
}
