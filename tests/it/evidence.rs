//! Two clocks, terms and disagreements: what a small world of dated reports answers, and laws that
//! hold on the built-in data.

use chancery::Chancery;
use chancery::answer::{Answer, Rows};
use chancery::edtf::Truth;
use chancery::files::{self, SourceFile};
use chancery::render::{to_json, to_plain};

/// Sources of four months, and one that does not say when it was published.
const SOURCES: &str = r#"
    (id: "jan", title: "January", published: "2020-01-10"),
    (id: "feb", title: "February", published: "2020-02-10"),
    (id: "mar", title: "March", published: "2020-03-10"),
    (id: "apr", title: "April", published: "2020-04-10"),
    (id: "undated", title: "Undated"),
"#;

const ENTITIES: &str = r#"
    (id: "ruritania", kind: "state", name: "Ruritania"),
    (id: "freedonia", kind: "state", name: "Freedonia"),
    (id: "anna", kind: "person", name: "Anna"),
    (id: "bert", kind: "person", name: "Bert"),
    (id: "carl", kind: "person", name: "Carl"),
    (id: "strelsau", kind: "place", name: "Strelsau"),
    (id: "zenda", kind: "place", name: "Zenda"),
"#;

fn world(relations: &str) -> Chancery {
    let text = format!("(sources: [{SOURCES}], entities: [{ENTITIES}], relations: [{relations}])");
    match Chancery::from_files(&[SourceFile::new("world.ron", &text)]) {
        Ok(chancery) => chancery,
        Err(fault) => panic!("{:?}", fault.diagnostics()),
    }
}

/// Returns a meeting of Anna and Bert with these other fields and reports.
fn meeting(fields: &str, reports: &str) -> String {
    format!(
        "(id: \"talks\", kind: \"meeting\", parties: {{\"participant\": [\"anna\", \"bert\"]}}, {fields} \
         reports: [{reports}]),"
    )
}

/// Returns the terms of presidents of Ruritania: holder and dates.
fn terms(held: &[(&str, &str)]) -> String {
    let term = |(at, (holder, when)): (usize, &(&str, &str))| {
        format!(
            "(id: \"term-{at}\", kind: \"office\", title: \"president\", when: \"{when}\", \
             parties: {{\"holder\": [\"{holder}\"], \"body\": [\"ruritania\"]}}, \
             reports: [(source: \"jan\")]),"
        )
    };
    held.iter().enumerate().map(term).collect()
}

/// Returns the first fields of each row of an answer in plain lines.
fn fields(answer: &Answer, first: usize) -> Vec<String> {
    let plain = to_plain(answer);
    let rows = plain.lines().filter(|line| !line.starts_with("# "));
    rows.map(|row| row.split(" | ").take(first).collect::<Vec<_>>().join(" "))
        .collect()
}

#[track_caller]
fn check(relations: &str, question: &str, first: usize, expected: &[&str]) {
    let answer = world(relations).ask(question).unwrap();
    assert_eq!(fields(&answer, first), expected, "{question}");
}

// Changes

#[test]
fn a_plan_becomes_known_and_changes_its_status_when_it_is_told_of_as_done() {
    let plan = meeting(
        r#"when: "2020-03-01","#,
        r#"(source: "jan", status: "planned"), (source: "mar")"#,
    );
    check(
        &plan,
        "changes",
        4,
        &[
            "2020-01-10 became-known - planned",
            "2020-03-01 happened - held",
            "2020-03-10 changed-status planned held",
        ],
    );
    check(
        &plan,
        "changes since 2020-02-11 known by 2020-02-11",
        4,
        &[],
    );
    check(
        &plan,
        "changes known by 2020-02-11",
        4,
        &["2020-01-10 became-known - planned"],
    );
}

