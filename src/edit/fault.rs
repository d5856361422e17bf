//! What can be wrong with an edit, where, and what would be right.
//!
//! What is wrong with names, dates and words is told as for questions; only what is wrong with an
//! edit alone is told here.

use crate::diagnostic::{Diagnostic, Span};
use crate::model::EntityKind;
use crate::query::QueryError;
use crate::query::dictation::with_article;

/// Why a text is no edit that could be made.
///
/// Every variant carries the place of the fault as a stretch of the text; see
/// [`EditFault::diagnostic`] for the form in which it is shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditFault {
    /// A name, a date or a word is wrong, as it could be in a question.
    #[error("{0}")]
    Words(Box<QueryError>),
    /// Something lacks without which there is no edit.
    #[error("`{after}` needs {what}")]
    Missing {
        /// Where it should stand.
        span: Span,
        /// The verb or field.
        after: &'static str,
        /// What it needs.
        what: String,
        /// How it is written.
        usage: String,
        /// The word before it, which is to be written too; empty if there is none.
        lead: String,
    },
    /// Words stand where a field should.
    #[error("`{words}` has no place in this edit")]
    Stray {
        /// The words.
        span: Span,
        /// The words themselves.
        words: String,
        /// The field of one word before them, which may have been meant to have several.
        after: Option<&'static str>,
        /// The nearest field.
        nearest: Option<&'static str>,
        /// How the edit is written.
        usage: String,
    },
    /// A record of this sort has no such field.
    #[error("{sort} has no `{field}`")]
    NoField {
        /// The field.
        span: Span,
        /// The field's name.
        field: &'static str,
        /// The sort of the record, with its article.
        sort: &'static str,
        /// The fields it has.
        fields: Vec<&'static str>,
    },
    /// A field stands where it tells nothing.
    #[error("`{field}` stands behind `from SOURCE`")]
    NoReport {
        /// The field.
        span: Span,
        /// The field's name.
        field: &'static str,
    },
    /// A field cannot be left empty.
    #[error("{sort} cannot be without `{field}`")]
    Needed {
        /// The field.
        span: Span,
        /// The field's name.
        field: &'static str,
        /// The sort of the record, with its article.
        sort: &'static str,
    },
    /// `add` and `drop` stand before a field that is no list.
    #[error("`{field}` is no list that something could be added to or dropped from")]
    NoList {
        /// The word and the field.
        span: Span,
        /// The field's name.
        field: &'static str,
    },
    /// What should be dropped is not there.
    #[error("`{words}` is not there to be dropped")]
    NotThere {
        /// The words.
        span: Span,
        /// The words themselves.
        words: String,
    },
    /// A text is no id.
    #[error("`{text}` is no id")]
    NoId {
        /// The text.
        span: Span,
        /// The text itself.
        text: String,
        /// An id that is like it.
        instead: Option<String>,
    },
    /// A record with this id is there already.
    #[error("the id `{id}` is taken")]
    TakenId {
        /// The id.
        span: Span,
        /// The id itself.
        id: String,
        /// What has it, in words.
        by: String,
        /// A free id that is like it.
        instead: String,
    },
    /// No record of a sort has this id.
    #[error("no {sort} is called `{id}`")]
    NoRecord {
        /// The id.
        span: Span,
        /// The id as written.
        id: String,
        /// The word for the sort.
        sort: &'static str,
        /// The nearest ids.
        nearest: Vec<String>,
    },
    /// Records of several sorts have this id.
    #[error("`{id}` is the id of several records")]
    SeveralSorts {
        /// The id.
        span: Span,
        /// The id itself.
        id: String,
        /// The words for their sorts.
        sorts: Vec<&'static str>,
    },
    /// A record has no fields that could be written in words.
    #[error("{sort} cannot be corrected in words")]
    NotInWords {
        /// The record.
        span: Span,
        /// Its sort, with the article.
        sort: &'static str,
    },
    /// An entity cannot stand in a role.
    #[error("`{name}` is {} and cannot be the {role} of a relation of the kind `{of}`", with_article(*kind))]
    WrongParty {
        /// The party.
        span: Span,
        /// The name of the entity.
        name: String,
        /// Its kind.
        kind: EntityKind,
        /// The role.
        role: String,
        /// The kind of relation.
        of: String,
        /// The kinds of entity that can.
        can: Vec<&'static str>,
    },
    /// Nothing is corrected.
    #[error("nothing is corrected")]
    Nothing {
        /// Where a field should stand.
        span: Span,
        /// The fields of the record.
        fields: Vec<&'static str>,
    },
}

