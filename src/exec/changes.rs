//! `changes`: what began, ended, happened and became known.

use itertools::Itertools as _;

use crate::analysis::{self, Cancel, Change, Stopped, Subject, Turn};
use crate::answer::{self, ChangeRow, Dated};
use crate::edtf::{Edtf, Window};
use crate::graph::{Lens, View};
use crate::model::EntityIx;

use super::rows::{Rower, named};

/// Returns what changed of the relations of a subject within some days, oldest first.
pub(super) fn changes(
    view: View<'_>,
    subject: &Subject,
    within: Window,
    cancel: &Cancel,
) -> Result<Vec<ChangeRow>, Stopped> {
    let asked = named(subject);
    let found = analysis::changes(view, subject, within, cancel)?;
    let rows = found.iter().map(|change| change_row(view, &asked, change));
    Ok(rows.collect())
}

fn change_row(view: View<'_>, asked: &[EntityIx], change: &Change) -> ChangeRow {
    let (turn, was) = match change.turn {
        Turn::Began => (answer::Change::Began, None),
        Turn::Ended => (answer::Change::Ended, None),
        Turn::Happened => (answer::Change::Happened, None),
        Turn::BecameKnown => (answer::Change::BecameKnown, None),
        Turn::ChangedStatus { was } => (answer::Change::ChangedStatus, Some(was)),
    };
    let record = view.network().data().relation(change.relation);
    let by = change.by.iter().filter_map(|at| record.reports.get(*at));
    let lens = known_then(view.lens(), change);
    let rower = Rower::new(View::new(view.network(), &lens)).about(asked);
    ChangeRow {
        date: Some(Dated::from(&change.date)),
        change: turn,
        was,
        now: change.now,
        by: by.map(|report| report.source.clone()).unique().collect(),
        row: rower.timeline(change.relation, change.truth),
    }
}

/// Returns the lens through which a change was seen: what only became known is told as it was known
/// on that day.
fn known_then(lens: &Lens, change: &Change) -> Lens {
    let mut then = lens.clone();
    if let Some(day) = change.known {
        let earlier = then.clocks.known_by.as_ref().and_then(Edtf::latest);
        if earlier.is_none_or(|earlier| day < earlier) {
            then.clocks.known_by = Some(Edtf::from_day(day));
        }
    }
    then
}
