//! What is known while a question is read: the dataset's names, kinds, topics and sources.
//!
//! Tells how many words form one known name; what a name means is settled in `resolve`.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use itertools::Itertools;

use super::entity::{self, persons};
use super::keys::By;
use super::language::{Arg, CLAUSES, Verb};
use super::lexicon::Lexicon;
use super::plan::Sort;
use super::recall::Recall;
use super::verb::keys_called;
use crate::graph::{Lens, Network};
use crate::model::{Dataset, EntityIx, EntityKind, SourceIx, Status, TopicIx};
use crate::names::{Names, titles};
use crate::register::Register;
use crate::text;

/// How many words a kind, a topic or a title may have to be found without quotes.
const LONGEST: usize = 16;

/// The surroundings of a question.
#[derive(Debug, Clone)]
pub(super) struct Scope<'a> {
    pub(super) text: &'a str,
    pub(super) verb: &'static Verb,
    pub(super) data: &'a Dataset,
    pub(super) names: &'a Names,
    /// The records as they are asked about; nothing as long as that is not known.
    pub(super) moment: Option<Moment<'a>>,
    /// What was recorded under which ids, if that is known.
    register: Option<&'a Register>,
    /// How names were read that mean a person by an office, by the place where they begin.
    notes: RefCell<BTreeMap<usize, String>>,
    /// Shared by all ways in which the question is read.
    recall: Rc<Recall>,
    /// Gathered when a question first names a source.
    sources: OnceCell<BTreeMap<String, Vec<SourceIx>>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
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
            moment: None,
            register: None,
            notes: RefCell::default(),
            recall: Rc::default(),
            sources: OnceCell::new(),
        }
    }

    /// Returns the same with what was found for other ways to read the question.
    pub(super) fn recalling(self, recall: &Rc<Recall>) -> Scope<'a> {
        Scope {
            recall: Rc::clone(recall),
            ..self
        }
    }

    /// Returns the same with what was ever recorded, where that is known.
    pub(super) fn knowing(self, register: Option<&'a Register>) -> Scope<'a> {
        Scope { register, ..self }
    }

    /// Returns the surroundings of a question that asks about the days and clocks of a lens.
    pub(super) fn at(&self, network: &'a Network, asked: &Lens) -> Scope<'a> {
        let lens = Lens {
            window: asked.window,
            clocks: asked.clocks.clone(),
            without: asked.without.clone(),
            ..Lens::default()
        };
        Scope {
            moment: Some(Moment { network, lens }),
            ..self.clone()
        }
    }
}

/// The records as of the days and clocks that a question asks about.
#[derive(Debug, Clone)]
pub(super) struct Moment<'a> {
    pub(super) network: &'a Network,
    pub(super) lens: Lens,
}

impl Scope<'_> {
    /// Notes how the name at a byte of the text was read.
    pub(super) fn note(&self, at: usize, note: String) {
        self.notes.borrow_mut().insert(at, note);
    }

    /// Returns how names were read, in order of place, each note once.
    pub(super) fn notes(&self) -> Vec<String> {
        self.notes.borrow().values().unique().cloned().collect()
    }

    /// Returns how many of the leading words form the longest name that may stand at `arg`.
    pub(super) fn longest(&self, arg: Arg, words: &[&str]) -> Option<usize> {
        match arg {
            Arg::Places => self.name(words),
            Arg::Entity | Arg::Pair | Arg::Entities => self.name_or_office(words),
            Arg::Office => self.name_or_office(words).max(self.title(words)),
            Arg::Record => self
                .name_or_office(words)
                .or_else(|| leading(words, 1, |id| self.is_record(id))),
            Arg::Kinds => leading(words, LONGEST, |word| {
                self.data.ontology().named(word).is_some()
            }),
            Arg::EntityKinds => leading(words, 1, |word| EntityKind::from_word(word).is_some()),
            Arg::Statuses => leading(words, 2, |word| Status::from_word(word).is_some()),
            Arg::Topics => leading(words, LONGEST, |word| !self.topics(word).is_empty()),
            Arg::Sources => leading(words, LONGEST, |word| !self.sources(word).is_empty()),
            Arg::Key => leading(words, 1, |word| {
                By::named(word, &self.verb.known_keys()).is_some()
            }),
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

    /// Returns how many of the leading words form the longest name of an entity or an office.
    fn name_or_office(&self, words: &[&str]) -> Option<usize> {
        let name = self.name(words);
        // Words are known to be none of an office without a look at all offices where a clause, or
        // nothing, follows a name.
        let next = words.get(name.unwrap_or(0)..).unwrap_or_default().first();
        if next.is_none_or(|next| name.is_some() && begins_clause(next)) {
            return name;
        }
        name.max(self.lexicon().leading(words).map(|(_, count)| count))
    }

    /// Returns how many of the leading words form the longest title.
    fn title(&self, words: &[&str]) -> Option<usize> {
        self.lexicon().title_lengths(words).first().copied()
    }

    /// Returns the words for offices.
    pub(super) fn lexicon(&self) -> Lexicon<'_> {
        Lexicon {
            data: self.data,
            names: self.names,
            recall: &self.recall,
        }
    }

    /// Returns the entities that a text may mean by a whole name or by parts of one.
    pub(super) fn meanings(&self, text: &str) -> Vec<EntityIx> {
        self.lexicon().meanings(text)
    }

    /// Returns the names of entities that may be meant by a wrong one, the nearest first.
    pub(super) fn nearest(&self, text: &str) -> Vec<String> {
        let search = || entity::nearest(text, self.names);
        self.recall.nearest(text, search)
    }

    /// Tells whether a relation or a source has this id.
    pub(super) fn is_record(&self, id: &str) -> bool {
        self.data.relation_ix(id).is_some() || self.data.source_ix(id).is_some()
    }

    /// Tells whether anything was ever recorded under this id.
    pub(super) fn is_recorded(&self, id: &str) -> bool {
        let register = self.register.into_iter();
        register
            .flat_map(|register| keys_called(register, id))
            .next()
            .is_some()
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

/// Tells whether a word begins a clause.
fn begins_clause(word: &str) -> bool {
    let word = text::fold(word);
    let all = CLAUSES.iter().flat_map(|clause| clause.words());
    all.into_iter()
        .any(|name| name.split(' ').next() == Some(word.as_str()))
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
