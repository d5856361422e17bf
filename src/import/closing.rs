//! Closing an import: who everybody is, which rows are one relation, and whether all fits together.
//!
//! Works on what the intake has gathered; no file is read any more.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::Forms;
use super::intake::{Rich, Sheet};
use super::ledger::Fate;
use super::merge::Told;
use super::packing::Packing;
use super::report::{ImportReport, Reject};
use super::resolve::Belonging;
use super::roster::{Settled, Who};
use super::{ImportError, ImportOptions};
use crate::model::{
    Batch, Dataset, DatasetBuilder, Entity, EntityId, Ontology, Parties, Problem, Relation,
    RelationId, Report, Section, Source, SourceId,
};

/// The records that were there before the import.
#[derive(Debug, Clone, Default)]
pub(super) struct Base {
    pub(super) sources: Vec<Source>,
    pub(super) entities: Vec<Entity>,
    pub(super) relations: Vec<Relation>,
}

impl Base {
    /// Tells whether this source was there before.
    pub(super) fn has_source(&self, source: &Source) -> bool {
        let same = |known: &Source| (&known.id, &known.file) == (&source.id, &source.file);
        source.file.is_some() && self.sources.iter().any(same)
    }

    /// Returns the ids of all relations if this source is among those that were there before.
    fn relations_of(&self, source: &SourceId) -> BTreeSet<&str> {
        if self.sources.iter().all(|known| known.id != *source) {
            return BTreeSet::new();
        }
        let ids = self.relations.iter();
        ids.map(|relation| relation.id.as_str()).collect()
    }

    /// Returns the ids of all entities.
    pub(super) fn entity_ids(&self) -> impl Iterator<Item = &str> {
        self.entities.iter().map(|entity| entity.id.as_str())
    }

    /// Adds sources and entities; of several with one id the first is kept.
    pub(super) fn add_records(&mut self, sources: &[Source], entities: &[Entity]) {
        add_new(&mut self.sources, sources.iter(), |source| {
            source.id.as_str()
        });
        add_new(&mut self.entities, entities.iter(), |entity| {
            entity.id.as_str()
        });
    }

    /// Adds the records of a dataset; of several with one id the first is kept.
    pub(super) fn add(&mut self, dataset: &Dataset) {
        self.add_records(dataset.sources(), dataset.entities());
        let relations = dataset.records().map(|(_, relation)| relation);
        add_new(&mut self.relations, relations, |relation| {
            relation.id.as_str()
        });
    }
}

/// Adds records whose ids are new.
fn add_new<'r, T: Clone + 'r>(
    records: &mut Vec<T>,
    more: impl Iterator<Item = &'r T>,
    id: impl Fn(&T) -> &str,
) {
    let known: BTreeSet<String> = records.iter().map(|record| id(record).to_owned()).collect();
    records.extend(more.filter(|record| !known.contains(id(record))).cloned());
}

/// What an import comes to.
#[derive(Debug)]
#[non_exhaustive]
pub struct Imported {
    /// All records, for a dataset.
    pub builder: DatasetBuilder,
    /// What became of every row.
    pub report: ImportReport,
}

/// All that was gathered.
#[derive(Debug)]
pub(super) struct Closing {
    pub(super) ontology: Ontology,
    pub(super) options: ImportOptions,
    pub(super) settled: Settled,
    pub(super) forms: Forms,
    pub(super) base: Base,
    /// How many of the entities in the base were not there before the import.
    pub(super) adopted: usize,
    pub(super) sources: Vec<Source>,
    pub(super) relations: Vec<Rich>,
    pub(super) sheets: Vec<Sheet>,
}

