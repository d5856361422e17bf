//! The two pages at the front of a file: each tells, with a checksum, how far the file holds.
//!
//! They are written in turn, so that one of them is whole at every moment; the newer one counts.

use std::thread;
use std::time::Duration;

use super::bytes::{is_zero, u32_at, u64_at};
use super::error::{Damage, StoreError};
use super::medium::Medium;
use crate::digest::Digest;

/// The bytes of a page.
pub(super) const PAGE: usize = 4_096;
/// Where the first frame begins.
pub(super) const FRONT: u64 = 2 * PAGE as u64;
/// What every page begins with. The last letters are spoilt by programs that take it for text.
pub(super) const MAGIC: &[u8; 12] = b"chancery\r\n\x1a\n";
/// The version of the format.
pub(super) const VERSION: u32 = 1;

const DIGEST: usize = 32;
const GENERATION: usize = 16;
const COMMITTED: usize = 24;
const IMAGE: usize = 32;
const ENTRIES: usize = 40;
const LAST: usize = 48;
const REST: usize = LAST + DIGEST;
const CHECKSUM: usize = PAGE - 4;

/// How often a page that does not fit its checksum is looked at again, if somebody may be writing.
const LOOKS: u32 = 8;
/// How long to wait before the next look.
const PAUSE: Duration = Duration::from_millis(1);

/// How far a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    /// How often something was committed.
    pub(super) generation: u64,
    /// The length in bytes of all that was committed.
    pub(super) committed: u64,
    /// Where the head of the newest image stands, 0 if there is none.
    pub(super) image: u64,
    /// The number of the last entry, 0 if there is none.
    pub(super) entries: u32,
    /// The digest of the last entry, if there is one.
    pub(super) digest: Option<Digest>,
}

/// Returns the front of a new file, whose pages say the same.
pub(super) fn front(page: &Page) -> Vec<u8> {
    page.encode().repeat(2)
}

/// Why a page cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoPage {
    /// It is no page of a database, or damaged in its first letters.
    Magic,
    Checksum,
    /// It is of this version of the format.
    Later(u32),
    /// It is as it was written, but makes no sense.
    Senseless,
}

impl NoPage {
    pub(super) const fn fault(self) -> &'static str {
        match self {
            NoPage::Magic => "it does not begin as a page does",
            NoPage::Checksum => "its checksum does not fit",
            NoPage::Later(_) => "it is of a later version",
            NoPage::Senseless => "what it says cannot be",
        }
    }
}

impl Page {
    /// The page of a new file.
    pub(super) const NEW: Page = Page {
        generation: 0,
        committed: FRONT,
        image: 0,
        entries: 0,
        digest: None,
    };

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![0; PAGE];
        bytes[..MAGIC.len()].copy_from_slice(MAGIC);
        bytes[MAGIC.len()..GENERATION].copy_from_slice(&VERSION.to_le_bytes());
        bytes[GENERATION..COMMITTED].copy_from_slice(&self.generation.to_le_bytes());
        bytes[COMMITTED..IMAGE].copy_from_slice(&self.committed.to_le_bytes());
        bytes[IMAGE..ENTRIES].copy_from_slice(&self.image.to_le_bytes());
        bytes[ENTRIES..ENTRIES + 4].copy_from_slice(&self.entries.to_le_bytes());
        if let Some(digest) = &self.digest {
            bytes[LAST..REST].copy_from_slice(digest.bytes());
        }
        let checksum = crc32fast::hash(&bytes[..CHECKSUM]);
        bytes[CHECKSUM..].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    pub(super) fn decode(bytes: &[u8; PAGE]) -> Result<Page, NoPage> {
        if !bytes.starts_with(MAGIC) {
            return Err(NoPage::Magic);
        }
        if crc32fast::hash(&bytes[..CHECKSUM]) != u32_at(bytes, CHECKSUM) {
            return Err(NoPage::Checksum);
        }
        let version = u32_at(bytes, MAGIC.len());
        if version != VERSION {
            return Err(NoPage::Later(version));
        }
        let mut digest = [0; DIGEST];
        digest.copy_from_slice(&bytes[LAST..REST]);
        let entries = u32_at(bytes, ENTRIES);
        let page = Page {
            generation: u64_at(bytes, GENERATION),
            committed: u64_at(bytes, COMMITTED),
            image: u64_at(bytes, IMAGE),
            entries,
            digest: (entries > 0).then(|| Digest::from_bytes(digest)),
        };
        let is_sensible = page.committed >= FRONT
            && page.image < page.committed
            && (entries > 0 || is_zero(&digest))
            && is_zero(&bytes[ENTRIES + 4..LAST])
            && is_zero(&bytes[REST..CHECKSUM]);
        is_sensible.then_some(page).ok_or(NoPage::Senseless)
    }
}

/// What the two pages of a file say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pages(pub(super) [Result<Page, NoPage>; 2]);

impl Pages {
    /// Reads both pages, again if a writer may have been at work meanwhile.
    pub(super) fn read(medium: &Medium) -> Result<Pages, StoreError> {
        let looks = if medium.file().is_some() { LOOKS } else { 1 };
        let mut pages = Pages::look(medium)?;
        for _ in 1..looks {
            if pages.0.iter().all(Result::is_ok) {
                break;
            }
            thread::sleep(PAUSE);
            pages = Pages::look(medium)?;
        }
        Ok(pages)
    }

    fn look(medium: &Medium) -> Result<Pages, StoreError> {
        let length = medium.len()?;
        let mut front = [0; 2 * PAGE];
        let held = front
            .len()
            .min(usize::try_from(length).unwrap_or(usize::MAX));
        medium.read_at(0, &mut front[..held])?;
        let letters = held.min(MAGIC.len());
        let is_other = front[..letters] != MAGIC[..letters];
        if held < front.len() {
            if is_other {
                return Err(no_database(medium));
            }
            return Err(medium.cut(length, FRONT - length));
        }
        let (pages, _) = front.as_chunks::<PAGE>();
        Ok(Pages([Page::decode(&pages[0]), Page::decode(&pages[1])]))
    }

    /// Returns the newer page that can be read, its place, and whether the other can be read too.
    pub(super) fn newer(&self, medium: &Medium) -> Result<(Page, usize, bool), StoreError> {
        for (at, page) in self.0.iter().enumerate() {
            if let Err(NoPage::Later(version)) = page {
                return Err(StoreError::Later {
                    path: medium.path().to_owned(),
                    offset: (at * PAGE + MAGIC.len()) as u64,
                    what: format!("version {version} of the format"),
                });
            }
        }
        match self.0 {
            [Ok(one), Ok(two)] if one.generation > two.generation => Ok((one, 0, true)),
            [Ok(_), Ok(two)] => Ok((two, 1, true)),
            [Ok(one), Err(_)] => Ok((one, 0, false)),
            [Err(_), Ok(two)] => Ok((two, 1, false)),
            [Err(NoPage::Magic), Err(NoPage::Magic)] => Err(no_database(medium)),
            [Err(why), Err(_)] => Err(medium.damaged(Damage {
                offset: 0,
                length: FRONT,
                part: "both pages of the front".to_owned(),
                fault: why.fault().to_owned(),
            })),
        }
    }
}

fn no_database(medium: &Medium) -> StoreError {
    StoreError::NoDatabase {
        path: medium.path().to_owned(),
    }
}
