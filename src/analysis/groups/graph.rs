//! A graph of weighted links whose nodes may stand for many: what communities are found in.

use crate::analysis::cancel::Ticker;
use crate::analysis::pairs::Csr;
use crate::analysis::{Cancel, Stopped};

/// For each node its neighbours with the weights of the links, and how much all its links weigh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weighted {
    starts: Vec<usize>,
    links: Vec<(u32, u64)>,
    /// By node, the weights of all its links; links within a node count twice.
    volumes: Vec<u64>,
    /// The volume of all nodes: twice the weight of all links.
    volume: u64,
}

impl Weighted {
    /// Returns the graph of pairs, a link weighing as much as it has relations.
    pub(super) fn of(pairs: &Csr) -> Weighted {
        let nodes = pairs.nodes();
        let mut graph = Weighted::empty(nodes);
        for node in 0..nodes {
            let links = pairs.weighted(node);
            let links = links.map(|(other, weight)| (other as u32, u64::from(weight)));
            graph.links.extend(links);
            graph.close(None);
        }
        graph
    }

    fn empty(nodes: usize) -> Weighted {
        let mut starts = Vec::with_capacity(nodes + 1);
        starts.push(0);
        Weighted {
            starts,
            links: Vec::new(),
            volumes: Vec::with_capacity(nodes),
            volume: 0,
        }
    }

    /// Finishes a node whose links were added; its volume is that of its links, unless it is known.
    fn close(&mut self, volume: Option<u64>) {
        let start = self.starts.last().copied().unwrap_or_default();
        let own = || self.links[start..].iter().map(|(_, weight)| weight).sum();
        let volume = volume.unwrap_or_else(own);
        self.starts.push(self.links.len());
        self.volumes.push(volume);
        self.volume += volume;
    }

    /// Returns how many nodes there are.
    pub(super) const fn nodes(&self) -> usize {
        self.volumes.len()
    }

    /// Returns the neighbours of a node in ascending order, with the weights of the links.
    pub(super) fn links(&self, node: usize) -> impl Iterator<Item = (usize, u64)> {
        let links = self.links[self.starts[node]..self.starts[node + 1]].iter();
        links.map(|(other, weight)| (*other as usize, *weight))
    }

    /// Returns how much all links of a node weigh.
    pub(super) fn volume(&self, node: usize) -> u64 {
        self.volumes[node]
    }

    /// Returns how much all links of all nodes weigh, each counted at both ends.
    pub(super) const fn whole(&self) -> u64 {
        self.volume
    }

    /// Returns the graph in which each part is one node. `part` has the part of each node, of
    /// which there are `parts`, numbered without gaps.
    pub(super) fn joined(
        &self,
        part: &[usize],
        parts: usize,
        cancel: &Cancel,
    ) -> Result<Weighted, Stopped> {
        let mut ticker = Ticker::new(cancel);
        let members = super::gathered(part.iter().copied().zip(0..), parts);
        let mut graph = Weighted::empty(parts);
        let mut tally = Tally::new(parts);
        for (own, members) in members.iter().enumerate() {
            for node in members {
                ticker.tick()?;
                for (other, weight) in self.links(*node) {
                    tally.add(part[other], weight);
                }
            }
            let links = tally.drain().filter(|(other, _)| *other != own);
            let links = links.map(|(other, weight)| (other as u32, weight));
            let first = graph.links.len();
            graph.links.extend(links);
            graph.links[first..].sort_unstable();
            let volume = members.iter().map(|node| self.volume(*node)).sum();
            graph.close(Some(volume));
        }
        Ok(graph)
    }

    /// Returns the modularity of parts: the share of links within parts, less the share that would
    /// be there by chance if each node kept its volume.
    pub(super) fn modularity(&self, part: &[usize], parts: usize) -> f64 {
        let (mut within, mut volumes) = (0_u64, vec![0_u64; parts]);
        for node in 0..self.nodes() {
            volumes[part[node]] += self.volume(node);
            let own = self
                .links(node)
                .filter(|(other, _)| part[*other] == part[node]);
            within += own.map(|(_, weight)| weight).sum::<u64>();
        }
        let whole = number(self.volume.max(1));
        let share = |volume: &u64| number(*volume) / whole;
        let chance: f64 = volumes.iter().map(|volume| share(volume).powi(2)).sum();
        share(&within) - chance
    }
}

/// Returns a weight as a number to calculate with.
#[expect(
    clippy::cast_precision_loss,
    reason = "shares need no more digits than there are"
)]
const fn number(weight: u64) -> f64 {
    weight as f64
}

/// Sums beside numbers, few of which are not zero.
#[derive(Debug, Default)]
pub(super) struct Tally {
    sums: Vec<u64>,
    /// The numbers beside which there is a sum, in the order in which they were met.
    met: Vec<u32>,
}

impl Tally {
    pub(super) fn new(numbers: usize) -> Tally {
        Tally {
            sums: vec![0; numbers],
            met: Vec::new(),
        }
    }

    /// Adds to the sum beside a number; `more` is not zero.
    pub(super) fn add(&mut self, number: usize, more: u64) {
        if self.sums[number] == 0 {
            self.met.push(number as u32);
        }
        self.sums[number] += more;
    }

    /// Returns the sum beside a number.
    pub(super) fn sum(&self, number: usize) -> u64 {
        self.sums[number]
    }

    /// Takes all sums out, in the order in which their numbers were met.
    pub(super) fn drain(&mut self) -> impl Iterator<Item = (usize, u64)> {
        let sums = &mut self.sums;
        self.met.drain(..).map(move |number| {
            let at = number as usize;
            (at, std::mem::take(&mut sums[at]))
        })
    }
}
