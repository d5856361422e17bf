//! Records that are there, told anew.

use std::sync::Arc;

use super::fault::EditFault;
use super::kind;
use super::language::{Field, Part, Takes};
use super::make::{Dated, is_of_when, report, when};
use super::reader::fields_of;
use super::sentence::{Change, Sentence, Sort, Told as Said};
use super::settle::Settle;
use super::target::{key, missing};
use super::told::Told;
use super::value::Value;
use crate::diagnostic::Span;
use crate::model::{Kind, Relation};
use crate::query::dictation::{joined, spanned};
use crate::register::Record;

/// Returns the record that an edit corrects, as it should be.
pub(super) fn correct(settle: &Settle<'_>, sentence: &Sentence) -> Result<Record, EditFault> {
    let key = key(settle, sentence)?;
    let span = spanned(&sentence.subject).unwrap_or(sentence.verb_span);
    let found = settle.held.record(&key);
    let found = found.ok_or_else(|| missing(settle, sentence, "the id of a record"))?;
    match found {
        Record::Source(mut source) => {
            let words = of("a source", Sort::Source, settle, sentence);
            words.apply(Arc::make_mut(&mut source), None)?;
            Ok(Record::Source(source))
        }
        Record::Entity(mut entity) => {
            let words = of("an entity", Sort::Entity, settle, sentence);
            words.apply(Arc::make_mut(&mut entity), None)?;
            Ok(Record::Entity(entity))
        }
        Record::Relation(mut found) => {
            relation(settle, sentence, Arc::make_mut(&mut found))?;
            Ok(Record::Relation(found))
        }
        Record::Kind(_) | Record::Office(_) => {
            let sort = if matches!(found, Record::Kind(_)) {
                "a kind"
            } else {
                "an office"
            };
            Err(EditFault::NotInWords { span, sort })
        }
    }
}

fn relation(
    settle: &Settle<'_>,
    sentence: &Sentence,
    relation: &mut Relation,
) -> Result<(), EditFault> {
    let is_of_date =
        |said: &&Said| !said.in_report && said.change == Change::Set && is_of_when(said.field.part);
    let dates: Vec<&Said> = sentence.told.iter().filter(is_of_date).collect();
    match when(settle, &dates, relation.when.as_ref())? {
        Dated::Untold => {}
        told => relation.when = told.date(),
    }
    let settle = &settle.on(relation.when.as_ref());
    let told_kind = sentence
        .part(Part::Kind)
        .and_then(|said| said.items.first());
    let ontology = settle.world.data().ontology();
    let kind = match told_kind {
        Some(token) => Some(kind::settled(settle, token)?),
        None => ontology
            .find(&relation.kind)
            .map(|kind| ontology.kind(kind)),
    };
    of("a relation", Sort::Relation, settle, sentence).apply(relation, kind)
}

/// Corrections of a record of one sort.
struct Corrections<'a> {
    /// The sort with its article.
    sort: &'static str,
    fields: &'static [&'static Field],
    settle: &'a Settle<'a>,
    sentence: &'a Sentence,
}

const fn of<'a>(
    words: &'static str,
    sort: Sort,
    settle: &'a Settle<'a>,
    sentence: &'a Sentence,
) -> Corrections<'a> {
    Corrections {
        sort: words,
        fields: fields_of(Some(sort)),
        settle,
        sentence,
    }
}

impl Corrections<'_> {
    /// Makes all corrections, in the order in which they are told.
    fn apply(&self, record: &mut impl Told, kind: Option<&Kind>) -> Result<(), EditFault> {
        if self.sentence.told.is_empty() {
            let at = self.settle.words.text().trim_end().len();
            return Err(EditFault::Nothing {
                span: self.settle.behind(at),
                fields: self.names(),
            });
        }
        for (at, said) in self.sentence.told.iter().enumerate() {
            self.check(said)?;
            if said.in_report || is_of_when(said.field.part) && said.change == Change::Set {
                continue;
            }
            let part = if is_of_when(said.field.part) {
                Part::When
            } else {
                said.field.part
            };
            match said.change {
                Change::Clear => record.clear(part),
                Change::Drop => self.drop(record, said)?,
                Change::Set | Change::Add => {
                    if said.change == Change::Set && said.field.takes == Takes::Topics {
                        record.clear(part);
                    }
                    for value in self.values(at, said, kind)? {
                        record.put(part, value);
                    }
                }
            }
        }
        Ok(())
    }

    fn names(&self) -> Vec<&'static str> {
        self.fields.iter().map(|field| field.name).collect()
    }

    /// Checks that the record has the field, and that it can be changed so.
    fn check(&self, said: &Said) -> Result<(), EditFault> {
        let (span, field) = (said.span, said.field.name);
        if !said.in_report && !self.fields.contains(&said.field) {
            let (sort, fields) = (self.sort, self.names());
            return Err(EditFault::NoField {
                span,
                field,
                sort,
                fields,
            });
        }
        let is_list = said.field.is_many || said.field.takes == Takes::Topics;
        if matches!(said.change, Change::Add | Change::Drop) && !is_list {
            return Err(EditFault::NoList { span, field });
        }
        let is_needed = match said.field.part {
            Part::Kind | Part::Name => true,
            Part::Title => self.sort == "a source",
            _ => false,
        };
        if said.change == Change::Clear && is_needed {
            let sort = self.sort;
            return Err(EditFault::Needed { span, field, sort });
        }
        Ok(())
    }

    fn drop(&self, record: &mut impl Told, said: &Said) -> Result<(), EditFault> {
        for value in self.settle.values(said, None)? {
            if !record.drop(said.field.part, &value) {
                return Err(EditFault::NotThere {
                    span: spanned(&said.items).unwrap_or(said.span),
                    words: joined(&said.items),
                });
            }
        }
        Ok(())
    }

    /// Returns what a field tells: of a report, with all that stands behind it.
    fn values(&self, at: usize, said: &Said, kind: Option<&Kind>) -> Result<Vec<Value>, EditFault> {
        if said.field.part == Part::Report
            && let Some(kind) = kind
        {
            let behind = self.sentence.told.get(at + 1..).unwrap_or_default();
            let of_it: Vec<&Said> = behind.iter().take_while(|said| said.in_report).collect();
            let report = report(self.settle, said, &of_it, kind)?;
            return Ok(vec![Value::Report(Box::new(report))]);
        }
        let values = self.settle.values(said, kind)?.into_iter();
        values.map(|value| self.seated(value, said, kind)).collect()
    }

    /// Returns a party with its role, which must be named where the kind has two sides.
    fn seated(&self, value: Value, said: &Said, kind: Option<&Kind>) -> Result<Value, EditFault> {
        match (value, kind) {
            (Value::Party(party, None), Some(kind)) => {
                let sides = kind::sides(kind);
                if sides.first == sides.others {
                    return Ok(Value::Party(party, Some(sides.first.to_owned())));
                }
                let end = said.items.last().map_or(said.at, |last| last.span.end);
                let at = self.settle.behind(end);
                Err(EditFault::Missing {
                    span: Span::new(at.start, at.end),
                    after: said.field.name,
                    what: "`as` and a role".to_owned(),
                    usage: said.field.usage.to_owned(),
                    lead: super::reader::AS.to_owned(),
                })
            }
            (value, _) => Ok(value),
        }
    }
}
