//! Dates in plain English, days in British order.
//!
//! Knows words only; bounds and judgements are elsewhere.

use itertools::Itertools;

use super::{
    day::month_name,
    group::Group,
    meaning::{self, Step},
    pattern::{Digits, Pattern, Within, Year},
    syntax::{Date, End, Mark, Marks, Member, Syntax, Time},
};

const PARTS: [&str; 3] = ["year", "month", "day"];

/// Tells a date in words.
pub(super) fn tell(syntax: &Syntax) -> String {
    match syntax {
        Syntax::Date(date) => single(date),
        Syntax::Interval(start, end) => interval(start, end),
        Syntax::OneOf(members) => set("one of", "or", members),
        Syntax::AllOf(members) => set("all of", "and", members),
    }
}

/// Names the greatest margin that a qualifier adds on either side.
pub(super) fn margin(syntax: &Syntax) -> Option<String> {
    let margins = syntax.dates().into_iter().filter_map(meaning::margin);
    Some(match margins.max()? {
        Step::Day => "1 day".to_owned(),
        Step::Months(1) => "1 month".to_owned(),
        Step::Months(12) => "1 year".to_owned(),
        Step::Months(months) if months % 12 == 0 => format!("{} years", months / 12),
        Step::Months(months) => format!("{months} months"),
    })
}

fn single(date: &Date) -> String {
    let is_whole = date.marks.whole(date.pattern.within).is_some();
    if is_day(date) || is_whole {
        phrase(date)
    } else {
        format!("some day in {}", phrase(date))
    }
}

/// Tells whether a date names a day.
fn is_day(date: &Date) -> bool {
    matches!(date.pattern.within, Within::Day(_, day) if !day.is_unspecified())
}

fn interval(start: &End, end: &End) -> String {
    match (start, end) {
        (End::Date(from), End::Date(to)) if phrase(from) == phrase(to) && is_day(from) => {
            format!("the whole of {}", phrase(from))
        }
        (End::Date(from), End::Date(to)) => format!("from {} to {}", phrase(from), phrase(to)),
        (End::Date(from), End::Open) => format!("since {}, still running", phrase(from)),
        (End::Date(from), End::Unknown) => format!("from {}, end unknown", phrase(from)),
        (End::Open, End::Date(to)) => format!("until {}, without beginning", phrase(to)),
        (End::Unknown, End::Date(to)) => format!("until {}, beginning unknown", phrase(to)),
        (End::Open, End::Open) => "at all times".to_owned(),
        (End::Open, End::Unknown) => "without beginning, end unknown".to_owned(),
        (End::Unknown, End::Open) => "beginning unknown, still running".to_owned(),
        (End::Unknown, End::Unknown) => "beginning and end unknown".to_owned(),
    }
}

fn set(kind: &str, joint: &str, members: &[Member]) -> String {
    format!(
        "{kind}: {}",
        list(members.iter().map(|member| told(member, joint)), joint)
    )
}

fn told(member: &Member, joint: &str) -> String {
    match member {
        Member::Date(date) => phrase(date),
        Member::From(date) => format!("{} {joint} later", phrase(date)),
        Member::Until(date) => format!("{} {joint} earlier", phrase(date)),
        Member::Range(from, to) => format!("{} to {}", phrase(from), phrase(to)),
    }
}

/// Joins phrases: `a`, `a or b`, `a, b or c`.
fn list(phrases: impl Iterator<Item = String>, joint: &str) -> String {
    let phrases = phrases.collect_vec();
    match phrases.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {joint} {last}", others.iter().join(", ")),
        None => String::new(),
    }
}

/// Returns a date as it stands within a sentence, with its qualifiers.
fn phrase(date: &Date) -> String {
    let name = match date.time {
        Some(time) => format!("{}, {}", name(date.pattern), clock(time)),
        None => name(date.pattern),
    };
    match date.marks.whole(date.pattern.within) {
        Some(Mark::Approximate) => format!("about {name}"),
        Some(Mark::Uncertain) => format!("perhaps {name}"),
        Some(Mark::Both) => format!("perhaps about {name}"),
        None if date.marks == Marks::default() => name,
        None => format!("{name} ({})", doubts(date.marks)),
    }
}

