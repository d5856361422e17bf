//! Days: whole days of the proleptic Gregorian calendar, counted from 1970-01-01.
//!
//! Knows the calendar only: not partial dates, not times of day, not time zones.

use std::fmt;

/// The number of days from 0000-03-01 to 1970-01-01.
const EPOCH_FROM_MARCH_ZERO: i128 = 719_468;
/// The length in days of the 400 years after which the calendar repeats.
const DAYS_PER_ERA: i128 = 146_097;

/// The English names of the months, in order.
pub(crate) const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the proleptic Gregorian calendar.
///
/// Years are astronomical, as in EDTF: year 0 is 1 BCE, year −43 is 44 BCE. Every 64-bit number
/// is a day, so that arithmetic can saturate at [`Day::MIN`] and [`Day::MAX`] instead of failing.
///
/// # Examples
///
/// ```
/// use chancery::edtf::Day;
///
/// let day = Day::from_ymd(2025, 5, 28).unwrap();
/// assert_eq!(day.number(), 20_236);
/// assert_eq!(day.next().to_string(), "2025-05-29");
/// assert_eq!(Day::from_ymd(2023, 2, 29), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The first day there is; bounds that are open towards the past saturate here.
    pub const MIN: Day = Day(i64::MIN);
    /// The last day there is; bounds that are open towards the future saturate here.
    pub const MAX: Day = Day(i64::MAX);

    /// Returns the day with this date, or `None` where the calendar has no such day or the year
    /// is beyond what 64 bits of days can count.
    pub fn from_ymd(year: i64, month: u8, day: u8) -> Option<Day> {
        if day == 0 || day > days_in_month(year, month)? {
            return None;
        }
        i64::try_from(days_from_civil(year, month, day))
            .ok()
            .map(Day)
    }

    /// Returns the day that lies `number` days after 1970-01-01 (before it, where negative).
    pub const fn from_number(number: i64) -> Day {
        Day(number)
    }

    /// Returns the number of days from 1970-01-01 to this day.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Returns the date as year, month (1 to 12) and day of the month (1 to 31).
    pub fn ymd(self) -> (i64, u8, u8) {
        let days = i128::from(self.0) + EPOCH_FROM_MARCH_ZERO;
        let era = days.div_euclid(DAYS_PER_ERA);
        let day_of_era = days.rem_euclid(DAYS_PER_ERA);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        };
        let year = era * 400 + year_of_era + i128::from(month <= 2);
        (
            year as i64,
            month.unsigned_abs() as u8,
            day.unsigned_abs() as u8,
        )
    }

    /// Returns the astronomical year of this day.
    pub fn year(self) -> i64 {
        self.ymd().0
    }

    /// Returns the day after this one; [`Day::MAX`] is its own successor.
    #[must_use]
    pub const fn next(self) -> Day {
        self.plus_days(1)
    }

    /// Returns the day before this one; [`Day::MIN`] is its own predecessor.
    #[must_use]
    pub const fn previous(self) -> Day {
        self.plus_days(-1)
    }

    /// Returns the day that lies `days` later (earlier, where negative), saturating at both ends.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Returns this day, or `None` where it only stands for a bound that is open.
    pub(crate) fn finite(self) -> Option<Day> {
        (self != Day::MIN && self != Day::MAX).then_some(self)
    }

    /// Returns the same day of the month `months` later, or that month's last day if it is shorter.
    pub(super) fn plus_months(self, months: i64) -> Day {
        let (_, _, day) = self.ymd();
        let start = Day::first_of_month(self.month_number().saturating_add(months));
        let (year, month, _) = start.ymd();
        let length = days_in_month(year, month).unwrap_or(day);
        start.plus_days(i64::from(day.min(length)) - 1)
    }

    /// Returns whether this is the last day of its month.
    pub(super) fn ends_month(self) -> bool {
        self.next().ymd().2 == 1
    }

    /// Returns the number of whole months from January of year 0 to this day's month.
    pub(crate) fn month_number(self) -> i64 {
        let (year, month, _) = self.ymd();
        year.saturating_mul(12).saturating_add(i64::from(month) - 1)
    }

    /// Returns the first day of the month with this number, saturating at both ends.
    pub(crate) fn first_of_month(number: i64) -> Day {
        let month = number.rem_euclid(12).unsigned_abs() as u8 + 1;
        let days = days_from_civil(number.div_euclid(12), month, 1);
        Day(days.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
    }
}

