//! Calendar patterns: a date with its unspecified digits, and the days that match it.
//!
//! Knows which days fit the digits; not how sure the writer was, and not how dates are read.

use std::fmt;

use itertools::Either;

use super::{Day, Precision, group::Group, window::Run};

/// A number of exactly `N` decimal digits, each of them given or unspecified (`X`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits<const N: usize>(pub(super) [Option<u8>; N]);

impl<const N: usize> Digits<N> {
    /// Returns the smallest number that matches: `19X5` gives 1905.
    pub(super) fn least(self) -> u32 {
        self.filled(0)
    }

    /// Returns the greatest number that matches: `19X5` gives 1995.
    pub(super) fn greatest(self) -> u32 {
        self.filled(9)
    }

    /// Returns the number if all its digits are given.
    pub(super) fn value(self) -> Option<u32> {
        self.0.iter().all(Option::is_some).then(|| self.least())
    }

    pub(super) fn is_unspecified(self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    pub(super) fn matches(self, mut number: u64) -> bool {
        for digit in self.0.into_iter().rev() {
            if digit.is_some_and(|digit| u64::from(digit) != number % 10) {
                return false;
            }
            number /= 10;
        }
        number == 0
    }

    /// Returns how many digits are unspecified from the right.
    pub(super) fn open_from_the_right(self) -> u32 {
        self.0
            .iter()
            .rev()
            .take_while(|digit| digit.is_none())
            .count() as u32
    }

    /// Returns whether every digit left of a given one is given: `19XX`, but not `19X5`.
    pub(super) fn is_unbroken(self) -> bool {
        self.0.iter().filter(|digit| digit.is_none()).count() as u32 == self.open_from_the_right()
    }

    fn filled(self, unspecified: u8) -> u32 {
        self.0.iter().fold(0, |sum, digit| {
            sum * 10 + u32::from(digit.unwrap_or(unspecified))
        })
    }
}

impl<const N: usize> fmt::Display for Digits<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| match digit {
            Some(digit) => write!(f, "{digit}"),
            None => write!(f, "X"),
        })
    }
}

/// The year of a date, astronomical: year 0 is 1 BCE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// All digits are given.
    Number(i64),
    /// Four digits, at least one of them unspecified; a negative year is never 0.
    Digits { negative: bool, digits: Digits<4> },
    /// An estimate of which only the first digits are significant; the year is in the range.
    Estimate { value: i64, first: i64, last: i64 },
}

impl Year {
    /// Returns the first and the last year that match.
    pub(super) fn span(self) -> (i64, i64) {
        match self {
            Year::Number(value) => (value, value),
            Year::Digits {
                negative: false,
                digits,
            } => (digits.least().into(), digits.greatest().into()),
            Year::Digits {
                negative: true,
                digits,
            } => (
                -i64::from(digits.greatest()),
                -i64::from(digits.least().max(1)),
            ),
            Year::Estimate { first, last, .. } => (first, last),
        }
    }

    pub(super) fn matches(self, year: i64) -> bool {
        let (first, last) = self.span();
        let fits = match self {
            Year::Digits { digits, .. } => digits.matches(year.unsigned_abs()),
            _ => true,
        };
        fits && first <= year && year <= last
    }

    /// Returns whether the matching years follow each other without gaps.
    pub(super) fn is_unbroken(self) -> bool {
        match self {
            Year::Digits { digits, .. } => digits.is_unbroken(),
            _ => true,
        }
    }

    /// Returns how many years the year stands for as a unit: 10 for `196X`, 1 for `19X5`.
    pub(super) fn unit(self) -> i64 {
        match self {
            Year::Number(_) => 1,
            Year::Digits { digits, .. } => 10_i64.pow(digits.open_from_the_right()),
            Year::Estimate { first, last, .. } => last - first + 1,
        }
    }

    fn precision(self) -> Precision {
        match self.unit() {
            _ if self.is_unspecified() => Precision::Unknown,
            1 => Precision::Year,
            2..=10 => Precision::Decade,
            11..=100 => Precision::Century,
            _ => Precision::Millennium,
        }
    }

    pub(super) fn is_unspecified(self) -> bool {
        matches!(self, Year::Digits { digits, .. } if digits.is_unspecified())
    }
}

