//! Receipts of answers, and asking again what a receipt says was answered.

use std::fmt;

use crate::analysis::Cancel;
use crate::answer::Answer;
use crate::diagnostic::Diagnostic;
use crate::query::{self, Plan, What};
use crate::receipt::{Digest, Receipt};

use super::{Chancery, Error};

/// What came of asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The same data give the same answer.
    Agrees,
    /// The answer is the same, but other data have changed.
    DataDiffers,
    /// The answer is another one, or there is none.
    AnswerDiffers,
}

impl Verdict {
    /// Returns the verdict in a word or two.
    pub const fn words(self) -> &'static str {
        match self {
            Verdict::Agrees => "ok",
            Verdict::DataDiffers => "data differs",
            Verdict::AnswerDiffers => "answer differs",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.words())
    }
}

/// A question of a receipt, asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// The receipt.
    pub receipt: Receipt,
    /// The digest of the data now.
    pub data: Digest,
    /// The digest of the answer now, or why there is none.
    pub answer: Result<Digest, Diagnostic>,
    /// The version that answers now.
    pub version: &'static str,
}

impl Replay {
    /// Tells whether the data are those of the receipt.
    pub fn has_same_data(&self) -> bool {
        self.data == self.receipt.data
    }

    /// Tells whether the answer is that of the receipt.
    pub fn has_same_answer(&self) -> bool {
        self.answer.as_ref() == Ok(&self.receipt.answer)
    }

    /// Tells whether the version that answers is the one that made the receipt. Another one may
    /// still give the same answer.
    pub fn has_same_version(&self) -> bool {
        self.version == self.receipt.version
    }

    /// Returns what came of it.
    pub fn verdict(&self) -> Verdict {
        match (self.has_same_answer(), self.has_same_data()) {
            (false, _) => Verdict::AnswerDiffers,
            (true, false) => Verdict::DataDiffers,
            (true, true) => Verdict::Agrees,
        }
    }
}

impl Chancery {
    /// Returns the receipt of an answer that this handle gave to a plan.
    ///
    /// Its question is told so that it means the same whoever asks: entities by their ids, with
    /// the clocks of the session.
    ///
    /// # Errors
    /// [`Error::NoReceipt`] if the question cannot be asked again by itself: it refers to a row of
    /// another answer, or looks for a text that no question can hold. [`Error::Stopped`] if
    /// `cancel` is raised.
    ///
    /// # Complexity
    /// O(n) in the bytes of the answer and, for the first receipt of the data, of all records.
    ///
    /// # Examples
    /// ```
    /// use chancery::analysis::Cancel;
    /// use chancery::{Chancery, Verdict};
    ///
    /// let (chancery, cancel) = (Chancery::builtin()?, Cancel::new());
    /// if let Some(plan) = chancery.plan("timeline Kagame with Kazakhstan limit 2")? {
    ///     let answer = chancery.run(&plan, &cancel)?;
    ///     let receipt = chancery.receipt(&plan, &answer, &cancel)?;
    ///     assert_eq!(receipt.question, "timeline paul-kagame with kazakhstan limit 2");
    ///     assert_eq!(chancery.replay(&receipt, &cancel)?.verdict(), Verdict::Agrees);
    /// }
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn receipt(&self, plan: &Plan, answer: &Answer, cancel: &Cancel) -> Result<Receipt, Error> {
        let standing = self.standing(plan.recorded_at)?;
        let question = query::words(plan, standing.data());
        if !self.is_asked_by(&question, plan) {
            return Err(Error::NoReceipt {
                question: plan.question.clone(),
            });
        }
        Ok(Receipt::new(
            question,
            plan,
            answer,
            standing.digest(cancel)?,
        ))
    }

    /// Tells whether a question on one line makes a plan, whatever was asked before it.
    fn is_asked_by(&self, question: &str, plan: &Plan) -> bool {
        let is_alone = !matches!(plan.what, What::WhyRow(_));
        let is_line = !question.contains(char::is_control);
        let again = || {
            let again = self.plan(question).ok().flatten()?;
            Some(Plan {
                question: plan.question.clone(),
                notes: plan.notes.clone(),
                ..again
            })
        };
        is_alone && is_line && again().as_ref() == Some(plan)
    }

    /// Asks the question of a receipt again and compares.
    ///
    /// # Errors
    /// [`Error::Stopped`] if `cancel` is raised. A question that the data can no longer answer is
    /// no error but an answer that differs.
    pub fn replay(&self, receipt: &Receipt, cancel: &Cancel) -> Result<Replay, Error> {
        // Without the records of its moment there is no answer, which is told below.
        let standing = self.standing(query::recorded_at(&receipt.question));
        let data = standing.map_or_else(|_| self.digest(cancel), |then| then.digest(cancel))?;
        let answer = match self.digest_again(receipt, cancel) {
            Ok(answer) => Ok(answer),
            Err(stopped @ Error::Stopped(_)) => return Err(stopped),
            Err(error) => Err(fault(&error)),
        };
        Ok(Replay {
            receipt: receipt.clone(),
            data,
            answer,
            version: env!("CARGO_PKG_VERSION"),
        })
    }

    /// Returns the digest of the answer that the question of a receipt has now.
    fn digest_again(&self, receipt: &Receipt, cancel: &Cancel) -> Result<Digest, Error> {
        let plan = self.plan(&receipt.question)?.ok_or(Error::NothingAsked)?;
        let answer = self.run(&plan, cancel)?;
        // In its own words, which another version might have chosen otherwise.
        let question = receipt.question.clone();
        Ok(Receipt::new(question, &plan, &answer, receipt.data).answer)
    }
}

/// Returns the first thing to tell of an error.
fn fault(error: &Error) -> Diagnostic {
    let first = error.diagnostics().into_iter().next();
    first.unwrap_or_else(|| Diagnostic::new(error.to_string()))
}
