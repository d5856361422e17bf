//! Records as fields and their values: told one by one, and put one by one.

use super::language::Part;
use super::value::Value;
use crate::model::{Entity, EntityId, Parties, Relation, Report, Source};

/// A record that fields are told of.
pub(super) trait Told {
    /// Returns all that is told of it, each item of a list by itself, in the order of writing.
    fn values(&self) -> Vec<(Part, Value)>;

    /// Puts a value in the place of the one before, or behind the others of a list. A value that
    /// the part cannot have changes nothing.
    fn put(&mut self, part: Part, value: Value);

    /// Leaves a part empty. Parts that cannot be empty stay as they are.
    fn clear(&mut self, part: Part);

    /// Takes an item out of a list; tells whether it was there.
    fn drop(&mut self, part: Part, value: &Value) -> bool;
}

/// Returns a part that may be told, as a list.
fn text(part: Part, text: Option<&String>) -> Option<(Part, Value)> {
    Some((part, Value::Text(text?.clone())))
}

/// Keeps what does not fit; tells whether anything did.
fn taken_out<T>(list: &mut Vec<T>, is_meant: impl Fn(&T) -> bool) -> bool {
    let before = list.len();
    list.retain(|one| !is_meant(one));
    list.len() < before
}

impl Told for Source {
    fn values(&self) -> Vec<(Part, Value)> {
        let date =
            |part, date: &Option<_>| date.clone().map(|date| (part, Value::Date(Some(date))));
        let told = [
            Some((Part::Title, Value::Text(self.title.clone()))),
            text(Part::Publisher, self.publisher.as_ref()),
            date(Part::Published, &self.published),
            date(Part::Retrieved, &self.retrieved),
            text(Part::Url, self.url.as_ref()),
            text(Part::File, self.file.as_ref()),
            self.row.map(|row| (Part::Row, Value::Row(row))),
            text(Part::Language, self.language.as_ref()),
            text(Part::Note, self.note.as_ref()),
        ];
        told.into_iter().flatten().collect()
    }

    fn put(&mut self, part: Part, value: Value) {
        match (part, value) {
            (Part::Title, Value::Text(text)) => self.title = text,
            (Part::Publisher, Value::Text(text)) => self.publisher = Some(text),
            (Part::Published, Value::Date(date)) => self.published = date,
            (Part::Retrieved, Value::Date(date)) => self.retrieved = date,
            (Part::Url, Value::Text(text)) => self.url = Some(text),
            (Part::File, Value::Text(text)) => self.file = Some(text),
            (Part::Row, Value::Row(row)) => self.row = Some(row),
            (Part::Language, Value::Text(text)) => self.language = Some(text),
            (Part::Note, Value::Text(text)) => self.note = Some(text),
            _ => {}
        }
    }

    fn clear(&mut self, part: Part) {
        match part {
            Part::Publisher => self.publisher = None,
            Part::Published => self.published = None,
            Part::Retrieved => self.retrieved = None,
            Part::Url => self.url = None,
            Part::File => self.file = None,
            Part::Row => self.row = None,
            Part::Language => self.language = None,
            Part::Note => self.note = None,
            _ => {}
        }
    }

    fn drop(&mut self, _: Part, _: &Value) -> bool {
        false
    }
}

impl Told for Entity {
    fn values(&self) -> Vec<(Part, Value)> {
        let named = [
            (Part::Kind, Value::EntityKind(self.kind)),
            (Part::Name, Value::Text(self.name.clone())),
        ];
        let aliases = self
            .aliases
            .iter()
            .map(|name| (Part::Alias, Value::Text(name.clone())));
        let codes = self.codes.iter();
        let codes =
            codes.map(|(scheme, code)| (Part::Code, Value::Code(scheme.clone(), code.clone())));
        named
            .into_iter()
            .chain(aliases)
            .chain(text(Part::Class, self.class.as_ref()))
            .chain(codes)
            .chain(text(Part::Note, self.note.as_ref()))
            .collect()
    }

