//! How relations lie over time: how many begin in each year or month, and how many nobody can tell.
//!
//! - A relation counts in the bucket where it begins, once: what lasts is not drawn on, for a
//!   tie of 60 years would outweigh 60 meetings.
//! - It counts there only if it is certain: its date leaves no other bucket, and it certainly
//!   belongs to the answer. A date such as `2015` under months, or `201X` under years, *may* begin
//!   in several; those buckets are marked, and the relation is counted in none of them.
//! - A relation without a date, or of which nobody says when it began (`../1985`), lies nowhere.
//! - What lasts and began before the first event is told in one number, where that leaves enough to
//!   draw: who asks about one year is not shown the sixty before it, because of an old tie.
//!
//! The four together are all the relations. The span is that of the beginnings known to a year: one
//! date such as `19XX` must not press all others together. Knows no signs and no lines.

use itertools::Itertools as _;

use crate::answer::TimelineRow;
use crate::edtf::{Day, Edtf};
use crate::model::Status;

use super::calendar::Calendar;

/// The days after which something dated from one day to another lasts rather than happens.
const LASTING: i64 = 366;
/// The fewest certain relations, and the fewest buckets with any, that say something over time.
const LEAST: (u64, usize) = (8, 3);

/// When relations begin, bucket by bucket.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Density {
    /// What the buckets are.
    pub(super) calendar: Calendar,
    /// The running number of the first bucket.
    pub(super) first: i64,
    /// The buckets, in order of time.
    pub(super) buckets: Vec<Bucket>,
    /// How many relations may begin in several buckets, or only possibly belong to the answer.
    pub(super) possible: u64,
    /// Whether some of these may begin outside all buckets.
    pub(super) beyond: bool,
    /// How many relations have no date by which they begin.
    pub(super) undated: u64,
    /// How many relations last, and began before the first bucket.
    pub(super) earlier: u64,
    /// Whether one of them lasts beyond the bucket in which it begins, or has no end.
    pub(super) lasting: bool,
}

/// What begins in a month, in a year, or in some years.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bucket {
    /// How many relations certainly do.
    pub(super) certain: u64,
    /// Whether others may.
    pub(super) more: bool,
}

/// When one relation begins.
struct Beginning<'r> {
    when: &'r Edtf,
    /// The first and the last day on which it may; nothing where that is open.
    days: (Option<Day>, Option<Day>),
    certain: bool,
    /// Whether it is a tie, or goes on for long.
    lasts: bool,
}

impl Density {
    /// Returns how relations lie over time in at most `most` buckets, if that says something.
    ///
    /// # Complexity
    /// Time O(n + v · b) for n relations, v of which have vague dates, and b buckets.
    pub(super) fn of(rows: &[TimelineRow], most: usize) -> Option<Density> {
        let beginnings: Vec<Beginning<'_>> = rows.iter().filter_map(Beginning::of).collect();
        let undated = (rows.len() - beginnings.len()) as u64;
        let mut told = spans(&beginnings).into_iter().flat_map(|(first, last)| {
            let empty = move |calendar| Density::empty(calendar, (first, last), undated);
            Calendar::of(first, last, most).into_iter().map(empty)
        });
        told.find_map(|mut density| {
            for begins in &beginnings {
                density.count(begins);
            }
            density.says_something().then_some(density)
        })
    }

    fn empty(calendar: Calendar, (first, last): (Day, Day), undated: u64) -> Density {
        Density {
            calendar,
            first: calendar.bucket(first),
            buckets: vec![Bucket::default(); calendar.between(first, last)],
            possible: 0,
            beyond: false,
            undated,
            earlier: 0,
            lasting: false,
        }
    }

    fn count(&mut self, begins: &Beginning<'_>) {
        let ends_before = |day: Day| self.calendar.bucket(day) < self.first;
        if begins.lasts && begins.days.1.is_some_and(ends_before) {
            self.earlier += 1;
            return;
        }
        self.lasting |= self.outlasts(begins.when);
        let only = self.only_bucket(begins);
        match only.and_then(|place| self.buckets.get_mut(place)) {
            Some(bucket) if begins.certain => bucket.certain += 1,
            Some(bucket) => {
                bucket.more = true;
                self.possible += 1;
            }
            None => self.spread(begins),
        }
    }

    /// Marks the buckets in which something may begin.
    fn spread(&mut self, begins: &Beginning<'_>) {
        self.possible += 1;
        let outside = |day| self.place(day).is_none();
        let (first, last) = begins.days;
        self.beyond |= first.is_none_or(outside) || last.is_none_or(outside);
        for (number, bucket) in (self.first..).zip(&mut self.buckets) {
            bucket.more |= begins.may_lie_in(self.calendar, number);
        }
    }

