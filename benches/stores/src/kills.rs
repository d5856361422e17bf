//! Writers killed at any moment: whether all that was acknowledged is there, and how long it takes
//! until the store opens again.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::child::{Said, Work};
use crate::fresh;
use crate::load::{self, Dice};
use crate::sharing::sound;
use crate::store::{Candidate, Fault};
use crate::table::{Cell, Table};

const KILLS: usize = 100;
/// A writer is killed within this time after its first acknowledgement.
const SPAN: u64 = 200_000;
const PATIENCE: Duration = Duration::from_mins(1);
const RECORDS: u64 = 20_000;
const ROWS: usize = 2_000_000;

/// What came of the kills of one store's writers.
#[derive(Default)]
struct Kills {
    lost: usize,
    failed: usize,
    refused: usize,
    times: Vec<f64>,
}

/// Kills the writers of all stores.
pub(crate) fn measure(
    candidates: &[Candidate],
    folder: &Path,
    table: &mut Table,
) -> Result<(), Fault> {
    let mut all = Vec::new();
    for one in candidates {
        all.push(kills(*one, folder)?);
    }
    let text = |of: &dyn Fn(&Kills) -> usize| {
        all.iter()
            .map(|kills| Cell::Text(of(kills).to_string()))
            .collect()
    };
    table.add("writers killed", text(&|_| KILLS));
    table.add("… acknowledged edits lost", text(&|kills| kills.lost));
    table.add("… does not open again", text(&|kills| kills.failed));
    table.add(
        "… reader refused until a writer repairs, of 50",
        text(&|kills| kills.refused),
    );
    let time = |of: &dyn Fn(&[f64]) -> Option<&f64>| {
        let each = all
            .iter()
            .map(|kills| of(&kills.times).copied().unwrap_or(f64::INFINITY));
        each.map(Cell::Time).collect()
    };
    table.add(
        "… opens for writing again, median, 64 MB",
        time(&|times| times.get(times.len() / 2)),
    );
    table.add("… longest", time(&|times| times.last()));
    Ok(())
}

fn kills(candidate: Candidate, folder: &Path) -> Result<Kills, Fault> {
    let path = fresh(folder, "killed")?;
    let mut store = (candidate.write)(&path)?;
    store.put(&load::records(0, RECORDS))?;
    store.put(&load::blocks(ROWS))?;
    drop(store);
    let mut kills = Kills::default();
    let mut dice = Dice(7);
    for round in 0..KILLS {
        let acknowledged = kill_one(candidate, &path, dice.below(SPAN))?;
        // Every other time a reader comes before the writer, which may repair.
        let who = if round % 2 == 0 { "writer" } else { "reader" };
        let mut work = Work::start("reopen", candidate.name, &path, &[who.to_owned()])?;
        let said: Vec<Said> = (0..2).map(|_| work.next(PATIENCE)).collect();
        let [Said::Line(time), Said::Line(count)] = &said[..] else {
            kills.failed += usize::from(who == "writer");
            kills.refused += usize::from(who == "reader");
            continue;
        };
        work.wait()?;
        if who == "writer" {
            kills.times.push(time.parse()?);
        }
        kills.lost += usize::from(count.parse::<u64>()? <= acknowledged);
    }
    kills.times.sort_by(f64::total_cmp);
    Ok(kills)
}

/// Has a writer write, kills it, and returns the last number it acknowledged.
fn kill_one(candidate: Candidate, path: &Path, microseconds: u64) -> Result<u64, Fault> {
    let mut work = Work::start("write", candidate.name, path, &[])?;
    let Said::Line(first) = work.next(PATIENCE) else {
        return Err("the writer does not write".into());
    };
    sleep(Duration::from_micros(microseconds));
    let lines = work.kill()?;
    Ok(lines.last().unwrap_or(&first).parse()?)
}

/// In a child: says how long it takes to open, and how many records there are.
pub(crate) fn reopen(candidate: Candidate, path: &Path, more: &[String]) -> Result<(), Fault> {
    let start = Instant::now();
    let open = if more[0] == "reader" {
        candidate.read
    } else {
        candidate.write
    };
    let store = open(path)?;
    println!("{}", start.elapsed().as_secs_f64());
    println!("{}", sound(store.as_ref())?);
    Ok(())
}
