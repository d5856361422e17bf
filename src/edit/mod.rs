//! Editing in words: from `record meeting Kagame, Tokayev on 2025-05-28 …` to an
//! [`Edit`] of the register, and back.
//!
//! Names, dates and the words of the vocabularies are read as questions read them. What is made of
//! an edit, and when it holds, is the business of the register.

mod complete;
mod correct;
mod fault;
mod few;
mod fields;
mod held;
mod highlight;
mod id;
mod kind;
pub mod language;
mod make;
mod parties;
mod preview;
mod reader;
mod sentence;
mod settle;
mod similar;
mod target;
#[cfg(test)]
mod tests;
mod told;
mod value;
mod words;

pub use complete::{expected, hint};
pub use fault::EditFault;
pub use held::Held;
pub use highlight::spans;
pub use preview::preview;
pub use similar::{Similar, similar};
pub use words::words;

use std::rc::Rc;

use self::language::Field;
use self::sentence::Sentence;
use self::settle::Settle;
use crate::diagnostic::Span;
use crate::query::dictation::{self, Dictation, Form, spanned};
use crate::query::{QueryError, World};
use crate::register::Edit;
use crate::text;

/// With so many letters a word may be the beginning of a field that is meant.
const CUT: usize = 3;

/// An edit that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dictated {
    /// What is to be recorded.
    pub edit: Edit,
    /// How names were read that mean a person by an office, in words.
    pub notes: Vec<String>,
}

/// Tells whether a text begins with the verb of an edit, in any of its spellings.
///
/// # Examples
/// ```
/// use chancery::edit;
///
/// assert!(edit::is_edit("record meeting Kagame, Tokayev"));
/// assert!(edit::is_edit("source add gazette"));
/// assert!(!edit::is_edit("source questions.txt"));
/// assert!(!edit::is_edit("timeline Kagame"));
/// ```
pub fn is_edit(text: &str) -> bool {
    verb(text).is_some()
}

/// Returns the verb with which a text begins, if it is one of an edit.
pub fn verb(text: &str) -> Option<&'static language::Verb> {
    let tokens = dictation::lex(text).tokens;
    let words = tokens
        .iter()
        .filter(|token| !dictation::is_sigil(token))
        .take(3);
    let words = words.take_while(|token| token.form == Form::Word);
    let mut words: Vec<&str> = words.map(|token| token.text.as_str()).collect();
    if let Some(first) = words.first_mut() {
        *first = first.strip_prefix([':', '.']).unwrap_or(first);
    }
    language::verb(&words).map(|(verb, _)| verb)
}

/// Reads an edit and settles every name in it; `None` where the text is none.
///
/// Names are those of `world`, which shows joined entities as one; `held` knows the present version
/// of each record by its id, joined or not, so that what is corrected is what was recorded.
///
/// # Errors
/// [`EditFault`] for the leftmost fault.
pub fn read(text: &str, world: World<'_>, held: &dyn Held) -> Result<Option<Dictated>, EditFault> {
    if !is_edit(text) {
        return Ok(None);
    }
    let tokens = dictation::tokens(text)?;
    let words = Dictation::new(text, world.data(), world.names);
    let settle = Settle {
        world,
        held,
        words: words.on(world.network, None),
        notes: Rc::default(),
    };
    let Some(sentence) = reader::read(&tokens, &words) else {
        return Ok(None);
    };
    let edit = edit(&settle, &sentence);
    let edit = match (edit, stray(&sentence)) {
        (Ok(edit), None) => edit,
        (Err(fault), None) => return Err(mended(fault, &sentence, text)),
        (Err(fault), Some(stray)) if fault.span() < stray.span() && !is_lack(&fault) => {
            return Err(mended(fault, &sentence, text));
        }
        (_, Some(stray)) => return Err(stray),
    };
    Ok(Some(Dictated {
        edit,
        notes: settle.notes.take(),
    }))
}

/// Returns what a new relation may lack though it could be recorded: its date.
///
/// [`EditFault::Missing`] tells what to ask for and where the answer goes.
pub fn undated(text: &str, world: World<'_>) -> Option<EditFault> {
    let tokens = dictation::tokens(text).ok()?;
    let words = Dictation::new(text, world.data(), world.names);
    let sentence = reader::read(&tokens, &words)?;
    let is_dated = sentence
        .told
        .iter()
        .any(|told| make::is_of_when(told.field.part));
    let is_relation = sentence.verb.subject == language::Subject::NewRelation;
    let end = text.trim_end().len();
    (is_relation && !is_dated).then(|| EditFault::Missing {
        span: Span::new(end, end),
        after: sentence.verb.name,
        what: "a date, or `unknown`".to_owned(),
        usage: sentence.verb.usage_line(),
        lead: "on".to_owned(),
    })
}

