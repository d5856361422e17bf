//! The ground of a search: the ends, and who may stand between them.

use crate::analysis::Cancel;
use crate::graph::View;
use crate::model::EntityIx;

use super::{Found, Route};

/// A view with the ends of the paths and the entities they must and must not pass.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub(super) view: View<'a>,
    pub(super) from: EntityIx,
    pub(super) to: EntityIx,
    /// Who must stand strictly between the ends, in order of ids.
    pub(super) through: Vec<EntityIx>,
    /// The most steps.
    pub(super) hops: u32,
    avoiding: Vec<EntityIx>,
    pub(super) cancel: &'a Cancel,
}

impl<'a> Ground<'a> {
    /// Returns the ground of a route, or what is found where there is nothing to search.
    pub(super) fn enter(
        view: View<'a>,
        route: &Route,
        cancel: &'a Cancel,
    ) -> Result<Ground<'a>, Found> {
        let ground = Ground::new(view, route, cancel).ok_or_else(Found::nothing)?;
        if ground.from == ground.to {
            return Err(Found::standing(ground.from));
        }
        Ok(ground)
    }

    /// Returns the ground of a route, or nothing if no path can fit it.
    fn new(view: View<'a>, route: &Route, cancel: &'a Cancel) -> Option<Ground<'a>> {
        let is_end = |entity: &EntityIx| *entity == route.from || *entity == route.to;
        let mut through = route.through.clone();
        through.retain(|entity| !is_end(entity));
        through.sort_unstable();
        through.dedup();
        let mut avoiding = route.avoiding.clone();
        avoiding.sort_unstable();
        // A path meets nobody twice, so it has fewer steps than there are entities.
        let most = (view.network().entity_count() as u32).saturating_sub(1);
        let ground = Ground {
            view,
            from: route.from,
            to: route.to,
            through,
            hops: route.hops.min(most),
            avoiding,
            cancel,
        };
        let ends_allowed = !ground.is_avoided(route.from) && !ground.is_avoided(route.to);
        let all_allowed = ground
            .through
            .iter()
            .all(|entity| ground.lets_pass(*entity));
        let reachable = route.from != route.to || ground.through.is_empty();
        (ends_allowed && all_allowed && reachable).then_some(ground)
    }

    fn is_avoided(&self, entity: EntityIx) -> bool {
        self.avoiding.binary_search(&entity).is_ok()
    }

    /// Tells whether an entity is one of the ends.
    #[inline]
    pub(super) fn is_end(&self, entity: EntityIx) -> bool {
        entity == self.from || entity == self.to
    }

    /// Tells whether an entity may stand strictly between the ends.
    #[inline]
    pub(super) fn lets_pass(&self, entity: EntityIx) -> bool {
        !self.is_end(entity)
            && self
                .view
                .lens()
                .of
                .contains(self.view.network().entity_kind(entity))
            && (self.avoiding.is_empty() || !self.is_avoided(entity))
    }

    /// Tells whether everybody but the ends may stand between them.
    pub(super) fn all_pass(&self) -> bool {
        self.avoiding.is_empty() && !self.view.lens().restricts_others()
    }

    /// Returns how many entities the network has.
    pub(super) fn size(&self) -> usize {
        self.view.network().entity_count()
    }
}
