//! What is asked of a search for paths in order, and what it returns.

use crate::analysis::Path;
use crate::edtf::{Day, Truth};
use crate::model::RelationIx;

/// The paths in order of a route.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InOrder {
    /// The best path, and the best certain one if that is another; none if there is none.
    pub paths: Vec<OrderedPath>,
    /// What stands in the way, where there are chains of relations but none is in order.
    pub blocked: Option<Blocked>,
}

impl InOrder {
    /// Returns the paths that need no step.
    pub(super) fn standing(paths: Vec<Path>) -> InOrder {
        let ordered = |path| OrderedPath {
            path,
            order: Truth::Certain,
            possible: Journey::default(),
            sure: Some(Journey::default()),
            doubt: None,
        };
        InOrder {
            paths: paths.into_iter().map(ordered).collect(),
            blocked: None,
        }
    }
}

/// A path whose dates need not run backwards.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderedPath {
    /// The path.
    pub path: Path,
    /// Whether every completion of the dates lets its steps follow each other, and every step
    /// passes the lens for certain; never impossible.
    pub order: Truth,
    /// The best journey along it that some completion of the dates allows.
    pub possible: Journey,
    /// The best journey along it that every completion allows; none if it is not certain.
    pub sure: Option<Journey>,
    /// Why its order is only possible; none if it is certain, and if what is doubtful is one step
    /// alone, such as whether it falls in the window.
    pub doubt: Option<Pair>,
}

/// When a path is begun and when it ends: on or after the one day, on or before the other.
///
/// Best is, as the aim has it, the earliest arrival and then the latest departure for it; the
/// latest departure and then the earliest arrival; or the fewest days between the two, and then
/// the earliest. What a date leaves open counts as time: whoever must be there from 1 January for
/// an event of which only the year is known, and until 31 December, is on the way for 364 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Journey {
    /// The day from which on the first step is taken; `None` if that is open or unknown.
    pub departure: Option<Day>,
    /// The day by which the last step is taken; `None` if that is open or unknown.
    pub arrival: Option<Day>,
}

/// Two relations that a path would have to follow one after the other, and the days against it.
///
/// In a [`Blocked`] chain, no completion lets the earlier be followed sooner than `from` or the
/// later be followed after `until`. In an [`OrderedPath::doubt`], some completion puts off the
/// earlier until `from`, and some ends the later on `until`. In both, `until` is before `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The relation that would have to come first.
    pub earlier: RelationIx,
    /// The day on which it is behind one; `None` if that is open or unknown.
    pub from: Option<Day>,
    /// The relation that would have to come after it.
    pub later: RelationIx,
    /// Its last day; `None` if that is open or unknown.
    pub until: Option<Day>,
}

/// What stands in the way of a chain of relations.
#[derive(Debug, Clone, PartialEq)]
pub struct Blocked {
    /// The first of the shortest chains, each step made by its first relation.
    pub chain: Path,
    /// The first two relations along it that cannot follow each other. At each step all parallel
    /// relations were tried; the earlier is the one over which one is soonest past its step, the
    /// later the one that lasts longest.
    pub pair: Pair,
}
