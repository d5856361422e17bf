//! The register: what was recorded, when and by whom. Nothing in it is ever overwritten.
//!
//! A register is a list of entries. Each gives records a new version, or says that they are no
//! longer held to be so; what holds now is what all entries come to. Everything here is in memory:
//! there are no files, no clock, and no words of the language.

mod after;
mod book;
mod bring;
mod chain;
mod change;
mod compare;
mod difference;
mod edit;
mod entry;
mod error;
mod history;
mod mend;
mod merge;
mod prepare;
mod record;
mod state;
mod steps;
mod takeover;
mod three;
mod undo;
mod uses;
mod view;

pub use crate::edtf::{Moment, NoMoment};
pub use book::Register;
pub use bring::Brought;
pub use change::Change;
pub use difference::{Difference, Turn, What, differences};
pub use edit::Edit;
pub use entry::{Act, Author, Entry};
pub use error::EditError;
pub use history::Version;
pub use merge::{Merged, merge};
pub use record::{Key, Record};
pub use state::State;
use steps::Step;
pub use takeover::TakenOver;
pub use three::Conflict;
