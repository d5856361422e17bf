//! Reading a date: text to `Syntax`, or the place and the reason of the first fault.
//!
//! Knows the grammar of ISO 8601-2 and refuses what no day can match; knows nothing of windows.
//!
//! ```text
//! text     = date | interval | "[" members "]" | "{" members "}"
//! interval = (date | ".." | "") "/" (date | ".." | "")
//! members  = member ("," member)*
//! member   = date | date ".." | ".." date | date ".." date
//! date     = mark? year mark? ("-" mark? month mark? ("-" mark? day mark? time?)?)?
//! year     = "-"? digit{4} ("S" number)? | "Y" "-"? number ("E" number)? ("S" number)?
//! digit    = "0" to "9" | "X"        mark = "?" | "~" | "%"
//! time     = "T" hh ":" mm ":" ss ("." number)? ("Z" | ("+" | "-") hh (":" mm)?)?
//! ```

use super::{
    day::{days_in_month, month_name},
    error::{EdtfError, MAX_LENGTH, Reason},
    group::Group,
    pattern::{Digits, Pattern, Within, Year},
    syntax::{Date, End, Mark, Marks, Member, Syntax, Time, YearForm},
};

/// Years further away than this are refused.
const FARTHEST_YEAR: i64 = 9_999_999_999;

