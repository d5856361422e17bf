//! Many short texts in one piece of memory, and orders over them.
//!
//! Knows bytes only; what the texts name is elsewhere.

use std::cmp::Ordering;
use std::io;
use std::ops::Range;

use crate::columns::{Column, Image, ImageError, Press};

/// Texts by number, laid end to end: one allocation for all instead of one for each.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    joined: Column<u8>,
    /// Where each begins; the last entry is where all end.
    begins: Column<u64>,
}

/// Texts that are being gathered.
#[derive(Debug, Clone)]
pub(super) struct Gathered {
    joined: Vec<u8>,
    begins: Vec<u64>,
}

impl Default for Gathered {
    fn default() -> Gathered {
        Gathered {
            joined: Vec::new(),
            begins: vec![0],
        }
    }
}

impl Gathered {
    /// Appends a text; its number is how many there were before.
    pub(super) fn push(&mut self, text: &str) {
        self.joined.extend_from_slice(text.as_bytes());
        self.begins.push(self.joined.len() as u64);
    }

    /// Returns the texts.
    pub(super) fn finish(self) -> Texts {
        Texts {
            joined: self.joined.into(),
            begins: self.begins.into(),
        }
    }
}

impl Texts {
    /// Returns a text; a number never given out yields the empty text.
    #[inline]
    pub(super) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let bytes = match self.begins.part(number..number + 2) {
            [begin, end] => self.joined.part(*begin as usize..*end as usize),
            _ => &[],
        };
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// Adds the texts to an image under a name.
    pub(super) fn press(&self, name: &str, press: &mut Press) -> io::Result<()> {
        press.column(&format!("{name}.begins"), self.begins.all())?;
        press.column(name, self.joined.all())
    }

    /// Returns the texts that an image has under a name.
    pub(super) fn open(name: &str, image: &Image) -> Result<Texts, ImageError> {
        Ok(Texts {
            joined: image.column(name)?,
            begins: image.column(&format!("{name}.begins"))?,
        })
    }
}

/// Sorts `items` by their texts, then by the items themselves.
///
/// The first sixteen bytes are compared as one number, because most texts differ there and
/// following a reference for each comparison would cost more than the comparison.
pub(super) fn sort_by_text<T: Copy + Ord, B: Iterator<Item = u8>>(
    items: &mut Vec<T>,
    text: impl Fn(T) -> B,
) {
    let mut keyed: Vec<(u128, T)> = items
        .iter()
        .map(|&item| (beginning(text(item)), item))
        .collect();
    keyed.sort_unstable_by(|(left_key, left), (right_key, right)| {
        left_key
            .cmp(right_key)
            .then_with(|| text(*left).cmp(text(*right)))
            .then_with(|| left.cmp(right))
    });
    items.clear();
    items.extend(keyed.into_iter().map(|(_, item)| item));
}

/// Returns the first sixteen bytes as a number that sorts as they do.
fn beginning(bytes: impl Iterator<Item = u8>) -> u128 {
    let mut padded = [0; 16];
    for (place, byte) in padded.iter_mut().zip(bytes) {
        *place = byte;
    }
    u128::from_be_bytes(padded)
}

/// Returns where in `sorted` the items stand whose texts begin with `key`. O(log n) comparisons.
pub(super) fn beginning_with<T: Copy, B: Iterator<Item = u8>>(
    sorted: &[T],
    key: &[u8],
    text: impl Fn(T) -> B,
) -> Range<usize> {
    let cut = |item: T| compare(text(item).take(key.len()), key);
    let start = sorted.partition_point(|&item| cut(item) == Ordering::Less);
    let end = sorted.partition_point(|&item| cut(item) != Ordering::Greater);
    start..end
}

/// Returns where in `sorted` the items stand whose texts are `key`. O(log n) comparisons.
pub(super) fn equal_to<T: Copy, B: Iterator<Item = u8>>(
    sorted: &[T],
    key: &[u8],
    text: impl Fn(T) -> B,
) -> Range<usize> {
    let start = sorted.partition_point(|&item| compare(text(item), key) == Ordering::Less);
    let end = sorted.partition_point(|&item| compare(text(item), key) != Ordering::Greater);
    start..end
}

/// Compares bytes one by one, a beginning before the longer text.
fn compare(left: impl Iterator<Item = u8>, right: &[u8]) -> Ordering {
    left.cmp(right.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::{Gathered, Texts, beginning_with, equal_to, sort_by_text};

    fn texts(all: &[&str]) -> Texts {
        let mut texts = Gathered::default();
        for text in all {
            texts.push(text);
        }
        texts.finish()
    }

    #[test]
    fn a_text_is_kept_under_its_number() {
        let texts = texts(&["rwanda", "", "қазақстан"]);
        assert_eq!(texts.get(0), "rwanda");
        assert_eq!(texts.get(1), "");
        assert_eq!(texts.get(2), "қазақстан");
        assert_eq!(texts.get(3), "");
    }

    #[test]
    fn long_equal_beginnings_do_not_hide_the_difference() {
        let texts = texts(&["ministry of foreign trade", "ministry of foreign affairs"]);
        let mut order = vec![0, 1];
        sort_by_text(&mut order, |number| texts.get(number).bytes());
        assert_eq!(order, [1, 0]);
    }

    #[test]
    fn ranges_hold_beginnings_and_equals() {
        let texts = texts(&["a", "ab", "abc", "b"]);
        let bytes = |number| texts.get(number).bytes();
        assert_eq!(beginning_with(&[0, 1, 2, 3], b"ab", bytes), 1..3);
        assert_eq!(beginning_with(&[0, 1, 2, 3], b"", bytes), 0..4);
        assert_eq!(equal_to(&[0, 1, 2, 3], b"ab", bytes), 1..2);
        assert!(equal_to(&[0, 1, 2, 3], b"aa", bytes).is_empty());
    }
}
