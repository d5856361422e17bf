//! What can be wrong with a question, where, and what would be right.
//!
//! An error holds places, words and candidates as text; it does not know datasets or names.

use crate::diagnostic::{Diagnostic, Span};
use crate::edtf::EdtfError;

/// An entity that an ambiguous name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameCandidate {
    /// Its id, which always works.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The word for its kind.
    pub kind: &'static str,
}

/// Why a question cannot be answered.
///
/// Every variant carries the place of the fault as a stretch of the question; see
/// [`QueryError::diagnostic`] for the form in which it is shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// A quotation is opened and never closed.
    #[error("the quotation that `{mark}` opens is not closed")]
    UnclosedQuote {
        /// The opening mark.
        span: Span,
        /// The mark.
        mark: char,
    },
    /// A set of dates is opened and never closed.
    #[error("the bracket `{bracket}` is not closed")]
    UnclosedBracket {
        /// The bracket.
        span: Span,
        /// The bracket itself.
        bracket: char,
    },
    /// A second question follows the first.
    #[error("a second question begins with `{word}`")]
    SecondQuestion {
        /// The first word of the second question.
        span: Span,
        /// That word.
        word: String,
    },
    /// No question begins with this word.
    #[error("no question begins with `{word}`")]
    UnknownVerb {
        /// The word.
        span: Span,
        /// The word itself.
        word: String,
        /// The nearest verbs.
        nearest: Vec<String>,
        /// All verbs, if none is near.
        verbs: Vec<&'static str>,
    },
    /// A word is kept for a later version.
    #[error("`{word}` is not in this version")]
    NotYet {
        /// The word.
        span: Span,
        /// The word itself.
        word: &'static str,
        /// What to use instead.
        instead: &'static str,
    },
    /// The question has no place for a clause.
    #[error("`{verb}` takes no `{clause}`")]
    NotTaken {
        /// The clause word.
        span: Span,
        /// The verb.
        verb: &'static str,
        /// The clause.
        clause: &'static str,
        /// The verbs that take it.
        takers: Vec<&'static str>,
    },
    /// A clause stands twice that may stand once.
    #[error("`{clause}` stands here for the second time")]
    Repeated {
        /// The second clause word.
        span: Span,
        /// The clause.
        clause: &'static str,
    },
    /// Two clauses cannot both hold.
    #[error("`{clause}` cannot stand beside `{other}`")]
    Conflict {
        /// The second of the two.
        span: Span,
        /// The second clause.
        clause: &'static str,
        /// The first clause.
        other: &'static str,
    },
    /// A verb or clause lacks what it needs.
    #[error("`{after}` needs {what}")]
    Missing {
        /// Where it should stand.
        span: Span,
        /// The verb or clause.
        after: &'static str,
        /// What it needs, with backticks where it is typed so.
        what: String,
        /// How it is written.
        usage: String,
    },
    /// A word stands where a clause should.
    #[error("no clause is called `{word}`")]
    UnknownClause {
        /// The word.
        span: Span,
        /// The word itself.
        word: String,
        /// The nearest clause.
        nearest: &'static str,
    },
    /// Words stand where nothing is expected.
    #[error("`{words}` has no place in this question")]
    ExtraWords {
        /// The words.
        span: Span,
        /// The words themselves.
        words: String,
        /// How the question is written.
        usage: String,
    },
    /// More entities are named than the question is about.
    #[error("`{verb}` is about {most} entities, and `{name}` is one more")]
    TooManyNames {
        /// The first name too many.
        span: Span,
        /// That name.
        name: String,
        /// The verb.
        verb: &'static str,
        /// How many it takes.
        most: usize,
    },
    /// No entity has this name.
    #[error("no entity is called `{name}`")]
    UnknownEntity {
        /// The name.
        span: Span,
        /// The name as written.
        name: String,
        /// The nearest names.
        nearest: Vec<String>,
    },
    /// Several entities have this name.
    #[error("`{name}` may mean {} entities", candidates.len())]
    Ambiguous {
        /// The name.
        span: Span,
        /// The name as written.
        name: String,
        /// The entities, the likeliest first.
        candidates: Vec<NameCandidate>,
    },
    /// Two entities should differ and do not.
    #[error("`{name}` stands on both sides")]
    SameTwice {
        /// The second name.
        span: Span,
        /// The entity's name.
        name: String,
    },
    /// An entity stands for a place and is none.
    #[error("`{name}` is no place but {kind}")]
    NoPlace {
        /// The name.
        span: Span,
        /// The entity's name.
        name: String,
        /// The word for its kind, with its article.
        kind: String,
    },
    /// No relation has this id.
    #[error("no relation is called `{id}`")]
    UnknownRelation {
        /// The id.
        span: Span,
        /// The id as written.
        id: String,
        /// The nearest ids.
        nearest: Vec<String>,
    },
    /// No relation kind or category has this name.
    #[error("no kind of relation is called `{word}`")]
    UnknownKind {
        /// The word or words.
        span: Span,
        /// The words themselves.
        word: String,
        /// The nearest kinds.
        nearest: Vec<String>,
        /// Whether it is a kind of entity, which `of` takes.
        is_entity_kind: bool,
    },
    /// A word is none of the few that may stand here.
    #[error("no {what} is called `{word}`")]
    UnknownWord {
        /// The word or words.
        span: Span,
        /// The words themselves.
        word: String,
        /// What should stand here: entity kind, status, topic …
        what: &'static str,
        /// The nearest right words.
        nearest: Vec<String>,
        /// All right words, where they are few.
        all: Vec<String>,
    },
    /// A number should stand here.
    #[error("`{word}` is no number for `{clause}`")]
    NoNumber {
        /// The word.
        span: Span,
        /// The word itself.
        word: String,
        /// The clause.
        clause: &'static str,
    },
    /// A number is too small or too great.
    #[error("`{clause}` is {}, not `{number}`", bounds(*least, *most))]
    OutOfRange {
        /// The number.
        span: Span,
        /// The number as written.
        number: String,
        /// The clause.
        clause: &'static str,
        /// The least number.
        least: usize,
        /// The greatest number, if there is one.
        most: Option<usize>,
    },
    /// A date is wrongly written.
    #[error("{source}")]
    BadDate {
        /// The part of it that is wrong.
        span: Span,
        /// Why.
        source: EdtfError,
    },
    /// A word stands where a date should, and looks like none.
    #[error("`{word}` is no date for `{after}`")]
    NoDate {
        /// The word.
        span: Span,
        /// The word itself.
        word: String,
        /// The clause or verb.
        after: &'static str,
    },
    /// A window ends before it begins.
    #[error("the window ends before it begins")]
    TurnedWindow {
        /// The two dates.
        span: Span,
    },
    /// A fault, beside which a question is known that works.
    #[error("{fault}")]
    Advised {
        /// What is wrong.
        fault: Box<QueryError>,
        /// The question that may be meant.
        instead: String,
    },
    /// Windows have no day in common.
    #[error("no day is left: the windows do not meet")]
    EmptyWindow {
        /// The date that leaves none.
        span: Span,
    },
}

