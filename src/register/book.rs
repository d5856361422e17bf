//! The register itself: entries, and what holds after the last of them.

use std::sync::OnceLock;

use super::after::errors_of;
use super::history::History;
use super::undo::Undoing;
use super::uses::{self, Uses};
use super::{Act, Change, EditError, Entry, Key, Moment, Record, State};
use crate::digest::Digest;
use crate::model::Ontology;

/// Entries in order, and the state that they come to.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::model::Source;
/// use chancery::register::{Author, Edit, Moment, Register};
///
/// let mut register = Register::new(Chancery::ontology()?);
/// let author = Author {
///     name: "Ada".to_owned(),
///     at: Moment::end_of("2026-11-22T13:25:14Z")?,
/// };
/// let source = Source::new("gazette".parse()?, "Gazette");
/// let edit = Edit::Add(source.into());
/// let entry = register.prepare(&edit, "add source gazette title \"Gazette\"", &author)?;
/// register.push(entry)?;
/// assert_eq!(register.state().records().len(), 1);
///
/// let entry = register.prepare(&Edit::Undo(None), "undo", &author)?;
/// register.push(entry)?;
/// assert!(register.state().is_empty());
/// assert_eq!(register.entries().len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Register {
    pub(super) base: Ontology,
    pub(super) entries: Vec<Entry>,
    pub(super) state: State,
    /// The base with the kinds and offices that hold.
    pub(super) ontology: Ontology,
    pub(super) history: History,
    pub(super) undoing: Undoing,
    /// Worked out when it is needed first, and kept up from then on.
    uses: OnceLock<Uses>,
    /// The same for what relations are a part of, which takes little to work out.
    wholes: OnceLock<Uses>,
}

impl Register {
    /// Returns an empty register, whose relations may be of the kinds of an ontology.
    pub fn new(base: Ontology) -> Register {
        Register {
            ontology: base.clone(),
            base,
            entries: Vec::new(),
            state: State::default(),
            history: History::default(),
            undoing: Undoing::default(),
            uses: OnceLock::new(),
            wholes: OnceLock::new(),
        }
    }

    /// Returns the ontology that recorded kinds and offices are added to.
    pub const fn base(&self) -> &Ontology {
        &self.base
    }

    /// Returns the entries in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the entry with a number.
    pub fn entry(&self, number: u32) -> Option<&Entry> {
        let at = (number as usize).checked_sub(1)?;
        self.entries.get(at)
    }

    /// Returns the number of the last entry, 0 if there is none.
    pub const fn last(&self) -> u32 {
        self.entries.len() as u32
    }

    /// Returns the digest of the last entry, and through it of all; nothing if there is none.
    pub fn digest(&self) -> Option<Digest> {
        self.entries.last().map(|entry| entry.digest)
    }

    /// Returns what holds now.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Returns what held after the entry with a number; nothing held after entry 0, and after one
    /// that there is not yet, what holds now.
    ///
    /// # Complexity
    /// O(c log n) for the c changes up to then.
    pub fn state_after(&self, number: u32) -> State {
        if number >= self.last() {
            return self.state.clone();
        }
        let mut state = State::default();
        for entry in self.entries.iter().take(number as usize) {
            for (change, batch) in entry.steps() {
                state.apply(&change, batch);
            }
        }
        state
    }

    /// Returns what was recorded at a moment: the state after the last entry that is not later.
    ///
    /// # Complexity
    /// As for [`Register::state_after`].
    pub fn state_at(&self, moment: Moment) -> State {
        self.state_after(self.number_at(moment))
    }

    /// Returns the number of the last entry that is not later than a moment, 0 if there is none.
    pub fn number_at(&self, moment: Moment) -> u32 {
        self.entries.partition_point(|entry| entry.at <= moment) as u32
    }

