//! How each kind of answer is told to people: from rows to a page.
//!
//! Knows every kind of row, and no layout. A new kind of answer is one more line in [`page_of`].

mod cells;
mod chains;
mod changes;
mod cited;
mod conflicts;
mod files;
mod lists;
mod overall;
mod pair;
mod recorded;
mod terms;
mod timeline;

pub(crate) use cells::TAKING_PART;

use crate::answer::{Answer, Chain, End, Rows};
use crate::text::counted;

use super::format::Format;
use super::page::{Block, Look};

/// Returns the page that tells the answer; notes and cited sources come last.
pub(super) fn page_of(answer: &Answer, look: &Look) -> Vec<Block> {
    let mut page = match &answer.rows {
        _ if answer.rows.is_empty() => Vec::new(),
        Rows::Find(rows) => lists::find(look.screen(rows), look),
        Rows::Entity(dossier) => files::entity(dossier, look),
        Rows::Relation(file) => files::relation(file, look),
        Rows::Source(file) => files::source(file, look),
        Rows::Neighbours(rows) => lists::neighbours(rows, &answer.question, look),
        Rows::Paths(rows) => vec![chains::paths(rows, look)],
        Rows::Timeline(rows) => timeline::timeline(rows, answer.total, look),
        Rows::Between(pair) => pair::between(pair, look),
        Rows::Common(rows) => lists::common(look.screen(rows), look),
        Rows::Count(rows) => lists::count(look.screen(rows), look),
        Rows::Rank(rows) => vec![overall::rank(look.screen(rows), look)],
        Rows::Groups(rows) => vec![overall::groups(look.screen(rows), look)],
        Rows::Why(rows) => files::why(look.screen(rows), look),
        Rows::Who(rows) => terms::terms(look.screen(rows), look),
        Rows::Changes(rows) => vec![changes::changes(look.screen(rows), look)],
        Rows::Conflicts(rows) => vec![conflicts::conflicts(look.screen(rows), look)],
        Rows::History(rows) => vec![recorded::history(look.screen(rows), look)],
        Rows::Log(rows) => vec![recorded::log(look.screen(rows), look)],
        Rows::Diff(rows) => vec![recorded::diff(look.screen(rows), look)],
        Rows::Merge(rows) => vec![recorded::merge(look.screen(rows), look)],
        Rows::Date(rows) => lists::dates(rows, look),
    };
    let marked = look.format != Format::Plain && page.iter().any(Block::is_marked);
    page.extend(closing(answer, marked, look));
    page.extend(cited::sources(
        answer.cited.as_deref().unwrap_or_default(),
        look,
    ));
    page
}

/// Returns what stands under the rows: how many there are, how to see the rest, and the notes.
fn closing(answer: &Answer, marked: bool, look: &Look) -> Vec<Block> {
    let clocks = clocks(answer).into_iter();
    let notes = clocks
        .chain(answer.notes.iter().cloned())
        .map(Block::Remark);
    if answer.rows.is_empty() {
        let nothing = answer.notes.is_empty().then(|| "nothing found".to_owned());
        return notes.chain(nothing.map(Block::Remark)).collect();
    }
    let number = number_line(answer, look).map(Block::Remark);
    let legend = marked.then(|| Block::Remark("`?` marks what is only possible".to_owned()));
    number.into_iter().chain(legend).chain(notes).collect()
}

/// Returns the line that says which clocks hold: `as of 2024-02-03, known by 2025-05-27`.
fn clocks(answer: &Answer) -> Option<String> {
    let clocks = [("as of", &answer.as_of), ("known by", &answer.known_by)];
    let told = clocks.into_iter().filter_map(|(words, day)| {
        let day = day.as_ref()?;
        Some(format!("{words} {day}"))
    });
    let recorded = answer.recorded_at.iter();
    let recorded = recorded.map(|moment| format!("as recorded at {}", moment.shortest()));
    let told = told.chain(recorded).collect::<Vec<_>>().join(", ");
    (!told.is_empty()).then_some(told)
}

/// Returns the line that says how many rows there are, where the rows are a list.
///
/// Other formats than the table have all the rows, and say so only where a limit left some out.
fn number_line(answer: &Answer, look: &Look) -> Option<String> {
    let held = answer.rows.len();
    let total = answer.total.max(held as u64);
    if let Rows::Paths(rows) = &answer.rows {
        let chains = Chain::all(rows).len();
        if chains < held && look.format != Format::Plain {
            return chain_line(chains, held, total, look);
        }
    }
    let (one, many) = nouns(&answer.rows)?;
    let shown = look.screenful.unwrap_or(held).min(held) as u64;
    if let Some(end) = answer.end {
        return Some(end_line(end, shown, held, &counted(total, one, many)));
    }
    if shown < total {
        let way = way(held, total);
        return Some(format!(
            "showing {shown} of {total} {many}, {way} shows all"
        ));
    }
    matches!(look.format, Format::Table).then(|| counted(total, one, many))
}

/// Returns the line for rows that stand at one end of all, as they were asked for.
fn end_line(end: End, shown: u64, held: usize, of: &str) -> String {
    let end = match end {
        End::First => "first",
        End::Last => "last",
    };
    if shown < held as u64 {
        return format!("showing {shown} of the {end} {held} of {of}, `last` shows all {held}");
    }
    format!("showing the {end} {held} of {of}")
}

/// Returns the line that says how many chains there are, and how many paths these stand for.
fn chain_line(chains: usize, held: usize, total: u64, look: &Look) -> Option<String> {
    let shown = look.screenful.unwrap_or(chains).min(chains);
    let mut line = counted(chains as u64, "chain of entities", "chains of entities");
    if shown < chains {
        line = format!("showing {shown} of {line}");
    }
    let paths = counted(total, "path", "paths");
    if (held as u64) < total {
        return Some(format!(
            "{line}, {held} of {paths}, {} shows all",
            way(held, total)
        ));
    }
    if shown < chains {
        return Some(format!("{line}, {} shows all", way(held, total)));
    }
    matches!(look.format, Format::Table).then(|| format!("{line}, {paths}"))
}

/// Returns the question or command that shows the rows left out: by a limit, or by the screen.
fn way(held: usize, total: u64) -> String {
    if total > held as u64 {
        format!("`limit {total}`")
    } else {
        "`last`".to_owned()
    }
}

/// Returns the words for one and for many rows of a list.
const fn nouns(rows: &Rows) -> Option<(&'static str, &'static str)> {
    match rows {
        Rows::Find(_) | Rows::Common(_) | Rows::Rank(_) => Some(("entity", "entities")),
        Rows::Neighbours(_) => Some(("neighbour", "neighbours")),
        Rows::Paths(_) => Some(("path", "paths")),
        Rows::Timeline(_) => Some(("relation", "relations")),
        Rows::Count(_) => Some(("row", "rows")),
        Rows::Groups(_) => Some(("group", "groups")),
        Rows::Why(_) => Some(("report", "reports")),
        Rows::Who(_) => Some(("term", "terms")),
        Rows::Changes(_) => Some(("change", "changes")),
        Rows::Conflicts(_) => Some(("disagreement", "disagreements")),
        Rows::History(_) => Some(("version", "versions")),
        Rows::Log(_) => Some(("entry", "entries")),
        Rows::Diff(_) => Some(("record differs", "records differ")),
        Rows::Merge(_) => Some(("conflict", "conflicts")),
        Rows::Entity(_)
        | Rows::Relation(_)
        | Rows::Source(_)
        | Rows::Between(_)
        | Rows::Date(_) => None,
    }
}
