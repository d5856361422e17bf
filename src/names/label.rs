//! Labels: every name, id, alias and code of every entity, as shown and as compared.
//!
//! Knows what a label is and how it is told of; searching is elsewhere.

use std::io;

use bytemuck::{Pod, Zeroable};

use super::texts::{Gathered, Texts};
use crate::columns::{Column, Image, ImageError, Press};
use crate::model::{Dataset, Entity, EntityIx};
use crate::text;

/// How many letters of a name count in a search that forgives; the rest is only compared whole.
pub(super) const LETTERS: usize = 256;

/// What a label is to its entity, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Id,
    Name,
    Alias,
    /// A code, with the number of its scheme.
    Code(u16),
}

impl Sort {
    /// Returns the number that stands for the sort in a column.
    const fn number(self) -> u16 {
        match self {
            Sort::Id => 0,
            Sort::Name => 1,
            Sort::Alias => 2,
            Sort::Code(scheme) => 3 + scheme,
        }
    }

    /// Returns the sort for which a number stands.
    const fn of_number(number: u16) -> Sort {
        match number {
            0 => Sort::Id,
            1 => Sort::Name,
            2 => Sort::Alias,
            code => Sort::Code(code - 3),
        }
    }

    /// Returns the rank of the group: all codes are equals.
    pub(super) const fn group(self) -> u8 {
        match self {
            Sort::Id => 0,
            Sort::Name => 1,
            Sort::Alias => 2,
            Sort::Code(_) => 3,
        }
    }

    /// Tells whether a search that forgives errors may find it; a wrong code is another code.
    pub(super) const fn forgives(self) -> bool {
        !matches!(self, Sort::Code(_))
    }
}

/// Whose a label is, and what it is to them.
#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(C)]
struct Owner {
    entity: EntityIx,
    /// The number of the sort.
    sort: u16,
    /// 1 if the folded label is in Latin letters as it stands, else 0.
    is_latin: u16,
}

/// All labels of a dataset, numbered entity by entity: name, id, aliases, codes.
#[derive(Debug, Clone, Default)]
pub(super) struct Labels {
    owners: Column<Owner>,
    /// For each entity where its labels begin.
    firsts: Column<u32>,
    schemes: Vec<String>,
    shown: Texts,
    folded: Texts,
    /// The Latin keys of labels in other letters; nothing for the rest.
    latin: Texts,
}

/// Labels that are being gathered.
#[derive(Default)]
struct Draft {
    owners: Vec<Owner>,
    firsts: Vec<u32>,
    schemes: Vec<String>,
    shown: Gathered,
    folded: Gathered,
    latin: Gathered,
}

impl Draft {
    fn entity(&mut self, at: EntityIx, entity: &Entity) {
        self.firsts.push(self.owners.len() as u32);
        self.push(at, Sort::Name, &entity.name);
        self.push(at, Sort::Id, entity.id.as_str());
        for alias in &entity.aliases {
            self.push(at, Sort::Alias, alias);
        }
        for (scheme, code) in &entity.codes {
            let number = self.schemes.binary_search(scheme).unwrap_or_default();
            self.push(at, Sort::Code(number as u16), code);
        }
    }

    /// Adds a label, unless nothing of it remains when folded.
    fn push(&mut self, at: EntityIx, sort: Sort, shown: &str) {
        let folded = text::fold(shown);
        if folded.is_empty() {
            return;
        }
        let is_latin = folded.is_ascii();
        self.owners.push(Owner {
            entity: at,
            sort: sort.number(),
            is_latin: is_latin.into(),
        });
        self.shown.push(shown);
        if is_latin {
            self.latin.push("");
        } else {
            self.latin.push(beginning(&text::latin(&folded)));
        }
        self.folded.push(&folded);
    }

    fn finish(self) -> Labels {
        Labels {
            owners: self.owners.into(),
            firsts: self.firsts.into(),
            schemes: self.schemes,
            shown: self.shown.finish(),
            folded: self.folded.finish(),
            latin: self.latin.finish(),
        }
    }
}

impl Labels {
    pub(super) fn new(data: &Dataset) -> Labels {
        let mut labels = Draft {
            schemes: schemes(data),
            ..Draft::default()
        };
        for (at, entity) in data.entity_ixs().zip(data.entities()) {
            labels.entity(at, entity);
        }
        labels.finish()
    }

