//! `neighbours` and `common`: who is linked to whom.

use crate::analysis::{self, Cancel, Stopped};
use crate::answer::{CommonRow, NeighbourRow};
use crate::graph::View;
use crate::model::EntityIx;

use super::rows::Rower;

/// Returns the entities linked to one, those with the most relations first, then in order of id.
pub(super) fn neighbours(
    view: View<'_>,
    of: EntityIx,
    hops: u32,
    cancel: &Cancel,
) -> Result<Vec<NeighbourRow>, Stopped> {
    let rower = Rower::new(view);
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
    let rower = Rower::new(view);
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
