//! From a table to the first answer, each side with the reader it would use.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use super::by_hand::ByHand;
use super::clock::Watch;
use super::limit::parse;
use super::ours::Ours;
use super::questions::{Question, Side as _};
use super::race::median;
use super::world::{World, entity_id};

/// How many seconds each side takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Loads {
    pub(crate) limit: f64,
    pub(crate) ours: Option<f64>,
    pub(crate) by_hand: f64,
}

/// Writes a world as a table, lets each side read it in turn, and ask one question of it.
pub(crate) fn loads(
    world: &World,
    rounds: usize,
    with_ours: bool,
) -> Result<Loads, Box<dyn Error>> {
    let file = tempfile::Builder::new().suffix(".tsv").tempfile()?;
    world.write(file.path())?;
    let entity = world
        .events()
        .next()
        .map_or_else(String::new, |event| entity_id(event.source));
    let (mut limit, mut ours, mut by_hand) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let (expected, took) = timed(|| by_limit(file.path(), &entity))?;
        limit.push(took.as_secs_f64());
        let agree = |said: usize, took: Duration, times: &mut Vec<f64>| {
            times.push(took.as_secs_f64());
            (said == expected)
                .then_some(())
                .ok_or_else(|| format!("{said} neighbours, and not {expected}, of `{entity}`"))
        };
        let (said, took) = timed(|| ByHand::first_answer(file.path(), &entity))?;
        agree(said, took, &mut by_hand)?;
        if with_ours {
            let (said, took) = timed(|| Ours::first_answer(file.path(), &entity))?;
            agree(said, took, &mut ours)?;
        }
    }
    Ok(Loads {
        limit: median(limit).unwrap_or(f64::NAN),
        ours: median(ours),
        by_hand: median(by_hand).unwrap_or(f64::NAN),
    })
}

fn by_limit(path: &Path, entity: &str) -> Result<usize, Box<dyn Error>> {
    let mut read = parse(path)?;
    let of = read.entity(entity).ok_or("nobody of that name")?;
    let found = read.limit.ask(&Question::Neighbours { of });
    match found {
        Some(super::limit::Found::Entities(all)) => Ok(all.len()),
        _ => Err("neighbours are entities".into()),
    }
}

fn timed<T>(
    work: impl FnOnce() -> Result<T, Box<dyn Error>>,
) -> Result<(T, Duration), Box<dyn Error>> {
    let watch = Watch::start();
    let done = work()?;
    Ok((done, watch.took()))
}
