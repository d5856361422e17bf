//! Questions that work in place of one that does not.
//!
//! Each rule knows one way in which people write what the language writes otherwise, and tells how
//! the text would have to change. A change counts only if the whole question makes a plan then, so
//! that what is told can be typed as it stands.

mod joints;
mod names;
mod offices;
mod spelt;

use std::collections::BTreeSet;

use super::error::QueryError;
use super::language::{self, Verb};
use super::lexer::{Form, Token, lex};
use super::parser::{is_sigil, without_sigil};
use super::plan::Plan;
use super::scope::Scope;
use super::world::World;
use crate::diagnostic::Span;

/// How many changes, one upon the other, are tried.
const MOST_CHANGES: usize = 3;
/// How many questions are tried: a wrong question may be long, and its answer should not wait.
const MOST_TRIED: usize = 24;

/// A stretch of the text, and what should stand in its place.
type Edit = (Span, String);

/// A way to change a wrong question: each list of edits makes one question to try.
type Rule = fn(&Wrong<'_>) -> Vec<Vec<Edit>>;

/// The rules, those first that are the surest.
const RULES: [Rule; 12] = [
    spelt::dates,
    spelt::verbs,
    joints::clauses,
    joints::authors,
    offices::titles,
    offices::bodies,
    offices::present,
    offices::of_body,
    offices::holders,
    names::kinds_left_out,
    names::vocabularies,
    joints::names,
];

/// A wrong question.
struct Wrong<'a> {
    text: &'a str,
    fault: &'a QueryError,
    verb: Option<&'static Verb>,
    /// The first word.
    first: &'a Token,
    /// What follows the first word.
    words: &'a [Token],
    world: World<'a>,
}

impl<'a> Wrong<'a> {
    /// Returns the surroundings of the question, if it has a verb.
    fn scope(&self) -> Option<Scope<'a>> {
        Some(Scope::new(
            self.text,
            self.verb?,
            self.world.data(),
            self.world.names,
        ))
    }

    /// Tells whether the fault covers a token, or stands there.
    fn blames(&self, token: &Token) -> bool {
        let fault = self.fault.span();
        fault.start < token.span.end && token.span.start < fault.end.max(fault.start + 1)
    }

    /// Returns the texts of the words that follow each other from `at` on.
    fn run(&self, at: usize) -> Vec<&'a str> {
        let from = self.words.get(at..).unwrap_or_default().iter();
        from.take_while(|token| token.form == Form::Word)
            .map(|token| token.text.as_str())
            .collect()
    }

    /// Returns the edit that puts another verb in the place of the first word.
    fn with_verb(&self, verb: &str) -> Edit {
        (without_sigil(self.first).1, verb.to_owned())
    }
}

/// Returns the fault with a question beside it that works, if one is found; `read` makes plans.
pub(super) fn advised(
    fault: QueryError,
    text: &str,
    world: World<'_>,
    read: impl Fn(&str) -> Result<Option<Plan>, QueryError>,
) -> QueryError {
    let mut tried = BTreeSet::from([text.to_owned()]);
    let mut wrong = vec![(text.to_owned(), fault.clone())];
    for _ in 0..MOST_CHANGES {
        let made = wrong
            .iter()
            .flat_map(|(text, fault)| changed(text, fault, world));
        let mut still_wrong = Vec::new();
        for made in made {
            if tried.len() > MOST_TRIED || !tried.insert(made.clone()) {
                continue;
            }
            match read(&made) {
                Ok(_) => {
                    let fault = Box::new(fault);
                    return QueryError::Advised {
                        fault,
                        instead: made,
                    };
                }
                Err(next) => still_wrong.push((made, next)),
            }
        }
        wrong = still_wrong;
    }
    fault
}

/// Returns the questions that the rules make of a wrong one, the likeliest first.
fn changed(text: &str, fault: &QueryError, world: World<'_>) -> Vec<String> {
    let tokens = without_lone_sigil(text);
    let Some((first, words)) = tokens.split_first() else {
        return Vec::new();
    };
    let wrong = Wrong {
        text,
        fault,
        verb: language::verb(without_sigil(first).0),
        first,
        words,
        world,
    };
    let ways = RULES.iter().flat_map(|rule| rule(&wrong));
    ways.filter(|edits| !edits.is_empty())
        .filter_map(|edits| question(&edited(text, edits)))
        .collect()
}

/// Returns the tokens of a text without a sigil that stands alone before the verb.
fn without_lone_sigil(text: &str) -> Vec<Token> {
    let mut tokens = lex(text).tokens;
    tokens.drain(..usize::from(tokens.first().is_some_and(is_sigil)));
    tokens
}

/// Returns the text after these edits.
fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    let mut made = text.to_owned();
    edits.sort_by_key(|(span, _)| span.start);
    for (span, new) in edits.into_iter().rev() {
        if text.get(span.start..span.end).is_some() {
            made.replace_range(span.start..span.end, &new);
        }
    }
    made
}

