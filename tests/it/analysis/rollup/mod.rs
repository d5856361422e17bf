//! Who acted for whom, against every chain of ties and every day that the dates allow.
//!
//! The worlds have eleven days. What a date of theirs may stand for is written down in a table, so
//! that nothing here depends on how dates are judged. The links that come out of it are then
//! walked by plain searches.

mod plain;
mod world;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chancery::analysis::{
    Budget, Cancel, Common, CountBy, Hit, Key, Path, Route, Subject, all_paths, common, count,
    neighbours, shortest_length, shortest_paths, timeline, top_paths,
};
use chancery::edtf::Truth;
use chancery::graph::{Acting, EntityKinds, Lens, Network, View};
use chancery::model::{Dataset, EntityIx, RelationIx};

use self::plain::{Chain, Fact, Plain, Row, Way, meets};
use self::world::{Question, World, random_question};
use crate::dice::Dice;

/// Shows `check` so many worlds, each with a question.
fn on_worlds(worlds: u64, mut check: impl FnMut(&mut Dice, &World, &Dataset, &Question)) {
    for seed in 0..worlds {
        let mut dice = Dice::new(seed);
        let (acting, others) = (dice.below(8), 1 + dice.below(5));
        let world = World::random(&mut dice, acting, others);
        let data = world.dataset();
        let question = random_question(&mut dice, &data);
        check(&mut dice, &world, &data, &question);
    }
}

fn random_entity(dice: &mut Dice, data: &Dataset) -> EntityIx {
    let all: Vec<EntityIx> = data.entity_ixs().collect();
    dice.pick(&all)
}

#[test]
fn who_takes_part_and_who_is_linked_equal_those_of_all_chains() {
    on_worlds(3_000, |_, _, data, question| {
        let network = Network::new(Arc::new(data.clone()));
        let view = View::new(&network, &question.lens);
        let plain = Plain::new(data, question);
        for relation in data.relation_ixs() {
            let fact = plain
                .facts
                .iter()
                .find(|fact| fact.hit.relation == relation);
            let judged = fact.map_or(Truth::Impossible, |fact| fact.hit.truth);
            assert_eq!(
                view.judge(relation),
                judged,
                "{:?} {question:?}",
                data.record(relation).unwrap()
            );
            let Some(fact) = fact else { continue };
            let admit = |truth: Truth| {
                truth.is_certain() || (!question.lens.certain && truth.is_possible())
            };
            for a in data.entity_ixs() {
                let part = view.takes_part(a, relation);
                let expected = fact.parts.get(&a).copied();
                assert_eq!(admit(part).then_some(part), expected, "{relation:?} {a:?}");
                for b in data.entity_ixs() {
                    let link = view.links(a, b, relation);
                    let expected = fact.links.get(&(a, b)).copied();
                    assert_eq!(
                        admit(link).then_some(link),
                        expected,
                        "{relation:?} {a:?} {b:?}"
                    );
                    assert_eq!(link, view.links(b, a, relation));
                }
                check_through(&view.through(relation, a), fact, a);
            }
            let participants = view.participants(relation);
            let each: BTreeSet<EntityIx> = participants.iter().copied().collect();
            assert_eq!(each.len(), participants.len());
            assert_eq!(each, fact.ways.iter().map(Way::entity).collect());
        }
    });
}

/// Checks that there is one chain for each seat, that it is one of the surest, and complete.
fn check_through(chains: &[Vec<Acting>], fact: &Fact, entity: EntityIx) {
    let ways = || {
        fact.ways
            .iter()
            .filter(|way| way.entity() == entity && !way.is_party())
    };
    let seats: BTreeSet<EntityIx> = ways().map(|way| way.seat).collect();
    let found: BTreeSet<EntityIx> = chains.iter().map(|chain| chain[0].agent).collect();
    assert_eq!((found, chains.len()), (seats.clone(), seats.len()));
    for chain in chains {
        let seat = chain[0].agent;
        let links: Vec<_> = chain
            .iter()
            .map(|link| (link.tie, link.principal))
            .collect();
        let same = ways()
            .find(|way| way.seat == seat && way.ties == links)
            .unwrap();
        let best = ways()
            .filter(|way| way.seat == seat)
            .map(|way| way.truth)
            .max();
        assert_eq!(
            (Some(same.truth), Some(chain[chain.len() - 1].truth)),
            (best, best)
        );
        for pair in chain.windows(2) {
            assert_eq!(pair[0].principal, pair[1].agent);
        }
    }
}

