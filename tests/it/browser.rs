//! The page of a dossier in a real Chromium: filters, clocks, choosing, keys, paper, harm.
//!
//! `tests/check` installs what drives the browser. Without it nothing is looked at, but where `CI`
//! is set that is a failure. What is looked at stands in `tests/browser`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chancery::Chancery;
use chancery::analysis::Cancel;
use chancery::answer::{Answer, Rows};
use chancery::dossier;
use chancery::edtf::{Day, Edtf};
use chancery::model::{Dataset, Entity, EntityId, EntityKind, Parties, Relation, Report, Source};
use serde_json::{Value, json};

use crate::dice::Dice;

/// The programs that may be a Chromium, the first that is there is taken.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the browser: the one that `tests/check` installed, or one of the system.
fn chromium() -> Option<PathBuf> {
    let noted = fs::read_to_string(root().join("target/chromium")).ok();
    let noted = noted.map(|path| PathBuf::from(path.trim()));
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
    let of_system = BROWSERS
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    noted
        .into_iter()
        .chain(of_system)
        .find(|path| path.is_file())
}

/// Returns the browser if it can be driven.
#[expect(
    clippy::print_stderr,
    reason = "who reads the output is to know what was left out"
)]
fn driven() -> Option<PathBuf> {
    let driver = root().join("tests/browser/node_modules/puppeteer-core");
    let found = chromium().filter(|_| driver.is_dir());
    if found.is_none() {
        let is_due = std::env::var("CI").is_ok_and(|text| text == "true");
        assert!(
            !is_due,
            "chromium and its driver are not there, run tests/check"
        );
        eprintln!("chromium and its driver are not there, run tests/check");
    }
    found
}

/// Runs a check of `tests/browser` on pages, each with the name of its file.
#[track_caller]
fn check(script: &str, pages: &[(&str, String)]) {
    let Some(chromium) = driven() else { return };
    let folder = tempfile::tempdir().unwrap();
    for (name, page) in pages {
        fs::write(folder.path().join(name), page).unwrap();
    }
    let output = Command::new("node")
        .arg(root().join("tests/browser").join(script))
        .args([folder.path(), chromium.as_path()])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}\n{told}\n{wrong}");
    print_told(&told);
}

#[expect(clippy::print_stdout, reason = "figures are for who reads the output")]
fn print_told(told: &str) {
    print!("{told}");
}

/// Returns the page of a question on the built-in data.
fn page(question: &str) -> String {
    page_of(&Chancery::builtin().unwrap(), question)
}

fn page_of(chancery: &Chancery, question: &str) -> String {
    let answer = chancery.ask(question).unwrap();
    dossier::page(&chancery.scene(&answer, &Cancel::new()).unwrap())
}

fn pair() -> [(&'static str, String); 1] {
    [("pair.html", page("between Rwanda and Kazakhstan"))]
}

#[test]
fn the_page_is_accessible() {
    check("accessible.mjs", &pair());
}

#[test]
fn filters_leave_what_they_say() {
    check("filters.mjs", &pair());
}

#[test]
fn what_is_chosen_shows_everywhere() {
    check("picks.mjs", &pair());
}

#[test]
fn keys_are_enough() {
    check("keys.mjs", &pair());
}

#[test]
fn the_page_prints() {
    check("paper.mjs", &pair());
}

/// A question that the form of the page can ask as well.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    from: Option<&'static str>,
    to: Option<&'static str>,
    as_of: Option<&'static str>,
    known_by: Option<&'static str>,
    certain: bool,
}

impl Asked {
    /// Returns the clauses by which the library is asked the same.
    fn clauses(&self) -> String {
        let clause = |word: &str, value: Option<&str>| {
            value.map_or_else(String::new, |value| format!(" {word} {value}"))
        };
        let certain = if self.certain { " certain" } else { "" };
        [
            clause("since", self.from),
            clause("until", self.to),
            clause("as of", self.as_of),
            clause("known by", self.known_by),
            certain.to_owned(),
        ]
        .concat()
    }
}

/// Returns windows, days and both clocks, alone and together.
fn asked() -> Vec<Asked> {
    let months = [
        (Some("2015-01"), Some("2016-12")),
        (Some("2024-02"), Some("2024-02")),
        (Some("2025-05"), None),
        (None, Some("2019-06")),
        (None, None),
    ];
    let days = [
        None,
        Some("2015-07-01"),
        Some("2024-02-03"),
        Some("2025-05-28"),
    ];
    let mut all = Vec::new();
    for (from, to) in months {
        for as_of in days {
            for certain in [false, true] {
                all.push(Asked {
                    from,
                    to,
                    as_of,
                    known_by: None,
                    certain,
                });
            }
        }
    }
    let days = [
        "2014-06-30",
        "2024-02-10",
        "2025-05-27",
        "2025-05-28",
        "2025-10-01",
        "2026-01-31",
    ];
    all.extend(days.map(|day| Asked {
        known_by: Some(day),
        ..Asked::default()
    }));
    all.extend(days.map(|day| Asked {
        known_by: Some(day),
        from: Some("2025-05"),
        as_of: Some("2025-05-29"),
        ..Asked::default()
    }));
    all
}

fn relations(answer: &Answer) -> Vec<String> {
    let Rows::Timeline(rows) = &answer.rows else {
        panic!("{answer:?}");
    };
    rows.iter().map(|row| row.relation.to_string()).collect()
}

