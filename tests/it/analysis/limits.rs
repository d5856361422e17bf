//! Large searches stop: when told to, and when their budget is used up.

use std::sync::Arc;
use std::thread;

use chancery::analysis::{Budget, Cancel, Route, Stopped, all_paths, shortest_paths, top_paths};
use chancery::graph::{Lens, Network, View};
use chancery::model::{Dataset, EntityKind, Parties};

use super::world::{entity, ontology, relation, source};

/// Returns a world in which so many states have each met each other.
fn all_have_met(states: usize) -> Dataset {
    let mut builder = Dataset::builder(ontology());
    builder.source(source("source-0"));
    let id = |number: usize| format!("state-{number:02}");
    for a in 0..states {
        builder.entity(entity(&id(a), EntityKind::State));
        for b in 0..a {
            let parties = Parties::new()
                .with("party", id(a).parse().unwrap())
                .with("party", id(b).parse().unwrap());
            builder.relation(relation(&format!("meeting-{a}-{b}"), "meeting", parties));
        }
    }
    builder.build().unwrap()
}

fn route(data: &Dataset, hops: u32) -> Route {
    let place = |id| data.entity_ix(id).unwrap();
    Route::new(place("state-00"), place("state-59"), hops)
}

#[test]
fn a_search_stops_when_it_is_told_to() {
    let network = Network::new(Arc::new(all_have_met(60)));
    let (lens, cancel) = (Lens::default(), Cancel::new());
    // There are some 10 to the 15 paths: only the flag ends this search.
    let endless = Budget {
        rows: usize::MAX,
        steps: u64::MAX,
    };
    let outcome = thread::scope(|scope| {
        let from_elsewhere = cancel.clone();
        let search = scope.spawn(|| {
            let view = View::new(&network, &lens);
            all_paths(view, &route(network.data(), 10), &endless, &cancel)
        });
        scope.spawn(move || from_elsewhere.stop());
        search.join().unwrap()
    });
    assert_eq!(outcome, Err(Stopped));
}

#[test]
fn a_search_keeps_to_its_rows_and_steps() {
    let network = Network::new(Arc::new(all_have_met(60)));
    let (lens, cancel) = (Lens::default(), Cancel::new());
    let (view, route) = (View::new(&network, &lens), route(network.data(), 10));
    let few_rows = Budget {
        rows: 5_000,
        ..Budget::default()
    };
    let found = all_paths(view, &route, &few_rows, &cancel).unwrap();
    assert_eq!(
        (found.paths.len(), found.total, found.complete),
        (5_000, None, false)
    );
    assert!(found.paths.is_sorted_by_key(|path| path.steps.len()));
    let few_steps = Budget {
        steps: 1_000,
        ..Budget::default()
    };
    let found = all_paths(view, &route, &few_steps, &cancel).unwrap();
    assert!(!found.complete && found.paths.len() < 1_000);
}

#[test]
fn the_best_of_very_many_chains_are_found_without_walking_them_all() {
    let network = Network::new(Arc::new(all_have_met(60)));
    let (lens, cancel) = (Lens::default(), Cancel::new());
    let view = View::new(&network, &lens);
    let budget = Budget {
        steps: 100_000,
        ..Budget::default()
    };
    // One of one step, 58 of two, and the first of the 3 306 of three, which are all alike.
    let route = route(network.data(), 10);
    let found = top_paths(view, &route, 100, &budget, &cancel).unwrap();
    let lengths: Vec<usize> = found.paths.iter().map(|path| path.steps.len()).collect();
    assert_eq!((found.complete, lengths.len()), (true, 100));
    assert_eq!(
        [1, 2, 3].map(|length| lengths.iter().filter(|one| **one == length).count()),
        [1, 58, 41]
    );
    let shortest = shortest_paths(view, &route, &Budget::default(), &cancel).unwrap();
    assert_eq!((shortest.paths.len(), shortest.total), (1, Some(1)));
}