impl QueryError {
    /// Returns where in the question the fault lies.
    pub fn span(&self) -> Span {
        match self {
            QueryError::UnclosedQuote { span, .. }
            | QueryError::UnclosedBracket { span, .. }
            | QueryError::SecondQuestion { span, .. }
            | QueryError::UnknownVerb { span, .. }
            | QueryError::NotYet { span, .. }
            | QueryError::NotTaken { span, .. }
            | QueryError::Repeated { span, .. }
            | QueryError::Conflict { span, .. }
            | QueryError::Missing { span, .. }
            | QueryError::UnknownClause { span, .. }
            | QueryError::ExtraWords { span, .. }
            | QueryError::TooManyNames { span, .. }
            | QueryError::UnknownEntity { span, .. }
            | QueryError::Ambiguous { span, .. }
            | QueryError::SameTwice { span, .. }
            | QueryError::NoPlace { span, .. }
            | QueryError::UnknownRelation { span, .. }
            | QueryError::UnknownKind { span, .. }
            | QueryError::UnknownWord { span, .. }
            | QueryError::NoNumber { span, .. }
            | QueryError::OutOfRange { span, .. }
            | QueryError::BadDate { span, .. }
            | QueryError::NoDate { span, .. }
            | QueryError::TurnedWindow { span }
            | QueryError::EmptyWindow { span } => *span,
            QueryError::Advised { fault, .. } => fault.span(),
        }
    }