impl Closing {
    /// Returns the records with the report.
    pub(super) fn run(mut self) -> Result<Imported, ImportError> {
        self.rename();
        self.belong();
        let batches = self.batches()?;
        self.leave_out_unfit()?;
        let mut report = ImportReport {
            new_entities: self.adopted + self.settled.fresh.len(),
            proposals: std::mem::take(&mut self.settled.proposals),
            ..ImportReport::default()
        };
        for rich in &self.relations {
            if let Some(sheet) = self.sheets.get_mut(rich.file) {
                sheet.report.relations += 1;
            }
        }
        let sheets = std::mem::take(&mut self.sheets);
        report.files.extend(sheets.into_iter().map(Sheet::close));
        let mut builder = self.builder();
        for batch in batches {
            builder.batch(batch);
        }
        Ok(Imported { builder, report })
    }

    /// Puts the ids of those right who had one for the time being.
    fn rename(&mut self) {
        if self.settled.renamed.is_empty() {
            return;
        }
        let of = |id: &EntityId| self.settled.renamed.get(id).unwrap_or(id).clone();
        for Rich { relation, .. } in &mut self.relations {
            relation.parties = renamed(&relation.parties, of);
            relation.place = relation.place.as_ref().map(of);
            if let Some(whole) = &relation.part_of
                && let Some(id) = EntityId::new(whole).ok().as_ref().map(of)
            {
                relation.part_of = Some(id.to_string());
            }
            for report in &mut relation.reports {
                report.parties = report.parties.as_ref().map(|parties| renamed(parties, of));
                report.place = report.place.as_ref().map(of);
            }
        }
    }

    /// Adds what new bodies are a part of, as the forms of their names say.
    fn belong(&mut self) {
        if self.ontology.find(PART_OF).is_none() {
            return;
        }
        let has: BTreeSet<&str> = self
            .base
            .relations
            .iter()
            .map(|relation| relation.id.as_str())
            .collect();
        for (Belonging { part, whole, acts }, file) in &self.settled.belongings {
            let source = self
                .sheets
                .get(*file)
                .and_then(|sheet| sheet.report.source.clone());
            let id = RelationId::new(&format!("{part}-{PART_OF}-{whole}"));
            let (true, Some(source), Ok(id)) = (*acts, source, id) else {
                continue;
            };
            if has.contains(id.as_str()) {
                continue;
            }
            let parties = Parties::new()
                .with("part", part.clone())
                .with("whole", whole.clone());
            let mut report = Report::new(source);
            report.note = Some("the form of its name says so".to_owned());
            self.relations.push(Rich {
                relation: Relation::new(id, PART_OF, parties).with_report(report),
                file: *file,
                line: 0,
            });
        }
    }

    /// Makes a batch of the rows of each file that has some.
    fn batches(&mut self) -> Result<Vec<Batch>, ImportError> {
        let mut batches = Vec::new();
        let one = self.settled.as_one();
        self.merge_repeated();
        for at in 0..self.sheets.len() {
            let rows = self.fitting_rows(at, &one)?;
            let Some(sheet) = self.sheets.get_mut(at).filter(|_| !rows.is_empty()) else {
                continue;
            };
            let stop = self.options.stop();
            let source = sheet.report.source.as_ref();
            let known = source.map(|source| self.base.relations_of(source));
            let known = known.unwrap_or_default();
            let packing = Packing::new(sheet, &self.settled, &self.forms, known);
            batches.extend(
                packing
                    .map(|packing| packing.pack(rows, &stop))
                    .transpose()?,
            );
        }
        Ok(batches)
    }

    /// Leaves out the relations that an earlier import left, word for word.
    fn merge_repeated(&mut self) {
        let base = self.base.relations.iter();
        let base: BTreeMap<&RelationId, &Relation> =
            base.map(|relation| (&relation.id, relation)).collect();
        let sheets = &mut self.sheets;
        self.relations.retain(
            |Rich {
                 relation,
                 file,
                 line,
             }| {
                let is_new = base.get(&relation.id) != Some(&relation);
                if let Some(sheet) = sheets.get_mut(*file).filter(|_| !is_new) {
                    sheet.ledger.lower(*line, Fate::Merged);
                }
                is_new
            },
        );
    }

