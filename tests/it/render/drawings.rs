//! Drawings on terminals: none is wider than asked, ASCII is ASCII, numbers are those of the rows.

use chancery::answer::{Answer, CountRow, Dated, EntityRef, NeighbourRow, Rows, TimelineRow};
use chancery::edtf::{Edtf, Truth};
use chancery::model::{EntityId, RelationId};
use chancery::render::{Format, Style, render};
use chancery::text;
use proptest::prelude::*;

use super::answers;

/// Dates of every sort.
const DATES: &[&str] = &[
    "2019",
    "2019-05",
    "2020-02-03",
    "2021-07-01/2021-07-04",
    "2021/..",
    "1963/1990",
    "202X",
    "19XX",
    "../2020",
    "[2019,2021]",
    "[2020..]",
    "2018/2020",
    "-0500",
    "Y170000",
    "2020~",
];

/// Names in several scripts, one of them with letters of two columns.
const NAMES: &[&str] = &[
    "Rwanda",
    "東京都外務省",
    "Қазақстан",
    "وزير الخارجية",
    "❤\u{fe0f}❤\u{fe0f}",
];

fn drawn(answer: &Answer, width: usize, ascii: bool) -> String {
    let style = Style {
        width,
        ascii,
        ..Style::default()
    };
    render(answer, &style).plain()
}

/// Returns a timeline of relations with these dates.
fn timeline<'d>(dates: impl IntoIterator<Item = &'d str>) -> Answer {
    let Rows::Timeline(rows) = answers::of_kind("timeline").rows else {
        unreachable!("a timeline has relations")
    };
    let sample = &rows[1];
    let row = |date: &str| TimelineRow {
        when: Edtf::parse(date).ok().as_ref().map(Dated::from),
        ..sample.clone()
    };
    let rows = dates.into_iter().map(row).collect();
    Answer::new("timeline Rwanda", Rows::Timeline(rows))
}

/// Returns neighbours by these names, with these numbers of relations.
fn neighbours(links: &[(&str, u64)]) -> Answer {
    let Rows::Neighbours(rows) = answers::of_kind("neighbours").rows else {
        unreachable!("neighbours are entities")
    };
    let sample = &rows[0];
    let row = |(name, relations): &(&str, u64)| NeighbourRow {
        entity: EntityRef {
            name: (*name).to_owned(),
            ..sample.entity.clone()
        },
        relations: *relations,
        certainty: if relations % 2 == 0 {
            Truth::Possible
        } else {
            Truth::Certain
        },
        ..sample.clone()
    };
    let rows = links.iter().map(row).collect();
    Answer::new("neighbours Rwanda", Rows::Neighbours(rows))
}

fn counts(links: &[(&str, u64)]) -> Answer {
    let row = |(name, count): &(&str, u64)| CountRow {
        key: (*name).to_owned(),
        count: *count,
        possible: count / 3,
        label: None,
    };
    Answer::new(
        "count by entity",
        Rows::Count(links.iter().map(row).collect()),
    )
}

#[track_caller]
fn fits(answer: &Answer, width: usize) {
    for ascii in [false, true] {
        for line in drawn(answer, width, ascii).lines() {
            let columns = text::width(line);
            assert!(columns <= width, "{columns} columns of {width}: {line:?}");
        }
    }
}

/// Returns the numbers that the strip tells: those above it and those in the words below.
fn numbers_of_strip(page: &str) -> Vec<u64> {
    let (strip, rest) = page.split_once("\n2019").unwrap();
    let above = strip.lines().next().unwrap_or_default();
    let words = rest.split_once("relations by year").unwrap().1;
    let words = words.split("\n\n").next().unwrap_or_default();
    let digits = |letter: char| !letter.is_ascii_digit();
    let told = above.split(digits).chain(words.split(digits));
    told.filter_map(|number| number.parse().ok()).collect()
}

