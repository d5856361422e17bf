//! A calendar of a dozen days, and every completion of some dates on it, listed by hand.
//!
//! The first and the last day of everything the dates may mean are in it, so that no order of
//! days is left out. Beyond them lie the farthest past and the farthest future.

use std::collections::BTreeSet;

use chancery::edtf::{Day, Edtf, Window};

use crate::dice::Dice;

/// The days, the first standing for all days long past, the last for all that are far ahead.
const DAYS: [&str; 12] = [
    "..",
    "2015-01-01",
    "2015-02-01",
    "2015-02-26",
    "2015-02-27",
    "2015-02-28",
    "2015-03-01",
    "2015-03-02",
    "2015-03-31",
    "2015-12-01",
    "2015-12-31",
    "..",
];
/// How many days there are.
pub(super) const SIZE: usize = DAYS.len();
/// The place of the farthest future.
pub(super) const LAST: usize = SIZE - 1;

/// Days as a set of places in the calendar.
pub(super) type Mask = u16;

/// Returns the day at a place; nothing at both ends.
pub(super) fn day(place: usize) -> Option<Day> {
    Edtf::parse(DAYS[place]).ok()?.exact_day()
}

/// Returns the number of days between two places, which is endless where one end is.
pub(super) fn days_between(from: usize, to: usize) -> u64 {
    match (day(from), day(to)) {
        _ if from == to => 0,
        (Some(from), Some(to)) => to.number().abs_diff(from.number()),
        _ => u64::MAX,
    }
}

/// Returns the places of a date without `/`, `{` and `[`, strictly or widened.
fn places(text: &str, wide: bool) -> Vec<usize> {
    match (text, wide) {
        ("2015", _) => (1..=10).collect(),
        ("2015-02", _) | ("2015-02~", false) => (2..=5).collect(),
        ("2015-02~", true) => (1..=8).collect(),
        ("2015-03", _) => (6..=8).collect(),
        ("2015-12", _) => (9..=10).collect(),
        ("2015-02-27~", false) => vec![4],
        ("2015-02-27~", true) => vec![3, 4, 5],
        ("2015-03-01?", false) => vec![6],
        ("2015-03-01?", true) => vec![5, 6, 7],
        _ => vec![DAYS.iter().position(|day| *day == text).unwrap()],
    }
}

const SINGLE: [&str; 14] = [
    "2015",
    "2015-02",
    "2015-02~",
    "2015-03",
    "2015-12",
    "2015-02-27~",
    "2015-03-01?",
    "2015-02-01",
    "2015-02-26",
    "2015-02-27",
    "2015-02-28",
    "2015-03-01",
    "2015-03-02",
    "2015-12-01",
];

const SETS: [&str; 10] = [
    "[2015-02-01,2015-02-27,2015-03-02]",
    "[2015-02,2015-12]",
    "[2015-02-27~,2015-03-02]",
    "[..2015-02-27]",
    "[2015-03-01..]",
    "{2015-02-26,2015-03-01}",
    "{2015-02,2015-03-02}",
    "{2015-02-27~,2015-12}",
    "{2015-02..2015-03}",
    "{2015-02-27..2015-03-01}",
];

/// Returns any date, or none.
pub(super) fn random_date(dice: &mut Dice) -> Option<Edtf> {
    let end = |dice: &mut Dice| match dice.below(7) {
        0 => "..",
        1 => "",
        _ => dice.pick(&SINGLE),
    };
    loop {
        let text = match dice.below(12) {
            0 => return None,
            1 => dice.pick(&SETS).to_owned(),
            2..=4 => format!("{}/{}", end(dice), end(dice)),
            _ => dice.pick(&SINGLE).to_owned(),
        };
        // Some intervals end before they begin.
        if let Ok(date) = Edtf::parse(&text) {
            return Some(date);
        }
    }
}

/// Returns the days on which something can be met, for every completion of its date.
pub(super) fn completions(date: Option<&Edtf>, is_tie: bool, wide: bool) -> BTreeSet<Mask> {
    let Some(date) = date else {
        return (0..SIZE).map(|place| 1 << place).collect();
    };
    let text = date.as_str();
    if let Some((start, end)) = text.split_once('/') {
        return intervals(start, end, wide);
    }
    let mut masks = match text.strip_prefix(['[', '{']) {
        None => one_of(&places(text, wide)),
        Some(list) => sets(text, &list[..list.len() - 1], wide),
    };
    // A tie seen on some day may have lasted from any day to any other.
    if is_tie && wide {
        masks.insert((1 << SIZE) - 1);
    }
    masks
}

fn one_of(places: &[usize]) -> BTreeSet<Mask> {
    places.iter().map(|place| 1 << place).collect()
}

fn intervals(start: &str, end: &str, wide: bool) -> BTreeSet<Mask> {
    let ends = |text: &str, open: usize| match text {
        ".." => vec![open],
        "" => (0..SIZE).collect(),
        _ => places(text, wide),
    };
    let mut masks = BTreeSet::new();
    for start in ends(start, 0) {
        for end in ends(end, LAST).into_iter().filter(|end| *end >= start) {
            masks.insert((start..=end).fold(0, |mask, place| mask | 1 << place));
        }
    }
    masks
}

fn sets(text: &str, list: &str, wide: bool) -> BTreeSet<Mask> {
    let members: Vec<Vec<usize>> = match list {
        "..2015-02-27" => vec![(0..=4).collect()],
        "2015-03-01.." => vec![(6..=LAST).collect()],
        "2015-02..2015-03" => vec![places("2015-02", wide), places("2015-03", wide)],
        "2015-02-27..2015-03-01" => vec![vec![4], vec![5], vec![6]],
        _ => list.split(',').map(|member| places(member, wide)).collect(),
    };
    if text.starts_with('[') {
        return one_of(&members.concat());
    }
    members.iter().fold(BTreeSet::from([0]), |masks, member| {
        let both = masks
            .iter()
            .flat_map(|mask| member.iter().map(move |place| mask | 1 << place));
        both.collect()
    })
}

/// Returns a window with the days that surely and that possibly lie in it.
pub(super) fn random_window(dice: &mut Dice) -> (Window, Mask, Mask) {
    let read = |text| Edtf::parse(text).unwrap();
    let run = |places: std::ops::RangeInclusive<usize>| {
        places.fold(0, |mask: Mask, place| mask | 1 << place)
    };
    match dice.below(14) {
        0 => (Window::during(&read("2015-02")), run(2..=5), run(2..=5)),
        1 => (Window::during(&read("2015-02~")), run(2..=5), run(1..=8)),
        2 => (
            Window::since(&read("2015-02-27~")),
            run(4..=LAST),
            run(3..=LAST),
        ),
        3 => (Window::until(&read("2015-03-01")), run(0..=6), run(0..=6)),
        4 => (Window::during(&read("2015")), run(1..=10), run(1..=10)),
        5 => (
            Window::spanning(&read("2015-02-27"), &read("2015-03-01?")),
            run(4..=6),
            run(4..=7),
        ),
        _ => (Window::EVER, run(0..=LAST), run(0..=LAST)),
    }
}
