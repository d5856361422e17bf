//! `neighbours`, `common` and `paths`: who is linked to whom, and how.

use crate::analysis::{self, Budget, Cancel, Found, PathStep as Stride, Stopped};
use crate::answer::{CommonRow, Dated, NeighbourRow, PathRow, PathStep};
use crate::graph::View;
use crate::model::EntityIx;
use crate::query::{Choice, PathsPlan};

use super::rows::Rower;

/// Returns the entities linked to one, those with the most relations first, then in order of id.
pub(super) fn neighbours(
    view: View<'_>,
    of: EntityIx,
    hops: u32,
    cancel: &Cancel,
) -> Result<Vec<NeighbourRow>, Stopped> {
    let rower = Rower::new(view.network());
    let found = analysis::neighbours(view, of, hops, cancel)?;
    let rows = found
        .iter()
        .map(|neighbour| {
            let shared = rower.shared(neighbour.entity, neighbour.relations);
            NeighbourRow {
                entity: shared.entity,
                relations: shared.relations,
                kinds: shared.kinds,
                first: shared.first,
                last: shared.last,
                certainty: neighbour.truth,
                hops: neighbour.distance,
                behind: shared.behind,
            }
        })
        .collect();
    Ok(rows)
}

/// Returns at most so many of the entities linked to all of several, the most linked first.
pub(super) fn common(
    view: View<'_>,
    of: &[EntityIx],
    most: usize,
    cancel: &Cancel,
) -> Result<Vec<CommonRow>, Stopped> {
    let rower = Rower::new(view.network());
    let found = analysis::common(view, of, cancel)?;
    let rows = found.into_iter().take(most).map(|contact| CommonRow {
        entity: rower.entity(contact.entity),
        with: of
            .iter()
            .zip(&contact.with)
            .map(|(asked, hits)| rower.shared(*asked, hits))
            .collect(),
        certainty: contact.truth,
    });
    Ok(rows.collect())
}

/// Searches for chains of relations, at most so many.
pub(super) fn paths(
    view: View<'_>,
    plan: &PathsPlan,
    most: Option<usize>,
    cancel: &Cancel,
) -> Result<Found, Stopped> {
    let mut budget = Budget::default();
    budget.rows = most.map_or(budget.rows, |most| most.min(budget.rows));
    match plan.choice {
        Choice::Shortest => analysis::shortest_paths(view, &plan.route, &budget, cancel),
        Choice::All => analysis::all_paths(view, &plan.route, &budget, cancel),
        Choice::Top(best) => analysis::top_paths(view, &plan.route, best, &budget, cancel),
    }
}

pub(super) fn path_row(view: View<'_>, path: &analysis::Path) -> PathRow {
    let strides = path.entities().zip(&path.steps);
    let steps: Vec<PathStep> = strides
        .map(|(from, stride)| path_step(view, from, stride))
        .collect();
    PathRow {
        length: steps.len() as u32,
        certainty: path.truth(),
        steps,
        strength: path.strength,
    }
}

fn path_step(view: View<'_>, from: EntityIx, stride: &Stride) -> PathStep {
    let rower = Rower::new(view.network());
    let record = rower.data().relation(stride.relation);
    let (words, direction) = view.words(stride.relation, from, stride.to);
    PathStep {
        from: rower.entity(from),
        relation: record.id.clone(),
        kind: record.kind.clone(),
        when: record.when.as_ref().map(Dated::from),
        direction,
        to: rower.entity(stride.to),
        words: words.to_owned(),
        title: record.title.clone(),
        status: view.network().status(stride.relation),
        parallel: stride.parallel as u64,
    }
}
