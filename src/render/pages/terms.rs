//! Who held an office: term by term, with the days on which it was handed over.

use itertools::Itertools as _;

use crate::answer::{Dated, WhoRow};
use crate::model::Status;
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::{Block, Field, Grid, Look, Readers, Row, column};

use super::cells;

/// A term with the one before it in the same office.
struct Term<'r> {
    row: &'r WhoRow,
    before: Option<&'r WhoRow>,
}

/// Returns terms by office, each office under a heading, numbered through.
pub(super) fn terms(rows: &[WhoRow], look: &Look) -> Vec<Block> {
    let same = |one: &WhoRow, next: &WhoRow| (&one.title, &one.body) == (&next.title, &next.body);
    let mut page = Vec::new();
    let mut first = 1;
    for office in rows.chunk_by(same) {
        // In plain lines each term names its office.
        let heading = office.first().map(heading);
        page.extend(heading.filter(|_| look.format != Format::Plain));
        page.push(Block::Grid(grid(office, first, look)));
        first += office.len();
    }
    page
}

/// Returns the words for an office: `foreign minister, Rwanda`.
fn heading(row: &WhoRow) -> Block {
    let body = row.body.as_ref().map(|body| body.name.as_str());
    let words = row.title.as_deref().into_iter().chain(body).join(", ");
    Block::Section(words)
}

fn grid(office: &[WhoRow], first: usize, look: &Look) -> Grid {
    let before = |at: usize| at.checked_sub(1).and_then(|before| office.get(before));
    let terms: Vec<Term<'_>> = (office.iter().enumerate())
        .map(|(at, row)| Term {
            row,
            before: before(at),
        })
        .collect();
    let grid = Grid::of(&terms, &fields(), look).numbered_from(first, look);
    let grid = grid.cited(office, look, |row| row.relation.iter().cloned().collect());
    grid.each(office, |line, row| {
        line.possible = cells::is_only_possible(row.certainty);
        if look.format == Format::Table && look.cited.is_none() {
            below(line, row);
        }
    })
}

fn fields<'r>() -> [Field<Term<'r>>; 9] {
    [
        (column("from", 10), |term, _| from(term.row)),
        (column("to", 10), |term, _| to(term.row)),
        (column("holder", 16), |term, _| holder(term.row)),
        (column("title", 10).only(Readers::Plain), |term, _| {
            cells::maybe(term.row.title.as_ref())
        }),
        (column("body", 10).only(Readers::Plain), |term, _| {
            term.row
                .body
                .as_ref()
                .map(cells::entity)
                .unwrap_or_default()
        }),
        (column("remarks", 16).lines(6), |term, _| remarks(term)),
        (column("certainty", 8).only(Readers::Plain), |term, _| {
            cells::certainty(term.row.certainty)
        }),
        (column("sources", 10).only(Readers::Unbound), |term, _| {
            cells::listed(&term.row.sources)
        }),
        (column("relation", 10).only(Readers::Plain), |term, _| {
            cells::maybe(term.row.relation.as_ref().map(ToString::to_string).as_ref())
        }),
    ]
}

/// Tells whether the row says when the holder was seen, not when the term began or ended.
fn is_glimpse(row: &WhoRow) -> bool {
    row.when
        .as_ref()
        .is_none_or(|when| !when.edtf.is_interval())
}

fn from(row: &WhoRow) -> Text {
    match &row.from {
        None if !is_glimpse(row) => cells::hint("not known"),
        from => cells::date(from.as_ref()),
    }
}

fn to(row: &WhoRow) -> Text {
    let runs = |when: &Dated| when.edtf.ends_open();
    match &row.to {
        None if is_glimpse(row) => Text::new(),
        None if row.when.as_ref().is_some_and(runs) => cells::hint("in office"),
        None => cells::hint("not known"),
        to => cells::date(to.as_ref()),
    }
}

fn holder(row: &WhoRow) -> Text {
    match &row.entity {
        Some(holder) => cells::entity(holder),
        None => cells::hint("vacant"),
    }
}

/// Returns what is to be said of a term beside its dates.
fn remarks(term: &Term<'_>) -> Text {
    let row = term.row;
    let seen = is_glimpse(row).then(|| match &row.when {
        Some(when) => Text::of(Role::Date, &format!("seen in office {}", when.edtf)),
        None => cells::hint("no date is known"),
    });
    let status = row.status.filter(|status| *status != Status::InForce);
    let overlaps = Text::joined(row.overlaps.iter().map(cells::entity), ", ");
    let told = [
        row.acting.then(|| cells::plain("acting")),
        seen,
        status.map(|status| Text::of(Role::Status, status.word())),
        taken_over(term),
        (!overlaps.is_blank()).then(|| after("overlaps with ", &overlaps)),
    ];
    Text::joined(told.into_iter().flatten(), "; ")
}

/// Returns from whom the office was taken over, if the dates say that it was on the day, or the day
/// after, the term before ended. Nobody takes over from themselves.
fn taken_over(term: &Term<'_>) -> Option<Text> {
    let from = term.row.from.as_ref()?.edtf.exact_day()?;
    let before = term.before?;
    let to = before.to.as_ref()?.edtf.exact_day()?;
    let holder = before.entity.as_ref()?;
    let goes_on = term.row.entity.as_ref() == Some(holder);
    let handed_over = !goes_on && (from == to || from == to.next());
    handed_over.then(|| after("took over from ", &cells::entity(holder)))
}

fn after(words: &str, text: &Text) -> Text {
    let mut told = cells::plain(words);
    told.append(text);
    told
}

/// Puts the sources under a row, for want of a column.
fn below(line: &mut Row, row: &WhoRow) {
    if !row.sources.is_empty() {
        let sources = row.sources.iter().join(", ");
        line.below.push(cells::hint(&format!("from {sources}")));
    }
}
