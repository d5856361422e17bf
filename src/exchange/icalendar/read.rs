//! Reading a calendar: its events one by one, ours by our own properties, those of others by who
//! attends them.

use std::collections::BTreeSet;

use super::line::{Line, unfolded};
use super::{ENTITY, KIND};
use crate::exchange::{Fault, Found};
use crate::model::{Entity, EntityId, EntityKind, SourceId};

/// Reads what a calendar tells.
pub(super) fn read(text: &str) -> Found {
    let mut reading = Reading::default();
    for (number, whole) in unfolded(text) {
        match Line::read(number, &whole) {
            Ok(line) => reading.line(line),
            Err(why) => reading.wrong(number, why),
        }
    }
    if let Some(event) = reading.event.take() {
        reading.wrong(event.number, "the file ends within an event");
    }
    reading.found
}

/// The properties of one event.
#[derive(Debug)]
pub(super) struct Event {
    /// The line on which it begins.
    pub(super) number: u64,
    lines: Vec<Line>,
}

impl Event {
    /// Returns the first property of a name.
    pub(super) fn first(&self, name: &str) -> Option<&Line> {
        self.all(name).next()
    }

    /// Returns all properties of a name.
    pub(super) fn all<'e>(&'e self, name: &str) -> impl Iterator<Item = &'e Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    /// Returns the text of the first property of a name.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.first(name).map(Line::value_text)
    }
}

/// A calendar on its way into records.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) found: Found,
    event: Option<Event>,
    /// How deep the line is within parts of an event, such as alarms.
    depth: usize,
    entities: BTreeSet<EntityId>,
    pub(super) sources: BTreeSet<SourceId>,
}

impl Reading {
    /// Takes a line.
    fn line(&mut self, line: Line) {
        match (line.name.as_str(), &mut self.event) {
            ("BEGIN", None) if line.value.eq_ignore_ascii_case("VEVENT") => {
                self.event = Some(Event {
                    number: line.number,
                    lines: Vec::new(),
                });
            }
            ("BEGIN", Some(_)) => self.depth += 1,
            ("END", Some(_)) if self.depth > 0 => self.depth -= 1,
            ("END", Some(_)) => self.end(),
            (_, Some(event)) if self.depth == 0 => event.lines.push(line),
            (ENTITY, None) => {
                if let Err(why) = self.entity(&line) {
                    self.wrong(line.number, why);
                }
            }
            _ => {}
        }
    }

    /// Takes the event that has come to its end.
    fn end(&mut self) {
        let Some(event) = self.event.take() else {
            return;
        };
        let is_own = event.first(KIND).is_some();
        let taken = if is_own {
            self.own(&event)
        } else {
            self.theirs(&event)
        };
        match taken {
            Ok(relation) => self.found.relations.push((event.number, relation)),
            Err(why) => self.wrong(event.number, why),
        }
    }

    /// Returns the entity that a property of ours names.
    pub(super) fn entity(&mut self, line: &Line) -> Result<EntityId, String> {
        let needed = |name: &str| {
            let value = line.parameter(name);
            value.ok_or_else(|| format!("`{}` without `{name}`", line.name))
        };
        let id = EntityId::new(needed("X-ID")?).map_err(|error| error.to_string())?;
        let kind: EntityKind = needed("X-KIND")?.parse()?;
        self.add(
            line.number,
            Entity::new(id.clone(), kind, line.value_text()),
        );
        Ok(id)
    }

    /// Adds an entity, unless the calendar named it before.
    pub(super) fn add(&mut self, line: u64, entity: Entity) {
        if self.entities.insert(entity.id.clone()) {
            self.found.entities.push((line, entity));
        }
    }

    fn wrong(&mut self, line: u64, why: impl Into<String>) {
        let why = why.into();
        self.found.faults.push(Fault {
            line,
            column: None,
            why,
        });
    }
}
