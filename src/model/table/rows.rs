//! The way back: the rows of the table as the batches they came in.

use super::{Bundle, Shape, Table};
use crate::edtf::Edtf;
use crate::model::batch::{PartyIx, RowIx};
use crate::model::{Batch, Dataset, EntityIx, Form, RelationIx};

/// Stands for a shape or an entity that a batch has not named yet.
const UNNAMED: u32 = u32::MAX;

impl Dataset {
    /// Returns the batches of rows, in order of their prefixes: a builder given them and the
    /// [records](Dataset::records) makes the same dataset again. Rows stand in order of date, parties
    /// in order of ids.
    ///
    /// # Complexity
    /// O(relations + batches · entities).
    pub fn batches(&self) -> Vec<Batch> {
        let bundles = self.relations.bundles.iter();
        let mut all: Vec<_> = bundles
            .map(|bundle| Unbundling::new(self, bundle))
            .collect();
        for at in self.relation_ixs() {
            if let Some((bundle, row)) = self.relations.row_of(at) {
                all[bundle].push(at, row);
            }
        }
        all.into_iter().map(Unbundling::finish).collect()
    }
}

impl Table {
    /// Returns the place of the bundle of a relation that was given as a row, and the row.
    fn row_of(&self, at: RelationIx) -> Option<(usize, u32)> {
        if self.shape(at).is_record {
            return None;
        }
        let number = self.number.get(at);
        let next = self.bundles.partition_point(|bundle| bundle.base <= number);
        Some((next - 1, number - self.bundles[next - 1].base))
    }
}

/// A batch that is being taken out of the table.
struct Unbundling<'a> {
    data: &'a Dataset,
    bundle: &'a Bundle,
    batch: Batch,
    /// By shape, the form it has in the batch.
    forms: Vec<u32>,
    /// By row, its first and second party, as places in the dataset.
    ends: Vec<[EntityIx; 2]>,
    /// By row, the relation it tells.
    relations: Vec<RelationIx>,
}

impl<'a> Unbundling<'a> {
    fn new(data: &'a Dataset, bundle: &'a Bundle) -> Unbundling<'a> {
        let source = data.source(bundle.source).id.clone();
        Unbundling {
            data,
            bundle,
            batch: Batch::empty(source, &bundle.prefix),
            forms: vec![UNNAMED; data.relations.shapes.len()],
            ends: Vec::new(),
            relations: Vec::new(),
        }
    }

    /// Adds the row of a relation.
    fn push(&mut self, at: RelationIx, row: u32) {
        let table = &self.data.relations;
        let form = self.form(usize::from(table.shape_number(at)));
        let ends = table.pair(at).unwrap_or_default();
        let day = self.data.when(at).and_then(Edtf::earliest);
        self.ends.push(ends);
        self.relations.push(at);
        self.batch.number.push(row);
        self.batch.form.push(form);
        self.batch
            .day
            .push(day.map_or(0, |day| day.number() as i32));
    }

    /// Returns the form of a shape.
    fn form(&mut self, shape: usize) -> u16 {
        if self.forms[shape] == UNNAMED {
            self.forms[shape] = self.batch.forms.len() as u32;
            let form = self.named(shape);
            self.batch.forms.push(form);
        }
        self.forms[shape] as u16
    }

    /// Returns the form that a shape stands for.
    fn named(&self, shape: usize) -> Form {
        let shape: &Shape = &self.data.relations.shapes[shape];
        let kind = self.data.ontology().kind(shape.kind);
        Form {
            kind: kind.id.clone(),
            title: shape.title.clone(),
            status: shape.names_status.then_some(shape.status),
            roles: shape
                .roles
                .map(|role| kind.roles[usize::from(role)].id.clone()),
        }
    }

    /// Names the parties, and adds what a few rows have besides.
    fn finish(mut self) -> Batch {
        let mut party = vec![UNNAMED; self.data.entity_count()];
        let places = self
            .bundle
            .places
            .all()
            .iter()
            .map(|place| EntityIx(place.number));
        let ends = self.ends.iter().flatten().copied();
        for entity in ends.chain(places) {
            party[entity.index()] = 0;
        }
        for (at, party) in party
            .iter_mut()
            .enumerate()
            .filter(|(_, party)| **party == 0)
        {
            *party = self
                .batch
                .party(self.data.entity(EntityIx(at as u32)).id.clone())
                .0;
        }
        for [from, to] in &self.ends {
            self.batch.from.push(party[from.index()]);
            self.batch.to.push(party[to.index()]);
        }
        let row = |at: &RelationIx| {
            let row = self.relations.binary_search(at);
            RowIx(row.unwrap_or_default() as u32)
        };
        let again = self.bundle.again.all().iter();
        self.batch.again = again
            .map(|again| (row(&again.relation), again.number))
            .collect();
        let places = self.bundle.places.all().iter();
        self.batch.places = places
            .map(|place| (row(&place.relation), PartyIx(party[place.number as usize])))
            .collect();
        self.batch
    }
}
