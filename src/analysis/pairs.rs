//! The pairs of entities that a view links: the one place where ranks and groups ask the graph.
//!
//! What follows from the pairs (who ranks how high, who belongs together) is worked out elsewhere,
//! on the small numbers that are made here.

use crate::edtf::Truth;
use crate::graph::{Sieve, Spoke, Step, View};
use crate::model::{Direction, EntityIx, RelationIx};

use super::cancel::Ticker;
use super::{Cancel, Stopped};

/// Sorting some numbers takes about as long as going through so many times as many that are in
/// order.
pub(super) const DENSE: usize = 8;

/// Which ways the relations of a pair run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ways(u8);

impl Ways {
    /// From the first of the pair to the second.
    const FORTH: Ways = Ways(1);
    /// From the second of the pair to the first.
    const BACK: Ways = Ways(2);
    /// Both ways.
    const BOTH: Ways = Ways(3);

    const fn hold(self, way: Ways) -> bool {
        self.0 & way.0 != 0
    }

    /// Returns the ways as the second of the pair sees them.
    const fn turned(self) -> Ways {
        Ways((self.0 & 1) << 1 | self.0 >> 1)
    }

    const fn or(self, other: Ways) -> Ways {
        Ways(self.0 | other.0)
    }

    const fn from_direction(direction: Direction) -> Ways {
        match direction {
            Direction::Forward => Ways::FORTH,
            Direction::Back => Ways::BACK,
            Direction::Mutual => Ways::BOTH,
        }
    }
}

/// The distinct pairs of entities that the relations of a view link, each once.
///
/// Only entities that something links to another are there. They are *nodes*, numbered in order
/// of ids; all arrays speak of nodes.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// The entity of each node, in order.
    pub(super) entities: Vec<EntityIx>,
    /// How many relations link each node to others.
    pub(super) strength: Vec<u32>,
    /// How many relations link anybody.
    pub(super) relations: usize,
    /// How many of them only possibly do.
    pub(super) possible: usize,
    /// Where the pairs of each node begin, of which it is the smaller; the last entry is the end.
    starts: Vec<u32>,
    /// The greater node of each pair, ascending within those of one node.
    greater: Vec<u32>,
    /// By pair, how many relations link it.
    weights: Vec<u32>,
    /// By pair, which ways these run.
    ways: Vec<Ways>,
}

/// Returns the distinct pairs that the relations of a view link, without their directions.
///
/// A relation of many parties links each two of them. Where the view rolls up, those count too for
/// whom parties act. O(relations of all entities + k log k) for k pairs.
pub(super) fn distinct_pairs(view: View<'_>, cancel: &Cancel) -> Result<Pairs, Stopped> {
    Gatherer::new(view, None).gather(cancel)
}

/// Returns the distinct pairs with the ways in which relations run: from the acting role to the
/// other where the kind tells them apart, else both ways. Otherwise as [`distinct_pairs`].
pub(super) fn directed_pairs(view: View<'_>, cancel: &Cancel) -> Result<Pairs, Stopped> {
    Gatherer::new(view, Some(Compass::of(view))).gather(cancel)
}

impl Pairs {
    /// Returns how many nodes there are.
    pub(super) const fn nodes(&self) -> usize {
        self.entities.len()
    }

    /// Returns how many pairs there are.
    pub(super) const fn len(&self) -> usize {
        self.greater.len()
    }

    /// Returns how many pairs each node is one of.
    pub(super) fn degrees(&self) -> Vec<u32> {
        let mut degrees = vec![0; self.nodes()];
        for (_, a, b) in self.iter() {
            degrees[a] += 1;
            degrees[b] += 1;
        }
        degrees
    }

    /// Returns the neighbours of each node, with the number of relations to each.
    pub(super) fn neighbours(&self, cancel: &Cancel) -> Result<Csr, Stopped> {
        Csr::fill(self, |_| Ways::BOTH, cancel)
    }

    /// Returns for each node the nodes from which relations lead to it.
    pub(super) fn inward(&self, cancel: &Cancel) -> Result<Csr, Stopped> {
        Csr::fill(self, |pair| self.ways[pair], cancel)
    }

    /// Returns each pair: its place, its smaller and its greater node. Ascending by both.
    fn iter(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        (0..self.nodes()).flat_map(move |node| {
            let own = self.starts[node] as usize..self.starts[node + 1] as usize;
            own.map(move |pair| (pair, node, self.greater[pair] as usize))
        })
    }
}

/// For each node some others, side by side in one piece of memory, in ascending order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Csr {
    /// Where the others of each node begin; the last entry is where those of the last end.
    starts: Vec<u32>,
    ends: Vec<u32>,
    weights: Vec<u32>,
}

