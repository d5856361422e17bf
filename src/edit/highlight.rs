//! What each word of an edit is, for highlighting while it is typed.

use super::language::{Subject, Takes};
use super::reader::{self, AS};
use super::sentence::{Sentence, Told, takes};
use crate::diagnostic::Span;
use crate::model::Dataset;
use crate::names::Names;
use crate::query::WordRole;
use crate::query::dictation::{Dictation, Token, lex, spanned};
use crate::query::language::Arg;

/// Returns what the words of an edit are, in order of place; none for a text that is no edit. The
/// stretches do not overlap.
pub fn spans(text: &str, data: &Dataset, names: &Names) -> Vec<(Span, WordRole)> {
    let lexed = lex(text);
    let words = Dictation::new(text, data, names);
    let Some(sentence) = reader::read(&lexed.tokens, &words) else {
        return Vec::new();
    };
    let mut found = vec![(sentence.verb_span, WordRole::Verb)];
    found.extend(lexed.comments.iter().map(|span| (*span, WordRole::Comment)));
    found.extend(sentence.kind.iter().map(|kind| (kind.span, WordRole::Kind)));
    subject(&words, &sentence, &mut found);
    for told in &sentence.told {
        field(&words, &sentence, told, &mut found);
    }
    found.extend(
        sentence
            .stray
            .iter()
            .map(|token| (token.span, WordRole::Unknown)),
    );
    found.sort_unstable_by_key(|(span, _)| *span);
    // A comma before a second source stands for the field's word as well.
    found.dedup_by_key(|(span, _)| *span);
    found
}

fn subject(words: &Dictation<'_>, sentence: &Sentence, found: &mut Vec<(Span, WordRole)>) {
    let items = &sentence.subject;
    match sentence.verb.subject {
        Subject::NewSource | Subject::NewEntity | Subject::Nothing => {
            found.extend(spanned(items).map(|span| (span, WordRole::Text)));
        }
        Subject::Entry => found.extend(spanned(items).map(|span| (span, WordRole::Number))),
        Subject::NewRelation => parties(words, sentence, items, found),
        Subject::Alias => {
            let (name, rest) = items
                .split_last()
                .map_or((None, items.as_slice()), |(last, rest)| (Some(last), rest));
            found.extend(words.roles(Arg::Entity, rest));
            found.extend(name.map(|name| (name.span, WordRole::Text)));
        }
        Subject::Record => found.extend(words.roles(Arg::Record, items)),
        Subject::Entity => found.extend(words.roles(Arg::Entity, items)),
    }
}

/// Adds names, the words that part them, and roles.
fn parties(
    words: &Dictation<'_>,
    sentence: &Sentence,
    items: &[Token],
    found: &mut Vec<(Span, WordRole)>,
) {
    let mut is_behind_as = false;
    for group in items.split_inclusive(|token| sentence.is_joint(token)) {
        let (joint, names) = match group.split_last() {
            Some((last, names)) if sentence.is_joint(last) => (Some(last), names),
            _ => (None, group),
        };
        let (role, names) = match names.split_first() {
            Some((role, names)) if is_behind_as => (Some(role), names),
            _ => (None, names),
        };
        found.extend(role.map(|role| (role.span, WordRole::Kind)));
        found.extend(words.roles(Arg::Entities, names));
        found.extend(joint.map(|joint| (joint.span, WordRole::Clause)));
        is_behind_as = joint.is_some_and(|joint| joint.text.eq_ignore_ascii_case(AS));
    }
}

fn field(
    words: &Dictation<'_>,
    sentence: &Sentence,
    told: &Told,
    found: &mut Vec<(Span, WordRole)>,
) {
    found.push((told.span, WordRole::Clause));
    let whole = match takes(told) {
        Takes::Nothing => return,
        Takes::Date => Some(WordRole::Date),
        Takes::Row => Some(WordRole::Number),
        Takes::Text | Takes::NewId | Takes::Code | Takes::Count | Takes::Topics => {
            Some(WordRole::Text)
        }
        Takes::Party => return parties(words, sentence, &told.items, found),
        _ => None,
    };
    match whole {
        Some(role) => found.extend(spanned(&told.items).map(|span| (span, role))),
        None => found.extend(words.roles(told.field.takes.arg(), &told.items)),
    }
}
