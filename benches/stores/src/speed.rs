//! How long loading, opening, editing and reading take, and how large the files are.

use std::fs::{metadata, read_dir};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

use crate::child::{Said, Work};
use crate::fresh;
use crate::load::{self, Dice};
use crate::store::{Candidate, Fault, Shelf};
use crate::table::{Cell, Table};

const ROUNDS: usize = 5;
const OPENINGS: usize = 15;
const EDITS: usize = 500;
const RECORDS: u64 = 20_000;
const FEW: u64 = 100;
const ROWS: usize = 2_000_000;
const PATIENCE: Duration = Duration::from_mins(2);

/// What was measured of one store, in seconds.
struct Speeds {
    load: Vec<f64>,
    first: [f64; 2],
    edit: [f64; 2],
    scan: f64,
    block: f64,
    size: f64,
}

/// Measures all stores.
pub(crate) fn measure(
    candidates: &[Candidate],
    folder: &Path,
    table: &mut Table,
) -> Result<(), Fault> {
    let all: Vec<Speeds> = candidates
        .iter()
        .map(|one| speeds(*one, folder))
        .collect::<Result<_, _>>()?;
    let mut add = |label: &str, of: &dyn Fn(&Speeds) -> f64| {
        table.add(
            label,
            all.iter().map(|speeds| Cell::Time(of(speeds))).collect(),
        );
    };
    add("load 20,000 records", &|speeds| speeds.load[0]);
    add("… processors", &|speeds| speeds.load[1]);
    add("load 2 M rows in 794 blocks", &|speeds| speeds.load[2]);
    add("… processors", &|speeds| speeds.load[3]);
    add("open to the first record, 100 records", &|speeds| {
        speeds.first[0]
    });
    add("open to the first block, 64 MB", &|speeds| speeds.first[1]);
    add("edit, median", &|speeds| speeds.edit[0]);
    add("edit, 99 of 100 below", &|speeds| speeds.edit[1]);
    add("read 20,000 records", &|speeds| speeds.scan);
    add("read one block", &|speeds| speeds.block);
    table.add(
        "bytes on disk ÷ bytes kept",
        all.iter().map(|speeds| Cell::Ratio(speeds.size)).collect(),
    );
    Ok(())
}

fn speeds(candidate: Candidate, folder: &Path) -> Result<Speeds, Fault> {
    let small = fresh(folder, "small")?;
    run(
        "load",
        candidate,
        &small,
        &[FEW.to_string(), "0".to_owned()],
    )?;
    let big = folder.join("big").join("store");
    let mut load = vec![f64::MAX; 4];
    for _ in 0..ROUNDS {
        fresh(folder, "big")?;
        let times = run(
            "load",
            candidate,
            &big,
            &[RECORDS.to_string(), ROWS.to_string()],
        )?;
        load.iter_mut()
            .zip(times)
            .for_each(|(best, time)| *best = best.min(time));
    }
    let kept = load::weight(&load::records(0, RECORDS)) + load::weight(&load::blocks(ROWS));
    let size = share(allocated(big.parent().unwrap_or(&big))?, kept);
    let first = [
        best("first", candidate, &small, "records")?,
        best("first", candidate, &big, "blocks")?,
    ];
    let scan = best("scan", candidate, &big, "records")?;
    let block = best("block", candidate, &big, "blocks")?;
    let edit = best_edits(candidate, &big)?;
    Ok(Speeds {
        load,
        first,
        edit,
        scan,
        block,
        size,
    })
}

/// Returns the median of edits and what nearly all of them stay below, in the best of some rounds.
fn best_edits(candidate: Candidate, path: &Path) -> Result<[f64; 2], Fault> {
    let mut best = [f64::MAX; 2];
    for _ in 0..ROUNDS {
        // What was loaded before must not be written to disk meanwhile.
        Command::new("sync").status()?;
        let mut edits = run("edit", candidate, path, &[])?;
        edits.sort_by(f64::total_cmp);
        best[0] = best[0].min(edits[edits.len() / 2]);
        best[1] = best[1].min(edits[edits.len() * 99 / 100]);
    }
    Ok(best)
}

