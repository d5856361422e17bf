//! Registers of random entries, and how two of them are compared.

use std::sync::Arc;

use chancery::edtf::Day;
use chancery::model::{
    Batch, Entity, EntityId, EntityKind, Form, Parties, Relation, Row, Source, Status,
};
use chancery::receipt::Digest;
use chancery::register::{Act, Change, Entry, Key, Moment, Record};
use chancery::store::Holder;

use crate::dice::Dice;

const NAMES: [&str; 6] = [
    "ruritania",
    "freedonia",
    "g20",
    "paul-kagame",
    "astana",
    "un",
];

/// Returns somebody who writes.
pub(crate) fn holder(name: &str) -> Holder {
    Holder {
        name: name.to_owned(),
        process: std::process::id(),
        since: Some(Moment::from_unix(1_800_000_000)),
    }
}

/// Returns so many random entries, one after the other, with batches of few rows.
pub(crate) fn entries(seed: u64, count: u32) -> Vec<Entry> {
    let mut dice = Dice::new(seed);
    let mut before = None;
    let entries = (1..=count).map(|number| {
        let entry = entry(&mut dice, number, before, 40);
        before = Some(entry.digest);
        entry
    });
    entries.collect()
}

/// Returns the entry of a number behind one with a digest, the same in every process.
pub(crate) fn numbered(number: u32, before: Option<Digest>) -> Entry {
    entry(&mut Dice::new(number.into()), number, before, 400)
}

/// Returns a random entry behind one with a digest, with batches of fewer than `most` rows.
pub(crate) fn entry(dice: &mut Dice, number: u32, before: Option<Digest>, most: usize) -> Entry {
    let mut entry = Entry {
        number,
        at: Moment::from_unix(1_700_000_000 + i64::from(number)),
        by: dice.pick(&["anna", "Бела", "c \"d\""]).to_owned(),
        act: match dice.below(4) {
            0 => Act::Import,
            1 => Act::Undo(number),
            2 => Act::Merge(Digest::of("there")),
            _ => Act::Edit,
        },
        words: format!("edit {number}"),
        changes: Vec::new(),
        batches: Vec::new(),
        digest: Digest::of(""),
    };
    for _ in 0..dice.below(4) {
        let change = change(dice);
        entry.changes.push(change);
        if dice.once_in(3) {
            let batch = batch(dice, most);
            entry.changes.push(Change::Batch {
                prefix: batch.prefix().to_owned(),
                rows: batch.len() as u64,
                digest: batch.digest(),
            });
            entry.batches.push(Arc::new(batch));
        }
    }
    entry.digest = entry.digest_after(before.as_ref());
    entry
}

fn id(dice: &mut Dice) -> EntityId {
    dice.pick(&NAMES).parse().unwrap()
}

fn change(dice: &mut Dice) -> Change {
    match dice.below(6) {
        0 => Change::Drop(Key::Entity(id(dice))),
        1 => Change::Join {
            of: id(dice),
            into: id(dice),
        },
        2 => Change::Part { of: id(dice) },
        3 => {
            let source = Source::new("gazette".parse().unwrap(), "A gazette\n, \"read\"");
            Change::Put(Record::from(source.with_url("https://example.org/ü")))
        }
        4 => Change::Put(Record::from(Entity::new(
            id(dice),
            EntityKind::State,
            "Ruritania",
        ))),
        _ => {
            let parties = Parties::new()
                .with("guest", id(dice))
                .with("host", id(dice));
            let id = format!("r-{}", dice.below(100)).parse().unwrap();
            Change::Put(Record::from(Relation::new(id, "visit", parties)))
        }
    }
}

/// Returns a random batch of fewer than `most` rows.
pub(crate) fn batch(dice: &mut Dice, most: usize) -> Batch {
    let mut batch = Batch::new("gazette".parse().unwrap(), "gazette-1").unwrap();
    let forms: Vec<_> = (0..=dice.below(3))
        .map(|at| {
            let form = Form {
                kind: format!("kind-{at}"),
                title: dice.once_in(2).then(|| "a title".to_owned()),
                status: dice.once_in(2).then_some(Status::Reported),
                roles: ["from".to_owned(), "to".to_owned()],
            };
            batch.form(form).unwrap()
        })
        .collect();
    let parties: Vec<_> = (0..=dice.below(9))
        .map(|at| batch.party(format!("party-{at}").parse().unwrap()))
        .collect();
    let (first, spread) = (dice.below(1_000), 1 + dice.below(5_000));
    for at in 0..dice.below(most) {
        let row = batch.push(Row {
            number: (first + at * 3) as u32,
            form: dice.pick(&forms),
            from: dice.pick(&parties),
            to: dice.pick(&parties),
            day: Day::from_number(dice.below(spread).cast_signed() as i64 - 900),
        });
        if dice.once_in(5) {
            batch.tell_again(row, dice.below(1 << 32) as u32);
        }
        if dice.once_in(9) {
            batch.set_place(row, dice.pick(&parties));
        }
    }
    batch
}

/// Sees that some entries are those of a list, rows included.
#[track_caller]
pub(crate) fn assert_same(found: &[Entry], expected: &[Entry]) {
    assert!(are_same(found, expected), "{found:?}\nis not\n{expected:?}");
}

/// Tells whether two lists of entries say the same.
pub(crate) fn are_same(one: &[Entry], other: &[Entry]) -> bool {
    let is_same = |(one, other): (&Entry, &Entry)| {
        one.digest == other.digest && format!("{one:?}") == format!("{other:?}")
    };
    one.len() == other.len() && one.iter().zip(other).all(is_same)
}
