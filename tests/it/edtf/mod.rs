//! Dates: the published examples, what is refused, laws, and an oracle that counts days.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod examples;
mod laws;
mod oracle;
mod refusals;
mod texts;

use chancery::edtf::{Day, Edtf};

#[track_caller]
fn date(text: &str) -> Edtf {
    Edtf::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

/// Prints a bound; `-` where it is open or unknown.
fn bound(day: Option<Day>) -> String {
    day.map_or_else(|| "-".to_owned(), |day| day.to_string())
}
