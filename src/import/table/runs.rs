//! Runs: equal values of one column over the years of a wide table, as one stretch of time.
//!
//! A table of yearly values says of every year that somebody was a member; what lasts is told once.
//! A run whose neighbour is missing, or which reaches the last year of the table, has no known end.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::mapping::Runs;
use super::plan::RunPlan;
use super::read::Wrong;
use super::row::Row;

/// What a cell of a wide table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell<'m> {
    /// Something that lasts.
    Value(&'m str),
    /// Nothing to tell.
    None,
    /// Nobody knows.
    Missing,
}

/// Equal values in years that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// The wide column, counted among all columns.
    pub(super) column: usize,
    /// What the value means.
    pub(super) value: String,
    /// The year in which it begins; nothing if it may have begun before.
    pub(super) first: Option<i64>,
    /// The year in which it ends; nothing if nobody knows.
    pub(super) last: Option<i64>,
    /// The first and the last year in which it was seen.
    pub(super) seen: (i64, i64),
    /// The lines of its first and last row.
    pub(super) lines: (u64, u64),
}

/// The rows of one series so far.
#[derive(Debug, Default)]
struct Series {
    /// The cells of the last row, without the wide ones.
    cells: Vec<String>,
    /// The last year, and the line it stands on.
    year: i64,
    line: u64,
    /// The runs under way, by column.
    open: BTreeMap<usize, Run>,
    /// The columns whose last cell was missing.
    missing: Vec<bool>,
    done: Vec<Run>,
}

/// A wide table being read.
#[derive(Debug)]
pub(super) struct Wide<'m> {
    runs: &'m Runs,
    plan: &'m RunPlan,
    series: BTreeMap<String, Series>,
    last_year: i64,
}

impl<'m> Wide<'m> {
    /// Returns a table of which no row has been read.
    pub(super) const fn new(runs: &'m Runs, plan: &'m RunPlan) -> Wide<'m> {
        Wide {
            runs,
            plan,
            series: BTreeMap::new(),
            last_year: i64::MIN,
        }
    }

    /// Adds a row, and tells whether it has anything to tell.
    pub(super) fn add(&mut self, row: &Row<'_>) -> Result<bool, Wrong> {
        let empty = |what: &str, column| Wrong::new(column, format!("the {what} is empty"));
        let key = self.plan.series.fill(row);
        let key = key.ok_or_else(|| empty("name of the series", self.plan.series.column()))?;
        let column = self.plan.year.column();
        let year = self
            .plan
            .year
            .fill(row)
            .ok_or_else(|| empty("year", column))?;
        let wrong = |_| Wrong::new(column, format!("`{year}` is no year"));
        let year: i64 = year.parse().map_err(wrong)?;
        let cells = self
            .plan
            .columns
            .clone()
            .map(|column| self.cell(row, column));
        let cells = cells.collect::<Result<Vec<Cell<'_>>, Wrong>>()?;
        let series = self.series.entry(key).or_default();
        let begun = !series.cells.is_empty();
        if begun && year <= series.year {
            let why = format!("the year {year} stands behind {}", series.year);
            return Err(Wrong::new(column, why));
        }
        if begun && year > series.year + self.runs.step {
            series.interrupt();
        }
        let first = self.plan.columns.start;
        series.missing.resize(cells.len(), false);
        for (at, cell) in cells.iter().enumerate() {
            series.advance(first + at, at, *cell, (year, row.line));
        }
        (series.year, series.line) = (year, row.line);
        series.cells = row.without(&self.plan.columns);
        self.last_year = self.last_year.max(year);
        Ok(cells.iter().any(|cell| matches!(cell, Cell::Value(_))))
    }

    fn cell(&self, row: &Row<'_>, column: usize) -> Result<Cell<'m>, Wrong> {
        let cell = row.cell(column);
        if let Some(value) = self.runs.values.get(cell) {
            return Ok(Cell::Value(value));
        }
        if self.runs.none.iter().any(|none| none == cell) {
            return Ok(Cell::None);
        }
        if cell.is_empty() || self.runs.missing.iter().any(|missing| missing == cell) {
            return Ok(Cell::Missing);
        }
        Err(Wrong::new(
            Some(column),
            format!("`{cell}` is no value of `values`, `none` or `missing`"),
        ))
    }

    /// Returns the runs of all series, in order of their first lines, each with the cells of its
    /// series.
    pub(super) fn finish(self) -> Vec<(Run, Rc<[String]>)> {
        let mut all = Vec::new();
        for mut series in self.series.into_values() {
            let to_the_end = series.year == self.last_year;
            let year = series.year;
            let open = std::mem::take(&mut series.open).into_values();
            series.done.extend(open.map(|run| Run {
                last: (!to_the_end).then_some(year),
                ..run
            }));
            let cells: Rc<[String]> = series.cells.into();
            all.extend(series.done.into_iter().map(|run| (run, Rc::clone(&cells))));
        }
        all.sort_by_key(|(run, _)| (run.lines, run.column));
        all
    }
}

