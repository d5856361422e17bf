//! What falls if sources are not believed: the note on `without`.

use itertools::Itertools as _;

use crate::analysis::{self, Cancel, Hit, Stopped, Subject};
use crate::graph::{Lens, Network, View};
use crate::model::RelationIx;
use crate::query::{Plan, What};

/// How many relations a note names.
const MOST_NAMED: usize = 5;

/// Returns the sentence that says what falls or changes because sources are not believed; nothing
/// if all are.
pub(super) fn note(
    plan: &Plan,
    network: &Network,
    cancel: &Cancel,
) -> Result<Option<String>, Stopped> {
    if plan.lens.without.is_empty() {
        return Ok(None);
    }
    let Some(subject) = subject(&plan.what) else {
        return Ok(None);
    };
    let believing = Lens {
        without: Vec::new(),
        ..plan.lens.clone()
    };
    let (now, before) = (
        View::new(network, &plan.lens),
        View::new(network, &believing),
    );
    let kept = relations(analysis::timeline(now, &subject, cancel)?);
    let all = analysis::timeline(before, &subject, cancel)?;
    let (kept_on, fallen): (Vec<RelationIx>, Vec<RelationIx>) = all
        .into_iter()
        .map(|hit| hit.relation)
        .partition(|relation| kept.binary_search(relation).is_ok());
    let is_changed = |relation: &RelationIx| {
        let told = |view: View<'_>| (view.when(*relation).cloned(), view.status(*relation));
        told(now) != told(before)
    };
    let changed: Vec<RelationIx> = kept_on.into_iter().filter(is_changed).collect();
    let sources = plan.lens.without.iter();
    let sources = sources
        .map(|source| format!("`{}`", network.data().source(*source).id))
        .join(", ");
    let told = [
        told(network, &fallen, "falls", "fall"),
        told(
            network,
            &changed,
            "changes its date or status",
            "change their date or status",
        ),
    ];
    let told = told.into_iter().flatten().join("; ");
    Ok(Some(match told.as_str() {
        "" => format!("without {sources} nothing falls"),
        told => format!("without {sources}: {told}"),
    }))
}

/// Returns whose relations a question is about; nothing if it is not about relations.
fn subject(what: &What) -> Option<Subject> {
    match what {
        What::Timeline(subject)
        | What::Count { subject, .. }
        | What::Changes { subject, .. }
        | What::Conflicts(subject) => Some(subject.clone()),
        What::Entity(entity)
        | What::Neighbours {
            of: entity,
            hops: 1,
        } => Some(Subject::of(*entity)),
        What::Between(a, b) => Some(Subject::pair(*a, *b)),
        What::Neighbours { .. }
        | What::Paths(_)
        | What::Common(_)
        | What::Rank(_)
        | What::Groups(_)
        | What::Who(_) => Some(Subject::default()),
        _ => None,
    }
}

/// Returns the relations found, in order of their places.
fn relations(hits: Vec<Hit>) -> Vec<RelationIx> {
    let relations = hits.into_iter().map(|hit| hit.relation);
    relations.sorted_unstable().collect()
}

/// Returns how many relations do something, and the first few by name: `2 relations fall (`a`, `b`)`.
fn told(network: &Network, relations: &[RelationIx], one: &str, many: &str) -> Option<String> {
    let names = relations.iter().take(MOST_NAMED);
    let mut names: Vec<String> = names
        .map(|relation| format!("`{}`", network.data().relation_id(*relation)))
        .collect();
    if relations.len() > MOST_NAMED {
        names.push("…".to_owned());
    }
    let names = names.join(", ");
    match relations.len() {
        0 => None,
        1 => Some(format!("1 relation {one} ({names})")),
        number => Some(format!("{number} relations {many} ({names})")),
    }
}
