//! Windows: the unbroken stretches of days that questions ask about.
//!
//! Knows bounds only; whether a date falls in a window is judged in `date`.

use super::{Day, Edtf, Truth};

/// A stretch of days without gaps, both ends included, either end open.
///
/// A window made from a date marked `~`, `?` or `%` is wider for "possible" than for "certain":
/// `during 2004~` holds for certain what is sure to be in 2004, and possibly what may be in 2003
/// or 2005.
///
/// # Examples
///
/// ```
/// use chancery::edtf::{Edtf, Window};
///
/// let window = Window::during(&Edtf::parse("2024-02")?);
/// assert_eq!(window.last().unwrap().to_string(), "2024-02-29");
/// let since = Window::since(&Edtf::parse("2016")?);
/// assert_eq!((since.first().unwrap().to_string().as_str(), since.last()), ("2016-01-01", None));
/// # Ok::<(), chancery::edtf::EdtfError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// The days that count for "certain".
    pub(super) inner: Run,
    /// The days that count for "possible"; never narrower than `inner`.
    pub(super) outer: Run,
}

/// The days from `first` to `last`, none where `last` is earlier; open ends saturate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Run {
    pub(super) first: Day,
    pub(super) last: Day,
}

impl Run {
    pub(super) const EVER: Run = Run {
        first: Day::MIN,
        last: Day::MAX,
    };

    pub(super) fn of_day(day: Day) -> Run {
        Run {
            first: day,
            last: day,
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self.first > self.last
    }

    pub(super) fn intersect(self, other: Run) -> Run {
        Run {
            first: self.first.max(other.first),
            last: self.last.min(other.last),
        }
    }

    /// Returns the first day of the run that is not before `from`.
    pub(super) fn next(self, from: Day) -> Option<Day> {
        (self.last >= from).then(|| self.first.max(from))
    }

    /// Returns the last day of the run that is not after `to`.
    pub(super) fn previous(self, to: Day) -> Option<Day> {
        (self.first <= to).then(|| self.last.min(to))
    }

    /// Returns whether all of this (not empty) run lies in `other`.
    pub(super) fn within(self, other: Run) -> bool {
        other.first <= self.first && self.last <= other.last
    }
}

impl Window {
    /// All days.
    pub const EVER: Window = Window {
        inner: Run::EVER,
        outer: Run::EVER,
    };

    /// Tells whether what is possible in it is certain: neither end was marked as vague.
    pub(crate) fn is_sharp(self) -> bool {
        self.inner == self.outer
    }

    /// Returns the days from the earliest to the latest that `date` may stand for.
    ///
    /// Gaps are filled (`1XXX-12` is the whole millennium, from its first December to its last),
    /// and an end that is unknown is as open as `..`.
    pub fn during(date: &Edtf) -> Window {
        Window::spanning(date, date)
    }

    /// Returns the days from the earliest that `date` may stand for, without end.
    pub fn since(date: &Edtf) -> Window {
        let end = Day::MAX;
        Window {
            inner: Run {
                first: date.strict().first,
                last: end,
            },
            outer: Run {
                first: date.wide().first,
                last: end,
            },
        }
    }

    /// Returns the days up to the latest that `date` may stand for, without beginning.
    pub fn until(date: &Edtf) -> Window {
        let start = Day::MIN;
        Window {
            inner: Run {
                first: start,
                last: date.strict().last,
            },
            outer: Run {
                first: start,
                last: date.wide().last,
            },
        }
    }

    /// Returns the days from the earliest of `from` to the latest of `to`: `2014..2016-03`.
    ///
    /// The window is empty where `to` ends before `from` begins.
    pub fn spanning(from: &Edtf, to: &Edtf) -> Window {
        Window::since(from).intersect(Window::until(to))
    }

    /// Returns the window of a single day.
    pub fn day(day: Day) -> Window {
        Window::between(Some(day), Some(day))
    }

    /// Returns the days from `first` to `last`, both included; `None` leaves an end open.
    pub fn between(first: Option<Day>, last: Option<Day>) -> Window {
        let run = Run {
            first: first.unwrap_or(Day::MIN),
            last: last.unwrap_or(Day::MAX),
        };
        Window {
            inner: run,
            outer: run,
        }
    }

    /// Returns the days that lie in both windows; perhaps none.
    #[must_use]
    pub fn intersect(self, other: Window) -> Window {
        Window {
            inner: self.inner.intersect(other.inner),
            outer: self.outer.intersect(other.outer),
        }
    }

    /// Returns the first day that surely belongs to the window, `None` where the start is open.
    pub fn first(&self) -> Option<Day> {
        self.inner.first.finite()
    }

    /// Returns the last day that surely belongs to the window, `None` where the end is open.
    pub fn last(&self) -> Option<Day> {
        self.inner.last.finite()
    }

    /// Returns the bounds that count for "possible", widened for `~`, `?` and `%`.
    pub fn widest(&self) -> (Option<Day>, Option<Day>) {
        (self.outer.first.finite(), self.outer.last.finite())
    }

    /// Judges whether a day lies in the window.
    pub fn holds(&self, day: Day) -> Truth {
        let day = Run::of_day(day);
        Truth::judge(day.within(self.inner), day.within(self.outer))
    }

    /// Returns whether no day at all may belong to the window.
    pub fn is_empty(&self) -> bool {
        self.outer.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Edtf::parse(text).unwrap().exact_day().unwrap()
    }

    fn date(text: &str) -> Edtf {
        Edtf::parse(text).unwrap()
    }

    #[test]
    fn a_window_runs_from_the_earliest_to_the_latest_day() {
        let window = Window::spanning(&date("2014"), &date("2016-03"));
        assert_eq!(window.first(), Some(day("2014-01-01")));
        assert_eq!(window.last(), Some(day("2016-03-31")));
        assert_eq!(window.widest(), (window.first(), window.last()));
    }

    #[test]
    fn a_doubtful_date_makes_a_wider_outer_window() {
        let window = Window::during(&date("2004~"));
        assert_eq!(window.first(), Some(day("2004-01-01")));
        assert_eq!(
            window.widest(),
            (Some(day("2003-01-01")), Some(day("2005-12-31")))
        );
    }

    #[test]
    fn a_day_lies_in_the_window_for_certain_possibly_or_not() {
        let window = Window::during(&date("2004~"));
        let held = ["2004-05-01", "2003-05-01", "2002-05-01"].map(|at| window.holds(day(at)));
        assert_eq!(held, [Truth::Certain, Truth::Possible, Truth::Impossible]);
    }

    #[test]
    fn windows_that_do_not_touch_have_nothing_in_common() {
        let both = Window::during(&date("2004")).intersect(Window::during(&date("2006")));
        assert!(both.is_empty());
        assert!(!Window::EVER.is_empty());
    }

    #[test]
    fn ever_is_open_on_both_sides() {
        assert_eq!((Window::EVER.first(), Window::EVER.last()), (None, None));
        assert_eq!(Window::between(None, None), Window::EVER);
    }

    #[test]
    fn an_end_before_the_start_leaves_no_day() {
        assert!(Window::spanning(&date("2005"), &date("2004")).is_empty());
    }
}
