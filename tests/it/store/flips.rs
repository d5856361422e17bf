//! Every byte of a small database flipped, and the file cut at every length.

use std::ops::ControlFlow;

use chancery::register::{Change, Entry};
use chancery::store::{Salvage, Snapshot, StoreError, Writer, check_bytes, salvage_bytes};

use super::world::{are_same, entries, holder};

const FRONT: usize = 8_192;

/// Returns a small database as bytes, and its entries.
pub(super) fn database(seed: u64, count: u32) -> (Vec<u8>, Vec<Entry>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.chancery");
    let all = entries(seed, count);
    let mut writer = Writer::create(&path, &holder("anna")).unwrap();
    for entry in &all {
        writer.append(entry).unwrap();
    }
    (std::fs::read(&path).unwrap(), all)
}

fn read(bytes: Vec<u8>) -> Result<Vec<Entry>, StoreError> {
    Snapshot::from_bytes("flipped", bytes)?.entries().collect()
}

fn salvage(bytes: &[u8]) -> Salvage {
    let go_on = &mut |_| ControlFlow::Continue(());
    salvage_bytes("flipped", bytes.to_vec(), go_on).unwrap()
}

#[test]
fn a_flipped_byte_gives_the_right_entries_or_an_error_that_names_it() {
    let (bytes, all) = database(21, 4);
    let mut errors = 0;
    for at in 0..bytes.len() {
        let patterns = [1 << (at % 8), 0xff];
        // The front is nearly all of one kind: there, one pattern for each byte is enough.
        let patterns = if at < FRONT {
            &patterns[at % 2..=at % 2]
        } else {
            &patterns[..]
        };
        for pattern in patterns {
            let mut flipped = bytes.clone();
            flipped[at] ^= pattern;
            match read(flipped) {
                Ok(found) => assert!(are_same(&found, &all), "byte {at}"),
                Err(error) => {
                    errors += 1;
                    let offset = error.offset().expect("an error without a place") as usize;
                    assert!(at >= FRONT && offset <= at, "byte {at}: {error}");
                }
            }
        }
    }
    assert_eq!(errors, 2 * (bytes.len() - FRONT));
}

#[test]
fn a_file_that_is_cut_anywhere_says_so() {
    let (bytes, all) = database(22, 4);
    for length in 0..bytes.len() {
        let error = read(bytes[..length].to_vec()).unwrap_err();
        let StoreError::Cut { at, missing, .. } = error else {
            panic!("{length}: {error}");
        };
        assert_eq!(at, length as u64);
        assert!(missing > 0 && at + missing <= bytes.len() as u64);
    }
    for more in 0..40 {
        let longer = [&bytes[..], &bytes[FRONT..FRONT + more]].concat();
        assert!(are_same(&read(longer).unwrap(), &all));
    }
}

/// A frame of a sound file: where it is, and what.
struct Frame {
    range: std::ops::Range<usize>,
    tag: [u8; 4],
    entry: u32,
    /// How many rows it has, if it is a block of rows.
    rows: usize,
}

fn frames(bytes: &[u8]) -> Vec<Frame> {
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let mut frames = Vec::new();
    let mut at = FRONT;
    while at < bytes.len() {
        let tag: [u8; 4] = bytes[at..at + 4].try_into().unwrap();
        let end = at + 32 + (number(at + 8) as usize).next_multiple_of(8);
        frames.push(Frame {
            range: at..end,
            tag,
            entry: number(at + 16),
            rows: if tag == *b"ROWS" {
                number(at + 36) as usize
            } else {
                0
            },
        });
        at = end;
    }
    frames
}

/// Returns the changes that are no batches, and how many rows the batches have.
fn contents<'a>(entries: impl Iterator<Item = &'a Entry>) -> (Vec<String>, usize) {
    let (mut changes, mut rows) = (Vec::new(), 0);
    for entry in entries {
        let plain = entry.changes.iter().filter(|change| !is_batch(change));
        changes.extend(plain.map(|change| format!("{} {change:?}", entry.number)));
        rows += entry.batches.iter().map(|batch| batch.len()).sum::<usize>();
    }
    (changes, rows)
}

fn is_batch(change: &Change) -> bool {
    matches!(change, Change::Batch { .. })
}

