//! Whether dated things go together: ties in force on the day of an event, ties on one day.

use super::Day;
use super::date::Edtf;
use super::meaning::{Meaning, Shape};
use super::truth::Truth;
use super::window::{Run, Window};

impl Edtf {
    /// Judges whether a tie of this date is in force on the day of an event of the other.
    ///
    /// For certain if it is so on every day that the event may have happened, and on all of them
    /// where it lasted longer. A tie that is not dated by an interval was seen in force on a day:
    /// certain on that day, possible on all others.
    ///
    /// # Examples
    ///
    /// ```
    /// use chancery::edtf::{Edtf, Truth};
    ///
    /// let term = Edtf::parse("2019-11-04/2024-06-12")?;
    /// assert_eq!(term.holds_on_the_day_of(&Edtf::parse("2024-02-03")?), Truth::Certain);
    /// assert_eq!(term.holds_on_the_day_of(&Edtf::parse("2024")?), Truth::Possible);
    /// # Ok::<(), chancery::edtf::EdtfError>(())
    /// ```
    pub fn holds_on_the_day_of(&self, event: &Edtf) -> Truth {
        Together::of_event(Some(event)).with_tie(Some(self)).truth()
    }

    /// Judges whether two ties of these dates are in force on a common day.
    ///
    /// # Examples
    ///
    /// ```
    /// use chancery::edtf::{Edtf, Truth};
    ///
    /// let (early, late) = (Edtf::parse("2015/2019")?, Edtf::parse("2019/..")?);
    /// assert_eq!(early.holds_together_with(&late), Truth::Possible);
    /// # Ok::<(), chancery::edtf::EdtfError>(())
    /// ```
    pub fn holds_together_with(&self, other: &Edtf) -> Truth {
        Together::of_tie(Some(self)).with_tie(Some(other)).truth()
    }
}

/// The days that several dated things have in common: an event, or a tie, and other ties.
///
/// Stretches of days of which each two have a day in common all have one (Helly's theorem on the
/// line). So it is enough to look at each tie beside all that were there before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Together<'a> {
    /// The event that happens on one of these days, or on several if it lasts.
    event: Option<&'a Edtf>,
    /// By this day all have surely begun.
    begun: Day,
    /// Until this day none has surely ended.
    unended: Day,
    /// The days on which all may be in force.
    maybe: Run,
    truth: Truth,
}

impl<'a> Together<'a> {
    /// Returns the days of an event; any day if it has no date.
    pub(crate) fn of_event(when: Option<&'a Edtf>) -> Together<'a> {
        let days = when.map(Edtf::strict);
        Together {
            event: when,
            begun: days.map_or(Day::MAX, |days| days.last),
            unended: days.map_or(Day::MIN, |days| days.first),
            maybe: when.map_or(Run::EVER, Edtf::wide),
            truth: Truth::Certain,
        }
    }

    /// Returns the days of a tie; any days if it has no date.
    pub(crate) fn of_tie(when: Option<&'a Edtf>) -> Together<'a> {
        let (begun, unended) = surely_holds(when);
        Together {
            event: None,
            begun,
            unended,
            maybe: may_hold(when),
            truth: Truth::Certain,
        }
    }

    /// Returns the days that lie in a window too. How surely there are any is not asked again of
    /// the event or tie itself.
    pub(crate) fn within(self, window: Window) -> Together<'a> {
        let maybe = self.maybe.intersect(window.outer);
        if self.event.is_some() {
            // An event that surely falls in the window lets its ties cover all of its days still.
            return Together { maybe, ..self };
        }
        let Run { first, last } = window.inner;
        let (begun, unended) = if window.inner.is_empty() {
            (Day::MAX, Day::MIN)
        } else {
            (self.begun.max(first), self.unended.min(last))
        };
        Together {
            begun,
            unended,
            maybe,
            ..self
        }
    }

    /// Returns the days on which a tie is in force too.
    #[must_use]
    pub(crate) fn with_tie(self, tie: Option<&Edtf>) -> Together<'a> {
        let (begun, unended) = surely_holds(tie);
        let surely = begun <= self.unended && self.begun <= unended;
        let maybe = self.maybe.intersect(may_hold(tie));
        let days = Window {
            inner: maybe,
            outer: maybe,
        };
        let shared = !maybe.is_empty()
            && self
                .event
                .is_none_or(|event| event.happens_in(&days).is_possible());
        Together {
            begun: self.begun.max(begun),
            unended: self.unended.min(unended),
            maybe,
            truth: self.truth.and(Truth::judge(surely, shared)),
            ..self
        }
    }

    /// Returns the same, no surer than this.
    #[must_use]
    pub(crate) fn at_most(self, truth: Truth) -> Together<'a> {
        Together {
            truth: self.truth.and(truth),
            ..self
        }
    }

    /// Tells how surely there is a day in common: for an event, each of its days.
    pub(crate) const fn truth(&self) -> Truth {
        self.truth
    }
}

