//! A view copied into a graph that petgraph owns, with names instead of small numbers.

use itertools::Itertools;
use petgraph::graph::{Graph, NodeIndex};

use crate::edtf::{Edtf, Truth};
use crate::model::{Direction, EntityId, RelationId, RelationIx};

use super::View;

/// A pair of parties of one relation, as an edge that stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdgeRef {
    /// The relation, which all edges between its parties name.
    pub relation: RelationId,
    /// The relation's kind.
    pub kind: String,
    /// [`Direction::Forward`] where the edge runs from the acting role to the other,
    /// [`Direction::Mutual`] where both sides act alike; never [`Direction::Back`].
    pub direction: Direction,
    /// The relation's date; nothing if no source says.
    pub when: Option<Edtf>,
    /// How surely the relation passes the lens.
    pub truth: Truth,
}

/// A graph of petgraph's own, its nodes named by the ids of entities.
pub type PlainGraph = Graph<EntityId, EdgeRef>;

impl View<'_> {
    /// Returns what the lens shows as a graph of petgraph, on which any of its algorithms runs.
    ///
    /// Entities are nodes, in order of ids, so that the index of a node is the place of its
    /// entity. Each pair of parties of a relation is one edge. Where the kind has words for the
    /// two roles, the edge runs from the acting role to the other; where the roles are alike or
    /// nothing is said of them, it runs from the first to the second in the order of the record
    /// and is marked as mutual: take [`Graph::into_edge_type`] to forget directions. Edges are in
    /// order of relation ids. Whoever counts edges does not count relations: five parties of one
    /// treaty make ten edges, all of which name it.
    ///
    /// # Complexity
    /// Time and memory O(entities + pairs of parties).
    pub fn to_petgraph(self) -> PlainGraph {
        let data = self.network().data();
        let mut graph = Graph::with_capacity(data.entities().len(), data.relation_count());
        for entity in data.entities() {
            graph.add_node(entity.id.clone());
        }
        for relation in data.relation_ixs() {
            let truth = self.judge(relation);
            if truth.is_possible() {
                self.add_edges(&mut graph, relation, truth);
            }
        }
        graph
    }

    /// Adds an edge for each two that a relation links.
    fn add_edges(self, graph: &mut PlainGraph, at: RelationIx, truth: Truth) {
        let relation = self.network().data().relation(at);
        for [a, b] in self.participants(at).into_iter().array_combinations() {
            let truth = self.admit(truth.and(self.links(a, b, at)));
            if !truth.is_possible() {
                continue;
            }
            let (_, direction) = self.words(at, a, b);
            let (from, to) = if direction == Direction::Back {
                (b, a)
            } else {
                (a, b)
            };
            let edge = EdgeRef {
                relation: relation.id.clone(),
                kind: relation.kind.clone(),
                direction: if direction == Direction::Mutual {
                    Direction::Mutual
                } else {
                    Direction::Forward
                },
                when: self.when(at).cloned(),
                truth,
            };
            graph.add_edge(
                NodeIndex::new(from.index()),
                NodeIndex::new(to.index()),
                edge,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::graph::sample::network;
    use crate::graph::{Lens, View};

    /// Checks the edges that one line makes, as `from direction to`.
    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let (network, lens) = (network(&[line]), Lens::default());
        let graph = View::new(&network, &lens).to_petgraph();
        let name = |node| graph.node_weight(node).map_or("", |id| id.as_str());
        let edges: Vec<String> = graph
            .edge_indices()
            .filter_map(|edge| Some((graph.edge_endpoints(edge)?, graph.edge_weight(edge)?)))
            .map(|((from, to), edge)| {
                format!("{} {} {}", name(from), edge.direction.word(), name(to))
            })
            .collect();
        assert_eq!(edges, expected, "{line}");
    }

    #[test]
    fn a_visit_runs_from_visitor_to_host() {
        check("visit 2015 b > a", &["b forward a"]);
    }

    #[test]
    fn three_who_meet_make_three_pairs() {
        check(
            "meeting 2015 c a b",
            &["c mutual a", "c mutual b", "a mutual b"],
        );
    }

    #[test]
    fn two_visitors_of_one_host_travel_together() {
        check(
            "visit 2015 a c > b",
            &["a mutual c", "a forward b", "c forward b"],
        );
    }
}
