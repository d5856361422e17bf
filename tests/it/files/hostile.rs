//! Files that nobody wrote: cut, overwritten, endless. Nothing may panic or hang.

use std::fmt::Write;

use chancery::files::{self, SourceFile};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{ontology, root};

/// Reads and formats a text, and checks that whatever is said of it has a place in it.
fn survive(text: &str) {
    let file = SourceFile::new("x.ron", text);
    let (dataset, told) = files::read_dataset_lenient(ontology(), std::slice::from_ref(&file));
    let strict = files::read_dataset(ontology(), std::slice::from_ref(&file));
    assert_eq!(strict.is_ok(), told.is_empty());
    for told in told
        .iter()
        .chain(strict.as_ref().err().into_iter().flatten())
    {
        assert!(!told.to_string().is_empty());
        if let Some(place) = &told.place {
            assert!(place.line <= text.split('\n').count(), "{told}");
        }
    }
    let kept = SourceFile::new("kept.ron", files::write_dataset(&dataset));
    assert!(files::read_dataset(ontology(), &[kept]).is_ok());
    let formatted = files::format(&file);
    if strict.is_ok() {
        assert!(formatted.is_ok(), "what can be read can be formatted");
    }
}

/// A small file with a record of each section and all sorts of comments and strings.
const SAMPLE: &str = r##"#![enable(implicit_some)]
( // a
    sources: [(id: "s", title: r#"T "t" é"#, row: 5, published: "2024-11~")],
    entities: [
        (id: "a", kind: "person", name: "A", codes: {"x": "1"}), /* b /* c */ */
        (id: "b", kind: "state", name: "B\u{e9}\n", aliases: ["c", "d"], note: Some("e")),
    ],
    relations: [
        (
            id: "r", kind: "visit", parties: {"visitor": ["a"], "host": ["b"]},
            when: "2025-05-28/2025-05-29",
            reports: [(source: "s", locator: "p. 1")],
        ),
    ],
    kinds: [(id: "twin", plural: "twins", nature: "tie", roles: [(id: "t", min: 2)])],
)
"##;

/// What is put into a file where it does not belong.
const SPLINTERS: [&str; 16] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "//",
    "/*",
    "*/",
    "\\",
    "r#\"",
    "\n",
    "id: \"a\"",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn overwritten_bytes_do_no_harm(flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        survive(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn cuts_do_no_harm(from in any::<prop::sample::Index>(), length in 0..80_usize) {
        let from = from.index(SAMPLE.len());
        let mut bytes = SAMPLE.as_bytes().to_vec();
        bytes.drain(from..(from + length).min(SAMPLE.len()));
        survive(&String::from_utf8_lossy(&bytes));
        survive(&String::from_utf8_lossy(&bytes[..from]));
    }

    #[test]
    fn splinters_do_no_harm(
        splinters in vec((any::<prop::sample::Index>(), 0..SPLINTERS.len()), 1..5),
    ) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        for (at, splinter) in splinters {
            let at = at.index(bytes.len());
            bytes.splice(at..at, SPLINTERS[splinter].bytes());
        }
        survive(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn texts_of_signs_alone_do_no_harm(signs in vec(0..SPLINTERS.len(), 0..60)) {
        let text: String = signs.into_iter().map(|sign| SPLINTERS[sign]).collect();
        survive(&text);
        survive(&format!("(entities: [\n{text}"));
    }
}

#[test]
fn the_sample_itself_is_good() {
    let file = SourceFile::new("x.ron", SAMPLE);
    assert!(files::read_dataset(ontology(), &[file]).is_ok());
}

#[test]
fn every_beginning_of_a_real_file_is_survived() {
    let path = root().join("data/rwanda/40-forums.ron");
    let text = files::load(&path).unwrap().remove(0).text;
    for end in (0..text.len())
        .step_by(701)
        .filter(|end| text.is_char_boundary(*end))
    {
        survive(&text[..end]);
    }
}

#[test]
fn endless_nonsense_is_left_in_time() {
    let times = 5_000;
    survive(&"(".repeat(times));
    survive(&"[{".repeat(times));
    survive(&format!("(entities: [{}", "(name: ".repeat(times)));
    survive(&format!("(entities: [\n{}", "(\n".repeat(times)));
    survive(&format!("(entities: [\n{}", "( /*\n".repeat(times)));
    survive(&format!("(entities: [\n{}", "(a: \"\n".repeat(times)));
    survive(&format!("(entities: [\n{}", "(id: \"a\")\n".repeat(times)));
    survive(&format!("(entities: [{}])", "(id: 1),".repeat(times)));
    survive(&format!("({}", "entities: [\n".repeat(times)));
    survive(&"/*".repeat(times));
    survive(&format!("({})", "kinds: [],".repeat(times)));
    survive(&format!(
        "(sources: [(id: \"a\", title: \"{}\")])",
        "\\x41".repeat(times)
    ));
}

#[test]
fn a_chain_of_parts_of_a_broken_record_is_kept_in_time() {
    let mut text = String::from(
        "(sources: [(id: \"s\", title: \"t\")],
entities: [(id: \"a\", kind: \"state\", name: \"a\"), (id: \"b\", kind: \"state\", name: \"b\")],
relations: [(id: \"r0\", kind: 5),\n",
    );
    for number in 1..2000 {
        let whole = number - 1;
        writeln!(
            text,
            "(id: \"r{number}\", kind: \"meeting\", parties: {{\"participant\": [\"a\", \"b\"]}}, \
             part_of: \"r{whole}\", reports: [(source: \"s\")]),"
        )
        .unwrap();
    }
    text.push_str("])");
    let (dataset, told) =
        files::read_dataset_lenient(ontology(), &[SourceFile::new("x.ron", text)]);
    assert_eq!((dataset.relations().len(), told.len()), (1999, 2));
}
