//! Buckets of time: months, years, or as many years together as the width asks for.
//!
//! Knows days and numbers; what is put into the buckets is the business of others.

use crate::edtf::{Day, Window};

/// The longest span of years that may be told month by month.
const MOST_YEARS_OF_MONTHS: i64 = 3;

/// The calendar cut into equal buckets, all of months or all of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    /// A bucket for each month.
    Months,
    /// A bucket for so many years, one at least.
    Years(i64),
}

impl Calendar {
    /// Returns the calendars that may cut the days from `first` to `last` into at most `most`
    /// buckets, the finest first: months for a short span, and the fewest years together.
    pub(super) fn of(first: Day, last: Day, most: usize) -> Vec<Calendar> {
        let years = last.year().saturating_sub(first.year()).saturating_add(1);
        let months = (years <= MOST_YEARS_OF_MONTHS).then_some(Calendar::Months);
        let fits = |calendar: &Calendar| calendar.between(first, last) <= most;
        let years = sizes().map(Calendar::Years).find(fits);
        months.into_iter().filter(fits).chain(years).collect()
    }

    /// Returns how many buckets there are from one day to another, both included.
    pub(super) fn between(self, first: Day, last: Day) -> usize {
        let buckets = self.bucket(last).saturating_sub(self.bucket(first));
        usize::try_from(buckets.saturating_add(1)).unwrap_or(0)
    }

    /// Returns the running number of the bucket of a day.
    pub(super) fn bucket(self, day: Day) -> i64 {
        match self {
            Calendar::Months => day.month_number(),
            Calendar::Years(size) => day.year().div_euclid(size),
        }
    }

    /// Returns the days of a bucket.
    pub(super) fn days(self, bucket: i64) -> Window {
        let first = self.first_day(bucket);
        let after = self.first_day(bucket.saturating_add(1));
        Window::between(first, after.map(Day::previous))
    }

    fn first_day(self, bucket: i64) -> Option<Day> {
        match self {
            Calendar::Months => {
                Day::from_ymd(bucket.div_euclid(12), bucket.rem_euclid(12) as u8 + 1, 1)
            }
            Calendar::Years(size) => Day::from_ymd(bucket.checked_mul(size)?, 1, 1),
        }
    }

    /// Returns what stands under a bucket: its month, or its first year.
    pub(super) fn label(self, bucket: i64) -> String {
        match self {
            Calendar::Months => {
                let (year, month) = (bucket.div_euclid(12), bucket.rem_euclid(12) + 1);
                format!("{}-{month:02}", year_in_digits(year))
            }
            Calendar::Years(size) => year_in_digits(bucket.saturating_mul(size)),
        }
    }

    /// Returns the numbers of buckets after which labels may stand, from the smallest: those by
    /// which people count months or years.
    pub(super) fn strides(self) -> Vec<i64> {
        match self {
            Calendar::Months => vec![1, 2, 3, 6, 12],
            Calendar::Years(size) => {
                let whole = sizes().filter(|stride| stride % size == 0);
                whole.map(|stride| stride / size).collect()
            }
        }
    }

    /// Returns the words for one bucket: `a month`, `5 years`.
    pub(super) fn words(self) -> String {
        match self {
            Calendar::Months => "a month".to_owned(),
            Calendar::Years(1) => "a year".to_owned(),
            Calendar::Years(size) => format!("{size} years"),
        }
    }
}

/// Returns the numbers of years that people count by: 1, 2, 5, 10, 20, …
fn sizes() -> impl Iterator<Item = i64> {
    let powers = (0..18).map(|power| 10_i64.saturating_pow(power));
    powers.flat_map(|power| [1, 2, 5].map(|digit| power.saturating_mul(digit)))
}

/// Returns a year as EDTF writes it.
fn year_in_digits(year: i64) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::Calendar;
    use crate::edtf::{Day, Edtf};

    fn day(text: &str) -> Day {
        Edtf::parse(text).unwrap().earliest().unwrap()
    }

    #[track_caller]
    fn check(first: &str, last: &str, most: usize, expected: &[Calendar]) {
        assert_eq!(Calendar::of(day(first), day(last), most), expected);
    }

    #[test]
    fn a_short_span_is_told_by_months_where_these_fit() {
        use Calendar::{Months, Years};
        check("2023", "2025", 40, &[Months, Years(1)]);
        check("2023-01", "2025-12", 30, &[Years(1)]);
        check("2022", "2025", 80, &[Years(1)]);
    }

    #[test]
    fn years_go_together_where_the_width_is_short() {
        check("1962", "2026", 65, &[Calendar::Years(1)]);
        check("1962", "2026", 64, &[Calendar::Years(2)]);
        check("0800", "2026", 76, &[Calendar::Years(20)]);
    }

    #[test]
    fn the_longest_span_there_is_has_a_calendar() {
        let found = Calendar::of(Day::MIN, Day::MAX, 40);
        let [calendar] = found[..] else {
            panic!("{found:?}")
        };
        assert!(calendar.between(Day::MIN, Day::MAX) <= 40);
    }

    #[test]
    fn a_bucket_holds_the_days_that_belong_to_it() {
        for calendar in [Calendar::Months, Calendar::Years(1), Calendar::Years(20)] {
            for text in ["2024-02-29", "-0001-12-31", "1999-12-31", "0000-01-01"] {
                let day = day(text);
                let days = calendar.days(calendar.bucket(day));
                assert!(days.holds(day).is_certain(), "{calendar:?} {text}");
                let (first, last) = (days.first().unwrap(), days.last().unwrap());
                assert_eq!(calendar.between(first, last), 1);
                assert_eq!(calendar.between(first, last.next()), 2);
            }
        }
    }

    #[test]
    fn labels_are_written_as_dates_are() {
        let label = |calendar: Calendar, text| calendar.label(calendar.bucket(day(text)));
        assert_eq!(label(Calendar::Months, "2024-02-29"), "2024-02");
        assert_eq!(label(Calendar::Years(1), "-0043"), "-0043");
        assert_eq!(label(Calendar::Years(20), "0813"), "0800");
    }
}
