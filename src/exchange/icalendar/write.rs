//! Writing a calendar: an event for each relation that happened, or is to happen, on known days.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;

use super::line::Line;
use super::{
    DOMAIN, ENTITY, KIND, NUMBER, PARTY, PLACE, SOURCE, STATUS, SUMMARY, TITLE, TOPIC, WHEN,
};
use crate::edtf::{Day, Edtf};
use crate::exchange::address::is_of_web;
use crate::exchange::headline::headline;
use crate::exchange::matter::is_of_days;
use crate::model::{Dataset, EntityId, Nature, Relation, Source, Status};
use crate::text;

/// Writes the events of a dataset, and the entities that take part in none.
pub(super) fn write(data: &Dataset, out: &mut dyn io::Write) -> io::Result<()> {
    let mut put = |line: Line| line.write(out);
    put(Line::plain("BEGIN", "VCALENDAR"))?;
    put(Line::plain("VERSION", "2.0"))?;
    put(Line::plain("PRODID", "-//Chancery//Chancery//EN"))?;
    put(Line::plain("CALSCALE", "GREGORIAN"))?;
    let mut shown = BTreeSet::new();
    for relation in data.relations().filter(|relation| is_shown(data, relation)) {
        shown.extend(relation.parties.iter().map(|(_, id)| id.clone()));
        shown.extend(relation.place.clone());
    }
    for entity in data
        .entities()
        .iter()
        .filter(|entity| !shown.contains(&entity.id))
    {
        put(of_entity(data, ENTITY, &entity.id))?;
    }
    for relation in data.relations().filter(|relation| is_shown(data, relation)) {
        let relation = Event {
            data,
            relation: &relation,
        };
        relation.lines().into_iter().try_for_each(&mut put)?;
    }
    put(Line::plain("END", "VCALENDAR"))
}

/// Tells whether a relation becomes an event of the calendar.
fn is_shown(data: &Dataset, relation: &Relation) -> bool {
    let is_event = data.nature_of(relation) == Some(Nature::Event);
    is_event && relation.when.as_ref().is_some_and(is_of_days)
}

/// Returns a property that names an entity.
fn of_entity(data: &Dataset, property: &str, id: &EntityId) -> Line {
    let entity = data.entity_ix(id.as_str()).map(|at| data.entity(at));
    let name = entity.map_or(id.as_str(), |entity| entity.name.as_str());
    Line::text(property, name)
        .with("X-ID", id.as_str())
        .with_some("X-KIND", entity.map(|entity| entity.kind.word()))
}

/// A relation on its way into a calendar.
struct Event<'d> {
    data: &'d Dataset,
    relation: &'d Relation,
}

