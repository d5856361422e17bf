//! Compressed files: whole, of several parts, cut off, damaged.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{rejects, report};

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// Rows that compress badly, so that cutting the file in the middle cuts the rows in the middle.
fn rows(count: u32) -> String {
    let row = |n: u32| {
        let n = n.wrapping_mul(2_654_435_761);
        format!("2014-06-28,A{n},B{}\n", n.rotate_left(13))
    };
    let rows: String = (1..=count).map(row).collect();
    format!("day,from,to\n{rows}")
}

#[test]
fn a_compressed_file_is_read_like_a_plain_one() {
    let (plain, compressed) = (report(rows(5_000)), report(gzip(&rows(5_000))));
    assert_eq!(plain, compressed);
    assert_eq!(plain.kept, 5_000);
}

#[test]
fn a_compressed_file_may_have_several_members() {
    let text = rows(3_000);
    let (first, second) = text.split_at(text.len() / 2);
    let mut bytes = gzip(first);
    bytes.extend(gzip(""));
    bytes.extend(gzip(second));
    let report = report(bytes);
    assert_eq!((report.kept, report.notes.len()), (3_000, 0));
}

#[test]
fn a_compressed_file_that_is_cut_off_keeps_the_rows_before_the_cut() {
    let bytes = gzip(&rows(20_000));
    for cut in [bytes.len() - 1, bytes.len() / 2, 11] {
        let report = report(&bytes[..cut]);
        let told = report.to_string();
        assert!(
            told.contains("the compressed data end too early; what follows is lost"),
            "{told}"
        );
        let wanted = 20_000 * cut as u64 / bytes.len() as u64;
        assert!(report.kept.abs_diff(wanted) < 2_000, "{told}");
    }
}

#[test]
fn half_a_row_before_the_cut_is_not_taken_for_a_whole_one() {
    let bytes = gzip(&rows(20_000));
    let report = report(&bytes[..bytes.len() / 2]);
    let cut = rejects(&report);
    assert_eq!(cut.len(), 1);
    assert!(
        cut[0].starts_with(&format!("gazette.csv:{}: ", report.kept + 2)),
        "{cut:?}"
    );
}

#[test]
fn damage_in_the_middle_keeps_the_rows_before_it() {
    let mut bytes = gzip(&rows(20_000));
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].fill(0xFF);
    let report = report(bytes);
    let told = report.to_string();
    assert!(told.contains("the compressed data "), "{told}");
    assert!(report.kept > 5_000, "{told}");
}

#[test]
fn bytes_behind_the_compressed_data_are_left_out_and_told() {
    let mut bytes = gzip(&rows(100));
    bytes.extend(b"garbage");
    let report = report(bytes);
    assert_eq!((report.kept, report.rejected), (100, 0));
    assert_eq!(
        report.notes[0].what,
        "bytes behind the compressed data are left out"
    );
}

#[test]
fn zeros_behind_the_compressed_data_mean_nothing() {
    let mut bytes = gzip(&rows(100));
    bytes.resize(bytes.len() + 100_000, 0);
    let report = report(bytes);
    assert_eq!((report.kept, report.notes.len()), (100, 0));
}
