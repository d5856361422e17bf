//! Questions put to a world of machine-coded events, beside the same work done by hand on petgraph.
//!
//! The world is made, not read: like ICEWS and GDELT it has few kinds that are frequent, few
//! entities that take part in nearly everything, and pairs that come in bursts. Both sides
//! answer the same questions about the same entities, and return values of the same content.
#![expect(
    clippy::unwrap_used,
    reason = "what is made up here is sound, or the run is void"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::sync::{Arc, LazyLock};

use chancery::analysis::{
    Aim, Cancel, Route, Subject, in_order, neighbours, shortest_length, timeline,
};
use chancery::edtf::{Day, Edtf};
use chancery::graph::{Lens, Network, View};
use chancery::model::{
    Dataset, Entity, EntityIx, EntityKind, Kind, Nature, Ontology, Parties, Relation, Report, Role,
    Source,
};
use divan::Bencher;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;

/// Enough to see a difference, few enough to be made in a moment.
const EVENTS: usize = 200_000;
const ENTITIES: usize = 4_000;
const KINDS: usize = 250;
const DAYS: usize = 4_000;
/// The most steps of a path.
const HOPS: u32 = 6;
/// How many questions of one sort are asked in turn.
const QUESTIONS: usize = 64;

fn main() {
    divan::main();
}

/// A row of numbers that is the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        f64::from((z ^ (z >> 31)) as u32) / f64::from(u32::MAX)
    }

    fn below(&mut self, end: usize) -> usize {
        scaled(self.share(), end)
    }

    /// Returns a number below `end` of which each is drawn about 1/(number + 1) times as often as 0.
    fn zipf(&mut self, end: usize) -> usize {
        let high = f64::from(end as u32 + 1);
        scaled((high.powf(self.share()) - 1.0) / f64::from(end as u32), end)
    }
}

#[expect(clippy::cast_sign_loss, reason = "shares lie between 0 and 1")]
fn scaled(share: f64, end: usize) -> usize {
    ((share * f64::from(end as u32)) as usize).min(end - 1)
}

/// Who did what to whom on which day.
#[derive(Clone, Copy)]
struct Event {
    source: usize,
    target: usize,
    kind: usize,
    day: usize,
}

fn events(dice: &mut Dice) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::with_capacity(EVENTS);
    while events.len() < EVENTS {
        let mut event = Event {
            source: dice.zipf(ENTITIES),
            target: dice.zipf(ENTITIES),
            kind: dice.zipf(KINDS),
            day: dice.below(DAYS),
        };
        // Every second event goes on with what a pair has lately begun.
        if let Some(before) = events.len().checked_sub(1 + dice.below(500))
            && dice.share() < 0.5
        {
            let lately = events[before];
            let day = (lately.day + dice.below(14)).min(DAYS - 1);
            event = Event {
                kind: event.kind,
                day,
                ..lately
            };
        }
        if event.source != event.target {
            events.push(event);
        }
    }
    events
}

fn entity_id(number: usize) -> String {
    format!("entity-{number:05}")
}

fn kind(number: usize) -> Kind {
    let role = |id| Role {
        min: 1,
        ..Role::new(id)
    };
    let roles = vec![role("source"), role("target")];
    Kind::new(format!("kind-{number}"), Nature::Event, roles)
}

fn entity(number: usize) -> Entity {
    let id = entity_id(number);
    Entity::new(id.parse().unwrap(), EntityKind::State, id)
}

fn relation(number: usize, event: Event, source: &Source) -> Relation {
    let party = |number: usize| entity_id(number).parse().unwrap();
    let id = format!("event-{number:07}").parse().unwrap();
    let parties = Parties::new()
        .with("source", party(event.source))
        .with("target", party(event.target));
    let day = Day::from_number(i64::from(event.day as u32));
    Relation::new(id, format!("kind-{}", event.kind), parties)
        .with_when(Edtf::from_day(day))
        .with_report(Report::new(source.id.clone()))
}

fn dataset(events: &[Event]) -> Dataset {
    let ontology = Ontology::new(Vec::new(), (0..KINDS).map(kind).collect()).unwrap();
    let mut builder = Dataset::builder(ontology);
    let source = Source::new("events".parse().unwrap(), "Events");
    for number in 0..ENTITIES {
        builder.entity(entity(number));
    }
    for (number, event) in events.iter().enumerate() {
        builder.relation(relation(number, *event, &source));
    }
    builder.source(source);
    builder.build().unwrap()
}