/// Reads a whole text as one date.
///
/// # Errors
///
/// Returns the first fault with its place. The work is bounded: longer texts are refused unread.
pub(super) fn read(text: &str) -> Result<Syntax, EdtfError> {
    if text.is_empty() {
        return Err(EdtfError::new(text, 0, 0, Reason::Empty));
    }
    if text.len() > MAX_LENGTH {
        return Err(EdtfError::new(text, 0, text.len(), Reason::TooLong));
    }
    let mut reader = Reader { text, at: 0 };
    let syntax = match text.as_bytes() {
        [b'[', ..] => Syntax::OneOf(reader.members("`]`", b']')?),
        [b'{', ..] => Syntax::AllOf(reader.members("`}`", b'}')?),
        bytes if bytes.contains(&b'/') => reader.interval()?,
        _ => Syntax::Date(reader.date()?),
    };
    match reader.rest() {
        "" => Ok(syntax),
        _ => Err(reader.unexpected("the end of the date")),
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn interval(&mut self) -> Result<Syntax, EdtfError> {
        let start = self.end()?;
        self.need(b'/', "`/`")?;
        let second = self.at;
        let end = self.end()?;
        match (&start, &end) {
            (End::Unknown, End::Unknown) => Err(self.fault(0, Reason::NothingKnown)),
            (End::Date(from), End::Date(to)) if ends_before(to, from) => {
                Err(self.fault(second, Reason::EndBeforeStart))
            }
            _ => Ok(Syntax::Interval(start, end)),
        }
    }

    fn end(&mut self) -> Result<End, EdtfError> {
        if matches!(self.peek(), None | Some(b'/')) {
            return Ok(End::Unknown);
        }
        if self.take_dots() {
            return Ok(End::Open);
        }
        self.whole_date().map(End::Date)
    }

    fn members(&mut self, closing: &'static str, close: u8) -> Result<Vec<Member>, EdtfError> {
        self.at += 1;
        if self.take(close) {
            return Err(self.fault(0, Reason::EmptySet));
        }
        let mut members = vec![self.member()?];
        while self.take(b',') {
            members.push(self.member()?);
        }
        self.need(close, closing)?;
        Ok(members)
    }

    fn member(&mut self) -> Result<Member, EdtfError> {
        if self.take_dots() {
            return self.whole_date().map(Member::Until);
        }
        let from = self.whole_date()?;
        if !self.take_dots() {
            return Ok(Member::Date(from));
        }
        if matches!(self.peek(), None | Some(b',' | b']' | b'}')) {
            return Ok(Member::From(from));
        }
        let second = self.at;
        let to = self.whole_date()?;
        if ends_before(&to, &from) {
            return Err(self.fault(second, Reason::EndBeforeStart));
        }
        Ok(Member::Range(from, to))
    }

    /// Reads a date that may have no time of day.
    fn whole_date(&mut self) -> Result<Date, EdtfError> {
        let start = self.at;
        let date = self.date()?;
        match date.time {
            Some(_) => Err(self.fault(start, Reason::TimeInInterval)),
            None => Ok(date),
        }
    }

    fn date(&mut self) -> Result<Date, EdtfError> {
        let start = self.at;
        let mut marks = Marks::default();
        let (year, year_form) = self.marked(&mut marks, 0, Reader::year)?;
        let mut within = Within::Year;
        let mut time = None;
        if year_form != YearForm::Significant && self.take(b'-') {
            within = self.marked(&mut marks, 1, Reader::month)?;
            if self.peek() == Some(b'-') {
                within = self.day_of(&mut marks, year, within)?;
                time = self.time(within)?;
            }
        }
        let pattern = Pattern { year, within };
        if pattern.is_empty() {
            return Err(self.fault(start, Reason::NoDayMatches));
        }
        Ok(Date {
            pattern,
            marks,
            time,
            year_form,
        })
    }

    /// Reads one part of a date with the qualifiers before and after it.
    fn marked<T>(
        &mut self,
        marks: &mut Marks,
        part: usize,
        read: impl FnOnce(&mut Self) -> Result<T, EdtfError>,
    ) -> Result<T, EdtfError> {
        let before = self.mark();
        let value = read(self)?;
        let second = self.at;
        let after = self.mark();
        let twice = after.is_some() && (before.is_some() || self.mark().is_some());
        if twice {
            return Err(self.fault(second, Reason::MarkedTwice));
        }
        if let (Some(left), Some(right)) = (marks.before.get_mut(part), marks.after.get_mut(part)) {
            (*left, *right) = (before, after);
        }
        Ok(value)
    }

    fn mark(&mut self) -> Option<Mark> {
        let mark = Mark::from_byte(self.peek()?)?;
        self.at += 1;
        Some(mark)
    }

    fn year(&mut self) -> Result<(Year, YearForm), EdtfError> {
        let start = self.at;
        let long = self.take(b'Y');
        let negative = self.take(b'-');
        if long {
            return self.long_year(start, negative);
        }
        let rest = self.rest().as_bytes();
        let written = rest.iter().take_while(|&&byte| is_digit(byte)).count();
        let spelt = rest.get(written).is_some_and(u8::is_ascii_alphabetic);
        if !matches!(written, 0 | 4) && !spelt {
            return Err(self.fault_of(start, self.at + written, Reason::YearDigits));
        }
        let digits = self.digits::<4>("a year of four digits")?;
        let Some(value) = digits.value() else {
            return Ok((Year::Digits { negative, digits }, YearForm::Four));
        };
        if negative && value == 0 {
            return Err(self.fault(start, Reason::SignedZero));
        }
        let value = if negative {
            -i64::from(value)
        } else {
            value.into()
        };
        self.with_significance(value, 4, YearForm::Four)
    }

    fn long_year(&mut self, start: usize, negative: bool) -> Result<(Year, YearForm), EdtfError> {
        let leading_zero = self.peek() == Some(b'0');
        let mut value = self.number("the digits of the year")?;
        let mut form = YearForm::Long;
        if self.take(b'E') {
            form = YearForm::Exponent;
            let exponent = self.number("the exponent of the year")?;
            let power = u32::try_from(exponent)
                .ok()
                .and_then(|power| 10_i64.checked_pow(power));
            value = power.map_or(i64::MAX, |power| value.saturating_mul(power));
        }
        if leading_zero || value <= 9_999 {
            return Err(self.fault(start, Reason::ShortLongYear));
        }
        if value > FARTHEST_YEAR {
            return Err(self.fault(start, Reason::YearTooFar));
        }
        let value = if negative { -value } else { value };
        self.with_significance(value, value.unsigned_abs().ilog10() + 1, form)
    }

    /// Reads `S` and the number of significant digits, if they follow a year of so many `digits`.
    fn with_significance(
        &mut self,
        value: i64,
        digits: u32,
        form: YearForm,
    ) -> Result<(Year, YearForm), EdtfError> {
        let start = self.at;
        if !self.take(b'S') {
            return Ok((Year::Number(value), form));
        }
        let significant = self.number("the number of significant digits")?;
        if significant == 0 {
            return Err(self.fault(start, Reason::NothingSignificant));
        }
        // More significant digits than there are leave nothing open.
        let significant = u32::try_from(significant).unwrap_or(u32::MAX);
        let insignificant = digits.saturating_sub(significant);
        let unit = 10_i64.pow(insignificant);
        let floor = value.abs() / unit * unit;
        let (first, last) = if value < 0 {
            (1 - floor - unit, -floor.max(1))
        } else {
            (floor, floor + unit - 1)
        };
        Ok((Year::Estimate { value, first, last }, YearForm::Significant))
    }

    fn month(&mut self) -> Result<Within, EdtfError> {
        let start = self.at;
        let month = self.digits::<2>("a month of two digits")?;
        if let Some(group) = month.value().and_then(Group::from_code) {
            return Ok(Within::Group(group));
        }
        if !(1..=12).any(|number| month.matches(number)) {
            return Err(self.fault(
                start,
                Reason::NoSuchMonth {
                    month: month.to_string().into(),
                },
            ));
        }
        Ok(Within::Month(month))
    }

    /// Reads the hyphen and the day that follow a month.
    fn day_of(
        &mut self,
        marks: &mut Marks,
        year: Year,
        within: Within,
    ) -> Result<Within, EdtfError> {
        let Within::Month(month) = within else {
            return Err(self.fault_of(self.at, self.text.len(), Reason::DayOfGroup));
        };
        self.at += 1;
        self.marked(marks, 2, |reader| {
            let start = reader.at;
            let day = reader.digits::<2>("a day of two digits")?;
            if !(1..=31).any(|number| day.matches(number)) {
                let day = day.to_string().into();
                return Err(reader.fault(start, Reason::NoSuchDay { day }));
            }
            match shorter_month(year, month, day) {
                Some(reason) => Err(reader.fault(start, reason)),
                None => Ok(Within::Day(month, day)),
            }
        })
    }

    fn time(&mut self, within: Within) -> Result<Option<Time>, EdtfError> {
        let start = self.at;
        if !self.take(b'T') {
            return Ok(None);
        }
        if !matches!(within, Within::Day(month, day) if month.value().and(day.value()).is_some()) {
            return Err(self.fault(start, Reason::TimeOfUnspecifiedDay));
        }
        let hour = self.two_digits(24, "hour")?;
        self.need(b':', "`:`")?;
        let minute = self.two_digits(59, "minute")?;
        self.need(b':', "`:`")?;
        // A leap second ends an hour; midnight may be written as the end of its day.
        let second = self.two_digits(if minute == 59 { 60 } else { 59 }, "second")?;
        if self.take(b'.') {
            self.number("a fraction of a second")?;
        }
        if hour == 24 && (minute, second) != (0, 0) {
            return Err(self.fault(start + 1, Reason::NoSuchTime { part: "hour" }));
        }
        let offset = self.offset()?;
        Ok(Some(Time {
            hour,
            minute,
            second,
            offset,
        }))
    }

    /// Reads the difference from universal time in minutes.
    fn offset(&mut self) -> Result<Option<i16>, EdtfError> {
        if self.take(b'Z') {
            return Ok(Some(0));
        }
        let sign = match self.peek() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return Ok(None),
        };
        self.at += 1;
        let hours = self.two_digits(14, "offset")?;
        let minutes = if self.take(b':') {
            self.two_digits(59, "offset")?
        } else {
            0
        };
        Ok(Some(sign * (i16::from(hours) * 60 + i16::from(minutes))))
    }

    fn two_digits(&mut self, greatest: u32, part: &'static str) -> Result<u8, EdtfError> {
        let start = self.at;
        let digits = self.digits::<2>("two digits")?;
        match digits.value().filter(|&value| value <= greatest) {
            Some(value) => Ok(value as u8),
            None => Err(self.fault(start, Reason::NoSuchTime { part })),
        }
    }

    fn digits<const N: usize>(&mut self, expected: &'static str) -> Result<Digits<N>, EdtfError> {
        let mut digits = [None; N];
        for digit in &mut digits {
            *digit = match self.peek() {
                Some(byte) if byte.is_ascii_digit() => Some(byte - b'0'),
                Some(b'X') => None,
                _ => return Err(self.unexpected(expected)),
            };
            self.at += 1;
        }
        Ok(Digits(digits))
    }

    /// Reads one digit or more; what is too great for 64 bits saturates.
    fn number(&mut self, expected: &'static str) -> Result<i64, EdtfError> {
        let digits = self.rest();
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            return Err(self.unexpected(expected));
        }
        self.at += length;
        Ok(digits
            .get(..length)
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(i64::MAX))
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn take_dots(&mut self) -> bool {
        let found = self.rest().starts_with("..");
        self.at += 2 * usize::from(found);
        found
    }

    fn need(&mut self, byte: u8, expected: &'static str) -> Result<(), EdtfError> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(self.unexpected(expected))
        }
    }

    fn unexpected(&self, expected: &'static str) -> EdtfError {
        let found = self.rest().chars().next();
        let end = self.at + found.map_or(0, char::len_utf8);
        self.fault_of(self.at, end, Reason::Unexpected { found, expected })
    }

    /// Blames what was read since `start`.
    fn fault(&self, start: usize, reason: Reason) -> EdtfError {
        self.fault_of(start, self.at, reason)
    }

    fn fault_of(&self, start: usize, end: usize, reason: Reason) -> EdtfError {
        EdtfError::new(self.text, start, end.saturating_sub(start), reason)
    }
}

