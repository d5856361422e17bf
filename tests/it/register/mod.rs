//! The register: whatever is edited, undone, imported or merged, what holds fits together.
#![allow(
    clippy::unwrap_used,
    reason = "what helps the tests may stop them, as they themselves may"
)]

mod cases;
mod copies;
mod laws;
mod world;

pub(crate) use world::{author, edit, rows_of};
