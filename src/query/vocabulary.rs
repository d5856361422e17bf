//! The small vocabularies: kinds, entity kinds, statuses, topics, sources, keys.

use itertools::Itertools;

use super::ast::Use;
use super::ast::{joined, spanned};
use super::error::QueryError;
use super::language::Arg;
use super::lexer::{Form, Token};
use super::pieces::{self, Joint, Piece};
use super::scope::Scope;
use crate::diagnostic::Span;
use crate::model::{EntityKind, KindSet, Ontology, SourceIx, Status};
use crate::text;

/// How many near words an error names.
const NEAREST: usize = 3;

/// Returns what each item of a clause's list means.
pub(super) fn each<T>(
    scope: &Scope<'_>,
    used: &Use,
    meaning: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, QueryError> {
    let pieces = pieces::pieces(&used.phrase);
    if pieces.is_empty() {
        return Err(pieces::missing(scope, used.clause, used.phrase.at));
    }
    pieces
        .iter()
        .map(|piece| meaning(&piece.text()).ok_or_else(|| fault(scope, used.clause.arg, piece)))
        .collect()
}

/// Returns the error for an item without meaning.
fn fault(scope: &Scope<'_>, arg: Arg, piece: &Piece<'_>) -> QueryError {
    let blamed = match piece.joint {
        Joint::Side => pieces::blame(scope, piece.tokens),
        _ => None,
    };
    blamed.unwrap_or_else(|| unknown(scope, arg, piece.tokens))
}

/// Returns the error for words that are not in the vocabulary of `arg`.
pub(super) fn unknown(scope: &Scope<'_>, arg: Arg, tokens: &[Token]) -> QueryError {
    let tokens: Vec<Token> = tokens
        .iter()
        .take_while(|token| token.form != Form::Comma)
        .cloned()
        .collect();
    let short = matches!(arg, Arg::EntityKinds | Arg::Key | Arg::SortKey);
    let most = if short { 1 } else { tokens.len() };
    let told = |count: usize| {
        let tokens = tokens.get(..count).unwrap_or_default();
        let span = spanned(tokens).unwrap_or_default();
        match arg {
            Arg::Kinds => unknown_kind(scope.data.ontology(), joined(tokens), span),
            _ => unknown_word(scope, arg, joined(tokens), span),
        }
    };
    // Words behind a misspelt one may be of a clause that is wrong too.
    let near = (1..=most).rev().map(told).find(is_near);
    near.unwrap_or_else(|| told(most))
}

/// Tells whether an error knows what may be meant.
fn is_near(fault: &QueryError) -> bool {
    match fault {
        QueryError::UnknownKind {
            nearest,
            is_entity_kind,
            ..
        } => *is_entity_kind || !nearest.is_empty(),
        QueryError::UnknownWord { nearest, .. } => !nearest.is_empty(),
        _ => false,
    }
}

fn unknown_kind(ontology: &Ontology, word: String, span: Span) -> QueryError {
    let near = text::nearest_several(&word, ontology.all_words(), NEAREST);
    QueryError::UnknownKind {
        span,
        nearest: near.into_iter().map(str::to_owned).collect(),
        is_entity_kind: EntityKind::from_word(&word).is_some(),
        word,
    }
}

fn unknown_word(scope: &Scope<'_>, arg: Arg, word: String, span: Span) -> QueryError {
    let (what, all) = vocabulary(scope, arg);
    let near = text::nearest_several(&word, all.iter().map(String::as_str), NEAREST);
    let nearest = near.into_iter().map(str::to_owned).collect();
    let is_small = !matches!(arg, Arg::Topics | Arg::Sources);
    QueryError::UnknownWord {
        span,
        word,
        what,
        nearest,
        all: if is_small { all } else { Vec::new() },
    }
}

/// Returns what the words of a vocabulary are, and all of them in order.
pub(super) fn vocabulary(scope: &Scope<'_>, arg: Arg) -> (&'static str, Vec<String>) {
    let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    match arg {
        Arg::EntityKinds => (
            "kind of entity",
            owned(&EntityKind::ALL.map(EntityKind::word)),
        ),
        Arg::Statuses => ("status", owned(&Status::ALL.map(Status::word))),
        Arg::Key => {
            let keys = scope.verb.known_keys();
            let words: Vec<&str> = keys.iter().map(|key| key.word()).collect();
            (keys.first().map_or("key", |key| key.what()), owned(&words))
        }
        Arg::SortKey => {
            let sorts: Vec<&str> = scope.verb.sorts.iter().map(|sort| sort.word()).collect();
            ("order", owned(&sorts))
        }
        Arg::Topics => {
            let all = scope.data.records().flat_map(|(_, record)| &record.topics);
            let sorted = all.sorted_unstable().dedup();
            ("topic", sorted.cloned().collect())
        }
        Arg::Sources => ("source", source_words(scope)),
        Arg::Kinds => {
            let words = scope.data.ontology().vocabulary();
            ("kind of relation", words.map(str::to_owned).collect())
        }
        _ => ("word", Vec::new()),
    }
}

/// Returns the ids and publishers of all sources.
fn source_words(scope: &Scope<'_>) -> Vec<String> {
    let sources = scope.data.sources();
    let ids = sources.iter().map(|source| source.id.to_string());
    let publishers = sources
        .iter()
        .filter_map(|source| source.publisher.clone())
        .sorted_unstable()
        .dedup();
    ids.chain(publishers).collect()
}

/// Returns the relation kinds that words mean, parted by commas: kinds, plurals, other words for
/// them, PLOVER categories.
///
/// # Errors
/// [`QueryError::UnknownKind`] for the first word that means none, with the nearest that do.
pub fn kinds(words: &str, ontology: &Ontology) -> Result<KindSet, QueryError> {
    let mut at = 0;
    let mut sets = Vec::new();
    for word in words.split(',') {
        let start = at + word.len() - word.trim_start().len();
        let span = Span::new(start, start + word.trim().len());
        at += word.len() + 1;
        let known = ontology.named(word);
        sets.push(known.ok_or_else(|| unknown_kind(ontology, word.trim().to_owned(), span))?);
    }
    Ok(union(ontology, &sets))
}

/// Returns the relation kinds that a clause names.
pub(super) fn kinds_of(scope: &Scope<'_>, used: &Use) -> Result<KindSet, QueryError> {
    let ontology = scope.data.ontology();
    let sets = each(scope, used, |word| ontology.named(word))?;
    Ok(union(ontology, &sets))
}

/// Returns the sources that a clause names, as often as it names them.
pub(super) fn sources_of(scope: &Scope<'_>, used: &Use) -> Result<Vec<SourceIx>, QueryError> {
    let named = each(scope, used, |word| {
        Some(scope.sources(word)).filter(|sources| !sources.is_empty())
    })?;
    Ok(named.concat())
}

/// Returns the kinds that one of the sets holds.
pub(super) fn union(ontology: &Ontology, sets: &[KindSet]) -> KindSet {
    let kinds = ontology.kinds().map(|(kind, _)| kind);
    kinds
        .filter(|kind| sets.iter().any(|set| set.contains(*kind)))
        .collect()
}