impl EditFault {
    /// Returns where in the text the fault lies.
    pub fn span(&self) -> Span {
        match self {
            EditFault::Words(fault) => fault.span(),
            EditFault::Missing { span, .. }
            | EditFault::Stray { span, .. }
            | EditFault::NoField { span, .. }
            | EditFault::NoReport { span, .. }
            | EditFault::Needed { span, .. }
            | EditFault::NoList { span, .. }
            | EditFault::NotThere { span, .. }
            | EditFault::NoId { span, .. }
            | EditFault::TakenId { span, .. }
            | EditFault::NoRecord { span, .. }
            | EditFault::SeveralSorts { span, .. }
            | EditFault::NotInWords { span, .. }
            | EditFault::WrongParty { span, .. }
            | EditFault::Nothing { span, .. } => *span,
        }
    }

    /// Returns the fault as it is shown: message, caret under the place in `text`, help.
    ///
    /// `text` is the text of the edit.
    pub fn diagnostic(&self, text: &str) -> Diagnostic {
        if let EditFault::Words(fault) = self {
            // An edit has no clocks: who held an office hangs on its own date.
            let mut told = fault.diagnostic(text);
            for help in &mut told.help {
                *help = help.replace("`as of D`", "`on D`");
            }
            return told;
        }
        let diagnostic = Diagnostic::new(self.to_string()).at(text, self.span());
        self.help().into_iter().fold(diagnostic, Diagnostic::help)
    }

    /// Returns what would help, a line each.
    fn help(&self) -> Vec<String> {
        match self {
            EditFault::Missing { usage, .. } => vec![format!("usage: `{usage}`")],
            EditFault::Stray {
                after,
                nearest,
                usage,
                ..
            } => match (nearest, after) {
                (Some(nearest), _) => vec![format!("the nearest field is `{nearest}`")],
                (None, Some(after)) => {
                    vec![format!(
                        "several words behind `{after}` need quotes: `{after} \"…\"`"
                    )]
                }
                (None, None) => vec![format!("usage: `{usage}`")],
            },
            EditFault::NoField { fields, .. } | EditFault::Nothing { fields, .. } => {
                vec![format!("possible are {}", listed(fields, "and"))]
            }
            EditFault::NoReport { field, .. } => {
                vec![format!("for example `from SOURCE {field} \"…\"`")]
            }
            EditFault::NoId { instead, .. } => {
                let rule = "an id is small letters, digits and single hyphens between them";
                let instead = instead.iter().map(|id| format!("perhaps `{id}`"));
                std::iter::once(rule.to_owned()).chain(instead).collect()
            }
            EditFault::TakenId { by, instead, .. } => {
                vec![
                    format!("it is that of {by}"),
                    format!("`{instead}` is free"),
                ]
            }
            EditFault::NoRecord { nearest, .. } if !nearest.is_empty() => {
                let near: Vec<&str> = nearest.iter().map(String::as_str).collect();
                vec![format!("near to it: {}", listed(&near, "and"))]
            }
            EditFault::SeveralSorts { id, sorts, .. } => {
                let ways: Vec<String> = sorts.iter().map(|sort| format!("{sort} {id}")).collect();
                let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
                vec![format!("its sort says which: {}", listed(&ways, "or"))]
            }
            EditFault::WrongParty { can, .. } => {
                vec![format!("this role is for {}", listed(can, "or"))]
            }
            _ => Vec::new(),
        }
    }
}

impl From<QueryError> for EditFault {
    fn from(fault: QueryError) -> EditFault {
        EditFault::Words(Box::new(fault))
    }
}

/// Returns words in backticks, parted by commas and a last `and` or `or`.
fn listed(words: &[&str], last: &str) -> String {
    let marked: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match marked.split_last() {
        Some((only, [])) => only.clone(),
        Some((end, before)) => format!("{} {last} {end}", before.join(", ")),
        None => "nothing".to_owned(),
    }
}
