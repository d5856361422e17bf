//! Building the table: relations are laid out by date without comparing any two rows.

use super::layout::{Layout, Slots, sort_rows};
use super::numbers::Numbers;
use super::{Beside, Bundle, Dates, MANY, Party, Shape, Table};
use crate::columns::Listing;
use crate::model::batch::RowIx;
use crate::model::dataset::place;
use crate::model::{
    Batch, Entity, EntityIx, Form, Kind, Ontology, PartyIx, Relation, RelationIx, Source, SourceIx,
    Status,
};

/// What the relations of a table refer to, all in order of ids.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct TableBuilder<'a> {
    pub(in crate::model) ontology: &'a Ontology,
    pub(in crate::model) sources: &'a [Source],
    pub(in crate::model) entities: &'a [Entity],
}

/// Returns what was looked up of a checked record.
#[expect(
    clippy::expect_used,
    reason = "only checked records come here, whose names are all known"
)]
fn known<T>(found: Option<T>) -> T {
    found.expect("a checked record names nothing unknown")
}

impl TableBuilder<'_> {
    /// Returns the table of records and batches that were checked against all the rest.
    ///
    /// O(n log n) in records, O(n) in rows that stand in order of their numbers.
    pub(in crate::model) fn build(
        self,
        mut records: Vec<Relation>,
        mut batches: Vec<Batch>,
    ) -> Table {
        records.sort_by(|a, b| a.id.cmp(&b.id));
        batches.sort_by(|a, b| a.prefix.cmp(&b.prefix));
        batches.iter_mut().for_each(sort_rows);
        let layout = Layout::of(&records, &batches);
        let mut slots = Slots::of(&layout);
        let mut draft = Draft::with_len(slots.len());
        self.lay_records(records, &layout, &mut slots, &mut draft);
        for batch in batches {
            self.lay_rows(&batch, &layout, &mut slots, &mut draft);
        }
        let dates = Dates::new(layout.dates, &layout.counts);
        draft.finish(dates, slots.into_shapes())
    }

    /// Lays the records, which stand in order of their ids, into the table.
    fn lay_records(
        self,
        records: Vec<Relation>,
        layout: &Layout,
        slots: &mut Slots,
        draft: &mut Draft,
    ) {
        let mut laid: Vec<(RelationIx, usize, Relation)> = Vec::with_capacity(records.len());
        for (by_id, record) in records.into_iter().enumerate() {
            laid.push((slots.take(layout.place_of(&record)), by_id, record));
        }
        laid.sort_unstable_by_key(|(at, ..)| *at);
        draft.by_id = vec![0; laid.len()];
        for (number, (at, by_id, record)) in (0..).zip(laid) {
            let parties = self.parties(&record);
            let shape = slots.shape(self.shape_of(&record, &parties));
            let pair = if let [one, other] = parties[..] {
                [one.entity.0, other.entity.0]
            } else {
                [MANY, draft.many.push(parties)]
            };
            draft.set(at, shape, pair, number);
            draft.by_id[by_id] = number;
            draft.record_at.push(at);
            draft.records.push(record);
        }
    }

    /// Lays the rows of a batch, which stand in order of their numbers, into the table.
    fn lay_rows(self, batch: &Batch, layout: &Layout, slots: &mut Slots, draft: &mut Draft) {
        let base = draft.next_base;
        let forms = batch.forms.iter();
        let forms: Vec<u16> = forms
            .map(|form| slots.shape(self.shape_of_form(form)))
            .collect();
        let parties = batch.parties.iter();
        let parties: Vec<u32> = parties.map(|id| self.entity(id.as_str()).0).collect();
        let is_plain = batch.again.is_empty() && batch.places.is_empty();
        let mut laid = Vec::with_capacity(if is_plain { 0 } else { batch.len() });
        let mut first = RelationIx(u32::MAX);
        for row in 0..batch.len() {
            let at = slots.take(layout.place_of_day(batch.day[row]));
            let pair = [batch.from[row], batch.to[row]].map(|party| parties[party as usize]);
            let shape = forms[usize::from(batch.form[row])];
            draft.set(at, shape, pair, base + batch.number[row]);
            first = first.min(at);
            if !is_plain {
                laid.push(at);
            }
        }
        let at = |row: RowIx| laid[row.0 as usize];
        let beside = |row: RowIx, number| Beside {
            relation: at(row),
            number,
        };
        let again = batch.again.iter();
        let again = again.map(|(row, number)| beside(*row, *number));
        let place_of = |party: PartyIx| parties[party.0 as usize];
        let places = batch
            .places
            .iter()
            .map(|(row, party)| beside(*row, place_of(*party)));
        draft.bundles.push(Bundle {
            source: self.source(batch.source.as_str()),
            prefix: batch.prefix.clone(),
            base,
            again: sorted(again).into(),
            places: sorted(places).into(),
            first,
        });
        draft.next_base = base
            .saturating_add(batch.greatest_number())
            .saturating_add(1);
    }

    fn entity(self, id: &str) -> EntityIx {
        EntityIx(known(place(self.entities, id, |entity| entity.id.as_str())))
    }

    fn source(self, id: &str) -> SourceIx {
        SourceIx(known(place(self.sources, id, |source| source.id.as_str())))
    }

    /// Returns the parties of a record in its order.
    fn parties(self, record: &Relation) -> Vec<Party> {
        let kind = self.ontology.kind(known(self.ontology.find(&record.kind)));
        let parties = record.parties.iter().map(|(role, id)| Party {
            entity: self.entity(id.as_str()),
            role: role_of(kind, role).into(),
        });
        parties.collect()
    }

    fn shape_of(self, record: &Relation, parties: &[Party]) -> Shape {
        let roles = match parties {
            [one, other] => [one.role as u8, other.role as u8],
            _ => [0; 2],
        };
        self.shape(&record.kind, record.status, roles)
    }

    fn shape_of_form(self, form: &Form) -> Shape {
        let kind = self.ontology.kind(known(self.ontology.find(&form.kind)));
        let roles = [0, 1].map(|at: usize| role_of(kind, &form.roles[at]));
        Shape {
            is_record: false,
            title: form.title.clone(),
            ..self.shape(&form.kind, form.status, roles)
        }
    }

    /// Returns the shape of a record of a kind.
    fn shape(self, kind: &str, status: Option<Status>, roles: [u8; 2]) -> Shape {
        let kind = known(self.ontology.find(kind));
        let usual = Status::usual(self.ontology.kind(kind).nature);
        Shape {
            kind,
            status: status.unwrap_or(usual),
            names_status: status.is_some(),
            roles,
            is_record: true,
            title: None,
        }
    }
}