/// Tells which parts of a date are qualified: `year and month approximate, day uncertain`.
fn doubts(marks: Marks) -> String {
    let parts = PARTS
        .iter()
        .enumerate()
        .filter_map(|(part, name)| Some((marks.of(part)?, name)));
    let by_mark = parts.into_iter().chunk_by(|&(mark, _)| mark);
    by_mark
        .into_iter()
        .map(|(mark, parts)| {
            let parts = list(parts.map(|(_, name)| (*name).to_owned()), "and");
            match mark {
                Mark::Approximate => format!("{parts} approximate"),
                Mark::Uncertain => format!("{parts} uncertain"),
                Mark::Both => format!("{parts} uncertain and approximate"),
            }
        })
        .join(", ")
}

fn clock(time: Time) -> String {
    let Time {
        hour,
        minute,
        second,
        offset,
    } = time;
    let zone = match offset {
        None => String::new(),
        Some(0) => " UTC".to_owned(),
        Some(minutes) => {
            let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
            format!(" UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    };
    format!("{hour:02}:{minute:02}:{second:02}{zone}")
}

fn name(pattern: Pattern) -> String {
    let year = pattern.year;
    match pattern.within {
        Within::Year => year_name(year),
        Within::Group(group) => in_year(group.name(), year, !group.is_season()) + &hint(group),
        Within::Month(month) if month.is_unspecified() => year_name(year),
        Within::Month(month) => in_year(&months(month), year, false),
        Within::Day(month, day) if day.is_unspecified() => name(Pattern {
            year,
            within: Within::Month(month),
        }),
        Within::Day(month, day) => {
            let month_is_open = month.is_unspecified();
            in_year(&day_name(month, day), year, month_is_open)
        }
    }
}

fn day_name(month: Digits<2>, day: Digits<2>) -> String {
    match (day.value(), month.is_unspecified()) {
        (Some(day), false) => format!("{day} {}", months(month)),
        (Some(day), true) => format!("day {day} of some month"),
        (None, false) => format!("a day written {day} in {}", months(month)),
        (None, true) => format!("a day written {day} of some month"),
    }
}

fn months(digits: Digits<2>) -> String {
    let fitting = (1..=12).filter(|&month| digits.matches(month.into()));
    list(fitting.map(|month| month_name(month).to_owned()), "or")
}

/// Says that the season's months depend on where it was.
fn hint(group: Group) -> String {
    match group.elsewhere() {
        Some(south) => format!(" ({}; {} in the south)", months_of(group), months_of(south)),
        None => String::new(),
    }
}

fn months_of(group: Group) -> String {
    let first = group.first_month();
    let last = (first + group.months() - 2) % 12 + 1;
    format!("{} to {}", month_name(first), month_name(last))
}

/// Puts a part of a year before its year: `June 2004`, `June of a year in the 1960s`.
fn in_year(part: &str, year: Year, with_of: bool) -> String {
    match year {
        Year::Number(_) if !with_of => format!("{part} {}", year_name(year)),
        Year::Digits { digits, .. } if digits.is_unbroken() && !digits.is_unspecified() => {
            format!("{part} of a year in {}", year_name(year))
        }
        _ => format!("{part} of {}", year_name(year)),
    }
}

fn year_name(year: Year) -> String {
    let (first, last) = year.span();
    match year {
        Year::Number(value) => era(value),
        Year::Estimate { value, .. } => format!("{}, perhaps {}", years(first, last), era(value)),
        Year::Digits { digits, .. } if digits.is_unspecified() => "an unknown year".to_owned(),
        Year::Digits { digits, .. } if !digits.is_unbroken() => {
            let sign = if first < 0 { "-" } else { "" };
            format!("a year written {sign}{digits}")
        }
        Year::Digits { .. } if year.unit() == 10 && first > 0 => format!("the {first}s"),
        Year::Digits { .. } => years(first, last),
    }
}

fn years(first: i64, last: i64) -> String {
    match last {
        ..=0 => format!("the years {} to {}", 1 - first, era(last)),
        _ => format!("the years {} to {}", era(first), era(last)),
    }
}

/// Returns a year as historians count: there is no year 0.
fn era(year: i64) -> String {
    match year {
        ..=0 => format!("{} BCE", 1 - year),
        _ => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::edtf::Edtf;

    #[track_caller]
    fn check(text: &str, words: &str) {
        assert_eq!(Edtf::parse(text).unwrap().words(), words, "{text}");
    }

    #[test]
    fn a_coarse_date_is_some_day_of_its_time() {
        check("2025-05-28", "28 May 2025");
        check("2015", "some day in 2015");
        check("2004-06", "some day in June 2004");
        check("0476", "some day in 476");
        check("196X", "some day in the 1960s");
        check("19XX", "some day in the years 1900 to 1999");
        check("XXXX", "some day in an unknown year");
        check("19X5", "some day in a year written 19X5");
    }

    #[test]
    fn what_is_unspecified_is_left_out() {
        check("1985-04-XX", "some day in April 1985");
        check("1985-XX-XX", "some day in 1985");
        check("1984-1X", "some day in October, November or December 1984");
        check("156X-12-25", "25 December of a year in the 1560s");
        check("XXXX-12-XX", "some day in December of an unknown year");
        check("1985-XX-05", "day 5 of some month of 1985");
        check("2004-06-1X", "a day written 1X in June 2004");
    }

    #[test]
    fn years_before_the_era_count_backwards() {
        check("-0043-03-15", "15 March 44 BCE");
        check("0000", "some day in 1 BCE");
        check("-004X", "some day in the years 50 to 41 BCE");
        check("Y-17E7", "some day in 170000001 BCE");
    }

    #[test]
    fn an_estimate_gives_its_range() {
        check("1950S2", "some day in the years 1900 to 1999, perhaps 1950");
    }

    #[test]
    fn qualifiers_become_doubts() {
        check("2004-06~", "about June 2004");
        check("1984?", "perhaps 1984");
        check("2004-06-11%", "perhaps about 11 June 2004");
        check("2004-06~-11", "11 June 2004 (year and month approximate)");
        check("2004-?06-11", "11 June 2004 (month uncertain)");
        check(
            "?2004-06-~11",
            "11 June 2004 (year uncertain, day approximate)",
        );
        check("?2004-06", "some day in June 2004 (year uncertain)");
    }

    #[test]
    fn a_margin_is_named_by_its_unit() {
        let margin = |text: &str| Edtf::parse(text).unwrap().margin();
        for (text, named) in [
            ("2004-06-11~", "1 day"),
            ("2004-06~-11", "1 month"),
            ("2011-23~", "3 months"),
            ("2004?", "1 year"),
            ("196X~", "10 years"),
            ("2004-06-11~/2005?", "1 year"),
        ] {
            assert_eq!(margin(text).as_deref(), Some(named), "{text}");
        }
        assert_eq!(margin("2004"), None);
    }

    #[test]
    fn seasons_say_where_their_months_lie() {
        check(
            "2001-21",
            "some day in spring 2001 (March to May; September to November in the south)",
        );
        check("2001-28", "some day in northern winter 2001");
        check("2001-34", "some day in the second quarter of 2001");
        check(
            "196X-41",
            "some day in the second half of a year in the 1960s",
        );
    }

    #[test]
    fn intervals_tell_open_from_unknown_ends() {
        check("2025-05-28/2025-05-29", "from 28 May 2025 to 29 May 2025");
        check("2019-10-05/2019-10-05", "the whole of 5 October 2019");
        check("2019/2019", "from 2019 to 2019");
        check("2016/..", "since 2016, still running");
        check("1985/", "from 1985, end unknown");
        check("../1985", "until 1985, without beginning");
        check("/1985-04", "until April 1985, beginning unknown");
        check("1984~/2004?", "from about 1984 to perhaps 2004");
        check("../..", "at all times");
    }

    #[test]
    fn sets_are_lists() {
        check(
            "[1667,1668,1670..1672]",
            "one of: 1667, 1668 or 1670 to 1672",
        );
        check("[..1760-12-03]", "one of: 3 December 1760 or earlier");
        check("[1760-12..]", "one of: December 1760 or later");
        check("{1960,1961-12}", "all of: 1960 and December 1961");
        check("{..1984}", "all of: 1984 and earlier");
    }

    #[test]
    fn times_keep_their_zone() {
        check("2004-01-01T10:10:10Z", "1 January 2004, 10:10:10 UTC");
        check(
            "2004-01-01T10:10:10-03:30",
            "1 January 2004, 10:10:10 UTC-03:30",
        );
        check("2004-01-01T10:10:10", "1 January 2004, 10:10:10");
    }
}
