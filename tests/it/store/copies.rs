//! Backups and compaction: the same entries, and nothing that is dead.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use chancery::register::Entry;
use chancery::store::{Snapshot, StoreError, Writer, backup, check, compact};

use super::world::{assert_same, entries, holder};

fn read(path: &Path) -> Vec<Entry> {
    let snapshot = Snapshot::open(path).unwrap();
    snapshot.entries().collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_backup_is_what_the_file_holds_while_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let all = entries(8, 6);
    let mut writer = Writer::create(&path, &holder("anna")).unwrap();
    for (at, entry) in all.iter().enumerate() {
        writer.append(entry).unwrap();
        let to = folder.path().join(format!("b-{at}.chancery"));
        let mut told = Vec::new();
        let watch = &mut |progress: chancery::store::Progress| {
            told.push((progress.done, progress.all));
            ControlFlow::Continue(())
        };
        backup(&path, &to, watch).unwrap();
        assert!(told.iter().any(|(done, all)| done == all), "{told:?}");
        assert_same(&read(&to), &all[..=at]);
    }
}

#[test]
fn a_backup_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let mut writer = Writer::create(&path, &holder("anna")).unwrap();
    writer.append(&entries(8, 1)[0]).unwrap();
    drop(writer);
    let to = folder.path().join("b.chancery");
    let stopped = backup(&path, &to, &mut |_| ControlFlow::Break(())).unwrap_err();
    assert!(matches!(stopped, StoreError::Stopped { .. }), "{stopped}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn compaction_keeps_every_entry_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let all = entries(9, 6);
    let mut writer = Writer::create(&path, &holder("anna")).unwrap();
    for entry in &all[..5] {
        writer.append(entry).unwrap();
    }
    drop(writer);
    let go_on = &mut |_| ControlFlow::Continue(());
    let compacted = compact(&path, &holder("bela"), Duration::ZERO, go_on).unwrap();
    assert_eq!(compacted.after, fs::metadata(&path).unwrap().len());
    assert_eq!(compacted.after, compacted.before);
    let mut writer = Writer::open(&path, &holder("anna"), Duration::ZERO).unwrap();
    writer.compact(go_on).unwrap();
    writer.append(&all[5]).unwrap();
    drop(writer);
    assert_same(&read(&path), &all);
    assert!(check(&path, go_on).unwrap().damages.is_empty());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_damaged_file_is_neither_copied_nor_compacted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let mut writer = Writer::create(&path, &holder("anna")).unwrap();
    for entry in &entries(9, 3) {
        writer.append(entry).unwrap();
    }
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&path, &bytes).unwrap();
    let go_on = &mut |_| ControlFlow::Continue(());
    let to = folder.path().join("b.chancery");
    for refused in [backup(&path, &to, go_on), writer.compact(go_on).map(|_| ())] {
        assert!(
            matches!(refused, Err(StoreError::Damaged { .. })),
            "{refused:?}"
        );
    }
    drop(writer);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
