//! After a flip in any frame, `chancery salvage` makes a database that opens and answers, with every
//! relation whose own frames were not touched.
//!
//! Some of the frames are tried; `CHANCERY_STEP=1` tries each of them.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::Path;

use chancery::Chancery;
use chancery::register::Key;

use super::specimen;
use super::world::run;

const FRONT: usize = 8_192;
const HEAD: usize = 32;

/// A frame of a sound file.
struct Frame {
    range: Range<usize>,
    tag: String,
    content: String,
}

fn frames(bytes: &[u8]) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut at = FRONT;
    while at < bytes.len() {
        let length: [u8; 8] = bytes[at + 8..at + 16].try_into().unwrap();
        let content = at + HEAD..at + HEAD + u64::from_le_bytes(length) as usize;
        let end = content.end.next_multiple_of(8);
        frames.push(Frame {
            range: at..end,
            tag: String::from_utf8(bytes[at..at + 4].to_vec()).unwrap(),
            content: String::from_utf8_lossy(&bytes[content]).into_owned(),
        });
        at = end;
    }
    frames
}

/// Returns the ids of all relations.
fn relations(path: &Path) -> BTreeSet<String> {
    let chancery = Chancery::open(path).unwrap();
    let relations = chancery.data().relations();
    relations.map(|relation| relation.id.to_string()).collect()
}

/// Tells whether a frame says anything of a relation itself: not of its parties and sources.
fn tells_of(frame: &Frame, relation: &str) -> bool {
    match frame.tag.as_str() {
        "CHNG" => {
            let change = serde_json::from_str(&frame.content).unwrap();
            let change: chancery::register::Change = change;
            change.keys().iter().any(|key| match key {
                Key::Relation(id) => id.as_str() == relation,
                // Nobody can say what a relation means whose kind is lost.
                Key::Kind(_) => relation == "sisters",
                Key::Batch(prefix) => relation.starts_with(prefix.as_str()),
                _ => false,
            })
        }
        "BTCH" | "ROWS" | "AGIN" | "PLCS" => relation.starts_with("wire-2026-"),
        _ => false,
    }
}

#[test]
fn salvage_holds_every_relation_whose_frames_are_sound() {
    let step = std::env::var("CHANCERY_STEP").map_or(7, |step| step.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let [sound, broken, whole] =
        ["sound", "broken", "whole"].map(|name| path(name).with_extension("chancery"));
    drop(specimen::make(&sound));
    let bytes = fs::read(&sound).unwrap();
    let held = relations(&sound);
    assert!(held.len() > 10, "{held:?}");
    for (at, frame) in frames(&bytes).iter().enumerate().step_by(step) {
        // In its head, or in its content.
        let content = frame.range.len() - HEAD;
        let is_head = at.is_multiple_of(3) || content == 0;
        let within = if is_head {
            at % HEAD
        } else {
            HEAD + content / 3
        };
        let byte = frame.range.start + within;
        let mut flipped = bytes.clone();
        flipped[byte] ^= 0x11;
        fs::write(&broken, flipped).unwrap();
        let ran = run(
            folder.path(),
            &["salvage", "broken.chancery", "--out", "whole.chancery"],
        );
        let told = format!(
            "byte {byte}, in the {} at byte {}: {}",
            frame.tag, frame.range.start, ran.err
        );
        // An image says nothing that the entries do not say: its content cannot be missed.
        let is_missed = is_head || frame.tag != "IMGE";
        assert_eq!(ran.out.contains(" at byte "), is_missed, "{told}");
        assert_eq!(ran.code, if is_missed { 4 } else { 0 }, "{told}");
        let found = relations(&whole);
        let lost: Vec<&String> = held
            .difference(&found)
            .filter(|id| !tells_of(frame, id))
            .collect();
        assert!(lost.is_empty(), "{told}: {lost:?}");
        let salvaged = Chancery::open(&whole).unwrap();
        for question in ["timeline", "count by kind", "log", "conflicts"] {
            let answer = salvaged.ask(question);
            assert!(answer.is_ok(), "{told}: {question}: {answer:?}");
        }
        fs::remove_file(&whole).unwrap();
    }
}
