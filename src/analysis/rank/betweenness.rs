//! Betweenness: how many of the shortest chains between two others pass a node.

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

use crate::analysis::cancel::Ticker;
use crate::analysis::pairs::Csr;
use crate::analysis::{Cancel, Stopped};

/// About how many steps are taken at most: below, chains are followed from every node, above, from
/// so many as that allows.
const MOST_STEPS: usize = 100_000_000;
/// The fewest nodes that are taken for all.
const FEWEST_SOURCES: usize = 16;
/// Into how many parts the work is cut. The sums of the parts are added in order, so that the
/// result does not depend on how many of them are worked on at the same time.
const PARTS: usize = 8;
/// How many parts are worked on at the same time.
const THREADS: usize = 2;
/// Beyond so many chains to one node, numbers are made smaller so that they stay finite.
const VERY_MANY: f64 = 1e150;
/// Below so many steps a second thread costs more than it does.
const FEW_STEPS: usize = 200_000;

/// The share of shortest chains that pass each node.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Between {
    /// The share of each node, 0 to 1.
    pub(super) shares: Vec<f64>,
    /// From how many nodes chains were followed, if not from all.
    pub(super) sampled: Option<usize>,
}

/// Returns for each node the share of the shortest chains between two others that pass it, over
/// all pairs of others: exactly, or from some sources if there would be too many steps.
///
/// Where two others are linked by several shortest chains, each counts for its part.
///
/// O(sources · links), memory O(nodes).
pub(super) fn shares(links: &Csr, cancel: &Cancel) -> Result<Between, Stopped> {
    let nodes = links.nodes();
    let most = MOST_STEPS / (nodes + links.size()).max(1);
    shares_from(links, most.max(FEWEST_SOURCES), cancel)
}

/// Returns the shares as far as chains from at most so many sources tell.
fn shares_from(links: &Csr, most: usize, cancel: &Cancel) -> Result<Between, Stopped> {
    let nodes = links.nodes();
    let sources = sources(nodes, most);
    let sampled = (sources.len() < nodes).then_some(sources.len());
    let mut shares = summed(links, &sources, cancel)?;
    // Each pair of others was met from both of its ends; few sources stand for all.
    let count = |number: usize| f64::from(number as u32);
    let pairs = count(nodes.saturating_sub(1)) * count(nodes.saturating_sub(2));
    let weight = count(nodes) / (count(sources.len()) * pairs).max(1.0);
    for share in &mut shares {
        *share *= weight;
    }
    Ok(Between { shares, sampled })
}

/// Returns all nodes, or `most` of them: one out of each of as many equal stretches, by the throw
/// of a dice that always falls alike.
fn sources(nodes: usize, most: usize) -> Vec<usize> {
    if nodes <= most {
        return (0..nodes).collect();
    }
    let mut dice = Dice(0);
    let stretch = |number: usize| number * nodes / most;
    let source = |number: usize| {
        let (first, end) = (stretch(number), stretch(number + 1));
        first + dice.below(end - first)
    };
    (0..most).map(source).collect()
}

/// A row of numbers that is the same in every run (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((number ^ (number >> 31)) % end as u64) as usize
    }
}

/// Returns how much of the chains from the sources to all others passes each node.
fn summed(links: &Csr, sources: &[usize], cancel: &Cancel) -> Result<Vec<f64>, Stopped> {
    let parts: Vec<&[usize]> = sources
        .chunks(sources.len().div_ceil(PARTS).max(1))
        .collect();
    let steps = sources.len().saturating_mul(links.nodes() + links.size());
    let threads = if steps < FEW_STEPS { 1 } else { THREADS };
    let mut sums = vec![0.0; links.nodes()];
    // Few sums are held at a time, for there may be very many nodes.
    for some in parts.chunks(threads) {
        for part in at_once(some, |sources| part(links, sources, cancel)) {
            for (sum, more) in sums.iter_mut().zip(part?) {
                *sum += more;
            }
        }
    }
    Ok(sums)
}

