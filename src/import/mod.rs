//! Import: files of other people's making to records, with a report of every row.
//!
//! An importer knows one shape of file. It takes lines or records from an [`Input`] and tells an
//! [`Intake`] what they say; who is meant by a name, which rows tell of the same, and what is counted
//! is decided there, once for all formats. Nothing here prints, asks the clock or walks a graph.

mod cameo;
mod closing;
mod coded;
mod decode;
mod details;
mod detect;
mod error;
mod exchange;
mod forms;
mod front;
mod ftm;
mod gazetteer;
mod gdelt;
mod gunzip;
mod icews;
mod input;
mod intake;
mod ledger;
mod merge;
mod options;
mod origin;
mod packing;
mod polecat;
mod quadruples;
mod quoted;
mod records;
mod report;
mod resolve;
mod ron;
mod roster;
mod table;
mod trouble;
mod written;

pub use closing::Imported;
pub use details::Details;
pub use detect::{Candidate, Format, Likeness, detect, format_named, formats};
pub use error::ImportError;
pub use forms::FormIx;
pub use front::{Asked, import};
pub use ftm::Ftm;
pub use gazetteer::{Gazetteer, GazetteerError, PastCode, Polity};
pub use gdelt::Gdelt;
pub use icews::Icews;
pub use input::{Input, Line};
pub use intake::{Event, Intake};
pub use options::{ImportOptions, Merge, Progress, Step, Work};
pub use polecat::Polecat;
pub use quadruples::{Quadruples, Unit};
pub use records::{Dialect, Record, Records};
pub use report::{FileReport, ImportReport, Note, Reject};
pub use resolve::{Belonging, Ground, Mention, Proposal, Resolver, Settlement};
pub use ron::Ron;
pub use roster::Who;
pub use table::Table;
