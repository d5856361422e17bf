//! Initials: `RDB` for Rwanda Development Board.
//!
//! Knows Latin keys only; an acronym that is an alias of its own is found as one.

use super::label::Labels;
use crate::text;

/// The shortest and the longest initials that are kept.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=8;

/// Words that initials may skip, folded.
const SKIPPED: [&str; 15] = [
    "and", "da", "das", "de", "des", "di", "do", "du", "et", "for", "i", "la", "of", "the", "und",
];

/// Initials in order, with the label each stands for.
#[derive(Debug, Clone, Default)]
pub(super) struct Initials {
    order: Vec<([u8; 8], u32)>,
}

impl Initials {
    /// Gathers the initials of names and aliases of several words, with and without small words.
    pub(super) fn new(labels: &Labels) -> Initials {
        let mut order = Vec::new();
        for label in labels.numbers() {
            if !labels.sort_of(label).forgives() || labels.repeats_the_name(label) {
                continue;
            }
            let words = || text::words(labels.latin(label));
            let all = key(words());
            let large = key(words().filter(|word| SKIPPED.binary_search(word).is_err()));
            order.extend(all.map(|key| (key, label)));
            order.extend(large.filter(|_| large != all).map(|key| (key, label)));
        }
        order.sort_unstable();
        Initials { order }
    }

    /// Returns the labels whose words begin with these letters, in order of label. O(log n).
    pub(super) fn of(&self, letters: &str) -> impl Iterator<Item = u32> {
        let asked = LENGTHS
            .contains(&letters.len())
            .then(|| padded(letters.bytes()));
        let start = asked.map_or(self.order.len(), |key| {
            self.order.partition_point(|(known, _)| *known < key)
        });
        self.order[start..]
            .iter()
            .take_while(move |(known, _)| Some(*known) == asked)
            .map(|(_, label)| *label)
    }
}

/// Returns the first letters of the words, unless they are too few or too many.
fn key<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Option<[u8; 8]> {
    let letters = words.filter_map(|word| word.bytes().next());
    LENGTHS
        .contains(&letters.clone().count())
        .then(|| padded(letters))
}

/// Returns up to eight letters, zeroes after them.
fn padded(letters: impl Iterator<Item = u8>) -> [u8; 8] {
    let mut key = [0; 8];
    for (place, letter) in key.iter_mut().zip(letters) {
        *place = letter;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::SKIPPED;

    #[test]
    fn the_small_words_are_in_order() {
        assert!(SKIPPED.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
