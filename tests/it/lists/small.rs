//! Small worlds against plain lists, and the quick ways of the library against its general ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use chancery::analysis::{
    Cancel, Grouping, Hit, Measure, Route, Subject, circle_size, contacts, earliest_arrival,
    groups, latest, neighbours, rank, shortest_length, shortest_paths, timeline,
};
use chancery::edtf::{Day, Edtf, Truth, Window};
use chancery::graph::{Bond, Lens, Network, View};
use chancery::model::{Dataset, Direction, EntityIx, KindIx, Nature, Relation, RelationIx};

use super::list::{Event, List};
use super::mixed::{DATES, World, date, doubting_lens, random_entity, random_lens};
use super::on_worlds;
use crate::dice::Dice;

/// A relation of a world with all that a lens may ask of it.
struct Entry {
    relation: RelationIx,
    record: Relation,
    kind: KindIx,
    nature: Nature,
}

/// Returns the relations of a world in order of date: those without one last, records before rows.
fn entries(world: &World, data: &Dataset) -> Vec<Entry> {
    let mut records = world.relations();
    records.sort_by(|one, other| {
        let (a, b) = (&one.when, &other.when);
        let by_date = match (a, b) {
            (Some(a), Some(b)) => a.sort_key().cmp(&b.sort_key()),
            _ => a.is_none().cmp(&b.is_none()),
        };
        by_date.then(one.id.cmp(&other.id))
    });
    let entry = |record: Relation| {
        let kind = data.ontology().find(&record.kind).unwrap();
        Entry {
            relation: data.relation_ix(record.id.as_str()).unwrap(),
            nature: data.ontology().kind(kind).nature,
            kind,
            record,
        }
    };
    records.into_iter().map(entry).collect()
}

/// Tells whether a relation passes a lens that believes everybody.
fn judge(data: &Dataset, lens: &Lens, entry: &Entry) -> Truth {
    let Entry { record, kind, .. } = entry;
    let reported = lens.sources.as_ref().is_none_or(|sources| {
        let mut own = record.reports.iter();
        own.any(|report| sources.contains(&data.source_ix(report.source.as_str()).unwrap()))
    });
    let is_asked = lens.via.as_ref().is_none_or(|kinds| kinds.contains(*kind));
    let has_status = lens.statuses.contains(data.status_of(record));
    if !is_asked || lens.not_via.contains(*kind) || !has_status || !reported {
        return Truth::Impossible;
    }
    let as_of = lens.clocks.as_of.as_ref();
    let windows = match entry.nature {
        Nature::Event => vec![
            lens.window
                .intersect(as_of.map_or(Window::EVER, Window::until)),
        ],
        Nature::Tie => vec![lens.window, as_of.map_or(Window::EVER, Window::during)],
    };
    let falls = windows.iter().map(|window| falls_in(entry, window));
    let truth = falls.min().unwrap();
    if lens.certain && truth != Truth::Certain {
        Truth::Impossible
    } else {
        truth
    }
}

fn falls_in(entry: &Entry, window: &Window) -> Truth {
    match (&entry.record.when, entry.nature) {
        _ if *window == Window::EVER => Truth::Certain,
        (Some(when), Nature::Event) => when.happens_in(window),
        (Some(when), Nature::Tie) => when.holds_in(window),
        (None, _) if window.is_empty() => Truth::Impossible,
        (None, _) => Truth::Possible,
    }
}

/// Returns the list of what passes a lens; what is known by a day or without somebody is taken
/// from `network`, for other tests try every choice of reports.
fn list(world: &World, network: &Network, lens: &Lens) -> List {
    let data = network.data();
    let doubts = lens.clocks.known_by.is_some() || !lens.without.is_empty();
    let mut events = Vec::new();
    for entry in entries(world, data) {
        let truth = if doubts {
            network.judge(entry.relation, lens)
        } else {
            judge(data, lens, &entry)
        };
        if truth != Truth::Impossible {
            events.push(event(network, &entry, truth));
        }
    }
    List::new(events, data, lens)
}

fn event(network: &Network, entry: &Entry, truth: Truth) -> Event {
    let data = network.data();
    let parties = entry.record.parties.iter();
    let parties = parties.map(|(_, id)| data.entity_ix(id.as_str()).unwrap());
    let parties: BTreeSet<EntityIx> = parties.collect();
    let (parties, lens) = (parties.into_iter().collect::<Vec<_>>(), Lens::default());
    let mut arrows = Vec::new();
    for from in &parties {
        for to in parties.iter().filter(|to| *to != from) {
            // Which way words run between two is tested beside them.
            let words = View::new(network, &lens).words(entry.relation, *from, *to);
            if words.1 != Direction::Back {
                arrows.push((*from, *to));
            }
        }
    }
    Event {
        relation: entry.relation,
        parties,
        truth,
        arrows,
    }
}

