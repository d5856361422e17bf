//! Relations with nothing but dates, and looks of terminals, for the tests of this room.

use crate::answer::{Dated, TimelineRow};
use crate::edtf::{Edtf, Truth};
use crate::model::{RelationId, Status};
use crate::render::Format;
use crate::render::page::Look;
use crate::render::signs::Signs;

/// Returns the look of a terminal of a width.
pub(super) fn look(width: usize, ascii: bool) -> Look {
    Look {
        format: Format::Table,
        signs: Signs::of(ascii),
        width,
        screenful: None,
        numbered: true,
        cited: None,
    }
}

/// Returns relations with these dates; `-` for none, and one that ends in `!` belongs to the
/// answer only possibly.
pub(super) fn rows(dates: &str) -> Vec<TimelineRow> {
    dates.split(' ').map(row).collect()
}

fn row(date: &str) -> TimelineRow {
    let (date, certainty) = match date.strip_suffix('!') {
        Some(date) => (date, Truth::Possible),
        None => (date, Truth::Certain),
    };
    TimelineRow {
        relation: RelationId::new("met").unwrap(),
        kind: "meeting".to_owned(),
        when: Edtf::parse(date).ok().as_ref().map(Dated::from),
        status: Status::Held,
        parties: Vec::new(),
        place: None,
        topics: Vec::new(),
        summary: None,
        sources: Vec::new(),
        through: Vec::new(),
        certainty,
        title: None,
    }
}