    /// Returns the place of the one bucket in which a relation may begin, if there is one only.
    fn only_bucket(&self, begins: &Beginning<'_>) -> Option<usize> {
        let (first, last) = (begins.days.0?, begins.days.1?);
        let bucket = |day| self.calendar.bucket(day);
        (bucket(first) == bucket(last))
            .then(|| self.place(first))
            .flatten()
    }

    /// Returns the place of the bucket of a day, if it has one.
    fn place(&self, day: Day) -> Option<usize> {
        let place = self.calendar.bucket(day).checked_sub(self.first)?;
        let place = usize::try_from(place).ok()?;
        (place < self.buckets.len()).then_some(place)
    }

    /// Tells whether something so dated goes on after the bucket in which it begins.
    fn outlasts(&self, when: &Edtf) -> bool {
        let bucket = |day: Day| self.calendar.bucket(day);
        when.is_interval()
            && match (when.begins().0, when.latest()) {
                (Some(first), Some(last)) => bucket(first) < bucket(last),
                _ => true,
            }
    }

    /// Tells whether enough relations certainly begin, and in enough buckets; months are told
    /// only where most dates know theirs.
    fn says_something(&self) -> bool {
        let filled = self.buckets.iter().filter(|bucket| bucket.certain > 0);
        let fine_enough = self.calendar != Calendar::Months || self.possible <= self.certain();
        let certain = self.certain();
        certain >= LEAST.0 && filled.count() >= LEAST.1 && fine_enough && self.earlier <= certain
    }

    /// Returns how many relations certainly begin in one of the buckets.
    pub(super) fn certain(&self) -> u64 {
        self.buckets.iter().map(|bucket| bucket.certain).sum()
    }

    /// Returns how many begin in the bucket with the most.
    pub(super) fn most(&self) -> u64 {
        let certain = self.buckets.iter().map(|bucket| bucket.certain);
        certain.max().unwrap_or_default()
    }
}

