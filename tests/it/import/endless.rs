//! Files that are too long, and imports that are stopped: neither time nor memory runs out.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chancery::import::{ImportError, ImportOptions, Input, Work};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::gazette::Gazette;
use super::{lines, rejects, report, try_import};

#[test]
fn a_line_of_a_hundred_megabytes_is_rejected_and_the_rows_around_it_are_kept() {
    let mut bytes = b"day,from,to\n2014-06-28,A,B\n".to_vec();
    bytes.resize(bytes.len() + 100_000_000, b'x');
    bytes.extend(b"\n2014-06-29,A,B\n");
    let report = report(bytes);
    assert_eq!((report.read, report.kept, report.rejected), (3, 2, 1));
    assert_eq!(
        rejects(&report),
        ["gazette.csv:3: the line is longer than 16 MiB"]
    );
}

#[test]
fn a_small_file_that_unpacks_to_one_endless_line_is_not_held() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(b"day,from,to\n").unwrap();
    let block = vec![b','; 1 << 20];
    (0..20).for_each(|_| encoder.write_all(&block).unwrap());
    let bytes = encoder.finish().unwrap();
    assert!(bytes.len() < 1 << 20);
    let report = report(bytes);
    assert_eq!((report.read, report.rejected), (1, 1));
}

#[test]
fn a_row_between_two_endless_lines_is_kept() {
    let endless = vec![b'x'; 17 << 20];
    for end in ["\n", "\r\n", "\r"] {
        let (before, between) = (
            format!("day,from,to{end}"),
            format!("{end}2014-06-29,A,B{end}"),
        );
        let bytes = [before.as_bytes(), &endless, between.as_bytes(), &endless].concat();
        let report = report(bytes);
        assert_eq!((report.kept, report.rejected), (1, 2));
        let lines: Vec<u64> = report.rejects.iter().map(|reject| reject.line).collect();
        assert_eq!(lines, [2, 4]);
    }
}

#[test]
fn long_lines_below_the_limit_are_read_whole() {
    let long = "x".repeat(5_000_000);
    let input = Input::of_bytes("x", format!("{long}\r\n{long}y"));
    let lengths: Vec<usize> = lines(input).iter().map(|(_, text)| text.len()).collect();
    assert_eq!(lengths, [5_000_000, 5_000_001]);
}

#[test]
fn an_import_that_is_stopped_reads_one_block_more_at_most() {
    let text = format!("day,from,to\n{}", "2014-06-28,A,B\n".repeat(400_000));
    let reached = Arc::new(AtomicU64::new(0));
    let (hears, asks) = (Arc::clone(&reached), Arc::clone(&reached));
    let options = ImportOptions::new()
        .on_progress(move |step| hears.store(step.rows, Ordering::Relaxed))
        .stop_when(move || asks.load(Ordering::Relaxed) >= 50_000);
    let error = try_import(text, Gazette::default(), &options).unwrap_err();
    assert!(matches!(error, ImportError::Stopped { .. }), "{error}");
    assert!(reached.load(Ordering::Relaxed) < 80_000);
}

#[test]
fn an_endless_line_can_be_stopped_too() {
    let asked = Arc::new(AtomicU64::new(0));
    let asks = Arc::clone(&asked);
    let options =
        ImportOptions::new().stop_when(move || asks.fetch_add(1, Ordering::Relaxed) > 100);
    let error = try_import(vec![b'x'; 30_000_000], Gazette::default(), &options);
    assert!(matches!(error, Err(ImportError::Stopped { .. })));
}

#[test]
fn progress_tells_how_much_of_the_file_is_read() {
    let text = format!("day,from,to\n{}", "2014-06-28,A,B\n".repeat(100_000));
    let total = text.len() as u64;
    let last = Arc::new(AtomicU64::new(0));
    let hears = Arc::clone(&last);
    let options = ImportOptions::new().on_progress(move |step| {
        if step.work == Work::Settling {
            return;
        }
        assert_eq!(
            (step.file, step.progress.total),
            ("gazette.csv", Some(total))
        );
        let before = hears.swap(step.progress.done, Ordering::Relaxed);
        assert!(before <= step.progress.done && step.progress.done <= total);
    });
    try_import(text, Gazette::default(), &options).unwrap();
    assert_eq!(last.load(Ordering::Relaxed), total);
}
