//! What is written is read again.

use std::sync::Arc;
use std::time::Duration;

use chancery::edtf::Day;
use chancery::model::{Batch, Form, Row};
use chancery::register::{Change, Entry};
use chancery::store::{Snapshot, StoreError, Writer};

use super::world::{assert_same, entries, entry, holder, numbered};
use crate::dice::Dice;

fn read(snapshot: &Snapshot) -> Vec<Entry> {
    snapshot.entries().collect::<Result<_, _>>().unwrap()
}

#[test]
fn entries_are_read_as_they_were_written() {
    for seed in 0..40 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.chancery");
        let all = entries(seed, 1 + seed as u32 % 9);
        let mut writer = Writer::create(&path, &holder("anna")).unwrap();
        for (at, entry) in all.iter().enumerate() {
            if at % 3 == 2 {
                drop(writer);
                writer = Writer::open(&path, &holder("bela"), Duration::ZERO).unwrap();
            }
            let before = Snapshot::open(&path).unwrap();
            writer.append(entry).unwrap();
            assert_same(&read(&before), &all[..at]);
            let after = Snapshot::open(&path).unwrap();
            assert_same(&read(&after), &all[..=at]);
            assert_eq!(after.digest(), Some(entry.digest));
        }
    }
}

#[test]
fn blocks_of_many_rows_are_read_as_they_were_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let mut dice = Dice::new(7);
    let mut writer = Writer::create(&path, &holder("anna")).unwrap();
    let large = loop {
        let entry = entry(&mut dice, 1, None, 60_000);
        if entry.batches.iter().any(|batch| batch.len() > 20_000) {
            break entry;
        }
    };
    writer.append(&large).unwrap();
    let read = read(&Snapshot::open(&path).unwrap());
    assert_same(&read, &[large]);
}

#[test]
fn an_entry_that_does_not_come_next_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let all = entries(3, 3);
    let mut writer = Writer::create(&path, &holder("anna")).unwrap();
    writer.append(&all[0]).unwrap();
    for wrong in [&all[0], &all[2]] {
        let refused = writer.append(wrong).unwrap_err();
        assert!(matches!(refused, StoreError::Entry { .. }), "{refused}");
    }
    writer.append(&all[1]).unwrap();
    assert_same(&read(&Snapshot::open(&path).unwrap()), &all[..2]);
}

/// Returns the bytes of a database with so many rows of event data between 131,072 entities.
fn bytes_of_events(rows: usize) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let mut dice = Dice::new(17);
    let mut batch = Batch::new("gazette".parse().unwrap(), "gazette").unwrap();
    let forms: Vec<_> = (0..250)
        .map(|at| {
            let form = Form {
                kind: format!("kind-{at}"),
                title: None,
                status: None,
                roles: ["from".to_owned(), "to".to_owned()],
            };
            batch.form(form).unwrap()
        })
        .collect();
    let parties: Vec<_> = (0..1 << 17)
        .map(|at| batch.party(format!("entity-{at}").parse().unwrap()))
        .collect();
    for at in 0..rows {
        batch.push(Row {
            number: (at * 2 + dice.below(2)) as u32,
            form: dice.pick(&forms),
            from: dice.pick(&parties),
            to: dice.pick(&parties),
            day: Day::from_number(16_000 + (at / 700).cast_signed() as i64),
        });
    }
    let mut entry = numbered(1, None);
    entry.changes = vec![Change::Batch {
        prefix: "gazette".to_owned(),
        rows: rows as u64,
        digest: batch.digest(),
    }];
    entry.batches = vec![Arc::new(batch)];
    entry.digest = entry.digest_after(None);
    let mut writer = Writer::create(&path, &holder("anna")).unwrap();
    writer.append(&entry).unwrap();
    Snapshot::open(&path).unwrap().bytes()
}

#[test]
fn a_row_of_event_data_takes_six_bytes() {
    let (few, many) = (10_000, 60_000);
    let more = bytes_of_events(many) - bytes_of_events(few);
    assert!(more < 6 * (many - few) as u64, "{more}");
}
