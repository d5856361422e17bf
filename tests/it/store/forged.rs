//! Files that somebody made by hand, by what the format says: hostile ones, and later ones.

use std::ops::ControlFlow;

use chancery::store::{Snapshot, StoreError, check_bytes, salvage_bytes};

use super::flips::database;
use super::world::{assert_same, entries};

/// Returns a file with some frames behind its front, which tells of no entry.
fn forged(frames: &[Vec<u8>]) -> Vec<u8> {
    let frames = frames.concat();
    let mut page = b"chancery\r\n\x1a\n\x01\0\0\0".to_vec();
    page.extend(7_u64.to_le_bytes());
    page.extend((8_192 + frames.len() as u64).to_le_bytes());
    page.resize(4_092, 0);
    page.extend(crc32fast::hash(&page).to_le_bytes());
    [&page[..], &page, &frames].concat()
}

/// Returns a frame of entry 1 whose head tells of another length than its content has.
fn frame(tag: &str, flags: u32, length: u64, content: &[u8]) -> Vec<u8> {
    let mut frame = tag.as_bytes().to_vec();
    frame.extend(flags.to_le_bytes());
    frame.extend(length.to_le_bytes());
    frame.extend(1_u32.to_le_bytes());
    frame.extend(0_u32.to_le_bytes());
    frame.extend(crc32fast::hash(content).to_le_bytes());
    frame.extend(crc32fast::hash(&frame).to_le_bytes());
    frame.extend(content);
    frame.resize(frame.len().next_multiple_of(8), 0);
    frame
}

fn whole(tag: &str, flags: u32, content: &[u8]) -> Vec<u8> {
    frame(tag, flags, content.len() as u64, content)
}

/// Returns what is wrong with a file, and sees that salvage and check say something too.
#[track_caller]
fn refused(bytes: Vec<u8>) -> StoreError {
    let go_on = &mut |_| ControlFlow::Continue(());
    let checked = check_bytes("forged", bytes.clone(), go_on).unwrap();
    assert!(!checked.damages.is_empty());
    let salvaged = salvage_bytes("forged", bytes.clone(), go_on).unwrap();
    assert!(!salvaged.is_whole());
    let snapshot = Snapshot::from_bytes("forged", bytes).unwrap();
    snapshot.entries().find_map(Result::err).unwrap()
}

#[test]
fn a_file_made_by_what_the_format_says_is_read() {
    let snapshot = Snapshot::from_bytes("forged", forged(&[])).unwrap();
    assert_eq!((snapshot.last(), snapshot.entries().count()), (0, 0));
    assert_eq!(snapshot.generation(), 7);
}

#[test]
fn a_length_beyond_the_file_is_refused_without_room_for_it() {
    for length in [1 << 60, u64::MAX, u64::MAX - 6, 1 << 31, 9] {
        for flags in [0, 1] {
            let error = refused(forged(&[frame("CHNG", flags, length, b"{}")]));
            assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
            assert_eq!(error.offset(), Some(8_192));
        }
    }
}

#[test]
fn contents_that_make_no_sense_are_refused() {
    let deep = "[".repeat(100_000);
    let rows = [[0; 4], 9_000_u32.to_le_bytes()].concat();
    for (tag, content) in [
        ("CHNG", deep.as_bytes()),
        ("CHNG", b"{}"),
        ("BTCH", b"{}"),
        ("ENTR", deep.as_bytes()),
        ("ENTR", b""),
        ("ROWS", &rows),
        ("AGIN", &rows[..3]),
        ("PLCS", &[0xff; 800]),
    ] {
        let error = refused(forged(&[whole(tag, 0, content)]));
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    }
}

#[test]
fn what_a_later_version_adds_is_passed_over_or_named() {
    let (bytes, all) = database(3, 2);
    let extra = whole("XTRA", 1, b"something new");
    let mut later = forged(&[extra, bytes[8_192..].to_vec()]);
    // The last entry and its digest, as the newer page has them.
    let newer = if bytes[16] > bytes[4_112] { 0 } else { 4_096 };
    for page in [0, 4_096] {
        let told = bytes[newer + 40..newer + 80].to_vec();
        later[page + 40..page + 80].copy_from_slice(&told);
        let checksum = crc32fast::hash(&later[page..page + 4_092]);
        later[page + 4_092..page + 4_096].copy_from_slice(&checksum.to_le_bytes());
    }
    let snapshot = Snapshot::from_bytes("later", later).unwrap();
    let found: Vec<_> = snapshot.entries().collect::<Result<_, _>>().unwrap();
    assert_same(&found, &all);
    assert_same(&all, &entries(3, 2));
    for (tag, flags) in [("XTRA", 0), ("CHNG", 4)] {
        let error = refused(forged(&[whole(tag, flags, b"{}")]));
        assert!(matches!(error, StoreError::Later { .. }), "{error}");
        assert!(error.to_string().contains("was made by a later version"));
    }
}

#[test]
fn a_later_version_of_the_format_is_named() {
    let mut bytes = forged(&[]);
    bytes[12] = 2;
    let checksum = crc32fast::hash(&bytes[..4_092]);
    bytes[4_092..4_096].copy_from_slice(&checksum.to_le_bytes());
    let error = Snapshot::from_bytes("later", bytes).unwrap_err();
    assert!(
        matches!(error, StoreError::Later { offset: 12, .. }),
        "{error}"
    );
}

#[test]
fn something_else_is_no_database() {
    for bytes in [
        &b"(entities: [])"[..],
        b"id,name\n",
        &[0; 10_000],
        b"chanc\n",
    ] {
        let error = Snapshot::from_bytes("other", bytes.to_vec()).unwrap_err();
        assert!(matches!(error, StoreError::NoDatabase { .. }), "{error}");
    }
}
