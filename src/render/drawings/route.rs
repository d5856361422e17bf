//! The route: a chain of a few steps, each drawn as an arrow with what links the two beside it.
//!
//! ```text
//! 1  Rwanda ══ met, 2018-06-03 ══ Sergey Lavrov ── headed, 2004-03-09/.. ─▶ Ministry
//!
//! 1  Sergey Lavrov (foreign minister)
//!    ║  met with, 2025-12-19/2025-12-20, +3 more
//!    Olivier Nduhungirehe (foreign minister)
//!    ▼  held an office of, 2024-06-12/.., Minister of Foreign Affairs
//!    Ministry of Foreign Affairs and International Cooperation
//! ```
//!
//! Across where all stands on one line, else downwards. A double line goes both ways, a broken
//! one is of a chain that is only possible: a chain is as sure as its weakest step.

use crate::model::Direction;
use crate::render::gutter::Gutter;
use crate::render::markup::{Role, Text, blank};
use crate::render::page::{Chain, Drawing, Link, Look};
use crate::render::signs::Strokes;

/// The most steps of a chain that is drawn.
const MOST_STEPS: usize = 4;
/// The most chains that are drawn; more are better compared in columns.
const MOST_ROUTES: usize = 6;
/// The most lines of a name, and of what is told of a step.
const LINES: usize = 6;

/// Tells whether chains are few and short enough to be drawn.
pub(in crate::render) fn are_routes(chains: &[Chain], look: &Look) -> bool {
    let short = |chain: &Chain| (1..=MOST_STEPS).contains(&chain.links.len());
    look.draws() && chains.len() <= MOST_ROUTES && chains.iter().all(short)
}

/// Returns the chains as routes, one below the other.
pub(in crate::render) fn routes(chains: &[Chain], look: &Look) -> Drawing {
    let gutter = Gutter::of(chains.iter().map(|one| (&one.number, one.possible)));
    let drawn = chains.iter().flat_map(|chain| {
        let start = gutter.first_line(chain.number, chain.possible);
        let across = start.clone().with_all(&across(chain, look));
        if across.width() > look.width {
            return downwards(chain, &start, look);
        }
        let rest = blank(start.width());
        let aside = (!chain.aside.is_blank()).then(|| {
            chain
                .aside
                .hung(&rest, &rest, (look.width, LINES), look.signs)
        });
        std::iter::once(across)
            .chain(aside.into_iter().flatten())
            .collect()
    });
    Drawing {
        lines: drawn.collect(),
        marked: chains.iter().any(|chain| chain.possible),
    }
}

/// Returns what is told of a step: the words for it, its date, and the rest.
fn told(link: &Link) -> Text {
    Text::joined([link.words.clone(), link.aside.clone()], ", ")
}

/// Returns the chain on one line, however long.
fn across(chain: &Chain, look: &Look) -> Text {
    let strokes = look.signs.strokes(chain.possible);
    let mut line = chain.start.clone();
    for link in &chain.links {
        let [before, behind] = match link.direction {
            Direction::Forward => strokes.forward,
            Direction::Back => strokes.back,
            Direction::Mutual => strokes.mutual,
        };
        line.push(Role::Hint, &format!(" {before} "));
        line.append(&told(link));
        line.push(Role::Hint, &format!(" {behind} "));
        line.append(&link.to);
    }
    line
}

/// Returns the chain with a line for each entity, and below it the step to the next.
fn downwards(chain: &Chain, start: &Text, look: &Look) -> Vec<Text> {
    let most = (look.width, LINES);
    let left = blank(start.width());
    let head = Text::joined([chain.start.clone(), chain.aside.clone()], look.signs.dot);
    let mut lines = head.hung(start, &left, most, look.signs);
    for link in &chain.links {
        let strokes = look.signs.strokes(chain.possible);
        lines.extend(step(link, &left, strokes, look));
        lines.extend(link.to.hung(&left, &left, most, look.signs));
    }
    lines
}

/// Returns the lines of one step: its head on the first where it goes up, on the last where it
/// goes down.
fn step(link: &Link, margin: &Text, strokes: &Strokes, look: &Look) -> Vec<Text> {
    let sign = |sign| {
        margin
            .clone()
            .with(Role::Hint, sign)
            .with(Role::Plain, "  ")
    };
    let (first, rest) = match link.direction {
        Direction::Mutual => (strokes.mutual_stem, strokes.mutual_stem),
        Direction::Back => (strokes.up, strokes.stem),
        Direction::Forward => (strokes.stem, strokes.stem),
    };
    let words = told(link);
    let room = look.width.saturating_sub(sign(first).width());
    let parts = words.folded(room, LINES, look.signs);
    let last = parts.len().saturating_sub(1);
    let drawn = |(at, part): (usize, Text)| {
        let stroke = match at {
            _ if at == last && link.direction == Direction::Forward => strokes.down,
            0 => first,
            _ => rest,
        };
        sign(stroke).with_all(&part)
    };
    parts.into_iter().enumerate().map(drawn).collect()
}
