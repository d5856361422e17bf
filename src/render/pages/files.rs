//! All about one thing: an entity, a relation, a source; and the sources behind a row.

use itertools::Itertools as _;

use crate::answer::{Dossier, RelationFile, SourceFile, SourceRef, TimelineRow, WhyRow};
use crate::model::Status;
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::{Block, Entry, Field, Grid, Look, column};

use super::cells;
use super::timeline;

/// Returns the dossier: names and codes, then offices, ties and events, numbered through.
pub(super) fn entity(dossier: &Dossier, look: &Look) -> Vec<Block> {
    let class = dossier.class.as_ref().map(|class| format!(", {class}"));
    let kind = dossier.entity.kind.word();
    let codes = dossier
        .codes
        .iter()
        .map(|(scheme, code)| format!("{scheme} {code}"));
    let mut page = vec![
        Block::Title(cells::entity(&dossier.entity)),
        Block::Facts(vec![
            ("id", cells::plain(dossier.entity.id.as_str())),
            (
                "kind",
                Text::of(Role::Kind, kind).with(Role::Kind, &class.unwrap_or_default()),
            ),
            ("also", cells::listed(&dossier.aliases)),
            ("codes", cells::listed(codes)),
            ("note", cells::maybe(dossier.note.as_ref())),
            ("sources", cells::number(dossier.sources)),
        ]),
    ];
    let (offices, ties) = (dossier.offices.len(), dossier.ties.len());
    page.extend(section("Offices", &dossier.offices, 1, look));
    page.extend(section("Ties", &dossier.ties, 1 + offices, look));
    page.extend(latest(dossier, 1 + offices + ties, look));
    if dossier.rows().next().is_none() {
        page.push(Block::Remark("no relation is recorded".to_owned()));
    }
    page
}

/// Returns the latest events, numbered from `first`, and how to see those before them.
fn latest(dossier: &Dossier, first: usize, look: &Look) -> Vec<Block> {
    let shown = look.screen(&dossier.events);
    let mut page = section("Events", shown, first, look);
    let (number, total) = (shown.len() as u64, dossier.events_total);
    if number < total {
        let id = &dossier.entity.id;
        page.push(Block::Remark(format!(
            "the latest {number} of {total} events, `timeline {id}` shows all"
        )));
    }
    page
}

/// Returns relations under a heading, or nothing if there are none.
pub(super) fn section(name: &str, rows: &[TimelineRow], first: usize, look: &Look) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let shown = look.screen(rows);
    let mut blocks = vec![
        Block::Section(name.to_owned()),
        timeline::relations(shown, first, look),
    ];
    blocks.extend(more(shown.len(), rows.len()));
    blocks
}

/// Returns the line that says how many rows of a part are not shown.
pub(super) fn more(shown: usize, of: usize) -> Option<Block> {
    (shown < of).then(|| Block::Remark(format!("showing {shown} of {of}, `last` shows all")))
}

/// Returns the record of a relation, with what every source says of it.
pub(super) fn relation(file: &RelationFile, look: &Look) -> Vec<Block> {
    let row = &file.row;
    let part_of = file.part_of.as_ref();
    let mut page = vec![
        Block::Title(timeline::what(row, look)),
        Block::Facts(vec![
            ("id", cells::plain(row.relation.as_str())),
            ("when", cells::date(row.when.as_ref())),
            ("status", status(row, look)),
            ("who", cells::parties(&row.parties, &row.through, look)),
            ("through", cells::through(&row.through)),
            ("where", timeline::place(row)),
            ("about", cells::listed(&row.topics)),
            ("counts", cells::counted(&file.numbers)),
            ("summary", cells::maybe(row.summary.as_ref())),
            ("part of", part_of.map(whole).unwrap_or_default()),
        ]),
    ];
    if !file.parts.is_empty() {
        page.push(Block::Section("In its margin".to_owned()));
        let quiet = Look {
            numbered: false,
            ..look.clone()
        };
        page.push(timeline::named(&file.parts, &quiet));
    }
    page.push(Block::Section("Reports".to_owned()));
    page.extend(reports(&file.reports, false, look));
    if !file.uncounted.is_empty() {
        page.push(Block::Section("Published later, or left out".to_owned()));
        page.extend(reports(&file.uncounted, false, look));
    }
    page
}

/// Returns the status of a relation. A tie that may be over is not said to be in force: its dates
/// tell all that is known.
fn status(row: &TimelineRow, look: &Look) -> Text {
    let lasts = row.when.as_ref().is_some_and(|when| when.edtf.ends_open());
    match row.status {
        Status::InForce if !lasts => cells::status(row.status, look),
        status => Text::of(Role::Status, status.word()),
    }
}

/// Returns the words for what a relation is a part of, and the id by which to go on to it.
fn whole((id, name): &(String, String)) -> Text {
    if id == name {
        return cells::plain(id);
    }
    cells::plain(name).with(Role::Hint, &format!(" ({id})"))
}