impl Csr {
    /// Returns for each node those that lead to it by the ways of each pair.
    ///
    /// Pairs come in order of the smaller node, then of the greater, so that each node is given
    /// first the smaller ones and then the greater, and nothing need be sorted.
    fn fill(pairs: &Pairs, ways: impl Fn(usize) -> Ways, cancel: &Cancel) -> Result<Csr, Stopped> {
        let mut ticker = Ticker::new(cancel);
        let mut starts = vec![0; pairs.nodes() + 1];
        for (pair, a, b) in pairs.iter() {
            ticker.tick()?;
            starts[a + 1] += u32::from(ways(pair).hold(Ways::BACK));
            starts[b + 1] += u32::from(ways(pair).hold(Ways::FORTH));
        }
        for node in 1..starts.len() {
            starts[node] += starts[node - 1];
        }
        let size = starts.last().map_or(0, |end| *end as usize);
        let (mut ends, mut weights) = (vec![0; size], vec![0; size]);
        let mut filled = starts.clone();
        let mut put = |node: usize, other: usize, weight: u32| {
            let place = filled[node] as usize;
            (ends[place], weights[place]) = (other as u32, weight);
            filled[node] += 1;
        };
        for (pair, a, b) in pairs.iter() {
            ticker.tick()?;
            if ways(pair).hold(Ways::BACK) {
                put(a, b, pairs.weights[pair]);
            }
            if ways(pair).hold(Ways::FORTH) {
                put(b, a, pairs.weights[pair]);
            }
        }
        Ok(Csr {
            starts,
            ends,
            weights,
        })
    }

    /// Returns the arcs from each of so many nodes; the same one several times weighs as much.
    #[cfg(test)]
    pub(super) fn of_arcs(nodes: usize, arcs: impl IntoIterator<Item = (u32, u32)>) -> Csr {
        let mut arcs: Vec<(u32, u32)> = arcs.into_iter().collect();
        arcs.sort_unstable();
        let mut csr = Csr {
            starts: vec![0; nodes + 1],
            ends: Vec::new(),
            weights: Vec::new(),
        };
        for same in arcs.chunk_by(|one, next| one == next) {
            csr.starts[same[0].0 as usize + 1] += 1;
            csr.ends.push(same[0].1);
            csr.weights.push(same.len() as u32);
        }
        for node in 0..nodes {
            csr.starts[node + 1] += csr.starts[node];
        }
        csr
    }

