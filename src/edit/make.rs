//! New records: sources, entities, relations.

use super::fault::EditFault;
use super::id;
use super::kind;
use super::language::{Part, Subject};
use super::parties::parties;
use super::reader::UNKNOWN;
use super::sentence::{Sentence, Sort, Told as Field};
use super::settle::Settle;
use super::target::missing;
use super::told::Told;
use super::value::Value;
use crate::edtf::Edtf;
use crate::model::{Entity, EntityKind, Kind, Relation, RelationId, Report, Source};
use crate::query::QueryError;
use crate::query::dictation::{joined, spanned};
use crate::register::{Key, Record};
use crate::text;

/// Returns the new source that an edit tells.
pub(super) fn source(settle: &Settle<'_>, sentence: &Sentence) -> Result<Record, EditFault> {
    let Key::Source(id) = new_id(settle, sentence, Sort::Source)? else {
        return Err(missing(settle, sentence, "an id"));
    };
    let mut source = Source::new(id, String::new());
    needed(settle, sentence, &[(Part::Title, "a `title`", "title")])?;
    put_all(settle, sentence, &mut source)?;
    Ok(source.into())
}

/// Returns the new entity that an edit tells.
pub(super) fn entity(settle: &Settle<'_>, sentence: &Sentence) -> Result<Record, EditFault> {
    let Key::Entity(id) = new_id(settle, sentence, Sort::Entity)? else {
        return Err(missing(settle, sentence, "an id"));
    };
    let mut entity = Entity::new(id, EntityKind::State, String::new());
    let parts = [
        (Part::Kind, "a `kind`", "kind"),
        (Part::Name, "a `name`", "name"),
    ];
    needed(settle, sentence, &parts)?;
    put_all(settle, sentence, &mut entity)?;
    Ok(entity.into())
}

fn new_id(settle: &Settle<'_>, sentence: &Sentence, sort: Sort) -> Result<Key, EditFault> {
    match sentence.subject.first() {
        Some(token) => id::given(settle, token, sort),
        None => Err(missing(settle, sentence, "an id")),
    }
}

/// Checks that fields stand there without which there is no record.
fn needed(
    settle: &Settle<'_>,
    sentence: &Sentence,
    parts: &[(Part, &str, &str)],
) -> Result<(), EditFault> {
    match parts
        .iter()
        .find(|(part, ..)| sentence.part(*part).is_none())
    {
        None => Ok(()),
        Some((_, what, lead)) => Err(EditFault::Missing {
            span: end(settle),
            after: sentence.verb.name,
            what: (*what).to_owned(),
            usage: sentence.verb.usage_line(),
            lead: (*lead).to_owned(),
        }),
    }
}

/// Returns the place behind the last word.
fn end(settle: &Settle<'_>) -> crate::diagnostic::Span {
    let text = settle.words.text();
    settle.behind(text.trim_end().len())
}

fn put_all(
    settle: &Settle<'_>,
    sentence: &Sentence,
    record: &mut impl Told,
) -> Result<(), EditFault> {
    for told in &sentence.told {
        for value in settle.values(told, None)? {
            record.put(told.field.part, value);
        }
    }
    Ok(())
}

/// Returns the new relation that an edit tells.
///
/// Its date is read first: who held an office hangs on it.
pub(super) fn relation(settle: &Settle<'_>, sentence: &Sentence) -> Result<Record, EditFault> {
    debug_assert_eq!(sentence.verb.subject, Subject::NewRelation);
    let Some(kind) = &sentence.kind else {
        return Err(missing(settle, sentence, "a kind of relation"));
    };
    let kind = kind::settled(settle, kind)?;
    let of_record: Vec<&Field> = sentence
        .told
        .iter()
        .filter(|told| !told.in_report)
        .collect();
    let when = when(settle, &of_record, None)?.date();
    let settle = &settle.on(when.as_ref());
    let parties = parties(settle, sentence, kind)?;
    needed(settle, sentence, &[(Part::Report, "a source", "from")])?;
    let id = relation_id(settle, sentence, kind, &parties, when.as_ref())?;
    let mut relation = Relation::new(id, kind.id.clone(), parties);
    relation.when = when;
    for told in of_record
        .into_iter()
        .filter(|told| !is_of_when(told.field.part))
    {
        if matches!(told.field.part, Part::Report | Part::Id) {
            continue;
        }
        if matches!(told.field.part, Part::Locator | Part::Note | Part::Saying) {
            return Err(EditFault::NoReport {
                span: told.span,
                field: told.field.name,
            });
        }
        for value in settle.values(told, Some(kind))? {
            relation.put(told.field.part, value);
        }
    }
    relation.reports = reports(settle, &sentence.told, kind)?;
    Ok(relation.into())
}

