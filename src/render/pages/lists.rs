//! Lists of one line a row: entities found, neighbours, common neighbours, counts, dates.

use crate::answer::{CommonRow, CountRow, DateRow, FindRow, NeighbourRow, Shared};
use crate::render::columns::GAP;
use crate::render::drawings::{self, Bars, Branch};
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::{Block, Drawing, Field, Grid, Look, Readers, Row, column};
use crate::text;

use super::cells;

const FIND: &[Field<FindRow>] = &[
    (column("entity", 16).lines(6), |row, _| {
        cells::entity(&row.entity)
    }),
    (column("kind", 8).spare(2), |row, _| {
        cells::entity_kind(row.entity.kind)
    }),
    (column("id", 24), |row, _| {
        cells::plain(row.entity.id.as_str())
    }),
    (column("match", 16).spare(1), |row, _| {
        cells::plain(&row.matched)
    }),
    (column("score", 5).right().spare(3), |row, _| {
        cells::number(format!("{:.2}", row.score))
    }),
];

pub(super) fn find(rows: &[FindRow], look: &Look) -> Vec<Block> {
    vec![Block::Grid(Grid::of(rows, FIND, look))]
}

const NEIGHBOURS: &[Field<NeighbourRow>] = &[
    (column("entity", 14).lines(6), |row, _| {
        cells::entity(&row.entity)
    }),
    (column("kind", 8).spare(2), |row, _| {
        cells::entity_kind(row.entity.kind)
    }),
    (column("hops", 4).right(), |row, look| match row.hops {
        1 if look.format != Format::Plain => Text::new(),
        hops => cells::number(hops),
    }),
    (column("relations", 9).right(), |row, _| {
        cells::number(row.relations)
    }),
    (column("kinds", 14).spare(1), |row, look| {
        cells::kinds(&row.kinds, most_kinds(look), look)
    }),
    (column("dates", 14), |row, look| {
        cells::span(row.first.as_ref(), row.last.as_ref(), look.signs)
    }),
    (column("certainty", 8).only(Readers::Plain), |row, _| {
        cells::certainty(row.certainty)
    }),
    (column("id", 8).only(Readers::Plain), |row, _| {
        cells::plain(row.entity.id.as_str())
    }),
];

/// Returns how many kinds are told of each neighbour; nothing bounds them but the width of a table.
const fn most_kinds(look: &Look) -> usize {
    match (look.format, look.width) {
        (Format::Table, ..100) => 2,
        (Format::Table, ..120) => 3,
        (Format::Table, _) => 5,
        _ => usize::MAX,
    }
}

/// The numbers of neighbours that are drawn: one has nothing beside it, and many are better
/// compared in columns.
const FAN: std::ops::RangeInclusive<usize> = 2..=8;
/// How many kinds are told of a neighbour that is drawn, which has lines of its own for them.
const KINDS_OF_BRANCH: usize = 6;

/// Returns neighbours, drawn as a fan instead of listed where few are linked directly and all fit
/// on the screen.
pub(super) fn neighbours(rows: &[NeighbourRow], question: &str, look: &Look) -> Vec<Block> {
    let shown = look.screen(rows);
    let direct = shown.iter().all(|row| row.hops == 1);
    if look.draws() && direct && shown.len() == rows.len() && FAN.contains(&rows.len()) {
        return vec![Block::Drawing(fan(rows, question, look))];
    }
    listed(shown, look)
}

/// Returns neighbours as branches from what was asked.
fn fan(rows: &[NeighbourRow], question: &str, look: &Look) -> Drawing {
    let branch = |(number, row): (usize, &NeighbourRow)| {
        let span = cells::span(row.first.as_ref(), row.last.as_ref(), look.signs);
        let kinds = cells::kinds(&row.kinds, KINDS_OF_BRANCH, look);
        let cited = look.citation(&row.relations());
        Branch {
            number: look.numbered.then_some(number),
            possible: cells::is_only_possible(row.certainty),
            weight: row.relations,
            to: cells::with_aside(cells::entity(&row.entity), row.entity.kind.word()),
            told: Text::joined([Text::joined([kinds, span], look.signs.dot), cited], " "),
        }
    };
    let branches: Vec<Branch> = (1..).zip(rows).map(branch).collect();
    drawings::fan(&Text::of(Role::Heading, asked(question)), &branches, look)
}

/// Returns what stands behind the verb of a question: about whom it is, and under which clauses.
fn asked(question: &str) -> &str {
    let question = question.trim();
    let behind = question.split_once(char::is_whitespace);
    behind.map_or(question, |(_, behind)| behind.trim_start())
}

fn listed(rows: &[NeighbourRow], look: &Look) -> Vec<Block> {
    let grid = Grid::of(rows, NEIGHBOURS, look).numbered_from(1, look);
    let grid = grid.cited(rows, look, NeighbourRow::relations);
    vec![Block::Grid(grid.each(rows, |row, neighbour| {
        row.possible = cells::is_only_possible(neighbour.certainty);
    }))]
}

