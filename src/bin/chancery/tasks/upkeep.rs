//! Upkeep of databases: every byte checked, what is sound taken out of a damaged one, copies, and the
//! file written anew.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chancery::diagnostic::Diagnostic;
use chancery::store::{self, Damage, Progress as Bytes};
use chancery::{Database, Error};
use clap::Args;

use super::base;
use crate::cli::Cli;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::interrupt::{Interrupts, Manner};
use crate::out;
use crate::progress::{Progress, grouped};
use crate::surroundings::Surroundings;

/// What to salvage, and where to.
#[derive(Debug, Args)]
pub(crate) struct SalvageWords {
    /// The damaged database, which stays as it is
    #[arg(value_name = "FILE.chancery")]
    file: PathBuf,

    /// The database to make of what is sound
    #[arg(long, value_name = "NEW.chancery")]
    out: PathBuf,
}

/// Work on a database that takes long: told of on a terminal, stopped by Ctrl-C.
struct Work {
    progress: Progress,
    interrupts: Interrupts,
}

impl Work {
    fn begin(cli: &Cli, around: &Surroundings) -> Work {
        Work {
            progress: Progress::of(around, cli),
            interrupts: Interrupts::listen(Manner::Work),
        }
    }

    /// Does it, told how far it has come.
    fn run<T, E>(
        &self,
        what: &str,
        work: impl FnOnce(store::Watch<'_>) -> Result<T, E>,
    ) -> Result<T, Failure>
    where
        Error: From<E>,
    {
        let mut watch = |bytes: Bytes| {
            let share = u128::from(bytes.done) * 100 / u128::from(bytes.all.max(1));
            self.progress.say(&format!("{what}: {share} %"));
            if self.interrupts.is_raised() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let done = work(&mut watch);
        self.progress.wipe();
        done.map_err(|error| Error::from(error).into())
    }
}

/// Checks every byte of a database, and whether what its entries come to fits together. What it finds
/// is its answer.
pub(super) fn check(
    path: &Path,
    cli: &Cli,
    around: &Surroundings,
    console: &mut Console,
) -> Result<Exit, Failure> {
    let work = Work::begin(cli, around);
    let checked = work.run("checking", |watch| Database::check(path, watch))?;
    let mut faults: Vec<Diagnostic> = checked.damages.iter().map(|one| told(path, one)).collect();
    if faults.is_empty() {
        // Only what is as it was written can be read, and looked at as a whole.
        faults.extend(misfits(path)?);
    }
    for fault in &faults {
        console.finding(fault)?;
    }
    if !cli.quiet {
        let found = match faults.len() as u64 {
            0 => "no damage".to_owned(),
            some => counted(some, ["fault", "faults"]),
        };
        console.note(&format!(
            "{found}; {}, {}, {} bytes looked at",
            counted(checked.entries.into(), ["entry", "entries"]),
            counted(checked.changes, ["change", "changes"]),
            grouped(checked.bytes)
        ));
    }
    Ok(found(faults.is_empty()))
}

/// Returns what does not fit together in what a database holds.
fn misfits(path: &Path) -> Result<Vec<Diagnostic>, Failure> {
    let holding = chancery::Holding::open(&path.display().to_string())?;
    Ok(match holding.dataset() {
        Ok(_) => Vec::new(),
        Err(error) => error.diagnostics(),
    })
}

/// Takes all that is sound out of a damaged database, and makes a new one of it. What is lost is its
/// answer.
pub(super) fn salvage(
    words: &SalvageWords,
    cli: &Cli,
    around: &Surroundings,
    console: &mut Console,
) -> Result<Exit, Failure> {
    out::is_free(&words.out, false).map_err(without_force)?;
    let work = Work::begin(cli, around);
    let salvage = work.run("salvaging", |watch| store::salvage(&words.file, watch))?;
    let is_whole = salvage.is_whole();
    for damage in &salvage.lost {
        console.finding(&told(&words.file, damage))?;
    }
    let entries = salvage.rechained();
    let number = entries.len() as u64;
    let author = around.author(None);
    let mut database = Database::create(&words.out, &around.holder(&author))?;
    for entry in entries {
        if work.interrupts.is_raised() {
            return Err(out::stopped(&words.out));
        }
        database.commit(entry)?;
    }
    let mended = database
        .mend(&author)?
        .map_or(0, |entry| entry.changes.len());
    work.run("laying out", |watch| database.settle(watch))?;
    if !cli.quiet {
        let rest = if is_whole {
            "nothing is lost".to_owned()
        } else {
            format!("what is lost of `{}` is listed", words.file.display())
        };
        console.note(&format!(
            "{} in {}; {rest}",
            counted(number, ["entry", "entries"]),
            words.out.display()
        ));
        if mended > 0 {
            let records = counted(mended as u64, ["record", "records"]);
            console.note(&format!(
                "the last entry puts {records} in the place of what is lost, or drops what lacks it"
            ));
        }
    }
    Ok(found(is_whole))
}

/// Copies a database as it is now, whoever writes to it meanwhile.
pub(super) fn backup(
    path: &Path,
    to: &Path,
    cli: &Cli,
    around: &Surroundings,
) -> Result<Exit, Failure> {
    let work = Work::begin(cli, around);
    work.run("copying", |watch| store::backup(path, to, watch))?;
    Ok(Exit::Answered)
}

/// Writes a database anew without what is dead in it.
pub(super) fn compact(
    path: &Path,
    cli: &Cli,
    around: &Surroundings,
    console: &mut Console,
) -> Result<Exit, Failure> {
    let work = Work::begin(cli, around);
    let holder = around.holder(&around.author(None));
    let mut database = Database::open(path, &holder, base::PATIENCE)?;
    let compacted = work.run("compacting", |watch| database.compact(watch))?;
    if !cli.quiet {
        let bytes = [compacted.before, compacted.after].map(grouped);
        console.note(&format!("{} bytes before, {} now", bytes[0], bytes[1]));
    }
    Ok(Exit::Answered)
}

/// Returns a number with its noun.
fn counted(number: u64, [one, many]: [&str; 2]) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", grouped(number))
}

/// Returns what to show for a damage.
fn told(path: &Path, damage: &Damage) -> Diagnostic {
    Diagnostic::new(format!("{}: {damage}", path.display()))
}

/// A database is never written over, not even by force.
fn without_force(failure: Failure) -> Failure {
    match failure {
        Failure::Fault(exit, mut faults) => {
            for fault in &mut faults {
                fault.help.clear();
            }
            Failure::Fault(exit, faults)
        }
        other => other,
    }
}

const fn found(is_well: bool) -> Exit {
    if is_well { Exit::Answered } else { Exit::Found }
}