/// The world in both forms, and the entities asked about.
struct World {
    network: Network,
    places: Vec<EntityIx>,
    by_hand: UnGraph<(), (usize, usize)>,
    /// Source, target and day of all events in order of days.
    contacts: Vec<(usize, usize, usize)>,
    asked: Vec<(usize, usize)>,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let mut dice = Dice(1);
    let events = events(&mut dice);
    let network = Network::new(Arc::new(dataset(&events)));
    let mut by_hand = UnGraph::default();
    for _ in 0..ENTITIES {
        by_hand.add_node(());
    }
    for event in &events {
        let (from, to) = (NodeIndex::new(event.source), NodeIndex::new(event.target));
        by_hand.add_edge(from, to, (event.kind, event.day));
    }
    let mut contacts: Vec<(usize, usize, usize)> = events
        .iter()
        .map(|event| (event.source, event.target, event.day))
        .collect();
    contacts.sort_by_key(|(_, _, day)| *day);
    World {
        contacts,
        places: network.data().entity_ixs().collect(),
        network,
        by_hand,
        asked: (0..QUESTIONS)
            .map(|_| (dice.zipf(ENTITIES), dice.below(ENTITIES)))
            .collect(),
    }
});

static LENS: LazyLock<Lens> = LazyLock::new(Lens::default);