    fn put(&mut self, part: Part, value: Value) {
        match (part, value) {
            (Part::Kind, Value::EntityKind(kind)) => self.kind = kind,
            (Part::Name, Value::Text(name)) => self.name = name,
            (Part::Alias, Value::Text(name)) => self.aliases.push(name),
            (Part::Class, Value::Text(class)) => self.class = Some(class),
            (Part::Code, Value::Code(scheme, code)) => {
                self.codes.insert(scheme, code);
            }
            (Part::Note, Value::Text(note)) => self.note = Some(note),
            _ => {}
        }
    }

    fn clear(&mut self, part: Part) {
        match part {
            Part::Alias => self.aliases.clear(),
            Part::Class => self.class = None,
            Part::Code => self.codes.clear(),
            Part::Note => self.note = None,
            _ => {}
        }
    }

    fn drop(&mut self, part: Part, value: &Value) -> bool {
        match (part, value) {
            (Part::Alias, Value::Text(name)) => taken_out(&mut self.aliases, |one| one == name),
            (Part::Code, Value::Code(scheme, code)) => {
                let is_there = self.codes.get(scheme) == Some(code);
                is_there && self.codes.remove(scheme).is_some()
            }
            _ => false,
        }
    }
}

/// Returns the parties, each with its role.
fn parties(parties: &Parties) -> impl Iterator<Item = (Part, Value)> + '_ {
    let party = |(role, party): (&str, &EntityId)| {
        (
            Part::Party,
            Value::Party(party.clone(), Some(role.to_owned())),
        )
    };
    parties.iter().map(party)
}

/// Returns the parties without one, in the role if one is said; nothing if it was not there.
fn without(parties: &Parties, dropped: &EntityId, from: Option<&str>) -> Option<Parties> {
    let is_meant = |(role, party): &(&str, &EntityId)| {
        *party == dropped && from.is_none_or(|from| from == *role)
    };
    parties.iter().any(|one| is_meant(&one)).then(|| {
        let kept = parties.iter().filter(|one| !is_meant(one));
        kept.fold(Parties::new(), |kept, (role, party)| {
            kept.with(role, party.clone())
        })
    })
}

impl Told for Relation {
    fn values(&self) -> Vec<(Part, Value)> {
        let topics = self
            .topics
            .iter()
            .map(|topic| (Part::Topics, Value::Topic(topic.clone())));
        let numbers = self.numbers.iter();
        let numbers =
            numbers.map(|(name, number)| (Part::Number, Value::Count(name.clone(), *number)));
        let reports = self.reports.iter();
        let reports = reports.map(|report| (Part::Report, Value::Report(Box::new(report.clone()))));
        let when = self
            .when
            .clone()
            .map(|date| (Part::When, Value::Date(Some(date))));
        let place = self
            .place
            .clone()
            .map(|place| (Part::Place, Value::Entity(place)));
        let whole = self
            .part_of
            .clone()
            .map(|whole| (Part::Whole, Value::Whole(whole)));
        std::iter::once((Part::Kind, Value::Kind(self.kind.clone())))
            .chain(parties(&self.parties))
            .chain(when)
            .chain(place)
            .chain(topics)
            .chain(
                self.status
                    .map(|status| (Part::Status, Value::Status(status))),
            )
            .chain(text(Part::Title, self.title.as_ref()))
            .chain(text(Part::Summary, self.summary.as_ref()))
            .chain(whole)
            .chain(numbers)
            .chain(reports)
            .collect()
    }

