//! Snapshots: what a file held at the moment it was opened, whoever writes to it meanwhile.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{Damage, StoreError};
use super::frame::next_frame;
use super::medium::{Medium, Tape};
use super::page::{FRONT, Page, Pages};
use super::transaction::Assembly;
use crate::digest::Digest;
use crate::register::Entry;

/// What is wrong with an entry of another history.
pub(super) const BROKEN_CHAIN: &str = "its digest is not that of the entries up to it";

/// A database as it was when it was opened.
///
/// It takes no lock, waits for nobody and hinders nobody: a writer only adds to the file, and
/// compaction puts a new file in its place.
///
/// # Examples
/// ```
/// use chancery::store::Snapshot;
///
/// let nothing = Snapshot::from_bytes("empty.chancery", Vec::new());
/// assert_eq!(nothing.unwrap_err().offset(), Some(0));
/// ```
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub(super) medium: Arc<Medium>,
    pub(super) ground: Ground,
}

/// What the front of a file comes to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    /// How far the file holds.
    pub(super) page: Page,
    /// Which of both pages said so.
    pub(super) newer: usize,
    /// Whether the other page is as it was written.
    pub(super) is_sound: bool,
}

impl Snapshot {
    /// Opens a file to read what it holds now.
    ///
    /// # Errors
    /// [`StoreError`] if it is no database, if it cannot be read, or if its front is damaged.
    pub fn open(path: impl AsRef<Path>) -> Result<Snapshot, StoreError> {
        Snapshot::new(Medium::open(path.as_ref())?)
    }

    /// Reads a database that is in memory; `name` stands in errors.
    ///
    /// # Errors
    /// [`StoreError`] as for [`Snapshot::open`].
    pub fn from_bytes(name: impl Into<PathBuf>, bytes: Vec<u8>) -> Result<Snapshot, StoreError> {
        Snapshot::new(Medium::memory(&name.into(), bytes))
    }

    fn new(medium: Medium) -> Result<Snapshot, StoreError> {
        let medium = Arc::new(medium);
        let (page, newer, is_sound) = Pages::read(&medium)?.newer(&medium)?;
        let length = medium.len()?;
        if length < page.committed {
            return Err(medium.cut(length, page.committed - length));
        }
        let mut ground = Ground {
            page,
            newer,
            is_sound,
        };
        if !is_sound {
            ground.page = follow(&medium, page, length)?;
        }
        Ok(Snapshot { medium, ground })
    }

    /// Returns the file.
    pub fn path(&self) -> &Path {
        self.medium.path()
    }

    /// Returns the number of the last entry, 0 if there is none.
    pub const fn last(&self) -> u32 {
        self.ground.page.entries
    }

    /// Returns the digest of the last entry, which covers all others.
    pub const fn digest(&self) -> Option<Digest> {
        self.ground.page.digest
    }

    /// Returns how often something was committed; a later snapshot of the same file has a greater
    /// number if anything is new.
    pub const fn generation(&self) -> u64 {
        self.ground.page.generation
    }

    /// Returns how many bytes it takes.
    pub const fn bytes(&self) -> u64 {
        self.ground.page.committed
    }

    /// Reads the entries one after the other, with their changes and rows. Checksums, order and the
    /// chain of digests are checked; whether rows have the digests that changes tell is left to
    /// [`check`](super::check), for it takes long.
    ///
    /// After an error there is nothing more.
    ///
    /// # Complexity
    /// O(bytes of the file); one entry at a time is held in memory.
    pub fn entries(&self) -> Entries {
        Entries::new(&self.medium, FRONT, Page::NEW, self.ground.page)
    }
}

/// Goes on behind what a page says, where the other page cannot be read and may have been newer.
fn follow(medium: &Arc<Medium>, page: Page, length: u64) -> Result<Page, StoreError> {
    let open = Page {
        committed: length,
        ..page
    };
    let mut entries = Entries::new(medium, page.committed, page, open);
    entries.is_open = true;
    let mut last = page;
    while let Some(entry) = entries.next() {
        let entry = entry?;
        last.committed = entries.tape.at();
        last.entries = entry.number;
        last.digest = Some(entry.digest);
    }
    Ok(last)
}

/// The entries of a [`Snapshot`], read and checked one after the other.
#[derive(Debug)]
pub struct Entries {
    tape: Tape,
    /// What should be found at the end.
    page: Page,
    /// Whether nobody knows what should be found at the end.
    is_open: bool,
    assembly: Assembly,
    number: u32,
    digest: Option<Digest>,
    is_over: bool,
}

impl Entries {
    /// Returns those from an offset on, behind the entry of one page and up to that of another.
    fn new(medium: &Arc<Medium>, at: u64, before: Page, page: Page) -> Entries {
        Entries {
            tape: Tape::new(Arc::clone(medium), at, page.committed),
            page,
            is_open: false,
            assembly: Assembly::new(before.entries.saturating_add(1)),
            number: before.entries,
            digest: before.digest,
            is_over: false,
        }
    }

    fn read(&mut self) -> Result<Option<Entry>, StoreError> {
        while let Some(frame) = next_frame(&mut self.tape)? {
            let medium = self.tape.medium();
            let Some(entry) = self.assembly.take(&frame, medium)? else {
                continue;
            };
            if entry.digest != entry.digest_after(self.digest.as_ref()) {
                return Err(frame.fault(medium, BROKEN_CHAIN));
            }
            self.number = entry.number;
            self.digest = Some(entry.digest);
            return Ok(Some(entry));
        }
        self.end().map(|()| None)
    }

    /// Sees that what was found is what should be there.
    fn end(&self) -> Result<(), StoreError> {
        let is_as_told =
            self.is_open || (self.number, self.digest) == (self.page.entries, self.page.digest);
        if self.assembly.is_empty() && is_as_told {
            return Ok(());
        }
        let fault = if is_as_told {
            format!("entry {} is not closed", self.number.saturating_add(1))
        } else {
            let (have, should) = (self.number, self.page.entries);
            format!("the last entry is {have}, and should be {should} with another digest")
        };
        Err(self.tape.medium().damaged(Damage {
            offset: self.tape.at(),
            length: 0,
            part: "the end".to_owned(),
            fault,
        }))
    }
}

impl Iterator for Entries {
    type Item = Result<Entry, StoreError>;

    fn next(&mut self) -> Option<Result<Entry, StoreError>> {
        if self.is_over {
            return None;
        }
        let entry = self.read().transpose();
        self.is_over = !matches!(entry, Some(Ok(_)));
        entry
    }
}
