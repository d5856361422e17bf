//! Preparing: an edit becomes the entry that would record it, checked against what holds.

use super::{Act, Author, Change, Edit, EditError, Entry, Key, Record, Register, Step};
use crate::model::EntityId;

impl Register {
    /// Returns the entry that would record an edit, given in words, by an author. It is recorded by
    /// [`Register::push`], as long as no other was pushed since.
    ///
    /// Its moment is that of the author, or of the last entry if that is later.
    ///
    /// # Errors
    /// [`EditError`] if the edit means nothing here, or if what would hold did not fit together.
    ///
    /// # Complexity
    /// O(size of the edit · log n). The first edit that takes something away, and the first that
    /// joins entities, look through all records once.
    pub fn prepare(&self, edit: &Edit, words: &str, author: &Author) -> Result<Entry, EditError> {
        let (steps, act) = match edit {
            Edit::Undo(number) => self.undoing(*number)?,
            Edit::Redo => self.redoing()?,
            Edit::Add(record) => (self.adding(record)?, Act::Edit),
            Edit::Correct(record) => (self.correcting(record)?, Act::Edit),
            Edit::Retract(key) => (self.retracting(key)?, Act::Edit),
            Edit::Join { of, into } => (self.joining(of, into)?, Act::Edit),
            Edit::Split { of } => (self.splitting(of)?, Act::Edit),
        };
        Ok(self.entry_of(steps, act, words, author))
    }

    fn adding(&self, record: &Record) -> Result<Vec<Step>, EditError> {
        let key = record.key();
        if self.state.holds(&key) {
            return Err(EditError::Taken { key });
        }
        if self.was_used(&key) {
            return Err(EditError::Retired { key });
        }
        self.checked(Change::Put(record.clone()))
    }

    /// Tells whether an id was ever used.
    fn was_used(&self, key: &Key) -> bool {
        let is_row = || match key {
            Key::Relation(id) => self.state.row_even_hidden(id).is_some(),
            _ => false,
        };
        self.history.knows(key) || is_row()
    }

    fn correcting(&self, record: &Record) -> Result<Vec<Step>, EditError> {
        let key = record.key();
        let known = self.state.record(&key);
        let known = known.ok_or_else(|| self.unknown(key.clone()))?;
        if known == *record {
            return Err(EditError::Unchanged { key });
        }
        self.checked(Change::Put(record.clone()))
    }

    fn retracting(&self, key: &Key) -> Result<Vec<Step>, EditError> {
        if !self.state.holds(key) {
            return Err(self.unknown(key.clone()));
        }
        self.checked(Change::Drop(key.clone()))
    }

    fn joining(&self, of: &EntityId, into: &EntityId) -> Result<Vec<Step>, EditError> {
        for id in [of, into] {
            let key = Key::Entity(id.clone());
            if !self.state.holds(&key) {
                return Err(self.unknown(key));
            }
        }
        let (of, into) = (of.clone(), into.clone());
        if let Some(into) = self.state.joined_into(&of) {
            let into = into.clone();
            return Err(EditError::Joined { of, into });
        }
        if *self.state.meant(&into) == of {
            return Err(EditError::Circle { of, into });
        }
        self.checked(Change::Join { of, into })
    }

    fn splitting(&self, of: &EntityId) -> Result<Vec<Step>, EditError> {
        let of = of.clone();
        if self.state.joined_into(&of).is_some() {
            return self.checked(Change::Part { of });
        }
        let key = Key::Entity(of.clone());
        if self.state.holds(&key) {
            Err(EditError::NotJoined { of })
        } else {
            Err(self.unknown(key))
        }
    }

    fn checked(&self, change: Change) -> Result<Vec<Step>, EditError> {
        let steps = vec![(change, None)];
        self.check(&steps)?;
        Ok(steps)
    }

    fn unknown(&self, key: Key) -> EditError {
        let nearest = self.state.nearest(key.sort(), key.name());
        EditError::Unknown { key, nearest }
    }
}
