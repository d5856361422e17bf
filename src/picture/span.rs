//! Spans: the days of a relation as bars, dots and whiskers.

use crate::answer::{Reach, Sight};
use crate::edtf::Day;
use crate::model::Nature;

use super::axis::Axis;
use super::bundle::Manner;
use super::mount::Key;
use super::sheet::Sheet;
use super::stroke::{self, DOT};

/// On which days a relation happened or held, as far as they are to be drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    nature: Nature,
    /// The days of the dot or bar.
    solid: (Day, Day),
    /// All days that are possible.
    possible: (Day, Day),
    /// Whether it has no end, or no beginning.
    open: (bool, bool),
}

/// A span on an axis, in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Within {
    nature: Nature,
    solid: (f64, f64),
    possible: (f64, f64),
    /// Whether the first and the last possible day are known.
    bounded: (bool, bool),
    open: (bool, bool),
}

impl Span {
    /// Returns the days of a relation; nothing if it has no date, or one without any known day.
    pub(super) fn of(sight: &Sight) -> Option<Span> {
        let when = sight.row.when.as_ref()?;
        let date = &when.edtf;
        let reach = Reach::of(Some(date), sight.nature);
        let is_known = |day: &Day| *day > Day::MIN && *day < Day::MAX;
        let (from, to) = reach.sure;
        let solid = if from <= to {
            (from, to)
        } else {
            // Some day between: the dot stands in the middle, or at the end that is known.
            let first = when.earliest.or(Some(to)).filter(is_known);
            let last = when.latest.or(Some(from)).filter(is_known);
            let middle = match (first, last) {
                (Some(first), Some(last)) => middle(first, last),
                (Some(day), None) | (None, Some(day)) => day,
                (None, None) => return None,
            };
            (middle, middle)
        };
        Some(Span {
            nature: sight.nature,
            solid,
            possible: if date.is_interval() || sight.nature == Nature::Event {
                reach.possible
            } else {
                solid
            },
            open: (date.starts_open(), date.ends_open()),
        })
    }

    /// Returns the span on an axis.
    pub(super) fn within(self, axis: &Axis) -> Within {
        let at = |(from, to): (Day, Day)| (axis.x(from.number()), axis.x(to.number()));
        let (first, last) = axis.edges();
        let possible = at(self.possible);
        Within {
            nature: self.nature,
            solid: at(self.solid),
            possible: (possible.0.max(first), possible.1.min(last)),
            bounded: (self.possible.0 > Day::MIN, self.possible.1 < Day::MAX),
            open: self.open,
        }
    }
}

impl Within {
    /// Returns how far it reaches to the left and to the right, in pixels.
    pub(super) fn extent(&self) -> (f64, f64) {
        let half = if self.nature == Nature::Event {
            DOT
        } else {
            0.0
        };
        let (left, right) = self.solid;
        (
            (left - half).min(self.possible.0),
            (right + half).max(left + 5.0).max(self.possible.1),
        )
    }

    /// Returns the left and right end of its bar, in pixels, if it is one.
    pub(super) fn bar(&self) -> Option<(f64, f64)> {
        (self.nature == Nature::Tie).then_some(self.solid)
    }

    /// Returns the signs that it is drawn with.
    pub(super) fn keys(&self, manner: Manner) -> Vec<Key> {
        let mut keys = vec![match self.nature {
            Nature::Event => Key::Event(manner),
            Nature::Tie => Key::Tie(manner),
        }];
        keys.extend(self.has_whisker().then_some(Key::Whisker));
        keys.extend(self.open.1.then_some(Key::Open));
        keys
    }

    fn has_whisker(&self) -> bool {
        let before = self.solid.0 - self.possible.0;
        let after = self.possible.1 - self.solid.1;
        !self.open.0 && before > DOT || !self.open.1 && after > DOT
    }

    /// Draws it about the middle of a row.
    pub(super) fn draw(&self, sheet: &mut Sheet, manner: Manner, middle: f64) {
        if self.has_whisker() {
            let (ends, known) = (self.possible, self.bounded);
            stroke::whisker(
                sheet,
                (ends.0, self.solid.0),
                (known.0, false),
                !known.0,
                middle,
            );
            stroke::whisker(
                sheet,
                (self.solid.1, ends.1),
                (false, known.1),
                !known.1,
                middle,
            );
        }
        let (left, right) = self.solid;
        match self.nature {
            Nature::Tie => {
                stroke::tie(sheet, manner, (left, right), middle);
                if self.open.1 {
                    stroke::open_end(sheet, right, middle);
                }
            }
            Nature::Event if right - left > 2.0 * DOT => {
                stroke::long_event(sheet, manner, (left, right), middle);
            }
            Nature::Event => stroke::event(sheet, manner, (f64::midpoint(left, right), middle)),
        }
    }
}

/// Returns the day halfway between two.
fn middle(first: Day, last: Day) -> Day {
    let (first, last) = (first.number(), last.number());
    Day::from_number(first + last.saturating_sub(first) / 2)
}
