//! Salvage: what is sound in a damaged file, and a list of what is not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{Damage, StoreError};
use super::frame::{HEAD, Head};
use super::gather::{Gathering, Salvaged};
use super::medium::Medium;
use super::page::{FRONT, PAGE, Page, Pages};
use super::walk::{Step, Walk};
use super::watch::{Ticker, Watch};
use crate::register::{Act, Entry};

/// What was taken out of a file.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Salvage {
    /// The entries of which there is anything, in the order of the file.
    pub entries: Vec<Salvaged>,
    /// What is lost or does not fit, in the order of the file.
    pub lost: Vec<Damage>,
}

impl Salvage {
    /// Tells whether the file is as it was written.
    pub fn is_whole(&self) -> bool {
        self.lost.is_empty() && self.entries.iter().all(|entry| entry.is_whole)
    }

    /// Returns the entries as those of a new register: numbered from 1 without gaps, each with the
    /// digest that it has there. What undid an entry that is lost becomes an edit of its own. As
    /// long as nothing is lost, the digests stay what they were.
    pub fn rechained(self) -> Vec<Entry> {
        let mut numbers = BTreeMap::new();
        let mut before = None;
        let mut entries = Vec::new();
        for (number, Salvaged { mut entry, .. }) in (1..).zip(self.entries) {
            numbers.insert(entry.number, number);
            let renumbered = |old: u32| numbers.get(&old).copied();
            entry.act = match entry.act {
                Act::Undo(old) => renumbered(old).map_or(Act::Edit, Act::Undo),
                Act::Redo(old) => renumbered(old).map_or(Act::Edit, Act::Redo),
                act => act,
            };
            entry.number = number;
            entry.digest = entry.digest_after(before.as_ref());
            before = Some(entry.digest);
            entries.push(entry);
        }
        entries
    }
}

/// Takes every sound change and row out of a file, however damaged; the file stays as it is.
///
/// # Errors
/// [`StoreError`] if the file cannot be read at all, if nothing of a database is in it, or if the
/// watch stops it.
///
/// # Complexity
/// O(bytes of the file); all that is found is held in memory.
pub fn salvage(path: impl AsRef<Path>, watch: Watch<'_>) -> Result<Salvage, StoreError> {
    salvage_medium(Medium::open(path.as_ref())?, watch)
}

/// Takes every sound change and row out of a database that is in memory; `name` stands in errors.
///
/// # Errors
/// [`StoreError`] as for [`salvage`].
pub fn salvage_bytes(
    name: impl Into<PathBuf>,
    bytes: Vec<u8>,
    watch: Watch<'_>,
) -> Result<Salvage, StoreError> {
    salvage_medium(Medium::memory(&name.into(), bytes), watch)
}

fn salvage_medium(medium: Medium, watch: Watch<'_>) -> Result<Salvage, StoreError> {
    let medium = Arc::new(medium);
    let mut salvage = Salvage::default();
    let survey = Survey::new(&medium, &mut salvage.lost)?;
    survey.run(watch, &mut |found| match found {
        Found::Entry(entry) => salvage.entries.push(entry),
        Found::Damage(damage) => salvage.lost.push(damage),
        Found::Passed { offset, head } => salvage.lost.extend(not_understood(offset, &head)),
    })?;
    if salvage.entries.is_empty() && survey.page.is_none() && survey.end > FRONT {
        let path = medium.path().to_owned();
        return Err(StoreError::NoDatabase { path });
    }
    Ok(salvage)
}

/// Returns what to say of a frame that this version should understand and does not.
pub(super) fn not_understood(offset: u64, head: &Head) -> Option<Damage> {
    head.is_later().then(|| Damage {
        offset,
        length: HEAD as u64 + head.length,
        part: head.part(),
        fault: "only a later version can read it".to_owned(),
    })
}

