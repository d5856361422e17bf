//! Comparing what two things hold, and putting together what has grown apart.

use crate::answer::{Answer, Rows};
use crate::exec;
use crate::register::{Conflict, Entry, Register, State, merge};

use super::{Error, Holding};

impl Holding {
    /// Returns what differs in another holding, record by record, in the words of the field.
    ///
    /// # Complexity
    /// O(n log n) for n records.
    ///
    /// # Examples
    /// ```
    /// use chancery::Holding;
    ///
    /// let (nothing, builtin) = (Holding::nothing()?, Holding::open("builtin")?);
    /// assert_eq!(builtin.differences(&builtin).total, 0);
    /// assert!(nothing.differences(&builtin).total > 100);
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn differences(&self, newer: &Holding) -> Answer {
        let question = format!("diff {} {}", self.name(), newer.name());
        let rows = exec::diff(self.state(), newer.state());
        let mut answer = Answer::new(question, Rows::Diff(rows));
        if answer.rows.is_empty() {
            answer.notes.push("nothing differs".to_owned());
        }
        answer
    }
}

/// What two holdings come to that have grown from one.
///
/// All that only one side changed is in it, field by field. Where both changed the same otherwise,
/// ours is kept, and told as a conflict.
#[derive(Debug, Clone)]
pub struct Merge {
    ours: Holding,
    question: String,
    merged: Merged,
    conflicts: Answer,
}

/// What a merge is made of.
#[derive(Debug, Clone)]
enum Merged {
    /// The entries of another copy, to be added to ours.
    Entries(Vec<Entry>),
    /// A state, where nothing was recorded.
    State(Box<State>),
}

impl Merge {
    /// Puts together what two holdings hold. Two copies of one database need no base: it is the last
    /// entry that they share. Else `base` is what both have grown from.
    ///
    /// # Errors
    /// [`Error::NoBase`] if nothing tells what both have grown from.
    ///
    /// # Complexity
    /// O(n log n) for n records.
    pub fn of(ours: Holding, theirs: &Holding, base: Option<&Holding>) -> Result<Merge, Error> {
        let registers = [ours.whole_register(), theirs.whole_register()];
        let shared = match registers {
            [Some(own), Some(other)] => own.base_with(other),
            _ => 0,
        };
        let (merged, conflicts) = match (registers, base) {
            ([Some(own), Some(other)], _) if shared > 0 => {
                let taken = own.take_over(other)?;
                (Merged::Entries(taken.entries), taken.conflicts)
            }
            (_, Some(base)) => by_states(&ours, theirs, base),
            (_, None) => {
                return Err(Error::NoBase {
                    ours: ours.name().to_owned(),
                    theirs: theirs.name().to_owned(),
                });
            }
        };
        let question = format!("merge {} {}", ours.name(), theirs.name());
        let rows = exec::clashes(&conflicts, registers, shared);
        Ok(Merge {
            conflicts: Answer::new(question.clone(), Rows::Merge(rows)),
            question,
            merged,
            ours,
        })
    }

    /// Returns what both sides changed, each otherwise.
    pub const fn conflicts(&self) -> &Answer {
        &self.conflicts
    }

    /// Returns the merge in a few words, for the one who records it.
    pub fn words(&self) -> &str {
        &self.question
    }

    /// Returns the entries of theirs that are to be added to our database, in order; nothing unless
    /// both are copies of one database.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.merged {
            Merged::Entries(entries) => Some(entries),
            Merged::State(_) => None,
        }
    }

    /// Returns what both hold together.
    ///
    /// # Errors
    /// [`Error::Edit`] if the entries do not follow ours, which merging sees to.
    pub fn holding(&self) -> Result<Holding, Error> {
        match &self.merged {
            Merged::State(state) => Ok(self.ours.clone().with_state(State::clone(state))),
            Merged::Entries(entries) => {
                let whole = self.ours.whole_register().ok_or(Error::NoDatabase)?;
                let mut register = Register::clone(whole);
                for entry in entries {
                    register.push(entry.clone())?;
                }
                Ok(Holding::recorded(self.ours.name(), register))
            }
        }
    }
}

/// Merges what three holdings hold now.
fn by_states(ours: &Holding, theirs: &Holding, base: &Holding) -> (Merged, Vec<Conflict>) {
    let [base, own, other] = [base, ours, theirs].map(Holding::state);
    let merged = merge(ours.base(), base, own, other);
    let state = Box::new(merged.applied_to(own));
    (Merged::State(state), merged.conflicts)
}
