//! Who takes part in a new relation, and in which role.

use super::fault::EditFault;
use super::kind::{Sides, sides};
use super::reader::AS;
use super::sentence::Sentence;
use super::settle::{Settle, role_named};
use super::target::missing;
use crate::diagnostic::Span;
use crate::model::{EntityId, Kind, Parties};
use crate::query::dictation::{Form, Token};
use crate::register::{Key, Record};

/// Names that stand together, on one side of a relation.
#[derive(Debug, Default)]
struct Group {
    /// How many words such as `to` stand before it.
    side: usize,
    /// The role that is named for it.
    role: Option<String>,
    names: Vec<Token>,
}

/// A party with its role, and where its name stands.
struct Seat {
    party: EntityId,
    role: String,
    span: Span,
}

/// Returns the parties of a new relation.
///
/// # Errors
/// [`EditFault`] for an unknown name or role, an entity that cannot have its role, and a role that
/// somebody must have.
pub(super) fn parties(
    settle: &Settle<'_>,
    sentence: &Sentence,
    kind: &Kind,
) -> Result<Parties, EditFault> {
    let mut seats = Vec::new();
    let groups = groups(sentence, kind)?;
    let has_sides = groups
        .iter()
        .any(|group| group.side > 0 || group.role.is_some());
    for group in groups {
        for (party, span) in settle.entities(&group.names)? {
            let role = group.role.clone();
            let role = role.unwrap_or_else(|| usual(sides(kind), &group, &seats, has_sides));
            seats.push(Seat { party, role, span });
        }
    }
    if seats.is_empty() {
        return Err(missing(settle, sentence, "the parties"));
    }
    seats
        .iter()
        .try_for_each(|seat| check(settle, seat, kind))?;
    check_lack(settle, sentence, kind, &seats)?;
    let seats = seats.into_iter();
    Ok(seats.fold(Parties::new(), |parties, seat| {
        parties.with(&seat.role, seat.party)
    }))
}

/// Returns the role of a party that none is named for.
fn usual(sides: Sides<'_>, group: &Group, before: &[Seat], has_sides: bool) -> String {
    let is_first = if has_sides {
        group.side == 0
    } else {
        before.is_empty()
    };
    if is_first { sides.first } else { sides.others }.to_owned()
}

/// Cuts the parties where a role or a word such as `to` stands.
fn groups(sentence: &Sentence, kind: &Kind) -> Result<Vec<Group>, EditFault> {
    let mut groups = Vec::new();
    let mut group = Group::default();
    let mut tokens = sentence.subject.iter();
    while let Some(token) = tokens.next() {
        if !sentence.is_joint(token) {
            group.names.push(token.clone());
            continue;
        }
        let mut next = Group {
            side: group.side,
            ..Group::default()
        };
        if token.text.eq_ignore_ascii_case(AS) {
            // The words behind it may be a name as well: `as party`.
            group.role = tokens
                .next()
                .map(|role| role_named(kind, role))
                .transpose()?;
        } else if let Ok(role) = role_named(kind, token) {
            next.role = Some(role);
        } else {
            next.side += 1;
        }
        groups.push(std::mem::replace(&mut group, next));
    }
    groups.push(group);
    groups.retain(|group| {
        group
            .names
            .iter()
            .any(|token| token.form != Form::Comma && !token.is_and())
    });
    Ok(groups)
}

/// Checks that an entity can stand in its role.
fn check(settle: &Settle<'_>, seat: &Seat, kind: &Kind) -> Result<(), EditFault> {
    let Some(Record::Entity(entity)) = settle.held.record(&Key::Entity(seat.party.clone())) else {
        return Ok(());
    };
    let role = kind.roles.iter().find(|role| role.id == seat.role);
    match role.filter(|role| !role.admits(entity.kind)) {
        None => Ok(()),
        Some(role) => Err(EditFault::WrongParty {
            span: seat.span,
            name: entity.name.clone(),
            kind: entity.kind,
            role: role.id.clone(),
            of: kind.id.clone(),
            can: role.of.iter().map(|kind| kind.word()).collect(),
        }),
    }
}

/// Checks that nobody lacks in a role that somebody must have.
fn check_lack(
    settle: &Settle<'_>,
    sentence: &Sentence,
    kind: &Kind,
    seats: &[Seat],
) -> Result<(), EditFault> {
    let count = |role: &str| seats.iter().filter(|seat| seat.role == role).count();
    let lacking = kind.roles.iter().find(|role| count(&role.id) < role.min);
    let Some(role) = lacking else { return Ok(()) };
    let end = sentence
        .subject
        .last()
        .map_or(sentence.at, |last| last.span.end);
    let what = match role.min - count(&role.id) {
        1 if role.min == 1 => format!("a {}", role.id),
        1 => format!("one more {}", role.id),
        more => format!("{more} more of the role `{}`", role.id),
    };
    Err(EditFault::Missing {
        span: settle.behind(end),
        after: sentence.verb.name,
        what,
        usage: sentence.verb.usage_line(),
        lead: role.id.clone(),
    })
}
