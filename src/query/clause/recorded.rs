//! `as recorded at` and `made by`: how the database stood then, and who recorded what.

use crate::edtf::Moment;
use crate::query::ast::Use;
use crate::query::draft::{Draft, add_new};
use crate::query::error::QueryError;
use crate::query::language::{Arg, Clause, Repeat};
use crate::query::lexer::{Form, Token};
use crate::query::parser::parse;
use crate::query::pieces::{self, pieces};
use crate::query::reader::clauses_named;
use crate::query::scope::Scope;
use crate::query::{ast, dates};

pub(in crate::query) static AS_RECORDED_AT: Clause = Clause {
    name: "as recorded at",
    other: &["recorded at", "as recorded on"],
    usage: "as recorded at T",
    summary: "as the database stood then",
    help: "T is a day, which means its end, or a day and a time of Universal Time: `2026-11-22`, \
           `2026-11-22T13:25`. What was recorded later is not there yet, and what was corrected or \
           retracted later still stands. Only a database knows it.",
    examples: &[
        "timeline Kagame with Kazakhstan via visit as recorded at 2026-11-20",
        "show rwanda as recorded at 2026-11-20T13:25",
    ],
    arg: Arg::Moment,
    repeat: Repeat::Once,
    apply: as_recorded_at,
};

pub(in crate::query) static MADE_BY: Clause = Clause {
    name: "made by",
    other: &["recorded by", "author"],
    usage: "made by AUTHOR[, AUTHOR …]",
    summary: "entries that one of these made",
    help: "Takes the whole name of an author, as `log` shows it, or a part of it. Case and accents \
           do not count.",
    examples: &["log made by anna"],
    arg: Arg::Authors,
    repeat: Repeat::Unites,
    apply: made_by,
};

fn as_recorded_at(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    if used.phrase.is_empty() {
        return Err(pieces::missing(scope, used.clause, used.phrase.at));
    }
    draft.recorded_at = Some(read(&used.phrase.items)?);
    Ok(())
}

fn made_by(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    if used.phrase.is_empty() {
        return Err(pieces::missing(scope, used.clause, used.phrase.at));
    }
    add_new(
        &mut draft.authors,
        pieces(&used.phrase).iter().map(pieces::Piece::text),
    );
    Ok(())
}

/// Returns the moment that a day, or a day and a time, mean.
fn read(tokens: &[Token]) -> Result<Moment, QueryError> {
    Moment::end_of(&ast::joined(tokens)).map_err(|source| QueryError::NoMoment {
        span: ast::spanned(tokens).unwrap_or_default(),
        source,
    })
}

/// Returns the moment whose records a question asks about, before any of its names is known: what
/// they mean depends on it.
///
/// # Examples
/// ```
/// use chancery::query;
///
/// let moment = query::recorded_at("show rwanda as recorded at 2026-11-22");
/// assert_eq!(moment.map(|moment| moment.to_string()).as_deref(), Some("2026-11-22T23:59:59Z"));
/// assert_eq!(query::recorded_at("show rwanda"), None);
/// ```
pub fn recorded_at(question: &str) -> Option<Moment> {
    let ast = parse(question).ok()??;
    let behind = (0..ast.tokens.len()).find_map(|at| {
        let words = ast.tokens.get(at..)?;
        let is_word = words.first().is_some_and(|word| word.form == Form::Word);
        let named = clauses_named(words).into_iter();
        let (_, count) = named
            .filter(|_| is_word)
            .find(|(clause, _)| clause.name == AS_RECORDED_AT.name)?;
        words.get(count..)
    })?;
    let extent = dates::extent(behind, AS_RECORDED_AT.arg);
    read(behind.get(..extent)?).ok()
}

/// Tells whether a question is about entries of a database, and so needs to know what was ever
/// recorded.
pub(crate) fn asks_entries(question: &str) -> bool {
    let ast = parse(question).ok().flatten();
    ast.is_some_and(|ast| ast.verb.takes(MADE_BY.name))
}

#[cfg(test)]
mod tests {
    use super::recorded_at;
    use crate::query::QueryError;
    use crate::query::fixture::{fault, plan};

    #[test]
    fn a_moment_is_known_before_any_name() {
        for (question, wanted) in [
            (
                "show nobody as recorded at 2026-11-22",
                "2026-11-22T23:59:59Z",
            ),
            (
                "log recorded at 2026-11-22 13:25 last 3",
                "2026-11-22T13:25:59Z",
            ),
            (
                "why x AS RECORDED AT 2026-11-22T13:25:14Z",
                "2026-11-22T13:25:14Z",
            ),
        ] {
            let found = recorded_at(question).map(|moment| moment.to_string());
            assert_eq!(found.as_deref(), Some(wanted), "{question}");
        }
        for question in [
            "show rwanda as of 2026",
            "show \"as recorded at 2026-11-22\"",
            "show rwanda as recorded at",
            "show rwanda as recorded at 2026",
            "nonsense",
        ] {
            assert_eq!(recorded_at(question), None, "{question}");
        }
    }

    #[test]
    fn a_plan_keeps_the_moment_and_other_clauses_go_on_behind_it() {
        let plan = plan("timeline Rwanda as recorded at 2026-11-22 13:25 last 5");
        let moment = plan.recorded_at.map(|moment| moment.to_string());
        assert_eq!(moment.as_deref(), Some("2026-11-22T13:25:59Z"));
        assert!(plan.shape.end.is_some());
    }

    #[test]
    fn what_is_no_moment_is_refused_where_it_stands() {
        let text = "timeline Rwanda as recorded at 2026-13-01";
        let refused = fault(text);
        assert!(matches!(refused, QueryError::NoMoment { .. }));
        assert_eq!(
            &text[refused.span().start..refused.span().end],
            "2026-13-01"
        );
        assert!(matches!(
            fault("date 2015 as recorded at 2026-11-22"),
            QueryError::NotTaken { .. }
        ));
    }
}
