//! Ranks: who stands out among those whom the relations of a view link.
//!
//! Each measure is one file that knows numbers alone; here they are asked for, and their results put
//! in order.

mod betweenness;
mod pagerank;

use std::cmp::Ordering;

use crate::graph::View;
use crate::model::EntityIx;

use super::pairs::{Pairs, directed_pairs, distinct_pairs};
use super::{Cancel, Stopped};

/// What entities are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// The number of distinct entities that relations link to each. From 1 on.
    #[default]
    Degree,
    /// The number of relations that link each to others. From 1 on.
    Strength,
    /// The share of a random walk along relations that arrives at each. All shares sum to 1.
    PageRank,
    /// The share of the shortest chains between two others that pass each. From 0 to 1.
    Betweenness,
}

/// Entities in order of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// By what they are ranked.
    pub measure: Measure,
    /// The entities of the kinds that the lens asks for, highest first.
    pub rows: Vec<Ranked>,
    /// How many entities were measured, of whatever kind.
    pub entities: usize,
    /// How many distinct pairs of them relations link.
    pub pairs: usize,
    /// How many relations link them, each counted once.
    pub relations: usize,
    /// How many of these relations only possibly do.
    pub possible: usize,
    /// From how many entities shortest chains were followed, if not from all: then a betweenness
    /// is an estimate.
    pub sampled: Option<usize>,
}

/// An entity with its place in a ranking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// The entity.
    pub entity: EntityIx,
    /// Its rank among the rows, from 1 on; those of equal value share one.
    pub rank: usize,
    /// What it was measured at.
    pub value: f64,
    /// The number of distinct entities linked to it.
    pub neighbours: u32,
    /// The number of relations that link it to others.
    pub relations: u32,
}

/// Ranks the entities that the relations of a view link, highest first, then by id.
///
/// A high degree tells of many counterparts, a high strength of much traffic, a high `PageRank` of
/// ties with those who have many themselves, a high betweenness of who stands between others.
/// All are measured on all linked entities; those of other kinds than the lens asks for are only
/// left out of the rows. Relations that only possibly pass count like the certain ones.
///
/// - *Degree* and *strength*: parallel relations are one neighbour and several relations, and a
///   relation of many parties links each two of them and counts once for each. Directions do not
///   count.
/// - *`PageRank`*: on distinct directed pairs, from the acting role of a relation to the other;
///   where the kind does not tell them apart, both ways. Damping 0.85; who leads to nobody gives
///   to all alike; computed to 1e-10.
/// - *Betweenness*: on distinct pairs without direction, scaled by the number of pairs of others.
///   Exact up to some 100 million steps, else estimated from chains that begin at some entities,
///   evenly spread over all; [`Ranking::sampled`] tells.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(r + n log n) for relations r and linked entities n; `PageRank` at most 200 rounds over the
/// directed pairs; betweenness O(n · p) for pairs p, while exact.
///
/// # Sources
/// Freeman, L. C. (1978), Centrality in social networks: conceptual clarification, Social
/// Networks 1. Page, L., Brin, S., Motwani, R., Winograd, T. (1999), The PageRank citation ranking,
/// Stanford Digital Library. Brandes, U. (2001), A faster algorithm for betweenness centrality, Journal of
/// Mathematical Sociology 25; Brandes, U., Pich, C. (2007), Centrality estimation in large
/// networks, International Journal of Bifurcation and Chaos 17.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, Measure, rank};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let lens = Lens::default();
/// let view = View::new(chancery.network(), &lens);
/// let found = rank(view, Measure::PageRank, &Cancel::new())?;
/// assert_eq!(found.rows[0].entity, chancery.data().entity_ix("rwanda").unwrap());
/// let sum: f64 = found.rows.iter().map(|row| row.value).sum();
/// assert!((sum - 1.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rank(view: View<'_>, measure: Measure, cancel: &Cancel) -> Result<Ranking, Stopped> {
    let pairs = match measure {
        Measure::PageRank => directed_pairs(view, cancel)?,
        _ => distinct_pairs(view, cancel)?,
    };
    let degree = pairs.degrees();
    let mut sampled = None;
    let values = match measure {
        Measure::Degree => degree.iter().copied().map(f64::from).collect(),
        Measure::Strength => pairs.strength.iter().copied().map(f64::from).collect(),
        Measure::PageRank => pagerank::shares(&pairs.inward(cancel)?, cancel)?,
        Measure::Betweenness => {
            let found = betweenness::shares(&pairs.neighbours(cancel)?, cancel)?;
            sampled = found.sampled;
            found.shares
        }
    };
    Ok(Ranking {
        measure,
        rows: rows(view, &pairs, &degree, &values),
        entities: pairs.nodes(),
        pairs: pairs.len(),
        relations: pairs.relations,
        possible: pairs.possible,
        sampled,
    })
}

/// Values that differ by less than this share of themselves are one value, written down after
/// sums in different orders.
const SAME: f64 = 1e-12;

/// Returns the rows of the kinds that the lens asks for, in order and with their ranks.
fn rows(view: View<'_>, pairs: &Pairs, degree: &[u32], values: &[f64]) -> Vec<Ranked> {
    let (network, of) = (view.network(), view.lens().of);
    let nodes = pairs.entities.iter().enumerate();
    let wanted = nodes.filter(|(_, entity)| of.contains(network.entity_kind(**entity)));
    let mut rows: Vec<Ranked> = wanted
        .map(|(node, entity)| Ranked {
            entity: *entity,
            rank: 0,
            value: values[node],
            neighbours: degree[node],
            relations: pairs.strength[node],
        })
        .collect();
    rows.sort_unstable_by(|one, other| falling(one, other).then(one.entity.cmp(&other.entity)));
    let mut before = 0;
    for same in rows.chunk_by_mut(|one, next| one.value - next.value <= SAME * one.value) {
        same.sort_unstable_by_key(|row| row.entity);
        for row in same.iter_mut() {
            row.rank = before + 1;
        }
        before += same.len();
    }
    rows
}

fn falling(one: &Ranked, other: &Ranked) -> Ordering {
    other.value.total_cmp(&one.value)
}
