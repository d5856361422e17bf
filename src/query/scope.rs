//! What is known while a question is read: the dataset's names, kinds, topics and sources.
//!
//! Tells how many words form one known name; what a name means is settled in `resolve`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools;

use super::entity::persons;
use super::language::{Arg, Verb};
use super::plan::Sort;
use crate::analysis::CountBy;
use crate::model::{Dataset, EntityKind, SourceIx, Status, TopicIx};
use crate::names::{Names, titles};
use crate::text;

/// How many words a kind, a topic or a title may have to be found without quotes.
const LONGEST: usize = 16;

/// The surroundings of a question.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub(super) text: &'a str,
    pub(super) verb: &'static Verb,
    pub(super) data: &'a Dataset,
    pub(super) names: &'a Names,
    /// Gathered when a question first names a source.
    sources: OnceCell<BTreeMap<String, Vec<SourceIx>>>,
}

impl<'a> Scope<'a> {
    pub(super) const fn new(
        text: &'a str,
        verb: &'static Verb,
        data: &'a Dataset,
        names: &'a Names,
    ) -> Scope<'a> {
        Scope {
            text,
            verb,
            data,
            names,
            sources: OnceCell::new(),
        }
    }
}

impl Scope<'_> {
    /// Returns how many of the leading words form the longest name that may stand at `arg`.
    pub(super) fn longest(&self, arg: Arg, words: &[&str]) -> Option<usize> {
        match arg {
            Arg::Entity | Arg::Pair | Arg::Entities | Arg::Places => self.name(words),
            Arg::Record => self
                .name(words)
                .or_else(|| leading(words, 1, |id| self.is_record(id))),
            Arg::Kinds => leading(words, LONGEST, |word| {
                self.data.ontology().named(word).is_some()
            }),
            Arg::EntityKinds => leading(words, 1, |word| EntityKind::from_word(word).is_some()),
            Arg::Statuses => leading(words, 2, |word| Status::from_word(word).is_some()),
            Arg::Topics => leading(words, LONGEST, |word| !self.topics(word).is_empty()),
            Arg::Sources => leading(words, LONGEST, |word| !self.sources(word).is_empty()),
            Arg::CountKey => leading(words, 1, |word| CountBy::from_word(word).is_some()),
            Arg::SortKey => leading(words, 1, |word| Sort::from_word(word).is_some()),
            _ => None,
        }
    }

    /// Returns how many of the leading words form the longest name of an entity, or the name of a
    /// person behind titles.
    fn name(&self, words: &[&str]) -> Option<usize> {
        let titled = (1..=titles(words)).rev().find_map(|count| {
            let rest = words.get(count..)?;
            let length = self.names.starts(rest)?;
            let found = self.names.exact(&rest.get(..length)?.join(" "));
            (!persons(found, self.data).is_empty()).then_some(count + length)
        });
        self.names.starts(words).max(titled)
    }

    fn is_record(&self, id: &str) -> bool {
        self.data.relation_ix(id).is_some() || self.data.source_ix(id).is_some()
    }

    /// Returns the topics that words mean: the one that is called so or, failing that, all that
    /// have each of the words. O(topics).
    pub(super) fn topics(&self, words: &str) -> Vec<TopicIx> {
        if let Some(topic) = self.data.topic_ix(words) {
            return vec![topic];
        }
        let wanted = text::fold(words);
        let has_all =
            |topic: &str| text::words(&wanted).all(|word| text::words(topic).contains(&word));
        let known = self.data.topics().filter(|_| !wanted.is_empty());
        let named = known.filter(|(_, topic)| has_all(topic));
        named.map(|(at, _)| at).collect()
    }

    /// Returns the sources with this id, title or publisher, in order. The first time O(sources).
    pub(super) fn sources(&self, word: &str) -> Vec<SourceIx> {
        if let Some(source) = self.data.source_ix(&word.to_lowercase()) {
            return vec![source];
        }
        let known = self.sources.get_or_init(|| sources(self.data));
        known.get(&text::fold(word)).cloned().unwrap_or_default()
    }
}

/// Returns the greatest number of leading words, at most `most`, whose join is known.
fn leading(words: &[&str], most: usize, is_known: impl Fn(&str) -> bool) -> Option<usize> {
    (1..=words.len().min(most)).rev().find(|count| {
        words
            .get(..*count)
            .is_some_and(|some| is_known(&some.join(" ")))
    })
}

/// Returns the sources by folded title and publisher.
fn sources(data: &Dataset) -> BTreeMap<String, Vec<SourceIx>> {
    let mut known: BTreeMap<String, Vec<SourceIx>> = BTreeMap::new();
    for source in data.sources() {
        let words = [Some(&source.title), source.publisher.as_ref()];
        let words: BTreeSet<String> = words
            .into_iter()
            .flatten()
            .map(|word| text::fold(word))
            .collect();
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            let ix = data.source_ix(source.id.as_str());
            known.entry(word).or_default().extend(ix);
        }
    }
    known
}
