//! Sets of days: what a date may stand for, gaps and all.
//!
//! Knows unions of runs and of calendar patterns; not where they come from.

use super::{Day, pattern::Pattern, window::Run};

/// A pattern that falls into more runs than this is kept as a pattern and searched when asked.
const MAX_RUNS: usize = 16;

/// A set of days, as a union of pieces in any order; they may overlap.
#[derive(Clone, Debug, Default)]
pub(super) struct Days(Vec<Piece>);

#[derive(Clone, Copy, Debug)]
enum Piece {
    Run(Run),
    Pattern(Pattern),
}

impl Days {
    pub(super) fn of_run(run: Run) -> Days {
        Days(vec![Piece::Run(run)])
    }

    /// Returns the days that match a pattern.
    pub(super) fn of_pattern(pattern: Pattern) -> Days {
        Days(match pattern.runs(MAX_RUNS) {
            Some(runs) => runs.into_iter().map(Piece::Run).collect(),
            None => vec![Piece::Pattern(pattern)],
        })
    }

    #[must_use]
    pub(super) fn union(mut self, other: Days) -> Days {
        self.0.extend(other.0);
        self
    }

    /// Returns the first day of the set that is not before `from`.
    pub(super) fn next(&self, from: Day) -> Option<Day> {
        self.0.iter().filter_map(|piece| piece.next(from)).min()
    }

    /// Returns the last day of the set that is not after `to`.
    pub(super) fn previous(&self, to: Day) -> Option<Day> {
        self.0.iter().filter_map(|piece| piece.previous(to)).max()
    }

    /// Returns whether a day of the set lies in the run.
    pub(super) fn meets(&self, run: Run) -> bool {
        self.next(run.first).is_some_and(|day| day <= run.last)
    }

    /// Returns the shortest run that contains the set; an empty run where the set is empty.
    pub(super) fn hull(&self) -> Run {
        Run {
            first: self.next(Day::MIN).unwrap_or(Day::MAX),
            last: self.previous(Day::MAX).unwrap_or(Day::MIN),
        }
    }

    /// Returns whether the set has no gaps, so that its hull says everything.
    pub(super) fn is_unbroken(&self) -> bool {
        let hull = self.hull();
        let mut reached = Some(hull.first);
        // Walks over the pieces that continue the run; each step reaches further or stops.
        while let Some(day) = reached.filter(|&day| day < hull.last) {
            reached = self.0.iter().filter_map(|piece| piece.run_end(day)).max();
            reached = reached.filter(|&end| end > day);
        }
        reached == Some(hull.last)
    }
}

impl Piece {
    fn next(self, from: Day) -> Option<Day> {
        match self {
            Piece::Run(run) => run.next(from),
            Piece::Pattern(pattern) => pattern.next(from),
        }
    }

    fn previous(self, to: Day) -> Option<Day> {
        match self {
            Piece::Run(run) => run.previous(to),
            Piece::Pattern(pattern) => pattern.previous(to),
        }
    }

    /// Returns the last day of this run if it contains `day` or begins on the day after.
    fn run_end(self, day: Day) -> Option<Day> {
        match self {
            Piece::Run(run) => (run.first <= day.next() && run.last >= day).then_some(run.last),
            Piece::Pattern(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> Day {
        Day::from_number(number)
    }

    fn run(first: i64, last: i64) -> Run {
        Run {
            first: day(first),
            last: day(last),
        }
    }

    fn set(runs: &[(i64, i64)]) -> Days {
        let pieces = runs
            .iter()
            .map(|&(first, last)| Days::of_run(run(first, last)));
        pieces.fold(Days::default(), Days::union)
    }

    #[test]
    fn a_search_finds_the_nearest_piece_in_any_order() {
        let days = set(&[(20, 30), (1, 5)]);
        assert_eq!(days.next(day(6)), Some(day(20)));
        assert_eq!(days.next(day(3)), Some(day(3)));
        assert_eq!(days.previous(day(19)), Some(day(5)));
        assert_eq!((days.next(day(31)), days.previous(day(0))), (None, None));
        assert_eq!(days.hull(), run(1, 30));
    }

    #[test]
    fn a_run_in_a_gap_meets_nothing() {
        let days = set(&[(1, 5), (20, 30)]);
        assert!(days.meets(run(5, 19)) && days.meets(run(10, 40)));
        assert!(!days.meets(run(6, 19)) && !days.meets(run(31, 40)));
        assert!(!days.meets(run(30, 20)));
    }

    #[test]
    fn pieces_that_touch_or_overlap_have_no_gap() {
        assert!(set(&[(6, 9), (1, 5)]).is_unbroken());
        assert!(set(&[(1, 5), (3, 9), (2, 4)]).is_unbroken());
        assert!(set(&[(1, 1)]).is_unbroken());
        assert!(!set(&[(1, 5), (7, 9)]).is_unbroken());
        assert!(set(&[(i64::MIN, i64::MAX)]).is_unbroken());
    }

    #[test]
    fn the_empty_set_has_an_empty_hull() {
        assert!(Days::default().hull().is_empty());
        assert!(!Days::default().meets(Run::EVER));
    }
}
