//! Three versions of one record made one: what only one side changed is taken, field by field.
//!
//! Lists count as sets, maps by their keys, reports by source and place. What both sides changed in
//! different ways stays as ours has it, and is told.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::compare::by_place;
use super::{Key, Record};
use crate::model::{Entity, EntityId, Kind, Office, Parties, Relation, Report, Source};

/// A field that both sides changed in different ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The record.
    pub key: Key,
    /// The field in words; empty if it is about the record as a whole.
    pub field: String,
    /// What the base says, if anything.
    pub base: Option<String>,
    /// What ours says.
    pub ours: Option<String>,
    /// What theirs says.
    pub theirs: Option<String>,
}

/// One thing as the base, ours and theirs have it.
struct Three<'a, T: ?Sized> {
    base: &'a T,
    ours: &'a T,
    theirs: &'a T,
}

impl<'a, T: ?Sized> Three<'a, T> {
    fn of<U: ?Sized>(&self, part: impl Fn(&'a T) -> &'a U) -> Three<'a, U> {
        Three {
            base: part(self.base),
            ours: part(self.ours),
            theirs: part(self.theirs),
        }
    }
}

/// Returns one record made of three, and what both sides changed in different ways.
pub(super) fn merged(base: &Record, ours: &Record, theirs: &Record) -> (Record, Vec<Conflict>) {
    let mut merge = Merge {
        key: ours.key(),
        within: String::new(),
        conflicts: Vec::new(),
    };
    let record = match (base, ours, theirs) {
        (Record::Kind(base), Record::Kind(ours), Record::Kind(theirs)) => merge
            .kind(&Three { base, ours, theirs }.of(AsRef::as_ref))
            .into(),
        (Record::Office(base), Record::Office(ours), Record::Office(theirs)) => merge
            .office(&Three { base, ours, theirs }.of(AsRef::as_ref))
            .into(),
        (Record::Source(base), Record::Source(ours), Record::Source(theirs)) => merge
            .source(&Three { base, ours, theirs }.of(AsRef::as_ref))
            .into(),
        (Record::Entity(base), Record::Entity(ours), Record::Entity(theirs)) => merge
            .entity(&Three { base, ours, theirs }.of(AsRef::as_ref))
            .into(),
        (Record::Relation(base), Record::Relation(ours), Record::Relation(theirs)) => merge
            .relation(&Three { base, ours, theirs }.of(AsRef::as_ref))
            .into(),
        _ => ours.clone(),
    };
    (record, merge.conflicts)
}

/// A merge of one record under way.
struct Merge {
    key: Key,
    /// What stands before the names of fields, within a report.
    within: String,
    conflicts: Vec<Conflict>,
}

impl Merge {
    /// Returns the value that only one side changed, or ours.
    fn value<T: Clone + PartialEq>(
        &mut self,
        field: &str,
        three: &Three<'_, T>,
        shown: impl Fn(&T) -> Option<String>,
    ) -> T {
        let Three { base, ours, theirs } = *three;
        if ours == theirs || theirs == base {
            return ours.clone();
        }
        if ours == base {
            return theirs.clone();
        }
        self.conflicts.push(Conflict {
            key: self.key.clone(),
            field: format!("{}{field}", self.within),
            base: shown(base),
            ours: shown(ours),
            theirs: shown(theirs),
        });
        ours.clone()
    }

    fn plain<T: Clone + PartialEq + Display>(&mut self, field: &str, three: &Three<'_, T>) -> T {
        self.value(field, three, |value| Some(value.to_string()))
    }

    fn optional<T: Clone + PartialEq + Display>(
        &mut self,
        field: &str,
        three: &Three<'_, Option<T>>,
    ) -> Option<T> {
        self.value(field, three, |value| value.as_ref().map(T::to_string))
    }

    fn map<V: Clone + PartialEq + Display>(
        &mut self,
        field: &str,
        three: &Three<'_, BTreeMap<String, V>>,
    ) -> BTreeMap<String, V> {
        let Three { base, ours, theirs } = *three;
        let keys: BTreeSet<&String> = [base, ours, theirs]
            .into_iter()
            .flat_map(BTreeMap::keys)
            .collect();
        let mut merged = BTreeMap::new();
        for key in keys {
            let [base, ours, theirs] = [base, ours, theirs].map(|map| map.get(key).cloned());
            let three = Three {
                base: &base,
                ours: &ours,
                theirs: &theirs,
            };
            if let Some(value) = self.optional(&format!("{field} {key}"), &three) {
                merged.insert(key.clone(), value);
            }
        }
        merged
    }

