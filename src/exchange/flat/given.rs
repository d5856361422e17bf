//! Nodes and edges as a file gives them: names with values, not yet understood.

use std::collections::BTreeMap;

use super::list;
use crate::exchange::armour::bare;

/// What stands in one value of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    /// A cell: text in armour, or a list with bars.
    Cell(String),
    /// A list of texts that are bare.
    List(Vec<String>),
    /// A text that is bare.
    Bare(String),
}

/// The values of one node or edge, by names in small letters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Given {
    /// The line on which it begins.
    pub(crate) line: u64,
    /// The column, where it is known.
    pub(crate) column: Option<u64>,
    values: BTreeMap<String, Value>,
}

impl Given {
    /// Returns something without values that begins at a place.
    pub(crate) const fn at(line: u64, column: Option<u64>) -> Given {
        let values = BTreeMap::new();
        Given {
            line,
            column,
            values,
        }
    }

    /// Adds a cell, in which special characters wear armour and bars part texts.
    pub(crate) fn cell(&mut self, name: &str, cell: impl Into<String>) {
        self.values
            .insert(name.to_lowercase(), Value::Cell(cell.into()));
    }

    /// Adds a text as it is.
    pub(crate) fn bare(&mut self, name: &str, text: impl Into<String>) {
        self.values
            .insert(name.to_lowercase(), Value::Bare(text.into()));
    }

    /// Adds a list of texts as they are.
    pub(crate) fn list_of(&mut self, name: &str, texts: Vec<String>) {
        self.values.insert(name.to_lowercase(), Value::List(texts));
    }

    /// Returns the text of a name; an empty one is none.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let text = match self.values.get(name)? {
            Value::Cell(cell) => bare(cell).into_owned(),
            Value::Bare(text) => text.clone(),
            Value::List(texts) => texts.first()?.clone(),
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// Returns the first text of some names that there is.
    pub(crate) fn first_of(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    /// Returns the texts of a name; none if there is nothing.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        match self.values.get(name) {
            Some(Value::Cell(cell)) => list::split(cell),
            Some(Value::List(texts)) => texts.clone(),
            Some(Value::Bare(text)) => vec![text.clone()],
            None => Vec::new(),
        }
    }
}

/// An edge as a file gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// How the file calls the two ends.
    pub(crate) ends: [String; 2],
    /// What it tells of each end, where nodes are told by edges.
    pub(crate) told: [Given; 2],
    /// What it tells of the edge.
    pub(crate) given: Given,
}

impl Link {
    /// Returns an edge that tells nothing of its ends but how they are called.
    pub(crate) fn between(from: String, to: String, given: Given) -> Link {
        Link {
            ends: [from, to],
            told: [Given::default(), Given::default()],
            given,
        }
    }
}
