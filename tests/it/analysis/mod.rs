//! The analysis room against plain answers, on thousands of small random worlds.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod arrival;
mod clocks;
mod counts;
mod in_order;
mod limits;
mod overall;
mod paths;
mod petgraph;
mod plain;
mod rollup;
mod world;

use chancery::graph::Lens;
use chancery::model::Dataset;

use crate::dice::Dice;
use world::{World, random_lens};

/// Shows `check` so many random worlds, each with a random lens.
fn on_worlds(worlds: u64, mut check: impl FnMut(&mut Dice, &Dataset, &Lens)) {
    for seed in 0..worlds {
        let mut dice = Dice::new(seed);
        let (entities, relations) = (5 + dice.below(4), dice.below(17));
        let data = World::random(&mut dice, entities, relations).dataset();
        let lens = random_lens(&mut dice, &data);
        check(&mut dice, &data, &lens);
    }
}
