//! One writer at a time: the second is told who the first is.

use std::fs;
use std::thread;
use std::time::Duration;

use chancery::store::{StoreError, Writer};

use super::other::Other;
use super::world::holder;

#[test]
fn a_second_writer_of_another_process_is_told_who_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let writer = Writer::create(&path, &holder("anna")).unwrap();
    let mut other = Other::start("open", &path, Duration::from_millis(60));
    let said = other.hear("refused").unwrap();
    let who = format!(
        "anna (process {}, since 2027-01-15T08:00:00Z)",
        std::process::id()
    );
    assert!(
        said.ends_with(&format!("is being written by {who}")),
        "{said}"
    );
    drop(writer);
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 1, "{names:?}");
}

#[test]
fn a_writer_that_is_killed_frees_its_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    drop(Writer::create(&path, &holder("anna")).unwrap());
    let mut other = Other::start("hold", &path, Duration::ZERO);
    other.hear("holding").unwrap();
    let Err(StoreError::Held { holder: held, .. }) =
        Writer::open(&path, &holder("anna"), Duration::from_millis(30))
    else {
        panic!("two write");
    };
    assert_eq!(
        (held.name.as_str(), held.process),
        ("the other", other.child.id())
    );
    drop(other);
    drop(Writer::open(&path, &holder("anna"), Duration::from_secs(9)).unwrap());
}

#[test]
fn a_second_writer_waits_for_the_first_to_be_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let writer = Writer::create(&path, &holder("anna")).unwrap();
    thread::scope(|scope| {
        let waiting: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    Writer::open(&path, &holder("bela"), Duration::from_secs(30)).map(drop)
                })
            })
            .collect();
        thread::sleep(Duration::from_millis(50));
        drop(writer);
        for waiting in waiting {
            waiting.join().unwrap().unwrap();
        }
    });
}
