//! `merge`: two copies that have grown apart, put together.

use std::fs;
use std::path::{Path, PathBuf};

use chancery::answer::{Answer, ClashRow, Rows};
use chancery::diagnostic::Diagnostic;
use chancery::render::Format;
use chancery::{Database, Holding, Merge};
use clap::Args;

use super::base;
use crate::cli::Cli;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::interrupt::{Interrupts, Manner};
use crate::out;
use crate::progress::Progress;
use crate::surroundings::Surroundings;

/// What to merge, and where to.
#[derive(Debug, Args)]
pub(crate) struct Words {
    /// Our copy: a database, a data file or a folder
    #[arg(value_name = "OURS")]
    ours: String,

    /// Their copy
    #[arg(value_name = "THEIRS")]
    theirs: String,

    /// What both have grown from; two copies of one database need none
    #[arg(long, value_name = "BASE")]
    base: Option<String>,

    /// File to write; OURS itself if it is a database to which theirs is to be added. Without it
    /// nothing is written
    #[arg(long, value_name = "OUT")]
    out: Option<PathBuf>,

    /// Write over a file that is there
    #[arg(long)]
    force: bool,

    /// Shape of the list of conflicts
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

/// Merges, tells the conflicts, and writes what both come to.
pub(super) fn run(
    words: &Words,
    cli: &Cli,
    around: &Surroundings,
    console: &mut Console,
) -> Result<Exit, Failure> {
    let interrupts = Interrupts::listen(Manner::Work);
    let progress = Progress::of(around, cli);
    let merge = progress.during("comparing what is merged", || of(words))?;
    if let Some(path) = &words.out {
        let write = || write(&merge, path, words, around, &interrupts);
        progress.during("writing what is merged", write)?;
    }
    let conflicts = merge.conflicts();
    if !conflicts.rows.is_empty() {
        super::show(conflicts, words.format, (cli, around), console)?;
    }
    if !cli.quiet {
        console.note(&summary(&merge, words.out.as_deref()));
        for line in taking_theirs(conflicts) {
            console.note(&line);
        }
    }
    Ok(if conflicts.rows.is_empty() {
        Exit::Answered
    } else {
        Exit::Found
    })
}

/// Returns the merge that is asked for.
fn of(words: &Words) -> Result<Merge, Failure> {
    let base = words.base.as_deref().map(super::of_git).transpose()?;
    let ours = Holding::open(&words.ours)?;
    let theirs = Holding::open(&words.theirs)?;
    Ok(Merge::of(ours, &theirs, base.as_ref())?)
}

/// Writes what both come to: entries to a database, else a data file.
fn write(
    merge: &Merge,
    path: &Path,
    words: &Words,
    around: &Surroundings,
    interrupts: &Interrupts,
) -> Result<(), Failure> {
    let Some(entries) = merge.entries() else {
        if Database::is_at(path) {
            let fault = "only copies of one database are merged into a database";
            return Err(Failure::usage(Diagnostic::new(fault)));
        }
        out::is_free(path, words.force)?;
        return out::write(path, &merge.holding()?.to_ron()?, interrupts);
    };
    let author = around.author(None);
    if path == Path::new(&words.ours) {
        let mut database = base::open(path, &author, around)?;
        for entry in entries {
            database.commit(entry.clone())?;
        }
        return Ok(());
    }
    out::is_free(path, words.force)?;
    let draft = out::beside(path);
    let holding = merge.holding()?;
    let register = holding.whole_register();
    let made = Database::create(&draft, &around.holder(&author)).and_then(|mut database| {
        for entry in register.iter().flat_map(|register| register.entries()) {
            database.commit(entry.clone())?;
        }
        Ok(())
    });
    let placed = made.map_err(Failure::from).and_then(|()| {
        if interrupts.is_raised() {
            return Err(out::stopped(path));
        }
        let placed = fs::rename(&draft, path);
        placed.map_err(|error| Failure::file("write", &path.display().to_string(), &error))
    });
    if placed.is_err() {
        // What went wrong first is what the caller should hear of.
        let _ = fs::remove_file(&draft);
    }
    placed
}

/// Returns what came of the merge, in one line.
fn summary(merge: &Merge, path: Option<&Path>) -> String {
    let taken = match merge.entries().map(<[_]>::len) {
        Some(0) => "nothing new to take over".to_owned(),
        Some(1) => "1 entry taken over".to_owned(),
        Some(many) => format!("{many} entries taken over"),
        None => "merged".to_owned(),
    };
    let conflicts = match merge.conflicts().total {
        0 => "no conflict".to_owned(),
        1 => "1 conflict, in which ours is kept".to_owned(),
        many => format!("{many} conflicts, in which ours is kept"),
    };
    let written = match path {
        Some(path) => format!("written to {}", path.display()),
        None => "nothing is written without `--out`".to_owned(),
    };
    format!("{taken}; {conflicts}; {written}")
}

/// Returns the lines that would take theirs in each conflict.
fn taking_theirs(conflicts: &Answer) -> Vec<String> {
    let Rows::Merge(rows) = &conflicts.rows else {
        return Vec::new();
    };
    let lines = rows.iter().filter_map(taking);
    lines
        .map(|line| format!("to take theirs: {line}"))
        .collect()
}

fn taking(row: &ClashRow) -> Option<String> {
    let id = &row.record.id;
    match (&row.theirs, row.field.as_str()) {
        (None, "") => Some(format!("retract {id}")),
        (Some(_), "") => None,
        // What one report says, or a number, is told in an edit of its own words.
        (_, field) if field.contains(' ') => None,
        (None, field) => Some(format!("correct {id} no {field}")),
        (Some(theirs), field) => {
            let is_plain = theirs
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b',');
            let quoted = if is_plain {
                theirs.clone()
            } else {
                format!("\"{}\"", theirs.replace('\\', "\\\\").replace('"', "\\\""))
            };
            Some(format!("correct {id} {field} {quoted}"))
        }
    }
}
