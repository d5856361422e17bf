//! An image: many columns in one part of a file, found by their names.
//!
//! It begins with a head of 4,096 bytes; then come the sections, each at a multiple of 64 bytes;
//! then, as JSON, where each section lies; then a checksum for each block of 16,384 bytes of the
//! sections. All numbers outside of columns are little-endian.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::column::{Column, Plain};
use super::map::{Damage, Map};
use super::{BLOCK, HEAD, checksum};

/// What an image begins with.
const MAGIC: &[u8; 12] = if cfg!(target_endian = "little") {
    b"columns\0\0\0\0\x01"
} else {
    // Columns lie as their machine has them, and others cannot read them.
    b"columns\0\0\0\x01\0"
};
/// The bytes of a head that say something, the checksum of them left out.
const SAID: usize = 40;

/// Why an image cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ImageError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The bytes are not as they were written.
    #[error(transparent)]
    Damaged(#[from] Damage),
    /// What was written is no image this version can read, however sound it is.
    #[error("the image has no section `{name}` that this version can read")]
    Unreadable {
        /// The name of the section, or `head` or `sections`.
        name: String,
    },
}

/// Where the sections lie, by name.
pub(super) type Sections = BTreeMap<String, Place>;

/// Where a section lies among all of them.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) begin: u64,
    pub(super) length: u64,
}

/// What the head of an image says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    /// How many bytes the sections take.
    pub(super) area: u64,
    /// How many bytes tell where they lie.
    pub(super) sections: u64,
    /// How many bytes the checksums take.
    pub(super) checksums: u64,
    /// The checksum of those two.
    pub(super) told: u32,
}

impl Head {
    /// Returns how many bytes the whole image takes.
    pub(super) const fn length(&self) -> u64 {
        HEAD as u64 + self.area + self.sections + self.checksums
    }

    /// Returns the head as bytes.
    pub(super) fn to_bytes(self) -> [u8; HEAD] {
        let mut bytes = [0; HEAD];
        bytes[..12].copy_from_slice(MAGIC);
        bytes[12..16].copy_from_slice(&self.told.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.area.to_le_bytes());
        bytes[24..32].copy_from_slice(&self.sections.to_le_bytes());
        bytes[32..40].copy_from_slice(&self.checksums.to_le_bytes());
        let sum = checksum(&bytes[..SAID]);
        bytes[SAID..SAID + 4].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// Returns what the bytes of a head say, if they are sound and fit the length of the image.
    fn read(bytes: &[u8], length: u64) -> Option<Head> {
        let number = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
        let small = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let is_sound = small(SAID)? == checksum(bytes.get(..SAID)?)
            && bytes.get(SAID + 4..HEAD)?.iter().all(|byte| *byte == 0);
        let head = Head {
            told: small(12)?,
            area: number(16)?,
            sections: number(24)?,
            checksums: number(32)?,
        };
        let parts = [HEAD as u64, head.area, head.sections, head.checksums];
        let sum = parts.into_iter().try_fold(0_u64, u64::checked_add);
        (is_sound && sum == Some(length)).then_some(head)
    }
}

/// Columns of a file, opened for reading. Clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Image {
    map: Arc<Map>,
    sections: Arc<Sections>,
    /// Where in the map the sections lie.
    area: Range<usize>,
}

impl Image {
    /// Opens the image that lies in a part of a file. Costs the same for any size, but for 4 bytes of
    /// checksum for each 16,384: a section is checked when it is first read.
    ///
    /// # Errors
    /// [`ImageError`] if the file cannot be mapped, or its head or its list of sections is damaged.
    pub(crate) fn open(file: &File, range: Range<u64>) -> Result<Image, ImageError> {
        let length = range.end.saturating_sub(range.start);
        let damaged = |begin: u64, length: u64| Damage {
            offset: range.start + begin,
            length,
        };
        let whole = Map::new(file, range.start..range.end)?;
        let head = whole.bytes().get(..HEAD);
        let read = head.and_then(|bytes| Head::read(bytes, length));
        let is_ours = head.is_some_and(|bytes| bytes.starts_with(MAGIC));
        let head = match read {
            None => return Err(damaged(0, HEAD as u64).into()),
            Some(_) if !is_ours => return Err(unreadable("head")),
            Some(head) => head,
        };
        let told = (HEAD as u64 + head.area) as usize;
        let told = whole.bytes().get(told..).unwrap_or_default();
        if checksum(told) != head.told {
            return Err(damaged(length - told.len() as u64, told.len() as u64).into());
        }
        let (sections, checksums) = told.split_at(head.sections as usize);
        let sections = serde_json::from_slice(sections).map_err(|_| unreadable("sections"))?;
        let checksums = checksums.chunks_exact(4).map(|bytes| {
            let bytes = bytes.try_into().unwrap_or_default();
            u32::from_le_bytes(bytes)
        });
        let checksums = checksums.collect();
        let area = HEAD..HEAD + head.area as usize;
        Ok(Image {
            map: Arc::new(whole.in_blocks(area.clone(), checksums)),
            sections: Arc::new(sections),
            area,
        })
    }