    /// Returns the fault as it is shown: message, caret under the place in `text`, help.
    ///
    /// `text` is the text that was asked.
    ///
    /// # Examples
    /// ```
    /// use chancery::query;
    ///
    /// let text = "timelin Rwanda";
    /// let fault = query::parse(text).unwrap_err().diagnostic(text);
    /// assert_eq!(fault.help, ["the nearest verb is `timeline`"]);
    /// ```
    pub fn diagnostic(&self, text: &str) -> Diagnostic {
        let diagnostic = Diagnostic::new(self.to_string()).at(text, self.span());
        self.help().into_iter().fold(diagnostic, Diagnostic::help)
    }

    /// Returns what would help, a line each.
    fn help(&self) -> Vec<String> {
        match self {
            QueryError::Advised { instead, .. } => vec![format!("perhaps `{instead}`")],
            QueryError::UnclosedQuote { .. } => vec!["close it behind the name".to_owned()],
            QueryError::UnclosedBracket { bracket, .. } => {
                let example = if *bracket == '[' {
                    "[1667,1668]"
                } else {
                    "{1667,1668}"
                };
                vec![format!("a set of dates is written `{example}`")]
            }
            QueryError::SecondQuestion { .. } => {
                vec!["one question at a time; a name with a semicolon needs quotes".to_owned()]
            }
            QueryError::NotYet { instead, .. } => vec![(*instead).to_owned()],
            QueryError::NotTaken { clause, takers, .. } => {
                vec![format!("`{clause}` goes with {}", listed(takers))]
            }
            QueryError::Repeated { .. } => vec!["once is enough".to_owned()],
            QueryError::Conflict { .. } => vec!["keep one of the two".to_owned()],
            QueryError::Missing { usage, .. } | QueryError::ExtraWords { usage, .. } => {
                vec![format!("usage: `{usage}`")]
            }
            QueryError::TooManyNames { .. } => {
                vec![
                    "`common` takes any number; a name with `and` in it may need quotes".to_owned(),
                ]
            }
            QueryError::SameTwice { .. } => vec!["two different entities are needed".to_owned()],
            QueryError::NoPlace { .. } => {
                vec!["`at` takes a place, a state or an institution".to_owned()]
            }
            QueryError::NoNumber { clause, .. } => vec![format!("for example `{clause} 3`")],
            QueryError::BadDate { source, .. } => {
                source.help().map(str::to_owned).into_iter().collect()
            }
            QueryError::EmptyWindow { .. } => {
                vec!["several windows count only where they overlap".to_owned()]
            }
            QueryError::NoDate { .. } => {
                vec!["dates are written `2024`, `2024-03` or `2024-03-28`".to_owned()]
            }
            QueryError::TurnedWindow { .. } => vec!["the earlier date comes first".to_owned()],
            QueryError::OutOfRange { .. } => Vec::new(),
            _ => self.nearest_help(),
        }
    }

