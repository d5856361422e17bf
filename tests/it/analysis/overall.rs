//! Ranks and groups against plain answers: flows solved as equations, chains listed one by one,
//! components flooded, modularity by its definition.
#![expect(
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "numbers of small worlds are exact as floating-point numbers"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chancery::analysis::{
    Cancel, Grouping, Groups, Measure, Ranked, Subject, groups, neighbours, rank, timeline,
};
use chancery::graph::{EntityKinds, Lens, Network, View};
use chancery::model::{Dataset, Direction, EntityIx};

use super::on_worlds;
use super::plain::Plain;
use super::world::World;
use crate::dice::Dice;

/// How far two ways to calculate may differ.
const NEAR: f64 = 1e-9;

/// Shows `check` random worlds through a lens of any sort, without kinds of entity.
fn on_open_worlds(worlds: u64, mut check: impl FnMut(&Dataset, View<'_>)) {
    on_worlds(worlds, |_, data, lens| {
        let network = Network::new(Arc::new(data.clone()));
        let open = Lens {
            of: EntityKinds::ALL,
            ..lens.clone()
        };
        check(data, View::new(&network, &open));
    });
}

fn ranked(view: View<'_>, measure: Measure) -> Vec<Ranked> {
    rank(view, measure, &Cancel::new()).unwrap().rows
}

fn grouped(view: View<'_>, grouping: Grouping) -> Groups {
    groups(view, grouping, &Cancel::new()).unwrap()
}

/// The relations between each two that are linked at all, both ways round.
fn links(data: &Dataset, view: View<'_>) -> BTreeMap<(EntityIx, EntityIx), usize> {
    let plain = Plain::new(data, view.lens());
    let mut links = BTreeMap::new();
    for a in data.entity_ixs() {
        for b in data.entity_ixs().filter(|b| *b != a) {
            let number = plain.between(a, b).count();
            if number > 0 {
                links.insert((a, b), number);
            }
        }
    }
    links
}

/// Those who are linked, in order.
fn linked(links: &BTreeMap<(EntityIx, EntityIx), usize>) -> Vec<EntityIx> {
    let ends: BTreeSet<EntityIx> = links.keys().map(|(a, _)| *a).collect();
    ends.into_iter().collect()
}

fn value(rows: &[Ranked], entity: EntityIx) -> f64 {
    let row = rows.iter().find(|row| row.entity == entity);
    row.unwrap().value
}

#[test]
fn degree_and_strength_are_what_neighbours_and_timelines_count() {
    on_open_worlds(600, |data, view| {
        let (degree, strength) = (
            ranked(view, Measure::Degree),
            ranked(view, Measure::Strength),
        );
        let mut listed = 0;
        for entity in data.entity_ixs() {
            let near = neighbours(view, entity, 1, &Cancel::new()).unwrap();
            if near.is_empty() {
                continue;
            }
            listed += 1;
            let relations: BTreeSet<_> = near
                .iter()
                .flat_map(|row| row.relations.iter().map(|hit| hit.relation))
                .collect();
            assert_eq!(value(&degree, entity), near.len() as f64);
            assert_eq!(value(&strength, entity), relations.len() as f64);
            let all = timeline(view, &Subject::of(entity), &Cancel::new()).unwrap();
            assert!(relations.len() <= all.len());
        }
        assert_eq!((degree.len(), strength.len()), (listed, listed));
    });
}

#[test]
fn a_ranking_falls_and_equal_values_share_a_rank() {
    on_open_worlds(300, |_, view| {
        for measure in [Measure::Degree, Measure::PageRank, Measure::Betweenness] {
            let rows = ranked(view, measure);
            for (at, row) in rows.iter().enumerate() {
                let above = rows.iter().filter(|other| other.value > row.value + 1e-11);
                assert_eq!(row.rank, above.count() + 1, "{rows:?}");
                let next = rows.get(at + 1);
                assert!(next.is_none_or(|next| (row.rank, row.entity) < (next.rank, next.entity)));
            }
        }
    });
}

/// Returns whether a relation leads from one to the other, by the edges of petgraph's graph.
fn arrows(view: View<'_>) -> BTreeSet<(EntityIx, EntityIx)> {
    let graph = view.to_petgraph();
    let place = |index: petgraph::graph::NodeIndex| {
        let id = &graph[index];
        view.network().data().entity_ix(id.as_str()).unwrap()
    };
    let mut arrows = BTreeSet::new();
    for edge in graph.edge_indices() {
        let (from, to) = graph.edge_endpoints(edge).unwrap();
        arrows.insert((place(from), place(to)));
        if graph[edge].direction == Direction::Mutual {
            arrows.insert((place(to), place(from)));
        }
    }
    arrows
}

/// Returns the solution of equations by elimination, each row with its right side last.
fn solved(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
    let number = rows.len();
    for at in 0..number {
        let best = (at..number).max_by(|a, b| rows[*a][at].abs().total_cmp(&rows[*b][at].abs()));
        rows.swap(at, best.unwrap());
        for other in (0..number).filter(|other| *other != at) {
            let factor = rows[other][at] / rows[at][at];
            let pivot = rows[at].clone();
            for (cell, own) in rows[other].iter_mut().zip(pivot) {
                *cell -= factor * own;
            }
        }
    }
    (0..number)
        .map(|at| rows[at][number] / rows[at][at])
        .collect()
}

#[test]
fn pagerank_solves_its_equations() {
    on_open_worlds(1_000, |data, view| {
        let nodes = linked(&links(data, view));
        let arrows = arrows(view);
        let rows = ranked(view, Measure::PageRank);
        assert_eq!(rows.len(), nodes.len());
        let number = nodes.len();
        let even = 1.0 / number as f64;
        let given = |from: EntityIx, to: EntityIx| {
            let out = arrows.iter().filter(|(start, _)| *start == from).count();
            match out {
                0 => even,
                out if arrows.contains(&(from, to)) => 1.0 / out as f64,
                _ => 0.0,
            }
        };
        // share(to) − 0.85 · Σ share(from) · given(from, to) = 0.15 / n
        let equation = |to: usize| {
            let part = |from: usize| {
                let own = f64::from(u8::from(from == to));
                own - 0.85 * given(nodes[from], nodes[to])
            };
            (0..number).map(part).chain([0.15 * even]).collect()
        };
        let shares = solved((0..number).map(equation).collect());
        for (node, share) in nodes.iter().zip(&shares) {
            assert!(
                (value(&rows, *node) - share).abs() < NEAR,
                "{node:?} {share} {rows:?}"
            );
        }
    });
}

/// Returns all shortest chains from one entity to another, as the entities on them.
fn shortest(
    links: &BTreeMap<(EntityIx, EntityIx), usize>,
    from: EntityIx,
    to: EntityIx,
) -> Vec<Vec<EntityIx>> {
    let nodes = linked(links);
    let mut chains = vec![vec![from]];
    for _ in 0..nodes.len() {
        let arrived: Vec<Vec<EntityIx>> = chains
            .iter()
            .filter(|chain| chain.last() == Some(&to))
            .cloned()
            .collect();
        if !arrived.is_empty() {
            return arrived;
        }
        chains = chains
            .iter()
            .flat_map(|chain| {
                let last = *chain.last().unwrap();
                let on = nodes.iter().filter(move |node| {
                    links.contains_key(&(last, **node)) && !chain.contains(node)
                });
                on.map(move |node| [chain.as_slice(), &[*node]].concat())
            })
            .collect();
    }
    Vec::new()
}

#[test]
fn betweenness_counts_the_shortest_chains_that_pass() {
    on_open_worlds(300, |data, view| {
        let links = links(data, view);
        let nodes = linked(&links);
        let rows = ranked(view, Measure::Betweenness);
        let mut shares: BTreeMap<EntityIx, f64> = nodes.iter().map(|node| (*node, 0.0)).collect();
        for (at, from) in nodes.iter().enumerate() {
            for to in &nodes[at + 1..] {
                let chains = shortest(&links, *from, *to);
                for chain in &chains {
                    for node in &chain[1..chain.len() - 1] {
                        *shares.get_mut(node).unwrap() += 1.0 / chains.len() as f64;
                    }
                }
            }
        }
        let others = (nodes.len() as f64 - 1.0) * (nodes.len() as f64 - 2.0) / 2.0;
        for (node, share) in shares {
            let share = share / others.max(1.0);
            assert!(
                (value(&rows, node) - share).abs() < NEAR,
                "{node:?} {share} {rows:?}"
            );
        }
    });
}

/// Returns the sets of those whom chains link, flooded from each.
fn flooded(links: &BTreeMap<(EntityIx, EntityIx), usize>) -> BTreeSet<Vec<EntityIx>> {
    let nodes = linked(links);
    let flood = |start: &EntityIx| {
        let mut wet = BTreeSet::from([*start]);
        loop {
            let more: Vec<EntityIx> = links
                .keys()
                .filter(|(a, b)| wet.contains(a) && !wet.contains(b))
                .map(|(_, b)| *b)
                .collect();
            if more.is_empty() {
                return wet.into_iter().collect();
            }
            wet.extend(more);
        }
    };
    nodes.iter().map(flood).collect()
}

#[test]
fn components_are_what_a_flood_reaches() {
    on_open_worlds(1_000, |data, view| {
        let found = grouped(view, Grouping::Components).members;
        let wet = flooded(&links(data, view));
        assert_eq!(found.len(), wet.len());
        assert_eq!(found.iter().cloned().collect::<BTreeSet<_>>(), wet);
        let key = |group: &Vec<EntityIx>| (std::cmp::Reverse(group.len()), group[0]);
        assert!(found.is_sorted_by_key(key), "{found:?}");
    });
}

/// Returns the modularity of groups by its definition: over all pairs within groups, what links
/// them less what chance would.
fn modularity(links: &BTreeMap<(EntityIx, EntityIx), usize>, groups: &[Vec<EntityIx>]) -> f64 {
    let whole: f64 = links.values().map(|number| *number as f64).sum();
    let volume = |node: EntityIx| -> f64 {
        let own = links.iter().filter(|((from, _), _)| *from == node);
        own.map(|(_, number)| *number as f64).sum()
    };
    let mut sum = 0.0;
    for group in groups {
        for a in group {
            for b in group {
                let weight = links.get(&(*a, *b)).copied().unwrap_or_default() as f64;
                sum += weight - volume(*a) * volume(*b) / whole;
            }
        }
    }
    if links.is_empty() { 0.0 } else { sum / whole }
}

#[test]
fn no_move_and_no_joining_makes_better_communities() {
    on_open_worlds(400, |data, view| {
        let links = links(data, view);
        let found = grouped(view, Grouping::Communities);
        let members = &found.members;
        let reached = modularity(&links, members);
        assert!((found.modularity.unwrap() - reached).abs() < NEAR);
        let all: BTreeSet<EntityIx> = members.iter().flatten().copied().collect();
        assert_eq!(all.into_iter().collect::<Vec<_>>(), linked(&links));
        let is_no_better = |groups: &[Vec<EntityIx>]| {
            let other = modularity(&links, groups);
            assert!(
                other <= reached + NEAR,
                "{members:?} {reached}, {groups:?} {other}"
            );
        };
        is_no_better(&flooded(&links).into_iter().collect::<Vec<_>>());
        is_no_better(
            &linked(&links)
                .iter()
                .map(|node| vec![*node])
                .collect::<Vec<_>>(),
        );
        for (from, group) in members.iter().enumerate() {
            for to in 0..=members.len() {
                let mut joined = members.clone();
                joined.push(Vec::new());
                let moved = std::mem::take(&mut joined[from]);
                joined[to].extend(moved);
                is_no_better(&joined);
                for node in group {
                    let mut moved = members.clone();
                    moved.push(Vec::new());
                    moved[from].retain(|one| one != node);
                    moved[to].push(*node);
                    is_no_better(&moved);
                }
            }
            let inner = links.clone().into_iter();
            let inner = inner.filter(|((a, b), _)| group.contains(a) && group.contains(b));
            let parts = flooded(&inner.collect()).len();
            assert!(parts <= 1, "{group:?} is not linked within itself");
        }
    });
}

#[test]
fn the_order_of_the_records_does_not_matter() {
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let mut world = World::random(&mut dice, 8, 20);
        let answers = |data: Dataset| {
            let (network, lens) = (Network::new(Arc::new(data)), Lens::default());
            let view = View::new(&network, &lens);
            let measures = [Measure::Strength, Measure::PageRank, Measure::Betweenness];
            let ranks = measures.map(|measure| ranked(view, measure));
            (
                ranks,
                grouped(view, Grouping::Components),
                grouped(view, Grouping::Communities),
            )
        };
        let first = answers(world.dataset());
        world.shuffle(&mut dice);
        assert_eq!(answers(world.dataset()), first);
    }
}

#[test]
fn kinds_of_entity_leave_out_rows_and_change_no_value() {
    on_worlds(300, |_, data, lens| {
        let network = Network::new(Arc::new(data.clone()));
        let open = Lens {
            of: EntityKinds::ALL,
            ..lens.clone()
        };
        let is_wanted = |entity: EntityIx| lens.of.contains(network.entity_kind(entity));
        let (some, all) = (View::new(&network, lens), View::new(&network, &open));
        let values = |rows: Vec<Ranked>| -> BTreeMap<EntityIx, u64> {
            let wanted = rows.into_iter().filter(|row| is_wanted(row.entity));
            wanted
                .map(|row| (row.entity, row.value.to_bits()))
                .collect()
        };
        let [few, many] = [some, all].map(|view| values(ranked(view, Measure::PageRank)));
        assert_eq!(few, many);
        let mut kept = grouped(all, Grouping::Components).members;
        for group in &mut kept {
            group.retain(|entity| is_wanted(*entity));
        }
        kept.retain(|group| !group.is_empty());
        let found = grouped(some, Grouping::Components).members;
        assert_eq!(BTreeSet::from_iter(found), BTreeSet::from_iter(kept));
    });
}
