//! Relations by date, told in one grid wherever they are listed.

use crate::answer::TimelineRow;
use crate::render::drawings::Strip;
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::{Block, Field, Grid, Look, Readers, Row, column};

use super::cells;
use crate::text;

/// The lines that a title or a list of parties may take; an honest one needs no more.
const LONG: usize = 10;

const FIELDS: &[Field<TimelineRow>] = &[
    (column("when", 21), |row, _| cells::date(row.when.as_ref())),
    (column("what", 10).lines(LONG), |row, look| {
        match look.format {
            Format::Plain => cells::kind(&row.kind, look),
            _ => what(row, look),
        }
    }),
    (column("title", 10).only(Readers::Plain), |row, _| {
        cells::maybe(row.title.as_ref())
    }),
    (column("who", 20).lines(LONG), |row, look| {
        cells::parties(&row.parties, &row.through, look)
    }),
    (column("where", 8), |row, _| place(row)),
    (column("status", 9), |row, look| {
        cells::status(row.status, look)
    }),
    (column("certainty", 8).only(Readers::Plain), |row, _| {
        cells::certainty(row.certainty)
    }),
    (column("summary", 20).only(Readers::Unbound), |row, _| {
        cells::maybe(row.summary.as_ref())
    }),
    (column("through", 10).only(Readers::Unbound), |row, _| {
        cells::through(&row.through)
    }),
    (column("sources", 10).only(Readers::Unbound), |row, _| {
        cells::listed(&row.sources)
    }),
    (column("relation", 10).only(Readers::Plain), |row, _| {
        cells::plain(row.relation.as_str())
    }),
];

/// Returns the relations that fit on the screen, numbered, below a strip of all of them.
pub(super) fn timeline(rows: &[TimelineRow], total: u64, look: &Look) -> Vec<Block> {
    let strip = Strip::of(rows, total, look).map(Strip::apart);
    let grid = relations(look.screen(rows), 1, look);
    strip.into_iter().chain([grid]).collect()
}

/// Returns relations in a grid, numbered from `first`.
pub(super) fn relations(rows: &[TimelineRow], first: usize, look: &Look) -> Block {
    let grid = Grid::of(rows, FIELDS, look).numbered_from(first, look);
    let grid = grid.cited(rows, look, |row| vec![row.relation.clone()]);
    Block::Grid(grid.each(rows, |row, relation| {
        row.possible = cells::is_only_possible(relation.certainty);
        if look.format == Format::Table {
            below(row, relation);
        }
    }))
}

/// Returns relations in a grid, each with its id, so that one can go on to it.
pub(super) fn named(rows: &[TimelineRow], look: &Look) -> Block {
    let id = |relation: &TimelineRow| cells::hint(relation.relation.as_str());
    match (relations(rows, 1, look), look.format) {
        (Block::Grid(grid), Format::Table) => {
            Block::Grid(grid.each(rows, |row, relation| row.below.push(id(relation))))
        }
        (Block::Grid(mut grid), Format::Md) => {
            grid.columns.push(column("relation", 10));
            Block::Grid(grid.each(rows, |row, relation| row.cells.push(id(relation))))
        }
        (told, _) => told,
    }
}

/// Returns the kind with the particular name, if there is one: `office: president`. A name that
/// says the kind itself stands alone: `working visit`.
pub(super) fn what(row: &TimelineRow, look: &Look) -> Text {
    let kind = cells::kind(&row.kind, look);
    match &row.title {
        Some(title) if text::fold(title).contains(&text::fold(&row.kind)) => {
            Text::of(Role::Kind, title)
        }
        Some(title) => kind.with(Role::Plain, ": ").with(Role::Plain, title),
        None => kind,
    }
}

pub(super) fn place(row: &TimelineRow) -> Text {
    row.place.as_ref().map(cells::entity).unwrap_or_default()
}

/// Puts under the row what a terminal has no column for.
pub(super) fn below(row: &mut Row, relation: &TimelineRow) {
    row.below.extend(through(relation));
    row.below
        .extend(relation.summary.as_deref().map(cells::plain));
}

/// Returns through whom the relation links those asked about, if through anybody.
pub(super) fn through(relation: &TimelineRow) -> Option<Text> {
    let through = cells::through(&relation.through);
    (!through.is_blank()).then(|| {
        let mut told = cells::hint("through ");
        told.append(&through);
        told
    })
}
