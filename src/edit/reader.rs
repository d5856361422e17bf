//! From words to verb, subject and fields.
//!
//! As in questions, the longest known name is taken where a name may begin, whatever words it holds;
//! elsewhere the word of a field counts. What names mean is not asked here.

use std::collections::BTreeSet;

use super::fields as is;
use super::language::{self, Field, Part, Subject, Takes};
use super::sentence::{Change, Next, Sentence, Sort, Told, takes};
use crate::diagnostic::Span;
use crate::query::dictation::{
    Dictation, Form, Token, begins_date, is_sigil, joined, spanned, spelled, without_sigil,
};
use crate::query::language::Arg;
use crate::text;

/// How many words of the text are looked at for one name.
const WINDOW: usize = 24;
/// Words that part the sides of a relation.
pub(super) const PREPOSITIONS: [&str; 6] = ["to", "with", "of", "in", "for", "against"];
/// The word that stands between a party and its role.
pub(super) const AS: &str = "as";
/// The word before a source.
const FROM: &str = "from";
/// The word for a date of which nothing is known.
pub(super) const UNKNOWN: &str = "unknown";

/// Cuts an edit into its parts; `None` where the first word is no verb of an edit. It never fails:
/// faults show when the parts are settled.
pub(super) fn read(tokens: &[Token], words: &Dictation<'_>) -> Option<Sentence> {
    let tokens = match tokens.split_first() {
        Some((first, rest)) if is_sigil(first) => rest,
        _ => tokens,
    };
    let first = tokens.first()?;
    let (bare, bare_span) = without_sigil(first);
    let leading = tokens
        .iter()
        .take(3)
        .take_while(|token| token.form == Form::Word);
    let rest = leading.skip(1).map(|token| token.text.as_str());
    let (verb, count) = language::verb(&[bare].into_iter().chain(rest).collect::<Vec<_>>())
        .filter(|_| first.form == Form::Word)?;
    let (named, behind) = tokens.split_at_checked(count)?;
    let verb_span = bare_span.to(spanned(named)?);
    let verb_span = Span::new(bare_span.start, verb_span.end);
    let mut reader = Reader {
        tokens: behind,
        words,
        at: 0,
        within: Within::Record,
        fields: verb.fields,
        sentence: Sentence {
            verb,
            verb_span,
            sort: None,
            kind: None,
            subject: Vec::new(),
            at: verb_span.end,
            told: Vec::new(),
            stray: Vec::new(),
            joints: BTreeSet::new(),
            next: Next::Field,
        },
    };
    reader.subject();
    reader.fields();
    Some(reader.sentence)
}

/// Returns the fields that records of a sort are corrected by; all of them where that is not known.
pub(super) const fn fields_of(sort: Option<Sort>) -> &'static [&'static Field] {
    match sort {
        Some(Sort::Source) => is::OF_SOURCES,
        Some(Sort::Entity) => is::OF_ENTITIES,
        Some(Sort::Relation) => is::OF_RELATIONS,
        _ => is::OF_CORRECT,
    }
}

/// Of what the next field tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Record,
    /// Behind a source: where in it stands something, or that it says something else.
    Source,
    /// What the source says.
    Saying,
}

struct Reader<'a> {
    tokens: &'a [Token],
    words: &'a Dictation<'a>,
    at: usize,
    within: Within,
    fields: &'static [&'static Field],
    sentence: Sentence,
}

