//! The meaning of a date: which days it may stand for, strictly and widened for `~`, `?` and `%`.
//!
//! Knows how qualifiers, seasons, intervals and sets turn into days; not how they are written.

use super::{
    Day, Precision,
    days::Days,
    pattern::Within,
    syntax::{Date, End, Member, Syntax},
    window::Run,
};

/// What judgements about a date need, worked out once when it is read.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    /// The days that are meant, qualifiers aside.
    pub(super) strict: Extent,
    /// The days that may be meant, qualifiers considered; contains `strict`.
    pub(super) wide: Extent,
    pub(super) shape: Shape,
}

/// The days on which something so dated may begin and may end.
///
/// What is dated by one of many days begins and ends on the same day, so both runs are its hull.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub(super) begin: Run,
    pub(super) end: Run,
}

/// How the days of a date belong together.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// One day of a run without gaps.
    OneDay,
    /// One day of a set with gaps, strictly or when widened; the widened set is kept.
    OneDayWithGaps(Box<Days>),
    /// All days from the beginning to the end.
    Interval,
    /// A day for each member.
    Each(Box<[Each]>),
}

/// One member of a set of which all are meant.
#[derive(Clone, Debug)]
pub(super) struct Each {
    pub(super) strict: Run,
    pub(super) wide: Days,
    /// The equal periods of a range such as `1670..1672`; each of them is meant.
    pub(super) step: Option<Step>,
}

/// A length of time: of the periods that a range counts, or of the margin of a qualifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Day,
    Months(i64),
}

/// The days of one date, strictly and widened.
#[derive(Clone, Debug, Default)]
struct Both {
    strict: Days,
    wide: Days,
}

impl Meaning {
    pub(super) fn of(syntax: &Syntax) -> Meaning {
        match syntax {
            Syntax::Date(date) => match date.exact_day() {
                // By far the most frequent date; the general way gives the same.
                Some(day) => Meaning::of_day(day),
                None => Meaning::one_day(Both::of_date(date)),
            },
            Syntax::Interval(start, end) => Meaning::interval(start, end),
            Syntax::OneOf(members) => Meaning::one_day(
                members
                    .iter()
                    .map(Both::of_member)
                    .fold(Both::default(), Both::union),
            ),
            Syntax::AllOf(members) => Meaning::all_of(members),
        }
    }

    /// Returns the meaning of a date that is one known day.
    pub(super) fn of_day(day: Day) -> Meaning {
        let extent = Extent::of_run(Run::of_day(day));
        Meaning {
            strict: extent,
            wide: extent,
            shape: Shape::OneDay,
        }
    }

    fn one_day(days: Both) -> Meaning {
        let unbroken = days.wide.is_unbroken();
        Meaning {
            strict: Extent::of_run(days.strict.hull()),
            wide: Extent::of_run(days.wide.hull()),
            shape: if unbroken {
                Shape::OneDay
            } else {
                Shape::OneDayWithGaps(Box::new(days.wide))
            },
        }
    }

    fn interval(start: &End, end: &End) -> Meaning {
        let from = start.date().map(Both::of_date);
        let to = end.date().map(Both::of_date);
        let unknown = (matches!(start, End::Unknown), matches!(end, End::Unknown));
        let extent = |pick: fn(&Both) -> &Days| {
            Extent::of_interval(from.as_ref().map(pick), to.as_ref().map(pick), unknown)
        };
        Meaning {
            strict: extent(|both| &both.strict),
            wide: extent(|both| &both.wide),
            shape: Shape::Interval,
        }
    }

    fn all_of(members: &[Member]) -> Meaning {
        let each: Box<[Each]> = members.iter().map(Each::of).collect();
        let extent = |pick: fn(&Each) -> Extent| {
            each.iter()
                .map(pick)
                .reduce(Extent::of_both)
                .unwrap_or(Extent::of_run(Run::EVER))
        };
        Meaning {
            strict: extent(|member| member.extent(member.strict)),
            wide: extent(|member| member.extent(member.wide.hull())),
            shape: Shape::Each(each),
        }
    }
}

impl Extent {
    fn of_run(run: Run) -> Extent {
        Extent {
            begin: run,
            end: run,
        }
    }

