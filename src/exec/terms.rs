//! `who`: terms of office, the times between them, and those that overlap.

use std::collections::BTreeMap;

use itertools::Itertools as _;

use crate::analysis::{self, Cancel, Office, Stopped, Term};
use crate::answer::{Dated, EntityRef, WhoRow};
use crate::edtf::{Day, Edtf, Truth};
use crate::graph::{Lens, Statuses, View};
use crate::model::EntityIx;

use super::rows::Rower;

/// Returns the terms of an office, oldest first, each office of each body by itself, with the times
/// in which it was certainly vacant. Bodies stand by kind and name.
pub(super) fn who(
    view: View<'_>,
    office: &Office,
    cancel: &Cancel,
) -> Result<Vec<WhoRow>, Stopped> {
    let mut places: BTreeMap<(String, EntityIx), usize> = BTreeMap::new();
    let mut offices: Vec<((String, EntityIx), Vec<Term>)> = Vec::new();
    for term in analysis::terms(view, office, cancel)? {
        let key = (title(view, &term), term.body);
        let place = *places.entry(key.clone()).or_insert(offices.len());
        match offices.get_mut(place) {
            Some((_, terms)) => terms.push(term),
            None => offices.push((key, vec![term])),
        }
    }
    // What belongs to one body stands together, states first; its offices as they were first held.
    offices.sort_by_cached_key(|((_, body), _)| {
        let body = view.network().data().entity(*body);
        (body.kind, body.name.clone())
    });
    let mut rows = Vec::new();
    for ((title, _), terms) in &offices {
        cancel.check()?;
        rows.extend(office_rows(view, title, terms));
    }
    Ok(rows)
}

/// Returns the title of a post: that of the ontology if it knows the meaning, else its own.
fn title(view: View<'_>, term: &Term) -> String {
    let data = view.network().data();
    let own = data.title_or_kind(term.tie);
    let meant = data.ontology().title(own).name;
    let is_known = data
        .ontology()
        .office_titles()
        .any(|(title, _)| title == meant);
    if is_known { meant } else { own.to_owned() }
}

/// Returns the rows of one office of one body.
fn office_rows(view: View<'_>, title: &str, terms: &[Term]) -> Vec<WhoRow> {
    let rower = Rower::new(view);
    let spans: Vec<Span> = terms.iter().map(|term| Span::of(view, term)).collect();
    let mut rows = Vec::new();
    let mut reached: Option<Day> = None;
    for (at, term) in terms.iter().enumerate() {
        let span = &spans[at];
        if let Some(reached) = reached.filter(|_| shows_all(view.lens())) {
            rows.extend(vacancy(rower, title, term, (reached, span.hull.0)));
        }
        reached = Some(reached.map_or(span.hull.1, |reached| reached.max(span.hull.1)));
        let overlapping = terms
            .iter()
            .zip(&spans)
            .filter(|(other, theirs)| other.holder != term.holder && span.overlaps(theirs));
        let overlaps = overlapping
            .map(|(other, _)| other.holder)
            .unique()
            .map(|holder| rower.entity(holder))
            .collect();
        rows.push(term_row(rower, title, term, overlaps));
    }
    rows
}

/// Tells whether a lens leaves out no term for another reason than its date, so that what it does
/// not show was not there.
fn shows_all(lens: &Lens) -> bool {
    let everything = Lens {
        window: lens.window,
        clocks: lens.clocks.clone(),
        roll_up: lens.roll_up,
        of: lens.of,
        statuses: lens.statuses,
        ..Lens::default()
    };
    let usual = [Statuses::ALL, Statuses::linking()];
    *lens == everything && usual.contains(&lens.statuses)
}

fn term_row(rower: Rower<'_>, title: &str, term: &Term, overlaps: Vec<EntityRef>) -> WhoRow {
    let when = rower.when(term.tie);
    let (from, to) = when.as_ref().map_or((None, None), |when| when.edtf.ends());
    WhoRow {
        entity: Some(rower.entity(term.holder)),
        title: Some(title.to_owned()),
        body: Some(rower.entity(term.body)),
        from: from.as_ref().map(Dated::from),
        to: to.as_ref().map(Dated::from),
        acting: term.acting,
        certainty: term.truth,
        when,
        relation: Some(rower.data().relation_id(term.tie)),
        status: Some(rower.status(term.tie)),
        sources: rower.sources(term.tie),
        overlaps,
    }
}

/// Returns the row for the days between two terms, if there are any.
fn vacancy(
    rower: Rower<'_>,
    title: &str,
    next: &Term,
    (reached, begins): (Day, Day),
) -> Option<WhoRow> {
    // Ends that are open or unknown reach as far as days do, and leave no gap.
    let is_gap = reached < Day::MAX && reached.next() < begins;
    let (from, to) = is_gap.then(|| (reached.next(), begins.previous()))?;
    let date = |day: Day| Dated::from(&Edtf::from_day(day));
    let when = Edtf::parse(&format!("{}/{}", Edtf::from_day(from), Edtf::from_day(to))).ok()?;
    Some(WhoRow {
        entity: None,
        title: Some(title.to_owned()),
        body: Some(rower.entity(next.body)),
        from: Some(date(from)),
        to: Some(date(to)),
        acting: false,
        certainty: Truth::Certain,
        when: Some(Dated::from(&when)),
        relation: None,
        status: None,
        sources: Vec::new(),
        overlaps: Vec::new(),
    })
}

/// The days of a term.
struct Span {
    /// All that it may cover.
    hull: (Day, Day),
    /// By which day it has surely begun, and before which it surely has not ended.
    sure: Option<(Day, Day)>,
}

impl Span {
    fn of(view: View<'_>, term: &Term) -> Span {
        let Some(when) = view.when(term.tie) else {
            return Span {
                hull: (Day::MIN, Day::MAX),
                sure: None,
            };
        };
        let mut span = Span::dated(when);
        span.sure = span.sure.filter(|_| !view.status(term.tie).is_void());
        span
    }

    /// Returns the days of a term so dated.
    fn dated(when: &Edtf) -> Span {
        let begun = when.begins().1;
        let ended = match when.ends().1 {
            _ if when.ends_open() => Some(Day::MAX),
            end => end.and_then(|end| end.earliest()),
        };
        Span {
            hull: when.possible_hold(),
            sure: begun.zip(ended).filter(|_| when.is_interval()),
        }
    }

    /// Tells whether two terms certainly share more than one day, that of a handover.
    fn overlaps(&self, other: &Span) -> bool {
        match (self.sure, other.sure) {
            (Some((begun, ended)), Some((from, to))) => begun.max(from) < ended.min(to),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Span;
    use crate::edtf::Edtf;

    /// Returns the days of a term in force with these dates.
    fn span(when: &str) -> Span {
        Span::dated(&Edtf::parse(when).unwrap())
    }

    #[track_caller]
    fn check(one: &str, other: &str, overlap: bool) {
        let (one, other) = (span(one), span(other));
        assert_eq!(
            (one.overlaps(&other), other.overlaps(&one)),
            (overlap, overlap)
        );
    }

    #[test]
    fn a_handover_is_no_overlap() {
        check("2010-01-01/2015-05-01", "2015-05-01/..", false);
        check("2010-01-01/2015-05-02", "2015-05-01/..", true);
    }

    #[test]
    fn only_what_every_date_allows_overlaps() {
        check("2010/2015", "2015/..", false);
        check("2010/2016", "2015/..", true);
        check("2010/", "2011/..", false);
        check("2012", "2011/..", false);
    }
}
