//! `fmt`: data files in their usual layout.

use std::io;
use std::path::{Path, PathBuf};

use chancery::files::{self, SourceFile};
use chancery::render::{Role, Text};

use crate::console::{Console, INPUT};
use crate::exit::{Exit, Failure};
use crate::interrupt::Interrupts;
use crate::replace;

/// Rewrites files, or with `check` lists those that would change.
///
/// A file that cannot be read as RON is told and left as it is; the others are still done.
pub(super) fn run(paths: &[PathBuf], check: bool, console: &mut Console) -> Result<Exit, Failure> {
    let (all, mut exit) = super::load_all(paths, console)?;
    for file in &all {
        match files::format(file) {
            Err(faults) => {
                console.fault(&faults);
                exit = Exit::Data;
            }
            Ok(text) if check && text != file.text => {
                let mut line = Text::of(Role::Plain, &file.name);
                line.end_line();
                console.answer(&line, &Interrupts::default())?;
                exit = if exit == Exit::Answered {
                    Exit::Found
                } else {
                    exit
                };
            }
            Ok(_) if check => {}
            Ok(text) => write(file, &text, console)?,
        }
    }
    Ok(exit)
}

/// Writes a formatted text to where its file came from.
fn write(file: &SourceFile, text: &str, console: &mut Console) -> Result<(), Failure> {
    if file.name == INPUT {
        return Ok(console.raw(text.as_bytes())?);
    }
    if text == file.text {
        return Ok(());
    }
    let written: io::Result<()> = replace::replace(Path::new(&file.name), text.as_bytes());
    written.map_err(|error| Failure::file("write", &file.name, &error))
}