    /// Returns when an interval may begin and end, given that it does not end before it begins.
    ///
    /// `None` is an end that is open or `unknown`: open ends lie beyond all days, an unknown one
    /// is any day on the right side of the other end.
    fn of_interval(from: Option<&Days>, to: Option<&Days>, unknown: (bool, bool)) -> Extent {
        let always = |end: Day| Run {
            first: end,
            last: end,
        };
        let starts = from.map_or(always(Day::MIN), Days::hull);
        let ends = to.map_or(always(Day::MAX), Days::hull);
        let begin = Run {
            first: starts.first,
            last: match from {
                Some(days) => days.previous(ends.last).unwrap_or(starts.last),
                None if unknown.0 => ends.last,
                None => starts.last,
            },
        };
        let end = Run {
            first: match to {
                Some(days) => days.next(starts.first).unwrap_or(ends.first),
                None if unknown.1 => starts.first,
                None => ends.first,
            },
            last: ends.last,
        };
        Extent { begin, end }
    }

    /// Returns when the earlier of two may begin, and the later of them may end.
    fn of_both(self, other: Extent) -> Extent {
        Extent {
            begin: Run {
                first: self.begin.first.min(other.begin.first),
                last: self.begin.last.min(other.begin.last),
            },
            end: Run {
                first: self.end.first.max(other.end.first),
                last: self.end.last.max(other.end.last),
            },
        }
    }

    pub(super) fn hull(self) -> Run {
        Run {
            first: self.begin.first,
            last: self.end.last,
        }
    }
}

impl Both {
    fn of_date(date: &Date) -> Both {
        let strict = Days::of_pattern(date.pattern);
        let margin = margin(date);
        let mut wide = widened(&strict, margin);
        if let Within::Group(group) = date.pattern.within
            && let Some(elsewhere) = group.elsewhere()
        {
            let mut pattern = date.pattern;
            pattern.within = Within::Group(elsewhere);
            wide = wide.union(widened(&Days::of_pattern(pattern), margin));
        }
        Both { strict, wide }
    }

    fn of_member(member: &Member) -> Both {
        let run = |first: Option<&Date>, last: Option<&Date>| {
            let (first, last) = (first.map(Both::of_date), last.map(Both::of_date));
            let between = |pick: fn(&Both) -> &Days| {
                Days::of_run(Run {
                    first: first
                        .as_ref()
                        .map_or(Day::MIN, |both| pick(both).hull().first),
                    last: last
                        .as_ref()
                        .map_or(Day::MAX, |both| pick(both).hull().last),
                })
            };
            Both {
                strict: between(|both| &both.strict),
                wide: between(|both| &both.wide),
            }
        };
        match member {
            Member::Date(date) => Both::of_date(date),
            Member::From(date) => run(Some(date), None),
            Member::Until(date) => run(None, Some(date)),
            Member::Range(from, to) => run(Some(from), Some(to)),
        }
    }

    fn union(self, other: Both) -> Both {
        Both {
            strict: self.strict.union(other.strict),
            wide: self.wide.union(other.wide),
        }
    }
}

impl Each {
    fn of(member: &Member) -> Each {
        let days = Both::of_member(member);
        let step = match member {
            Member::Date(_) => None,
            _ => member.dates().map(Date::precision).max().map(Step::of),
        };
        Each {
            strict: days.strict.hull(),
            wide: days.wide,
            step,
        }
    }

    /// Returns when a day for each period of `run` begins and ends.
    fn extent(&self, run: Run) -> Extent {
        match self.step {
            None => Extent::of_run(run),
            Some(step) => {
                let first = Run {
                    first: run.first,
                    last: step.end_of_first(run),
                };
                let last = Run {
                    first: step.start_of_last(run),
                    last: run.last,
                };
                Extent {
                    begin: first,
                    end: last,
                }
            }
        }
    }

    /// Returns whether one of the periods lies wholly in `window`.
    pub(super) fn falls_within(&self, window: Run) -> bool {
        self.first_within(window).is_some()
    }

    /// Returns the first of the periods that lies wholly in `window`.
    pub(super) fn first_within(&self, window: Run) -> Option<Run> {
        match self.step {
            None => self.strict.within(window).then_some(self.strict),
            Some(step) => step.first_period(self.strict, self.strict.intersect(window)),
        }
    }

    /// Returns the last of the periods that lies wholly in `window`.
    pub(super) fn last_within(&self, window: Run) -> Option<Run> {
        match self.step {
            None => self.strict.within(window).then_some(self.strict),
            Some(step) => step.last_period(self.strict, self.strict.intersect(window)),
        }
    }
}