/// Returns what `work` makes of each part, in order; all at the same time.
fn at_once<P: Sync, T: Send>(parts: &[P], work: impl Fn(&P) -> T + Sync) -> Vec<T> {
    let Some((first, others)) = parts.split_first() else {
        return Vec::new();
    };
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = others
            .iter()
            .map(|part| scope.spawn(move || work(part)))
            .collect();
        let mut done = vec![work(first)];
        // A thread that fails has found a mistake in the work, which is told where it was begun.
        let joined = others.into_iter().map(ScopedJoinHandle::join);
        done.extend(joined.map(|result| result.unwrap_or_else(|fault| resume_unwind(fault))));
        done
    })
}

/// Returns how much of the chains from some sources passes each node.
fn part(links: &Csr, sources: &[usize], cancel: &Cancel) -> Result<Vec<f64>, Stopped> {
    let mut sums = vec![0.0; links.nodes()];
    let mut search = Search::new(links, cancel);
    for source in sources {
        search.spread(*source)?;
        search.collect(&mut sums)?;
    }
    Ok(sums)
}

/// Chains from one source outwards; the memory serves for one source after the other.
struct Search<'a> {
    links: &'a Csr,
    ticker: Ticker<'a>,
    /// The nodes reached, nearest first.
    order: Vec<u32>,
    /// By node, how many steps away it is; [`FAR`] if it was not reached.
    distance: Vec<u32>,
    /// By node, how many shortest chains lead there, times the scales of all distances up to its own.
    chains: Vec<f64>,
    /// By distance, by what the numbers of chains were made smaller than those one step nearer.
    scales: Vec<f64>,
    /// By node, how much of the chains to all nodes beyond passes it.
    passing: Vec<f64>,
}

/// The distance of what was not reached.
const FAR: u32 = u32::MAX;

