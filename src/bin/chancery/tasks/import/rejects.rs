//! The list of rows at fault, written while they are found.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chancery::Import;
use chancery::import::Reject;

use crate::exit::Failure;

/// A list of rows at fault: `file:line:column: why`, a row each.
pub(super) struct Rejects(Option<(PathBuf, Arc<Mutex<List>>)>);

struct List {
    file: BufWriter<File>,
    /// The first fault of writing.
    fault: Option<io::Error>,
}

impl Rejects {
    /// Begins the list of a path, if there is to be one.
    pub(super) fn begin(path: Option<&Path>) -> Result<Rejects, Failure> {
        let Some(path) = path else {
            return Ok(Rejects(None));
        };
        let file = File::create(path).map_err(|error| failure(path, &error))?;
        let list = List {
            file: BufWriter::new(file),
            fault: None,
        };
        Ok(Rejects(Some((path.to_owned(), Arc::new(Mutex::new(list))))))
    }

    /// Returns the import with the list told of every row at fault.
    pub(super) fn watch(&self, import: Import) -> Import {
        let Some((_, list)) = &self.0 else {
            return import;
        };
        let list = Arc::clone(list);
        import.on_reject(move |reject| add(&list, reject))
    }

    /// Ends the list.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let Some((path, list)) = self.0 else {
            return Ok(());
        };
        let mut list = list.lock().unwrap_or_else(PoisonError::into_inner);
        let written = match list.fault.take() {
            Some(fault) => Err(fault),
            None => list.file.flush(),
        };
        written.map_err(|error| failure(&path, &error))
    }
}

fn add(list: &Mutex<List>, reject: &Reject) {
    let mut list = list.lock().unwrap_or_else(PoisonError::into_inner);
    if list.fault.is_none() {
        list.fault = writeln!(list.file, "{reject}").err();
    }
}

fn failure(path: &Path, error: &io::Error) -> Failure {
    Failure::file("write", &path.display().to_string(), error)
}