impl Series {
    /// Takes the next cell of a column.
    fn advance(&mut self, column: usize, at: usize, cell: Cell<'_>, (year, line): (i64, u64)) {
        let was_missing = self.missing.get(at).copied().unwrap_or(false);
        if let Some(run) = self.open.get_mut(&column) {
            if cell == Cell::Value(&run.value) {
                run.lines.1 = line;
                run.seen.1 = year;
                return;
            }
            let last = (cell != Cell::Missing).then_some(self.year);
            if let Some(run) = self.open.remove(&column) {
                self.done.push(Run { last, ..run });
            }
        }
        if let Cell::Value(value) = cell {
            let run = Run {
                column,
                value: value.to_owned(),
                first: (!was_missing).then_some(year),
                last: None,
                seen: (year, year),
                lines: (line, line),
            };
            self.open.insert(column, run);
        }
        if let Some(missing) = self.missing.get_mut(at) {
            *missing = cell == Cell::Missing;
        }
    }

    /// Ends all runs with the last year before a gap.
    fn interrupt(&mut self) {
        let last = Some(self.year);
        let open = std::mem::take(&mut self.open).into_values();
        self.done.extend(open.map(|run| Run { last, ..run }));
        self.missing.fill(false);
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, Wide};
    use crate::import::table::mapping::Runs;
    use crate::import::table::plan::RunPlan;
    use crate::import::table::row::Row;
    use crate::import::table::template::Template;

    /// Returns the runs of rows of series, year and one value.
    fn runs(rows: &[(&str, &str, &str)]) -> Vec<Run> {
        let runs = Runs {
            series: String::new(),
            year: String::new(),
            step: 1,
            columns: (String::new(), String::new()),
            values: [("1", "member"), ("3", "observer")]
                .map(|(value, title)| (value.to_owned(), title.to_owned()))
                .into(),
            none: vec!["0".to_owned()],
            missing: vec!["-9".to_owned()],
        };
        let plan = RunPlan {
            series: Template::of_column(0),
            year: Template::of_column(1),
            columns: 2..3,
        };
        let mut wide = Wide::new(&runs, &plan);
        for (line, (series, year, value)) in rows.iter().enumerate() {
            let mut row = Row::of_cells(&[series, year, value]);
            row.line = line as u64 + 2;
            wide.add(&row).unwrap();
        }
        wide.finish().into_iter().map(|(run, _)| run).collect()
    }

    #[track_caller]
    fn check(rows: &[(&str, &str, &str)], told: &[(&str, Option<i64>, Option<i64>)]) {
        let runs = runs(rows);
        let found: Vec<_> = runs
            .iter()
            .map(|run| (run.value.as_str(), run.first, run.last))
            .collect();
        assert_eq!(found, told);
    }

    #[test]
    fn equal_years_are_one_run_that_ends_where_the_value_changes() {
        check(
            &[
                ("a", "1962", "0"),
                ("a", "1963", "3"),
                ("a", "1964", "1"),
                ("a", "1965", "1"),
                ("a", "1966", "0"),
            ],
            &[
                ("observer", Some(1963), Some(1963)),
                ("member", Some(1964), Some(1965)),
            ],
        );
    }

    #[test]
    fn a_run_up_to_the_last_year_of_the_table_has_no_known_end() {
        check(
            &[("a", "1962", "1"), ("b", "1962", "1"), ("b", "1963", "1")],
            &[
                ("member", Some(1962), Some(1962)),
                ("member", Some(1962), None),
            ],
        );
    }

    #[test]
    fn beside_a_missing_value_nobody_knows_when_it_began_or_ended() {
        check(
            &[
                ("a", "1962", "-9"),
                ("a", "1963", "1"),
                ("a", "1964", "-9"),
                ("a", "1965", "0"),
            ],
            &[("member", None, None)],
        );
    }

    #[test]
    fn years_that_lack_end_a_run() {
        check(
            &[("a", "1940", "1"), ("a", "1945", "1"), ("a", "1946", "0")],
            &[
                ("member", Some(1940), Some(1940)),
                ("member", Some(1945), Some(1945)),
            ],
        );
    }
}