    /// Adds the labels to an image.
    pub(super) fn press(&self, press: &mut Press) -> io::Result<()> {
        press.column("labels.owners", self.owners.all())?;
        press.column("labels.firsts", self.firsts.all())?;
        press.value("labels.schemes", &self.schemes)?;
        self.shown.press("labels.shown", press)?;
        self.folded.press("labels.folded", press)?;
        self.latin.press("labels.latin", press)
    }

    /// Returns the labels of an image.
    pub(super) fn open(image: &Image) -> Result<Labels, ImageError> {
        Ok(Labels {
            owners: image.column("labels.owners")?,
            firsts: image.column("labels.firsts")?,
            schemes: image.value("labels.schemes")?,
            shown: Texts::open("labels.shown", image)?,
            folded: Texts::open("labels.folded", image)?,
            latin: Texts::open("labels.latin", image)?,
        })
    }

    /// Returns the number of every label, in order.
    pub(super) fn numbers(&self) -> std::ops::Range<u32> {
        0..self.owners.len() as u32
    }

    /// Returns whose label it is.
    pub(super) fn entity_of(&self, label: u32) -> EntityIx {
        self.owners.at(label as usize).entity
    }

    /// Returns what the label is to its entity.
    pub(super) fn sort_of(&self, label: u32) -> Sort {
        Sort::of_number(self.owners.at(label as usize).sort)
    }

    /// Returns the labels of an entity.
    pub(super) fn of(&self, entity: EntityIx) -> std::ops::Range<u32> {
        let first = |at: usize| self.firsts.part(at..at + 1).first().copied();
        let all = self.owners.len() as u32;
        first(entity.index()).unwrap_or(all)..first(entity.index() + 1).unwrap_or(all)
    }

    /// Returns the label as its record writes it.
    pub(super) fn shown(&self, label: u32) -> &str {
        self.shown.get(label)
    }

    /// Returns the label folded, in full.
    pub(super) fn folded(&self, label: u32) -> &str {
        self.folded.get(label)
    }

    /// Returns the label folded and in Latin letters, at most [`LETTERS`] of them: ASCII.
    pub(super) fn latin(&self, label: u32) -> &str {
        if self.is_latin(label) {
            beginning(self.folded.get(label))
        } else {
            self.latin.get(label)
        }
    }

    /// Tells whether the folded label is in Latin letters as it stands.
    pub(super) fn is_latin(&self, label: u32) -> bool {
        self.owners.at(label as usize).is_latin == 1
    }

    /// Returns the letters of [`Labels::latin`] without the spaces between words.
    pub(super) fn letters(&self, label: u32) -> impl Iterator<Item = u8> {
        letters(self.latin(label))
    }

    /// Tells whether it is written as its entity's name is, once folded: ids mostly are.
    pub(super) fn repeats_the_name(&self, label: u32) -> bool {
        let first = self.of(self.entity_of(label)).start;
        label != first && self.folded(label) == self.folded(first)
    }

    /// Returns the label in plain words: "name", "alias `Токаев`", "code cow `517`".
    pub(super) fn told(&self, label: u32) -> String {
        let shown = self.shown(label);
        match self.sort_of(label) {
            Sort::Id => "id".to_owned(),
            Sort::Name => "name".to_owned(),
            Sort::Alias => format!("alias `{shown}`"),
            Sort::Code(scheme) => {
                let scheme = self.schemes.get(usize::from(scheme));
                format!("code {} `{shown}`", scheme.map_or("", String::as_str))
            }
        }
    }
}

/// Returns the schemes of all codes, in order.
fn schemes(data: &Dataset) -> Vec<String> {
    let all = data
        .entities()
        .iter()
        .flat_map(|entity| entity.codes.keys());
    let distinct: std::collections::BTreeSet<&String> = all.collect();
    distinct.into_iter().cloned().collect()
}

/// Returns the first [`LETTERS`] bytes of an ASCII text.
pub(super) fn beginning(ascii: &str) -> &str {
    ascii.get(..LETTERS).unwrap_or(ascii).trim_end()
}

/// Returns the bytes of a folded text that are not spaces.
pub(super) fn letters(folded: &str) -> impl Iterator<Item = u8> {
    folded.bytes().filter(|byte| *byte != b' ')
}
