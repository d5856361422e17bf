//! What each word of a question is, for highlighting while it is typed.

use super::ast::{Phrase, Reading, spanned};
use super::language::{self, Arg};
use super::lexer::{Form, Token, lex};
use super::parser::without_sigil;
use super::pieces::{Piece, pieces};
use super::reader::{Preference, read_tokens};
use super::scope::Scope;
use crate::diagnostic::Span;
use crate::model::Dataset;
use crate::names::Names;

/// What a word of a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WordRole {
    /// The verb.
    Verb,
    /// A clause word, or a word between two names.
    Clause,
    /// A name that means an entity, perhaps several.
    Entity,
    /// A word that is not known where it stands.
    Unknown,
    /// A word of one of the vocabularies: kind, status, topic, source, key.
    Kind,
    /// A date.
    Date,
    /// A number.
    Number,
    /// Text taken as it stands.
    Text,
    /// A comment.
    Comment,
}

/// Returns what the words of a text are, in order of place; words without a role are left out.
///
/// The stretches do not overlap. A name that is still being typed at the end of the text is left
/// out while it may become a known one.
pub fn spans(text: &str, data: &Dataset, names: &Names) -> Vec<(Span, WordRole)> {
    let lexed = lex(text);
    let mut found: Vec<(Span, WordRole)> = lexed
        .comments
        .iter()
        .map(|span| (*span, WordRole::Comment))
        .collect();
    for tokens in lexed.tokens.split(|token| token.form == Form::End) {
        question(text, tokens, (data, names), &mut found);
    }
    found.sort_unstable_by_key(|(span, _)| *span);
    found
}

/// Adds the words of one question.
fn question(
    text: &str,
    tokens: &[Token],
    (data, names): (&Dataset, &Names),
    found: &mut Vec<(Span, WordRole)>,
) {
    let is_sigil = |token: &Token| matches!(token.text.as_str(), ":" | ".");
    let tokens = match tokens.split_first() {
        Some((first, rest)) if is_sigil(first) => rest,
        _ => tokens,
    };
    let Some((first, rest)) = tokens.split_first() else {
        return;
    };
    let (word, span) = without_sigil(first);
    let Some(verb) = language::verb(word).filter(|_| first.form == Form::Word) else {
        return;
    };
    found.push((span, WordRole::Verb));
    let scope = Scope::new(text, verb, data, names);
    let reading = read_tokens(rest, span.end, &scope, Preference::Names);
    roles(&scope, &reading, found);
}

/// Adds the words behind the verb.
fn roles(scope: &Scope<'_>, reading: &Reading, found: &mut Vec<(Span, WordRole)>) {
    phrase(scope, scope.verb.subject, &reading.subject, found);
    for used in &reading.uses {
        found.push((used.span, WordRole::Clause));
        phrase(scope, used.clause.arg, &used.phrase, found);
    }
    let stray = reading.stray.iter().map(|token| token.span);
    found.extend(stray.map(|span| (span, WordRole::Unknown)));
}

/// Adds the words of a verb's subject or of a clause's argument.
pub(super) fn phrase(
    scope: &Scope<'_>,
    arg: Arg,
    phrase: &Phrase,
    found: &mut Vec<(Span, WordRole)>,
) {
    let whole = match arg {
        Arg::Date | Arg::Window | Arg::TwoDates | Arg::Moment => Some(WordRole::Date),
        Arg::Number(..) => Some(WordRole::Number),
        Arg::Text | Arg::Authors => Some(WordRole::Text),
        _ => None,
    };
    if let Some(role) = whole {
        found.extend(spanned(&phrase.items).map(|span| (span, role)));
        return;
    }
    let joints = phrase.items.iter().filter(|token| token.is_and());
    let parts = pieces(phrase);
    let within = |span: Span| parts.iter().any(|part| covers(part, span));
    found.extend(
        joints
            .filter(|token| !within(token.span))
            .map(|token| (token.span, WordRole::Clause)),
    );
    found.extend(parts.iter().filter_map(|part| {
        let span = spanned(part.tokens)?;
        Some((span, role(scope, arg, part, span)?))
    }));
}

fn covers(part: &Piece<'_>, span: Span) -> bool {
    spanned(part.tokens).is_some_and(|part| part.start <= span.start && span.end <= part.end)
}

/// Returns the role of one item of a list; none for a name that is still being typed.
fn role(scope: &Scope<'_>, arg: Arg, part: &Piece<'_>, span: Span) -> Option<WordRole> {
    let text = part.text();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_known = scope.longest(arg, &words) == Some(words.len());
    if arg.is_name() {
        let is_entity = is_known || !scope.meanings(&text).is_empty();
        if is_entity {
            return Some(WordRole::Entity);
        }
        let is_typed = span.end == scope.text.len();
        let may_become = is_typed && !scope.names.complete(&text, 1).is_empty();
        return (!may_become).then_some(WordRole::Unknown);
    }
    if arg == Arg::Relation {
        let is_row = text.bytes().all(|byte| byte.is_ascii_digit());
        return Some(if is_row {
            WordRole::Number
        } else {
            WordRole::Text
        });
    }
    Some(if is_known {
        WordRole::Kind
    } else {
        WordRole::Unknown
    })
}

#[cfg(test)]
mod tests {
    use super::{WordRole, spans};
    use crate::query::fixture::{data, names};

    #[track_caller]
    fn check(text: &str, wanted: &[(&str, WordRole)]) {
        let found: Vec<(&str, WordRole)> = spans(text, data(), names())
            .into_iter()
            .map(|(span, role)| (&text[span.start..span.end], role))
            .collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn every_word_has_its_role() {
        use WordRole::{Clause, Comment, Date, Entity, Kind, Number, Unknown, Verb};
        check(
            ":timeline Paul Kagame with Kazakhstan and Xyzzy via visit, vsiit # x",
            &[
                ("timeline", Verb),
                ("Paul Kagame", Entity),
                ("with", Clause),
                ("Kazakhstan", Entity),
                ("and", Clause),
                ("Xyzzy", Unknown),
                ("via", Clause),
                ("visit", Kind),
                ("vsiit", Unknown),
                ("# x", Comment),
            ],
        );
        check(
            "paths «Rwanda» to ASAN hops 3 during 2015 .. 2016",
            &[
                ("paths", Verb),
                ("«Rwanda»", Entity),
                ("to", Clause),
                ("ASAN", Entity),
                ("hops", Clause),
                ("3", Number),
                ("during", Clause),
                ("2015 .. 2016", Date),
            ],
        );
    }

    #[test]
    fn a_name_that_is_being_typed_is_not_wrong_yet() {
        check("show Rwan", &[("show", WordRole::Verb)]);
        check(
            "show Rwxn",
            &[("show", WordRole::Verb), ("Rwxn", WordRole::Unknown)],
        );
    }

    #[test]
    fn every_question_of_a_text_is_read() {
        check(
            "why 1; find x y",
            &[
                ("why", WordRole::Verb),
                ("1", WordRole::Number),
                ("find", WordRole::Verb),
                ("x y", WordRole::Text),
            ],
        );
    }
}
