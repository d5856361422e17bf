//! What is behind an answer, for eyes and for other programs.

use super::{Chancery, Error};
use crate::analysis::Cancel;
use crate::answer::{Answer, Rows, Scene};
use crate::exec::{self, Behind};
use crate::graph::Clocks;
use crate::model::Dataset;
use crate::query::{Plan, What};

impl Chancery {
    /// Returns what is to be seen of an answer: the value from which pictures and pages are made.
    ///
    /// An answer about an entity stands for all that the entity takes part in.
    ///
    /// # Errors
    /// [`Error::NothingToSee`] for an answer without relations, [`Error::TooMuchToSee`] with clauses
    /// that leave less if there are more than 10,000, [`Error::Stopped`], [`Error::Store`] if a
    /// database is damaged.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::analysis::Cancel;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let answer = chancery.ask("between Rwanda and Kazakhstan")?;
    /// let scene = chancery.scene(&answer, &Cancel::new())?;
    /// assert_eq!(scene.heading, "Rwanda and Kazakhstan");
    /// assert!(scene.relations.iter().any(|relation| relation.is_told));
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn scene(&self, answer: &Answer, cancel: &Cancel) -> Result<Scene, Error> {
        self.looked_behind(answer, cancel, |standing, behind| {
            let relations = behind.told.len() + behind.besides.len();
            if relations > exec::MOST_SEEN {
                return Err(Error::TooMuchToSee {
                    relations,
                    most: exec::MOST_SEEN,
                    narrower: exec::narrower(behind, standing.network()),
                });
            }
            Ok(exec::scene(answer, behind, standing.network(), cancel)?)
        })
    }

    /// Returns the records behind an answer as a dataset of their own: its relations, what they are
    /// parts of, the offices through which somebody takes part, and all entities and sources they
    /// name. Under `known by` the records say what was known then.
    ///
    /// # Errors
    /// [`Error::NothingToSee`] for an answer without relations, [`Error::Stopped`], [`Error::Store`]
    /// if a database is damaged.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::analysis::Cancel;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let answer = chancery.ask("timeline Kagame with Kazakhstan via visit")?;
    /// let records = chancery.extract(&answer, &Cancel::new())?;
    /// assert!(records.entity_ix("paul-kagame").is_some());
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn extract(&self, answer: &Answer, cancel: &Cancel) -> Result<Dataset, Error> {
        self.looked_behind(answer, cancel, |standing, behind| {
            let extract = exec::extract(behind, standing.network(), cancel)?;
            extract.map_err(|problems| Error::Problems { problems })
        })
    }

    /// Does something with what is behind an answer, in the records of the moment it is about.
    fn looked_behind<T>(
        &self,
        answer: &Answer,
        cancel: &Cancel,
        look: impl FnOnce(&Chancery, &Behind) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let standing = self.standing(answer.recorded_at)?;
        let plan = standing.plan_of(answer);
        let behind = exec::behind(answer, plan.as_ref(), standing.network(), cancel)?;
        if behind.told.is_empty() && !matches!(answer.rows, Rows::Entity(_)) {
            return Err(Error::NothingToSee {
                kind: answer.rows.kind(),
            });
        }
        let seen = look(&standing, &behind)?;
        standing.intact()?;
        Ok(seen)
    }

    /// Returns what an answer was asked by; nothing if that was a row of an earlier answer.
    fn plan_of(&self, answer: &Answer) -> Option<Plan> {
        let clocks = Clocks {
            as_of: answer.as_of.clone(),
            known_by: answer.known_by.clone(),
        };
        let plan = self.plan_under(&answer.question, &clocks).ok().flatten();
        plan.filter(|plan| !matches!(plan.what, What::WhyRow(_)))
    }
}

#[cfg(test)]
mod tests {
    use crate::Chancery;
    use crate::analysis::Cancel;
    use crate::answer::{Answer, Rows, Scene};
    use crate::desk::Error;
    use crate::model::Status;

