//! Laws that hold for every date, and for every text that is none.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use chancery::edtf::{Day, Edtf, Truth, Window};
use proptest::prelude::*;

use super::{date, texts};

/// Returns the bounds as numbers, open ends as far away as can be.
fn bounds(date: &Edtf) -> (Day, Day) {
    (
        date.earliest().unwrap_or(Day::MIN),
        date.latest().unwrap_or(Day::MAX),
    )
}

fn contains(wide: (Day, Day), narrow: (Day, Day)) -> bool {
    wide.0 <= narrow.0 && narrow.1 <= wide.1
}

fn hash(date: &Edtf) -> u64 {
    let mut hasher = DefaultHasher::new();
    date.hash(&mut hasher);
    hasher.finish()
}

fn days() -> impl Strategy<Value = Day> {
    (-800_000..3_000_000_i64).prop_map(Day::from_number)
}

fn windows() -> impl Strategy<Value = Window> {
    (11_000..13_500_i64, 0..1_000_i64).prop_map(|(first, length)| {
        let first = Day::from_number(first);
        Window::between(Some(first), Some(first.plus_days(length)))
    })
}

/// Asks a date everything; whatever was read must be able to answer.
fn ask_everything(date: &Edtf) {
    let window = Window::during(date);
    let other = Edtf::from_day(Day::from_number(12_345));
    let _ = (
        date.happens_in(&window),
        date.holds_in(&window),
        date.before(&other),
    );
    let _ = (
        other.before(date),
        other.happens_in(&window),
        date.happens_in(&Window::EVER),
    );
    let _ = (
        date.sort_key() < date.sort_key(),
        date.precision(),
        date.level(),
    );
    assert!(!date.words().is_empty());
    assert!(date.happens_in(&Window::EVER).is_possible(), "{date}");
}