fn relation_id(
    settle: &Settle<'_>,
    sentence: &Sentence,
    kind: &Kind,
    parties: &crate::model::Parties,
    when: Option<&Edtf>,
) -> Result<RelationId, EditFault> {
    if let Some(told) = sentence.part(Part::Id) {
        let token = told.items.first().ok_or_else(|| settle.lacks(told))?;
        return match id::given(settle, token, Sort::Relation)? {
            Key::Relation(id) => Ok(id),
            _ => Err(settle.lacks(told)),
        };
    }
    let all: Vec<_> = parties.iter().map(|(_, party)| party).collect();
    id::made(settle, &kind.id, &all, when).ok_or_else(|| missing(settle, sentence, "an `id`"))
}

/// Tells whether a part is one of those that make the date of a relation.
pub(super) const fn is_of_when(part: Part) -> bool {
    matches!(part, Part::When | Part::Since | Part::From | Part::Until)
}

/// What fields tell of a date.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Dated {
    /// Nothing.
    Untold,
    /// That it is not known.
    Unknown,
    /// The date.
    On(Edtf),
}

impl Dated {
    /// Returns the date, if there is one.
    pub(super) fn date(self) -> Option<Edtf> {
        match self {
            Dated::On(date) => Some(date),
            Dated::Untold | Dated::Unknown => None,
        }
    }
}

/// Returns the date that fields tell together. What they leave open is as it was `before`.
pub(super) fn when(
    settle: &Settle<'_>,
    told: &[&Field],
    before: Option<&Edtf>,
) -> Result<Dated, EditFault> {
    let of = |part: Part| {
        told.iter()
            .rev()
            .find(|told| told.field.part == part)
            .copied()
    };
    if let Some(whole) = of(Part::When) {
        let other = [Part::Since, Part::From, Part::Until]
            .into_iter()
            .find_map(of);
        if let Some(other) = other {
            return Err(QueryError::Conflict {
                span: other.span,
                clause: other.field.name,
                other: whole.field.name,
            }
            .into());
        }
        let date = settle.date(whole)?;
        return Ok(date.map_or(Dated::Unknown, Dated::On));
    }
    let begin = of(Part::Since).or_else(|| of(Part::From));
    let Some(last) = of(Part::Until).or(begin) else {
        return Ok(Dated::Untold);
    };
    let from = match (begin, before) {
        (Some(begin), _) => written(settle, begin)?,
        (None, before) => before.map_or("", start_of).to_owned(),
    };
    let to = match of(Part::Until) {
        Some(until) => written(settle, until)?,
        None if begin.is_some_and(|begin| begin.field.part == Part::Since) => "..".to_owned(),
        None => String::new(),
    };
    let date = Edtf::parse(&format!("{from}/{to}")).map_err(|source| QueryError::BadDate {
        span: spanned(&last.items).unwrap_or(last.span),
        source,
    })?;
    Ok(Dated::On(date))
}

/// Returns the beginning of a date as it is written.
fn start_of(date: &Edtf) -> &str {
    let text = date.as_str();
    text.split_once('/').map_or(text, |(start, _)| start)
}

/// Returns one end of an interval as it is written; nothing where it is not known.
fn written(settle: &Settle<'_>, told: &Field) -> Result<String, EditFault> {
    if text::fold(&joined(&told.items)) == UNKNOWN {
        return Ok(String::new());
    }
    let date = settle.date(told)?;
    Ok(date.map_or_else(String::new, |date| date.as_str().to_owned()))
}

/// Returns the reports that are told: each source, with what stands behind it.
pub(super) fn reports(
    settle: &Settle<'_>,
    told: &[Field],
    kind: &Kind,
) -> Result<Vec<Report>, EditFault> {
    let mut reports = Vec::new();
    let begins = |told: &Field| {
        told.field.part == Part::Report && told.change != super::sentence::Change::Drop
    };
    for (at, begin) in told.iter().enumerate().filter(|(_, told)| begins(told)) {
        let behind = told.get(at + 1..).unwrap_or_default();
        let said: Vec<&Field> = behind.iter().take_while(|told| told.in_report).collect();
        reports.push(report(settle, begin, &said, kind)?);
    }
    Ok(reports)
}

/// Returns what one source says.
pub(super) fn report(
    settle: &Settle<'_>,
    begin: &Field,
    said: &[&Field],
    kind: &Kind,
) -> Result<Report, EditFault> {
    if begin.items.is_empty() {
        return Err(settle.lacks(begin));
    }
    let mut report = Report::new(settle.source(&begin.items)?);
    report.when = when(settle, said, None)?.date();
    let settle = &settle.on(report.when.as_ref());
    for told in said.iter().filter(|told| !is_of_when(told.field.part)) {
        if told.field.part == Part::Saying {
            continue;
        }
        for value in settle.values(told, Some(kind))? {
            report.put(told.field.part, with_role(value, kind));
        }
    }
    Ok(report)
}

/// Returns the value with the usual role of a party for which none is named.
pub(super) fn with_role(value: Value, kind: &Kind) -> Value {
    match value {
        Value::Party(party, None) => Value::Party(party, Some(kind::sides(kind).first.to_owned())),
        other => other,
    }
}