/// What a date says beyond its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    Year,
    Group(Group),
    Month(Digits<2>),
    Day(Digits<2>, Digits<2>),
}

/// A year with what is said of the time within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) year: Year,
    pub(super) within: Within,
}

impl Pattern {
    /// Returns the finest part that is at least partly specified.
    pub(super) fn precision(self) -> Precision {
        match self.without_open_parts().within {
            Within::Year => self.year.precision(),
            Within::Group(group) => group.precision(),
            Within::Month(_) => Precision::Month,
            Within::Day(..) => Precision::Day,
        }
    }

    /// Returns the day if all its digits are given and the calendar has it.
    pub(super) fn exact_day(self) -> Option<Day> {
        match (self.year, self.within) {
            (Year::Number(year), Within::Day(month, day)) => {
                Day::from_ymd(year, month.value()? as u8, day.value()? as u8)
            }
            _ => None,
        }
    }

    /// Returns whether no day matches.
    pub(super) fn is_empty(self) -> bool {
        self.exact_day().is_none() && self.next(Day::MIN).is_none()
    }

    /// Returns the first matching day that is not before `from`.
    pub(super) fn next(self, from: Day) -> Option<Day> {
        let (first, last) = self.year.span();
        // A winter that began the year before may still be running.
        let start = from.year().saturating_sub(1).max(first);
        (start..=last)
            .filter(|&year| self.year.matches(year))
            .find_map(|year| self.runs_in(year).find(|run| run.last >= from))
            .map(|run| run.first.max(from))
    }

    /// Returns the last matching day that is not after `to`.
    pub(super) fn previous(self, to: Day) -> Option<Day> {
        let (first, last) = self.year.span();
        (first..=to.year().min(last))
            .rev()
            .filter(|&year| self.year.matches(year))
            .find_map(|year| self.runs_in(year).rev().find(|run| run.first <= to))
            .map(|run| run.last.min(to))
    }

    /// Returns the shortest run that contains all matching days, `None` where no day matches.
    pub(super) fn hull(self) -> Option<Run> {
        Some(Run {
            first: self.next(Day::MIN)?,
            last: self.previous(Day::MAX)?,
        })
    }

    /// Returns the runs of matching days, or `None` where they are more than `limit`.
    pub(super) fn runs(self, limit: usize) -> Option<Vec<Run>> {
        let pattern = self.without_open_parts();
        if pattern.within == Within::Year && pattern.year.is_unbroken() {
            return Some(pattern.hull().into_iter().collect());
        }
        let (first, last) = pattern.year.span();
        let mut runs: Vec<Run> = Vec::new();
        for year in (first..=last).filter(|&year| pattern.year.matches(year)) {
            for run in pattern.runs_in(year) {
                match runs
                    .last_mut()
                    .filter(|before| before.last.next() >= run.first)
                {
                    Some(before) => before.last = run.last,
                    None => runs.push(run),
                }
            }
            if runs.len() > limit {
                return None;
            }
        }
        Some(runs)
    }

    /// Drops what says nothing: `1985-XX-XX` matches the same days as `1985`.
    fn without_open_parts(self) -> Pattern {
        let within = match self.within {
            Within::Day(month, day) if day.is_unspecified() => Within::Month(month),
            within => within,
        };
        let within = match within {
            Within::Month(month) if month.is_unspecified() => Within::Year,
            within => within,
        };
        Pattern { within, ..self }
    }

    /// Returns the matching days that belong to `year`, in order.
    fn runs_in(self, year: i64) -> impl DoubleEndedIterator<Item = Run> {
        match self.within {
            Within::Year => Either::Left(months_run(year, 1, 12).into_iter()),
            Within::Group(group) => {
                Either::Left(months_run(year, group.first_month(), group.months()).into_iter())
            }
            Within::Month(months) => Either::Right(Either::Left(
                matching(months, 12).filter_map(move |month| months_run(year, month, 1)),
            )),
            Within::Day(months, days) => Either::Right(Either::Right(
                matching(months, 12)
                    .flat_map(move |month| {
                        matching(days, 31).filter_map(move |day| Day::from_ymd(year, month, day))
                    })
                    .map(|day| Run {
                        first: day,
                        last: day,
                    }),
            )),
        }
    }
}

fn matching(digits: Digits<2>, greatest: u8) -> impl DoubleEndedIterator<Item = u8> {
    (1..=greatest).filter(move |&number| digits.matches(number.into()))
}