const COMMON: &[Field<CommonRow>] = &[
    (column("entity", 16), |row, _| cells::entity(&row.entity)),
    (column("kind", 8).spare(1), |row, _| {
        cells::entity_kind(row.entity.kind)
    }),
    (column("relations", 9).right(), |row, _| {
        cells::number(row.with.iter().map(|shared| shared.relations).sum::<u64>())
    }),
    (column("linked", 20).only(Readers::Unbound), |row, look| {
        Text::joined(row.with.iter().map(|with| shared(with, look)), "; ")
    }),
    (column("certainty", 8).only(Readers::Plain), |row, _| {
        cells::certainty(row.certainty)
    }),
    (column("id", 8).only(Readers::Plain), |row, _| {
        cells::plain(row.entity.id.as_str())
    }),
];

/// Returns common neighbours; a terminal shows the links to each below the row.
pub(super) fn common(rows: &[CommonRow], look: &Look) -> Vec<Block> {
    let grid = Grid::of(rows, COMMON, look).numbered_from(1, look);
    let grid = grid.cited(rows, look, CommonRow::relations);
    vec![Block::Grid(grid.each(rows, |row, entity| {
        row.possible = cells::is_only_possible(entity.certainty);
        if look.format == Format::Table {
            row.below
                .extend(entity.with.iter().map(|with| shared(with, look)));
        }
    }))]
}

/// Returns how a common neighbour is linked to one of those asked about:
/// `Rwanda: meeting ×2, visit ×1, 2024-02-21 – 2025-05-28`.
fn shared(with: &Shared, look: &Look) -> Text {
    let mut told = cells::entity(&with.entity).with(Role::Plain, ": ");
    // Each has lines of its own, with room for twice as many kinds as a column.
    let most = most_kinds(look).saturating_mul(2);
    let span = cells::span(with.first.as_ref(), with.last.as_ref(), look.signs);
    told.append(&Text::joined(
        [cells::kinds(&with.kinds, most, look), span],
        ", ",
    ));
    told
}

/// The names of the columns with numbers.
const RELATIONS: &str = "relations";
const POSSIBLE: &str = "possible";

/// A count, and the scale of the bars of all.
struct Counted<'r> {
    row: &'r CountRow,
    bars: Bars,
}

/// Returns counts with a bar each, where there is room for bars.
pub(super) fn count(rows: &[CountRow], look: &Look) -> Vec<Block> {
    let bars = bars(rows, look);
    let counted: Vec<Counted<'_>> = rows.iter().map(|row| Counted { row, bars }).collect();
    let fields: [Field<Counted<'_>>; 4] = [
        (column("key", 12), |counted, look| key(counted, look)),
        (column(RELATIONS, 9).right(), |counted, _| {
            cells::number(counted.row.count)
        }),
        (column(POSSIBLE, 8).right(), |counted, look| {
            possible(counted, look)
        }),
        (
            column("", bars.longest).only(Readers::Table).spare(1),
            |counted, look| bar(counted, look),
        ),
    ];
    vec![Block::Grid(Grid::of(&counted, &fields, look))]
}

fn key(counted: &Counted<'_>, look: &Look) -> Text {
    match &counted.row.label {
        Some(label) if look.format != Format::Plain => cells::plain(label),
        _ => cells::plain(&counted.row.key),
    }
}

fn possible(counted: &Counted<'_>, look: &Look) -> Text {
    match counted.row.possible {
        0 if look.format != Format::Plain => Text::new(),
        possible => cells::number(possible),
    }
}

/// Returns the scale of the bars: the longest takes the room that keys and numbers leave.
fn bars(rows: &[CountRow], look: &Look) -> Bars {
    let key = |row: &CountRow| text::width(row.label.as_deref().unwrap_or(&row.key));
    let keys = rows.iter().map(key).max().unwrap_or_default();
    let possible = rows.iter().any(|row| row.possible > 0);
    let names = [Some(RELATIONS), possible.then_some(POSSIBLE)];
    let numbers = names.into_iter().flatten().map(|name| name.len() + GAP);
    let taken = keys + numbers.sum::<usize>() + GAP;
    let room = look.width.saturating_sub(taken);
    Bars {
        most: rows.iter().map(|row| row.count).max().unwrap_or_default(),
        longest: drawings::longest_bar(room),
    }
}

fn bar(counted: &Counted<'_>, look: &Look) -> Text {
    let row = counted.row;
    counted.bars.bar(row.count, row.possible, look.signs)
}

const DATE: &[Field<DateRow>] = &[
    (column("date", 10), |row, _| {
        Text::of(Role::Date, row.edtf.as_str())
    }),
    (column("earliest", 10), |row, _| cells::day(row.earliest)),
    (column("latest", 10), |row, _| cells::day(row.latest)),
    (column("possible from", 10), |row, _| {
        cells::day(row.possible_from)
    }),
    (column("possible to", 10), |row, _| {
        cells::day(row.possible_to)
    }),
    (column("level", 5).right(), |row, _| {
        cells::number(row.level)
    }),
    (column("precision", 10), |row, _| {
        cells::plain(&row.precision)
    }),
    (column("words", 10), |row, _| cells::plain(&row.words)),
];

/// Returns dates as facts on a terminal, which leaves room for their words, else as rows.
pub(super) fn dates(rows: &[DateRow], look: &Look) -> Vec<Block> {
    let grid = Grid::of(rows, DATE, look);
    if look.format != Format::Table {
        return vec![Block::Grid(grid)];
    }
    let names: Vec<&'static str> = grid.columns.iter().map(|column| column.name).collect();
    let facts = |row: Row| Block::Facts(names.iter().copied().zip(row.cells).collect());
    grid.rows.into_iter().map(facts).collect()
}
