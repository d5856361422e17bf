//! What changed: in the world, or in what is known of it.

use std::collections::BTreeSet;

use crate::answer::{Change, ChangeRow};
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::{Block, Field, Grid, Look, Readers, column};
use crate::text;

use super::{cells, timeline};

/// The lines that a title or a list of parties may take.
const LONG: usize = 10;

const FIELDS: &[Field<ChangeRow>] = &[
    (column("date", 10), |change, look| match change.change {
        Change::BecameKnown | Change::ChangedStatus => {
            cells::made_known(change.date.as_ref(), look)
        }
        Change::Began | Change::Ended | Change::Happened => cells::date(change.date.as_ref()),
    }),
    (column("change", 12), |change, look| words(change, look)),
    (column("was", 8).only(Readers::Plain), |change, _| {
        let was = change
            .was
            .map(|status| Text::of(Role::Status, status.word()));
        was.unwrap_or_default()
    }),
    (column("now", 8).only(Readers::Plain), |change, _| {
        Text::of(Role::Status, change.now.word())
    }),
    (column("what", 10).lines(LONG), |change, look| {
        match look.format {
            Format::Plain => cells::kind(&change.row.kind, look),
            _ => timeline::what(&change.row, look),
        }
    }),
    (column("title", 10).only(Readers::Plain), |change, _| {
        cells::maybe(change.row.title.as_ref())
    }),
    (column("who", 32).lines(LONG), |change, look| {
        cells::parties(&change.row.parties, &change.row.through, look)
    }),
    (column("when", 10).only(Readers::Unbound), |change, look| {
        when(change, look)
    }),
    (column("where", 8).only(Readers::Unbound), |change, _| {
        timeline::place(&change.row)
    }),
    (column("certainty", 8).only(Readers::Plain), |change, _| {
        cells::certainty(change.row.certainty)
    }),
    (column("summary", 20).only(Readers::Unbound), |change, _| {
        cells::maybe(change.row.summary.as_ref())
    }),
    (column("through", 10).only(Readers::Unbound), |change, _| {
        cells::through(&change.row.through)
    }),
    (column("by", 10).only(Readers::Unbound), |change, _| {
        cells::listed(&change.by)
    }),
    (column("relation", 10).only(Readers::Plain), |change, _| {
        cells::plain(change.row.relation.as_str())
    }),
];

/// Returns changes in a grid; a terminal shows below each when and where it was, and who told of it.
pub(super) fn changes(rows: &[ChangeRow], look: &Look) -> Block {
    let grid = Grid::of(rows, FIELDS, look).numbered_from(1, look);
    let mut grid = grid.cited(rows, look, |change| vec![change.row.relation.clone()]);
    let mut told = BTreeSet::new();
    for (line, change) in grid.rows.iter_mut().zip(rows) {
        line.possible = cells::is_only_possible(change.row.certainty);
        if look.format == Format::Table {
            line.below.extend(occasion(change, look));
            line.below.extend(timeline::through(&change.row));
            // One relation may have changed several times; what it was about is told once.
            let summary = change.row.summary.as_ref();
            let new = summary.filter(|_| told.insert(&change.row.relation));
            line.below.extend(new.map(|summary| cells::plain(summary)));
            line.below.extend(told_by(change));
        }
    }
    Block::Grid(grid)
}

/// Returns when and where the relation was: `dated 2015, in Astana`.
fn occasion(change: &ChangeRow, look: &Look) -> Option<Text> {
    let mut dated = when(change, look);
    if !dated.is_blank() {
        dated = Text::joined([cells::hint("dated"), dated], " ");
    }
    let mut place = timeline::place(&change.row);
    if !place.is_blank() {
        place = Text::joined([cells::hint("in"), place], " ");
    }
    let told = Text::joined([dated, place], ", ");
    (!told.is_blank()).then_some(told)
}

/// Returns what changed: `began`, `planned → held`.
fn words(change: &ChangeRow, look: &Look) -> Text {
    let now = change.now.word();
    match (change.change, change.was) {
        (change, _) if look.format == Format::Plain => cells::plain(change.word()),
        (Change::ChangedStatus, Some(was)) => {
            let arrow = look.signs.arrow(crate::model::Direction::Forward);
            Text::of(Role::Status, &format!("{was} {arrow} {now}"))
        }
        (Change::BecameKnown, _) => {
            cells::plain("became known").with(Role::Status, &format!(", {now}"))
        }
        (change, _) => cells::plain(&text::spoken(change.word())),
    }
}

/// Returns the date of the relation, for people only where it is another than that of the change.
fn when(change: &ChangeRow, look: &Look) -> Text {
    let same = change.row.when == change.date;
    match look.format {
        Format::Plain => cells::date(change.row.when.as_ref()),
        _ if same => Text::new(),
        _ => cells::date(change.row.when.as_ref()),
    }
}

/// Returns the line that says by which sources something became known.
fn told_by(change: &ChangeRow) -> Option<Text> {
    let mut told = cells::hint("told by ");
    told.append(&cells::listed(&change.by));
    (!change.by.is_empty()).then_some(told)
}
