//! From a saved database to the first answers, each time in a process of its own.

use std::env::current_exe;
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::clock::Watch;
use super::ours;
use super::race::median;
use super::world::{World, entity_id};

/// How often a database is opened.
const ROUNDS: usize = 9;

/// What a saved world costs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Saved {
    /// The bytes of the file.
    pub(crate) bytes: u64,
    /// The seconds it took to write it.
    pub(crate) writing: f64,
    /// The seconds until the neighbours of an entity were known.
    pub(crate) first: f64,
    /// The seconds that a question in words took after that.
    pub(crate) asked: f64,
}

/// Saves a world, has it opened again and again, and returns the medians.
pub(crate) fn saved(world: &World) -> Result<Saved, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("world.chancery");
    let watch = Watch::start();
    let bytes = ours::save(world, &path)?;
    let writing = watch.took().as_secs_f64();
    let entity = world
        .events()
        .next()
        .map_or_else(String::new, |event| entity_id(event.source));
    let (mut first, mut asked) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let output = Command::new(current_exe()?)
            .args(["--open".as_ref(), path.as_os_str(), entity.as_ref()])
            .output()?;
        let told = String::from_utf8(output.stdout)?;
        let mut numbers = told.split_whitespace().map(str::parse::<f64>);
        let mut next = || numbers.next().ok_or("nothing was told");
        first.push(next()??);
        asked.push(next()??);
    }
    Ok(Saved {
        bytes,
        writing,
        first: median(first).unwrap_or(f64::NAN),
        asked: median(asked).unwrap_or(f64::NAN),
    })
}

/// Opens a database, and tells after how many seconds the neighbours of an entity were known, and
/// how many a question in words took then.
pub(crate) fn open(path: &Path, entity: &str) -> Result<String, Box<dyn Error>> {
    let watch = Watch::start();
    let opened = ours::open(path)?;
    let linked = ours::first_contacts(&opened, entity)?;
    let first = watch.took();
    let watch = Watch::start();
    let asked = opened.ask(&format!("neighbours {entity}"))?;
    let words = watch.took();
    if asked.total != linked as u64 {
        return Err(format!("{} neighbours in words, and {linked} without", asked.total).into());
    }
    let seconds = |took: Duration| took.as_secs_f64();
    Ok(format!("{} {}", seconds(first), seconds(words)))
}
