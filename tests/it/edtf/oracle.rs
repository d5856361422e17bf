//! An oracle that knows no bounds: it lists every day that a date may stand for, by comparing
//! texts, and every completion of an interval, and counts for how many a question is true.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::LazyLock,
};

use chancery::edtf::{Day, Edtf, Occasion, Truth, Window};
use proptest::prelude::*;

use super::texts;

/// The days that are compared with patterns, as text, 1985 to 2030.
static CALENDAR: LazyLock<BTreeMap<String, i64>> = LazyLock::new(|| {
    let mut days = BTreeMap::new();
    let mut number = 5_479;
    for year in 1985..=2030 {
        let february = if year % 4 == 0 { 29 } else { 28 };
        let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        for (month, length) in (1..).zip(lengths) {
            for day in 1..=length {
                days.insert(format!("{year}-{month:02}-{day:02}"), number);
                number += 1;
            }
        }
    }
    days
});

static TEXTS: LazyLock<BTreeMap<i64, &'static str>> = LazyLock::new(|| {
    CALENDAR
        .iter()
        .map(|(text, &day)| (day, text.as_str()))
        .collect()
});

/// The first and the last day of windows: 2001 to 2007.
const FIRST: i64 = 11_323;
const LAST: i64 = 13_878;
/// Ends that are unknown, and ranges that are open, reach a year beyond all windows.
const BEFORE: i64 = 10_957;
const AFTER: i64 = 14_244;
/// Ends that are open lie beyond all days.
const NEVER: i64 = 1_000_000_000;

type Days = Vec<i64>;

/// What a date may mean: the strict days, and the widened ones that count for "possible".
#[derive(Clone, Debug)]
struct Member {
    strict: Days,
    wide: Days,
}

#[derive(Debug)]
enum Oracle {
    /// One day of these.
    One(Member),
    /// Completions as (first, last) day, strict and widened.
    Lasting(Vec<(i64, i64)>, Vec<(i64, i64)>),
    /// One day of each member.
    Each(Vec<Member>),
}

fn text_of(day: i64) -> &'static str {
    TEXTS[&day]
}

/// Returns the days whose text matches, `X` being any digit.
fn matching(pattern: &str) -> Days {
    let fits = |text: &str| {
        let mut digits = pattern.bytes().zip(text.bytes());
        digits.all(|(p, t)| p == b'X' || p == t)
    };
    let given = pattern.split('X').next().unwrap_or("");
    let from = CALENDAR.range(given.to_owned()..);
    from.take_while(|(text, _)| text.starts_with(given))
        .filter(|(text, _)| fits(text))
        .map(|(_, &day)| day)
        .collect()
}

/// Returns the months of a code, those beyond December belonging to the next year.
fn months_of(code: u8) -> Range<i64> {
    match code {
        21 | 25 | 31 => 3..6,
        22 | 26 | 32 => 6..9,
        23 | 27 | 29 => 9..12,
        24 | 28 | 30 => 12..15,
        33 => 1..4,
        34 => 4..7,
        35 => 7..10,
        36 => 10..13,
        37 => 1..5,
        38 => 5..9,
        39 => 9..13,
        40 => 1..7,
        41 => 7..13,
        _ => unreachable!("codes run from 21 to 41"),
    }
}

fn in_months(year: &str, months: Range<i64>) -> Days {
    let years = matching(year)
        .into_iter()
        .map(|day| text_of(day)[..4].parse::<i64>().unwrap());
    let years: BTreeSet<i64> = years.collect();
    let mut days: Days = years
        .into_iter()
        .flat_map(|year| months.clone().map(move |month| (year, month)))
        .map(|(year, month)| {
            if month > 12 {
                (year + 1, month - 12)
            } else {
                (year, month)
            }
        })
        .flat_map(|(year, month)| matching(&format!("{year}-{month:02}")))
        .collect();
    days.sort_unstable();
    days
}