impl Reader<'_> {
    fn rest(&self) -> &[Token] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn corrects(&self) -> bool {
        self.sentence.verb == &language::CORRECT
    }

    /// Returns the byte at which the next word begins, or would.
    fn here(&self) -> usize {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.map_or(self.sentence.verb_span.end, |token| token.span.end)
    }

    /// Reads what stands behind the verb.
    fn subject(&mut self) {
        match self.sentence.verb.subject {
            Subject::Nothing => {}
            Subject::NewSource | Subject::NewEntity | Subject::Entry => self.one_word(),
            Subject::NewRelation => self.relation(),
            Subject::Record => self.record(),
            Subject::Entity => {
                self.sentence.subject = self.phrase(Arg::Entity, &[]);
                self.sentence.next = next_item(Arg::Entity, &self.sentence.subject);
            }
            Subject::Alias => self.alias(),
        }
    }

    fn one_word(&mut self) {
        self.sentence.at = self.here();
        self.sentence.subject = self.counted(1);
        let arg = match self.sentence.verb.subject {
            Subject::Entry => Arg::Number(None),
            _ => Arg::Text,
        };
        let is_told = !self.sentence.subject.is_empty();
        self.sentence.next = if is_told {
            Next::Field
        } else {
            Next::Needed(arg)
        };
    }

    /// Reads kind and parties of a new relation.
    fn relation(&mut self) {
        let kind = self.known(Arg::Kinds).or_else(|| self.counted(1).pop());
        self.sentence.at = self.here();
        let Some(kind) = kind else {
            self.sentence.next = Next::Needed(Arg::Kinds);
            return;
        };
        let ontology = self.words.data().ontology();
        let roles: Option<Vec<&str>> = super::kind::named(ontology, &kind.text).map(|kind| {
            ontology
                .kind(kind)
                .roles
                .iter()
                .map(|role| role.id.as_str())
                // Behind `from` stands a source, whatever roles a kind has.
                .filter(|role| *role != FROM)
                .collect()
        });
        self.sentence.kind = Some(kind);
        let joints: Vec<&str> = PREPOSITIONS
            .into_iter()
            .chain([AS])
            .chain(roles.unwrap_or_default())
            .collect();
        self.sentence.subject = self.phrase(Arg::Entities, &joints);
        self.sentence.next = self.next_party();
    }

    /// Returns what may stand behind the parties.
    fn next_party(&self) -> Next {
        match self.sentence.subject.last() {
            Some(last) if self.sentence.is_joint(last) && last.text.eq_ignore_ascii_case(AS) => {
                Next::Role
            }
            Some(last) if self.sentence.is_joint(last) => Next::Needed(Arg::Entities),
            _ => next_item(Arg::Entities, &self.sentence.subject),
        }
    }

    /// Reads the name of a record, with the sort before it if it is told.
    fn record(&mut self) {
        let sort = self.next().filter(|_| self.rest().len() > 1);
        let sort = sort.filter(|next| next.form == Form::Word);
        if let Some(sort) = sort.and_then(|next| Sort::from_word(&next.text)) {
            self.sentence.sort = Some(sort);
            self.at += 1;
        }
        self.sentence.at = self.here();
        self.sentence.subject = self.phrase(Arg::Record, &[]);
        self.sentence.next = next_item(Arg::Record, &self.sentence.subject);
        if self.corrects() {
            let sort = self
                .sentence
                .sort
                .or_else(|| super::target::sort(self.words, &self.sentence.subject));
            self.fields = fields_of(sort);
        }
    }

    /// Reads an entity and one more name for it.
    fn alias(&mut self) {
        let known = self.known(Arg::Entity);
        let is_word = |token: &&Token| token.form == Form::Word;
        let words = self.rest().iter().take_while(is_word).count();
        let entity = match known {
            Some(known) => vec![known],
            None if words > 0 && words < self.rest().len() => self.counted(words),
            None => self.counted(1),
        };
        self.sentence.next = Next::Needed(if entity.is_empty() {
            Arg::Entity
        } else {
            Arg::Text
        });
        self.sentence.subject = entity;
        if let Some(name) = self.counted(1).pop() {
            self.sentence.subject.push(name);
            self.sentence.next = Next::Field;
        }
    }

    /// Reads fields up to the end.
    fn fields(&mut self) {
        while let Some(next) = self.next().cloned() {
            if next.form == Form::Comma {
                self.comma();
            } else if let Some((change, field, count)) = self.field() {
                self.tell(change, field, count);
            } else {
                self.sentence.stray.push(next);
                self.at += 1;
            }
        }
    }

    /// Reads a comma between two fields, or before one more source.
    fn comma(&mut self) {
        let is_of_sources = self.within != Within::Record;
        let span = self.next().map_or(Span::default(), |comma| comma.span);
        self.at += 1;
        if self.next().is_none() {
            self.sentence.next = if is_of_sources {
                Next::More(Arg::Sources)
            } else {
                Next::Field
            };
        } else if self.field().is_some() {
            self.within = Within::Record;
        } else if is_of_sources && let Some(field) = self.field_of(Part::Report) {
            self.take(Told {
                field,
                change: Change::Add,
                span,
                items: Vec::new(),
                at: span.end,
                in_report: false,
            });
        }
    }

    fn field_of(&self, part: Part) -> Option<&'static Field> {
        self.fields.iter().copied().find(|field| field.part == part)
    }

    /// Returns the field that begins here, how it changes what is there, and how many words name it.
    fn field(&self) -> Option<(Change, &'static Field, usize)> {
        let rest = self.rest();
        let change = rest.first().filter(|first| first.form == Form::Word);
        let change = change.filter(|_| self.corrects());
        let change = change.and_then(|first| Change::from_word(&first.text));
        if let Some(change) = change
            && let Some((field, count)) = self.field_named(rest.get(1..)?)
        {
            return Some((change, field, count + 1));
        }
        let (field, count) = self.field_named(rest)?;
        Some((Change::Set, field, count))
    }

    /// Tells whether a field begins here that belongs here: a word of another sort of record may be
    /// a value as well.
    fn own_field(&self) -> bool {
        let is_here = |(_, field, _): &(Change, &'static Field, usize)| match self.within {
            Within::Saying => is::OF_REPORTS.contains(field) || self.fields.contains(field),
            _ => self.fields.contains(field),
        };
        self.field().is_some_and(|found| is_here(&found))
    }

    /// Returns the field whose words stand at the beginning of `rest`: one that belongs here, or
    /// else one that may belong elsewhere, so that this can be told.
    fn field_named(&self, rest: &[Token]) -> Option<(&'static Field, usize)> {
        let lists = match self.within {
            Within::Saying => [is::OF_REPORTS, self.fields],
            _ => [self.fields, self.sentence.verb.fields],
        };
        let longest = |fields: &[&'static Field]| {
            let named = fields.iter().filter_map(|field| {
                let count = field.words().filter_map(|name| spelled(name, rest)).max()?;
                let fits = self.fits(field, rest.get(count..).unwrap_or_default());
                fits.then_some((*field, count))
            });
            // Of two fields with one name the first counts that fits.
            named.rev().max_by_key(|(_, count)| *count)
        };
        longest(lists[0]).or_else(|| longest(lists[1]))
    }

    /// Tells two fields with one name apart: behind `from` a date is a date, unless a source is
    /// called so.
    fn fits(&self, field: &Field, after: &[Token]) -> bool {
        let next = after.first();
        let is_date = || {
            next.is_some_and(|next| {
                next.form == Form::Word
                    && begins_date(&next.text)
                    && self.words.sources(&next.text).is_empty()
            })
        };
        match field.part {
            Part::From => is_date(),
            Part::Report => !is_date(),
            _ => true,
        }
    }

    /// Begins the field whose words stand here.
    fn tell(&mut self, change: Change, field: &'static Field, count: usize) {
        let named = self.rest().get(..count).unwrap_or_default();
        let span = spanned(named).unwrap_or_default();
        self.at += count;
        let is_of_source = is::OF_SOURCE_NAMED.contains(&field);
        let is_of_report = match self.within {
            Within::Record => false,
            Within::Source => is_of_source,
            Within::Saying => change == Change::Set && is::OF_REPORTS.contains(&field),
        };
        if change != Change::Set || (self.within == Within::Source && !is_of_source) {
            self.within = Within::Record;
        }
        self.take(Told {
            field,
            change,
            span,
            items: Vec::new(),
            at: span.end,
            in_report: is_of_report,
        });
    }

    /// Reads what stands behind a field.
    fn take(&mut self, mut told: Told) {
        let takes = takes(&told);
        told.items = self.argument(takes);
        self.within = match told.field.part {
            Part::Report if matches!(told.change, Change::Drop | Change::Clear) => Within::Record,
            Part::Report if self.corrects() => Within::Saying,
            Part::Report => Within::Source,
            Part::Saying => Within::Saying,
            _ => self.within,
        };
        self.sentence.next = match takes {
            _ if !told.is_complete() => Next::Needed(takes.arg()),
            Takes::Party if told.items.last().is_some_and(|last| self.is_as(last)) => Next::Role,
            Takes::Topics
            | Takes::Source
            | Takes::Party
            | Takes::Entity
            | Takes::Place
            | Takes::Whole => next_item(takes.arg(), &told.items),
            _ => Next::Field,
        };
        self.sentence.told.push(told);
    }

    fn argument(&mut self, takes: Takes) -> Vec<Token> {
        match (takes, takes.count()) {
            (_, Some(count)) => self.counted(count),
            (Takes::Status | Takes::Kind, _) => {
                let known = self.known(takes.arg());
                known.map_or_else(|| self.counted(1), |known| vec![known])
            }
            (Takes::Party, _) => self.phrase(Arg::Entities, &[AS]),
            (Takes::Source, _) => self.source(),
            _ => self.phrase(takes.arg(), &[]),
        }
    }

    /// Reads one source.
    fn source(&mut self) -> Vec<Token> {
        if let Some(known) = self.known(Arg::Sources) {
            return vec![known];
        }
        let mut items = Vec::new();
        while let Some(next) = self.next().cloned() {
            let is_end = next.form == Form::Comma || !items.is_empty() && self.field().is_some();
            if is_end {
                break;
            }
            self.at += 1;
            let is_quoted = next.form == Form::Quoted;
            items.push(next);
            if is_quoted {
                break;
            }
        }
        items
    }

    /// Takes so many words, but no field and no comma.
    fn counted(&mut self, count: usize) -> Vec<Token> {
        let mut items = Vec::new();
        while let Some(next) = self.next().cloned() {
            let is_word = next.form == Form::Word;
            let is_end = next.form == Form::Comma || is_word && self.own_field();
            if is_end || items.len() == count {
                break;
            }
            self.at += 1;
            items.push(next);
        }
        items
    }

    /// Reads names or words of a vocabulary up to the next field, with `joints` that part them.
    fn phrase(&mut self, arg: Arg, joints: &[&str]) -> Vec<Token> {
        let mut items: Vec<Token> = Vec::new();
        while let Some(next) = self.next().cloned() {
            let is_role = items.last().is_some_and(|last| self.is_as(last));
            let is_first = self.begins(&items);
            if !is_role
                && is_first
                && let Some(known) = self.known(arg)
            {
                items.push(known);
                continue;
            }
            if next.form == Form::Comma && self.is_followed_by_field() {
                break;
            }
            if next.form == Form::Word && !is_role {
                let is_complete = is_first || self.is_complete(&items, arg);
                // A record is one, so that nothing stands behind its name but a field.
                let ends_record = arg == Arg::Record && is_complete && !items.is_empty();
                let is_joint = joints.contains(&text::fold(&next.text).as_str());
                if is_joint && is_complete {
                    self.sentence.joints.insert(next.span.start);
                } else if self.ends_phrase(is_complete) || ends_record {
                    break;
                }
            }
            self.at += 1;
            items.push(next);
        }
        items
    }

    /// Tells whether a role stands behind a token.
    fn is_as(&self, token: &Token) -> bool {
        self.sentence.is_joint(token) && token.text.eq_ignore_ascii_case(AS)
    }

    /// Tells whether a name may begin behind these items.
    fn begins(&self, items: &[Token]) -> bool {
        let before_last = items.len().checked_sub(2).and_then(|at| items.get(at));
        let is_role = before_last.is_some_and(|before| self.is_as(before));
        items.last().is_none_or(|last| {
            is_role || last.form != Form::Word || last.is_and() || self.sentence.is_joint(last)
        })
    }

    /// Tells whether the last words are a whole name, though only a part of it is written.
    fn is_complete(&self, items: &[Token], arg: Arg) -> bool {
        let is_loose = |token: &&Token| {
            token.form == Form::Word && !token.is_and() && !self.sentence.is_joint(token)
        };
        let count = items.iter().rev().take_while(is_loose).count();
        let last = items.get(items.len() - count..).unwrap_or_default();
        arg.is_name() && self.words.is_name(&joined(last))
    }

    /// Tells whether a field begins here, and no name goes on: behind a whole name each field does,
    /// within one only what fits it.
    fn ends_phrase(&self, is_complete: bool) -> bool {
        let Some((_, field, count)) = self.field() else {
            return false;
        };
        let after = self.rest().get(count);
        let is_date =
            || after.is_some_and(|after| begins_date(&after.text) || after.text == UNKNOWN);
        is_complete || field.takes != Takes::Date || is_date()
    }

    fn is_followed_by_field(&mut self) -> bool {
        self.at += 1;
        let is_followed = self.next().is_some_and(|next| next.form == Form::Word)
            && self.field().is_some_and(|(_, _, count)| {
                let known = self.words.longest(Arg::Entities, &self.ahead());
                known.is_none_or(|length| length <= count)
            });
        self.at -= 1;
        is_followed
    }

    /// Returns the words up to the next comma or quotation.
    fn ahead(&self) -> Vec<&str> {
        let words = self
            .rest()
            .iter()
            .take(WINDOW)
            .take_while(|token| token.form == Form::Word);
        words.map(|token| token.text.as_str()).collect()
    }

    /// Takes the longest known name or word of `arg` that begins here, unless a field is meant.
    fn known(&mut self, arg: Arg) -> Option<Token> {
        let count = self.words.longest(arg, &self.ahead())?;
        // Codes look like words of the language: `AT` is Austria, `TO` is Tonga.
        let is_field = self.field().is_some_and(|(_, _, named)| named >= count);
        let first = self.next()?;
        let is_small = count == 1
            && (first.is_and()
                || [AS]
                    .iter()
                    .chain(&PREPOSITIONS)
                    .any(|word| *word == text::fold(&first.text)));
        if is_field || is_small {
            return None;
        }
        let tokens = self.rest().get(..count)?;
        let span = spanned(tokens)?;
        let name = Token {
            form: Form::Known,
            text: joined(tokens),
            span,
            inner: span.start,
        };
        self.at += count;
        Some(name)
    }
}

/// Tells whether one more item of a list may follow, or a field only.
fn next_item(arg: Arg, items: &[Token]) -> Next {
    let is_list = matches!(arg, Arg::Entities | Arg::Topics | Arg::Sources);
    match items.last() {
        None => Next::Needed(arg),
        Some(last) if is_list && (last.form == Form::Comma || last.is_and()) => Next::Needed(arg),
        Some(_) => Next::Field,
    }
}
