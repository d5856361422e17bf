//! `date`: how a date is read.

use crate::diagnostic::Span;
use crate::query::ast::Phrase;
use crate::query::dates;
use crate::query::draft::Draft;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::lexer::Form;
use crate::query::pieces;
use crate::query::plan::What;
use crate::query::scope::Scope;

pub(in crate::query) static DATE: Verb = Verb {
    name: "date",
    other: &["edtf"],
    usage: &["EDTF"],
    summary: "how a date is read",
    help: "Tells the first and the last day that a date may stand for, its level and precision, and \
           says it in words.",
    examples: &["date 2004-06~", "date [2024-11,2024-12]", "date 2016/.."],
    subject: Arg::Date,
    clauses: &[],
    sorts: &[],
    keys: &[],
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, _: &mut Draft) -> Result<What, QueryError> {
    let (Some(first), Some(last)) = (subject.items.first(), subject.items.last()) else {
        return Err(pieces::missing_subject(scope, subject.at, "a date"));
    };
    let is_quoted = subject.items.len() == 1 && first.form == Form::Quoted;
    let span = Span::new(first.inner, last.span.end);
    let text = if is_quoted {
        first.text.as_str()
    } else {
        scope.text.get(span.start..span.end).unwrap_or_default()
    };
    if !dates::begins(text) {
        return Err(QueryError::NoDate {
            span,
            word: text.to_owned(),
            after: scope.verb.name,
        });
    }
    dates::date(text, span).map(What::Date)
}
