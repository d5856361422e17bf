//! Cytoscape JSON: `elements.nodes` and `elements.edges`, each with its `data`; lists are arrays.
//!
//! One node or edge on each line, so that two exports can be compared.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::Value;
use serde_json::value::RawValue;

use super::flat::{self, Cell, Cells, Gather, Given, Link};
use super::found::Fault;
use super::json::{why, write_json};
use super::lines::Lines;
use super::{Exchange, Found, Matter};
use crate::model::{Dataset, Ontology};

/// The format of Cytoscape and of Cytoscape.js.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cytoscape;

impl Exchange for Cytoscape {
    fn name(&self) -> &'static str {
        "cytoscape"
    }

    fn summary(&self) -> &'static str {
        "Cytoscape JSON: Cytoscape, Cytoscape.js and web pages made with it"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".cyjs"]
    }

    fn holds(&self) -> &'static [Matter] {
        flat::HELD
    }

    fn write(&self, data: &Dataset, _file: usize, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{{\"data\":{{\"name\":\"Chancery\"}},\"elements\":{{")?;
        write!(out, "\"nodes\":[")?;
        let mut comma = "";
        for node in flat::nodes(data) {
            let named = [("id", node.id), ("name", node.label), ("label", node.label)];
            writeln!(out, "{comma}")?;
            write_element(out, &named, &node.cells)?;
            comma = ",";
        }
        write!(out, "\n],\n\"edges\":[")?;
        comma = "";
        for edge in flat::edges(data) {
            let named = [
                ("id", edge.id.as_str()),
                ("source", edge.from.id.as_str()),
                ("target", edge.to.id.as_str()),
                ("label", &edge.label),
            ];
            writeln!(out, "{comma}")?;
            write_element(out, &named, &edge.cells)?;
            comma = ",";
        }
        writeln!(out, "\n]\n}}}}")
    }

    fn is_read(&self) -> bool {
        true
    }

    fn read(&self, text: &str, _file: usize, ontology: &Ontology) -> Option<Found> {
        let read = elements(text).map(|elements| found(text, &elements, ontology));
        Some(read.unwrap_or_else(|error| Found {
            faults: vec![Fault {
                line: error.line() as u64,
                column: Some(error.column() as u64),
                why: format!("it is no Cytoscape JSON: {}", why(&error)),
            }],
            ..Found::default()
        }))
    }
}

/// Writes a node or edge.
fn write_element(out: &mut dyn Write, named: &[(&str, &str)], cells: &Cells) -> io::Result<()> {
    write!(out, "{{\"data\":{{")?;
    let mut comma = "";
    for (name, text) in named {
        write!(out, "{comma}\"{name}\":")?;
        write_json(out, text)?;
        comma = ",";
    }
    for (name, cell) in cells.iter() {
        write!(out, "{comma}\"{name}\":")?;
        match cell {
            Cell::Text(text) => write_json(out, text)?,
            Cell::List(texts) => write_json(out, texts)?,
        }
    }
    write!(out, "}}}}")
}

/// The elements of a document, not yet read.
#[derive(Default)]
struct Elements<'t> {
    nodes: Vec<&'t RawValue>,
    edges: Vec<&'t RawValue>,
    /// Nodes and edges together.
    mixed: Vec<&'t RawValue>,
}

type Map<'t> = BTreeMap<String, &'t RawValue>;

/// Returns the elements of a text: below `elements` or at the top, by groups or all in one list.
fn elements(text: &str) -> serde_json::Result<Elements<'_>> {
    if text.trim_start().starts_with('[') {
        let mixed = serde_json::from_str(text)?;
        return Ok(Elements {
            mixed,
            ..Elements::default()
        });
    }
    let mut map: Map<'_> = serde_json::from_str(text)?;
    if let Some(inner) = map.get("elements") {
        if inner.get().starts_with('[') {
            let mixed = serde_json::from_str(inner.get())?;
            return Ok(Elements {
                mixed,
                ..Elements::default()
            });
        }
        map = serde_json::from_str(inner.get())?;
    }
    let group = |name: &str| {
        let group = map.get(name).map(|group| serde_json::from_str(group.get()));
        group.transpose().map(Option::unwrap_or_default)
    };
    Ok(Elements {
        nodes: group("nodes")?,
        edges: group("edges")?,
        mixed: Vec::new(),
    })
}

/// Returns the records of elements.
fn found(text: &str, elements: &Elements<'_>, ontology: &Ontology) -> Found {
    let (mut gather, lines) = (Gather::new(ontology), Lines::of(text));
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    let grouped = [
        (&elements.nodes, Some(false)),
        (&elements.edges, Some(true)),
    ];
    let all = grouped.into_iter().chain([(&elements.mixed, None)]);
    for (group, is_edge) in all {
        for raw in group {
            let (line, column) = lines.place_of(raw.get());
            match given(raw.get(), line, column) {
                Some(given) if is_edge.unwrap_or_else(|| given.text("source").is_some()) => {
                    edges.push(given);
                }
                Some(given) => nodes.push(given),
                None => gather.fault(line, column, "an element needs `data`"),
            }
        }
    }
    for given in nodes {
        gather.node(given.text("id").as_deref(), &given);
    }
    for given in edges {
        let end = |name: &str| given.text(name).unwrap_or_default();
        gather.edge(&Link::between(end("source"), end("target"), given.clone()));
    }
    gather.finish()
}

/// Returns the data of an element.
fn given(raw: &str, line: u64, column: Option<u64>) -> Option<Given> {
    let mut element: Value = serde_json::from_str(raw).ok()?;
    let data = element.get_mut("data")?.as_object_mut()?;
    let mut given = Given::at(line, column);
    for (name, value) in std::mem::take(data) {
        match value {
            Value::Array(parts) => {
                given.list_of(&name, parts.into_iter().filter_map(text_of).collect());
            }
            value => text_of(value)
                .into_iter()
                .for_each(|text| given.bare(&name, text)),
        }
    }
    Some(given)
}

/// Returns a plain value as text.
fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
