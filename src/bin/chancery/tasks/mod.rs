//! The subcommands: upkeep of data files, receipts, completions for shells, help.

mod base;
mod check;
mod diff;
mod export;
mod fmt;
mod import;
mod merge;
mod replay;
mod upkeep;

use std::io::Read;
use std::path::{Path, PathBuf};

use chancery::answer::Answer;
use chancery::files::{self, SourceFile};
use chancery::render::{self, Format, Style};
use chancery::{Chancery, Database, Error, Holding};
use clap::CommandFactory;

use crate::cli::{Cli, Task};
use crate::console::{Console, INPUT};
use crate::exit::{Exit, Failure};
use crate::interrupt::Interrupts;
use crate::progress::Progress;
use crate::shell;
use crate::surroundings::Surroundings;

pub(crate) use diff::Words as DiffWords;
pub(crate) use export::Words as ExportWords;
pub(crate) use import::Words as ImportWords;
pub(crate) use merge::Words as MergeWords;
pub(crate) use upkeep::SalvageWords;

/// Runs a subcommand.
pub(crate) fn run(
    task: &Task,
    cli: &Cli,
    around: &Surroundings,
    console: &mut Console,
) -> Result<Exit, Failure> {
    match task {
        Task::Check { files } => check(files, cli, around, console),
        Task::Salvage(words) => upkeep::salvage(words, cli, around, console),
        Task::Backup { file, to } => upkeep::backup(file, to, cli, around),
        Task::Compact { file } => upkeep::compact(file, cli, around, console),
        Task::Import(words) => import::run(words, cli, around, console),
        Task::Export(words) => export::run(words, cli, around, console),
        Task::Diff(words) => diff::run(words, cli, around, console),
        Task::Merge(words) => merge::run(words, cli, around, console),
        Task::Formats => import::formats(around.width(cli.width), console),
        Task::Fmt { check, files } => fmt::run(files, *check, console),
        Task::Replay {
            data,
            ontology,
            files,
        } => {
            let chancery = open(data.as_deref(), ontology.as_deref(), cli, around)?;
            replay::run(files, &chancery, cli.quiet, console)
        }
        Task::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "chancery", &mut script);
            console.raw(&script)?;
            Ok(Exit::Answered)
        }
        Task::Help { words } => help(words, around.width(cli.width), console),
    }
}

/// Checks databases one by one, and data files together. What is found in one keeps nobody from
/// looking at the others; that something cannot be read counts before what is found.
fn check(
    paths: &[PathBuf],
    cli: &Cli,
    around: &Surroundings,
    console: &mut Console,
) -> Result<Exit, Failure> {
    let (databases, files): (Vec<_>, Vec<_>) = paths
        .iter()
        .cloned()
        .partition(|path| Database::is_at(path));
    let mut exits = Vec::new();
    for path in &databases {
        if paths.len() > 1 && !cli.quiet {
            console.note(&format!("{}:", path.display()));
        }
        exits.push(match upkeep::check(path, cli, around, console) {
            Err(Failure::Fault(exit, faults)) if exit != Exit::Interrupted => {
                console.fault(&faults);
                exit
            }
            ended => ended?,
        });
    }
    if !files.is_empty() {
        exits.push(check::run(&files, cli.quiet, console)?);
    }
    let worst = exits.into_iter().max_by_key(|exit| match exit {
        Exit::Answered => 0,
        Exit::Found => 1,
        _ => 2,
    });
    Ok(worst.unwrap_or(Exit::Answered))
}

/// Opens the data of one path, or the built-in data.
fn open(
    data: Option<&Path>,
    ontology: Option<&Path>,
    cli: &Cli,
    around: &Surroundings,
) -> Result<Chancery, Failure> {
    let data: Vec<PathBuf> = data.into_iter().map(Path::to_owned).collect();
    let opened = crate::opening::open(&data, ontology, &Progress::of(around, cli))?;
    Ok(opened.chancery)
}

/// Opens what a database, a file or a folder holds, as it stood at `--recorded-at` if that is set.
fn holding(name: &str, cli: &Cli) -> Result<Holding, Failure> {
    let holding = Holding::open(name)?;
    Ok(match cli.recorded_at()? {
        Some(moment) => holding.at(&moment.to_string())?,
        None => holding,
    })
}

/// Opens what git hands over: where there is nothing an empty file, which holds nothing.
fn of_git(name: &str) -> Result<Holding, Failure> {
    let is_empty = Path::new(name).metadata().is_ok_and(|of| of.len() == 0);
    Ok(if is_empty {
        Holding::nothing()?
    } else {
        Holding::open(name)?
    })
}

/// Shows an answer: as a table on a terminal, else in plain lines, or in the format wished for.
fn show(
    answer: &Answer,
    format: Option<Format>,
    (cli, around): (&Cli, &Surroundings),
    console: &mut Console,
) -> Result<(), Failure> {
    let usual = if around.seen {
        Format::Table
    } else {
        Format::Plain
    };
    let style = Style {
        format: format.unwrap_or(usual),
        width: around.width(cli.width),
        rows: None,
        ascii: cli.ascii || around.is_ascii(),
        number_rows: false,
    };
    Ok(console.answer(&render::render(answer, &style), &Interrupts::default())?)
}

/// Tells about the program itself, about a subcommand, or what the shell's help tells.
fn help(words: &[String], width: usize, console: &mut Console) -> Result<Exit, Failure> {
    let mut program = Cli::command();
    program.build();
    let task = words
        .first()
        .and_then(|word| program.find_subcommand(word))
        .cloned();
    if words.is_empty() || task.is_some() {
        let mut told = task.unwrap_or(program);
        console.raw(told.render_help().to_string().as_bytes())?;
    } else {
        let told = shell::help(&words.join(" "), width)?;
        console.answer(&told, &Interrupts::default())?;
    }
    Ok(Exit::Answered)
}

/// Returns the text of a file, of every data file in a folder, or of standard input.
fn load(path: &Path) -> Result<Vec<SourceFile>, Failure> {
    if path.as_os_str() != "-" {
        return files::load(path).map_err(|error| Error::from(error).into());
    }
    Ok(vec![SourceFile::new(INPUT, input()?)])
}

/// Returns all of standard input.
fn input() -> Result<String, Failure> {
    let mut text = String::new();
    let read = std::io::stdin().lock().read_to_string(&mut text);
    read.map_err(|error| Failure::file("read", INPUT, &error))?;
    Ok(text)
}

/// Returns all of standard input, whatever it is.
fn input_bytes() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|error| Failure::file("read", INPUT, &error))?;
    Ok(bytes)
}

/// Returns the texts of all that can be read, and tells what cannot.
fn load_all(paths: &[PathBuf], console: &mut Console) -> Result<(Vec<SourceFile>, Exit), Failure> {
    let mut all = Vec::new();
    let mut exit = Exit::Answered;
    for path in paths {
        match load(path) {
            Ok(files) => all.extend(files),
            Err(Failure::Fault(fault, faults)) => {
                console.fault(&faults);
                exit = fault;
            }
            Err(other) => return Err(other),
        }
    }
    Ok((all, exit))
}
