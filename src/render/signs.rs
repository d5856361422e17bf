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
    /// Draw a bar: an eighth of a column, two eighths, … a whole column.
    pub(super) bar: &'static [&'static str],
    /// Draws the part of a bar that is only possible.
    pub(super) faint: &'static str,
    /// Draw how much there is, from little to the most.
    pub(super) heights: &'static [&'static str],
    /// Draws a branch, as long as what it leads to weighs.
    pub(super) branch: &'static str,
    /// Draws a branch to what is only possible.
    pub(super) faint_branch: &'static str,
    /// Stand where a branch leaves: one with others below it, and the last.
    pub(super) forks: [&'static str; 2],
    /// Leads down to further branches.
    pub(super) stem: &'static str,
    /// Draw steps of a route: what is sure, and what is only possible.
    pub(super) strokes: [Strokes; 2],
    forward: &'static str,
    back: &'static str,
    mutual: &'static str,
}

/// The signs of which the steps of a route are drawn, across and downwards.
#[derive(Debug)]
pub(super) struct Strokes {
    /// A step across that follows its relation.
    pub(super) forward: [&'static str; 2],
    /// A step across against its relation.
    pub(super) back: [&'static str; 2],
    /// A step across that goes both ways.
    pub(super) mutual: [&'static str; 2],
    /// The stem of a step downwards.
    pub(super) stem: &'static str,
    /// The stem of a step downwards that goes both ways.
    pub(super) mutual_stem: &'static str,
    /// The head of a step downwards.
    pub(super) down: &'static str,
    /// The head of a step upwards.
    pub(super) up: &'static str,
}

/// The signs of a terminal that shows Unicode.
pub(super) const UNICODE: Signs = Signs {
    cut: "…",
    to: " – ",
    dot: " · ",
    times: "×",
    rule: "─",
    bar: &["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
    faint: "░",
    heights: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    branch: "━",
    faint_branch: "╍",
    forks: ["├", "└"],
    stem: "│",
    strokes: [
        Strokes {
            forward: ["──", "─▶"],
            back: ["◀─", "──"],
            mutual: ["══", "══"],
            stem: "│",
            mutual_stem: "║",
            down: "▼",
            up: "▲",
        },
        Strokes {
            forward: ["┄┄", "┄▶"],
            back: ["◀┄", "┄┄"],
            mutual: ["┄┄", "┄┄"],
            stem: "┆",
            mutual_stem: "┆",
            down: "▼",
            up: "▲",
        },
    ],
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
    bar: &["#"],
    faint: ".",
    heights: &[".", ":", "|", "#"],
    branch: "=",
    faint_branch: "-",
    forks: ["+", "`"],
    stem: "|",
    strokes: [
        Strokes {
            forward: ["--", "->"],
            back: ["<-", "--"],
            mutual: ["==", "=="],
            stem: "|",
            mutual_stem: "H",
            down: "v",
            up: "^",
        },
        Strokes {
            forward: ["..", ".>"],
            back: ["<.", ".."],
            mutual: ["..", ".."],
            stem: ":",
            mutual_stem: ":",
            down: "v",
            up: "^",
        },
    ],
    forward: "->",
    back: "<-",
    mutual: "<->",
};

impl Signs {
    /// Returns the signs of one alphabet or the other.
    pub(super) const fn of(ascii: bool) -> &'static Signs {
        if ascii { &ASCII } else { &UNICODE }
    }

    /// Returns the signs for the steps of a route.
    pub(super) const fn strokes(&self, possible: bool) -> &Strokes {
        let [sure, faint] = &self.strokes;
        if possible { faint } else { sure }
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
