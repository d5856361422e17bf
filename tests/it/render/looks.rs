//! Snapshots: every kind of answer in every format, tables at three widths.

use chancery::render::{Format, Style, render};

use super::answers;

fn check(kind: &str, style: &Style) {
    let text = render(&answers::of_kind(kind), style).plain();
    let name = match style.format {
        Format::Table => format!("{kind}_{}_{}", style.format, style.width),
        _ => format!("{kind}_{}", style.format),
    };
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

fn check_all(kind: &str) {
    for width in [60, 80, 120] {
        check(
            kind,
            &Style {
                width,
                ..Style::default()
            },
        );
    }
    for format in Format::ALL
        .into_iter()
        .filter(|format| *format != Format::Table)
    {
        check(
            kind,
            &Style {
                format,
                ..Style::default()
            },
        );
    }
}

macro_rules! looks {
    ($($name:ident: $kind:literal,)*) => {
        $(#[test] fn $name() { check_all($kind); })*

        #[test]
        fn every_kind_of_answer_has_its_snapshots() {
            let listed = [$($kind),*];
            let kinds: Vec<&str> = answers::all().iter().map(|answer| answer.rows.kind()).collect();
            assert_eq!(listed.as_slice(), kinds);
        }
    };
}

looks! {
    entities_found: "find",
    a_dossier: "entity",
    a_relation_with_its_reports: "relation",
    a_source_with_what_it_reports: "source",
    neighbours: "neighbours",
    paths: "paths",
    a_timeline: "timeline",
    a_pair: "between",
    common_neighbours: "common",
    counts: "count",
    ranks: "rank",
    groups: "groups",
    sources_behind_a_row: "why",
    terms_of_office: "who",
    changes: "changes",
    disagreements: "conflicts",
    versions_of_a_record: "history",
    entries_of_a_database: "log",
    differences: "diff",
    conflicts_of_a_merge: "merge",
    a_date: "date",
}
