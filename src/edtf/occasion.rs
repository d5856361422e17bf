//! Occasions: on which days an event or a tie can be met by somebody who waits for it.
//!
//! Knows one date and one window; what is met in which order, and why, is told elsewhere.

use super::{
    Day, Edtf, Window,
    meaning::{Meaning, Shape},
    window::Run,
};

/// The days of a window on which an event happens, or a tie is in force, as far as its date tells.
///
/// A date has many completions, and each gives some days: an event dated by one day that day, an
/// event that lasts any day from its beginning to its end, an event on each of several days any of
/// those, a tie any day on which it is in force. Somebody who waits from a day on meets it on the
/// first of them. When that *may* be is judged on the wide days and the wider window, when it is
/// *sure* to have been on the strict days and the narrower one, as everywhere in this room. What
/// has no date happened on some day, of which nothing is known.
///
/// The two directions of time mirror each other. Days that are open or unknown saturate at
/// [`Day::MIN`] and [`Day::MAX`]; waiting from [`Day::MIN`] is waiting from before all days.
///
/// # Examples
///
/// ```
/// use chancery::edtf::{Day, Edtf, Occasion, Window};
///
/// let year = Edtf::parse("2015")?;
/// let event = Occasion::event(Some(&year), Window::EVER);
/// let day = |month, day| Day::from_ymd(2015, month, day).unwrap();
/// // It may be that very day; whoever has waited since New Year meets it by the end of the year.
/// assert_eq!(event.first_possible(day(6, 1)), Some(day(6, 1)));
/// assert_eq!(event.sure_by(day(1, 1)), Some(day(12, 31)));
/// assert_eq!(event.sure_by(day(6, 1)), None);
/// # Ok::<(), chancery::edtf::EdtfError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// The meaning of the date, if there is one.
    date: Option<&'a Meaning>,
    is_tie: bool,
    window: Window,
}

