//! Databases that subcommands write to: who writes, and how long to wait for somebody else.

use std::path::Path;
use std::time::Duration;

use chancery::register::Author;
use chancery::{Database, Error};
use clap::Args;

use crate::surroundings::Surroundings;

/// How long to wait for another writer.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// Who makes an edit.
#[derive(Debug, Args)]
pub(crate) struct By {
    /// Who makes the edit [default: that of `CHANCERY_AUTHOR`, or the name of the account]
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

impl By {
    /// Returns who makes the edit, and when.
    pub(super) fn author(&self, around: &Surroundings) -> Author {
        around.author(self.author.as_deref())
    }
}

/// Opens a database for edits.
pub(super) fn open(path: &Path, author: &Author, around: &Surroundings) -> Result<Database, Error> {
    Database::open(path, &around.holder(author), PATIENCE)
}

/// Opens a database for edits, or makes one.
pub(super) fn open_or_create(
    path: &Path,
    author: &Author,
    around: &Surroundings,
) -> Result<Database, Error> {
    if path.exists() {
        return open(path, author, around);
    }
    Database::create(path, &around.holder(author))
}
