//! Undoing: an entry that sets back what another changed.

use std::collections::BTreeSet;

use super::{Act, EditError, Entry, Key, Register, State, Step};

/// Which entries are in force, and which were undone.
#[derive(Debug, Clone, Default)]
pub(super) struct Undoing {
    /// In the order in which they came into force, the last one last.
    standing: Vec<u32>,
    /// The undone ones that may be done again, the last undone last. A new edit clears them.
    undone: Vec<u32>,
}

impl Undoing {
    /// Notes what an entry does to others, and itself.
    pub(super) fn note(&mut self, entry: &Entry) {
        match entry.act {
            Act::Undo(number) => {
                self.standing.retain(|standing| *standing != number);
                self.undone.push(number);
            }
            Act::Redo(number) => {
                self.undone.retain(|undone| *undone != number);
                self.standing.push(number);
            }
            Act::Edit | Act::Import | Act::Merge(_) => {
                self.undone.clear();
                self.standing.push(entry.number);
            }
        }
    }
}

impl Register {
    /// Returns the changes that undo the last edit in force, or an entry, and the act they make.
    pub(super) fn undoing(&self, number: Option<u32>) -> Result<(Vec<Step>, Act), EditError> {
        let last = self.undoing.standing.last().copied();
        let number = number.or(last).ok_or(EditError::NothingToUndo)?;
        let entry = self.entry(number).ok_or(EditError::NoEntry {
            number,
            last: self.last(),
        })?;
        // To undo an undoing is to do again what it undid, and the other way round.
        match entry.act {
            Act::Undo(of) if !self.undoing.standing.contains(&of) => self.redone(of),
            Act::Redo(of) if self.undoing.standing.contains(&of) => self.undone(of),
            _ if self.undoing.standing.contains(&number) => self.undone(number),
            _ => Err(EditError::Undone { number }),
        }
    }

    /// Returns the changes that do again what was undone last, and the act they make.
    pub(super) fn redoing(&self) -> Result<(Vec<Step>, Act), EditError> {
        let last = self.undoing.undone.last().copied();
        self.redone(last.ok_or(EditError::NothingToRedo)?)
    }

    fn undone(&self, number: u32) -> Result<(Vec<Step>, Act), EditError> {
        let keys = self.keys_of_entry(number);
        let after = self.partial(&keys, number);
        let before = self.partial(&keys, number.saturating_sub(1));
        let steps = self.steps_between(number, &keys, [&after, &before])?;
        Ok((steps, Act::Undo(number)))
    }

    fn redone(&self, number: u32) -> Result<(Vec<Step>, Act), EditError> {
        let keys = self.keys_of_entry(number);
        let after = self.partial(&keys, number);
        let before = self.partial(&keys, number.saturating_sub(1));
        let steps = self.steps_between(number, &keys, [&before, &after])?;
        Ok((steps, Act::Redo(number)))
    }

    /// Returns the keys that an entry changed, with those in place of rows of its batches.
    pub(super) fn keys_of_entry(&self, number: u32) -> BTreeSet<Key> {
        let changes = self
            .entry(number)
            .into_iter()
            .flat_map(|entry| &entry.changes);
        let mut keys: BTreeSet<Key> = changes.flat_map(super::Change::keys).collect();
        let batches: Vec<String> = keys
            .iter()
            .filter(|key| matches!(key, Key::Batch(_)))
            .map(|key| key.name().to_owned())
            .collect();
        for prefix in batches {
            keys.extend(self.history.rows_of(&prefix).cloned());
        }
        keys
    }

    /// Returns the changes from what is to hold now, as far as some keys go, to something else.
    fn steps_between(
        &self,
        number: u32,
        keys: &BTreeSet<Key>,
        [from, to]: [&State; 2],
    ) -> Result<Vec<Step>, EditError> {
        let differing = from.steps_to(&self.state, keys);
        let keys_of = |(change, _): &Step| change.keys();
        if let Some(key) = differing.iter().flat_map(keys_of).next() {
            return Err(EditError::Overtaken {
                number,
                by: self.history.last(&key).unwrap_or(number),
                key,
            });
        }
        let steps = self.state.steps_to(to, keys);
        self.check(&steps)?;
        Ok(steps)
    }
}