/// Returns whether all days of `end` lie before all days of `start`.
fn ends_before(end: &Date, start: &Date) -> bool {
    match (end.pattern.hull(), start.pattern.hull()) {
        (Some(end), Some(start)) => end.last < start.first,
        _ => false,
    }
}

/// Returns whether the byte is a digit, given or unspecified.
fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'X'
}

/// Explains a day that a known month of a known year does not have.
fn shorter_month(year: Year, month: Digits<2>, day: Digits<2>) -> Option<Reason> {
    let (Year::Number(year), Some(month)) = (year, month.value()) else {
        return None;
    };
    let days = days_in_month(year, month as u8)?;
    let name = month_name(month as u8);
    (day.least() > days.into()).then(|| Reason::ShorterMonth {
        month: format!("{name} {year}").into(),
        days,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn single(text: &str) -> Date {
        match read(text).unwrap() {
            Syntax::Date(date) => date,
            other => panic!("{text} is {other:?}"),
        }
    }

    #[track_caller]
    fn refused(text: &str, reason: &Reason) {
        assert_eq!(read(text).unwrap_err().reason(), reason, "{text}");
    }

    #[test]
    fn a_sign_counts_for_all_digits_of_a_year() {
        assert_eq!(single("-0044").pattern.year, Year::Number(-44));
        assert_eq!(single("Y-17E7").pattern.year, Year::Number(-170_000_000));
    }

    #[test]
    fn significant_digits_open_the_others() {
        let span = |text| single(text).pattern.year.span();
        assert_eq!(span("1950S2"), (1900, 1999));
        assert_eq!(span("1950S4"), (1950, 1950));
        assert_eq!(span("1950S9"), (1950, 1950));
        assert_eq!(span("-1950S2"), (-1999, -1900));
        assert_eq!(span("0000S3"), (0, 9));
        assert_eq!(span("-0005S3"), (-9, -1));
        assert_eq!(span("Y3388E2S3"), (338_000, 338_999));
    }

    #[test]
    fn qualifiers_stay_on_the_side_on_which_they_stand() {
        let marks = single("?2004-06-~11").marks;
        assert_eq!(
            marks.before,
            [Some(Mark::Uncertain), None, Some(Mark::Approximate)]
        );
        assert_eq!(
            single("2004-06%-11").marks.after,
            [None, Some(Mark::Both), None]
        );
        assert_eq!(
            single("%-2011-06").marks.before,
            [Some(Mark::Both), None, None]
        );
    }

    #[test]
    fn a_time_keeps_its_offset_in_minutes() {
        let offset = |zone: &str| {
            single(&format!("2004-01-01T10:10:10{zone}"))
                .time
                .unwrap()
                .offset
        };
        assert_eq!(offset(""), None);
        assert_eq!(offset("Z"), Some(0));
        assert_eq!(offset("+05:00"), Some(300));
        assert_eq!(offset("-03:30"), Some(-210));
        assert_eq!(offset(".25-04"), Some(-240));
    }

    #[test]
    fn the_end_of_a_day_and_a_leap_second_are_times() {
        for text in ["2016-12-31T24:00:00", "2016-12-31T23:59:60Z"] {
            assert!(single(text).time.is_some());
        }
        refused(
            "2016-12-31T23:58:60Z",
            &Reason::NoSuchTime { part: "second" },
        );
    }

    #[test]
    fn an_empty_end_is_unknown_and_dots_are_open() {
        assert!(matches!(
            read("1985/"),
            Ok(Syntax::Interval(End::Date(_), End::Unknown))
        ));
        assert!(matches!(
            read("../1985"),
            Ok(Syntax::Interval(End::Open, End::Date(_)))
        ));
        assert!(matches!(
            read("/.."),
            Ok(Syntax::Interval(End::Unknown, End::Open))
        ));
        refused("/", &Reason::NothingKnown);
    }

    #[test]
    fn ranges_of_a_set_may_be_open_at_one_end() {
        let Ok(Syntax::OneOf(members)) = read("[..1760,1761,1762..1763,1764..]") else {
            panic!("four members");
        };
        assert!(matches!(
            members.as_slice(),
            [
                Member::Until(_),
                Member::Date(_),
                Member::Range(..),
                Member::From(_)
            ]
        ));
        refused("{}", &Reason::EmptySet);
    }

    #[test]
    fn a_text_of_256_bytes_is_read_and_one_more_is_too_long() {
        let longest = format!("[{}]", vec!["2004"; 51].join(","));
        assert_eq!(longest.len(), 256);
        assert!(read(&longest).is_ok());
        refused(
            &format!("[{}] ", vec!["2004"; 51].join(",")),
            &Reason::TooLong,
        );
    }

    #[test]
    fn ends_may_overlap_as_long_as_one_day_is_in_order() {
        assert!(read("2004-06-11/2004-06").is_ok());
        assert!(read("2004-06-30/2004-06-30").is_ok());
        refused("2004-07/2004-06", &Reason::EndBeforeStart);
    }
}