impl<'a> Search<'a> {
    fn new(links: &'a Csr, cancel: &'a Cancel) -> Search<'a> {
        let nodes = links.nodes();
        Search {
            links,
            ticker: Ticker::new(cancel),
            order: Vec::with_capacity(nodes),
            distance: vec![FAR; nodes],
            chains: vec![0.0; nodes],
            scales: Vec::new(),
            passing: vec![0.0; nodes],
        }
    }

    /// Counts the shortest chains from a source to every node, one distance after the other.
    fn spread(&mut self, source: usize) -> Result<(), Stopped> {
        self.order.push(source as u32);
        (self.distance[source], self.chains[source]) = (0, 1.0);
        let mut nearest = 0..1;
        while !nearest.is_empty() {
            self.rescale(nearest.clone());
            for at in nearest.clone() {
                self.ticker.tick()?;
                self.go_on(self.order[at] as usize);
            }
            nearest = nearest.end..self.order.len();
        }
        Ok(())
    }

    /// Takes one step from a node in all directions.
    fn go_on(&mut self, node: usize) {
        let (beyond, chains) = (self.distance[node] + 1, self.chains[node]);
        for other in self.links.of(node) {
            let at = *other as usize;
            if self.distance[at] == FAR {
                self.distance[at] = beyond;
                self.order.push(*other);
            }
            if self.distance[at] == beyond {
                self.chains[at] += chains;
            }
        }
    }

    /// Makes the numbers of chains to the nodes of one distance smaller if any is very great.
    fn rescale(&mut self, level: Range<usize>) {
        let nodes = &self.order[level];
        let is_great = |node: &u32| self.chains[*node as usize] > VERY_MANY;
        if !nodes.iter().any(is_great) {
            self.scales.push(1.0);
            return;
        }
        for node in nodes {
            let chains = &mut self.chains[*node as usize];
            *chains = (*chains / VERY_MANY).max(f64::MIN_POSITIVE);
        }
        self.scales.push(1.0 / VERY_MANY);
    }

    /// Adds to the sums what passes each node, furthest first, and forgets the source.
    fn collect(&mut self, sums: &mut [f64]) -> Result<(), Stopped> {
        for node in self.order.iter().rev().map(|node| *node as usize) {
            self.ticker.tick()?;
            let beyond = self.distance[node] + 1;
            let scale = self.scales.get(beyond as usize).copied().unwrap_or(1.0);
            let chains = self.chains[node] * scale;
            let mut passing = 0.0;
            for other in self.links.of(node).iter().map(|other| *other as usize) {
                if self.distance[other] == beyond {
                    passing += chains / self.chains[other] * (1.0 + self.passing[other]);
                }
            }
            self.passing[node] = passing;
            // What begins at the source does not pass it.
            if self.distance[node] > 0 {
                sums[node] += passing;
            }
        }
        for node in self.order.drain(..).map(|node| node as usize) {
            (self.distance[node], self.chains[node]) = (FAR, 0.0);
        }
        self.scales.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{part, shares, shares_from, sources, summed};
    use crate::analysis::Cancel;
    use crate::analysis::pairs::Csr;

    /// Returns links without direction.
    fn links(nodes: usize, pairs: &[(u32, u32)]) -> Csr {
        let back = pairs.iter().map(|(a, b)| (*b, *a));
        Csr::of_arcs(nodes, pairs.iter().copied().chain(back))
    }

    /// Returns a row of so many diamonds, each of which doubles the number of chains.
    fn diamonds(number: u32) -> Csr {
        let diamond = |at: u32| {
            let [left, top, bottom, right] = [0, 1, 2, 3].map(|corner| 3 * at + corner);
            [(left, top), (left, bottom), (top, right), (bottom, right)]
        };
        let pairs: Vec<(u32, u32)> = (0..number).flat_map(diamond).collect();
        links(3 * number as usize + 1, &pairs)
    }

    #[test]
    fn who_stands_between_two_others_has_all_of_their_chains() {
        let found = shares(&links(3, &[(0, 1), (1, 2)]), &Cancel::new()).unwrap();
        assert_eq!(found.shares, [0.0, 1.0, 0.0]);
        assert_eq!(found.sampled, None);
    }

    #[test]
    fn sources_are_spread_evenly_and_always_the_same() {
        let some = sources(1_000, 10);
        assert_eq!(some, sources(1_000, 10));
        let stretches: Vec<usize> = some.iter().map(|source| source / 100).collect();
        assert_eq!(stretches, (0..10).collect::<Vec<_>>());
        assert_eq!(sources(3, 10), [0, 1, 2]);
    }

    #[test]
    fn a_sample_of_equals_tells_of_all() {
        // A ring looks the same from everywhere.
        let ring: Vec<(u32, u32)> = (0..60).map(|node| (node, (node + 1) % 60)).collect();
        let (ring, cancel) = (links(60, &ring), Cancel::new());
        let sum = |shares: &[f64]| shares.iter().sum::<f64>();
        let (some, all) = (
            shares_from(&ring, 6, &cancel).unwrap(),
            shares(&ring, &cancel).unwrap(),
        );
        assert_eq!((some.sampled, all.sampled), (Some(6), None));
        assert!((sum(&some.shares) - sum(&all.shares)).abs() < 1e-12);
    }

    #[test]
    fn work_shared_by_threads_comes_to_the_same() {
        let (row, cancel) = (diamonds(120), Cancel::new());
        let all: Vec<usize> = (0..row.nodes()).collect();
        let shared = summed(&row, &all, &cancel).unwrap();
        let mut alone = vec![0.0; row.nodes()];
        for sources in all.chunks(all.len().div_ceil(super::PARTS)) {
            let more = part(&row, sources, &cancel).unwrap();
            alone
                .iter_mut()
                .zip(more)
                .for_each(|(sum, more)| *sum += more);
        }
        assert_eq!(shared, alone);
    }

    #[test]
    fn more_chains_than_numbers_reach_are_still_shared_evenly() {
        // 2 to the power of 1,100 chains lead from end to end.
        let row = diamonds(1_100);
        let sums = part(&row, &[0], &Cancel::new()).unwrap();
        for corner in (0..row.nodes() - 1).step_by(3) {
            let beyond = f64::from((row.nodes() - 1 - corner) as u32);
            let through = if corner == 0 { 0.0 } else { beyond };
            assert!(
                (sums[corner] - through).abs() < 1e-6,
                "{corner} {}",
                sums[corner]
            );
            assert_eq!(sums[corner + 1].to_bits(), sums[corner + 2].to_bits());
        }
    }

    #[test]
    fn it_stops_when_it_is_told_to() {
        let cancel = Cancel::new();
        cancel.stop();
        assert!(shares(&diamonds(2_000), &cancel).is_err());
    }
}
