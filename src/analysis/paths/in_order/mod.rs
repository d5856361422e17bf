//! Paths whose dates do not run backwards: what one knows can have reached the other.
//!
//! Each step is taken on a day on which its relation can be met, an event on its day, a tie while
//! it is in force, and no step before the one that leads to it. Dates are partial, so a path may
//! be in order for certain or only possibly; where there is none, two dates stand in the way.
//! Why this and not another order is told in `docs/decisions/0007-paths-in-order.md`.

mod blocked;
mod found;
mod journey;
mod line;
mod search;
mod sweep;
mod trail;

use crate::analysis::{Aim, Cancel, Stopped};
use crate::edtf::{Day, Truth};
use crate::graph::View;

use super::clock::Sureness;
use super::ground::Ground;
use super::{Budget, Route, clock, leaves, shortest_paths};

pub use found::{Blocked, InOrder, Journey, OrderedPath, Pair};

use journey::{Ways, fastest};
use line::Line;
use search::Search;
use trail::Trail;

/// Returns the best path of a route whose dates do not run backwards, and the best that is certain.
///
/// Tells what can have passed from one to the other: who introduced whom, and by when a message
/// may have arrived. The first path is the best among the possible ones; if it is not certain to
/// be in order and another is, the best of those follows. Best is what `aim` asks for, then the
/// fewest steps. If the lens asks for the certain, only certain paths count. Where there is a
/// chain of relations, but none that is in order, [`InOrder::blocked`] tells what stands in the
/// way. Direction is not followed; parallel relations compete for each step; no entity and no
/// relation comes twice. The relation of one entity to itself is a path without steps.
///
/// Entities to pass on the way ([`Route::through`]) are not looked at: the caller leaves them out.
///
/// # Missing and uncertain dates
/// A path is possible if some completion of its dates lets its steps follow each other, certain
/// if every one does and every step passes the lens for certain. Relations are taken to be
/// independent of each other. What has no date may be met on any day, and surely on some day.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(c + hops · r) in the events c of one known day between two that lie between departure and
/// arrival, and all other relations r of the entities met; twice where no possible path is certain.
/// [`Aim::Fastest`] asks so for each day from which on the arrival is a later one, until a path is
/// found that takes no day.
///
/// # Sources
/// B. Bui-Xuan, A. Ferreira, A. Jarry (2003), Computing shortest, fastest, and foremost journeys
/// in dynamic networks, International Journal of Foundations of Computer Science 14(2). J. Dibbelt,
/// T. Pajor, B. Strasser, D. Wagner (2018), Connection scan algorithm, ACM Journal of Experimental
/// Algorithmics 23.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Aim, Cancel, Route, in_order};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let (lens, cancel) = (Lens::default(), Cancel::new());
/// let view = View::new(chancery.network(), &lens);
/// let place = |id| chancery.data().entity_ix(id).unwrap();
/// let route = Route::new(place("sergey-lavrov"), place("kazakhstan"), 4);
/// let found = in_order(view, &route, Aim::EarliestArrival, &cancel)?;
/// let (departure, arrival) = (found.paths[0].possible.departure, found.paths[0].possible.arrival);
/// assert!(departure <= arrival);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn in_order(
    view: View<'_>,
    route: &Route,
    aim: Aim,
    cancel: &Cancel,
) -> Result<InOrder, Stopped> {
    let ground = match Ground::enter(view, route, cancel) {
        Ok(ground) => ground,
        Err(found) => return Ok(InOrder::standing(found.paths)),
    };
    let quest = Quest {
        ground: &ground,
        aim,
    };
    let least = Sureness::wanted(view);
    let Some(first) = quest.best(least)? else {
        let blocked = quest.what_blocks(route, least)?;
        return Ok(InOrder {
            paths: Vec::new(),
            blocked,
        });
    };
    let mut paths = vec![quest.ordered(&first)?];
    if !paths[0].order.is_certain()
        && let Some(second) = quest.best(Sureness::Sure)?
    {
        paths.push(quest.ordered(&second)?);
    }
    Ok(InOrder {
        paths,
        blocked: None,
    })
}

/// A ground, and what is wanted on it.
struct Quest<'a> {
    ground: &'a Ground<'a>,
    aim: Aim,
}

