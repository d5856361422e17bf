//! An edit as written: its verb, what it is about, and its fields, before any name is settled.

use std::collections::BTreeSet;

use super::language::{Field, Part, Takes, Verb};
use crate::diagnostic::Span;
use crate::query::dictation::Token;
use crate::query::language::Arg;
use crate::register::Key;

/// What sort of record an edit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Kind,
    Office,
    Source,
    Entity,
    Relation,
    Batch,
}

impl Sort {
    /// All sorts.
    pub(super) const ALL: [Sort; 6] = [
        Sort::Kind,
        Sort::Office,
        Sort::Source,
        Sort::Entity,
        Sort::Relation,
        Sort::Batch,
    ];

    /// Returns the word for the sort, the same as that of its keys.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Sort::Kind => "kind",
            Sort::Office => "office",
            Sort::Source => "source",
            Sort::Entity => "entity",
            Sort::Relation => "relation",
            Sort::Batch => "batch",
        }
    }

    /// Returns the sort that a word names.
    pub(super) fn from_word(word: &str) -> Option<Sort> {
        let word = word.to_lowercase();
        Sort::ALL.into_iter().find(|sort| sort.word() == word)
    }

    /// Returns the key of a record of this sort; `None` if the name can be none of its ids.
    pub(super) fn key(self, name: &str) -> Option<Key> {
        Some(match self {
            Sort::Kind => Key::Kind(name.to_owned()),
            Sort::Office => Key::Office(name.to_owned()),
            Sort::Batch => Key::Batch(name.to_owned()),
            Sort::Source => Key::Source(name.parse().ok()?),
            Sort::Entity => Key::Entity(name.parse().ok()?),
            Sort::Relation => Key::Relation(name.parse().ok()?),
        })
    }
}

/// How a field changes what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// The value stands in the place of the one before, or behind the others of a list that only
    /// grows.
    Set,
    /// `add`: one more item of a list.
    Add,
    /// `drop`: one item less.
    Drop,
    /// `no`: nothing is left.
    Clear,
}

impl Change {
    /// Returns the change that a word before a field means.
    pub(super) fn from_word(word: &str) -> Option<Change> {
        Some(match word.to_lowercase().as_str() {
            "add" => Change::Add,
            "drop" | "remove" => Change::Drop,
            "no" => Change::Clear,
            _ => return None,
        })
    }
}

/// A field as it stands in an edit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub(super) field: &'static Field,
    pub(super) change: Change,
    /// The word or words of the field.
    pub(super) span: Span,
    /// What stands behind it.
    pub(super) items: Vec<Token>,
    /// Where that begins, or would.
    pub(super) at: usize,
    /// Whether it is said of the report before it, not of the record.
    pub(super) in_report: bool,
}

impl Told {
    /// Tells whether something stands behind the field that should.
    pub(super) fn is_complete(&self) -> bool {
        let wanted = match (self.change, self.field.takes) {
            (Change::Clear, _) => 0,
            (_, takes) => takes.count().unwrap_or(1),
        };
        self.items.len() >= wanted
    }
}

/// What may stand behind the last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A word that must follow.
    Needed(Arg),
    /// One more item of a list, or a field.
    More(Arg),
    /// A field.
    Field,
    /// A role of the kind.
    Role,
}

/// An edit cut into its verb, subject and fields.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sentence {
    pub(super) verb: &'static Verb,
    pub(super) verb_span: Span,
    /// The sort of record, where a word names it.
    pub(super) sort: Option<Sort>,
    /// The kind of a new relation.
    pub(super) kind: Option<Token>,
    pub(super) subject: Vec<Token>,
    /// Where the subject begins, or would.
    pub(super) at: usize,
    pub(super) told: Vec<Told>,
    /// Words that have no place.
    pub(super) stray: Vec<Token>,
    /// Where words begin that part parties: roles, `as`, `to`.
    pub(super) joints: BTreeSet<usize>,
    pub(super) next: Next,
}

impl Sentence {
    /// Tells whether a token parts parties or names their role.
    pub(super) fn is_joint(&self, token: &Token) -> bool {
        self.joints.contains(&token.span.start)
    }

    /// Returns the field of a part that is told of the record, or of none of its reports.
    pub(super) fn part(&self, part: Part) -> Option<&Told> {
        let told = self.told.iter();
        told.rev()
            .find(|told| told.field.part == part && !told.in_report)
    }

    /// Tells whether a field may be told once more.
    pub(super) fn is_free(&self, field: &Field) -> bool {
        let is_told = |told: &Told| told.field == field && !told.in_report;
        field.is_many || !self.told.iter().any(is_told)
    }
}

/// Returns what takes the words behind a field, with nothing where none stand.
pub(super) const fn takes(told: &Told) -> Takes {
    match told.change {
        Change::Clear => Takes::Nothing,
        _ => told.field.takes,
    }
}
