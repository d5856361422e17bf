//! Posts: the titles under which somebody stands in a relation.

use itertools::Itertools as _;

use crate::edtf::Truth;
use crate::model::{EntityIx, RelationIx};

use super::View;

impl<'a> View<'a> {
    /// Returns the titles of the posts that an entity certainly held whenever a relation may have
    /// happened, each once, in order of the bodies.
    ///
    /// O(posts of the entity).
    pub fn titles(self, entity: EntityIx, relation: RelationIx) -> Vec<&'a str> {
        let network = self.network();
        let mandates = network.mandates().up(entity).iter();
        let held = mandates.filter(|mandate| {
            network.is_post(mandate.tie)
                && network.acts(**mandate, entity, relation, self.lens()) == Truth::Certain
        });
        let titles = held.filter_map(|post| network.data().title(post.tie));
        titles.unique().collect()
    }
}
