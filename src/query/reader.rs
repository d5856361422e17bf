//! From words to subject and clauses.
//!
//! A word such as `of`, `and` or `to` may belong to the language or to a name. Where a name begins,
//! the longest known name is taken whole, whatever words it holds; elsewhere a clause word counts
//! if what follows fits it. What names mean is not asked here.

use super::ast::{Ast, Next, Phrase, Reading, Use, joined, spanned};
use super::dates;
use super::language::{Arg, CLAUSES, Clause};
use super::lexer::{Form, Token};
use super::lexicon::HELD_IN;
use super::pieces::pieces;
use super::scope::Scope;
use crate::text;

/// Words that may stand before a name and add nothing.
const FILLERS: [&str; 4] = ["of", "the", "from", "for"];
/// How many words of the text are looked at for one name.
const WINDOW: usize = 24;

/// Which of two readings is preferred where a name holds words of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Preference {
    /// The longest known name.
    Names,
    /// The clause, or the `and`.
    Clauses,
}

/// Cuts what follows the verb into subject and clauses. It never fails; faults show when phrases
/// are resolved.
pub(super) fn read(ast: &Ast, scope: &Scope<'_>, preference: Preference) -> Reading {
    read_tokens(&ast.tokens, ast.verb_span.end, scope, preference)
}

/// Cuts tokens that follow a verb which ends at byte `at`.
pub(super) fn read_tokens(
    tokens: &[Token],
    at: usize,
    scope: &Scope<'_>,
    preference: Preference,
) -> Reading {
    let mut reader = Reader {
        tokens,
        scope,
        preference,
        at: 0,
        slot: Slot::Subject,
        reading: Reading::default(),
    };
    reader.reading.subject.at = at;
    while reader.at < tokens.len() {
        reader.step();
    }
    reader.reading.next = reader.next_arg();
    reader.reading
}

/// Where the next word goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Subject,
    Clause,
    /// Behind a clause that is finished.
    Free,
}

struct Reader<'a> {
    tokens: &'a [Token],
    scope: &'a Scope<'a>,
    preference: Preference,
    at: usize,
    slot: Slot,
    reading: Reading,
}

