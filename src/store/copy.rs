//! Copies: a file as it is at a moment, for safety, or written anew without what is dead in it.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::bytes::is_zero;
use super::disk::{Draft, real_of_new};
use super::error::{Damage, StoreError};
use super::frame::{HEAD, Head, later, next_frame, next_head, padded_within};
use super::image;
use super::medium::{Medium, Tape};
use super::page::{FRONT, Page, front};
use super::snapshot::Snapshot;
use super::watch::{Ticker, Watch};

/// How much is copied at once.
const CHUNK: u64 = 1 << 18;

/// What writing a file anew has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Compacted {
    /// The bytes before.
    pub before: u64,
    /// The bytes after.
    pub after: u64,
}

/// Copies a database as it is now, whoever writes to it meanwhile, and reads the copy again.
///
/// The copy appears at its path when it is whole, and only its owner may read it.
///
/// # Errors
/// [`StoreError::Exists`] if anything stands at `to`, and other [`StoreError`]s if the file is
/// damaged, the copy cannot be written, or the watch stops it.
///
/// # Complexity
/// O(bytes of the file).
pub fn backup(
    path: impl AsRef<Path>,
    to: impl AsRef<Path>,
    watch: Watch<'_>,
) -> Result<(), StoreError> {
    let to = real_of_new(to.as_ref())?;
    if to.symlink_metadata().is_ok() {
        return Err(StoreError::Exists { path: to });
    }
    let snapshot = Snapshot::open(path)?;
    let draft = Draft::beside(&to)?;
    let mut copy = Copy::new(&snapshot, &draft, watch);
    copy.frames(Keep::All)?;
    copy.finish()?;
    draft.place(&to)
}

/// Writes a file anew without what is dead in it, and puts it in its place.
pub(super) fn rewrite(
    snapshot: &Snapshot,
    path: &Path,
    watch: Watch<'_>,
) -> Result<(File, Page), StoreError> {
    let draft = Draft::beside(path)?;
    let mut copy = Copy::new(snapshot, &draft, watch);
    copy.frames(Keep::Living)?;
    let page = copy.finish()?;
    Ok((draft.replace(path)?, page))
}

/// Which frames are copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    All,
    /// Those of entries, and the image of what all of them come to.
    Living,
}

/// A copy under way.
struct Copy<'a> {
    medium: &'a Arc<Medium>,
    tape: Tape,
    draft: &'a Draft,
    page: Page,
    /// Where the copy stands.
    at: u64,
    /// Where contents lie that have no checksum in their heads, with one that was taken here.
    sealed: Vec<(Range<u64>, u32)>,
    ticker: Ticker<'a>,
}

