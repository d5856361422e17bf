//! Moments: points in time, to the second, in Universal Time.
//!
//! Dates of relations may be partial; the time at which something was recorded never is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Day;

const SECONDS_OF_DAY: i64 = 86_400;

/// A second of Universal Time, written as RFC 3339 has it: `2026-11-22T13:25:14Z`.
///
/// # Examples
/// ```
/// use chancery::edtf::Moment;
///
/// let moment: Moment = "2026-11-22T13:25:14Z".parse()?;
/// assert_eq!(moment.to_string(), "2026-11-22T13:25:14Z");
/// assert!(moment < Moment::from_unix(moment.unix() + 1));
/// # Ok::<(), chancery::edtf::NoMoment>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(i64);

/// A text is no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no moment: one is written 2026-11-22 or 2026-11-22T13:25:14Z")]
pub struct NoMoment {
    /// The text.
    pub text: String,
}

impl Moment {
    /// Returns the moment so many seconds after the beginning of 1970.
    pub const fn from_unix(seconds: i64) -> Moment {
        Moment(seconds)
    }

    /// Returns the seconds since the beginning of 1970, negative before it.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// Returns the last second of what a text means: of a day, an hour, a minute, or itself.
    ///
    /// # Errors
    /// [`NoMoment`] unless the text is a day, or a day and a time of Universal Time.
    ///
    /// # Examples
    /// ```
    /// use chancery::edtf::Moment;
    ///
    /// let end = Moment::end_of("2026-11-22")?;
    /// assert_eq!(end.to_string(), "2026-11-22T23:59:59Z");
    /// # Ok::<(), chancery::edtf::NoMoment>(())
    /// ```
    pub fn end_of(text: &str) -> Result<Moment, NoMoment> {
        let no_moment = || NoMoment {
            text: text.to_owned(),
        };
        let (day, time) = match text.split_once(['T', ' ']) {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        let day = day_of(day).ok_or_else(no_moment)?;
        let second = match time {
            None => SECONDS_OF_DAY - 1,
            Some(time) => {
                last_second(time.strip_suffix('Z').unwrap_or(time)).ok_or_else(no_moment)?
            }
        };
        Ok(Moment(day.number() * SECONDS_OF_DAY + second))
    }

    /// Returns the shortest text of which it is the end: a day, a minute, or itself.
    ///
    /// # Examples
    /// ```
    /// use chancery::edtf::Moment;
    ///
    /// for text in ["2026-11-22", "2026-11-22T13:25", "2026-11-22T13:25:14Z"] {
    ///     assert_eq!(Moment::end_of(text)?.shortest(), text);
    /// }
    /// # Ok::<(), chancery::edtf::NoMoment>(())
    /// ```
    pub fn shortest(self) -> String {
        let whole = self.to_string();
        let ends = ["T23:59:59Z", ":59Z"];
        let short = ends.iter().find_map(|end| whole.strip_suffix(end));
        short.map(str::to_owned).unwrap_or(whole)
    }

    /// Returns the day of the moment.
    pub const fn day(self) -> Day {
        Day::from_number(self.0.div_euclid(SECONDS_OF_DAY))
    }
}

/// Returns the day that ten letters mean.
fn day_of(text: &str) -> Option<Day> {
    let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
    Day::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// Returns the last second of a time of the day: of an hour, a minute or a second.
fn last_second(time: &str) -> Option<i64> {
    let [hour, minute, second] = match time.len() {
        2 => numbers(time, ':', [2]).map(|[hour]| [hour, 59, 59]),
        5 => numbers(time, ':', [2, 2]).map(|[hour, minute]| [hour, minute, 59]),
        _ => numbers(time, ':', [2, 2, 2]),
    }?;
    let is_time = hour < 24 && minute < 60 && second < 60;
    is_time.then_some(hour * 3600 + minute * 60 + second)
}

/// Returns the numbers of a text with so many digits each, and nothing else in it.
fn numbers<const N: usize>(text: &str, between: char, digits: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(between);
    let mut found = [0; N];
    for (number, digits) in found.iter_mut().zip(digits) {
        let part = parts.next().filter(|part| part.len() == digits)?;
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        *number = part.parse().ok().filter(|_| is_number)?;
    }
    parts.next().is_none().then_some(found)
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.day().ymd();
        let second = self.0.rem_euclid(SECONDS_OF_DAY);
        let (hour, minute) = (second / 3600, second / 60 % 60);
        let second = second % 60;
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

impl FromStr for Moment {
    type Err = NoMoment;

    fn from_str(text: &str) -> Result<Moment, NoMoment> {
        let moment = Moment::end_of(text)?;
        if moment.to_string() == text {
            return Ok(moment);
        }
        Err(NoMoment {
            text: text.to_owned(),
        })
    }
}

impl TryFrom<String> for Moment {
    type Error = NoMoment;

    fn try_from(text: String) -> Result<Moment, NoMoment> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> String {
        moment.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn a_moment_is_read_as_it_is_written() {
        for text in [
            "1969-12-31T23:59:59Z",
            "1970-01-01T00:00:00Z",
            "2024-02-29T12:00:01Z",
        ] {
            let moment: Moment = text.parse().unwrap();
            assert_eq!(moment.to_string(), text);
        }
        assert_eq!(Moment::from_unix(0).to_string(), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn what_is_less_than_a_second_means_its_end() {
        let end = |text| Moment::end_of(text).unwrap().to_string();
        assert_eq!(end("2026-11-22"), "2026-11-22T23:59:59Z");
        assert_eq!(end("2026-11-22T13"), "2026-11-22T13:59:59Z");
        assert_eq!(end("2026-11-22 13:25"), "2026-11-22T13:25:59Z");
        assert_eq!(end("2026-11-22T13:25:14Z"), "2026-11-22T13:25:14Z");
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2026",
            "2026-11",
            "2026-02-30",
            "2026-11-22T24:00:00Z",
            "2026-11-22T1",
            "+026-11-22",
            "2026-11-22T13:25:14+01:00",
            "2026-11-22T13:25:61Z",
        ] {
            assert!(Moment::end_of(text).is_err(), "{text}");
        }
    }
}
