//! The algorithms of petgraph, run on a view.

use std::sync::Arc;

use chancery::analysis::{Cancel, Route, shortest_length};
use chancery::graph::{EntityKinds, Lens, Network, View};
use chancery::model::EntityIx;
use petgraph::Undirected;
use petgraph::algo::{
    connected_components, dijkstra, has_path_connecting, kosaraju_scc, tarjan_scc,
};
use petgraph::visit::{Bfs, EdgeCount, EdgeRef, IntoEdgeReferences, IntoEdges};

use super::on_worlds;
use super::plain::Plain;

/// Without kinds of entity, which restrict ends and middles differently.
fn open(lens: &Lens) -> Lens {
    Lens {
        of: EntityKinds::ALL,
        ..lens.clone()
    }
}

#[test]
fn dijkstra_and_breadth_first_search_agree_with_the_shortest_length() {
    on_worlds(500, |_, data, lens| {
        let (network, lens) = (Network::new(Arc::new(data.clone())), open(lens));
        let view = View::new(&network, &lens);
        for from in data.entity_ixs() {
            let far = dijkstra(view, from, None, |_| 1_u32);
            let mut search = Bfs::new(view, from);
            let mut met = Vec::new();
            while let Some(entity) = search.next(view) {
                met.push(entity);
            }
            for to in data.entity_ixs() {
                let route = Route::new(from, to, u32::MAX);
                let length = shortest_length(view, &route, &Cancel::new()).unwrap();
                assert_eq!(length, far.get(&to).copied());
                assert_eq!(length.is_some(), met.contains(&to));
                assert_eq!(length.is_some(), has_path_connecting(view, from, to, None));
            }
        }
    });
}

#[test]
fn components_agree_with_the_shortest_length() {
    on_worlds(500, |_, data, lens| {
        let (network, lens) = (Network::new(Arc::new(data.clone())), open(lens));
        let view = View::new(&network, &lens);
        let linked = |a: EntityIx, b: EntityIx| {
            shortest_length(view, &Route::new(a, b, u32::MAX), &Cancel::new())
                .unwrap()
                .is_some()
        };
        let firsts = data
            .entity_ixs()
            .filter(|a| !data.entity_ixs().any(|b| b < *a && linked(*a, b)));
        let number = firsts.count();
        assert_eq!(connected_components(view), number);
        assert_eq!(tarjan_scc(view).len(), number);
        assert_eq!(kosaraju_scc(view).len(), number);
        let copy = view.to_petgraph();
        assert_eq!(connected_components(&copy), number);
        let undirected = copy.into_edge_type::<Undirected>();
        assert_eq!(tarjan_scc(&undirected).len(), number);
    });
}

#[test]
fn edges_are_the_pairs_of_parties() {
    on_worlds(1_000, |_, data, lens| {
        let network = Network::new(Arc::new(data.clone()));
        let view = View::new(&network, lens);
        let parties = Plain::new(data, lens)
            .facts
            .into_iter()
            .map(|fact| fact.parties.len());
        let pairs: usize = parties.map(|number| number * (number - 1) / 2).sum();
        assert_eq!(view.to_petgraph().edge_count(), pairs);
        let mut keys: Vec<_> = view.edge_references().map(|edge| edge.id()).collect();
        assert_eq!(keys.len(), pairs);
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), pairs, "each once");
        assert_eq!(view.edge_count(), pairs);
        let sides: usize = data
            .entity_ixs()
            .map(|entity| view.edges(entity).count())
            .sum();
        assert_eq!(sides, 2 * pairs, "each seen from both sides");
    });
}