impl<'a> Copy<'a> {
    fn new(snapshot: &'a Snapshot, draft: &'a Draft, watch: Watch<'a>) -> Copy<'a> {
        let mut page = snapshot.ground.page;
        page.generation += 1;
        Copy {
            medium: &snapshot.medium,
            tape: Tape::new(Arc::clone(&snapshot.medium), FRONT, page.committed),
            draft,
            page,
            at: FRONT,
            sealed: Vec::new(),
            ticker: Ticker::new(watch, page.committed),
        }
    }

    /// Copies the frames that are to be kept.
    fn frames(&mut self, keep: Keep) -> Result<(), StoreError> {
        self.wrote(seek(&self.draft.file, FRONT))?;
        let mut image = 0;
        while self.tape.left() > 0 {
            let offset = self.tape.at();
            let head = next_head(&mut self.tape)?;
            let behind = offset + HEAD as u64 + padded_within(&self.tape, offset, &head)?;
            if head.is_later() {
                return Err(later(self.medium, offset, &head));
            }
            let is_image = offset == self.page.image;
            if keep == Keep::All || !head.is_optional() {
                image = if is_image { self.at } else { image };
                self.frame(offset, &head)?;
            } else if is_image && head.entry == self.page.entries {
                image = self.image(offset, &head)?;
            } else {
                self.tape.seek(behind);
            }
            self.ticker.tick(behind, self.medium)?;
        }
        self.page.image = image;
        self.page.committed = self.at;
        Ok(())
    }

    /// Copies a frame as it is.
    fn frame(&mut self, offset: u64, head: &Head) -> Result<(), StoreError> {
        self.write(&head.encode())?;
        let checksum = self.content(offset, head)?;
        if checksum != head.checksum && !head.is_sealed() {
            return Err(self.fault(offset, head, "the checksum of its content does not fit"));
        }
        Ok(())
    }

    /// Copies an image to where it may begin; returns where its head stands.
    fn image(&mut self, offset: u64, head: &Head) -> Result<u64, StoreError> {
        let file = &self.draft.file;
        let there = self.wrote(image::begin(file, self.at, head.entry))?;
        self.at = there + HEAD as u64;
        self.content(offset, head)?;
        self.at = self.wrote(image::end(file, there, head.entry, head.length))?;
        Ok(there)
    }

    /// Copies the content of a frame with what fills it up; returns its checksum.
    fn content(&mut self, offset: u64, head: &Head) -> Result<u32, StoreError> {
        let begin = self.at;
        let mut checksum = crc32fast::Hasher::new();
        let mut buffer = Vec::new();
        let padding = head.padded().unwrap_or(head.length) - head.length;
        let mut left = head.length;
        while left > 0 {
            buffer.resize(left.min(CHUNK) as usize, 0);
            self.tape.read(&mut buffer)?;
            checksum.update(&buffer);
            self.write(&buffer)?;
            left -= buffer.len() as u64;
            self.ticker.tick(self.tape.at(), self.medium)?;
        }
        buffer.resize(padding as usize, 0);
        self.tape.read(&mut buffer)?;
        self.write(&buffer)?;
        if !is_zero(&buffer) {
            return Err(self.fault(
                offset,
                head,
                "it is filled up with something else than zeros",
            ));
        }
        let checksum = checksum.finalize();
        if head.is_sealed() {
            self.sealed.push((begin..begin + head.length, checksum));
        }
        Ok(checksum)
    }

    fn fault(&self, offset: u64, head: &Head, fault: &str) -> StoreError {
        self.medium.damaged(Damage {
            offset,
            length: HEAD as u64 + head.length,
            part: head.part(),
            fault: fault.to_owned(),
        })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let written = (&self.draft.file).write_all(bytes);
        self.at += bytes.len() as u64;
        self.wrote(written)
    }

    /// Writes the front, and reads all again from the disk.
    fn finish(self) -> Result<Page, StoreError> {
        let written = seek(&self.draft.file, 0)
            .and_then(|()| (&self.draft.file).write_all(&front(&self.page)))
            .and_then(|()| self.draft.file.sync_all());
        self.wrote(written)?;
        self.verify(&Snapshot::open(self.draft.path())?)?;
        Ok(self.page)
    }

    /// Sees that a copy says what was written.
    fn verify(&self, copy: &Snapshot) -> Result<(), StoreError> {
        let tape = |range: Range<u64>| Tape::new(Arc::clone(&copy.medium), range.start, range.end);
        let mut frames = tape(FRONT..self.page.committed);
        while next_frame(&mut frames)?.is_some() {}
        for (range, checksum) in &self.sealed {
            if checksum_of(&mut tape(range.clone()))? != *checksum {
                return Err(copy.medium.damaged(Damage {
                    offset: range.start,
                    length: range.end - range.start,
                    part: "the image".to_owned(),
                    fault: "it is not as it was written".to_owned(),
                }));
            }
        }
        Ok(())
    }

    fn wrote<T>(&self, written: io::Result<T>) -> Result<T, StoreError> {
        written.map_err(|source| StoreError::Write {
            path: self.draft.path().to_owned(),
            source,
        })
    }
}

/// Returns the checksum of what is left on a tape.
fn checksum_of(tape: &mut Tape) -> Result<u32, StoreError> {
    let mut checksum = crc32fast::Hasher::new();
    let mut buffer = Vec::new();
    while tape.left() > 0 {
        buffer.resize(tape.left().min(CHUNK) as usize, 0);
        tape.read(&mut buffer)?;
        checksum.update(&buffer);
    }
    Ok(checksum.finalize())
}

fn seek(mut file: &File, at: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(at)).map(|_| ())
}
