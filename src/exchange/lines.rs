//! Lines: where in a text something stands.

/// How many bytes of a line are counted for a column; beyond, none is told.
const LONGEST: usize = 10_000;

/// The lines of a text, by which places in it are told.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text. O(length).
    pub(super) fn of(text: &'t str) -> Lines<'t> {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Lines { text, starts }
    }

    /// Returns line and column of a byte, counted from 1. O(log lines + length of the line).
    pub(super) fn place(&self, at: usize) -> (u64, Option<u64>) {
        let line = self.starts.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|line| self.starts.get(line));
        let before = start.and_then(|start| self.text.get(*start..at));
        // Of a line that holds a whole file the column tells nobody anything.
        let before = before.filter(|before| before.len() <= LONGEST);
        let column = before.map(|before| before.chars().count() as u64 + 1);
        (line as u64, column)
    }

    /// Returns line and column on which a part of the text begins.
    pub(super) fn place_of(&self, part: &str) -> (u64, Option<u64>) {
        self.place((part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn a_column_counts_letters() {
        let text = "one\nдва three";
        let lines = Lines::of(text);
        assert_eq!(lines.place(0), (1, Some(1)));
        assert_eq!(lines.place_of(&text[text.len() - 5..]), (2, Some(5)));
    }
}