/// Shows `check` random worlds with their lists.
fn on_lists(
    usual: u64,
    lens: impl Fn(&mut Dice, &Dataset) -> Lens,
    mut check: impl FnMut(&mut Dice, View<'_>, &List),
) {
    on_worlds(usual, lens, |dice, world, data, lens| {
        let network = Network::new(Arc::new(data.clone()));
        let list = list(world, &network, lens);
        check(dice, View::new(&network, lens), &list);
    });
}

fn any_lens(dice: &mut Dice, data: &Dataset) -> Lens {
    if dice.once_in(4) {
        doubting_lens(dice, data)
    } else {
        random_lens(dice, data)
    }
}

fn two(dice: &mut Dice, view: View<'_>) -> [EntityIx; 2] {
    let data = view.network().data();
    [random_entity(dice, data), random_entity(dice, data)]
}

fn told(hits: &[Hit]) -> Vec<(RelationIx, Truth)> {
    hits.iter().map(|hit| (hit.relation, hit.truth)).collect()
}

#[test]
fn relations_stand_in_order_of_date() {
    on_worlds(1_000, random_lens, |_, world, data, _| {
        let wanted: Vec<RelationIx> = data.relation_ixs().collect();
        let listed = entries(world, data);
        let listed: Vec<RelationIx> = listed.iter().map(|entry| entry.relation).collect();
        assert_eq!(listed, wanted);
    });
}

#[test]
fn bonds_hold_what_two_share() {
    on_lists(
        1_000,
        |_, _| Lens::default(),
        |_, view, list| {
            let network = view.network();
            for one in network.data().entity_ixs() {
                let mut others = Vec::new();
                for other in network.data().entity_ixs().filter(|other| *other != one) {
                    let shared = list.between(one, other);
                    let bond = network.bond(one, other);
                    let relations = bond.map_or(&[][..], |bond| network.relations_of(bond));
                    assert_eq!(relations, shared);
                    assert_eq!(bond.map_or(0, Bond::count), shared.len() as u32);
                    others.extend(bond.map(|bond| bond.other));
                }
                let listed = network.bonds(one).iter().map(|bond| bond.other);
                assert_eq!(listed.collect::<Vec<_>>(), others);
                assert_eq!(network.degree(one), list.events_of(one).count());
            }
        },
    );
}

#[test]
fn contacts_are_those_of_the_list_and_of_neighbours() {
    on_lists(4_000, any_lens, |dice, view, list| {
        let of = random_entity(dice, view.network().data());
        let found = contacts(view, of, &Cancel::new()).unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.entity, one.relations))
            .collect();
        let wanted = list.contacts(of).into_iter();
        let wanted: Vec<_> = wanted.map(|(other, (count, _))| (other, count)).collect();
        assert_eq!(found, wanted, "{:?}", view.lens());
        let near = neighbours(view, of, 1, &Cancel::new()).unwrap();
        let near = near
            .iter()
            .map(|one| (one.entity, (one.relations.len() as u32, one.truth)));
        assert_eq!(near.collect::<BTreeMap<_, _>>(), list.contacts(of));
    });
}

#[test]
fn timelines_and_the_latest_are_those_of_the_list() {
    on_lists(4_000, any_lens, |dice, view, list| {
        let (of, most) = (random_entity(dice, view.network().data()), dice.below(6));
        let found = timeline(view, &Subject::of(of), &Cancel::new()).unwrap();
        let mut last = found.clone();
        last.reverse();
        last.truncate(most);
        assert_eq!(
            latest(view, of, most, &Cancel::new()).unwrap(),
            last,
            "{:?}",
            view.lens()
        );
        let mut found = told(&found);
        // By what day is known they may stand otherwise.
        found.sort();
        assert_eq!(found, list.timeline(of));
        let [one, other] = two(dice, view);
        if one != other && list.is_wanted(other) {
            let mut pair =
                told(&timeline(view, &Subject::pair(one, other), &Cancel::new()).unwrap());
            pair.sort();
            let pair: Vec<RelationIx> = pair.into_iter().map(|(relation, _)| relation).collect();
            assert_eq!(pair, list.between(one, other));
        }
    });
}

#[test]
fn circles_are_as_large_as_those_of_the_list() {
    on_lists(3_000, any_lens, |dice, view, list| {
        let of = random_entity(dice, view.network().data());
        for steps in 0..4 {
            let found = circle_size(view, of, steps, &Cancel::new()).unwrap();
            assert_eq!(found, list.circle(of, steps), "{:?}", view.lens());
            let near = neighbours(view, of, steps, &Cancel::new()).unwrap();
            assert_eq!(near.len(), found);
        }
    });
}