#[test]
fn steps_and_relations_are_those_links_either_way_round() {
    on_worlds(2_000, |_, _, data, question| {
        let network = Network::new(Arc::new(data.clone()));
        let view = View::new(&network, &question.lens);
        let plain = Plain::new(data, question);
        for from in data.entity_ixs() {
            let mut steps: BTreeMap<EntityIx, Vec<Hit>> = BTreeMap::new();
            for step in view.steps(from) {
                let hit = Hit {
                    relation: step.relation,
                    truth: step.truth,
                };
                steps.entry(step.to).or_default().push(hit);
            }
            for to in data.entity_ixs() {
                let found = steps.remove(&to).unwrap_or_default();
                assert_eq!(found, plain.between(from, to), "{from:?} {to:?}");
            }
            let own: Vec<(RelationIx, Truth)> = view.relations(from).collect();
            let subject = Subject::of(from);
            let any_kind = Lens {
                of: EntityKinds::ALL,
                ..question.lens.clone()
            };
            let view = View::new(&network, &any_kind);
            let found = timeline(view, &subject, &Cancel::new()).unwrap();
            let hits: Vec<_> = found.iter().map(|hit| (hit.relation, hit.truth)).collect();
            assert_eq!(own, hits);
        }
    });
}

#[test]
fn neighbours_and_common_contacts_are_those_of_the_links() {
    on_worlds(1_500, |dice, _, data, question| {
        let network = Network::new(Arc::new(data.clone()));
        let view = View::new(&network, &question.lens);
        let plain = Plain::new(data, question);
        let (of, hops) = (random_entity(dice, data), dice.below(4) as u32);
        let found = neighbours(view, of, hops, &Cancel::new()).unwrap();
        let row = |row: chancery::analysis::Neighbour<'_>| {
            let number = Reverse(row.relations.len());
            (
                row.distance,
                number,
                row.entity,
                row.truth,
                row.relations.to_vec(),
            )
        };
        let rows: Vec<Row> = found.iter().map(row).collect();
        assert_eq!(rows, plain.neighbours(of, hops), "{of:?} {hops}");

        let asked = [random_entity(dice, data), random_entity(dice, data)];
        let mut expected = Vec::new();
        for entity in data.entity_ixs() {
            let with: Vec<Vec<Hit>> = asked
                .iter()
                .map(|one| plain.between(*one, entity))
                .collect();
            let best = |hits: &Vec<Hit>| hits.iter().map(|hit| hit.truth).max();
            if let Some(truth) = with.iter().map(best).min().flatten()
                && !asked.contains(&entity)
                && plain.is_of_kind(entity)
            {
                expected.push(Common {
                    entity,
                    with,
                    truth,
                });
            }
        }
        expected.sort_by_key(|row| (Reverse(row.relations()), row.entity));
        assert_eq!(common(view, &asked, &Cancel::new()).unwrap(), expected);
    });
}

#[test]
fn timelines_and_counts_are_those_of_the_links() {
    on_worlds(3_000, |dice, _, data, question| {
        let network = Network::new(Arc::new(data.clone()));
        let view = View::new(&network, &question.lens);
        let plain = Plain::new(data, question);
        let of = (!dice.once_in(4)).then(|| random_entity(dice, data));
        let list = |dice: &mut Dice| -> Vec<EntityIx> {
            (0..=dice.below(2))
                .map(|_| random_entity(dice, data))
                .collect()
        };
        let with = (0..dice.below(3)).map(|_| list(dice)).collect();
        let subject = Subject { of, with };
        let hits = timeline(view, &subject, &Cancel::new()).unwrap();
        assert_eq!(
            hits,
            plain.timeline(&subject),
            "{subject:?} {question:?} {:?}",
            data.records().collect::<Vec<_>>()
        );

        let mut expected: BTreeMap<EntityIx, (u64, u64)> = BTreeMap::new();
        for hit in &hits {
            let fact = plain
                .facts
                .iter()
                .find(|fact| fact.hit.relation == hit.relation)
                .unwrap();
            for entity in data.entity_ixs().filter(|entity| plain.is_of_kind(*entity)) {
                match meets(fact, of, entity).min(hit.truth) {
                    Truth::Certain => expected.entry(entity).or_default().0 += 1,
                    Truth::Possible => expected.entry(entity).or_default().1 += 1,
                    Truth::Impossible => {}
                }
            }
        }
        let tallies = count(view, &subject, CountBy::Entity, &Cancel::new()).unwrap();
        let found = tallies.iter().map(|tally| match tally.key {
            Key::Entity(entity) => (entity, (tally.certain, tally.possible)),
            other => panic!("{other:?}"),
        });
        assert_eq!(found.collect::<BTreeMap<_, _>>(), expected);
    });
}

fn chain(path: &Path) -> Chain {
    let steps = path.steps.iter().map(|step| (step.relation, step.truth));
    (path.entities().collect(), steps.collect())
}

