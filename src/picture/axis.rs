//! The axis of a timeline: days become places, and years and months are marked.
//!
//! Where the beginning holds little, it is drawn closer together: what went before the bend takes
//! a fixed share of the width, so that a treaty of 1963 does not squeeze the last two years.

use crate::edtf::{Day, MONTH_NAMES};

/// Days from left to right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    /// The first and the last day.
    days: (i64, i64),
    /// The day at which the scale changes; the first where it does not.
    bend: i64,
    /// Where days begin and end, in pixels.
    edges: (f64, f64),
}

/// A mark on the axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    /// Where it stands, in pixels.
    pub(super) x: f64,
    /// The year or the month.
    pub(super) words: String,
    /// Whether a year begins there.
    pub(super) is_year: bool,
}

/// How much of the width goes before the bend.
const BEFORE: f64 = 0.17;

/// From how many times the rest on the beginning is drawn closer together.
const LONG: i64 = 2;

/// How far apart marks stand at least, in pixels.
const APART: f64 = 46.0;

/// How many days from 1970 a day is at most: days beyond stand there.
const FARTHEST: i64 = 100_000_000_000_000;

impl Axis {
    /// Returns the axis on which all the days lie, between two edges in pixels; nothing if there
    /// are none.
    ///
    /// O(days · log days).
    pub(super) fn over(mut days: Vec<i64>, edges: (f64, f64)) -> Option<Axis> {
        for day in &mut days {
            *day = (*day).clamp(-FARTHEST, FARTHEST);
        }
        days.sort_unstable();
        let (first, last) = (*days.first()?, *days.last()?);
        // A little room before and behind; at least a month, so that one day is no whole axis.
        let rim = (last.saturating_sub(first) / 40).max(20);
        let last = last.saturating_add(rim);
        let start = first.saturating_sub(rim);
        let dense = days.get(days.len() / 6).copied().unwrap_or(first);
        let bend = year_start(dense.saturating_sub(30));
        let is_long = bend > start
            && bend.saturating_sub(start) > last.saturating_sub(bend).saturating_mul(LONG);
        let bend = if is_long { bend } else { start };
        Some(Axis {
            days: (start, last),
            bend,
            edges,
        })
    }

    /// Returns where a day stands, in pixels; days beyond the axis at its edges.
    pub(super) fn x(&self, day: i64) -> f64 {
        let day = day.clamp(self.days.0, self.days.1);
        let bend = self.bend_at();
        let part = |day: i64, from: i64, to: i64| (day - from) as f64 / (to - from).max(1) as f64;
        if day < self.bend {
            self.edges.0 + part(day, self.days.0, self.bend) * (bend - self.edges.0)
        } else {
            bend + part(day, self.bend, self.days.1) * (self.edges.1 - bend)
        }
    }

    /// Returns where the scale changes, in pixels, if it does.
    pub(super) fn bend(&self) -> Option<f64> {
        (self.bend > self.days.0).then(|| self.bend_at())
    }

    fn bend_at(&self) -> f64 {
        let share = if self.bend > self.days.0 { BEFORE } else { 0.0 };
        self.edges.0 + share * (self.edges.1 - self.edges.0)
    }

    /// Returns the edges, in pixels.
    pub(super) fn edges(&self) -> (f64, f64) {
        self.edges
    }

    /// Returns the marks, from left to right, none too near another.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        let mut ticks = Vec::new();
        if self.bend().is_some() {
            self.mark((self.days.0, self.bend), &mut ticks);
        }
        self.mark((self.bend, self.days.1), &mut ticks);
        ticks
    }

    /// Appends the marks of a part with one scale.
    fn mark(&self, (from, to): (i64, i64), ticks: &mut Vec<Tick>) {
        let pixels = self.x(to) - self.x(from);
        let months_long = (to - from) as f64 / 30.44;
        let least = months_long * APART / pixels.max(1.0);
        let step = step(least);
        let mut month = Day::from_number(from).month_number().div_euclid(step) * step;
        let mut day = first_day(month);
        let begin = ticks.len();
        while day <= to {
            let x = self.x(day);
            let far = ticks.last().is_none_or(|tick| x - tick.x >= APART * 0.8);
            if day >= from && far && x <= self.edges.1 - 12.0 {
                let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12));
                let is_year = of_year == 0;
                let short = &MONTH_NAMES[of_year as usize][..3];
                let words = match (is_year, ticks.len() == begin) {
                    (true, _) => year.to_string(),
                    (false, true) => format!("{short} {year}"),
                    (false, false) => short.to_owned(),
                };
                ticks.push(Tick { x, words, is_year });
            }
            month += step;
            day = first_day(month);
        }
    }
}

/// Returns a good number of months from mark to mark, at least `least`.
fn step(least: f64) -> i64 {
    let months = [1, 3, 6].into_iter();
    let decades = (0..12).map(|power| 10_i64.pow(power));
    let years = decades.flat_map(|ten| [ten, 2 * ten, 5 * ten].map(|years| years * 12));
    let mut steps = months.chain(years);
    steps
        .find(|step| *step as f64 >= least)
        .unwrap_or(i64::MAX / 400)
}

/// Returns the first day of the year of a day.
fn year_start(day: i64) -> i64 {
    first_day(Day::from_number(day).month_number().div_euclid(12) * 12)
}

/// Returns the first day of a month that is counted from January of the year 0.
fn first_day(month: i64) -> i64 {
    Day::first_of_month(month).number()
}

#[cfg(test)]
mod tests {
    use super::Axis;
    use crate::edtf::Day;

    fn day(year: i64, month: u8) -> i64 {
        Day::from_ymd(year, month, 1).unwrap().number()
    }

    fn axis(days: Vec<i64>) -> Axis {
        Axis::over(days, (0.0, 1000.0)).unwrap()
    }

    fn words(axis: &Axis) -> String {
        let words: Vec<String> = axis.ticks().into_iter().map(|tick| tick.words).collect();
        words.join(" ")
    }

    #[test]
    fn later_days_stand_farther_right() {
        let axis = axis(vec![
            day(1963, 1),
            day(2020, 1),
            day(2021, 1),
            day(2022, 1),
            day(2023, 1),
            day(2025, 6),
            day(2025, 7),
        ]);
        let places: Vec<f64> = (1960..2030).map(|year| axis.x(day(year, 1))).collect();
        assert!(places.is_sorted());
        assert!(axis.bend().is_some());
    }

    #[test]
    fn months_are_marked_where_they_have_room_and_years_elsewhere() {
        assert_eq!(
            words(&axis(vec![day(2024, 11), day(2025, 9)])),
            "Nov 2024 Dec 2025 Feb Mar Apr May Jun Jul Aug Sep"
        );
        assert_eq!(
            words(&axis(vec![day(1900, 1), day(1950, 1), day(2000, 1)])),
            "1900 1905 1910 1915 1920 1925 1930 1935 1940 1945 1950 1955 1960 1965 1970 1975 1980 1985 1990 1995 2000"
        );
    }

    #[test]
    fn one_day_alone_has_an_axis() {
        let axis = axis(vec![day(2025, 5)]);
        assert!(axis.x(day(2025, 5)) > 300.0);
        assert!(!axis.ticks().is_empty());
    }

    #[test]
    fn days_beyond_all_calendars_do_no_harm() {
        for days in [
            vec![i64::MIN, i64::MAX],
            vec![i64::MIN / 2, 0],
            vec![-400_000_000, 700_000],
        ] {
            let axis = axis(days);
            assert!(axis.ticks().len() < 40);
            assert!(axis.x(0).is_finite());
        }
    }
}