impl Step {
    fn of(precision: Precision) -> Step {
        match precision {
            Precision::Unknown => Step::Months(120_000),
            Precision::Millennium => Step::Months(12_000),
            Precision::Century => Step::Months(1_200),
            Precision::Decade => Step::Months(120),
            Precision::Year => Step::Months(12),
            Precision::Semester => Step::Months(6),
            Precision::Quadrimester => Step::Months(4),
            Precision::Season | Precision::Quarter => Step::Months(3),
            Precision::Month => Step::Months(1),
            Precision::Day | Precision::Time => Step::Day,
        }
    }

    /// Returns the last day of the first period of `run`; the first day of an open run.
    fn end_of_first(self, run: Run) -> Day {
        match self {
            _ if run.first == Day::MIN => Day::MIN,
            Step::Day => run.first,
            Step::Months(months) => run.first.plus_months(months).previous().min(run.last),
        }
    }

    /// Returns the first day of the last period of `run`; the last day of an open run.
    fn start_of_last(self, run: Run) -> Day {
        match self {
            _ if run.last == Day::MAX => Day::MAX,
            Step::Day => run.last,
            Step::Months(months) => run.last.next().plus_months(-months).max(run.first),
        }
    }

    /// Returns the first whole period of `range` that lies in `part`, which lies in `range`.
    ///
    /// Where both are open towards the past it lies before all days, and so saturates.
    fn first_period(self, range: Run, part: Run) -> Option<Run> {
        let length = match self {
            _ if part.is_empty() => return None,
            _ if part.first == Day::MIN => return Some(Run::of_day(Day::MIN)),
            Step::Day => return Some(Run::of_day(part.first)),
            Step::Months(length) => length,
        };
        let month = part.first.month_number();
        let begun = part.first != Day::first_of_month(month);
        let month = month.saturating_add(i64::from(begun));
        let wait = anchor(range).saturating_sub(month).rem_euclid(length);
        whole_months(month.saturating_add(wait), length).filter(|period| period.within(part))
    }

    /// Returns the last whole period of `range` that lies in `part`, which lies in `range`.
    ///
    /// Where both are open towards the future it lies after all days, and so saturates.
    fn last_period(self, range: Run, part: Run) -> Option<Run> {
        let length = match self {
            _ if part.is_empty() => return None,
            _ if part.last == Day::MAX => return Some(Run::of_day(Day::MAX)),
            Step::Day => return Some(Run::of_day(part.last)),
            Step::Months(length) => length,
        };
        let end = part.last.next().month_number();
        let left = end.saturating_sub(anchor(range)).rem_euclid(length);
        let start = end.saturating_sub(left).saturating_sub(length);
        whole_months(start, length).filter(|period| period.within(part))
    }
}

/// Returns the month from which the periods of a range are counted: that of the end which is not
/// open.
fn anchor(range: Run) -> i64 {
    let first = range.first.finite();
    first.unwrap_or(range.last.next()).month_number()
}

/// Returns so many months from the one with this number on.
fn whole_months(start: i64, length: i64) -> Option<Run> {
    let run = Run {
        first: Day::first_of_month(start),
        last: Day::first_of_month(start.saturating_add(length)).previous(),
    };
    (!run.is_empty()).then_some(run)
}

/// Returns how far a qualified date may be off on either side.
///
/// The unit is that of the coarsest part beside which a qualifier stands: a year for `2004~`, a
/// decade for `196X~`, a month for `2004-06~-11`, a season for `2011-23~`, a day for `2004-06-11%`.
pub(super) fn margin(date: &Date) -> Option<Step> {
    let pattern = date.pattern;
    Some(match (date.marks.coarsest()?, pattern.within) {
        (0, _) => Step::Months(pattern.year.unit().saturating_mul(12)),
        (1, Within::Group(group)) => Step::Months(group.months().into()),
        (1, _) => Step::Months(1),
        _ => Step::Day,
    })
}

/// Adds one unit on either side of the hull of `days`.
fn widened(days: &Days, margin: Option<Step>) -> Days {
    let days = days.clone();
    let Some(margin) = margin else { return days };
    let hull = days.hull();
    let (first, last) = match margin {
        Step::Day => (hull.first.previous(), hull.last.next()),
        Step::Months(months) => (hull.first.plus_months(-months), later(hull.last, months)),
    };
    let before = Days::of_run(Run {
        first,
        last: hull.first.previous(),
    });
    let after = Days::of_run(Run {
        first: hull.last.next(),
        last,
    });
    days.union(before).union(after)
}

