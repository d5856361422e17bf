//! The door for the room of edits: how questions read tokens, names, dates and the vocabularies.
//!
//! Whoever dictates an edit names the same things in the same ways as whoever asks a question. What
//! is done with them is not known here.

use super::ast::Phrase;
use super::entity;
use super::highlight;
use super::language::{Arg, Verb};
use super::offers::{Candidate, Offers};
use super::parser;
use super::pieces;
use super::scope::Scope;
use super::vocabulary;
use super::{QueryError, WordRole};
use crate::diagnostic::Span;
use crate::edtf::{Edtf, Window};
use crate::graph::{Lens, Network};
use crate::model::{Dataset, EntityIx, EntityKind, SourceIx};
use crate::names::Names;

pub(crate) use super::ast::{joined, spanned};
pub(crate) use super::complete::Typed;
pub(crate) use super::dates::{begins as begins_date, date};
pub(crate) use super::draft::add_new;
pub(crate) use super::lexer::{Form, Token, lex};
pub(crate) use super::offers::{in_quotes_if_needed, quoted};
pub(crate) use super::parser::{is_sigil, without_sigil};
pub(crate) use super::reader::spelled;

/// What stands where the reading of questions asks for its verb: an edit takes no clause of theirs.
static NO_QUESTION: Verb = Verb {
    name: "edit",
    other: &[],
    usage: &[],
    summary: "",
    help: "",
    examples: &[],
    subject: Arg::Nothing,
    clauses: &[],
    sorts: &[],
    keys: &[],
    resolve: |scope, phrase, _| Err(pieces::nothing_fits(scope, phrase.span())),
};

/// The surroundings of an edit: the names and vocabularies it is read with.
#[derive(Debug, Clone)]
pub(crate) struct Dictation<'a> {
    scope: Scope<'a>,
}

impl<'a> Dictation<'a> {
    /// Returns the surroundings of an edit in which no name can be that of an office yet.
    pub(crate) fn new(text: &'a str, data: &'a Dataset, names: &'a Names) -> Dictation<'a> {
        Dictation {
            scope: Scope::new(text, &NO_QUESTION, data, names),
        }
    }

    /// Returns the same where names may be those of offices, which mean who held them on the days
    /// of a date; without a date, on any day.
    pub(crate) fn on(&self, network: &'a Network, date: Option<&Edtf>) -> Dictation<'a> {
        let lens = Lens {
            window: date.map_or(Window::EVER, Window::during),
            ..Lens::default()
        };
        Dictation {
            scope: self.scope.at(network, &lens),
        }
    }

    /// Returns the text of the edit.
    pub(crate) const fn text(&self) -> &'a str {
        self.scope.text
    }

    /// Returns the records.
    pub(crate) const fn data(&self) -> &'a Dataset {
        self.scope.data
    }

    /// Returns how many of the leading words form the longest name that may stand at `arg`.
    pub(crate) fn longest(&self, arg: Arg, words: &[&str]) -> Option<usize> {
        self.scope.longest(arg, words)
    }

    /// Tells whether a text names an entity, perhaps several, perhaps in part.
    pub(crate) fn is_name(&self, text: &str) -> bool {
        !self.scope.meanings(text).is_empty() || self.scope.lexicon().named(text).is_some()
    }

    /// Returns what each name of a list means, with the place where it stands.
    ///
    /// # Errors
    /// [`QueryError`] for a name that is unknown or may mean several, or an office without one holder.
    pub(crate) fn entities(&self, items: &[Token]) -> Result<Vec<(EntityIx, Span)>, QueryError> {
        let phrase = Phrase {
            items: items.to_vec(),
            ..Phrase::default()
        };
        let named = entity::list(&self.scope, &phrase)?;
        Ok(named
            .into_iter()
            .map(|one| (one.entity, one.span))
            .collect())
    }

    /// Returns the sources with this id, title or publisher.
    pub(crate) fn sources(&self, word: &str) -> Vec<SourceIx> {
        self.scope.sources(word)
    }

    /// Returns the error for words that are not in the vocabulary of `arg`, with the nearest that are.
    pub(crate) fn unknown(&self, arg: Arg, tokens: &[Token]) -> QueryError {
        vocabulary::unknown(&self.scope, arg, tokens)
    }

    /// Returns how names were read that mean a person by an office.
    pub(crate) fn notes(&self) -> Vec<String> {
        self.scope.notes()
    }

    /// Returns the words for `arg` that begin with what was typed, in the quotation `mark` opens.
    pub(crate) fn offers(&self, arg: Arg, typed: &str, mark: Option<char>) -> Vec<Candidate> {
        Offers::new(&self.scope, mark).of(arg, typed)
    }

    /// Returns what the words of a name or vocabulary are, item by item, for highlighting.
    pub(crate) fn roles(&self, arg: Arg, items: &[Token]) -> Vec<(Span, WordRole)> {
        let phrase = Phrase {
            items: items.to_vec(),
            ..Phrase::default()
        };
        let mut found = Vec::new();
        highlight::phrase(&self.scope, arg, &phrase, &mut found);
        found
    }

    /// Returns the items of a list, each with its tokens: parted by commas and by `and`.
    pub(crate) fn items(items: &[Token]) -> Vec<Vec<Token>> {
        let phrase = Phrase {
            items: items.to_vec(),
            ..Phrase::default()
        };
        let pieces = pieces::pieces(&phrase).into_iter();
        pieces.map(|piece| piece.tokens.to_vec()).collect()
    }
}

/// Returns the word for a kind of entity with its article.
pub(crate) fn with_article(kind: EntityKind) -> String {
    super::clause::with_article(kind)
}

/// Returns the tokens of the one statement that a text holds.
///
/// # Errors
/// [`QueryError`] if marks are left open or a second statement follows.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let lexed = lex(text);
    parser::check_closed(&lexed)?;
    parser::single(&lexed)
}
