//! Completion: names as they are being typed.
//!
//! Knows beginnings only; typing errors are for finding.

use std::collections::BTreeSet;

use super::label::{self, Labels, Sort};
use super::texts::{beginning_with, sort_by_text};
use super::words::Words;
use crate::model::EntityIx;
use crate::text;

/// Labels in order of their Latin keys: names in one list, ids and aliases in another.
#[derive(Debug, Clone, Default)]
pub(super) struct Beginnings {
    names: Vec<u32>,
    others: Vec<u32>,
}

impl Beginnings {
    /// Orders all labels that may be offered; codes are not. O(n log n).
    pub(super) fn new(labels: &Labels) -> Beginnings {
        let ordered = |wanted: &dyn Fn(Sort) -> bool| {
            let mut order: Vec<u32> = labels
                .numbers()
                .filter(|&label| wanted(labels.sort_of(label)))
                .filter(|&label| !labels.repeats_the_name(label))
                .collect();
            sort_by_text(&mut order, |label| labels.latin(label).bytes());
            order
        };
        Beginnings {
            names: ordered(&|sort| sort == Sort::Name),
            others: ordered(&|sort| sort.forgives() && sort != Sort::Name),
        }
    }

    /// Returns the labels to offer for what was typed, each entity once, the best first: names
    /// that begin so, then ids and aliases, then inner words, each in order of text.
    ///
    /// O(log n + most), as only so many labels are looked at as are offered or belong to the
    /// same entities.
    pub(super) fn offers(
        &self,
        labels: &Labels,
        words: &Words,
        typed: &str,
        most: usize,
    ) -> Vec<u32> {
        let folded = text::fold(typed);
        let latin = text::latin(&folded);
        let latin = label::beginning(&latin);
        let begin = |order: &[u32]| {
            beginning_with(order, latin.as_bytes(), |label| labels.latin(label).bytes())
        };
        let names = self.names[begin(&self.names)].iter();
        let others = self.others[begin(&self.others)].iter();
        let inner = words
            .beginning(labels, latin)
            .iter()
            .map(|(label, _)| label);
        let mut offered: BTreeSet<EntityIx> = BTreeSet::new();
        names
            .chain(others)
            .chain(inner)
            .filter(|&&label| offered.insert(labels.entity_of(label)))
            .map(|&label| as_typed(labels, label, &folded))
            .take(most)
            .collect()
    }
}

/// Returns the label of the same entity in the script that is being typed, if it has one.
fn as_typed(labels: &Labels, label: u32, folded: &str) -> u32 {
    if folded.is_ascii() || labels.folded(label).contains(folded) {
        return label;
    }
    let in_script =
        |other: &u32| labels.sort_of(*other).forgives() && labels.folded(*other).contains(folded);
    labels
        .of(labels.entity_of(label))
        .find(in_script)
        .unwrap_or(label)
}
