//! A view as a graph of petgraph, so that petgraph's own algorithms run on it without a copy.
//!
//! Entities are nodes. Each pair of parties of a relation is an edge, seen from both sides, so
//! that relations between the same two are parallel edges and a treaty of five states is ten.
//! Edges are undirected here; who acted and who received is told by [`View::to_petgraph`].

use std::slice;

use petgraph::Direction;
use petgraph::visit::{
    Data, EdgeCount, EdgeRef, GraphBase, GraphProp, GraphRef, IntoEdgeReferences, IntoEdges,
    IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers,
    IntoNodeReferences, NodeCompactIndexable, NodeCount, NodeIndexable, VisitMap, Visitable,
};

use crate::edtf::Truth;
use crate::model::{Entity, EntityId, EntityIx, RelationIx};

use super::{Step, Steps, View};

/// What tells edges apart: the relation and which two of its parties are meant.
///
/// The same from both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EdgeKey {
    /// The relation.
    pub relation: RelationIx,
    /// The first of the two parties in order of ids.
    pub low: EntityIx,
    /// The second of them.
    pub high: EntityIx,
}

/// A pair of parties of a relation, seen from one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The party from which it is seen.
    pub from: EntityIx,
    /// The step to the other party.
    pub step: Step,
}

impl EdgeRef for Edge {
    type NodeId = EntityIx;
    type EdgeId = EdgeKey;
    type Weight = Truth;

    fn source(&self) -> EntityIx {
        self.from
    }

    fn target(&self) -> EntityIx {
        self.step.to
    }

    fn weight(&self) -> &Truth {
        &self.step.truth
    }

    fn id(&self) -> EdgeKey {
        EdgeKey {
            relation: self.step.relation,
            low: self.from.min(self.step.to),
            high: self.from.max(self.step.to),
        }
    }
}

impl GraphBase for View<'_> {
    type NodeId = EntityIx;
    type EdgeId = EdgeKey;
}

impl GraphRef for View<'_> {}

impl Data for View<'_> {
    type NodeWeight = EntityId;
    type EdgeWeight = Truth;
}

impl GraphProp for View<'_> {
    type EdgeType = petgraph::Undirected;
}

impl NodeCount for View<'_> {
    fn node_count(&self) -> usize {
        self.network().entity_count()
    }
}

impl EdgeCount for View<'_> {
    /// Counts the edges by walking over all of them.
    fn edge_count(&self) -> usize {
        self.edge_references().count()
    }
}

impl NodeIndexable for View<'_> {
    fn node_bound(&self) -> usize {
        self.network().entity_count()
    }

    fn to_index(&self, entity: EntityIx) -> usize {
        entity.index()
    }

    fn from_index(&self, index: usize) -> EntityIx {
        EntityIx(index as u32)
    }
}

impl NodeCompactIndexable for View<'_> {}

impl Visitable for View<'_> {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited(vec![false; self.network().entity_count()])
    }

    fn reset_map(&self, map: &mut Visited) {
        *map = self.visit_map();
    }
}

/// Which entities a search has visited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visited(Vec<bool>);

impl VisitMap<EntityIx> for Visited {
    fn visit(&mut self, entity: EntityIx) -> bool {
        !std::mem::replace(&mut self.0[entity.index()], true)
    }

    fn is_visited(&self, entity: &EntityIx) -> bool {
        self.0[entity.index()]
    }

    fn unvisit(&mut self, entity: EntityIx) -> bool {
        std::mem::take(&mut self.0[entity.index()])
    }
}

impl<'a> IntoNodeIdentifiers for View<'a> {
    type NodeIdentifiers = Entities<'a>;

    fn node_identifiers(self) -> Entities<'a> {
        Entities(self.node_references())
    }
}

impl<'a> IntoNodeReferences for View<'a> {
    type NodeRef = (EntityIx, &'a EntityId);
    type NodeReferences = NodeReferences<'a>;

    fn node_references(self) -> NodeReferences<'a> {
        NodeReferences {
            entities: self.network().data().entities().iter(),
            next: 0,
        }
    }
}

