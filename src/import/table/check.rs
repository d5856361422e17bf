//! Checking: what is wrong with a mapping, each fault at its place in the mapping's file.
//!
//! Knows the words of the mapping language and the ontology; headers are looked at when a table is
//! read.

use super::bind::{Columns, Fault};
use super::mapping::{Gather, Mapping};
use super::plan;
use crate::diagnostic::Diagnostic;
use crate::files::{self, Single, SourceFile};
use crate::model::{Field, Ontology, SourceId};

/// Reads a mapping and checks all of it that can be checked without a table.
pub(super) fn read(file: &SourceFile, ontology: &Ontology) -> Result<Mapping, Vec<Diagnostic>> {
    let single = files::read_single::<Mapping>(file).map_err(|fault| vec![fault])?;
    let faults = faults(&single.value, ontology);
    if faults.is_empty() {
        Ok(single.value)
    } else {
        Err(faults.iter().map(|fault| told(&single, fault)).collect())
    }
}

/// Returns faults of a checked mapping that only a table brought to light, each at its place.
pub(super) fn place(file: &SourceFile, faults: &[Fault]) -> Vec<Diagnostic> {
    match files::read_single::<Mapping>(file) {
        Ok(single) => faults.iter().map(|fault| told(&single, fault)).collect(),
        Err(fault) => vec![fault],
    }
}

fn told(single: &Single<'_, Mapping>, fault: &Fault) -> Diagnostic {
    let told = single.fault(&fault.path, fault.at_name, fault.message.clone());
    match &fault.help {
        Some(help) => told.help(help),
        None => told,
    }
}

fn faults(mapping: &Mapping, ontology: &Ontology) -> Vec<Fault> {
    let mut faults = match plan::bind(mapping, ontology, Columns::Any) {
        Ok(_) => Vec::new(),
        Err(faults) => faults,
    };
    let mut fault = |path: Vec<Field>, message: String, help: Option<&str>| {
        faults.push(Fault {
            path,
            at_name: false,
            message,
            help: help.map(str::to_owned),
        });
    };
    if let Err(error) = SourceId::new(&mapping.name) {
        fault(vec![Field::named("name")], error.to_string(), None);
    }
    let layout = |name| vec![Field::named("layout"), Field::named(name)];
    if !mapping.layout.delimiter.is_ascii() {
        let message = format!("`{}` cannot part cells", mapping.layout.delimiter);
        fault(
            layout("delimiter"),
            message,
            Some("it is one letter of ASCII, as `,` or `\\t`"),
        );
    }
    if mapping.layout.quote.is_some_and(|quote| !quote.is_ascii()) {
        let message = "a quote of more than one byte cannot be read".to_owned();
        fault(layout("quote"), message, Some("it is usually `\"`"));
    }
    for (number, telling) in mapping.relations.iter().enumerate() {
        let Some(kind) = ontology.find(&telling.kind).map(|kind| ontology.kind(kind)) else {
            continue;
        };
        let path = |name| {
            vec![
                Field::named("relations"),
                Field::Item(number),
                Field::named(name),
            ]
        };
        let lacking = kind.roles.iter().filter(|role| role.min > 0);
        for role in lacking.filter(|role| !telling.parties.contains_key(&role.id)) {
            let message = format!("nobody stands as `{}` of `{}`", role.id, kind.id);
            fault(path("parties"), message, None);
        }
        if telling.gather != Gather::No && telling.id.is_none() {
            let help = "an `id` tells which rows belong together";
            fault(
                path("gather"),
                "rows are gathered by nothing".to_owned(),
                Some(help),
            );
        }
    }
    faults
}
