//! The record that an edit is about, where it is there already.

use super::fault::EditFault;
use super::sentence::{Sentence, Sort};
use super::settle::Settle;
use crate::diagnostic::Span;
use crate::query::dictation::{Dictation, Token, joined, spanned};
use crate::register::Key;
use crate::text;

/// How many near ids an error tells.
const NEAREST: usize = 3;
/// The sorts of record that are named by their ids alone.
const PLAIN: [Sort; 3] = [Sort::Entity, Sort::Relation, Sort::Source];

/// Returns the sort of record that words name, as far as it can be told without resolving names.
pub(super) fn sort(words: &Dictation<'_>, items: &[Token]) -> Option<Sort> {
    let name = joined(items);
    let data = words.data();
    if data.entity_ix(&name).is_some() {
        return Some(Sort::Entity);
    }
    if data.relation_ix(&name).is_some() {
        return Some(Sort::Relation);
    }
    if data.source_ix(&name).is_some() {
        return Some(Sort::Source);
    }
    (!items.is_empty() && words.is_name(&name)).then_some(Sort::Entity)
}

/// Returns the key of the record that the subject of an edit names.
pub(super) fn key(settle: &Settle<'_>, sentence: &Sentence) -> Result<Key, EditFault> {
    let items = &sentence.subject;
    let Some(span) = spanned(items) else {
        return Err(missing(settle, sentence, "the id of a record"));
    };
    let name = joined(items);
    match sentence.sort {
        Some(Sort::Entity) => entity(settle, sentence, items),
        Some(sort) => of_sort(settle, sort, &name, span),
        None => of_any_sort(settle, sentence, (&name, span)),
    }
}

/// Returns the error for an edit without what it is about.
pub(super) fn missing(settle: &Settle<'_>, sentence: &Sentence, what: &str) -> EditFault {
    EditFault::Missing {
        span: settle.behind(sentence.at),
        after: sentence.verb.name,
        what: what.to_owned(),
        usage: sentence.verb.usage_line(),
        lead: String::new(),
    }
}

fn of_sort(settle: &Settle<'_>, sort: Sort, name: &str, span: Span) -> Result<Key, EditFault> {
    // A batch is no record that could be looked up; the register knows it.
    let is_held = |key: &Key| sort == Sort::Batch || settle.held.record(key).is_some();
    let key = sort.key(name).filter(is_held);
    key.ok_or_else(|| EditFault::NoRecord {
        span,
        id: name.to_owned(),
        sort: sort.word(),
        nearest: nearest(settle, sort, name),
    })
}

fn of_any_sort(
    settle: &Settle<'_>,
    sentence: &Sentence,
    (name, span): (&str, Span),
) -> Result<Key, EditFault> {
    let keys = PLAIN.iter().filter_map(|sort| sort.key(name));
    let mut held: Vec<Key> = keys
        .filter(|key| settle.held.record(key).is_some())
        .collect();
    if held.len() > 1 {
        return Err(EditFault::SeveralSorts {
            span,
            id: name.to_owned(),
            sorts: held.iter().map(Key::sort).collect(),
        });
    }
    if let Some(only) = held.pop() {
        return Ok(only);
    }
    entity(settle, sentence, &sentence.subject).map_err(|fault| {
        let near = PLAIN.into_iter().skip(1).find_map(|sort| {
            let nearest = nearest(settle, sort, name);
            (!nearest.is_empty()).then_some((sort, nearest))
        });
        match near.filter(|_| name.contains('-')) {
            Some((sort, nearest)) => EditFault::NoRecord {
                span,
                id: name.to_owned(),
                sort: sort.word(),
                nearest,
            },
            None => fault,
        }
    })
}

/// Returns the key of the one entity that words mean.
pub(super) fn entity(
    settle: &Settle<'_>,
    sentence: &Sentence,
    items: &[Token],
) -> Result<Key, EditFault> {
    let usage = sentence.verb.usage_line();
    let found = settle.entities(items)?;
    match found.as_slice() {
        [(only, _)] => Ok(Key::Entity(only.clone())),
        [_, (_, span), ..] => Err(settle.stray(*span, &usage)),
        [] => Err(settle.stray(spanned(items).unwrap_or_default(), &usage)),
    }
}

fn nearest(settle: &Settle<'_>, sort: Sort, name: &str) -> Vec<String> {
    let data = settle.world.data();
    let near = match sort {
        Sort::Source => {
            let ids = data.sources().iter().map(|source| source.id.as_str());
            text::nearest_several(name, ids, NEAREST)
        }
        Sort::Relation => {
            let ids = data.records().map(|(_, relation)| relation.id.as_str());
            text::nearest_several(name, ids, NEAREST)
        }
        _ => Vec::new(),
    };
    near.into_iter().map(str::to_owned).collect()
}
