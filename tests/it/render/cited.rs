//! Answers that end with their sources, and paths in order of time.

use chancery::render::{Format, Style, render, to_json};

use super::answers;

fn shown(format: Format, width: usize) -> String {
    let style = Style {
        format,
        width,
        ..Style::default()
    };
    render(&answers::cited(), &style).plain()
}

#[test]
fn a_table_numbers_the_sources_at_each_row_and_lists_them_at_the_end() {
    insta::assert_snapshot!("cited_table", shown(Format::Table, 92));
}

#[test]
fn markdown_numbers_the_sources_as_its_own_list() {
    insta::assert_snapshot!("cited_md", shown(Format::Md, 92));
}

#[test]
fn plain_rows_have_the_numbers_of_their_sources_as_a_last_field() {
    let text = shown(Format::Plain, 92);
    let last: Vec<&str> = text
        .lines()
        .take(4)
        .filter_map(|line| line.rsplit(" | ").next())
        .collect();
    assert_eq!(last, ["[1]", "[1, 2]", "-", "-"]);
    assert!(text.contains("\n# Sources\n[1] Negotiations"), "{text}");
}

#[test]
fn json_has_a_key_for_sources_only_where_they_are_cited() {
    assert!(to_json(&answers::cited()).contains("\"warnings\":[],\"cited\":[{\"id\":"));
    assert!(!to_json(&answers::of_kind("timeline")).contains("\"cited\""));
}

#[test]
fn a_path_in_order_tells_its_arrival_and_what_leaves_it_in_doubt() {
    let style = Style {
        width: 92,
        ..Style::default()
    };
    insta::assert_snapshot!(
        "in_order_table",
        render(&answers::in_order(), &style).plain()
    );
    insta::assert_snapshot!("in_order_json", to_json(&answers::in_order()));
}
