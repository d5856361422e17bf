//! CSV, a pair of files: nodes, and edges that can be read without them.
//!
//! The edges tell name and kind of both ends, so that the one file alone is of use in a
//! spreadsheet. Lists stand in one cell, ` | ` between.

use std::io::{self, Write};

use super::armour::armoured;
use super::flat::{self, Cell, Cells, EDGE_FIELDS, Gather, Given, Link, NODE_FIELDS};
use super::sheet::{self, Sheet};
use super::{Exchange, Found, Matter};
use crate::model::{Dataset, Ontology};

/// The two files of nodes and edges.
#[derive(Debug, Clone, Copy)]
pub(super) struct CsvPair;

/// Columns of nodes before their values.
const NODE: [&str; 2] = ["id", "label"];
/// Columns of edges before their values.
const EDGE: [&str; 8] = [
    "id",
    "source",
    "target",
    "label",
    "source_label",
    "source_kind",
    "target_label",
    "target_kind",
];
/// Columns in which others write from where an edge runs, and to where.
const ENDS: [&[&str]; 2] = [
    &["source", "from", "src", "source_id", "from_id"],
    &["target", "to", "dst", "target_id", "to_id"],
];
/// Columns in which others write how a node is called where edges link it.
const KEYS: [&str; 4] = ["id", "node", "node_id", "key"];

impl Exchange for CsvPair {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn summary(&self) -> &'static str {
        "two CSV files, nodes and edges: spreadsheets, Gephi, pandas, R"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".nodes.csv", ".edges.csv"]
    }

    fn holds(&self) -> &'static [Matter] {
        flat::HELD
    }

    fn write(&self, data: &Dataset, file: usize, out: &mut dyn Write) -> io::Result<()> {
        if file == 0 {
            write_nodes(data, out)
        } else {
            write_edges(data, out)
        }
    }

    fn is_read(&self) -> bool {
        true
    }

    fn read(&self, text: &str, file: usize, ontology: &Ontology) -> Option<Found> {
        Some(if file == 0 {
            nodes(text, ontology)
        } else {
            edges(text, ontology)
        })
    }
}

fn write_nodes(data: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::quoted(out);
    let names = NODE_FIELDS.map(|field| field.name);
    sheet.row(NODE.iter().chain(&names))?;
    for node in flat::nodes(data) {
        let first = [node.id, node.label].map(shown);
        let cells = names.map(|name| cell(&node.cells, name));
        sheet.row(first.into_iter().chain(cells))?;
    }
    sheet.end()
}

fn write_edges(data: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::quoted(out);
    let names = EDGE_FIELDS.map(|field| field.name);
    sheet.row(EDGE.iter().chain(&names))?;
    for edge in flat::edges(data) {
        let (from, to) = (edge.from, edge.to);
        let first = [
            &edge.id,
            from.id.as_str(),
            to.id.as_str(),
            &edge.label,
            &from.name,
            from.kind.word(),
            &to.name,
            to.kind.word(),
        ];
        let cells = names.map(|name| cell(&edge.cells, name));
        sheet.row(first.map(shown).into_iter().chain(cells))?;
    }
    sheet.end()
}

/// Returns what stands in the cell of a value.
fn cell(cells: &Cells, name: &str) -> String {
    match cells.get(name) {
        Some(Cell::Text(text)) => shown(text),
        Some(Cell::List(texts)) => flat::joined(texts, is_forbidden),
        None => String::new(),
    }
}

fn shown(text: &str) -> String {
    armoured(text, is_forbidden).into_owned()
}

/// Tells whether a character does not stand in a cell as it is: of the control characters only
/// tabs and line ends do.
fn is_forbidden(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\n')
}

/// Returns the entities of a file of nodes.
fn nodes(text: &str, ontology: &Ontology) -> Found {
    let mut gather = Gather::new(ontology);
    each(text, &mut gather, |gather, given| {
        let key = given.first_of(&KEYS).or_else(|| given.text("label"));
        gather.node(key.as_deref(), &given);
    });
    gather.finish()
}

/// Returns the relations of a file of edges, and the entities that they link.
fn edges(text: &str, ontology: &Ontology) -> Found {
    let mut gather = Gather::of_edges(ontology);
    each(text, &mut gather, |gather, given| {
        let ends = ENDS.map(|names| given.first_of(names).unwrap_or_default());
        let told = ["source", "target"].map(|end| {
            let mut told = Given::at(given.line, None);
            for name in ["label", "kind"] {
                let text = given.text(&format!("{end}_{name}"));
                if let Some(text) = text {
                    told.bare(name, text);
                }
            }
            told
        });
        gather.edge(&Link { ends, told, given });
    });
    gather.finish()
}

/// Takes each row of a text with its values by the names of their columns.
fn each(text: &str, gather: &mut Gather<'_>, mut take: impl FnMut(&mut Gather<'_>, Given)) {
    let (names, rows) = sheet::rows(text, |line, why| gather.fault(line, None, why));
    for row in rows {
        let mut given = Given::at(row.line, None);
        for (name, cell) in names.iter().zip(row.cells()) {
            given.cell(name, cell);
        }
        take(gather, given);
    }
}
