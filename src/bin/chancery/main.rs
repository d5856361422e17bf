//! The program `chancery`: command line and interactive shell, a guest of the library.
//!
//! The library answers; this program opens data, reads lines, shows text and sets the exit code.
//! Nothing here knows how an answer is found or laid out.

mod cli;
mod console;
mod exit;
mod fit;
mod forms;
mod interrupt;
mod opening;
mod out;
mod paint;
mod progress;
mod replace;
mod sending;
mod settings;
mod shell;
mod surroundings;
mod tasks;
mod viewer;
mod watch;

use std::process::ExitCode;

use crate::cli::{Cli, Script};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::interrupt::Manner;
use crate::progress::Progress;
use crate::shell::{Next, Shell};
use crate::surroundings::Surroundings;

fn main() -> ExitCode {
    match Cli::read(std::env::args_os()) {
        Ok(cli) => run(&cli).into(),
        Err(told) => {
            // Help and version come this way too.
            match told.print().map_err(Failure::from) {
                Ok(()) | Err(Failure::ClosedPipe) => {
                    u8::try_from(told.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
                }
                Err(failure) => end(Err(failure), &mut Console::standard()).into(),
            }
        }
    }
}

/// Runs what the command line asks for and tells what went wrong.
fn run(cli: &Cli) -> Exit {
    let around = Surroundings::real();
    let mut console = Console::standard();
    console.choose_colours(cli.color, &around);
    console.fit(cli.width, &around);
    let ended = match &cli.task {
        Some(task) => tasks::run(task, cli, &around, &mut console),
        None => answer(cli, around, &mut console),
    };
    end(ended, &mut console)
}

/// Tells what went wrong and returns how the program should end.
fn end(ended: Result<Exit, Failure>, console: &mut Console) -> Exit {
    match ended {
        Ok(exit) | Err(Failure::Told(exit)) => exit,
        Err(Failure::ClosedPipe) => Exit::Answered,
        Err(Failure::Fault(exit, faults)) => {
            console.fault(&faults);
            exit
        }
    }
}

/// Runs the scripts of the command line, or else the shell.
fn answer(cli: &Cli, around: Surroundings, console: &mut Console) -> Result<Exit, Failure> {
    // What is wrong with the command line is told before data are read.
    let settings = cli.settings()?;
    let progress = Progress::of(&around, cli);
    let opened = opening::open(&cli.data, cli.ontology.as_deref(), &progress)?;
    if let Some(summary) = opened.left_out.filter(|_| !cli.quiet) {
        console.note(&summary);
    }
    let chancery = opened.chancery;
    let interactive = cli.scripts.is_empty() && around.typed;
    let manner = if interactive {
        Manner::Interactive
    } else {
        Manner::Script
    };
    let mut shell = Shell::new(&chancery, cli, around, settings, manner);
    if interactive {
        shell.converse()?;
        shell.leave_desk()?;
        return Ok(Exit::Answered);
    }
    let piped = [Script::Input];
    let scripts = if cli.scripts.is_empty() {
        &piped
    } else {
        cli.scripts.as_slice()
    };
    for script in scripts {
        if shell.run_script(script)? == Next::Leave {
            break;
        }
    }
    shell.leave_desk()?;
    Ok(shell.exit())
}