#[test]
fn what_the_first_source_tells_of_as_done_changes_once() {
    let done = meeting(
        r#"when: "2020-01-01","#,
        r#"(source: "jan"), (source: "mar")"#,
    );
    let answer = world(&done).ask("changes since 2020").unwrap();
    let Rows::Changes(rows) = &answer.rows else {
        panic!("no changes")
    };
    let told: Vec<(&str, usize)> = rows
        .iter()
        .map(|row| (row.change.word(), row.by.len()))
        .collect();
    assert_eq!(told, [("happened", 1)]);
    check(
        &done,
        "changes since 2020-01-02",
        2,
        &["2020-01-10 became-known"],
    );
}

#[test]
fn a_source_without_a_day_may_have_been_first() {
    let late = meeting(
        r#"when: "2019","#,
        r#"(source: "feb"), (source: "undated")"#,
    );
    let answer = world(&late).ask("changes since 2020").unwrap();
    let Rows::Changes(rows) = &answer.rows else {
        panic!("no changes")
    };
    assert_eq!(rows[0].row.certainty, Truth::Possible);
    check(&late, "changes since 2020 certain", 2, &[]);
}

#[test]
fn both_ends_of_a_tie_are_judged_and_open_or_unknown_ends_are_no_change() {
    let held = [("anna", "2018-01-01/2019-06-30"), ("bert", "2019-06-30/..")];
    check(
        &terms(&held),
        "changes during 2019",
        2,
        &["2019-06-30 ended", "2019-06-30 began"],
    );
    check(&terms(&[("anna", "2018/")]), "changes during 2019", 2, &[]);
    check(
        &terms(&[("anna", "2019-05")]),
        "changes during 2019",
        2,
        &[],
    );
}

// Terms of office

#[test]
fn a_term_that_begins_the_day_another_ends_is_taken_over() {
    let held = [("anna", "2010-01-01/2015-05-01"), ("bert", "2015-05-01/..")];
    let answer = world(&terms(&held))
        .ask("who president of Ruritania")
        .unwrap();
    assert_eq!(
        fields(&answer, 6),
        [
            "2010-01-01 2015-05-01 Anna president Ruritania -",
            "2015-05-01 in office Bert president Ruritania took over from Anna",
        ]
    );
}

#[test]
fn only_a_certain_gap_is_a_vacancy() {
    let held = [
        ("anna", "2010/2012"),
        ("bert", "2014-02-01/2015"),
        ("carl", "2015/.."),
    ];
    check(
        &terms(&held),
        "who president of Ruritania",
        3,
        &[
            "2010 2012 Anna",
            "2013-01-01 2014-01-31 vacant",
            "2014-02-01 2015 Bert",
            "2015 in office Carl",
        ],
    );
    // Whoever was seen in office may have held it in between.
    let seen = [
        ("anna", "2010/2012"),
        ("carl", "2013-07"),
        ("bert", "2014-02-01/2015"),
    ];
    let answer = world(&terms(&seen))
        .ask("who president of Ruritania")
        .unwrap();
    assert!(!to_plain(&answer).contains("vacant"));
    let certain = world(&terms(&held)).ask("who president of Ruritania certain");
    assert!(to_plain(&certain.unwrap()).contains("Anna"));
}

#[test]
fn terms_that_share_more_than_a_day_overlap_for_certain_or_are_not_said_to() {
    let overlaps = |first: &str, second: &str| {
        let held = [("anna", first), ("bert", second)];
        let answer = world(&terms(&held))
            .ask("who president of Ruritania")
            .unwrap();
        to_plain(&answer).contains("overlaps with")
    };
    assert!(overlaps("2010-01-01/2015-05-02", "2015-05-01/.."));
    assert!(!overlaps("2010-01-01/2015-05-01", "2015-05-01/.."));
    assert!(!overlaps("2010/2015", "2015/.."));
    assert!(!overlaps("2010/", "2011/.."));
}

// Disagreements

