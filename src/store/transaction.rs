//! Transactions: the frames of one entry, the last of which closes it.

use std::io::{self, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::frame::{Frame, Pen, Tag};
use super::medium::Medium;
use super::rows::{Gaps, Parts, write_batch};
use crate::model::Batch;
use crate::register::{Change, Entry};

/// What the frame says that closes a transaction, as JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closing {
    /// How many frames stand before it.
    pub(super) frames: u32,
    /// How many changes they hold.
    pub(super) changes: u32,
    pub(super) entry: Entry,
}

/// The same, to be written.
#[derive(Serialize)]
struct ClosingOf<'a> {
    frames: u32,
    changes: u32,
    entry: &'a Entry,
}

/// Writes an entry as a transaction.
pub(super) fn write_entry<W: Write>(pen: &mut Pen<W>, entry: &Entry) -> io::Result<()> {
    let mut batches = entry.batches.iter();
    for change in &entry.changes {
        pen.frame(Tag::CHANGE, &serde_json::to_vec(change)?)?;
        if matches!(change, Change::Batch { .. })
            && let Some(batch) = batches.next()
        {
            write_batch(pen, batch)?;
        }
    }
    let closing = ClosingOf {
        frames: pen.frames(),
        changes: entry.changes.len() as u32,
        entry,
    };
    pen.frame(Tag::ENTRY, &serde_json::to_vec(&closing)?)
}

/// Returns what hinders an entry from being written, if anything does: its batches are not those
/// that its changes tell of.
pub(super) fn misfit(entry: &Entry) -> Option<String> {
    let told = entry.changes.iter().filter_map(|change| match change {
        Change::Batch { prefix, rows, .. } => Some((prefix.as_str(), *rows)),
        _ => None,
    });
    let held = entry.batches.iter();
    let held = held.map(|batch| (batch.prefix(), batch.len() as u64));
    (!told.eq(held)).then(|| "its batches are not those of its changes".to_owned())
}

/// An entry that is being put together from the frames of its transaction.
#[derive(Debug)]
pub(super) struct Assembly {
    entry: u32,
    /// The place of the next frame.
    place: u32,
    changes: Vec<Change>,
    batches: Vec<Arc<Batch>>,
    /// The batch whose blocks are still coming.
    parts: Option<Parts>,
}

impl Assembly {
    /// Begins the entry of a number.
    pub(super) const fn new(entry: u32) -> Assembly {
        Assembly {
            entry,
            place: 0,
            changes: Vec::new(),
            batches: Vec::new(),
            parts: None,
        }
    }

    /// Tells whether it has taken no frame yet.
    pub(super) const fn is_empty(&self) -> bool {
        self.place == 0
    }

    /// Takes the next frame, and returns the entry if it is the last one.
    pub(super) fn take(
        &mut self,
        frame: &Frame,
        medium: &Medium,
    ) -> Result<Option<Entry>, StoreError> {
        self.take_content(frame)
            .map_err(|fault| frame.fault(medium, fault))
    }

    fn take_content(&mut self, frame: &Frame) -> Result<Option<Entry>, String> {
        if (frame.head.entry, frame.head.place) != (self.entry, self.place) {
            let (entry, place) = (self.entry, self.place);
            return Err(format!("frame {place} of entry {entry} should stand here"));
        }
        self.place = self.place.saturating_add(1);
        match frame.head.tag {
            Tag::ENTRY => return self.close(&frame.content).map(Some),
            Tag::CHANGE => self.take_change(&frame.content)?,
            Tag::BATCH => self.take_batch(&frame.content)?,
            tag => {
                let parts = self.parts.as_mut().ok_or("it has no batch")?;
                parts.add(tag, &frame.content, Gaps::None)?;
            }
        }
        self.finish_batch();
        Ok(None)
    }

    fn take_change(&mut self, content: &[u8]) -> Result<(), String> {
        self.no_batch_is_open()?;
        self.changes.push(json(content)?);
        Ok(())
    }

    fn take_batch(&mut self, content: &[u8]) -> Result<(), String> {
        self.no_batch_is_open()?;
        let parts = Parts::new(content)?;
        let told = match self.changes.last() {
            Some(Change::Batch { prefix, rows, .. }) => Some((prefix.as_str(), *rows)),
            _ => None,
        };
        if told != Some((parts.batch().prefix(), parts.rows().into())) {
            return Err("it is not the batch that the change before it tells of".to_owned());
        }
        self.parts = Some(parts);
        Ok(())
    }

    /// Puts the batch with the others once all of it is there.
    fn finish_batch(&mut self) {
        if let Some(parts) = self.parts.take_if(|parts| parts.is_whole()) {
            self.batches.push(Arc::new(parts.finish()));
        }
    }

    fn no_batch_is_open(&self) -> Result<(), String> {
        match self.parts {
            Some(_) => Err("the batch before it is not whole".to_owned()),
            None => Ok(()),
        }
    }

    fn close(&mut self, content: &[u8]) -> Result<Entry, String> {
        self.no_batch_is_open()?;
        let closing: Closing = json(content)?;
        let held = (self.place - 1, self.changes.len());
        if held != (closing.frames, closing.changes as usize) {
            let (frames, changes) = (closing.frames, closing.changes);
            return Err(format!("it closes {frames} frames with {changes} changes"));
        }
        let mut entry = closing.entry;
        if entry.number != self.entry {
            return Err(format!("it closes entry {}", entry.number));
        }
        entry.changes = std::mem::take(&mut self.changes);
        entry.batches = std::mem::take(&mut self.batches);
        if let Some(fault) = misfit(&entry) {
            return Err(fault);
        }
        *self = Assembly::new(self.entry.saturating_add(1));
        Ok(entry)
    }
}

/// Reads JSON, whose depth serde bounds.
pub(super) fn json<T: for<'de> Deserialize<'de>>(content: &[u8]) -> Result<T, String> {
    serde_json::from_slice(content).map_err(|error| error.to_string())
}
