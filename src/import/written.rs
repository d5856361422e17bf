//! How event data write what is common to them: values that are missing, and days.

use crate::edtf::Day;

/// The words for a value that is not there.
const MISSING: [&str; 5] = ["NA", "NULL", "None", "N/A", "---"];

/// Returns a field without spaces around it, no-break spaces included, if it holds anything.
#[inline]
pub(super) fn present(field: &str) -> Option<&str> {
    let field = field.trim();
    (!field.is_empty() && !MISSING.contains(&field)).then_some(field)
}

/// Returns the day of `2018-06-01`; a time of day behind it is left out.
#[inline]
pub(super) fn iso_day(text: &str) -> Option<Day> {
    let (date, rest) = text.split_at_checked(10)?;
    let has_time = rest.is_empty() || rest.starts_with([' ', 'T']);
    let marks = date.as_bytes().get(4) == Some(&b'-') && date.as_bytes().get(7) == Some(&b'-');
    if !(has_time && marks) {
        return None;
    }
    day(date.get(..4)?, date.get(5..7)?, date.get(8..)?)
}

/// Returns the day of `20180601`; the hours, minutes and seconds of fourteen digits are left out.
pub(super) fn compact_day(text: &str) -> Option<Day> {
    let is_number = text.bytes().all(|digit| digit.is_ascii_digit());
    if !is_number || ![8, 14].contains(&text.len()) {
        return None;
    }
    day(text.get(..4)?, text.get(4..6)?, text.get(6..8)?)
}

/// Returns the day of year, month and day in digits, if there was one.
fn day(year: &str, month: &str, day: &str) -> Option<Day> {
    let number = |digits: &str| {
        let mut bytes = digits.bytes();
        bytes.try_fold(0_u16, |sum, digit| {
            let value = digit.is_ascii_digit().then(|| u16::from(digit - b'0'))?;
            Some(sum * 10 + value)
        })
    };
    let short = |digits: &str| u8::try_from(number(digits)?).ok();
    Day::from_ymd(number(year)?.into(), short(month)?, short(day)?)
}

#[cfg(test)]
mod tests {
    use super::{compact_day, iso_day, present};

    #[test]
    fn a_day_is_read_in_both_ways_of_writing() {
        let day = iso_day("2018-06-01").unwrap();
        assert_eq!(day.ymd(), (2018, 6, 1));
        for same in ["2018-06-01 13:15:00", "2018-06-01T00:00Z"] {
            assert_eq!(iso_day(same), Some(day));
        }
        for same in ["20180601", "20180601131500"] {
            assert_eq!(compact_day(same), Some(day));
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "2018-02-30",
            "2018-6-1",
            "2018-06-012",
            "20180601",
            "",
            "2018-06-0é",
        ] {
            assert_eq!(iso_day(text), None, "{text}");
        }
        for text in ["20149999", "2018060", "+2018060", "201806011"] {
            assert_eq!(compact_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_missing_value_is_missing_in_all_its_ways_of_writing() {
        for text in ["", "  ", "NA", "NULL", "None", "\u{a0}"] {
            assert_eq!(present(text), None, "{text}");
        }
        assert_eq!(present("Nauru\u{a0}"), Some("Nauru"));
    }
}
