//! `check`: all mistakes of data files at once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chancery::Chancery;
use chancery::diagnostic::Diagnostic;
use chancery::files::{self, SourceFile};

use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::forms::{Form, Held};

/// Looks for mistakes in files that belong together. What it finds is its answer.
pub(super) fn run(paths: &[PathBuf], quiet: bool, console: &mut Console) -> Result<Exit, Failure> {
    if let Some(foreign) = paths.iter().find(|path| is_foreign(path)) {
        return Err(unchecked(foreign));
    }
    let (all, exit) = super::load_all(paths, console)?;
    if exit != Exit::Answered {
        return Ok(exit);
    }
    let (ontologies, data): (Vec<_>, Vec<_>) = all.into_iter().partition(is_ontology);
    let faults_of_ontologies = ontologies
        .iter()
        .filter_map(|file| files::read_ontology(file).err());
    let mut faults: Vec<Diagnostic> = faults_of_ontologies.flatten().collect();
    let (data, faults_of_data) = files::read_dataset_lenient(Chancery::ontology()?, &data);
    faults.extend(faults_of_data);
    for fault in &faults {
        console.finding(fault)?;
    }
    if !quiet {
        let good = crate::shell::summary(&data);
        console.note(&format!("{}; {good} in order", mistakes(&faults)));
    }
    Ok(if faults.is_empty() {
        Exit::Answered
    } else {
        Exit::Found
    })
}

/// Tells whether a file is of another program, by its name.
fn is_foreign(path: &Path) -> bool {
    path.is_file() && matches!(Form::of_path(path), Some(Form::Held(Held::Exchange(_))))
}

fn unchecked(foreign: &Path) -> Failure {
    let name = foreign.display();
    let fault = Diagnostic::new(format!("`{name}` is no data file of ours"));
    Failure::usage(fault.help(format!(
        "`chancery import --dry-run {name}` tells what becomes of each row"
    )))
}

/// Returns how many mistakes there are, and in how many files if that is more than one.
fn mistakes(faults: &[Diagnostic]) -> String {
    let places = faults.iter().filter_map(|fault| fault.place.as_ref());
    let files: BTreeSet<_> = places.filter_map(|place| place.file.as_ref()).collect();
    match (faults.len(), files.len()) {
        (0, _) => "no mistakes".to_owned(),
        (1, _) => "1 mistake".to_owned(),
        (many, 0 | 1) => format!("{many} mistakes"),
        (many, files) => format!("{many} mistakes in {files} files"),
    }
}

/// Tells whether a file defines the categories of kinds, which data files cannot.
fn is_ontology(file: &SourceFile) -> bool {
    let mut lines = file.text.lines();
    lines.any(|line| line.trim_start().starts_with("categories:"))
}
