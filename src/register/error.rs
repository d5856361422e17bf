//! Why an edit or an entry is refused.

use std::fmt;

use super::Key;
use crate::model::{EntityId, ModelError};

/// Why an edit or an entry cannot be recorded.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// Something has the id already.
    #[error("there is a {} `{}` already", key.sort(), key.name())]
    Taken {
        /// What has it.
        key: Key,
    },
    /// The id belonged to something that was retracted.
    #[error("the id `{}` belonged to a {} that was retracted", key.name(), key.sort())]
    Retired {
        /// What had it.
        key: Key,
    },
    /// Nothing has the id.
    #[error("there is no {} `{}`", key.sort(), key.name())]
    Unknown {
        /// What was looked for.
        key: Key,
        /// The nearest known id.
        nearest: Option<String>,
    },
    /// A correction says what is said already.
    #[error("the {} `{}` is recorded so already", key.sort(), key.name())]
    Unchanged {
        /// What was to be corrected.
        key: Key,
    },
    /// Something is still referred to.
    #[error("{} to the {} `{}`, the first is `{first}`", referring(*count), key.sort(), key.name())]
    InUse {
        /// What was to be retracted.
        key: Key,
        /// The first relation that refers to it.
        first: String,
        /// How many do.
        count: usize,
    },
    /// A record is wrong in itself, or with what it names.
    #[error("the {} `{}`: {}", key.sort(), key.name(), Listed(errors))]
    Unfit {
        /// What is wrong.
        key: Key,
        /// All that is wrong with it.
        errors: Vec<ModelError>,
    },
    /// All that would hold does not fit together.
    #[error("what would hold does not fit together: {}", Listed(errors))]
    Discord {
        /// What is wrong.
        errors: Vec<ModelError>,
    },
    /// An entity was joined into another, and neither can go or be joined again.
    #[error("`{of}` is joined into `{into}`")]
    Joined {
        /// The entity.
        of: EntityId,
        /// The one that stands for it.
        into: EntityId,
    },
    /// An entity would stand for itself.
    #[error("`{of}` cannot be joined into `{into}`, which is the same entity")]
    Circle {
        /// The entity.
        of: EntityId,
        /// The one that was to stand for it.
        into: EntityId,
    },
    /// An entity that stands for itself cannot be split from another.
    #[error("`{of}` was not joined into another entity")]
    NotJoined {
        /// The entity.
        of: EntityId,
    },
    /// Nothing is left that could be undone.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// Nothing was undone since the last edit.
    #[error("there is nothing to redo")]
    NothingToRedo,
    /// There is no entry with this number.
    #[error("there is no entry {number}, the last is {last}")]
    NoEntry {
        /// The number.
        number: u32,
        /// The number of the last entry, 0 if there is none.
        last: u32,
    },
    /// An entry is undone already, or is done again already.
    #[error("what entry {number} changed is set back already")]
    Undone {
        /// The entry.
        number: u32,
    },
    /// A later entry changed the same.
    #[error("entry {by} changed the {} `{}` too", key.sort(), key.name())]
    Overtaken {
        /// The entry that was to be undone.
        number: u32,
        /// What both changed.
        key: Key,
        /// The later entry.
        by: u32,
    },
    /// An entry has not the number that follows.
    #[error("an entry with the number {found} cannot follow entry {last}")]
    WrongNumber {
        /// Its number.
        found: u32,
        /// The number of the last entry, 0 if there is none.
        last: u32,
    },
    /// An entry is older than the one before it.
    #[error("entry {number} is older than the one before it")]
    Backwards {
        /// Its number.
        number: u32,
    },
    /// The digest of an entry is not that of what it says and of what was before.
    #[error("the digest of entry {number} does not fit to what it says and to what was before it")]
    BrokenChain {
        /// Its number.
        number: u32,
    },
    /// An entry has not the rows of the batches that it brings.
    #[error("entry {number} lacks the rows of a batch that it brings")]
    MissingRows {
        /// Its number.
        number: u32,
    },
}

impl EditError {
    /// Returns what would help, as a line of its own.
    pub fn help(&self) -> Option<String> {
        match self {
            EditError::Taken { key } => Some(format!(
                "what the {} is said to be can be corrected",
                key.sort()
            )),
            EditError::Retired { .. } => {
                Some("an id is never used again; undoing the retraction brings it back".to_owned())
            }
            EditError::Unknown { nearest, .. } => {
                let nearest = nearest.as_ref()?;
                Some(format!("the nearest id is `{nearest}`"))
            }
            EditError::InUse { .. } => Some(
                "retract or correct what refers to it first, or join it into another".to_owned(),
            ),
            EditError::Unfit { errors, .. } | EditError::Discord { errors } => {
                errors.iter().find_map(ModelError::help)
            }
            EditError::Joined { of, .. } => Some(format!("`{of}` can be split off again first")),
            EditError::Undone { .. } => Some("`redo` changes it again".to_owned()),
            EditError::Overtaken { by, .. } => Some(format!("undo entry {by} first")),
            EditError::BrokenChain { .. } | EditError::MissingRows { .. } => {
                Some("the entry is damaged, or one before it is missing".to_owned())
            }
            _ => None,
        }
    }
}

/// Returns the words for how many relations refer to something.
fn referring(count: usize) -> String {
    match count {
        1 => "1 relation refers".to_owned(),
        _ => format!("{count} relations refer"),
    }
}

/// Errors as one text: the first, and how many more there are.
struct Listed<'a>(&'a [ModelError]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((first, others)) = self.0.split_first() else {
            return f.write_str("no reason is known");
        };
        write!(f, "{first}")?;
        match others.len() {
            0 => Ok(()),
            1 => f.write_str(", and 1 more fault"),
            more => write!(f, ", and {more} more faults"),
        }
    }
}