    /// Returns help for a word that is not known: the nearest right ones.
    fn nearest_help(&self) -> Vec<String> {
        match self {
            QueryError::UnknownVerb { nearest, verbs, .. } => either("verb", nearest, verbs),
            QueryError::UnknownClause { nearest, .. } => {
                vec![format!("the nearest clause is `{nearest}`")]
            }
            QueryError::UnknownEntity { name, nearest, .. } if nearest.is_empty() => {
                let first = name.split([' ', ',']).next().unwrap_or("TEXT");
                vec![format!(
                    "`find {first}` searches all names, aliases and codes"
                )]
            }
            QueryError::UnknownEntity { nearest, .. } => either("name", nearest, &[]),
            QueryError::Ambiguous { candidates, .. } => ambiguity(candidates),
            QueryError::UnknownRelation { nearest, .. } if nearest.is_empty() => {
                vec!["`timeline` lists relations with their ids".to_owned()]
            }
            QueryError::UnknownRelation { nearest, .. } => either("relation", nearest, &[]),
            QueryError::UnknownKind {
                word,
                is_entity_kind: true,
                ..
            } => {
                vec![format!("it is a kind of entity: `of {word}`")]
            }
            QueryError::UnknownKind { nearest, .. } if nearest.is_empty() => {
                vec!["`count by kind` lists the kinds in use".to_owned()]
            }
            QueryError::UnknownKind { nearest, .. } => either("kind", nearest, &[]),
            QueryError::UnknownWord {
                what, nearest, all, ..
            } => {
                if nearest.is_empty() && all.is_empty() {
                    return vec![format!("`count by {what}` lists the {what}s")];
                }
                let all: Vec<&str> = all.iter().map(String::as_str).collect();
                either(what, nearest, &all)
            }
            _ => Vec::new(),
        }
    }
}

/// Returns help that names the nearest words, or all there are if none is near.
fn either(what: &str, nearest: &[String], all: &[&str]) -> Vec<String> {
    match (nearest, all) {
        ([], []) => Vec::new(),
        ([], all) => vec![format!("possible are {}", listed(all))],
        ([one], _) => vec![format!("the nearest {what} is `{one}`")],
        (several, _) => {
            let words: Vec<&str> = several.iter().map(String::as_str).collect();
            vec![format!("near to it are {}", listed(&words))]
        }
    }
}

/// Returns help that lists what a name may mean.
fn ambiguity(candidates: &[NameCandidate]) -> Vec<String> {
    const SHOWN: usize = 8;
    let mut help: Vec<String> = candidates
        .iter()
        .take(SHOWN)
        .map(|one| format!("`{}` is the {} {}", one.id, one.kind, one.name))
        .collect();
    if candidates.len() > SHOWN {
        help.push(format!("and {} more", candidates.len() - SHOWN));
    }
    help.push("the id says which is meant, or the whole name in quotes".to_owned());
    help
}

/// Returns the bounds of a number in words.
fn bounds(least: usize, most: Option<usize>) -> String {
    match most {
        Some(most) => format!("from {least} to {most}"),
        None => format!("at least {least}"),
    }
}

/// Returns words in backticks, parted by commas and a last `and`.
fn listed(words: &[&str]) -> String {
    let marked: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match marked.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{NameCandidate, QueryError, listed};
    use crate::diagnostic::Span;

    #[test]
    fn words_are_listed_as_in_a_sentence() {
        assert_eq!(listed(&["a"]), "`a`");
        assert_eq!(listed(&["a", "b", "c"]), "`a`, `b` and `c`");
    }

    #[test]
    fn an_ambiguous_name_tells_the_ids() {
        let candidate = |id: &str| NameCandidate {
            id: id.to_owned(),
            name: "Kagame".to_owned(),
            kind: "person",
        };
        let fault = QueryError::Ambiguous {
            span: Span::new(5, 11),
            name: "Kagame".to_owned(),
            candidates: vec![candidate("paul-kagame"), candidate("jeannette-kagame")],
        };
        let shown = fault.diagnostic("show Kagame").to_string();
        assert!(
            shown.contains("`paul-kagame` is the person Kagame"),
            "{shown}"
        );
        assert!(shown.contains("line 1, column 6"), "{shown}");
    }
}
