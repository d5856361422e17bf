//! Laws of reading: lines and fields agree with plain oracles; every row is counted once.

use chancery::import::{Dialect, Input};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{lines, report};

/// The lines of a text, by the book: all line ends to one, then parted.
fn plainly(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

#[track_caller]
fn check_lines(text: &str) {
    let found: Vec<String> = lines(Input::of_bytes("x", text))
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert!(found == plainly(text), "of {} bytes", text.len());
}

/// Returns the fields of all records.
fn fields(text: &[u8]) -> Vec<Vec<String>> {
    let mut records = Input::of_bytes("x", text).into_records(Dialect::CSV);
    let mut rows = Vec::new();
    while let Some(record) = records.next().unwrap() {
        rows.push(record.iter().map(str::to_owned).collect());
    }
    rows
}

#[test]
fn lines_are_whole_where_one_block_ends_and_the_next_begins() {
    for end in ["\n", "\r\n", "\r"] {
        for before in 0..9 {
            let mut text = "é".repeat(before);
            while text.len() < 600 << 10 {
                text.push_str("2014-06-28,Ruritania,Freedonié");
                text.push_str(end);
            }
            check_lines(&text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn lines_are_those_of_the_plain_text(text in "[ab,\"\r\né]{0,40}") {
        check_lines(&text);
    }

    #[test]
    fn what_a_csv_writer_writes_is_read_back(
        rows in vec(vec("[ab,\"\né ]{0,6}", 2..4), 0..6)
    ) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        prop_assert_eq!(fields(&writer.into_inner().unwrap()), rows);
    }

    #[test]
    fn every_row_of_any_file_is_counted_once(
        body in "([a-c0-9,\"\r\n\0é-]|2014-06-2[0-9],[a-c],[a-c]\n|\"\n){0,60}",
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = format!("day,from,to\n{body}").into_bytes();
        bytes.truncate(cut.index(bytes.len()) + 1);
        let report = report(bytes);
        prop_assert!(report.adds_up());
    }
}
