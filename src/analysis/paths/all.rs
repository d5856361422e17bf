//! Every simple path up to a number of steps.

use crate::analysis::{Cancel, Stopped};
use crate::graph::View;

use super::chain::Waypoints;
use super::ground::Ground;
use super::walk::Walk;
use super::{Budget, Found, Route, reach};

/// Returns every path of a route: the shorter first, then in order of the entities met, then of
/// the dates of the relations.
///
/// Tells all the ways in which two may deal with each other. Direction is not followed; parallel
/// relations make different paths; no relation is used twice in one. If a budget ends the
/// search, the paths are the first in that order, and the answer says that it is not complete.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// Time grows with the number of ways, which may be exponential in the steps; entities too far
/// from the end are never stepped on. Memory O(entities + rows).
pub fn all_paths(
    view: View<'_>,
    route: &Route,
    budget: &Budget,
    cancel: &Cancel,
) -> Result<Found, Stopped> {
    let ground = match Ground::enter(view, route, cancel) {
        Ok(ground) => ground,
        Err(found) => return Ok(found),
    };
    let to_go = reach::distances(&ground, ground.to, ground.hops)?;
    let (Some(least), Some(waypoints)) = (to_go.get(ground.from), Waypoints::new(&ground)?) else {
        return Ok(Found::nothing());
    };
    let least = least.max(waypoints.least(ground.from));
    let mut walk = Walk::new(&ground, &to_go, waypoints, *budget);
    let mut found = Found::default();
    for length in least..=ground.hops {
        if walk.paths(length, &mut found)?.is_break() {
            return Ok(found);
        }
    }
    found.total = Some(found.paths.len() as u64);
    found.complete = true;
    Ok(found)
}
