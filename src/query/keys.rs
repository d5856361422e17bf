//! The words for what relations are counted by, entities ranked and grouped by, and for the orders of
//! rows.

use super::plan::{End, Sort};
use crate::analysis::{CountBy, Grouping, Measure};

/// What the clause `by` names: each question that takes it has keys of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// What relations are counted by.
    Count(CountBy),
    /// What entities are ranked by.
    Measure(Measure),
    /// What entities are put into groups by.
    Grouping(Grouping),
}

impl By {
    /// What relations are counted by, in the order of help.
    pub(super) const COUNTS: &[By] = &[
        By::Count(CountBy::Kind),
        By::Count(CountBy::Year),
        By::Count(CountBy::Month),
        By::Count(CountBy::Entity),
        By::Count(CountBy::Topic),
        By::Count(CountBy::Source),
        By::Count(CountBy::Status),
        By::Count(CountBy::Place),
    ];
    /// What entities are ranked by, in the order of help.
    pub(super) const MEASURES: &[By] = &[
        By::Measure(Measure::Degree),
        By::Measure(Measure::Strength),
        By::Measure(Measure::PageRank),
        By::Measure(Measure::Betweenness),
    ];
    /// What entities are put into groups by, in the order of help.
    pub(super) const GROUPINGS: &[By] = &[
        By::Grouping(Grouping::Components),
        By::Grouping(Grouping::Communities),
    ];

    /// Returns the word for the key.
    pub const fn word(self) -> &'static str {
        match self {
            By::Count(key) => key.word(),
            By::Measure(measure) => measure.word(),
            By::Grouping(grouping) => grouping.word(),
        }
    }

    /// Returns what sort of key it is, in words.
    pub const fn what(self) -> &'static str {
        match self {
            By::Count(_) => "count key",
            By::Measure(_) => "measure",
            By::Grouping(_) => "way to group",
        }
    }

    /// Returns the one of these keys that a word of a question means, singular or plural, in any
    /// case.
    pub fn named(word: &str, keys: &[By]) -> Option<By> {
        let count = || CountBy::from_word(word).map(By::Count);
        let measure = || Measure::from_word(word).map(By::Measure);
        let grouping = || Grouping::from_word(word).map(By::Grouping);
        let meant = [count(), measure(), grouping()].into_iter().flatten();
        meant.into_iter().find(|key| keys.contains(key))
    }
}

impl Measure {
    /// Returns the word for the measure.
    pub const fn word(self) -> &'static str {
        match self {
            Measure::Degree => "degree",
            Measure::Strength => "strength",
            Measure::PageRank => "pagerank",
            Measure::Betweenness => "betweenness",
        }
    }

    /// Returns the measure that a word of a question means, in any case.
    pub fn from_word(word: &str) -> Option<Measure> {
        match word.to_lowercase().as_str() {
            "degree" | "degrees" | "neighbours" | "neighbors" => Some(Measure::Degree),
            "strength" | "relations" => Some(Measure::Strength),
            "pagerank" | "page-rank" => Some(Measure::PageRank),
            "betweenness" => Some(Measure::Betweenness),
            _ => None,
        }
    }
}

impl Grouping {
    /// Returns the word for the way to group.
    pub const fn word(self) -> &'static str {
        match self {
            Grouping::Components => "components",
            Grouping::Communities => "communities",
        }
    }

    /// Returns the way to group that a word of a question means, singular or plural, in any case.
    pub fn from_word(word: &str) -> Option<Grouping> {
        match word.to_lowercase().as_str() {
            "component" | "components" => Some(Grouping::Components),
            "community" | "communities" => Some(Grouping::Communities),
            _ => None,
        }
    }
}

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

impl End {
    /// Returns the word for the end.
    pub const fn word(self) -> &'static str {
        match self {
            End::First(_) => "first",
            End::Last(_) => "last",
        }
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
