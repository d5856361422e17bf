//! The graph: relations in columns, and around each entity its relations by date.
//!
//! Knows which relations link which entities and which of them a lens lets through. What is
//! made of that (neighbours, paths, counts) belongs to the analysis room; names, questions and
//! printing are elsewhere.

mod acting;
mod agenda;
mod bonds;
mod details;
mod evidence;
mod export;
mod halves;
mod judge;
mod lens;
mod network;
mod order;
mod others;
mod petgraph;
mod posts;
mod pressed;
#[cfg(test)]
pub(crate) mod sample;
mod sieve;
mod spokes;
mod steps;
mod view;

pub use self::petgraph::{
    Edge, EdgeKey, EdgeReferences, Edges, Entities, Neighbors, NodeReferences, Visited,
};
pub use crate::model::{Cast, Party};
pub use acting::Acting;
pub(crate) use agenda::Contact;
pub use bonds::{Bond, Bonded};
pub use evidence::Account;
pub use export::{EdgeRef, PlainGraph};
pub use lens::{Clocks, EntityKinds, Lens, Statuses};
pub use network::Network;
pub(crate) use order::compare as compare_dates;
pub use others::Others;
pub(crate) use sieve::Sieve;
pub use spokes::Spoke;
pub use steps::{Step, Steps};
pub use view::View;
