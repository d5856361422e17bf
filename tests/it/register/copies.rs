//! Laws of two copies that grew from one base, and were put together.

use std::collections::BTreeSet;

use chancery::register::{Conflict, Edit, Key, Register, State, differences, merge};

use super::world::{author, bring, ontology, register, relation, rows, step, text};
use crate::dice::Dice;

const CASES: u64 = 100;

/// Returns a base, and two copies of it that went on.
fn copies(seed: u64) -> [Register; 3] {
    let mut dice = Dice::new(seed);
    let base = register(&mut dice, 40);
    let mut on = |edits: usize| {
        let mut copy = base.clone();
        for _ in 0..edits {
            step(&mut dice, &mut copy);
        }
        if dice.once_in(6) {
            bring(&mut copy, &rows(1));
        }
        copy
    };
    let (ours, theirs) = (on(8), on(8));
    [base, ours, theirs]
}

fn merged(base: &State, ours: &State, theirs: &State) -> (State, Vec<Conflict>) {
    let merged = merge(&ontology(), base, ours, theirs);
    (merged.applied_to(ours), merged.conflicts)
}

#[test]
fn what_one_side_alone_did_is_all_there_is() {
    for seed in 0..CASES {
        let [base, ours, _] = copies(seed);
        let (base, ours) = (base.state(), ours.state());
        let (same, conflicts) = merged(base, ours, ours);
        assert_eq!((text(&same), conflicts), (text(ours), Vec::new()), "{seed}");
        let (same, conflicts) = merged(base, base, ours);
        assert_eq!((text(&same), conflicts), (text(ours), Vec::new()), "{seed}");
        let (same, conflicts) = merged(base, ours, base);
        assert_eq!((text(&same), conflicts), (text(ours), Vec::new()), "{seed}");
    }
}

#[test]
fn a_merge_fits_together_and_takes_what_one_side_changed() {
    let (mut with, mut without) = (0, 0);
    for seed in 0..CASES {
        let [base, ours, theirs] = copies(seed);
        let [base, ours, theirs] = [&base, &ours, &theirs].map(Register::state);
        let (one, conflicts) = merged(base, ours, theirs);
        let (other, mirrored) = merged(base, theirs, ours);
        let told = [text(&one), text(&other)];
        assert!(told.iter().all(|text| !text.is_empty()));
        assert_eq!(conflicts.is_empty(), mirrored.is_empty(), "{seed}");
        if conflicts.is_empty() {
            assert_eq!(differences(&one, &other), [], "{seed}");
            without += 1;
        } else {
            with += 1;
        }
        let in_conflict: BTreeSet<&Key> = conflicts.iter().map(|conflict| &conflict.key).collect();
        let keys = ours.records().chain(theirs.records()).chain(base.records());
        for (key, _) in keys.filter(|(key, _)| !in_conflict.contains(key)) {
            let [base, ours, theirs, one] =
                [base, ours, theirs, &one].map(|state| state.record(key));
            if theirs == base {
                assert_eq!(one, ours, "{seed}: {key}");
            } else if ours == base {
                assert_eq!(one, theirs, "{seed}: {key}");
            }
        }
    }
    assert!(
        with > 10 && without > 10,
        "{with} with conflicts, {without} without"
    );
}

#[test]
fn independent_edits_merge_with_all_of_both() {
    for seed in 0..CASES {
        let mut dice = Dice::new(seed);
        let base = register(&mut dice, 40);
        let mut on = |prefix: &str| {
            let mut copy = base.clone();
            for number in 0..6 {
                let relation = relation(&mut dice, &format!("{prefix}{number}"));
                let relation = chancery::model::Relation {
                    part_of: None,
                    ..relation
                };
                let edit = Edit::Add(relation.into());
                if let Ok(entry) = copy.prepare(&edit, "add", &author(number)) {
                    copy.push(entry).unwrap();
                }
            }
            copy
        };
        let (ours, theirs) = (on("a"), on("b"));
        let taken = ours.take_over(&theirs).unwrap();
        assert_eq!(taken.conflicts, [], "{seed}");
        let added = |copy: &Register| copy.state().records().len() - base.state().records().len();
        let expected = base.state().records().len() + added(&ours) + added(&theirs);
        let mut together = ours.clone();
        for entry in taken.entries {
            together.push(entry).unwrap();
        }
        assert_eq!(together.state().records().len(), expected, "{seed}");
    }
}

#[test]
fn taking_over_twice_adds_nothing() {
    for seed in 0..CASES {
        let [base, mut ours, mut theirs] = copies(seed);
        assert_eq!(
            ours.base_with(&theirs),
            base.entries().len() as u32,
            "{seed}"
        );
        let (wanted, conflicts) = merged(base.state(), ours.state(), theirs.state());
        let taken = ours.take_over(&theirs).unwrap();
        assert_eq!(taken.conflicts, conflicts, "{seed}");
        for entry in taken.entries {
            ours.push(entry).unwrap();
            // Whatever comes of one entry alone fits together too.
            text(ours.state());
        }
        assert_eq!(text(ours.state()), text(&wanted), "{seed}");
        assert!(
            ours.take_over(&theirs).unwrap().entries.is_empty(),
            "{seed}"
        );
        for entry in theirs.take_over(&ours).unwrap().entries {
            theirs.push(entry).unwrap();
        }
        if conflicts.is_empty() {
            assert_eq!(differences(theirs.state(), ours.state()), [], "{seed}");
        }
        assert!(
            ours.take_over(&theirs).unwrap().entries.is_empty(),
            "{seed}"
        );
    }
}