/// Returns the same day some months away, or the last of that month.
fn shifted(day: i64, months: i64) -> i64 {
    let text = text_of(day);
    let month = text[..4].parse::<i64>().unwrap() * 12 + text[5..7].parse::<i64>().unwrap() - 1;
    let month = month + months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    (1..=text[8..].parse().unwrap())
        .rev()
        .find_map(|day: i64| {
            CALENDAR
                .get(&format!("{year}-{month:02}-{day:02}"))
                .copied()
        })
        .unwrap()
}

/// Adds to `days` all days up to a distance of so many months (or one day, for 0) on either side.
fn widened(days: &[i64], months: Option<i64>) -> Days {
    let (Some(months), Some(&first), Some(&last)) = (months, days.first(), days.last()) else {
        return days.to_vec();
    };
    let (from, to) = match months {
        0 => (first - 1, last + 1),
        _ if text_of(last + 1).ends_with("-01") => {
            (shifted(first, -months), shifted(last + 1, months) - 1)
        }
        _ => (shifted(first, -months), shifted(last, months)),
    };
    (from..first)
        .chain(days.iter().copied())
        .chain(last + 1..=to)
        .collect()
}

fn member(text: &str) -> Member {
    let bare: String = text.chars().filter(|c| !"?~%".contains(*c)).collect();
    let code = bare
        .get(5..7)
        .and_then(|code| code.parse().ok())
        .filter(|code| *code > 20);
    let marked = text
        .split('-')
        .position(|part| part.contains(['?', '~', '%']));
    let margin = marked.map(|part| match (part, code) {
        (0, _) if bare[..4].ends_with('X') => 120,
        (0, _) => 12,
        (1, Some(code)) => months_of(code).end - months_of(code).start,
        (1, None) => 1,
        _ => 0,
    });
    let Some(code) = code else {
        let strict = matching(&bare);
        return Member {
            wide: widened(&strict, margin),
            strict,
        };
    };
    let strict = in_months(&bare[..4], months_of(code));
    let mut wide = widened(&strict, margin);
    if code <= 24 {
        wide.extend(widened(&in_months(&bare[..4], months_of(code + 8)), margin));
    }
    Member { strict, wide }
}

fn ends(text: &str) -> Option<Member> {
    Some(match text {
        ".." => return None,
        "" => Member {
            strict: (BEFORE..=AFTER).collect(),
            wide: (BEFORE..=AFTER).collect(),
        },
        _ => member(text),
    })
}

fn completions(start: Option<&Days>, end: Option<&Days>) -> Vec<(i64, i64)> {
    let (before, after) = (vec![-NEVER], vec![NEVER]);
    let (starts, ends) = (start.unwrap_or(&before), end.unwrap_or(&after));
    let pairs = starts
        .iter()
        .flat_map(|&s| ends.iter().map(move |&e| (s, e)));
    pairs.filter(|(s, e)| s <= e).collect()
}

fn range(from: &str, to: &str) -> Member {
    let bound = |text: &str, open: i64, pick: fn(&Days) -> i64| {
        if text.is_empty() {
            return (open, open);
        }
        let Member { strict, wide } = member(text);
        (pick(&strict), pick(&wide))
    };
    let (first, wide_first) = bound(from, BEFORE, |days| *days.iter().min().unwrap());
    let (last, wide_last) = bound(to, AFTER, |days| *days.iter().max().unwrap());
    Member {
        strict: (first..=last).collect(),
        wide: (wide_first..=wide_last).collect(),
    }
}

/// Returns each year, month or day of a range as a member of its own.
fn periods(from: &str, to: &str) -> Vec<Member> {
    let length = from.len().max(to.len());
    let days = range(from, to).strict;
    let mut names: Vec<&str> = days.iter().map(|&day| &text_of(day)[..length]).collect();
    names.dedup();
    names.into_iter().map(member).collect()
}