    fn put(&mut self, part: Part, value: Value) {
        match (part, value) {
            (Part::Kind, Value::Kind(kind)) => self.kind = kind,
            (Part::Party, Value::Party(party, Some(role))) => {
                self.parties = std::mem::take(&mut self.parties).with(&role, party);
            }
            (Part::When, Value::Date(date)) => self.when = date,
            (Part::Place, Value::Entity(place)) => self.place = Some(place),
            (Part::Topics, Value::Topic(topic)) => self.topics.push(topic),
            (Part::Status, Value::Status(status)) => self.status = Some(status),
            (Part::Title, Value::Text(title)) => self.title = Some(title),
            (Part::Summary, Value::Text(summary)) => self.summary = Some(summary),
            (Part::Whole, Value::Whole(whole)) => self.part_of = Some(whole),
            (Part::Number, Value::Count(name, number)) => {
                self.numbers.insert(name, number);
            }
            (Part::Report, Value::Report(report)) => self.reports.push(*report),
            _ => {}
        }
    }

    fn clear(&mut self, part: Part) {
        match part {
            Part::Party => self.parties = Parties::new(),
            Part::When => self.when = None,
            Part::Place => self.place = None,
            Part::Topics => self.topics.clear(),
            Part::Status => self.status = None,
            Part::Title => self.title = None,
            Part::Summary => self.summary = None,
            Part::Whole => self.part_of = None,
            Part::Number => self.numbers.clear(),
            Part::Report => self.reports.clear(),
            _ => {}
        }
    }

    fn drop(&mut self, part: Part, value: &Value) -> bool {
        match (part, value) {
            (Part::Party, Value::Party(party, role)) => {
                let kept = without(&self.parties, party, role.as_deref());
                kept.map(|kept| self.parties = kept).is_some()
            }
            (Part::Topics, Value::Topic(topic)) => taken_out(&mut self.topics, |one| one == topic),
            (Part::Number, Value::Count(name, number)) => {
                self.numbers.get(name) == Some(number) && self.numbers.remove(name).is_some()
            }
            (Part::Report, Value::Source(source)) => {
                taken_out(&mut self.reports, |report| &report.source == source)
            }
            _ => false,
        }
    }
}

impl Told for Report {
    fn values(&self) -> Vec<(Part, Value)> {
        let topics = self
            .topics
            .iter()
            .map(|topic| (Part::Topics, Value::Topic(topic.clone())));
        let numbers = self.numbers.iter();
        let numbers =
            numbers.map(|(name, number)| (Part::Number, Value::Count(name.clone(), *number)));
        let when = self
            .when
            .clone()
            .map(|date| (Part::When, Value::Date(Some(date))));
        let place = self
            .place
            .clone()
            .map(|place| (Part::Place, Value::Entity(place)));
        text(Part::Locator, self.locator.as_ref())
            .into_iter()
            .chain(text(Part::Note, self.note.as_ref()))
            .chain(self.parties.iter().flat_map(parties))
            .chain(when)
            .chain(place)
            .chain(
                self.status
                    .map(|status| (Part::Status, Value::Status(status))),
            )
            .chain(text(Part::Title, self.title.as_ref()))
            .chain(numbers)
            .chain(topics)
            .collect()
    }

    fn put(&mut self, part: Part, value: Value) {
        match (part, value) {
            (Part::Locator, Value::Text(locator)) => self.locator = Some(locator),
            (Part::Note, Value::Text(note)) => self.note = Some(note),
            (Part::Party, Value::Party(party, Some(role))) => {
                let before = self.parties.take().unwrap_or_default();
                self.parties = Some(before.with(&role, party));
            }
            (Part::When, Value::Date(date)) => self.when = date,
            (Part::Place, Value::Entity(place)) => self.place = Some(place),
            (Part::Topics, Value::Topic(topic)) => self.topics.push(topic),
            (Part::Status, Value::Status(status)) => self.status = Some(status),
            (Part::Title, Value::Text(title)) => self.title = Some(title),
            (Part::Number, Value::Count(name, number)) => {
                self.numbers.insert(name, number);
            }
            _ => {}
        }
    }

    /// A report is told as a whole, so that nothing of it is left empty by itself.
    fn clear(&mut self, _: Part) {}

    fn drop(&mut self, _: Part, _: &Value) -> bool {
        false
    }
}
