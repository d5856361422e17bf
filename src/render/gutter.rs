//! The gutter: numbers of rows, and the mark of the merely possible, to the left of all else.
//!
//! Knows neither columns nor drawings, which stand to the right of it.

use super::columns::GAP;
use super::markup::{Role, Text};

/// The strip on the left with the number of a row and its mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gutter {
    digits: usize,
    marked: bool,
    /// How far cells stand behind a line above them.
    pub(super) indent: usize,
}

impl Gutter {
    /// Returns the gutter for rows of which the last has number `last`.
    pub(super) fn of<'r>(rows: impl IntoIterator<Item = (&'r Option<usize>, bool)>) -> Gutter {
        let mut gutter = Gutter {
            digits: 0,
            marked: false,
            indent: 0,
        };
        for (number, possible) in rows {
            let digits = number.map_or(0, |number| number.to_string().len());
            gutter.digits = gutter.digits.max(digits);
            gutter.marked |= possible;
        }
        gutter
    }

    /// Returns the columns that number and mark take, with the gap behind them.
    pub(super) fn width(self) -> usize {
        let filled = self.digits + usize::from(self.marked);
        if filled == 0 { 0 } else { filled + GAP }
    }

    /// Returns the columns to the left of the cells.
    pub(super) fn left(self) -> usize {
        self.width() + self.indent
    }

    /// Returns the gutter of the first line of a row; the others have as many spaces.
    pub(super) fn first_line(self, number: Option<usize>, possible: bool) -> Text {
        let number = number.map_or(String::new(), |number| number.to_string());
        let mark = if possible { "?" } else { "" };
        Text::of(Role::Number, &number)
            .filled(self.digits, true)
            .with(Role::Certainty, mark)
            .filled(self.width(), false)
    }
}
