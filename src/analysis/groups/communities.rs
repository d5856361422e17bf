//! Communities: groups that are linked within more than chance would have it.

use crate::analysis::pairs::distinct_pairs;
use crate::analysis::{Cancel, Stopped};
use crate::graph::View;
use crate::model::EntityIx;

use super::graph::Weighted;
use super::{gathered, leiden};

/// Communities, and how clearly they stand apart.
#[derive(Debug)]
pub(super) struct Communities {
    /// The members of each, in order.
    pub(super) members: Vec<Vec<EntityIx>>,
    pub(super) modularity: f64,
}

/// Returns the communities of those whom the relations of a view link.
pub(super) fn communities(view: View<'_>, cancel: &Cancel) -> Result<Communities, Stopped> {
    let pairs = distinct_pairs(view, cancel)?;
    let graph = Weighted::of(&pairs.neighbours(cancel)?);
    let found = leiden::parts(&graph, cancel)?;
    let numbered = found
        .part
        .iter()
        .copied()
        .zip(pairs.entities.iter().copied());
    Ok(Communities {
        members: gathered(numbered, found.parts),
        modularity: graph.modularity(&found.part, found.parts),
    })
}