#[test]
fn shortest_lengths_are_those_of_the_list() {
    on_lists(5_000, any_lens, |dice, view, list| {
        let [from, to] = two(dice, view);
        let hops = dice.below(6) as u32;
        let mut route = Route::new(from, to, hops);
        while dice.once_in(3) {
            route
                .avoiding
                .push(random_entity(dice, view.network().data()));
        }
        let found = shortest_length(view, &route, &Cancel::new()).unwrap();
        let wanted = list.least([from, to], hops, &route.avoiding);
        assert_eq!(found, wanted, "{route:?} {:?}", view.lens());
        let paths = shortest_paths(
            view,
            &route,
            &chancery::analysis::Budget::default(),
            &Cancel::new(),
        );
        let length = paths
            .unwrap()
            .paths
            .first()
            .map(|path| path.steps.len() as u32);
        assert_eq!(length, wanted);
    });
}

/// By nature and date, the days on which something so dated can be met after a day on which it
/// cannot, from 2010 on.
static BEGINNINGS: LazyLock<BTreeSet<Day>> = LazyLock::new(|| {
    let first = Day::from_ymd(2010, 1, 1).unwrap();
    let mut days = BTreeSet::new();
    for when in DATES.map(date) {
        for nature in [Nature::Event, Nature::Tie] {
            let mut before = true;
            for day in (0..3_700).map(|number| first.plus_days(number)) {
                let now = may_be_met(Some(&when), nature, day);
                if now && !before {
                    days.insert(day);
                }
                before = now;
            }
        }
    }
    days
});

fn may_be_met(when: Option<&Edtf>, nature: Nature, day: Day) -> bool {
    let day = Window::day(day);
    let truth = match nature {
        Nature::Event => when.map(|when| when.happens_in(&day)),
        Nature::Tie => when.map(|when| when.holds_in(&day)),
    };
    truth.is_none_or(Truth::is_possible)
}

#[test]
fn news_arrives_no_sooner_and_no_later_than_by_the_list() {
    on_worlds(5_000, any_lens, |dice, world, data, asked| {
        // What is certain waits until a date is over: that is held against `in_order` elsewhere.
        let asked = &Lens {
            certain: false,
            ..asked.clone()
        };
        let network = Network::new(Arc::new(data.clone()));
        let mut since = Day::from_ymd(2015, 2, 28)
            .unwrap()
            .plus_days(dice.below(8).cast_signed() as i64);
        if dice.once_in(4) {
            since = Day::from_ymd(2012, 1, 1).unwrap();
        }
        let from_then = Window::between(Some(since), None);
        let lens = Lens {
            window: asked.window.intersect(from_then),
            ..asked.clone()
        };
        let view = View::new(&network, &lens);
        let list = list(world, &network, &lens);
        let until = lens
            .clocks
            .as_of
            .as_ref()
            .map_or(Window::EVER, Window::until);
        let window = lens.window.intersect(until);
        let is_on = |event: &Event, day: Day| {
            let nature = network.nature(event.relation);
            window.holds(day).is_possible() && may_be_met(view.when(event.relation), nature, day)
        };
        let rows = (0..12).map(|day| Day::from_ymd(2015, 2, 27).unwrap().plus_days(day));
        let bounds = [since].into_iter().chain(window.widest().0);
        let days = BEGINNINGS.iter().copied().chain(rows).chain(bounds);
        let days: BTreeSet<Day> = days.filter(|day| *day >= since).collect();
        let ends = two(dice, view);
        let wanted = if ends[0] == ends[1] {
            Some(since)
        } else {
            let days = days.iter().map(|day| {
                let today = list.events.iter().filter(|event| is_on(event, *day));
                (*day, today.collect())
            });
            list.arrival(ends, days)
        };
        let asked = View::new(&network, asked);
        let found = earliest_arrival(asked, ends[0], ends[1], since, &Cancel::new()).unwrap();
        assert_eq!(found, wanted, "{ends:?} since {since} {:?}", asked.lens());
    });
}

#[test]
fn components_are_those_of_the_list() {
    on_lists(3_000, any_lens, |_, view, list| {
        let found = groups(view, Grouping::Components, &Cancel::new()).unwrap();
        assert_eq!(found.members, list.components(), "{:?}", view.lens());
    });
}

#[test]
fn shares_of_a_random_walk_are_those_of_the_list() {
    on_lists(1_500, any_lens, |_, view, list| {
        let found = rank(view, Measure::PageRank, &Cancel::new()).unwrap();
        let shares = list.shares(200);
        let wanted = shares.keys().filter(|entity| list.is_wanted(**entity));
        assert_eq!(found.rows.len(), wanted.count());
        for row in &found.rows {
            let difference = (row.value - shares[&row.entity]).abs();
            assert!(difference < 1e-9, "{row:?} {shares:?}");
        }
    });
}
