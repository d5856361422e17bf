//! The best chains of entities: fewest steps first, then the strongest.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;
use std::rc::Rc;

use crate::analysis::cancel::Ticker;
use crate::analysis::fan::Fan;
use crate::analysis::{Cancel, Hit, Stopped};
use crate::graph::View;
use crate::model::EntityIx;

use super::bound::Bounds;
use super::chain::{Chain, Leg, Waypoints};
use super::distinct::Assignments;
use super::ground::Ground;
use super::strength::{last_day, strength};
use super::{Budget, Found, Path, PathStep, Route, reach};

/// Returns the best chains of a route: fewest steps first, then the strongest, then in order of
/// the entities met.
///
/// Tells over whom word would travel best. The measure is [`STRENGTH_IN_WORDS`]. A chain of
/// entities comes once: parallel relations do not multiply it but strengthen its steps, and the
/// newest of them stands for each (one that still runs before all, then by last day, then by id),
/// as far as no relation stands for two steps. Direction is not followed. Fewer chains than
/// `best` come only if there are no more, or if a budget is used up, which the answer says.
///
/// [`STRENGTH_IN_WORDS`]: super::STRENGTH_IN_WORDS
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(length · r) for the relations r of the entities that lie near enough to both ends, for each
/// length tried; then a search that goes only where a chain better than those in hand may be.
/// Memory O(entities · length + best).
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Budget, Cancel, Route, top_paths};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let (lens, cancel) = (Lens::default(), Cancel::new());
/// let view = View::new(chancery.network(), &lens);
/// let place = |id| chancery.data().entity_ix(id).unwrap();
/// let route = Route::new(place("sergey-lavrov"), place("kazakhstan"), 6);
/// let found = top_paths(view, &route, 3, &Budget::default(), &cancel)?;
/// assert_eq!(found.paths.len(), 3);
/// assert!(found.paths[0].strength > found.paths[1].strength);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn top_paths(
    view: View<'_>,
    route: &Route,
    best: usize,
    budget: &Budget,
    cancel: &Cancel,
) -> Result<Found, Stopped> {
    let ground = match Ground::enter(view, route, cancel) {
        Ok(ground) => ground,
        Err(found) => return Ok(found),
    };
    let (Some(meeting), Some(waypoints)) = (reach::meet(&ground)?, Waypoints::new(&ground)?) else {
        return Ok(Found::nothing());
    };
    let least = meeting.length().max(waypoints.least(ground.from));
    drop(meeting);
    let wanted = best.min(budget.rows);
    let mut found = Found::default();
    let mut steps_left = budget.steps;
    for length in least..=ground.hops {
        let missing = wanted - found.paths.len();
        if missing == 0 {
            found.complete = best <= budget.rows;
            return Ok(found);
        }
        let mut search = Search::new(&ground, &waypoints, length, missing, steps_left)?;
        let outcome = search.run()?;
        steps_left = search.steps_left;
        found.paths.extend(search.into_paths()?);
        if outcome.is_break() {
            return Ok(found);
        }
    }
    found.complete = best <= budget.rows || found.paths.len() < wanted;
    found.total = (found.paths.len() < wanted).then_some(found.paths.len() as u64);
    Ok(found)
}

/// A search for the best chains of one length.
struct Search<'a> {
    ground: &'a Ground<'a>,
    waypoints: &'a Waypoints,
    bounds: Bounds<'a>,
    length: u32,
    wanted: usize,
    /// The best chains so far, the worst of them on top.
    ranked: BinaryHeap<(u64, Vec<EntityIx>)>,
    steps_left: u64,
}

/// An entity on the way, and where one may go from there, the most promising first.
struct Frame {
    fan: Rc<Fan>,
    ways: Vec<Way>,
    next: usize,
}

/// A step that may be taken: no chain over it costs less than its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    bound: u64,
    group: usize,
    spent: u64,
}

