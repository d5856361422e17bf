//! Which entity a name means, and which entities a list of names means.

use itertools::Itertools;

use super::ast::{Phrase, joined, spanned};
use super::error::{NameCandidate, QueryError};
use super::lexer::{Form, Token};
use super::office;
use super::pieces::{self, Joint};
use super::scope::Scope;
use crate::diagnostic::Span;
use crate::model::{Dataset, Entity, EntityIx, EntityKind};
use crate::names::{Names, is_title, untitled};
use crate::text;

/// How many entities are looked at for a name that is part of theirs.
const LOOKED_AT: usize = 24;
/// How many near names an error tells.
const NEAREST: usize = 3;
/// The most words of which beginnings are tried as parts of names.
const MOST_WORDS: usize = 12;

/// A name in a question, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) entity: EntityIx,
    pub(super) span: Span,
    pub(super) joint: Joint,
}

/// Returns the entity that `text` means; `span` is where it stands in the question.
///
/// It is the one whose id, name, alias or code equals the text, case and accents aside; failing
/// that, the only one that has every word of the text in one of its names. Titles before the name
/// of a person do not count.
///
/// # Errors
/// [`QueryError::Ambiguous`] if there are several, [`QueryError::UnknownEntity`] if there is none.
pub fn resolve_entity(
    text: &str,
    span: Span,
    data: &Dataset,
    names: &Names,
) -> Result<EntityIx, QueryError> {
    one_of(&meanings(text, data, names), text, span, data)
        .unwrap_or_else(|| Err(unknown(text, span, nearest(text, names))))
}

/// Returns the entities that a text may mean: by a whole name or, failing that, by parts of one;
/// in either case of a person behind titles too.
pub(super) fn meanings(text: &str, data: &Dataset, names: &Names) -> Vec<EntityIx> {
    let exact = |text: &str| names.exact(text);
    let parts = |text: &str| parts(text, data, names);
    let found = exact(text);
    if !found.is_empty() {
        return found;
    }
    let bare = untitled(text);
    let persons = |look: &dyn Fn(&str) -> Vec<EntityIx>| {
        let ways = bare.iter().map(|rest| persons(look(rest), data));
        ways.into_iter().find(|found| !found.is_empty())
    };
    persons(&exact)
        .or_else(|| Some(parts(text)).filter(|found| !found.is_empty()))
        .or_else(|| persons(&parts))
        .unwrap_or_default()
}

/// Keeps the persons: nobody else has a title.
pub(super) fn persons(mut found: Vec<EntityIx>, data: &Dataset) -> Vec<EntityIx> {
    found.retain(|entity| data.entity(*entity).kind == EntityKind::Person);
    found
}

/// Returns the one entity or the error for several; `None` where there is none.
fn one_of(
    found: &[EntityIx],
    text: &str,
    span: Span,
    data: &Dataset,
) -> Option<Result<EntityIx, QueryError>> {
    match found {
        [] => None,
        [one] => Some(Ok(*one)),
        several => Some(Err(QueryError::Ambiguous {
            span,
            name: text.to_owned(),
            candidates: several
                .iter()
                .map(|one| NameCandidate::of(data.entity(*one)))
                .collect(),
        })),
    }
}

/// Returns what a text means where a name may stand: the entity that is called so, or the holder of
/// the office that is; failing both, the entity of which it is a part of the name. `None` where
/// there is none.
fn meant(scope: &Scope<'_>, text: &str, span: Span) -> Option<Result<EntityIx, QueryError>> {
    let whole = scope.names.exact(text);
    if whole.is_empty()
        && let Some(moment) = &scope.moment
        && let Some(office) = scope.lexicon().named(text)
    {
        return Some(office::holder(scope, moment, &office, (text, span)));
    }
    let found = scope.meanings(text);
    one_of(&found, text, span, scope.data)
}

/// Returns the names that may be meant by a wrong one, the nearest first.
pub(super) fn nearest(name: &str, names: &Names) -> Vec<String> {
    let near = names.nearest(name, NEAREST).into_iter();
    near.map(|(shown, _)| shown).dedup().collect()
}

fn unknown(name: &str, span: Span, nearest: Vec<String>) -> QueryError {
    QueryError::UnknownEntity {
        span,
        name: name.to_owned(),
        nearest,
    }
}

