//! Paths in order equal the best of all simple chains under all completions of their dates.

mod calendar;
mod plain;

use std::sync::Arc;

use chancery::analysis::{
    Aim, Blocked, Cancel, InOrder, Journey, OrderedPath, Pair, Route, in_order,
};
use chancery::edtf::{Day, Edtf, Truth};
use chancery::graph::{EntityKinds, Lens, Network, View};
use chancery::model::{Acts, Dataset, Entity, EntityKind, Kind, Ontology, Parties, Relation};

use super::world::{entity, ontology, random_entity, relation, source};
use crate::dice::Dice;
use calendar::{LAST, Mask, SIZE, day, random_date, random_window};
use plain::{Chain, Fact, NEVER, arrivals, chains, facts, journey, last_departure, rank};

const AIMS: [Aim; 3] = [Aim::EarliestArrival, Aim::LatestDeparture, Aim::Fastest];

/// The records of a small multigraph, in an order that must not matter.
struct World {
    entities: Vec<Entity>,
    relations: Vec<Relation>,
}

impl World {
    fn random(dice: &mut Dice) -> World {
        World::with_gatherings(dice, 5)
    }

    /// Returns a world in which one relation in so many has several parties.
    fn with_gatherings(dice: &mut Dice, one_in: usize) -> World {
        let kinds = [EntityKind::State, EntityKind::Person];
        let entities: Vec<Entity> = (0..4 + dice.below(3))
            .map(|number| entity(&format!("entity-{number}"), dice.pick(&kinds)))
            .collect();
        let relations = (0..3 + dice.below(8))
            .map(|number| World::relation(dice, number, &entities, one_in))
            .collect();
        World {
            entities,
            relations,
        }
    }

    /// Returns a world in which nearly everything happened on a known day between two.
    fn of_known_days(dice: &mut Dice) -> World {
        let mut world = World::with_gatherings(dice, 12);
        for relation in &mut world.relations {
            if relation.kind == "meeting" && !dice.once_in(6) {
                relation.when = day(1 + dice.below(LAST - 1)).map(Edtf::from_day);
            }
        }
        world
    }

    fn relation(dice: &mut Dice, number: usize, entities: &[Entity], one_in: usize) -> Relation {
        let mut who = entities.to_vec();
        // Mostly those who stand near each other are linked, so that chains are long.
        who.rotate_left(dice.below(entities.len()));
        if dice.once_in(4) {
            dice.shuffle(&mut who);
        }
        let (kind, first, second) = if dice.once_in(3) {
            ("office", "holder", "body")
        } else {
            ("meeting", "party", "party")
        };
        let mut parties = Parties::new().with(first, who[0].id.clone());
        for other in &who[1..2 + usize::from(dice.once_in(one_in))] {
            parties = parties.with(second, other.id.clone());
        }
        Relation {
            when: random_date(dice),
            ..relation(&format!("relation-{number}"), kind, parties)
        }
    }

    fn network(&self) -> Network {
        let mut builder = Dataset::builder(offices_act());
        builder.source(source("source-0"));
        for entity in &self.entities {
            builder.entity(entity.clone());
        }
        for relation in &self.relations {
            builder.relation(relation.clone());
        }
        Network::new(Arc::new(builder.build().unwrap()))
    }
}

/// Returns kinds of relation of which one says who acts for whom.
fn offices_act() -> Ontology {
    let kinds = ontology();
    let kinds = kinds.kinds().map(|(_, kind)| {
        let acts = Acts::new("holder", "body");
        Kind {
            acts: (kind.id == "office").then_some(acts),
            ..kind.clone()
        }
    });
    Ontology::new(Vec::new(), kinds.collect()).unwrap()
}

/// A question with the days of its window.
struct Question {
    lens: Lens,
    inner: Mask,
    outer: Mask,
    route: Route,
}

impl Question {
    fn random(dice: &mut Dice, data: &Dataset) -> Question {
        let (window, inner, outer) = random_window(dice);
        let mut lens = Lens {
            window,
            certain: dice.once_in(5),
            ..Lens::default()
        };
        if dice.once_in(8) {
            lens.of = EntityKinds::from_iter([EntityKind::State]);
        }
        let mut ends = (random_entity(dice, data), random_entity(dice, data));
        if !dice.once_in(3) {
            let all: Vec<_> = data.entity_ixs().collect();
            ends.1 = all[(ends.0.index() + 2 + dice.below(2)) % all.len()];
        }
        let mut route = Route::new(ends.0, ends.1, 4 - (dice.below(10) / 3) as u32);
        if dice.once_in(6) {
            route = route.with_avoiding([random_entity(dice, data)]);
        }
        Question {
            lens,
            inner,
            outer,
            route,
        }
    }
}