#[test]
fn the_numbers_of_a_strip_are_all_rows() {
    let dates = "2019 2019 2019 2019 2020-05 2020-06 2021 2021/.. [2019,2021] 1963/.. - ../1990";
    let answer = timeline(dates.split(' '));
    let page = drawn(&answer, 80, true);
    let numbers = numbers_of_strip(&page);
    assert_eq!(numbers, [4, 2, 2, 1, 1, 2], "{page}");
    assert_eq!(numbers.iter().sum::<u64>(), answer.total);
}

#[test]
fn a_strip_counts_the_rows_that_the_screen_leaves_out() {
    let answer = timeline(["2019", "2020", "2021"].repeat(9));
    let style = Style {
        rows: Some(2),
        ..Style::default()
    };
    let page = render(&answer, &style).plain();
    assert!(page.starts_with("9       9       9\n"), "{page}");
}

#[test]
fn only_tables_have_drawings() {
    let answers = [
        timeline(["2019", "2020", "2021"].repeat(9)),
        neighbours(&[("Rwanda", 3), ("Russia", 2)]),
        answers::parallel_paths(),
    ];
    for format in Format::ALL {
        for answer in &answers {
            let style = Style {
                format,
                ..Style::default()
            };
            let page = render(answer, &style).plain();
            let drawn = page.contains(['█', '├', '║']);
            assert_eq!(drawn, format == Format::Table, "{format}: {page}");
        }
    }
}

#[test]
fn narrow_terminals_have_no_drawings() {
    let answer = neighbours(&[("Rwanda", 3), ("Russia", 2)]);
    assert!(drawn(&answer, 40, false).contains('├'));
    assert!(!drawn(&answer, 39, false).contains('├'));
}

#[test]
fn the_numbers_of_a_fan_are_those_that_why_understands() {
    let mut answer = neighbours(&[("Rwanda", 3), ("Russia", 1)]);
    let Rows::Neighbours(rows) = &mut answer.rows else {
        unreachable!("neighbours were made")
    };
    rows[1].behind = vec![RelationId::new("behind-the-second").unwrap()];
    rows[1].entity.id = EntityId::new("russia").unwrap();
    let page = drawn(&answer, 80, false);
    assert!(page.contains("2  └━━━      1  Russia (person)"), "{page}");
    assert_eq!(
        answer.relations_of_row(2).unwrap()[0].as_str(),
        "behind-the-second"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_strip_is_wider_than_its_terminal(
        dates in prop::collection::vec(prop::sample::select(DATES), 8..60),
        width in 40_usize..=160,
    ) {
        fits(&timeline(dates), width);
    }

    #[test]
    fn no_fan_and_no_bar_is_wider_than_its_terminal(
        links in prop::collection::vec((prop::sample::select(NAMES), any::<u64>()), 2..=8),
        width in 40_usize..=160,
    ) {
        fits(&neighbours(&links), width);
        fits(&counts(&links), width);
    }

    #[test]
    fn no_route_is_wider_than_its_terminal(name in prop::sample::select(NAMES), width in 40_usize..=160) {
        let mut answer = answers::parallel_paths();
        if let Rows::Paths(rows) = &mut answer.rows {
            for step in rows.iter_mut().flat_map(|row| &mut row.steps) {
                step.from.name = name.repeat(3);
                step.to.name = name.repeat(5);
                step.words = name.repeat(9);
            }
        }
        fits(&answer, width);
    }

    #[test]
    fn in_ascii_only_data_is_not(
        dates in prop::collection::vec(prop::sample::select(DATES), 8..60),
        relations in prop::collection::vec(any::<u64>(), 2..=8),
        width in 40_usize..=160,
    ) {
        let links: Vec<(&str, u64)> = relations.iter().map(|number| ("Rwanda", *number)).collect();
        for answer in [timeline(dates), neighbours(&links), counts(&links), answers::parallel_paths()] {
            let page = drawn(&answer, width, true);
            prop_assert!(page.is_ascii(), "{page}");
        }
    }
}
