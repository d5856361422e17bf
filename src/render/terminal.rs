//! Pages on a terminal: columns fitted to its width, long cells folded, nothing wider than asked.

use super::columns::{GAP, fit};
use super::gutter::Gutter;
use super::markup::{Role, Text, blank};
use super::page::{Block, Chain, Column, Entry, Grid, Link, NARROWEST, Row, column};
use super::signs::Signs;

/// The most lines that a row takes where its columns cannot stand side by side.
const CARD_LINES: usize = 8;
/// The most lines that one cell of such a row takes.
const CELL_LINES: usize = 4;
/// The most lines of each text below a row.
const BELOW_LINES: usize = 4;
/// The most lines of a value, a title or a remark.
const PROSE_LINES: usize = 12;
/// How far the cells of a chain stand behind its beginning.
const INDENT: usize = 2;

/// Returns the page drawn for a terminal of `width` columns, at least [`NARROWEST`].
pub(super) fn draw(page: Vec<Block>, width: usize, signs: &'static Signs) -> Text {
    let mut sheet = Sheet {
        text: Text::new(),
        width: width.max(NARROWEST),
        signs,
    };
    for block in page {
        sheet.block(block);
    }
    sheet.text
}

/// What is drawn so far, and for whom.
struct Sheet {
    text: Text,
    width: usize,
    signs: &'static Signs,
}

impl Sheet {
    fn block(&mut self, block: Block) {
        match block {
            Block::Title(title) => self.prose(&title),
            Block::Section(name) => {
                if !self.text.is_empty() {
                    self.text.end_line();
                }
                self.prose(&Text::of(Role::Heading, &name));
            }
            Block::Facts(facts) => self.facts(&facts),
            Block::Grid(grid) => self.grid(grid.without_empty_columns()),
            Block::Chains(chains) => self.grid(grid_of_chains(chains, self.signs.dot)),
            Block::Entries(entries) => self.entries(&entries),
            Block::Drawing(drawing) => {
                for line in drawing.lines {
                    self.text.push_line(line);
                }
            }
            Block::Remark(words) => self.prose(&Text::of(Role::Hint, &words)),
        }
    }

    fn prose(&mut self, words: &Text) {
        self.hanging(&Text::new(), words, PROSE_LINES);
    }

    /// Writes `words` folded behind `start`, which stands on the first line only.
    fn hanging(&mut self, start: &Text, words: &Text, lines: usize) {
        let rest = blank(start.width());
        for line in words.hung(start, &rest, (self.width, lines), self.signs) {
            self.text.push_line(line);
        }
    }