impl Reader<'_> {
    fn rest(&self) -> &[Token] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// Returns what may stand where the next word goes.
    fn arg(&self) -> Arg {
        match (self.slot, self.reading.uses.last()) {
            (Slot::Clause, Some(last)) => last.clause.arg,
            _ => self.scope.verb.subject,
        }
    }

    /// Returns what may stand behind the last token.
    fn next_arg(&self) -> Next {
        let lacks = |used: &Use| match used.clause.arg {
            Arg::Nothing => false,
            Arg::TwoDates => !dates::are_two(&used.phrase.items),
            _ => used.phrase.is_empty(),
        };
        match (self.slot, self.reading.uses.last()) {
            (_, Some(last)) if lacks(last) => Next::Needed(last.clause.arg),
            (Slot::Free, _) if self.reading.subject.is_empty() => {
                Next::More(self.scope.verb.subject)
            }
            (Slot::Free, _) => Next::Clause,
            (Slot::Clause, Some(last)) => next_item(self.arg(), &last.phrase),
            _ => next_item(self.arg(), &self.reading.subject),
        }
    }

    /// Returns the phrase to which the next word goes.
    fn phrase(&mut self) -> Option<&mut Phrase> {
        match self.slot {
            Slot::Clause => self.reading.uses.last_mut().map(|last| &mut last.phrase),
            Slot::Subject => Some(&mut self.reading.subject),
            Slot::Free => None,
        }
    }

    /// Reads one known name, clause or other word.
    fn step(&mut self) {
        let Some(next) = self.rest().first().cloned() else {
            return;
        };
        if self.slot == Slot::Free && self.free_words_are_subject() {
            self.slot = Slot::Subject;
            self.reading.subject.late = true;
            self.reading.subject.at = next.span.start;
        }
        if next.form == Form::Word {
            if self.preference == Preference::Names && self.known() {
                return;
            }
            if self.clause() {
                return;
            }
            if self.preference == Preference::Clauses && self.known() {
                return;
            }
        }
        self.push(next);
        self.at += 1;
    }

    /// Tells whether words behind a finished clause are the subject that has not been told yet.
    fn free_words_are_subject(&self) -> bool {
        let starts_clause = clause_at(self.scope, self.rest()).is_some();
        self.reading.subject.is_empty() && !starts_clause
    }

    fn push(&mut self, token: Token) {
        match self.phrase() {
            Some(phrase) => phrase.items.push(token),
            None => self.reading.stray.push(token),
        }
    }

    /// Tells whether a name may begin here: at the beginning of a phrase, or behind another name.
    fn name_may_begin(&mut self) -> bool {
        self.phrase().is_some_and(|phrase| {
            phrase
                .items
                .last()
                .is_none_or(|last| last.form != Form::Word || last.is_and())
        })
    }

    /// Takes the longest known name that begins here.
    fn known(&mut self) -> bool {
        if self.slot == Slot::Free || !self.name_may_begin() {
            return false;
        }
        let words = words_ahead(self.rest(), self.preference);
        let arg = self.arg();
        let skipped = usize::from(arg.is_name() && is_filler(words.first()));
        let found = match self.scope.longest(arg, &words) {
            Some(count) => Some((0, count)),
            None if skipped == 1 && clause_at(self.scope, self.rest()).is_none() => self
                .scope
                .longest(arg, words.get(1..).unwrap_or_default())
                .map(|count| (1, count)),
            None => None,
        };
        let Some((skip, count)) = found else {
            return false;
        };
        // Codes look like words of the language: `AT` is Austria, `TO` is Tonga.
        let is_word = clause_at(self.scope, self.rest()).is_some_and(|(_, named)| named >= count);
        if is_word
            || self
                .rest()
                .first()
                .is_some_and(|first| count == 1 && first.is_and())
        {
            return false;
        }
        let tokens = self.rest().get(skip..skip + count).unwrap_or_default();
        if let Some(span) = spanned(tokens) {
            let name = Token {
                form: Form::Known,
                text: joined(tokens),
                span,
                inner: span.start,
            };
            self.push(name);
        }
        self.at += skip + count;
        true
    }

    /// Begins the clause whose word stands here, if what follows fits.
    fn clause(&mut self) -> bool {
        let Some((clause, count)) = clause_at(self.scope, self.rest()) else {
            return false;
        };
        let belongs_to_subject = match self.scope.verb.subject {
            Arg::Text => true,
            Arg::Office => HELD_IN.contains(&clause.name),
            _ => false,
        };
        if belongs_to_subject && !self.scope.verb.takes(clause.name) {
            return false;
        }
        let words = self.rest().get(..count).unwrap_or_default();
        let span = spanned(words).unwrap_or_default();
        let phrase = Phrase {
            items: Vec::new(),
            at: span.end,
            late: false,
        };
        self.reading.uses.push(Use {
            clause,
            span,
            phrase,
        });
        self.at += count;
        self.slot = Slot::Clause;
        if clause.arg.is_short() {
            self.short_argument(clause.arg);
            self.slot = Slot::Free;
        }
        true
    }

    /// Takes the words of an argument that stops by itself.
    fn short_argument(&mut self, arg: Arg) {
        let count = match arg {
            Arg::Nothing => 0,
            Arg::Date | Arg::Window | Arg::TwoDates | Arg::Moment => {
                dates::extent(self.rest(), arg)
            }
            _ => 1,
        };
        let tokens = self.rest().get(..count).unwrap_or_default().to_vec();
        self.at += tokens.len();
        if let Some(phrase) = self.phrase() {
            phrase.items = tokens;
        }
    }
}

