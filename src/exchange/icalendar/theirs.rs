//! Events of other people's calendars: meetings of those who attend.
//!
//! A calendar says who attends by addresses and names; those of whom a name is told are the parties
//! of a meeting, people unless it says otherwise. What it says is a plan, however it came out.

use super::line::Line;
use super::read::{Event, Reading};
use crate::edtf::{Day, Edtf};
use crate::exchange::Stranger;
use crate::model::{Entity, EntityId, EntityKind, Parties, Relation, RelationId, Status};

/// Properties that name those who attend.
const WHO: [&str; 2] = ["ORGANIZER", "ATTENDEE"];

impl Reading {
    /// Returns the meeting that an event of another's calendar tells of.
    pub(super) fn theirs(&mut self, event: &Event) -> Result<Relation, String> {
        if event.first("RRULE").is_some() || event.first("RDATE").is_some() {
            return Err("a series of events, of which nobody says which took place".to_owned());
        }
        let when = when(event)?;
        let mut named: Vec<(&str, EntityKind)> = Vec::new();
        for line in WHO.iter().flat_map(|name| event.all(name)) {
            let Some((name, kind)) = attendee(line) else {
                continue;
            };
            if !named.iter().any(|(known, _)| *known == name) {
                named.push((name, kind));
            }
        }
        if named.len() < 2 {
            return Err("an event with fewer than two whose names are told (`CN`)".to_owned());
        }
        let mut parties = Parties::new();
        for (name, kind) in named {
            parties = parties.with("participant", self.stranger(event.number, name, kind)?);
        }
        let id = RelationId::new(&format!("event-{}", event.number));
        let id = id.map_err(|error| error.to_string())?;
        self.found.coined.relations.insert(id.clone());
        let is_off = event
            .text("STATUS")
            .is_some_and(|word| word.eq_ignore_ascii_case("CANCELLED"));
        Ok(Relation {
            when: Some(when),
            status: Some(if is_off {
                Status::Cancelled
            } else {
                Status::Planned
            }),
            summary: event.text("SUMMARY"),
            ..Relation::new(id, "meeting", parties)
        })
    }

    /// Returns the entity that stands for a name of the calendar.
    fn stranger(&mut self, line: u64, name: &str, kind: EntityKind) -> Result<EntityId, String> {
        let coined = &mut self.found.coined.entities;
        if let Some((id, _)) = coined.iter().find(|(_, known)| known.key == name) {
            return Ok(id.clone());
        }
        let id = EntityId::new(&format!("attendee-{}", coined.len() + 1));
        let id = id.map_err(|error| error.to_string())?;
        let stranger = Stranger {
            key: name.to_owned(),
            name: None,
            kind: Some(kind),
        };
        coined.insert(id.clone(), stranger);
        self.add(line, Entity::new(id.clone(), kind, name));
        Ok(id)
    }
}

/// Returns who attends by a property: the name, and what sort of thing bears it. Rooms and beamers
/// are booked, but do not meet.
fn attendee(line: &Line) -> Option<(&str, EntityKind)> {
    let kind = match line
        .parameter("CUTYPE")
        .map(str::to_ascii_uppercase)
        .as_deref()
    {
        Some("ROOM" | "RESOURCE") => return None,
        Some("GROUP") => EntityKind::Institution,
        _ => EntityKind::Person,
    };
    let name = line.parameter("CN")?.trim();
    name.contains(char::is_alphanumeric).then_some((name, kind))
}

/// Returns the days of an event. Zones do not move them: a calendar says the day of the place.
fn when(event: &Event) -> Result<Edtf, String> {
    let start = event.first("DTSTART").ok_or("an event without `DTSTART`")?;
    let first = day(start)?;
    let last = match event.first("DTEND") {
        // An end of whole days, or at midnight, is the day after.
        Some(end) if is_midnight(&end.value) => day(end)?.previous(),
        Some(end) => day(end)?,
        None => first,
    };
    let text = if last > first {
        format!("{first}/{last}")
    } else {
        first.to_string()
    };
    Edtf::parse(&text).map_err(|error| error.to_string())
}

/// Tells whether a value names a day, or its first moment.
fn is_midnight(value: &str) -> bool {
    value
        .split_once('T')
        .is_none_or(|(_, time)| time.starts_with("000000"))
}

/// Returns the day of a date, with or without a time.
fn day(line: &Line) -> Result<Day, String> {
    let number = |from: usize, to: usize| -> Option<u32> { line.value.get(from..to)?.parse().ok() };
    let parts = || {
        let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
        Day::from_ymd(
            year.into(),
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    };
    parts().ok_or_else(|| format!("`{}` is no day", line.value))
}
