//! Calendars: events of known days for the programs in which people keep their appointments.
//!
//! An appointment has a day, so what has none is lost, and nothing is moved to the first of January.
//! Everything a calendar program shows is written for it; what it has no place for (parties in their
//! roles, topics, sources) stands beside it in properties of our own, `X-CHANCERY-…`, by which it
//! is read back. `docs/exchange.md` lists them.

mod line;
mod own;
mod read;
mod theirs;
mod write;

use std::io;

use super::{Exchange, Found, Matter};
use crate::model::{Dataset, Ontology};

/// What stands behind the id of a relation in the name of its event.
const DOMAIN: &str = "@chancery";

// The properties of our own.
const KIND: &str = "X-CHANCERY-KIND";
const WHEN: &str = "X-CHANCERY-WHEN";
const PARTY: &str = "X-CHANCERY-PARTY";
const STATUS: &str = "X-CHANCERY-STATUS";
const TITLE: &str = "X-CHANCERY-TITLE";
const PLACE: &str = "X-CHANCERY-PLACE";
const TOPIC: &str = "X-CHANCERY-TOPIC";
const NUMBER: &str = "X-CHANCERY-NUMBER";
const SUMMARY: &str = "X-CHANCERY-SUMMARY";
const SOURCE: &str = "X-CHANCERY-SOURCE";
const ENTITY: &str = "X-CHANCERY-ENTITY";

/// iCalendar, RFC 5545.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Icalendar;

impl Exchange for Icalendar {
    fn name(&self) -> &'static str {
        "ics"
    }

    fn summary(&self) -> &'static str {
        "iCalendar: planned and held events of known days, for calendar programs"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".ics"]
    }

    fn holds(&self) -> &'static [Matter] {
        &[
            Matter::ManyParties,
            Matter::Roles,
            Matter::Statuses,
            Matter::Places,
            Matter::Topics,
            Matter::Titles,
            Matter::Summaries,
            Matter::Numbers,
            Matter::Sources,
            Matter::Locators,
            Matter::Kinds,
        ]
    }

    fn write(&self, data: &Dataset, _file: usize, out: &mut dyn io::Write) -> io::Result<()> {
        write::write(data, out)
    }

    fn is_read(&self) -> bool {
        true
    }

    fn read(&self, text: &str, _file: usize, _ontology: &Ontology) -> Option<Found> {
        Some(read::read(text))
    }
}
