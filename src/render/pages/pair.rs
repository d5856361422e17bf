//! All about a pair: ties, years, events, go-betweens, the shortest chain, and silences.

use crate::answer::{Between, Gap};
use crate::render::drawings::Strip;
use crate::render::markup::Text;
use crate::render::page::{Block, Field, Grid, Look, column};

use super::{cells, chains, files, lists};

/// The most years with events that are listed one below the other.
const MOST_LISTED_YEARS: usize = 16;

/// Returns the page of a pair; ties and events are numbered through.
pub(super) fn between(pair: &Between, look: &Look) -> Vec<Block> {
    let quiet = Look {
        numbered: false,
        ..look.clone()
    };
    let ends = [cells::entity(&pair.a), cells::entity(&pair.b)];
    let mut page = vec![Block::Title(Text::joined(ends, " and "))];
    page.extend(files::section("Ties", &pair.ties, 1, look));
    if !pair.years.is_empty() {
        page.push(Block::Section("Events by year".to_owned()));
        page.extend(years(pair, &quiet));
    }
    page.extend(files::section(
        "Events",
        &pair.events,
        1 + pair.ties.len(),
        look,
    ));
    if !pair.go_betweens.is_empty() {
        page.push(Block::Section("Go-betweens".to_owned()));
        let shown = look.screen(&pair.go_betweens);
        page.extend(lists::common(shown, &quiet));
        page.extend(files::more(shown.len(), pair.go_betweens.len()));
    }
    if let Some(path) = &pair.shortest {
        page.push(Block::Section("Shortest chain".to_owned()));
        page.push(chains::alone(path, look));
    }
    if !pair.gaps.is_empty() {
        page.push(Block::Section("Longest silences".to_owned()));
        page.push(Block::Grid(Grid::of(&pair.gaps, GAPS, look)));
    }
    if page.len() == 1 {
        page.push(Block::Remark("nothing found".to_owned()));
    }
    page
}

/// Returns the events by year: as a strip, which shows the silent years too, where it tells each
/// number or where a list of the years would be long; else as a list.
fn years(pair: &Between, look: &Look) -> Vec<Block> {
    let strip = Strip::of(&pair.events, pair.events.len() as u64, look);
    let reads_better = |strip: &Strip| strip.exact || pair.years.len() > MOST_LISTED_YEARS;
    match strip.filter(reads_better) {
        Some(strip) => vec![Block::Drawing(strip.drawing)],
        None => lists::count(&pair.years, look),
    }
}

const GAPS: &[Field<Gap>] = &[
    (column("from", 10), |gap, _| cells::day(Some(gap.from))),
    (column("to", 10), |gap, _| cells::day(Some(gap.to))),
    (column("days", 4).right(), |gap, _| cells::number(gap.days)),
];