impl Quest<'_> {
    /// Returns the best path that is at least so sure.
    fn best(&self, sureness: Sureness) -> Result<Option<Trail>, Stopped> {
        let mut ways = Search::new(self.ground, sureness);
        Ok(match self.aim {
            Aim::EarliestArrival => ways.earliest(Day::MIN)?.map(|(_, trail)| trail),
            Aim::LatestDeparture => ways.latest(Day::MAX)?.map(|(_, trail)| trail),
            Aim::Fastest => fastest(&mut ways)?.map(|(_, trail)| trail),
        })
    }

    /// Returns a path with what is to be said of its order.
    fn ordered(&self, trail: &Trail) -> Result<OrderedPath, Stopped> {
        let view = self.ground.view;
        let path = trail.path(self.ground)?;
        let relations = path.steps.iter().map(|step| step.relation);
        let line = |sureness| Line::new(view, sureness, relations.clone());
        let possible = line(Sureness::Possible).journey(self.aim)?;
        let sure = match path.truth() {
            Truth::Certain => line(Sureness::Sure).journey(self.aim)?,
            _ => None,
        };
        let doubt = if sure.is_none() {
            let steps: Vec<_> = relations.map(|relation| vec![relation]).collect();
            blocked::stumble(view, Sureness::Sure, &steps)
        } else {
            None
        };
        Ok(OrderedPath {
            order: Truth::judge(sure.is_some(), true),
            possible: possible.unwrap_or_default(),
            sure,
            doubt,
            path,
        })
    }

    /// Returns what stands in the way of the first of the shortest chains.
    fn what_blocks(&self, route: &Route, sureness: Sureness) -> Result<Option<Blocked>, Stopped> {
        let (view, cancel) = (self.ground.view, self.ground.cancel);
        let first = Budget {
            rows: 1,
            ..Budget::default()
        };
        let bare = Route {
            through: Vec::new(),
            ..route.clone()
        };
        let found = shortest_paths(view, &bare, &first, cancel)?;
        let Some(chain) = found.paths.into_iter().next() else {
            return Ok(None);
        };
        let steps = blocked::parallels(view, &chain, cancel)?;
        let pair = blocked::stumble(view, sureness, &steps);
        Ok(pair.map(|pair| Blocked { chain, pair }))
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Aim, Cancel, InOrder, Journey, Pair, Route, in_order};
    use crate::edtf::{Day, Edtf, Window};
    use crate::graph::sample::{at, network};
    use crate::graph::{Lens, Network, View};

    fn ask(network: &Network, lens: &Lens, aim: Aim) -> InOrder {
        let route = Route::new(at(network, "a"), at(network, "z"), 4);
        in_order(View::new(network, lens), &route, aim, &Cancel::new()).unwrap()
    }

    fn shown(day: Option<Day>) -> String {
        day.map_or_else(|| "-".to_owned(), |day| day.to_string())
    }

    fn days(journey: Journey) -> String {
        format!("{}/{}", shown(journey.departure), shown(journey.arrival))
    }

    fn pair(network: &Network, pair: Pair) -> String {
        let id = |relation| network.data().relation_id(relation).to_string();
        let (from, until) = (shown(pair.from), shown(pair.until));
        format!("{} {from}, {} {until}", id(pair.earlier), id(pair.later))
    }

    /// Checks the paths from `a` to `z`: relations, the journey that is possible and the one that
    /// is sure.
    #[track_caller]
    fn check(lines: &[&str], aim: Aim, expected: &[&str]) {
        let network = network(lines);
        let found = ask(&network, &Lens::default(), aim);
        let row = |row: &super::OrderedPath| {
            let id = |step: &crate::analysis::PathStep| {
                network.data().relation_id(step.relation).to_string()
            };
            let relations: Vec<String> = row.path.steps.iter().map(id).collect();
            let sure = row.sure.map_or_else(|| "?".to_owned(), days);
            format!("{} {} {sure}", relations.join(" "), days(row.possible))
        };
        let rows: Vec<String> = found.paths.iter().map(row).collect();
        assert_eq!(rows, expected);
    }

    const THREE_WAYS: [&str; 6] = [
        "meeting 2014-02-01 a b",
        "meeting 2014-05-01 b z",
        "meeting 2014-04-01 a c",
        "meeting 2014-06-01 c z",
        "meeting 2014-07-01 a d",
        "meeting 2014-07-09 d z",
    ];

    #[test]
    fn the_aim_tells_which_way_is_best() {
        let first = "r0 r1 2014-02-01/2014-05-01 2014-02-01/2014-05-01";
        let last = "r4 r5 2014-07-01/2014-07-09 2014-07-01/2014-07-09";
        check(&THREE_WAYS, Aim::EarliestArrival, &[first]);
        check(&THREE_WAYS, Aim::LatestDeparture, &[last]);
        check(&THREE_WAYS, Aim::Fastest, &[last]);
    }

    #[test]
    fn dates_that_run_backwards_make_no_path() {
        let lines = [
            "meeting 2015-06-01 a b",
            "meeting 2014 b z",
            "meeting 2015-03 b z",
        ];
        let network = network(&lines);
        let found = ask(&network, &Lens::default(), Aim::EarliestArrival);
        assert!(found.paths.is_empty());
        let blocked = found.blocked.map(|blocked| pair(&network, blocked.pair));
        assert_eq!(blocked.as_deref(), Some("r0 2015-06-01, r2 2015-03-31"));
    }

    #[test]
    fn a_certain_path_follows_one_that_is_only_possible() {
        let lines = [
            "meeting 2015 a b",
            "meeting 2015-06-01 b z",
            "meeting 2015-02-01 a c",
            "meeting 2016 c z",
        ];
        let possible = "r0 r1 2015-06-01/2015-06-01 ?";
        let sure = "r2 r3 2015-02-01/2016-01-01 2015-02-01/2016-12-31";
        check(&lines, Aim::EarliestArrival, &[possible, sure]);
        let network = network(&lines);
        let found = ask(&network, &Lens::default(), Aim::EarliestArrival);
        let doubt = found.paths[0].doubt.map(|doubt| pair(&network, doubt));
        assert_eq!(doubt.as_deref(), Some("r0 2015-12-31, r1 2015-06-01"));
        assert_eq!(found.paths[1].doubt, None);
    }

    #[test]
    fn a_tie_is_followed_on_any_of_its_days() {
        let lines = ["office 2010/.. mr-x > a", "meeting 2015-06-01 mr-x z"];
        let on_the_day = "r0 r1 2015-06-01/2015-06-01 2015-06-01/2015-06-01";
        check(&lines, Aim::EarliestArrival, &[on_the_day]);
        let lines = ["office 2010/2014 mr-x > a", "meeting 2009 mr-x z"];
        check(&lines, Aim::EarliestArrival, &[]);
    }

    #[test]
    fn what_has_no_date_is_in_order_with_what_still_runs() {
        let still = ["meeting - a mr-x", "office 2010/.. mr-x > z"];
        check(
            &still,
            Aim::EarliestArrival,
            &["r0 r1 2010-01-01/2010-01-01 -/-"],
        );
        let over = ["meeting - a mr-x", "office 2010/2014 mr-x > z"];
        check(
            &over,
            Aim::EarliestArrival,
            &["r0 r1 2010-01-01/2010-01-01 ?"],
        );
    }

    #[test]
    fn steps_are_taken_within_the_window_and_by_the_day_asked_about() {
        let network = network(&["office 2010/.. mr-x > a", "visit 2015/2017 mr-x > z"]);
        let read = |text| Edtf::parse(text).unwrap();
        let mut lens = Lens {
            window: Window::since(&read("2016")),
            ..Lens::default()
        };
        let found = ask(&network, &lens, Aim::EarliestArrival);
        assert_eq!(days(found.paths[0].possible), "2016-01-01/2016-01-01");
        lens.clocks.as_of = Some(read("2016-05-01"));
        let found = ask(&network, &lens, Aim::LatestDeparture);
        assert_eq!(days(found.paths[0].possible), "2016-05-01/2016-05-01");
    }

    #[test]
    fn the_way_to_oneself_has_no_steps() {
        let (network, lens) = (network(&["meeting 2015 a z"]), Lens::default());
        let route = Route::new(at(&network, "a"), at(&network, "a"), 4);
        let view = View::new(&network, &lens);
        let found = in_order(view, &route, Aim::Fastest, &Cancel::new()).unwrap();
        assert!(found.paths[0].path.steps.is_empty() && found.paths[0].order.is_certain());
    }
}
