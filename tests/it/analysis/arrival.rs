//! The earliest arrival equals what spreads over plain lists day by day, and the first path in
//! order.

use std::collections::BTreeSet;
use std::sync::Arc;

use chancery::analysis::{Aim, Cancel, Route, earliest_arrival, in_order};
use chancery::edtf::{Day, Edtf, Window};
use chancery::graph::{EntityKinds, Lens, Network, Statuses, View};
use chancery::model::{Dataset, EntityIx, EntityKind, Parties, Status};

use super::on_worlds;
use super::world::{entity, ontology, random_entity, relation, source};
use crate::dice::Dice;

/// The days that matter, beginning with the first of March 2015.
const DAYS: usize = 92;

/// A relation as a plain list has it.
struct Fact {
    kind: &'static str,
    status: Status,
    parties: Vec<usize>,
    /// The days on which it can be met.
    days: Vec<usize>,
}

/// How large a world is, and what is in it.
#[derive(Clone, Copy)]
struct Shape {
    entities: usize,
    contacts: usize,
    /// Relations that are no contacts.
    loose: usize,
}

/// A world in plain lists.
struct World {
    kinds: Vec<EntityKind>,
    facts: Vec<Fact>,
    data: Dataset,
}

fn day(number: usize) -> Day {
    let first = Day::from_ymd(2015, 3, 1).unwrap();
    first.plus_days(i64::try_from(number).unwrap())
}

/// Returns a date that is no single day, and the days that it may mean.
fn random_days(dice: &mut Dice, is_tie: bool) -> (Option<String>, Vec<usize>) {
    let (first, more) = (dice.below(DAYS), dice.below(20));
    let last = (first + more).min(DAYS - 1);
    let gap = dice.below(DAYS);
    let written = |number: usize| Edtf::from_day(day(number)).to_string();
    let all = || (0..DAYS).collect();
    match dice.below(8) {
        0 => (None, all()),
        1 => (
            Some(format!("{}/..", written(first))),
            (first..DAYS).collect(),
        ),
        2 => (Some(format!("../{}", written(last))), (0..=last).collect()),
        3 if !is_tie => (Some("2015-04".to_owned()), (31..61).collect()),
        4 if !is_tie && gap != first => {
            let two = BTreeSet::from([first, gap]);
            let text = two
                .iter()
                .map(|number| written(*number))
                .collect::<Vec<_>>();
            let marks = dice.pick(&[('{', '}'), ('[', ']')]);
            let text = format!("{}{}{}", marks.0, text.join(","), marks.1);
            (Some(text), two.into_iter().collect())
        }
        // What is in force on a day may be on any.
        5 if is_tie => (Some(written(first)), all()),
        _ => {
            let text = format!("{}/{}", written(first), written(last));
            (Some(text), (first..=last).collect())
        }
    }
}

impl World {
    fn random(dice: &mut Dice, shape: Shape) -> World {
        let kinds = [EntityKind::State, EntityKind::Person];
        let kinds: Vec<EntityKind> = (0..shape.entities).map(|_| dice.pick(&kinds)).collect();
        let mut builder = Dataset::builder(ontology());
        builder.source(source("source-0"));
        for (number, kind) in kinds.iter().enumerate() {
            builder.entity(entity(&id(number), *kind));
        }
        let mut facts = Vec::new();
        for number in 0..shape.contacts + shape.loose {
            let is_contact = number < shape.contacts;
            let (fact, when) = random_fact(dice, shape, is_contact);
            let roles = match fact.kind {
                "office" => ["holder", "body"],
                "visit" => ["visitor", "host"],
                _ => ["party", "party"],
            };
            let party = |at: usize| id(fact.parties[at]).parse().unwrap();
            let first = Parties::new().with(roles[0], party(0));
            let others = 1..fact.parties.len();
            let parties = others.fold(first, |all, at| all.with(roles[1], party(at)));
            let mut made = relation(&format!("relation-{number}"), fact.kind, parties);
            made.when = when.map(|text| Edtf::parse(&text).unwrap());
            // Ties are not held once.
            made.status = Some(fact.status)
                .filter(|status| fact.kind != "office" || *status == Status::Denied);
            builder.relation(made);
            facts.push(fact);
        }
        World {
            kinds,
            facts,
            data: builder.build().unwrap(),
        }
    }

    /// Returns the first day on which `to` is reached, if everything that may be met on a day is
    /// met until nobody is new.
    fn arrival(&self, asked: &Asked, from: usize, to: usize) -> Option<usize> {
        let mut reached = BTreeSet::from([from]);
        let passes_on = |entity: &usize| {
            *entity == from || *entity == to || asked.of.is_none_or(|of| self.kinds[*entity] == of)
        };
        for today in asked.since..=asked.last {
            loop {
                let before = reached.len();
                for fact in &self.facts {
                    let passes = asked.kinds.contains(&fact.kind)
                        && fact.status != Status::Denied
                        && fact.days.contains(&today);
                    if passes && fact.parties.iter().any(|party| reached.contains(party)) {
                        reached.extend(fact.parties.iter().copied().filter(passes_on));
                    }
                }
                if reached.contains(&to) {
                    return Some(today);
                }
                if reached.len() == before {
                    break;
                }
            }
        }
        None
    }
}

fn id(number: usize) -> String {
    format!("entity-{number:03}")
}