fn edit(settle: &Settle<'_>, sentence: &Sentence) -> Result<Edit, EditFault> {
    repeated(sentence)?;
    match sentence.verb.name {
        "add source" => make::source(settle, sentence).map(Edit::Add),
        "add entity" => make::entity(settle, sentence).map(Edit::Add),
        "record" => make::relation(settle, sentence).map(Edit::Add),
        "correct" => correct::correct(settle, sentence).map(Edit::Correct),
        "retract" => few::retract(settle, sentence),
        "merge" => few::merge(settle, sentence),
        "split" => few::split(settle, sentence),
        "alias" => few::alias(settle, sentence),
        "undo" => few::undo(sentence),
        _ => Ok(Edit::Redo),
    }
}

/// Checks that no field is told twice that can be told once.
fn repeated(sentence: &Sentence) -> Result<(), EditFault> {
    let is_of_record =
        |told: &&sentence::Told| !told.in_report && told.change == sentence::Change::Set;
    let mut seen: Vec<&Field> = Vec::new();
    for told in sentence.told.iter().filter(is_of_record) {
        if !told.field.is_many && seen.contains(&told.field) {
            return Err(QueryError::Repeated {
                span: told.span,
                clause: told.field.name,
            }
            .into());
        }
        seen.push(told.field);
    }
    Ok(())
}

fn is_lack(fault: &EditFault) -> bool {
    matches!(fault, EditFault::Missing { .. } | EditFault::Nothing { .. })
}

/// Returns the error for words that have no place.
fn stray(sentence: &Sentence) -> Option<EditFault> {
    let first = sentence.stray.first()?;
    let together = sentence.stray.iter().scan(first.span.start, |end, token| {
        let is_next = token.span.start <= *end + 1;
        *end = token.span.end;
        is_next.then(|| token.clone())
    });
    let together: Vec<_> = together.collect();
    let span = spanned(&together)?;
    let before = sentence
        .told
        .iter()
        .rfind(|told| told.span.start < span.start);
    let is_text = |told: &&sentence::Told| told.field.takes == language::Takes::Text;
    Some(EditFault::Stray {
        span,
        words: dictation::joined(&together),
        after: before.filter(is_text).map(|told| told.field.name),
        nearest: nearest_field(&first.text, sentence),
        usage: sentence.verb.usage_line(),
    })
}

/// Returns the field of the verb that a word is near to, or the beginning of.
fn nearest_field(word: &str, sentence: &Sentence) -> Option<&'static str> {
    let names = || sentence.verb.fields.iter().flat_map(|field| field.words());
    let folded = text::fold(word);
    let cut = names().find(|name| folded.len() >= CUT && name.starts_with(folded.as_str()));
    cut.or_else(|| text::nearest(word, names()))
}

/// Returns the fault as one of a misspelt field, where the unknown name behind another name is near
/// to one.
fn mended(fault: EditFault, sentence: &Sentence, text: &str) -> EditFault {
    let EditFault::Words(inner) = &fault else {
        return fault;
    };
    let is_of_name = matches!(
        **inner,
        QueryError::UnknownEntity { .. }
            | QueryError::NotTaken { .. }
            | QueryError::UnknownClause { .. }
    );
    let span = inner.span();
    let words = text.get(span.start..span.end).unwrap_or_default();
    let word = words.split_whitespace().next().unwrap_or_default();
    let is_behind_name = text.get(..span.start).is_some_and(|before| {
        before
            .trim_end()
            .ends_with(|letter: char| letter.is_alphanumeric() || letter == '"')
    });
    let is_first = sentence
        .subject
        .first()
        .is_some_and(|first| first.span.start == span.start);
    if !is_of_name || is_first || !is_behind_name {
        return fault;
    }
    let undated = (dictation::begins_date(word) && sentence.subject.len() > 1).then_some("on");
    match undated.or_else(|| nearest_field(word, sentence)) {
        Some(nearest) => EditFault::Stray {
            span: Span::new(span.start, span.start + word.len()),
            words: word.to_owned(),
            after: None,
            nearest: Some(nearest),
            usage: sentence.verb.usage_line(),
        },
        None => fault,
    }
}
