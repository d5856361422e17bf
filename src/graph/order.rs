//! The order of relations in time, which every answer keeps.

use std::cmp::Ordering;

use crate::edtf::Edtf;

/// Compares two dates in time; none comes after all.
pub(crate) fn compare(a: Option<&Edtf>, b: Option<&Edtf>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.sort_key().cmp(&b.sort_key()),
        _ => a.is_none().cmp(&b.is_none()),
    }
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
        let data = network.data();
        let ids = data
            .relation_ixs()
            .map(|at| data.relation_id(at).to_string());
        assert_eq!(ids.collect::<Vec<_>>(), ["r4", "r2", "r1", "r3", "r0"]);
    }

    #[test]
    fn a_treaty_that_runs_far_ahead_does_not_make_its_end_the_newest_day() {
        let network = network(&["office 2010/2099 mr-x > a", "meeting 2024-05-28 a b"]);
        let newest = network.newest_day().map(|day| day.to_string());
        assert_eq!(newest.as_deref(), Some("2024-05-28"));
    }
}
