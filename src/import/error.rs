//! What can hinder an import as a whole; what is wrong with a row is a part of the report.

use std::io;
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, reason};
use crate::model::OntologyError;

use super::report::Reject;

/// Why an import could not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The file cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is text of two bytes a character.
    #[error("`{file}` is UTF-16 text")]
    Utf16 {
        /// The file.
        file: String,
    },
    /// The import was stopped from outside.
    #[error("stopped before `{file}` was read to its end")]
    Stopped {
        /// The file that was being read.
        file: String,
    },
    /// A row is at fault, and the import is strict.
    #[error("{reject}")]
    Refused {
        /// The row and what is wrong with it.
        reject: Box<Reject>,
    },
    /// Nothing stands in the file.
    #[error("`{file}` is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// No importer knows the file.
    #[error("nothing is known that reads `{file}`")]
    Unrecognised {
        /// The file.
        file: String,
        /// What each importer looked for.
        looked_for: Vec<String>,
        /// The beginning of the first line.
        first_line: String,
    },
    /// There is no importer of this name.
    #[error("unknown format `{format}`")]
    UnknownFormat {
        /// The name as written.
        format: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// Something that goes with the file (a mapping, a table of names) is wrong.
    #[error("{message}")]
    Setup {
        /// What is wrong.
        message: String,
        /// What would help.
        help: Option<String>,
    },
    /// Rows were to take a form that no relation of its kind can have.
    #[error("a relation of kind `{kind}` cannot be made of rows: {why}")]
    UnfitForm {
        /// The kind.
        kind: String,
        /// What is against it.
        why: String,
    },
    /// A kind that the data bring along does not fit into the ontology.
    #[error(transparent)]
    Ontology(#[from] OntologyError),
}

impl ImportError {
    /// Returns what to show for the error, with help where there is some.
    pub fn diagnostic(&self) -> Diagnostic {
        let plain = Diagnostic::new(self.to_string());
        match self {
            ImportError::Read { source, .. } => plain.help(reason(source)),
            ImportError::Utf16 { .. } => plain.help("save the file in the encoding UTF-8"),
            ImportError::Unrecognised {
                looked_for,
                first_line,
                ..
            } => looked_for
                .iter()
                .fold(plain, Diagnostic::help)
                .help(format!("its first line is `{first_line}`")),
            ImportError::UnknownFormat { known, .. } => {
                plain.help(format!("the formats are {}", known.join(", ")))
            }
            ImportError::Setup {
                help: Some(help), ..
            } => plain.help(help),
            ImportError::Ontology(error) => {
                let help = error.help();
                help.into_iter().fold(plain, Diagnostic::help)
            }
            _ => plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::ImportError;

    #[test]
    fn a_file_that_cannot_be_read_is_told_without_numbers_of_the_system() {
        let error = ImportError::Read {
            path: "visits.csv".into(),
            source: io::Error::new(io::ErrorKind::NotFound, "No such file (os error 2)"),
        };
        assert_eq!(error.diagnostic().help, ["no such file"]);
    }
}
