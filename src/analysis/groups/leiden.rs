//! The method of Leiden: moves nodes between parts, refines the parts, and begins anew on them.
//!
//! Where the method leaves a choice to chance, here the greatest gain decides, and of equal gains the
//! part with the smaller number. Gains are compared as whole numbers: by moving a node of volume
//! `v` into a part of volume `p` to which `w` of its links lead, modularity grows by
//! 2 · (`w` · `V` − `v` · `p`) / `V`² for the volume `V` of all.

use std::cmp::Reverse;
use std::collections::VecDeque;

use crate::analysis::cancel::Ticker;
use crate::analysis::{Cancel, Stopped};

use super::gathered;
use super::graph::{Tally, Weighted};

/// The part of each node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// By node, the number of its part.
    pub(super) part: Vec<usize>,
    /// How many parts there are; they are numbered without gaps.
    pub(super) parts: usize,
}

impl Parts {
    /// Returns parts of one node each.
    fn single(nodes: usize) -> Parts {
        Parts {
            part: (0..nodes).collect(),
            parts: nodes,
        }
    }

    /// Returns the same parts, numbered without gaps in order of their first nodes.
    fn renumbered(part: Vec<usize>) -> Parts {
        const UNSEEN: usize = usize::MAX;
        let mut numbers = vec![UNSEEN; part.len()];
        let mut parts = 0;
        let renumber = |old: usize| {
            if numbers[old] == UNSEEN {
                numbers[old] = parts;
                parts += 1;
            }
            numbers[old]
        };
        let part = part.into_iter().map(renumber).collect();
        Parts { part, parts }
    }

    /// Returns the parts of the nodes that stand for inner parts of these.
    fn of_joined(&self, inner: &Parts) -> Parts {
        let mut part = vec![0; inner.parts];
        for (own, inner) in self.part.iter().zip(&inner.part) {
            part[*inner] = *own;
        }
        Parts {
            part,
            parts: self.parts,
        }
    }
}

/// Returns parts of a graph whose modularity no move of one node and no joining of two parts raises.
/// Each is linked within itself.
pub(super) fn parts(graph: &Weighted, cancel: &Cancel) -> Result<Parts, Stopped> {
    let mut parts = Parts::single(graph.nodes());
    // Modularity grows with every round but the last, so that there is one.
    loop {
        let (better, moved) = round(graph, parts, cancel)?;
        if !moved {
            return Ok(better);
        }
        parts = better;
    }
}

/// Moves nodes between parts, then joined nodes, until each part is one node that stays where it
/// is; tells whether anything was moved.
fn round(graph: &Weighted, parts: Parts, cancel: &Cancel) -> Result<(Parts, bool), Stopped> {
    let mut joined: Option<Weighted> = None;
    // Where each node of the given graph is in the graph at hand.
    let mut place: Vec<usize> = (0..graph.nodes()).collect();
    let (mut parts, mut ever_moved) = (parts, false);
    loop {
        let at_hand = joined.as_ref().unwrap_or(graph);
        let mut nodes = Mover::new(at_hand, parts, cancel);
        let moved = nodes.all()?;
        parts = Parts::renumbered(nodes.part);
        ever_moved |= moved;
        if parts.parts < at_hand.nodes() {
            let refined = refined(at_hand, &parts, cancel)?;
            let next = at_hand.joined(&refined.part, refined.parts, cancel)?;
            parts = parts.of_joined(&refined);
            for node in &mut place {
                *node = refined.part[*node];
            }
            joined = Some(next);
        } else if !moved {
            let part = place.iter().map(|node| parts.part[*node]).collect();
            return Ok((Parts::renumbered(part), ever_moved));
        }
    }
}

/// Returns parts within parts, each so well linked that nothing speaks for taking it apart.
///
/// Every node is looked at once, in order; while it is alone it may join another of its part, or
/// those who did. Joins neither begin nor end with what hangs on its part by few links only.
fn refined(graph: &Weighted, parts: &Parts, cancel: &Cancel) -> Result<Parts, Stopped> {
    let mut ticker = Ticker::new(cancel);
    let mut inner = Inner::new(graph, parts);
    for members in gathered(parts.part.iter().copied().zip(0..), parts.parts) {
        let volumes = members.iter().map(|node| graph.volume(*node));
        let whole: u64 = volumes.sum();
        for node in members {
            ticker.tick()?;
            inner.place(node, whole);
        }
    }
    Ok(Parts::renumbered(inner.part))
}

