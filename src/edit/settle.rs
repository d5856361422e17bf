//! What the words behind each field mean, against the records that are held.

use std::cell::RefCell;
use std::rc::Rc;
use std::str::FromStr;

use super::fault::EditFault;
use super::held::Held;
use super::kind;
use super::language::Takes;
use super::reader::{AS, UNKNOWN};
use super::sentence::Told;
use super::value::Value;
use crate::diagnostic::Span;
use crate::edtf::Edtf;
use crate::model::{EntityId, EntityKind, Kind, SourceId, Status};
use crate::query::dictation::{
    Dictation, Form, Token, add_new, begins_date, date, joined, spanned,
};
use crate::query::language::Arg;
use crate::query::{QueryError, World};
use crate::register::Key;
use crate::text;

/// How many near ids an error tells.
const NEAREST: usize = 3;

/// What an edit is settled against.
#[derive(Clone)]
pub(super) struct Settle<'a> {
    pub(super) world: World<'a>,
    pub(super) held: &'a dyn Held,
    pub(super) words: Dictation<'a>,
    /// How names were read that mean a person by an office.
    pub(super) notes: Rc<RefCell<Vec<String>>>,
}

impl<'a> Settle<'a> {
    /// Returns the same where offices mean who held them on the days of a date.
    pub(super) fn on(&self, date: Option<&Edtf>) -> Settle<'a> {
        Settle {
            words: self.words.on(self.world.network, date),
            ..self.clone()
        }
    }

    /// Returns what is told by a field: one value, or as many as it lists.
    pub(super) fn values(&self, told: &Told, kind: Option<&Kind>) -> Result<Vec<Value>, EditFault> {
        if !told.is_complete() {
            return Err(self.lacks(told));
        }
        Ok(match told.field.takes {
            Takes::Topics => self.topics(told)?,
            Takes::Party => self.party(told, kind)?,
            takes => vec![self.value(told, takes)?],
        })
    }

    fn value(&self, told: &Told, takes: Takes) -> Result<Value, EditFault> {
        let words = joined(&told.items);
        let span = spanned(&told.items).unwrap_or(Span::new(told.at, told.at));
        let unknown = || EditFault::from(self.words.unknown(takes.arg(), &told.items));
        Ok(match takes {
            Takes::Date => Value::Date(self.date(told)?),
            Takes::Status => Value::Status(Status::from_word(&words).ok_or_else(unknown)?),
            Takes::EntityKind => {
                Value::EntityKind(EntityKind::from_word(&words).ok_or_else(unknown)?)
            }
            Takes::Kind => match told.items.first() {
                Some(token) => Value::Kind(kind::settled(self, token)?.id.clone()),
                None => return Err(self.lacks(told)),
            },
            Takes::Place | Takes::Entity => Value::Entity(self.entity(&told.items, told)?),
            Takes::Whole => Value::Whole(self.whole(told, span)?),
            Takes::Source => Value::Source(self.source(&told.items)?),
            Takes::Code => {
                let (scheme, code) = self.pair(told)?;
                Value::Code(scheme.text.clone(), code.text.clone())
            }
            Takes::Count => {
                let (name, count) = self.pair(told)?;
                Value::Count(name.text.clone(), number(count, told)?)
            }
            Takes::Row => match told.items.first() {
                Some(token) => Value::Row(number(token, told)?),
                None => return Err(self.lacks(told)),
            },
            _ => Value::Text(words),
        })
    }

    /// Returns the error for a field without what should stand behind it.
    pub(super) fn lacks(&self, told: &Told) -> EditFault {
        EditFault::Missing {
            span: self.behind(told.at),
            after: told.field.name,
            what: told.field.takes.wanted().to_owned(),
            usage: told.field.usage.to_owned(),
            lead: String::new(),
        }
    }

    /// Returns the place behind byte `at` where a missing word would begin.
    pub(super) fn behind(&self, at: usize) -> Span {
        let is_spaced = self
            .words
            .text()
            .get(at..)
            .is_some_and(|rest| rest.starts_with(' '));
        Span::new(at + usize::from(is_spaced), at + usize::from(is_spaced))
    }

    fn pair<'t>(&self, told: &'t Told) -> Result<(&'t Token, &'t Token), EditFault> {
        match told.items.as_slice() {
            [first, second] => Ok((first, second)),
            _ => Err(self.lacks(told)),
        }
    }

    /// Returns the date that is told; nothing if it is said to be unknown.
    pub(super) fn date(&self, told: &Told) -> Result<Option<Edtf>, EditFault> {
        let Some(token) = told.items.first() else {
            return Err(self.lacks(told));
        };
        if text::fold(&token.text) == UNKNOWN {
            return Ok(None);
        }
        if !begins_date(&token.text) {
            return Err(QueryError::NoDate {
                span: token.span,
                word: token.text.clone(),
                after: told.field.name,
            }
            .into());
        }
        let start = Span::new(token.inner, token.inner + token.text.len());
        Ok(Some(date(&token.text, start)?))
    }

    /// Returns the entity whose id a name is, if it is held; it is meant even where it was joined
    /// into another.
    pub(super) fn by_id(&self, items: &[Token]) -> Option<EntityId> {
        let [only] = items else { return None };
        let id: EntityId = only.text.parse().ok()?;
        let held = self.held.record(&Key::Entity(id.clone()));
        held.map(|_| id)
    }

    /// Returns the entities that a list of names means, each with its place.
    pub(super) fn entities(&self, items: &[Token]) -> Result<Vec<(EntityId, Span)>, EditFault> {
        let mut found = Vec::new();
        for item in items.split(|token| token.form == Form::Comma) {
            if let Some(id) = self.by_id(item) {
                found.extend(spanned(item).map(|span| (id, span)));
                continue;
            }
            let named = self.words.entities(item)?;
            add_new(&mut self.notes.borrow_mut(), self.words.notes());
            let data = self.world.data();
            found.extend(
                named
                    .into_iter()
                    .map(|(at, span)| (data.entity(at).id.clone(), span)),
            );
        }
        Ok(found)
    }

    /// Returns the one entity that words mean.
    pub(super) fn entity(&self, items: &[Token], told: &Told) -> Result<EntityId, EditFault> {
        let mut found = self.entities(items)?.into_iter();
        match (found.next(), found.next()) {
            (Some((only, _)), None) => Ok(only),
            (_, Some((_, span))) => Err(self.stray(span, told.field.usage)),
            (None, None) => Err(self.lacks(told)),
        }
    }

    /// Returns the error for words of a place that have none.
    pub(super) fn stray(&self, span: Span, usage: &str) -> EditFault {
        let words = self
            .words
            .text()
            .get(span.start..span.end)
            .unwrap_or_default();
        EditFault::Stray {
            span,
            words: words.to_owned(),
            after: None,
            nearest: None,
            usage: usage.to_owned(),
        }
    }

    /// Returns the topics of a list: a known one as the records spell it, another, or one in quotes,
    /// as it is written.
    fn topics(&self, told: &Told) -> Result<Vec<Value>, EditFault> {
        let items = Dictation::items(&told.items);
        let topics: Vec<Value> = items
            .iter()
            .map(|item| match item.as_slice() {
                [quoted] if quoted.form == Form::Quoted => quoted.text.clone(),
                words => self.topic(&joined(words)),
            })
            .map(Value::Topic)
            .collect();
        if topics.is_empty() {
            return Err(self.lacks(told));
        }
        Ok(topics)
    }

    fn topic(&self, words: &str) -> String {
        let data = self.world.data();
        if data.topic_ix(words).is_none() {
            return words.to_owned();
        }
        let folded = text::fold(words);
        let mut spelt = data.records().flat_map(|(_, relation)| &relation.topics);
        let known = spelt.find(|topic| text::fold(topic) == folded);
        known.map_or_else(|| words.to_owned(), Clone::clone)
    }

    /// Returns the one source that words name: by id, title or publisher.
    pub(super) fn source(&self, items: &[Token]) -> Result<SourceId, EditFault> {
        let words = joined(items);
        let id: Option<SourceId> = words.to_lowercase().parse().ok();
        if let Some(id) = id
            && self.held.record(&Key::Source(id.clone())).is_some()
        {
            return Ok(id);
        }
        let data = self.world.data();
        match self.words.sources(&words).as_slice() {
            [] => Err(self.words.unknown(Arg::Sources, items).into()),
            [only] => Ok(data.source(*only).id.clone()),
            several => Err(QueryError::UnknownWord {
                span: spanned(items).unwrap_or_default(),
                word: words,
                what: "single source",
                nearest: Vec::new(),
                all: several
                    .iter()
                    .map(|source| data.source(*source).id.to_string())
                    .collect(),
            }
            .into()),
        }
    }

    /// Returns the id of the relation or forum that words name.
    fn whole(&self, told: &Told, span: Span) -> Result<String, EditFault> {
        let items = &told.items;
        let words = joined(items);
        let relation = words.parse().ok().map(Key::Relation);
        if relation.is_some_and(|key| self.held.record(&key).is_some()) {
            return Ok(words);
        }
        match self.entities(items) {
            Ok(found) => match found.as_slice() {
                [(only, _)] => Ok(only.to_string()),
                _ => Err(self.stray(span, told.field.usage)),
            },
            Err(fault) => Err(self.near_relation(&words, span).unwrap_or(fault)),
        }
    }

    /// Returns the error for words that are nearly the id of a relation.
    pub(super) fn near_relation(&self, words: &str, span: Span) -> Option<EditFault> {
        let data = self.world.data();
        let ids = data.records().map(|(_, relation)| relation.id.as_str());
        let nearest = text::nearest_several(words, ids, NEAREST);
        (!nearest.is_empty()).then(|| {
            QueryError::UnknownRelation {
                span,
                id: words.to_owned(),
                nearest: nearest.into_iter().map(str::to_owned).collect(),
            }
            .into()
        })
    }

    /// Returns the parties that a field names, each with the role behind `as`.
    fn party(&self, told: &Told, kind: Option<&Kind>) -> Result<Vec<Value>, EditFault> {
        let behind_as = told
            .items
            .iter()
            .rposition(|token| token.form == Form::Word && token.text.eq_ignore_ascii_case(AS));
        let names = told.items.get(..behind_as.unwrap_or(told.items.len()));
        let role = behind_as
            .map(|at| self.role(told.items.get(at + 1), kind, told))
            .transpose()?;
        let found = self.entities(names.unwrap_or_default())?;
        if found.is_empty() {
            return Err(self.lacks(told));
        }
        let values = found.into_iter();
        Ok(values
            .map(|(party, _)| Value::Party(party, role.clone()))
            .collect())
    }

    fn role(
        &self,
        token: Option<&Token>,
        kind: Option<&Kind>,
        told: &Told,
    ) -> Result<String, EditFault> {
        let token = token.ok_or_else(|| self.lacks(told))?;
        match kind {
            Some(kind) => role_named(kind, token),
            None => Ok(token.text.clone()),
        }
    }
}

/// Returns the number that a word is.
fn number<N: FromStr>(token: &Token, told: &Told) -> Result<N, EditFault> {
    token.text.parse().map_err(|_| {
        QueryError::NoNumber {
            span: token.span,
            word: token.text.clone(),
            clause: told.field.name,
        }
        .into()
    })
}

/// Returns the role of a kind that a word names.
pub(super) fn role_named(kind: &Kind, token: &Token) -> Result<String, EditFault> {
    let folded = text::fold(&token.text);
    let roles = || kind.roles.iter().map(|role| role.id.as_str());
    if let Some(role) = roles().find(|role| text::fold(role) == folded) {
        return Ok(role.to_owned());
    }
    let nearest = text::nearest(&token.text, roles());
    Err(QueryError::UnknownWord {
        span: token.span,
        word: token.text.clone(),
        what: "role",
        nearest: nearest.into_iter().map(str::to_owned).collect(),
        all: roles().map(str::to_owned).collect(),
    }
    .into())
}
