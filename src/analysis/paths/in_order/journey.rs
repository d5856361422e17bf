//! Journeys: the best departure and arrival where there is more than one.

use crate::analysis::Stopped;
use crate::edtf::Day;

use super::Journey;

/// From when to when, with the first and the last day for what is open.
pub(super) type Span = (Day, Day);

/// Ways from one end to the other, of which the best for a given day is known.
pub(super) trait Ways {
    /// What is known of a way beside its days.
    type Way;

    /// Returns the earliest arrival of those who are there from a day on.
    fn earliest(&mut self, ready: Day) -> Result<Option<(Day, Self::Way)>, Stopped>;

    /// Returns the latest departure of those who must arrive by a day.
    fn latest(&mut self, by: Day) -> Result<Option<(Day, Self::Way)>, Stopped>;
}

/// Returns the journey with the fewest days, the earliest of those, and its way.
///
/// Whoever sets out on a day or later arrives no sooner than the earliest arrival from that day
/// on. So all who take fewer days than the best journey known set out fewer than those before that
/// arrival: there the search goes on, or if one is there already, a better journey is at hand,
/// which begins with the latest departure for that arrival. There is no other with fewer days
/// that arrives then, and none is better than one of no days at all.
pub(super) fn fastest<W: Ways>(ways: &mut W) -> Result<Option<(Span, W::Way)>, Stopped> {
    let mut best: Option<(Span, W::Way)> = None;
    let mut ready = Day::MIN;
    while let Some((arrival, _)) = ways.earliest(ready)? {
        let known = best.as_ref().map(|(span, _)| days(*span));
        if let Some(later) = known.and_then(|days| fewer_days_before(arrival, days))
            && later > ready
        {
            ready = later;
            continue;
        }
        let Some((departure, way)) = ways.latest(arrival)? else {
            break;
        };
        let span = (departure, arrival);
        if known.is_none_or(|known| days(span) < known) {
            best = Some((span, way));
        }
        if days(span) == 0 || departure == Day::MAX {
            break;
        }
        ready = departure.next();
    }
    Ok(best)
}

/// Returns the first day from which fewer than so many pass until an arrival, if both are known.
fn fewer_days_before(arrival: Day, days: u64) -> Option<Day> {
    let days = i64::try_from(days).ok()?;
    Some(arrival.finite()?.plus_days(1 - days))
}

/// Returns how many days pass, the greatest number where that is open or unknown.
fn days((departure, arrival): Span) -> u64 {
    let ends = departure.finite().zip(arrival.finite());
    match ends {
        _ if departure == arrival => 0,
        Some((departure, arrival)) => arrival.number().abs_diff(departure.number()),
        None => u64::MAX,
    }
}

impl From<Span> for Journey {
    fn from((departure, arrival): Span) -> Journey {
        Journey {
            departure: departure.finite(),
            arrival: arrival.finite(),
        }
    }
}
