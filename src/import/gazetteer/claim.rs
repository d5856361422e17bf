//! Claims: who bears a name or code, and in which days.
//!
//! Knows places in a list only, not polities.

use crate::edtf::{Day, Truth, Window};

/// A polity, by its place in the gazetteer, to which a name or code belongs: in some days, or ever.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Claim {
    polity: u32,
    days: Option<Window>,
}

impl Claim {
    /// Returns the claim of a polity, on a name or code borne in these days only if any are given.
    pub(super) fn new(polity: u32, days: Option<Window>) -> Claim {
        Claim { polity, days }
    }

    /// Tells whether the name or code was borne in some days only.
    pub(super) fn is_dated(&self) -> bool {
        self.days.is_some()
    }

    fn holds(&self, day: Day) -> bool {
        self.days
            .is_some_and(|days| days.holds(day) == Truth::Certain)
    }

    /// Returns what puts the claim that lasted longest, then the one that began last, at the end.
    fn recency(&self) -> (Day, Day) {
        let days = self.days.unwrap_or(Window::EVER);
        let last = days.last().unwrap_or(Day::MAX);
        (last, days.first().unwrap_or(Day::MIN))
    }
}

/// Returns whose claim counts on a day: the one that stands alone; else one for days that hold it,
/// the latest if several do; else one for all days. Without a day those for all days come first.
pub(super) fn chosen(claims: &[Claim], on: Option<Day>) -> Option<u32> {
    let first = claims.first()?;
    if claims.iter().all(|claim| claim.polity == first.polity) {
        return Some(first.polity);
    }
    let dated = claims.iter().filter(|claim| claim.is_dated());
    let latest = dated
        .filter(|claim| on.is_none_or(|day| claim.holds(day)))
        .max_by_key(|claim| claim.recency());
    let ever = claims.iter().find(|claim| !claim.is_dated());
    let best = if on.is_some() {
        latest.or(ever)
    } else {
        ever.or(latest)
    };
    best.map(|claim| claim.polity)
}

#[cfg(test)]
mod tests {
    use super::{Claim, chosen};
    use crate::edtf::{Day, Edtf, Window};

    fn claim(polity: u32, days: &str) -> Claim {
        let days = Edtf::parse(days).ok().map(|date| Window::during(&date));
        Claim::new(polity, days)
    }

    fn day(year: i64) -> Option<Day> {
        Day::from_ymd(year, 7, 1)
    }

    #[test]
    fn a_claim_that_stands_alone_holds_on_every_day() {
        assert_eq!(chosen(&[claim(4, "1949/1990")], day(2000)), Some(4));
        assert_eq!(chosen(&[], day(2000)), None);
    }

    #[test]
    fn of_several_claims_the_day_decides() {
        let claims = [claim(1, "1918/1991"), claim(2, "1992/..")];
        assert_eq!(chosen(&claims, day(1970)), Some(1));
        assert_eq!(chosen(&claims, day(1995)), Some(2));
        assert_eq!(chosen(&claims, day(1900)), None);
        assert_eq!(chosen(&claims, None), Some(2));
    }

    #[test]
    fn a_lasting_name_gives_way_to_one_borne_on_the_day() {
        let claims = [claim(1, ""), claim(2, "1992/2003")];
        assert_eq!(chosen(&claims, day(1995)), Some(2));
        assert_eq!(chosen(&claims, day(1970)), Some(1));
        assert_eq!(chosen(&claims, None), Some(1));
    }
}
