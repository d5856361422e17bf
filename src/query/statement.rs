//! Where one question ends and the next begins, and whether the last one is finished.

use super::lexer::{Form, Token, lex};
use crate::diagnostic::Span;

/// One question of a text of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement<'a> {
    /// The question, without comment.
    pub text: &'a str,
    /// The byte of the text with which it begins.
    pub at: usize,
    /// The line on which it begins, counted from 1.
    pub line: usize,
}

/// Returns the questions of a text: one a line, or parted by `;` outside quotes.
///
/// A backslash at the end of a line joins it to the next; an open quotation or bracket goes on
/// over line ends. Blank lines and comments are no questions.
///
/// # Examples
/// ```
/// use chancery::query::split_statements;
///
/// let script = "show rwanda; why 1  # the source\n\ntimeline \\\n  Rwanda";
/// let questions: Vec<_> = split_statements(script).iter().map(|one| (one.line, one.text)).collect();
/// assert_eq!(questions, [(1, "show rwanda"), (1, "why 1"), (3, "timeline \\\n  Rwanda")]);
/// ```
pub fn split_statements(text: &str) -> Vec<Statement<'_>> {
    let lexed = lex(text);
    let questions = lexed.tokens.split(|token| token.form == Form::End);
    questions
        .filter_map(|tokens| statement(text, tokens))
        .collect()
}

fn statement<'a>(text: &'a str, tokens: &[Token]) -> Option<Statement<'a>> {
    let Span { start, end } = super::ast::spanned(tokens)?;
    Some(Statement {
        text: text.get(start..end)?,
        at: start,
        line: text.get(..start)?.matches('\n').count() + 1,
    })
}

/// Tells whether a text goes on on the next line: a quotation or bracket is open, or the last
/// thing on its last line is a backslash.
pub fn is_unfinished(text: &str) -> bool {
    lex(text).open.is_some()
}

#[cfg(test)]
mod tests {
    use super::{is_unfinished, split_statements};

    #[test]
    fn a_semicolon_in_quotes_ends_nothing() {
        let found = split_statements("show \"a; b\"; why 2");
        assert_eq!(found.len(), 2);
        assert_eq!((found[1].text, found[1].at), ("why 2", 13));
    }

    #[test]
    fn a_question_is_unfinished_while_something_is_open() {
        for text in ["show \"a", "show “a", "date [2015,", "show \\", "show \\  "] {
            assert!(is_unfinished(text), "{text}");
        }
        for text in [
            "",
            "show",
            "show \"a\"",
            "show C\\D",
            "show d'Ivoire",
            "# \"",
            "date [2015]",
        ] {
            assert!(!is_unfinished(text), "{text}");
        }
    }
}
