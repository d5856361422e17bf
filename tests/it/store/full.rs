//! A disk without room: the file stays as it was, and the writer says so.

use std::fs;
use std::process::Command;
use std::time::Duration;

use chancery::store::{Snapshot, Writer};

use super::other::Other;
use super::world::holder;

#[test]
fn an_entry_for_which_there_is_no_room_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    drop(Writer::create(&path, &holder("anna")).unwrap());
    let mut command = Command::new("sh");
    // The other process may write files of 40 blocks only, and is told instead of being stopped.
    let limited = r#"trap "" XFSZ; ulimit -f 40; exec "$0" "$@""#;
    command
        .args(["-c", limited])
        .arg(std::env::current_exe().unwrap());
    let mut other = Other::start_by(command, "fill", &path, Duration::ZERO);
    let full: u32 = other.hear("full").unwrap().parse().unwrap();
    let snapshot = Snapshot::open(&path).unwrap();
    assert!(full > 1);
    assert_eq!(snapshot.last(), full);
    assert_eq!(fs::metadata(&path).unwrap().len(), snapshot.bytes());
    assert_eq!(snapshot.entries().flatten().count(), full as usize);
}
