//! POLECAT: machine-coded events with PLOVER types, modes and contexts.
//!
//! A row becomes a relation of the kind of its type and mode, from all its actors to all its
//! recipients, with the contexts as topics. Rows that say the same of the same day and parties are
//! reports of one relation. Intensity, story and the coordinates of the place stay in the file.
//!
//! No real rows could be had: what is written here follows the published header and what readers of
//! the files tell of them (several values parted by `;`, surplus columns, bytes of Latin-1).

mod plover;

use std::collections::BTreeMap;

use plover::{Plover, UnknownType};

use super::coded;
use super::written::{iso_day, present};
use super::{Dialect, Format, ImportError, Input, Intake, Likeness, Mention, Record, Who};
use crate::edtf::{Day, Edtf};
use crate::model::{Form, Parties, Relation, RelationId, Report, SourceId};
use crate::text;

/// The importer of POLECAT events.
///
/// The header tells where the columns stand. An actor without a name is the country it is of. Rows
/// without actor or recipient are skipped; modes and contexts that PLOVER does not have are kept.
#[derive(Debug, Clone, Copy)]
pub struct Polecat;

/// Where the columns stand that are read, counted from 0.
#[derive(Debug, Clone)]
struct Columns {
    date: usize,
    kind: usize,
    mode: usize,
    contexts: Option<usize>,
    actor: Party,
    recipient: Party,
    city: Option<usize>,
    country: Option<usize>,
}

/// Where a party stands.
#[derive(Debug, Clone, Copy)]
struct Party {
    name: usize,
    country: usize,
}

impl Columns {
    /// Finds the columns of a header, or tells which one is missing.
    fn of<'a>(header: impl Iterator<Item = &'a str>) -> Result<Columns, &'static str> {
        let names: Vec<String> = header.map(text::fold).collect();
        let maybe = |wanted: &str| names.iter().position(|name| *name == text::fold(wanted));
        let find = |wanted: &'static str| maybe(wanted).ok_or(wanted);
        Ok(Columns {
            date: find("Event Date")?,
            kind: find("Event Type")?,
            mode: find("Event Mode")?,
            contexts: maybe("Contexts"),
            actor: Party {
                name: find("Actor Name")?,
                country: find("Actor Country")?,
            },
            recipient: Party {
                name: find("Recipient Name")?,
                country: find("Recipient Country")?,
            },
            city: maybe("City"),
            country: maybe("Country"),
        })
    }

    /// Returns how many columns a row must have for all to be in it that is needed.
    fn least(&self) -> usize {
        let all = [
            self.date,
            self.kind,
            self.mode,
            self.actor.name,
            self.actor.country,
            self.recipient.name,
            self.recipient.country,
        ];
        all.into_iter().max().map_or(0, |last| last + 1)
    }
}

impl Format for Polecat {
    fn name(&self) -> &'static str {
        "polecat"
    }

    fn looks_for(&self) -> &'static str {
        "a header with `Event Type`, `Event Mode`, `Actor Name`, `Recipient Name` and more"
    }

    fn recognises(&self, _name: &str, sample: &str) -> Option<Likeness> {
        let header = sample.lines().next()?.split('\t');
        Columns::of(header).ok()?;
        Some(Likeness::new(
            98,
            "its header has the columns of POLECAT events",
        ))
    }

    fn read(&self, input: Input, intake: &mut Intake) -> Result<(), ImportError> {
        let source = intake.begin(intake.source_of(&input)?);
        let mut records = input.into_records(Dialect::TSV);
        let header = records.next()?.map(|header| Columns::of(header.iter()));
        let columns = header.unwrap_or(Err("Event Date"));
        let columns = columns.map_err(|missing| ImportError::Setup {
            message: format!("the header lacks the column `{missing}`"),
            help: Some(self.looks_for().to_owned()),
        })?;
        let mut reader = Reader {
            columns,
            plover: Plover::new(intake.ontology()),
            source,
            merges: intake.options().merges(),
            events: Vec::new(),
            known: BTreeMap::new(),
        };
        loop {
            let progress = records.progress();
            let Some(record) = records.next()? else {
                return reader.finish(intake);
            };
            intake.tick(progress)?;
            if let Some(row) = reader.row(&record, intake)? {
                reader.keep(row, intake)?;
            }
        }
    }
}

/// What rows of one event have in common: kind, title, day, first and second parties.
type Fact = (String, Option<String>, Day, Vec<Who>, Vec<Who>);

/// One row, understood.
struct Row {
    line: u64,
    form: Form,
    day: Day,
    from: Vec<Who>,
    to: Vec<Who>,
    place: Option<Who>,
    topics: Vec<String>,
}

impl Row {
    fn fact(&self) -> Fact {
        let (mut from, mut to) = (self.from.clone(), self.to.clone());
        if self.form.roles[0] == self.form.roles[1] {
            from.append(&mut to);
        }
        from.sort_unstable();
        to.sort_unstable();
        let Form { kind, title, .. } = &self.form;
        (kind.clone(), title.clone(), self.day, from, to)
    }
}

/// What is needed to read the rows of one file.
struct Reader {
    columns: Columns,
    plover: Plover,
    source: SourceId,
    merges: bool,
    /// The events so far, each with the line that told of it first.
    events: Vec<(u64, Relation)>,
    /// The places of events among them by what rows of one event have in common.
    known: BTreeMap<Fact, usize>,
}

