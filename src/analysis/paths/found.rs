//! What is asked of a search for paths, and what it returns.

use crate::edtf::Truth;
use crate::model::{EntityIx, RelationIx};

/// Between whom paths are wanted, and over whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Where the paths begin.
    pub from: EntityIx,
    /// Where they end.
    pub to: EntityIx,
    /// How many steps at most.
    pub hops: u32,
    /// Entities that each path must pass, in any order.
    pub through: Vec<EntityIx>,
    /// Entities that no path may pass.
    pub avoiding: Vec<EntityIx>,
}

impl Route {
    /// Returns the route from one entity to another with at most so many steps.
    pub const fn new(from: EntityIx, to: EntityIx, hops: u32) -> Route {
        Route {
            from,
            to,
            hops,
            through: Vec::new(),
            avoiding: Vec::new(),
        }
    }

    /// Returns the route that passes all of these entities too, in any order.
    #[must_use]
    pub fn with_through(mut self, through: impl IntoIterator<Item = EntityIx>) -> Route {
        self.through.extend(through);
        self
    }

    /// Returns the route that passes none of these entities either.
    #[must_use]
    pub fn with_avoiding(mut self, avoiding: impl IntoIterator<Item = EntityIx>) -> Route {
        self.avoiding.extend(avoiding);
        self
    }
}

/// Where a search ends although there is more to find.
///
/// Memory grows with the rows; time with the steps. A search also ends when its
/// [`Cancel`](crate::analysis::Cancel) flag is raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// The most paths to return; 100 000 unless said otherwise.
    pub rows: usize,
    /// The most steps to try; without limit unless said otherwise.
    pub steps: u64,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget {
            rows: 100_000,
            steps: u64::MAX,
        }
    }
}

/// The paths found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The paths in order.
    pub paths: Vec<Path>,
    /// How many there are, whether returned or not; nothing if they were not counted to the end.
    /// More than [`u64::MAX`] are told as so many.
    pub total: Option<u64>,
    /// Whether all that were asked for are returned.
    pub complete: bool,
}

impl Found {
    /// Returns that there is no path.
    pub(super) const fn nothing() -> Found {
        Found {
            paths: Vec::new(),
            total: Some(0),
            complete: true,
        }
    }

    /// Returns the one path from an entity to itself.
    pub(super) fn standing(start: EntityIx) -> Found {
        Found {
            paths: vec![Path {
                start,
                steps: Vec::new(),
                strength: None,
            }],
            total: Some(1),
            complete: true,
        }
    }

    /// Returns the number of steps of the first path.
    pub(super) fn least(&self) -> Option<u32> {
        self.paths.first().map(|path| path.steps.len() as u32)
    }
}

/// A path.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Where it begins.
    pub start: EntityIx,
    /// Its steps in order; none if it ends where it begins.
    pub steps: Vec<PathStep>,
    /// How strong it is, above 0 to 1; only where paths are ranked.
    pub strength: Option<f64>,
}

impl Path {
    /// Returns whether every step passes the lens for certain.
    pub fn truth(&self) -> Truth {
        self.steps
            .iter()
            .fold(Truth::Certain, |truth, step| truth.and(step.truth))
    }

    /// Returns the entities from the start to the end.
    pub fn entities(&self) -> impl Iterator<Item = EntityIx> + '_ {
        [self.start]
            .into_iter()
            .chain(self.steps.iter().map(|step| step.to))
    }
}

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathStep {
    /// The relation it follows.
    pub relation: RelationIx,
    /// Where it ends.
    pub to: EntityIx,
    /// How surely the relation passes the lens.
    pub truth: Truth,
    /// How many relations link the two under the same lens, this one among them.
    pub parallel: usize,
}
