//! The layout: which dates there are, how many relations have each, and where the next one goes.

use std::collections::{BTreeMap, BTreeSet};

use super::Shape;
use crate::edtf::{Day, Edtf};
use crate::model::{Batch, Relation, RelationIx};

/// Up to so many days from the first to the last, a table of all days is quicker than a search.
const MOST_DAYS: usize = 1 << 24;

/// The dates of all relations.
#[derive(Debug)]
pub(super) struct Layout {
    /// Each distinct date once, in order.
    pub(super) dates: Vec<Edtf>,
    /// How many relations have each date; then how many have none.
    pub(super) counts: Vec<u32>,
    days: DayPlaces,
}

impl Layout {
    /// Returns the layout of records and of the rows of batches.
    pub(super) fn of(records: &[Relation], batches: &[Batch]) -> Layout {
        let days = distinct_days(batches);
        let dates = records.iter().filter_map(|record| record.when.clone());
        let of_rows = days.iter().map(|day| Edtf::from_day(number_day(*day)));
        let mut dates: Vec<Edtf> = dates.chain(of_rows).collect();
        dates.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        dates.dedup();
        let mut layout = Layout {
            counts: vec![0; dates.len() + 1],
            days: DayPlaces::of(&dates, &days),
            dates,
        };
        for record in records {
            let place = layout.place_of(record);
            layout.counts[place] += 1;
        }
        for day in batches.iter().flat_map(|batch| &batch.day) {
            let place = layout.days.get(*day);
            layout.counts[place] += 1;
        }
        layout
    }

    /// Returns the place of the date of a record among the dates; their number for one without.
    pub(super) fn place_of(&self, record: &Relation) -> usize {
        record.when.as_ref().map_or(self.dates.len(), |when| {
            self.dates
                .partition_point(|date| date.sort_key() < when.sort_key())
        })
    }

    /// Returns the place of the date of a row among the dates.
    #[inline]
    pub(super) fn place_of_day(&self, day: i32) -> usize {
        self.days.get(day)
    }
}

fn number_day(number: i32) -> Day {
    Day::from_number(number.into())
}

/// Returns the days of all rows, each once, in order.
fn distinct_days(batches: &[Batch]) -> Vec<i32> {
    let days = || batches.iter().flat_map(|batch| batch.day.iter().copied());
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Vec::new();
    };
    let range = last.abs_diff(first) as usize + 1;
    if range > MOST_DAYS {
        return days().collect::<BTreeSet<i32>>().into_iter().collect();
    }
    let mut is_met = vec![false; range];
    for day in days() {
        is_met[day.abs_diff(first) as usize] = true;
    }
    (first..=last)
        .filter(|day| is_met[day.abs_diff(first) as usize])
        .collect()
}

/// The places of days among the dates.
#[derive(Debug)]
enum DayPlaces {
    /// By day, from the first one on.
    All { first: i32, places: Vec<u32> },
    /// The days that there are, in order.
    Some(Vec<(i32, u32)>),
}

impl DayPlaces {
    fn of(dates: &[Edtf], days: &[i32]) -> DayPlaces {
        let place = |day: &i32| {
            let date = Edtf::from_day(number_day(*day));
            dates.partition_point(|other| other.sort_key() < date.sort_key()) as u32
        };
        let some: Vec<(i32, u32)> = days.iter().map(|day| (*day, place(day))).collect();
        let (Some((first, _)), Some((last, _))) = (some.first(), some.last()) else {
            return DayPlaces::Some(some);
        };
        let range = last.abs_diff(*first) as usize + 1;
        if range > MOST_DAYS {
            return DayPlaces::Some(some);
        }
        let mut places = vec![0; range];
        for (day, place) in &some {
            places[day.abs_diff(*first) as usize] = *place;
        }
        DayPlaces::All {
            first: *first,
            places,
        }
    }

    #[inline]
    fn get(&self, day: i32) -> usize {
        match self {
            DayPlaces::All { first, places } => places[day.abs_diff(*first) as usize] as usize,
            DayPlaces::Some(some) => {
                let at = some.partition_point(|(other, _)| *other < day);
                some[at].1 as usize
            }
        }
    }
}

/// Where the next relation of each date goes, and the shapes met so far.
#[derive(Debug)]
pub(super) struct Slots {
    next: Vec<u32>,
    len: usize,
    shapes: BTreeMap<Shape, u16>,
}

impl Slots {
    pub(super) fn of(layout: &Layout) -> Slots {
        let mut end = 0;
        let begin = |count: &u32| {
            let begin = end;
            end += count;
            begin
        };
        Slots {
            next: layout.counts.iter().map(begin).collect(),
            len: layout.counts.iter().map(|count| *count as usize).sum(),
            shapes: BTreeMap::new(),
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Takes the next place for a relation of a date.
    #[inline]
    pub(super) fn take(&mut self, date: usize) -> RelationIx {
        let next = &mut self.next[date];
        *next += 1;
        RelationIx(*next - 1)
    }

    /// Returns the number of a shape.
    pub(super) fn shape(&mut self, shape: Shape) -> u16 {
        let next = self.shapes.len() as u16;
        *self.shapes.entry(shape).or_insert(next)
    }

    /// Returns the shapes by their numbers.
    pub(super) fn into_shapes(self) -> Vec<Shape> {
        let mut shapes: Vec<(u16, Shape)> = self
            .shapes
            .into_iter()
            .map(|(shape, number)| (number, shape))
            .collect();
        shapes.sort_unstable();
        shapes.into_iter().map(|(_, shape)| shape).collect()
    }
}

/// Puts the rows of a batch into the order of their numbers, if they do not stand in it.
pub(super) fn sort_rows(batch: &mut Batch) {
    if batch.number.is_sorted() {
        return;
    }
    let mut order: Vec<u32> = (0..batch.number.len() as u32).collect();
    order.sort_unstable_by_key(|at| batch.number[*at as usize]);
    batch.reorder(&order);
}