    /// Returns how many nodes there are.
    pub(super) const fn nodes(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns how many others all nodes have together.
    pub(super) const fn size(&self) -> usize {
        self.ends.len()
    }

    /// Returns the others of a node.
    #[inline]
    pub(super) fn of(&self, node: usize) -> &[u32] {
        &self.ends[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// Returns the others of a node, each with the number of relations between.
    #[inline]
    pub(super) fn weighted(&self, node: usize) -> impl Iterator<Item = (usize, u32)> {
        let weights = &self.weights[self.starts[node] as usize..self.starts[node + 1] as usize];
        let others = self.of(node).iter().zip(weights);
        others.map(|(other, weight)| (*other as usize, *weight))
    }
}

/// Tells which way a relation runs between two entities, without a look at words where the roles
/// of two parties tell.
struct Compass<'a> {
    view: View<'a>,
    /// By kind, then by the roles of two parties.
    roles: Vec<Vec<Vec<Ways>>>,
    /// By shape, from the first of its two parties to the second.
    shapes: Vec<Ways>,
}

impl<'a> Compass<'a> {
    fn of(view: View<'a>) -> Compass<'a> {
        let kinds = view.network().data().ontology().kinds();
        let roles = kinds.map(|(_, kind)| {
            let from = kind.roles.iter();
            let row = from.map(|from| {
                let to = kind.roles.iter();
                let way = to.map(|to| kind.words(&from.id, &to.id).1);
                way.map(Ways::from_direction).collect()
            });
            row.collect()
        });
        let roles: Vec<Vec<Vec<Ways>>> = roles.collect();
        let shapes = view.network().data().shapes().iter().map(|shape| {
            let [first, second] = shape.roles;
            roles[shape.kind.index()][usize::from(first)][usize::from(second)]
        });
        Compass {
            shapes: shapes.collect(),
            view,
            roles,
        }
    }

    /// Returns the ways of a relation of a shape, seen from the first of its two parties or from
    /// the second.
    #[inline]
    fn of_shape(&self, shape: usize, from_first: bool) -> Ways {
        let ways = self.shapes[shape];
        if from_first { ways } else { ways.turned() }
    }

    fn ways(&self, relation: RelationIx, from: EntityIx, to: EntityIx) -> Ways {
        let network = self.view.network();
        if let [one, other] = network.parties(relation)[..]
            && !self.view.rolls_up(relation)
        {
            let kind = &self.roles[network.kind(relation).index()];
            let (from, to) = if one.entity == from {
                (one.role, other.role)
            } else {
                (other.role, one.role)
            };
            return kind[from as usize][to as usize];
        }
        Ways::from_direction(self.view.words(relation, from, to).1)
    }
}

/// Gathers pairs, one entity after the other.
struct Gatherer<'a> {
    view: View<'a>,
    compass: Option<Compass<'a>>,
    /// The pairs, of entities as yet.
    pairs: Pairs,
    /// By entity, the relations to the one in hand: how many, and which ways they run.
    met: Vec<(u32, Ways)>,
    /// The entities met around the one in hand.
    others: Vec<u32>,
    /// The relations that link more than one pair, once for each.
    several: Vec<(RelationIx, Truth)>,
}

impl<'a> Gatherer<'a> {
    fn new(view: View<'a>, compass: Option<Compass<'a>>) -> Gatherer<'a> {
        let entities = view.network().entity_count();
        Gatherer {
            view,
            compass,
            pairs: Pairs {
                strength: vec![0; entities],
                ..Pairs::default()
            },
            met: vec![(0, Ways(0)); entities],
            others: Vec::new(),
            several: Vec::new(),
        }
    }

    fn gather(mut self, cancel: &Cancel) -> Result<Pairs, Stopped> {
        let mut ticker = Ticker::new(cancel);
        let sieve = (!self.view.links_partly()).then(|| self.view.sieve());
        for entity in self.view.network().data().entity_ixs() {
            self.meet(entity, sieve.as_ref(), &mut ticker)?;
            self.close(entity);
        }
        self.count_several();
        self.pairs.starts.push(self.pairs.greater.len() as u32);
        Ok(self.numbered())
    }

    /// Takes in all relations of an entity; pairs are taken in from the smaller of their two.
    fn meet(
        &mut self,
        entity: EntityIx,
        sieve: Option<&Sieve<'_>>,
        ticker: &mut Ticker<'_>,
    ) -> Result<(), Stopped> {
        let Some((plain, odd)) = sieve.and_then(|sieve| sieve.plain_and_odd(entity)) else {
            return self.meet_steps(entity, self.view.steps(entity), ticker);
        };
        ticker.tick_by(self.view.network().degree(entity))?;
        let mut strength = 0;
        for (spoke, shape) in plain {
            strength += 1;
            let Some(other) = spoke.other().filter(|other| *other > entity) else {
                continue;
            };
            let compass = self.compass.as_ref();
            let ways = compass.map_or(Ways::BOTH, |compass| {
                compass.of_shape(shape, spoke.is_first())
            });
            self.pairs.relations += 1;
            self.link(other, ways);
        }
        self.pairs.strength[entity.index()] += strength;
        let odd: Vec<Spoke> = odd.collect();
        self.meet_steps(entity, self.view.steps_along(entity, odd), ticker)
    }

    /// Counts one more relation of the entity in hand to another.
    #[inline]
    fn link(&mut self, other: EntityIx, ways: Ways) {
        let (number, so_far) = &mut self.met[other.index()];
        if *number == 0 {
            self.others.push(other.0);
        }
        (*number, *so_far) = (*number + 1, so_far.or(ways));
    }

    /// Takes in the steps of an entity.
    fn meet_steps(
        &mut self,
        entity: EntityIx,
        steps: impl Iterator<Item = Step>,
        ticker: &mut Ticker<'_>,
    ) -> Result<(), Stopped> {
        let mut latest = None;
        for step in steps {
            ticker.tick()?;
            // All steps along one relation follow each other.
            if latest.replace(step.relation) != Some(step.relation) {
                self.pairs.strength[entity.index()] += 1;
            }
            if step.to <= entity {
                continue;
            }
            if self.view.links_several(step.relation) {
                self.several.push((step.relation, step.truth));
            } else {
                self.count(step.truth);
            }
            let compass = self.compass.as_ref();
            let ways = compass.map_or(Ways::BOTH, |compass| {
                compass.ways(step.relation, entity, step.to)
            });
            self.link(step.to, ways);
        }
        Ok(())
    }

    /// Writes down the pairs of the entity in hand.
    fn close(&mut self, entity: EntityIx) {
        self.pairs.starts.push(self.pairs.greater.len() as u32);
        self.sort_others(entity);
        let pairs = &mut self.pairs;
        for other in self.others.drain(..) {
            let (number, ways) = std::mem::replace(&mut self.met[other as usize], (0, Ways(0)));
            pairs.greater.push(other);
            pairs.weights.push(number);
            pairs.ways.push(ways);
        }
    }

    /// Puts those met around the entity in hand in order. Where they are most of those it has
    /// bonds with, these are gone through in their order instead.
    fn sort_others(&mut self, entity: EntityIx) {
        let bonds = self.view.network().bonds(entity);
        if self.view.links_partly() || self.others.len() * DENSE < bonds.len() {
            self.others.sort_unstable();
            return;
        }
        let met = bonds.others().iter();
        let met = met.filter(|other| **other > entity && self.met[other.index()].0 > 0);
        self.others.clear();
        self.others.extend(met.map(|other| other.0));
    }

    const fn count(&mut self, truth: Truth) {
        self.pairs.relations += 1;
        self.pairs.possible += matches!(truth, Truth::Possible) as usize;
    }

    /// Counts the relations that link several pairs, each once, as surely as it links any.
    fn count_several(&mut self) {
        let mut several = std::mem::take(&mut self.several);
        several.sort_unstable_by_key(|(relation, _)| *relation);
        for same in several.chunk_by(|one, other| one.0 == other.0) {
            let truths = same.iter().map(|(_, truth)| *truth);
            self.count(truths.fold(Truth::Impossible, Truth::or));
        }
    }

    /// Returns the pairs with linked entities alone, numbered in order.
    fn numbered(self) -> Pairs {
        let mut pairs = self.pairs;
        let is_linked = |entity: &EntityIx| pairs.strength[entity.index()] > 0;
        let entities = self.view.network().data().entity_ixs();
        pairs.entities = entities.filter(is_linked).collect();
        let mut number = vec![0; pairs.strength.len()];
        for (node, entity) in (0..).zip(&pairs.entities) {
            number[entity.index()] = node;
        }
        for other in &mut pairs.greater {
            *other = number[*other as usize];
        }
        let linked = pairs.entities.iter().map(|entity| entity.index());
        let end = pairs.starts.last().copied();
        pairs.starts = linked
            .clone()
            .map(|at| pairs.starts[at])
            .chain(end)
            .collect();
        pairs.strength = linked.map(|at| pairs.strength[at]).collect();
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::{Pairs, directed_pairs, distinct_pairs};
    use crate::analysis::Cancel;
    use crate::graph::sample::network;
    use crate::graph::{Lens, View};

    /// Returns the pairs of a small world, and the ids of its nodes.
    fn directed(lines: &[&str], lens: &Lens) -> (Pairs, Vec<String>) {
        let network = network(lines);
        let pairs = directed_pairs(View::new(&network, lens), &Cancel::new()).unwrap();
        let ids = pairs.entities.iter();
        let ids = ids.map(|entity| network.data().entity(*entity).id.to_string());
        let ids = ids.collect();
        (pairs, ids)
    }

    #[test]
    fn a_pair_counts_its_relations_and_knows_which_ways_they_run() {
        let lines = ["visit 2015 b > a", "visit 2016 b > a", "meeting 2015 b c"];
        let (pairs, ids) = directed(&lines, &Lens::default());
        assert_eq!(ids, ["a", "b", "c"]);
        assert_eq!(pairs.strength, [2, 3, 1]);
        let inward = pairs.inward(&Cancel::new()).unwrap();
        assert_eq!(
            [0, 1, 2].map(|node| inward.of(node)),
            [&[1][..], &[2], &[1]]
        );
        let neighbours = pairs.neighbours(&Cancel::new()).unwrap();
        let of_b: Vec<(usize, u32)> = neighbours.weighted(1).collect();
        assert_eq!(of_b, [(0, 2), (2, 1)]);
    }

    #[test]
    fn whom_nothing_links_is_no_node() {
        let lens = Lens {
            window: crate::edtf::Window::during(&"2015".parse().unwrap()),
            ..Lens::default()
        };
        let (pairs, ids) = directed(&["meeting 2015 b d", "meeting 2016 a c"], &lens);
        assert_eq!((ids.join(" ").as_str(), pairs.len()), ("b d", 1));
    }

    #[test]
    fn a_treaty_of_three_is_one_relation_of_three_pairs() {
        let network = network(&["meeting 2015 a b c", "office 2010/.. mr-x > a"]);
        let lens = Lens::default();
        let pairs = distinct_pairs(View::new(&network, &lens), &Cancel::new()).unwrap();
        assert_eq!((pairs.relations, pairs.possible, pairs.len()), (2, 0, 4));
        assert_eq!(pairs.strength, [2, 1, 1, 1]);
    }

    #[test]
    fn who_acts_for_a_state_links_it_too() {
        let lines = ["office 2010/.. mr-x > a", "visit 2015 mr-x > b"];
        let lens = Lens {
            roll_up: true,
            ..Lens::default()
        };
        let (pairs, ids) = directed(&lines, &lens);
        assert_eq!(ids, ["a", "b", "mr-x"]);
        assert_eq!((pairs.relations, pairs.len()), (2, 3));
        let inward = pairs.inward(&Cancel::new()).unwrap();
        assert_eq!(
            [0, 1, 2].map(|node| inward.of(node)),
            [&[2][..], &[0, 2], &[]]
        );
    }
}