/// Returns the entities with every word of `text` in one of their names, the likeliest first; none
/// for a title alone, which many a long name mentions. O(log n) if a word is no word of any name.
fn parts(text: &str, data: &Dataset, names: &Names) -> Vec<EntityIx> {
    let wanted = text::latin(text);
    if is_title(text) || !names.has_words(text::words(&wanted)) {
        return Vec::new();
    }
    let mut found = names.find(text, LOOKED_AT);
    found.retain(|found| has_words(data.entity(found.entity), &wanted));
    found
        .into_iter()
        .map(|found| found.entity)
        .unique()
        .collect()
}

/// Tells whether one of the entity's names has all of these words.
fn has_words(entity: &Entity, wanted: &str) -> bool {
    let names = [entity.id.as_str(), entity.name.as_str()];
    let aliases = entity.aliases.iter().map(String::as_str);
    names.into_iter().chain(aliases).any(|name| {
        let name = text::latin(name);
        text::words(wanted).all(|word| text::words(&name).contains(&word))
    })
}

/// Returns what each name of a list means. The list may be empty.
pub(super) fn list(scope: &Scope<'_>, phrase: &Phrase) -> Result<Vec<Named>, QueryError> {
    let mut found: Vec<Named> = Vec::new();
    let mut rest = phrase.items.as_slice();
    let mut joint = Joint::Start;
    while let Some(next) = rest.first() {
        let parting = match next.form {
            Form::Comma => Some(Joint::Comma),
            _ if next.is_and() => Some(pieces::and_joint(next)),
            _ => None,
        };
        if let Some(parting) = parting {
            joint = parting;
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let (name, count) = leading(scope, rest, joint)?;
        found.push(name);
        rest = rest.get(count..).unwrap_or_default();
        joint = Joint::Side;
    }
    Ok(found)
}

/// Returns what the first name of these items means, and how many items it has.
///
/// The name has as many words as make sense together; words that only begin several names make
/// none where others follow.
fn leading(scope: &Scope<'_>, items: &[Token], joint: Joint) -> Result<(Named, usize), QueryError> {
    let whole = words_together(items);
    for count in (1..=whole.min(MOST_WORDS)).rev() {
        let tokens = items.get(..count).unwrap_or_default();
        if tokens.last().is_some_and(Token::is_and) {
            continue;
        }
        let (text, span) = (joined(tokens), spanned(tokens).unwrap_or_default());
        let meant = meant(scope, &text, span);
        if is_ambiguous(meant.as_ref()) && goes_on(items.get(count)) {
            continue;
        }
        if let Some(meant) = meant {
            let entity = meant?;
            return Ok((
                Named {
                    entity,
                    span,
                    joint,
                },
                count,
            ));
        }
    }
    let parted = |token: &&Token| !token.is_and();
    let alone = items.iter().take(whole).take_while(parted).count();
    let tokens = items.get(..alone).unwrap_or_default();
    let blamed = match joint {
        Joint::Side => pieces::blame(scope, tokens),
        _ => None,
    };
    Err(blamed.unwrap_or_else(|| unknown_of(scope, tokens)))
}

fn is_ambiguous(meant: Option<&Result<EntityIx, QueryError>>) -> bool {
    matches!(meant, Some(Err(QueryError::Ambiguous { .. })))
}

/// Tells whether the next item may be a further word of the same name.
fn goes_on(next: Option<&Token>) -> bool {
    next.is_some_and(|next| next.form == Form::Word && !next.is_and())
}

/// Returns how many items may be words of one name: a quotation alone, or words in a row.
fn words_together(items: &[Token]) -> usize {
    match items.split_first() {
        Some((first, _)) if first.form == Form::Quoted => 1,
        Some((_, rest)) => {
            let words = rest.iter().take_while(|token| token.form == Form::Word);
            1 + words.count()
        }
        None => 0,
    }
}

/// Returns the error for words that are no name: of the first of them, if a name follows them, or
/// a word that is nearly a clause, or if they alone are near to a name.
fn unknown_of(scope: &Scope<'_>, tokens: &[Token]) -> QueryError {
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let lexicon = scope.lexicon();
    if let Some((_, body)) = lexicon.parted(&words) {
        let at = words.len() - body.len();
        return unknown_of(scope, tokens.get(at..).unwrap_or_default());
    }
    if let Some(title) = lexicon.title(&joined(tokens)) {
        return office::without_body(scope, &title.name, tokens);
    }
    if let Some(misspelt) = misspelt_title(scope, tokens) {
        return misspelt;
    }
    let begins_more = |at: &usize| {
        let rest = words.get(*at..).unwrap_or_default();
        let first = rest.first().copied().unwrap_or_default();
        scope.names.starts(rest).is_some() || pieces::nearly_clause(scope, first).is_some()
    };
    let told = |tokens: &[Token]| {
        let (name, span) = (joined(tokens), spanned(tokens).unwrap_or_default());
        unknown(&name, span, scope.nearest(&name))
    };
    let first_words = |count: usize| tokens.get(..count).unwrap_or_default();
    let whole = told(tokens);
    if is_near(&whole) {
        return whole;
    }
    let end = (1..words.len()).find(begins_more).unwrap_or(words.len());
    let is_no_name = |tokens: &&[Token]| scope.meanings(&joined(tokens)).is_empty();
    let beginnings = (1..=end.min(MOST_WORDS)).rev().map(first_words);
    let near = beginnings.filter(is_no_name).map(told).find(is_near);
    near.unwrap_or_else(|| told(first_words(end)))
}

/// Returns the error for an office with a misspelt title.
pub(super) fn misspelt_title(scope: &Scope<'_>, tokens: &[Token]) -> Option<QueryError> {
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let (title, nearest) = scope.lexicon().misspelt(&words)?;
    let title = tokens.get(title)?;
    Some(QueryError::UnknownTitle {
        span: spanned(title)?,
        title: joined(title),
        nearest,
    })
}

/// Tells whether an error knows names that may be meant.
fn is_near(fault: &QueryError) -> bool {
    matches!(fault, QueryError::UnknownEntity { nearest, .. } if !nearest.is_empty())
}

/// Returns the one entity that a phrase names; `None` for an empty phrase.
pub(super) fn single(scope: &Scope<'_>, phrase: &Phrase) -> Result<Option<Named>, QueryError> {
    if phrase.is_empty() {
        return Ok(None);
    }
    let span = phrase.span();
    let text = joined(&phrase.items);
    if let Some(meant) = meant(scope, &text, span) {
        let (entity, joint) = (meant?, Joint::Start);
        return Ok(Some(Named {
            entity,
            span,
            joint,
        }));
    }
    if let Some(more) = second_name(phrase) {
        return Err(QueryError::ExtraWords {
            span: spanned(more).unwrap_or_default(),
            words: joined(more),
            usage: scope.verb.usage_line(),
        });
    }
    let may_be_clause = scope.verb.subject_is_optional() && pieces::begin_clause(&phrase.items);
    if (phrase.late || may_be_clause)
        && let Some(fault) = pieces::blame(scope, &phrase.items)
    {
        return Err(fault);
    }
    let known = phrase
        .items
        .iter()
        .position(|token| token.form == Form::Word);
    let rest = phrase.items.get(known.unwrap_or(0)..).unwrap_or_default();
    if known.is_some_and(|at| at > 0)
        && let Some(fault) = pieces::blame(scope, rest)
    {
        return Err(fault);
    }
    Err(unknown_of(scope, &phrase.items))
}

/// Returns what stands behind the first name, if that is a whole name too.
fn second_name(phrase: &Phrase) -> Option<&[Token]> {
    let is_name = |token: &Token| matches!(token.form, Form::Known | Form::Quoted);
    let (first, rest) = phrase.items.split_first()?;
    let rest = match rest.split_first() {
        Some((next, rest)) if next.form == Form::Comma || next.is_and() => rest,
        _ => rest,
    };
    (is_name(first) && rest.first().is_some_and(is_name)).then_some(rest)
}

/// Returns what each name of a list means; an empty list is an error.
pub(super) fn several(scope: &Scope<'_>, used: &super::ast::Use) -> Result<Vec<Named>, QueryError> {
    let found = list(scope, &used.phrase)?;
    if found.is_empty() {
        return Err(pieces::missing(scope, used.clause, used.phrase.at));
    }
    Ok(found)
}
