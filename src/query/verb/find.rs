//! `find`: which entities a text may mean.

use crate::query::ast::{Phrase, joined};
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::pieces;
use crate::query::plan::What;
use crate::query::scope::Scope;

pub(in crate::query) static FIND: Verb = Verb {
    name: "find",
    other: &["search", "lookup"],
    usage: &["TEXT", "[of KIND]", "[limit N]"],
    summary: "entities that a text may mean",
    help: "Searches names, aliases and codes, in all scripts, and forgives typing errors; each row \
           says why it matched. The text is taken as it stands; quotes are not needed.",
    examples: &[
        "find Kagame",
        "find Лавров",
        "find minstry of foreign affairs of institution",
    ],
    subject: Arg::Text,
    clauses: &["of", "as recorded at", "limit"],
    sorts: &[],
    keys: &[],
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, draft: &mut Draft) -> Result<What, QueryError> {
    if subject.is_empty() {
        return Err(pieces::missing_subject(scope, subject.at, "a `TEXT`"));
    }
    Ok(What::Find {
        text: joined(&subject.items),
        kinds: draft.of.clone(),
    })
}
