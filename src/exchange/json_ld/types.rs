//! The types of a node: one word, or a list of them.

use serde::{Deserialize, Serialize};

/// One type, or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Types {
    One(String),
    Several(Vec<String>),
}

impl Default for Types {
    fn default() -> Types {
        Types::Several(Vec::new())
    }
}

impl Types {
    /// Returns the types, as they are written.
    pub(super) fn words(&self) -> &[String] {
        match self {
            Types::One(word) => std::slice::from_ref(word),
            Types::Several(words) => words,
        }
    }
}
