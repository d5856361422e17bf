//! Paths: how one entity is linked to another over others.
//!
//! A path is a sequence of entities, none twice, with one relation for each step, none twice.
//! Parallel relations make different paths, except where paths are ranked. Direction is not
//! followed. Filters hold inside the search: no entity to avoid and no relation that the lens
//! keeps back is ever stepped on, and the kinds of entity that the lens asks for restrict who
//! stands strictly between the ends.

mod all;
mod arrival;
mod bound;
mod chain;
mod clock;
mod distance;
mod distinct;
mod found;
mod ground;
mod in_order;
mod leaves;
mod reach;
mod shortest;
mod strength;
mod top;
mod walk;

pub use all::all_paths;
pub use arrival::earliest_arrival;
pub use found::{Budget, Found, Path, PathStep, Route};
pub use in_order::{Blocked, InOrder, Journey, OrderedPath, Pair, in_order};
pub use shortest::{shortest_length, shortest_paths};
pub use strength::STRENGTH_IN_WORDS;
pub use top::top_paths;
