//! Paths in order by trying everything: every simple chain, every completion of its dates.
//!
//! Nothing here knows the first or the last day of a date, or any search.

use std::collections::{BTreeMap, BTreeSet};

use chancery::analysis::{Aim, Route};
use chancery::edtf::Truth;
use chancery::graph::{Lens, View};
use chancery::model::{Dataset, EntityIx, Nature, RelationIx};

use super::super::plain::parties;
use super::calendar::{LAST, Mask, SIZE, completions, days_between};

/// Stands for a day that never comes.
pub(super) const NEVER: usize = SIZE;

/// For each day from which on one may set out, the day of arrival.
pub(super) type Arrivals = [usize; SIZE];

/// The same in few bytes, for there are many of them.
type Packed = [u8; SIZE];

/// A relation that links.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) relation: RelationIx,
    /// Whom it links, each two in both directions, and how surely it then passes.
    pub(super) links: BTreeMap<(EntityIx, EntityIx), Truth>,
    /// The days on which it can be met in the window, for each completion.
    strict: BTreeSet<Mask>,
    wide: BTreeSet<Mask>,
}

impl Fact {
    fn masks(&self, sure: bool) -> &BTreeSet<Mask> {
        if sure { &self.strict } else { &self.wide }
    }
}

/// Returns the relations that pass the lens of a view, whose window has these days.
///
/// Who takes part because others act for them is taken from the view: that is tried elsewhere.
pub(super) fn facts(view: View<'_>, inner: Mask, outer: Mask) -> Vec<Fact> {
    let (data, lens) = (view.network().data(), view.lens());
    let fact = |relation: RelationIx| {
        let record = data.record(relation).unwrap();
        let kind = data.ontology().kind(data.kind_of(record).unwrap());
        let is_tie = kind.nature == Nature::Tie;
        let masks = |wide, window: Mask| -> BTreeSet<Mask> {
            let all = completions(record.when.as_ref(), is_tie, wide);
            all.into_iter().map(|mask| mask & window).collect()
        };
        let (strict, wide) = (masks(false, inner), masks(true, outer));
        let truth = if strict.iter().all(|mask| *mask != 0) {
            Truth::Certain
        } else if wide.iter().any(|mask| *mask != 0) {
            Truth::Possible
        } else {
            Truth::Impossible
        };
        let least = if lens.certain {
            Truth::Certain
        } else {
            Truth::Possible
        };
        let own = parties(data, record);
        let link = |a: EntityIx, b: EntityIx| match (own.contains(&a), own.contains(&b)) {
            (true, true) => truth,
            _ => truth.and(view.links(a, b, relation)),
        };
        let pairs = (data.entity_ixs()).flat_map(|a| data.entity_ixs().map(move |b| (a, b)));
        let links = pairs.filter(|(a, b)| a != b);
        let links = links.map(|(a, b)| ((a, b), link(a, b)));
        Fact {
            relation,
            links: links.filter(|(_, truth)| *truth >= least).collect(),
            strict,
            wide,
        }
    };
    data.relation_ixs().map(fact).collect()
}

/// A chain: entities, and the relations between them.
#[derive(Debug, Clone)]
pub(super) struct Chain<'a> {
    pub(super) entities: Vec<EntityIx>,
    pub(super) facts: Vec<&'a Fact>,
    /// How surely each step passes the lens.
    pub(super) truths: Vec<Truth>,
}

/// Returns every simple chain of a route, the shorter first, then in order of entities.
pub(super) fn chains<'a>(
    data: &Dataset,
    lens: &Lens,
    facts: &'a [Fact],
    route: &Route,
) -> Vec<Chain<'a>> {
    let mut found = Vec::new();
    let mut begun = vec![Chain {
        entities: vec![route.from],
        facts: Vec::new(),
        truths: Vec::new(),
    }];
    let banned = |entity: EntityIx| route.avoiding.contains(&entity);
    if banned(route.from) || banned(route.to) {
        return found;
    }
    while let Some(chain) = begun.pop() {
        let here = chain.entities[chain.entities.len() - 1];
        if here == route.to {
            found.push(chain);
            continue;
        }
        for fact in facts {
            let is_used = chain
                .facts
                .iter()
                .any(|used| used.relation == fact.relation);
            if is_used || chain.facts.len() as u32 == route.hops {
                continue;
            }
            let links = fact.links.iter().filter(|((from, _), _)| *from == here);
            for ((_, next), truth) in links {
                let may_pass = lens.of.contains(data.entity(*next).kind) && !banned(*next);
                if !chain.entities.contains(next) && (*next == route.to || may_pass) {
                    let mut longer = chain.clone();
                    longer.entities.push(*next);
                    longer.facts.push(fact);
                    longer.truths.push(*truth);
                    begun.push(longer);
                }
            }
        }
    }
    found.sort_by_key(|chain| (chain.facts.len(), chain.entities.clone()));
    found
}

/// Returns for each day of setting out the arrival over these steps: in the best of all
/// completions, or if it must be sure, in the worst.
///
/// Completions of the steps so far that lead to the same arrivals are gone on from together.
pub(super) fn arrivals(steps: &[&Fact], sure: bool) -> Arrivals {
    let mut reached: BTreeSet<Packed> = BTreeSet::from([std::array::from_fn(|from| from as u8)]);
    for fact in steps {
        let mut next = BTreeSet::new();
        for mask in fact.masks(sure) {
            let first: [u8; SIZE + 1] = std::array::from_fn(|from| first_of(*mask, from));
            next.extend((reached.iter()).map(|arrivals| arrivals.map(|at| first[usize::from(at)])));
        }
        reached = next;
    }
    std::array::from_fn(|from| {
        let all = reached.iter().map(|arrivals| usize::from(arrivals[from]));
        if sure { all.max() } else { all.min() }.unwrap()
    })
}

/// Returns the first day of a mask from one on.
fn first_of(mask: Mask, from: usize) -> u8 {
    let mut places = from..SIZE;
    places.find(|place| mask & 1 << place != 0).unwrap_or(NEVER) as u8
}

/// Returns the last day on which one may set out over these steps, if there is one.
pub(super) fn last_departure(arrivals: &Arrivals, by: usize) -> Option<usize> {
    (0..SIZE).rev().find(|from| arrivals[*from] <= by)
}

/// Returns the best journey, as the places of departure and arrival.
pub(super) fn journey(arrivals: &Arrivals, aim: Aim) -> Option<(usize, usize)> {
    if arrivals[0] == NEVER {
        return None;
    }
    let spans = (0..SIZE).filter(|from| arrivals[*from] != NEVER);
    let mut spans = spans.map(|from| (from, arrivals[from]));
    match aim {
        Aim::EarliestArrival => Some((last_departure(arrivals, arrivals[0])?, arrivals[0])),
        Aim::LatestDeparture => spans.next_back(),
        Aim::Fastest => {
            spans.min_by_key(|(from, to)| (days_between(*from, *to), *to, LAST - *from))
        }
    }
}

/// Returns what a journey is ranked by: the smaller, the better.
pub(super) fn rank((from, to): (usize, usize), aim: Aim) -> (u64, usize) {
    match aim {
        Aim::EarliestArrival => (0, to),
        Aim::LatestDeparture => (0, LAST - from),
        Aim::Fastest => (days_between(from, to), to),
    }
}
