//! Edits of few words: retract, merge, split, alias, undo, redo.

use std::sync::Arc;

use super::fault::EditFault;
use super::language::Part;
use super::sentence::Sentence;
use super::settle::Settle;
use super::target::{entity, key, missing};
use crate::model::EntityId;
use crate::query::QueryError;
use crate::query::dictation::{Token, joined, spanned};
use crate::register::{Edit, Key, Record};
use crate::text;

/// Returns the edit that takes a record back.
pub(super) fn retract(settle: &Settle<'_>, sentence: &Sentence) -> Result<Edit, EditFault> {
    for told in &sentence.told {
        settle.values(told, None)?;
    }
    key(settle, sentence).map(Edit::Retract)
}

/// Returns the edit that makes two entities one.
pub(super) fn merge(settle: &Settle<'_>, sentence: &Sentence) -> Result<Edit, EditFault> {
    let of = named(settle, sentence, &sentence.subject)?;
    let Some(told) = sentence.part(Part::Into) else {
        let end = settle.words.text().trim_end().len();
        return Err(EditFault::Missing {
            span: settle.behind(end),
            after: sentence.verb.name,
            what: "`into` and the entity that stands for both".to_owned(),
            usage: sentence.verb.usage_line(),
            lead: "into".to_owned(),
        });
    };
    if told.items.is_empty() {
        return Err(settle.lacks(told));
    }
    let into = named(settle, sentence, &told.items)?;
    if of == into {
        return Err(QueryError::SameTwice {
            span: spanned(&told.items).unwrap_or(told.span),
            name: joined(&told.items),
        }
        .into());
    }
    Ok(Edit::Join { of, into })
}

/// Returns the edit that parts an entity again. The one that was merged is found by its own names
/// too, which everywhere else mean the one that stands for it.
pub(super) fn split(settle: &Settle<'_>, sentence: &Sentence) -> Result<Edit, EditFault> {
    let items = &sentence.subject;
    let merged = settle.held.joined();
    if let Some(of) = settle.by_id(items).filter(|id| has(&merged, id)) {
        return Ok(Edit::Split { of });
    }
    let called = merged.iter().map(|(of, _)| of);
    let called: Vec<&EntityId> = called.filter(|of| is_called(settle, of, items)).collect();
    if let [only] = called.as_slice() {
        let of = EntityId::clone(only);
        return Ok(Edit::Split { of });
    }
    let named = named(settle, sentence, items);
    if merged.is_empty() || items.is_empty() {
        return named.map(|of| Edit::Split { of });
    }
    let into = merged
        .iter()
        .filter(|(_, into)| Some(into) == named.as_ref().ok());
    let into: Vec<&EntityId> = into.map(|(of, _)| of).collect();
    let all = merged.iter().map(|(of, _)| of).collect();
    let what = match called.len() {
        0 => "entity that was merged",
        _ => "single entity that was merged",
    };
    let meant = [called, into, all].into_iter().find(|ids| !ids.is_empty());
    Err(QueryError::UnknownWord {
        span: spanned(items).unwrap_or_default(),
        word: joined(items),
        what,
        nearest: Vec::new(),
        all: meant.iter().flatten().map(ToString::to_string).collect(),
    }
    .into())
}

fn has(merged: &[(EntityId, EntityId)], id: &EntityId) -> bool {
    merged.iter().any(|(of, _)| of == id)
}

/// Tells whether an entity has these words for its name or an alias.
fn is_called(settle: &Settle<'_>, id: &EntityId, items: &[Token]) -> bool {
    let words = text::fold(&joined(items));
    match settle.held.record(&Key::Entity(id.clone())) {
        Some(Record::Entity(entity)) => {
            let mut names = entity.aliases.iter().chain([&entity.name]);
            names.any(|name| text::fold(name) == words)
        }
        _ => false,
    }
}

/// Returns the edit that gives an entity one more name.
pub(super) fn alias(settle: &Settle<'_>, sentence: &Sentence) -> Result<Edit, EditFault> {
    let (name, items) = match sentence.subject.as_slice() {
        [] => return Err(missing(settle, sentence, "the name of an entity")),
        [items @ .., name] if !items.is_empty() => (name, items),
        [only, ..] => {
            let what = "one more name, in quotes if it has several words";
            return Err(EditFault::Missing {
                span: settle.behind(only.span.end),
                after: sentence.verb.name,
                what: what.to_owned(),
                usage: sentence.verb.usage_line(),
                lead: String::new(),
            });
        }
    };
    let id = named(settle, sentence, items)?;
    match settle.held.record(&Key::Entity(id)) {
        Some(Record::Entity(mut entity)) => {
            Arc::make_mut(&mut entity).aliases.push(name.text.clone());
            Ok(Edit::Correct(Record::Entity(entity)))
        }
        _ => Err(missing(settle, sentence, "the name of an entity")),
    }
}

/// Returns the edit that sets an entry back.
pub(super) fn undo(sentence: &Sentence) -> Result<Edit, EditFault> {
    let Some(token) = sentence.subject.first() else {
        return Ok(Edit::Undo(None));
    };
    let number = token.text.parse::<u32>().ok().filter(|number| *number > 0);
    match number {
        Some(number) => Ok(Edit::Undo(Some(number))),
        None => Err(QueryError::NoNumber {
            span: token.span,
            word: token.text.clone(),
            clause: sentence.verb.name,
        }
        .into()),
    }
}

fn named(settle: &Settle<'_>, sentence: &Sentence, items: &[Token]) -> Result<EntityId, EditFault> {
    if items.is_empty() {
        return Err(missing(settle, sentence, "the name of an entity"));
    }
    match entity(settle, sentence, items)? {
        Key::Entity(id) => Ok(id),
        _ => Err(missing(settle, sentence, "the name of an entity")),
    }
}
