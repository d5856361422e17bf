//! Trails: the paths that a search has gone, leg by leg.

use crate::analysis::{Hit, Path, PathStep, Stopped};
use crate::graph::{Step, View};
use crate::model::{EntityIx, RelationIx};

use super::Ground;

/// A step that has been taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leg {
    pub(super) from: EntityIx,
    pub(super) to: EntityIx,
    pub(super) hit: Hit,
}

/// A relation as it leads from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Use {
    pub(super) relation: RelationIx,
    pub(super) from: EntityIx,
    pub(super) to: EntityIx,
}

impl From<Leg> for Use {
    fn from(leg: Leg) -> Use {
        Use {
            relation: leg.hit.relation,
            from: leg.from,
            to: leg.to,
        }
    }
}

/// Legs, each of which begins where the one before it ended.
#[derive(Debug)]
pub(super) struct Trail(pub(super) Vec<Leg>);

impl Trail {
    /// Returns the first two legs that follow one relation.
    pub(super) fn repeated(&self) -> Option<(Use, Use)> {
        let mut later = self.0.iter().enumerate();
        later.find_map(|(at, leg)| {
            let is_same = |earlier: &&Leg| earlier.hit.relation == leg.hit.relation;
            let earlier = self.0[..at].iter().find(is_same)?;
            Some((Use::from(*earlier), Use::from(*leg)))
        })
    }

    /// Returns the trail as it is gone from its end to its start.
    pub(super) fn reversed(mut self) -> Trail {
        self.0.reverse();
        for leg in &mut self.0 {
            std::mem::swap(&mut leg.from, &mut leg.to);
        }
        self
    }

    /// Returns the trail as a path, with the number of relations parallel to each.
    pub(super) fn path(&self, ground: &Ground<'_>) -> Result<Path, Stopped> {
        let step = |leg: &Leg| {
            ground.cancel.check()?;
            Ok(PathStep {
                relation: leg.hit.relation,
                to: leg.to,
                truth: leg.hit.truth,
                parallel: links(ground.view, leg.from, leg.to).count(),
            })
        };
        Ok(Path {
            start: ground.from,
            steps: self.0.iter().map(step).collect::<Result<_, Stopped>>()?,
            strength: None,
        })
    }
}

/// Returns the steps between two entities, in order of date, as seen from either.
///
/// Whom a relation links it links both ways, so the one with fewer relations is asked.
pub(super) fn links(
    view: View<'_>,
    one: EntityIx,
    other: EntityIx,
) -> impl Iterator<Item = Step> + '_ {
    let (few, many) = if view.reach(one) <= view.reach(other) {
        (one, other)
    } else {
        (other, one)
    };
    view.steps_between(few, many)
}
