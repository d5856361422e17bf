//! One error for all rooms, with what a program needs of it: its kind, and what to draw.

use std::path::PathBuf;

use itertools::Itertools as _;

use crate::analysis::Stopped;
use crate::diagnostic::Diagnostic;
use crate::edtf::NoMoment;
use crate::files::FilesError;
use crate::import::ImportError;
use crate::model::Problem;
use crate::query::QueryError;
use crate::register::EditError;
use crate::store::StoreError;

/// What went wrong, as far as a program must know to react.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The library or program was called wrongly.
    Usage,
    /// A question cannot be answered as it stands.
    Query,
    /// Data is invalid.
    Data,
    /// A file cannot be read.
    Io,
    /// The work was stopped from outside.
    Interrupted,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A question cannot be understood.
    #[error("the question cannot be answered as it stands")]
    Query {
        /// The question.
        question: String,
        /// What is wrong with it.
        source: Box<QueryError>,
    },
    /// Data files hold mistakes.
    #[error("the data holds {} {}", diagnostics.len(), if diagnostics.len() == 1 { "mistake" } else { "mistakes" })]
    Data {
        /// All of them.
        diagnostics: Vec<Diagnostic>,
    },
    /// Data files cannot be read.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// Files of other people's making cannot be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A database cannot be opened, read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An edit does not fit to what is recorded.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// What is recorded does not fit together.
    #[error("what is recorded does not fit together: {}", problems.iter().map(|problem| problem.error.to_string()).join("; "))]
    Problems {
        /// All that is wrong.
        problems: Vec<Problem>,
    },
    /// Two holdings cannot be merged without what both grew from.
    #[error("nothing tells what `{ours}` and `{theirs}` have grown from")]
    NoBase {
        /// Our side.
        ours: String,
        /// Their side.
        theirs: String,
    },
    /// A text is no moment.
    #[error(transparent)]
    NoMoment(#[from] NoMoment),
    /// Only a database knows what was recorded when.
    #[error("the data that are open are no database, so nobody knows when they were recorded")]
    NoDatabase,
    /// This version cannot open this sort of data.
    #[error("`{}` is of a sort this version cannot open", what.display())]
    UnknownSort {
        /// What was to be opened.
        what: PathBuf,
    },
    /// A line holds no question: it is blank, or a comment.
    #[error("nothing is asked")]
    NothingAsked,
    /// `why N` was asked before anything else.
    #[error("there is no answer yet whose rows could be explained")]
    NoLastAnswer,
    /// `why N` names a row that the last answer has not.
    #[error("the last answer has no row {row} with relations behind it")]
    NoSuchRow {
        /// The row, counted from 1.
        row: usize,
    },
    /// A question cannot be asked again by itself.
    #[error("`{question}` cannot be asked again by itself, so there is no receipt for it")]
    NoReceipt {
        /// The question.
        question: String,
    },
    /// A request names an entity that there is not.
    #[error("no entity is called `{name}`")]
    UnknownEntity {
        /// The name.
        name: String,
        /// The nearest names.
        nearest: Vec<String>,
    },
    /// A request names a source that there is not.
    #[error("no source has the id `{id}`")]
    UnknownSource {
        /// The id.
        id: String,
        /// The nearest ids.
        nearest: Vec<String>,
    },
    /// A request names a topic that no relation has.
    #[error("no topic is called `{topic}`")]
    UnknownTopic {
        /// The topic.
        topic: String,
        /// The nearest topics.
        nearest: Vec<String>,
    },
    /// There are no relations behind an answer that could be shown or exported.
    #[error("there are no relations behind an answer to `{kind}`")]
    NothingToSee {
        /// The kind of the answer.
        kind: &'static str,
    },
    /// There are more relations behind an answer than can be shown.
    #[error(
        "{relations} relations are too many for one page or picture, which has room for {most}"
    )]
    TooMuchToSee {
        /// How many there are.
        relations: usize,
        /// How many can be shown.
        most: usize,
        /// Clauses that leave few enough, each with how many.
        narrower: Vec<(String, usize)>,
    },
    /// The work was stopped from outside.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl Error {
    /// Returns what sort of thing went wrong.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Error::Query { .. }
            | Error::NothingAsked
            | Error::NoLastAnswer
            | Error::NoSuchRow { .. }
            | Error::NoReceipt { .. }
            | Error::UnknownEntity { .. }
            | Error::UnknownSource { .. }
            | Error::UnknownTopic { .. }
            | Error::Edit(_)
            | Error::NothingToSee { .. }
            | Error::TooMuchToSee { .. }
            | Error::NoDatabase => ErrorKind::Query,
            Error::Data { .. } | Error::Problems { .. } => ErrorKind::Data,
            Error::Store(error) => kind_of_store(error),
            Error::Files(_) => ErrorKind::Io,
            Error::Import(error) => kind_of(error),
            Error::UnknownSort { .. } | Error::NoMoment(_) | Error::NoBase { .. } => {
                ErrorKind::Usage
            }
            Error::Stopped(_) => ErrorKind::Interrupted,
        }
    }

    /// Returns what to show, with places and help.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        match self {
            Error::Query { question, source } => vec![source.diagnostic(question)],
            Error::Data { diagnostics } => diagnostics.clone(),
            Error::Files(error) => vec![crate::files::diagnostic(error)],
            Error::Import(error) => vec![error.diagnostic()],
            _ => {
                let plain = Diagnostic::new(self.to_string());
                vec![match self.help() {
                    Some(help) => plain.help(help),
                    None => plain,
                }]
            }
        }
    }

    /// Returns what to do about it, where that can be said.
    fn help(&self) -> Option<String> {
        let help = match self {
            Error::UnknownSort { .. } => {
                "a RON file, a folder of RON files, or a file that can be imported is expected"
            }
            Error::Store(error) => return error.help(),
            Error::Edit(error) => return error.help(),
            Error::NoBase { .. } => "`--base` names it; two copies of one database need none",
            Error::NoDatabase => "`chancery import DATA --into FILE.chancery` makes a database",
            Error::NothingAsked => "a question begins with a verb, for example `timeline Rwanda`",
            Error::NoLastAnswer => "ask something first, for example `timeline`",
            Error::NoSuchRow { .. } => "rows are numbered from 1 at the left of the table",
            Error::NoReceipt { .. } => {
                "name what the question is about by its id, for example `why RELATION`"
            }
            Error::NothingToSee { kind } => match *kind {
                "find" | "count" | "rank" | "groups" | "history" | "log" | "diff" | "merge"
                | "date" => {
                    "`timeline`, `between`, `neighbours`, `paths` and `show` name relations"
                }
                _ => "nothing was found; fewer clauses leave more",
            },
            Error::TooMuchToSee { narrower, .. } => {
                let mut each = narrower
                    .iter()
                    .map(|(clause, number)| format!("`{clause}` leaves {number}"));
                return Some(each.join(", "));
            }
            Error::UnknownEntity { nearest, .. } => return listed("names", nearest),
            Error::UnknownSource { nearest, .. } => return listed("sources", nearest),
            Error::UnknownTopic { nearest, .. } => return listed("topics", nearest),
            Error::Query { .. }
            | Error::Data { .. }
            | Error::Files(_)
            | Error::Import(_)
            | Error::Problems { .. }
            | Error::NoMoment(_)
            | Error::Stopped(_) => return None,
        };
        Some(help.to_owned())
    }
}

