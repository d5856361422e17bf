//! PageRank over the distinct directed pairs of a window.

use crate::questions::{DAMPING, SETTLED, Span};

use super::Limit;
use super::build::starts;

impl Limit {
    pub(super) fn rank(&self, span: Span) -> Vec<(u32, f64)> {
        let relations = self.relations_in(span);
        let events = &self.ends[relations.start as usize..relations.end as usize];
        let mut net = Net::new(events, self.entity_count());
        net.settle();
        net.named()
    }
}

/// Those who take part, numbered anew, and who points at whom.
struct Net {
    /// The entities, by their new numbers.
    names: Vec<u32>,
    /// Where those who point at each begin, and the end.
    starts: Vec<u32>,
    sources: Vec<u32>,
    /// How many each points at.
    out: Vec<u32>,
    ranks: Vec<f64>,
}

impl Net {
    fn new(events: &[(u32, u32)], entities: usize) -> Net {
        let mut numbers = vec![u32::MAX; entities];
        for (source, target) in events {
            numbers[*source as usize] = 0;
            numbers[*target as usize] = 0;
        }
        let takes_part = |entity: &u32| numbers[*entity as usize] == 0;
        let names: Vec<u32> = (0..entities as u32).filter(takes_part).collect();
        for (number, name) in names.iter().enumerate() {
            numbers[*name as usize] = number as u32;
        }
        let number = |entity: u32| numbers[entity as usize];
        let firsts = starts(
            names.len(),
            events.iter().map(|(_, to)| number(*to) as usize),
        );
        let (mut next, mut all) = (firsts.clone(), vec![0; events.len()]);
        for (source, target) in events {
            let next = &mut next[number(*target) as usize];
            all[*next as usize] = number(*source);
            *next += 1;
        }
        Net::distinct(names, &firsts, all)
    }

    /// Keeps each source of a target once.
    fn distinct(names: Vec<u32>, firsts: &[u32], mut sources: Vec<u32>) -> Net {
        let mut starts = vec![0];
        let (mut out, mut seen) = (vec![0; names.len()], vec![u32::MAX; names.len()]);
        let mut end = 0;
        for target in 0..names.len() {
            for at in firsts[target]..firsts[target + 1] {
                let source = sources[at as usize];
                if seen[source as usize] != target as u32 {
                    seen[source as usize] = target as u32;
                    out[source as usize] += 1;
                    sources[end] = source;
                    end += 1;
                }
            }
            starts.push(end as u32);
        }
        sources.truncate(end);
        Net {
            ranks: Vec::new(),
            names,
            starts,
            sources,
            out,
        }
    }

    /// Lets ranks flow until they change no more; who points at nobody gives to all alike.
    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^32")]
    fn settle(&mut self) {
        let all = self.names.len() as f64;
        self.ranks = vec![1.0 / all; self.names.len()];
        let shares: Vec<f64> = self
            .out
            .iter()
            .map(|out| 1.0 / f64::from(*out).max(1.0))
            .collect();
        let silent: Vec<usize> = (0..self.out.len())
            .filter(|at| self.out[*at] == 0)
            .collect();
        let mut given = vec![0.0; self.names.len()];
        let mut change = 1.0;
        while change > SETTLED {
            for ((given, rank), share) in given.iter_mut().zip(&self.ranks).zip(&shares) {
                *given = rank * share;
            }
            let lost: f64 = silent.iter().map(|at| self.ranks[*at]).sum();
            let base = (1.0 - DAMPING + DAMPING * lost) / all;
            change = 0.0;
            for (rank, ends) in self.ranks.iter_mut().zip(self.starts.windows(2)) {
                let sources = &self.sources[ends[0] as usize..ends[1] as usize];
                let flow: f64 = sources.iter().map(|source| given[*source as usize]).sum();
                let new = DAMPING * flow + base;
                change += (new - *rank).abs();
                *rank = new;
            }
        }
    }

    fn named(self) -> Vec<(u32, f64)> {
        self.names.into_iter().zip(self.ranks).collect()
    }
}
