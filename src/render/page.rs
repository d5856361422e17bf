//! The page: what people read of an answer, before any layout.
//!
//! A page is a list of blocks. It knows no Markdown, and widths only where something is drawn to
//! them; three painters draw it (`terminal`, `plain`, `markdown`), so that each kind of answer is
//! told once.

use std::collections::BTreeMap;
use std::rc::Rc;

use itertools::Itertools as _;

use crate::answer::Citation;
use crate::model::{Direction, RelationId};

use super::format::Format;
use super::markup::{Role, Text};
use super::signs::Signs;

/// What the tellers of pages must know of the reader.
#[derive(Debug, Clone)]
pub(super) struct Look {
    /// The painter that will draw the page.
    pub(super) format: Format,
    /// The signs to use.
    pub(super) signs: &'static Signs,
    /// How many columns a line has, for tables.
    pub(super) width: usize,
    /// How many rows of a list fit on the screen, if that is limited.
    pub(super) screenful: Option<usize>,
    /// Whether rows have numbers.
    pub(super) numbered: bool,
    /// By relation, the numbers of its sources in the list at the end, if there is one.
    pub(super) cited: Option<Rc<Numbers>>,
}

/// By relation, the numbers of its sources in the list at the end of an answer.
pub(super) type Numbers = BTreeMap<RelationId, Vec<usize>>;

/// Returns by relation the numbers of its sources.
pub(super) fn numbers(cited: &[Citation]) -> Numbers {
    let mut numbers = Numbers::new();
    for (number, citation) in (1..).zip(cited) {
        for relation in &citation.relations {
            numbers.entry(relation.clone()).or_default().push(number);
        }
    }
    numbers
}

impl Look {
    /// Returns the numbers of the sources of these relations: `[1, 3]`; nothing unless sources are
    /// to be cited.
    pub(super) fn citation<'r>(&self, relations: impl IntoIterator<Item = &'r RelationId>) -> Text {
        let Some(cited) = &self.cited else {
            return Text::new();
        };
        let of = |relation| cited.get(relation).into_iter().flatten();
        let numbers = relations.into_iter().flat_map(of);
        let numbers = numbers.copied().sorted_unstable().dedup().join(", ");
        match numbers.as_str() {
            "" => Text::new(),
            numbers => Text::of(Role::Number, &format!("[{numbers}]")),
        }
    }

    /// Tells whether there are drawings: only on a terminal, and only on one wide enough.
    pub(super) fn draws(&self) -> bool {
        self.format == Format::Table && self.width >= NARROWEST
    }

    /// Returns the rows that fit on the screen.
    pub(super) fn screen<'r, R>(&self, rows: &'r [R]) -> &'r [R] {
        let shown = self.screenful.unwrap_or(rows.len()).min(rows.len());
        rows.get(..shown).unwrap_or(rows)
    }
}

/// The width that narrower terminals are taken to have; they get no drawings.
pub(super) const NARROWEST: usize = 40;

/// One part of a page.
#[derive(Debug)]
pub(super) enum Block {
    /// What the page is about.
    Title(Text),
    /// The name of the part that follows.
    Section(String),
    /// Single values with their names.
    Facts(Vec<(&'static str, Text)>),
    /// Rows in columns.
    Grid(Grid),
    /// Chains of steps.
    Chains(Vec<Chain>),
    /// A list of things told in several lines each.
    Entries(Vec<Entry>),
    /// A sentence about what is shown.
    Remark(String),
    /// Lines drawn to the width of a terminal; no other format has such.
    Drawing(Drawing),
}

impl Block {
    /// Tells whether a row of the block bears the mark of the merely possible.
    pub(super) fn is_marked(&self) -> bool {
        match self {
            Block::Grid(grid) => grid.rows.iter().any(|row| row.possible),
            Block::Chains(chains) => chains.iter().any(|chain| chain.possible),
            Block::Drawing(drawing) => drawing.marked,
            _ => false,
        }
    }
}

/// Lines that are drawn already.
#[derive(Debug)]
pub(super) struct Drawing {
    /// The lines, none wider than the terminal.
    pub(super) lines: Vec<Text>,
    /// Whether a part of it bears the mark of the merely possible.
    pub(super) marked: bool,
}

/// Rows in columns.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// The columns, in order.
    pub(super) columns: Vec<Column>,
    /// The rows, with a cell for each column.
    pub(super) rows: Vec<Row>,
}

/// One row of a grid.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The number by which a question may name it.
    pub(super) number: Option<usize>,
    /// Whether it is possible only.
    pub(super) possible: bool,
    /// A line above the cells.
    pub(super) above: Text,
    /// The cells, one for each column.
    pub(super) cells: Vec<Text>,
    /// Text below the cells, each part on lines of its own.
    pub(super) below: Vec<Text>,
}

/// One column of a grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name.
    pub(super) name: &'static str,
    /// The width below which it is not readable.
    pub(super) least: usize,
    /// The most lines that a cell may take on a terminal.
    pub(super) lines: usize,
    /// Whether its cells stand on the right.
    pub(super) right: bool,
    /// When it goes if the width does not suffice: the highest first, those with 0 never.
    pub(super) spare: u8,
    /// Which formats have it.
    pub(super) readers: Readers,
}

/// Which formats have a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// All three.
    All,
    /// The table on a terminal.
    Table,
    /// Those that are not bound to a width: plain and Markdown.
    Unbound,
    /// Plain only, which has every field in a place of its own.
    Plain,
}

