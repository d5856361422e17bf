//! Bonds: with whom an entity has relations at all, how many, and which.

use std::ops::Range;

use crate::columns::Column;
use crate::model::{EntityIx, RelationIx};

use super::halves::{both, middle};
use super::{Network, Spoke};

/// All relations that two entities are both parties of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bond {
    /// The other entity.
    pub other: EntityIx,
    /// Where the relations begin among those of all bonds.
    begin: u32,
    /// How many there are, and perhaps [`Bond::ODD`].
    count: u32,
}

impl Bond {
    /// The bit that tells that not all of the relations are plain.
    const ODD: u32 = 1 << 31;

    /// Returns how many relations there are.
    #[inline]
    pub const fn count(self) -> u32 {
        self.count & !Bond::ODD
    }

    /// Tells whether all of the relations are plain.
    #[inline]
    pub(crate) const fn is_plain(self) -> bool {
        self.count & Bond::ODD == 0
    }
}

/// The bonds of one entity, in order of the others' ids.
#[derive(Debug, Clone, Copy)]
pub struct Bonded<'a> {
    others: &'a [EntityIx],
    begins: &'a [u32],
    counts: &'a [u32],
}

impl<'a> Bonded<'a> {
    /// Returns with how many entities there are relations.
    #[inline]
    pub const fn len(self) -> usize {
        self.others.len()
    }

    /// Tells whether there are no relations with anybody.
    pub const fn is_empty(self) -> bool {
        self.others.is_empty()
    }

    /// Returns those with whom there are relations.
    #[inline]
    pub const fn others(self) -> &'a [EntityIx] {
        self.others
    }

    /// Returns the bonds.
    #[inline]
    pub fn iter(self) -> impl ExactSizeIterator<Item = Bond> + Clone + 'a {
        let places = self.begins.iter().zip(self.counts);
        let bonds = self.others.iter().zip(places);
        bonds.map(|(other, (begin, count))| Bond {
            other: *other,
            begin: *begin,
            count: *count,
        })
    }

    /// Returns the bond at a place.
    fn get(self, at: usize) -> Bond {
        Bond {
            other: self.others[at],
            begin: self.begins[at],
            count: self.counts[at],
        }
    }

    /// Returns the bond with an entity. O(log n).
    pub fn with(self, other: EntityIx) -> Option<Bond> {
        let found = self.others.binary_search(&other);
        found.ok().map(|at| self.get(at))
    }

    /// Returns the bonds with those whose ids come no sooner than one.
    pub(crate) fn from(self, other: EntityIx) -> Bonded<'a> {
        let at = self.others.partition_point(|before| *before < other);
        Bonded {
            others: &self.others[at..],
            begins: &self.begins[at..],
            counts: &self.counts[at..],
        }
    }

    /// Returns those with whom there are relations and how many; nothing unless all are plain.
    pub(crate) fn plain_counts(
        self,
    ) -> Option<impl ExactSizeIterator<Item = (EntityIx, u32)> + 'a> {
        let flags = self.counts.iter().fold(0, |flags, count| flags | count);
        let counts = self.others.iter().copied().zip(self.counts.iter().copied());
        (flags & Bond::ODD == 0).then_some(counts)
    }
}

/// The bonds of all entities, in columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Bonds {
    /// Where the bonds of each entity begin; the last entry is where all end.
    pub(super) starts: Column<u32>,
    /// By entity, in order.
    pub(super) others: Column<EntityIx>,
    /// As [`Bond::begin`].
    pub(super) begins: Column<u32>,
    /// As [`Bond::count`].
    pub(super) counts: Column<u32>,
    /// The relations of each pair, in order of date.
    pub(super) relations: Column<RelationIx>,
}

/// Bonds that are being laid out.
struct Draft {
    others: Vec<EntityIx>,
    begins: Vec<u32>,
    counts: Vec<u32>,
}

/// The relations of each entity with those behind it in the order of ids, by them and by date.
struct Buckets {
    starts: Vec<u32>,
    others: Vec<EntityIx>,
    relations: Vec<RelationIx>,
}

impl Bonds {
    /// Returns the bonds of a network whose spokes are laid out. O(pairs of parties), unsorted.
    pub(super) fn of(network: &Network) -> Bonds {
        let buckets = Buckets::of(network);
        let is_all_plain = network.is_all_plain();
        let mut starts = vec![0; network.entity_count() + 1];
        buckets.each_bond(|entity, bond| {
            starts[entity.index() + 1] += 1;
            starts[bond.other.index() + 1] += 1;
        });
        running_sum(&mut starts);
        let size = starts[starts.len() - 1] as usize;
        let mut draft = Draft {
            others: vec![EntityIx(0); size],
            begins: vec![0; size],
            counts: vec![0; size],
        };
        let mut next = starts.clone();
        // An entity's bonds with those before it come while these are gone through, so that they
        // stand before those with others behind it.
        buckets.each_bond(|entity, bond| {
            let relations = &buckets.relations[bond.begin as usize..];
            let mut relations = relations[..bond.count as usize].iter();
            let is_plain = is_all_plain || relations.all(|relation| network.is_plain(*relation));
            let count = bond.count | if is_plain { 0 } else { Bond::ODD };
            draft.put(&mut next[entity.index()], Bond { count, ..bond });
            let back = Bond {
                other: entity,
                count,
                ..bond
            };
            draft.put(&mut next[bond.other.index()], back);
        });
        Bonds {
            starts: starts.into(),
            others: draft.others.into(),
            begins: draft.begins.into(),
            counts: draft.counts.into(),
            relations: buckets.relations.into(),
        }
    }