/// Returns the one question of a text as it is best written: with the name of its verb, each two
/// words parted by one space, without sigil and comment.
fn question(text: &str) -> Option<String> {
    let tokens = without_lone_sigil(text);
    let (first, words) = tokens.split_first()?;
    let (word, span) = without_sigil(first);
    let verb = language::verb(word).map_or(word, |verb| verb.name);
    let mut made = verb.to_owned();
    let mut end = span.end;
    for token in words.iter().take_while(|token| token.form != Form::End) {
        let is_apart = token.span.start > end;
        made.push_str(if is_apart { " " } else { "" });
        made.push_str(text.get(token.span.start..token.span.end)?);
        end = token.span.end;
    }
    Some(made)
}

#[cfg(test)]
mod tests {
    use crate::query::fixture::{fault, world};
    use crate::query::{QueryError, plan};

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        match fault(text) {
            QueryError::Advised { instead, .. } => assert_eq!(instead, wanted, "{text}"),
            other => panic!("{}", other.diagnostic(text)),
        }
        assert!(plan(wanted, world()).is_ok(), "{wanted}");
    }

    #[test]
    fn dates_are_written_as_the_language_reads_them() {
        for (said, wanted) in [
            ("2025", "during 2025"),
            ("in 2025", "during 2025"),
            ("during May 2025", "during 2025-05"),
            ("on 28th May 2025", "during 2025-05-28"),
            ("since Sept 5, 2024", "since 2024-09-05"),
            ("until 2025-5-1", "until 2025-05-01"),
            ("since 1.5.2025", "since 2025-05-01"),
            ("from 2024 to May 2025", "during 2024 to 2025-05"),
            ("as of May 2025", "as of 2025-05"),
            ("known by 27 May 2025", "known by 2025-05-27"),
            (
                "between May 2024 and June 2025",
                "between 2024-05 and 2025-06",
            ),
        ] {
            check(
                &format!("timeline Kagame {said}"),
                &format!("timeline Kagame {wanted}"),
            );
        }
        check("date March 2024", "date 2024-03");
    }

    #[test]
    fn a_word_of_another_sort_gets_its_clause() {
        check(
            "timeline Rwanda agreements",
            "timeline Rwanda via agreements",
        );
        check("count agreements by year", "count via agreements by year");
        check("timeline visits by Kagame", "timeline Kagame via visits");
        check("neighbours Rwanda persons", "neighbours Rwanda of persons");
        check("timeline Kagame planned", "timeline Kagame status planned");
    }

    #[test]
    fn two_names_are_parted_as_the_verb_takes_them() {
        check(
            "timeline Rwanda and Kazakhstan",
            "timeline Rwanda with Kazakhstan",
        );
        check(
            "timeline Rwanda, Kazakhstan",
            "timeline Rwanda with Kazakhstan",
        );
        check("path Lavrov ASAN", "paths Lavrov to ASAN");
        check(
            "timeline Kagame to Kazakhstan",
            "timeline Kagame with Kazakhstan",
        );
        check(
            "neighbours Rwanda & Kazakhstan",
            "common Rwanda and Kazakhstan",
        );
    }

    #[test]
    fn who_is_asked_about_offices_and_bodies() {
        check("show King of Rwanda", "who Rwanda");
        check("who is president of Rwanda", "who president of Rwanda");
        check("who Kagame", "show Kagame");
    }

    #[test]
    fn misspelt_offices_are_put_right() {
        for (said, wanted) in [
            (
                "who minster of forign affairs of rwandaa",
                "who minister of foreign affairs of Rwanda",
            ),
            ("who presidnt", "who president"),
            (
                "timeline presidnt of Kazakhstan as of 2015",
                "timeline president of Kazakhstan as of 2015",
            ),
            (
                "show Rwanda's forein minister as of 2025",
                "show Rwanda's foreign minister as of 2025",
            ),
            (
                "neighbours forein minister of Rwanda",
                "neighbours foreign minister of Rwanda as of 2026",
            ),
        ] {
            check(said, wanted);
        }
    }

    #[test]
    fn of_several_holders_the_present_one_is_proposed_where_no_date_is_named() {
        check(
            "show president of Rwanda",
            "show president of Rwanda as of 2026",
        );
        let dated = fault("neighbours foreign minister of Rwanda during 2024");
        assert!(matches!(dated, QueryError::Ambiguous { .. }), "{dated:?}");
    }

    #[test]
    fn without_is_for_sources() {
        check(
            "timeline Rwanda without agreements",
            "timeline Rwanda not via agreements",
        );
    }

    #[test]
    fn verbs_and_clauses_go_with_each_other() {
        check("list agreements", "timeline via agreements");
        check(
            ": list visits by Kagame since May 2025; # x",
            "timeline Kagame since 2025-05 via visits",
        );
        check("count by source first 5", "count by source limit 5");
        check("timeline Rwanda by year", "count Rwanda by year");
        check("Rwanda", "show Rwanda");
    }

    #[test]
    fn what_no_rule_mends_stays_as_it_is() {
        for text in [
            "timeline Kagmae vai visit",
            "timeline Rwanda first 3 banana",
            "paths Rwanda",
        ] {
            assert!(!matches!(fault(text), QueryError::Advised { .. }), "{text}");
        }
    }
}
