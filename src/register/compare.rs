//! Comparing: two versions of one record, field by field.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use serde::Serialize;
use serde_json::Value;

use super::Record;
use super::difference::{Turn, What};
use crate::edtf::Edtf;
use crate::model::{Entity, Kind, Office, Parties, Relation, Report, Source, Status};

/// What becomes of a status that is not named.
const USUAL: &str = "usual";

/// Returns what became of a record, in order of its fields. Lists are compared as sets; if nothing
/// but their order changed, that is told.
pub(super) fn records(old: &Record, new: &Record) -> Vec<What> {
    let mut found = Found::default();
    match (old, new) {
        (Record::Kind(old), Record::Kind(new)) => found.kind(old, new),
        (Record::Office(old), Record::Office(new)) => found.office(old, new),
        (Record::Source(old), Record::Source(new)) => found.source(old, new),
        (Record::Entity(old), Record::Entity(new)) => found.entity(old, new),
        (Record::Relation(old), Record::Relation(new)) => found.relation(old, new),
        _ => {}
    }
    if found.0.is_empty() && old != new {
        found.0.push(What::Order);
    }
    found.0
}

/// What was found so far.
#[derive(Default)]
struct Found(Vec<What>);

impl Found {
    fn value(&mut self, of: &str, old: Option<impl ToString>, new: Option<impl ToString>) {
        let from = old.map(|old| old.to_string());
        let to = new.map(|new| new.to_string());
        if from != to {
            let of = of.to_owned();
            self.0.push(What::Value { of, from, to });
        }
    }

    fn date(&mut self, of: &'static str, old: Option<&Edtf>, new: Option<&Edtf>) {
        match (old, new) {
            (Some(from), Some(to)) if from != to => self.0.push(What::Date {
                of,
                turn: Turn::of(from, to),
                from: from.clone(),
                to: to.clone(),
            }),
            (Some(_), Some(_)) => {}
            _ => self.value(of, old, new),
        }
    }

    fn status(&mut self, old: Option<Status>, new: Option<Status>) {
        if old != new {
            let word = |status: Option<Status>| Some(status.map_or(USUAL, Status::word));
            self.value("status", word(old), word(new));
        }
    }

    fn items(&mut self, of: &'static str, old: &[String], new: &[String]) {
        let mut items = |list: &[String], other: &[String], is_new| {
            for item in list.iter().filter(|item| !other.contains(item)) {
                let item = item.clone();
                self.0.push(What::Item { of, item, is_new });
            }
        };
        items(old, new, false);
        items(new, old, true);
    }

    fn map<V: Display>(&mut self, of: &str, old: &BTreeMap<String, V>, new: &BTreeMap<String, V>) {
        let added = new.keys().filter(|key| !old.contains_key(*key));
        for key in old.keys().chain(added) {
            let of = format!("{of} {key}");
            self.value(of.trim_start(), old.get(key), new.get(key));
        }
    }

    fn parties(&mut self, old: &Parties, new: &Parties) {
        let mut parties = |list: &Parties, other: &Parties, is_new| {
            for (role, entity) in list.iter() {
                if !other.iter().any(|party| party == (role, entity)) {
                    let (role, entity) = (role.to_owned(), entity.clone());
                    self.0.push(What::Party {
                        role,
                        entity,
                        is_new,
                    });
                }
            }
        };
        parties(old, new, false);
        parties(new, old, true);
    }

    fn kind(&mut self, old: &Kind, new: &Kind) {
        let (old, new) = (fields(old), fields(new));
        self.map("", &old, &new);
    }

    fn office(&mut self, old: &Office, new: &Office) {
        self.items("title", &old.also, &new.also);
    }

    fn source(&mut self, old: &Source, new: &Source) {
        self.value("title", Some(&old.title), Some(&new.title));
        self.value("publisher", old.publisher.as_ref(), new.publisher.as_ref());
        self.date(
            "date of publication",
            old.published.as_ref(),
            new.published.as_ref(),
        );
        self.date(
            "date of retrieval",
            old.retrieved.as_ref(),
            new.retrieved.as_ref(),
        );
        self.value("url", old.url.as_ref(), new.url.as_ref());
        self.value("file", old.file.as_ref(), new.file.as_ref());
        self.value("row", old.row, new.row);
        self.value("language", old.language.as_ref(), new.language.as_ref());
        self.value("note", old.note.as_ref(), new.note.as_ref());
    }

