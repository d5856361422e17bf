//! The earliest arrival: on which day somebody who sets out can be somewhere, and nothing else.
//!
//! News spreads forwards in time from where it sets out. Where it must arrive seldom changes by
//! the day: only when the goal meets somebody, or one of those with whom it then hangs together.
//! So each day on which it may arrive is tried in turn, and from there one asks backwards who must
//! have had the news by when, until somebody is known to both sides. Two small crowds are found
//! long before everybody has heard.

mod front;
mod goal;

use crate::analysis::marks::Reached;
use crate::analysis::{Aim, Cancel, Stopped, in_order};
use crate::edtf::{Day, Window};
use crate::graph::{Lens, View};
use crate::model::EntityIx;

use super::clock::{Clock, Sureness};
use super::{Route, clock, leaves};

use front::Front;
use goal::{Arrival, Goal};

/// How many days one goes forwards alone before the goal is looked at again.
const STRETCH: usize = 16;

/// Returns the earliest day on which news of one entity may have come to another, over relations
/// whose dates do not run backwards; nothing if it never may.
///
/// The first relation is met on the day `since` or later; those of one day may follow each other in
/// any order, and ties can be used on any day they hold. If the lens asks for kinds of entity, only
/// such pass the news on; if it asks for the certain, it has arrived for certain. It is the arrival of the first path that
/// [`in_order`] finds for the same days, without its way and without a limit of steps.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(r) in the relations r of the days up to the arrival, and O(n log n) in those relations n of the
/// entities reached that are no events of a known day; mostly far less, for the search goes from
/// both ends of time. With roll-up that of [`in_order`].
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, earliest_arrival};
/// use chancery::edtf::Day;
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let (lens, cancel) = (Lens::default(), Cancel::new());
/// let view = View::new(chancery.network(), &lens);
/// let place = |id| chancery.data().entity_ix(id).unwrap();
/// let start = Day::from_ymd(2024, 1, 1).unwrap();
/// let day = earliest_arrival(view, place("rwanda"), place("kazakhstan"), start, &cancel)?;
/// assert!(day.is_some_and(|day| day >= start));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn earliest_arrival(
    view: View<'_>,
    from: EntityIx,
    to: EntityIx,
    since: Day,
    cancel: &Cancel,
) -> Result<Option<Day>, Stopped> {
    let asked = view.lens();
    let lens = Lens {
        window: asked.window.intersect(Window::between(Some(since), None)),
        ..asked.clone()
    };
    let view = View::new(view.network(), &lens);
    if from == to {
        return Ok(Some(since));
    }
    if view.links_partly() {
        let route = Route::new(from, to, view.network().entity_count() as u32);
        let found = in_order(view, &route, Aim::EarliestArrival, cancel)?;
        let first = found.paths.first();
        return Ok(first.and_then(|path| path.possible.arrival));
    }
    Search::new(view, to, cancel).run(from, since)
}

/// A search from both ends of time.
struct Search<'a> {
    goal: Goal<'a>,
    ahead: Front<'a>,
    behind: Front<'a>,
    back: Clock,
}

