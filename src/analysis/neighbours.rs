//! Neighbours: who is linked to an entity, directly or over others.

use std::cmp::Reverse;

use crate::edtf::Truth;
use crate::graph::View;
use crate::model::EntityIx;

use super::cancel::Ticker;
use super::fan::Fan;
use super::marks::Marks;
use super::{Cancel, Hit, Stopped, surest};

/// The entities near one: nearest first, then those linked by most relations, then by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Neighbours {
    rows: Vec<Row>,
    hits: Vec<Hit>,
}

/// A neighbour, its relations being a stretch of all hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    entity: EntityIx,
    distance: u32,
    truth: Truth,
    start: usize,
    end: usize,
}

/// An entity near another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour<'a> {
    /// The entity.
    pub entity: EntityIx,
    /// How many relations away it is, at least 1.
    pub distance: u32,
    /// Whether a chain of relations of this length leads there for certain.
    pub truth: Truth,
    /// The relations that link it to an entity one step nearer, each once, in order of date.
    pub relations: &'a [Hit],
}

impl Neighbours {
    /// Returns how many neighbours there are.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Tells whether there is no neighbour.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the neighbours in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Neighbour<'_>> {
        self.rows.iter().map(|row| Neighbour {
            entity: row.entity,
            distance: row.distance,
            truth: row.truth,
            relations: &self.hits[row.start..row.end],
        })
    }

    /// Adds a neighbour behind the others.
    fn push(&mut self, entity: EntityIx, distance: u32, truth: Truth, hits: &[Hit]) {
        let start = self.hits.len();
        self.hits.extend_from_slice(hits);
        self.rows.push(Row {
            entity,
            distance,
            truth,
            start,
            end: self.hits.len(),
        });
    }
}

/// Returns the entities at most `hops` relations away from one.
///
/// Tells with whom somebody deals, and how much. Direction is not followed. A relation of many
/// parties links each two of them and counts once for each neighbour; parallel relations all
/// count. The kinds of entity that the lens asks for restrict who is listed, not who is passed
/// on the way. Nearest first, then those with most relations, then by id.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// For one hop O(d + k log k) for d relations and k neighbours; for more, O(r log r) in the
/// relations r of all entities within `hops` − 1.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, neighbours};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let (lens, cancel) = (Lens::default(), Cancel::new());
/// let view = View::new(chancery.network(), &lens);
/// let place = |id| chancery.data().entity_ix(id).unwrap();
/// let near = neighbours(view, place("kazakhstan"), 1, &cancel)?;
/// let most = near.iter().next().unwrap();
/// assert_eq!(most.entity, place("rwanda"));
/// assert!(most.relations.len() > 5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn neighbours(
    view: View<'_>,
    of: EntityIx,
    hops: u32,
    cancel: &Cancel,
) -> Result<Neighbours, Stopped> {
    let mut search = Search {
        view,
        cancel,
        distance: 1,
        ends: Vec::new(),
        found: Neighbours::default(),
    };
    if hops > 0 {
        search.begin(of)?;
    }
    if hops > 1 {
        search.go_on(of, hops)?;
    }
    let Neighbours { mut rows, hits } = search.found;
    let relations = |row: &Row| row.end - row.start;
    rows.sort_unstable_by_key(|row| (row.distance, Reverse(relations(row)), row.entity));
    Ok(Neighbours { rows, hits })
}

/// A search that goes outwards, one distance after the other.
struct Search<'a> {
    view: View<'a>,
    cancel: &'a Cancel,
    distance: u32,
    /// The entities at this distance, with how surely each is there.
    ends: Vec<(EntityIx, Truth)>,
    found: Neighbours,
}

/// A step outwards: where to, in which order, along what, and how surely from the start.
type Outwards = (EntityIx, Hit, Truth);

