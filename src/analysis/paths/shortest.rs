//! The paths with the least number of steps, and that number alone.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use itertools::Itertools as _;

use crate::analysis::cancel::Ticker;
use crate::analysis::marks::Marks;
use crate::analysis::{Cancel, Hit, Stopped};
use crate::graph::{Step, View};
use crate::model::EntityIx;

use super::chain::Waypoints;
use super::distance;
use super::distinct::assignable;
use super::ground::Ground;
use super::reach::{self, Link, Meeting};
use super::walk::Walk;
use super::{Budget, Found, Route};

/// Returns the least number of steps of a route, or nothing if there is no path.
///
/// The degree of separation of two. Zero from an entity to itself.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(r) in the relations r of the entities met by a search from both ends, which are few in most
/// networks. With entities to pass on the way, as for [`shortest_paths`].
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, Route, shortest_length};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let (lens, cancel) = (Lens::default(), Cancel::new());
/// let view = View::new(chancery.network(), &lens);
/// let place = |id| chancery.data().entity_ix(id).unwrap();
/// let route = Route::new(place("sergey-lavrov"), place("samruk-kazyna"), 6);
/// assert_eq!(shortest_length(view, &route, &cancel)?, Some(3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn shortest_length(
    view: View<'_>,
    route: &Route,
    cancel: &Cancel,
) -> Result<Option<u32>, Stopped> {
    let ground = match Ground::enter(view, route, cancel) {
        Ok(ground) => ground,
        Err(found) => return Ok(found.least()),
    };
    if ground.through.is_empty() && !view.links_partly() {
        return distance::least(&ground);
    }
    if ground.through.is_empty() {
        match reach::meet(&ground)? {
            None => return Ok(None),
            Some(meeting) if is_path(&ground, &meeting) => return Ok(Some(meeting.length())),
            Some(_) => {}
        }
    }
    let first = Budget {
        rows: 1,
        ..Budget::default()
    };
    let found = by_length(&ground, first)?;
    Ok(found.least())
}

/// Returns all paths of a route with the least number of steps, in order of the entities met,
/// then of the dates of the relations.
///
/// Direction is not followed; parallel relations make different paths. With entities to pass on
/// the way it is the least among the paths that pass them all. [`Found::total`] tells how many
/// there are even where a budget leaves some out, unless there are entities to pass.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(r) in the relations r of the entities met by a search from both ends, and O(steps) for each
/// path returned. With entities to pass, exponential in the steps at worst.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Budget, Cancel, Route, shortest_paths};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let (lens, cancel) = (Lens::default(), Cancel::new());
/// let view = View::new(chancery.network(), &lens);
/// let place = |id| chancery.data().entity_ix(id).unwrap();
/// let route = Route::new(place("sergey-lavrov"), place("samruk-kazyna"), 6);
/// let found = shortest_paths(view, &route, &Budget::default(), &cancel)?;
/// assert!(found.paths.iter().all(|path| path.steps.len() == 3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn shortest_paths(
    view: View<'_>,
    route: &Route,
    budget: &Budget,
    cancel: &Cancel,
) -> Result<Found, Stopped> {
    let ground = match Ground::enter(view, route, cancel) {
        Ok(ground) => ground,
        Err(found) => return Ok(found),
    };
    if !is_straight(&ground) {
        return by_length(&ground, *budget);
    }
    let Some(meeting) = reach::meet(&ground)? else {
        return Ok(Found::nothing());
    };
    let length = meeting.length();
    let to_go = to_go(&ground, meeting)?;
    let total = total(&ground, &to_go, length)?;
    let mut found = Found::default();
    if let Some(waypoints) = Waypoints::new(&ground)? {
        let _ = Walk::new(&ground, &to_go, waypoints, *budget).paths(length, &mut found)?;
    }
    found.total = Some(total);
    found.complete = found.paths.len() as u64 == total;
    Ok(found)
}

/// Tells whether the shortest way from end to end is the shortest path: nobody must be passed,
/// and no way meets one relation twice, for it would be a short cut. Where somebody acts for
/// others, a relation links each to the other side alone, and a way can come back by it.
fn is_straight(ground: &Ground<'_>) -> bool {
    ground.through.is_empty() && !ground.view.links_partly()
}

