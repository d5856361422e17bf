//! What can be wrong with a question, where, and what would be right.
//!
//! An error holds places, words and candidates as text, and does not look into datasets or names.

use super::advice;
use crate::diagnostic::{Diagnostic, Span};
use crate::edtf::{EdtfError, NoMoment};
use crate::model::Entity;

/// An entity that an ambiguous name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameCandidate {
    /// Its id, which always works.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The word for its kind.
    pub kind: &'static str,
    /// When it was in office, in words, if it was named by an office.
    pub held: Option<String>,
}

impl NameCandidate {
    /// Returns the candidate for an entity.
    pub(super) fn of(entity: &Entity) -> NameCandidate {
        NameCandidate {
            id: entity.id.to_string(),
            name: entity.name.clone(),
            kind: entity.kind.word(),
            held: None,
        }
    }
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
    /// Nobody is known to have held an office on the days asked about.
    #[error("nobody is known who held `{office}`{}", if others.is_empty() { "" } else { " then" })]
    NoHolder {
        /// The office.
        span: Span,
        /// The office as written.
        office: String,
        /// Who held it at other times, in words: the last before and the first behind.
        others: Vec<String>,
        /// The id of the body.
        body: Option<String>,
    },
    /// A title stands where a name should, and does not say of which body.
    #[error("`{title}` is the title of many")]
    NoBody {
        /// The title.
        span: Span,
        /// The title as written.
        title: String,
        /// A body that has such an office.
        body: Option<String>,
    },
    /// No office has this title.
    #[error("no office is called `{title}`")]
    UnknownTitle {
        /// The title.
        span: Span,
        /// The title as written.
        title: String,
        /// The nearest titles.
        nearest: Vec<String>,
    },
    /// An entity stands for an office or for the body of one, and can be neither.
    #[error("`{name}` is no office but {kind}")]
    NoOffice {
        /// The name.
        span: Span,
        /// The entity's name.
        name: String,
        /// The word for its kind, with its article.
        kind: String,
        /// Its id.
        id: String,
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
    /// A word stands where a moment should, and is none.
    #[error("{source}")]
    NoMoment {
        /// The word.
        span: Span,
        /// Why.
        source: NoMoment,
    },
    /// No record has this id, or ever had.
    #[error("no record is called `{id}`")]
    UnknownRecord {
        /// The id.
        span: Span,
        /// The id as written.
        id: String,
        /// The nearest ids.
        nearest: Vec<String>,
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
            | QueryError::NoHolder { span, .. }
            | QueryError::NoBody { span, .. }
            | QueryError::UnknownTitle { span, .. }
            | QueryError::NoOffice { span, .. }
            | QueryError::NoPlace { span, .. }
            | QueryError::UnknownRelation { span, .. }
            | QueryError::UnknownKind { span, .. }
            | QueryError::UnknownWord { span, .. }
            | QueryError::NoNumber { span, .. }
            | QueryError::OutOfRange { span, .. }
            | QueryError::BadDate { span, .. }
            | QueryError::NoDate { span, .. }
            | QueryError::NoMoment { span, .. }
            | QueryError::UnknownRecord { span, .. }
            | QueryError::TurnedWindow { span }
            | QueryError::EmptyWindow { span } => *span,
            QueryError::Advised { fault, .. } => fault.span(),
        }
    }

    /// Tells whether the fault is that an office has no holder or several: one that hangs on the
    /// days asked about.
    pub(super) fn is_of_a_holder(&self) -> bool {
        match self {
            QueryError::Ambiguous { candidates, .. } => {
                candidates.iter().any(|one| one.held.is_some())
            }
            fault => matches!(fault, QueryError::NoHolder { .. }),
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
        advice::help(self)
            .into_iter()
            .fold(diagnostic, Diagnostic::help)
    }
}

/// Returns the bounds of a number in words.
fn bounds(least: usize, most: Option<usize>) -> String {
    match most {
        Some(most) => format!("from {least} to {most}"),
        None => format!("at least {least}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{NameCandidate, QueryError};
    use crate::diagnostic::Span;

    #[test]
    fn an_ambiguous_name_tells_the_ids() {
        let candidate = |id: &str| NameCandidate {
            id: id.to_owned(),
            name: "Kagame".to_owned(),
            kind: "person",
            held: None,
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
