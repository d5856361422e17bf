//! Timelines: relations in order of date.

use crate::graph::{View, compare_dates};

use super::{Cancel, Hit, Stopped, Subject};

/// Returns the relations of a subject that pass the lens, oldest first.
///
/// In the order of their places, [`RelationIx`](crate::model::RelationIx): by earliest day, or by latest
/// where there is no earliest, those without a date last; ties by id. If the lens asks for kinds
/// of entity, a party other than the subject must be of one of them. A relation counts once,
/// however many of its parties are asked for.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(d log d) in the fewest relations d that those who must take part have; in all relations, if
/// nobody must.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, Subject, timeline};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let (lens, cancel) = (Lens::default(), Cancel::new());
/// let view = View::new(chancery.network(), &lens);
/// let place = |id| chancery.data().entity_ix(id).unwrap();
/// let pair = Subject::pair(place("paul-kagame"), place("kazakhstan"));
/// let hits = timeline(view, &pair, &cancel)?;
/// let first = chancery.data().relation(hits[0].relation);
/// assert_eq!((first.kind.as_str(), first.when.as_ref().unwrap().as_str()), ("visit", "2015"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn timeline(view: View<'_>, subject: &Subject, cancel: &Cancel) -> Result<Vec<Hit>, Stopped> {
    let mut hits = subject.hits(view, cancel)?;
    by_date(view, &mut hits);
    Ok(hits)
}

/// Puts relations in order of their dates as far as these count as known.
pub(super) fn by_date(view: View<'_>, hits: &mut [Hit]) {
    let place = |hit: &Hit| hit.relation;
    if !hits.is_sorted_by_key(place) {
        hits.sort_unstable_by_key(place);
    }
    if view.lens().limits_evidence() {
        hits.sort_by(|a, b| compare_dates(view.when(a.relation), view.when(b.relation)));
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Cancel, Subject, timeline};
    use crate::graph::sample::{at, network};
    use crate::graph::{Lens, View};

    #[track_caller]
    fn check(of: Option<&str>, with: &[&[&str]], expected: &[&str]) {
        let network = network(&[
            "meeting 2016 a b",
            "meeting 2015 a b c",
            "meeting - a c",
            "meeting 2014 b c",
        ]);
        let all = |ids: &&[&str]| ids.iter().map(|id| at(&network, id)).collect();
        let subject = Subject {
            of: of.map(|id| at(&network, id)),
            with: with.iter().map(all).collect(),
        };
        let lens = Lens::default();
        let found = timeline(View::new(&network, &lens), &subject, &Cancel::new()).unwrap();
        let ids = found.iter();
        let ids = ids.map(|hit| network.data().relation_id(hit.relation).to_string());
        assert_eq!(ids.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn everybody_is_the_subject_if_nobody_is_named() {
        check(None, &[], &["r3", "r1", "r0", "r2"]);
    }

    #[test]
    fn of_each_list_one_must_take_part() {
        check(Some("a"), &[&["b"]], &["r1", "r0"]);
        check(Some("a"), &[&["b", "c"]], &["r1", "r0", "r2"]);
        check(Some("a"), &[&["b"], &["c"]], &["r1"]);
        check(None, &[&["b", "c"]], &["r3", "r1", "r0", "r2"]);
    }
}
