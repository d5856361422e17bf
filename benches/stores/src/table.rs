//! The table that is printed: measures below each other, stores side by side.

use crate::store::Candidate;

/// What stands in one place of the table.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    /// Seconds.
    Time(f64),
    /// A number without unit.
    Ratio(f64),
    Text(String),
}

/// Measures of several stores.
#[derive(Debug)]
pub(crate) struct Table {
    names: Vec<&'static str>,
    rows: Vec<(String, Vec<Cell>)>,
}

impl Table {
    pub(crate) fn of(candidates: &[Candidate]) -> Table {
        Table {
            names: candidates.iter().map(|one| one.name).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a measure: one cell for each store, told as it comes for those who wait.
    pub(crate) fn add(&mut self, label: &str, cells: Vec<Cell>) {
        eprintln!("{label}: {cells:?}");
        self.rows.push((label.to_owned(), cells));
    }

    /// Prints it, with ratios to the first store.
    pub(crate) fn print(&self) {
        if self.rows.is_empty() {
            return;
        }
        println!("| | {} |", self.names.join(" | "));
        println!("|---|{}", "--:|".repeat(self.names.len()));
        for (label, cells) in &self.rows {
            let words: Vec<String> = cells.iter().map(|cell| words(cell, &cells[0])).collect();
            println!("| {label} | {} |", words.join(" | "));
        }
        println!();
    }
}

fn words(cell: &Cell, first: &Cell) -> String {
    match (cell, first) {
        (Cell::Time(seconds), Cell::Time(base)) => {
            format!("{} ({:.1})", time(*seconds), seconds / base)
        }
        (Cell::Time(seconds), _) => time(*seconds),
        (Cell::Ratio(number), _) => format!("{number:.2}"),
        (Cell::Text(text), _) => text.clone(),
    }
}

fn time(seconds: f64) -> String {
    if seconds < 1e-3 {
        format!("{:.0} µs", seconds * 1e6)
    } else if seconds < 1.0 {
        format!("{:.1} ms", seconds * 1e3)
    } else {
        format!("{seconds:.2} s")
    }
}
