//! Packing: the rows of one file into a batch, those that tell of one event side by side.

use std::collections::BTreeSet;

use super::ImportError;
use super::forms::Forms;
use super::intake::Sheet;
use super::ledger::Fate;
use super::merge::{self, Told};
use super::options::Stop;
use super::roster::{Settled, Who};
use crate::edtf::Day;
use crate::model::{Batch, FormIx, PartyIx, Row, RowIx};

/// So many rows are packed between two looks at whether to go on.
const PACE: usize = 1 << 16;

/// One file's rows on their way into a batch.
pub(super) struct Packing<'a> {
    sheet: &'a mut Sheet,
    settled: &'a Settled,
    forms: &'a Forms,
    /// The ids of relations of the same source that were there before.
    known: BTreeSet<&'a str>,
    batch: Batch,
    /// The place in the batch of everybody whom it names, by number.
    parties: Vec<Option<PartyIx>>,
    /// The place in the batch of each form, by number.
    places_of_forms: Vec<Option<FormIx>>,
    /// The last relation that has got a place.
    placed: Option<RowIx>,
}

impl<'a> Packing<'a> {
    /// Begins the batch of a file, if the file has a source; `known` are the ids of relations that
    /// an earlier import of the file may have left.
    pub(super) fn new(
        sheet: &'a mut Sheet,
        settled: &'a Settled,
        forms: &'a Forms,
        known: BTreeSet<&'a str>,
    ) -> Option<Packing<'a>> {
        let source = sheet.report.source.clone()?;
        let prefix = source.to_string();
        Some(Packing {
            batch: Batch::new(source, &prefix).ok()?,
            parties: vec![None; settled.len()],
            places_of_forms: vec![None; forms.len()],
            placed: None,
            sheet,
            settled,
            forms,
            known,
        })
    }

    /// Makes the batch.
    pub(super) fn pack(mut self, mut rows: Vec<Told>, stop: &Stop) -> Result<Batch, ImportError> {
        let name = self.sheet.report.name.clone();
        let merges = self.sheet.merges;
        if merges {
            merge::sort(&mut rows, &|| stop.check(&name))?;
        }
        self.batch.reserve(rows.len());
        let mut last: Option<(Told, Option<RowIx>)> = None;
        for (at, told) in rows.into_iter().enumerate() {
            if at.is_multiple_of(PACE) {
                stop.check(&name)?;
            }
            match last {
                Some((first, row)) if merges && first.is_again(&told) => self.add(row, told.line),
                _ => last = Some((told, self.begin(told))),
            }
        }
        self.sheet.report.relations += self.batch.len() as u64;
        Ok(self.batch)
    }

    /// Adds a relation, unless an earlier import left it.
    fn begin(&mut self, told: Told) -> Option<RowIx> {
        if !self.known.is_empty() && self.is_known(told.line) {
            self.sheet.ledger.lower(told.line.into(), Fate::Merged);
            return None;
        }
        let form = self.form(told.form)?;
        let (from, to) = (self.party(told.from), self.party(told.to));
        let row = self.batch.push(Row {
            number: told.line,
            form,
            from,
            to,
            day: Day::from_number(told.day.into()),
        });
        self.place(row, told.line);
        Some(row)
    }

    /// Adds a further row that tells of a relation.
    fn add(&mut self, row: Option<RowIx>, line: u32) {
        self.sheet.ledger.lower(line.into(), Fate::Merged);
        if let Some(row) = row {
            self.batch.tell_again(row, line);
            self.place(row, line);
        }
    }

    fn is_known(&self, line: u32) -> bool {
        let id = format!("{}-{line}", self.batch.source());
        self.known.contains(id.as_str())
    }

    /// Sets the place of a relation, if this line names one and no earlier line did.
    fn place(&mut self, row: RowIx, line: u32) {
        if let Some(place) = self.sheet.places.remove(&line)
            && self.placed != Some(row)
        {
            self.placed = Some(row);
            let place = self.party(place);
            self.batch.set_place(row, place);
        }
    }

    fn form(&mut self, form: super::FormIx) -> Option<FormIx> {
        if let Some(Some(known)) = self.places_of_forms.get(form.index()) {
            return Some(*known);
        }
        let place = self.batch.form(self.forms.get(form).form.clone())?;
        if let Some(known) = self.places_of_forms.get_mut(form.index()) {
            *known = Some(place);
        }
        Some(place)
    }

    fn party(&mut self, who: Who) -> PartyIx {
        if let Some(Some(known)) = self.parties.get(who.index()) {
            return *known;
        }
        let party = self.batch.party(self.settled.id(who).clone());
        if let Some(place) = self.parties.get_mut(who.index()) {
            *place = Some(party);
        }
        party
    }
}
