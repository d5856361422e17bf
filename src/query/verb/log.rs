//! `log`: what was recorded, entry by entry.

use super::recorded;
use crate::query::ast::Phrase;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::plan::What;
use crate::query::scope::Scope;

pub(in crate::query) static LOG: Verb = Verb {
    name: "log",
    other: &["entries"],
    usage: &[
        "[of RECORD]",
        "[made by AUTHOR]",
        "[since D]",
        "[first N | last N]",
    ],
    summary: "what was recorded, by whom and when",
    help: "Lists the entries of a database, the newest last. With a record only those that changed \
           it. `since`, `until` and `during` mean the day on which an entry was made, in Universal \
           Time.",
    examples: &["log last 5", "log of rwanda", "log since 2026-11-21"],
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
    Ok(What::Log {
        of: recorded::named(scope, subject)?,
        made: recorded::made(draft),
    })
}