#[test]
fn salvage_takes_all_that_a_flip_did_not_touch() {
    let (bytes, all) = database(23, 5);
    let (plain, rows) = contents(all.iter());
    let frames = frames(&bytes);
    assert!(frames.iter().filter(|frame| frame.rows > 0).count() > 1);
    let mut changes = all.iter().flat_map(|entry| {
        entry
            .changes
            .iter()
            .map(move |change| (entry.number, change))
    });
    for (at, frame) in frames.iter().enumerate() {
        let mut expected = plain.clone();
        if frame.tag == *b"CHNG" {
            let (number, change) = changes.next().unwrap();
            expected.retain(|other| is_batch(change) || *other != format!("{number} {change:?}"));
        }
        let blocks = frames[at + 1..].iter().take_while(|next| next.rows > 0);
        let lost_rows = match &frame.tag {
            b"BTCH" => blocks.map(|block| block.rows).sum(),
            b"ROWS" => frame.rows,
            _ => 0,
        };
        for byte in frame.range.clone() {
            let mut flipped = bytes.clone();
            flipped[byte] ^= 1 << (byte % 8);
            let salvaged = salvage(&flipped);
            assert_eq!(
                salvaged.lost[0].offset, frame.range.start as u64,
                "byte {byte}"
            );
            let found = contents(salvaged.entries.iter().map(|salvaged| &salvaged.entry));
            assert_eq!(found.1, rows - lost_rows, "byte {byte}");
            // A change that is there twice is there once more than expected, if one of them is lost.
            assert!(found.0.len() >= expected.len(), "byte {byte}");
            assert!(
                expected.iter().all(|change| found.0.contains(change)),
                "byte {byte}"
            );
            for salvaged in &salvaged.entries {
                let is_touched = salvaged.entry.number == frame.entry;
                assert_eq!(salvaged.is_whole, !is_touched, "byte {byte}");
                let is_closed = !is_touched || frame.tag != *b"ENTR";
                assert_eq!(salvaged.is_closed, is_closed, "byte {byte}");
            }
        }
    }
}

#[test]
fn salvage_of_a_sound_file_is_the_file() {
    let (bytes, all) = database(24, 6);
    let salvaged = salvage(&bytes);
    assert!(salvaged.is_whole());
    assert!(are_same(&salvaged.rechained(), &all));
    let go_on = &mut |_| ControlFlow::Continue(());
    let checked = check_bytes("sound", bytes, go_on).unwrap();
    assert_eq!((checked.entries, checked.damages.as_slice()), (6, &[][..]));
}

#[test]
fn salvage_finds_its_way_where_bytes_are_missing_and_where_the_front_is_lost() {
    let (bytes, all) = database(25, 6);
    let frames = frames(&bytes);
    let third = frames
        .iter()
        .find(|frame| frame.entry == 3)
        .unwrap()
        .range
        .start;
    let cut = [&bytes[..third + 5], &bytes[third + 18..]].concat();
    let salvaged = salvage(&cut);
    assert!(!salvaged.is_whole());
    let whole: Vec<u32> = salvaged
        .entries
        .iter()
        .filter(|salvaged| salvaged.is_whole)
        .map(|salvaged| salvaged.entry.number)
        .collect();
    assert_eq!(whole, [1, 2, 4, 5, 6]);
    let chain = salvaged.rechained();
    assert!(
        chain
            .iter()
            .zip(1..)
            .all(|(entry, number)| entry.number == number)
    );
    let headless = [&[0x55; FRONT], &bytes[FRONT..]].concat();
    assert!(matches!(
        read(headless.clone()),
        Err(StoreError::NoDatabase { .. })
    ));
    assert!(are_same(&salvage(&headless).rechained(), &all));
}

#[test]
fn check_lists_every_damage() {
    let (mut bytes, _) = database(26, 6);
    let frames = frames(&bytes);
    let closes = frames.iter().filter(|frame| frame.tag == *b"ENTR");
    let offsets: Vec<usize> = closes.map(|frame| frame.range.start).collect();
    for offset in [offsets[1], offsets[3]] {
        bytes[offset + 40] ^= 4;
    }
    bytes[100] ^= 1;
    let go_on = &mut |_| ControlFlow::Continue(());
    let checked = check_bytes("damaged", bytes, go_on).unwrap();
    let found: Vec<String> = checked.damages.iter().map(ToString::to_string).collect();
    let expected = |offset: usize, entry: u32| {
        format!(
            "the close of entry {entry} at byte {offset}: the checksum of its content does not fit"
        )
    };
    assert_eq!(
        found[0],
        "the first page of the front at byte 0: its checksum does not fit"
    );
    assert!(found.contains(&expected(offsets[1], 2)), "{found:#?}");
    assert!(found.contains(&expected(offsets[3], 4)), "{found:#?}");
    assert_eq!(checked.entries, 4, "{found:#?}");
}
