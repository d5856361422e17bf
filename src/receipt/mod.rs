//! Receipts: what is needed to prove later that the same data give the same answer.
//!
//! A receipt names the question and holds digests of the data and of the answer. Making and
//! reading receipts is here; running the question again is the business of the desk.

mod data;
mod saved;

pub use crate::digest::{Digest, NoDigest};
pub use data::digest_of_data;
pub use saved::{Found, find};

use std::fmt;
use std::str::FromStr;

use crate::answer::Answer;
use crate::digest::Digester;
use crate::edtf::Edtf;
use crate::query::Plan;
use crate::render;

/// The proof of one answer: asked again of the same data, the question gives the same answer.
///
/// [`Chancery::receipt`](crate::Chancery::receipt) makes one,
/// [`Chancery::replay`](crate::Chancery::replay) asks again and compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The question in its own words: entities by their ids, with both clocks and the limit.
    pub question: String,
    /// The day on which ties were to be in force, if one was named.
    pub as_of: Option<Edtf>,
    /// The day by which sources were to be published, if one was named.
    pub known_by: Option<Edtf>,
    /// The digest of the data, as [`digest_of_data`] has it.
    pub data: Digest,
    /// The digest of the answer as JSON, asked in the words above.
    pub answer: Digest,
    /// The lines below which the receipt was printed, if it was.
    pub text: Option<Printed>,
    /// The version of the program that answered.
    pub version: String,
}

/// The lines of an answer as it was printed, without colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    /// How many there are.
    pub lines: usize,
    /// The digest of them, each without the spaces at its end, and with one line break.
    pub digest: Digest,
}

/// Why a text is no receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// A field is missing.
    #[error("the receipt lacks `{key}`")]
    Lacks {
        /// The key.
        key: &'static str,
    },
    /// A field is there that no receipt has, or has twice.
    #[error("the receipt has `{key}` once too often")]
    Unknown {
        /// The key as written.
        key: String,
    },
    /// A value is not of its sort.
    #[error("`{value}` is no value of `{key}`")]
    Unreadable {
        /// The key.
        key: &'static str,
        /// The value as written.
        value: String,
    },
    /// The fields are not those that the receipt was made of.
    #[error("the receipt was changed after it was made")]
    Altered,
}

impl Receipt {
    /// Returns the receipt of an answer to a plan, which `question` tells in words, on data with
    /// this digest.
    pub(crate) fn new(question: String, plan: &Plan, answer: &Answer, data: Digest) -> Receipt {
        Receipt {
            as_of: plan.lens.clocks.as_of.clone(),
            known_by: plan.lens.clocks.known_by.clone(),
            data,
            answer: digest_of_answer(answer, plan, &question),
            text: None,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            question,
        }
    }

    /// Returns the receipt for being printed directly below a text, so that a change of the text
    /// is noticed too.
    #[must_use]
    pub fn below(mut self, text: &str) -> Receipt {
        let lines: Vec<&str> = text.lines().collect();
        self.text = Some(Printed::of_lines(&lines));
        self
    }
}

/// Returns the digest of an answer as JSON with `question` in the place of the question as typed.
///
/// What the program says of how it read the typed words is left out: the words in the receipt
/// need no such remark. So are the sources listed below an answer, which depend on what is shown.
fn digest_of_answer(answer: &Answer, plan: &Plan, question: &str) -> Digest {
    let mut bare = answer.clone();
    question.clone_into(&mut bare.question);
    bare.cited = None;
    let is_said_of_plan = |said: &String| plan.notes.contains(said);
    bare.notes.retain(|note| !is_said_of_plan(note));
    bare.warnings.retain(|warning| !is_said_of_plan(warning));
    Digest::of(render::to_json(&bare))
}

impl Printed {
    fn of_lines(lines: &[&str]) -> Printed {
        let mut digester = Digester::default();
        for line in lines {
            digester.add(line.trim_end());
            digester.add("\n");
        }
        Printed {
            lines: lines.len(),
            digest: digester.finish(),
        }
    }
}

impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.lines == 1 { "line" } else { "lines" };
        write!(f, "{} {noun} {}", self.lines, self.digest)
    }
}

impl FromStr for Printed {
    type Err = NoDigest;

    fn from_str(text: &str) -> Result<Printed, NoDigest> {
        let mut words = text.splitn(3, ' ');
        let mut word = || words.next().ok_or(NoDigest);
        let (lines, _, digest) = (word()?, word()?, word()?);
        let printed = Printed {
            lines: lines.parse().map_err(|_| NoDigest)?,
            digest: digest.parse()?,
        };
        // Only what is written as it would be counts: a receipt of which a letter is changed is none.
        let is_as_written = printed.to_string() == text;
        is_as_written.then_some(printed).ok_or(NoDigest)
    }
}
