//! What may stand at the cursor of an edit that is being typed, and what may still follow.

use itertools::Itertools;

use super::kind;
use super::language::{self, VERBS, Verb};
use super::reader;
use super::sentence::{Next, Sentence};
use crate::model::Dataset;
use crate::names::Names;
use crate::query::dictation::{Dictation, Form, Token, Typed};
use crate::query::{Candidate, Completion};
use crate::text;

/// How many words before the cursor may belong to the name that is being typed.
const WORDS_BACK: usize = 8;
/// The words that change a list, with what they do.
const CHANGES: [(&str, &str); 3] = [
    ("add", "one more item of a list"),
    ("drop", "one item less"),
    ("no", "leave a field empty"),
];

/// Returns what may stand at the byte `at` of an edit, by position: a verb, a name, a kind, a role, a
/// word of a vocabulary, a field. As for questions, only the text before the cursor is looked at.
pub fn expected(text: &str, at: usize, data: &Dataset, names: &Names) -> Completion {
    let before = text.get(..at).unwrap_or(text);
    let Some(typed) = Typed::of(before) else {
        return Completion {
            start: before.len(),
            candidates: Vec::new(),
        };
    };
    let words = Dictation::new(before, data, names);
    match reader::read(&typed.tokens, &words) {
        Some(sentence) => behind_verb(&typed, &words, &sentence),
        None => verbs(&typed),
    }
}

fn candidate(word: &str, what: &str) -> Candidate {
    Candidate {
        insert: word.to_owned(),
        display: word.to_owned(),
        what: what.to_owned(),
    }
}

/// Returns the verbs that begin with all that was typed.
fn verbs(typed: &Typed<'_>) -> Completion {
    let (start, words) = typed.typed(&typed.tokens);
    let bare = words.trim_start_matches([':', '.']);
    let folded = text::fold(bare);
    let offered = |verb: &&&Verb| verb.words().any(|name| name.starts_with(&folded));
    let found = VERBS.iter().filter(offered).filter_map(|verb| {
        let word = verb.words().find(|name| name.starts_with(&folded))?;
        Some(candidate(word, verb.summary))
    });
    Completion {
        start: start + words.len() - bare.len(),
        candidates: found.collect(),
    }
}

fn behind_verb(typed: &Typed<'_>, words: &Dictation<'_>, sentence: &Sentence) -> Completion {
    let mut groups = Vec::new();
    let is_word = |token: &&Token| token.form == Form::Word;
    let tail = typed
        .tokens
        .iter()
        .rev()
        .take(WORDS_BACK)
        .take_while(is_word)
        .count();
    for back in (0..=tail).rev() {
        let (kept, behind) = typed.tokens.split_at(typed.tokens.len() - back);
        let Some(sentence) = reader::read(kept, words) else {
            continue;
        };
        let (start, begun) = typed.typed(behind);
        let found = match sentence.next {
            Next::Needed(arg) | Next::More(arg) => words.offers(arg, &begun, typed.mark),
            Next::Role => roles(words, &sentence, &begun),
            Next::Field => Vec::new(),
        };
        if !found.is_empty() {
            groups.push((start, found));
            break;
        }
    }
    let lacks = matches!(sentence.next, Next::Needed(_) | Next::Role);
    if typed.mark.is_none() && !lacks {
        groups.push(fields(typed, sentence));
    }
    typed.merged(groups)
}

/// Returns the roles of the kind of a new relation that begin with what was typed.
fn roles(words: &Dictation<'_>, sentence: &Sentence, begun: &str) -> Vec<Candidate> {
    let ontology = words.data().ontology();
    let kind = sentence
        .kind
        .as_ref()
        .and_then(|kind| kind::named(ontology, &kind.text));
    let Some(kind) = kind else { return Vec::new() };
    let roles = ontology.kind(kind).roles.iter();
    let begun = text::fold(begun);
    let found = roles.filter(|role| text::fold(&role.id).starts_with(&begun));
    found.map(|role| candidate(&role.id, "role")).collect()
}

/// Returns the fields that may follow and begin with what was typed, and where they would begin.
fn fields(typed: &Typed<'_>, sentence: &Sentence) -> (usize, Vec<Candidate>) {
    let corrects = sentence.verb == &language::CORRECT;
    let beginning = |begun: &str| -> Vec<Candidate> {
        let begun = text::fold(begun);
        let free = sentence
            .verb
            .fields
            .iter()
            .filter(|field| sentence.is_free(field));
        let named = free.filter(|field| field.name.starts_with(&begun));
        let fields = named.map(|field| candidate(field.name, field.summary));
        let changes = CHANGES
            .iter()
            .filter(|(word, _)| corrects && word.starts_with(&begun));
        let changes = changes.map(|(word, what)| candidate(word, what));
        fields
            .chain(changes)
            .unique_by(|one| one.insert.clone())
            .collect()
    };
    // The first word of `part of` may stand there already.
    if let Some(last) = typed.tokens.last().filter(|last| last.form == Form::Word) {
        let found = beginning(&format!("{} {}", last.text, typed.word));
        if !found.is_empty() {
            return (last.span.start, found);
        }
    }
    (typed.start, beginning(&typed.word))
}

/// Returns the template for what may follow at the end of an edit, as grey text behind the cursor;
/// `None` in the middle of a word, and where nothing may follow.
pub fn hint(text: &str, data: &Dataset, names: &Names) -> Option<String> {
    let typed = Typed::of(text)?;
    let is_finished = text.ends_with(char::is_whitespace);
    let last = (!is_finished).then(|| typed.finished_word()).flatten();
    let is_verb_alone = last.is_some();
    let tokens: Vec<Token> = typed.tokens.iter().cloned().chain(last).collect();
    let words = Dictation::new(text, data, names);
    let sentence = reader::read(&tokens, &words)?;
    let begins = sentence.subject.is_empty() && sentence.kind.is_none() && sentence.told.is_empty();
    if is_verb_alone && !begins {
        return None;
    }
    let template = template(&sentence);
    let gap = if is_finished { "" } else { " " };
    (!template.is_empty()).then(|| format!("{gap}{template}"))
}

/// Returns what may still follow, in the words of the usage lines.
fn template(sentence: &Sentence) -> String {
    if let Some(last) = sentence.told.last().filter(|last| !last.is_complete()) {
        let usage = last.field.usage;
        return usage
            .strip_prefix(last.field.name)
            .unwrap_or(usage)
            .trim()
            .to_owned();
    }
    let is_subject_told = !sentence.subject.is_empty();
    let is_told = |part: &str| {
        let part = part.trim_matches(['[', ']']);
        sentence
            .told
            .iter()
            .any(|told| part.starts_with(&format!("{} ", told.field.name)))
    };
    let parts = sentence
        .verb
        .usage
        .iter()
        .enumerate()
        .filter(|(place, part)| match place {
            0 => !is_subject_told,
            _ => !is_told(part),
        });
    let parts: Vec<&str> = parts.map(|(_, part)| *part).collect();
    parts.join(" ")
}
