//! A question as written: its verb and its words, before any name is known.
//!
//! Whether a word such as `of` or `to` belongs to the language or to a name is settled only when
//! names are known; see the reader.

use super::language::{Arg, Clause, Verb};
use super::lexer::{Form, Token};
use crate::diagnostic::Span;

/// A question whose verb is known and whose marks are closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Ast {
    /// The whole text, so that places keep their meaning.
    pub(super) text: String,
    pub(super) verb: &'static Verb,
    pub(super) verb_span: Span,
    /// What follows the verb.
    pub(super) tokens: Vec<Token>,
}

impl Ast {
    /// Returns the verb.
    pub fn verb(&self) -> &'static Verb {
        self.verb
    }

    /// Returns where the verb stands.
    pub fn verb_span(&self) -> Span {
        self.verb_span
    }

    /// Returns the question alone, without comment and closing semicolon.
    pub fn question(&self) -> &str {
        let last = self
            .tokens
            .last()
            .map_or(self.verb_span, |token| token.span);
        let span = self.verb_span.to(last);
        self.text.get(span.start..span.end).unwrap_or_default()
    }
}

/// Words that belong together, with the place where they stand or should stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Phrase {
    pub(super) items: Vec<Token>,
    /// Where the phrase begins, or would.
    pub(super) at: usize,
    /// Whether it is a verb's subject that stands behind a clause.
    pub(super) late: bool,
}

impl Phrase {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns the stretch from the first to the last item.
    pub(super) fn span(&self) -> Span {
        spanned(&self.items).unwrap_or(Span::new(self.at, self.at))
    }
}

/// Returns the stretch from the first to the last token.
pub(crate) fn spanned(tokens: &[Token]) -> Option<Span> {
    Some(tokens.first()?.span.to(tokens.last()?.span))
}

/// Returns the words of tokens as one text, quotations without their marks.
pub(crate) fn joined(tokens: &[Token]) -> String {
    let mut text = String::new();
    for token in tokens {
        if !text.is_empty() && token.form != Form::Comma {
            text.push(' ');
        }
        text.push_str(&token.text);
    }
    text
}

/// A clause as it stands in a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Use {
    pub(super) clause: &'static Clause,
    /// The clause word or words.
    pub(super) span: Span,
    pub(super) phrase: Phrase,
}

/// What may stand behind the last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Next {
    /// The argument that the clause there still lacks.
    Needed(Arg),
    /// One more item of the phrase there, or a clause.
    More(Arg),
    /// A clause.
    #[default]
    Clause,
}

/// A question cut into the verb's subject and its clauses.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Reading {
    pub(super) subject: Phrase,
    pub(super) uses: Vec<Use>,
    /// Words behind a finished clause, where the subject is told already.
    pub(super) stray: Vec<Token>,
    pub(super) next: Next,
}