/// Parts within parts, as far as they have come together.
struct Inner<'a> {
    graph: &'a Weighted,
    outer: &'a Parts,
    /// By node, its inner part, which is called by the number of its first node.
    part: Vec<usize>,
    /// By inner part: its volume, how many nodes it has, and the weight of its links to the rest
    /// of the outer part.
    volumes: Vec<u64>,
    sizes: Vec<u32>,
    bonds: Vec<u64>,
    /// How much of the links of the node in hand leads to each inner part.
    links: Tally,
}

impl<'a> Inner<'a> {
    fn new(graph: &'a Weighted, outer: &'a Parts) -> Inner<'a> {
        let nodes = 0..graph.nodes();
        let bond = |node: usize| {
            let links = graph.links(node);
            let inside = links.filter(|(other, _)| outer.part[*other] == outer.part[node]);
            inside.map(|(_, weight)| weight).sum()
        };
        Inner {
            graph,
            outer,
            part: nodes.clone().collect(),
            volumes: nodes.clone().map(|node| graph.volume(node)).collect(),
            sizes: vec![1; graph.nodes()],
            bonds: nodes.map(bond).collect(),
            links: Tally::new(graph.nodes()),
        }
    }

    /// Tells whether the links of an inner part to the rest of its outer part, whose volume is
    /// `whole`, are no fewer than chance would have it.
    fn is_well_linked(&self, part: usize, whole: u64) -> bool {
        let volume = self.volumes[part];
        gain(self.graph, volume, self.bonds[part], whole - volume) >= 0
    }

    /// Lets a node that is alone join the inner part where that gains most, if it loses nowhere.
    fn place(&mut self, node: usize, whole: u64) {
        let own = self.part[node];
        if self.sizes[own] > 1 || !self.is_well_linked(own, whole) {
            return;
        }
        for (other, weight) in self.graph.links(node) {
            if self.outer.part[other] == self.outer.part[node] {
                self.links.add(self.part[other], weight);
            }
        }
        let mut links = std::mem::take(&mut self.links);
        let volume = self.graph.volume(node);
        let near = links.drain();
        let gains = near
            .map(|(part, weight)| {
                (
                    gain(self.graph, volume, weight, self.volumes[part]),
                    part,
                    weight,
                )
            })
            .filter(|(gain, part, _)| *gain >= 0 && self.is_well_linked(*part, whole));
        let best = gains.max_by_key(|(gain, part, _)| (*gain, Reverse(*part)));
        if let Some((_, part, weight)) = best {
            self.part[node] = part;
            self.volumes[part] += volume;
            self.sizes[part] += 1;
            self.sizes[own] -= 1;
            self.bonds[part] = self.bonds[part] + self.bonds[own] - 2 * weight;
        }
        self.links = links;
    }
}

/// Moves single nodes, each to the part where modularity gains most.
struct Mover<'a> {
    graph: &'a Weighted,
    ticker: Ticker<'a>,
    part: Vec<usize>,
    /// By part, the volume and the number of its nodes.
    volumes: Vec<u64>,
    sizes: Vec<u32>,
    /// The numbers of parts without nodes.
    empty: Vec<usize>,
    /// How much of the links of the node in hand leads to each part.
    links: Tally,
}

