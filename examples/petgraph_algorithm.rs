//! Which of petgraph's algorithms runs on our graph? Any: here, into how many separate groups the
//! people and bodies fall when only meetings, visits and agreements count.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use chancery::Chancery;
use chancery::graph::Lens;
use petgraph::unionfind::UnionFind;
use petgraph::visit::{EdgeRef, NodeIndexable};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let chancery = Chancery::builtin()?;
    let lens = Lens {
        via: Some(chancery.kinds("meeting, visit, agreement")?),
        ..Lens::default()
    };

    // A graph of petgraph, made of what the lens shows: its own methods and algorithms apply.
    let graph = chancery.to_petgraph(&lens);
    let mut groups = UnionFind::new(graph.node_bound());
    for edge in graph.edge_references() {
        groups.union(edge.source().index(), edge.target().index());
    }

    let busiest = graph
        .node_indices()
        .max_by_key(|node| graph.neighbors_undirected(*node).count());
    let linked = graph
        .node_indices()
        .filter(|node| graph.neighbors_undirected(*node).next().is_some());
    let mut labels: Vec<usize> = linked.map(|node| groups.find(node.index())).collect();
    println!("{} entities are linked", labels.len());
    labels.sort_unstable();
    labels.dedup();
    println!("they form {} groups", labels.len());
    if let Some(busiest) = busiest {
        println!("the busiest is {}", graph[busiest]);
    }

    // The same without a copy: petgraph's algorithms accept a view of the network itself.
    let view = chancery::graph::View::new(chancery.network(), &lens);
    let components = petgraph::algo::connected_components(view);
    println!("counting those without any link, there are {components} components");
    Ok(())
}
