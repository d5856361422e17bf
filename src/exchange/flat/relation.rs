//! One edge as the relation that it tells of.

use std::collections::BTreeMap;

use super::gather::Gather;
use super::given::{Given, Link};
use super::kinds::Meant;
use crate::edtf::Edtf;
use crate::model::{EntityId, Parties, Relation, RelationId, Report, Source, SourceId, Status};
use crate::text;

/// The names under which files tell what an edge means.
const MEANINGS: [&str; 8] = [
    "kind",
    "type",
    "relation",
    "relationship",
    "interaction",
    "predicate",
    "label",
    "name",
];
/// The names under which files tell when something happened.
const DATES: [&str; 4] = ["when", "date", "day", "year"];

/// The reading of one edge.
pub(super) struct Reading<'g, 'o> {
    gather: &'g mut Gather<'o>,
    given: &'g Given,
}

impl Reading<'_, '_> {
    /// Returns the relation of an edge, and whether the file has its id.
    pub(super) fn of(gather: &mut Gather<'_>, link: &Link) -> Result<(Relation, bool), String> {
        let given = &link.given;
        let mut reading = Reading { gather, given };
        let [from, to] = [0, 1].map(|end| reading.gather.end(&link.ends[end], &link.told[end]));
        let ends = [from?, to?];
        let meant = reading.meaning()?;
        let own = reading.own_parties()?;
        let when = reading.when()?;
        let parties = own.as_ref().map(|(_, parties)| parties.clone());
        let parties = parties.unwrap_or_else(|| {
            let [from, to] = ends.clone();
            let [first, second] = meant.roles;
            Parties::new().with(first, from).with(second, to)
        });
        let id = match &own {
            Some((id, _)) => id.clone(),
            None => coined(&meant.kind.id, &ends, when.as_ref())?,
        };
        let mut relation = Relation::new(id, meant.kind.id.clone(), parties);
        relation.when = when;
        reading.describe(&mut relation)?;
        relation.reports = reading.reports()?;
        Ok((relation, own.is_some()))
    }
}

impl<'o> Reading<'_, 'o> {
    /// Returns what kind of relation the edge tells of.
    fn meaning(&self) -> Result<Meant<'o>, String> {
        let words = MEANINGS.iter().filter_map(|name| self.given.text(name));
        let words: Vec<String> = words.collect();
        let meant = words
            .iter()
            .find_map(|word| self.gather.words.meaning(word));
        meant.ok_or_else(|| match words.first() {
            Some(word) => self.gather.words.unknown(word),
            None => "the edge does not say what kind of relation it is".to_owned(),
        })
    }
}

impl Reading<'_, '_> {
    /// Returns id and parties of a relation that was written by us.
    fn own_parties(&self) -> Result<Option<(RelationId, Parties)>, String> {
        let (told, id) = (self.given.list("parties"), self.given.text("relation"));
        let (false, Some(id)) = (told.is_empty(), id) else {
            return Ok(None);
        };
        let id = RelationId::new(&id).map_err(|error| error.to_string())?;
        let mut parties = Parties::new();
        for party in told {
            let parted = party.rsplit_once(':');
            let (role, party) = parted.ok_or_else(|| format!("`{party}` is no party `role:id`"))?;
            let party = EntityId::new(party).map_err(|error| error.to_string())?;
            parties = parties.with(role, party);
        }
        Ok(Some((id, parties)))
    }

    /// Returns the date: as EDTF, or from a beginning to an end.
    fn when(&self) -> Result<Option<Edtf>, String> {
        if let Some(text) = self.given.first_of(&DATES) {
            return read_date(&text).map(Some);
        }
        let [start, end] = ["start", "end"].map(|name| self.given.text(name));
        let [start, end] = [start, end].map(|day| day.map(|text| day_of(&text).to_owned()));
        let text = match (start, end) {
            (None, None) => return Ok(None),
            (Some(start), Some(end)) if start == end => start,
            (start, end) => format!("{}/{}", or_open(start), or_open(end)),
        };
        read_date(&text).map(Some)
    }

    /// Adds what the edge tells beside kind, parties and date.
    fn describe(&mut self, relation: &mut Relation) -> Result<(), String> {
        let given = self.given;
        let status = given.text("status");
        relation.status = status.map(|text| text.parse::<Status>()).transpose()?;
        if let Some(place) = given.text("place") {
            relation.place = Some(self.gather.place(&place, given)?);
        }
        relation.topics = given.list("topics");
        relation.topics.retain(|topic| !topic.is_empty());
        relation.title = given.text("title");
        relation.summary = given.text("summary");
        relation.part_of = given.text("part_of");
        relation.numbers = numbers(&given.list("numbers"))?;
        Ok(())
    }

    /// Returns a report of each source that the edge names, and adds the sources that are new.
    fn reports(&mut self) -> Result<Vec<Report>, String> {
        let beside = [
            "source_titles",
            "source_publishers",
            "source_published",
            "source_urls",
        ];
        let beside = beside.map(|name| self.given.list(name));
        let mut reports = Vec::new();
        for (at, named) in self.given.list("sources").iter().enumerate() {
            let slug = SourceId::new(named).or_else(|_| SourceId::new(&text::slug(named)));
            let id = slug.map_err(|error| error.to_string())?;
            reports.push(Report::new(id.clone()));
            let told = |list: &Vec<String>| list.get(at).filter(|text| !text.is_empty()).cloned();
            let [title, house, day, address] = beside.each_ref().map(told);
            let published = day.map(|text| read_date(&text)).transpose()?;
            if self.gather.sources.insert(id.clone()) {
                self.gather.found.sources.push(Source {
                    publisher: house,
                    published,
                    url: address,
                    ..Source::new(id, title.unwrap_or_else(|| named.clone()))
                });
            }
        }
        Ok(reports)
    }
}

/// Returns an id for a relation that has none.
fn coined(kind: &str, ends: &[EntityId; 2], when: Option<&Edtf>) -> Result<RelationId, String> {
    let [from, to] = ends;
    let when = when.map_or("", Edtf::as_str);
    let slug = text::slug(&format!("{from} {kind} {to} {when}"));
    RelationId::new(&slug).map_err(|error| error.to_string())
}

fn read_date(text: &str) -> Result<Edtf, String> {
    Edtf::parse(text).map_err(|error| format!("`{text}` is no date: {error}"))
}

/// Returns the day of a moment.
fn day_of(text: &str) -> &str {
    text.split('T').next().unwrap_or(text)
}

fn or_open(day: Option<String>) -> String {
    day.unwrap_or_else(|| "..".to_owned())
}

/// Returns names with numbers of texts `name=number`.
fn numbers(texts: &[String]) -> Result<BTreeMap<String, i64>, String> {
    let number = |text: &String| {
        let (name, number) = text.rsplit_once('=')?;
        Some((name.to_owned(), number.parse().ok()?))
    };
    let numbered = texts
        .iter()
        .map(|text| number(text).ok_or_else(|| format!("`{text}` is no number `name=1`")));
    numbered.collect()
}
