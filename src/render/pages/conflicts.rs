//! Relations whose reports disagree: account by account, each with who gives it.

use crate::answer::{ConflictRow, Side, Voice};
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::{Block, Column, Field, Grid, Look, Readers, Row, column};

use super::{cells, timeline};

/// The lines that an account may take, or the list of all who give it.
const LONG: usize = 16;

const FIELDS: &[Field<ConflictRow>] = &[
    (column("what", 10), |row, look| match look.format {
        Format::Plain => cells::kind(&row.row.kind, look),
        _ => timeline::what(&row.row, look),
    }),
    (column("who", 10), |row, look| {
        cells::parties(&row.row.parties, &row.row.through, look)
    }),
    (column("when", 10), |row, _| {
        cells::date(row.row.when.as_ref())
    }),
    (column("on", 6), |row, _| matter(row)),
    (column("one account", 20), |row, look| {
        account(row.sides.first(), look)
    }),
    (column("another account", 20), |row, look| {
        account(row.sides.get(1), look)
    }),
    (column("further accounts", 14), |row, look| {
        let further = row.sides.iter().skip(2);
        Text::joined(further.map(|side| account(Some(side), look)), "; ")
    }),
    (column("certainty", 8).only(Readers::Plain), |row, _| {
        cells::certainty(row.row.certainty)
    }),
    (column("relation", 10).only(Readers::Plain), |row, _| {
        cells::plain(row.row.relation.as_str())
    }),
];

/// The columns of a terminal, where each account has a row of its own.
const ACCOUNTS: [Column; 3] = [
    column("on", 4),
    column("account", 16).lines(LONG),
    column("told by", 20).lines(LONG),
];

/// Returns disagreements in a grid; on a terminal the relation stands above all that is said of it.
pub(super) fn conflicts(rows: &[ConflictRow], look: &Look) -> Block {
    if look.format == Format::Table {
        return Block::Grid(accounts(rows, look));
    }
    let grid = Grid::of(rows, FIELDS, look).numbered_from(1, look);
    let grid = grid.cited(rows, look, |row| vec![row.row.relation.clone()]);
    Block::Grid(grid.each(rows, |line, row| {
        line.possible = cells::is_only_possible(row.row.certainty);
    }))
}

/// Returns a grid with a row for each account.
fn accounts(rows: &[ConflictRow], look: &Look) -> Grid {
    let mut grid = Grid {
        columns: ACCOUNTS.to_vec(),
        rows: Vec::new(),
    };
    let mut number = 1;
    for matters in rows.chunk_by(|one, next| one.row.relation == next.row.relation) {
        for (at, row) in matters.iter().enumerate() {
            let mut lines = sides(row, look);
            if let Some(first) = lines.first_mut() {
                first.number = look.numbered.then_some(number);
                first.possible = cells::is_only_possible(row.row.certainty);
                if at == 0 {
                    first.above = about(row, look);
                }
            }
            grid.rows.extend(lines);
            number += 1;
        }
    }
    grid
}

/// Returns a row for each account of one matter, which only the first names.
fn sides(row: &ConflictRow, look: &Look) -> Vec<Row> {
    let told = row.sides.iter().enumerate().map(|(at, side)| Row {
        cells: vec![
            if at == 0 { matter(row) } else { Text::new() },
            value(side),
            voices(side, look),
        ],
        ..Row::default()
    });
    told.collect()
}

/// Returns the words for the relation that reports disagree about, with its sources where they are
/// cited.
fn about(row: &ConflictRow, look: &Look) -> Text {
    let told = [
        timeline::what(&row.row, look),
        cells::parties(&row.row.parties, &row.row.through, look),
        cells::date(row.row.when.as_ref()),
        cells::hint(row.row.relation.as_str()),
    ];
    let told = Text::joined(told, look.signs.dot);
    Text::joined([told, look.citation([&row.row.relation])], " ")
}

fn matter(row: &ConflictRow) -> Text {
    Text::of(Role::Kind, row.on.word())
}

/// Returns one account and who gives it: `2012: bingwa-2025 (2025-05-27)`.
fn account(side: Option<&Side>, look: &Look) -> Text {
    let Some(side) = side else {
        return Text::new();
    };
    let told = match look.format {
        Format::Plain => Text::of(Role::Date, &side.value),
        _ => value(side),
    };
    Text::joined([told, voices(side, look)], ": ")
}

/// Returns what is said, and that the record says so too.
fn value(side: &Side) -> Text {
    let mark = if side.own { " as recorded" } else { "" };
    Text::of(Role::Date, &side.value).with(Role::Hint, mark)
}

/// Returns who says so: `bingwa-2025 (2025-05-27), igihe-2025 (2025-05-28)`.
fn voices(side: &Side, look: &Look) -> Text {
    Text::joined(side.sources.iter().map(|one| voice(one, look)), ", ")
}

fn voice(voice: &Voice, look: &Look) -> Text {
    let published = cells::made_known(voice.published.as_ref(), look).plain();
    cells::with_aside(cells::plain(voice.id.as_str()), &published)
}
