//! The small texts that rows are told with: names, dates, numbers, kinds, parties.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use itertools::Itertools as _;

use crate::answer::{Dated, EntityRef, PartyRef, ThroughRef};
use crate::edtf::{Day, Truth};
use crate::model::{EntityKind, Status};
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::Look;
use crate::render::signs::Signs;
use crate::text;

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
        _ => Text::of(Role::Kind, &text::spoken(kind)),
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

/// Returns the day of something that was made known, for people that by which it surely was where
/// no day is certain: `by 2025-05-27`.
pub(super) fn made_known(when: Option<&Dated>, look: &Look) -> Text {
    let vague = when.filter(|when| look.format != Format::Plain && when.earliest != when.latest);
    match vague.and_then(|when| when.latest) {
        Some(latest) => Text::of(Role::Date, &format!("by {latest}")),
        None => date(when),
    }
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
pub(crate) const TAKING_PART: [&str; 2] = ["party", "participant"];

/// Returns the parties in words, with their roles where there is more than one, and with the posts
/// that `through` does not tell of: `Paul Kagame (visitor, president), Kazakhstan (host)`.
pub(super) fn parties(parties: &[PartyRef], through: &[ThroughRef], look: &Look) -> Text {
    let all_alike = parties.iter().map(|party| &party.role).all_equal();
    let is_told = |role: &str| look.format == Format::Plain || !TAKING_PART.contains(&role);
    let groups = parties.chunk_by(|one, next| one.role == next.role);
    let told = groups.clone().map(|group| {
        let role = group.first().map_or("", |party| party.role.as_str());
        let role = (!all_alike && is_told(role)).then_some(role);
        match (group, role) {
            ([alone], role) => named(alone, role, through),
            (several, role) => {
                let names = several.iter().map(|party| named(party, None, through));
                let names = Text::joined(names, ", ");
                let role = role.map(|role| format!(" ({role})"));
                names.with(Role::Hint, &role.unwrap_or_default())
            }
        }
    });
    // A comma would not tell where those of one role end and those of the next begin.
    let mut sizes = groups.map(<[PartyRef]>::len);
    let between = match look.format {
        Format::Plain => ", ",
        _ if all_alike || sizes.all(|size| size == 1) => ", ",
        _ => "; ",
    };
    Text::joined(told, between)
}

/// Returns the name of a party with its role and its posts, if they are to be told.
fn named(party: &PartyRef, role: Option<&str>, through: &[ThroughRef]) -> Text {
    let acts = |title: &&String| {
        let same =
            |link: &ThroughRef| link.entity.id == party.id && link.title.as_ref() == Some(*title);
        through.iter().any(same)
    };
    let titles = party.titles.iter().filter(|title| !acts(title));
    let aside = role
        .into_iter()
        .chain(titles.map(String::as_str))
        .join(", ");
    with_aside(Text::of(Role::Entity, &party.name), &aside)
}

/// Returns a text with another in brackets behind it, unless that is empty.
pub(super) fn with_aside(text: Text, aside: &str) -> Text {
    match aside {
        "" => text,
        aside => text.with(Role::Hint, &format!(" ({aside})")),
    }
}

/// Returns a name with the posts of who bears it: `Sergey Lavrov (foreign minister)`.
pub(super) fn titled(who: &EntityRef, titles: &[String]) -> Text {
    with_aside(entity(who), &titles.iter().join(", "))
}

/// Returns those who act at the bottom of their chains, with their posts:
/// `Sergey Lavrov, foreign minister, and Olivier Nduhungirehe, foreign minister`.
pub(super) fn through(links: &[ThroughRef]) -> Text {
    let actors: Vec<&ThroughRef> = ThroughRef::bottoms(links).collect();
    let between = match actors[..] {
        [first, _] if first.title.is_some() => ", and ",
        [_, _] => " and ",
        _ => "; ",
    };
    let told = actors
        .into_iter()
        .map(|link| actor(link, link.reaches(links)));
    Text::joined(told, between)
}

fn actor(link: &ThroughRef, truth: Truth) -> Text {
    let title = link.title.as_ref().map(|title| format!(", {title}"));
    let mark = match truth {
        Truth::Certain => "",
        _ => " (possibly)",
    };
    entity(&link.entity)
        .with(Role::Plain, &title.unwrap_or_default())
        .with(Role::Certainty, mark)
}

/// Returns what is counted, with its numbers: `agreements 9, embassies 47`.
pub(super) fn counted(numbers: &BTreeMap<String, i64>) -> Text {
    let told = numbers
        .iter()
        .map(|(name, number)| plain(name).with(Role::Number, &format!(" {number}")));
    Text::joined(told, ", ")
}