impl Oracle {
    fn of(text: &str) -> Oracle {
        if let Some((start, end)) = text.split_once('/') {
            let (start, end) = (ends(start), ends(end));
            let pick =
                |f: fn(&Member) -> &Days| completions(start.as_ref().map(f), end.as_ref().map(f));
            return Oracle::Lasting(pick(|m| &m.strict), pick(|m| &m.wide));
        }
        let Some(list) = text.strip_prefix(['[', '{']) else {
            return Oracle::One(member(text));
        };
        let members =
            list[..list.len() - 1]
                .split(',')
                .flat_map(|part| match part.split_once("..") {
                    Some((from, to)) if text.starts_with('{') => periods(from, to),
                    Some((from, to)) => vec![range(from, to)],
                    None => vec![member(part)],
                });
        if text.starts_with('{') {
            return Oracle::Each(members.collect());
        }
        let members: Vec<Member> = members.collect();
        let mut union = Member {
            strict: Vec::new(),
            wide: Vec::new(),
        };
        // A member that is no date spoils the set.
        if members.iter().all(|member| !member.strict.is_empty()) {
            for member in members {
                union.strict.extend(member.strict);
                union.wide.extend(member.wide);
            }
        }
        Oracle::One(union)
    }

    fn is_nothing(&self) -> bool {
        match self {
            Oracle::One(member) => member.strict.is_empty(),
            Oracle::Lasting(strict, _) => strict.is_empty(),
            Oracle::Each(members) => members.iter().any(|member| member.strict.is_empty()),
        }
    }

    fn happens_in(&self, (first, last): (i64, i64)) -> Truth {
        let inside = |day: &i64| first <= *day && *day <= last;
        let touches = |&(s, e): &(i64, i64)| s <= last && e >= first;
        let (certain, possible) = match self {
            Oracle::One(member) => (
                member.strict.iter().all(inside),
                member.wide.iter().any(inside),
            ),
            Oracle::Lasting(strict, wide) => (strict.iter().all(touches), wide.iter().any(touches)),
            Oracle::Each(members) => (
                members
                    .iter()
                    .any(|member| member.strict.iter().all(inside)),
                members.iter().any(|member| member.wide.iter().any(inside)),
            ),
        };
        truth(certain, possible)
    }

    fn holds_in(&self, window: (i64, i64)) -> Truth {
        match self {
            Oracle::Lasting(..) => self.happens_in(window),
            _ if window.0 > window.1 => Truth::Impossible,
            _ => self.happens_in(window).max(Truth::Possible),
        }
    }

    /// Returns the possible first and last days of all completions, strict or widened.
    fn spans(&self, wide: bool) -> Vec<(i64, i64)> {
        let pick = |member: &Member| {
            if wide {
                member.wide.clone()
            } else {
                member.strict.clone()
            }
        };
        match self {
            Oracle::One(member) => pick(member).into_iter().map(|day| (day, day)).collect(),
            Oracle::Lasting(strict, widened) => if wide { widened } else { strict }.clone(),
            Oracle::Each(members) => members.iter().map(pick).fold(
                vec![(NEVER, -NEVER)],
                |spans: Vec<(i64, i64)>, days| {
                    let longer = spans.iter().flat_map(|&(first, last)| {
                        days.iter().map(move |&day| (first.min(day), last.max(day)))
                    });
                    longer.collect::<BTreeSet<_>>().into_iter().collect()
                },
            ),
        }
    }

    /// Returns the first day within a run, in the best and in the worst completion.
    fn first_within(&self, (first, last): (i64, i64)) -> (Option<i64>, Option<i64>) {
        let met = |days: (i64, i64)| Some(days.0.max(first)).filter(|day| *day <= days.1.min(last));
        let best = |days: &Days| days.iter().filter_map(|&day| met((day, day))).min();
        // Later than all days is a day that never comes.
        let worst = |days: &Days| {
            days.iter()
                .map(|&day| met((day, day)).unwrap_or(NEVER))
                .max()
        };
        let (best, worst) = match self {
            Oracle::One(member) => (best(&member.wide), worst(&member.strict)),
            Oracle::Lasting(strict, wide) => (
                wide.iter().filter_map(|&span| met(span)).min(),
                strict.iter().map(|&span| met(span).unwrap_or(NEVER)).max(),
            ),
            Oracle::Each(members) => (
                members.iter().filter_map(|one| best(&one.wide)).min(),
                members.iter().filter_map(|one| worst(&one.strict)).min(),
            ),
        };
        (best, worst.filter(|day| *day != NEVER))
    }

