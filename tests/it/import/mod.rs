//! Import: what is read of files, however broken, and what the report says of them.
#![allow(
    clippy::unwrap_used,
    reason = "what helps the tests may stop them, as they themselves may"
)]

mod broken;
mod compressed;
mod endless;
mod gazette;
mod laws;
mod merging;
mod ours;

use chancery::Chancery;
use chancery::import::{
    self, Asked, FileReport, ImportError, ImportOptions, Imported, Input, Line,
};
use gazette::Gazette;

/// Imports the bytes of one file as a gazette.
fn try_import(
    bytes: impl Into<Vec<u8>>,
    gazette: Gazette,
    options: &ImportOptions,
) -> Result<Imported, ImportError> {
    let asked = Asked::with(Input::of_bytes("gazette.csv", bytes), gazette);
    import::import(Chancery::ontology().unwrap(), &[], vec![asked], options)
}

/// Imports the bytes of one file as a gazette, and checks that a dataset comes of it and that every
/// row is counted once.
fn imported(bytes: impl Into<Vec<u8>>, gazette: Gazette) -> FileReport {
    let imported = try_import(bytes, gazette, &ImportOptions::new()).unwrap();
    let told = imported.report.to_string();
    let report = imported.report.files.into_iter().next().unwrap();
    assert!(report.adds_up(), "{told}");
    let dataset = imported.builder.build().unwrap();
    assert_eq!(dataset.relation_count() as u64, report.relations, "{told}");
    report
}

/// Returns the report of a gazette of calls.
fn report(bytes: impl Into<Vec<u8>>) -> FileReport {
    imported(bytes, Gazette::default())
}

/// Returns the rejected rows of a report as it shows them.
fn rejects(report: &FileReport) -> Vec<String> {
    report.rejects.iter().map(ToString::to_string).collect()
}

/// Returns the lines of an input, each with its number.
fn lines(mut input: Input) -> Vec<(u64, String)> {
    let mut lines = Vec::new();
    while let Some(Line { number, text }) = input.next_line().unwrap() {
        lines.push((number, text.to_owned()));
    }
    lines
}