#[test]
fn paths_are_those_over_the_links() {
    on_worlds(2_000, |dice, _, data, question| {
        let network = Network::new(Arc::new(data.clone()));
        let (view, cancel, budget) = (
            View::new(&network, &question.lens),
            Cancel::new(),
            Budget::default(),
        );
        let plain = Plain::new(data, question);
        for _ in 0..4 {
            let ends = (random_entity(dice, data), random_entity(dice, data));
            if ends.0 == ends.1 {
                continue;
            }
            let route = Route::new(ends.0, ends.1, 1 + dice.below(4) as u32);
            let expected = plain.paths(&route);
            let all = all_paths(view, &route, &budget, &cancel).unwrap();
            let chains: Vec<Chain> = all.paths.iter().map(chain).collect();
            assert_eq!(chains, expected, "{route:?}");

            let least = expected.first().map(|(_, steps)| steps.len());
            let is_least = |path: &Chain| Some(path.1.len()) == least;
            let shortest: Vec<Chain> = expected
                .iter()
                .filter(|path| is_least(path))
                .cloned()
                .collect();
            let found = shortest_paths(view, &route, &budget, &cancel).unwrap();
            let chains: Vec<Chain> = found.paths.iter().map(chain).collect();
            assert_eq!(chains, shortest, "{route:?}");
            assert_eq!(
                (found.total, found.complete),
                (Some(shortest.len() as u64), true)
            );
            let length = shortest_length(view, &route, &cancel).unwrap();
            assert_eq!(length, least.map(|least| least as u32));

            let best = 1 + dice.below(5);
            let mut lines: Vec<(usize, &Vec<EntityIx>)> = expected
                .iter()
                .map(|(entities, steps)| (steps.len(), entities))
                .collect();
            lines.dedup();
            let top = top_paths(view, &route, best, &budget, &cancel).unwrap();
            assert!(top.complete);
            assert_eq!(top.paths.len(), lines.len().min(best));
            for (path, (length, _)) in top.paths.iter().zip(&lines) {
                assert_eq!(path.steps.len(), *length);
                assert!(expected.contains(&chain(path)), "{path:?}");
            }
        }
    });
}

/// Returns all steps of a view.
fn steps(view: View<'_>) -> Vec<(EntityIx, EntityIx, RelationIx, Truth)> {
    let all = view.network().data().entity_ixs();
    let from = all.flat_map(|from| view.steps(from).map(move |step| (from, step)));
    from.map(|(from, step)| (from, step.to, step.relation, step.truth))
        .collect()
}

#[test]
fn what_is_direct_stays_when_others_take_part_too() {
    on_worlds(1_000, |_, _, data, question| {
        let network = Network::new(Arc::new(data.clone()));
        let direct = Lens {
            roll_up: false,
            ..question.lens.clone()
        };
        let rolled: BTreeSet<_> = steps(View::new(&network, &question.lens))
            .into_iter()
            .collect();
        for step in steps(View::new(&network, &direct)) {
            assert!(rolled.contains(&step), "{step:?}");
        }
        let view = View::new(&network, &question.lens);
        for relation in data.relation_ixs() {
            for party in network.distinct_parties(relation) {
                assert_eq!(view.takes_part(party, relation), Truth::Certain);
                assert!(view.through(relation, party).is_empty());
            }
        }
    });
}

#[test]
fn where_nobody_acts_for_anybody_nothing_changes() {
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let data = World::random(&mut dice, 0, 6).dataset();
        let question = random_question(&mut dice, &data);
        let network = Network::new(Arc::new(data));
        let direct = Lens {
            roll_up: false,
            ..question.lens.clone()
        };
        let rolled = steps(View::new(&network, &question.lens));
        assert_eq!(rolled, steps(View::new(&network, &direct)));
    }
}

#[test]
fn certain_keeps_the_certain_steps_alone() {
    on_worlds(500, |_, _, data, question| {
        let network = Network::new(Arc::new(data.clone()));
        let asked = |certain: bool| {
            let lens = Lens {
                certain,
                ..question.lens.clone()
            };
            steps(View::new(&network, &lens))
        };
        let mut possible = asked(false);
        possible.retain(|(.., truth)| truth.is_certain());
        assert_eq!(asked(true), possible);
    });
}

#[test]
fn the_order_of_records_changes_nothing() {
    on_worlds(300, |dice, world, data, question| {
        let mut shuffled = World {
            entities: world.entities.clone(),
            relations: world.relations.clone(),
        };
        dice.shuffle(&mut shuffled.entities);
        dice.shuffle(&mut shuffled.relations);
        let straight = Network::new(Arc::new(data.clone()));
        let shuffled = Network::new(Arc::new(shuffled.dataset()));
        let on = |network: &Network| {
            let view = View::new(network, &question.lens);
            let through = |relation: RelationIx| {
                let all = network.data().entity_ixs();
                all.map(|entity| view.through(relation, entity))
                    .collect::<Vec<_>>()
            };
            let chains: Vec<_> = network.data().relation_ixs().map(through).collect();
            (steps(view), chains)
        };
        assert_eq!(on(&straight), on(&shuffled));
    });
}
