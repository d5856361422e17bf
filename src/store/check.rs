//! Checking: every byte of a file against its checksum, every entry against the chain.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{Damage, StoreError};
use super::frame::{HEAD, Head, Tag};
use super::gather::Salvaged;
use super::medium::Medium;
use super::page::Page;
use super::salvage::{Found, Survey, not_understood};
use super::snapshot::BROKEN_CHAIN;
use super::watch::Watch;
use crate::digest::Digest;

/// What a check has found.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Checked {
    /// How many entries are whole.
    pub entries: u32,
    /// How many changes they have.
    pub changes: u64,
    /// How many rows their batches have.
    pub rows: u64,
    /// How many bytes were looked at.
    pub bytes: u64,
    /// Where the contents of images lie, which have checksums of their own.
    pub images: Vec<Range<u64>>,
    /// All that is not as it was written, in the order of the file; nothing, if all is well.
    pub damages: Vec<Damage>,
}

/// Checks all of a file: checksums, order, the chain of digests and the digests of rows.
///
/// What the entries come to is not looked at: that is the business of a register.
///
/// # Errors
/// [`StoreError`] if the file cannot be read, or the watch stops it; damages are no error here.
///
/// # Complexity
/// O(bytes of the file); one entry at a time is held in memory.
pub fn check(path: impl AsRef<Path>, watch: Watch<'_>) -> Result<Checked, StoreError> {
    check_medium(Medium::open(path.as_ref())?, watch)
}

/// Checks all of a database that is in memory; `name` stands in errors.
///
/// # Errors
/// [`StoreError`] as for [`check`].
pub fn check_bytes(
    name: impl Into<PathBuf>,
    bytes: Vec<u8>,
    watch: Watch<'_>,
) -> Result<Checked, StoreError> {
    check_medium(Medium::memory(&name.into(), bytes), watch)
}

fn check_medium(medium: Medium, watch: Watch<'_>) -> Result<Checked, StoreError> {
    let medium = Arc::new(medium);
    let mut checker = Checker::default();
    let survey = Survey::new(&medium, &mut checker.checked.damages)?;
    survey.run(watch, &mut |found| checker.take(found))?;
    checker.checked.bytes = survey.end();
    if let Some(page) = survey.page.filter(|_| survey.is_certain()) {
        checker.end(&page);
    }
    Ok(checker.checked)
}

/// A check under way.
#[derive(Debug, Default)]
struct Checker {
    checked: Checked,
    /// The number of the last entry, and its digest if it is known.
    last: (u32, Option<Digest>),
}

impl Checker {
    fn take(&mut self, found: Found) {
        match found {
            Found::Entry(entry) => self.take_entry(&entry),
            Found::Damage(damage) => self.checked.damages.push(damage),
            Found::Passed { offset, head } => self.pass(offset, &head),
        }
    }

    fn pass(&mut self, offset: u64, head: &Head) {
        let unknown = not_understood(offset, head);
        self.checked.damages.extend(unknown);
        if head.tag == Tag::IMAGE {
            let begin = offset + HEAD as u64;
            self.checked.images.push(begin..begin + head.length);
        }
    }

    fn take_entry(&mut self, salvaged: &Salvaged) {
        let entry = &salvaged.entry;
        let (number, before) = self.last;
        let is_next = entry.number == number.saturating_add(1);
        if !is_next {
            self.entry_fault(salvaged, format!("it stands behind entry {number}"));
        }
        let is_behind_known = is_next && (number == 0 || before.is_some());
        if !salvaged.is_whole {
            self.entry_fault(salvaged, "parts of it are missing");
        } else if is_behind_known && entry.digest != entry.digest_after(before.as_ref()) {
            self.entry_fault(salvaged, BROKEN_CHAIN);
        } else if !entry.has_its_rows() {
            self.entry_fault(
                salvaged,
                "its rows do not have the digests that its changes tell",
            );
        } else {
            self.checked.entries += 1;
            self.checked.changes += entry.changes.len() as u64;
            let rows = entry.batches.iter().map(|batch| batch.len() as u64);
            self.checked.rows += rows.sum::<u64>();
        }
        let digest = salvaged.is_closed.then_some(entry.digest);
        self.last = (entry.number, digest);
    }

    /// Sees that the last entry is the one that the front tells of.
    fn end(&mut self, page: &Page) {
        let (number, digest) = self.last;
        let is_told = digest.is_none() || digest == page.digest;
        if number != page.entries || !is_told {
            let fault = format!("the last entry is {number}, and should be {}", page.entries);
            self.fault(page.committed, "the end".to_owned(), fault);
        }
        let begin = page.image + HEAD as u64;
        let is_there = self.checked.images.iter().any(|image| image.start == begin);
        if page.image != 0 && !is_there {
            self.fault(page.image, "the image".to_owned(), "it is not there");
        }
    }

    fn entry_fault(&mut self, salvaged: &Salvaged, fault: impl Into<String>) {
        let part = format!("entry {}", salvaged.entry.number);
        self.fault(salvaged.offset, part, fault);
    }

    fn fault(&mut self, offset: u64, part: String, fault: impl Into<String>) {
        self.checked.damages.push(Damage {
            offset,
            length: 0,
            part,
            fault: fault.into(),
        });
    }
}
