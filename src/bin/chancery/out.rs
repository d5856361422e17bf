//! What is written: files that are not there yet, or that may be written over.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use chancery::diagnostic::Diagnostic;
use chancery::files::SourceFile;

use crate::exit::{Exit, Failure};
use crate::interrupt::Interrupts;
use crate::replace;

/// Refuses to write over a file, unless that is wished for.
pub(crate) fn is_free(path: &Path, force: bool) -> Result<(), Failure> {
    if force || !path.exists() {
        return Ok(());
    }
    let fault = Diagnostic::new(format!("`{}` is there already", path.display()));
    Err(Failure::usage(fault.help("`--force` writes over it")))
}

/// Writes a data file, in one step.
pub(crate) fn write(path: &Path, text: &str, interrupts: &Interrupts) -> Result<(), Failure> {
    write_by(path, interrupts, |out| out.write_all(text.as_bytes()))
}

/// Writes what `work` writes into a file, in one step.
pub(crate) fn write_by(
    path: &Path,
    interrupts: &Interrupts,
    work: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let written = replace::put(path, || !interrupts.is_raised(), work);
    match written {
        Ok(true) => Ok(()),
        Ok(false) => Err(stopped(path)),
        Err(error) => Err(Failure::file("write", &path.display().to_string(), &error)),
    }
}

/// Returns the failure of work that was stopped before anything was written.
pub(crate) fn stopped(path: &Path) -> Failure {
    let fault = format!("stopped before `{}` was written", path.display());
    Failure::Fault(Exit::Interrupted, vec![Diagnostic::new(fault)])
}

/// Writes data files into a folder. A new folder appears when it is whole; in one that is there
/// already, each file is replaced in one step.
pub(crate) fn write_folder(
    folder: &Path,
    files: &[SourceFile],
    interrupts: &Interrupts,
) -> Result<(), Failure> {
    if folder.exists() {
        return write_files(folder, files, interrupts);
    }
    let failure = |error| Failure::file("write", &folder.display().to_string(), &error);
    let draft = beside(folder);
    fs::create_dir(&draft).map_err(failure)?;
    let written = write_files(&draft, files, interrupts)
        .and_then(|()| fs::rename(&draft, folder).map_err(failure));
    if written.is_err() {
        // What went wrong first is what the caller should hear of.
        let _ = fs::remove_dir_all(&draft);
    }
    written
}

fn write_files(
    folder: &Path,
    files: &[SourceFile],
    interrupts: &Interrupts,
) -> Result<(), Failure> {
    files
        .iter()
        .try_for_each(|file| write(&folder.join(&file.name), &file.text, interrupts))
}

/// Returns the path of a new file in the same folder, hence on the same disk.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", process::id()))
}
