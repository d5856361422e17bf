//! Dates of rows: from the spellings of tables to EDTF, never more exact than what is written.
//!
//! Knows spellings of dates; which cells hold one is told by the mapping.

use super::mapping::{NoEnd, Slashes};
use crate::edtf::{Day, Edtf, MONTH_NAMES};

/// A date with as much of it as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    year: i64,
    month: Option<u8>,
    day: Option<u8>,
    about: bool,
}

impl Known {
    /// Reads a date written in one text; nothing if it only says that nothing is known (`****`).
    pub(super) fn read(text: &str, slashes: Option<Slashes>) -> Result<Option<Known>, String> {
        let text = text.split_once('T').map_or(text, |(date, _)| date).trim();
        let wrong = || format!("`{text}` is no date");
        let parts: Vec<&str> = text.split(['-', '/', ' ', '.']).collect();
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let known = match (parts.as_slice(), slashes) {
            ([first, second, year], Some(order)) if text.contains('/') => match order {
                Slashes::MonthFirst => Known::of_parts(year, first, second),
                Slashes::DayFirst => Known::of_parts(year, second, first),
            },
            _ if text.contains('/') => {
                return Err(format!("`{text}` may have the day or the month first"));
            }
            ([day, month, year], _) if month.starts_with(char::is_alphabetic) => {
                Known::of_parts(year, &named_month(month).ok_or_else(wrong)?, day)
            }
            ([month, year], _) if month.starts_with(char::is_alphabetic) => {
                Known::of_parts(year, &named_month(month).ok_or_else(wrong)?, "")
            }
            ([digits], _) if digits.len() == 8 && digits.bytes().all(|c| c.is_ascii_digit()) => {
                let part = |range| digits.get(range).unwrap_or_default();
                Known::of_parts(part(0..4), part(4..6), part(6..8))
            }
            ([year], _) => Known::of_parts(year, "", ""),
            ([year, month], _) => Known::of_parts(year, month.trim_matches('*'), ""),
            ([year, month, day], _) => {
                Known::of_parts(year, month.trim_matches('*'), day.trim_matches('*'))
            }
            _ => return Err(wrong()),
        };
        known.map_err(|()| wrong())
    }

    /// Returns the date of year, month and day as digits, the later ones empty if unknown.
    pub(super) fn of_parts(year: &str, month: &str, day: &str) -> Result<Option<Known>, ()> {
        if year.is_empty() || year.bytes().all(|c| c == b'*') {
            return Ok(None);
        }
        // Two digits would be a year of the first century, which no table means.
        let written = (3..=4).contains(&year.len()) && year.bytes().all(|c| c.is_ascii_digit());
        let year: i64 = written.then(|| year.parse().ok()).flatten().ok_or(())?;
        let month = part(month)?;
        let day = part(day)?.filter(|_| month.is_some());
        let known = Known {
            year,
            month,
            day,
            about: false,
        };
        match Day::from_ymd(year, month.unwrap_or(1), day.unwrap_or(1)) {
            Some(_) => Ok(Some(known)),
            None => Err(()),
        }
    }

    /// Returns the date without a first day and a first month, which stand for "not known".
    pub(super) fn coarsened(mut self) -> Known {
        if self.day == Some(1) {
            self.day = None;
            self.month = self.month.filter(|month| *month != 1);
        }
        self
    }

    /// Returns the date, said to be approximate.
    pub(super) const fn about(mut self) -> Known {
        self.about = true;
        self
    }

    /// Returns the date as EDTF writes it.
    pub(super) fn written(self) -> String {
        let part = |part: Option<u8>| part.map(|part| format!("-{part:02}")).unwrap_or_default();
        let (month, day) = (part(self.month), part(self.day));
        let about = if self.about { "~" } else { "" };
        format!("{:04}{month}{day}{about}", self.year)
    }
}

