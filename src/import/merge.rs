//! Merging: rows that tell of one event become one relation with several reports.
//!
//! Rows wait until all is read; then they are sorted, which beats a table of all that was seen.
//! Where nothing is to be merged nothing is sorted.

use super::ImportError;
use super::forms::FormIx;
use super::roster::Who;

/// The longest stretch of days over which rows are counted by day before they are sorted: about
/// three thousand years. Data of a longer one are few, or wrong.
const MOST_DAYS: usize = 1 << 20;
/// So many rows are handled between two looks at whether to go on.
const PACE: usize = 1 << 20;

/// One row, on its way into a batch. The order of the fields is that of sorting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Told {
    /// The day, in days from 1970-01-01.
    pub(super) day: i32,
    /// Who plays the first role; in a mutual relation the one with the smaller number.
    pub(super) from: Who,
    /// Who plays the second.
    pub(super) to: Who,
    /// What it is.
    pub(super) form: FormIx,
    /// The line that tells of it.
    pub(super) line: u32,
}

impl Told {
    /// Tells whether two rows tell of one relation.
    pub(super) fn is_again(&self, other: &Told) -> bool {
        let fact = |told: &Told| (told.day, told.from, told.to, told.form);
        fact(self) == fact(other)
    }
}

/// Puts rows that tell of one relation side by side, the first row of each first.
///
/// # Errors
/// What `go_on` says; it is asked every so often.
///
/// # Complexity
/// O(n log d) for n rows with d on a day; rows in order of day are not moved to be so.
pub(super) fn sort(
    rows: &mut Vec<Told>,
    go_on: &dyn Fn() -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    if !rows.is_sorted_by_key(|told| told.day) {
        by_day(rows, go_on)?;
    }
    let mut sorted = 0;
    for day in rows.chunk_by_mut(|left, right| left.day == right.day) {
        sorted += day.len();
        if sorted > PACE {
            sorted = 0;
            go_on()?;
        }
        day.sort_unstable();
    }
    Ok(())
}

/// Puts rows in order of day.
fn by_day(
    rows: &mut Vec<Told>,
    go_on: &dyn Fn() -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let days = || rows.iter().map(|told| told.day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Ok(());
    };
    let length = last.abs_diff(first) as usize;
    if length >= MOST_DAYS {
        rows.sort_by_key(|told| told.day);
        return Ok(());
    }
    let place = |told: &Told| told.day.abs_diff(first) as usize;
    let mut next = vec![0_usize; length + 2];
    for part in rows.chunks(PACE) {
        go_on()?;
        for told in part {
            next[place(told) + 1] += 1;
        }
    }
    for day in 1..next.len() {
        next[day] += next[day - 1];
    }
    let mut sorted = rows.clone();
    for part in rows.chunks(PACE) {
        go_on()?;
        for told in part {
            let at = &mut next[place(told)];
            sorted[*at] = *told;
            *at += 1;
        }
    }
    *rows = sorted;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{FormIx, Told, Who, sort};
    use crate::import::ImportError;

    fn told(day: i32, from: u32, line: u32) -> Told {
        Told {
            day,
            from: Who(from),
            to: Who(9),
            form: FormIx(0),
            line,
        }
    }

    #[track_caller]
    fn check(mut rows: Vec<Told>) {
        let mut wanted = rows.clone();
        wanted.sort_unstable();
        sort(&mut rows, &|| Ok(())).unwrap();
        assert_eq!(rows, wanted);
    }

    #[test]
    fn rows_of_one_event_come_to_stand_side_by_side() {
        check(Vec::new());
        check(vec![
            told(1, 2, 1),
            told(1, 1, 2),
            told(1, 2, 3),
            told(2, 1, 4),
        ]);
        check(
            (0..5_000_u32)
                .map(|n| told(n.cast_signed() * 7_919 % 300, n % 11, n))
                .collect(),
        );
    }

    #[test]
    fn an_absurd_stretch_of_days_costs_no_memory() {
        check(vec![
            told(i32::MAX, 1, 1),
            told(i32::MIN, 1, 2),
            told(0, 1, 3),
        ]);
    }

    #[test]
    fn sorting_can_be_stopped() {
        let mut rows = vec![told(2, 1, 1), told(1, 1, 2)];
        let stop = || {
            Err(ImportError::Stopped {
                file: "x".to_owned(),
            })
        };
        assert!(sort(&mut rows, &stop).is_err());
    }
}