    /// Returns where the bonds of an entity lie.
    #[inline]
    pub(super) fn range(&self, entity: EntityIx) -> Range<usize> {
        match self.starts.part(entity.index()..entity.index() + 2) {
            [begin, end] => *begin as usize..*end as usize,
            _ => 0..0,
        }
    }

    #[inline]
    pub(super) fn of_entity(&self, entity: EntityIx) -> Bonded<'_> {
        let own = self.range(entity);
        Bonded {
            others: self.others.part(own.clone()),
            begins: self.begins.part(own.clone()),
            counts: self.counts.part(own),
        }
    }

    #[inline]
    pub(super) fn relations(&self, bond: Bond) -> &[RelationIx] {
        let begin = bond.begin as usize;
        self.relations.part(begin..begin + bond.count() as usize)
    }
}

impl Draft {
    fn put(&mut self, next: &mut u32, bond: Bond) {
        let at = *next as usize;
        self.others[at] = bond.other;
        self.begins[at] = bond.begin;
        self.counts[at] = bond.count;
        *next += 1;
    }
}

impl Buckets {
    /// Deals out the relations of each entity, in order of ids, to the others that stand before
    /// it: so each bucket comes to stand in order of the others, and then of date.
    fn of(network: &Network) -> Buckets {
        let starts = bucket_starts(network);
        let size = starts[starts.len() - 1] as usize;
        let mut buckets = Buckets {
            starts,
            others: vec![EntityIx(0); size],
            relations: vec![RelationIx(0); size],
        };
        buckets.fill(network);
        buckets
    }

    fn fill(&mut self, network: &Network) {
        let middle = middle(&self.starts);
        let at = self.starts[middle] as usize;
        let (lower_others, upper_others) = self.others.split_at_mut(at);
        let (lower_relations, upper_relations) = self.relations.split_at_mut(at);
        let lows = (&self.starts[..middle], &self.starts[middle..]);
        both(
            middle > 0,
            || deal(network, 0, lows.0, (lower_others, lower_relations)),
            || deal(network, middle, lows.1, (upper_others, upper_relations)),
        );
    }

    /// Goes over all pairs of entities that have relations, each once, in order.
    fn each_bond(&self, mut take: impl FnMut(EntityIx, Bond)) {
        for (entity, ends) in (0..).zip(self.starts.windows(2)) {
            let mut at = ends[0];
            for run in self.others[ends[0] as usize..ends[1] as usize].chunk_by(|a, b| a == b) {
                let bond = Bond {
                    other: run[0],
                    begin: at,
                    count: run.len() as u32,
                };
                at += bond.count;
                take(EntityIx(entity), bond);
            }
        }
    }
}

/// Returns where the bucket of each entity begins, and where all end.
fn bucket_starts(network: &Network) -> Vec<u32> {
    let mut starts = vec![0; network.entity_count() + 1];
    for low in network.data().entity_ixs() {
        let of_spoke = |spoke: &Spoke| match spoke.other() {
            Some(high) => usize::from(low < high),
            None => network
                .others(low, *spoke)
                .filter(|high| low < *high)
                .count(),
        };
        let pairs: usize = network.spokes(low).iter().map(of_spoke).sum();
        starts[low.index() + 1] = pairs as u32;
    }
    running_sum(&mut starts);
    starts
}

/// Fills the buckets of the entities from `first` on that begin at `starts`.
fn deal(
    network: &Network,
    first: usize,
    starts: &[u32],
    (others, relations): (&mut [EntityIx], &mut [RelationIx]),
) {
    let base = starts.first().copied().unwrap_or(0);
    let mut next: Vec<u32> = starts.iter().map(|start| start - base).collect();
    let mut put = |low: EntityIx, high: EntityIx, relation: RelationIx| {
        let place = low.index().wrapping_sub(first);
        if let Some(next) = next.get_mut(place).filter(|_| low < high) {
            others[*next as usize] = high;
            relations[*next as usize] = relation;
            *next += 1;
        }
    };
    // The other of a pair never stands before the one whose bucket it goes to.
    for high in network.data().entity_ixs().skip(first) {
        for spoke in network.spokes(high) {
            match spoke.other() {
                Some(low) => put(low, high, spoke.relation),
                None => network
                    .others(high, *spoke)
                    .for_each(|low| put(low, high, spoke.relation)),
            }
        }
    }
}

/// Turns counts, each behind its place, into where each place begins.
fn running_sum(counts: &mut [u32]) {
    for at in 1..counts.len() {
        counts[at] += counts[at - 1];
    }
}
