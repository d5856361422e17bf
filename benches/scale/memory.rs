//! How many bytes each side holds: every allocation of the program is counted.
//!
//! Each side is weighed in a process of its own, for a peak is never forgotten.

use std::alloc::System;
use std::env::current_exe;
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use cap::Cap;

use super::by_hand::ByHand;
use super::clock::Watch;
use super::limit::{Columns, Limit, parse};
use super::ours::Ours;
use super::world::World;

#[global_allocator]
static COUNTED: Cap<System> = Cap::new(System, usize::MAX);

/// The bytes that a side needs for a world.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weight {
    /// Once it is loaded.
    pub(crate) held: usize,
    /// At most, while it is loaded.
    pub(crate) peak: usize,
}

/// Loads a world for the side of this name and returns what that took.
pub(crate) fn weigh(side: &str, world: &World) -> Result<Weight, Box<dyn Error>> {
    let before = COUNTED.allocated();
    match side {
        "limit" => weighed(before, limit(world)),
        "ours" => weighed(before, Ours::new(world)?),
        "petgraph" => weighed(before, ByHand::new(world)),
        _ => Err(format!("nobody is called `{side}`").into()),
    }
}

/// Has the side of this name read a table, and returns what that took, with the time.
pub(crate) fn read(side: &str, path: &Path) -> Result<(Weight, Duration), Box<dyn Error>> {
    let (before, watch) = (COUNTED.allocated(), Watch::start());
    let weight = match side {
        "limit" => weighed(before, parse(path)?),
        "ours" => weighed(before, Ours::read(path)?),
        _ => Err(format!("nobody called `{side}` reads").into()),
    };
    Ok((weight?, watch.took()))
}

#[expect(clippy::unnecessary_wraps, reason = "its callers may fail")]
fn weighed<T>(before: usize, side: T) -> Result<Weight, Box<dyn Error>> {
    let weight = Weight {
        held: COUNTED.allocated() - before,
        peak: COUNTED.max_allocated() - before,
    };
    drop(side);
    Ok(weight)
}

/// Lays a world out for the limit.
pub(crate) fn limit(world: &World) -> Limit {
    let mut columns = Columns::with_room(world.size.entities, world.size.events as usize);
    world.events().for_each(|event| columns.push(event));
    Limit::new(columns)
}

/// Weighs a side in a process of its own.
pub(crate) fn weigh_apart(side: &str, world: &str) -> Result<Weight, Box<dyn Error>> {
    let output = Command::new(current_exe()?)
        .args(["--weigh", side, world])
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text.split_whitespace().map(str::parse::<usize>);
    let mut next = || {
        numbers
            .next()
            .ok_or("nothing was weighed")?
            .map_err(Box::<dyn Error>::from)
    };
    Ok(Weight {
        held: next()?,
        peak: next()?,
    })
}
