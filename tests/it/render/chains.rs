//! Paths by the same entities: one chain to people, a row each to programs.

use chancery::render::{Format, Style, render};

use super::answers;

fn shown(style: Style) -> String {
    render(&answers::parallel_paths(), &style).plain()
}

#[test]
fn a_table_shows_each_chain_of_entities_once() {
    insta::assert_snapshot!(shown(Style::default()), @"
    1  Sergey Lavrov (foreign minister) · strength 0.123
       ║  met with, visited, 2024-02-21 – 2025-12-19/2025-12-20, 2 relations, +2
       ║  more
       Olivier Nduhungirehe (foreign minister)
       │  held an office of, 2024-06-12/.., Minister of Foreign Affairs and
       ▼  International Cooperation
       Ministry of Foreign Affairs and International Cooperation
       ▲  was invited by, 2026, planned, through Olivier Nduhungirehe, foreign
       │  minister
       Kazakhstan
    2  Sergey Lavrov (foreign minister) · strength 0.123
       ║  met with, 2025-12-19/2025-12-20, +3 more
       Olivier Nduhungirehe (foreign minister)
    2 chains of entities, 3 paths
    ");
}

#[test]
fn markdown_shows_each_chain_of_entities_once() {
    let style = Style {
        format: Format::Md,
        ..Style::default()
    };
    insta::assert_snapshot!(shown(style), @"
    1. Sergey Lavrov (foreign minister) ↔ met with, visited (2024-02-21 – 2025-12-19/2025-12-20, 2 relations, +2 more) ↔ Olivier Nduhungirehe (foreign minister) → held an office of (2024-06-12/.., Minister of Foreign Affairs and International Cooperation) → Ministry of Foreign Affairs and International Cooperation ← was invited by (2026, planned, through Olivier Nduhungirehe, foreign minister) ← Kazakhstan
       - strength 0.123
    2. Sergey Lavrov (foreign minister) ↔ met with (2025-12-19/2025-12-20, +3 more) ↔ Olivier Nduhungirehe (foreign minister)
       - strength 0.123
    ");
}

#[test]
fn programs_get_a_row_for_each_path() {
    for format in [Format::Plain, Format::Jsonl] {
        let style = Style {
            format,
            ..Style::default()
        };
        assert_eq!(shown(style).lines().count(), 3, "{format}");
    }
}

#[test]
fn a_screenful_counts_chains() {
    let style = Style {
        rows: Some(1),
        ..Style::default()
    };
    let text = shown(style);
    let last = text.lines().last();
    assert_eq!(
        last,
        Some("showing 1 of 2 chains of entities, `last` shows all")
    );
}

#[test]
fn paths_that_a_limit_left_out_are_told_beside_the_chains() {
    let mut answer = answers::parallel_paths();
    answer.total = 132;
    answer.truncated = true;
    let text = render(&answer, &Style::default()).plain();
    assert_eq!(
        text.lines().last(),
        Some("2 chains of entities, 3 of 132 paths, `limit 132` shows all")
    );
}

#[test]
fn the_numbers_shown_are_those_that_why_understands() {
    let answer = answers::parallel_paths();
    let behind = |number| answer.relations_of_row(number).map(|found| found.len());
    assert_eq!([1, 2, 3].map(behind), [Some(4), Some(1), None]);
}
