//! What a store has to do here, and the stores that are compared. What each does inside is told in
//! its own file, the work it is given in the files of the measurements.

use std::error::Error;
use std::path::Path;

use crate::sealed::sealed;

/// Whatever a store says when it does not do as it was asked.
pub(crate) type Fault = Box<dyn Error + Send + Sync>;

/// The two kinds of things that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    /// Records of some 600 bytes.
    Records,
    /// Blocks of columns, 64 KiB each.
    Blocks,
}

/// A thing to be kept: its shelf, its number and its bytes.
pub(crate) type Item = (Shelf, u64, Vec<u8>);

/// An open store. What is opened for reading is a snapshot: the state at the time of opening.
pub(crate) trait Store {
    /// Keeps all items or none, and returns when they will outlast a loss of power.
    fn put(&mut self, items: &[Item]) -> Result<(), Fault>;

    /// Returns one thing, if it is there.
    fn get(&self, shelf: Shelf, number: u64) -> Result<Option<Vec<u8>>, Fault>;

    /// Shows everything on a shelf, in order of numbers.
    fn each(&self, shelf: Shelf, show: &mut dyn FnMut(u64, &[u8])) -> Result<(), Fault>;
}

/// Opens a store at a path.
type Open = fn(&Path) -> Result<Box<dyn Store>, Fault>;

/// A store that takes part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) name: &'static str,
    /// Opens for writing, and creates what is not there.
    pub(crate) write: Open,
    /// Opens for reading alone.
    pub(crate) read: Open,
    /// Whether it takes part in the measurements of speed, or in those of damage alone.
    pub(crate) is_timed: bool,
    /// At how many places it is damaged, at most: some take long to open.
    pub(crate) places: usize,
}

/// As many places as there are in any small database.
const ALL: usize = usize::MAX;
/// Enough places for a store that kills its reader: a regular sample.
const MANY: usize = 20_000;
/// What can be waited for where each opening starts and ends threads.
const SOME: usize = 2_000;

/// Returns the candidates; all ratios are to the first.
pub(crate) fn candidates() -> Vec<Candidate> {
    let mut all = vec![candidate(
        "frames",
        crate::frames::write,
        crate::frames::read,
    )];
    #[cfg(feature = "redb")]
    all.extend(redb());
    #[cfg(feature = "fjall")]
    all.extend(fjall());
    #[cfg(feature = "lmdb")]
    all.extend(lmdb());
    #[cfg(feature = "sqlite")]
    all.extend(sqlite());
    all
}

/// Returns the candidate of a name.
pub(crate) fn candidate_named(name: &str) -> Result<Candidate, Fault> {
    let found = candidates().into_iter().find(|one| one.name == name);
    found.ok_or_else(|| format!("no store is named `{name}`").into())
}

fn candidate(name: &'static str, write: Open, read: Open) -> Candidate {
    Candidate {
        name,
        write,
        read,
        is_timed: true,
        places: ALL,
    }
}

/// redb as it is, verified at every opening, and with sums of our own in every value.
#[cfg(feature = "redb")]
fn redb() -> [Candidate; 3] {
    use crate::redb;
    [
        candidate("redb", redb::write, redb::read),
        candidate("redb, verified", redb::write, redb::read_verified),
        Candidate {
            is_timed: false,
            ..candidate(
                "redb, sealed",
                |path| Ok(sealed(redb::write(path)?)),
                |path| Ok(sealed(redb::read(path)?)),
            )
        },
    ]
}

/// fjall with records in the journal, and in tables.
#[cfg(feature = "fjall")]
fn fjall() -> [Candidate; 2] {
    use crate::fjall;
    [
        Candidate {
            places: SOME,
            ..candidate("fjall", fjall::write, fjall::read)
        },
        Candidate {
            places: SOME,
            is_timed: false,
            ..candidate("fjall, tables", fjall::write_tables, fjall::read)
        },
    ]
}

/// LMDB as it is, and with sums of our own in every value.
#[cfg(feature = "lmdb")]
fn lmdb() -> [Candidate; 2] {
    use crate::lmdb;
    [
        Candidate {
            places: MANY,
            ..candidate("LMDB", lmdb::write, lmdb::read)
        },
        Candidate {
            places: MANY,
            is_timed: false,
            ..candidate(
                "LMDB, sealed",
                |path| Ok(sealed(lmdb::write(path)?)),
                |path| Ok(sealed(lmdb::read(path)?)),
            )
        },
    ]
}

/// `SQLite` as it is, and with sums of our own in every value.
#[cfg(feature = "sqlite")]
fn sqlite() -> [Candidate; 2] {
    use crate::sqlite;
    [
        candidate("SQLite", sqlite::write, sqlite::read),
        Candidate {
            is_timed: false,
            ..candidate(
                "SQLite, sealed",
                |path| Ok(sealed(sqlite::write(path)?)),
                |path| Ok(sealed(sqlite::read(path)?)),
            )
        },
    ]
}
