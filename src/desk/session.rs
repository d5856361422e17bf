//! A session: questions one after another, of which a later one may refer to an earlier answer.

use crate::analysis::Cancel;
use crate::answer::Answer;
use crate::edtf::Moment;
use crate::exec;
use crate::graph::Clocks;
use crate::model::RelationIx;
use crate::query::{Plan, What};

use super::{Chancery, Error};

/// A handle that remembers its last answer, and keeps two clocks.
#[derive(Debug, Clone)]
pub struct Session {
    chancery: Chancery,
    last: Option<Answer>,
    clocks: Clocks,
    recorded_at: Option<Moment>,
}

impl Session {
    /// Begins a session on a dataset.
    pub fn new(chancery: Chancery) -> Session {
        Session {
            chancery,
            last: None,
            clocks: Clocks::default(),
            recorded_at: None,
        }
    }

    /// Returns the handle on the dataset.
    pub const fn chancery(&self) -> &Chancery {
        &self.chancery
    }

    /// Turns to another state of the same data; clocks and last answer stay.
    pub fn turn_to(&mut self, chancery: Chancery) {
        self.chancery = chancery;
    }

    /// Returns the last answer, to which `why N` refers.
    pub const fn last(&self) -> Option<&Answer> {
        self.last.as_ref()
    }

    /// Returns the clocks of the session.
    pub const fn clocks(&self) -> &Clocks {
        &self.clocks
    }

    /// Sets the clocks for all later questions that set none themselves: `as of` and `known by` in
    /// a question count before those of the session, each by itself.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::analysis::Cancel;
    /// use chancery::edtf::Edtf;
    /// use chancery::graph::Clocks;
    ///
    /// let mut session = Chancery::builtin()?.session();
    /// session.set_clocks(Clocks { as_of: Edtf::parse("2025-05").ok(), known_by: None });
    /// assert!(session.ask("timeline Rwanda last 1", &Cancel::new())?.is_some());
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn set_clocks(&mut self, clocks: Clocks) {
        self.clocks = clocks;
    }

    /// Sets the moment as of whose records all later questions are asked that name none themselves;
    /// nothing means now.
    pub fn set_recorded_at(&mut self, moment: Option<Moment>) {
        self.recorded_at = moment;
    }

    /// Answers one question; nothing for a blank line or a comment.
    ///
    /// `why` leaves the last answer as it is, so that one row after another can be asked about.
    ///
    /// # Errors
    /// As for [`Chancery::ask`] and [`Chancery::run`], and [`Error::NoSuchRow`].
    pub fn ask(&mut self, question: &str, cancel: &Cancel) -> Result<Option<Answer>, Error> {
        let plan = self.plan(question)?;
        plan.map(|plan| self.run(&plan, cancel)).transpose()
    }

    /// Returns what a question asks, resolved but not run; nothing for a blank line or a comment.
    ///
    /// A question about a row means the row of the last answer, under the clock of that answer and
    /// without the sources that it left out; `known by` in the question counts before that clock.
    /// If there is one relation behind the row, the plan is about that relation, so that it holds
    /// beyond this session.
    ///
    /// # Errors
    /// As for [`Chancery::plan`].
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::analysis::Cancel;
    /// use chancery::query::What;
    ///
    /// let (mut session, cancel) = (Chancery::builtin()?.session(), Cancel::new());
    /// session.ask("timeline Kagame with Kazakhstan via visit known by 2025-05-27", &cancel)?;
    /// if let Some(why) = session.plan("why 1")? {
    ///     assert!(matches!(why.what, What::Why(_)));
    ///     let known_by = why.lens.clocks.known_by.map(|date| date.to_string());
    ///     assert_eq!(known_by.as_deref(), Some("2025-05-27"));
    /// }
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn plan(&self, question: &str) -> Result<Option<Plan>, Error> {
        let now = self.chancery.standing(self.recorded_at)?;
        let plan = now.plan_under(question, &self.clocks)?;
        let is_of_row = plan
            .as_ref()
            .is_some_and(|plan| matches!(plan.what, What::WhyRow(_)));
        let Some(last) = self.last.as_ref().filter(|_| is_of_row) else {
            return Ok(plan);
        };
        // The clocks of the answer count, even if those of the session were set anew since.
        let then = self.chancery.standing(last.recorded_at)?;
        let own = then.plan(question)?;
        Ok(own.map(|plan| about_row(&then, plan, last)))
    }