    fn kind(&mut self, three: &Three<'_, Kind>) -> Kind {
        Kind {
            id: three.ours.id.clone(),
            plural: self.plain("plural", &three.of(|kind| &kind.plural)),
            nature: self.plain("nature", &three.of(|kind| &kind.nature)),
            note: self.optional("note", &three.of(|kind| &kind.note)),
            also: list(&three.of(|kind| &kind.also)),
            roles: self.value("roles", &three.of(|kind| &kind.roles), json),
            links: self.value("links", &three.of(|kind| &kind.links), json),
            acts: self.value("acts", &three.of(|kind| &kind.acts), json),
            personal: self.plain("personal", &three.of(|kind| &kind.personal)),
            plover: self.value("plover", &three.of(|kind| &kind.plover), json),
            cameo: list(&three.of(|kind| &kind.cameo)),
            ftm: self.optional("ftm", &three.of(|kind| &kind.ftm)),
            wikidata: self.optional("wikidata", &three.of(|kind| &kind.wikidata)),
        }
    }

    #[expect(
        clippy::unused_self,
        reason = "an office is made as the other records are"
    )]
    fn office(&mut self, three: &Three<'_, Office>) -> Office {
        Office {
            title: three.ours.title.clone(),
            also: list(&three.of(|office| &office.also)),
        }
    }

    fn source(&mut self, three: &Three<'_, Source>) -> Source {
        Source {
            id: three.ours.id.clone(),
            title: self.plain("title", &three.of(|source| &source.title)),
            publisher: self.optional("publisher", &three.of(|source| &source.publisher)),
            published: self.optional("date of publication", &three.of(|source| &source.published)),
            retrieved: self.optional("date of retrieval", &three.of(|source| &source.retrieved)),
            url: self.optional("url", &three.of(|source| &source.url)),
            file: self.optional("file", &three.of(|source| &source.file)),
            row: self.optional("row", &three.of(|source| &source.row)),
            language: self.optional("language", &three.of(|source| &source.language)),
            note: self.optional("note", &three.of(|source| &source.note)),
        }
    }

    fn entity(&mut self, three: &Three<'_, Entity>) -> Entity {
        Entity {
            id: three.ours.id.clone(),
            kind: self.plain("kind", &three.of(|entity| &entity.kind)),
            name: self.plain("name", &three.of(|entity| &entity.name)),
            aliases: list(&three.of(|entity| &entity.aliases)),
            codes: self.map("code", &three.of(|entity| &entity.codes)),
            class: self.optional("class", &three.of(|entity| &entity.class)),
            note: self.optional("note", &three.of(|entity| &entity.note)),
        }
    }

    fn relation(&mut self, three: &Three<'_, Relation>) -> Relation {
        Relation {
            id: three.ours.id.clone(),
            kind: self.plain("kind", &three.of(|relation| &relation.kind)),
            title: self.optional("title", &three.of(|relation| &relation.title)),
            parties: parties(&three.of(|relation| &relation.parties)),
            when: self.optional("date", &three.of(|relation| &relation.when)),
            status: self.optional("status", &three.of(|relation| &relation.status)),
            place: self.optional("place", &three.of(|relation| &relation.place)),
            topics: list(&three.of(|relation| &relation.topics)),
            numbers: self.map("number of", &three.of(|relation| &relation.numbers)),
            summary: self.optional("summary", &three.of(|relation| &relation.summary)),
            part_of: self.optional("part of", &three.of(|relation| &relation.part_of)),
            reports: self.reports(&three.of(|relation| &relation.reports)),
        }
    }

    fn reports(&mut self, three: &Three<'_, Vec<Report>>) -> Vec<Report> {
        let Three { base, ours, theirs } = *three;
        if ours == theirs || theirs == base {
            return ours.clone();
        }
        if ours == base {
            return theirs.clone();
        }
        let by = [base, ours, theirs].map(|reports| by_place(reports));
        let keys: Vec<Vec<_>> = [base, ours, theirs]
            .iter()
            .zip(&by)
            .map(|(reports, by)| in_order(reports, by))
            .collect();
        let mut merged = Vec::new();
        for key in set(&keys[0], &keys[1], &keys[2]) {
            let [base, ours, theirs] = [&by[0], &by[1], &by[2]].map(|by| by.get(&key).copied());
            let within = format!("report by {key}: ");
            merged.extend(self.report(within, [base, ours, theirs]));
        }
        merged
    }

    /// Returns one report made of three, none of which need be there.
    fn report(&mut self, within: String, three: [Option<&Report>; 3]) -> Option<Report> {
        match three {
            [Some(base), Some(ours), Some(theirs)] => {
                let outer = std::mem::replace(&mut self.within, within);
                let merged = self.said(&Three { base, ours, theirs });
                self.within = outer;
                Some(merged)
            }
            [base, Some(ours), Some(theirs)] => {
                let (base, ours, theirs) =
                    (base.cloned(), Some(ours.clone()), Some(theirs.clone()));
                let three = Three {
                    base: &base,
                    ours: &ours,
                    theirs: &theirs,
                };
                self.value(within.trim_end_matches(": "), &three, |report| {
                    json(&report.as_ref())
                })
            }
            [base, ours, theirs] => {
                let (base, ours, theirs) = (base.cloned(), ours.cloned(), theirs.cloned());
                let three = Three {
                    base: &base,
                    ours: &ours,
                    theirs: &theirs,
                };
                self.value(within.trim_end_matches(": "), &three, |report| {
                    json(&report.as_ref())
                })
            }
        }
    }

    fn said(&mut self, three: &Three<'_, Report>) -> Report {
        Report {
            source: three.ours.source.clone(),
            locator: three.ours.locator.clone(),
            title: self.optional("title", &three.of(|report| &report.title)),
            when: self.optional("date", &three.of(|report| &report.when)),
            status: self.optional("status", &three.of(|report| &report.status)),
            parties: self.value("parties", &three.of(|report| &report.parties), json),
            place: self.optional("place", &three.of(|report| &report.place)),
            topics: list(&three.of(|report| &report.topics)),
            numbers: self.map("number of", &three.of(|report| &report.numbers)),
            note: self.optional("note", &three.of(|report| &report.note)),
        }
    }
}

