//! `import`: files of other people's making, with a report of every row, to a data file.

mod rejects;
mod words;

use std::path::Path;

use chancery::diagnostic::Diagnostic;
use chancery::files;
use chancery::import::{self, Format, ImportReport, Quadruples, Table};
use chancery::render::{Role, Text};
use chancery::{Import, text};

use super::replace;
use crate::cli::Cli;
use crate::console::{Console, INPUT};
use crate::exit::{Exit, Failure};
use crate::interrupt::{Interrupts, Manner};
use crate::progress::Progress;
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
    for out in [&words.into, &words.rejects].into_iter().flatten() {
        is_free(out, words.force)?;
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
    if let Some(out) = &words.into {
        write(out, &files::write_dataset(chancery.data()), &interrupts)?;
    }
    console.raw(report.to_string().as_bytes())?;
    Ok(exit(&report, words.dry_run))
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

/// Refuses to write over a file, unless that is wished for.
fn is_free(path: &Path, force: bool) -> Result<(), Failure> {
    if force || !path.exists() {
        return Ok(());
    }
    let fault = Diagnostic::new(format!("`{}` is there already", path.display()));
    Err(Failure::usage(fault.help("`--force` writes over it")))
}

/// Writes the data file, in one step.
fn write(path: &Path, text: &str, interrupts: &Interrupts) -> Result<(), Failure> {
    let written = replace::put(path, text.as_bytes(), || !interrupts.is_raised());
    match written {
        Ok(true) => Ok(()),
        Ok(false) => {
            let fault = format!("stopped before `{}` was written", path.display());
            Err(Failure::Fault(
                Exit::Interrupted,
                vec![Diagnostic::new(fault)],
            ))
        }
        Err(error) => Err(Failure::file("write", &path.display().to_string(), &error)),
    }
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
