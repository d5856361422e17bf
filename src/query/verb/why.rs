//! `why`: the sources behind a relation or a row.

use crate::query::ast::Phrase;
use crate::query::ast::joined;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::pieces;
use crate::query::plan::What;
use crate::query::scope::Scope;
use crate::text;

pub(in crate::query) static WHY: Verb = Verb {
    name: "why",
    other: &["cite"],
    usage: &["RELATION | N"],
    summary: "the sources behind a relation or a row",
    help: "Takes the id of a relation, or the number of a row of the last answer, counted from 1.",
    examples: &["why 1"],
    subject: Arg::Relation,
    clauses: &["known by", "as recorded at", "without"],
    sorts: &[],
    keys: &[],
    resolve,
};

/// How many near ids an error names.
const NEAREST: usize = 3;

fn resolve(scope: &Scope<'_>, subject: &Phrase, _: &mut Draft) -> Result<What, QueryError> {
    let [only] = subject.items.as_slice() else {
        return Err(match subject.items.first() {
            Some(_) => unknown(scope, subject),
            None => {
                pieces::missing_subject(scope, subject.at, "a `RELATION` or the number of a row")
            }
        });
    };
    if let Some(relation) = scope.data.relation_ix(&only.text.to_lowercase()) {
        return Ok(What::Why(relation));
    }
    match only.text.parse::<usize>() {
        Ok(0) => Err(QueryError::OutOfRange {
            span: only.span,
            number: only.text.clone(),
            clause: scope.verb.name,
            least: 1,
            most: None,
        }),
        Ok(row) => Ok(What::WhyRow(row)),
        Err(_) => Err(unknown(scope, subject)),
    }
}

fn unknown(scope: &Scope<'_>, subject: &Phrase) -> QueryError {
    let id = joined(&subject.items);
    let ids = scope
        .data
        .records()
        .map(|(_, relation)| relation.id.as_str());
    let nearest = text::nearest_several(&id, ids, NEAREST);
    QueryError::UnknownRelation {
        span: subject.span(),
        nearest: nearest.into_iter().map(str::to_owned).collect(),
        id,
    }
}
