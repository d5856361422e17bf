//! Which rows of an answer are wanted, and in which order.

use std::cmp::Reverse;
use std::ops::Range;

use crate::answer::{self, Answer, CommonRow, CountRow, Dated, NeighbourRow, Rows, TimelineRow};
use crate::edtf::Day;
use crate::model::Dataset;
use crate::query::{End, Shape, Sort};

/// Sorts and cuts the rows of an answer.
///
/// The usual orders are those in which the searches answer; sorting is stable, so that what an order
/// leaves undecided keeps the usual one.
pub(super) fn apply(answer: &mut Answer, shape: Shape, data: &Dataset) {
    if let Some(order) = shape.sort {
        sort(&mut answer.rows, order, data);
    }
    let before = answer.rows.len();
    if !matches!(answer.rows, Rows::Date(_) | Rows::Paths(_)) {
        cut(&mut answer.rows, shape);
    }
    let is_cut = answer.rows.len() < before;
    tell(answer, shape, is_cut);
}

/// Tells in an answer that rows were left out, and at which end of all the others stand.
pub(super) fn tell(answer: &mut Answer, shape: Shape, is_cut: bool) {
    answer.truncated |= is_cut;
    answer.end = shape.end.filter(|_| is_cut).map(|end| match end {
        End::First(_) => answer::End::First,
        End::Last(_) => answer::End::Last,
    });
}

/// Keeps the wanted end of the rows, and of that no more than the limit.
fn cut(rows: &mut Rows, shape: Shape) {
    let wanted = wanted(shape, rows.len());
    rows.keep(wanted.start, wanted.end);
}

/// Returns the places of the rows that are wanted of so many.
pub(super) fn wanted(shape: Shape, number: usize) -> Range<usize> {
    let most = shape.limit.unwrap_or(number);
    let (first, last) = match shape.end {
        Some(End::First(end)) => (0, end.min(number)),
        Some(End::Last(end)) => (number.saturating_sub(end), number),
        None => (0, number),
    };
    first..last.min(first.saturating_add(most))
}

fn sort(rows: &mut Rows, order: Sort, data: &Dataset) {
    match rows {
        Rows::Timeline(rows) => sort_timeline(rows, order, data),
        Rows::Neighbours(rows) => sort_neighbours(rows, order),
        Rows::Common(rows) => sort_common(rows, order),
        Rows::Count(rows) => sort_counts(rows, order),
        _ => {}
    }
}

/// Returns the day by which a date is sorted.
fn day(date: Option<&Dated>) -> Option<Day> {
    date.and_then(|date| date.earliest.or(date.latest))
}

fn sort_timeline(rows: &mut [TimelineRow], order: Sort, data: &Dataset) {
    let kind = |row: &TimelineRow| data.ontology().find(&row.kind);
    match order {
        Sort::Date | Sort::Count => {}
        Sort::Newest => rows.sort_by_key(|row| Reverse(day(row.when.as_ref()))),
        Sort::Name => {
            rows.sort_by_cached_key(|row| row.parties.first().map(|party| party.name.clone()));
        }
        Sort::Kind => rows.sort_by_key(kind),
    }
}

fn sort_neighbours(rows: &mut [NeighbourRow], order: Sort) {
    match order {
        Sort::Date => rows.sort_by_key(|row| (row.first.is_none(), day(row.first.as_ref()))),
        Sort::Newest => rows.sort_by_key(|row| Reverse(day(row.last.as_ref()))),
        Sort::Name => rows.sort_by_cached_key(|row| row.entity.name.clone()),
        Sort::Count => rows.sort_by_key(|row| Reverse(row.relations)),
        Sort::Kind => rows.sort_by_key(|row| row.entity.kind),
    }
}

fn sort_common(rows: &mut [CommonRow], order: Sort) {
    match order {
        Sort::Name => rows.sort_by_cached_key(|row| row.entity.name.clone()),
        Sort::Kind => rows.sort_by_key(|row| row.entity.kind),
        Sort::Date | Sort::Newest | Sort::Count => {}
    }
}

fn sort_counts(rows: &mut [CountRow], order: Sort) {
    match order {
        Sort::Name | Sort::Date => rows.sort_by(|a, b| a.key.cmp(&b.key)),
        Sort::Newest => rows.sort_by(|a, b| b.key.cmp(&a.key)),
        Sort::Count => rows.sort_by_key(|row| Reverse(row.count)),
        Sort::Kind => {}
    }
}
