//! `between`: all about a pair.

use crate::analysis::{self, Cancel, CountBy, Hit, Route, Stopped};
use crate::answer::{Between, Gap};
use crate::edtf::Day;
use crate::graph::View;
use crate::model::EntityIx;
use crate::query::{Choice, DEFAULT_PATH_HOPS, PathsPlan, Subject};

use super::rows::Rower;
use super::{links, paths, tables};

/// How many go-betweens are shown.
const MOST_GO_BETWEENS: usize = 10;

/// How many gaps are shown.
const MOST_GAPS: usize = 3;

/// The shortest time without any event that is worth a line, in days.
const LEAST_GAP: i64 = 366;

/// Returns all about a pair as a view shows it.
pub(super) fn between(
    view: View<'_>,
    a: EntityIx,
    b: EntityIx,
    cancel: &Cancel,
) -> Result<Between, Stopped> {
    let asked = [a, b];
    let rower = Rower::new(view).about(&asked);
    let subject = Subject::pair(a, b);
    let shared = analysis::timeline(view, &subject, cancel)?;
    let (ties, events) = rower.ties_and_events(shared);
    let years = analysis::tally(view, &subject, CountBy::Year, &events, cancel)?;
    let best = PathsPlan {
        route: Route::new(a, b, DEFAULT_PATH_HOPS),
        choice: Choice::Top(1),
    };
    let shortest = paths::search(view, &best, None, cancel)?;
    Ok(Between {
        a: rower.entity(a),
        b: rower.entity(b),
        ties: rower.timelines(ties),
        gaps: gaps(view, &events),
        events: rower.timelines(events),
        years: tables::count_rows(rower, years),
        go_betweens: links::common(view, &[a, b], MOST_GO_BETWEENS, cancel)?,
        shortest: shortest
            .paths
            .first()
            .map(|path| paths::path_row(view, path)),
    })
}

/// Returns the longest times between events in which none can lie, the longest first.
///
/// Of an event only partly dated every day that it may stand for counts, so that no gap is told of
/// which the dates leave doubt; one without any date says nothing.
fn gaps(view: View<'_>, events: &[Hit]) -> Vec<Gap> {
    let dates = events.iter().filter_map(|event| view.when(event.relation));
    let spans = dates.map(|date| (date.earliest(), date.latest()));
    longest(spans.filter(|span| *span != (None, None)).collect())
}

/// Returns the longest gaps between spans of days, open where there is no day.
fn longest(mut spans: Vec<(Option<Day>, Option<Day>)>) -> Vec<Gap> {
    spans.sort_unstable();
    let mut gaps = Vec::new();
    let mut spans = spans.into_iter();
    let mut reached = spans.next().and_then(|(_, last)| last);
    for (first, last) in spans {
        // Something that may still go on leaves no gap behind it.
        let Some(from) = reached else {
            break;
        };
        gaps.extend(first.and_then(|to| gap(from, to)));
        reached = last.map(|last| last.max(from));
    }
    gaps.sort_by_key(|gap| (-gap.days, gap.from));
    gaps.truncate(MOST_GAPS);
    gaps
}

/// Returns the gap between two days, if it is worth a line.
fn gap(from: Day, to: Day) -> Option<Gap> {
    let days = to.number() - from.number();
    (days >= LEAST_GAP).then_some(Gap { from, to, days })
}

#[cfg(test)]
mod tests {
    use super::longest;
    use crate::edtf::Edtf;

    /// Checks the gaps between dates, as `from – to`.
    #[track_caller]
    fn check(dates: &[&str], expected: &[&str]) {
        let dates = dates.iter().map(|date| Edtf::parse(date).unwrap());
        let spans = dates.map(|date| (date.earliest(), date.latest()));
        let told: Vec<String> = longest(spans.collect())
            .into_iter()
            .map(|gap| format!("{} – {}", gap.from, gap.to))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn an_interval_reaches_from_its_first_day_to_its_last() {
        check(
            &["2010/2014", "2012", "2018-03"],
            &["2014-12-31 – 2018-03-01"],
        );
    }

    #[test]
    fn the_longest_gap_comes_first() {
        check(
            &["2021", "2010", "2015"],
            &["2015-12-31 – 2021-01-01", "2010-12-31 – 2015-01-01"],
        );
    }

    #[test]
    fn a_time_that_an_event_may_lie_in_is_no_gap() {
        check(&["2010", "2012/..", "2020"], &["2010-12-31 – 2012-01-01"]);
        check(&["2010", "/2014", "2020"], &["2014-12-31 – 2020-01-01"]);
    }
}
