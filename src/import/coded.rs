//! Rows that say by a CAMEO code or label who did what to whom on which day.
//!
//! Common to ICEWS, GDELT and graphs made of them. Rows of the same day, parties and form tell of one
//! relation; a code that tells of an event from its other side has the parties turned round first.

use super::cameo::{Cameo, DeedIx, Reading};
use super::{Event, FormIx, ImportError, Intake, Mention, Who};
use crate::edtf::Day;
use crate::model::EntityKind;

/// One row, its actors and its code understood.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodedRow {
    /// The line, counted from 1.
    pub(super) line: u64,
    /// What was done.
    pub(super) deed: DeedIx,
    /// Who did it.
    pub(super) source: Who,
    /// To whom it was done.
    pub(super) target: Who,
    /// On which day.
    pub(super) day: Day,
    /// Where.
    pub(super) place: Option<Who>,
}

/// The codes of one import with the forms that were asked for.
#[derive(Debug)]
pub(super) struct Coded {
    cameo: Cameo,
    forms: Vec<Option<FormIx>>,
}

impl Coded {
    /// Returns the codes as the intake's ontology has them.
    pub(super) fn new(intake: &Intake) -> Coded {
        let cameo = Cameo::new(intake.ontology());
        let forms = vec![None; cameo.len()];
        Coded { cameo, forms }
    }

    /// Returns what a label means.
    pub(super) fn labelled(&self, label: &str) -> Option<DeedIx> {
        self.cameo.labelled(label)
    }

    /// Returns what a code means, and says so in the report where that was not plain; a row whose
    /// code means nothing is rejected.
    ///
    /// # Errors
    /// [`ImportError::Refused`] if it is rejected and the import is strict.
    pub(super) fn coded(
        &self,
        intake: &mut Intake,
        (line, column): (u64, usize),
        code: &str,
    ) -> Result<Option<DeedIx>, ImportError> {
        match self.cameo.coded(code) {
            Reading::Known(deed) => Ok(Some(deed)),
            Reading::Likely(deed, why) => {
                intake.note(line, why);
                Ok(Some(deed))
            }
            Reading::Unknown(why) => intake.reject(line, Some(column), why).map(|()| None),
        }
    }

    /// Hands a row to the intake.
    ///
    /// # Errors
    /// [`ImportError`] if the ontology has no room for such rows, or the row is rejected and the
    /// import is strict.
    #[inline]
    pub(super) fn tell(&mut self, intake: &mut Intake, row: CodedRow) -> Result<(), ImportError> {
        let Some(deed) = self.cameo.deed(row.deed) else {
            return Ok(());
        };
        let form = match self.forms.get(row.deed.index()) {
            Some(Some(form)) => *form,
            _ => intake.form(deed.form.clone())?,
        };
        if let Some(known) = self.forms.get_mut(row.deed.index()) {
            *known = Some(form);
        }
        let (from, to) = if deed.reversed {
            (row.target, row.source)
        } else {
            (row.source, row.target)
        };
        let event = Event {
            line: row.line,
            form,
            from,
            to,
            day: row.day,
            place: row.place,
        };
        intake.event(event).map(|_| ())
    }
}

/// Returns where something happened: a city of a country, or else the country.
pub(super) fn place(
    intake: &mut Intake,
    city: Option<&str>,
    country: Option<&str>,
    day: Day,
) -> Option<Who> {
    let mention = match city {
        Some(city) => Mention {
            kind: Some(EntityKind::Place),
            country,
            on: Some(day),
            ..Mention::named(city)
        },
        None => Mention {
            on: Some(day),
            ..Mention::named(country?)
        },
    };
    Some(intake.entity(&mention))
}
