//! The strength of a chain: recent, frequent and exclusive relations count more, hubs less.
//!
//! All is added up in whole numbers, so that neither the order of relations nor that of steps
//! changes a rank.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "costs are rounded to millionths, far above what is lost; none is below zero"
)]

use crate::analysis::Hit;
use crate::edtf::{Day, Edtf};
use crate::graph::Network;
use crate::model::{EntityIx, RelationIx};

/// The measure in words, to be printed where paths are ranked.
pub const STRENGTH_IN_WORDS: &str = "fewest steps first, then strength: each relation of a step \
    counts 1/(parties - 1), half as much for every 10 years it lies before the newest day of the \
    data, half if undated; a step with the sum s has strength s/(1 + s); each entity between the \
    ends divides by ln(e + its relations); the strength of a path is the geometric mean over its \
    steps";

/// The mass of one relation of two parties on the newest day, in whole numbers.
const UNIT: f64 = 4_294_967_296.0;
/// The parts into which a cost of one (a factor of e) is divided.
const MICRO: f64 = 1_000_000.0;
/// The age at which a relation counts half, in days: ten Julian years.
const HALF_LIFE: f64 = 3_652.5;

/// Costs of steps and entities: minus the logarithm of the factor that each is in the strength
/// of a chain, in millionths.
///
/// # Sources
/// The discount for hubs, 1/ln(degree), is that of Adamic, L. A. and Adar, E. (2003), Friends and
/// neighbors on the Web, Social Networks 25(3); e is added so that nobody's is above 1. The share
/// 1/(parties − 1) is that of Newman, M. E. J. (2001), Scientific collaboration networks II,
/// Physical Review E 64, where an author of a paper of n meets each co-author in 1/(n − 1) of it.
/// The half-life is our own: about two terms of a government.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strength<'a> {
    network: &'a Network,
}

impl<'a> Strength<'a> {
    pub(super) const fn new(network: &'a Network) -> Strength<'a> {
        Strength { network }
    }

    /// Returns the cost of a step that any of these relations makes.
    pub(super) fn step_cost(self, hits: &[Hit]) -> u64 {
        let mass = hits.iter().fold(0_u64, |mass, hit| {
            mass.saturating_add(self.mass(hit.relation))
        });
        to_cost((UNIT / mass.max(1) as f64).ln_1p())
    }

    /// Returns the cost of passing an entity between the ends. All its relations count, whatever
    /// the lens: who meets everybody does so whatever is asked.
    pub(super) fn passing_cost(self, entity: EntityIx) -> u64 {
        let degree = self.network.degree(entity) as f64;
        to_cost((std::f64::consts::E + degree).ln().ln())
    }

    /// Returns what one relation adds to a step, in [`UNIT`]s; at least the smallest part of one.
    fn mass(self, relation: RelationIx) -> u64 {
        let others = self
            .network
            .distinct_parties(relation)
            .count()
            .saturating_sub(1)
            .max(1);
        let mass = UNIT * self.recency(relation) / others as f64;
        (mass.round() as u64).max(1)
    }

    /// Returns 1 for the newest day, half for every half-life before it, and half without a date.
    fn recency(self, relation: RelationIx) -> f64 {
        let ages = last_day(self.network, relation).zip(self.network.newest_day());
        ages.map_or(0.5, |(last, newest)| {
            let age = newest.number().saturating_sub(last.number()).max(0);
            (-(age as f64) / HALF_LIFE).exp2()
        })
    }
}

/// Returns the strength of a chain, above 0 to 1, from the sum of its costs.
pub(super) fn strength(cost: u64, steps: usize) -> f64 {
    (-(cost as f64) / MICRO / steps.max(1) as f64).exp()
}

/// Returns a logarithm as a whole number of millionths; never below zero.
#[expect(
    clippy::cast_sign_loss,
    reason = "logarithms of numbers from 1 on are not negative"
)]
fn to_cost(logarithm: f64) -> u64 {
    (logarithm.max(0.0) * MICRO).round() as u64
}

/// Returns the last day of a relation: the end of time if it still runs, its earliest day if
/// nobody says when it ended, nothing if no day is known.
pub(super) fn last_day(network: &Network, relation: RelationIx) -> Option<Day> {
    let when: &Edtf = network.data().when(relation)?;
    if when.ends_open() {
        return Some(Day::MAX);
    }
    when.latest().or_else(|| when.earliest())
}

#[cfg(test)]
mod tests {
    use super::{strength, to_cost};

    #[test]
    fn strength_is_the_geometric_mean_over_the_steps() {
        let half = to_cost(2.0_f64.ln());
        assert!((strength(half, 1) - 0.5).abs() < 1e-6);
        assert!((strength(2 * half, 2) - 0.5).abs() < 1e-6);
        assert!((strength(0, 3) - 1.0).abs() < 1e-12);
    }
}
