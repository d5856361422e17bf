//! Paths equal the simple paths of the plain list.

use std::sync::Arc;

use chancery::analysis::{
    Budget, Cancel, Found, Route, all_paths, shortest_length, shortest_paths, top_paths,
};
use chancery::edtf::Truth;
use chancery::graph::{Lens, Network, View};
use chancery::model::{Dataset, EntityIx};

use super::on_worlds;
use super::plain::{Chain, Plain};
use super::world::{World, random_entity, random_lens};
use crate::dice::Dice;

fn random_route(dice: &mut Dice, data: &Dataset) -> Route {
    let ends = (random_entity(dice, data), random_entity(dice, data));
    let mut route = Route::new(ends.0, ends.1, 1 + dice.below(5) as u32);
    if dice.once_in(3) {
        let some: Vec<EntityIx> = (0..=dice.below(2))
            .map(|_| random_entity(dice, data))
            .collect();
        route = route.with_through(some);
    }
    if dice.once_in(3) {
        let one = random_entity(dice, data);
        route = route.with_avoiding([one]);
    }
    route
}

/// Returns the paths found as entities and relations.
fn chains(found: &Found) -> Vec<Chain> {
    let chain = |path: &chancery::analysis::Path| {
        let relations = path.steps.iter().map(|step| step.relation).collect();
        (path.entities().collect(), relations)
    };
    found.paths.iter().map(chain).collect()
}

/// Checks what is said of the steps beside where they lead.
fn check_steps(plain: &Plain<'_>, found: &Found) {
    for path in &found.paths {
        let mut truth = Truth::Certain;
        let mut from = path.start;
        for step in &path.steps {
            let parallel: Vec<_> = plain.between(from, step.to).collect();
            assert_eq!(step.parallel, parallel.len());
            let fact = parallel
                .iter()
                .find(|fact| fact.hit.relation == step.relation);
            assert_eq!(fact.map(|fact| fact.hit.truth), Some(step.truth));
            truth = truth.and(step.truth);
            from = step.to;
        }
        assert_eq!(path.truth(), truth);
    }
}

fn check(data: &Dataset, lens: &Lens, route: &Route, best: usize) {
    let network = Network::new(Arc::new(data.clone()));
    let (view, cancel, budget) = (View::new(&network, lens), Cancel::new(), Budget::default());
    let plain = Plain::new(data, lens);

    let expected = plain.paths(route);
    let all = all_paths(view, route, &budget, &cancel).unwrap();
    assert_eq!(chains(&all), expected, "all of {route:?}");
    assert_eq!(
        (all.total, all.complete),
        (Some(expected.len() as u64), true)
    );
    check_steps(&plain, &all);

    let least = expected.first().map(|(_, relations)| relations.len());
    let shortest: Vec<Chain> = expected
        .into_iter()
        .filter(|(_, relations)| Some(relations.len()) == least)
        .collect();
    let found = shortest_paths(view, route, &budget, &cancel).unwrap();
    assert_eq!(chains(&found), shortest, "shortest of {route:?}");
    assert_eq!(
        (found.total, found.complete),
        (Some(shortest.len() as u64), true)
    );
    check_steps(&plain, &found);
    let length = shortest_length(view, route, &cancel).unwrap();
    assert_eq!(length, least.map(|least| least as u32));

    if route.from == route.to {
        return;
    }
    let ranked = plain.top(route, best);
    let top = top_paths(view, route, best, &budget, &cancel).unwrap();
    let expected: Vec<Chain> = ranked.iter().map(|(_, path)| path.clone()).collect();
    assert_eq!(chains(&top), expected, "top {best} of {route:?}");
    assert!(top.complete);
    check_steps(&plain, &top);
    for (path, (strength, _)) in top.paths.iter().zip(&ranked) {
        assert!((path.strength.unwrap() - strength).abs() < 1e-9);
        assert!(*strength > 0.0 && *strength <= 1.0);
    }
}

#[test]
fn paths_equal_those_of_the_plain_list() {
    on_worlds(2_500, |dice, data, lens| {
        for _ in 0..3 {
            let best = 1 + dice.below(6);
            check(data, lens, &random_route(dice, data), best);
        }
    });
}

#[test]
fn a_budget_keeps_the_first_paths_and_says_so() {
    on_worlds(300, |dice, data, lens| {
        let network = Network::new(Arc::new(data.clone()));
        let (view, cancel, route) = (
            View::new(&network, lens),
            Cancel::new(),
            random_route(dice, data),
        );
        let rows = dice.below(4);
        let small = Budget {
            rows,
            ..Budget::default()
        };
        for search in [all_paths, shortest_paths] {
            let whole = search(view, &route, &Budget::default(), &cancel).unwrap();
            let part = search(view, &route, &small, &cancel).unwrap();
            let kept = whole
                .paths
                .len()
                .min(rows.max(usize::from(route.from == route.to)));
            assert_eq!(part.paths[..], whole.paths[..kept]);
            assert_eq!(part.complete, kept == whole.paths.len());
        }
        let whole = top_paths(view, &route, 9, &Budget::default(), &cancel).unwrap();
        let part = top_paths(view, &route, 9, &small, &cancel).unwrap();
        if route.from != route.to {
            let kept = whole.paths.len().min(rows);
            assert_eq!(part.paths[..], whole.paths[..kept]);
            assert!(!part.complete || kept == whole.paths.len());
            assert!(part.complete || kept == rows);
        }
    });
}

#[test]
fn the_order_of_records_changes_nothing() {
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let mut world = World::random(&mut dice, 7, 14);
        let straight = Network::new(Arc::new(world.dataset()));
        world.shuffle(&mut dice);
        let shuffled = Network::new(Arc::new(world.dataset()));
        let lens = random_lens(&mut dice, straight.data());
        let route = random_route(&mut dice, straight.data());
        let (budget, cancel) = (Budget::default(), Cancel::new());
        let ask = |network: &Network| {
            let view = View::new(network, &lens);
            [
                all_paths(view, &route, &budget, &cancel).unwrap(),
                shortest_paths(view, &route, &budget, &cancel).unwrap(),
                top_paths(view, &route, 4, &budget, &cancel).unwrap(),
            ]
        };
        assert_eq!(ask(&straight), ask(&shuffled));
    }
}
