//! `import`: files of other people's making, with a report of every row, to a data file or a
//! database.

mod rejects;
mod words;

use std::path::Path;

use chancery::diagnostic::Diagnostic;
use chancery::files;
use chancery::import::{self, FileReport, Format, ImportReport, Quadruples, Table};
use chancery::model::Dataset;
use chancery::render::{Role, Text};
use chancery::{Database, Import, text};

use super::base;
use crate::cli::Cli;
use crate::console::{Console, INPUT};
use crate::exit::{Exit, Failure};
use crate::interrupt::{Interrupts, Manner};
use crate::out;
use crate::progress::{Progress, grouped};
use crate::surroundings::Surroundings;

use rejects::Rejects;
pub(crate) use words::Words;

/// Imports files and writes them as one data file. The report is its answer.
pub(super) fn run(
    words: &Words,
    cli: &Cli,
    around: &Surroundings,
    console: &mut Console,
) -> Result<Exit, Failure> {
    let (format, paths) = words.format_and_files()?;
    let way = Way::of(words, format)?;
    for path in [&words.into, &words.rejects].into_iter().flatten() {
        // Nothing in a database is ever overwritten: it is added to.
        out::is_free(path, words.force || Database::is_at(path))?;
    }
    let interrupts = Interrupts::listen(Manner::Work);
    let progress = Progress::of(around, cli);
    let rejects = Rejects::begin(words.rejects.as_deref())?;
    let mut import = Import::new()
        .strict(words.strict)
        .stop_with(interrupts.cancel());
    import = progress.watch(rejects.watch(import));
    import = words.with.iter().fold(import, Import::file);
    for path in paths {
        import = way.ask(import, path)?;
    }
    let ran = import.run();
    progress.wipe();
    rejects.finish()?;
    let (chancery, report) = ran?;
    let mut told = told(&report);
    match &words.into {
        Some(path) if Database::is_at(path) => {
            if interrupts.is_raised() {
                return Err(out::stopped(path));
            }
            told += &record(path, chancery.data(), is_ours(&report), words, around)?;
        }
        Some(path) => out::write(path, &files::write_dataset(chancery.data()), &interrupts)?,
        None => {}
    }
    // Of what was only looked at, the report is all that comes.
    if !cli.quiet || words.dry_run {
        console.raw(told.as_bytes())?;
    }
    Ok(exit(&report, words.dry_run))
}

/// Returns what became of the rows of all files, as far as there are any. Our own data bring their
/// entities with them, so that none of them is new.
fn told(report: &ImportReport) -> String {
    if is_ours(report) {
        report.files.iter().map(ToString::to_string).collect()
    } else {
        report.to_string()
    }
}

/// Tells whether all files are data files of our own, which say all that there is to say.
fn is_ours(report: &ImportReport) -> bool {
    let is_own = |file: &FileReport| file.format == import::Ron.name();
    report.files.iter().all(is_own)
}

/// Returns how an import ends: one that only looks has found something if rows are at fault.
fn exit(report: &ImportReport, only_looks: bool) -> Exit {
    let is_at_fault = report.files.iter().any(|file| file.rejected > 0);
    if only_looks && is_at_fault {
        Exit::Found
    } else {
        Exit::Answered
    }
}

/// Records what was imported in a database, which is made if there is none.
fn record(
    path: &Path,
    data: &Dataset,
    is_ours: bool,
    words: &Words,
    around: &Surroundings,
) -> Result<String, Failure> {
    let author = words.by.author(around);
    let mut database = base::open_or_create(path, &author, around)?;
    let what = words.what.iter().map(|word| word.display().to_string());
    let said = format!("import {}", what.collect::<Vec<_>>().join(" "));
    let brought = if is_ours {
        database.import(data, &said, &author)?
    } else {
        database.complete(data, &said, &author)?
    };
    let counts = [
        (brought.added, "added"),
        (brought.changed, "changed"),
        (brought.unchanged, "unchanged"),
    ];
    let told = counts.map(|(count, what)| format!("{} {what}", grouped(count)));
    let entry = brought.entry.map_or_else(
        || "nothing is new".to_owned(),
        |entry| format!("entry {}", entry.number),
    );
    Ok(format!(
        "{}: {}; {entry}\n",
        path.display(),
        told.join(", ")
    ))
}

/// Lists the formats that can be imported, and the tables that are known.
pub(super) fn formats(width: usize, console: &mut Console) -> Result<Exit, Failure> {
    let formats = import::formats();
    let widest = formats
        .iter()
        .map(|format| text::width(format.name()))
        .max();
    let mut list = Text::default();
    for format in &formats {
        let name = text::pad(format.name(), widest.unwrap_or_default());
        list.push(Role::Entity, &name);
        list.push(Role::Plain, &format!("  {}", format.looks_for()));
        list.end_line();
    }
    let known = format!("mappings of tables: {}", Table::names().join(", "));
    for line in text::wrap(&known, width) {
        list.push(Role::Hint, &line);
        list.end_line();
    }
    console.answer(&list, &Interrupts::default())?;
    Ok(Exit::Answered)
}

/// How the files are to be read.
enum Way {
    /// By what stands in them.
    Any,
    /// By the importer of this name.
    Named(String),
    /// As quadruples of which more is known than a file says.
    Quadruples(Quadruples),
    /// As tables with this mapping.
    Table(Box<Table>),
}

impl Way {
    /// Returns what the command line asks for.
    fn of(words: &Words, format: Option<String>) -> Result<Way, Failure> {
        let way = match (words.quadruples()?, words.table()?) {
            (None, None) => return Ok(format.map_or(Way::Any, Way::Named)),
            (Some(quadruples), None) => Way::Quadruples(quadruples),
            (None, Some(table)) => Way::Table(Box::new(table)),
            (Some(_), Some(_)) => {
                let fault = "files are either quadruples or tables with a mapping";
                return Err(Failure::usage(Diagnostic::new(fault)));
            }
        };
        match format.filter(|format| *format != way.name()) {
            None => Ok(way),
            Some(format) => {
                let fault = format!(
                    "what is said of `{}` does not go with `{format}`",
                    way.name()
                );
                Err(Failure::usage(Diagnostic::new(fault)))
            }
        }
    }

    /// Returns the name of the format, where it is settled.
    fn name(&self) -> &str {
        match self {
            Way::Any => "",
            Way::Named(format) => format,
            Way::Quadruples(quadruples) => quadruples.name(),
            Way::Table(table) => table.name(),
        }
    }

    /// Returns the import with one more file.
    fn ask(&self, import: Import, path: &Path) -> Result<Import, Failure> {
        if path.as_os_str() == "-" {
            let bytes = super::input_bytes()?;
            return Ok(match self {
                Way::Any => import.bytes(INPUT, bytes),
                Way::Named(format) => import.bytes_as(format, INPUT, bytes),
                Way::Quadruples(how) => import.bytes_by(how.clone(), INPUT, bytes),
                Way::Table(how) => import.bytes_by(how.as_ref().clone(), INPUT, bytes),
            });
        }
        Ok(match self {
            Way::Any => import.file(path),
            Way::Named(format) => import.file_as(format, path),
            Way::Quadruples(how) => import.file_by(how.clone(), path),
            Way::Table(how) => import.file_by(how.as_ref().clone(), path),
        })
    }
}
