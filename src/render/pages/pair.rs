//! All about a pair: ties, years, events, go-betweens, the shortest chain, and silences.

use crate::answer::{Between, Gap};
use crate::render::markup::Text;
use crate::render::page::{Block, Field, Grid, Look, column};

use super::{cells, chains, files, lists};

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
        page.extend(lists::count(&pair.years, &quiet));
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
        page.push(Block::Chains(vec![chains::path(path, look)]));
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

const GAPS: &[Field<Gap>] = &[
    (column("from", 10), |gap, _| cells::day(Some(gap.from))),
    (column("to", 10), |gap, _| cells::day(Some(gap.to))),
    (column("days", 4).right(), |gap, _| cells::number(gap.days)),
];
