//! The table of formats in the documentation: what each holds, as it says itself.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chancery::exchange::{Exchange, Matter, exchanges};
use chancery::import;

/// Where the table begins and ends.
const MARKS: [&str; 2] = [
    "<!-- formats: written by tests/it/exchange/table.rs -->\n",
    "<!-- end -->",
];

/// Returns the table, what is held by rows and the formats by columns.
fn table() -> String {
    let names = exchanges()
        .iter()
        .map(|format| format!(" `{}` |", format.name()));
    let line = exchanges().iter().map(|_| " :-: |");
    let mut table = format!(
        "| |{}\n| --- |{}\n",
        names.collect::<String>(),
        line.collect::<String>()
    );
    for matter in Matter::ALL {
        let cells = exchanges().iter().map(|format| sign(*format, matter));
        writeln!(table, "| {matter} |{}", cells.collect::<String>()).unwrap();
    }
    let read = exchanges()
        .iter()
        .map(|format| if is_read(*format) { " yes |" } else { " – |" });
    writeln!(table, "| *can be read back* |{}", read.collect::<String>()).unwrap();
    table
}

/// Tells whether a format is read back: by its own reader, or by an importer that was there before.
fn is_read(format: &dyn Exchange) -> bool {
    let importers = import::formats();
    let mut names = importers.iter().map(|importer| importer.name());
    format.is_read() || names.any(|name| name == format.name())
}

fn sign(format: &dyn Exchange, matter: Matter) -> &'static str {
    if format.holds().contains(&matter) {
        " yes |"
    } else {
        " – |"
    }
}

#[test]
fn the_table_of_formats_says_what_each_holds() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exchange.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(MARKS[0]).unwrap();
    let (written, after) = rest.split_once(MARKS[1]).unwrap();
    if std::env::var_os("CHANCERY_UPDATE_DOCS").is_some() {
        let [begin, end] = MARKS;
        fs::write(&path, format!("{before}{begin}{}{end}{after}", table())).unwrap();
        return;
    }
    assert_eq!(written, table(), "CHANCERY_UPDATE_DOCS=1 writes it anew");
}
