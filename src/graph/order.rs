//! The order of relations in time, which every answer keeps.

use std::cmp::Ordering;

use crate::edtf::{Day, Edtf};
use crate::model::{Dataset, Relation, RelationIx};

/// Returns for each relation its place in the order of dates: by earliest day, or by latest where
/// there is no earliest, those without a date last; ties keep the order of ids.
pub(super) fn ranks(data: &Dataset) -> Vec<u32> {
    let mut by_date: Vec<RelationIx> = data.relation_ixs().collect();
    let when = |at: RelationIx| data.relation(at).when.as_ref();
    by_date.sort_by(|a, b| compare(when(*a), when(*b)));
    let mut ranks = vec![0; by_date.len()];
    for (rank, at) in by_date.into_iter().enumerate() {
        ranks[at.index()] = rank as u32;
    }
    ranks
}

/// Compares two dates in time; none comes after all.
pub(crate) fn compare(a: Option<&Edtf>, b: Option<&Edtf>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.sort_key().cmp(&b.sort_key()),
        _ => a.is_none().cmp(&b.is_none()),
    }
}

/// Returns the last of the earliest days of all relations that have come about.
///
/// Ends are left out: a treaty that runs until 2099 does not make 2099 the present. So is what is
/// only planned, and what was put off, called off or denied.
pub(super) fn newest_day(data: &Dataset) -> Option<Day> {
    let has_come = |relation: &&Relation| data.status_of(relation).has_come_about();
    let dates = data
        .relations()
        .iter()
        .filter(has_come)
        .filter_map(|relation| relation.when.as_ref());
    dates.filter_map(Edtf::earliest).max()
}

#[cfg(test)]
mod tests {
    use crate::graph::sample::network;

    #[test]
    fn what_has_no_date_comes_last_and_ties_keep_the_order_of_ids() {
        let network = network(&[
            "meeting - a b",
            "meeting 2015-03 a b",
            "meeting ../2014 a b",
            "meeting 2015-03 a b",
            "meeting 2013 a b",
        ]);
        let ranks: Vec<u32> = network
            .data()
            .relation_ixs()
            .map(|relation| network.rank(relation))
            .collect();
        assert_eq!(ranks, [4, 2, 1, 3, 0]);
    }

    #[test]
    fn a_treaty_that_runs_far_ahead_does_not_make_its_end_the_newest_day() {
        let network = network(&["office 2010/2099 mr-x > a", "meeting 2024-05-28 a b"]);
        let newest = network.newest_day().map(|day| day.to_string());
        assert_eq!(newest.as_deref(), Some("2024-05-28"));
    }
}