/// Returns the day some months later; the end of a month stays the end of a month.
fn later(day: Day, months: i64) -> Day {
    if day.ends_month() {
        day.next().plus_months(months).previous()
    } else {
        day.plus_months(months)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edtf::{Edtf, parse};

    fn meaning(text: &str) -> Meaning {
        Meaning::of(&parse::read(text).unwrap())
    }

    fn run(from: &str, to: &str) -> Run {
        let day = |text: &str| match text {
            "-" => Day::MIN,
            "+" => Day::MAX,
            _ => Edtf::parse(text).unwrap().exact_day().unwrap(),
        };
        Run {
            first: day(from),
            last: day(to),
        }
    }

    #[track_caller]
    fn check(text: &str, begin: (&str, &str), end: (&str, &str)) {
        let strict = meaning(text).strict;
        assert_eq!(strict.begin, run(begin.0, begin.1), "begin of {text}");
        assert_eq!(strict.end, run(end.0, end.1), "end of {text}");
    }

    #[test]
    fn an_end_never_lies_before_the_beginning() {
        check(
            "2004-06/2004-06-11",
            ("2004-06-01", "2004-06-11"),
            ("2004-06-11", "2004-06-11"),
        );
        check(
            "2004-06-11/2004",
            ("2004-06-11", "2004-06-11"),
            ("2004-06-11", "2004-12-31"),
        );
        check(
            "2004-XX-05/2004-03",
            ("2004-01-05", "2004-03-05"),
            ("2004-03-01", "2004-03-31"),
        );
    }

    #[test]
    fn an_open_end_is_beyond_all_days_and_an_unknown_one_anywhere_after() {
        check("1985/..", ("1985-01-01", "1985-12-31"), ("+", "+"));
        check("1985/", ("1985-01-01", "1985-12-31"), ("1985-01-01", "+"));
        check("../1985", ("-", "-"), ("1985-01-01", "1985-12-31"));
        check("/1985", ("-", "1985-12-31"), ("1985-01-01", "1985-12-31"));
    }

    #[test]
    fn all_of_a_set_begins_with_its_first_member_and_ends_with_its_last() {
        check(
            "{1960,1961-12}",
            ("1960-01-01", "1960-12-31"),
            ("1961-12-01", "1961-12-31"),
        );
        check(
            "{1960..1962}",
            ("1960-01-01", "1960-12-31"),
            ("1962-01-01", "1962-12-31"),
        );
        check("{..1984}", ("-", "-"), ("1984-01-01", "1984-12-31"));
    }

    #[test]
    fn sets_are_kept_only_where_they_have_gaps() {
        assert!(matches!(meaning("1984-1X").shape, Shape::OneDay));
        assert!(matches!(meaning("[1667,1668]").shape, Shape::OneDay));
        assert!(matches!(
            meaning("[1667,1669]").shape,
            Shape::OneDayWithGaps(_)
        ));
        assert!(matches!(meaning("1XXX-12").shape, Shape::OneDayWithGaps(_)));
        assert!(matches!(meaning("2001-21").shape, Shape::OneDayWithGaps(_)));
    }

    #[test]
    fn a_range_of_years_has_a_year_in_a_window_that_holds_one() {
        let range = Member::Range(date_of("1960"), date_of("1970"));
        let each = Each::of(&range);
        assert!(each.falls_within(run("1963-01-01", "1963-12-31")));
        assert!(each.falls_within(run("1963-06-01", "1965-01-01")));
        assert!(!each.falls_within(run("1963-01-02", "1964-12-30")));
        assert!(!each.falls_within(run("1971-01-01", "1990-12-31")));
    }

    #[test]
    fn an_open_range_counts_its_periods_from_the_other_end() {
        let each = Each::of(&Member::Until(date_of("1984")));
        assert!(each.falls_within(run("-", "1000-01-01")));
        assert!(each.falls_within(run("1700-12-31", "1701-12-31")));
        assert!(!each.falls_within(run("1701-01-02", "1701-12-31")));
    }

    fn date_of(text: &str) -> Date {
        match parse::read(text) {
            Ok(Syntax::Date(date)) => date,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_end_of_a_month_stays_the_end_of_a_month() {
        let later = |text: &str, months| later(run(text, text).first, months).to_string();
        assert_eq!(later("2004-06-30", 1), "2004-07-31");
        assert_eq!(later("2004-06-11", 1), "2004-07-11");
        assert_eq!(later("2004-01-30", 1), "2004-02-29");
    }
}