/// Returns a month or a day, nothing if it is not known.
fn part(digits: &str) -> Result<Option<u8>, ()> {
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse() {
        Ok(number) if number > 0 => Ok(Some(number)),
        _ => Err(()),
    }
}

/// Returns the number of a month by its English name, whole or cut to three letters, or `Sept`.
fn named_month(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let is_short = name.len() == 3 || name == "sept";
    let is_named = |month: &&str| {
        let month = month.to_lowercase();
        month == name || is_short && month.starts_with(&name)
    };
    let at = MONTH_NAMES.iter().position(is_named)?;
    Some((at + 1).to_string())
}

/// How an interval ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// On a date.
    On(Known),
    /// It still lasts.
    Open,
    /// Nobody says.
    Unknown,
}

impl Ending {
    /// Returns the end that is said, or what one that is not said means.
    pub(super) const fn new(end: Option<Known>, no_end: NoEnd) -> Ending {
        match (end, no_end) {
            (Some(end), _) => Ending::On(end),
            (None, NoEnd::Open) => Ending::Open,
            (None, NoEnd::Unknown) => Ending::Unknown,
        }
    }
}

/// Returns a date as EDTF.
pub(super) fn single(date: Known) -> Result<Edtf, String> {
    parsed(&date.written())
}

/// Returns the stretch from one date to another; nothing if neither is known.
pub(super) fn stretch(from: Option<Known>, to: Ending) -> Result<Option<Edtf>, String> {
    if from.is_none() && !matches!(to, Ending::On(_)) {
        return Ok(None);
    }
    let start = from.map(Known::written).unwrap_or_default();
    let text = match to {
        Ending::On(end) if Some(end) == from => end.written(),
        Ending::On(end) => format!("{start}/{}", end.written()),
        Ending::Open => format!("{start}/.."),
        Ending::Unknown => format!("{start}/"),
    };
    parsed(&text).map(Some)
}

/// Returns the stretch from the first beginning of some dates to their last end.
pub(super) fn spanning(dates: &[Edtf]) -> Option<Edtf> {
    let (first, others) = dates.split_first()?;
    if others.iter().all(|date| date == first) {
        return Some(first.clone());
    }
    let begins = dates.iter().min_by_key(|date| date.begins().0)?;
    let start = begins.is_interval().then(|| begins.ends().0);
    let start = start.unwrap_or_else(|| Some(begins.clone()));
    let end = if dates.iter().any(Edtf::ends_open) {
        "..".to_owned()
    } else if dates.iter().any(Edtf::end_unknown) {
        String::new()
    } else {
        let ends = dates.iter().max_by_key(|date| date.latest())?;
        let end = ends.is_interval().then(|| ends.ends().1);
        let end = end.unwrap_or_else(|| Some(ends.clone()));
        end.map(|end| end.to_string()).unwrap_or_default()
    };
    let start = start.map(|start| start.to_string()).unwrap_or_default();
    Edtf::parse(&format!("{start}/{end}")).ok()
}

/// Returns the date of what was seen in each of some years, and may have lasted longer.
pub(super) fn seen_in((first, last): (i64, i64)) -> Option<Edtf> {
    let text = if first == last {
        format!("{first:04}")
    } else {
        format!("{{{first:04}..{last:04}}}")
    };
    Edtf::parse(&text).ok()
}

/// Returns the date that stands for a day of each of some dates.
pub(super) fn each(mut dates: Vec<Edtf>) -> Option<Edtf> {
    dates.sort_by(|a, b| {
        (a.earliest(), a.latest(), a.as_str()).cmp(&(b.earliest(), b.latest(), b.as_str()))
    });
    dates.dedup();
    if dates.len() < 2 {
        return dates.pop();
    }
    let members: Vec<String> = dates
        .iter()
        .map(|date| date.as_str().replace('/', ".."))
        .collect();
    Edtf::parse(&format!("{{{}}}", members.join(","))).ok()
}