impl Reader {
    /// Reads a row; nothing comes back if it is left out.
    fn row(&self, record: &Record<'_>, intake: &mut Intake) -> Result<Option<Row>, ImportError> {
        let (line, columns) = (record.line, &self.columns);
        let none = |()| None;
        if record.len() < columns.least() {
            let why = format!("the row breaks off after {} columns", record.len());
            return intake.reject(line, None, why).map(none);
        }
        let field = |at: usize| present(record.get(at).unwrap_or_default());
        let date = field(columns.date).unwrap_or_default();
        let Some(day) = iso_day(date) else {
            let why = format!("`{date}` is no day");
            return intake.reject(line, Some(columns.date + 1), why).map(none);
        };
        let kind = field(columns.kind).unwrap_or_default();
        let form = match self.plover.form(kind, field(columns.mode)) {
            Ok(form) => form,
            Err(UnknownType(why)) => {
                return intake.reject(line, Some(columns.kind + 1), why).map(none);
            }
        };
        let [from, to] = [columns.actor, columns.recipient]
            .map(|party| parties(field(party.name), field(party.country), day, intake));
        if from.is_empty() || to.is_empty() {
            intake.skip(line, "a party is missing");
            return Ok(None);
        }
        let [city, country] = [columns.city, columns.country].map(|at| at.and_then(field));
        Ok(Some(Row {
            line,
            form,
            day,
            from,
            to,
            place: coded::place(intake, city, country, day),
            topics: topics(columns.contexts.and_then(field)),
        }))
    }

    /// Keeps a row, as a further report where an earlier one tells of the same.
    fn keep(&mut self, row: Row, intake: &mut Intake) -> Result<(), ImportError> {
        let report = Report::new(self.source.clone()).with_locator(format!("row {}", row.line));
        let fact = row.fact();
        let known = self.known.get(&fact).filter(|_| self.merges);
        if let Some((_, first)) = known.and_then(|at| self.events.get_mut(*at)) {
            let differs = row.topics != first.topics;
            first.reports.push(Report {
                topics: if differs { row.topics } else { Vec::new() },
                ..report
            });
            intake.merged(row.line);
            return Ok(());
        }
        let relation = self.relation(row, report, intake)?;
        self.known.insert(fact, self.events.len());
        self.events.push(relation);
        Ok(())
    }

    fn relation(
        &self,
        row: Row,
        report: Report,
        intake: &Intake,
    ) -> Result<(u64, Relation), ImportError> {
        let broken = |error: &dyn std::fmt::Display| ImportError::Setup {
            message: error.to_string(),
            help: None,
        };
        let id = RelationId::new(&format!("{}-{}", self.source, row.line));
        let id = id.map_err(|error| broken(&error))?;
        let when = Edtf::parse(&row.day.to_string()).map_err(|error| broken(&error))?;
        let [from, to] = &row.form.roles;
        let playing = |role, actors: Vec<Who>| actors.into_iter().map(move |who| (role, who));
        let all = playing(from, row.from).chain(playing(to, row.to));
        let parties = all.fold(Parties::new(), |parties, (role, who)| {
            parties.with(role, intake.entity_id(who).clone())
        });
        let relation = Relation {
            title: row.form.title,
            status: row.form.status,
            place: row.place.map(|place| intake.entity_id(place).clone()),
            topics: row.topics,
            ..Relation::new(id, row.form.kind, parties)
        };
        Ok((row.line, relation.with_when(when).with_report(report)))
    }

    /// Hands all events to the intake.
    fn finish(self, intake: &mut Intake) -> Result<(), ImportError> {
        for (line, relation) in self.events {
            intake.relation(line, relation)?;
        }
        Ok(())
    }
}

/// Returns the parties of a field, each once; a field with several is parted by `;`. Countries go
/// with names by their order, if there are as many, or one for all.
fn parties(
    names: Option<&str>,
    countries: Option<&str>,
    day: Day,
    intake: &mut Intake,
) -> Vec<Who> {
    let list = |field: Option<&str>| -> Vec<String> {
        let parts = field.unwrap_or_default().split(';').filter_map(present);
        parts.map(str::to_owned).collect()
    };
    let (names, countries) = (list(names), list(countries));
    let country = |at: usize| match countries.as_slice() {
        [one] => Some(one.as_str()),
        all if all.len() == names.len() => all.get(at).map(String::as_str),
        _ => None,
    };
    let mut actors: Vec<Who> = Vec::new();
    let mut add = |mention: &Mention<'_>| {
        let who = intake.entity(mention);
        if !actors.contains(&who) {
            actors.push(who);
        }
    };
    for (at, name) in names.iter().enumerate() {
        add(&Mention {
            country: country(at),
            on: Some(day),
            ..Mention::named(name)
        });
    }
    for country in countries.iter().filter(|_| names.is_empty()) {
        let codes = [("iso3166-1-alpha-3", country.as_str())];
        let is_code = country.len() == 3 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        add(&Mention {
            codes: if is_code { &codes } else { &[] },
            on: Some(day),
            ..Mention::named(country)
        });
    }
    actors
}

/// Returns contexts as topics are written: `human_rights` is `human-rights`.
fn topics(contexts: Option<&str>) -> Vec<String> {
    let parts = contexts.unwrap_or_default().split(';').filter_map(present);
    let mut topics: Vec<String> = parts.map(text::slug).collect();
    topics.retain(|topic| !topic.is_empty());
    topics.sort_unstable();
    topics.dedup();
    topics
}
