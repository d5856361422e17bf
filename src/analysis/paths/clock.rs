//! Clocks: how a search reads days, and what it asks of the days of a relation.
//!
//! A search always goes from early readings to late ones. A clock that runs backwards turns days
//! round, so that the latest departure is found as the earliest arrival of time reversed.

use crate::analysis::Hit;
use crate::edtf::{Day, Occasion};
use crate::graph::View;

/// How sure a step must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sureness {
    /// Some completion of the dates will do.
    Possible,
    /// Every completion must do.
    Sure,
}

impl Sureness {
    /// Returns how sure steps must be at least for a view.
    pub(super) const fn wanted(view: View<'_>) -> Sureness {
        if view.lens().certain {
            Sureness::Sure
        } else {
            Sureness::Possible
        }
    }
}

/// A clock, which runs forwards or backwards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    sureness: Sureness,
    runs_back: bool,
}

impl Clock {
    /// Returns the clock on which later days read later.
    pub(super) const fn forward(sureness: Sureness) -> Clock {
        Clock {
            sureness,
            runs_back: false,
        }
    }

    /// Returns the clock on which earlier days read later.
    pub(super) const fn backward(sureness: Sureness) -> Clock {
        Clock {
            sureness,
            runs_back: true,
        }
    }

    /// Tells whether the clock runs backwards.
    pub(super) const fn runs_back(self) -> bool {
        self.runs_back
    }

    /// Returns the reading of a day, or the day of a reading; the first day and the last stand
    /// for each other.
    pub(super) const fn turn(self, day: Day) -> Day {
        if self.runs_back {
            Day::from_number(!day.number())
        } else {
            day
        }
    }

    /// Tells whether a step is sure enough to be taken.
    pub(super) fn admits(self, hit: Hit) -> bool {
        self.sureness == Sureness::Possible || hit.truth.is_certain()
    }

    /// Returns the earliest reading at which what is met from a reading on is behind one.
    ///
    /// Never earlier than that reading, and never earlier for a later one: whoever arrives sooner
    /// loses nothing by it. All that is done here rests on that.
    pub(super) fn pass(self, occasion: &Occasion<'_>, from: Day) -> Option<Day> {
        let day = self.turn(from);
        let met = match (self.sureness, self.runs_back) {
            (Sureness::Possible, false) => occasion.first_possible(day),
            (Sureness::Possible, true) => occasion.last_possible(day),
            (Sureness::Sure, false) => occasion.sure_by(day),
            (Sureness::Sure, true) => occasion.sure_since(day),
        };
        met.map(|day| self.turn(day))
    }
}
