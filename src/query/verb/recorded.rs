//! What the questions about entries have in common: the record they are about, who made them, when.

use crate::edtf::Window;
use crate::model::{EntityId, RelationId, SourceId};
use crate::query::ast::{Phrase, joined};
use crate::query::draft::Draft;
use crate::query::entity;
use crate::query::error::QueryError;
use crate::query::plan::Made;
use crate::query::scope::Scope;
use crate::register::{Key, Register};
use crate::text;

/// How many near ids an error names.
const NEAREST: usize = 3;

/// Returns by whom and when the entries were made that are asked about. The days are no window of
/// relations, so they leave the lens.
pub(super) fn made(draft: &mut Draft) -> Made {
    Made {
        by: std::mem::take(&mut draft.authors),
        within: std::mem::replace(&mut draft.lens.window, Window::EVER),
    }
}

/// Returns the id of the record that a phrase names; nothing if it is empty.
///
/// It is the id itself, or the name of an entity. What is no longer held has an id too.
pub(super) fn named(scope: &Scope<'_>, phrase: &Phrase) -> Result<Option<String>, QueryError> {
    let words = joined(&phrase.items);
    let id = words.to_lowercase();
    let is_entity = !scope.names.exact(&words).is_empty();
    if !is_entity && (scope.is_record(&id) || scope.is_recorded(&id)) {
        return Ok(Some(id));
    }
    match entity::single(scope, phrase) {
        Ok(named) => Ok(named.map(|named| scope.data.entity(named.entity).id.to_string())),
        Err(QueryError::UnknownEntity { span, nearest, .. }) => {
            let ids = nearest_ids(scope, &id);
            Err(QueryError::UnknownRecord {
                span,
                id: words,
                nearest: if ids.is_empty() { nearest } else { ids },
            })
        }
        Err(other) => Err(other),
    }
}

/// Returns the keys under which anything was ever recorded that have this name: an id may be that of
/// a source and of an entity too.
pub(crate) fn keys_called(register: &Register, id: &str) -> Vec<Key> {
    let keys = [
        Some(Key::Kind(id.to_owned())),
        Some(Key::Office(id.to_owned())),
        SourceId::new(id).ok().map(Key::Source),
        EntityId::new(id).ok().map(Key::Entity),
        RelationId::new(id).ok().map(Key::Relation),
        Some(Key::Batch(id.to_owned())),
    ];
    let keys = keys.into_iter().flatten();
    keys.filter(|key| !register.versions(key).is_empty())
        .collect()
}

fn nearest_ids(scope: &Scope<'_>, id: &str) -> Vec<String> {
    let relations = scope.data.records();
    let relations = relations.map(|(_, relation)| relation.id.as_str());
    let sources = scope.data.sources().iter().map(|source| source.id.as_str());
    let nearest = text::nearest_several(id, relations.chain(sources), NEAREST);
    nearest.into_iter().map(str::to_owned).collect()
}
