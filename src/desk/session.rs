//! A session: questions one after another, of which a later one may refer to an earlier answer.

use crate::analysis::Cancel;
use crate::answer::Answer;
use crate::exec;
use crate::query::What;

use super::{Chancery, Error};

/// A handle that remembers its last answer.
#[derive(Debug, Clone)]
pub struct Session {
    chancery: Chancery,
    last: Option<Answer>,
}

impl Session {
    /// Begins a session on a dataset.
    pub fn new(chancery: Chancery) -> Session {
        Session {
            chancery,
            last: None,
        }
    }

    /// Returns the handle on the dataset.
    pub const fn chancery(&self) -> &Chancery {
        &self.chancery
    }

    /// Returns the last answer, to which `why N` refers.
    pub const fn last(&self) -> Option<&Answer> {
        self.last.as_ref()
    }

    /// Answers one question; nothing for a blank line or a comment.
    ///
    /// `why` leaves the last answer as it is, so that one row after another can be asked about.
    ///
    /// # Errors
    /// As for [`Chancery::ask`] and [`Chancery::run`], and [`Error::NoSuchRow`].
    pub fn ask(&mut self, question: &str, cancel: &Cancel) -> Result<Option<Answer>, Error> {
        let Some(plan) = self.chancery.plan(question)? else {
            return Ok(None);
        };
        if let What::WhyRow(row) = plan.what {
            return self.why_row(question, row).map(Some);
        }
        let answer = self.chancery.run(&plan, cancel)?;
        if !matches!(plan.what, What::Why(_)) {
            self.last = Some(answer.clone());
        }
        Ok(Some(answer))
    }

    /// Answers which sources stand behind a row of the last answer.
    fn why_row(&self, question: &str, row: usize) -> Result<Answer, Error> {
        let last = self.last.as_ref().ok_or(Error::NoLastAnswer)?;
        let relations = last.relations_of_row(row).ok_or(Error::NoSuchRow { row })?;
        Ok(exec::why(question, self.chancery.data(), &relations))
    }
}