/// Tells whether there is a path along the way on which two searches met: one relation for each
/// step, none used twice.
fn is_path(ground: &Ground<'_>, meeting: &Meeting) -> bool {
    if meeting
        .way
        .iter()
        .map(|(_, relation, _)| relation)
        .all_unique()
    {
        return true;
    }
    let hits = |(from, _, to): &Link| -> Vec<Hit> {
        let steps = ground.view.steps_between(*from, *to);
        steps
            .map(
                |Step {
                     relation, truth, ..
                 }| Hit { relation, truth },
            )
            .collect()
    };
    let legs: Vec<Vec<Hit>> = meeting.way.iter().map(hits).collect();
    assignable(&[], &legs.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// Returns the shortest paths that pass all waypoints, by trying one length after the other.
fn by_length(ground: &Ground<'_>, budget: Budget) -> Result<Found, Stopped> {
    let Some(meeting) = reach::meet(ground)? else {
        return Ok(Found::nothing());
    };
    let shortest = meeting.length();
    if ground.through.is_empty() {
        // Mostly the first length will do, and then nobody further away is looked at.
        let to_go = to_go(ground, meeting)?;
        let found = first_length(ground, &to_go, shortest..=shortest, budget)?;
        if !found.paths.is_empty() || !found.complete {
            return Ok(found);
        }
    }
    let to_go = reach::distances(ground, ground.to, ground.hops)?;
    first_length(ground, &to_go, shortest..=ground.hops, budget)
}

/// Returns the paths of the first of these lengths that has any.
fn first_length(
    ground: &Ground<'_>,
    to_go: &Marks,
    lengths: RangeInclusive<u32>,
    budget: Budget,
) -> Result<Found, Stopped> {
    let Some(waypoints) = Waypoints::new(ground)? else {
        return Ok(Found::nothing());
    };
    let least = waypoints.least(ground.from).max(*lengths.start());
    let mut walk = Walk::new(ground, to_go, waypoints, budget);
    let mut found = Found::default();
    for length in least..=*lengths.end() {
        if walk.paths(length, &mut found)?.is_break() {
            return Ok(found);
        }
        if !found.paths.is_empty() {
            break;
        }
    }
    found.total = Some(found.paths.len() as u64);
    found.complete = true;
    Ok(found)
}

/// Returns how many steps are to go from the entities on shortest paths, and from some that lie
/// on none but near the end.
///
/// The search from the end has written its distances already; those of the search from the start
/// are turned round, level by level, where they lead on. Each two levels are looked at from the
/// side that has fewer relations, for what links two links them both ways.
fn to_go(ground: &Ground<'_>, meeting: Meeting) -> Result<Marks, Stopped> {
    let length = meeting.length();
    let Meeting { ahead, behind, .. } = meeting;
    let mut beyond = behind.level(behind.depth).to_vec();
    let mut to_go = behind.marks;
    for depth in (0..=ahead.depth).rev() {
        let leading = if weight(ground, &beyond) < weight(ground, ahead.level(depth)) {
            linked(ground, &beyond, |entity| {
                ahead.marks.get(entity) == Some(depth)
            })?
        } else {
            let left = length - depth - 1;
            linking(ground, ahead.level(depth), |entity| {
                to_go.get(entity) == Some(left)
            })?
        };
        for entity in &leading {
            to_go.set(*entity, length - depth);
        }
        beyond = leading;
    }
    Ok(to_go)
}

/// Returns how many relations some entities have, and those who act for them.
fn weight(ground: &Ground<'_>, entities: &[EntityIx]) -> usize {
    entities
        .iter()
        .map(|entity| ground.view.reach(*entity))
        .sum()
}

/// Returns the entities that are linked to one of some and are `wanted`, each once.
fn linked(
    ground: &Ground<'_>,
    some: &[EntityIx],
    wanted: impl Fn(EntityIx) -> bool,
) -> Result<Vec<EntityIx>, Stopped> {
    let mut ticker = Ticker::new(ground.cancel);
    let mut met = Marks::new(ground.size());
    let mut found = Vec::new();
    for entity in some {
        for step in ground.view.steps(*entity) {
            ticker.tick()?;
            if wanted(step.to) && !met.has(step.to) {
                met.set(step.to, 0);
                found.push(step.to);
            }
        }
    }
    Ok(found)
}

/// Returns those of some entities that are linked to one that is `wanted`.
fn linking(
    ground: &Ground<'_>,
    some: &[EntityIx],
    wanted: impl Fn(EntityIx) -> bool,
) -> Result<Vec<EntityIx>, Stopped> {
    let mut ticker = Ticker::new(ground.cancel);
    let mut found = Vec::new();
    for entity in some {
        ticker.tick()?;
        if ground.view.steps(*entity).any(|step| wanted(step.to)) {
            found.push(*entity);
        }
    }
    Ok(found)
}

/// Returns how many shortest paths there are, at most [`u64::MAX`], without walking them.
///
/// On a shortest path no relation can come twice, for it would be a short cut.
fn total(ground: &Ground<'_>, to_go: &Marks, length: u32) -> Result<u64, Stopped> {
    let mut ticker = Ticker::new(ground.cancel);
    let mut ways: BTreeMap<EntityIx, u64> = BTreeMap::from([(ground.from, 1)]);
    for left in (0..length).rev() {
        let mut next: BTreeMap<EntityIx, u64> = BTreeMap::new();
        for (entity, so_far) in &ways {
            for step in ground.view.steps(*entity) {
                ticker.tick()?;
                if to_go.get(step.to) == Some(left) {
                    let sum = next.entry(step.to).or_default();
                    *sum = sum.saturating_add(*so_far);
                }
            }
        }
        ways = next;
    }
    Ok(ways.get(&ground.to).copied().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Budget, Cancel, Route, shortest_length, shortest_paths};
    use crate::graph::sample::{at, network};
    use crate::graph::{EntityKinds, Lens, View};
    use crate::model::EntityKind;

    const LINES: [&str; 7] = [
        "meeting 2015 a b",
        "meeting 2016 a b",
        "visit 2015 z > b",
        "meeting 2014 z mr-x",
        "meeting 2014 a mr-x",
        "meeting 2014 b c",
        "meeting 2014 c z",
    ];

    /// Checks length and number of the shortest paths from `a` to `z`.
    #[track_caller]
    fn check(lens: &Lens, bend: impl Fn(Route) -> Route, expected: Option<(u32, u64)>) {
        let network = network(&LINES);
        let view = View::new(&network, lens);
        let route = bend(Route::new(at(&network, "a"), at(&network, "z"), 6));
        let found = shortest_paths(view, &route, &Budget::default(), &Cancel::new()).unwrap();
        let length = shortest_length(view, &route, &Cancel::new()).unwrap();
        assert_eq!(length.zip(found.total), expected);
    }

    fn place(id: &str) -> crate::model::EntityIx {
        at(&network(&LINES), id)
    }

    #[test]
    fn parallel_relations_make_different_paths() {
        check(&Lens::default(), |route| route, Some((2, 3)));
    }

    #[test]
    fn a_detour_is_taken_where_somebody_must_be_passed() {
        check(
            &Lens::default(),
            |route| route.with_through([place("c")]),
            Some((3, 2)),
        );
    }

    #[test]
    fn nobody_avoided_is_passed() {
        check(
            &Lens::default(),
            |route| route.with_avoiding([place("b")]),
            Some((2, 1)),
        );
        check(
            &Lens::default(),
            |route| route.with_avoiding([place("z")]),
            None,
        );
    }

    #[test]
    fn kinds_restrict_who_stands_between() {
        let lens = Lens {
            of: EntityKinds::from_iter([EntityKind::Person]),
            ..Lens::default()
        };
        check(&lens, |route| route, Some((2, 1)));
    }

    #[test]
    fn hops_bound_the_search() {
        check(&Lens::default(), |route| Route { hops: 1, ..route }, None);
        check(
            &Lens::default(),
            |route| Route {
                hops: 0,
                to: route.from,
                ..route
            },
            Some((0, 1)),
        );
    }
}