    /// Runs a plan that [`Session::plan`] made, and remembers the answer for `why`, unless it is
    /// itself one to `why`.
    ///
    /// # Errors
    /// As for [`Chancery::run`], and [`Error::NoSuchRow`].
    pub fn run(&mut self, plan: &Plan, cancel: &Cancel) -> Result<Answer, Error> {
        if let What::WhyRow(row) = plan.what {
            return self.why_row(plan, row, cancel);
        }
        let answer = self.chancery.run(plan, cancel)?;
        if !matches!(plan.what, What::Why(_)) {
            self.last = Some(answer.clone());
        }
        Ok(answer)
    }

    /// Answers which sources stand behind a row of the last answer.
    fn why_row(&self, plan: &Plan, row: usize, cancel: &Cancel) -> Result<Answer, Error> {
        let last = self.last.as_ref().ok_or(Error::NoLastAnswer)?;
        let then = self.chancery.standing(plan.recorded_at)?;
        let why = exec::why_row(plan, last, row, then.network(), cancel)?;
        why.ok_or(Error::NoSuchRow { row })
    }
}

/// Returns the plan of a question about a row, with what counted for the answer.
fn about_row(chancery: &Chancery, mut plan: Plan, last: &Answer) -> Plan {
    let counted = exec::lens_of(last, chancery.network());
    let known_by = &mut plan.lens.clocks.known_by;
    *known_by = known_by.take().or(counted.clocks.known_by);
    plan.lens.without.extend(counted.without);
    plan.lens.without.sort_unstable();
    plan.lens.without.dedup();
    if let What::WhyRow(row) = plan.what
        && let Some(relation) = only_relation(chancery, last, row)
    {
        plan.what = What::Why(relation);
    }
    plan
}

/// Returns the relation behind a row of an answer, if there is one and no other.
fn only_relation(chancery: &Chancery, answer: &Answer, row: usize) -> Option<RelationIx> {
    match answer.relations_of_row(row)?.as_slice() {
        [only] => chancery.data().relation_ix(only.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Cancel;
    use crate::answer::{Answer, Rows};
    use crate::desk::{Chancery, Session};
    use crate::edtf::Edtf;
    use crate::graph::Clocks;

    fn session() -> Session {
        Chancery::builtin().unwrap().session()
    }

    fn ask(session: &mut Session, question: &str) -> Answer {
        session.ask(question, &Cancel::new()).unwrap().unwrap()
    }

    /// Returns how many reports stand behind row 1 of the last answer.
    #[track_caller]
    fn reports(session: &mut Session, why: &str) -> usize {
        match ask(session, why).rows {
            Rows::Why(rows) => rows.len(),
            other => panic!("{other:?}"),
        }
    }

    const VISIT: &str = "timeline Kagame with Kazakhstan via visit";

    #[test]
    fn why_has_the_clock_of_the_answer_unless_it_sets_its_own() {
        let mut session = session();
        ask(&mut session, VISIT);
        let all = reports(&mut session, "why 1");
        let early = reports(&mut session, "why 1 known by 2025-05-27");
        assert!(early > 0 && early < all, "{early} of {all}");
        ask(&mut session, &format!("{VISIT} known by 2025-05-27"));
        assert_eq!(reports(&mut session, "why 1"), early);
        assert_eq!(reports(&mut session, "why 1 known by 2026"), all);
    }

    #[test]
    fn a_clock_set_since_does_not_change_what_stood_behind_an_answer() {
        let mut session = session();
        ask(&mut session, VISIT);
        let all = reports(&mut session, "why 1");
        session.set_clocks(Clocks {
            as_of: None,
            known_by: Edtf::parse("2025-05-27").ok(),
        });
        assert_eq!(reports(&mut session, "why 1"), all);
        ask(&mut session, VISIT);
        assert!(reports(&mut session, "why 1") < all);
    }

    #[test]
    fn a_row_of_many_relations_keeps_its_clock_too() {
        let mut session = session();
        let asked = "neighbours Rwanda of state sort by count limit 1";
        ask(&mut session, asked);
        let all = reports(&mut session, "why 1");
        let early = reports(&mut session, "why 1 known by 2020");
        assert!(early < all, "{early} of {all}");
        ask(&mut session, &format!("{asked} known by 2025"));
        let answer = ask(&mut session, "why 1");
        let known_by = answer.known_by.map(|date| date.to_string());
        assert_eq!(known_by.as_deref(), Some("2025"));
    }
}
