//! What is wrong with a text that is no date.
//!
//! Knows places and reasons; does not read dates.

use std::fmt;

/// The greatest length of a date in bytes; longer texts are refused unread.
pub(super) const MAX_LENGTH: usize = 256;
/// How much of a refused text its message repeats, in characters.
const SHOWN: usize = 40;

/// A text was refused as a date.
///
/// # Examples
///
/// ```
/// use chancery::edtf::Edtf;
///
/// let error = Edtf::parse("1960-06-31").unwrap_err();
/// assert_eq!(error.to_string(), "`1960-06-31` is no date: June 1960 has 30 days");
/// assert_eq!(error.span(), 8..10);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is no date: {reason}", shown(text))]
pub struct EdtfError {
    text: Box<str>,
    at: usize,
    len: usize,
    reason: Reason,
}

/// Why a text is no date; prints as the second half of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// There is no text.
    Empty,
    /// The text has more than 256 bytes.
    TooLong,
    /// Something else should stand here.
    Unexpected {
        /// What stands here; `None` at the end of the text.
        found: Option<char>,
        /// What should stand here.
        expected: &'static str,
    },
    /// A year has four digits; longer ones begin with `Y`.
    YearDigits,
    /// The year 0000 carries a sign.
    SignedZero,
    /// A year that begins with `Y` has four digits or fewer, or leading zeros.
    ShortLongYear,
    /// The year is further away than ten thousand million years.
    YearTooFar,
    /// Not one digit of the year is said to be significant.
    NothingSignificant,
    /// No month and no group of months has this number.
    NoSuchMonth {
        /// The two digits.
        month: Box<str>,
    },
    /// No day of any month has this number.
    NoSuchDay {
        /// The two digits.
        day: Box<str>,
    },
    /// The month is shorter.
    ShorterMonth {
        /// The month in words, such as `June 1960`.
        month: Box<str>,
        /// The number of its days.
        days: u8,
    },
    /// No day matches the digits that are given.
    NoDayMatches,
    /// A season, quarter or half year is followed by a day.
    DayOfGroup,
    /// The part of the time of day is out of range.
    NoSuchTime {
        /// The part: hour, minute, second or offset.
        part: &'static str,
    },
    /// A time of day follows a day that is not wholly specified.
    TimeOfUnspecifiedDay,
    /// A time of day stands in an interval or a set.
    TimeInInterval,
    /// One part of the date carries two qualifiers.
    MarkedTwice,
    /// The second end lies wholly before the first.
    EndBeforeStart,
    /// Both ends of the interval are unknown.
    NothingKnown,
    /// The set has no members.
    EmptySet,
}

impl EdtfError {
    pub(super) fn new(text: &str, at: usize, len: usize, reason: Reason) -> EdtfError {
        // A text that is too long is not worth keeping; the message shows its beginning only.
        let kept = if text.len() > MAX_LENGTH {
            shown(text)
        } else {
            text.to_owned()
        };
        EdtfError {
            text: kept.into(),
            at,
            len,
            reason,
        }
    }

    /// Returns the refused text; only its beginning where it is longer than a date may be.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the byte offset at which the text goes wrong.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Returns the bytes that are wrong; empty at the end of the text.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.at..self.at + self.len
    }

    /// Returns why the text is no date.
    pub fn reason(&self) -> &Reason {
        &self.reason
    }

    /// Returns what should have stood at the place, where that can be told.
    pub fn expected(&self) -> Option<&'static str> {
        match self.reason {
            Reason::Unexpected { expected, .. } => Some(expected),
            _ => None,
        }
    }

    /// Returns a sentence on how such dates are written, where one helps.
    pub fn help(&self) -> Option<&'static str> {
        Some(match &self.reason {
            Reason::Empty | Reason::NothingKnown => "leave the date out where none is known",
            Reason::Unexpected { found, .. } => return help_with(*found),
            Reason::YearDigits | Reason::ShortLongYear => {
                "a year has four digits, as in `0476` or `196X`; longer ones begin with `Y`: `Y12345`"
            }
            Reason::SignedZero => "`0000` is the year 1 BCE, and `-0001` the year before it",
            Reason::NothingSignificant => "`1950S2` is a year from 1900 to 1999, perhaps 1950",
            Reason::NoSuchMonth { .. } => {
                "months run from 01 to 12; 21 to 41 are seasons, quarters and other parts of a year"
            }
            Reason::NoSuchDay { .. } => "a day that is not known is written `XX`",
            Reason::NoSuchTime { .. } => {
                "a time is written `23:20:30`, `23:20:30Z` or `23:20:30+05:00`"
            }
            Reason::TimeInInterval => "intervals and sets have whole days",
            Reason::MarkedTwice => "`%` means both approximate (`~`) and uncertain (`?`)",
            Reason::EndBeforeStart => "the earlier date comes first",
            Reason::EmptySet => "a set is written `[1667,1668]` (one of) or `{1667,1668}` (all of)",
            _ => return None,
        })
    }
}

fn help_with(found: Option<char>) -> Option<&'static str> {
    match found? {
        'x' | 'u' | 'U' => Some("a digit that is not known is written `X`"),
        ' ' => Some("a date has no spaces"),
        '\u{2013}' | '\u{2014}' | '\u{2212}' => {
            Some("the parts are joined by the plain hyphen `-`")
        }
        'y' | 't' | 'z' | 'e' | 's' => Some("letters in a date are capitals"),
        _ => None,
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Empty => write!(f, "it is empty"),
            Reason::TooLong => write!(f, "it is longer than {MAX_LENGTH} bytes"),
            Reason::Unexpected {
                found: None,
                expected,
            } => {
                write!(f, "it ends where {expected} should follow")
            }
            Reason::Unexpected {
                found: Some(found),
                expected,
            } => {
                write!(
                    f,
                    "`{}` stands where {expected} should",
                    found.escape_debug()
                )
            }
            Reason::YearDigits => write!(f, "its year has not four digits"),
            Reason::SignedZero => write!(f, "the year 0000 has no sign"),
            Reason::ShortLongYear => write!(f, "only a year beyond 9999 begins with `Y`"),
            Reason::YearTooFar => write!(f, "its year lies beyond ±9999999999"),
            Reason::NothingSignificant => write!(f, "no digit of its year is significant"),
            Reason::NoSuchMonth { month } => write!(f, "`{month}` is no month"),
            Reason::NoSuchDay { day } => write!(f, "`{day}` is no day of any month"),
            Reason::ShorterMonth { month, days } => write!(f, "{month} has {days} days"),
            Reason::NoDayMatches => write!(f, "no day matches it"),
            Reason::DayOfGroup => write!(f, "a season or other part of a year has no days"),
            Reason::NoSuchTime { part } => write!(f, "its {part} is out of range"),
            Reason::TimeOfUnspecifiedDay => write!(f, "its time belongs to no single day"),
            Reason::TimeInInterval => write!(f, "a time of day stands in an interval or a set"),
            Reason::MarkedTwice => write!(f, "one part carries two qualifiers"),
            Reason::EndBeforeStart => write!(f, "it ends before it begins"),
            Reason::NothingKnown => write!(f, "both its ends are unknown"),
            Reason::EmptySet => write!(f, "the set has no members"),
        }
    }
}

/// Returns the text as messages show it: short, and without control characters.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).flat_map(escaped).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

fn escaped(character: char) -> impl Iterator<Item = char> {
    let control = character.is_control();
    let kept = (!control).then_some(character);
    kept.into_iter().chain(
        character
            .escape_debug()
            .take(if control { usize::MAX } else { 0 }),
    )
}
