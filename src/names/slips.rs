//! Slips: names that are one letter off, found without looking at all names.
//!
//! Knows whole Latin keys without their spaces, so a space too many or too few is no slip.

use super::label::Labels;
use super::texts::{beginning_with, equal_to, sort_by_text};
use crate::columns::Column;

/// A range this short is looked through rather than searched.
const FEW: usize = 16;

/// Labels in order of their letters.
#[derive(Debug, Clone, Default)]
pub(super) struct Slips {
    pub(super) order: Column<u32>,
}

impl Slips {
    /// Orders all labels in which errors are forgiven. O(n log n).
    pub(super) fn new(labels: &Labels) -> Slips {
        let searched = |label: &u32| {
            labels.sort_of(*label).forgives()
                && !labels.repeats_the_name(*label)
                && labels.letters(*label).next().is_some()
        };
        let mut order: Vec<u32> = labels.numbers().filter(searched).collect();
        sort_by_text(&mut order, |label| labels.letters(label));
        Slips {
            order: order.into(),
        }
    }

    /// Returns the labels whose letters are these. O(log n).
    pub(super) fn none(&self, labels: &Labels, letters: &[u8]) -> &[u32] {
        let order = self.order.all();
        &order[equal_to(order, letters, |label| labels.letters(label))]
    }

    /// Tells whether a label's letters begin with these. O(log n).
    pub(super) fn any_begins_with(&self, labels: &Labels, letters: &[u8]) -> bool {
        !beginning_with(self.order.all(), letters, |label| labels.letters(label)).is_empty()
    }

    /// Returns the labels whose letters are one insertion, deletion, replacement or swap away
    /// from these, in order of label.
    ///
    /// Walks the order as a tree of beginnings: the letters before the slip are right, and so are
    /// those after it. O(m · log n) for m letters.
    pub(super) fn one(&self, labels: &Labels, letters: &[u8]) -> Vec<u32> {
        let mut found = Vec::new();
        let mut range = self.order.all();
        for at in 0..=letters.len() {
            if range.len() <= FEW {
                found.extend_from_slice(range);
                break;
            }
            for variant in variants(letters, at) {
                let equal = equal_to(range, &variant, |label| labels.letters(label));
                found.extend_from_slice(&range[equal]);
            }
            if let Some(right) = letters.get(..=at) {
                range = &range[beginning_with(range, right, |label| labels.letters(label))];
            }
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|&label| is_one_off(letters, labels.letters(label)));
        found
    }
}

/// Tells whether a label's letters are exactly one slip away.
fn is_one_off(letters: &[u8], label: impl Iterator<Item = u8>) -> bool {
    let label: Vec<u8> = label.collect();
    label.len().abs_diff(letters.len()) <= 1 && is_one_slip(letters, &label)
}

/// Tells whether one insertion, deletion, replacement or swap parts two texts.
fn is_one_slip(left: &[u8], right: &[u8]) -> bool {
    let same = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    match (&left[same..], &right[same..]) {
        ([_, left @ ..], []) => left.is_empty(),
        ([], [_, right @ ..]) => right.is_empty(),
        ([a, left @ ..], [b, right @ ..]) => {
            let swapped = || {
                let after = |rest: &'_ [u8], first: u8| rest.first() == Some(&first);
                after(left, *b) && after(right, *a) && left[1..] == right[1..]
            };
            left == right || left.iter().eq([b].into_iter().chain(right)) || swapped() || {
                right.iter().eq([a].into_iter().chain(left))
            }
        }
        _ => false,
    }
}

/// Returns what may have been meant if the first slip is at this place.
fn variants(letters: &[u8], at: usize) -> Vec<Vec<u8>> {
    let (before, after) = letters.split_at(at);
    let alphabet = || (b'0'..=b'9').chain(b'a'..=b'z');
    let with = |letter: u8, after: &[u8]| [before, &[letter], after].concat();
    let mut variants: Vec<Vec<u8>> = alphabet().map(|letter| with(letter, after)).collect();
    if let [wrong, rest @ ..] = after {
        variants.push([before, rest].concat());
        variants.extend(alphabet().map(|letter| with(letter, rest)));
        if let [second, rest @ ..] = rest {
            variants.push([before, &[*second, *wrong], rest].concat());
        }
    }
    variants
}
