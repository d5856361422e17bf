//! The graph against plain lists: rows of batches and records mixed at random, and the real files
//! of ICEWS.
//!
//! Every answer is worked out a second time from a list of events, by ways that share nothing with
//! the library's: the list is walked from end to end for each question. `CHANCERY_CASES=20` tries
//! twenty times as many cases.

mod icews;
mod laws;
mod list;
mod mixed;
mod small;

use chancery::graph::Lens;
use chancery::model::Dataset;

use crate::dice::Dice;
pub(crate) use mixed::World;

/// Returns how many cases are tried where so many are usual.
pub(crate) fn cases(usual: u64) -> u64 {
    let times = std::env::var("CHANCERY_CASES").ok();
    usual * times.map_or(1, |times| times.parse().unwrap())
}

/// Shows `check` so many random worlds told in batches, each with a lens of the sort given.
fn on_worlds(
    usual: u64,
    lens: impl Fn(&mut Dice, &Dataset) -> Lens,
    mut check: impl FnMut(&mut Dice, &World, &Dataset, &Lens),
) {
    for seed in 0..cases(usual) {
        let mut dice = Dice::new(seed);
        let rows = 1 + dice.below(12);
        let world = World::random(&mut dice, 8, rows);
        let data = world.in_batches(&mut dice);
        let lens = lens(&mut dice, &data);
        check(&mut dice, &world, &data, &lens);
    }
}