/// Returns the JSON of a value, without the quotes of a mere text; nothing for what is not there.
pub(super) fn json(value: &impl serde::Serialize) -> Option<String> {
    let text = serde_json::to_string(value).ok()?;
    (text != "null").then_some(text)
}

/// Returns the items of a list: those of the one side that changed it, or of the base without what
/// either side removed, and then in their own order what either side added.
fn set<T: Clone + Ord>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    if ours == theirs || theirs == base {
        return ours.to_vec();
    }
    if ours == base {
        return theirs.to_vec();
    }
    let kept = |item: &&T| ours.contains(item) && theirs.contains(item);
    let added: BTreeSet<&T> = ours
        .iter()
        .chain(theirs)
        .filter(|item| !base.contains(item))
        .collect();
    base.iter().filter(kept).chain(added).cloned().collect()
}

fn list(three: &Three<'_, Vec<String>>) -> Vec<String> {
    set(three.base, three.ours, three.theirs)
}

/// Returns the parties, those of each role as a list.
fn parties(three: &Three<'_, Parties>) -> Parties {
    let pairs = |parties: &Parties| -> Vec<(String, EntityId)> {
        let pairs = parties.iter();
        pairs
            .map(|(role, id)| (role.to_owned(), id.clone()))
            .collect()
    };
    let Three { base, ours, theirs } = *three;
    if ours == theirs || theirs == base {
        return ours.clone();
    }
    if ours == base {
        return theirs.clone();
    }
    let merged = set(&pairs(base), &pairs(ours), &pairs(theirs)).into_iter();
    merged.fold(Parties::new(), |parties, (role, id)| {
        parties.with(&role, id)
    })
}

/// Returns what reports are known by, in the order of the reports.
fn in_order<K: Clone>(reports: &[Report], by: &BTreeMap<K, &Report>) -> Vec<K> {
    let mut keys: Vec<(&K, usize)> = by
        .iter()
        .filter_map(|(key, report)| {
            let place = reports
                .iter()
                .position(|other| std::ptr::eq(other, *report))?;
            Some((key, place))
        })
        .collect();
    keys.sort_by_key(|(_, place)| *place);
    keys.into_iter().map(|(key, _)| key.clone()).collect()
}