fn random_fact(dice: &mut Dice, shape: Shape, is_contact: bool) -> (Fact, Option<String>) {
    // Those of low numbers meet more.
    let range = 2 + dice.below(shape.entities - 1);
    let many = 2 + if is_contact || dice.once_in(2) {
        0
    } else {
        dice.below(4)
    };
    let mut parties: Vec<usize> = Vec::new();
    while parties.len() < many.min(range) {
        let one = dice.below(range);
        if !parties.contains(&one) {
            parties.push(one);
        }
    }
    let kind = dice.pick(if is_contact {
        &["meeting", "visit"]
    } else {
        &["office", "office", "meeting"]
    });
    let status = dice.pick(&[Status::Held, Status::Held, Status::Reported, Status::Denied]);
    let (when, days) = if is_contact {
        let on = dice.below(DAYS);
        (Some(Edtf::from_day(day(on)).to_string()), vec![on])
    } else {
        random_days(dice, kind == "office")
    };
    let fact = Fact {
        kind,
        status,
        parties,
        days,
    };
    (fact, when)
}

/// What is asked of a world.
struct Asked {
    since: usize,
    last: usize,
    kinds: Vec<&'static str>,
    of: Option<EntityKind>,
}

impl Asked {
    fn random(dice: &mut Dice) -> Asked {
        let kinds = ["meeting", "visit", "office"];
        let last = if dice.once_in(3) {
            dice.below(DAYS)
        } else {
            DAYS - 1
        };
        let without = if dice.once_in(3) { dice.below(3) } else { 3 };
        let kinds = kinds.into_iter().enumerate();
        Asked {
            since: dice.below(DAYS / 2),
            last,
            kinds: kinds
                .filter(|(at, _)| *at != without)
                .map(|(_, kind)| kind)
                .collect(),
            of: dice
                .once_in(4)
                .then(|| dice.pick(&[EntityKind::State, EntityKind::Person])),
        }
    }

    fn lens(&self, data: &Dataset) -> Lens {
        let wanted = self.kinds.iter();
        let wanted = wanted.filter_map(|kind| data.ontology().find(kind));
        Lens {
            via: (self.kinds.len() < 3).then(|| wanted.collect()),
            of: self
                .of
                .map_or(EntityKinds::ALL, |of| [of].into_iter().collect()),
            // The world goes on for ever, as plain lists do not.
            window: Window::between(None, Some(day(self.last))),
            statuses: Statuses::linking(),
            ..Lens::default()
        }
    }
}

/// Compares the arrival of some pairs of some worlds with that over plain lists.
fn check(seeds: std::ops::Range<u64>, pairs: usize, shape: impl Fn(&mut Dice) -> Shape) {
    let mut arrived = 0;
    for seed in seeds {
        let mut dice = Dice::new(seed);
        let shape = shape(&mut dice);
        let world = World::random(&mut dice, shape);
        let network = Network::new(Arc::new(world.data.clone()));
        let place = |number: usize| -> EntityIx { world.data.entity_ix(&id(number)).unwrap() };
        for _ in 0..pairs {
            let asked = Asked::random(&mut dice);
            let from = dice.below(shape.entities);
            let to = (from + 1 + dice.below(shape.entities - 1)) % shape.entities;
            let expected = world.arrival(&asked, from, to);
            let lens = asked.lens(&world.data);
            let (view, since) = (View::new(&network, &lens), day(asked.since));
            let found = earliest_arrival(view, place(from), place(to), since, &Cancel::new());
            let expected = expected.map(day);
            assert_eq!(found.unwrap(), expected, "seed {seed}, {from} to {to}");
            arrived += usize::from(expected.is_some());
        }
    }
    assert!(arrived > 100);
}

#[test]
fn contacts_alone_spread_as_plain_lists_do() {
    check(0..400, 8, |dice| Shape {
        entities: 4 + dice.below(60),
        contacts: dice.below(300),
        loose: 0,
    });
}

#[test]
fn contacts_with_ties_and_partial_dates_among_them_spread_as_plain_lists_do() {
    check(0..1_000, 6, |dice| Shape {
        entities: 4 + dice.below(40),
        contacts: dice.below(150),
        loose: 1 + dice.below(6),
    });
}

#[test]
fn ties_and_partial_dates_spread_as_plain_lists_do() {
    check(0..1_000, 6, |dice| Shape {
        entities: 4 + dice.below(12),
        contacts: dice.below(12),
        loose: dice.below(16),
    });
}

#[test]
fn a_goal_with_very_many_ties_is_reached_no_later() {
    check(0..60, 6, |dice| Shape {
        entities: 80 + dice.below(40),
        contacts: dice.below(300),
        loose: 150 + dice.below(300),
    });
}

#[test]
fn the_arrival_is_that_of_the_first_path_in_order() {
    on_worlds(2_000, |dice, data, lens| {
        let network = Network::new(Arc::new(data.clone()));
        let (from, to) = (random_entity(dice, data), random_entity(dice, data));
        let since = Day::from_ymd(dice.pick(&[2013, 2014, 2015, 2016]), 3, 4).unwrap();
        let late = Lens {
            window: lens.window.intersect(Window::between(Some(since), None)),
            ..lens.clone()
        };
        let route = Route::new(from, to, network.entity_count() as u32);
        let (asked, cancel) = (View::new(&network, lens), Cancel::new());
        let paths = in_order(
            View::new(&network, &late),
            &route,
            Aim::EarliestArrival,
            &cancel,
        );
        let paths = paths.unwrap().paths;
        let best = paths.iter().filter_map(|path| {
            if lens.certain {
                path.sure.and_then(|sure| sure.arrival)
            } else {
                path.possible.arrival
            }
        });
        let found = earliest_arrival(asked, from, to, since, &cancel).unwrap();
        if from != to {
            assert_eq!(found, best.min(), "{from:?} to {to:?} since {since:?}");
        }
    });
}
