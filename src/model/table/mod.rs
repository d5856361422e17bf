//! The table: all relations of a dataset in order of date, in columns.
//!
//! Records and rows of batches stand side by side; only what a relation has beyond two parties,
//! a day and a source lies elsewhere, so that nobody pays for what others have. Each distinct date
//! is kept once, and so is each distinct shape: kind, status, roles and title.

mod build;
mod cast;
mod dates;
mod layout;
mod numbers;
mod pressed;
mod rows;

use std::ops::Range;

use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};

use super::{EntityIx, KindIx, Relation, RelationId, RelationIx, SourceIx, Status};
use crate::columns::{Column, Lists, Roll};

pub(super) use build::TableBuilder;
pub use cast::{Cast, CastIter, Party};
pub(crate) use dates::Dates;
use numbers::Numbers;

/// What many relations have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Shape {
    pub(crate) kind: KindIx,
    /// The status, the usual one of the kind if none is named.
    pub(crate) status: Status,
    /// Whether the status is named.
    pub(super) names_status: bool,
    /// The roles of the only two parties, by their places in the kind.
    pub(crate) roles: [u8; 2],
    /// Whether the number of the relation is the place of a record, not a row.
    is_record: bool,
    /// The particular name, for rows of a batch; a record has its own.
    pub(super) title: Option<String>,
}

/// A number that only a few relations have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Pod, Zeroable)]
#[repr(C)]
struct Beside {
    relation: RelationIx,
    /// A row, or the place of an entity.
    number: u32,
}

/// What the rows of one batch have in common, and what a few of them have besides.
#[derive(Debug, Clone)]
pub(super) struct Bundle {
    pub(super) source: SourceIx,
    prefix: String,
    /// What the numbers of its rows are raised by, so that those of all batches differ.
    base: u32,
    /// In order of relations: further rows that tell of the same.
    again: Column<Beside>,
    /// In order of relations.
    places: Column<Beside>,
    /// No relation of the batch stands before this one.
    first: RelationIx,
}

impl Bundle {
    /// Returns the place of the relation of a row.
    pub(super) fn place(&self, at: RelationIx) -> Option<EntityIx> {
        let places = self.places.all();
        let found = places.binary_search_by_key(&at, |place| place.relation);
        found.ok().map(|found| EntityIx(places[found].number))
    }

    /// Returns the id of the relation of a row.
    fn id(&self, row: u32) -> RelationId {
        RelationId::of_row(&self.prefix, row)
    }

    /// Returns the further rows that tell of a relation.
    fn again(&self, at: RelationIx) -> impl Iterator<Item = u32> + '_ {
        let again = self.again.all();
        let begin = again.partition_point(|row| row.relation < at);
        let own = again[begin..].iter();
        own.take_while(move |row| row.relation == at)
            .map(|row| row.number)
    }
}

/// A relation as it was given.
#[derive(Debug, Clone, Copy)]
pub(super) enum Given<'a> {
    /// As a record.
    Record(&'a Relation),
    /// As a row of a batch.
    Row {
        bundle: &'a Bundle,
        shape: &'a Shape,
        row: u32,
    },
}

/// Stands in the column of first parties for a relation of more or fewer than two.
const MANY: u32 = u32::MAX;

/// All relations, in order of date; those of one date records first, in order of their ids, then
/// the rows of batches by prefix and number.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    dates: Dates,
    shapes: Vec<Shape>,
    shape: Column<u16>,
    /// The first party; or [`MANY`].
    from: Column<u32>,
    /// The second party; or the place of the list of parties among those of many.
    to: Column<u32>,
    /// The place of the record; or the row, raised by the base of its batch.
    number: Numbers,
    many: Lists<Party>,
    /// In order of date.
    records: Roll<Relation>,
    /// By record.
    record_at: Column<RelationIx>,
    /// The places of the records in order of their ids.
    by_id: Column<u32>,
    /// In order of their prefixes.
    bundles: Vec<Bundle>,
}

impl Table {
    pub(super) fn len(&self) -> usize {
        self.shape.len()
    }

    pub(super) const fn dates(&self) -> &Dates {
        &self.dates
    }

    #[inline]
    pub(super) fn shape(&self, at: RelationIx) -> &Shape {
        &self.shapes[usize::from(self.shape.at(at.index()))]
    }

    #[inline]
    pub(super) fn shape_number(&self, at: RelationIx) -> u16 {
        self.shape.at(at.index())
    }

