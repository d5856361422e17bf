//! How answers look in every format and width, and what no answer may do to a terminal.

#![allow(
    clippy::unwrap_used,
    clippy::unnecessary_wraps,
    reason = "a test fails by panicking, and a sample fits the fields it is made for"
)]

mod answers;
mod chains;
mod cited;
mod documented;
mod drawings;
mod formats;
mod hostile;
mod looks;