impl<'a> Search<'a> {
    fn new(
        ground: &'a Ground<'a>,
        waypoints: &'a Waypoints,
        length: u32,
        wanted: usize,
        steps_left: u64,
    ) -> Result<Search<'a>, Stopped> {
        Ok(Search {
            ground,
            waypoints,
            bounds: Bounds::new(ground, length)?,
            length,
            wanted,
            ranked: BinaryHeap::new(),
            steps_left,
        })
    }

    /// Goes over all chains that may be among the best. Breaks if the budget is used up.
    fn run(&mut self) -> Result<ControlFlow<()>, Stopped> {
        let mut ticker = Ticker::new(self.ground.cancel);
        let mut chain = Chain::new(self.ground.from);
        let mut frames = vec![self.frame(&chain, self.ground.from, 0)?];
        while let Some(frame) = frames.last_mut() {
            ticker.tick()?;
            let way = frame.ways.get(frame.next).copied();
            let Some(way) = way.filter(|way| self.may_rank(way.bound)) else {
                frames.pop();
                chain.legs.pop();
                continue;
            };
            frame.next += 1;
            let fan = Rc::clone(&frame.fan);
            let group = fan.groups()[way.group];
            if self.steps_left == 0 {
                return Ok(ControlFlow::Break(()));
            }
            self.steps_left -= 1;
            chain.legs.push(Leg { fan, group });
            if !chain.is_distinct() || self.is_outranked(way.bound, &chain) {
                chain.legs.pop();
            } else if group.to == self.ground.to {
                self.rank(way.spent, &chain);
                chain.legs.pop();
            } else {
                let frame = self.frame(&chain, group.to, way.spent)?;
                frames.push(frame);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Returns the ways on from the last entity of a chain.
    fn frame(&mut self, chain: &Chain, at: EntityIx, spent: u64) -> Result<Frame, Stopped> {
        let left = self.length - chain.legs.len() as u32 - 1;
        let priced = self.bounds.priced(at)?;
        let mut ways = Vec::new();
        for (number, (group, cost)) in priced.fan.groups().iter().zip(&priced.costs).enumerate() {
            let Some(rest) = self.bounds.least(group.to, left) else {
                continue;
            };
            if chain.meets(group.to) || !self.waypoints.can_pass(chain, group.to, left) {
                continue;
            }
            let spent = spent + cost + self.bounds.passing(group.to);
            ways.push(Way {
                bound: spent + rest,
                group: number,
                spent,
            });
        }
        ways.sort_unstable();
        Ok(Frame {
            fan: Rc::clone(&priced.fan),
            ways,
            next: 0,
        })
    }

    /// Tells whether a chain of this cost may be among the best.
    fn may_rank(&self, cost: u64) -> bool {
        let worst = self
            .ranked
            .peek()
            .filter(|_| self.ranked.len() >= self.wanted);
        worst.is_none_or(|(worst, _)| cost <= *worst)
    }

    /// Tells whether all chains that begin with this one are worse than all those in hand.
    fn is_outranked(&self, bound: u64, chain: &Chain) -> bool {
        let worst = self
            .ranked
            .peek()
            .filter(|_| self.ranked.len() >= self.wanted);
        worst.is_some_and(|(cost, entities)| {
            let begins = entities.iter().copied().take(chain.legs.len() + 1);
            bound == *cost && chain.entities().gt(begins)
        })
    }

    /// Puts a chain among the best, in the place of the worst.
    fn rank(&mut self, cost: u64, chain: &Chain) {
        self.ranked.push((cost, chain.entities().collect()));
        if self.ranked.len() > self.wanted {
            self.ranked.pop();
        }
    }

    /// Returns the best chains as paths, best first.
    fn into_paths(mut self) -> Result<Vec<Path>, Stopped> {
        let ranked = std::mem::take(&mut self.ranked).into_sorted_vec();
        ranked
            .into_iter()
            .map(|(cost, entities)| self.path(cost, &entities))
            .collect()
    }

    /// Returns the path that makes each step of a chain by its newest relation.
    fn path(&mut self, cost: u64, entities: &[EntityIx]) -> Result<Path, Stopped> {
        let network = self.ground.view.network();
        let mut steps: Vec<Vec<Hit>> = Vec::new();
        for pair in entities.windows(2) {
            let priced = self.bounds.priced(pair[0])?;
            let mut hits = priced.fan.hits_to(pair[1]).unwrap_or_default().to_vec();
            hits.sort_by_key(|hit| (Reverse(last_day(network, hit.relation)), hit.relation));
            steps.push(hits);
        }
        let newest = Assignments::new(steps.iter().map(Vec::as_slice).collect()).next();
        let legs = newest
            .unwrap_or_default()
            .into_iter()
            .zip(&steps)
            .zip(&entities[1..]);
        Ok(Path {
            start: self.ground.from,
            steps: legs
                .map(|((hit, parallel), to)| PathStep {
                    relation: hit.relation,
                    to: *to,
                    truth: hit.truth,
                    parallel: parallel.len(),
                })
                .collect(),
            strength: Some(strength(cost, steps.len())),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Budget, Cancel, Route, top_paths};
    use crate::graph::sample::{at, network};
    use crate::graph::{Lens, View};

    /// Checks the chains from `a` to `z`, each as its entities and the relations that stand for
    /// its steps.
    #[track_caller]
    fn check(lines: &[&str], expected: &[&str]) {
        let (network, lens) = (network(lines), Lens::default());
        let route = Route::new(at(&network, "a"), at(&network, "z"), 3);
        let view = View::new(&network, &lens);
        let found = top_paths(view, &route, 9, &Budget::default(), &Cancel::new()).unwrap();
        let rows: Vec<String> = found
            .paths
            .iter()
            .map(|path| {
                let step = |step: &crate::analysis::PathStep| {
                    let data = network.data();
                    format!(
                        "{} {}",
                        data.relation_id(step.relation),
                        data.entity(step.to).id
                    )
                };
                path.steps
                    .iter()
                    .map(step)
                    .collect::<Vec<String>>()
                    .join(" ")
            })
            .collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn the_recent_stands_before_the_old() {
        let lines = [
            "meeting 1995 a b",
            "meeting 1995 b z",
            "meeting 2015 a c",
            "meeting 2015 c z",
        ];
        check(&lines, &["r2 c r3 z", "r0 b r1 z"]);
    }

    #[test]
    fn parallel_relations_strengthen_a_step_and_the_newest_stands_for_it() {
        let lines = [
            "meeting 2015 a b",
            "meeting 2015 b z",
            "meeting 2013 a c",
            "meeting 2014 a c",
            "meeting 2015 c z",
        ];
        check(&lines, &["r3 c r4 z", "r0 b r1 z"]);
    }

    #[test]
    fn who_meets_everybody_counts_less() {
        let lines = [
            "meeting 2015 a b",
            "meeting 2015 b z",
            "meeting 2015 b x",
            "meeting 2015 b y",
            "meeting 2015 a c",
            "meeting 2015 c z",
        ];
        check(&lines, &["r4 c r5 z", "r0 b r1 z"]);
    }

    #[test]
    fn a_meeting_of_two_counts_more_than_a_gathering() {
        let lines = [
            "meeting 2015 a b x y",
            "meeting 2015 b z",
            "meeting 2015 a c",
            "meeting 2015 c z",
        ];
        check(&lines, &["r2 c r3 z", "r0 b r1 z"]);
    }

    #[test]
    fn one_treaty_does_not_make_two_steps() {
        check(&["meeting 2015 a b z"], &["r0 z"]);
        let lines = ["meeting 2015 a b z", "meeting 2014 b z"];
        check(&lines, &["r0 z", "r0 b r1 z"]);
    }
}
