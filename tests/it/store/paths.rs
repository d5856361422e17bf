//! Links, folders, pipes and what stands at a path already.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;
use std::time::Duration;

use chancery::store::{Snapshot, StoreError, Writer, backup, check};

use super::world::{entries, holder};

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_new_database_is_its_owners_alone_and_takes_nobodys_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let writer = Writer::create(&path, &holder("anna")).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&folder.path().join("a.chancery.lock")), 0o600);
    drop(writer);
    let link = folder.path().join("link.chancery");
    symlink(folder.path().join("nowhere"), &link).unwrap();
    for path in [&path, &link, &folder.path().to_owned()] {
        let refused = Writer::create(path, &holder("anna")).unwrap_err();
        assert!(matches!(refused, StoreError::Exists { .. }), "{refused}");
    }
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn a_link_leads_to_the_real_file_and_its_lock() {
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().join("real.chancery");
    drop(Writer::create(&real, &holder("anna")).unwrap());
    let away = tempfile::tempdir().unwrap();
    let link = away.path().join("link.chancery");
    symlink(&real, &link).unwrap();
    let mut writer = Writer::open(&link, &holder("anna"), Duration::ZERO).unwrap();
    assert!(folder.path().join("real.chancery.lock").exists());
    let held = Writer::open(&real, &holder("bela"), Duration::ZERO).unwrap_err();
    assert!(matches!(held, StoreError::Held { .. }), "{held}");
    writer.append(&entries(1, 1)[0]).unwrap();
    writer
        .compact(&mut |_| std::ops::ControlFlow::Continue(()))
        .unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(Snapshot::open(&real).unwrap().last(), 1);
    assert_eq!(fs::read_dir(away.path()).unwrap().count(), 1);
}

#[test]
fn what_is_no_regular_file_is_refused_without_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.chancery");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    for path in [pipe.as_path(), folder.path(), "/dev/null".as_ref()] {
        let read = Snapshot::open(path).unwrap_err();
        let written = Writer::open(path, &holder("anna"), Duration::ZERO).unwrap_err();
        let checked = check(path, &mut |_| std::ops::ControlFlow::Continue(())).unwrap_err();
        for refused in [read, written, checked] {
            assert!(matches!(refused, StoreError::NoFile { .. }), "{refused}");
        }
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_lock_that_is_a_link_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    drop(Writer::create(&path, &holder("anna")).unwrap());
    let precious = folder.path().join("precious");
    fs::write(&precious, "kept").unwrap();
    symlink(&precious, folder.path().join("a.chancery.lock")).unwrap();
    let refused = Writer::open(&path, &holder("anna"), Duration::ZERO).unwrap_err();
    assert!(matches!(refused, StoreError::Write { .. }), "{refused}");
    assert_eq!(fs::read_to_string(&precious).unwrap(), "kept");
}

#[test]
fn a_backup_is_private_and_takes_nobodys_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    drop(Writer::create(&path, &holder("anna")).unwrap());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let to = folder.path().join("b.chancery");
    let mut go_on = |_| std::ops::ControlFlow::Continue(());
    backup(&path, &to, &mut go_on).unwrap();
    assert_eq!(mode(&to), 0o600);
    let link = folder.path().join("link.chancery");
    symlink(folder.path().join("nowhere"), &link).unwrap();
    for to in [&to, &link] {
        let refused = backup(&path, to, &mut go_on).unwrap_err();
        assert!(matches!(refused, StoreError::Exists { .. }), "{refused}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}
