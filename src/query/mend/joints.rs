//! Words between names, and clauses that another verb or another clause stands for.

use super::{Edit, Wrong};
use crate::diagnostic::Span;
use crate::query::error::QueryError;
use crate::query::lexer::{Form, Token};

/// What may be meant by a clause that the verb does not take.
const MEANT: [(&str, &[&str]); 4] = [
    ("to", &["with", "and"]),
    ("with", &["to", "and"]),
    ("first", &["limit"]),
    ("top", &["limit"]),
];
/// What stands between two names, by verb; and the verbs that take two where this one does not.
const JOINTS: [(&str, &str, &[&str]); 5] = [
    ("timeline", "with", &[]),
    ("count", "with", &[]),
    ("paths", "to", &[]),
    ("neighbours", "and", &["common"]),
    ("show", "and", &["between"]),
];

/// The clause that names who made an entry.
const AUTHORS: &str = "made by";

/// How many verbs may take a clause that one of them can be meant.
const FEW: usize = 3;

/// Puts the clause that is meant for one that the verb does not take, or one of the few verbs that
/// take it.
pub(super) fn clauses(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    let QueryError::NotTaken {
        span,
        clause,
        takers,
        ..
    } = wrong.fault
    else {
        return Vec::new();
    };
    let meant = MEANT.iter().filter(|(said, _)| said == clause);
    let meant =
        meant.flat_map(|(_, words)| words.iter().map(|&word| vec![(*span, word.to_owned())]));
    let few = if takers.len() <= FEW {
        takers.as_slice()
    } else {
        &[]
    };
    let verbs = few.iter().map(|taker| vec![wrong.with_verb(taker)]);
    meant.chain(verbs).collect()
}

/// Puts `made by` for a bare `by`, where entries are asked about that somebody made.
pub(super) fn authors(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    if !wrong.verb.is_some_and(|verb| verb.takes(AUTHORS)) {
        return Vec::new();
    }
    let bare = wrong
        .words
        .iter()
        .filter(|token| token.form == Form::Word && token.text.eq_ignore_ascii_case("by"));
    bare.map(|by| vec![(by.span, AUTHORS.to_owned())]).collect()
}

/// Puts the word that parts two names where the fault lies: `to` for paths, `with` for timelines.
pub(super) fn names(wrong: &Wrong<'_>) -> Vec<Vec<Edit>> {
    let may_be_two = matches!(
        wrong.fault,
        QueryError::ExtraWords { .. } | QueryError::UnknownEntity { .. }
    );
    let verb = wrong.verb.filter(|_| may_be_two).map(|verb| verb.name);
    let Some((_, joint, instead)) = JOINTS.iter().find(|(name, ..)| Some(*name) == verb) else {
        return Vec::new();
    };
    let gaps = wrong
        .words
        .windows(2)
        .filter(|two| two.iter().any(|token| wrong.blames(token)));
    let parted = gaps.filter_map(|two| part(two, joint));
    parted
        .map(|edit| {
            let verbs = instead.iter().map(|verb| wrong.with_verb(verb));
            verbs.chain([edit]).collect()
        })
        .collect()
}

/// Returns the edit that parts two tokens by a word; nothing if either is none of a name.
fn part(two: &[Token], joint: &str) -> Option<Edit> {
    let [one, other] = two else {
        return None;
    };
    let is_parting = |token: &Token| token.form == Form::Comma || token.is_and();
    match (is_parting(one), is_parting(other)) {
        (true, _) => {
            let space = if one.form == Form::Comma { " " } else { "" };
            Some((one.span, format!("{space}{joint}")))
        }
        (false, true) => None,
        (false, false) => {
            let gap = Span::new(one.span.end, one.span.end);
            Some((gap, format!(" {joint}")))
        }
    }
}