    fn entity(&mut self, old: &Entity, new: &Entity) {
        self.value("kind", Some(old.kind), Some(new.kind));
        self.value("name", Some(&old.name), Some(&new.name));
        self.items("alias", &old.aliases, &new.aliases);
        self.map("code", &old.codes, &new.codes);
        self.value("class", old.class.as_ref(), new.class.as_ref());
        self.value("note", old.note.as_ref(), new.note.as_ref());
    }

    fn relation(&mut self, old: &Relation, new: &Relation) {
        self.value("kind", Some(&old.kind), Some(&new.kind));
        self.value("title", old.title.as_ref(), new.title.as_ref());
        self.parties(&old.parties, &new.parties);
        self.date("date", old.when.as_ref(), new.when.as_ref());
        self.status(old.status, new.status);
        self.value("place", old.place.as_ref(), new.place.as_ref());
        self.items("topic", &old.topics, &new.topics);
        self.map("number of", &old.numbers, &new.numbers);
        self.value("summary", old.summary.as_ref(), new.summary.as_ref());
        self.value("part of", old.part_of.as_ref(), new.part_of.as_ref());
        self.reports(&old.reports, &new.reports);
    }

    fn reports(&mut self, old: &[Report], new: &[Report]) {
        let (old, new) = (by_place(old), by_place(new));
        let gone = old.keys().filter(|key| !new.contains_key(key));
        let came = new.keys().filter(|key| !old.contains_key(key));
        let gone = gone.map(|key| (key, false));
        for (key, is_new) in gone.chain(came.map(|key| (key, true))) {
            let comma = if key.locator.is_some() { "," } else { "" };
            let by = format!("{key}{comma}");
            self.0.push(What::Report { by, is_new });
        }
        for (key, new) in &new {
            let Some(old) = old.get(key) else {
                continue;
            };
            let mut found = Found::default();
            found.report(old, new);
            self.0
                .extend(found.0.into_iter().map(|what| What::InReport {
                    by: key.to_string(),
                    what: Box::new(what),
                }));
        }
    }

    fn report(&mut self, old: &Report, new: &Report) {
        self.value("title", old.title.as_ref(), new.title.as_ref());
        let none = Parties::new();
        let parties = |report: &Report| report.parties.clone().unwrap_or_else(|| none.clone());
        self.parties(&parties(old), &parties(new));
        self.date("date", old.when.as_ref(), new.when.as_ref());
        self.value("status", old.status, new.status);
        self.value("place", old.place.as_ref(), new.place.as_ref());
        self.items("topic", &old.topics, &new.topics);
        self.map("number of", &old.numbers, &new.numbers);
        self.value("note", old.note.as_ref(), new.note.as_ref());
    }
}

/// What a report is known by among those of its relation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ReportKey {
    source: String,
    locator: Option<String>,
    /// How many of the same source and place stand before it.
    nth: usize,
}

impl Display for ReportKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        match &self.locator {
            Some(locator) => write!(f, ", {locator}"),
            None => Ok(()),
        }
    }
}

/// Returns reports by what they are known by.
pub(super) fn by_place(reports: &[Report]) -> BTreeMap<ReportKey, &Report> {
    let mut by_place = BTreeMap::new();
    for report in reports {
        let mut key = ReportKey {
            source: report.source.to_string(),
            locator: report.locator.clone(),
            nth: 0,
        };
        while by_place.contains_key(&key) {
            key.nth += 1;
        }
        by_place.insert(key, report);
    }
    by_place
}

/// Returns the fields of a value as JSON.
pub(super) fn fields(value: &impl Serialize) -> BTreeMap<String, String> {
    let Ok(Value::Object(fields)) = serde_json::to_value(value) else {
        return BTreeMap::new();
    };
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    let fields = fields.into_iter();
    fields.map(|(name, value)| (name, text(value))).collect()
}
