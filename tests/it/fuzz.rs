//! Random bytes, mutated questions and mutated files: no panic, no hang, errors in their place.
//!
//! A bounded run by default. The long run is
//! `CHANCERY_FUZZ=500000 cargo test --release --test it fuzz`; `CHANCERY_FUZZ_SEED` varies it.

use chancery::Chancery;
use chancery::analysis::Cancel;
use chancery::diagnostic::Diagnostic;
use chancery::edtf::Edtf;
use chancery::files::{self, SourceFile};
use chancery::query;
use chancery::render::{self, Format, Style};

use crate::dice::Dice;

/// Returns the dice of one test.
fn dice(salt: u64) -> Dice {
    let seed = std::env::var("CHANCERY_FUZZ_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    Dice::new(seed.unwrap_or(2_026) ^ (salt << 32))
}

/// Returns how many cases to try, `usual` unless the environment says otherwise.
fn cases(usual: usize) -> usize {
    std::env::var("CHANCERY_FUZZ")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(usual)
}

/// Returns a text of random bytes, half of them from an alphabet that gets further into a parser.
fn noise(dice: &mut Dice, alphabet: &[u8], longest: usize) -> String {
    let length = dice.below(longest);
    let bytes: Vec<u8> = (0..length)
        .map(|_| {
            if dice.below(2) == 0 {
                dice.next() as u8
            } else {
                alphabet[dice.below(alphabet.len())]
            }
        })
        .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns a text with a few of its characters cut, doubled, replaced or moved.
fn mutated(dice: &mut Dice, text: &str, spice: &[&str]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(4) {
        let at = dice.below(letters.len() + 1);
        match dice.below(6) {
            0 if at < letters.len() => drop(letters.remove(at)),
            1 => letters.truncate(at),
            2 => drop(letters.splice(at..at, dice.pick(spice).chars())),
            3 if at < letters.len() => {
                letters[at] = char::from_u32(dice.below(0x500) as u32).unwrap_or('x');
            }
            4 if letters.len() > 1 => {
                let other = dice.below(letters.len());
                letters.swap(at.min(other), other);
            }
            _ => {
                let end = (at + dice.below(12)).min(letters.len());
                let copied: Vec<char> = letters[at.min(end)..end].to_vec();
                drop(letters.splice(at..at, copied));
            }
        }
    }
    letters.into_iter().collect()
}

/// Checks that a fault lies within the text it is told of.
fn in_place(diagnostic: &Diagnostic, text: &str) {
    if let Some(place) = &diagnostic.place {
        let lines = text.split('\n').count();
        assert!(
            place.line >= 1 && place.line <= lines,
            "{diagnostic}\n{text}"
        );
        assert!(place.column >= 1, "{diagnostic}\n{text}");
    }
    assert!(
        !diagnostic
            .to_string()
            .chars()
            .any(|c| c.is_control() && c != '\n'),
        "{diagnostic}"
    );
}

const DATES: &[&str] = &[
    "2004-06~-11",
    "[1667,1668,1670..1672]",
    "Y-17E7",
    "1985/..",
    "156X-12-25",
    "2004-06-11T10:10:10+05:30",
    "{1960,1961-12}",
    "1950S2",
    "2004-?06-~11",
    "../1985-04-12",
    "2001-34",
    "-0044",
];

const QUESTIONS: &[&str] = &[
    "timeline Kagame with Kazakhstan via visit during 2015..2025 certain",
    "paths Lavrov to ASAN via meeting, office hops 4 top 3 avoiding \"Paul Kagame\"",
    "between Rwanda and Azerbaijan about trade at Baku",
    "common Russia Kazakhstan Azerbaijan not via CONSULT of person, institution",
    "count Rwanda by year since [2015,2016-02] until 2025-21 status held, planned",
    "find \"Токаев\" of person limit 5",
    "neighbours Kigali via seat hops 2 sort by name first 3; why 1",
    "show ministry of foreign affairs and international cooperation # a remark",
    "date 2004-06~/2006",
];

const SPICE: &[&str] = &[
    "\"",
    "'",
    "“",
    "(",
    "]",
    ",",
    "..",
    "/",
    "~",
    "X",
    " via ",
    " not ",
    " to ",
    " and ",
    " of person ",
    " during ",
    "2015",
    " with ",
    "\\",
    "\n",
    "\u{0}",
    "\u{202e}",
    "é",
    "ß",
    "🏛",
    "999999999999999999999",
    "-",
    ";",
    "#",
    ":",
    "true",
    "r#\"",
    "/*",
    "//",
    "\u{feff}",
    "0x",
    "1e400",
];

#[test]
fn random_and_mutated_dates_are_read_or_refused() {
    let mut dice = dice(1);
    for case in 0..cases(60_000) {
        let text = match case % 3 {
            0 => noise(&mut dice, b"0123456789-/X~?%.[]{},YESTZ:+", 24),
            1 => noise(&mut dice, b"0123456789", 12),
            _ => {
                let seed = dice.pick(DATES);
                mutated(&mut dice, seed, SPICE)
            }
        };
        match Edtf::parse(&text) {
            Ok(date) => {
                assert_eq!(date.to_string(), text);
                if let (Some(earliest), Some(latest)) = (date.earliest(), date.latest()) {
                    assert!(earliest <= latest, "{text}");
                }
                assert!(!date.words().is_empty(), "{text}");
            }
            Err(error) => {
                let span = error.span();
                assert!(text.get(span).is_some(), "{text:?}: {error}");
            }
        }
    }
}

#[test]
fn random_and_mutated_questions_are_planned_or_refused() {
    let chancery = Chancery::builtin().unwrap();
    let mut dice = dice(2);
    for case in 0..cases(5_000) {
        let question = if case % 4 == 0 {
            noise(&mut dice, b" abcdefghijklmnopqrstuvwxyz\"',.0123456789", 80)
        } else {
            let seed = dice.pick(QUESTIONS);
            mutated(&mut dice, seed, SPICE)
        };
        match query::plan(&question, chancery.world()) {
            Ok(_) => {}
            Err(error) => in_place(&error.diagnostic(&question), &question),
        }
    }
}

#[test]
fn mutated_questions_are_answered_in_every_format() {
    let chancery = Chancery::builtin().unwrap();
    let mut session = chancery.session();
    let mut dice = dice(3);
    for _ in 0..cases(12_000) / 20 {
        let seed = dice.pick(QUESTIONS);
        let question = format!("{} limit 20", mutated(&mut dice, seed, SPICE));
        let Ok(Some(answer)) = session.ask(&question, &Cancel::new()) else {
            continue;
        };
        let format = Format::ALL[dice.below(Format::ALL.len())];
        let style = Style {
            format,
            width: 20 + dice.below(120),
            ..Style::default()
        };
        let _ = render::render(&answer, &style).plain();
    }
}

/// A small dataset with every sort of field.
const FILE: &str = r#"// a remark
#![enable(implicit_some)]
(
    sources: [(id: "gazette", title: "The \"Gazette\"", published: "1897-03~", url: "https://example.org/1")],
    entities: [
        (id: "ruritania", kind: "state", name: "Ruritania", aliases: ["Рурития", r"R\u"], codes: {"cow": "999"}),
        (id: "rudolf", kind: "person", name: "Rudolf", note: "a /* not a comment */ note"), // behind
    ],
    relations: [
        (
            id: "visit", kind: "visit", parties: {"visitor": ["rudolf"], "host": ["ruritania"]}, when: "189X",
            topics: ["crown"], summary: "He came.", reports: [(source: "gazette", locator: "p. 1", when: "1895")],
        ),
        /* a block */
        (id: "seen", kind: "nationality", parties: {"person": ["rudolf"], "state": ["ruritania"]}, when: "1895/",
            status: "in-force", reports: [(source: "gazette")]),
    ],
)
"#;

#[test]
fn mutated_files_are_read_or_every_mistake_is_told() {
    let known = Chancery::ontology().unwrap();
    let mut dice = dice(4);
    for case in 0..cases(6_000) {
        let text = if case % 8 == 0 {
            noise(&mut dice, b"()[]{}:,\"abc019 \n/*#!r", 200)
        } else {
            mutated(&mut dice, FILE, SPICE)
        };
        let ontology = known.clone();
        let file = SourceFile::new("fuzz.ron", text);
        let (dataset, told) = files::read_dataset_lenient(ontology, std::slice::from_ref(&file));
        for diagnostic in &told {
            in_place(diagnostic, &file.text);
        }
        if told.is_empty() {
            let names: Vec<&str> = dataset
                .entities()
                .iter()
                .map(|entity| entity.id.as_str())
                .collect();
            assert!(names.is_sorted());
        }
        if let Ok(laid_out) = files::format(&file) {
            let again = SourceFile::new("fuzz.ron", laid_out);
            assert_eq!(
                files::format(&again).as_deref(),
                Ok(again.text.as_str()),
                "{}",
                file.text
            );
        }
    }
}