fn role_of(kind: &Kind, role: &str) -> u8 {
    known(kind.role(role)) as u8
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items
}

/// A table that is being laid out.
struct Draft {
    shape: Vec<u16>,
    from: Vec<u32>,
    to: Vec<u32>,
    number: Vec<u32>,
    many: Listing<Party>,
    records: Vec<Relation>,
    record_at: Vec<RelationIx>,
    by_id: Vec<u32>,
    bundles: Vec<Bundle>,
    /// The base of the next batch.
    next_base: u32,
}

impl Draft {
    fn with_len(len: usize) -> Draft {
        Draft {
            shape: vec![0; len],
            from: vec![0; len],
            to: vec![0; len],
            number: vec![0; len],
            many: Listing::with_capacity(0),
            records: Vec::new(),
            record_at: Vec::new(),
            by_id: Vec::new(),
            bundles: Vec::new(),
            next_base: 0,
        }
    }

    #[inline]
    fn set(&mut self, at: RelationIx, shape: u16, [from, to]: [u32; 2], number: u32) {
        let at = at.index();
        self.number[at] = number;
        self.shape[at] = shape;
        self.from[at] = from;
        self.to[at] = to;
    }

    fn finish(self, dates: Dates, shapes: Vec<Shape>) -> Table {
        Table {
            dates,
            shapes,
            shape: self.shape.into(),
            from: self.from.into(),
            to: self.to.into(),
            number: Numbers::of(self.number),
            many: self.many.finish(),
            records: self.records.into(),
            record_at: self.record_at.into(),
            by_id: self.by_id.into(),
            bundles: self.bundles,
        }
    }
}
