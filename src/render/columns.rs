//! How wide columns become: as wide as their text where it fits, else narrower, fewer, or none.

use super::page::{Column, Grid};
use crate::text;

/// The columns of spaces between two columns of text.
pub(super) const GAP: usize = 2;

/// The longest word for which a column is kept wide enough, if others can give way.
const LONG_WORD: usize = 18;

/// Drops columns until the rest fits into `width`, and returns the width of each that stays.
///
/// Columns that may go do so before a word of those that stay is broken. Nothing is returned if
/// even the columns that never go are not readable side by side.
pub(super) fn fit(grid: &mut Grid, width: usize) -> Option<Vec<usize>> {
    loop {
        let natural = natural_widths(grid);
        let least: Vec<usize> = (grid.columns.iter().zip(&natural))
            .map(|(column, natural)| column.least.min(*natural))
            .collect();
        let words = widths_of_words(grid);
        let wanted: Vec<usize> = (least.iter().zip(&words))
            .map(|(least, words)| *least.max(words))
            .collect();
        if total(&wanted) <= width {
            return Some(narrowed(natural, &wanted, width));
        }
        let worst = grid.columns.iter().map(|column| column.spare).max()?;
        if worst == 0 {
            if total(&least) > width {
                return None;
            }
            // Columns grow narrower than is comfortable before a word is broken.
            let floors = if total(&words) <= width { words } else { least };
            return Some(narrowed(natural, &narrowed(wanted, &floors, width), width));
        }
        let keep: Vec<bool> = (grid.columns.iter())
            .map(|column| column.spare != worst)
            .collect();
        grid.keep_columns(&keep);
    }
}

/// Returns the widths at which no word of usual length is broken.
fn widths_of_words(grid: &Grid) -> Vec<usize> {
    let mut widths = vec![0; grid.columns.len()];
    for row in &grid.rows {
        for (width, cell) in widths.iter_mut().zip(&row.cells) {
            *width = (*width).max(text::longest_word(&cell.plain()).min(LONG_WORD));
        }
    }
    widths
}

/// Returns the columns that text of these widths needs side by side.
fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

/// Returns the width at which no cell of a column, nor its name, needs a second line.
fn natural_widths(grid: &Grid) -> Vec<usize> {
    let name = |column: &Column| text::width(column.name);
    let mut widths: Vec<usize> = grid.columns.iter().map(name).collect();
    for row in &grid.rows {
        for (width, cell) in widths.iter_mut().zip(&row.cells) {
            *width = (*width).max(cell.width());
        }
    }
    widths
}

/// Takes from the widest column, one at a time, until all fit; none becomes less than its least.
fn narrowed(mut widths: Vec<usize>, least: &[usize], width: usize) -> Vec<usize> {
    for natural in &mut widths {
        *natural = (*natural).min(width);
    }
    while total(&widths) > width {
        let widest = (widths.iter_mut().zip(least))
            .filter(|(wide, least)| **wide > **least)
            .max_by_key(|(wide, _)| **wide);
        match widest {
            Some((wide, _)) => *wide -= 1,
            None => break,
        }
    }
    widths
}
