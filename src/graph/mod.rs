//! The graph: relations in columns, and around each entity its relations by date.
//!
//! Knows which relations link which entities and which of them a lens lets through. What is
//! made of that (neighbours, paths, counts) belongs to the analysis room; names, questions and
//! printing are elsewhere.

mod export;
mod lens;
mod lists;
mod network;
mod order;
mod others;
mod petgraph;
#[cfg(test)]
pub(crate) mod sample;
mod view;

pub use self::petgraph::{
    Edge, EdgeKey, EdgeReferences, Edges, Entities, Neighbors, NodeReferences, Visited,
};
pub use export::{EdgeRef, PlainGraph};
pub use lens::{EntityKinds, Lens, Statuses};
pub use network::{Network, Party, Spoke};
pub use others::Others;
pub use view::{Step, Steps, View};
