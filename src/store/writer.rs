//! The writer: the one who adds to a file, whole transactions or nothing.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::copy::{Compacted, rewrite};
use super::disk::{create_new, keep_name, real, real_of_new};
use super::error::StoreError;
use super::frame::Pen;
use super::lock::{Holder, Lock};
use super::page::{PAGE, Page, front};
use super::snapshot::Snapshot;
use super::transaction::{misfit, write_entry};
use super::watch::Watch;
use crate::digest::Digest;
use crate::register::Entry;

/// How much is written at once.
const CHUNK: usize = 1 << 20;

/// A database that is open for writing, for nobody else at the same time.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    file: File,
    /// How far the file holds.
    page: Page,
    /// The place of the page that says so.
    newer: usize,
    /// What the other page says, as bytes.
    older: Vec<u8>,
    /// Whether nobody knows what an attempt to write has left.
    is_unsure: bool,
    _lock: Lock,
}

impl Writer {
    /// Makes a new database, which only its owner may read, and opens it.
    ///
    /// # Errors
    /// [`StoreError::Exists`] if anything stands at the path, and other [`StoreError`]s if the file
    /// cannot be made.
    pub fn create(path: impl AsRef<Path>, holder: &Holder) -> Result<Writer, StoreError> {
        let path = real_of_new(path.as_ref())?;
        let lock = Lock::take(&path, holder, Duration::ZERO)?;
        let mut file = create_new(&path)?;
        let made = file
            .write_all(&front(&Page::NEW))
            .and_then(|()| file.sync_all())
            .and_then(|()| keep_name(&path));
        if let Err(source) = made {
            // It was made here, so nothing is lost with it.
            let _ = fs::remove_file(&path);
            return Err(StoreError::Write { path, source });
        }
        Ok(Writer {
            path,
            file,
            page: Page::NEW,
            newer: 0,
            older: Page::NEW.encode(),
            is_unsure: false,
            _lock: lock,
        })
    }

    /// Opens a database, and waits so long for somebody else to be done with it.
    ///
    /// What a writer before left unfinished is cut off, and a damaged page of the front is mended.
    ///
    /// # Errors
    /// [`StoreError::Held`] if somebody else goes on writing, and other [`StoreError`]s if the file
    /// cannot be read, or its front is damaged.
    pub fn open(
        path: impl AsRef<Path>,
        holder: &Holder,
        wait: Duration,
    ) -> Result<Writer, StoreError> {
        let path = real(path.as_ref())?;
        let lock = Lock::take(&path, holder, wait)?;
        let ground = Snapshot::open(&path)?.ground;
        let opened = OpenOptions::new().read(true).write(true).open(&path);
        let trouble = |source| StoreError::Write {
            path: path.clone(),
            source,
        };
        let file = opened.map_err(trouble)?;
        file.set_len(ground.page.committed).map_err(trouble)?;
        let mut writer = Writer {
            path,
            file,
            page: ground.page,
            newer: ground.newer,
            older: ground.page.encode(),
            is_unsure: false,
            _lock: lock,
        };
        if !ground.is_sound {
            writer.commit(|_, _| Ok(()))?;
        }
        Ok(writer)
    }

    /// Returns the file, without links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the number of the last entry, 0 if there is none.
    pub const fn last(&self) -> u32 {
        self.page.entries
    }

    /// Returns the digest of the last entry.
    pub const fn digest(&self) -> Option<Digest> {
        self.page.digest
    }

