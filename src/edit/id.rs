//! Ids: checked where they are given, made where none is.

use super::fault::EditFault;
use super::held::Held;
use super::sentence::Sort;
use super::settle::Settle;
use crate::edtf::Edtf;
use crate::model::{EntityId, RelationId};
use crate::query::dictation::Token;
use crate::register::{Key, Record};
use crate::text;

/// How many parties the id of a relation names.
const NAMED: usize = 4;

/// Returns the id that a new record is given, as its key.
///
/// # Errors
/// [`EditFault::NoId`] for what is none, [`EditFault::TakenId`] for one that is taken.
pub(super) fn given(settle: &Settle<'_>, token: &Token, sort: Sort) -> Result<Key, EditFault> {
    let Some(key) = sort.key(&token.text) else {
        let instead = text::slug(&token.text);
        return Err(EditFault::NoId {
            span: token.span,
            text: token.text.clone(),
            instead: (!instead.is_empty()).then_some(instead),
        });
    };
    if !settle.held.is_taken(&key) {
        return Ok(key);
    }
    let retracted = || "a record that was retracted".to_owned();
    let record = settle.held.record(&key);
    Err(EditFault::TakenId {
        span: token.span,
        id: token.text.clone(),
        by: record.as_ref().map_or_else(retracted, described),
        instead: free(&token.text, |id| is_free(settle.held, sort, id)),
    })
}

/// Returns an id for a relation that none is given, which no other has: of its kind, its first
/// parties and the day, month or year with which it begins.
pub(super) fn made(
    settle: &Settle<'_>,
    kind: &str,
    parties: &[&EntityId],
    when: Option<&Edtf>,
) -> Option<RelationId> {
    let named = parties.iter().take(NAMED).map(ToString::to_string);
    let more = (parties.len() > NAMED).then(|| "and-others".to_owned());
    let begin = when.and_then(|date| {
        date.as_str()
            .split('/')
            .find(|half| text::slug(half).len() >= 4)
    });
    let parts = std::iter::once(text::slug(kind)).chain(named).chain(more);
    let id = parts
        .chain(begin.map(text::slug))
        .collect::<Vec<_>>()
        .join("-");
    free(&id, |id| is_free(settle.held, Sort::Relation, id))
        .parse()
        .ok()
}

fn is_free(held: &dyn Held, sort: Sort, id: &str) -> bool {
    sort.key(id).is_some_and(|key| !held.is_taken(&key))
}

/// Returns the id itself or, where it is taken, with the first number behind it that is free.
fn free(id: &str, is_free: impl Fn(&str) -> bool) -> String {
    if is_free(id) {
        return id.to_owned();
    }
    let mut numbered = (2_u64..).map(|number| format!("{id}-{number}"));
    numbered.find(|id| is_free(id)).unwrap_or_default()
}

/// Returns what a record is, in a few words.
pub(super) fn described(record: &Record) -> String {
    match record {
        Record::Source(source) => format!("the source {}", source.title),
        Record::Entity(entity) => format!("the {} {}", entity.kind, entity.name),
        Record::Relation(relation) => match &relation.when {
            Some(when) => format!("the {} of {when}", relation.kind),
            None => format!("the {}", relation.kind),
        },
        other => format!("the {}", other.key()),
    }
}

#[cfg(test)]
mod tests {
    use super::free;
    use crate::text;

    #[test]
    fn a_slug_has_small_letters_digits_and_hyphens() {
        assert_eq!(text::slug("Côte d'Ivoire"), "cote-divoire");
        assert_eq!(text::slug("2025-05~"), "2025-05");
        assert_eq!(text::slug("[2024-11,2024-12]"), "2024-11-2024-12");
        assert_eq!(text::slug("!"), "");
    }

    #[test]
    fn a_number_makes_an_id_free() {
        let taken = ["visit", "visit-2"];
        assert_eq!(free("visit", |id| !taken.contains(&id)), "visit-3");
        assert_eq!(free("call", |id| !taken.contains(&id)), "call");
    }
}