    /// Returns the same with time reversed.
    fn reversed(&self) -> Oracle {
        let days = |days: &Days| days.iter().map(|day| -day).collect();
        let spans = |spans: &[(i64, i64)]| spans.iter().map(|(s, e)| (-e, -s)).collect();
        let member = |member: &Member| Member {
            strict: days(&member.strict),
            wide: days(&member.wide),
        };
        match self {
            Oracle::One(one) => Oracle::One(member(one)),
            Oracle::Lasting(strict, wide) => Oracle::Lasting(spans(strict), spans(wide)),
            Oracle::Each(members) => Oracle::Each(members.iter().map(member).collect()),
        }
    }

    fn before(&self, other: &Oracle) -> Truth {
        let ends = |wide| self.spans(wide).into_iter().map(|(_, end)| end);
        let starts = |wide| other.spans(wide).into_iter().map(|(start, _)| start);
        truth(
            ends(false).max() < starts(false).min(),
            ends(true).min() < starts(true).max(),
        )
    }
}

fn truth(certain: bool, possible: bool) -> Truth {
    match (certain, possible) {
        (true, _) => Truth::Certain,
        (_, true) => Truth::Possible,
        _ => Truth::Impossible,
    }
}

/// Reads a date and lists its days; both must agree on whether there are any.
fn both(text: &str) -> Option<(Edtf, Oracle)> {
    let read = Edtf::parse(text);
    let ranges_run_forward = read.is_ok() || !text.contains("..");
    // The oracle takes a range that runs backwards for an empty one.
    let oracle = ranges_run_forward.then(|| Oracle::of(text));
    let nothing = oracle.as_ref().is_none_or(Oracle::is_nothing);
    assert_eq!(read.is_err(), nothing, "{text}: {read:?}");
    read.ok().zip(oracle)
}

fn windows() -> impl Strategy<Value = (i64, i64)> {
    let month = 11_688..13_500_i64;
    prop_oneof![
        (FIRST..=LAST, 0..900_i64).prop_map(|(first, length)| (first, (first + length).min(LAST))),
        (month, 0..40_i64).prop_map(|(first, length)| (first, first + length)),
        Just((FIRST, LAST)),
    ]
}

fn judge_like_the_oracle(text: &str, (first, last): (i64, i64)) {
    let Some((date, oracle)) = both(text) else {
        return;
    };
    let window = Window::between(Some(Day::from_number(first)), Some(Day::from_number(last)));
    let shown = format!("{text} in {}..{}", text_of(first), text_of(last));
    assert_eq!(
        date.happens_in(&window),
        oracle.happens_in((first, last)),
        "event {shown}"
    );
    assert_eq!(
        date.holds_in(&window),
        oracle.holds_in((first, last)),
        "tie {shown}"
    );
}

fn meet_like_the_oracle(text: &str, (first, last): (i64, i64), at: i64) {
    let Some((date, oracle)) = both(text) else {
        return;
    };
    let window = Window::between(Some(Day::from_number(first)), Some(Day::from_number(last)));
    let (event, tie) = (
        Occasion::event(Some(&date), window),
        Occasion::tie(Some(&date), window),
    );
    let shown = format!(
        "{text} from {} to {}, {}",
        text_of(first),
        text_of(last),
        text_of(at)
    );
    let number = |day: Option<Day>| day.map(Day::number);
    let day = Day::from_number(at);

    let ahead = oracle.first_within((first.max(at), last));
    let found = (
        number(event.first_possible(day)),
        number(event.sure_by(day)),
    );
    assert_eq!(found, ahead, "ahead {shown}");
    let behind = oracle.reversed().first_within((-last.min(at), -first));
    let behind = (behind.0.map(|day| -day), behind.1.map(|day| -day));
    let found = (
        number(event.last_possible(day)),
        number(event.sure_since(day)),
    );
    assert_eq!(found, behind, "behind {shown}");

    // A tie seen on a day may be in force on any other, and is sure to be on that day alone.
    let lasts = matches!(oracle, Oracle::Lasting(..));
    let any = |day: i64| (first..=last).contains(&day).then_some(day);
    let possible = (
        number(tie.first_possible(day)),
        number(tie.last_possible(day)),
    );
    let expected = if lasts {
        (ahead.0, behind.0)
    } else {
        (any(first.max(at)), any(last.min(at)))
    };
    assert_eq!(possible, expected, "tie {shown}");
    let sure = (number(tie.sure_by(day)), number(tie.sure_since(day)));
    assert_eq!(sure, (ahead.1, behind.1), "tie {shown}");
}

