//! Chancery on many events, beside a limit that is laid out for these questions alone, and beside
//! the same done by hand on petgraph.
//!
//! ```text
//! cargo bench --bench scale -- S M            worlds that are made: S, M, L, XL, or a part: M/10
//! cargo bench --bench scale -- a.txt.gz,b.txt quadruples that are read
//! cargo bench --bench scale -- --write M m.tsv
//! cargo bench --bench scale -- --read ours m.tsv
//! cargo bench --bench scale -- --save M m.chancery
//! ```
//! `--without ours` or `--without petgraph` leaves a side out that is too slow or too large for a
//! world, `--rounds 9` takes the medians of nine, `--no-load` neither reads tables nor weighs, and
//! `--cpu` counts the time of processors, for machines that have other work.
#![expect(clippy::print_stdout, reason = "tables are printed as they are found")]

mod by_hand;
mod clock;
mod dice;
mod limit;
mod load;
mod memory;
mod ours;
mod questions;
mod race;
mod saved;
mod shape;
mod table;
mod world;

use std::env::args;
use std::error::Error;
use std::path::Path;

use by_hand::ByHand;
use clock::Watch;
use ours::Ours;
use questions::{Asker, Family};
use race::{Heat, Row, Sides};
use shape::Shape;
use world::{Size, World};

/// What is to be done.
#[derive(Debug)]
struct Task {
    worlds: Vec<String>,
    without: Vec<String>,
    rounds: usize,
    loads: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        // Test runners ask every program for its tests.
        ["--list", ..] => Ok(()),
        ["--write", name, path] => Ok(world(name)?.write(Path::new(path))?),
        ["--read", side, path] => {
            let (weight, took) = memory::read(side, Path::new(path))?;
            let seconds = took.as_secs_f64();
            println!("{} {} {seconds:.3}", weight.held, weight.peak);
            Ok(())
        }
        ["--save", name, path] => {
            let length = ours::save(&world(name)?, Path::new(path))?;
            println!("{length} bytes");
            Ok(())
        }
        ["--open", path, entity] => {
            println!("{}", saved::open(Path::new(path), entity)?);
            Ok(())
        }
        ["--weigh", side, name] => {
            let weight = memory::weigh(side, &world(name)?)?;
            println!("{} {}", weight.held, weight.peak);
            Ok(())
        }
        _ => run(&task(words)?),
    }
}

fn task(words: Vec<String>) -> Result<Task, Box<dyn Error>> {
    let mut task = Task {
        worlds: Vec::new(),
        without: Vec::new(),
        rounds: 7,
        loads: true,
    };
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--no-load" => task.loads = false,
            "--cpu" => Watch::count_processors(),
            "--without" => task.without.extend(words.next()),
            "--rounds" => task.rounds = words.next().ok_or("how many rounds?")?.parse()?,
            _ => task.worlds.push(word),
        }
    }
    if task.worlds.is_empty() {
        // A small world, once round: enough to see whether all agree, as test runners want it.
        task.worlds.push("S/10".to_owned());
        (task.rounds, task.loads) = (1, false);
    }
    Ok(task)
}

/// Returns the world of a size, or the one in some files.
fn world(name: &str) -> Result<World, Box<dyn Error>> {
    if let Some(size) = Size::parse(name) {
        return Ok(World::made(name, size));
    }
    let paths: Vec<String> = name.split(',').map(str::to_owned).collect();
    World::read(&paths).map_err(|fault| format!("{name}: {fault}").into())
}

fn run(task: &Task) -> Result<(), Box<dyn Error>> {
    for name in &task.worlds {
        let world = world(name)?;
        let shape = Shape::of(&world);
        println!("\n## {}\n\n{shape}\n", world.name);
        if Size::parse(name).is_some_and(|size| size.events > 1_000_000) {
            shape.assert_skewed();
        }
        table::print_rows(&race(task, &world)?);
        if task.loads {
            let rounds = if world.size.events > 5_000_000 { 1 } else { 3 };
            table::print_loads(&load::loads(&world, rounds, task.asks("ours"))?, rounds);
            if task.asks("ours") {
                table::print_saved(&saved::saved(&world)?, world.size.events);
            }
            println!();
            weigh(task, name, &world)?;
        }
    }
    Ok(())
}

/// Asks all questions of all sides, in rounds.
fn race(task: &Task, world: &World) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut sides = Sides {
        limit: memory::limit(world),
        ours: task.asks("ours").then(|| Ours::new(world)).transpose()?,
        by_hand: task.asks("petgraph").then(|| ByHand::new(world)),
    };
    let mut asker = Asker::new(world);
    let mut heats = Vec::new();
    for family in Family::ALL {
        heats.push(Heat::checked(family, asker.draw(family), &mut sides)?);
    }
    for _ in 0..task.rounds {
        for heat in &mut heats {
            heat.run(&mut sides);
        }
    }
    Ok(heats.iter().map(Heat::row).collect())
}

/// Weighs all sides, each in a process of its own.
fn weigh(task: &Task, name: &str, world: &World) -> Result<(), Box<dyn Error>> {
    for side in ["limit", "ours", "petgraph"] {
        if side == "limit" || task.asks(side) {
            table::print_weight(side, memory::weigh_apart(side, name)?, world.size.events);
        }
    }
    Ok(())
}

impl Task {
    fn asks(&self, side: &str) -> bool {
        !self.without.iter().any(|one| one == side)
    }
}
