//! Laws of the built-in data: all of it is sourced, used and told once, whatever order it is read in.
#![expect(
    clippy::unwrap_used,
    reason = "data that cannot be read fails the test"
)]

mod coverage;
mod lives;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chancery::Chancery;
use chancery::edtf::{Edtf, Window};
use chancery::files::{self, SourceFile};
use chancery::model::{Dataset, EntityId, EntityKind, Nature, Relation, Report, Status};
use chancery::text;

use crate::golden;

/// The articles that the set starts from.
const ARTICLES: [&str; 5] = [
    "usa-new-times-2025",
    "wall-africa-2025",
    "top-africa-news-2025",
    "africa-press-2025",
    "top-africa-news-2024",
];

/// So many words in a row are somebody's sentence.
const BORROWED: usize = 8;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn builtin() -> Dataset {
    Chancery::builtin().unwrap().data().clone()
}

fn read(files: &[SourceFile]) -> Dataset {
    let ontology = Chancery::ontology().unwrap();
    files::read_dataset(ontology, files).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// Returns every id, topic and number that stands as code in the page on the data.
fn coded_words(page: &str) -> Vec<&str> {
    page.split('`').skip(1).step_by(2).collect()
}

fn reports(data: &Dataset) -> impl Iterator<Item = (&Relation, &Report)> {
    let relations = data.records().map(|(_, record)| record);
    relations.flat_map(|relation| {
        relation
            .reports
            .iter()
            .map(move |report| (relation, report))
    })
}

#[test]
fn every_file_is_laid_out_as_the_formatter_would() {
    for file in files::load(&data().join("rwanda")).unwrap() {
        assert_eq!(files::format(&file).unwrap(), file.text, "{}", file.name);
    }
}

#[test]
fn every_relation_says_where_its_source_says_it() {
    let data = builtin();
    for (_, relation) in data.records() {
        assert!(!relation.reports.is_empty(), "{}", relation.id);
        let mut sources = BTreeSet::new();
        for report in &relation.reports {
            assert!(report.locator.is_some(), "{}", relation.id);
            assert!(sources.insert(&report.source), "{} twice", relation.id);
        }
    }
}

#[test]
fn every_article_is_cited_and_every_source_used() {
    let data = builtin();
    let mut cited: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, report) in reports(&data) {
        *cited.entry(report.source.as_str()).or_default() += 1;
    }
    for source in data.sources() {
        assert!(cited.contains_key(source.id.as_str()), "{}", source.id);
    }
    for article in ARTICLES {
        assert!(
            cited[article] >= 15,
            "{article} is cited {} times",
            cited[article]
        );
    }
}

#[test]
fn every_entity_takes_part_in_something() {
    let data = builtin();
    let mut used = BTreeSet::new();
    for (_, relation) in data.records() {
        used.extend(relation.parties.iter().map(|(_, entity)| entity.as_str()));
        used.extend(relation.place.iter().map(EntityId::as_str));
    }
    for entity in data.entities() {
        assert!(used.contains(entity.id.as_str()), "{}", entity.id);
    }
}

#[test]
fn every_event_and_every_office_is_told_in_a_sentence() {
    let data = builtin();
    for (_, relation) in data.records() {
        let kind = data.ontology().kind(data.kind_of(relation).unwrap());
        let is_told = kind.nature == Nature::Event || kind.id == "office";
        assert!(!is_told || relation.summary.is_some(), "{}", relation.id);
        let sentence = relation.summary.as_deref().unwrap_or("All is well.");
        assert!(sentence.ends_with('.'), "{}: {sentence}", relation.id);
    }
}

#[test]
fn no_sentence_is_borrowed_from_a_title() {
    let data = builtin();
    let mut titles: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    for source in data.sources() {
        for run in runs(&source.title) {
            titles.insert(run, source.id.as_str());
        }
    }
    for (_, relation) in data.records() {
        for run in relation.summary.iter().flat_map(|summary| runs(summary)) {
            let lender = titles.get(&run);
            assert_eq!(lender, None, "{} says {}", relation.id, run.join(" "));
        }
    }
}