impl Event<'_> {
    fn lines(&self) -> Vec<Line> {
        let mut lines = vec![Line::plain("BEGIN", "VEVENT")];
        lines.push(Line::plain("UID", format!("{}{DOMAIN}", self.relation.id)));
        lines.push(Line::plain("DTSTAMP", format!("{}T000000Z", self.stamp())));
        self.days(&mut lines);
        self.shown(&mut lines);
        self.own(&mut lines);
        lines.push(Line::plain("END", "VEVENT"));
        lines
    }

    /// Returns the day on which the event became known as it is: the last one on which one of its
    /// sources was published or read. The calendar of a dataset is the same whenever it is written.
    fn stamp(&self) -> String {
        let days = self
            .sources()
            .flat_map(|source| [&source.published, &source.retrieved])
            .flatten()
            .filter_map(Edtf::latest);
        days.filter_map(digits)
            .max()
            .unwrap_or_else(|| "19700101".to_owned())
    }

    fn sources(&self) -> impl Iterator<Item = &Source> {
        let reports = self.relation.reports.iter();
        reports.filter_map(|report| self.data.source_of(report))
    }

    /// Adds the first day, and the day after the last.
    fn days(&self, lines: &mut Vec<Line>) {
        let when = self.relation.when.as_ref();
        let first = when.and_then(Edtf::earliest).and_then(digits);
        let behind = when
            .and_then(Edtf::latest)
            .and_then(|day| digits(day.next()));
        for (name, day) in [("DTSTART", first), ("DTEND", behind)] {
            lines.extend(day.map(|day| Line::plain(name, day).with("VALUE", "DATE")));
        }
    }

    /// Adds what calendar programs show.
    fn shown(&self, lines: &mut Vec<Line>) {
        let Event { data, relation } = self;
        lines.push(Line::text("SUMMARY", &safe(&headline(data, relation))));
        lines.push(Line::plain("STATUS", status(data.status_of(relation))));
        lines.push(Line::plain("TRANSP", "TRANSPARENT"));
        let place = relation.place.as_ref();
        let place = place.and_then(|id| data.entity_ix(id.as_str()));
        lines.extend(place.map(|at| Line::text("LOCATION", &safe(&data.entity(at).name))));
        let words = std::iter::once(&relation.kind).chain(&relation.topics);
        let words: Vec<Cow<'_, str>> = words.map(|word| safe(word)).collect();
        lines.push(Line::texts("CATEGORIES", words.iter().map(AsRef::as_ref)));
        lines.push(Line::text("DESCRIPTION", &self.description()));
        let mut urls = self.sources().filter_map(|source| source.url.as_ref());
        let url = urls.find(|url| is_of_web(url));
        lines.extend(url.map(|url| Line::plain("URL", url.as_str())));
        lines.extend(self.whole());
    }

    /// Returns the event in whose margin it happened, if the calendar has that.
    fn whole(&self) -> Option<Line> {
        let at = self.data.relation_ix(self.relation.part_of.as_ref()?)?;
        let whole = self.data.relation(at);
        let line = || Line::plain("RELATED-TO", format!("{}{DOMAIN}", whole.id));
        is_shown(self.data, &whole).then(|| line().with("RELTYPE", "PARENT"))
    }

    /// Returns the summary, and who says so.
    fn description(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        lines.extend(
            self.relation
                .summary
                .as_deref()
                .map(|summary| safe(summary).into_owned()),
        );
        for report in &self.relation.reports {
            let Some(source) = self.data.source_of(report) else {
                continue;
            };
            let about = [
                source.publisher.as_deref(),
                source.published.as_ref().map(Edtf::as_str),
                report.locator.as_deref(),
                source.url.as_deref(),
            ];
            let told = std::iter::once(source.title.as_str()).chain(about.into_iter().flatten());
            let told: Vec<Cow<'_, str>> = told.map(safe).collect();
            lines.push(format!("Source: {}", told.join(", ")));
        }
        lines.join("\n")
    }

    /// Adds what is read back.
    fn own(&self, lines: &mut Vec<Line>) {
        let Event { data, relation } = self;
        lines.push(Line::text(KIND, &relation.kind));
        lines.extend(
            relation
                .when
                .as_ref()
                .map(|when| Line::text(WHEN, when.as_str())),
        );
        for (role, id) in relation.parties.iter() {
            lines.push(of_entity(data, PARTY, id).with("X-ROLE", role));
        }
        lines.extend(
            relation
                .status
                .map(|status| Line::text(STATUS, status.word())),
        );
        lines.extend(
            relation
                .title
                .as_ref()
                .map(|title| Line::text(TITLE, title)),
        );
        lines.extend(relation.place.as_ref().map(|id| of_entity(data, PLACE, id)));
        lines.extend(relation.topics.iter().map(|topic| Line::text(TOPIC, topic)));
        for (name, number) in &relation.numbers {
            lines.push(Line::plain(NUMBER, number.to_string()).with("X-NAME", name));
        }
        lines.extend(
            relation
                .summary
                .as_ref()
                .map(|summary| Line::text(SUMMARY, summary)),
        );
        for report in &relation.reports {
            let source = data.source_of(report);
            lines.extend(source.map(|source| of_source(source, report.locator.as_deref())));
        }
    }
}

/// Returns a property that tells of a source and the place in it.
fn of_source(source: &Source, locator: Option<&str>) -> Line {
    Line::text(SOURCE, &source.title)
        .with("X-ID", source.id.as_str())
        .with_some("X-LOCATOR", locator)
        .with_some("X-PUBLISHER", source.publisher.as_deref())
        .with_some("X-PUBLISHED", source.published.as_ref().map(Edtf::as_str))
        .with_some("X-URL", source.url.as_deref())
}

/// Returns what calendars call a status. Whatever does not take place on its day is cancelled there.
const fn status(status: Status) -> &'static str {
    match status {
        Status::Held | Status::InForce => "CONFIRMED",
        Status::Planned | Status::Reported => "TENTATIVE",
        Status::Postponed | Status::Cancelled | Status::Denied => "CANCELLED",
    }
}

/// Returns a day in eight digits; nothing beyond the years that have four.
fn digits(day: Day) -> Option<String> {
    let (year, month, day) = day.ymd();
    (0..=9_999)
        .contains(&year)
        .then(|| format!("{year:04}{month:02}{day:02}"))
}

/// Returns a text with everything visible that steers a screen, line by line.
fn safe(text: &str) -> Cow<'_, str> {
    if text.contains('\n') {
        let lines: Vec<Cow<'_, str>> = text.lines().map(text::visible).collect();
        return Cow::Owned(lines.join("\n"));
    }
    text::visible(text)
}
