//! The baseline: the same questions answered by hand on petgraph, as who knows it well would.
//!
//! The graph is the multigraph as it comes, a kind and a day on each edge; there is no index of
//! one's own beside it.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::error::Error;
use std::path::Path;

use petgraph::graph::{EdgeIndex, EdgeReference, NodeIndex, UnGraph};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{EdgeRef as _, NodeIndexable as _};

use super::questions::{Answer, DAMPING, LATEST, Question, SETTLED, Side, Span};
use super::world::{Event, World};

/// What lies on an edge; its ends are stored in the order of source and target.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deed {
    kind: u16,
    day: u16,
}

#[derive(Debug)]
pub(crate) struct ByHand(UnGraph<(), Deed>);

/// What a program on petgraph returns.
#[derive(Debug)]
pub(crate) enum Found {
    Entities(Vec<(NodeIndex, u32)>),
    Latest(Vec<EdgeIndex>),
    Relations(Vec<EdgeIndex>),
    Number(Option<u32>),
    Ranks(Vec<(NodeIndex, f64)>),
    Groups(Vec<NodeIndex>),
}

impl ByHand {
    pub(crate) fn new(world: &World) -> ByHand {
        let size = world.size;
        let mut graph = UnGraph::with_capacity(size.entities as usize, size.events as usize);
        (0..size.entities).for_each(|_| {
            graph.add_node(());
        });
        for Event {
            day,
            kind,
            source,
            target,
        } in world.events()
        {
            graph.add_edge(
                NodeIndex::from(source),
                NodeIndex::from(target),
                Deed { kind, day },
            );
        }
        ByHand(graph)
    }

    /// Reads a table and returns the number of neighbours of one.
    pub(crate) fn first_answer(path: &Path, entity: &str) -> Result<usize, Box<dyn Error>> {
        let mut graph = UnGraph::default();
        let (mut nodes, mut kinds) = (HashMap::new(), HashMap::new());
        let mut rows = csv::ReaderBuilder::new().delimiter(b'\t').from_path(path)?;
        let mut row = csv::StringRecord::new();
        while rows.read_record(&mut row)? {
            let mut node = |name: &str| match nodes.get(name) {
                Some(node) => *node,
                None => *nodes
                    .entry(name.to_owned())
                    .or_insert_with(|| graph.add_node(())),
            };
            let (source, target) = (node(&row[0]), node(&row[1]));
            let next = kinds.len() as u16;
            let kind = match kinds.get(&row[2]) {
                Some(kind) => *kind,
                None => *kinds.entry(row[2].to_owned()).or_insert(next),
            };
            // Good enough to put dates in order.
            let mut numbers = row[3].splitn(3, '-').map(str::parse::<u16>);
            let mut next = || {
                numbers
                    .next()
                    .ok_or("a date has three numbers")?
                    .map_err(Box::<dyn Error>::from)
            };
            let day = (next()? % 100) * 372 + next()? * 31 + next()?;
            graph.add_edge(source, target, Deed { kind, day });
        }
        let of = nodes.get(entity).ok_or("nobody of that name")?;
        Ok(ByHand(graph).neighbours(*of, |_| true).len())
    }

    fn neighbours(&self, of: NodeIndex, passes: impl Fn(&Deed) -> bool) -> Vec<(NodeIndex, u32)> {
        let mut counts: HashMap<NodeIndex, u32> = HashMap::new();
        for edge in self.0.edges(of).filter(|edge| passes(edge.weight())) {
            *counts.entry(edge.target()).or_default() += 1;
        }
        counts.into_iter().collect()
    }

    fn latest(&self, of: NodeIndex, span: Span) -> Vec<EdgeIndex> {
        let edges = self
            .0
            .edges(of)
            .filter(|edge| span.holds(edge.weight().day));
        let mut edges = by_day(edges);
        edges.reverse();
        edges.truncate(LATEST);
        edges
    }

    /// Returns the number of steps between two, breadth first.
    fn distance(&self, x: NodeIndex, y: NodeIndex, passes: impl Fn(&Deed) -> bool) -> Option<u32> {
        let mut lengths = vec![u32::MAX; self.0.node_count()];
        let mut queue = VecDeque::from([x]);
        lengths[x.index()] = 0;
        while let Some(node) = queue.pop_front() {
            let length = lengths[node.index()];
            if node == y {
                return Some(length);
            }
            for edge in self.0.edges(node).filter(|edge| passes(edge.weight())) {
                if lengths[edge.target().index()] == u32::MAX {
                    lengths[edge.target().index()] = length + 1;
                    queue.push_back(edge.target());
                }
            }
        }
        None
    }

    /// Returns the earliest day, always going on from whom was reached first.
    fn arrival(&self, x: NodeIndex, y: NodeIndex, start: u16) -> Option<u32> {
        let mut days = vec![u16::MAX; self.0.node_count()];
        let mut queue = BinaryHeap::from([(Reverse(start), x)]);
        days[x.index()] = start;
        while let Some((Reverse(day), node)) = queue.pop() {
            if node == y {
                return Some(day.into());
            }
            if day > days[node.index()] {
                continue;
            }
            for edge in self.0.edges(node).filter(|edge| edge.weight().day >= day) {
                let (day, known) = (edge.weight().day, &mut days[edge.target().index()]);
                if day < *known {
                    *known = day;
                    queue.push((Reverse(day), edge.target()));
                }
            }
        }
        None
    }

