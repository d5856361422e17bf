//! `export`: what data hold, as files of a format.

use std::path::{Path, PathBuf};

use chancery::diagnostic::Diagnostic;
use clap::Args;

use super::out;
use crate::cli::Cli;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::interrupt::{Interrupts, Manner};

/// The formats that can be written.
const FORMATS: &[&str] = &["ron"];

/// What to export, and where to.
#[derive(Debug, Args)]
pub(crate) struct Words {
    /// Format to write, ron if it is left out, and what to export: a database, also as it stood
    /// (FILE@12, FILE@2026-11-22), a file, a folder, or builtin, which is the default
    #[arg(value_name = "[FORMAT] [DATA]", num_args = 0..=2)]
    what: Vec<String>,

    /// File or folder to write; - is standard output
    #[arg(long, value_name = "OUT")]
    out: PathBuf,

    /// Write over what is there
    #[arg(long)]
    force: bool,
}

/// Writes what data hold as one data file, or as a folder of them.
pub(super) fn run(words: &Words, cli: &Cli, console: &mut Console) -> Result<Exit, Failure> {
    let holding = super::holding(words.data()?, cli)?;
    let interrupts = Interrupts::listen(Manner::Work);
    let path = words.out.as_path();
    if path == Path::new("-") {
        console.raw(holding.to_ron()?.as_bytes())?;
        return Ok(Exit::Answered);
    }
    is_writable(path)?;
    out::is_free(path, words.force)?;
    if is_file(path) {
        out::write(path, &holding.to_ron()?, &interrupts)?;
    } else {
        out::write_folder(path, &holding.to_files()?, &interrupts)?;
    }
    Ok(Exit::Answered)
}

/// Refuses a new folder that is called like a file of a format that an export has not.
fn is_writable(path: &Path) -> Result<(), Failure> {
    let Some(ending) = path.extension().and_then(|ending| ending.to_str()) else {
        return Ok(());
    };
    let help = match ending {
        "chancery" => "`chancery import DATA --into FILE.chancery` makes a database",
        "csv" | "tsv" | "json" | "jsonl" | "md" | "txt" => {
            "`--out FILE.ron` writes a data file, `--out FOLDER` a folder of them"
        }
        _ => return Ok(()),
    };
    if path.exists() {
        return Ok(());
    }
    let fault = Diagnostic::new(format!("`.{ending}` is no format that an export has"));
    Err(Failure::usage(fault.help(help)))
}

/// Tells whether a path is that of a file rather than a folder.
fn is_file(path: &Path) -> bool {
    path.is_file() || path.extension().is_some_and(|end| end == "ron")
}

impl Words {
    /// Returns what is to be exported.
    fn data(&self) -> Result<&str, Failure> {
        let is_format = |word: &str| FORMATS.contains(&word);
        match self.what.as_slice() {
            [] => Ok("builtin"),
            [format] if is_format(format) => Ok("builtin"),
            [data] => Ok(data),
            [format, data] if is_format(format) => Ok(data),
            [other, ..] => {
                let fault = Diagnostic::new(format!("`{other}` is no format that can be written"));
                let known = format!("possible is `{}`", FORMATS.join("`, `"));
                Err(Failure::usage(fault.help(known)))
            }
        }
    }
}
