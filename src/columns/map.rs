//! A part of a file that is mapped into memory, checked block by block as it is read.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use memmap2::{Mmap, MmapOptions};

use super::{BLOCK, checksum};

/// A block of a file that is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the {length} bytes from byte {offset} on are damaged")]
pub(crate) struct Damage {
    /// Where in the file the block begins.
    pub(crate) offset: u64,
    /// How many bytes it has.
    pub(crate) length: u64,
}

/// Bytes of a file with a checksum for each block of them.
pub(super) struct Map {
    bytes: Mmap,
    /// Where in the file the bytes begin.
    offset: u64,
    /// Where among the bytes the first block begins.
    begin: usize,
    /// Where the last one ends.
    end: usize,
    /// By block.
    checksums: Vec<u32>,
    /// By block, a bit that tells that it was found sound.
    sound: Vec<AtomicU64>,
    /// How many blocks are not known to be sound.
    unknown: AtomicUsize,
    is_sound: AtomicBool,
    damage: OnceLock<Damage>,
}

impl Map {
    /// Maps a part of a file. No block counts as sound before it is told where blocks lie.
    #[expect(
        unsafe_code,
        reason = "there is no other way to read a file without copying it"
    )]
    pub(super) fn new(file: &File, range: Range<u64>) -> io::Result<Map> {
        let length = usize::try_from(range.end.saturating_sub(range.start))
            .map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        // SAFETY: the bytes of an image are never written again: writers only append behind them,
        // and put a new file in the place of one that they compact. Whoever cuts or overwrites the
        // file by other means may end the program, as with every mapped file.
        let bytes = unsafe { MmapOptions::new().offset(range.start).len(length).map(file) }?;
        Ok(Map {
            bytes,
            offset: range.start,
            begin: 0,
            end: 0,
            checksums: Vec::new(),
            sound: Vec::new(),
            unknown: AtomicUsize::new(0),
            is_sound: AtomicBool::new(false),
            damage: OnceLock::new(),
        })
    }

    /// Returns the map, told where its blocks lie and what their checksums are.
    pub(super) fn in_blocks(mut self, blocks: Range<usize>, checksums: Vec<u32>) -> Map {
        let count = blocks.len().div_ceil(BLOCK);
        let unknown = std::iter::repeat_with(AtomicU64::default);
        self.sound = unknown.take(count.div_ceil(64)).collect();
        self.unknown = AtomicUsize::new(count);
        self.is_sound = AtomicBool::new(count == 0);
        self.checksums = checksums;
        (self.begin, self.end) = (blocks.start, blocks.end);
        self
    }

    /// Returns all bytes, checked or not.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the first damage that was met.
    pub(super) fn damage(&self) -> Option<Damage> {
        self.damage.get().copied()
    }

    /// Tells whether bytes are as they were written. Each block is looked at once.
    #[inline]
    pub(super) fn is_sound(&self, bytes: &Range<usize>) -> bool {
        self.is_sound.load(Ordering::Acquire) || self.look(bytes)
    }

    #[cold]
    fn look(&self, bytes: &Range<usize>) -> bool {
        let first = bytes.start.saturating_sub(self.begin) / BLOCK;
        let last = bytes.end.saturating_sub(self.begin).div_ceil(BLOCK);
        (first..last).all(|block| self.is_known(block) || self.check(block))
    }

    fn is_known(&self, block: usize) -> bool {
        let word = self.sound.get(block / 64);
        word.is_some_and(|word| word.load(Ordering::Acquire) & (1 << (block % 64)) != 0)
    }

    /// Checks one block.
    fn check(&self, block: usize) -> bool {
        let begin = self.begin + block * BLOCK;
        let end = (begin + BLOCK).min(self.end);
        let told = self.checksums.get(block);
        let found = self.bytes.get(begin..end).map(checksum);
        if told.is_none() || told != found.as_ref() {
            let damage = Damage {
                offset: self.offset + begin as u64,
                length: end.saturating_sub(begin) as u64,
            };
            // The first damage is told; it is enough to distrust the rest.
            let _ = self.damage.set(damage);
            return false;
        }
        let bit = 1 << (block % 64);
        let before = self.sound[block / 64].fetch_or(bit, Ordering::AcqRel);
        if before & bit == 0 && self.unknown.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.is_sound.store(true, Ordering::Release);
        }
        true
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Map")
            .field("offset", &self.offset)
            .field("length", &self.bytes.len())
            .finish_non_exhaustive()
    }
}
