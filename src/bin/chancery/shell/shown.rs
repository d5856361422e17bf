//! What was shown: an answer with the plan and the data that it came from.

use std::sync::Arc;

use chancery::analysis::Cancel;
use chancery::answer::{Answer, Rows};
use chancery::query::Plan;
use chancery::render::{Format, Style};
use chancery::{Chancery, Error, Session};

use super::limit::limited;

/// An answer, with what it takes to show it again and to prove it.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) answer: Arc<Answer>,
    pub(super) plan: Plan,
    /// The data that were asked, which may not be those that are open now.
    pub(super) chancery: Chancery,
}

impl Shown {
    /// Asks a question that may find at most so many rows; nothing for a comment.
    pub(super) fn ask(
        session: &mut Session,
        question: &str,
        most: Option<usize>,
        cancel: &Cancel,
    ) -> Result<Option<Shown>, Error> {
        let Some(mut plan) = session.plan(question)? else {
            return Ok(None);
        };
        if let Some(most) = most {
            plan.shape.limit = Some(plan.shape.limit.map_or(most, |limit| limit.min(most)));
        }
        Ok(Some(Shown {
            answer: Arc::new(session.run(&plan, cancel)?),
            plan,
            chancery: session.chancery().clone(),
        }))
    }

    /// Returns the answer with the sources of those of its rows that a style shows.
    pub(super) fn cited(&self, style: Style) -> Arc<Answer> {
        // A table of paths gathers its rows into chains, all of which it needs to know.
        let is_gathered =
            style.format == Format::Table && matches!(self.answer.rows, Rows::Paths(_));
        let most = style.rows.filter(|_| !is_gathered);
        let answer = Answer::clone(&self.answer);
        let mut answer = limited(answer, most.unwrap_or(usize::MAX));
        self.chancery.cite(&mut answer);
        Arc::new(answer)
    }
}
