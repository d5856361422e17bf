//! The one handle: open data, ask questions, build requests, hand the graph to other programs.
//!
//! Everything below it works on values; here they come together.

mod begin;
mod chancery;
mod compare;
mod database;
mod error;
mod holding;
mod import;
mod laid_out;
mod recorded;
mod replay;
mod request;
mod session;
mod show;
mod then;

pub use chancery::Chancery;
pub use compare::Merge;
pub use database::Database;
pub use error::{Error, ErrorKind};
pub use holding::Holding;
pub use import::Import;
pub use replay::{Replay, Verdict};
pub use request::{Request, asked};
pub use session::Session;
