//! Names of offices in words: `foreign minister of Rwanda`, `Rwanda's president`.
//!
//! Which titles there are is known to `names`; who held an office is not asked here.

use std::ops::Range;

use itertools::Itertools;

use super::entity;
use super::recall::Recall;
use crate::analysis::Office;
use crate::model::{Dataset, EntityIx, EntityKind, Title};
use crate::names::{Names, titles};
use crate::text;

/// How many near titles are told.
const NEAREST: usize = 3;
/// Words that lead from a title to the body.
pub(super) const HELD_IN: [&str; 4] = ["of", "in", "at", "for"];
/// What the last word of a body has before a title: `Rwanda's president`.
const POSSESSIVES: [&str; 2] = ["'s", "’s"];

/// The words known of a dataset.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexicon<'a> {
    pub(super) data: &'a Dataset,
    pub(super) names: &'a Names,
    pub(super) recall: &'a Recall,
}

impl Lexicon<'_> {
    /// Returns the office, by title and body, that the leading words name, and how many they are:
    /// as many as can be. A name of an entity is none of an office.
    pub(super) fn leading(self, words: &[&str]) -> Option<(Office, usize)> {
        let article = usize::from(is_any(words.first(), &["the"]));
        let rest = words.get(article..)?;
        let ways = [
            self.title_first(rest),
            self.possessive(rest),
            self.body_first(rest),
        ];
        let found = ways.into_iter().flatten();
        let (office, count) = found.max_by_key(|(_, count)| *count)?;
        Some((office, article + count))
    }

    /// Returns the office that a whole text names by title and body.
    pub(super) fn named(self, text: &str) -> Option<Office> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match self.leading(&words) {
            Some((office, count)) if count == words.len() => Some(office),
            _ => self.in_part(&words),
        }
    }

    /// `president of Samruk`: a body of which a part of the name is written.
    fn in_part(self, words: &[&str]) -> Option<Office> {
        let (title, body) = self.parted(words)?;
        let meant = self.meanings(&body.join(" "));
        match meant[..] {
            [only] if may_be_body(self.kind(only)) => self.office(title, only),
            _ => None,
        }
    }

    /// Returns the entities that a text may mean by a whole name or by parts of one.
    pub(super) fn meanings(self, text: &str) -> Vec<EntityIx> {
        let search = || entity::meanings(text, self.data, self.names);
        self.recall.meanings(text, search)
    }

    /// Parts a known title from what stands behind `of`, known or not.
    pub(super) fn parted<'w>(self, words: &'w [&'w str]) -> Option<(&'w [&'w str], &'w [&'w str])> {
        let count = self.title_lengths(words).into_iter().find(|count| {
            let is_led = is_any(words.get(*count), &HELD_IN);
            is_led && words.len() > count + 1
        })?;
        Some((words.get(..count)?, words.get(count + 1..)?))
    }

    /// Returns the title that a text is, as the ontology has it.
    pub(super) fn title(self, text: &str) -> Option<Title> {
        self.names
            .offices(self.data)
            .title(text, self.data.ontology())
    }

    /// Returns where a title stands that is misspelt, before `of` or behind a possessive, and the
    /// titles near to it; the longest if several words lead to a body.
    pub(super) fn misspelt(self, words: &[&str]) -> Option<(Range<usize>, Vec<String>)> {
        let article = usize::from(is_any(words.first(), &["the"]));
        let leads = |at: &usize| is_any(words.get(*at), &HELD_IN);
        let before = (article + 1..words.len()).rev().filter(leads);
        let owned = words.iter().position(|word| bare_body(word).is_some());
        let ways = before.map(|at| article..at);
        ways.chain(owned.map(|at| at + 1..words.len()))
            .find_map(|title| {
                let near = self.near_titles(&words.get(title.clone())?.join(" "));
                (!near.is_empty()).then_some((title, near))
            })
    }

    /// Returns the titles near to a wrong one, the nearest first.
    pub(super) fn near_titles(self, wrong: &str) -> Vec<String> {
        let near = self.names.offices(self.data).nearest(wrong, NEAREST);
        near.into_iter().map(str::to_owned).collect()
    }

    /// Returns the numbers of leading words that are a title, the longest first.
    pub(super) fn title_lengths(self, words: &[&str]) -> Vec<usize> {
        let offices = self.names.offices(self.data);
        offices.starts(words, self.data.ontology())
    }

    /// `foreign minister of Rwanda`, `president Rwanda`.
    fn title_first(self, words: &[&str]) -> Option<(Office, usize)> {
        self.title_lengths(words).into_iter().find_map(|count| {
            let (title, rest) = words.split_at_checked(count)?;
            let leading = usize::from(is_any(rest.first(), &HELD_IN));
            let article = usize::from(leading == 1 && is_any(rest.get(1), &["the"]));
            let (body, length) = self
                .body(rest.get(leading..)?)
                .map(|(body, length)| (body, leading + length))
                .or_else(|| {
                    let (body, length) = self.body(rest.get(leading + article..)?)?;
                    Some((body, leading + article + length))
                })?;
            let office = self.office(title, body)?;
            (leading == 1 || self.is_known(&office)).then_some((office, count + length))
        })
    }

    /// `Rwanda's foreign minister`.
    fn possessive(self, words: &[&str]) -> Option<(Office, usize)> {
        let (at, last) = words
            .iter()
            .enumerate()
            .find_map(|(at, word)| Some((at, bare_body(word)?)))?;
        let before = words.get(..at)?.iter().copied();
        let body = self.body_called(&before.chain([last]).join(" "))?;
        let rest = words.get(at + 1..)?;
        let count = self.title_lengths(rest).first().copied()?;
        Some((self.office(rest.get(..count)?, body)?, at + 1 + count))
    }

    /// `Rwanda president`, unless the title belongs to what is named behind it: to another body, or
    /// to a person.
    fn body_first(self, words: &[&str]) -> Option<(Office, usize)> {
        (1..words.len()).find_map(|length| {
            let (name, rest) = words.split_at_checked(length)?;
            let count = self.title_lengths(rest).first().copied()?;
            let body = self.body_called(&name.join(" "))?;
            let has_own_body = is_any(rest.get(count), &HELD_IN);
            let is_of_a_person = (1..=titles(rest)).any(|count| self.is_person(rest, count));
            let office = self.office(rest.get(..count)?, body)?;
            let is_clear = !has_own_body && !is_of_a_person && self.is_known(&office);
            is_clear.then_some((office, length + count))
        })
    }

    /// Tells whether the records know of such an office: words side by side may be two names.
    fn is_known(self, office: &Office) -> bool {
        let offices = self.names.offices(self.data);
        let title = office.title.as_ref();
        title.is_some_and(|title| {
            offices
                .bodies(&title.name)
                .any(|body| Some(body) == office.body)
        })
    }

    /// Tells whether the name of a person stands behind so many words.
    fn is_person(self, words: &[&str], behind: usize) -> bool {
        let rest = words.get(behind..).unwrap_or_default();
        let length = self.names.starts(rest).unwrap_or(0);
        let name = rest.get(..length).unwrap_or_default().join(" ");
        let meant = self.names.exact(&name);
        meant
            .iter()
            .any(|one| self.kind(*one) == EntityKind::Person)
    }

    fn office(self, title: &[&str], body: EntityIx) -> Option<Office> {
        Some(Office {
            title: Some(self.title(&title.join(" "))?),
            body: Some(body),
        })
    }

    /// Returns the body with the longest name that begins here, and how many words that has.
    fn body(self, words: &[&str]) -> Option<(EntityIx, usize)> {
        let length = self.names.starts(words)?;
        let body = self.body_called(&words.get(..length)?.join(" "))?;
        Some((body, length))
    }

    /// Returns the one body of this name.
    pub(super) fn body_called(self, name: &str) -> Option<EntityIx> {
        let mut found = self.names.exact(name);
        found.retain(|one| may_be_body(self.kind(*one)));
        match found[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    fn kind(self, entity: EntityIx) -> EntityKind {
        self.data.entity(entity).kind
    }
}

/// Returns the word of a body before a title: `Rwanda's` without its end.
fn bare_body(word: &str) -> Option<&str> {
    POSSESSIVES.iter().find_map(|end| word.strip_suffix(end))
}

/// Tells whether there are offices of entities of this kind.
pub(super) const fn may_be_body(kind: EntityKind) -> bool {
    !matches!(kind, EntityKind::Person | EntityKind::Instrument)
}

/// Tells whether a word is one of these, in any case.
fn is_any(word: Option<&&str>, known: &[&str]) -> bool {
    word.is_some_and(|word| known.contains(&text::fold(word).as_str()))
}
