//! The time of a row: a day, or a number of hours or days since one.

use std::path::Path;

use super::super::ImportError;
use super::super::written::iso_day;
use super::Fault;
use crate::edtf::Day;

/// What a number of time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Days.
    #[default]
    Days,
    /// Hours; what is left of a day is left out.
    Hours,
}

/// Reads times.
#[derive(Debug)]
pub(super) struct Clock {
    unit: Unit,
    origin: Option<Day>,
    /// The time read last, for rows mostly stand in order of time.
    last: Option<(String, Day)>,
}

impl Clock {
    pub(super) const fn new(unit: Unit, origin: Option<Day>) -> Clock {
        Clock {
            unit,
            origin,
            last: None,
        }
    }

    /// Returns the day that a time means.
    #[inline]
    pub(super) fn day(&mut self, written: &str) -> Option<Day> {
        if let Some((text, day)) = &self.last
            && text == written
        {
            return Some(*day);
        }
        let day = self.read(written)?;
        let (text, last) = self.last.get_or_insert_with(|| (String::new(), day));
        written.clone_into(text);
        *last = day;
        Some(day)
    }

    fn read(&self, written: &str) -> Option<Day> {
        if let Some(day) = iso_day(written) {
            return Some(day);
        }
        let number: i32 = written.parse().ok()?;
        let days = match self.unit {
            Unit::Days => number,
            Unit::Hours => number.div_euclid(24),
        };
        Some(self.origin?.plus_days(days.into()))
    }

    /// Tells what is wrong with a time that means no day.
    ///
    /// # Errors
    /// [`ImportError::Setup`] if times are numbers and nobody said when they begin: then no row of the
    /// file can be read.
    pub(super) fn fault(
        &self,
        (column, written): (usize, &str),
        has_days: bool,
    ) -> Result<Fault, ImportError> {
        if !has_days && self.origin.is_none() && written.parse::<i32>().is_ok() {
            return Err(ImportError::Setup {
                message: format!("the time `{written}` is a number, and its origin is not known"),
                help: Some("the day on which the number is 0 has to be given".to_owned()),
            });
        }
        Ok(Fault::at(column, format!("`{written}` is no day")))
    }
}

/// Returns unit and origin of a benchmark's times, if its folder tells the year as `icews14` does:
/// these benchmarks count hours from the beginning of the year.
pub(super) fn benchmark(path: &Path) -> Option<(Unit, Day)> {
    let mut folders = path
        .ancestors()
        .filter_map(|folder| folder.file_name()?.to_str());
    let year = folders.find_map(|name| {
        let lower = name.to_ascii_lowercase();
        let digits = lower.strip_prefix("icews")?.get(..2)?;
        digits.parse::<i64>().ok()
    })?;
    Day::from_ymd(2000 + year, 1, 1).map(|origin| (Unit::Hours, origin))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Clock, Unit, benchmark};
    use crate::edtf::Day;

    #[test]
    fn a_time_is_a_day_or_a_number() {
        let origin = Day::from_ymd(2018, 1, 1).unwrap();
        let mut clock = Clock::new(Unit::Hours, Some(origin));
        for (written, days) in [("0", 0), ("23", 0), ("24", 1), ("5760", 240), ("-1", -1)] {
            assert_eq!(
                clock.day(written),
                Some(origin.plus_days(days)),
                "{written}"
            );
        }
        assert_eq!(clock.day("2018-01-03"), Some(origin.plus_days(2)));
        assert_eq!(clock.day("2018-01-03"), Some(origin.plus_days(2)));
        for written in ["", "20149999999", "2018-13-01", "1.5"] {
            assert_eq!(clock.day(written), None, "{written}");
        }
    }

    #[test]
    fn a_number_without_origin_stops_the_import() {
        let mut clock = Clock::new(Unit::Days, None);
        assert_eq!(clock.day("24"), None);
        assert!(clock.fault((3, "24"), false).is_err());
        assert!(clock.fault((3, "24"), true).is_ok());
        let fault = clock.fault((3, "soon"), false).unwrap();
        assert_eq!(fault.why, "`soon` is no day");
    }

    #[test]
    fn the_folder_of_a_benchmark_tells_its_year() {
        let origin = benchmark(Path::new("data/icews18/valid.txt.gz"));
        assert_eq!(
            origin,
            Some((Unit::Hours, Day::from_ymd(2018, 1, 1).unwrap()))
        );
        assert_eq!(benchmark(Path::new("data/icewsers/valid.txt")), None);
        assert_eq!(benchmark(Path::new("data/gdelt/valid.txt")), None);
    }
}
