//! The one handle: open data, ask questions, build requests, hand the graph to other programs.
//!
//! Everything below it works on values; here they come together.

mod begin;
mod chancery;
mod error;
mod import;
mod replay;
mod request;
mod session;

pub use chancery::Chancery;
pub use error::{Error, ErrorKind};
pub use import::Import;
pub use replay::{Replay, Verdict};
pub use request::{Request, asked};
pub use session::Session;
