//! Whether a world has the shape that was asked for, in numbers for the reader.

use std::fmt;

use super::world::{TOP_SHARE, World};

/// What a world looks like.
#[derive(Debug)]
pub(crate) struct Shape {
    events: usize,
    /// How many pairs met at least once, in either direction.
    pairs: usize,
    /// How many of those met once only.
    once: usize,
    /// The most events of one pair.
    most: u32,
    /// The share of all ends that the busiest hundredth of the entities holds.
    top: f64,
    /// How many times in a hundred a pair that met again did so within two weeks.
    soon: u64,
}

impl Shape {
    #[expect(clippy::cast_precision_loss, reason = "a share is rough")]
    pub(crate) fn of(world: &World) -> Shape {
        let mut ends = vec![0_u64; world.size.entities as usize];
        let mut meetings: Vec<(u64, u16)> = Vec::with_capacity(world.size.events as usize);
        for event in world.events() {
            ends[event.source as usize] += 1;
            ends[event.target as usize] += 1;
            let (low, high) = (
                event.source.min(event.target),
                event.source.max(event.target),
            );
            meetings.push(((u64::from(low) << 32) | u64::from(high), event.day));
        }
        meetings.sort_unstable();
        ends.sort_unstable_by(|a, b| b.cmp(a));
        let busiest: u64 = ends.iter().take((ends.len() / 100).max(1)).sum();
        let pairs = || meetings.chunk_by(|a, b| a.0 == b.0);
        let again = meetings.len() - pairs().count();
        let soon = meetings
            .windows(2)
            .filter(|two| two[0].0 == two[1].0 && two[1].1 - two[0].1 <= 14);
        Shape {
            events: meetings.len(),
            pairs: pairs().count(),
            once: pairs().filter(|pair| pair.len() == 1).count(),
            most: pairs().map(<[_]>::len).max().unwrap_or(0) as u32,
            top: busiest as f64 / (2 * meetings.len().max(1)) as f64,
            soon: (soon.count() * 100 / again.max(1)) as u64,
        }
    }

    /// Stops the run if what was made is not what it is meant to be.
    pub(crate) fn assert_skewed(&self) {
        assert!(
            (self.top - TOP_SHARE).abs() < 0.02,
            "not the degrees that were asked for: {self}"
        );
        assert!(
            self.most >= 100 && self.soon > 50,
            "not the bursts that were asked for: {self}"
        );
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} events of {} pairs, {} of which met once and one {} times; {} % of those that met \
             again did so within 14 days; the busiest 1 % hold {:.1} % of all ends",
            self.events,
            self.pairs,
            self.once,
            self.most,
            self.soon,
            self.top * 100.0
        )
    }
}
