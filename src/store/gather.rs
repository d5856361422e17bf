//! Gathering: entries from the frames that are left of a damaged file.
//!
//! Where [`transaction`](super::transaction) wants every frame in its place, this takes what there
//! is, and tells what is missing.

use std::sync::Arc;

use super::frame::{Frame, Tag};
use super::rows::{Gaps, Parts};
use super::transaction::{Closing, json};
use crate::digest::Digest;
use crate::model::Batch;
use crate::register::{Act, Change, Entry, Moment};

/// What stands in the place of an author who is lost.
const NOBODY: &str = "unknown";
/// What stands in the place of words that are lost.
const NO_WORDS: &str = "changes whose entry was lost";

/// An entry of which a damaged file still tells.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Salvaged {
    /// The entry, with those changes and rows that are sound.
    ///
    /// If it was not closed, moment and author are lost: the moment is that of the entry before it,
    /// and the digest means nothing.
    pub entry: Entry,
    /// Whether moment, author, act and words are known.
    pub is_closed: bool,
    /// Whether nothing of it is lost.
    pub is_whole: bool,
    /// Where in the file the first thing of it stands that is known, in bytes.
    pub offset: u64,
}

/// The frames of one entry, as they come.
#[derive(Debug)]
pub(super) struct Gathering {
    entry: u32,
    /// Where the first frame stands.
    offset: u64,
    /// The place that the next frame should have.
    place: u32,
    changes: Vec<Change>,
    batches: Vec<Arc<Batch>>,
    /// The change that tells of the batch that is coming.
    told: Option<Change>,
    parts: Option<Parts>,
    is_whole: bool,
    /// The moment of the last entry that was closed.
    before: Moment,
}

impl Gathering {
    pub(super) const fn new() -> Gathering {
        Gathering {
            entry: 0,
            offset: 0,
            place: 0,
            changes: Vec::new(),
            batches: Vec::new(),
            told: None,
            parts: None,
            is_whole: true,
            before: Moment::from_unix(0),
        }
    }

    /// Takes a frame into an entry. Returns the entries that are over with it: one that was never
    /// closed, and the one that the frame closes.
    ///
    /// # Errors
    /// What is wrong with the frame; the entry goes on without it.
    pub(super) fn take(&mut self, frame: &Frame) -> (Vec<Salvaged>, Result<(), String>) {
        let mut over = Vec::new();
        // What stands in no place of an entry that goes on begins another one.
        if frame.head.entry != self.entry || frame.head.place < self.place {
            over.extend(self.finish());
            self.entry = frame.head.entry;
        }
        if self.place == 0 {
            self.offset = frame.offset;
        }
        self.is_whole &= frame.head.place == self.place;
        self.place = frame.head.place.saturating_add(1);
        let taken = match frame.head.tag {
            Tag::ENTRY => self.close(&frame.content).map(|entry| over.push(entry)),
            Tag::CHANGE => self.take_change(&frame.content),
            Tag::BATCH => self.take_batch(&frame.content),
            tag => self.take_block(tag, &frame.content),
        };
        self.is_whole &= taken.is_ok();
        (over, taken)
    }

    /// Returns the entry that was never closed, if there is one.
    pub(super) fn finish(&mut self) -> Option<Salvaged> {
        if self.place == 0 {
            return None;
        }
        self.end_batch();
        let unknown = Entry {
            number: self.entry,
            at: self.before,
            by: NOBODY.to_owned(),
            act: Act::Edit,
            words: NO_WORDS.to_owned(),
            changes: Vec::new(),
            batches: Vec::new(),
            digest: Digest::of(""),
        };
        self.is_whole = false;
        Some(self.hand_over(unknown, false))
    }

    fn take_change(&mut self, content: &[u8]) -> Result<(), String> {
        self.end_batch();
        match json(content)? {
            batch @ Change::Batch { .. } => self.told = Some(batch),
            change => self.changes.push(change),
        }
        Ok(())
    }

    fn take_batch(&mut self, content: &[u8]) -> Result<(), String> {
        if self.parts.is_some() {
            self.end_batch();
        }
        self.parts = Some(Parts::new(content)?);
        Ok(())
    }

    fn take_block(&mut self, tag: Tag, content: &[u8]) -> Result<(), String> {
        let parts = self.parts.as_mut();
        let parts = parts.ok_or("the head of its batch is lost, which says what it means")?;
        Ok(parts.add(tag, content, Gaps::Any)?)
    }

    /// Puts the batch with the others, with what there is of it.
    fn end_batch(&mut self) {
        let told = self.told.take();
        let Some(parts) = self.parts.take() else {
            self.is_whole &= told.is_none();
            return;
        };
        let is_told = matches!(&told, Some(Change::Batch { prefix, rows, .. })
            if *prefix == parts.batch().prefix() && *rows == u64::from(parts.rows()));
        self.is_whole &= is_told && parts.is_whole();
        let is_whole = parts.is_whole();
        let batch = parts.finish();
        let change = told.filter(|_| is_told && is_whole);
        self.changes.push(change.unwrap_or_else(|| Change::Batch {
            prefix: batch.prefix().to_owned(),
            rows: batch.len() as u64,
            digest: batch.digest(),
        }));
        self.batches.push(Arc::new(batch));
    }

    fn close(&mut self, content: &[u8]) -> Result<Salvaged, String> {
        self.end_batch();
        let closing: Closing = json(content)?;
        let counts = (closing.frames, closing.changes as usize);
        self.is_whole &= counts == (self.place - 1, self.changes.len());
        if closing.entry.number != self.entry {
            return Err(format!("it closes entry {}", closing.entry.number));
        }
        self.before = closing.entry.at;
        Ok(self.hand_over(closing.entry, true))
    }

    fn hand_over(&mut self, entry: Entry, is_closed: bool) -> Salvaged {
        let next = Gathering {
            entry: self.entry.saturating_add(1),
            before: self.before,
            ..Gathering::new()
        };
        let gathered = std::mem::replace(self, next);
        Salvaged {
            entry: Entry {
                changes: gathered.changes,
                batches: gathered.batches,
                ..entry
            },
            is_closed,
            is_whole: gathered.is_whole,
            offset: gathered.offset,
        }
    }
}
