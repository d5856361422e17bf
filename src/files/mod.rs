//! Files: RON text to records and back, with the place of every fault.
//!
//! Knows the layout of data files. It does not know graphs, questions or terminals.

mod decode;
mod error;
mod fault;
mod format;
mod gather;
mod layout;
mod lenient;
mod lexer;
mod literal;
mod load;
mod outline;
mod place;
mod read;
mod scan;
mod schema;
mod single;
mod write;

pub use error::{FilesError, diagnostic};
pub use format::format;
pub use lenient::{Count, Reading, read_dataset_lenient, read_each};
pub use load::load;
pub use read::{read_dataset, read_ontology};
pub use single::{Single, read_single};
pub use write::{write_dataset, write_folder};

/// The text of one file, read elsewhere or compiled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The name told in diagnostics, usually a path.
    pub name: String,
    /// The text.
    pub text: String,
}

impl SourceFile {
    /// Returns a file with this name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> SourceFile {
        SourceFile {
            name: name.into(),
            text: text.into(),
        }
    }
}