    /// Adds an entry behind the others, and returns it there. Its changes are taken as they are: whoever made it has
    /// checked them, and its digest shows that they are the same.
    ///
    /// # Errors
    /// [`EditError::WrongNumber`], [`EditError::Backwards`], [`EditError::BrokenChain`] or
    /// [`EditError::MissingRows`] if the entry does not follow the last one; nothing is then
    /// changed. The rows of batches are not compared with their digests:
    /// [`Entry::has_its_rows`] does that.
    ///
    /// # Complexity
    /// O(size of the entry · log n).
    pub fn push(&mut self, entry: Entry) -> Result<&Entry, EditError> {
        self.check_follows(&entry)?;
        for (at, (change, batch)) in (0..).zip(entry.steps()) {
            self.keep_up_uses(&change);
            self.history.note(entry.number, at, &change);
            self.state.apply(&change, batch);
        }
        if entry.changes.iter().any(changes_ontology) {
            // A later version may know more than this one, which then shows what it can.
            self.ontology = self
                .state
                .ontology(&self.base)
                .unwrap_or_else(|_| self.base.clone());
        }
        self.undoing.note(&entry);
        self.entries.push(entry);
        Ok(&self.entries[self.entries.len() - 1])
    }

    fn check_follows(&self, entry: &Entry) -> Result<(), EditError> {
        let number = entry.number;
        if number != self.last() + 1 {
            let last = self.last();
            return Err(EditError::WrongNumber {
                found: number,
                last,
            });
        }
        if self.entries.last().is_some_and(|last| entry.at < last.at) {
            return Err(EditError::Backwards { number });
        }
        let brings = |change: &&Change| matches!(change, Change::Batch { .. });
        if entry.changes.iter().filter(brings).count() != entry.batches.len() {
            return Err(EditError::MissingRows { number });
        }
        if entry.digest_after(self.digest().as_ref()) != entry.digest {
            return Err(EditError::BrokenChain { number });
        }
        Ok(())
    }

    /// Returns which relations refer to what a key finds.
    pub(super) fn uses(&self, of: &Key) -> &Uses {
        match of {
            Key::Relation(_) => self
                .wholes
                .get_or_init(|| Uses::of(&self.state, uses::wholes_of)),
            _ => self
                .uses
                .get_or_init(|| Uses::of(&self.state, uses::named_by)),
        }
    }

    /// Brings the uses up to date, if they were ever needed; the change has not been applied yet.
    fn keep_up_uses(&mut self, change: &Change) {
        for uses in [self.uses.get_mut(), self.wholes.get_mut()] {
            let Some(uses) = uses else { continue };
            for key in change.keys() {
                if let Some(old) = self.state.own_record(&key) {
                    uses.forget(old);
                }
            }
            if let Change::Put(record) = change {
                uses.note(record);
            }
        }
    }

    /// Checks that what would hold after some changes is sound.
    ///
    /// # Errors
    /// As for [`Register::prepare`].
    pub(super) fn check(&self, steps: &[super::Step]) -> Result<(), EditError> {
        /// From so many changes on, checking all is quicker than looking up what they name.
        const MANY: usize = 10_000;
        let brings = steps.iter().any(|(_, batch)| batch.is_some());
        if !brings && steps.len() < MANY {
            let changes = steps.iter().map(|(change, _)| change);
            let after = super::after::After::new(&self.state, changes);
            return after.check(&self.base, &self.ontology, |key| self.uses(key));
        }
        let mut state = self.state.clone();
        for (change, batch) in steps {
            state.apply(change, batch.clone());
        }
        let dataset = state.dataset(&self.base);
        dataset.map(|_| ()).map_err(|problems| EditError::Discord {
            errors: errors_of(problems),
        })
    }

    /// Returns the entry of some changes, behind the last one.
    pub(super) fn entry_of(
        &self,
        steps: Vec<super::Step>,
        act: Act,
        words: &str,
        author: &super::Author,
    ) -> Entry {
        let last = self.entries.last().map(|entry| entry.at);
        let author = super::Author {
            name: author.name.clone(),
            // Clocks are set back now and then; what is recorded keeps its order.
            at: last.map_or(author.at, |last| last.max(author.at)),
        };
        let draft = super::chain::Draft {
            number: self.last() + 1,
            author: &author,
            act,
            words,
        };
        draft.entry(steps, self.digest().as_ref())
    }
}

/// Tells whether a change gives or takes a kind or an office.
fn changes_ontology(change: &Change) -> bool {
    match change {
        Change::Put(record) => matches!(record, Record::Kind(_) | Record::Office(_)),
        Change::Drop(key) => matches!(key, Key::Kind(_) | Key::Office(_)),
        _ => false,
    }
}
