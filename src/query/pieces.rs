//! Lists of names: where one ends and the next begins, and whose fault it is if nothing fits.

use super::ast::{Phrase, joined, spanned};
use super::error::QueryError;
use super::language::{Arg, Clause};
use super::lexer::{Form, Token};
use super::reader::{clause_at, clauses_named};
use super::scope::Scope;
use crate::diagnostic::Span;
use crate::text;

/// How one item of a list follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// It is the first.
    Start,
    /// Behind a comma.
    Comma,
    /// Behind `and`.
    And,
    /// Behind the one before, without a word between.
    Side,
}

/// One item of a list: a known name, a quotation, or words that are not known yet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece<'a> {
    pub(super) joint: Joint,
    pub(super) tokens: &'a [Token],
}

impl Piece<'_> {
    pub(super) fn text(&self) -> String {
        joined(self.tokens)
    }
}

/// Cuts a phrase at commas, at names and at `and`.
pub(super) fn pieces(phrase: &Phrase) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = phrase.items.as_slice();
    let mut joint = Joint::Start;
    while let Some(next) = rest.first() {
        let count = match next.form {
            Form::Comma => {
                joint = Joint::Comma;
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            _ if next.is_and() => {
                joint = and_joint(next);
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            Form::Word => rest
                .iter()
                .take_while(|token| token.form == Form::Word && !token.is_and())
                .count(),
            _ => 1,
        };
        let (tokens, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        found.push(Piece { joint, tokens });
        rest = after;
        joint = Joint::Side;
    }
    found
}

/// Returns what `and`, `&` or `or` means between two items; `or` is a comma in words.
pub(super) fn and_joint(token: &Token) -> Joint {
    if token.text.eq_ignore_ascii_case("or") {
        Joint::Comma
    } else {
        Joint::And
    }
}

/// Returns the error for an argument that is not there.
pub(super) fn missing(scope: &Scope<'_>, clause: &'static Clause, at: usize) -> QueryError {
    QueryError::Missing {
        span: behind(scope.text, at),
        after: clause.name,
        what: clause.arg.wanted().to_owned(),
        usage: clause.usage.to_owned(),
    }
}

/// Returns the error for a verb without what it is about.
pub(super) fn missing_subject(scope: &Scope<'_>, at: usize, what: &str) -> QueryError {
    QueryError::Missing {
        span: behind(scope.text, at),
        after: scope.verb.name,
        what: what.to_owned(),
        usage: scope.verb.usage_line(),
    }
}

/// Returns the place behind byte `at` where the missing word would begin.
fn behind(text: &str, at: usize) -> Span {
    let space = text.get(at..).is_some_and(|rest| rest.starts_with(' '));
    Span::new(at + usize::from(space), at + usize::from(space))
}

/// Returns the error for a question that fits nothing.
pub(super) fn nothing_fits(scope: &Scope<'_>, span: Span) -> QueryError {
    QueryError::Missing {
        span,
        after: scope.verb.name,
        what: scope.verb.subject.wanted().to_owned(),
        usage: scope.verb.usage_line(),
    }
}

/// Tells whether these words begin with the name of a clause.
pub(super) fn begin_clause(words: &[Token]) -> bool {
    !clauses_named(words).is_empty()
}

/// Returns the error if these words begin with a clause that lacks its argument, with a word kept
/// for later, or with a word near to a clause.
pub(super) fn blame(scope: &Scope<'_>, words: &[Token]) -> Option<QueryError> {
    let first = words.first().filter(|first| first.form == Form::Word)?;
    if let Some(fault) = clauses_named(words)
        .into_iter()
        .find_map(|(clause, count)| {
            let (named, after) = words.split_at_checked(count)?;
            if !scope.verb.takes(clause.name) && clause_at(scope, words).is_some() {
                return Some(not_taken(scope, clause, spanned(named)?));
            }
            unfit(scope, clause, after)
        })
    {
        return Some(fault);
    }
    let clause = nearly_clause(scope, &first.text)?;
    Some(QueryError::UnknownClause {
        span: first.span,
        word: first.text.clone(),
        nearest: clause.name,
    })
}

/// Returns the clause of the verb that a word is near to.
pub(super) fn nearly_clause(scope: &Scope<'_>, word: &str) -> Option<&'static Clause> {
    let names = scope.verb.taken().flat_map(Clause::words);
    super::language::clause(text::nearest(word, names)?)
}

/// Returns the error for a clause that the verb does not take.
pub(super) fn not_taken(scope: &Scope<'_>, clause: &'static Clause, span: Span) -> QueryError {
    QueryError::NotTaken {
        span,
        verb: scope.verb.name,
        clause: clause.name,
        takers: clause.takers(),
    }
}

/// Returns what is wrong with a clause whose argument does not fit.
fn unfit(scope: &Scope<'_>, clause: &'static Clause, after: &[Token]) -> Option<QueryError> {
    let next = after.first()?;
    let (span, word) = (next.span, next.text.clone());
    match clause.arg {
        Arg::Number(..) => Some(QueryError::NoNumber {
            span,
            word,
            clause: clause.name,
        }),
        Arg::Date | Arg::Window | Arg::TwoDates | Arg::Moment => Some(QueryError::NoDate {
            span,
            word,
            after: clause.name,
        }),
        Arg::EntityKinds | Arg::Statuses | Arg::Key | Arg::SortKey | Arg::Sources => {
            Some(super::vocabulary::unknown(scope, clause.arg, after))
        }
        _ => None,
    }
}
