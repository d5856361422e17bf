//! A view: the network as a lens shows it, without copying it.

use std::slice;

use itertools::Itertools;

use crate::edtf::Truth;
use crate::model::{Direction, EntityIx, RelationIx};

use super::{Lens, Network, Others, Spoke};

/// One step along a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The relation.
    pub relation: RelationIx,
    /// Where the step ends.
    pub to: EntityIx,
    /// How surely the relation passes the lens.
    pub truth: Truth,
}

/// A network seen through a lens.
///
/// It is a graph of petgraph too, without a copy: entities are nodes, and each pair of parties of
/// a relation that passes is an undirected edge, so that relations between the same two are
/// parallel edges. [`View::to_petgraph`] makes a copy that tells directions.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let lens = Lens::default();
/// let view = View::new(chancery.network(), &lens);
/// let place = |id| chancery.data().entity_ix(id).unwrap();
/// let far = petgraph::algo::dijkstra(view, place("rwanda"), None, |_| 1);
/// assert_eq!(far[&place("kazakhstan")], 1);
/// # Ok::<(), chancery::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    network: &'a Network,
    lens: &'a Lens,
}

impl<'a> View<'a> {
    /// Returns the network as the lens shows it.
    pub const fn new(network: &'a Network, lens: &'a Lens) -> View<'a> {
        View { network, lens }
    }

    /// Returns the network behind the lens.
    pub const fn network(self) -> &'a Network {
        self.network
    }

    /// Returns the lens.
    pub const fn lens(self) -> &'a Lens {
        self.lens
    }

    /// Tells whether a relation passes the lens, and how surely.
    pub fn judge(self, relation: RelationIx) -> Truth {
        self.network.judge(relation, self.lens)
    }

    /// Returns the relations of an entity that pass, in order of date.
    pub fn relations(self, entity: EntityIx) -> impl Iterator<Item = (RelationIx, Truth)> + 'a {
        self.network.spokes(entity).iter().filter_map(move |spoke| {
            let truth = self.judge(spoke.relation);
            (truth != Truth::Impossible).then_some((spoke.relation, truth))
        })
    }

    /// Returns the words for the step between two parties of a relation, and which way it runs: by
    /// the first pair of their roles that the kind tells apart, else by the first pair.
    pub fn words(self, relation: RelationIx, from: EntityIx, to: EntityIx) -> (&'a str, Direction) {
        let network = self.network;
        let kind = network.data().ontology().kind(network.kind(relation));
        let roles = |entity: EntityIx| {
            let parties = network.parties(relation).iter();
            parties
                .filter(move |party| party.entity == entity)
                .map(|party| kind.roles[usize::from(party.role)].id.as_str())
        };
        let pairs = roles(from).cartesian_product(roles(to).collect_vec());
        let told = pairs.map(|(from, to)| kind.words(from, to)).collect_vec();
        let directed = told
            .iter()
            .find(|(_, direction)| *direction != Direction::Mutual);
        let words = directed.or(told.first()).copied();
        words.unwrap_or_else(|| kind.words("", ""))
    }

    /// Returns every step from an entity to a party of a relation that passes, in order of date.
    ///
    /// The kinds of entity that the lens asks for are not looked at: a search knows which of the
    /// entities it meets are ends and which lie on the way.
    pub fn steps(self, from: EntityIx) -> Steps<'a> {
        Steps {
            view: self,
            from,
            spokes: self.network.spokes(from).iter(),
            current: None,
        }
    }
}

/// The steps from an entity, in order of date; see [`View::steps`].
#[derive(Debug, Clone)]
pub struct Steps<'a> {
    view: View<'a>,
    from: EntityIx,
    spokes: slice::Iter<'a, Spoke>,
    current: Option<(RelationIx, Truth, Others<'a>)>,
}

impl Steps<'_> {
    /// Returns where all these steps begin.
    pub const fn from(&self) -> EntityIx {
        self.from
    }
}

impl Iterator for Steps<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            if let Some((relation, truth, others)) = &mut self.current
                && let Some(to) = others.next()
            {
                let (relation, truth) = (*relation, *truth);
                return Some(Step {
                    relation,
                    to,
                    truth,
                });
            }
            let spoke = self.spokes.next()?;
            let truth = self.view.judge(spoke.relation);
            self.current = (truth != Truth::Impossible).then(|| {
                let others = self.view.network.others(self.from, *spoke);
                (spoke.relation, truth, others)
            });
        }
    }
}