/// What is known of a chain by trying everything.
struct Tried<'a> {
    chain: &'a Chain<'a>,
    possible: Option<(usize, usize)>,
    sure: Option<(usize, usize)>,
}

impl Tried<'_> {
    fn rank(&self, aim: Aim, sure: bool) -> Option<((u64, usize), usize)> {
        let span = if sure { self.sure } else { self.possible };
        span.map(|span| (rank(span, aim), self.chain.facts.len()))
    }

    fn is(&self, path: &OrderedPath) -> bool {
        let steps = &path.path.steps;
        path.path.entities().eq(self.chain.entities.iter().copied())
            && steps.len() == self.chain.facts.len()
            && (steps.iter().zip(&self.chain.facts))
                .all(|(step, fact)| step.relation == fact.relation)
    }
}

fn shown(span: Option<(usize, usize)>) -> Option<Journey> {
    span.map(|(from, to)| Journey {
        departure: day(from),
        arrival: day(to),
    })
}

fn check_row(row: &OrderedPath, tried: &[Tried<'_>], aim: Aim, sure: bool) {
    let own = tried.iter().find(|one| one.is(row)).unwrap();
    let best = tried.iter().filter_map(|one| one.rank(aim, sure)).min();
    assert_eq!(own.rank(aim, sure), best, "{row:?}");
    assert_eq!(Some(row.possible), shown(own.possible), "{row:?}");
    assert_eq!(row.sure, shown(own.sure), "{row:?}");
    let order = if own.sure.is_some() {
        Truth::Certain
    } else {
        Truth::Possible
    };
    assert_eq!(row.order, order);
    let truths = row.path.steps.iter().map(|step| step.truth);
    assert!(truths.eq(own.chain.truths.iter().copied()), "{row:?}");
    let steps: Vec<Vec<&Fact>> = own.chain.facts.iter().map(|fact| vec![*fact]).collect();
    assert_eq!(row.doubt, stumble(&steps, true), "{row:?}");
}

/// Returns the pair at which a chain ends, with all parallel facts of each step in order of date.
fn stumble(steps: &[Vec<&Fact>], sure: bool) -> Option<Pair> {
    let mut now = 0;
    let mut held_up_by = None;
    for (at, parallel) in steps.iter().enumerate() {
        let after = |fact: &&Fact| arrivals(&[*fact], sure)[now];
        let soonest = parallel.iter().map(after).min().unwrap();
        if soonest != NEVER {
            if at == 0 || soonest > now {
                held_up_by = parallel.iter().find(|fact| after(fact) == soonest);
            }
            now = soonest;
            continue;
        }
        let lasts = |fact: &&Fact| last_departure(&arrivals(&[*fact], sure), LAST);
        let until = parallel.iter().filter_map(lasts).max()?;
        let later = parallel.iter().find(|fact| lasts(fact) == Some(until))?;
        assert!(until < now);
        return Some(Pair {
            earlier: held_up_by?.relation,
            from: day(now),
            later: later.relation,
            until: day(until),
        });
    }
    None
}

/// Checks the pair that is said to block the first chain.
fn check_blocked(blocked: Option<&Blocked>, all: &[Chain<'_>], facts: &[Fact], sure: bool) {
    let Some(first) = all.first() else {
        assert_eq!(blocked, None);
        return;
    };
    let parallel = |pair: &[_]| -> Vec<&Fact> {
        let links = |fact: &&Fact| fact.links.contains_key(&(pair[0], pair[1]));
        facts.iter().filter(links).collect()
    };
    let steps: Vec<Vec<&Fact>> = first.entities.windows(2).map(parallel).collect();
    let pair = stumble(&steps, sure);
    assert_eq!(blocked.map(|blocked| blocked.pair), pair);
    if let Some(blocked) = blocked {
        assert!(blocked.chain.entities().eq(first.entities.iter().copied()));
    }
    // However the steps are made, and whatever the dates mean, nobody comes to the end.
    for chain in all.iter().filter(|chain| chain.entities == first.entities) {
        assert_eq!(arrivals(&chain.facts, sure)[0], NEVER);
    }
}

fn ask(network: &Network, question: &Question, aim: Aim) -> InOrder {
    let view = View::new(network, &question.lens);
    in_order(view, &question.route, aim, &Cancel::new()).unwrap()
}

fn check(network: &Network, question: &Question) {
    let data = network.data();
    let Question { lens, route, .. } = question;
    let view = View::new(network, lens);
    let mut facts = facts(view, question.inner, question.outer);
    facts.sort_by_key(|fact| rank_of(data, fact));
    let all = chains(data, lens, &facts, route);
    let days: Vec<_> = (all.iter())
        .map(|chain| [false, true].map(|sure| arrivals(&chain.facts, sure)))
        .collect();
    for aim in AIMS {
        let found = ask(network, question, aim);
        let tried: Vec<Tried<'_>> = (all.iter().zip(&days))
            .map(|(chain, [wide, strict])| Tried {
                chain,
                possible: journey(wide, aim),
                sure: journey(strict, aim)
                    .filter(|_| chain.truths.iter().all(|one| one.is_certain())),
            })
            .filter(|one| !lens.certain || one.sure.is_some())
            .collect();
        let Some(row) = found.paths.first() else {
            assert!(tried.iter().all(|one| one.possible.is_none()), "{aim:?}");
            check_blocked(found.blocked.as_ref(), &all, &facts, lens.certain);
            continue;
        };
        assert_eq!(found.blocked, None);
        if route.from == route.to {
            assert_eq!((found.paths.len(), row.order), (1, Truth::Certain));
            continue;
        }
        check_row(row, &tried, aim, lens.certain);
        let any_sure = tried.iter().any(|one| one.sure.is_some());
        let second = !row.order.is_certain() && any_sure;
        assert_eq!(found.paths.len(), 1 + usize::from(second), "{found:?}");
        if second {
            check_row(&found.paths[1], &tried, aim, true);
            assert!(found.paths[1].order.is_certain());
        }
    }
}

/// The place of a fact in the order of dates: those without a date last, then by id.
fn rank_of(data: &Dataset, fact: &Fact) -> impl Ord + use<> {
    let record = data.record(fact.relation).unwrap();
    let bounds = record.when.as_ref().map(|when| {
        let open = when.latest().unwrap_or(Day::MAX);
        (when.earliest().unwrap_or(open), open, when.to_string())
    });
    (bounds.is_none(), bounds, record.id.to_string())
}

fn on_worlds(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let mut dice = Dice::new(seed);
        let network = World::random(&mut dice).network();
        let question = Question::random(&mut dice, network.data());
        check(&network, &question);
    }
}

#[test]
fn the_first_worlds_are_in_order() {
    on_worlds(0..2_000);
}

#[test]
fn the_second_worlds_are_in_order() {
    on_worlds(2_000..4_000);
}

#[test]
fn the_third_worlds_are_in_order() {
    on_worlds(4_000..6_000);
}

#[test]
fn the_fourth_worlds_are_in_order() {
    on_worlds(6_000..8_000);
}

fn on_known_days(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let mut dice = Dice::new(seed);
        let network = World::of_known_days(&mut dice).network();
        let mut question = Question::random(&mut dice, network.data());
        question.lens.roll_up = dice.once_in(2);
        check(&network, &question);
    }
}