/// Returns the day by which a tie has surely begun and that until which it has surely not ended;
/// these are the wrong way round if there may be no such day. A tie that was seen on several days
/// may have paused between them, so that nothing is sure.
fn surely_holds(tie: Option<&Edtf>) -> (Day, Day) {
    match tie.map(Edtf::meaning) {
        Some(Meaning {
            shape: Shape::Each(_),
            ..
        })
        | None => (Day::MAX, Day::MIN),
        Some(Meaning { strict, .. }) => (strict.begin.last, strict.end.first),
    }
}

/// Returns the days on which a tie may be in force.
fn may_hold(tie: Option<&Edtf>) -> Run {
    tie.map_or(Run::EVER, |tie| {
        let (first, last) = tie.possible_hold();
        Run { first, last }
    })
}

#[cfg(test)]
mod tests {
    use super::super::Truth::{Certain, Impossible, Possible};
    use super::*;

    fn date(text: &str) -> Edtf {
        Edtf::parse(text).unwrap()
    }

    #[test]
    fn a_term_covers_the_days_between_its_ends() {
        for (tie, event, truth) in [
            ("2019-11-04/2024-06-12", "2024-06-12", Certain),
            ("2019-11-04/2024-06-12", "2024-06-13", Impossible),
            ("2019-11-04/2024-06-12", "2024-06", Possible),
            ("2019/..", "2019-05", Possible),
            ("2019/..", "2020", Certain),
            ("2019/", "2020", Possible),
            ("/..", "2020", Possible),
            ("2015~/..", "2014-05-01", Possible),
            ("2015~/..", "2016-05-01", Certain),
            ("2025-05/..", "2025-05-28/2025-06-02", Possible),
            ("2024/..", "2025-05-28/2025-06-02", Certain),
            ("2025-09-20", "2025-09-20", Certain),
            ("2025-09-20", "2025-09", Possible),
            ("2025-09-20", "1990", Possible),
            ("2025-09", "2025-09", Possible),
            ("2015/2016", "[2014,2017]", Impossible),
            ("2015/2017", "[2014,2017]", Possible),
            ("{2015-03-01,2015-03-05}", "2015-03-03", Possible),
            ("2015-03-01/2015-03-05", "{2015-03-01,2015-03-05}", Certain),
        ] {
            assert_eq!(
                date(tie).holds_on_the_day_of(&date(event)),
                truth,
                "{tie} {event}"
            );
        }
    }

    #[test]
    fn two_ties_share_a_day_either_way_round() {
        for (one, two, truth) in [
            ("2015/2019", "2018/..", Certain),
            ("2015/2019", "2019/..", Possible),
            ("2015/2019", "2020/..", Impossible),
            ("2015/2019-05-01", "2019-05-01/..", Certain),
            ("2015/2019", "2017", Certain),
            ("2015/2019", "2020", Possible),
            ("2020", "2021", Possible),
            ("2020-05-01", "2020-05-01", Certain),
        ] {
            assert_eq!(
                date(one).holds_together_with(&date(two)),
                truth,
                "{one} {two}"
            );
            assert_eq!(
                date(two).holds_together_with(&date(one)),
                truth,
                "{two} {one}"
            );
        }
    }

    #[test]
    fn ties_that_share_no_day_with_each_other_do_not_go_together() {
        let (early, late) = (date("2000/2005"), date("2015/2020"));
        let both = |days: Together<'_>| days.with_tie(Some(&early)).with_tie(Some(&late)).truth();
        assert_eq!(both(Together::of_tie(Some(&date("1990/2024")))), Impossible);
        assert_eq!(
            both(Together::of_event(Some(&date("[2003,2017]")))),
            Impossible
        );
        assert_eq!(both(Together::of_tie(None)), Impossible);
    }

    #[test]
    fn without_a_date_anything_may_go_together() {
        let event = Together::of_event(None);
        assert_eq!(event.with_tie(Some(&date("2015/.."))).truth(), Possible);
        assert_eq!(event.with_tie(None).truth(), Possible);
        assert_eq!(event.with_tie(Some(&date("../.."))).truth(), Certain);
    }

    #[test]
    fn a_window_narrows_what_two_ties_have_in_common() {
        let (whole, early) = (date("2000/2020"), date("2000/2005"));
        let in_window = |text: &str| {
            let days = Together::of_tie(Some(&whole)).within(Window::during(&date(text)));
            days.with_tie(Some(&early)).truth()
        };
        assert_eq!(in_window("2003"), Certain);
        // The day on which it ended is one of that year, and it still held on it.
        assert_eq!(in_window("2005"), Certain);
        assert_eq!(in_window("2005-06"), Possible);
        assert_eq!(in_window("2010"), Impossible);
    }
}
