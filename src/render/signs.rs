//! The few signs that are not words, in Unicode and in ASCII.

use crate::model::Direction;

/// Arrows, rules and bars of one alphabet. Names and other data are not touched by it.
#[derive(Debug)]
pub(super) struct Signs {
    /// Stands where text was cut.
    pub(super) cut: &'static str,
    /// Stands between the first and the last date.
    pub(super) to: &'static str,
    /// Stands between the parts of a line.
    pub(super) dot: &'static str,
    /// Stands before how many times.
    pub(super) times: &'static str,
    /// Draws the line under a heading.
    pub(super) rule: &'static str,
    /// Draws a bar.
    pub(super) bar: &'static str,
    forward: &'static str,
    back: &'static str,
    mutual: &'static str,
}

/// The signs of a terminal that shows Unicode.
pub(super) const UNICODE: Signs = Signs {
    cut: "…",
    to: " – ",
    dot: " · ",
    times: "×",
    rule: "─",
    bar: "█",
    forward: "→",
    back: "←",
    mutual: "↔",
};

/// The signs of a terminal that shows ASCII only.
pub(super) const ASCII: Signs = Signs {
    cut: "...",
    to: " - ",
    dot: ", ",
    times: "x",
    rule: "-",
    bar: "#",
    forward: "->",
    back: "<-",
    mutual: "<->",
};

impl Signs {
    /// Returns the signs of one alphabet or the other.
    pub(super) const fn of(ascii: bool) -> &'static Signs {
        if ascii { &ASCII } else { &UNICODE }
    }

    /// Returns the arrow of a direction.
    pub(super) const fn arrow(&self, direction: Direction) -> &'static str {
        match direction {
            Direction::Forward => self.forward,
            Direction::Back => self.back,
            Direction::Mutual => self.mutual,
        }
    }
}