/// Runs a task in several new processes and returns the least that it took.
fn best(task: &str, candidate: Candidate, path: &Path, word: &str) -> Result<f64, Fault> {
    let mut best = f64::MAX;
    for _ in 0..OPENINGS {
        best = run(task, candidate, path, &[word.to_owned()])?
            .into_iter()
            .fold(best, f64::min);
    }
    Ok(best)
}

/// Runs a task in a new process and returns the numbers it says, in seconds.
fn run(task: &str, candidate: Candidate, path: &Path, more: &[String]) -> Result<Vec<f64>, Fault> {
    let mut work = Work::start(task, candidate.name, path, more)?;
    let mut numbers = Vec::new();
    while let Said::Line(line) = work.next(PATIENCE) {
        numbers.push(line.parse()?);
    }
    if numbers.is_empty() || !work.wait()?.success() {
        return Err(format!("{task} of {} failed", candidate.name).into());
    }
    Ok(numbers)
}

/// Returns one number of bytes as a share of another.
#[expect(clippy::cast_precision_loss, reason = "two places of it are told")]
fn share(bytes: u64, of: u64) -> f64 {
    bytes as f64 / of as f64
}

/// Returns how many bytes a folder takes on disk.
fn allocated(folder: &Path) -> Result<u64, Fault> {
    let mut bytes = 0;
    for entry in read_dir(folder)? {
        let path = entry?.path();
        bytes += if path.is_dir() {
            allocated(&path)?
        } else {
            metadata(&path)?.blocks() * 512
        };
    }
    Ok(bytes)
}

/// In a child: loads records, then blocks, each in one transaction, and closes.
pub(crate) fn load(candidate: Candidate, path: &Path, more: &[String]) -> Result<(), Fault> {
    let (records, blocks) = (
        load::records(0, more[0].parse()?),
        load::blocks(more[1].parse()?),
    );
    let mut store = (candidate.write)(path)?;
    let (start, processors) = (Instant::now(), ProcessTime::now());
    store.put(&records)?;
    say(start.elapsed());
    say(processors.elapsed());
    let (start, processors) = (Instant::now(), ProcessTime::now());
    store.put(&blocks)?;
    drop(store);
    say(start.elapsed());
    say(processors.elapsed());
    Ok(())
}

/// In a child: opens to the first value of a shelf.
pub(crate) fn first(candidate: Candidate, path: &Path, more: &[String]) -> Result<(), Fault> {
    let shelf = if more[0] == "records" {
        Shelf::Records
    } else {
        Shelf::Blocks
    };
    let start = Instant::now();
    let store = (candidate.read)(path)?;
    let found = store.get(shelf, 0)?;
    let took = start.elapsed();
    found.ok_or("the first value is missing")?;
    say(took);
    Ok(())
}

/// In a child: puts one record after another.
pub(crate) fn edit(candidate: Candidate, path: &Path, _: &[String]) -> Result<(), Fault> {
    let mut store = (candidate.write)(path)?;
    for item in load::records(RECORDS, RECORDS + EDITS as u64) {
        let start = Instant::now();
        store.put(&[item])?;
        say(start.elapsed());
    }
    Ok(())
}

/// In a child: reads all records, opening not counted.
pub(crate) fn scan(candidate: Candidate, path: &Path, _: &[String]) -> Result<(), Fault> {
    let store = (candidate.read)(path)?;
    let start = Instant::now();
    let mut bytes = 0;
    store.each(Shelf::Records, &mut |_, record| {
        bytes += record.iter().map(|byte| u64::from(*byte)).sum::<u64>();
    })?;
    say(start.elapsed());
    if bytes == 0 {
        Err("nothing was read".into())
    } else {
        Ok(())
    }
}

/// In a child: reads some blocks, and tells the median.
pub(crate) fn block(candidate: Candidate, path: &Path, _: &[String]) -> Result<(), Fault> {
    let store = (candidate.read)(path)?;
    let count = load::blocks(ROWS).len() as u64;
    let mut dice = Dice(1);
    let mut times = Vec::new();
    for _ in 0..99 {
        let number = dice.below(count);
        let start = Instant::now();
        let found = store.get(Shelf::Blocks, number)?;
        times.push(start.elapsed());
        found
            .filter(|bytes| bytes.len() == load::BLOCK)
            .ok_or("a block is missing")?;
    }
    times.sort();
    say(times[times.len() / 2]);
    Ok(())
}

fn say(time: Duration) {
    println!("{}", time.as_secs_f64());
}