/// Returns a source with what it reports.
pub(super) fn source(file: &SourceFile, look: &Look) -> Vec<Block> {
    let source = &file.source;
    let mut page = vec![
        Block::Title(Text::of(Role::Heading, &source.title)),
        Block::Facts(vec![
            ("id", cells::plain(source.id.as_str())),
            ("publisher", cells::maybe(source.publisher.as_ref())),
            ("published", cells::date(source.published.as_ref())),
            ("retrieved", cells::date(source.retrieved.as_ref())),
            ("url", cells::maybe(source.url.as_ref())),
            ("file", file_and_row(source)),
            ("language", cells::maybe(source.language.as_ref())),
            ("note", cells::maybe(source.note.as_ref())),
        ]),
    ];
    page.extend(section("Relations", &file.relations, 1, look));
    page
}

/// Returns the reports behind the relations of a row.
pub(super) fn why(rows: &[WhyRow], look: &Look) -> Vec<Block> {
    reports(rows, look.numbered, look)
}

const WHY: &[Field<WhyRow>] = &[
    (column("relation", 10), |row, _| {
        cells::plain(row.relation.as_str())
    }),
    (column("kind", 10), |row, look| cells::kind(&row.kind, look)),
    (column("source", 10), |row, _| {
        cells::plain(row.source.id.as_str())
    }),
    (column("title", 10), |row, _| {
        cells::plain(&row.source.title)
    }),
    (column("publisher", 10), |row, _| {
        cells::maybe(row.source.publisher.as_ref())
    }),
    (column("published", 10), |row, _| {
        cells::date(row.source.published.as_ref())
    }),
    (column("retrieved", 10), |row, _| {
        cells::date(row.source.retrieved.as_ref())
    }),
    (column("url", 10), |row, _| {
        cells::maybe(row.source.url.as_ref())
    }),
    (column("locator", 10), |row, _| {
        cells::maybe(row.locator.as_ref())
    }),
    (column("says", 10), |row, look| differences(row, look)),
    (column("note", 10), |row, _| cells::maybe(row.note.as_ref())),
];

/// Returns reports as entries of several lines; in the plain format each is one line of fields.
fn reports(rows: &[WhyRow], numbered: bool, look: &Look) -> Vec<Block> {
    if look.format == Format::Plain {
        return vec![Block::Grid(Grid::of(rows, WHY, look))];
    }
    let relations = rows.iter().map(|row| &row.relation).unique().count();
    let entries = (1..).zip(rows).map(|(number, row)| Entry {
        number: numbered.then_some(number),
        title: Text::of(Role::Heading, &row.source.title),
        lines: report(row, relations > 1, look),
    });
    vec![Block::Entries(entries.collect())]
}

/// Returns the lines below the title of a report.
fn report(row: &WhyRow, with_relation: bool, look: &Look) -> Vec<Text> {
    let relation = with_relation.then(|| named("for", cells::plain(row.relation.as_str())));
    let [origin, url, file] = origin(&row.source);
    let lines = [
        relation.unwrap_or_default(),
        origin,
        url,
        file,
        named("at", cells::maybe(row.locator.as_ref())),
        named("says", differences(row, look)),
        cells::maybe(row.note.as_ref()),
    ];
    lines.into_iter().filter(|line| !line.is_blank()).collect()
}

/// Returns who published a source and when, its address, and its place in a file.
pub(super) fn origin(source: &SourceRef) -> [Text; 3] {
    let published = Text::joined(
        [
            cells::maybe(source.publisher.as_ref()),
            named("published", cells::date(source.published.as_ref())),
            named("read", cells::date(source.retrieved.as_ref())),
        ],
        ", ",
    );
    let url = cells::maybe(source.url.as_ref());
    [published, url, file_and_row(source)]
}

/// Returns a value behind the word for it; nothing if there is no value.
pub(super) fn named(word: &str, value: Text) -> Text {
    if value.is_blank() {
        return value;
    }
    Text::joined([cells::hint(word), value], " ")
}

/// Returns what a report says otherwise than the relation.
fn differences(row: &WhyRow, look: &Look) -> Text {
    let status = row
        .status
        .map(|status| Text::of(Role::Status, status.word()));
    let told = [
        cells::date(row.when.as_ref()),
        status.unwrap_or_default(),
        cells::parties(&row.parties, &[], look),
        cells::maybe(row.title.as_ref()),
        row.place.as_ref().map(cells::entity).unwrap_or_default(),
        cells::listed(&row.topics),
        cells::counted(&row.numbers),
    ];
    Text::joined(told, ", ")
}

fn file_and_row(source: &SourceRef) -> Text {
    let row = source.row.map(|row| cells::plain(&format!("row {row}")));
    Text::joined(
        [cells::maybe(source.file.as_ref()), row.unwrap_or_default()],
        ", ",
    )
}
