//! Questions put to the graph itself: neighbours, paths, timelines, common contacts, counts.
//!
//! Works on small numbers (places of entities and relations) and returns them; names, text and
//! rows of answers are elsewhere. Everything is asked of a [`View`](crate::graph::View), so that
//! filters hold inside a search and not only on what it finds, and everything stops soon after
//! its [`Cancel`] flag is raised. Answers do not depend on the order in which files were read.

mod cancel;
mod common;
mod count;
mod fan;
mod marks;
mod neighbours;
mod paths;
mod subject;
mod timeline;

pub use cancel::{Cancel, Stopped};
pub use common::{Common, common};
pub use count::{CountBy, Key, Tally, count, tally};
pub use neighbours::{Neighbour, Neighbours, neighbours};
pub use paths::{
    Budget, Found, Path, PathStep, Route, STRENGTH_IN_WORDS, all_paths, shortest_length,
    shortest_paths, top_paths,
};
pub use subject::Subject;
pub use timeline::timeline;

use crate::edtf::Truth;
use crate::model::RelationIx;

/// A relation that a lens lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The relation.
    pub relation: RelationIx,
    /// How surely it passes; never impossible.
    pub truth: Truth,
}

/// Returns how surely at least one of these relations passes.
fn surest(hits: &[Hit]) -> Truth {
    hits.iter()
        .fold(Truth::Impossible, |truth, hit| truth.or(hit.truth))
}
