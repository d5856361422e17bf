//! What was known of a visit on the day before it, and what is known now?
//!
//! Run with `cargo run --example two_clocks -- kagame-visits-kazakhstan-2025 2025-05-27`.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use chancery::Chancery;
use chancery::answer::{Answer, Rows};

fn main() -> Result<(), chancery::Error> {
    let mut words = std::env::args().skip(1);
    let relation = words.next();
    let relation = relation
        .as_deref()
        .unwrap_or("kagame-visits-kazakhstan-2025");
    let day = words.next();
    let day = day.as_deref().unwrap_or("2025-05-27");

    let chancery = Chancery::builtin()?;
    let then = chancery.ask(&format!("show {relation} known by {day}"))?;
    let now = chancery.ask(&format!("show {relation}"))?;
    println!("known by {day}: {}", told(&then));
    println!("known by now: {}", told(&now));
    Ok(())
}

/// Returns status, date and number of reports.
fn told(answer: &Answer) -> String {
    let Rows::Relation(file) = &answer.rows else {
        return "nothing".to_owned();
    };
    let when = file
        .row
        .when
        .as_ref()
        .map_or("no date", |date| date.edtf.as_str());
    format!(
        "{}, {when}, by {} reports",
        file.row.status,
        file.reports.len()
    )
}
