//! Questions put to the graph itself: neighbours, paths, timelines, common contacts, counts.
//!
//! Works on small numbers (places of entities and relations) and returns them; names, text and
//! rows of answers are elsewhere. Everything is asked of a [`View`](crate::graph::View), so that
//! filters hold inside a search and not only on what it finds, and everything stops soon after
//! its [`Cancel`] flag is raised. Answers do not depend on the order in which files were read.

mod aim;
mod cancel;
mod changes;
mod circle;
mod common;
mod conflicts;
mod contacts;
mod count;
mod fan;
mod groups;
mod marks;
mod neighbours;
mod office;
mod pairs;
mod paths;
mod places;
mod rank;
mod subject;
mod timeline;

pub use aim::Aim;
pub use cancel::{Cancel, Stopped};
pub use changes::{Change, Turn, changes};
pub use circle::circle_size;
pub use common::{Common, common};
pub use conflicts::{Conflict, Said, Version, conflicts};
pub use contacts::{Contact, contacts, latest};
pub use count::{CountBy, Key, Tally, count, tally};
pub use groups::{Grouping, Groups, groups};
pub use neighbours::{Neighbour, Neighbours, neighbours};
pub use office::{Office, Term, terms};
pub use paths::{
    Blocked, Budget, Found, InOrder, Journey, OrderedPath, Pair, Path, PathStep, Route,
    STRENGTH_IN_WORDS, all_paths, earliest_arrival, in_order, shortest_length, shortest_paths,
    top_paths,
};
pub(crate) use places::may_hold;
pub use places::places_within;
pub use rank::{Measure, Ranked, Ranking, rank};
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