impl<'a> Search<'a> {
    fn new(view: View<'a>, to: EntityIx, cancel: &'a Cancel) -> Search<'a> {
        let sureness = Sureness::wanted(view);
        let back = Clock::backward(sureness);
        Search {
            goal: Goal::new(view, to, cancel),
            ahead: Front::new(view, Clock::forward(sureness), cancel),
            behind: Front::new(view, back, cancel),
            back,
        }
    }

    /// Tries each day on which the goal may be reached, in order.
    fn run(&mut self, from: EntityIx, since: Day) -> Result<Option<Day>, Stopped> {
        self.ahead.begin(from, since)?;
        let mut earliest = since;
        while let Some(next) = self.ahead.next() {
            earliest = earliest.max(next);
            let found = match self.goal.first_from(earliest)? {
                Arrival::Never => return Ok(None),
                Arrival::On(day) => {
                    earliest = day.next();
                    self.do_meet(day)?.then_some(day)
                }
                Arrival::OnAnyDay => self.go_ahead()?,
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Goes forwards for some days, and returns the one on which the goal is reached.
    fn go_ahead(&mut self) -> Result<Option<Day>, Stopped> {
        let mut goal = Reached::new(self.goal.entity_count());
        goal.add(self.goal.entity());
        for _ in 0..STRETCH {
            let Some(day) = self.ahead.next() else {
                break;
            };
            if self.ahead.spread(day, &goal)? {
                return Ok(Some(day));
            }
        }
        Ok(None)
    }

    /// Goes on from both sides, that which has worked less first, until they meet or no day is
    /// left between them; tells whether the goal can be reached by a day.
    ///
    /// Days before the next one ahead are done by the one side, days after the next one behind by
    /// the other. Whoever arrives in time passes, on the last day that was done ahead, somebody
    /// who is known to both once no day is left.
    fn do_meet(&mut self, arrival: Day) -> Result<bool, Stopped> {
        let Search {
            goal,
            ahead,
            behind,
            back,
        } = self;
        behind.begin(goal.entity(), back.turn(arrival))?;
        while let (Some(first), Some(last)) = (ahead.next(), behind.next()) {
            if first > back.turn(last) {
                break;
            }
            let do_meet = if behind.work() <= ahead.work() {
                behind.spread(last, ahead.reached())?
            } else {
                ahead.spread(first, behind.reached())?
            };
            if do_meet {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::earliest_arrival;
    use crate::analysis::Cancel;
    use crate::edtf::{Day, Edtf};
    use crate::graph::sample::{at, network};
    use crate::graph::{EntityKinds, Lens, View};
    use crate::model::EntityKind;

    /// Checks when somebody who sets out from `a` in 2015 is with `z`.
    #[track_caller]
    fn check(lens: &Lens, lines: &[&str], expected: Option<&str>) {
        let network = network(lines);
        let view = View::new(&network, lens);
        let since = Day::from_ymd(2015, 1, 1).unwrap();
        let (from, to) = (at(&network, "a"), at(&network, "z"));
        let found = earliest_arrival(view, from, to, since, &Cancel::new()).unwrap();
        let written = found.map(|day| Edtf::from_day(day).to_string());
        assert_eq!(written.as_deref(), expected);
    }

    #[test]
    fn meetings_of_one_day_follow_each_other_in_any_order() {
        let lines = [
            "meeting 2015-03-01 b z",
            "meeting 2015-03-02 c z",
            "meeting 2015-03-02 b c",
            "meeting 2015-03-02 a b",
        ];
        check(&Lens::default(), &lines, Some("2015-03-02"));
    }

    #[test]
    fn a_tie_in_force_leads_on_the_day_somebody_comes() {
        let lines = [
            "office 2014/2016 mr-x > z",
            "meeting 2015-03-01 mr-x b",
            "meeting 2015-04-01 mr-x a",
            "meeting 2016-04-01 z a",
        ];
        check(&Lens::default(), &lines, Some("2015-04-01"));
    }

    #[test]
    fn who_has_come_waits_for_a_tie_to_begin() {
        let lines = ["office 2015-06/.. mr-x > z", "meeting 2015-03-01 mr-x a"];
        check(&Lens::default(), &lines, Some("2015-06-01"));
    }

    #[test]
    fn what_ended_before_is_met_by_nobody() {
        let lines = [
            "office 2014/2015-02 mr-x > z",
            "meeting 2015-03-01 mr-x a",
            "meeting 2014-03-01 a z",
        ];
        check(&Lens::default(), &lines, None);
    }

    #[test]
    fn kinds_restrict_who_passes_news_on() {
        let lens = Lens {
            of: EntityKinds::from_iter([EntityKind::Person]),
            ..Lens::default()
        };
        let lines = [
            "meeting 2015-03-01 a b",
            "meeting 2015-03-02 b z",
            "meeting 2015-03-03 a mr-x",
            "meeting 2015-03-04 mr-x z",
        ];
        check(&lens, &lines, Some("2015-03-04"));
        check(&Lens::default(), &lines, Some("2015-03-02"));
    }

    #[test]
    fn certainty_waits_until_a_date_is_over() {
        let lens = Lens {
            certain: true,
            ..Lens::default()
        };
        let lines = ["meeting 2015-03 a b", "meeting 2015-04-05 b z"];
        check(&lens, &lines, Some("2015-04-05"));
        let lines = ["meeting 2015-03 a b", "meeting 2015-03-05 b z"];
        check(&lens, &lines, None);
        check(&Lens::default(), &lines, Some("2015-03-05"));
    }
}