fn parsed(text: &str) -> Result<Edtf, String> {
    Edtf::parse(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Ending, Known, stretch};
    use crate::edtf::Edtf;
    use crate::import::table::mapping::Slashes;

    #[track_caller]
    fn check(text: &str, written: &str) {
        let known = Known::read(text, None).unwrap();
        assert_eq!(
            known.map(Known::written).unwrap_or_default(),
            written,
            "{text}"
        );
    }

    #[test]
    fn every_spelling_keeps_its_precision() {
        check("1965-10-06", "1965-10-06");
        check("2014-07", "2014-07");
        check("1975", "1975");
        check("6 Oct 1965", "1965-10-06");
        check("October 1965", "1965-10");
        check("19651006", "1965-10-06");
        check("1992-01-01T00:00:00Z", "1992-01-01");
        check("2014-**-**", "2014");
        check("****-**-**", "");
        check("1985-****", "1985");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "soon",
            "1965-13-01",
            "1965-02-30",
            "65",
            "6 Okt 1965",
            "6 Januar 1965",
            "10/6/1965",
        ] {
            assert!(Known::read(text, None).is_err(), "{text}");
        }
        let slashed = |order| Known::read("10/6/1965", Some(order)).unwrap().unwrap();
        assert_eq!(slashed(Slashes::MonthFirst).written(), "1965-10-06");
        assert_eq!(slashed(Slashes::DayFirst).written(), "1965-06-10");
    }

    #[test]
    fn a_first_day_may_stand_for_a_month_or_a_year() {
        let coarse = |text| {
            Known::read(text, None)
                .unwrap()
                .unwrap()
                .coarsened()
                .written()
        };
        assert_eq!(coarse("1992-01-01"), "1992");
        assert_eq!(coarse("1992-12-01"), "1992-12");
        assert_eq!(coarse("1992-01-02"), "1992-01-02");
    }

    #[test]
    fn a_stretch_of_one_day_is_that_day() {
        let day = Known::read("2008-02-19", None).unwrap();
        let told = |from, to| stretch(from, to).unwrap().map(|date| date.to_string());
        assert_eq!(
            told(day, Ending::On(day.unwrap())).as_deref(),
            Some("2008-02-19")
        );
        assert_eq!(told(day, Ending::Open).as_deref(), Some("2008-02-19/.."));
        assert_eq!(told(day, Ending::Unknown).as_deref(), Some("2008-02-19/"));
        assert_eq!(
            told(None, Ending::On(day.unwrap())).as_deref(),
            Some("/2008-02-19")
        );
        assert_eq!(told(None, Ending::Unknown), None);
        let earlier = Known::read("2007", None).unwrap().unwrap();
        assert!(stretch(day, Ending::On(earlier)).is_err());
    }

    fn dates(texts: &[&str]) -> Vec<Edtf> {
        texts
            .iter()
            .map(|text| Edtf::parse(text).unwrap())
            .collect()
    }

    #[test]
    fn dates_are_spanned_from_first_to_last() {
        let span = |texts: &[&str]| super::spanning(&dates(texts)).map(|date| date.to_string());
        assert_eq!(
            span(&["1990-02-01", "1989-01-03"]).as_deref(),
            Some("1989-01-03/1990-02-01")
        );
        assert_eq!(span(&["1990/1991", "1985"]).as_deref(), Some("1985/1991"));
        assert_eq!(span(&["1990/..", "1995"]).as_deref(), Some("1990/.."));
        assert_eq!(span(&["1990", "1990"]).as_deref(), Some("1990"));
        assert_eq!(span(&[]), None);
    }

    #[test]
    fn what_was_seen_on_several_dates_is_a_set_of_them() {
        let each = |texts: &[&str]| super::each(dates(texts)).map(|date| date.to_string());
        let set = each(&["1954-06", "1941-12-22/1942-01-14", "1954-06"]);
        assert_eq!(set.as_deref(), Some("{1941-12-22..1942-01-14,1954-06}"));
        assert_eq!(each(&["1990"]).as_deref(), Some("1990"));
    }
}