    fn scene(question: &str) -> Scene {
        let chancery = Chancery::builtin().unwrap();
        let answer = chancery.ask(question).unwrap();
        chancery.scene(&answer, &Cancel::new()).unwrap()
    }

    #[test]
    fn a_pair_shows_what_it_shares_and_what_goes_between() {
        let scene = scene("between Rwanda and Kazakhstan");
        let told = scene.relations.iter().filter(|sight| sight.is_told).count();
        assert!(0 < told && told < scene.relations.len());
        let asked: Vec<&str> = scene
            .actors
            .iter()
            .filter(|actor| actor.is_asked)
            .map(|actor| actor.entity.name.as_str())
            .collect();
        assert_eq!(asked, ["Kazakhstan", "Rwanda"]);
        assert_eq!(scene.chains.len(), 1);
    }

    #[test]
    fn who_was_only_there_when_others_met_is_not_shown_with_a_pair() {
        let scene = scene("between Rwanda and Turkey");
        let mut shown = scene.actors.iter().map(|actor| actor.entity.id.as_str());
        // Kigali has embassies of Turkey and of Poland: it goes between the pair, Poland does not.
        assert!(shown.clone().any(|id| id == "kigali"));
        assert!(shown.all(|id| id != "poland"));
        let mut told = scene.relations.iter().map(|sight| &sight.row.relation);
        assert!(told.any(|id| id.as_str() == "mission-poland-kigali"));
    }

    #[test]
    fn an_announcement_is_published_before_the_deed() {
        let scene = scene("timeline Kagame with Kazakhstan via visit");
        let announced = scene.relations.iter().filter(|sight| {
            let mut claims = sight.claims.iter();
            claims.any(|claim| claim.said.status == Some(Status::Planned))
        });
        let announced: Vec<_> = announced.collect();
        assert!(!announced.is_empty());
        for sight in announced {
            assert_eq!(sight.row.status, Status::Held);
            let claim = |status| sight.claims.iter().find(|of| of.said.status == status);
            let (plan, deed) = (claim(Some(Status::Planned)), claim(None));
            assert!(plan.unwrap().published.1 <= deed.unwrap().published.0);
        }
    }

    /// Returns what the rows of a timeline say, but for offices of people nobody asked about.
    fn told(answer: &Answer) -> Vec<String> {
        let rows = answer.timeline_rows();
        rows.map(|row| {
            let date = row.when.as_ref().map(|date| date.edtf.to_string());
            let (id, status) = (&row.relation, row.status);
            format!(
                "{id} {date:?} {status} {:?} {:?}",
                row.certainty, row.through
            )
        })
        .collect()
    }

    #[test]
    fn an_extract_answers_as_the_whole_did() {
        let chancery = Chancery::builtin().unwrap();
        for question in [
            "timeline Russia with Rwanda",
            "timeline Kagame with Kazakhstan known by 2025-05-27",
            "timeline Rwanda during 2024 about trade",
        ] {
            let answer = chancery.ask(question).unwrap();
            let extract = chancery.extract(&answer, &Cancel::new()).unwrap();
            let again = Chancery::in_memory(extract).ask(question).unwrap();
            assert_eq!(told(&again), told(&answer), "{question}");
        }
    }

    #[test]
    fn an_entity_is_shown_with_all_it_took_part_in() {
        let chancery = Chancery::builtin().unwrap();
        let answer = chancery.ask("show Rwanda").unwrap();
        let Rows::Entity(dossier) = &answer.rows else {
            panic!("{answer:?}");
        };
        let scene = chancery.scene(&answer, &Cancel::new()).unwrap();
        let told = scene.relations.iter().filter(|sight| sight.is_told).count();
        let all = dossier.offices.len() + dossier.ties.len() + dossier.events_total as usize;
        assert_eq!(told, all);
    }

    #[test]
    fn counts_have_nothing_to_see() {
        let chancery = Chancery::builtin().unwrap();
        let answer = chancery.ask("count by kind").unwrap();
        let error = chancery.scene(&answer, &Cancel::new()).unwrap_err();
        assert!(matches!(error, Error::NothingToSee { kind: "count" }));
    }
}
