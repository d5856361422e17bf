//! `save`: what was typed in this session, as a script.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use chancery::diagnostic::Diagnostic;

use super::commands::{lacks, path};
use super::{Next, Shell};
use crate::exit::{Exit, Failure};
use crate::interrupt::Manner;

/// What stands behind the name of a file that may be replaced.
const REPLACE: char = '!';

/// Writes what was typed and understood into a file, one statement after the other.
pub(super) fn save(shell: &mut Shell, words: &str) -> Result<Next, Failure> {
    let (name, replaces) = match words.strip_suffix(REPLACE) {
        Some(name) => (name.trim_end(), true),
        None => (words, false),
    };
    let file = path(name).ok_or_else(|| lacks("save"))?;
    if shell.typed.is_empty() {
        let fault = Diagnostic::new("nothing was typed yet that could be saved");
        return Err(Failure::Fault(Exit::Failed, vec![fault]));
    }
    write(&file, &script(&shell.typed), replaces).map_err(|error| failure(&file, name, &error))?;
    if shell.ways.manner == Manner::Interactive && !shell.ways.quiet {
        let lines = match shell.typed.len() {
            1 => "1 line".to_owned(),
            many => format!("{many} lines"),
        };
        shell.console.note(&format!(
            "saved {lines}; `source {name}` runs them, and so does `chancery -f {name}`"
        ));
    }
    Ok(Next::Statement)
}

/// Returns statements as a script.
fn script(typed: &[String]) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let lines = typed.iter().map(|statement| format!("{statement}\n"));
    format!(
        "# what was typed in chancery {version}\n{}",
        lines.collect::<String>()
    )
}

fn write(file: &Path, script: &str, replaces: bool) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    if replaces {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    options.open(file)?.write_all(script.as_bytes())
}

fn failure(file: &Path, name: &str, error: &io::Error) -> Failure {
    if error.kind() != ErrorKind::AlreadyExists {
        return Failure::file("write", &file.display().to_string(), error);
    }
    let fault = Diagnostic::new(format!("there is a file `{}` already", file.display()));
    Failure::Fault(
        Exit::Failed,
        vec![fault.help(format!("`save {name}{REPLACE}` replaces it"))],
    )
}
