//! Ranks and groups.

use crate::answer::{GroupRow, RankRow};
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::{Block, Field, Grid, Look, Readers, column};

use super::cells;

const RANK: &[Field<RankRow>] = &[
    (column("rank", 4).right(), |row, _| cells::number(row.rank)),
    (column("entity", 14).lines(6), |row, _| {
        cells::entity(&row.entity)
    }),
    (column("kind", 8).spare(2), |row, _| {
        cells::entity_kind(row.entity.kind)
    }),
    (column("by", 8).only(Readers::Plain), |row, _| {
        cells::plain(row.by)
    }),
    (column("value", 7).right(), |row, _| {
        cells::number(value(row.value))
    }),
    (column("neighbours", 10).right().spare(1), |row, _| {
        cells::number(row.neighbours)
    }),
    (column("relations", 9).right().spare(1), |row, _| {
        cells::number(row.relations)
    }),
    (column("id", 8).only(Readers::Plain), |row, _| {
        cells::plain(row.entity.id.as_str())
    }),
];

pub(super) fn rank(rows: &[RankRow], look: &Look) -> Block {
    Block::Grid(Grid::of(rows, RANK, look))
}

/// How many digits of a share are told, counted from the first that is not zero.
const DIGITS: usize = 4;
/// How many zeros may stand before them.
const MOST_ZEROS: usize = 20;

/// Returns a whole number as such, and a share with its leading digits: `0.08231`, `0.000004512`.
fn value(value: f64) -> String {
    if value.fract() == 0.0 {
        return format!("{value:.0}");
    }
    let tenths = std::iter::successors(Some(value.abs()), |rest| Some(rest * 10.0));
    let leading_zeros = tenths
        .take(MOST_ZEROS)
        .take_while(|rest| *rest < 0.1)
        .count();
    format!("{value:.*}", leading_zeros + DIGITS)
}

const GROUPS: &[Field<GroupRow>] = &[
    (column("group", 5).right(), |row, _| {
        cells::number(row.group)
    }),
    (column("by", 8).only(Readers::Plain), |row, _| {
        cells::plain(row.by)
    }),
    (column("size", 5).right(), |row, _| cells::number(row.size)),
    (column("members", 20).lines(6), |row, look| {
        members(row, look)
    }),
];

pub(super) fn groups(rows: &[GroupRow], look: &Look) -> Block {
    Block::Grid(Grid::of(rows, GROUPS, look))
}

/// How many members of a group a table names; it has the most telling ones first.
const MOST_NAMED: usize = 8;

/// Returns the members, on a terminal the first of them: `Rwanda; Russia +12 members`.
fn members(row: &GroupRow, look: &Look) -> Text {
    let most = match look.format {
        Format::Table => MOST_NAMED,
        _ => usize::MAX,
    };
    let told = row.members.iter().take(most).map(cells::entity);
    let mut told = Text::joined(told, "; ");
    match row.members.len().saturating_sub(most) {
        0 => {}
        1 => told.push(Role::Hint, " +1 member"),
        more => told.push(Role::Hint, &format!(" +{more} members")),
    }
    told
}