    /// Adds an entry. When this returns, it outlives the loss of power.
    ///
    /// # Errors
    /// [`StoreError::Entry`] if it does not follow the last one; [`StoreError::Write`] if it cannot
    /// be written, for want of room for example: the file is as it was before, and the next entry
    /// may be tried. [`StoreError::Unsure`] if it could not be set back: then nothing more is
    /// written by this writer.
    pub fn append(&mut self, entry: &Entry) -> Result<(), StoreError> {
        if let Some(why) = self.hindrance(entry) {
            return Err(StoreError::Entry {
                path: self.path.clone(),
                number: entry.number,
                why,
            });
        }
        self.commit(|file, page| {
            let out = BufWriter::with_capacity(CHUNK, file);
            let mut pen = Pen::new(out, page.committed, entry.number);
            write_entry(&mut pen, entry)?;
            page.committed = pen.finish()?;
            page.entries = entry.number;
            page.digest = Some(entry.digest);
            Ok(())
        })
    }

    /// Writes the file anew without what is dead in it, above all images that newer ones have taken
    /// the place of, and puts it in the place of the old one. Snapshots go on reading theirs.
    ///
    /// # Errors
    /// [`StoreError`] if the file is damaged or the new one cannot be written, or the watch stops
    /// it; the file is as it was then.
    pub fn compact(&mut self, watch: Watch<'_>) -> Result<Compacted, StoreError> {
        if self.is_unsure {
            return Err(self.unsure(io::Error::other("an earlier attempt has failed")));
        }
        let snapshot = Snapshot::open(&self.path)?;
        let (file, page) = rewrite(&snapshot, &self.path, watch)?;
        let compacted = Compacted {
            before: self.page.committed,
            after: page.committed,
        };
        self.file = file;
        self.page = page;
        self.newer = 0;
        self.older = page.encode();
        Ok(compacted)
    }

    /// Returns why an entry may not come next.
    fn hindrance(&self, entry: &Entry) -> Option<String> {
        if Some(entry.number) != self.page.entries.checked_add(1) {
            return Some(format!("the last one is {}", self.page.entries));
        }
        if entry.digest != entry.digest_after(self.page.digest.as_ref()) {
            return Some("its digest is not that of the entries up to it".to_owned());
        }
        misfit(entry)
    }

    /// Writes behind what is committed, and commits it; or sets everything back.
    pub(super) fn commit(
        &mut self,
        write: impl FnOnce(&File, &mut Page) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        if self.is_unsure {
            return Err(self.unsure(io::Error::other("an earlier attempt has failed")));
        }
        let mut page = self.page;
        page.generation += 1;
        let older = 1 - self.newer;
        let written = seek(&self.file, page.committed)
            .and_then(|()| write(&self.file, &mut page))
            .and_then(|()| self.file.sync_data())
            .and_then(|()| self.write_page(older, &page.encode()));
        if let Err(source) = written {
            return Err(self.set_back(source));
        }
        self.older = self.page.encode();
        self.page = page;
        self.newer = older;
        Ok(())
    }

    fn write_page(&self, place: usize, page: &[u8]) -> io::Result<()> {
        seek(&self.file, (place * PAGE) as u64)?;
        (&self.file).write_all(page)?;
        self.file.sync_data()
    }

    /// Makes the file what it was before, and returns the error that tells so.
    fn set_back(&mut self, source: io::Error) -> StoreError {
        let back = self
            .write_page(1 - self.newer, &self.older)
            .and_then(|()| self.file.set_len(self.page.committed))
            .and_then(|()| self.file.sync_all());
        if back.is_err() {
            self.is_unsure = true;
            return self.unsure(source);
        }
        StoreError::Write {
            path: self.path.clone(),
            source,
        }
    }

    fn unsure(&self, source: io::Error) -> StoreError {
        StoreError::Unsure {
            path: self.path.clone(),
            source,
        }
    }
}

/// Writes a file anew without what is dead in it: see [`Writer::compact`].
///
/// # Errors
/// As for [`Writer::open`] and [`Writer::compact`].
pub fn compact(
    path: impl AsRef<Path>,
    holder: &Holder,
    wait: Duration,
    watch: Watch<'_>,
) -> Result<Compacted, StoreError> {
    Writer::open(path, holder, wait)?.compact(watch)
}

fn seek(mut file: &File, at: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(at)).map(|_| ())
}