/// Prints the day as EDTF: `2025-05-28`, `-0043-03-15`, and `Y12345-01-01` beyond four digits.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        let prefix = if year.unsigned_abs() > 9_999 { "Y" } else { "" };
        let sign = if year < 0 { "-" } else { "" };
        write!(
            f,
            "{prefix}{sign}{:04}-{month:02}-{day:02}",
            year.unsigned_abs()
        )
    }
}

/// Returns the number of days of a month, or `None` where `month` is not 1 to 12.
pub(super) fn days_in_month(year: i64, month: u8) -> Option<u8> {
    match month {
        2 if is_leap(year) => Some(29),
        2 => Some(28),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

/// Returns the English name of a month; empty where `month` is not 1 to 12.
pub(super) fn month_name(month: u8) -> &'static str {
    usize::from(month)
        .checked_sub(1)
        .and_then(|index| MONTH_NAMES.get(index))
        .unwrap_or(&"")
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Counts days from 1970-01-01; years begin in March, so that the leap day comes last.
fn days_from_civil(year: i64, month: u8, day: u8) -> i128 {
    let year = i128::from(year) - i128::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (i128::from(month) + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + i128::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_PER_ERA + day_of_era - EPOCH_FROM_MARCH_ZERO
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(year: i64, month: u8, day: u8, number: i64, printed: &str) {
        let found = Day::from_ymd(year, month, day).unwrap();
        assert_eq!(found.number(), number);
        assert_eq!(found.ymd(), (year, month, day));
        assert_eq!(found.to_string(), printed);
    }

    #[test]
    fn the_epoch_is_day_zero() {
        check(1970, 1, 1, 0, "1970-01-01");
        check(1969, 12, 31, -1, "1969-12-31");
        check(2000, 2, 29, 11_016, "2000-02-29");
        check(0, 3, 1, -719_468, "0000-03-01");
    }

    #[test]
    fn years_before_zero_carry_a_sign_and_long_years_a_letter() {
        check(-43, 3, 15, -735_160, "-0043-03-15");
        assert_eq!(
            Day::from_ymd(12_345, 6, 7).unwrap().to_string(),
            "Y12345-06-07"
        );
        assert_eq!(
            Day::from_ymd(-12_345, 6, 7).unwrap().to_string(),
            "Y-12345-06-07"
        );
    }

    #[test]
    fn days_outside_the_calendar_are_refused() {
        for (year, month, day) in [
            (2023, 2, 29),
            (1900, 2, 29),
            (2024, 0, 1),
            (2024, 13, 1),
            (2024, 4, 31),
            (2024, 1, 0),
        ] {
            assert_eq!(
                Day::from_ymd(year, month, day),
                None,
                "{year} {month} {day}"
            );
        }
        assert_eq!(Day::from_ymd(i64::MAX, 1, 1), None);
    }

    #[test]
    fn every_day_of_eight_centuries_survives_the_round_trip() {
        let first = Day::from_ymd(-401, 1, 1).unwrap();
        let mut expected = (-401, 1, 1);
        for step in 0..300_000 {
            let day = first.plus_days(step);
            assert_eq!(day.ymd(), expected);
            assert_eq!(Day::from_ymd(expected.0, expected.1, expected.2), Some(day));
            expected = successor(expected);
        }
    }

    fn successor((year, month, day): (i64, u8, u8)) -> (i64, u8, u8) {
        match (month, day == days_in_month(year, month).unwrap()) {
            (_, false) => (year, month, day + 1),
            (12, true) => (year + 1, 1, 1),
            (_, true) => (year, month + 1, 1),
        }
    }

    #[test]
    fn the_ends_of_time_saturate() {
        assert_eq!(Day::MAX.next(), Day::MAX);
        assert_eq!(Day::MIN.previous(), Day::MIN);
        for end in [Day::MIN, Day::MAX] {
            let (year, month, day) = end.ymd();
            assert_eq!(Day::from_ymd(year, month, day), Some(end));
            assert!(!end.to_string().is_empty());
        }
        assert_eq!(Day::first_of_month(i64::MAX), Day::MAX);
    }

    #[test]
    fn a_month_later_stays_within_a_shorter_month() {
        let day = Day::from_ymd(2024, 1, 31).unwrap();
        assert_eq!(day.plus_months(1).to_string(), "2024-02-29");
        assert_eq!(day.plus_months(-2).to_string(), "2023-11-30");
        assert_eq!(
            Day::from_ymd(2024, 2, 29)
                .unwrap()
                .plus_months(12)
                .to_string(),
            "2025-02-28"
        );
    }
}
