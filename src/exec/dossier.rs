//! `show`: all about one entity, one relation, one source; and `why`.

use std::collections::BTreeSet;

use itertools::Itertools as _;

use crate::analysis::{self, Cancel, Stopped};
use crate::answer::{Answer, Dossier, RelationFile, Rows, SourceFile, SourceRef, TimelineRow};
use crate::edtf::Truth;
use crate::graph::{Network, View};
use crate::model::{Dataset, EntityIx, RelationIx, SourceIx};
use crate::query::{Plan, Subject};

use super::rows::Rower;

/// How many of an entity's latest events its dossier shows.
const LATEST: usize = 12;

/// The kind whose relations stand first in a dossier.
const OFFICE: &str = "office";

/// Returns all about an entity as a view shows it.
pub(super) fn entity(
    view: View<'_>,
    entity: EntityIx,
    cancel: &Cancel,
) -> Result<Dossier, Stopped> {
    let asked = [entity];
    let rower = Rower::new(view).about(&asked);
    let record = rower.data().entity(entity);
    let hits = analysis::timeline(view, &Subject::of(entity), cancel)?;
    let sources: BTreeSet<SourceIx> = hits
        .iter()
        .flat_map(|hit| view.sources(hit.relation))
        .collect();
    let (ties, events) = rower.ties_and_events(hits);
    let (offices, ties): (Vec<_>, Vec<_>) = rower
        .timelines(ties)
        .into_iter()
        .partition(|row: &TimelineRow| row.kind == OFFICE);
    Ok(Dossier {
        entity: rower.entity(entity),
        class: record.class.clone(),
        aliases: record.aliases.clone(),
        codes: record.codes.clone(),
        note: record.note.clone(),
        offices,
        ties,
        events_total: events.len() as u64,
        events: rower.timelines(events.into_iter().rev().take(LATEST)),
        sources: sources.len() as u64,
    })
}

/// Returns one relation with all its reports, and what happened in its margin. O(relations), for
/// nothing but the records tells what is part of what.
pub(super) fn relation(
    view: View<'_>,
    relation: RelationIx,
    cancel: &Cancel,
) -> Result<RelationFile, Stopped> {
    let rower = Rower::new(view);
    let data = rower.data();
    let record = data.relation(relation);
    let everything = analysis::timeline(view, &Subject::default(), cancel)?;
    let whole = |part: RelationIx| data.record(part)?.part_of.as_deref();
    let is_part = |part: RelationIx| whole(part) == Some(record.id.as_str());
    Ok(RelationFile {
        row: rower.timeline(relation, Truth::Certain),
        part_of: record
            .part_of
            .as_deref()
            .map(|whole| (whole.to_owned(), name_of(data, whole))),
        parts: rower.timelines(everything.into_iter().filter(|hit| is_part(hit.relation))),
        reports: rower.reports(relation),
        numbers: record.numbers.clone(),
        uncounted: rower.uncounted(relation),
    })
}

/// Returns the words for a relation or entity that something is a part of.
fn name_of(data: &Dataset, id: &str) -> String {
    let entity = data.entity_ix(id).map(|at| data.entity(at).name.clone());
    let relation = || {
        data.relation_ix(id)
            .and_then(|at| data.record(at)?.summary.clone())
    };
    entity.or_else(relation).unwrap_or_else(|| id.to_owned())
}

/// Returns a source with all it reports, oldest first. O(relations).
pub(super) fn source(
    view: View<'_>,
    source: SourceIx,
    cancel: &Cancel,
) -> Result<SourceFile, Stopped> {
    let rower = Rower::new(view);
    let record = rower.data().source(source);
    let everything = analysis::timeline(view, &Subject::default(), cancel)?;
    let sources = |relation: RelationIx| view.sources(relation);
    let reported = everything
        .into_iter()
        .filter(|hit| sources(hit.relation).contains(&source));
    Ok(SourceFile {
        source: SourceRef::from(record),
        relations: rower.timelines(reported),
    })
}

/// Answers which sources stand behind a row of an earlier answer, report by report; nothing if it
/// has no such row.
pub(crate) fn why_row(
    plan: &Plan,
    last: &Answer,
    row: usize,
    network: &Network,
    cancel: &Cancel,
) -> Result<Option<Answer>, Stopped> {
    let view = View::new(network, &plan.lens);
    let rower = Rower::new(view);
    let Some(relations) = last.relations_of_row(row) else {
        return Ok(None);
    };
    let known = relations
        .iter()
        .filter_map(|id| network.data().relation_ix(id.as_str()));
    let rows = known.flat_map(|relation| rower.reports(relation)).collect();
    super::begun(plan, Rows::Why(rows), view, cancel).map(Some)
}
