//! Dates as sources give them: EDTF (ISO 8601-2:2019), levels 0, 1 and 2, for calendar dates.
//!
//! A source seldom says a day. It says "in 2015", "about June 2004", "since 2016", "one of two
//! years". [`Edtf`] keeps what was written and never invents the rest; questions about such a date
//! have three answers, [`Truth`]: certain, possible, impossible. This room knows dates alone: no
//! relations, no clocks, no question language.
//!
//! # What a date stands for
//!
//! A date stands for **some day of a set**, its *strict* days. Bounds are the first and the last
//! of them, both included; days are those of the proleptic Gregorian [calendar](Day), and years
//! are astronomical (`0000` is 1 BCE).
//!
//! | text | strict days |
//! | --- | --- |
//! | `2015`, `2004-06`, `2004-06-11` | all of the year, of the month; the day |
//! | `196X`, `2004-XX`, `1985-04-XX` | all days whose digits fit |
//! | `1XXX-12`, `156X-12-25` | the same, with gaps: any such December, any such 25 December |
//! | `2001-21` to `2001-41` | the months of the season, quarter, third or half year; a winter ends in the next year |
//! | `1950S2`, `Y3388E2S3` | all years with the same significant digits: 1900 to 1999 |
//! | `[1667,1670..1672]` | the days of all members, of which one is meant |
//! | `[..1760-12-03]`, `[1760-12..]` | all days up to the end, or from the beginning, of the date |
//! | `2004-06-11T10:10:10Z` | the day as written; zones do not move it |
//!
//! `~` (approximate), `?` (uncertain) and `%` (both) add a margin to the strict days, the *wide*
//! days: **one unit on either side**, the unit being that of the coarsest part beside which a
//! qualifier stands. `2004~` may be in 2003 or 2005, `196X~` from 1950 to 1979, `2004-06~-11` a
//! month earlier or later, `2004-06-11%` a day. The standard gives no width; this is ours,
//! and [`Edtf::margin`] and [`Edtf::widest`] show it. A season without hemisphere (21 to 24) is read as northern, and its
//! wide days include the months it has in the south. Wide days count for "possible" alone:
//! **certain is judged on the strict days, impossible on the wide ones.**
//!
//! An interval `a/b` is all days from a day of `a` to a day of `b` that is not before it; each
//! such pair is a *completion*. `..` is an end that is not there: `1985/..` still runs. An empty
//! end is one that nobody knows: `1985/` ended on some day, no earlier than it began. `../..`,
//! `../` and `/..` are read, `/` says nothing and is refused.
//!
//! `{1667,1668,1670..1672}` stands for a day of **each** member; a range stands for each of its
//! periods, as fine as its finer end (here, years).
//!
//! # What is asked
//!
//! A [`Window`] is an unbroken stretch of days. Made from a date, it runs from the earliest to the
//! latest day; if that date is qualified, the window is wider for "possible" by its margin.
//!
//! - [`Edtf::happens_in`], for **events**: certain if every completion has a day in the window,
//!   possible if some completion has. Of a set `{…}`, one member is enough.
//! - [`Edtf::holds_in`], for **ties**, which last: a tie dated by an interval is in force on all
//!   its days, and the same rule applies. Dated otherwise it was *seen* in force on a day, and
//!   when it began and ended is not known: certain in windows that surely contain that day, and
//!   possible in all others.
//! - [`Edtf::before`]: certain if every completion of the one ends before every completion of the
//!   other begins, impossible if none does.
//! - [`Occasion`], for **chains** of events and ties whose days must not run backwards: from a day
//!   on, when may it be met at the earliest, and by when is it met for certain?
//!
//! Nothing happens in an empty window.
//!
//! # Levels
//!
//! [`Edtf::level`] is the lowest level whose features suffice. Where the standard is silent:
//! seasons may end intervals at level 1, a qualified season is level 2, unspecified digits in an
//! interval are level 2, and a long year may be followed by a month and a day at level 2, so that
//! every [`Day`] can be written.
//!
//! # Sources
//!
//! ISO 8601-2:2019, Date and time, representations for information interchange, part 2:
//! extensions. Library of Congress (4 February 2019), Extended Date/Time Format (EDTF)
//! Specification, <https://www.loc.gov/standards/datetime/>.
//!
//! # Examples
//!
//! ```
//! use chancery::edtf::{Edtf, Truth, Window};
//!
//! let year = Window::during(&Edtf::parse("2015")?);
//! let event = |text| Edtf::parse(text).map(|date| date.happens_in(&year));
//! let tie = |text| Edtf::parse(text).map(|date| date.holds_in(&year));
//!
//! assert_eq!(event("2015-11")?, Truth::Certain);
//! assert_eq!(event("201X")?, Truth::Possible);
//! assert_eq!(event("2014~")?, Truth::Possible);
//! assert_eq!(event("2014")?, Truth::Impossible);
//! assert_eq!(tie("1985/..")?, Truth::Certain); // still running
//! assert_eq!(tie("1985/")?, Truth::Possible); // ended, nobody knows when
//! assert_eq!(tie("2014")?, Truth::Possible); // seen in 2014, perhaps still so
//! # Ok::<(), chancery::edtf::EdtfError>(())
//! ```

mod date;
mod day;
mod days;
mod ends;
mod error;
mod group;
mod meaning;
mod moment;
mod occasion;
mod parse;
mod pattern;
mod precision;
mod serial;
mod syntax;
mod together;
mod truth;
mod window;
mod words;

pub use date::Edtf;
pub use day::Day;
pub(crate) use day::MONTH_NAMES;
pub use error::{EdtfError, Reason};
pub use moment::{Moment, NoMoment};
pub use occasion::Occasion;
pub use precision::Precision;
pub(crate) use together::Together;
pub use truth::Truth;
pub use window::Window;
