//! `history`: all versions of one record.

use super::recorded;
use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::pieces;
use crate::query::plan::What;
use crate::query::scope::Scope;

pub(in crate::query) static HISTORY: Verb = Verb {
    name: "history",
    other: &["versions"],
    usage: &["RECORD", "[since D]", "[last N]"],
    summary: "all versions of one record: who changed what, and when",
    help: "Takes an entity, or the id of a relation, of a source, or of anything that was ever \
           recorded and is no longer held to be so. Each version names the entry that made it and \
           what it changed, field by field. Only a database keeps a history.",
    examples: &[
        "history kagame-visits-kazakhstan-2025",
        "history Paul Kagame",
    ],
    subject: Arg::Record,
    clauses: &[
        "during",
        "between",
        "since",
        "until",
        "as recorded at",
        "made by",
        "first",
        "last",
        "limit",
    ],
    sorts: &[],
    keys: &[],
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, draft: &mut Draft) -> Result<What, QueryError> {
    match recorded::named(scope, subject)? {
        Some(of) => Ok(What::History {
            of,
            made: recorded::made(draft),
        }),
        None => Err(pieces::missing_subject(scope, subject.at, "a `RECORD`")),
    }
}