    pub(super) fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// Returns a relation as it was given.
    #[inline]
    pub(super) fn given(&self, at: RelationIx) -> Given<'_> {
        let (shape, number) = (self.shape(at), self.number.get(at));
        if shape.is_record {
            return Given::Record(self.records.get(number as usize));
        }
        let next = self.bundles.partition_point(|bundle| bundle.base <= number);
        let bundle = &self.bundles[next - 1];
        Given::Row {
            bundle,
            shape,
            row: number - bundle.base,
        }
    }

    /// Returns the place of a relation among the records, if it was given as one.
    #[inline]
    pub(super) fn record_place(&self, at: RelationIx) -> Option<usize> {
        let is_record = self.shape(at).is_record;
        is_record.then(|| self.number.get(at) as usize)
    }

    /// Returns the records with their places, in order of date.
    pub(super) fn records(
        &self,
    ) -> impl ExactSizeIterator<Item = (RelationIx, &Relation)> + Clone + '_ {
        let places = self.record_at.all().iter().copied();
        places.zip(self.records.all())
    }

    /// Returns the parties of a relation in the order of its record.
    #[inline]
    pub(super) fn cast(&self, at: RelationIx) -> Cast<'_> {
        let (from, to) = (self.from.at(at.index()), self.to.at(at.index()));
        if from == MANY {
            return Cast::Many(self.many.list(to as usize));
        }
        let [first, second] = self.shape(at).roles;
        let party = |entity, role: u8| Party {
            entity: EntityIx(entity),
            role: role.into(),
        };
        Cast::Two([party(from, first), party(to, second)])
    }

    /// Returns the two parties of a relation that has no others.
    #[inline]
    pub(super) fn pair(&self, at: RelationIx) -> Option<[EntityIx; 2]> {
        let from = self.from.at(at.index());
        (from != MANY).then(|| [EntityIx(from), EntityIx(self.to.at(at.index()))])
    }

    /// Returns the columns of parties of a stretch of relations.
    pub(super) fn ends(&self, relations: Range<u32>) -> (&[u32], &[u32]) {
        let part = relations.start as usize..relations.end as usize;
        (self.from.part(part.clone()), self.to.part(part))
    }

    /// Returns the rows of its batch that tell of a relation, the first one first; none for a
    /// record.
    pub(super) fn rows(&self, at: RelationIx) -> impl Iterator<Item = u32> + '_ {
        let own = match self.given(at) {
            Given::Record(_) => None,
            Given::Row { bundle, row, .. } => Some((bundle, row)),
        };
        own.into_iter()
            .flat_map(move |(bundle, row)| std::iter::once(row).chain(bundle.again(at)))
    }

    pub(super) fn id(&self, at: RelationIx) -> RelationId {
        match self.given(at) {
            Given::Record(record) => record.id.clone(),
            Given::Row { bundle, row, .. } => bundle.id(row),
        }
    }

    /// Returns the place of the relation with an id. O(log n) for records, O(n) for rows.
    pub(super) fn find(&self, id: &str) -> Option<RelationIx> {
        self.record_of(id).or_else(|| {
            let (number, first) = self.number_of(id)?;
            let mut rows = self.rows_from(first);
            rows.find(|(_, row)| *row == number).map(|(at, _)| at)
        })
    }

    /// Returns the places of the relations with these ids, in their order. O(n + m log m).
    pub(super) fn find_all(&self, ids: &[&str]) -> Vec<Option<RelationIx>> {
        let mut found: Vec<_> = ids.iter().map(|id| self.record_of(id)).collect();
        let missing = (0..).zip(ids).filter(|(at, _)| found[*at].is_none());
        let wanted = missing.filter_map(|(at, id)| Some((self.number_of(id)?, at)));
        let mut wanted: Vec<((u32, RelationIx), usize)> = wanted.collect();
        wanted.sort_unstable();
        let Some(first) = wanted.iter().map(|((_, first), _)| *first).min() else {
            return found;
        };
        for (at, number) in self.rows_from(first) {
            let begin = wanted.partition_point(|((other, _), _)| *other < number);
            let same = wanted.iter().skip(begin);
            for (_, place) in same.take_while(|((other, _), _)| *other == number) {
                found[*place] = Some(at);
            }
        }
        found
    }

    /// Returns the place of the record with an id. O(log n).
    fn record_of(&self, id: &str) -> Option<RelationIx> {
        let id_of = |record: u32| self.records.get(record as usize).id.as_str();
        let found = self.by_id.partition_point(|record| id_of(record) < id);
        let record = self.by_id.part(found..found + 1).first();
        let record = record.filter(|record| id_of(**record) == id)?;
        Some(self.record_at.at(*record as usize))
    }

    /// Returns the number that the row of a batch with an id would have, and the first relation that
    /// may be it.
    fn number_of(&self, id: &str) -> Option<(u32, RelationIx)> {
        let (prefix, number) = id.rsplit_once('-')?;
        let is_canonical = !number.starts_with('0');
        let row: u32 = number.parse().ok().filter(|_| is_canonical)?;
        let of_prefix = |bundle: &Bundle| bundle.prefix.as_str().cmp(prefix);
        let batch = self.bundles.binary_search_by(of_prefix).ok()?;
        let bundle = &self.bundles[batch];
        let number = bundle.base.checked_add(row)?;
        let next = self.bundles.get(batch + 1);
        let is_of_next = next.is_some_and(|next| next.base <= number);
        (!is_of_next).then_some((number, bundle.first))
    }

    /// Returns the rows of batches from a place on with their numbers.
    fn rows_from(&self, first: RelationIx) -> impl Iterator<Item = (RelationIx, u32)> {
        let all = (first.0..self.len() as u32).map(RelationIx);
        let rows = all.filter(|at| !self.shape(*at).is_record);
        rows.map(|at| (at, self.number.get(at)))
    }

    /// Returns all relations in the order of their ids: records, then the rows of each batch by
    /// number. O(n log n).
    pub(super) fn by_id(&self) -> Vec<RelationIx> {
        let record_at = self.record_at.all();
        let records = self.by_id.all().iter().map(|at| record_at[*at as usize]);
        let of_batches = |at: &RelationIx| !self.shape(*at).is_record;
        let rows = (0..self.len() as u32).map(RelationIx).filter(of_batches);
        let mut rows: Vec<RelationIx> = rows.collect();
        rows.sort_by_cached_key(|at| self.number.get(*at));
        records.chain(rows).collect()
    }
}
