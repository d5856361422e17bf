//! The subcommands: upkeep of data files, receipts, completions for shells, help.

mod check;
mod fmt;
mod import;
mod replace;
mod replay;

use std::io::Read;
use std::path::{Path, PathBuf};

use chancery::files::{self, SourceFile};
use chancery::{Chancery, Error};
use clap::CommandFactory;

use crate::cli::{Cli, Task};
use crate::console::{Console, INPUT};
use crate::exit::{Exit, Failure};
use crate::interrupt::Interrupts;
use crate::progress::Progress;
use crate::shell;
use crate::surroundings::Surroundings;

pub(crate) use import::Words as ImportWords;

/// Runs a subcommand.
pub(crate) fn run(
    task: &Task,
    cli: &Cli,
    around: &Surroundings,
    console: &mut Console,
) -> Result<Exit, Failure> {
    match task {
        Task::Check { files } => check::run(files, cli.quiet, console),
        Task::Import(words) => import::run(words, cli, around, console),
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