#[track_caller]
fn disputed(fields: &str, reports: &str, expected: &[&str]) {
    let chancery = world(&meeting(fields, reports));
    let answer = chancery.ask("conflicts").unwrap();
    let Rows::Conflicts(rows) = &answer.rows else {
        panic!("no conflicts")
    };
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            let sides = row.sides.iter().map(|side| {
                let voices: Vec<&str> =
                    side.sources.iter().map(|voice| voice.id.as_str()).collect();
                format!("{} ({})", side.value, voices.join(" "))
            });
            format!("{}: {}", row.on, sides.collect::<Vec<_>>().join(" / "))
        })
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn a_coarser_date_is_no_disagreement() {
    disputed(
        r#"when: "2019-10-24","#,
        r#"(source: "jan"), (source: "feb", when: "2019"), (source: "mar", when: "2019-10-24/2019-10-25")"#,
        &[],
    );
}

#[test]
fn dates_that_cannot_both_be_true_stand_side_by_side() {
    disputed(
        r#"when: "2019-10-24","#,
        r#"(source: "jan"), (source: "feb", when: "2019-10"), (source: "mar", when: "2019-11")"#,
        &["date: 2019-10-24 (jan feb) / 2019-11 (mar)"],
    );
    disputed(
        r#"when: "2019","#,
        r#"(source: "jan", when: "2019-03"), (source: "feb", when: "2019-04")"#,
        &["date: 2019-03 (jan) / 2019-04 (feb)"],
    );
}

#[test]
fn a_plan_that_changed_is_no_disagreement() {
    disputed(
        r#"when: "2020-03-01","#,
        r#"(source: "jan", status: "planned", when: "2020-02"), (source: "mar")"#,
        &[],
    );
    disputed(
        r#"when: "2020-03-01", status: "cancelled","#,
        r#"(source: "jan", status: "planned"), (source: "mar")"#,
        &[],
    );
}

#[test]
fn what_was_held_is_not_denied_without_disagreement() {
    disputed(
        r#"when: "2020-03-01","#,
        r#"(source: "mar"), (source: "apr", status: "denied")"#,
        &["status: held (mar) / denied (apr)"],
    );
}

#[test]
fn title_place_topics_and_numbers_are_disputed_where_reports_have_their_own() {
    disputed(
        r#"title: "tea", place: "strelsau", topics: ["trade"], numbers: {"cups": 2},"#,
        r#"(source: "jan"), (source: "feb", title: "coffee", place: "zenda", topics: ["war"],
            numbers: {"cups": 3})"#,
        &[
            "title: tea (jan) / coffee (feb)",
            "place: Strelsau (jan) / Zenda (feb)",
            "topic: trade (jan) / war (feb)",
            "number: cups 2 (jan) / cups 3 (feb)",
        ],
    );
}

#[test]
fn what_is_only_told_less_fully_is_no_disagreement() {
    disputed(
        r#"when: "2019-10-24/2019-10-25", topics: ["trade", "war"],"#,
        r#"(source: "jan", topics: ["trade"], when: "2019-10-24"), (source: "feb", when: "2019-10-25"),
           (source: "mar", parties: {"participant": ["anna", "bert"], "host": ["carl"]})"#,
        &[],
    );
    let city = r#"(id: "in", kind: "location", parties: {"thing": ["zenda"], "place": ["ruritania"]},
        reports: [(source: "jan")]),"#;
    let talks = meeting(
        r#"place: "zenda","#,
        r#"(source: "jan"), (source: "feb", place: "ruritania")"#,
    );
    check(&format!("{city}{talks}"), "conflicts", 1, &[]);
}

#[test]
fn a_record_that_unites_its_reports_is_no_third_account() {
    disputed(
        r#"topics: ["trade", "war"],"#,
        r#"(source: "jan", topics: ["trade"]), (source: "feb", topics: ["war"])"#,
        &["topic: trade (jan) / war (feb)"],
    );
}

#[test]
fn of_parties_and_numbers_only_what_is_disputed_is_told() {
    disputed(
        r#"numbers: {"cups": 2, "spoons": 4},"#,
        r#"(source: "jan"), (source: "feb", numbers: {"cups": 3},
            parties: {"participant": ["anna", "carl"]})"#,
        &[
            "party: participant: Bert (jan) / participant: Carl (feb)",
            "number: cups 2 (jan) / cups 3 (feb)",
        ],
    );
}