/// Tells whether one more item of a list may begin behind a phrase, or a clause only.
fn next_item(arg: Arg, phrase: &Phrase) -> Next {
    let is_row = matches!(arg, Arg::Pair | Arg::Entities);
    let is_list = !matches!(arg, Arg::Entity | Arg::Record | Arg::Relation);
    let words: Vec<&str> = phrase.items.iter().map(|item| item.text.as_str()).collect();
    match phrase.items.last() {
        None => Next::More(arg),
        // `log of` lacks whose log it is.
        Some(_) if arg == Arg::Record && words.len() == 1 && is_filler(words.first()) => {
            Next::Needed(arg)
        }
        Some(_) if arg == Arg::Pair && pieces(phrase).len() > 1 => Next::Clause,
        Some(last) if is_list && (last.form == Form::Comma || last.is_and()) => Next::More(arg),
        Some(last) if is_row && last.form != Form::Word => Next::More(arg),
        Some(_) => Next::Clause,
    }
}

/// Returns the words up to the next comma or quotation, in which a name may be found.
fn words_ahead(tokens: &[Token], preference: Preference) -> Vec<&str> {
    tokens
        .iter()
        .take(WINDOW)
        .take_while(|token| {
            token.form == Form::Word && !(preference == Preference::Clauses && token.is_and())
        })
        .map(|token| token.text.as_str())
        .collect()
}

fn is_filler(word: Option<&&str>) -> bool {
    word.is_some_and(|word| FILLERS.contains(&text::fold(word).as_str()))
}

/// Returns the clause that begins with the first of these tokens, and how many words name it.
pub(super) fn clause_at(scope: &Scope<'_>, tokens: &[Token]) -> Option<(&'static Clause, usize)> {
    let mut found: Option<(&'static Clause, usize)> = None;
    for (clause, count) in clauses_named(tokens) {
        let after = tokens.get(count..).unwrap_or_default();
        if adds_nothing(scope, clause) {
            continue;
        }
        if fits(scope, clause.arg, after) && found.is_none_or(|(_, longest)| longest < count) {
            found = Some((clause, count));
        }
    }
    found
}

/// Tells whether a word that begins a clause of other questions only stands before the record that
/// this one is about: `log of Rwanda`.
fn adds_nothing(scope: &Scope<'_>, clause: &Clause) -> bool {
    scope.verb.subject == Arg::Record
        && FILLERS.contains(&clause.name)
        && !scope.verb.clauses.contains(&clause.name)
}

/// Returns the clauses with a name that stands here, and how many words it has; no matter what
/// follows.
pub(super) fn clauses_named(tokens: &[Token]) -> Vec<(&'static Clause, usize)> {
    let first = tokens.first().map(|first| text::fold(&first.text));
    let begins_so = |name: &&str| name.split(' ').next() == first.as_deref();
    let named = CLAUSES.iter().filter_map(|clause| {
        let names = clause.words().filter(begins_so);
        let count = names.filter_map(|name| spelled(name, tokens)).max()?;
        Some((*clause, count))
    });
    named.collect()
}

/// Returns how many words `name` has, if the tokens begin with it.
pub(crate) fn spelled(name: &str, tokens: &[Token]) -> Option<usize> {
    let mut count = 0;
    for word in name.split(' ') {
        let token = tokens.get(count)?;
        if token.form != Form::Word || text::fold(&token.text) != word {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// Tells whether what follows a clause word can be its argument; nothing at all can be too, so
/// that the lack is told.
fn fits(scope: &Scope<'_>, arg: Arg, after: &[Token]) -> bool {
    let Some(next) = after.first() else {
        return true;
    };
    let starts = |letters: fn(char) -> bool| next.text.starts_with(letters);
    match arg {
        Arg::Number(..) => starts(|letter| letter.is_ascii_digit() || letter == '-'),
        Arg::Date | Arg::Window | Arg::TwoDates | Arg::Moment => dates::begins(&next.text),
        Arg::EntityKinds | Arg::Statuses | Arg::Sources | Arg::Key | Arg::SortKey => {
            let words: Vec<&str> = after
                .iter()
                .take(WINDOW)
                .take_while(|token| matches!(token.form, Form::Word | Form::Quoted))
                .map(|token| token.text.as_str())
                .collect();
            scope.longest(arg, &words).is_some()
        }
        _ => true,
    }
}
