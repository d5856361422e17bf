//! The verbs, one a file: words for help, and what each makes of its subject and clauses.

mod between;
mod changes;
mod common;
mod conflicts;
mod count;
mod date;
mod find;
mod groups;
mod history;
mod log;
mod neighbours;
mod paths;
mod rank;
mod recorded;
mod show;
mod timeline;
mod who;
mod why;

pub(super) use between::BETWEEN;
pub(super) use changes::CHANGES;
pub(super) use common::COMMON;
pub(super) use conflicts::CONFLICTS;
pub(super) use count::COUNT;
pub(super) use date::DATE;
pub(super) use find::FIND;
pub(super) use groups::GROUPS;
pub(super) use history::HISTORY;
pub(super) use log::LOG;
pub(super) use neighbours::NEIGHBOURS;
pub(super) use paths::PATHS;
pub(super) use rank::RANK;
pub(crate) use recorded::keys_called;
pub(super) use show::SHOW;
pub(super) use timeline::TIMELINE;
pub(super) use who::WHO;
pub(super) use why::WHY;

use super::ast::{Phrase, Use};
use super::clause::OF;
use super::draft::{Draft, add_new};
use super::entity::{self, Named};
use super::error::QueryError;
use super::pieces;
use super::plan::{Choice, End, Sort};
use super::scope::Scope;
use super::vocabulary;
use crate::analysis::Subject;
use crate::model::EntityKind;

/// The clauses that tell which relations count.
const FILTERS: &[&str] = &[
    "via",
    "not via",
    "of",
    "during",
    "between",
    "since",
    "until",
    "as of",
    "known by",
    "as recorded at",
    "about",
    "at",
    "from",
    "without",
    "status",
    "certain",
    "direct",
];

/// The clauses of the questions that list relations of a subject, one by one.
const LISTING: &[&str] =
    &joined::<22>(&[&["with"], FILTERS, &["sort by", "first", "last", "limit"]]);

/// The orders in which such lists may be sorted.
const LISTED: &[Sort] = &[Sort::Date, Sort::Newest, Sort::Kind];

/// The clauses of the questions about all linked entities together.
const OVERALL: &[&str] = &joined::<22>(&[FILTERS, &["by", "top", "first", "last", "limit"]]);

/// Returns `N` clauses that stand in several lists as one.
const fn joined<const N: usize>(lists: &[&[&'static str]]) -> [&'static str; N] {
    let mut all = [""; N];
    let (mut count, mut list) = (0, 0);
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            all[count] = lists[list][at];
            (count, at) = (count + 1, at + 1);
        }
        list += 1;
    }
    assert!(count == N, "the lists have another number of clauses");
    all
}

/// Takes up what stands behind the verb of such a question: kinds of entity, which mean the same as
/// behind `of`; and `top`, which means the same as `first`.
fn take_overall(scope: &Scope<'_>, subject: &Phrase, draft: &mut Draft) -> Result<(), QueryError> {
    if !subject.is_empty() {
        let kinds = Use {
            clause: &OF,
            span: subject.span(),
            phrase: subject.clone(),
        };
        let known = vocabulary::each(scope, &kinds, EntityKind::from_word);
        // Words that are no kinds may begin a clause that is wrong itself.
        let blamed = || pieces::blame(scope, &subject.items);
        let kinds = known.map_err(|fault| blamed().unwrap_or(fault))?;
        add_new(&mut draft.of, kinds);
    }
    match (draft.choice, draft.shape.end) {
        (Some(chosen), Some(end)) => Err(QueryError::Conflict {
            span: chosen.span,
            clause: chosen.clause,
            other: end.word(),
        }),
        (Some(chosen), None) => {
            if let Choice::Top(rows) = chosen.choice {
                draft.shape.end = Some(End::First(rows));
            }
            Ok(())
        }
        (None, _) => Ok(()),
    }
}

/// Returns whose relations are meant.
fn subject_of(scope: &Scope<'_>, phrase: &Phrase, draft: &Draft) -> Result<Subject, QueryError> {
    let of = entity::single(scope, phrase)?.map(|named| named.entity);
    if of.is_none() && !draft.with.is_empty() {
        return Err(pieces::missing_subject(
            scope,
            phrase.at,
            "an `ENTITY` before `with`",
        ));
    }
    Ok(Subject {
        of,
        with: draft.with.clone(),
    })
}

/// Returns the two or more different entities that a list names.
fn at_least_two(scope: &Scope<'_>, phrase: &Phrase) -> Result<Vec<Named>, QueryError> {
    let named = entity::list(scope, phrase)?;
    for (at, one) in named.iter().enumerate() {
        if named
            .iter()
            .take(at)
            .any(|other| other.entity == one.entity)
        {
            let name = scope.data.entity(one.entity).name.clone();
            return Err(QueryError::SameTwice {
                span: one.span,
                name,
            });
        }
    }
    match named.as_slice() {
        [] => Err(pieces::missing_subject(scope, phrase.at, "two names")),
        [one] => Err(pieces::missing_subject(
            scope,
            one.span.end,
            "a second name",
        )),
        _ => Ok(named),
    }
}
