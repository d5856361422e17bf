//! Places within places: what lies in a state, a city or an institution.
//!
//! Knows the ties that set one place within another, and no dates: borders that moved are not told
//! apart.

use std::collections::BTreeSet;

use crate::model::{Dataset, EntityIx, EntityKind};

/// The kinds of tie that set one place within another, with the roles of the inner and the outer.
const WITHIN: [(&str, &str, &str); 2] =
    [("location", "thing", "place"), ("part-of", "part", "whole")];

/// Tells whether something can happen at an entity of this kind.
pub(crate) const fn may_hold(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::State | EntityKind::Institution | EntityKind::Place
    )
}

/// Returns a place and all places, states and institutions within it, in order: what is located in
/// it or part of it, however deep. O(depth · relations).
pub fn places_within(data: &Dataset, place: EntityIx) -> Vec<EntityIx> {
    let ties: Vec<(EntityIx, EntityIx)> = WITHIN
        .into_iter()
        .flat_map(|(kind, inner, outer)| pairs(data, kind, inner, outer))
        .collect();
    let mut found = BTreeSet::from([place]);
    loop {
        let more: Vec<EntityIx> = ties
            .iter()
            .filter(|(inner, outer)| found.contains(outer) && !found.contains(inner))
            .map(|(inner, _)| *inner)
            .collect();
        if more.is_empty() {
            return found.into_iter().collect();
        }
        found.extend(more);
    }
}

/// Returns the pairs of inner and outer entity that ties of one kind make.
fn pairs(data: &Dataset, kind: &str, inner: &str, outer: &str) -> Vec<(EntityIx, EntityIx)> {
    let in_role = |relation, role| -> Vec<EntityIx> {
        let mut entities = data.in_role(relation, role);
        entities.retain(|entity| may_hold(data.entity(*entity).kind));
        entities
    };
    let Some(kind) = data.ontology().find(kind) else {
        return Vec::new();
    };
    data.relation_ixs()
        .filter(|relation| data.kind(*relation) == kind)
        .flat_map(|relation| {
            itertools::iproduct!(in_role(relation, inner), in_role(relation, outer))
        })
        .collect()
}