/// All entities in order of ids.
#[derive(Debug, Clone)]
pub struct Entities<'a>(NodeReferences<'a>);

impl Iterator for Entities<'_> {
    type Item = EntityIx;

    fn next(&mut self) -> Option<EntityIx> {
        self.0.next().map(|(entity, _)| entity)
    }
}

/// All entities in order of ids, with their ids.
#[derive(Debug, Clone)]
pub struct NodeReferences<'a> {
    entities: slice::Iter<'a, Entity>,
    next: u32,
}

impl<'a> Iterator for NodeReferences<'a> {
    type Item = (EntityIx, &'a EntityId);

    fn next(&mut self) -> Option<(EntityIx, &'a EntityId)> {
        let entity = self.entities.next()?;
        let at = EntityIx(self.next);
        self.next += 1;
        Some((at, &entity.id))
    }
}

impl<'a> IntoNeighbors for View<'a> {
    type Neighbors = Neighbors<'a>;

    fn neighbors(self, of: EntityIx) -> Neighbors<'a> {
        Neighbors(self.steps(of))
    }
}

impl<'a> IntoNeighborsDirected for View<'a> {
    type NeighborsDirected = Neighbors<'a>;

    /// Returns the same either way, for edges are undirected.
    fn neighbors_directed(self, of: EntityIx, _: Direction) -> Neighbors<'a> {
        self.neighbors(of)
    }
}

/// The entities that relations link to one, once for each relation, in order of date.
#[derive(Debug, Clone)]
pub struct Neighbors<'a>(Steps<'a>);

impl Iterator for Neighbors<'_> {
    type Item = EntityIx;

    fn next(&mut self) -> Option<EntityIx> {
        self.0.next().map(|step| step.to)
    }
}

impl<'a> IntoEdges for View<'a> {
    type Edges = Edges<'a>;

    fn edges(self, of: EntityIx) -> Edges<'a> {
        self.edges_directed(of, Direction::Outgoing)
    }
}

impl<'a> IntoEdgesDirected for View<'a> {
    type EdgesDirected = Edges<'a>;

    /// Returns the same edges either way: outgoing ones are seen from the entity, incoming ones
    /// from the other end, as petgraph asks of undirected graphs.
    fn edges_directed(self, of: EntityIx, direction: Direction) -> Edges<'a> {
        Edges {
            steps: self.steps(of),
            direction,
        }
    }
}

/// The edges of one entity, in order of date.
#[derive(Debug, Clone)]
pub struct Edges<'a> {
    steps: Steps<'a>,
    direction: Direction,
}

impl Iterator for Edges<'_> {
    type Item = Edge;

    fn next(&mut self) -> Option<Edge> {
        let from = self.steps.from();
        let step = self.steps.next()?;
        Some(match self.direction {
            Direction::Outgoing => Edge { from, step },
            Direction::Incoming => Edge {
                from: step.to,
                step: Step { to: from, ..step },
            },
        })
    }
}

impl<'a> IntoEdgeReferences for View<'a> {
    type EdgeRef = Edge;
    type EdgeReferences = EdgeReferences<'a>;

    fn edge_references(self) -> EdgeReferences<'a> {
        EdgeReferences {
            view: self,
            entities: self.node_identifiers(),
            edges: None,
        }
    }
}

/// All edges, each once, from the first of its parties in order of ids; ordered by that party,
/// then by date.
#[derive(Debug, Clone)]
pub struct EdgeReferences<'a> {
    view: View<'a>,
    entities: Entities<'a>,
    edges: Option<Edges<'a>>,
}

impl Iterator for EdgeReferences<'_> {
    type Item = Edge;

    fn next(&mut self) -> Option<Edge> {
        loop {
            if let Some(edges) = &mut self.edges
                && let Some(edge) = edges.find(|edge| edge.from < edge.step.to)
            {
                return Some(edge);
            }
            self.edges = Some(self.view.edges(self.entities.next()?));
        }
    }
}