#[test]
fn who_told_of_the_plan_has_not_counted() {
    disputed(
        r#"numbers: {"cups": 2},"#,
        r#"(source: "jan", status: "planned"), (source: "feb"),
           (source: "mar", numbers: {"cups": 3})"#,
        &["number: cups 2 (feb) / cups 3 (mar)"],
    );
}

#[test]
fn an_end_told_before_its_day_may_be_put_off() {
    let reports = |end: &str| {
        format!(
            "(source: \"jan\", when: \"2019-09/2020-01-10\"), (source: \"mar\", when: \"{end}\")"
        )
    };
    disputed("", &reports("2019-09/2020-03"), &[]);
    disputed(
        "",
        &reports("2019-09/2019-12"),
        &["date: 2019-09/2020-01-10 (jan) / 2019-09/2019-12 (mar)"],
    );
}

#[test]
fn a_report_that_does_not_count_disputes_nothing() {
    let reports = r#"(source: "jan"), (source: "mar", when: "2018")"#;
    let disputed = meeting(r#"when: "2019","#, reports);
    check(&disputed, "conflicts known by 2020-02", 1, &[]);
    check(&disputed, "conflicts without mar", 1, &[]);
    check(&disputed, "conflicts", 1, &["meeting"]);
}

#[test]
fn a_tie_seen_on_several_days_is_not_disputed_but_its_ends_are() {
    let tie = |when: &str, other: &str| {
        format!(
            "(id: \"tie\", kind: \"diplomatic-relations\", when: \"{when}\", \
             parties: {{\"party\": [\"ruritania\", \"freedonia\"]}}, \
             reports: [(source: \"jan\"), (source: \"feb\", when: \"{other}\")]),"
        )
    };
    let number = |when: &str, other: &str| {
        let answer = world(&tie(when, other)).ask("conflicts").unwrap();
        answer.rows.len()
    };
    assert_eq!(number("2015-03-01", "2017"), 0);
    assert_eq!(number("2016/..", "2015-03-01"), 1);
    assert_eq!(number("2016/..", "2012/.."), 1);
    assert_eq!(number("2016/2019", "2016/"), 0);
    assert_eq!(number("2016/..", "2016/2019"), 1);
    assert_eq!(number("2016/2020-03", "2016/.."), 0);
}

// Sources

#[test]
fn sources_are_cited_in_the_order_of_the_rows_as_far_as_they_count() {
    let told = meeting(
        r#"when: "2020-01-01","#,
        r#"(source: "mar"), (source: "jan", locator: "page 2")"#,
    );
    let chancery = world(&told);
    let cited = |question: &str| -> Vec<String> {
        let mut answer = chancery.ask(question).unwrap();
        chancery.cite(&mut answer);
        let cited = answer.cited.unwrap_or_default();
        cited
            .iter()
            .map(|citation| format!("{} {:?}", citation.source.id, citation.locators))
            .collect()
    };
    assert_eq!(cited("timeline Anna"), ["mar []", "jan [\"page 2\"]"]);
    assert_eq!(
        cited("timeline Anna known by 2020-02"),
        ["jan [\"page 2\"]"]
    );
    assert_eq!(cited("timeline Anna without jan"), ["mar []"]);
    assert_eq!(cited("neighbours Anna"), ["mar []", "jan [\"page 2\"]"]);
}

#[test]
fn a_source_that_is_withdrawn_takes_with_it_what_nobody_else_tells() {
    let notes = |reports: &str| {
        let chancery = world(&meeting(r#"when: "2020-01-01","#, reports));
        chancery.ask("timeline Anna without jan").unwrap().notes
    };
    assert_eq!(
        notes(r#"(source: "jan")"#),
        [
            "without `jan`: 1 relation falls (`talks`)",
            "no relation; 1 without `without`",
        ]
    );
    assert_eq!(
        notes(r#"(source: "jan"), (source: "feb", when: "2020-01-02")"#),
        ["without `jan`: 1 relation changes its date or status (`talks`)"]
    );
    assert_eq!(
        notes(r#"(source: "jan"), (source: "feb")"#),
        ["without `jan` nothing falls"]
    );
}

#[test]
fn a_summary_does_not_tell_of_a_plan_how_it_came_out() {
    let plan = meeting(
        r#"when: "2020-03-01", summary: "They met.","#,
        r#"(source: "jan", status: "planned"), (source: "mar")"#,
    );
    let chancery = world(&plan);
    let told = |question: &str| to_plain(&chancery.ask(question).unwrap()).contains("They met.");
    assert!(told("timeline Anna"));
    assert!(!told("timeline Anna known by 2020-02"));
}

// Laws on the built-in data

/// Questions of every kind that the clocks change.
const QUESTIONS: [&str; 10] = [
    "timeline Rwanda",
    "timeline Russia with Rwanda",
    "neighbours Rwanda",
    "common Rwanda and Kazakhstan",
    "between Rwanda and Azerbaijan",
    "count Rwanda by source",
    "who \"foreign minister of Rwanda\"",
    "changes since 2025",
    "conflicts",
    "show Rwanda",
];

/// Returns the rows of an answer as JSON.
fn rows(chancery: &Chancery, question: &str) -> String {
    let json = to_json(&chancery.ask(question).unwrap());
    let (_, rows) = json.split_once("\"rows\":").unwrap();
    rows.to_owned()
}

#[test]
fn known_by_the_newest_source_is_no_clock() {
    let chancery = Chancery::builtin().unwrap();
    for question in QUESTIONS {
        let late = format!("{question} known by 2100");
        assert_eq!(
            rows(&chancery, &late),
            rows(&chancery, question),
            "{question}"
        );
    }
}

#[test]
fn the_order_of_files_does_not_change_an_answer() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/rwanda");
    let mut files = files::load(&folder).unwrap();
    let one = Chancery::from_files(&files).unwrap();
    files.reverse();
    let other = Chancery::from_files(&files).unwrap();
    for question in QUESTIONS {
        assert_eq!(rows(&one, question), rows(&other, question), "{question}");
    }
}

#[test]
fn what_is_told_directly_is_told_with_those_who_acted_for_others_too() {
    let chancery = Chancery::builtin().unwrap();
    let relations = |question: &str| chancery.ask(question).unwrap().relations();
    for question in [
        "timeline Rwanda",
        "timeline Russia with Rwanda",
        "changes Rwanda since 2024",
    ] {
        let all = relations(question);
        let direct = relations(&format!("{question} direct"));
        assert!(direct.len() < all.len(), "{question}");
        assert!(direct.iter().all(|one| all.contains(one)), "{question}");
    }
}

#[test]
fn the_links_told_of_run_from_a_party_to_somebody_asked_about() {
    let chancery = Chancery::builtin().unwrap();
    let answer = chancery.ask("timeline Russia with Rwanda").unwrap();
    let Rows::Timeline(rows) = &answer.rows else {
        panic!("no timeline")
    };
    assert!(rows.iter().any(|row| !row.through.is_empty()));
    for link in rows.iter().flat_map(|row| &row.through) {
        let row = rows.iter().find(|row| row.through.contains(link)).unwrap();
        let is_party = row.parties.iter().any(|party| party.id == link.entity.id);
        let is_above = row
            .through
            .iter()
            .any(|below| below.principal.id == link.entity.id);
        assert!(is_party || is_above, "{}", row.relation);
    }
}

#[test]
fn what_is_certain_is_among_the_possible() {
    let chancery = Chancery::builtin().unwrap();
    for question in ["timeline Rwanda", "changes since 2025", "conflicts"] {
        let all = chancery.ask(question).unwrap();
        let certain = chancery.ask(&format!("{question} certain")).unwrap();
        assert!(
            !certain.rows.is_empty() && certain.total <= all.total,
            "{question}"
        );
        let all = to_plain(&all);
        for row in fields(&certain, 5) {
            let known = all
                .lines()
                .any(|line| line.split(" | ").take(5).collect::<Vec<_>>().join(" ") == row);
            assert!(known, "{question}: {row}");
        }
    }
}
