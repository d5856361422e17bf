//! The words of all labels: which labels hold a word, begin one, or hold one like it.
//!
//! Knows Latin keys only. Every place where a word starts is kept in order of the text from there
//! on, so the labels with a word, with words beginning so, or with a phrase stand side by side.

use std::ops::Range;

use super::label::Labels;
use super::texts::{beginning_with, sort_by_text};
use super::trigrams::Trigrams;

/// Words of one label beyond this number are not searched one by one.
const WORDS: usize = 32;

/// A place where a word starts: the label and the byte of its Latin key.
pub(super) type Start = (u32, u16);

/// Every start of a word in order of the text that follows, and the distinct words.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    starts: Vec<Start>,
    /// For each distinct word, in order, where its starts begin.
    firsts: Vec<u32>,
    trigrams: Trigrams,
}

/// A known word and how many letters it is off from the one asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spelling {
    /// Letters inserted, deleted, replaced or swapped.
    pub(super) slips: usize,
    /// The word as labels have it.
    pub(super) word: String,
}

impl Words {
    /// Gathers the words of all labels in which errors are forgiven. O(n log n).
    pub(super) fn new(labels: &Labels) -> Words {
        let searched =
            |label: &u32| labels.sort_of(*label).forgives() && !labels.repeats_the_name(*label);
        let mut starts: Vec<Start> = labels
            .numbers()
            .filter(searched)
            .flat_map(|label| offsets(labels.latin(label)).map(move |offset| (label, offset)))
            .collect();
        sort_by_text(&mut starts, |start| rest(labels, start).bytes());
        let mut words = Words {
            starts,
            ..Words::default()
        };
        words.number(labels);
        words
    }

    /// Numbers the distinct words and notes their trigrams.
    fn number(&mut self, labels: &Labels) {
        let word = |start: &Start| first_word(rest(labels, *start));
        let mut last = "";
        for (at, start) in self.starts.iter().enumerate() {
            if word(start) != last {
                last = word(start);
                self.firsts.push(at as u32);
            }
        }
        let distinct = self
            .firsts
            .iter()
            .map(|&at| word(&self.starts[at as usize]));
        self.trigrams = Trigrams::new(distinct);
    }

    /// Returns the starts at which `text` follows, in order of the text. O(log n).
    pub(super) fn beginning(&self, labels: &Labels, text: &str) -> &[Start] {
        let range = beginning_with(&self.starts, text.as_bytes(), |start| {
            rest(labels, start).bytes()
        });
        &self.starts[range]
    }

    /// Returns the starts of exactly this word. O(log n).
    pub(super) fn of(&self, labels: &Labels, word: &str) -> &[Start] {
        let range = self
            .number_of(labels, word)
            .map(|number| self.range(number));
        range.map_or(&[], |range| &self.starts[range])
    }

    /// Returns known words at most `slips` letters off from `word`, the nearest first, ties in
    /// order of text.
    pub(super) fn like(&self, labels: &Labels, word: &str, slips: usize) -> Vec<Spelling> {
        let alike = self.trigrams.alike(word, slips);
        let mut spellings: Vec<Spelling> = alike
            .into_iter()
            .map(|number| first_word(rest(labels, self.starts[self.range(number).start])))
            .filter(|known| known.len().abs_diff(word.len()) <= slips)
            .map(|known| Spelling {
                slips: strsim::osa_distance(word, known),
                word: known.to_owned(),
            })
            .filter(|spelling| spelling.slips <= slips)
            .collect();
        spellings.sort_unstable();
        spellings
    }

    /// Returns the number of a word among the distinct ones.
    fn number_of(&self, labels: &Labels, word: &str) -> Option<u32> {
        let known = |at: &u32| first_word(rest(labels, self.starts[*at as usize]));
        self.firsts
            .binary_search_by(|at| known(at).cmp(word))
            .ok()
            .map(|number| number as u32)
    }

    /// Returns where the starts of a distinct word stand.
    fn range(&self, number: u32) -> Range<usize> {
        let number = number as usize;
        let end = self.firsts.get(number + 1).map(|&end| end as usize);
        self.firsts[number] as usize..end.unwrap_or(self.starts.len())
    }
}

/// Returns the text of a label's Latin key from the start of a word on.
pub(super) fn rest(labels: &Labels, (label, offset): Start) -> &str {
    labels
        .latin(label)
        .get(usize::from(offset)..)
        .unwrap_or_default()
}

/// Returns the letters up to the first space.
fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

/// Returns where the words of a Latin key start.
fn offsets(latin: &str) -> impl Iterator<Item = u16> {
    let after_spaces = latin.bytes().enumerate().filter(|(_, byte)| *byte == b' ');
    let first = (!latin.is_empty()).then_some(0);
    first
        .into_iter()
        .chain(after_spaces.map(|(at, _)| at as u16 + 1))
        .take(WORDS)
}
