//! The rest of a question as a template: what may or must still follow.

use super::ast::{Next, Reading};
use super::complete::Typed;
use super::language::{self, Arg, CLAUSES, Clause, Verb};
use super::lexer::Form;
use super::parser::without_sigil;
use super::pieces::pieces;
use super::reader::{Preference, read_tokens};
use super::scope::Scope;
use crate::model::Dataset;
use crate::names::Names;

/// Returns the template for what may follow at the end of a question, as grey text behind the
/// cursor; `None` where the cursor is elsewhere, or in the middle of a word.
///
/// # Examples
/// ```
/// use chancery::model::Dataset;
/// use chancery::names::Names;
/// use chancery::query;
///
/// let data = Dataset::default();
/// let names = Names::new(&data);
/// assert_eq!(query::hint("date ", 5, &data, &names).as_deref(), Some("EDTF"));
/// assert_eq!(query::hint("date", 4, &data, &names).as_deref(), Some(" EDTF"));
/// assert_eq!(query::hint("dat", 3, &data, &names), None);
/// ```
pub fn hint(text: &str, at: usize, data: &Dataset, names: &Names) -> Option<String> {
    if at < text.len() {
        return None;
    }
    let typed = Typed::of(text)?;
    let finished = typed.finished_word();
    let mut tokens = typed.tokens;
    tokens.extend(finished);
    let (first, rest) = tokens.split_first()?;
    let (word, _) = without_sigil(first);
    let verb = language::verb(word)?;
    let scope = Scope::new(text, verb, data, names);
    let reading = read_tokens(rest, first.span.end, &scope, Preference::Names);
    let is_finished = text.ends_with(char::is_whitespace);
    if !is_finished && !rest.is_empty() && !ends_clearly(&reading) {
        return None;
    }
    let template = template(verb, &reading);
    let gap = if is_finished { "" } else { " " };
    (!template.is_empty()).then(|| format!("{gap}{template}"))
}

/// Tells whether the last word is surely a whole one: the end of a known name or a clause word.
fn ends_clearly(reading: &Reading) -> bool {
    let last = match (reading.next, reading.uses.last()) {
        (Next::Needed(_), _) => return true,
        (_, Some(used)) => &used.phrase,
        (_, None) => &reading.subject,
    };
    last.items
        .last()
        .is_some_and(|last| last.form != Form::Word)
}

/// Returns what may still follow, in the words of the usage line.
fn template(verb: &'static Verb, reading: &Reading) -> String {
    if let (Next::Needed(_), Some(last)) = (reading.next, reading.uses.last()) {
        let usage = last.clause.usage;
        let rest = usage.strip_prefix(last.clause.name).unwrap_or(usage);
        return rest.split(" | ").next().unwrap_or(rest).trim().to_owned();
    }
    let subject = (!reading.subject.is_empty()).then(|| lacking_name(verb, reading));
    let parts = verb
        .usage
        .iter()
        .enumerate()
        .filter_map(|(place, part)| match (place, subject) {
            (0, Some(lacking)) => lacking,
            _ => (!is_told(part, reading)).then_some(*part),
        });
    itertools::Itertools::join(&mut parts.into_iter(), " ")
}

/// Returns the template for the second name of a question that needs two.
fn lacking_name(verb: &Verb, reading: &Reading) -> Option<&'static str> {
    let is_single = pieces(&reading.subject).len() == 1;
    let needs_two = matches!(verb.subject, Arg::Pair | Arg::Entities);
    (needs_two && is_single).then_some("and ENTITY")
}

/// Tells whether a clause of this part of the usage line stands in the question already.
fn is_told(part: &str, reading: &Reading) -> bool {
    part.trim_matches(['[', ']']).split(" | ").any(|one| {
        let named =
            |clause: &&&Clause| one == clause.name || one.starts_with(&format!("{} ", clause.name));
        let clause = CLAUSES.iter().find(named);
        reading
            .uses
            .iter()
            .any(|used| clause.is_some_and(|clause| used.clause == *clause))
    })
}

#[cfg(test)]
mod tests {
    use super::hint;
    use crate::query::fixture::{data, names};

    #[track_caller]
    fn check(text: &str, wanted: Option<&str>) {
        let found = hint(text, text.len(), data(), names());
        assert_eq!(found.as_deref(), wanted, "{text}");
    }

    #[test]
    fn what_is_told_already_leaves_the_template() {
        check(
            "timeline",
            Some(" [ENTITY] [with ENTITY] [during D] [via KIND] [about TOPIC] [first N | last N]"),
        );
        check(
            "count Rwanda by year ",
            Some("[with ENTITY] [during D] [via KIND]"),
        );
        check(
            "timeline Rwanda last 5 during 2015 ",
            Some("[with ENTITY] [via KIND] [about TOPIC]"),
        );
    }

    #[test]
    fn what_is_needed_comes_first() {
        check("between Rwanda ", Some("and ENTITY [via KIND] [during D]"));
        check("timeline via ", Some("KIND[, KIND …]"));
        check("timeline Rwanda during", Some(" D"));
    }

    #[test]
    fn within_a_word_there_is_no_hint() {
        check("timeline Rwan", None);
        check("timel", None);
        check("timeline Rwanda # x", None);
        check("", None);
        check("help ", None);
    }
}