/// Returns what sort of thing hindered an import.
const fn kind_of(error: &ImportError) -> ErrorKind {
    match error {
        ImportError::Read { .. } => ErrorKind::Io,
        ImportError::Stopped { .. } => ErrorKind::Interrupted,
        ImportError::UnknownFormat { .. } => ErrorKind::Usage,
        _ => ErrorKind::Data,
    }
}

/// Returns what sort of thing hindered a database.
const fn kind_of_store(error: &StoreError) -> ErrorKind {
    match error {
        StoreError::Read { .. }
        | StoreError::Write { .. }
        | StoreError::Unsure { .. }
        | StoreError::Held { .. } => ErrorKind::Io,
        StoreError::Stopped { .. } => ErrorKind::Interrupted,
        StoreError::Exists { .. } | StoreError::NoFile { .. } => ErrorKind::Usage,
        _ => ErrorKind::Data,
    }
}

/// Returns the sentence that names the nearest words, if there are any.
fn listed(what: &str, nearest: &[String]) -> Option<String> {
    let some = !nearest.is_empty();
    some.then(|| format!("the nearest {what} are {}", nearest.join(", ")))
}

#[cfg(test)]
mod tests {
    use crate::Chancery;
    use crate::desk::{Error, ErrorKind};

    /// Checks what an error says, what help it gives, and of what kind it is.
    #[track_caller]
    fn check(error: &Error, text: &str, help: Option<&str>, kind: ErrorKind) {
        let diagnostic = error.diagnostics().remove(0);
        assert_eq!(diagnostic.message, text);
        assert_eq!(diagnostic.help.first().map(String::as_str), help);
        assert_eq!(error.kind(), kind);
    }

    #[test]
    fn a_blank_line_asks_nothing() {
        let error = Chancery::builtin().unwrap().ask("  -- later").unwrap_err();
        let help = "a question begins with a verb, for example `timeline Rwanda`";
        check(&error, "nothing is asked", Some(help), ErrorKind::Query);
    }

    #[test]
    fn a_request_is_told_the_nearest_words() {
        let chancery = Chancery::builtin().unwrap();
        let error = chancery.entity("Kagme").unwrap_err();
        let help = "the nearest names are `Kagame`";
        let said = error.diagnostics().remove(0).help.join("; ");
        assert!(said.starts_with(help), "{said}");
        let request = || chancery.timeline(None).unwrap();
        check(
            &request().about("enrgy").unwrap_err(),
            "no topic is called `enrgy`",
            Some("the nearest topics are `energy`"),
            ErrorKind::Query,
        );
        check(
            &request().from_source("zzzzzzzz").unwrap_err(),
            "no source has the id `zzzzzzzz`",
            None,
            ErrorKind::Query,
        );
    }
}