/// Returns the spans that may be drawn, the more telling first: from the first event, and from
/// the first beginning of all.
fn spans(beginnings: &[Beginning<'_>]) -> Vec<(Day, Day)> {
    let known = || {
        let spans = beginnings.iter();
        spans.filter_map(|begins| Some((begins.lasts, begins.within_a_year()?)))
    };
    let last = known().map(|(_, (_, last))| last).max();
    let events = known().filter(|(lasts, _)| !lasts);
    let first_event = events.map(|(_, (first, _))| first).min();
    let first = known().map(|(_, (first, _))| first).min();
    let starts = [first_event, first].into_iter().flatten();
    starts
        .dedup()
        .zip(std::iter::repeat(last))
        .filter_map(|(first, last)| Some((first, last?)))
        .collect()
}

impl<'r> Beginning<'r> {
    /// Returns when a relation begins, if there is anything to tell about that.
    fn of(row: &'r TimelineRow) -> Option<Beginning<'r>> {
        let when = &row.when.as_ref()?.edtf;
        let days = when.begins();
        let unknown = match days {
            (None, None) => true,
            // How long ago it began is open, though not when it ended.
            (None, Some(_)) => when.is_interval(),
            _ => false,
        };
        let end = when.latest().unwrap_or(Day::MAX);
        let long = |first: Day| end > first.plus_days(LASTING);
        let tie = row.status == Status::InForce;
        (!unknown).then_some(Beginning {
            when,
            days,
            certain: row.certainty.is_certain(),
            lasts: tie || when.is_interval() && days.0.is_none_or(long),
        })
    }

    fn within_a_year(&self) -> Option<(Day, Day)> {
        let (first, last) = (self.days.0?, self.days.1?);
        (first.year() == last.year()).then_some((first, last))
    }

    /// Tells whether it may begin in a bucket. A set such as `[2014,2016]` has no day in 2015.
    fn may_lie_in(&self, calendar: Calendar, number: i64) -> bool {
        let bucket = |day: Day| calendar.bucket(day);
        let begun = self.days.0.is_none_or(|first| bucket(first) <= number);
        let not_yet = self.days.1.is_none_or(|last| bucket(last) >= number);
        let days = calendar.days(number);
        begun && not_yet && (self.when.is_interval() || self.when.happens_in(&days).is_possible())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Density;
    use crate::render::drawings::sample::rows;

    /// Eight certain relations in three years.
    const ENOUGH: &str = "2015 2015 2015 2017 2017 2019 2019 2019";

    /// Checks the buckets, as `certain` with `?` for more, and how many lie in none.
    #[track_caller]
    fn check(dates: &str, most: usize, buckets: &str, possible: u64, undated: u64) {
        let density = Density::of(&rows(dates), most).unwrap();
        let told = density.buckets.iter().map(|bucket| {
            let mark = if bucket.more { "?" } else { "" };
            format!("{}{mark}", bucket.certain)
        });
        assert_eq!(told.collect::<Vec<_>>().join(" "), buckets);
        assert_eq!((density.possible, density.undated), (possible, undated));
    }

    #[test]
    fn a_relation_counts_once_where_it_begins() {
        check(
            &format!("{ENOUGH} 2017/.. 2016-12-30/2017-01-02"),
            40,
            "3 1 3 0 3",
            0,
            0,
        );
    }

    #[test]
    fn a_date_that_spans_several_buckets_counts_in_none_of_them() {
        check(
            &format!("{ENOUGH} 2016/2017 2015-06/.."),
            40,
            "4 1 2 0 3",
            0,
            0,
        );
        check(&format!("{ENOUGH} [2016,2018]"), 40, "3 0? 2 0? 3", 1, 0);
        check(&format!("{ENOUGH} [2018..]"), 40, "3 0 2 0? 3?", 1, 0);
        check(&format!("{ENOUGH} 19XX 2018!"), 40, "3 0 2 0? 3", 2, 0);
    }

    #[test]
    fn a_vague_date_does_not_widen_the_span() {
        check(&format!("{ENOUGH} 201X 20XX"), 40, "3? 0? 2? 0? 3?", 2, 0);
    }

    #[test]
    fn what_has_no_beginning_lies_nowhere() {
        check(&format!("{ENOUGH} - ../2016 /2018"), 40, "3 0 2 0 3", 0, 3);
    }

    #[test]
    fn a_short_span_lies_in_months_and_a_year_spreads_over_its_months() {
        let months = "2024-11 2024-11 2024-12 2024-12 2025-01 2025-01 2025-02 2025-02-03";
        check(
            &format!("{months} 2025"),
            40,
            "2 2 2? 2? 0? 0? 0? 0? 0? 0? 0? 0? 0? 0?",
            1,
            0,
        );
    }

    #[test]
    fn years_are_told_where_months_are_not_known() {
        let years = "2023 2023 2023 2024 2024 2024 2025 2025-05-28";
        check(years, 40, "3 3 2", 0, 0);
        let months = "2023-01 2023-02 2023-03 2024-01 2024-02 2024-03 2025-01 2025-02";
        let vague = "2023 2023 2023 2024 2024 2024 2025 2025 2025";
        check(&format!("{months} {vague}"), 40, "6 6 5", 0, 0);
    }

    proptest! {
        #[test]
        fn the_strip_and_what_it_leaves_out_are_all_relations(
            dates in prop::collection::vec(
                prop::sample::select(vec![
                    "2019", "2019-05", "2020-02-03", "2021/..", "1963/..", "202X", "19XX", "-",
                    "../2020", "[2019,2021]", "[2020..]", "2022!", "2018/2020", "-0500", "2020~",
                ]),
                0..60,
            ),
            most in 1_usize..160,
        ) {
            let rows = rows(&dates.join(" "));
            if let Some(density) = Density::of(&rows, most) {
                let left_out = density.possible + density.undated + density.earlier;
                prop_assert_eq!(density.certain() + left_out, rows.len() as u64);
                prop_assert!(density.buckets.len() <= most);
            }
        }
    }

    #[test]
    fn little_is_not_worth_a_drawing() {
        for few in ["2015", "-", "2015 2016 2017 2018 2019 2020 2021", "../2015"] {
            assert_eq!(Density::of(&rows(few), 40), None, "{few}");
        }
        let two_years = "2015 2015 2015 2015 2018 2018 2018 2018 2018";
        assert_eq!(Density::of(&rows(two_years), 40), None);
    }

    #[test]
    fn what_began_before_the_first_event_is_one_number() {
        let months = "2025-01 2025-01 2025-02 2025-02 2025-03 2025-03 2025-04 2025-04";
        let density = Density::of(&rows(&format!("1963/.. 1999/2004 {months}")), 40).unwrap();
        assert_eq!((density.earlier, density.certain()), (2, 8));
        assert_eq!(density.buckets.len(), 4);
    }

    #[test]
    fn ties_alone_are_drawn_from_the_first() {
        let density = Density::of(&rows(&ENOUGH.replace(' ', "/.. ")), 40).unwrap();
        assert_eq!((density.earlier, density.buckets.len()), (0, 5));
    }

    #[test]
    fn a_beginning_that_may_lie_outside_is_told_of() {
        let beyond = |dates: &str| Density::of(&rows(dates), 40).unwrap().beyond;
        assert!(beyond(&format!("{ENOUGH} [2018..]")) && beyond(&format!("{ENOUGH} 20XX")));
        assert!(!beyond(&format!("{ENOUGH} [2016,2018]")));
    }

    #[test]
    fn what_lasts_is_told_of_only_if_there_is_any() {
        let lasts = |dates: &str| Density::of(&rows(dates), 40).unwrap().lasting;
        assert!(!lasts(&format!("{ENOUGH} 2015-05-28/2015-05-29")));
        assert!(lasts(&format!("{ENOUGH} 2015-05-28/..")));
        assert!(lasts(&format!("{ENOUGH} 2015/2016")));
    }
}