impl Search<'_> {
    /// Lists the entities linked directly.
    fn begin(&mut self, of: EntityIx) -> Result<(), Stopped> {
        let fan = Fan::around(self.view, of, |_| true, self.cancel)?;
        for group in fan.groups() {
            let truth = surest(fan.hits(*group));
            self.ends.push((group.to, truth));
            if self.wants(group.to) {
                let (start, end) = group.bounds();
                self.found.rows.push(Row {
                    entity: group.to,
                    distance: 1,
                    truth,
                    start,
                    end,
                });
            }
        }
        // The relations are taken over as they lie, for there may be very many.
        self.found.hits = fan.into_hits();
        Ok(())
    }

    /// Lists the entities further away.
    fn go_on(&mut self, of: EntityIx, hops: u32) -> Result<(), Stopped> {
        let mut reached = Marks::new(self.view.network().entity_count());
        reached.set(of, 0);
        let mut hits: Vec<Hit> = Vec::new();
        while self.distance < hops && !self.ends.is_empty() {
            self.ends
                .iter()
                .for_each(|(entity, _)| reached.set(*entity, self.distance));
            let steps = self.steps_beyond(&reached)?;
            self.distance += 1;
            self.ends.clear();
            for same in steps.chunk_by(|a, b| a.0 == b.0) {
                hits.clear();
                hits.extend(same.iter().map(|(_, hit, _)| *hit));
                // One relation may lead here from several entities one step nearer, from one more
                // surely than from another.
                hits.dedup_by(|again, hit| {
                    let is_same = again.relation == hit.relation;
                    hit.truth = hit.truth.or(if is_same { again.truth } else { hit.truth });
                    is_same
                });
                let truth = same
                    .iter()
                    .fold(Truth::Impossible, |truth, step| truth.or(step.2));
                self.list(same[0].0, truth, &hits);
            }
        }
        Ok(())
    }

    /// Adds an entity at this distance, and to the answer if the lens asks for its kind.
    fn list(&mut self, entity: EntityIx, truth: Truth, hits: &[Hit]) {
        self.ends.push((entity, truth));
        if self.wants(entity) {
            self.found.push(entity, self.distance, truth, hits);
        }
    }

    /// Tells whether the lens asks for entities of this kind.
    fn wants(&self, entity: EntityIx) -> bool {
        let kind = self.view.network().entity_kind(entity);
        self.view.lens().of.contains(kind)
    }

    /// Returns the steps from the entities at this distance to those not reached before, in order
    /// of where they lead, then of date.
    fn steps_beyond(&self, reached: &Marks) -> Result<Vec<Outwards>, Stopped> {
        let mut ticker = Ticker::new(self.cancel);
        let mut steps = Vec::new();
        for (from, surely) in &self.ends {
            ticker.tick()?;
            for step in self.view.steps(*from) {
                ticker.tick()?;
                if !reached.has(step.to) {
                    let hit = Hit {
                        relation: step.relation,
                        truth: step.truth,
                    };
                    steps.push((step.to, hit, step.truth.and(*surely)));
                }
            }
        }
        steps.sort_unstable_by_key(|(to, hit, _)| (*to, hit.relation));
        Ok(steps)
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Cancel, neighbours};
    use crate::edtf::{Edtf, Window};
    use crate::graph::sample::{at, network};
    use crate::graph::{EntityKinds, Lens, View};
    use crate::model::EntityKind;

    /// Checks who is near `a`, as `id distance relations`, with a `?` where that is only possible.
    #[track_caller]
    fn check(lines: &[&str], hops: u32, lens: &Lens, expected: &[&str]) {
        let network = network(lines);
        let found = neighbours(
            View::new(&network, lens),
            at(&network, "a"),
            hops,
            &Cancel::new(),
        )
        .unwrap();
        let rows: Vec<String> = found
            .iter()
            .map(|row| {
                let id = network.data().entity(row.entity).id.as_str();
                let mark = if row.truth.is_certain() { "" } else { "?" };
                format!("{id}{mark} {} {}", row.distance, row.relations.len())
            })
            .collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_treaty_of_three_counts_once_for_each_of_the_others() {
        let lines = ["meeting 2015 a b c", "meeting 2016 a c", "meeting 2017 b c"];
        check(&lines, 1, &Lens::default(), &["c 1 2", "b 1 1"]);
    }

    #[test]
    fn who_is_near_is_not_listed_again_further_away() {
        let lines = [
            "meeting 2015 a b",
            "meeting 2016 b c",
            "meeting 2017 a c",
            "visit - c > d",
        ];
        check(&lines, 9, &Lens::default(), &["b 1 1", "c 1 1", "d 2 1"]);
    }

    #[test]
    fn kinds_restrict_who_is_listed_and_not_who_is_passed() {
        let lens = Lens {
            of: EntityKinds::from_iter([EntityKind::Person]),
            ..Lens::default()
        };
        check(
            &["meeting 2015 a b", "meeting 2015 b mr-x"],
            2,
            &lens,
            &["mr-x 2 1"],
        );
    }

    #[test]
    fn a_chain_is_no_surer_than_its_weakest_step() {
        let lens = Lens {
            window: Window::during(&Edtf::parse("2015-03").unwrap()),
            ..Lens::default()
        };
        let lines = [
            "meeting 2015 a b",
            "meeting 2015-03-04 b c",
            "meeting 2015-03-05 a d",
        ];
        check(&lines, 2, &lens, &["b? 1 1", "d 1 1", "c? 2 1"]);
    }
}
