//! The words for what relations are counted by, and for the orders of rows.

use super::plan::Sort;
use crate::analysis::CountBy;

impl CountBy {
    /// All keys, in the order of help.
    pub const ALL: [CountBy; 8] = [
        CountBy::Kind,
        CountBy::Year,
        CountBy::Month,
        CountBy::Entity,
        CountBy::Topic,
        CountBy::Source,
        CountBy::Status,
        CountBy::Place,
    ];

    /// Returns the word for the key.
    pub const fn word(self) -> &'static str {
        match self {
            CountBy::Kind => "kind",
            CountBy::Year => "year",
            CountBy::Month => "month",
            CountBy::Entity => "entity",
            CountBy::Topic => "topic",
            CountBy::Source => "source",
            CountBy::Status => "status",
            CountBy::Place => "place",
        }
    }

    /// Returns the key that a word of a question means, singular or plural, in any case.
    pub fn from_word(word: &str) -> Option<CountBy> {
        let word = word.to_lowercase();
        let singular = match word.as_str() {
            "entities" => "entity",
            "statuses" | "status" => "status",
            _ => word.strip_suffix('s').unwrap_or(&word),
        };
        CountBy::ALL.into_iter().find(|key| key.word() == singular)
    }
}

impl Sort {
    /// All orders, in the order of help.
    pub const ALL: [Sort; 5] = [
        Sort::Date,
        Sort::Newest,
        Sort::Name,
        Sort::Count,
        Sort::Kind,
    ];

    /// Returns the word for the order.
    pub const fn word(self) -> &'static str {
        match self {
            Sort::Date => "date",
            Sort::Newest => "newest",
            Sort::Name => "name",
            Sort::Count => "count",
            Sort::Kind => "kind",
        }
    }

    /// Returns the order that a word of a question means, in any case.
    pub fn from_word(word: &str) -> Option<Sort> {
        let word = word.to_lowercase();
        let plain = match word.as_str() {
            "oldest" | "when" => "date",
            "latest" => "newest",
            "number" => "count",
            _ => word.as_str(),
        };
        Sort::ALL.into_iter().find(|order| order.word() == plain)
    }
}