#[test]
fn the_first_worlds_of_known_days_are_in_order() {
    on_known_days(0..1_250);
}

#[test]
fn the_second_worlds_of_known_days_are_in_order() {
    on_known_days(1_250..2_500);
}

fn on_raised_worlds(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let mut dice = Dice::new(seed);
        let network = World::with_gatherings(&mut dice, 2).network();
        let mut question = Question::random(&mut dice, network.data());
        question.lens.roll_up = true;
        check(&network, &question);
    }
}

#[test]
fn the_first_worlds_in_which_some_act_for_others_are_in_order() {
    on_raised_worlds(0..750);
}

#[test]
fn the_second_worlds_in_which_some_act_for_others_are_in_order() {
    on_raised_worlds(750..1_500);
}

#[test]
fn the_order_of_records_changes_nothing_in_order() {
    for seed in 0..500 {
        let mut dice = Dice::new(seed);
        let mut world = World::random(&mut dice);
        let straight = world.network();
        dice.shuffle(&mut world.entities);
        dice.shuffle(&mut world.relations);
        let shuffled = world.network();
        let question = Question::random(&mut dice, straight.data());
        for aim in AIMS {
            assert_eq!(
                ask(&straight, &question, aim),
                ask(&shuffled, &question, aim)
            );
        }
    }
}

#[test]
fn the_calendar_reaches_from_the_past_to_the_future() {
    assert_eq!((day(0), day(LAST)), (None, None));
    assert!((1..LAST - 1).all(|place| day(place) < day(place + 1)));
    assert_eq!(SIZE, LAST + 1);
}
