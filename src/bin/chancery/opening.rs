//! Opening data: our own files, files of other people's making, and the built-in data, together.

use std::path::{Path, PathBuf};

use chancery::import::ImportReport;
use chancery::{Chancery, Database, Error, Import, files, text};
use clap::CommandFactory;

use crate::cli::Cli;
use crate::exit::Failure;
use crate::progress::{Progress, grouped};

/// What is told while a database is opened that takes long.
const OPENING: &str = "opening the database";

/// Data that was opened.
pub(crate) struct Opened {
    pub(crate) chancery: Chancery,
    /// How many rows were left out as being at fault, and how to see them, in one line.
    pub(crate) left_out: Option<String>,
}

/// Opens all that is named, or the built-in data.
pub(crate) fn open(
    data: &[PathBuf],
    ontology: Option<&Path>,
    progress: &Progress,
) -> Result<Opened, Failure> {
    match (data, ontology) {
        ([], _) => Ok(plain(Chancery::builtin()?)),
        ([only], None) if Database::is_at(only) => {
            Ok(plain(progress.during(OPENING, || Chancery::open(only))?))
        }
        ([only], ontology) if is_own(only) => own(only, ontology).map(plain),
        _ => {
            let paths = ontology
                .into_iter()
                .chain(data.iter().map(PathBuf::as_path));
            let import = progress.watch(paths.fold(Import::new(), Import::file));
            let opened = import.open();
            progress.wipe();
            let (chancery, report) = opened.map_err(|error| nearest_task(error.into(), data))?;
            Ok(Opened {
                left_out: left_out(&report),
                chancery,
            })
        }
    }
}

/// Returns data of which nothing was left out.
const fn plain(chancery: Chancery) -> Opened {
    Opened {
        chancery,
        left_out: None,
    }
}

/// Tells whether a path leads to our own files, whose mistakes are told all at once.
fn is_own(path: &Path) -> bool {
    path.is_dir() || path.extension().is_some_and(|end| end == "ron")
}

/// Opens one of our own files or folders.
fn own(data: &Path, ontology: Option<&Path>) -> Result<Chancery, Failure> {
    let Some(ontology) = ontology else {
        return Ok(Chancery::open(data)?);
    };
    // A file of kinds is a data file like the others: it only holds one section.
    let mut all = files::load(ontology).map_err(Error::from)?;
    all.extend(files::load(data).map_err(Error::from)?);
    Ok(Chancery::from_files(&all)?)
}

/// Returns how many rows were left out as being at fault.
fn left_out(report: &ImportReport) -> Option<String> {
    let at_fault = report.files.iter().filter(|file| file.rejected > 0);
    let files: Vec<_> = at_fault.collect();
    let first = files.first()?;
    let rows = |count: fn(&chancery::import::FileReport) -> u64| {
        grouped(files.iter().map(|file| count(file)).sum())
    };
    let name = text::visible(&first.name);
    let others = match files.len() {
        1 => String::new(),
        2 => " and another file".to_owned(),
        more => format!(" and {} other files", more - 1),
    };
    let are = if files.iter().map(|file| file.rejected).sum::<u64>() == 1 {
        "is"
    } else {
        "are"
    };
    Some(format!(
        "{} of {} rows of {name}{others} {are} left out; `chancery import --dry-run {name}` tells why",
        rows(|file| file.rejected),
        rows(|file| file.read),
    ))
}

/// Returns the failure to open data, with the subcommand that may have been meant.
fn nearest_task(failure: Failure, data: &[PathBuf]) -> Failure {
    let command = Cli::command();
    let tasks = command.get_subcommands().map(clap::Command::get_name);
    let first = data.first().filter(|path| !path.exists());
    let word = first.and_then(|path| path.to_str());
    let is_of_then = word.is_some_and(|word| word.contains(".chancery@"));
    match (failure, word.and_then(|word| text::nearest(word, tasks))) {
        (Failure::Fault(exit, mut faults), Some(task)) => {
            let help = format!("the nearest subcommand is `{task}`");
            for fault in &mut faults {
                fault.help.push(help.clone());
            }
            Failure::Fault(exit, faults)
        }
        (Failure::Fault(exit, mut faults), None) if is_of_then => {
            for fault in &mut faults {
                let help = "`--recorded-at T` asks a database as it stood; `FILE@N` is for `diff` and `export`";
                fault.help.push(help.to_owned());
            }
            Failure::Fault(exit, faults)
        }
        (failure, _) => failure,
    }
}
