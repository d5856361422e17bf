//! What can hinder a database from being opened, read or written.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::Holder;
use crate::columns;
use crate::diagnostic::reason;

/// What an image is called.
const IMAGE: &str = "the image";

/// A part of a file that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Damage {
    /// Where the part begins, in bytes.
    pub offset: u64,
    /// How many bytes are concerned, as far as known.
    pub length: u64,
    /// What it was: `a change of entry 7`.
    pub part: String,
    /// What is wrong with it: `its checksum does not fit`.
    pub fault: String,
}

impl Damage {
    /// Tells whether it is one of an image, which says nothing that entries do not say.
    fn is_of_image(&self) -> bool {
        self.part == IMAGE
    }

    /// Returns the damage of a part of an image.
    pub(crate) fn of_image(damage: columns::Damage) -> Damage {
        Damage {
            offset: damage.offset,
            length: damage.length,
            part: IMAGE.to_owned(),
            fault: format!("the checksum of {} bytes does not fit", damage.length),
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}: {}", self.part, self.offset, self.fault)
    }
}

/// Why a database could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file cannot be written; it is as it was before.
    #[error("cannot write `{}`, which is as it was before", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file cannot be written, nor be set back to what it was.
    #[error("cannot write `{}`, and the last edit may be in it or not", path.display())]
    Unsure {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is a file already where a new one was to be made.
    #[error("there is a `{}` already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The path names a folder, a pipe or a device.
    #[error("`{}` is no regular file", path.display())]
    NoFile {
        /// The path.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("`{}` is no database", path.display())]
    NoDatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file holds what only a later version of the program understands.
    #[error("`{}` was made by a later version: {what} at byte {offset} is unknown", path.display())]
    Later {
        /// The file.
        path: PathBuf,
        /// Where it stands.
        offset: u64,
        /// What is not understood.
        what: String,
    },
    /// The file ends before what was committed to it does.
    #[error("`{}` is cut at byte {at}: {missing} bytes or more are missing", path.display())]
    Cut {
        /// The file.
        path: PathBuf,
        /// Its length in bytes.
        at: u64,
        /// How many bytes are missing at least.
        missing: u64,
    },
    /// A part of the file is not as it was written.
    #[error("`{}` is damaged: {damage}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The part.
        damage: Damage,
    },
    /// Somebody else writes to the file.
    #[error("`{}` is being written by {holder}", path.display())]
    Held {
        /// The file.
        path: PathBuf,
        /// Who writes to it.
        holder: Holder,
    },
    /// An entry does not follow the last one of the file.
    #[error("entry {number} cannot be written to `{}`: {why}", path.display())]
    Entry {
        /// The file.
        path: PathBuf,
        /// The number of the entry.
        number: u32,
        /// What does not fit.
        why: String,
    },
    /// The work was stopped from outside.
    #[error("stopped before the end of `{}`", path.display())]
    Stopped {
        /// The file.
        path: PathBuf,
    },
}

impl StoreError {
    /// Returns where in the file the fault is, in bytes, if it is anywhere.
    pub const fn offset(&self) -> Option<u64> {
        match self {
            StoreError::Later { offset, .. } => Some(*offset),
            StoreError::Cut { at, .. } => Some(*at),
            StoreError::Damaged { damage, .. } => Some(damage.offset),
            _ => None,
        }
    }

    /// Returns what may be done about it.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            StoreError::Read { source, .. } | StoreError::Write { source, .. } => reason(source),
            StoreError::Unsure { .. } => {
                "open it again: what is found then is whole and holds".to_owned()
            }
            StoreError::Exists { .. } => "nothing is ever overwritten".to_owned(),
            StoreError::NoDatabase { .. } => {
                "a database begins with the letters `chancery`".to_owned()
            }
            StoreError::Later { .. } => "a newer version of the program can read it".to_owned(),
            StoreError::Damaged { path, damage } if damage.is_of_image() => {
                let path = path.display();
                format!(
                    "what was recorded is apart from it: `chancery compact {path}` lays it out again"
                )
            }
            StoreError::Cut { path, .. } | StoreError::Damaged { path, .. } => {
                let path = path.display();
                format!("`chancery salvage {path}` takes out what is sound")
            }
            StoreError::Held { .. } => "others may read it meanwhile".to_owned(),
            StoreError::NoFile { .. } | StoreError::Entry { .. } | StoreError::Stopped { .. } => {
                return None;
            }
        };
        Some(help)
    }
}
