//! Paths, told as chains of steps: to people each chain of entities once, in plain lines each path.

use itertools::Itertools as _;

use crate::answer::{self, Dated, PathRow, PathStep};
use crate::model::{Direction, Status};
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::{Block, Chain, Link, Look};

use super::cells;

/// How many different words for one step are told.
const MOST_WORDS: usize = 3;

/// Returns paths as numbered chains.
pub(super) fn paths(rows: &[PathRow], look: &Look) -> Block {
    if look.format == Format::Plain {
        return Block::Chains(rows.iter().map(|row| path(row, look)).collect());
    }
    let chains = answer::Chain::all(rows);
    let shown = (1..).zip(look.screen(&chains));
    let drawn = shown.map(|(number, chain)| drawn(look.numbered.then_some(number), chain, look));
    Block::Chains(drawn.collect())
}

/// Returns one path as a chain without a number.
pub(super) fn path(row: &PathRow, look: &Look) -> Chain {
    let alone = answer::Chain::all(std::slice::from_ref(row));
    let chain = alone.first().map(|chain| drawn(None, chain, look));
    chain.unwrap_or_default()
}

fn drawn(number: Option<usize>, chain: &answer::Chain<'_>, look: &Look) -> Chain {
    let steps = chain.steps();
    let start = steps.first().and_then(|step| step.first());
    let strength = chain.strength().map(|strength| {
        Text::of(Role::Hint, "strength ").with(Role::Number, &format!("{strength:.3}"))
    });
    Chain {
        number,
        possible: cells::is_only_possible(chain.certainty()),
        start: start.map_or_else(Text::new, |step| cells::entity(&step.from)),
        links: steps.iter().map(|step| link(step, look)).collect(),
        aside: strength.unwrap_or_default(),
    }
}

/// Returns a step, which may follow any of several relations.
fn link(step: &[&PathStep], look: &Look) -> Link {
    let to = step.first().map(|relation| cells::entity(&relation.to));
    let directions = step.iter().map(|relation| relation.direction).unique();
    // Words that point both ways are told under the arrow that does.
    let direction = directions.exactly_one().unwrap_or(Direction::Mutual);
    Link {
        arrow: look.signs.arrow(direction),
        words: words(step, look),
        to: to.unwrap_or_default(),
        aside: match step {
            [alone] => about_one(alone),
            several => about_several(several, look),
        },
    }
}

/// Returns the different words for the relations of a step, the first few of them.
fn words(step: &[&PathStep], look: &Look) -> Text {
    let word = |relation: &&PathStep| match relation.words.as_str() {
        "" => cells::kind(&relation.kind, look),
        words => Text::of(Role::Kind, words),
    };
    let all: Vec<Text> = step.iter().map(word).unique_by(Text::plain).collect();
    let left_out = all.len().saturating_sub(MOST_WORDS);
    let mut told = Text::joined(all.into_iter().take(MOST_WORDS), ", ");
    if left_out > 0 {
        told.push(Role::Hint, &format!(" +{left_out}"));
    }
    told
}

/// Returns date, title and status of the one relation, and how many more there are.
fn about_one(relation: &PathStep) -> Text {
    let told = [
        cells::date(relation.when.as_ref()),
        cells::maybe(relation.title.as_ref()),
        status(relation).unwrap_or_default(),
        more(relation, 1),
    ];
    Text::joined(told, ", ")
}

/// Returns what the relations of a step have in common: from when to when, and how many there are.
fn about_several(relations: &[&PathStep], look: &Look) -> Text {
    let dates = relations.iter().filter_map(|one| one.when.as_ref());
    let (first, last) = Dated::span(dates);
    let number = relations.len();
    let count = cells::number(number).with(Role::Hint, " relations");
    // A status that is not the usual one is told only where it is that of all.
    let statuses = relations
        .iter()
        .map(|one| status(one))
        .unique_by(|status| status.as_ref().map(Text::plain));
    let status = statuses.exactly_one().ok().flatten();
    let more = relations.first().map(|one| more(one, number));
    let told = [
        cells::span(first, last, look.signs),
        status.unwrap_or_default(),
        count,
        more.unwrap_or_default(),
    ];
    Text::joined(told, ", ")
}

/// Returns the status, if it is not the one that people take for granted.
fn status(relation: &PathStep) -> Option<Text> {
    match relation.status {
        Status::Held | Status::InForce => None,
        unusual => Some(Text::of(Role::Status, unusual.word())),
    }
}

/// Returns how many relations link the two beside those told.
fn more(relation: &PathStep, told: usize) -> Text {
    match relation.parallel.saturating_sub(told as u64) {
        0 => Text::new(),
        more => cells::hint(&format!("+{more} more")),
    }
}