    fn two_hops(&self, of: NodeIndex, span: Span) -> usize {
        let near = |node| {
            let edges = self.0.edges(node);
            edges
                .filter(|edge| span.holds(edge.weight().day))
                .map(|edge| edge.target())
        };
        let first: HashSet<NodeIndex> = near(of).collect();
        let mut all = first.clone();
        all.extend(first.iter().flat_map(|node| near(*node)));
        all.remove(&of);
        all.len()
    }

    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^32")]
    fn rank(&self, span: Span) -> Vec<(NodeIndex, f64)> {
        let edges = self.0.edge_references();
        let pairs: HashSet<(NodeIndex, NodeIndex)> = edges
            .filter(|edge| span.holds(edge.weight().day))
            .map(|edge| (edge.source(), edge.target()))
            .collect();
        let pairs: Vec<(NodeIndex, NodeIndex)> = pairs.into_iter().collect();
        let (mut out, mut is_part) = (
            vec![0.0; self.0.node_count()],
            vec![false; self.0.node_count()],
        );
        for (source, target) in &pairs {
            out[source.index()] += 1.0;
            is_part[source.index()] = true;
            is_part[target.index()] = true;
        }
        let all = || self.0.node_indices().filter(|node| is_part[node.index()]);
        let number = all().count() as f64;
        let mut ranks = vec![1.0 / number; self.0.node_count()];
        loop {
            let silent = all().filter(|node| out[node.index()] == 0.0);
            let lost: f64 = silent.map(|node| ranks[node.index()]).sum();
            let mut new = vec![(1.0 - DAMPING + DAMPING * lost) / number; ranks.len()];
            for (source, target) in &pairs {
                new[target.index()] += DAMPING * ranks[source.index()] / out[source.index()];
            }
            let change: f64 = all()
                .map(|node| (new[node.index()] - ranks[node.index()]).abs())
                .sum();
            ranks = new;
            if change <= SETTLED {
                break;
            }
        }
        all().map(|node| (node, ranks[node.index()])).collect()
    }

    fn components(&self) -> Vec<NodeIndex> {
        let mut sets = UnionFind::new(self.0.node_bound());
        for edge in self.0.edge_references() {
            sets.union(edge.source(), edge.target());
        }
        sets.into_labeling()
    }

    fn event(&self, edge: EdgeIndex) -> Option<Event> {
        let ((source, target), deed) = (self.0.edge_endpoints(edge)?, self.0.edge_weight(edge)?);
        Some(Event {
            day: deed.day,
            kind: deed.kind,
            source: source.index() as u32,
            target: target.index() as u32,
        })
    }
}

fn by_day<'a>(edges: impl Iterator<Item = EdgeReference<'a, Deed>>) -> Vec<EdgeIndex> {
    let mut dated: Vec<_> = edges.map(|edge| (edge.weight().day, edge.id())).collect();
    dated.sort_unstable();
    dated.into_iter().map(|(_, edge)| edge).collect()
}

impl Side for ByHand {
    type Found = Found;
    const NAME: &'static str = "petgraph";

    fn ask(&mut self, question: &Question) -> Option<Found> {
        let node = |number: &u32| NodeIndex::from(*number);
        Some(match question {
            Question::Neighbours { of } => Found::Entities(self.neighbours(node(of), |_| true)),
            Question::NeighboursBy { of, kinds, span } => {
                Found::Entities(self.neighbours(node(of), |deed| {
                    span.holds(deed.day) && kinds.contains(&deed.kind)
                }))
            }
            Question::Timeline { of, span } => Found::Latest(self.latest(node(of), *span)),
            Question::Between { pair: (x, y) } => {
                Found::Relations(by_day(self.0.edges_connecting(node(x), node(y))))
            }
            Question::Distance { pair: (x, y) } => {
                Found::Number(self.distance(node(x), node(y), |_| true))
            }
            Question::DistanceBy {
                pair: (x, y),
                kinds,
                span,
            } => {
                let passes = |deed: &Deed| span.holds(deed.day) && kinds.contains(&deed.kind);
                Found::Number(self.distance(node(x), node(y), passes))
            }
            Question::Arrival {
                pair: (x, y),
                start,
            } => Found::Number(self.arrival(node(x), node(y), *start)),
            Question::TwoHops { of, span } => {
                Found::Number(Some(self.two_hops(node(of), *span) as u32))
            }
            Question::Rank { span } => Found::Ranks(self.rank(*span)),
            Question::Components => Found::Groups(self.components()),
        })
    }

    fn tell(&self, found: Found) -> Answer {
        let number = |node: NodeIndex| node.index() as u32;
        let events = |edges: Vec<EdgeIndex>| {
            edges
                .into_iter()
                .filter_map(|edge| self.event(edge))
                .collect()
        };
        match found {
            Found::Entities(all) => Answer::entities(
                all.into_iter()
                    .map(|(node, count)| (number(node), count))
                    .collect(),
            ),
            Found::Latest(edges) => Answer::Latest(events(edges)),
            Found::Relations(edges) => Answer::relations(events(edges)),
            Found::Number(found) => Answer::Number(found),
            Found::Ranks(all) => Answer::ranks(
                all.into_iter()
                    .map(|(node, rank)| (number(node), rank))
                    .collect(),
            ),
            Found::Groups(labels) => {
                let labels: Vec<u32> = labels.into_iter().map(number).collect();
                Answer::groups(&labels)
            }
        }
    }
}
