//! The small texts that rows are told with: names, dates, numbers, kinds, parties.

use std::cmp::Reverse;
use std::fmt;

use itertools::Itertools as _;

use crate::answer::{Dated, EntityRef, PartyRef};
use crate::edtf::{Day, Truth};
use crate::model::{EntityKind, Status};
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::Look;
use crate::render::signs::Signs;

pub(super) fn plain(words: &str) -> Text {
    Text::of(Role::Plain, words)
}

pub(super) fn maybe(words: Option<&String>) -> Text {
    words.map_or_else(Text::new, |words| plain(words))
}

pub(super) fn hint(words: &str) -> Text {
    Text::of(Role::Hint, words)
}

pub(super) fn entity(entity: &EntityRef) -> Text {
    Text::of(Role::Entity, &entity.name)
}

pub(super) fn entities(entities: &[EntityRef]) -> Text {
    Text::joined(entities.iter().map(entity), ", ")
}

pub(super) fn number(number: impl fmt::Display) -> Text {
    Text::of(Role::Number, &number.to_string())
}

/// Returns the kind of an entity.
pub(super) fn entity_kind(kind: EntityKind) -> Text {
    Text::of(Role::Kind, kind.word())
}

/// Returns the kind of a relation, for people in words: `mission opening`.
pub(super) fn kind(kind: &str, look: &Look) -> Text {
    match look.format {
        Format::Plain => Text::of(Role::Kind, kind),
        _ => Text::of(Role::Kind, &kind.replace('-', " ")),
    }
}

/// Returns kinds with their numbers, for people the most frequent first and no more than `most`:
/// `meeting ×2, visit ×1 +3 kinds`.
pub(super) fn kinds(kinds: &[(String, u64)], most: usize, look: &Look) -> Text {
    if look.format == Format::Plain {
        let told = |(name, times): &(String, u64)| {
            kind(name, look).with(Role::Number, &format!(" {times}"))
        };
        return Text::joined(kinds.iter().map(told), ", ");
    }
    let sorted = kinds.iter().sorted_by_key(|(_, times)| Reverse(*times));
    let told = sorted.take(most).map(|(name, times)| {
        kind(name, look).with(Role::Number, &format!(" {}{times}", look.signs.times))
    });
    let mut told = Text::joined(told, ", ");
    match kinds.len().saturating_sub(most) {
        0 => {}
        1 => told.push(Role::Hint, " +1 kind"),
        more => told.push(Role::Hint, &format!(" +{more} kinds")),
    }
    told
}

pub(super) fn date(when: Option<&Dated>) -> Text {
    when.map_or_else(Text::new, |when| Text::of(Role::Date, when.edtf.as_str()))
}

pub(super) fn day(day: Option<Day>) -> Text {
    day.map_or_else(Text::new, |day| Text::of(Role::Date, &day.to_string()))
}

/// Returns the first and the last date, or the one if both are the same.
pub(super) fn span(first: Option<&Dated>, last: Option<&Dated>, signs: &Signs) -> Text {
    if first == last {
        return date(first);
    }
    let mut span = date(first);
    span.push(Role::Date, signs.to);
    span.append(&date(last));
    span
}

/// Returns the status, for people only if it is not the one that they take for granted.
pub(super) fn status(status: Status, look: &Look) -> Text {
    match status {
        Status::Held | Status::InForce if look.format != Format::Plain => Text::new(),
        status => Text::of(Role::Status, status.word()),
    }
}

pub(super) fn listed(words: impl IntoIterator<Item = impl fmt::Display>) -> Text {
    plain(&words.into_iter().join(", "))
}

pub(super) fn certainty(certainty: Truth) -> Text {
    Text::of(Role::Certainty, &certainty.to_string())
}

pub(super) fn is_only_possible(certainty: Truth) -> bool {
    certainty == Truth::Possible
}

/// The roles of those who simply take part, which people need not be told.
const TAKING_PART: [&str; 2] = ["party", "participant"];

/// Returns the parties in words, with their roles where there is more than one:
/// `Paul Kagame (visitor), Kazakhstan (host)`.
pub(super) fn parties(parties: &[PartyRef], look: &Look) -> Text {
    let name = |party: &PartyRef| Text::of(Role::Entity, &party.name);
    if parties.iter().map(|party| &party.role).all_equal() {
        return Text::joined(parties.iter().map(name), ", ");
    }
    let is_told = |role: &str| look.format == Format::Plain || !TAKING_PART.contains(&role);
    let groups = parties.chunk_by(|one, next| one.role == next.role);
    let told = groups.clone().map(|group| {
        let names = Text::joined(group.iter().map(name), ", ");
        match group.first().map_or("", |party| party.role.as_str()) {
            role if is_told(role) => names.with(Role::Hint, &format!(" ({role})")),
            _ => names,
        }
    });
    // A comma would not tell where those of one role end and those of the next begin.
    let mut sizes = groups.map(<[PartyRef]>::len);
    let between = match look.format {
        Format::Plain => ", ",
        _ if sizes.all(|size| size == 1) => ", ",
        _ => "; ",
    };
    Text::joined(told, between)
}
