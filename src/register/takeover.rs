//! Taking over: the entries of another copy of a register, as far as they conflict with nothing.

use std::collections::BTreeSet;

use super::merge::Sides;
use super::{Act, Author, Conflict, EditError, Entry, Register, State, merge};
use crate::digest::Digest;

/// What taking over the entries of another copy comes to.
#[derive(Debug, Clone, Default)]
pub struct TakenOver {
    /// The entries, to be pushed one behind the other: each of theirs that was not taken over yet,
    /// with its author and words.
    pub entries: Vec<Entry>,
    /// What both sides changed in different ways: ours was kept.
    pub conflicts: Vec<Conflict>,
}

impl Register {
    /// Returns the number of the last entry that two registers share, by digest; 0 if they share
    /// none. O(log n).
    pub fn base_with(&self, other: &Register) -> u32 {
        let pairs: Vec<bool> = self
            .entries
            .iter()
            .zip(&other.entries)
            .map(|(own, other)| own.digest == other.digest)
            .collect();
        pairs.partition_point(|same| *same) as u32
    }

    /// Returns the entries that would bring here all that was recorded in another copy since the
    /// two were one, as [`merge`] puts states together. An entry that conflicts with what was
    /// recorded here has only those changes that do not, perhaps none. Taking over the same again
    /// gives nothing.
    ///
    /// # Errors
    /// [`EditError`] if the entries cannot follow ours.
    ///
    /// # Complexity
    /// O(n log n) for all that either records.
    pub fn take_over(&self, theirs: &Register) -> Result<TakenOver, EditError> {
        let new = self.not_taken(theirs);
        let (Some(first), Some(last)) = (new.first(), new.last()) else {
            return Ok(TakenOver::default());
        };
        // What was taken over before is no news, though ours may have been kept in some of it.
        let base = theirs.state_after(first.number.saturating_sub(1));
        let merged = merge(&self.base, &base, &self.state, &theirs.state);
        let wanted = merged.applied_to(&self.state);
        let mut taking = Taking {
            ours: self.clone(),
            entries: Vec::new(),
        };
        for entry in &new {
            taking.entry(theirs, entry)?;
        }
        taking.rest(&wanted, last)?;
        Ok(TakenOver {
            entries: taking.entries,
            conflicts: merged.conflicts,
        })
    }

    /// Returns the entries of another copy that this one has not, nor took over, nor gave it.
    fn not_taken<'a>(&self, theirs: &'a Register) -> Vec<&'a Entry> {
        let merged = |entry: &Entry| match entry.act {
            Act::Merge(digest) => Some(digest),
            _ => None,
        };
        let own = self.entries.iter().map(|entry| entry.digest);
        let known: BTreeSet<Digest> = own.chain(self.entries.iter().filter_map(merged)).collect();
        let is_known = |digest: Digest| known.contains(&digest);
        let shared = self.base_with(theirs) as usize;
        let others = theirs.entries.iter().skip(shared);
        let new = others.filter(|entry| !is_known(entry.digest));
        new.filter(|entry| !merged(entry).is_some_and(is_known))
            .collect()
    }
}

/// Entries being taken over.
struct Taking {
    ours: Register,
    entries: Vec<Entry>,
}

impl Taking {
    /// Takes an entry over, as far as it conflicts with nothing.
    fn entry(&mut self, theirs: &Register, entry: &Entry) -> Result<(), EditError> {
        let keys = theirs.keys_of_entry(entry.number);
        let sides = Sides {
            base: &theirs.partial(&keys, entry.number.saturating_sub(1)),
            ours: &self.ours.state,
            theirs: &theirs.partial(&keys, entry.number),
        };
        let wanted = sides.wanted(&keys).state;
        let mut steps = self.ours.state.steps_to(&wanted, &keys);
        if self.ours.check(&steps).is_err() {
            steps.clear();
        }
        self.push(steps, entry, &entry.words)
    }

    /// Brings what is left: where entries went to and fro, each alone does not tell what they come
    /// to together.
    fn rest(&mut self, wanted: &State, last: &Entry) -> Result<(), EditError> {
        let keys = self.ours.state.keys_beside(wanted);
        let steps = self.ours.state.steps_to(wanted, &keys);
        if steps.is_empty() {
            return Ok(());
        }
        self.push(steps, last, "merge")
    }

    fn push(
        &mut self,
        steps: Vec<super::Step>,
        entry: &Entry,
        words: &str,
    ) -> Result<(), EditError> {
        let author = Author {
            name: entry.by.clone(),
            at: entry.at,
        };
        let act = Act::Merge(entry.digest);
        let entry = self.ours.entry_of(steps, act, words, &author);
        self.entries.push(entry.clone());
        self.ours.push(entry).map(drop)
    }
}