#[test]
fn both_clocks_and_windows_are_those_of_the_library() {
    let chancery = Chancery::builtin().unwrap();
    let case = |asked: Asked| -> Value {
        let question = format!("timeline{}", asked.clauses());
        let answer = chancery.ask(&question).unwrap();
        json!({
            "question": question, "from": asked.from, "to": asked.to, "asOf": asked.as_of,
            "knownBy": asked.known_by, "certain": asked.certain, "relations": relations(&answer),
        })
    };
    let cases: Vec<Value> = asked().into_iter().map(case).collect();
    let pages = [
        ("all.html", page_of(&chancery, "timeline")),
        ("cases.json", json!(cases).to_string()),
    ];
    check("clocks.mjs", &pages);
}

/// Names that would run, steer or burst a page that took them for more than names.
fn hostile_names() -> Vec<String> {
    let names = [
        "</script><script>window.__harm = 1</script>",
        "<img src=x onerror=\"window.__harm = 2\">",
        "\" onmouseover=\"window.__harm = 3\" x=\"",
        "' autofocus onfocus='window.__harm = 4",
        "</style><svg onload=window.__harm=5>",
        "]]><script>alert(6)</script><!--",
        "javascript:window.__harm=7",
        "${window.__harm = 8} {{9}} &lt;b&gt; &amp;",
        "=HYPERLINK(\"https://example.org\")",
        "a\u{202e}dcba\u{2066}e\u{2069}\u{200f}f",
        "bell\u{7}escape\u{1b}[31mline\nbreak\ttab\u{85}",
        "\\u003cscript\\u003e --> <!--",
        "مكتب 東京 Нур-Султан ❤\u{fe0f}",
    ];
    let long = ["W".repeat(10_000), "wide name ".repeat(1_000)];
    names.into_iter().map(str::to_owned).chain(long).collect()
}

/// Returns the page of a pair in which every text that comes from data is hostile.
fn hostile() -> String {
    let chancery = Chancery::builtin().unwrap();
    let answer = chancery.ask("between Rwanda and Kazakhstan").unwrap();
    let mut scene = chancery.scene(&answer, &Cancel::new()).unwrap();
    let mut names = hostile_names().into_iter().cycle();
    let mut name = || names.next().unwrap();
    scene.heading = name();
    scene.question = name();
    scene.notes = hostile_names();
    for actor in &mut scene.actors {
        actor.entity.name = name();
        actor.class = Some(name());
        actor.aliases = vec![name(), name()];
        actor.note = Some(name());
    }
    for sight in &mut scene.relations {
        sight.row.kind = name();
        sight.category = Some(name());
        sight.row.title = Some(name());
        sight.row.summary = Some(name());
        sight.row.topics = vec![name()];
        for party in &mut sight.row.parties {
            (party.name, party.role, party.titles) = (name(), name(), vec![name()]);
        }
        for link in &mut sight.row.through {
            (link.entity.name, link.title) = (name(), Some(name()));
        }
        for pair in &mut sight.pairs {
            pair.words = name();
        }
        for claim in &mut sight.claims {
            claim.said.locator = Some(name());
            claim.said.note = Some(name());
            claim.said.title = Some(name());
        }
    }
    for (at, source) in scene.sources.iter_mut().enumerate() {
        (source.title, source.publisher) = (name(), Some(name()));
        (source.language, source.note) = (Some(name()), Some(name()));
        source.url = Some(match at % 4 {
            0 => format!("javascript:window.__harm={at}"),
            1 => format!("https://example.org/\"><script>window.__harm={at}</script>"),
            2 => "data:text/html,<script>window.__harm=1</script>".to_owned(),
            _ => name(),
        });
    }
    dossier::page(&scene)
}

#[test]
fn hostile_names_do_no_harm() {
    check("harmless.mjs", &[("hostile.html", hostile())]);
}

/// Returns so many events among 120 entities within ten years.
fn busy(events: usize) -> Dataset {
    let (mut dice, begin) = (Dice::new(5), Day::from_ymd(2010, 1, 1).unwrap());
    let mut builder = Dataset::builder(Chancery::ontology().unwrap());
    builder.source(Source::new("gazette".parse().unwrap(), "Gazette"));
    let entity = |number: usize| -> EntityId { format!("entity-{number}").parse().unwrap() };
    for number in 0..120 {
        let name = format!("Entity {number}");
        builder.entity(Entity::new(entity(number), EntityKind::State, name));
    }
    for number in 0..events {
        let one = dice.below(120);
        let other = (one + 1 + dice.below(119)) % 120;
        let parties = ["visitor", "host"].into_iter().zip([one, other]);
        let parties = parties.fold(Parties::default(), |parties, (role, at)| {
            parties.with(role, entity(at))
        });
        let day = begin.plus_days(dice.below(3_650).cast_signed() as i64);
        let id = format!("visit-{number}").parse().unwrap();
        let relation = Relation::new(id, "visit", parties)
            .with_when(Edtf::from_day(day))
            .with_report(Report::new("gazette".parse().unwrap()));
        builder.relation(relation);
    }
    builder.build().unwrap()
}

#[test]
fn five_thousand_relations_stay_quick_to_filter() {
    let chancery = Chancery::in_memory(busy(5_000));
    check(
        "large.mjs",
        &[("large.html", page_of(&chancery, "timeline"))],
    );
}
