//! Offices: misspelt ones, those that several held, and words that are none.

use super::{Edit, Wrong};
use crate::diagnostic::Span;
use crate::names::is_title;
use crate::query::error::QueryError;
use crate::query::language::Arg;
use crate::query::lexer::Token;
use crate::query::lexicon::HELD_IN;
use crate::query::offers::in_quotes_if_needed;
use crate::query::reader::{Preference, read_tokens};
use crate::text;

/// Words that stand between `who` and an office in a sentence.
const IS: [&str; 4] = ["is", "was", "were", "are"];

/// Puts the nearest title in the place of a misspelt one.
pub(super) fn titles(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    match wrong.fault {
        QueryError::UnknownTitle { span, nearest, .. } => respelt(*span, nearest),
        _ => Vec::new(),
    }
}

/// Puts the nearest name in the place of a misspelt body behind a title.
pub(super) fn bodies(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    let QueryError::UnknownEntity { span, nearest, .. } = wrong.fault else {
        return Vec::new();
    };
    let is_before = |token: &&Token| token.span.end <= span.start;
    let before: Vec<&str> = wrong
        .words
        .iter()
        .take_while(is_before)
        .map(|token| token.text.as_str())
        .collect();
    let (Some((leading, title)), Some(scope)) = (before.split_last(), wrong.scope()) else {
        return Vec::new();
    };
    let is_title = |from: usize| {
        let words = title.get(from..).unwrap_or_default();
        scope.lexicon().title(&words.join(" ")).is_some()
    };
    if is_held_in(leading) && (0..title.len()).any(is_title) {
        respelt(*span, nearest)
    } else {
        Vec::new()
    }
}

/// Returns the ways to put right words in the place of wrong ones.
fn respelt(span: Span, right: &[String]) -> Vec<Vec<Edit>> {
    let edits = right.iter().map(|name| (span, in_quotes_if_needed(name)));
    edits.map(|edit| vec![edit]).collect()
}

/// Asks about who holds an office at present, where several held it and no date is named: in the
/// year, the month or on the day of the newest record.
pub(super) fn present(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    let is_of_a_holder = wrong.fault.is_of_a_holder();
    let (Some(scope), Some(last)) = (wrong.scope(), wrong.words.last()) else {
        return Vec::new();
    };
    let Some(newest) = wrong.world.network.newest_day().filter(|_| is_of_a_holder) else {
        return Vec::new();
    };
    let reading = read_tokens(wrong.words, wrong.first.span.end, &scope, Preference::Names);
    let tells_when = |arg: Arg| matches!(arg, Arg::Date | Arg::Window | Arg::TwoDates);
    let is_dated = reading.uses.iter().any(|used| tells_when(used.clause.arg));
    if is_dated || wrong.world.clocks.as_of.is_some() || !scope.verb.takes("as of") {
        return Vec::new();
    }
    let end = Span::new(last.span.end, last.span.end);
    let day = newest.to_string();
    let parts = day.match_indices('-').filter(|(at, _)| *at > 0);
    let shorter = parts.filter_map(|(at, _)| day.get(..at));
    shorter
        .chain([day.as_str()])
        .map(|date| vec![(end, format!(" as of {date}"))])
        .collect()
}

/// Asks for the offices of a body instead of one that it has not: `King of Rwanda`.
pub(super) fn of_body(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    if !matches!(wrong.fault, QueryError::UnknownEntity { .. }) {
        return Vec::new();
    }
    let run = wrong.run(0);
    let Some(at) = run.iter().position(|word| is_held_in(word)) else {
        return Vec::new();
    };
    let office = run.get(..at).unwrap_or_default();
    let (Some(body), Some(first)) = (wrong.words.get(at + 1), wrong.words.first()) else {
        return Vec::new();
    };
    if !is_title(&office.join(" ")) {
        return Vec::new();
    }
    let of_body = (Span::new(first.span.start, body.span.start), String::new());
    vec![vec![wrong.with_verb("who"), of_body]]
}

/// Writes a question for the holders of an office as the language has it: without `is`, and about
/// an office.
pub(super) fn holders(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    let is_filler = |word: &&Token| IS.contains(&&*text::fold(&word.text));
    match (wrong.fault, wrong.words.split_first()) {
        (QueryError::NoOffice { .. }, _) => vec![vec![wrong.with_verb("show")]],
        (QueryError::UnknownTitle { .. }, Some((first, rest))) if is_filler(&first) => {
            let next = rest.first().map_or(first.span.end, |next| next.span.start);
            vec![vec![(Span::new(first.span.start, next), String::new())]]
        }
        _ => Vec::new(),
    }
}

/// Tells whether a word leads from a title to the body.
fn is_held_in(word: &str) -> bool {
    HELD_IN.contains(&&*text::fold(word))
}
