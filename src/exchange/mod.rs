//! Formats of other programs: a dataset as their files, and back where they allow it.
//!
//! One file for each format: what it holds, its writer and, mirroring it, its reader. What a format
//! cannot hold is counted by [`losses`], so that nothing is lost unsaid.
//!
//! ```text
//! Dataset ──write──▶ bytes ──read──▶ Found (records and faults) ──import──▶ Dataset
//! ```
//!
//! The room knows neither files nor questions; the import room reads through it.

mod address;
mod armour;
mod csv_pair;
mod cytoscape;
mod dot;
mod flat;
mod format;
mod found;
mod ftm;
mod gexf;
mod graphml;
mod headline;
mod icalendar;
mod json;
mod json_ld;
mod lines;
mod matter;
mod neo4j;
mod sheet;
mod wikidata;
mod xml;

pub use format::{Exchange, UnknownExchange, exchange_named, exchanges};
pub use found::{Coined, Fault, Found, Stranger};
pub use matter::{Loss, Matter, losses};
