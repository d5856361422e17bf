//! One process writes and four read: every read is a snapshot.
//!
//! The long run is `CHANCERY_SECONDS=60 cargo test --release --test it store::readers`.

use std::time::Duration;

use chancery::store::{Snapshot, Writer};

use super::other::Other;
use super::world::{assert_same, entries, holder};

#[test]
fn readers_see_snapshots_while_another_process_writes() {
    let seconds = std::env::var("CHANCERY_SECONDS").map_or(2, |text| text.parse().unwrap());
    let time = Duration::from_secs(seconds);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    drop(Writer::create(&path, &holder("anna")).unwrap());
    let mut writer = Other::start("write", &path, time);
    let mut readers = [(); 4].map(|()| Other::start("read", &path, time));
    for reader in &mut readers {
        let said = reader.hear("read").expect("a reader failed");
        let (last, snapshots) = said.split_once(' ').unwrap();
        assert!(last.parse::<u32>().unwrap() > 0);
        assert!(snapshots.parse::<u32>().unwrap() > 1);
        assert!(reader.child.wait().unwrap().success());
    }
    let mut written = 0;
    while let Some(said) = writer.hear("safe") {
        written = said.parse().unwrap();
    }
    assert!(writer.child.wait().unwrap().success());
    assert_eq!(Snapshot::open(&path).unwrap().last(), written);
}

#[test]
fn a_snapshot_holds_what_it_held_whatever_is_written_later() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let all = entries(4, 9);
    let mut writer = Writer::create(&path, &holder("anna")).unwrap();
    let mut snapshots = Vec::new();
    for entry in &all {
        snapshots.push(Snapshot::open(&path).unwrap());
        writer.append(entry).unwrap();
        if entry.number == 5 {
            writer
                .compact(&mut |_| std::ops::ControlFlow::Continue(()))
                .unwrap();
        }
    }
    for (count, snapshot) in snapshots.iter().enumerate() {
        let found: Vec<_> = snapshot.entries().collect::<Result<_, _>>().unwrap();
        assert_same(&found, &all[..count]);
    }
}

#[test]
fn an_unfinished_tail_is_ignored_and_cut_by_the_next_writer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let all = entries(6, 5);
    let mut writer = Writer::create(&path, &holder("anna")).unwrap();
    for entry in &all[..4] {
        writer.append(entry).unwrap();
    }
    drop(writer);
    let sound = std::fs::read(&path).unwrap();
    for tail in [&b"x"[..], &sound[8_192..], &[0; 5_000]] {
        std::fs::write(&path, [&sound, tail].concat()).unwrap();
        let snapshot = Snapshot::open(&path).unwrap();
        let found: Vec<_> = snapshot.entries().collect::<Result<_, _>>().unwrap();
        assert_same(&found, &all[..4]);
        let writer = Writer::open(&path, &holder("bela"), Duration::ZERO).unwrap();
        assert_eq!(writer.last(), 4);
        assert_eq!(std::fs::read(&path).unwrap(), sound);
    }
    let mut writer = Writer::open(&path, &holder("bela"), Duration::ZERO).unwrap();
    writer.append(&all[4]).unwrap();
    assert_eq!(Snapshot::open(&path).unwrap().last(), 5);
}
