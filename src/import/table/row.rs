//! One row as a mapping sees it: cells without what says nothing, and the columns made of them.
//!
//! Knows cells; what they mean is found elsewhere.

use std::ops::Range;

use crate::import::Record;

/// What is done to every cell before it is looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Cleaning {
    /// Cells that say nothing.
    pub(super) nothing: Vec<String>,
    /// What is cut off at the beginning of cells.
    pub(super) strip: Vec<String>,
}

impl Cleaning {
    /// Returns what a cell says, which may be nothing.
    pub(super) fn clean<'c>(&self, cell: &'c str) -> &'c str {
        let cell = cell.trim();
        if self.nothing.iter().any(|nothing| nothing == cell) {
            return "";
        }
        let mut prefixes = self.strip.iter();
        let cut = prefixes.find_map(|prefix| cell.strip_prefix(prefix.as_str()));
        cut.unwrap_or(cell)
    }
}

/// One row: the cells of the file, then the columns made of them.
#[derive(Debug)]
pub(super) struct Row<'r> {
    /// The line on which it begins.
    pub(super) line: u64,
    cells: Vec<&'r str>,
    width: usize,
    made: Vec<String>,
}

impl<'r> Row<'r> {
    /// Returns the row of a record; `width` is the number of columns in the header. Cells beyond
    /// the header are not looked at, cells that lack are empty.
    pub(super) fn new(record: &Record<'r>, width: usize, cleaning: &Cleaning) -> Row<'r> {
        let cells = record.iter().take(width);
        Row {
            line: record.line,
            cells: cells.map(|cell| cleaning.clean(cell)).collect(),
            width,
            made: Vec::new(),
        }
    }

    /// Returns a row of cells that no file holds, such as a run of a wide table.
    pub(super) const fn of_made(line: u64, cells: Vec<String>) -> Row<'static> {
        Row {
            line,
            cells: Vec::new(),
            width: 0,
            made: cells,
        }
    }

    /// Returns a row of these cells.
    #[cfg(test)]
    pub(super) fn of_cells(cells: &[&'r str]) -> Row<'r> {
        Row {
            line: 2,
            cells: cells.to_vec(),
            width: cells.len(),
            made: Vec::new(),
        }
    }

    /// Returns what stands in a column, nothing if it is empty.
    pub(super) fn cell(&self, column: usize) -> &str {
        let cell = match column.checked_sub(self.width) {
            Some(made) => self.made.get(made).map(String::as_str),
            None => self.cells.get(column).copied(),
        };
        cell.unwrap_or_default()
    }

    /// Adds the next of the columns that are made.
    pub(super) fn make(&mut self, cell: String) {
        self.made.push(cell);
    }

    /// Returns the cells of the file, those of a range of columns emptied.
    pub(super) fn without(&self, columns: &Range<usize>) -> Vec<String> {
        let all = (0..self.width).map(|column| {
            let left_out = columns.contains(&column);
            let cell = if left_out { "" } else { self.cell(column) };
            cell.to_owned()
        });
        all.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Cleaning;

    #[test]
    fn a_sentinel_says_nothing_and_a_prefix_is_cut_off() {
        let cleaning = Cleaning {
            nothing: vec!["-9".to_owned()],
            strip: vec!["http://x/".to_owned()],
        };
        assert_eq!(cleaning.clean(" -9 "), "");
        assert_eq!(cleaning.clean("-99"), "-99");
        assert_eq!(cleaning.clean("http://x/Q1"), "Q1");
    }
}
