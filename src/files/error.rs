//! What can hinder files from being read at all.

use std::io;
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, reason};

/// Why files could not be read, before any record was looked at.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FilesError {
    /// The file or folder cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A folder holds no data file.
    #[error("no `.ron` file in `{}`", path.display())]
    NoDataFiles {
        /// The folder.
        path: PathBuf,
    },
    /// A file is no UTF-8 text.
    #[error("`{}` is no UTF-8 text", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Where the text ends to be UTF-8.
        diagnostic: Box<Diagnostic>,
    },
    /// A file is larger than any data file should be.
    #[error("`{}` has more than {most} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The greatest size in bytes that is read.
        most: u64,
    },
}

/// Returns what to show for an error, with the place of the fault where there is one.
pub fn diagnostic(error: &FilesError) -> Diagnostic {
    let plain = Diagnostic::new(error.to_string());
    match error {
        FilesError::Read { source, .. } => plain.help(reason(source)),
        FilesError::NoDataFiles { .. } => {
            plain.help("a dataset is one `.ron` file, or a folder with `.ron` files directly in it")
        }
        FilesError::NotUtf8 { diagnostic, .. } => diagnostic.as_ref().clone(),
        FilesError::TooLarge { .. } => plain,
    }
}