    /// Returns a column by its name.
    pub(crate) fn column<T: Plain>(&self, name: &str) -> Result<Column<T>, ImageError> {
        let bytes = self.section(name)?;
        let column = Column::in_file(Arc::clone(&self.map), bytes);
        column.ok_or_else(|| unreadable(name))
    }

    /// Returns a value that was written as JSON by its name.
    pub(crate) fn value<T: DeserializeOwned>(&self, name: &str) -> Result<T, ImageError> {
        let bytes = self.section(name)?;
        if !self.map.is_sound(&bytes) {
            return Err(self.damage().map_or_else(|| unreadable(name), Into::into));
        }
        let json = self.map.bytes().get(bytes).unwrap_or_default();
        serde_json::from_slice(json).map_err(|_| unreadable(name))
    }

    /// Returns where a section lies.
    fn section(&self, name: &str) -> Result<Range<usize>, ImageError> {
        let place = self.sections.get(name).ok_or_else(|| unreadable(name))?;
        let end = place.begin.checked_add(place.length);
        let end = end.filter(|end| *end <= self.area.len() as u64);
        let end = end.ok_or_else(|| unreadable(name))?;
        let within = |at: u64| self.area.start + at as usize;
        Ok(within(place.begin)..within(end))
    }

    /// Returns the first damage that anybody has met who read a column.
    pub(crate) fn damage(&self) -> Option<Damage> {
        self.map.damage()
    }

    /// Checks every block that nobody has read yet. O(bytes).
    ///
    /// # Errors
    /// The first damage.
    pub(crate) fn check(&self) -> Result<(), Damage> {
        let blocks = self.area.clone().step_by(BLOCK);
        for begin in blocks {
            let end = (begin + BLOCK).min(self.area.end);
            if !self.map.is_sound(&(begin..end)) {
                break;
            }
        }
        self.damage().map_or(Ok(()), Err)
    }
}

fn unreadable(name: &str) -> ImageError {
    ImageError::Unreadable {
        name: name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{Read as _, Seek as _, SeekFrom, Write as _};

    use super::Image;
    use crate::columns::Press;

    /// Returns a file that holds an image behind 4,096 other bytes, and where it ends.
    fn pressed() -> (File, u64) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&[7; 4096]).unwrap();
        let mut press = Press::new(file.try_clone().unwrap()).unwrap();
        let many: Vec<u32> = (0..100_000).collect();
        press.column("many", &many).unwrap();
        press.column("few", &[1_u16, 2, 3]).unwrap();
        press.value("words", &["a", "b"]).unwrap();
        let length = press.finish().unwrap().length;
        (file, 4096 + length)
    }

    #[test]
    fn what_was_written_is_read() {
        let (file, end) = pressed();
        let image = Image::open(&file, 4096..end).unwrap();
        assert_eq!(image.column::<u32>("many").unwrap().at(99_999), 99_999);
        assert_eq!(image.column::<u16>("few").unwrap().all(), [1, 2, 3]);
        assert_eq!(image.value::<Vec<String>>("words").unwrap(), ["a", "b"]);
        assert!(image.column::<u32>("none").is_err());
        assert!(image.check().is_ok());
    }

    #[test]
    fn every_damage_is_told_and_never_read() {
        let (mut file, end) = pressed();
        for at in (4096..end).step_by(997).chain([4096, end - 1]) {
            let mut byte = [0];
            file.seek(SeekFrom::Start(at)).unwrap();
            file.read_exact(&mut byte).unwrap();
            file.seek(SeekFrom::Start(at)).unwrap();
            file.write_all(&[byte[0] ^ 0x10]).unwrap();
            if let Ok(image) = Image::open(&file, 4096..end) {
                let many = image.column::<u32>("many").unwrap();
                let is_right = many.all().iter().copied().eq(0..100_000);
                assert!(is_right || image.damage().is_some(), "byte {at}");
                let damage = image.check().unwrap_err();
                let range = damage.offset..damage.offset + damage.length;
                assert!(range.contains(&at), "byte {at}, {damage}");
            }
            file.seek(SeekFrom::Start(at)).unwrap();
            file.write_all(&byte).unwrap();
        }
        assert!(Image::open(&file, 4096..end).unwrap().check().is_ok());
    }

    #[test]
    fn an_image_that_is_cut_is_refused() {
        let (file, end) = pressed();
        for missing in [1, 100, 50_000] {
            assert!(Image::open(&file, 4096..end - missing).is_err());
        }
    }
}
