//! Lenient reading: the good records of files whatever is wrong with the others, every record counted.

use std::collections::{BTreeMap, BTreeSet};

use super::SourceFile;
use super::fault::Pages;
use super::gather::{self, Origin, gather};
use super::place::Origins;
use super::read::{Records, extended, missing, taken};
use crate::diagnostic::Diagnostic;
use crate::model::{Dataset, ModelError, Ontology, Problem, Section};

/// The good records of some files, and what became of the others.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The good records.
    pub dataset: Dataset,
    /// What is wrong with the others, in order of file, line and column.
    pub diagnostics: Vec<Diagnostic>,
    /// How many records each file has, in the order of the files.
    pub counts: Vec<Count>,
}

/// How many records a file has, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// How many there are.
    pub read: usize,
    /// How many stand in an earlier place too, word for word.
    pub repeated: usize,
    /// How many are left out because something is wrong with them or with what they need.
    pub left_out: usize,
}

/// Returns the dataset of the good records, and everything that is wrong with the others.
///
/// As [`read_each`], without the counts, and with the rule of [`read_dataset`](super::read_dataset) that
/// an id stands for one record: a second one is wrong even if it says the same.
pub fn read_dataset_lenient(
    ontology: Ontology,
    files: &[SourceFile],
) -> (Dataset, Vec<Diagnostic>) {
    let reading = read(ontology, files, Repeated::IsWrong);
    (reading.dataset, reading.diagnostics)
}

/// What becomes of a record that stands in an earlier place too, word for word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeated {
    IsOne,
    IsWrong,
}

/// Returns the dataset of the good records, what is wrong with the others, and how many of each sort
/// every file has.
///
/// A record at fault is left out, and so is a relation that names one as party, place or source.
/// A relation that is only part of one is kept, without `part_of`. A record that stands in several
/// files, word for word, is one record.
pub fn read_each(ontology: Ontology, files: &[SourceFile]) -> Reading {
    read(ontology, files, Repeated::IsOne)
}

fn read(ontology: Ontology, files: &[SourceFile], repeated: Repeated) -> Reading {
    let mut pages = Pages::new(files);
    let mut gathered = gather(&mut pages, files.len(), &gather::DATASET);
    gathered.sort_extensions();
    let ontology = extended(ontology, &mut gathered, &mut pages);
    let (mut records, mut origins) = taken(&mut gathered);
    let mut absent = gathered.broken;
    let given = per_file(&origins, files.len());
    if repeated == Repeated::IsOne {
        records.keep_one_of_each(&mut origins);
    }
    let distinct = per_file(&origins, files.len());
    loop {
        let problems = match records.clone().builder(ontology.clone()).build() {
            Ok(dataset) => {
                let kept = per_file(&origins, files.len());
                let count = |at: usize| Count {
                    read: gathered.read[at],
                    repeated: given[at] - distinct[at],
                    left_out: gathered.left_out[at] + distinct[at] - kept[at],
                };
                return Reading {
                    dataset,
                    diagnostics: pages.diagnostics(),
                    counts: (0..files.len()).map(count).collect(),
                };
            }
            Err(problems) => problems,
        };
        origins.note(&mut pages, &problems, |error| {
            let id = missing(error).filter(|id| absent.contains(*id))?;
            Some(format!("the record `{id}` is at fault itself"))
        });
        records.leave_out(&problems, &mut origins, &mut absent);
    }
}

/// Returns how many of the records stand in each file.
fn per_file(origins: &Origins, files: usize) -> Vec<usize> {
    let mut counts = vec![0; files];
    let all = [&origins.sources, &origins.entities, &origins.relations];
    for origin in all.into_iter().flatten() {
        counts[origin.file] += 1;
    }
    counts
}

impl Records {
    /// Leaves out what stands in an earlier place too, word for word.
    fn keep_one_of_each(&mut self, origins: &mut Origins) {
        keep_first(&mut self.sources, &mut origins.sources, |source| {
            source.id.as_str()
        });
        keep_first(&mut self.entities, &mut origins.entities, |entity| {
            entity.id.as_str()
        });
        keep_first(&mut self.relations, &mut origins.relations, |relation| {
            relation.id.as_str()
        });
    }

    /// Leaves out the records with problems, and says which ids are now absent.
    fn leave_out(
        &mut self,
        problems: &[Problem],
        origins: &mut Origins,
        absent: &mut BTreeSet<String>,
    ) {
        let mut out: BTreeSet<(Section, usize)> = BTreeSet::new();
        for problem in problems {
            let part_of_absent = matches!(&problem.error, ModelError::UnknownWhole { id, .. } if absent.contains(id));
            match self.relations.get_mut(problem.record) {
                Some(relation) if part_of_absent => relation.part_of = None,
                _ => {
                    out.insert((problem.section, problem.record));
                }
            }
        }
        let at_fault = |section| move |at: usize| (section, at);
        let sources = at_fault(Section::Sources);
        let entities = at_fault(Section::Entities);
        let relations = at_fault(Section::Relations);
        retain(&mut self.sources, &mut origins.sources, |at, source| {
            let leaves = out.contains(&sources(at));
            absent.extend(leaves.then(|| source.id.to_string()));
            !leaves
        });
        retain(&mut self.entities, &mut origins.entities, |at, entity| {
            let leaves = out.contains(&entities(at));
            absent.extend(leaves.then(|| entity.id.to_string()));
            !leaves
        });
        retain(
            &mut self.relations,
            &mut origins.relations,
            |at, relation| {
                let leaves = out.contains(&relations(at));
                absent.extend(leaves.then(|| relation.id.to_string()));
                !leaves
            },
        );
    }
}

/// Keeps the first of equal records.
fn keep_first<T: PartialEq>(
    records: &mut Vec<T>,
    origins: &mut Vec<Origin>,
    id: impl Fn(&T) -> &str,
) {
    let mut first: BTreeMap<&str, &T> = BTreeMap::new();
    let mut stays = Vec::with_capacity(records.len());
    for record in &*records {
        stays.push(first.get(id(record)).is_none_or(|known| *known != record));
        first.entry(id(record)).or_insert(record);
    }
    if stays.contains(&false) {
        retain(records, origins, |at, _| {
            stays.get(at).copied().unwrap_or(true)
        });
    }
}

/// Keeps the records, and their places, that a test lets stay.
fn retain<T>(
    records: &mut Vec<T>,
    origins: &mut Vec<Origin>,
    mut stays: impl FnMut(usize, &T) -> bool,
) {
    let kept: Vec<bool> = records
        .iter()
        .enumerate()
        .map(|(at, record)| stays(at, record))
        .collect();
    let mut flags = kept.iter();
    records.retain(|_| flags.next().copied().unwrap_or(true));
    let mut flags = kept.iter();
    origins.retain(|_| flags.next().copied().unwrap_or(true));
}
