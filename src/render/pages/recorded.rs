//! What was recorded: entries, versions of a record, differences, clashes of a merge.

use crate::answer::{ClashRow, DiffRow, FieldRow, Hand, HistoryRow, LogRow, RecordRef};
use crate::edtf::Moment;
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::{Block, Field, Grid, Look, Readers, column};

use super::cells;

/// The lines that words of an author may take.
const LONG: usize = 10;

const LOG: &[Field<LogRow>] = &[
    (column("entry", 5).right(), |row, _| {
        cells::number(row.entry)
    }),
    (column("at", 16), |row, look| moment(row.at, look)),
    (column("by", 8), |row, _| cells::plain(&row.by)),
    (column("act", 6).spare(1), |row, _| {
        Text::of(Role::Kind, &row.act)
    }),
    (column("changes", 7).right().spare(2), |row, _| {
        cells::number(row.changes)
    }),
    (column("words", 24).lines(LONG), |row, _| {
        cells::plain(&row.words)
    }),
];

/// Returns entries in a grid. Their numbers are in a column, for they have one already.
pub(super) fn log(rows: &[LogRow], look: &Look) -> Block {
    Block::Grid(Grid::of(rows, LOG, look))
}

const HISTORY: &[Field<HistoryRow>] = &[
    (column("entry", 5).right(), |row, _| {
        cells::number(row.entry)
    }),
    (column("at", 16), |row, look| moment(row.at, look)),
    (column("by", 8), |row, _| cells::plain(&row.by)),
    (column("act", 6).spare(1), |row, _| {
        Text::of(Role::Kind, &row.act)
    }),
    (column("record", 8).only(Readers::Plain), |row, _| {
        record(&row.record)
    }),
    (column("change", 7), |row, _| {
        Text::of(Role::Status, row.change.word())
    }),
    (column("fields", 10).only(Readers::Unbound), |row, _| {
        fields(&row.fields)
    }),
    (column("words", 24).lines(LONG), |row, _| {
        cells::plain(&row.words)
    }),
];

/// Returns versions in a grid; a terminal shows below each what differs from the one before.
pub(super) fn history(rows: &[HistoryRow], look: &Look) -> Block {
    let grid = Grid::of(rows, HISTORY, look);
    Block::Grid(grid.each(rows, |line, row| {
        if look.format == Format::Table {
            line.below.extend(row.fields.iter().map(told));
        }
    }))
}

const DIFF: &[Field<DiffRow>] = &[
    (column("change", 7), |row, _| {
        Text::of(Role::Status, row.change.word())
    }),
    (column("record", 16), |row, _| record(&row.record)),
    (column("name", 12), |row, _| {
        Text::of(Role::Entity, &row.name)
    }),
    (column("fields", 10).only(Readers::Unbound), |row, _| {
        fields(&row.fields)
    }),
];

/// Returns differences in a grid; a terminal shows below each record what differs in it.
pub(super) fn diff(rows: &[DiffRow], look: &Look) -> Block {
    let grid = Grid::of(rows, DIFF, look);
    Block::Grid(grid.each(rows, |line, row| {
        if look.format == Format::Table {
            line.below.extend(row.fields.iter().map(told));
        }
    }))
}

const MERGE: &[Field<ClashRow>] = &[
    (column("record", 12).lines(LONG), |row, _| {
        record(&row.record)
    }),
    (column("field", 8), |row, _| {
        Text::of(Role::Kind, &row.field)
    }),
    (column("base", 10).lines(LONG), |row, _| {
        cells::maybe(row.base.as_ref())
    }),
    (column("ours", 12).lines(LONG), |row, look| {
        side(row.ours.as_ref(), row.ours_by.as_ref(), look)
    }),
    (column("theirs", 12).lines(LONG), |row, look| {
        side(row.theirs.as_ref(), row.theirs_by.as_ref(), look)
    }),
];

/// Returns what both sides changed, side by side.
pub(super) fn merge(rows: &[ClashRow], look: &Look) -> Block {
    Block::Grid(Grid::of(rows, MERGE, look))
}

/// Returns what one side says, and who made it say so.
fn side(value: Option<&String>, by: Option<&Hand>, look: &Look) -> Text {
    let value = match value {
        Some(value) => cells::plain(value),
        None => cells::hint("nothing"),
    };
    let by = by.map(|hand| format!("{}, {}", hand.by, moment(hand.at, look).plain()));
    cells::with_aside(value, &by.unwrap_or_default())
}

/// Returns a moment, for people without its seconds.
fn moment(at: Moment, look: &Look) -> Text {
    let whole = at.to_string();
    let told = match (look.format, whole.rsplit_once(':')) {
        (Format::Plain, _) | (_, None) => whole,
        (_, Some((minute, _))) => minute.replace('T', " "),
    };
    Text::of(Role::Date, &told)
}

fn record(record: &RecordRef) -> Text {
    Text::of(Role::Kind, &record.sort).with(Role::Plain, &format!(" {}", record.id))
}

/// Returns what differs in a field, in words.
fn told(field: &FieldRow) -> Text {
    cells::plain(&field.words)
}

/// Returns what differs in all fields, in words.
fn fields(fields: &[FieldRow]) -> Text {
    Text::joined(fields.iter().map(told), "; ")
}
