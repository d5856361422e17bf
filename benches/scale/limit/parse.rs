//! How the limit reads a table: bytes are looked at once, names are numbered as they come.

use std::io;
use std::path::Path;

use memchr::memchr;

use super::{Columns, Limit};

/// The most names of kinds there may be.
const MOST_KINDS: usize = 256;

/// A limit with the names of its entities.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) limit: Limit,
    names: Names,
}

impl Named {
    /// Returns the number of an entity.
    pub(crate) fn entity(&self, name: &str) -> Option<u32> {
        let slot = self.names.slot(name.as_bytes());
        slot.ok().map(|at| self.names.slots[at])
    }
}

/// Reads a table with a header: source, target, type and date, between tabs.
pub(crate) fn parse(path: &Path) -> io::Result<Named> {
    let bytes = std::fs::read(path)?;
    let start = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let mut reader = Reader {
        rest: &bytes[start..],
    };
    let (mut names, mut kinds) = (Names::default(), Names::default());
    // A row has hardly less than forty bytes.
    let mut columns = Columns::with_room(0, bytes.len() / 40);
    let mut dates = Vec::with_capacity(bytes.len() / 40);
    let mut last: (&[u8], i32) = (&[], 0);
    while !reader.rest.is_empty() {
        let ends = (
            names.number(reader.cell(b'\t')),
            names.number(reader.cell(b'\t')),
        );
        let kind = kinds.number(reader.cell(b'\t')) as usize;
        let date = reader.cell(b'\n');
        if date != last.0 {
            last = (
                date,
                day(date).ok_or_else(|| io::Error::other("not a date"))?,
            );
        }
        if kind >= MOST_KINDS {
            return Err(io::Error::other("too many kinds"));
        }
        columns.ends.push(ends);
        columns.kind.push(kind as u8);
        dates.push(last.1);
    }
    let first = dates.iter().min().copied().unwrap_or(0);
    columns.day = dates
        .into_iter()
        .map(|day| day.abs_diff(first) as u16)
        .collect();
    columns.entities = names.spans.len() as u32;
    drop(bytes);
    Ok(Named {
        limit: Limit::new(columns),
        names,
    })
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Takes the bytes before the next such byte.
    #[inline]
    fn cell(&mut self, end: u8) -> &'a [u8] {
        let at = memchr(end, self.rest);
        let (cell, rest) = self.rest.split_at(at.unwrap_or(self.rest.len()));
        self.rest = rest.get(1..).unwrap_or(&[]);
        cell
    }
}

/// Reads `YYYY-MM-DD` as a number of days (H. Hinnant 2013, chrono-compatible low-level date
/// algorithms).
fn day(date: &[u8]) -> Option<i32> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *date else {
        return None;
    };
    let digits = |all: &[u8]| {
        all.iter()
            .fold(0, |number, digit| number * 10 + i32::from(digit - b'0'))
    };
    let (year, month, day) = (
        digits(&[y0, y1, y2, y3]),
        digits(&[m0, m1]),
        digits(&[d0, d1]),
    );
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    Some(365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day)
}

/// Names numbered in the order in which they come.
#[derive(Debug, Default)]
struct Names {
    /// The number of the name whose place this is, or the highest number.
    slots: Vec<u32>,
    /// Where the bytes of each name lie.
    spans: Vec<(u32, u32)>,
    bytes: Vec<u8>,
}

impl Names {
    #[inline]
    fn number(&mut self, name: &[u8]) -> u32 {
        if self.spans.len() * 2 >= self.slots.len() {
            self.grow();
        }
        match self.slot(name) {
            Ok(at) => self.slots[at],
            Err(at) => {
                let (number, start) = (self.spans.len() as u32, self.bytes.len() as u32);
                self.bytes.extend_from_slice(name);
                self.spans.push((start, self.bytes.len() as u32));
                self.slots[at] = number;
                number
            }
        }
    }

    /// Returns the slot of a name, or the free one where it belongs.
    #[inline]
    fn slot(&self, name: &[u8]) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash(name) as usize & mask;
        loop {
            match self.slots[at] {
                u32::MAX => return Err(at),
                number if self.name(number) == name => return Ok(at),
                _ => at = (at + 1) & mask,
            }
        }
    }

    #[inline]
    fn name(&self, number: u32) -> &[u8] {
        let (start, end) = self.spans[number as usize];
        &self.bytes[start as usize..end as usize]
    }

    fn grow(&mut self) {
        self.slots = vec![u32::MAX; (self.slots.len() * 4).max(1_024)];
        for number in 0..self.spans.len() as u32 {
            let slot = self.slot(self.name(number));
            if let Err(free) = slot {
                self.slots[free] = number;
            }
        }
    }
}

/// Folds eight bytes after the other into a product.
#[inline]
fn hash(name: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let (eights, rest) = name.as_chunks::<8>();
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    let start = eights
        .iter()
        .fold(FACTOR, |hash, eight| mix(hash, u64::from_le_bytes(*eight)));
    let tail = rest
        .iter()
        .fold(0, |word, byte| (word << 8) | u64::from(*byte));
    let hash = mix(start, tail);
    hash ^ (hash >> 32)
}