proptest! {
    #[test]
    fn printing_gives_back_what_was_read(text in texts::any_date()) {
        if let Ok(date) = Edtf::parse(&text) {
            prop_assert_eq!(date.to_string(), &*text);
            prop_assert_eq!(date.as_str(), &*text);
            let again: Edtf = text.parse().unwrap();
            prop_assert_eq!(hash(&again), hash(&date));
            prop_assert_eq!(again, date);
        }
    }

    #[test]
    fn json_holds_the_text(text in texts::any_date()) {
        if let Ok(date) = Edtf::parse(&text) {
            let json = serde_json::to_string(&date).unwrap();
            prop_assert_eq!(&json, &format!("\"{text}\""));
            prop_assert_eq!(serde_json::from_str::<Edtf>(&json).unwrap(), date);
        }
    }

    #[test]
    fn bounds_are_ordered_and_lie_within_the_widened_ones(text in texts::any_date()) {
        if let Ok(date) = Edtf::parse(&text) {
            let (first, last) = bounds(&date);
            prop_assert!(first <= last, "{}", date);
            let (wide_first, wide_last) = date.possible_days();
            prop_assert!(contains((wide_first, wide_last), (first, last)), "{}", date);
            prop_assert!(contains(date.possible_hold(), (first, last)), "{}", date);
            let doubtful = date.is_approximate() || date.is_uncertain();
            let season = text.contains("-2");
            prop_assert!(doubtful || season || (wide_first, wide_last) == (first, last));
        }
    }

    #[test]
    fn a_year_contains_its_months_and_a_month_its_days(day in days()) {
        let text = day.to_string();
        prop_assume!(!text.starts_with('Y'));
        let day_bounds = bounds(&date(&text));
        prop_assert_eq!(day_bounds, (day, day));
        let month = bounds(&date(&text[..text.len() - 3]));
        let year = bounds(&date(&text[..text.len() - 6]));
        prop_assert!(contains(month, day_bounds) && contains(year, month));
    }

    #[test]
    fn an_open_digit_widens(day in days(), hidden in any::<u8>()) {
        let text = day.to_string();
        prop_assume!(!text.starts_with('Y'));
        let open: String = text
            .char_indices()
            .map(|(at, c)| if c.is_ascii_digit() && hidden >> (at % 8) & 1 == 1 { 'X' } else { c })
            .collect();
        let date = date(&open);
        prop_assert!(contains(bounds(&date), (day, day)), "{}", date);
        prop_assert!(date.happens_in(&Window::day(day)).is_possible(), "{}", date);
    }

    #[test]
    fn a_day_becomes_a_date_and_back(day in any::<i64>().prop_map(Day::from_number)) {
        let date = Edtf::from_day(day);
        prop_assert_eq!(date.exact_day(), Some(day));
        if let Ok(read) = Edtf::parse(date.as_str()) {
            prop_assert_eq!(bounds(&read), (day, day));
            prop_assert_eq!((read.level(), read.precision()), (date.level(), date.precision()));
        }
    }

    #[test]
    fn a_wider_window_never_makes_an_answer_less_sure(
        text in texts::any_date(),
        (a, b) in (windows(), windows()),
    ) {
        if let Ok(date) = Edtf::parse(&text) {
            let both = a.intersect(b);
            prop_assert!(date.happens_in(&both) <= date.happens_in(&a), "{}", date);
            prop_assert!(date.holds_in(&both) <= date.holds_in(&a), "{}", date);
            prop_assert!(date.happens_in(&a) <= date.holds_in(&a), "{}", date);
        }
    }

    #[test]
    fn a_qualifier_never_makes_an_answer_surer_nor_rules_anything_out(
        text in texts::plain(),
        mark in "[?~%]",
        window in windows(),
    ) {
        let marked = format!("{text}{mark}");
        if let (Ok(plain), Ok(marked)) = (Edtf::parse(&text), Edtf::parse(&marked)) {
            let (plain, marked) = (plain.happens_in(&window), marked.happens_in(&window));
            prop_assert_eq!(plain == Truth::Certain, marked == Truth::Certain);
            prop_assert!(marked >= plain);
        }
    }

    #[test]
    fn nothing_happens_outside_its_possible_days(text in texts::any_date(), window in windows()) {
        if let Ok(date) = Edtf::parse(&text) {
            let (first, last) = date.possible_days();
            let apart = window.first() > Some(last) || window.last() < Some(first);
            prop_assert!(!apart || date.happens_in(&window) == Truth::Impossible);
        }
    }

    #[test]
    fn of_two_dates_one_at_most_is_surely_before_the_other(
        (a, b) in (texts::any_date(), texts::any_date()),
    ) {
        if let (Ok(a), Ok(b)) = (Edtf::parse(&a), Edtf::parse(&b)) {
            prop_assert_ne!(a.before(&a), Truth::Certain);
            if a.before(&b) == Truth::Certain {
                prop_assert_eq!(b.before(&a) == Truth::Certain, false);
                prop_assert!(a.sort_key() < b.sort_key(), "{} {}", a, b);
            }
        }
    }

    #[test]
    fn no_text_is_too_strange(text in texts::noise()) {
        match Edtf::parse(&text) {
            Ok(date) => ask_everything(&date),
            Err(error) => {
                prop_assert!(text.get(error.span()).is_some(), "{:?} {:?}", text, error);
                prop_assert!(!error.to_string().contains(char::is_control));
            }
        }
    }

    #[test]
    fn whatever_is_read_can_answer(text in texts::any_date()) {
        if let Ok(date) = Edtf::parse(&text) {
            ask_everything(&date);
        }
    }
}

#[test]
fn dates_sort_by_their_first_day_and_those_without_bounds_come_last() {
    let sorted = [
        "-0044",
        "[..1760-12-03]",
        "1815",
        "2004-01-01",
        "2004-01",
        "2004",
        "2004-XX",
        "2004/2005",
        "2004/",
        "2004/..",
        "2004-02",
        "../..",
    ];
    let mut dates: Vec<Edtf> = sorted.iter().rev().map(|text| date(text)).collect();
    dates.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    assert_eq!(dates.iter().map(Edtf::as_str).collect::<Vec<_>>(), sorted);
}

#[test]
fn only_an_unqualified_single_day_is_exact() {
    for text in [
        "2004-06-11",
        "2004-06-11T10:10:10Z",
        "2004-06-11/2004-06-11",
        "[2004-06-11]",
    ] {
        assert_eq!(date(text).exact_day(), Day::from_ymd(2004, 6, 11), "{text}");
    }
    for text in [
        "2004-06-11~",
        "2004-?06-11",
        "2004-06",
        "2004-06-11/..",
        "../..",
        "2004-06-1X",
    ] {
        assert_eq!(date(text).exact_day(), None, "{text}");
    }
}
