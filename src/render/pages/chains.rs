//! Paths, told as chains of steps: to people each chain of entities once, in plain lines each path.

use itertools::Itertools as _;

use crate::answer::{self, Dated, Order, PathRow, PathStep, ThroughRef};
use crate::model::{Direction, RelationId, Status};
use crate::render::drawings;
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
    let told = shown.map(|(number, chain)| told(look.numbered.then_some(number), chain, look));
    block(told.collect(), look)
}

/// Returns one path without a number.
pub(super) fn alone(row: &PathRow, look: &Look) -> Block {
    block(vec![path(row, look)], look)
}

/// Returns chains drawn where they are few and short and there is a place for drawings.
fn block(chains: Vec<Chain>, look: &Look) -> Block {
    if drawings::are_routes(&chains, look) {
        return Block::Drawing(drawings::routes(&chains, look));
    }
    Block::Chains(chains)
}

/// Returns one path as a chain without a number.
fn path(row: &PathRow, look: &Look) -> Chain {
    let alone = answer::Chain::all(std::slice::from_ref(row));
    let chain = alone.first().map(|chain| told(None, chain, look));
    chain.unwrap_or_default()
}

fn told(number: Option<usize>, chain: &answer::Chain<'_>, look: &Look) -> Chain {
    let steps = chain.steps();
    let start = steps.first().and_then(|step| step.first());
    let strength = chain.strength().map(|strength| {
        Text::of(Role::Hint, "strength ").with(Role::Number, &format!("{strength:.3}"))
    });
    let order = chain.order().map(|order| in_order(order, &steps, look));
    let aside = [strength, order].into_iter().flatten();
    Chain {
        number,
        possible: cells::is_only_possible(chain.certainty()),
        start: start.map_or_else(Text::new, |step| {
            cells::titled(&step.from, &step.titles.from)
        }),
        links: steps.iter().map(|step| link(step, look)).collect(),
        aside: Text::joined(aside, look.signs.dot),
    }
}

/// Returns a step, which may follow any of several relations.
fn link(step: &[&PathStep], look: &Look) -> Link {
    // The relations of a step may be of different times, and so may be the posts held.
    let mut titles = step.iter().map(|relation| &relation.titles.to);
    let titles = titles.all_equal_value().cloned().unwrap_or_default();
    let to = step.first();
    let to = to.map(|relation| cells::titled(&relation.to, &titles));
    let directions = step.iter().map(|relation| relation.direction).unique();
    // Words that point both ways are told under the arrow that does.
    let direction = directions.exactly_one().unwrap_or(Direction::Mutual);
    Link {
        arrow: look.signs.arrow(direction),
        direction,
        words: words(step, look),
        to: to.unwrap_or_default(),
        aside: match step {
            [alone] => about_one(alone, look),
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
fn about_one(relation: &PathStep, look: &Look) -> Text {
    let told = [
        cells::date(relation.when.as_ref()),
        cells::maybe(relation.title.as_ref()),
        status(relation).unwrap_or_default(),
        more(relation, 1),
        through(&relation.through),
    ];
    cited(Text::joined(told, ", "), &[relation], look)
}

/// Returns through whom a step is made, if through anybody.
fn through(links: &[ThroughRef]) -> Text {
    let actors = cells::through(links);
    if actors.is_blank() {
        return actors;
    }
    let mut told = cells::hint("through ");
    told.append(&actors);
    told
}

/// Returns what is told of a step with the numbers of its sources, if these are to be cited.
fn cited(told: Text, step: &[&PathStep], look: &Look) -> Text {
    let numbers = look.citation(step.iter().map(|relation| &relation.relation));
    Text::joined([told, numbers], " ")
}

/// Returns when a chain arrives, and what leaves its order in doubt.
fn in_order(order: &Order, steps: &[Vec<&PathStep>], look: &Look) -> Text {
    let told = Text::of(Role::Date, &journey(order));
    let doubt = order.doubt.as_ref().map(|doubt| {
        let named = |id: &RelationId| {
            let mut relations = steps.iter().flatten();
            relations.find(|relation| relation.relation == *id)
        };
        let one =
            |id: &RelationId| named(id).map_or_else(Text::new, |relation| dated(relation, look));
        let mut told = cells::plain("the order is only possible: ");
        told.append(&one(&doubt.earlier));
        told.push(Role::Plain, " may come after ");
        told.append(&one(&doubt.later));
        told
    });
    Text::joined([told, doubt.unwrap_or_default()], "; ")
}

/// Returns when a chain sets out and arrives, at best and for sure.
fn journey(order: &Order) -> String {
    let (departure, arrival) = (order.departure, order.arrival);
    let by = if departure.earliest == departure.latest {
        ""
    } else {
        "by "
    };
    let leaves = departure.latest.map(|day| format!("leaves {by}{day}"));
    let arrives = match (arrival.earliest, arrival.latest) {
        (Some(first), Some(last)) if first == last => Some(format!("arrives {first}")),
        (Some(first), Some(last)) => {
            let leaving = departure
                .earliest
                .filter(|day| Some(*day) != departure.latest);
            let leaving = leaving.map(|day| format!(" leaving {day}"));
            let leaving = leaving.unwrap_or_default();
            Some(format!(
                "arrives {first} at the earliest, surely by {last}{leaving}"
            ))
        }
        (Some(first), None) => Some(format!("arrives {first} at the earliest")),
        (None, Some(last)) => Some(format!("arrives by {last}")),
        (None, None) => None,
    };
    let told = leaves.into_iter().chain(arrives).join(", ");
    if told.is_empty() {
        return "no date tells when it arrives".to_owned();
    }
    told
}

/// Returns the kind of a relation with its date and its id: `meeting 2024-11 (id)`.
fn dated(relation: &PathStep, look: &Look) -> Text {
    let kind = cells::kind(&relation.kind, look);
    let date = cells::date(relation.when.as_ref());
    Text::joined([kind, date], " ").with(Role::Hint, &format!(" ({})", relation.relation))
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
        through(&links_of(relations)),
    ];
    cited(Text::joined(told, ", "), relations, look)
}

/// Returns the links of all relations of a step, unless they are too many to tell.
fn links_of(relations: &[&PathStep]) -> Vec<ThroughRef> {
    let links = relations.iter().flat_map(|relation| &relation.through);
    let links: Vec<ThroughRef> = links.cloned().collect();
    if ThroughRef::bottoms(&links).count() > MOST_WORDS {
        return Vec::new();
    }
    links
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