impl<'a> Occasion<'a> {
    /// Returns the days of a window on which an event so dated happens.
    pub fn event(date: Option<&'a Edtf>, window: Window) -> Occasion<'a> {
        Occasion {
            date: date.map(Edtf::meaning),
            is_tie: false,
            window,
        }
    }

    /// Returns the days of a window on which a tie so dated is in force.
    ///
    /// A tie that is not dated by an interval was seen in force on a day, and may be on any other.
    pub fn tie(date: Option<&'a Edtf>, window: Window) -> Occasion<'a> {
        Occasion {
            is_tie: true,
            ..Occasion::event(date, window)
        }
    }

    /// Returns the earliest day, not before `from`, on which it may be met; `None` if none.
    pub fn first_possible(&self, from: Day) -> Option<Day> {
        let outer = self.window.outer;
        let from = from.max(outer.first);
        let found = match self.date.map(|date| (&date.shape, date.wide.hull())) {
            None => Some(from),
            Some((Shape::Interval, run)) => run.next(from),
            Some(_) if self.is_tie => Some(from),
            Some((Shape::OneDay, run)) => run.next(from),
            Some((Shape::OneDayWithGaps(days), _)) => days.next(from),
            Some((Shape::Each(members), _)) => {
                let days = members.iter().filter_map(|member| member.wide.next(from));
                days.min()
            }
        };
        found.filter(|day| *day <= outer.last)
    }

    /// Returns the latest day, not after `until`, on which it may be met; `None` if none.
    pub fn last_possible(&self, until: Day) -> Option<Day> {
        let outer = self.window.outer;
        let until = until.min(outer.last);
        let found = match self.date.map(|date| (&date.shape, date.wide.hull())) {
            None => Some(until),
            Some((Shape::Interval, run)) => run.previous(until),
            Some(_) if self.is_tie => Some(until),
            Some((Shape::OneDay, run)) => run.previous(until),
            Some((Shape::OneDayWithGaps(days), _)) => days.previous(until),
            Some((Shape::Each(members), _)) => {
                let days = members
                    .iter()
                    .filter_map(|member| member.wide.previous(until));
                days.max()
            }
        };
        found.filter(|day| *day >= outer.first)
    }

    /// Returns the earliest day by which whoever waits from `from` on has met it for certain;
    /// `None` if it may be missed.
    ///
    /// For an interval: the later of `from` and the latest day on which it may begin, unless it
    /// may have ended before `from`. For one day: the latest that may be meant, unless an earlier
    /// one than `from` may be.
    pub fn sure_by(&self, from: Day) -> Option<Day> {
        let inner = self.window.inner;
        let part = Run {
            first: from.max(inner.first),
            last: inner.last,
        };
        let found = match self.date.map(|date| (&date.shape, date.strict)) {
            None => Run::EVER.within(part).then_some(Day::MAX),
            Some((Shape::Interval, extent)) => {
                (part.first <= extent.end.first).then_some(part.first.max(extent.begin.last))
            }
            Some((Shape::OneDay | Shape::OneDayWithGaps(_), extent)) => {
                let run = extent.hull();
                run.within(part).then_some(run.last)
            }
            Some((Shape::Each(members), _)) => {
                let periods = members.iter().filter_map(|each| each.first_within(part));
                periods.map(|period| period.last).min()
            }
        };
        found.filter(|day| *day <= inner.last)
    }

    /// Returns the latest day from which on whoever waits has met it by `until` for certain;
    /// `None` if there is none.
    ///
    /// This is [`Occasion::sure_by`] with time reversed: `sure_by(from) <= until` if and only if
    /// `from <= sure_since(until)`.
    pub fn sure_since(&self, until: Day) -> Option<Day> {
        let inner = self.window.inner;
        let part = Run {
            first: inner.first,
            last: until.min(inner.last),
        };
        let found = match self.date.map(|date| (&date.shape, date.strict)) {
            None => Run::EVER.within(part).then_some(Day::MIN),
            Some((Shape::Interval, extent)) => {
                (part.last >= extent.begin.last).then_some(part.last.min(extent.end.first))
            }
            Some((Shape::OneDay | Shape::OneDayWithGaps(_), extent)) => {
                let run = extent.hull();
                run.within(part).then_some(run.first)
            }
            Some((Shape::Each(members), _)) => {
                let periods = members.iter().filter_map(|each| each.last_within(part));
                periods.map(|period| period.first).max()
            }
        };
        found.filter(|day| *day >= inner.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Edtf::parse(text).unwrap().exact_day().unwrap()
    }

    fn shown(day: Option<Day>) -> String {
        match day {
            None => "never".to_owned(),
            Some(Day::MIN) => "..".to_owned(),
            Some(Day::MAX) => "ever".to_owned(),
            Some(day) => day.to_string(),
        }
    }

    /// Checks from a day on the first possible and the sure day, up to it the last possible and
    /// the sure one.
    #[track_caller]
    fn check(occasion: Occasion<'_>, at: Day, ahead: [&str; 2], back: [&str; 2]) {
        let forward = [occasion.first_possible(at), occasion.sure_by(at)].map(shown);
        let backward = [occasion.last_possible(at), occasion.sure_since(at)].map(shown);
        assert_eq!(forward, ahead);
        assert_eq!(backward, back);
    }

    #[test]
    fn a_year_may_be_any_of_its_days_and_is_sure_after_its_last() {
        let date = Edtf::parse("2015").unwrap();
        let event = Occasion::event(Some(&date), Window::EVER);
        check(
            event,
            day("2014-05-01"),
            ["2015-01-01", "2015-12-31"],
            ["never", "never"],
        );
        check(
            event,
            day("2015-05-01"),
            ["2015-05-01", "never"],
            ["2015-05-01", "never"],
        );
        check(
            event,
            day("2016-05-01"),
            ["never", "never"],
            ["2015-12-31", "2015-01-01"],
        );
    }

    #[test]
    fn a_tie_that_lasts_is_met_at_once() {
        let date = Edtf::parse("2014/2016").unwrap();
        let tie = Occasion::tie(Some(&date), Window::EVER);
        let at = day("2015-05-01");
        check(
            tie,
            at,
            ["2015-05-01", "2015-05-01"],
            ["2015-05-01", "2015-05-01"],
        );
        check(
            tie,
            Day::MIN,
            ["2014-01-01", "2014-12-31"],
            ["never", "never"],
        );
        check(
            tie,
            Day::MAX,
            ["never", "never"],
            ["2016-12-31", "2016-01-01"],
        );
    }

    #[test]
    fn what_has_no_date_is_sure_only_for_those_who_wait_for_ever() {
        for occasion in [
            Occasion::event(None, Window::EVER),
            Occasion::tie(None, Window::EVER),
        ] {
            let at = day("2015-05-01");
            check(
                occasion,
                at,
                ["2015-05-01", "never"],
                ["2015-05-01", "never"],
            );
            check(occasion, Day::MIN, ["..", "ever"], ["..", "never"]);
            check(occasion, Day::MAX, ["ever", "never"], ["ever", ".."]);
        }
    }

    #[test]
    fn a_set_of_years_is_met_year_by_year() {
        let date = Edtf::parse("{2010,2013..2015}").unwrap();
        let event = Occasion::event(Some(&date), Window::EVER);
        check(
            event,
            day("2011-05-01"),
            ["2013-01-01", "2013-12-31"],
            ["2010-12-31", "2010-01-01"],
        );
        check(
            event,
            day("2014-05-01"),
            ["2014-05-01", "2015-12-31"],
            ["2014-05-01", "2013-01-01"],
        );
    }

    #[test]
    fn days_outside_the_window_do_not_count() {
        let date = Edtf::parse("2014/2016").unwrap();
        let window = Window::during(&Edtf::parse("2015").unwrap());
        let tie = Occasion::tie(Some(&date), window);
        check(
            tie,
            Day::MIN,
            ["2015-01-01", "2015-01-01"],
            ["never", "never"],
        );
        check(
            tie,
            Day::MAX,
            ["never", "never"],
            ["2015-12-31", "2015-12-31"],
        );
        let event = Occasion::event(Some(&date), Window::day(day("2013-01-01")));
        check(event, Day::MIN, ["never", "never"], ["never", "never"]);
    }
}
