//! The table that is printed: it could stand in a page of Markdown.
#![expect(
    clippy::print_stdout,
    reason = "to print the table is what this is for"
)]

use super::load::Loads;
use super::memory::Weight;
use super::race::Row;
use super::saved::Saved;

/// Prints what questions took.
pub(crate) fn print_rows(rows: &[Row]) {
    println!(
        "| family | asked | limit | Chancery | petgraph | Chancery ÷ limit | petgraph ÷ Chancery |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for row in rows {
        let (label, words) = row.family.words();
        let (many, few) = row.asked;
        println!(
            "| {label} {words} | {many} ({few}) | {} | {} | {} | {} | {} |",
            time(Some(row.limit)),
            time(row.ours),
            time(row.by_hand),
            times(row.behind),
            times(row.ahead),
        );
    }
}

/// Prints what loading took, in the columns of the same table.
pub(crate) fn print_loads(loads: &Loads, rounds: usize) {
    println!(
        "| L1 table to first answer | {rounds} | {} | {} | {} | {} | {} |",
        time(Some(loads.limit * 1e9)),
        time(loads.ours.map(|ours| ours * 1e9)),
        time(Some(loads.by_hand * 1e9)),
        times(loads.ours.map(|ours| ours / loads.limit)),
        times(loads.ours.map(|ours| loads.by_hand / ours)),
    );
}

/// Prints what a database takes, and how soon it answers in a new process.
#[expect(
    clippy::cast_precision_loss,
    reason = "bytes for each relation are rough"
)]
pub(crate) fn print_saved(saved: &Saved, relations: u32) {
    println!(
        "\nL2 a saved database: {} to the first answer, {} for one in words then; written in {}, {:.1} bytes a relation",
        time(Some(saved.first * 1e9)),
        time(Some(saved.asked * 1e9)),
        time(Some(saved.writing * 1e9)),
        saved.bytes as f64 / f64::from(relations)
    );
}

/// Prints what a side weighs for each relation.
#[expect(
    clippy::cast_precision_loss,
    reason = "bytes for each relation are rough"
)]
pub(crate) fn print_weight(side: &str, weight: Weight, relations: u32) {
    let each = |bytes: usize| bytes as f64 / f64::from(relations);
    println!(
        "M1 {side}: {:.1} bytes a relation, {:.1} at most while loading",
        each(weight.held),
        each(weight.peak)
    );
}

/// Returns nanoseconds in a unit that suits them.
fn time(nanoseconds: Option<f64>) -> String {
    let Some(number) = nanoseconds else {
        return "–".to_owned();
    };
    let units = [(1e9, "s"), (1e6, "ms"), (1e3, "µs")];
    let (size, unit) = units
        .into_iter()
        .find(|(size, _)| number >= *size)
        .unwrap_or((1.0, "ns"));
    format!("{} {unit}", rounded(number / size))
}

fn times(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "–".to_owned(), rounded)
}

/// Returns a number with two or three digits that count.
fn rounded(number: f64) -> String {
    let digits = match number {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{number:.digits$}")
}