/// Returns the runs of words that would show a sentence to be somebody else's.
fn runs(sentence: &str) -> Vec<Vec<String>> {
    let folded = text::fold(sentence);
    let words: Vec<String> = text::words(&folded).map(str::to_owned).collect();
    words.windows(BORROWED).map(<[String]>::to_vec).collect()
}

#[test]
fn no_source_tells_as_done_what_came_after_it() {
    let data = builtin();
    for (relation, report) in reports(&data) {
        let status = report.status.unwrap_or_else(|| data.status_of(relation));
        let source = data.source(data.source_ix(report.source.as_str()).unwrap());
        let when = report.when.as_ref().or(relation.when.as_ref());
        let (Some(when), Some(published)) = (when, &source.published) else {
            continue;
        };
        let (earliest, newest) = (when.widest().0, published.widest().1);
        let is_ahead = earliest.zip(newest).is_some_and(|(day, told)| day > told);
        let is_done = matches!(status, Status::Held | Status::InForce);
        assert!(!(is_done && is_ahead), "{} by {}", relation.id, source.id);
    }
}

#[test]
fn no_source_tells_the_end_of_what_still_ran_when_it_was_published() {
    let data = builtin();
    let mut found = Vec::new();
    for (relation, report) in reports(&data) {
        let when = report.when.as_ref().or(relation.when.as_ref());
        let end = when.and_then(|when| when.ends().1);
        let kind = data.kind_of(relation).unwrap();
        if data.ontology().kind(kind).nature == Nature::Event {
            continue;
        }
        let source = data.source_ix(report.source.as_str()).unwrap();
        let published = data
            .source(source)
            .published
            .as_ref()
            .and_then(Edtf::latest);
        let (Some(end), Some(published)) = (end.and_then(|end| end.earliest()), published) else {
            continue;
        };
        // Who announces an end has a date, or a status, of his own.
        let is_own = report.when.is_some() || report.status.is_some();
        // The last day of a conference is known on its first.
        let begin = when.and_then(Edtf::earliest);
        let is_short = begin.is_some_and(|begin| end.number() - begin.number() < 31);
        if !(is_own || is_short || published >= end) {
            found.push(format!("{} of {}", report.source, relation.id));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn no_page_was_read_before_it_was_published() {
    for source in builtin().sources() {
        let (Some(published), Some(retrieved)) = (&source.published, &source.retrieved) else {
            continue;
        };
        assert!(published.earliest() <= retrieved.latest(), "{}", source.id);
    }
}

/// Returns the reports on the visit to Kazakhstan, each with the day on which its source came out.
fn visit_of_2025(data: &Dataset) -> Vec<(&Report, &Edtf)> {
    let visit = data
        .record(data.relation_ix("kagame-visits-kazakhstan-2025").unwrap())
        .unwrap();
    let published = |report: &Report| {
        let source = data.source(data.source_ix(report.source.as_str()).unwrap());
        source.published.as_ref().unwrap()
    };
    let reports = visit.reports.iter();
    reports.map(|report| (report, published(report))).collect()
}

#[test]
fn a_visit_is_planned_until_a_source_tells_what_was_done_on_it() {
    let data = builtin();
    let out_by = |day: &str, status: Option<Status>| {
        let window = Window::until(&Edtf::parse(day).unwrap());
        let mut reports = visit_of_2025(&data);
        reports.retain(|(report, published)| {
            report.status == status && published.happens_in(&window).is_certain()
        });
        reports.len()
    };
    let planned = Some(Status::Planned);
    assert_eq!(out_by("2025-05-25", planned), 0);
    assert_eq!(out_by("2025-05-27", planned), 3);
    assert_eq!(out_by("2025-05-27", None), 0);
    assert_eq!(out_by("2025-05-29", None), 3);
}

#[test]
fn nobody_tells_of_a_visit_as_held_before_its_first_day() {
    let data = builtin();
    let first_day = Edtf::parse("2025-05-28").unwrap().exact_day();
    for (report, published) in visit_of_2025(&data) {
        let is_held = report.status.is_none();
        assert!(
            !is_held || published.widest().0 >= first_day,
            "{}",
            report.source
        );
    }
}

#[test]
fn what_belongs_to_something_has_done_so_since_a_day_that_is_known() {
    let data = builtin();
    for (_, relation) in data.records() {
        let belongs = ["part-of", "ownership"].contains(&relation.kind.as_str());
        let since_unknown = relation.when.as_ref().is_none_or(Edtf::start_unknown);
        assert!(!(belongs && since_unknown), "{}", relation.id);
    }
}

/// Titles that several people bear at once in one body.
const SHARED: [&str; 1] = ["minister of state"];

#[test]
fn two_holders_of_one_office_share_the_day_of_the_handover_at_most() {
    let data = builtin();
    let offices = data.records().map(|(_, record)| record);
    let is_one = |it: &&Relation| {
        it.kind.as_str() == "office" && !SHARED.contains(&it.title.as_deref().unwrap_or_default())
    };
    let offices: Vec<&Relation> = offices.filter(is_one).collect();
    for late in &offices {
        let (begun, Some(surely_begun)) = late.when.as_ref().unwrap().begins() else {
            continue;
        };
        let next_day = Window::day(surely_begun.next());
        let mut earlier = offices.clone();
        earlier.retain(|early| {
            let is_same_office =
                early.title == late.title && party(early, "body") == party(late, "body");
            is_same_office && early.when.as_ref().unwrap().begins().0 < begun
        });
        for early in earlier {
            let still = early.when.as_ref().unwrap().holds_in(&next_day);
            assert!(!still.is_certain(), "{} and {}", early.id, late.id);
        }
    }
}

/// Returns those who play a role in a relation.
fn party<'a>(relation: &'a Relation, role: &str) -> &'a [EntityId] {
    let mut roles = relation.parties.roles();
    let found = roles.find_map(|(name, parties)| (name == role).then_some(parties));
    found.unwrap_or_default()
}

#[test]
fn topics_are_those_of_the_page() {
    let data = builtin();
    let page = fs::read_to_string(self::data().join("README.md")).unwrap();
    let (_, section) = page.split_once("## Topics").unwrap();
    let (section, _) = section.split_once("## ").unwrap();
    let listed: BTreeSet<&str> = coded_words(section).into_iter().collect();
    let relations = data.records().map(|(_, record)| record);
    let used: BTreeSet<&str> = relations
        .flat_map(|relation| relation.topics.iter().map(String::as_str))
        .collect();
    assert_eq!(used, listed);
    for (relation, report) in reports(&data) {
        let is_found = |topic: &String| relation.topics.contains(topic);
        assert!(report.topics.iter().all(is_found), "{}", relation.id);
    }
}

#[test]
fn what_one_source_counts_otherwise_is_counted_in_the_relation() {
    let data = builtin();
    let mut otherwise = 0;
    for (relation, report) in reports(&data) {
        for (name, number) in &report.numbers {
            let counted = relation.numbers.get(name);
            assert!(
                counted.is_some_and(|counted| counted != number),
                "{}",
                relation.id
            );
            otherwise += 1;
        }
    }
    assert!(otherwise >= 5, "only {otherwise}");
}

#[test]
fn where_the_page_names_a_disagreement_there_is_one() {
    let data = builtin();
    let page = fs::read_to_string(self::data().join("README.md")).unwrap();
    let (_, section) = page.split_once("## Where the sources disagree").unwrap();
    let (section, _) = section.split_once("## ").unwrap();
    let ids = coded_words(section);
    assert!(ids.len() >= 15, "only {} are named", ids.len());
    for id in ids {
        let relation = data.record(data.relation_ix(id).unwrap()).unwrap();
        let differs = |report: &Report| {
            let is_told_otherwise = report.when.is_some()
                || report.parties.is_some()
                || report.title.is_some()
                || report.place.is_some();
            is_told_otherwise || report.note.is_some()
        };
        assert!(relation.reports.iter().any(differs), "{id}");
    }
}

#[test]
fn answers_do_not_depend_on_the_order_of_files_and_records() {
    let kept = golden::world();
    let mut files = golden::files();
    files.reverse();
    let by_id = SourceFile::new("by-id.ron", files::write_dataset(kept.data()));
    let others = [read(&files), read(&[by_id]), backwards(kept.data())];
    let others = others.map(Chancery::in_memory);
    for page in golden::pages() {
        let answers = page.answers(&kept);
        for other in &others {
            assert_eq!(page.answers(other), answers);
        }
    }
}

/// Returns the dataset with its records added the other way round.
fn backwards(data: &Dataset) -> Dataset {
    let mut builder = Dataset::builder(data.ontology().clone());
    for source in data.sources().iter().rev() {
        builder.source(source.clone());
    }
    for entity in data.entities().iter().rev() {
        builder.entity(entity.clone());
    }
    for relation in data
        .records()
        .map(|(_, record)| record)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        builder.relation(relation.clone());
    }
    builder.build().unwrap()
}