    fn facts(&mut self, facts: &[(&'static str, Text)]) {
        let told = facts.iter().filter(|(_, value)| !value.is_blank());
        let widest = (told.clone())
            .map(|(name, _)| name.len())
            .max()
            .unwrap_or_default();
        for (name, value) in told {
            let start = Text::of(Role::Hint, name).filled(widest + GAP, false);
            self.hanging(&start, value, PROSE_LINES);
        }
    }

    fn entries(&mut self, entries: &[Entry]) {
        let gutter = Gutter::of(entries.iter().map(|entry| (&entry.number, false)));
        for entry in entries {
            let start = gutter.first_line(entry.number, false);
            self.hanging(&start, &entry.title, BELOW_LINES);
            for line in &entry.lines {
                self.hanging(&blank(gutter.width() + INDENT), line, BELOW_LINES);
            }
        }
    }

    fn grid(&mut self, mut grid: Grid) {
        let mut gutter = Gutter::of(grid.rows.iter().map(|row| (&row.number, row.possible)));
        if grid.rows.iter().any(|row| !row.above.is_blank()) {
            gutter.indent = INDENT;
        }
        let whole = grid.clone();
        match fit(&mut grid, self.width.saturating_sub(gutter.left())) {
            Some(widths) => {
                self.header(&grid.columns, &widths, gutter.left());
                for row in &grid.rows {
                    self.row(row, &grid.columns, &widths, gutter);
                }
                self.left_out(&whole.columns, &grid.columns);
            }
            None => {
                for row in &whole.rows {
                    self.card(row, &whole.columns, gutter);
                }
            }
        }
    }

    /// Writes the names of the columns over a rule; columns without any name need neither.
    fn header(&mut self, columns: &[Column], widths: &[usize], left: usize) {
        if columns.iter().all(|column| column.name.is_empty()) {
            return;
        }
        let mut names = blank(left);
        let mut rules = blank(left);
        for (at, (column, width)) in columns.iter().zip(widths).enumerate() {
            let gap = if at == 0 { 0 } else { GAP };
            let name = Text::of(Role::Heading, column.name).folded(*width, 1, self.signs);
            names.append(&blank(gap));
            names.append(&first(name).filled(*width, column.right));
            rules.append(&blank(gap));
            rules.push(Role::Hint, &self.signs.rule.repeat(*width));
        }
        self.text.push_line(names);
        self.text.push_line(rules);
    }

    fn row(&mut self, row: &Row, columns: &[Column], widths: &[usize], gutter: Gutter) {
        let mut start = self.beginning(row, gutter);
        let cells: Vec<Vec<Text>> = (row.cells.iter().zip(columns).zip(widths))
            .map(|((cell, column), width)| cell.folded(*width, column.lines, self.signs))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for at in 0..height {
            let mut line = start;
            for (place, ((cell, column), width)) in
                cells.iter().zip(columns).zip(widths).enumerate()
            {
                line.append(&blank(if place == 0 { 0 } else { GAP }));
                let part = cell.get(at).cloned().unwrap_or_default();
                line.append(&part.filled(*width, column.right));
            }
            self.text.push_line(line);
            start = blank(gutter.left());
        }
        self.below(row, gutter.left() + INDENT);
    }

    fn below(&mut self, row: &Row, indent: usize) {
        for words in &row.below {
            self.hanging(&blank(indent), words, BELOW_LINES);
        }
    }

    /// Writes a row as running text, for want of width; numbers are told with their names.
    fn card(&mut self, row: &Row, columns: &[Column], gutter: Gutter) {
        let start = self.beginning(row, gutter);
        let room = (self.width - gutter.left()) * CELL_LINES;
        let cells = row.cells.iter().zip(columns).map(|(cell, column)| {
            let told = first(cell.folded(room, 1, self.signs));
            if column.right && !told.is_blank() {
                Text::joined([Text::of(Role::Hint, column.name), told], " ")
            } else {
                told
            }
        });
        let words = Text::joined(cells, self.signs.dot);
        self.hanging(&start, &words, CARD_LINES);
        self.below(row, gutter.width() + INDENT);
    }

    /// Writes the line above a row, if there is one, and returns what stands before its cells.
    fn beginning(&mut self, row: &Row, gutter: Gutter) -> Text {
        let mut start = gutter.first_line(row.number, row.possible);
        if !row.above.is_blank() {
            self.hanging(&start, &row.above, BELOW_LINES);
            start = blank(gutter.width());
        }
        start.append(&blank(gutter.indent));
        start
    }

    fn left_out(&mut self, before: &[Column], after: &[Column]) {
        let stays = |name: &str| after.iter().any(|column| column.name == name);
        let names = before.iter().map(|column| column.name);
        let gone: Vec<&str> = names
            .filter(|name| !name.is_empty() && !stays(name))
            .collect();
        if !gone.is_empty() {
            let words = format!("not shown at this width: {}", gone.join(", "));
            self.prose(&Text::of(Role::Hint, &words));
        }
    }
}

/// Returns the first line of a folded text.
fn first(lines: Vec<Text>) -> Text {
    lines.into_iter().next().unwrap_or_default()
}

/// Returns chains as one grid, so that the steps of all stand in the same columns.
fn grid_of_chains(chains: Vec<Chain>, dot: &str) -> Grid {
    Grid {
        columns: [12, 12, 11]
            .map(|least| column("", least).lines(6))
            .to_vec(),
        rows: chains
            .into_iter()
            .flat_map(|chain| rows_of_chain(chain, dot))
            .collect(),
    }
}

fn rows_of_chain(chain: Chain, dot: &str) -> Vec<Row> {
    let steps = counted(chain.links.len());
    let mut rows: Vec<Row> = chain.links.into_iter().map(row_of_link).collect();
    if rows.is_empty() {
        rows.push(Row::default());
    }
    if let Some(first) = rows.first_mut() {
        first.number = chain.number;
        first.possible = chain.possible;
        first.above = Text::joined([chain.start, steps, chain.aside], dot);
    }
    rows
}

/// Returns the number of steps in words.
fn counted(steps: usize) -> Text {
    let noun = if steps == 1 { " step" } else { " steps" };
    Text::of(Role::Number, &steps.to_string()).with(Role::Hint, noun)
}

fn row_of_link(link: Link) -> Row {
    let mut words = Text::of(Role::Hint, link.arrow).with(Role::Plain, " ");
    words.append(&link.words);
    Row {
        cells: vec![words, link.to, link.aside],
        ..Row::default()
    }
}
