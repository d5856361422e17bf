//! From text to a verb and its words.
//!
//! Finds the verb and what is left open. It knows the table of verbs and no name of a dataset.

use super::ast::Ast;
use super::error::QueryError;
use super::language::{self, RESERVED_VERBS, Reserved, VERBS, Verb};
use super::lexer::{Form, Lexed, Open, Token, lex};
use crate::diagnostic::Span;
use crate::text;

/// How many near words an error names.
const NEAREST: usize = 3;

/// Reads a question as far as that needs no dataset; `None` where nothing is asked.
///
/// # Errors
/// [`QueryError`] if marks are left open, a second question follows, or the first word is no verb.
///
/// # Examples
/// ```
/// use chancery::query;
///
/// let ast = query::parse("timeline Rwanda with Kazakhstan  # a comment")?.unwrap();
/// assert_eq!(ast.question(), "timeline Rwanda with Kazakhstan");
/// assert_eq!(query::parse("-- nothing asked")?, None);
/// # Ok::<(), query::QueryError>(())
/// ```
pub fn parse(text: &str) -> Result<Option<Ast>, QueryError> {
    let lexed = lex(text);
    check_closed(&lexed)?;
    let mut tokens = single(&lexed)?.into_iter().peekable();
    tokens.next_if(is_sigil);
    let Some(first) = tokens.next() else {
        return Ok(None);
    };
    let (word, verb_span) = without_sigil(&first);
    match verb_named(&first, word) {
        Found::Verb(verb) => Ok(Some(Ast {
            text: text.to_owned(),
            verb,
            verb_span,
            tokens: tokens.collect(),
        })),
        Found::Reserved(kept) => Err(QueryError::NotYet {
            span: verb_span,
            word: kept.name,
            instead: kept.instead,
        }),
        Found::Nothing => Err(unknown_verb(word, verb_span)),
    }
}

/// What a first word is.
pub(super) enum Found {
    Verb(&'static Verb),
    Reserved(&'static Reserved),
    Nothing,
}

/// Looks the first word of a question up.
pub(super) fn verb_named(first: &Token, word: &str) -> Found {
    if first.form != Form::Word {
        return Found::Nothing;
    }
    if let Some(verb) = language::verb(word) {
        return Found::Verb(verb);
    }
    let folded = text::fold(word);
    match RESERVED_VERBS.iter().find(|kept| kept.name == folded) {
        Some(kept) => Found::Reserved(kept),
        None => Found::Nothing,
    }
}

/// Tells whether a token is a `:` or `.` that stands alone, as other shells have it.
pub(crate) fn is_sigil(token: &Token) -> bool {
    token.form == Form::Word && matches!(&*token.text, ":" | ".")
}

/// Returns the word and its place without one leading `:` or `.`, as other shells have it.
pub(crate) fn without_sigil(first: &Token) -> (&str, Span) {
    let word = first.text.as_str();
    match word.strip_prefix([':', '.']) {
        Some(bare) if first.form == Form::Word && !bare.is_empty() => {
            (bare, Span::new(first.span.start + 1, first.span.end))
        }
        _ => (word, first.span),
    }
}

pub(super) fn check_closed(lexed: &Lexed) -> Result<(), QueryError> {
    match lexed.open {
        Some(Open::Quote(span, mark)) => Err(QueryError::UnclosedQuote { span, mark }),
        Some(Open::Bracket(span, bracket)) => Err(QueryError::UnclosedBracket { span, bracket }),
        Some(Open::Line) | None => Ok(()),
    }
}

/// Returns the tokens of the one question there is.
pub(super) fn single(lexed: &Lexed) -> Result<Vec<Token>, QueryError> {
    let is_end = |token: &Token| token.form == Form::End;
    let mut questions = lexed
        .tokens
        .split(is_end)
        .filter(|question| !question.is_empty());
    let first = questions.next().unwrap_or_default();
    match questions.next().and_then(<[Token]>::first) {
        Some(token) => Err(QueryError::SecondQuestion {
            span: token.span,
            word: token.text.clone(),
        }),
        None => Ok(first.to_vec()),
    }
}

fn unknown_verb(word: &str, span: Span) -> QueryError {
    let all = VERBS.iter().flat_map(|verb| verb.words());
    let mut nearest: Vec<String> = Vec::new();
    for near in text::nearest_several(word, all, NEAREST) {
        let name = language::verb(near).map_or(near, |verb| verb.name);
        super::draft::add_new(&mut nearest, [name.to_owned()]);
    }
    QueryError::UnknownVerb {
        span,
        word: word.to_owned(),
        nearest,
        verbs: VERBS.iter().map(|verb| verb.name).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::query::QueryError;

    #[test]
    fn one_leading_sigil_is_tolerated() {
        for text in [
            ":show rwanda",
            ".show rwanda",
            ": show rwanda",
            "SHOW rwanda;",
        ] {
            let ast = parse(text).unwrap().unwrap();
            assert_eq!(ast.verb().name, "show", "{text}");
        }
    }

    #[test]
    fn blank_lines_and_comments_ask_nothing() {
        for text in ["", "  \n", "# x", "-- x", ";", " ; # x"] {
            assert_eq!(parse(text).unwrap(), None, "{text}");
        }
    }

    #[test]
    fn a_wrong_verb_gets_the_nearest_one_once() {
        let QueryError::UnknownVerb { nearest, .. } = parse("neighbuors x").unwrap_err() else {
            panic!("another error");
        };
        assert_eq!(nearest, ["neighbours"]);
    }

    #[test]
    fn a_quoted_verb_is_none() {
        assert!(matches!(
            parse("\"show\" x"),
            Err(QueryError::UnknownVerb { .. })
        ));
    }

    #[test]
    fn two_questions_are_one_too_many() {
        let fault = parse("show rwanda; why 1").unwrap_err();
        assert!(matches!(fault, QueryError::SecondQuestion { .. }));
        assert_eq!(fault.span().start, 13);
    }
}
