//! Trigrams: which words share enough runs of three letters to be worth a closer look.
//!
//! Knows words by number only. It may offer words that are farther off than asked for, and misses
//! one that is near only where a great many share more with what was asked.

use std::cmp::Reverse;

/// Letters a trigram is made of: the mark before and after a word, digits, `a` to `z`.
const ALPHABET: usize = 37;

/// Longer words are compared by their first letters only.
const LETTERS: usize = 64;

/// So many words are offered for a closer look, those that share most.
const OFFERED: usize = 1024;

/// For each trigram the words that hold it, one list after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Trigrams {
    ends: Vec<u32>,
    words: Vec<u32>,
    count: usize,
}

impl Trigrams {
    /// Indexes words, numbered as they come. O(letters).
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Trigrams {
        let mut ends = vec![0_u32; ALPHABET.pow(3) + 1];
        let mut count = 0;
        for word in words.clone() {
            count += 1;
            for gram in trigrams(word) {
                ends[gram + 1] += 1;
            }
        }
        for gram in 1..ends.len() {
            ends[gram] += ends[gram - 1];
        }
        let mut filled = vec![0; ends.last().map_or(0, |all| *all as usize)];
        let mut next = ends.clone();
        for (number, word) in words.enumerate() {
            for gram in trigrams(word) {
                filled[next[gram] as usize] = number as u32;
                next[gram] += 1;
            }
        }
        Trigrams {
            ends,
            words: filled,
            count,
        }
    }

    /// Returns the words that may be within `slips` of `word`, those that share most first.
    ///
    /// A slip spoils at most four of a word's trigrams (a swapped pair does), so a word that
    /// keeps none cannot be near unless it is very short.
    pub(super) fn alike(&self, word: &str, slips: usize) -> Vec<u32> {
        let asked = trigrams(word);
        let needed = asked.len().saturating_sub(4 * slips).max(1);
        let mut shared = vec![0_u8; self.count];
        let mut touched = Vec::new();
        for gram in asked {
            for &number in self.holders(gram) {
                let seen = &mut shared[number as usize];
                if *seen == 0 {
                    touched.push(number);
                }
                *seen = seen.saturating_add(1);
            }
        }
        touched.retain(|&number| usize::from(shared[number as usize]) >= needed);
        touched.sort_unstable_by_key(|&number| (Reverse(shared[number as usize]), number));
        touched.truncate(OFFERED);
        touched
    }

    /// Returns the words that hold a trigram.
    fn holders(&self, gram: usize) -> &[u32] {
        let bounds = (self.ends.get(gram), self.ends.get(gram + 1));
        let (Some(&start), Some(&end)) = bounds else {
            return &[];
        };
        self.words
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }
}

/// Returns the distinct trigrams of a Latin word with two marks before it and two after it.
fn trigrams(word: &str) -> Vec<usize> {
    let marks = [0, 0];
    let word = word.bytes().take(LETTERS).map(letter);
    let letters: Vec<usize> = marks.into_iter().chain(word).chain(marks).collect();
    let mut grams: Vec<usize> = letters
        .windows(3)
        .map(|gram| gram.iter().fold(0, |code, letter| code * ALPHABET + letter))
        .collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// Returns the number of a letter, 0 for what no folded Latin word holds.
fn letter(byte: u8) -> usize {
    match byte {
        b'0'..=b'9' => usize::from(byte - b'0') + 1,
        b'a'..=b'z' => usize::from(byte - b'a') + 11,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::Trigrams;

    #[test]
    fn a_word_with_a_swapped_pair_is_offered() {
        let words = ["kagame", "habyarimana", "iraq"];
        let trigrams = Trigrams::new(words.into_iter());
        assert_eq!(trigrams.alike("kaagme", 1), [0]);
        assert_eq!(trigrams.alike("irqa", 1), [2]);
    }

    #[test]
    fn a_word_of_other_letters_is_not_offered() {
        let trigrams = Trigrams::new(["kagame", "nyerere"].into_iter());
        assert!(trigrams.alike("zzzz", 1).is_empty());
    }
}
