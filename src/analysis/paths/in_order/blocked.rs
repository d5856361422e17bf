//! What stands in the way of a chain: the first two relations that cannot follow each other.

use std::cmp::Reverse;

use crate::analysis::{Cancel, Path, Stopped};
use crate::edtf::Day;
use crate::graph::View;
use crate::model::RelationIx;

use super::Pair;
use super::clock::{Clock, Sureness};
use super::trail::links;

/// Returns the relations of each step of a path and those parallel to it, in order of date.
pub(super) fn parallels(
    view: View<'_>,
    path: &Path,
    cancel: &Cancel,
) -> Result<Vec<Vec<RelationIx>>, Stopped> {
    let pairs = path.entities().zip(path.entities().skip(1));
    let step = |(from, next)| {
        cancel.check()?;
        let steps = links(view, from, next);
        Ok(steps.map(|step| step.relation).collect())
    };
    pairs.map(step).collect()
}

/// Walks along steps, each made by the relation that is behind one soonest, and returns the pair
/// that ends the walk: the relation that last held it up, and the longest of those that are over.
///
/// Nothing if the walk comes to its end, or ends at a step that no relation makes at any time.
pub(super) fn stumble(
    view: View<'_>,
    sureness: Sureness,
    steps: &[Vec<RelationIx>],
) -> Option<Pair> {
    let (clock, back) = (Clock::forward(sureness), Clock::backward(sureness));
    let mut now = Day::MIN;
    let mut held_up_by = None;
    for relations in steps {
        let soonest = relations
            .iter()
            .filter_map(|relation| Some((clock.pass(&view.occasion(*relation), now)?, *relation)))
            .min_by_key(|(day, _)| *day);
        if let Some((day, relation)) = soonest {
            if day > now || held_up_by.is_none() {
                held_up_by = Some(relation);
            }
            now = day;
            continue;
        }
        let (until, later) = relations
            .iter()
            .filter_map(|relation| {
                let last = back.pass(&view.occasion(*relation), back.turn(Day::MAX))?;
                Some((back.turn(last), *relation))
            })
            .min_by_key(|(day, _)| Reverse(*day))?;
        return Some(Pair {
            earlier: held_up_by?,
            from: now.finite(),
            later,
            until: until.finite(),
        });
    }
    None
}
