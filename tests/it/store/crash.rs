//! What is acknowledged outlives the death of the writer, and nothing else is there.
//!
//! The long run is `CHANCERY_KILLS=1000 cargo test --release --test it store::crash`.

use std::time::Duration;

use chancery::store::{Snapshot, Writer};

use super::other::Other;
use super::world::{are_same, entries, holder, numbered};
use crate::dice::Dice;

/// How often the writer is killed before a new file is begun.
const KILLS_OF_A_FILE: usize = 40;

/// Returns how often a writer is killed where so many are usual.
pub(crate) fn kills(usual: usize) -> usize {
    std::env::var("CHANCERY_KILLS").map_or(usual, |kills| kills.parse().unwrap())
}

#[test]
fn a_writer_that_is_killed_loses_no_acknowledged_entry() {
    let kills = kills(40);
    let mut dice = Dice::new(5);
    let mut acknowledged = 0;
    for file in 0..usize::div_ceil(kills, KILLS_OF_A_FILE) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.chancery");
        drop(Writer::create(&path, &holder("anna")).unwrap());
        let mut last = 0;
        for _ in 0..KILLS_OF_A_FILE.min(kills - file * KILLS_OF_A_FILE) {
            let mut other = Other::start("write", &path, Duration::from_mins(1));
            let said = other.hear("safe").unwrap().parse::<u32>().unwrap();
            assert!(said > last);
            std::thread::sleep(Duration::from_micros(dice.below(30_000) as u64));
            other.child.kill().unwrap();
            last = said;
            while let Some(said) = other.hear("safe") {
                last = said.parse().unwrap();
            }
            other.child.wait().unwrap();
            let found = found(&path);
            assert!((last..=last + 1).contains(&found), "{found} after {last}");
            last = found;
        }
        acknowledged += last;
    }
    assert!(acknowledged as usize > kills, "{acknowledged}");
}

/// Returns the number of the last entry of a file, and sees that every entry is what it should be.
fn found(path: &std::path::Path) -> u32 {
    let mut before = None;
    let mut number = 0;
    for entry in Snapshot::open(path).unwrap().entries() {
        let entry = entry.unwrap();
        number += 1;
        assert!(are_same(
            &[numbered(number, before)],
            std::slice::from_ref(&entry)
        ));
        before = Some(entry.digest);
    }
    number
}

#[test]
fn a_page_torn_anywhere_leaves_the_entries_before_or_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let all = entries(11, 4);
    let mut writer = Writer::create(&path, &holder("anna")).unwrap();
    let mut before = std::fs::read(&path).unwrap();
    for (at, entry) in all.iter().enumerate() {
        writer.append(entry).unwrap();
        let after = std::fs::read(&path).unwrap();
        let front = 8_192;
        // Frames that were written without either page, to any length: as if they were not there.
        for length in (before.len()..=after.len()).step_by(7) {
            let torn = [&before[..], &after[before.len()..length]].concat();
            check(torn, &all[..at], &all[..at]);
        }
        // All frames, and one page written up to any byte.
        for length in (0..=front).step_by(61).chain([front]) {
            let torn = [&after[..length], &before[length..front], &after[front..]].concat();
            check(torn, &all[..at], &all[..=at]);
        }
        before = after;
    }
}

/// Sees that a file holds either of two lists of entries.
#[track_caller]
fn check(bytes: Vec<u8>, one: &[chancery::register::Entry], other: &[chancery::register::Entry]) {
    let snapshot = Snapshot::from_bytes("torn", bytes).unwrap();
    let found: Vec<_> = snapshot.entries().collect::<Result<_, _>>().unwrap();
    assert!(
        are_same(&found, one) || are_same(&found, other),
        "{}",
        found.len()
    );
}