#[test]
fn the_calendar_of_the_oracle_is_right() {
    assert_eq!(CALENDAR["2000-02-29"], 11_016);
    assert_eq!(
        (text_of(FIRST), text_of(LAST)),
        ("2001-01-01", "2007-12-31")
    );
    assert_eq!(
        (text_of(BEFORE), text_of(AFTER)),
        ("2000-01-01", "2008-12-31")
    );
    assert_eq!(member("2004~").wide.len(), 365 + 366 + 365);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn single_dates_are_judged_day_by_day(text in texts::wider(), window in windows()) {
        judge_like_the_oracle(&text, window);
    }

    #[test]
    fn intervals_are_judged_by_all_their_completions(
        text in texts::interval(),
        window in windows(),
    ) {
        prop_assume!(text != "/");
        judge_like_the_oracle(&text, window);
    }

    #[test]
    fn sets_are_judged_member_by_member(text in texts::set(), window in windows()) {
        judge_like_the_oracle(&text, window);
    }

    #[test]
    fn single_dates_are_met_day_by_day(
        text in texts::wider(),
        window in windows(),
        at in FIRST..=LAST,
    ) {
        meet_like_the_oracle(&text, window, at);
    }

    #[test]
    fn intervals_are_met_by_all_their_completions(
        text in texts::interval(),
        window in windows(),
        at in FIRST..=LAST,
    ) {
        prop_assume!(text != "/");
        meet_like_the_oracle(&text, window, at);
    }

    #[test]
    fn sets_are_met_member_by_member(
        text in texts::set(),
        window in windows(),
        at in FIRST..=LAST,
    ) {
        meet_like_the_oracle(&text, window, at);
    }

    #[test]
    fn a_window_made_from_a_date_is_its_hull(text in texts::near(), during in texts::near()) {
        let (Some((date, oracle)), Some((span, Oracle::One(days)))) = (both(&text), both(&during))
        else {
            return Ok(());
        };
        let hull = |days: &Days| (*days.iter().min().unwrap(), *days.iter().max().unwrap());
        let window = Window::during(&span);
        let certain = oracle.happens_in(hull(&days.strict)) == Truth::Certain;
        let possible = oracle.happens_in(hull(&days.wide)) != Truth::Impossible;
        prop_assert_eq!(date.happens_in(&window), truth(certain, possible));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn before_compares_all_completions(a in texts::near(), b in texts::interval()) {
        prop_assume!(b != "/");
        let (Some((left, a)), Some((right, b))) = (both(&a), both(&b)) else { return Ok(()) };
        prop_assert_eq!(left.before(&right), a.before(&b), "{} before {}", left, right);
        prop_assert_eq!(right.before(&left), b.before(&a), "{} before {}", right, left);
    }

    #[test]
    fn before_compares_all_days(a in texts::wider(), b in texts::wider()) {
        let (Some((left, a)), Some((right, b))) = (both(&a), both(&b)) else { return Ok(()) };
        prop_assert_eq!(left.before(&right), a.before(&b), "{} before {}", left, right);
    }

    #[test]
    fn before_takes_the_last_and_the_first_of_all_members(
        a in texts::plain(),
        b in texts::plain(),
        c in texts::near(),
    ) {
        let all = format!("{{{a},{b}}}");
        let (Some((left, a)), Some((right, b))) = (both(&all), both(&c)) else { return Ok(()) };
        prop_assert_eq!(left.before(&right), a.before(&b), "{} before {}", left, right);
        prop_assert_eq!(right.before(&left), b.before(&a), "{} before {}", right, left);
    }
}