/// What a survey of a file finds, in the order of the file.
#[derive(Debug)]
pub(super) enum Found {
    Entry(Salvaged),
    Damage(Damage),
    /// An optional frame, whose content is somebody else's business.
    Passed {
        offset: u64,
        head: Head,
    },
}

/// A look at all of a file.
#[derive(Debug)]
pub(super) struct Survey {
    medium: Arc<Medium>,
    /// What the newer page says, if one can be read.
    pub(super) page: Option<Page>,
    /// Whether the other page can be read too, so that it is known how far the file holds.
    is_certain: bool,
    end: u64,
}

impl Survey {
    /// Begins with the front; what is wrong there is added to a list.
    pub(super) fn new(
        medium: &Arc<Medium>,
        damages: &mut Vec<Damage>,
    ) -> Result<Survey, StoreError> {
        let length = medium.len()?;
        let pages = match Pages::read(medium) {
            Ok(pages) => Some(pages),
            Err(StoreError::Cut { .. }) => None,
            Err(error) => return Err(error),
        };
        let broken = pages.iter().flat_map(Pages::broken);
        damages.extend(broken);
        let newer = pages.map(|pages| pages.newer(medium)).transpose();
        let newer = match newer {
            Ok(newer) => newer,
            Err(error @ StoreError::Later { .. }) => return Err(error),
            Err(_) => None,
        };
        let page = newer.map(|(page, ..)| page);
        let is_certain = newer.is_some_and(|(.., is_sound)| is_sound);
        let committed = page.map(|page| page.committed).filter(|_| is_certain);
        let end = committed.map_or(length, |committed| committed.min(length));
        let should = page.map_or(FRONT, |page| page.committed);
        if length < should {
            damages.push(Damage {
                offset: length,
                length: should - length,
                part: "the rest of the file".to_owned(),
                fault: "it is cut off".to_owned(),
            });
        }
        Ok(Survey {
            medium: Arc::clone(medium),
            page,
            is_certain,
            end,
        })
    }

    /// Tells whether it is known how far the file holds.
    pub(super) const fn is_certain(&self) -> bool {
        self.is_certain
    }

    /// Returns where the survey ends.
    pub(super) const fn end(&self) -> u64 {
        self.end
    }

    /// Goes through the file, and tells all that it finds.
    pub(super) fn run(
        &self,
        watch: Watch<'_>,
        tell: &mut dyn FnMut(Found),
    ) -> Result<(), StoreError> {
        let mut walk = Walk::new(&self.medium, FRONT, self.end);
        let mut ticker = Ticker::new(watch, self.end);
        let mut gathering = Gathering::new();
        while let Some(step) = walk.step()? {
            match step {
                Step::Frame(frame) => {
                    let (entries, taken) = gathering.take(&frame);
                    entries.into_iter().map(Found::Entry).for_each(&mut *tell);
                    if let Err(fault) = taken {
                        tell(Found::Damage(frame.damage(fault)));
                    }
                }
                Step::Passed { offset, head } => tell(Found::Passed { offset, head }),
                Step::Lost(damage) => tell(Found::Damage(damage)),
            }
            ticker.tick(walk.at(), &self.medium)?;
        }
        // Behind what is known to hold stands at most what nobody was told of.
        let unclosed = gathering.finish();
        unclosed.into_iter().map(Found::Entry).for_each(tell);
        Ok(())
    }
}

impl Pages {
    /// Returns the pages that are not as they were written.
    fn broken(&self) -> impl Iterator<Item = Damage> + '_ {
        let pages = [
            "the first page of the front",
            "the second page of the front",
        ];
        let pages = pages.into_iter().enumerate().zip(&self.0);
        pages.filter_map(|((at, part), page)| {
            let why = page.err()?;
            Some(Damage {
                offset: (at * PAGE) as u64,
                length: PAGE as u64,
                part: part.to_owned(),
                fault: why.fault().to_owned(),
            })
        })
    }
}
