//! Groups: who belongs together among those whom the relations of a view link.
//!
//! Each method is one file; here it is asked for, and its groups are put in order.

mod communities;
mod components;
mod graph;
mod leiden;

use std::cmp::Reverse;

use crate::graph::View;
use crate::model::EntityIx;

use super::{Cancel, Stopped};

/// By what entities belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// Those are together whom chains of relations of any length link.
    Components,
    /// Those are together who are linked to each other more than chance would have it.
    #[default]
    Communities,
}

/// Entities in groups; each is in one of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// By what they are together.
    pub grouping: Grouping,
    /// The members of each group in order, those of the kinds that the lens asks for; the largest
    /// group first, of equal ones that with the first member. None is empty.
    pub members: Vec<Vec<EntityIx>>,
    /// How clearly the groups stand apart: the share of links within groups, less the share that
    /// chance would bring about. Below 1, and 0 if all are one group; only for communities.
    pub modularity: Option<f64>,
}

/// Puts the entities that the relations of a view link into groups.
///
/// Whom no relation links to another is in no group. All linked entities are put into groups;
/// those of other kinds than the lens asks for are only left out of the members. Relations that
/// only possibly pass count like the certain ones, and directions do not count.
///
/// - *Components* do not depend on how many relations link a pair.
/// - *Communities* maximise modularity by the method of Leiden, a pair weighing as much as it has
///   relations; a relation of many parties links each two of them. Entities are visited in a fixed
///   order and gains compared as whole numbers, so that the same relations make the same groups.
///   Each is linked within itself, and no two could be joined, nor one entity moved, for a gain.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// Components nearly O(relations), memory O(entities). Communities O(pairs) for each round of
/// moves, of which there are few.
///
/// # Sources
/// Tarjan, R. E., van Leeuwen, J. (1984), Worst-case analysis of set union algorithms, Journal of
/// the ACM 31. Newman, M. E. J., Girvan, M. (2004), Finding and evaluating community structure in
/// networks, Physical Review E 69. Traag, V. A., Waltman, L., van Eck, N. J. (2019), From Louvain to
/// Leiden: guaranteeing well-connected communities, Scientific Reports 9.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, Grouping, groups};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let lens = Lens::default();
/// let view = View::new(chancery.network(), &lens);
/// let whole = groups(view, Grouping::Components, &Cancel::new())?;
/// let parts = groups(view, Grouping::Communities, &Cancel::new())?;
/// assert!(whole.members.len() < parts.members.len());
/// assert!(parts.modularity.unwrap() > 0.3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn groups(view: View<'_>, grouping: Grouping, cancel: &Cancel) -> Result<Groups, Stopped> {
    let (members, modularity) = match grouping {
        Grouping::Components => (components::components(view, cancel)?, None),
        Grouping::Communities => {
            let found = communities::communities(view, cancel)?;
            (found.members, Some(found.modularity))
        }
    };
    Ok(Groups {
        grouping,
        members: in_order(view, members),
        modularity,
    })
}

/// Returns groups with the members alone that the lens asks for, in order.
fn in_order(view: View<'_>, mut members: Vec<Vec<EntityIx>>) -> Vec<Vec<EntityIx>> {
    let (network, of) = (view.network(), view.lens().of);
    for group in &mut members {
        group.retain(|entity| of.contains(network.entity_kind(*entity)));
    }
    members.retain(|group| !group.is_empty());
    members.sort_unstable_by_key(|group| (Reverse(group.len()), group.first().copied()));
    members
}

/// Returns the lists of who has the same number, in order of numbers.
fn gathered<T>(numbered: impl Iterator<Item = (usize, T)>, groups: usize) -> Vec<Vec<T>> {
    let mut members: Vec<Vec<T>> = (0..groups).map(|_| Vec::new()).collect();
    for (group, member) in numbered {
        members[group].push(member);
    }
    members
}