impl Readers {
    const fn include(self, format: Format) -> bool {
        match self {
            Readers::All => true,
            Readers::Table => matches!(format, Format::Table),
            Readers::Unbound => !matches!(format, Format::Table),
            Readers::Plain => matches!(format, Format::Plain),
        }
    }
}

/// A column, and how its cell is made of a row.
pub(super) type Field<R> = (Column, fn(&R, &Look) -> Text);

/// Returns a column that never goes, of at least `least` columns, four lines a cell at most.
pub(super) const fn column(name: &'static str, least: usize) -> Column {
    Column {
        name,
        least,
        lines: 4,
        right: false,
        spare: 0,
        readers: Readers::All,
    }
}

impl Column {
    /// Returns the column with its cells on the right.
    pub(super) const fn right(mut self) -> Column {
        self.right = true;
        self
    }

    /// Returns the column with cells of up to `lines` lines.
    pub(super) const fn lines(mut self, lines: usize) -> Column {
        self.lines = lines;
        self
    }

    /// Returns the column as one that may go, the higher the rank the earlier.
    pub(super) const fn spare(mut self, rank: u8) -> Column {
        self.spare = rank;
        self
    }

    /// Returns the column for some formats only.
    pub(super) const fn only(mut self, readers: Readers) -> Column {
        self.readers = readers;
        self
    }
}

impl Grid {
    /// Returns a grid of these rows without numbers; each row gets its cells from `fields`.
    pub(super) fn of<'r, R: 'r>(
        rows: impl IntoIterator<Item = &'r R>,
        fields: &[Field<R>],
        look: &Look,
    ) -> Grid {
        let fields: Vec<&Field<R>> = fields
            .iter()
            .filter(|(column, _)| column.readers.include(look.format))
            .collect();
        let cells = |row| fields.iter().map(|(_, cell)| cell(row, look)).collect();
        let row = |row| Row {
            cells: cells(row),
            ..Row::default()
        };
        Grid {
            columns: fields.iter().map(|(column, _)| *column).collect(),
            rows: rows.into_iter().map(row).collect(),
        }
    }

    /// Returns the grid with its rows numbered from `first`, if rows are to have numbers.
    pub(super) fn numbered_from(mut self, first: usize, look: &Look) -> Grid {
        if look.numbered {
            for (number, row) in (first..).zip(&mut self.rows) {
                row.number = Some(number);
            }
        }
        self
    }

    /// Returns the grid with each row changed by what it was made of.
    pub(super) fn each<'r, R: 'r>(
        mut self,
        rows: impl IntoIterator<Item = &'r R>,
        change: impl Fn(&mut Row, &R),
    ) -> Grid {
        for (row, made_of) in self.rows.iter_mut().zip(rows) {
            change(row, made_of);
        }
        self
    }

    /// Returns the grid with a last column for the numbers of the sources of each row, if sources
    /// are to be cited.
    pub(super) fn cited<'r, R: 'r>(
        mut self,
        rows: impl IntoIterator<Item = &'r R>,
        look: &Look,
        relations: impl Fn(&R) -> Vec<RelationId>,
    ) -> Grid {
        if look.cited.is_some() {
            self.columns.push(column("cited", 5));
            for (row, made_of) in self.rows.iter_mut().zip(rows) {
                row.cells.push(look.citation(&relations(made_of)));
            }
        }
        self
    }

    /// Returns the grid without the columns in which no row says anything.
    pub(super) fn without_empty_columns(mut self) -> Grid {
        let filled: Vec<bool> = (0..self.columns.len())
            .map(|at| {
                let says = |row: &Row| row.cells.get(at).is_some_and(|cell| !cell.is_blank());
                self.rows.iter().any(says)
            })
            .collect();
        self.keep_columns(&filled);
        self
    }

    /// Drops the columns for which `keep` has a no.
    pub(super) fn keep_columns(&mut self, keep: &[bool]) {
        retain(&mut self.columns, keep);
        for row in &mut self.rows {
            retain(&mut row.cells, keep);
        }
    }
}

fn retain<T>(items: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    items.retain(|_| keep.next().copied().unwrap_or(true));
}

/// A chain of steps from one entity to another.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// The number by which a question may name it.
    pub(super) number: Option<usize>,
    /// Whether it is possible only.
    pub(super) possible: bool,
    /// Where it begins.
    pub(super) start: Text,
    /// The steps.
    pub(super) links: Vec<Link>,
    /// What else is to be said: its strength.
    pub(super) aside: Text,
}

/// One step of a chain.
#[derive(Debug)]
pub(super) struct Link {
    /// The arrow that shows its direction.
    pub(super) arrow: &'static str,
    /// Which way it follows what links the two.
    pub(super) direction: Direction,
    /// The words for it.
    pub(super) words: Text,
    /// Where it ends.
    pub(super) to: Text,
    /// Date, status and how many more there are.
    pub(super) aside: Text,
}

/// A thing told in several lines.
#[derive(Debug)]
pub(super) struct Entry {
    /// The number by which a question may name it.
    pub(super) number: Option<usize>,
    /// The first line.
    pub(super) title: Text,
    /// The other lines.
    pub(super) lines: Vec<Text>,
}

impl Chain {
    /// Returns the chain as one line, each step between two arrows.
    pub(super) fn in_one_line(&self) -> Text {
        let mut line = self.start.clone();
        for link in &self.links {
            let arrow = format!(" {} ", link.arrow);
            line.push(Role::Hint, &arrow);
            line.append(&link.words);
            if !link.aside.is_blank() {
                line.push(Role::Plain, " (");
                line.append(&link.aside);
                line.push(Role::Plain, ")");
            }
            line.push(Role::Hint, &arrow);
            line.append(&link.to);
        }
        line
    }
}