    /// Takes the rows of a file whose parties are two and may play their roles.
    fn fitting_rows(&mut self, at: usize, one: &[Who]) -> Result<Vec<Told>, ImportError> {
        let Some(sheet) = self.sheets.get_mut(at) else {
            return Ok(Vec::new());
        };
        let mut rows = std::mem::take(&mut sheet.rows);
        let (settled, forms) = (&self.settled, &self.forms);
        let mut misfits = Vec::new();
        let whole = |who: Who| one.get(who.index()).copied().unwrap_or(who);
        rows.retain_mut(|told| {
            (told.from, told.to) = (whole(told.from), whole(told.to));
            if told.from == told.to {
                sheet.revoke(told.line, SAME_PARTIES);
                return false;
            }
            let fitted = forms.get(told.form);
            if fitted.is_mutual && told.to < told.from {
                std::mem::swap(&mut told.from, &mut told.to);
            }
            let kinds = [settled.kind(told.from), settled.kind(told.to)];
            let misfit = fitted.misfit(kinds);
            if let Some(party) = misfit {
                let id = settled.id([told.from, told.to][party]);
                misfits.push((told.line, fitted.told(party, id, kinds[party])));
            }
            misfit.is_none()
        });
        for (line, why) in misfits {
            self.reject(at, line.into(), why.to_string())?;
        }
        Ok(rows)
    }

    /// Counts and tells a row that turned out to be at fault.
    fn reject(&mut self, file: usize, line: u64, why: String) -> Result<(), ImportError> {
        let Some(sheet) = self.sheets.get_mut(file) else {
            return Ok(());
        };
        let reject = Reject {
            file: sheet.report.name.clone(),
            line,
            column: None,
            why,
        };
        sheet.ledger.lower(line, Fate::Rejected);
        sheet.report.keep_reject(reject, &self.options)
    }

    /// Leaves out the relations that do not fit into a dataset, and those that need one of them.
    fn leave_out_unfit(&mut self) -> Result<(), ImportError> {
        while !self.relations.is_empty() {
            let Err(problems) = self.builder().build() else {
                return Ok(());
            };
            let first = self.base.relations.len();
            let mut out: BTreeSet<usize> = BTreeSet::new();
            for problem in problems {
                let Some(at) = place_of(&problem, first) else {
                    continue;
                };
                let Some(Rich { file, line, .. }) = self.relations.get(at) else {
                    continue;
                };
                if out.insert(at) && *line > 0 {
                    self.reject(*file, *line, problem.error.to_string())?;
                }
            }
            if out.is_empty() {
                return Ok(());
            }
            let mut at = 0..;
            self.relations
                .retain(|_| at.next().is_none_or(|at| !out.contains(&at)));
        }
        Ok(())
    }

    /// Returns the builder of all records.
    fn builder(&self) -> DatasetBuilder {
        let mut builder = Dataset::builder(self.ontology.clone());
        for source in self.base.sources.iter().chain(&self.sources) {
            builder.source(source.clone());
        }
        for entity in self.base.entities.iter().chain(&self.settled.fresh) {
            builder.entity(entity.clone());
        }
        let rich = self.relations.iter().map(|rich| &rich.relation);
        for relation in self.base.relations.iter().chain(rich) {
            builder.relation(relation.clone());
        }
        builder
    }
}

/// The kind of relation between a body and what it belongs to.
const PART_OF: &str = "part-of";

/// Why a row is skipped that says something of one entity alone.
pub(super) const SAME_PARTIES: &str = "both parties are the same";

/// Returns which of the imported relations a problem is about, if `first` others stand before them.
fn place_of(problem: &Problem, first: usize) -> Option<usize> {
    let is_relation = problem.section == Section::Relations;
    is_relation
        .then(|| problem.record.checked_sub(first))
        .flatten()
}

/// Returns parties with their ids put right.
fn renamed(parties: &Parties, of: impl Fn(&EntityId) -> EntityId) -> Parties {
    let all = parties.iter();
    all.fold(Parties::new(), |parties, (role, id)| {
        let id = of(id);
        // Two who turned out to be one stand in a role once.
        let is_there = parties.iter().any(|known| known == (role, &id));
        if is_there {
            parties
        } else {
            parties.with(role, id)
        }
    })
}
