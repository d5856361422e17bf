//! Checking batches: their forms once, their rows by numbers only.

use std::collections::BTreeSet;

use super::{Check, wrong_entity_kind};
use crate::model::{Batch, Entity, Field, Form, Kind, ModelError, RelationId, Role, Section};

/// So many rows at fault of one batch are told.
const MOST_ROWS: usize = 100;

/// A form that fits its kind.
struct Fit<'a> {
    kind: &'a Kind,
    roles: [&'a Role; 2],
}

impl<'a> Check<'a> {
    /// Checks the batches, whose rows count as relations behind the records.
    pub(super) fn batches(&mut self) {
        let records = self.records;
        let mut at = records.relations.len();
        let mut prefixes = BTreeSet::new();
        for batch in &records.batches {
            if !prefixes.insert(batch.prefix.as_str()) {
                self.duplicate(at, batch.prefix.clone());
            }
            self.batch(at, batch);
            at += batch.len();
        }
        self.sizes(at);
    }

    /// Checks that small numbers suffice for what there is.
    fn sizes(&mut self, relations: usize) {
        let batches = &self.records.batches;
        let forms: usize = batches.iter().map(|batch| batch.forms.len()).sum();
        let rows = batches
            .iter()
            .map(|batch| u64::from(batch.greatest_number()) + 1);
        let most = u64::from(u32::MAX);
        if forms > usize::from(u16::MAX) / 2 || rows.sum::<u64>() > most || relations as u64 >= most
        {
            self.note_relation(0, &[], ModelError::TooMany);
        }
    }

    fn batch(&mut self, at: usize, batch: &'a Batch) {
        let problems = self.problems.len();
        self.source(at, &[], &batch.source);
        let forms: Vec<Option<Fit<'a>>> =
            batch.forms.iter().map(|form| self.form(at, form)).collect();
        let parties: Vec<Option<&Entity>> = batch
            .parties
            .iter()
            .map(|id| self.entity(at, &[Field::named("parties")], id))
            .collect();
        if self.problems.len() == problems {
            let forms: Vec<Fit<'a>> = forms.into_iter().flatten().collect();
            let parties: Vec<&Entity> = parties.into_iter().flatten().collect();
            self.rows(at, batch, &forms, &parties);
        }
        self.row_ids(at, batch);
    }

    /// Checks that a form fits the kind it names.
    fn form(&mut self, at: usize, form: &Form) -> Option<Fit<'a>> {
        let kind = self.kind(at, &form.kind)?;
        self.status(at, &[], form.status, kind);
        for role in &kind.roles {
            let found = form.roles.iter().filter(|name| **name == role.id).count();
            self.number_in_role(at, kind, role, found);
        }
        let mut role = |name: &str| {
            let found = kind.role(name).map(|role| &kind.roles[role]);
            if found.is_none() {
                self.unknown_role(at, kind, name);
            }
            found
        };
        let roles = [role(&form.roles[0]), role(&form.roles[1])];
        let [Some(first), Some(second)] = roles else {
            return None;
        };
        Some(Fit {
            kind,
            roles: [first, second],
        })
    }

    /// Checks the parties of all rows of a batch whose forms and parties are known.
    fn rows(&mut self, at: usize, batch: &Batch, forms: &[Fit<'a>], parties: &[&Entity]) {
        let mut told = 0;
        for row in 0..batch.len() {
            let form = forms.get(usize::from(batch.form[row]));
            let pair = [batch.from[row], batch.to[row]].map(|party| parties.get(party as usize));
            let (Some(form), [Some(from), Some(to)]) = (form, pair) else {
                let id = RelationId::of_row(&batch.prefix, batch.number[row]).to_string();
                return self.note_relation(at + row, &[], ModelError::StrayRow { id });
            };
            let [first, second] = form.roles;
            if batch.from[row] != batch.to[row] && first.admits(from.kind) && second.admits(to.kind)
            {
                continue;
            }
            self.row(at + row, form, [from, to], || {
                RelationId::of_row(&batch.prefix, batch.number[row]).to_string()
            });
            told += 1;
            if told == MOST_ROWS {
                return;
            }
        }
    }

    /// Notes what is wrong with the parties of a row, if anything is.
    fn row(&mut self, at: usize, form: &Fit<'a>, pair: [&Entity; 2], id: impl Fn() -> String) {
        let path = [Field::named("parties")];
        if pair[0].id == pair[1].id {
            self.note_relation(at, &path, ModelError::Unlinked { id: id() });
        }
        for (role, entity) in form.roles.into_iter().zip(pair) {
            if !role.admits(entity.kind) {
                self.note_relation(at, &path, wrong_entity_kind(form.kind, role, entity));
            }
        }
    }

    /// Checks that no two rows have one number, and that no record has the id of a row.
    fn row_ids(&mut self, at: usize, batch: &Batch) {
        let sorted = (!batch.number.is_sorted()).then(|| {
            let mut numbers = batch.number.clone();
            numbers.sort_unstable();
            numbers
        });
        let numbers = sorted.as_deref().unwrap_or(&batch.number);
        let mut neighbours = numbers.windows(2);
        let twice = neighbours
            .find(|pair| pair[0] == pair[1])
            .map(|pair| pair[0]);
        let begin = format!("{}-", batch.prefix);
        let taken = self
            .relations
            .range(begin.as_str()..)
            .take_while(|id| id.starts_with(&begin))
            .filter_map(|id| id[begin.len()..].parse().ok())
            .find(|number| numbers.binary_search(number).is_ok());
        if let Some(number) = twice.or(taken) {
            let id = RelationId::of_row(&batch.prefix, number).to_string();
            self.duplicate(at, id);
        }
    }

    fn duplicate(&mut self, at: usize, id: String) {
        let section = Section::Relations;
        let error = ModelError::DuplicateId { section, id };
        self.note_relation(at, &[Field::named("id")], error);
    }
}
