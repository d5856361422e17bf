//! Dates as people write them, and verbs that the language calls otherwise.

use super::{Edit, Wrong};
use crate::diagnostic::Span;
use crate::edtf::{Edtf, MONTH_NAMES};
use crate::query::dates;
use crate::query::error::QueryError;
use crate::query::lexer::{Form, Token};
use crate::text;

/// The least letters to which the name of a month is shortened.
const SHORTEST: usize = 3;
/// Words before a date that tell how it counts.
const TOLD: [&str; 15] = [
    "during", "within", "since", "until", "till", "by", "asof", "between", "date", "edtf", "to",
    "..", "-", "–", "—",
];
/// Words before a date that mean `during`.
const AS_DURING: [&str; 4] = ["in", "on", "from", "of"];
/// First words that mean a verb of the language.
const VERBS: [(&str, &str); 10] = [
    ("list", "timeline"),
    ("events", "timeline"),
    ("history", "timeline"),
    ("when", "timeline"),
    ("all", "timeline"),
    ("links", "neighbours"),
    ("connections", "neighbours"),
    ("about", "show"),
    ("compare", "between"),
    ("how", "paths"),
];

/// Writes every date as EDTF, with `during` before it if nothing there tells how it counts.
pub(super) fn dates(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut at = 0;
    while at < wrong.words.len() {
        let rest = wrong.words.get(at..).unwrap_or_default();
        let Some((count, date)) = written(rest) else {
            at += 1;
            continue;
        };
        let before = wrong.words.get(..at).unwrap_or_default();
        edits.extend(date_edits((wrong.first, before), rest, count, &date));
        at += count;
    }
    vec![edits]
}

/// Returns the edits for one date, which has `count` tokens, behind the verb and other words.
fn date_edits(
    (verb, words): (&Token, &[Token]),
    rest: &[Token],
    count: usize,
    date: &str,
) -> Vec<Edit> {
    let before = words.last().unwrap_or(verb);
    let is_any = |words: &[&str]| {
        words
            .iter()
            .any(|word| before.text.eq_ignore_ascii_case(word))
    };
    let mut edits = Vec::new();
    let mut put = date.to_owned();
    if is_second_of_two(words) || is_as_of(words) {
        // A clause of two words tells how the date counts.
    } else if is_any(&AS_DURING) {
        edits.push((before.span, "during".to_owned()));
    } else if !is_any(&TOLD) && !before.text.ends_with("..") {
        put.insert_str(0, "during ");
    }
    let (Some(first), Some(last)) = (rest.first(), rest.get(count.saturating_sub(1))) else {
        return Vec::new();
    };
    let is_same = count == 1 && first.text == put;
    edits.extend((!is_same).then(|| (first.span.to(last.span), put)));
    edits
}

/// Tells whether the last of these words is the second of `as of`.
fn is_as_of(words: &[Token]) -> bool {
    let is = |word: &Token, wanted: &str| word.text.eq_ignore_ascii_case(wanted);
    matches!(words, [.., first, second] if is(first, "as") && is(second, "of"))
}

/// Tells whether the last of these words is the `and` of `between D and D`.
fn is_second_of_two(words: &[Token]) -> bool {
    let is = |word: &Token, wanted: &str| word.text.eq_ignore_ascii_case(wanted);
    words.last().is_some_and(|last| is(last, "and")) && words.iter().any(|word| is(word, "between"))
}

/// Returns how many of these tokens are a date, and the date as EDTF writes it.
fn written(tokens: &[Token]) -> Option<(usize, String)> {
    let word = |at: usize| {
        let token = tokens.get(at).filter(|token| token.form == Form::Word);
        token.map(|token| token.text.as_str())
    };
    let comma = |at: usize| usize::from(tokens.get(at).is_some_and(|t| t.form == Form::Comma));
    let first = word(0)?;
    let by_day = || {
        let (day, month) = (day(first)?, month(word(1)?)?);
        let at = 2 + comma(2);
        Some((at + 1, format!("{}-{month:02}-{day:02}", year(word(at)?)?)))
    };
    let by_month = || {
        let (month, day) = (month(first)?, day(word(1)?)?);
        let at = 2 + comma(2);
        Some((at + 1, format!("{}-{month:02}-{day:02}", year(word(at)?)?)))
    };
    let month_alone = || {
        let (month, at) = (month(first)?, 1 + comma(1));
        Some((at + 1, format!("{}-{month:02}", year(word(at)?)?)))
    };
    let as_it_stands = || {
        let is_date = dates::begins(first) && Edtf::parse(first).is_ok();
        is_date.then(|| (1, first.to_owned()))
    };
    let found = by_day().or_else(by_month).or_else(month_alone);
    let found = found
        .or_else(|| Some((1, digits(first)?)))
        .or_else(as_it_stands)?;
    Edtf::parse(&found.1).is_ok().then_some(found)
}

fn month(word: &str) -> Option<usize> {
    let word = text::fold(word);
    let is_it = |name: &&str| name.to_lowercase().starts_with(&word);
    let place = MONTH_NAMES.iter().position(is_it);
    place
        .filter(|_| word.len() >= SHORTEST)
        .map(|place| place + 1)
}

/// Returns a day of a month: `28`, `28th`.
fn day(word: &str) -> Option<usize> {
    let endings = ["st", "nd", "rd", "th"];
    let digits = endings.iter().find_map(|ending| word.strip_suffix(ending));
    digits
        .unwrap_or(word)
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))
}

fn year(word: &str) -> Option<&str> {
    (word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())).then_some(word)
}

/// Reads a date of digits: `2025-5-1`, `2025/05/01`, `1.5.2025`, `2025-5`.
fn digits(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    let number = |part: &str| {
        let is_short = (1..=2).contains(&part.len());
        part.parse::<usize>().ok().filter(|_| is_short)
    };
    match parts.as_slice() {
        [y, m, d] if word.contains('.') => {
            let (day, month, year) = (number(y)?, number(m)?, year(d)?);
            Some(format!("{year}-{month:02}-{day:02}"))
        }
        [y, m, d] => Some(format!("{}-{:02}-{:02}", year(y)?, number(m)?, number(d)?)),
        [y, m] if word.contains('-') => Some(format!("{}-{:02}", year(y)?, number(m)?)),
        _ => None,
    }
}

/// Puts a verb of the language for a first word that means it, or before a name that stands alone.
pub(super) fn verbs(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    let QueryError::UnknownVerb { word, span, .. } = wrong.fault else {
        return Vec::new();
    };
    let word = text::fold(word);
    let meant = VERBS.iter().filter(|(said, _)| *said == word);
    let meant = meant.map(|(_, verb)| vec![wrong.with_verb(verb)]);
    let before = Span::new(span.start, span.start);
    let alone = ["show ", "timeline "].map(|verb| vec![(before, verb.to_owned())]);
    meant.chain(alone).collect()
}