/// Returns the days of `count` months from `month` of `year` on.
fn months_run(year: i64, month: u8, count: u8) -> Option<Run> {
    let first = Day::from_ymd(year, month, 1)?;
    let last = Day::first_of_month(first.month_number() + i64::from(count)).previous();
    Some(Run { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits<const N: usize>(text: &str) -> Digits<N> {
        let mut bytes = text.bytes();
        Digits([(); N].map(|()| {
            bytes
                .next()
                .filter(|&byte| byte != b'X')
                .map(|byte| byte - b'0')
        }))
    }

    fn open_year(text: &str) -> Year {
        Year::Digits {
            negative: false,
            digits: digits(text),
        }
    }

    fn day(year: i64, month: u8, day: u8) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    #[test]
    fn digits_match_where_they_are_given() {
        let december = digits::<2>("1X");
        assert!(december.matches(10) && december.matches(12));
        assert!(!december.matches(9) && !december.matches(110));
        assert_eq!(
            (december.least(), december.greatest(), december.value()),
            (10, 19, None)
        );
        assert_eq!(december.to_string(), "1X");
    }

    #[test]
    fn only_digits_open_from_the_right_leave_no_gaps() {
        assert!(digits::<4>("19XX").is_unbroken() && digits::<4>("1964").is_unbroken());
        assert!(!digits::<4>("19X5").is_unbroken());
        assert_eq!(digits::<4>("19XX").open_from_the_right(), 2);
    }

    #[test]
    fn a_negative_year_is_never_zero() {
        let year = Year::Digits {
            negative: true,
            digits: digits("000X"),
        };
        assert_eq!(year.span(), (-9, -1));
        assert!(year.matches(-9) && !year.matches(0) && !year.matches(9));
    }

    #[test]
    fn a_search_jumps_over_the_gaps() {
        let within = Within::Day(digits("12"), digits("25"));
        let christmas = Pattern {
            year: open_year("156X"),
            within,
        };
        assert_eq!(christmas.next(day(1563, 12, 26)), Some(day(1564, 12, 25)));
        assert_eq!(
            christmas.previous(day(1563, 12, 24)),
            Some(day(1562, 12, 25))
        );
        assert_eq!(christmas.next(day(1570, 1, 1)), None);
        assert_eq!(christmas.previous(day(1560, 12, 24)), None);
    }

    #[test]
    fn a_winter_is_found_in_the_year_in_which_it_ends() {
        let within = Within::Group(Group::from_code(24).unwrap());
        let winter = Pattern {
            year: Year::Number(2001),
            within,
        };
        assert_eq!(winter.next(day(2002, 2, 1)), Some(day(2002, 2, 1)));
        assert_eq!(winter.previous(day(2002, 6, 1)), Some(day(2002, 2, 28)));
    }

    #[test]
    fn a_leap_day_matches_in_leap_years_only() {
        let within = Within::Day(digits("02"), digits("29"));
        assert!(
            Pattern {
                year: open_year("XXX1"),
                within
            }
            .is_empty()
        );
        let hull = Pattern {
            year: open_year("19XX"),
            within,
        }
        .hull()
        .unwrap();
        assert_eq!(
            (hull.first, hull.last),
            (day(1904, 2, 29), day(1996, 2, 29))
        );
    }

    #[test]
    fn adjacent_months_make_one_run_and_many_runs_none() {
        let autumn = Pattern {
            year: Year::Number(1984),
            within: Within::Month(digits("1X")),
        };
        let runs = autumn.runs(16).unwrap();
        assert_eq!(
            runs,
            [Run {
                first: day(1984, 10, 1),
                last: day(1984, 12, 31)
            }]
        );
        let decembers = Pattern {
            year: open_year("1XXX"),
            within: Within::Month(digits("12")),
        };
        assert_eq!(decembers.runs(16), None);
    }

    #[test]
    fn what_is_wholly_open_adds_nothing() {
        let within = Within::Day(digits("XX"), digits("XX"));
        let pattern = Pattern {
            year: open_year("XXXX"),
            within,
        };
        assert_eq!(pattern.runs(1).unwrap().len(), 1);
        assert_eq!(pattern.precision(), Precision::Unknown);
    }
}
