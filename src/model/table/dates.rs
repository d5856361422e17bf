//! The dates of relations that stand in order of date: each distinct date once, and where the
//! relations of each begin.

use crate::edtf::{Day, Edtf};
use crate::model::RelationIx;

/// How many relations share an entry of the coarse index, as a power of two.
const BLOCK: u32 = 8;

/// The distinct dates of a dataset, in order, and the relations of each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dates {
    all: Vec<Edtf>,
    /// By date, the day by which it stands in order.
    days: Vec<Day>,
    /// By date, the first relation of it; then the first relation without a date; then the end.
    begins: Vec<u32>,
    /// By block of relations, the date of the first of them.
    coarse: Vec<u32>,
}

impl Dates {
    /// Returns dates in order, with the number of relations of each and of those without a date.
    pub(super) fn new(dates: Vec<Edtf>, counts: &[u32]) -> Dates {
        let mut begins = vec![0; dates.len() + 2];
        for (at, count) in counts.iter().enumerate() {
            begins[at + 1] = begins[at] + count;
        }
        let end = begins[dates.len() + 1];
        let mut coarse = Vec::with_capacity((end >> BLOCK) as usize + 1);
        let mut date = 0;
        for first in (0..end).step_by(1 << BLOCK) {
            while begins[date + 1] <= first {
                date += 1;
            }
            coarse.push(date as u32);
        }
        Dates {
            days: dates.iter().map(Edtf::sort_day).collect(),
            all: dates,
            begins,
            coarse,
        }
    }

    /// Returns the distinct dates, in order.
    pub(crate) fn all(&self) -> &[Edtf] {
        &self.all
    }

    /// Returns the place of the date of a relation; the number of dates for one without.
    #[inline]
    pub(crate) fn place(&self, relation: RelationIx) -> usize {
        let block = (relation.0 >> BLOCK) as usize;
        let first = self.coarse[block] as usize;
        let last = self
            .coarse
            .get(block + 1)
            .map_or(self.all.len(), |last| *last as usize);
        if last - first < 8 {
            let mut date = first;
            while self.begins[date + 1] <= relation.0 {
                date += 1;
            }
            return date;
        }
        let later = &self.begins[first + 1..=last];
        first + later.partition_point(|begin| *begin <= relation.0)
    }

    /// Returns the date of a relation.
    #[inline]
    pub(crate) fn of(&self, relation: RelationIx) -> Option<&Edtf> {
        self.all.get(self.place(relation))
    }

    /// Returns the first relation whose date stands no sooner than one day, in order of date.
    pub(crate) fn from(&self, day: Day) -> RelationIx {
        self.begin(self.days.partition_point(|other| *other < day))
    }

    /// Returns the end of the relations.
    pub(crate) fn end(&self) -> RelationIx {
        self.begin(usize::MAX)
    }

    /// Returns the first relation whose date does not stand before a place.
    pub(crate) fn begin(&self, place: usize) -> RelationIx {
        RelationIx(
            self.begins
                .get(place)
                .or(self.begins.last())
                .copied()
                .unwrap_or(0),
        )
    }
}