#[test]
fn the_example_of_the_format_page_is_a_dataset() {
    let page = data().with_file_name("docs").join("data-format.md");
    let page = fs::read_to_string(page).unwrap();
    let (_, example) = page.split_once("```ron\n").unwrap();
    let (example, _) = example.split_once("```\n").unwrap();
    let file = SourceFile::new("docs/data-format.md", example);
    let chancery = Chancery::in_memory(read(&[file]));
    let sizes = (
        chancery.data().entities().len(),
        chancery.data().relations().len(),
    );
    assert_eq!(sizes, (5, 4));
    for (question, rows) in [
        ("timeline Rudolf via visit status held", 1),
        ("timeline during 1931-05-05 via agreement", 1),
        ("timeline via twinned during 1930", 0),
        ("neighbours Strelsau via sister-city", 1),
    ] {
        assert_eq!(chancery.ask(question).unwrap().total, rows, "{question}");
    }
}

#[test]
fn the_format_page_names_every_field_and_every_word() {
    let page = fs::read_to_string(data().with_file_name("docs").join("data-format.md")).unwrap();
    let coded = coded_words(&page).join(" ");
    let is_letter = |letter: char| letter.is_ascii_lowercase() || "_-".contains(letter);
    let coded: BTreeSet<&str> = coded.split(|letter| !is_letter(letter)).collect();
    let dataset = fs::read_dir(data().join("rwanda")).unwrap();
    let files = dataset.map(|entry| entry.unwrap().path());
    for file in files.chain([data().join("ontology.ron")]) {
        for field in fields(&fs::read_to_string(&file).unwrap()) {
            assert!(
                coded.contains(field.as_str()),
                "{field} of {}",
                file.display()
            );
        }
    }
    for status in Status::ALL {
        assert!(coded.contains(status.word()), "{status}");
    }
    for kind in EntityKind::ALL {
        assert!(coded.contains(kind.word()), "{kind}");
    }
}

/// Returns the names of fields in a formatted file: what stands before a colon, outside of texts.
fn fields(text: &str) -> BTreeSet<String> {
    let is_letter = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    let records = text.lines().filter_map(|line| line.split("// ").next());
    let records = records.collect::<Vec<_>>().join("\n");
    let outside = records.split('"').step_by(2);
    let parts = outside.flat_map(|part| part.split(|letter| !is_letter(letter) && letter != ':'));
    let names = parts.filter_map(|part| part.strip_suffix(':'));
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}
