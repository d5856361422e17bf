//! How fine a date is.
//!
//! Knows an order of words only.

use std::fmt;

/// The unit of time that a date names, from coarse to fine.
///
/// What is wholly unspecified does not count: `1985-04-XX` has the precision of a month,
/// `1984-1X` too, `XXXX-12-25` that of a day. An interval or a set is as precise as its coarsest
/// member. A time of day is finer than a day, but bounds are always days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Precision {
    /// Nothing is specified: `XXXX`.
    Unknown,
    /// A thousand years or, by significant digits, more: `1XXX`.
    Millennium,
    /// A hundred years: `19XX`, `1950S2`.
    Century,
    /// Ten years: `196X`.
    Decade,
    /// A year: `1964`.
    Year,
    /// Half a year: `2001-40`.
    Semester,
    /// A third of a year: `2001-37`.
    Quadrimester,
    /// A season: `2001-21`.
    Season,
    /// A quarter of a year: `2001-34`.
    Quarter,
    /// A month: `2004-06`.
    Month,
    /// A day: `2004-06-11`.
    Day,
    /// A time of day: `2004-06-11T23:20:30Z`.
    Time,
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Precision::Unknown => "unknown",
            Precision::Millennium => "millennium",
            Precision::Century => "century",
            Precision::Decade => "decade",
            Precision::Year => "year",
            Precision::Semester => "semester",
            Precision::Quadrimester => "quadrimester",
            Precision::Season => "season",
            Precision::Quarter => "quarter",
            Precision::Month => "month",
            Precision::Day => "day",
            Precision::Time => "time",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_finer_is_greater() {
        assert!(Precision::Time > Precision::Day && Precision::Day > Precision::Month);
        assert!(Precision::Year > Precision::Decade && Precision::Unknown < Precision::Millennium);
    }
}
