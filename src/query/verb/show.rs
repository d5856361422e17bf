//! `show`: all about one entity, relation or source.

use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::entity;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::pieces;
use crate::query::plan::What;
use crate::query::scope::Scope;

pub(in crate::query) static SHOW: Verb = Verb {
    name: "show",
    other: &["describe", "display"],
    usage: &["ENTITY | RELATION | SOURCE"],
    summary: "all about one entity, relation or source",
    help: "Of an entity: names, offices, ties, latest events. Of a relation, named by its id: all \
           that each source says. Of a source, named by its id: what it is and what it reports.",
    examples: &["show Paul Kagame", "show rwanda"],
    subject: Arg::Record,
    clauses: &["as of", "known by", "as recorded at", "without", "direct"],
    sorts: &[],
    keys: &[],
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, _: &mut Draft) -> Result<What, QueryError> {
    if let [only] = subject.items.as_slice()
        && scope.names.exact(&only.text).is_empty()
    {
        let id = only.text.to_lowercase();
        if let Some(relation) = scope.data.relation_ix(&id) {
            return Ok(What::Relation(relation));
        }
        if let Some(source) = scope.data.source_ix(&id) {
            return Ok(What::Source(source));
        }
    }
    match entity::single(scope, subject)? {
        Some(named) => Ok(What::Entity(named.entity)),
        None => Err(pieces::missing_subject(scope, subject.at, "an `ENTITY`")),
    }
}
