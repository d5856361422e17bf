//! Embedded stores on the work that a `.chancery` file has to do, beside a plain file of frames
//! with sums. `docs/decisions/0012-own-file.md` tells what came out, and what was decided.
//!
//! ```text
//! cargo run --release --manifest-path benches/stores/Cargo.toml -- speed sharing damage kills
//! cargo run --release --manifest-path benches/stores/Cargo.toml -- damage --only frames --only redb
//! ```
//! Without words it measures everything, which takes an hour. The stores lie in the folder of
//! temporary files (`TMPDIR`): a disk for speed and kills, memory for damage, which opens a store
//! some hundred thousand times. Whatever is measured happens in child processes. Unix only.

mod child;
mod damage;
#[cfg(feature = "fjall")]
mod fjall;
mod frames;
mod kills;
#[cfg(feature = "lmdb")]
mod lmdb;
mod load;
#[cfg(feature = "redb")]
mod redb;
mod sealed;
mod sharing;
mod speed;
#[cfg(feature = "sqlite")]
mod sqlite;
mod store;
mod table;

use std::env::args;
use std::path::{Path, PathBuf};

use store::{Candidate, Fault, candidate_named, candidates};
use table::Table;

fn main() -> Result<(), Fault> {
    let words: Vec<String> = args().skip(1).collect();
    if let [mark, task, name, path, more @ ..] = &words[..]
        && mark == child::MARK
    {
        return task_named(task).ok_or("no such task")?(
            candidate_named(name)?,
            Path::new(path),
            more,
        );
    }
    let mut measures = words.clone();
    let chosen = take_only(&mut measures)?;
    let wants = |measure: &str| measures.is_empty() || measures.iter().any(|word| word == measure);
    let folder = tempfile::tempdir()?;
    let timed: Vec<Candidate> = chosen.iter().copied().filter(|one| one.is_timed).collect();
    let mut table = Table::of(&timed);
    if wants("speed") {
        speed::measure(&timed, folder.path(), &mut table)?;
    }
    if wants("sharing") {
        sharing::measure(&timed, folder.path(), &mut table)?;
    }
    if wants("kills") {
        kills::measure(&timed, folder.path(), &mut table)?;
    }
    table.print();
    if wants("damage") {
        let mut table = Table::of(&chosen);
        damage::measure(&chosen, folder.path(), &mut table)?;
        table.print();
    }
    Ok(())
}

/// What a child process is started for: a candidate, the place of its store, and what else it needs.
type Task = fn(Candidate, &Path, &[String]) -> Result<(), Fault>;

fn task_named(word: &str) -> Option<Task> {
    Some(match word {
        "load" => speed::load,
        "first" => speed::first,
        "edit" => speed::edit,
        "scan" => speed::scan,
        "block" => speed::block,
        "write" => sharing::write,
        "hold" => sharing::hold,
        "follow" => sharing::follow,
        "damage" => damage::damage,
        "reopen" => kills::reopen,
        _ => return None,
    })
}

/// Takes `--only NAME` out of the words, and returns the candidates that take part.
fn take_only(words: &mut Vec<String>) -> Result<Vec<Candidate>, Fault> {
    let mut chosen = Vec::new();
    while let Some(place) = words.iter().position(|word| word == "--only") {
        let name = words
            .drain(place..words.len().min(place + 2))
            .nth(1)
            .ok_or("`--only` needs a name")?;
        chosen.push(candidate_named(&name)?);
    }
    Ok(if chosen.is_empty() {
        candidates()
    } else {
        chosen
    })
}

/// Returns the place of a candidate's store below a folder, free of what lay there before.
fn fresh(folder: &Path, name: &str) -> Result<PathBuf, Fault> {
    let home = folder.join(name.replace(", ", "-"));
    if home.exists() {
        std::fs::remove_dir_all(&home)?;
    }
    std::fs::create_dir_all(&home)?;
    Ok(home.join("store"))
}