/// Asks one question after the other of Chancery.
fn ask<T>(bencher: Bencher<'_, '_>, question: impl Fn(View<'_>, EntityIx, EntityIx, &Cancel) -> T) {
    let (view, cancel) = (View::new(&WORLD.network, &LENS), Cancel::new());
    let mut turns = WORLD.asked.iter().cycle();
    bencher.bench_local(|| {
        turns
            .next()
            .map(|(a, b)| question(view, WORLD.places[*a], WORLD.places[*b], &cancel))
    });
}

/// Asks one question after the other of the graph of petgraph.
fn ask_by_hand<T>(
    bencher: Bencher<'_, '_>,
    question: impl Fn(&UnGraph<(), (usize, usize)>, NodeIndex, NodeIndex) -> T,
) {
    let mut turns = WORLD.asked.iter().cycle();
    bencher.bench_local(|| {
        let turn = turns.next();
        turn.map(|(a, b)| question(&WORLD.by_hand, NodeIndex::new(*a), NodeIndex::new(*b)))
    });
}

/// Each distinct neighbour with the number of its relations.
#[divan::bench]
fn neighbours_of_one(bencher: Bencher<'_, '_>) {
    ask(bencher, |view, a, _, cancel| neighbours(view, a, 1, cancel));
}

#[divan::bench]
fn neighbours_of_one_by_hand(bencher: Bencher<'_, '_>) {
    ask_by_hand(bencher, |graph, a, _| {
        let mut numbers: BTreeMap<NodeIndex, usize> = BTreeMap::new();
        graph
            .neighbors(a)
            .for_each(|to| *numbers.entry(to).or_default() += 1);
        numbers
    });
}

/// All relations of one, by date.
#[divan::bench]
fn timeline_of_one(bencher: Bencher<'_, '_>) {
    ask(bencher, |view, a, _, cancel| {
        timeline(view, &Subject::of(a), cancel)
    });
}

#[divan::bench]
fn timeline_of_one_by_hand(bencher: Bencher<'_, '_>) {
    ask_by_hand(bencher, |graph, a, _| {
        let mut dated: Vec<_> = graph
            .edges(a)
            .map(|edge| (edge.weight().1, edge.id()))
            .collect();
        dated.sort_unstable();
        dated
    });
}

/// All relations of a pair, by date.
#[divan::bench]
fn timeline_of_a_pair(bencher: Bencher<'_, '_>) {
    ask(bencher, |view, a, b, cancel| {
        timeline(view, &Subject::pair(a, b), cancel)
    });
}

#[divan::bench]
fn timeline_of_a_pair_by_hand(bencher: Bencher<'_, '_>) {
    ask_by_hand(bencher, |graph, a, b| {
        let between = graph.edges_connecting(a, b);
        let mut dated: Vec<_> = between.map(|edge| (edge.weight().1, edge.id())).collect();
        dated.sort_unstable();
        dated
    });
}

/// The least number of steps between a pair.
#[divan::bench]
fn shortest_length_of_a_pair(bencher: Bencher<'_, '_>) {
    ask(bencher, |view, a, b, cancel| {
        shortest_length(view, &Route::new(a, b, HOPS), cancel)
    });
}

#[divan::bench]
fn shortest_length_of_a_pair_by_hand(bencher: Bencher<'_, '_>) {
    ask_by_hand(bencher, |graph, a, b| {
        let far = petgraph::algo::dijkstra(graph, a, Some(b), |_| 1_u32);
        far.get(&b).copied()
    });
}

/// The entities within two steps.
#[divan::bench]
fn two_hops(bencher: Bencher<'_, '_>) {
    ask(bencher, |view, _, b, cancel| {
        black_box(neighbours(view, b, 2, cancel)).map(|found| found.len())
    });
}

#[divan::bench]
fn two_hops_by_hand(bencher: Bencher<'_, '_>) {
    ask_by_hand(bencher, |graph, _, b| {
        let near: BTreeSet<NodeIndex> = graph.neighbors(b).collect();
        let mut all: BTreeSet<NodeIndex> = near
            .iter()
            .flat_map(|entity| graph.neighbors(*entity))
            .collect();
        all.extend(near);
        all.remove(&b);
        all.len()
    });
}

/// The earliest arrival over events whose days do not run backwards.
#[divan::bench]
fn earliest_arrival_of_a_pair(bencher: Bencher<'_, '_>) {
    ask(bencher, |view, a, b, cancel| {
        in_order(view, &Route::new(a, b, HOPS), Aim::EarliestArrival, cancel)
    });
}

#[divan::bench]
fn earliest_arrival_of_a_pair_by_hand(bencher: Bencher<'_, '_>) {
    ask_by_hand(bencher, |_, a, b| arrival(a, b, 0));
}

/// The fewest days from departure to arrival.
#[divan::bench]
fn fastest_of_a_pair(bencher: Bencher<'_, '_>) {
    ask(bencher, |view, a, b, cancel| {
        in_order(view, &Route::new(a, b, HOPS), Aim::Fastest, cancel)
    });
}

/// The earliest arrival, and the latest departure for it, as long as there may be a better one.
#[divan::bench]
fn fastest_of_a_pair_by_hand(bencher: Bencher<'_, '_>) {
    ask_by_hand(bencher, |_, a, b| {
        let (mut best, mut ready) = (None, 0);
        while let Some((arrived, _)) = arrival(a, b, ready) {
            let later = best.map_or(0, |(days, _)| (arrived + 1).saturating_sub(days));
            if later > ready {
                ready = later;
                continue;
            }
            let (departed, _) = departure(a, b, arrived)?;
            best = Some((arrived - departed, arrived));
            if departed == arrived {
                break;
            }
            ready = departed + 1;
        }
        best
    });
}

/// Returns the earliest day of arrival and the number of steps.
fn arrival(a: NodeIndex, b: NodeIndex, ready: usize) -> Option<(usize, u8)> {
    let contacts = &WORLD.contacts;
    let start = contacts.partition_point(|contact| contact.2 < ready);
    let days = contacts[start..].chunk_by(|one, next| one.2 == next.2);
    pass_over(days, a, b)
}

/// Returns the latest day of departure and the number of steps.
fn departure(a: NodeIndex, b: NodeIndex, by: usize) -> Option<(usize, u8)> {
    let contacts = &WORLD.contacts;
    let end = contacts.partition_point(|contact| contact.2 <= by);
    let days = contacts[..end].chunk_by(|one, next| one.2 == next.2);
    pass_over(days.rev(), b, a)
}

/// Passes once over contacts, those of one day until nothing changes; each entity knows how many
/// steps may be taken from it, plus one, and from whom it was reached.
fn pass_over<'a>(
    days: impl Iterator<Item = &'a [(usize, usize, usize)]>,
    from: NodeIndex,
    to: NodeIndex,
) -> Option<(usize, u8)> {
    let (mut left, mut before) = (vec![0_u8; ENTITIES], vec![0; ENTITIES]);
    left[from.index()] = HOPS as u8 + 1;
    for today in days {
        let mut is_new = true;
        while is_new {
            is_new = false;
            for (source, target, _) in today {
                for (one, other) in [(*source, *target), (*target, *source)] {
                    if left[one] > left[other] + 1 {
                        (left[other], before[other]) = (left[one] - 1, one);
                        is_new = true;
                    }
                }
            }
        }
        if left[to.index()] > 0 {
            black_box(&before);
            return Some((today[0].2, HOPS as u8 + 1 - left[to.index()]));
        }
    }
    None
}