impl<'a> Mover<'a> {
    fn new(graph: &'a Weighted, parts: Parts, cancel: &'a Cancel) -> Mover<'a> {
        let nodes = graph.nodes();
        let (mut volumes, mut sizes) = (vec![0; nodes], vec![0; nodes]);
        for (node, part) in parts.part.iter().enumerate() {
            volumes[*part] += graph.volume(node);
            sizes[*part] += 1;
        }
        Mover {
            graph,
            ticker: Ticker::new(cancel),
            part: parts.part,
            volumes,
            sizes,
            empty: (parts.parts..nodes).rev().collect(),
            links: Tally::new(nodes),
        }
    }

    /// Moves nodes until none that was looked at gains by it, and tells whether any was moved. Nodes
    /// are looked at in order, and again when a neighbour has moved away from them.
    fn all(&mut self) -> Result<bool, Stopped> {
        let mut queue: VecDeque<usize> = (0..self.graph.nodes()).collect();
        let mut is_queued = vec![true; self.graph.nodes()];
        let mut moved = false;
        while let Some(node) = queue.pop_front() {
            is_queued[node] = false;
            if !self.place(node)? {
                continue;
            }
            moved = true;
            for (other, _) in self.graph.links(node) {
                if self.part[other] != self.part[node] && !is_queued[other] {
                    is_queued[other] = true;
                    queue.push_back(other);
                }
            }
        }
        Ok(moved)
    }

    /// Moves a node to the best part, and tells whether that is another than it was in.
    fn place(&mut self, node: usize) -> Result<bool, Stopped> {
        for (other, weight) in self.graph.links(node) {
            self.ticker.tick()?;
            self.links.add(self.part[other], weight);
        }
        let (own, volume) = (self.part[node], self.graph.volume(node));
        self.volumes[own] -= volume;
        self.sizes[own] -= 1;
        let stay = gain(self.graph, volume, self.links.sum(own), self.volumes[own]);
        let mut best = (stay, own);
        for (part, weight) in self.links.drain() {
            let gain = gain(self.graph, volume, weight, self.volumes[part]);
            let is_better = gain > best.0 || (gain == best.0 && best.1 != own && part < best.1);
            if is_better {
                best = (gain, part);
            }
        }
        if self.sizes[own] == 0 {
            self.empty.push(own);
        }
        if best.0 < 0 || self.sizes[best.1] == 0 {
            // A part of its own gains nothing and loses nothing.
            best.1 = self.empty.pop().unwrap_or(own);
        }
        self.part[node] = best.1;
        self.volumes[best.1] += volume;
        self.sizes[best.1] += 1;
        Ok(best.1 != own)
    }
}

/// Returns how much modularity gains if something of this volume joins a part to which so much of
/// its links leads, in a measure that only serves to compare gains.
fn gain(graph: &Weighted, volume: u64, weight: u64, part: u64) -> i128 {
    let wide = |number: u64| i128::from(number);
    wide(weight) * wide(graph.whole()) - wide(volume) * wide(part)
}

#[cfg(test)]
mod tests {
    use super::{Parts, parts};
    use crate::analysis::Cancel;
    use crate::analysis::groups::graph::Weighted;
    use crate::analysis::pairs::Csr;

    /// Returns the graph of some pairs, who may be linked several times.
    fn graph(nodes: usize, pairs: &[(u32, u32)]) -> Weighted {
        let back = pairs.iter().map(|(a, b)| (*b, *a));
        Weighted::of(&Csr::of_arcs(nodes, pairs.iter().copied().chain(back)))
    }

    /// Checks the part of each node, and the modularity.
    #[track_caller]
    fn check(graph: &Weighted, part: &[usize], modularity: f64) {
        let found = parts(graph, &Cancel::new()).unwrap();
        assert_eq!(found.part, part);
        let reached = graph.modularity(&found.part, found.parts);
        assert!((reached - modularity).abs() < 1e-12, "{reached}");
    }

    const TRIANGLES: [(u32, u32); 7] = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)];

    #[test]
    fn two_triangles_with_one_link_between_are_two_parts() {
        check(&graph(6, &TRIANGLES), &[0, 0, 0, 1, 1, 1], 6.0 / 7.0 - 0.5);
    }

    #[test]
    fn many_relations_of_a_pair_weigh_more_than_many_pairs() {
        let mut pairs = TRIANGLES.to_vec();
        pairs.extend([(2, 3); 9]);
        // 16 links, 10 of them within the pair, whose volume is 24 of 32.
        let alone = (12.0_f64 / 16.0) - (24.0_f64 / 32.0).powi(2) - 2.0 * (4.0_f64 / 32.0).powi(2);
        check(&graph(6, &pairs), &[0, 0, 1, 1, 2, 2], alone);
    }

    #[test]
    fn nobody_is_in_no_part() {
        check(&graph(0, &[]), &[], 0.0);
    }

    #[test]
    fn a_joined_graph_keeps_its_volume_and_its_modularity() {
        let (graph, cancel) = (graph(6, &TRIANGLES), Cancel::new());
        let found = parts(&graph, &cancel).unwrap();
        let joined = graph.joined(&found.part, found.parts, &cancel).unwrap();
        assert_eq!((joined.nodes(), joined.whole()), (2, graph.whole()));
        let single = Parts::single(6);
        assert_eq!(graph.joined(&single.part, 6, &cancel).unwrap(), graph);
        assert_eq!(joined.links(0).collect::<Vec<_>>(), [(1, 1)]);
    }

    #[test]
    fn it_stops_when_it_is_told_to() {
        let cancel = Cancel::new();
        cancel.stop();
        let row: Vec<(u32, u32)> = (0..5_000).map(|node| (node, node + 1)).collect();
        assert!(parts(&graph(5_001, &row), &cancel).is_err());
    }
}
