//! GraphML: a directed graph whose values are declared by keys; parallel edges have ids.

use std::collections::BTreeMap;
use std::io::{self, Write};

use roxmltree::Node;

use super::flat::{self, Cell, EDGE_FIELDS, Field, Gather, Given, Link, NODE_FIELDS};
use super::lines::Lines;
use super::xml::{self, escaped, escaped_list};
use super::{Exchange, Found, Matter};
use crate::model::{Dataset, Ontology};

/// The format of many graph programs.
#[derive(Debug, Clone, Copy)]
pub(super) struct GraphMl;

/// The value in which the words for a node or edge stand.
const LABEL: &str = "label";

impl Exchange for GraphMl {
    fn name(&self) -> &'static str {
        "graphml"
    }

    fn summary(&self) -> &'static str {
        "GraphML: yEd, Cytoscape, igraph, networkx, Gephi"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".graphml"]
    }

    fn holds(&self) -> &'static [Matter] {
        flat::HELD
    }

    fn write(&self, data: &Dataset, _file: usize, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", xml::DECLARATION)?;
        writeln!(
            out,
            "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
        )?;
        write_keys(out, "node", &NODE_FIELDS)?;
        write_keys(out, "edge", &EDGE_FIELDS)?;
        writeln!(out, "  <graph id=\"chancery\" edgedefault=\"directed\">")?;
        for node in flat::nodes(data) {
            writeln!(out, "    <node id=\"{}\">", escaped(node.id))?;
            write_value(out, "node", LABEL, &escaped(node.label))?;
            write_values(out, "node", node.cells.iter())?;
            writeln!(out, "    </node>")?;
        }
        for edge in flat::edges(data) {
            let ends = [edge.from, edge.to].map(|entity| entity.id.as_str());
            let [id, from, to] = [&edge.id, ends[0], ends[1]].map(escaped);
            writeln!(
                out,
                "    <edge id=\"{id}\" source=\"{from}\" target=\"{to}\">"
            )?;
            write_value(out, "edge", LABEL, &escaped(&edge.label))?;
            write_values(out, "edge", edge.cells.iter())?;
            writeln!(out, "    </edge>")?;
        }
        writeln!(out, "  </graph>\n</graphml>")
    }

    fn is_read(&self) -> bool {
        true
    }

    fn read(&self, text: &str, _file: usize, ontology: &Ontology) -> Option<Found> {
        Some(xml::read(text, |root, lines| found(root, lines, ontology)))
    }
}

/// Writes which values nodes or edges may have.
fn write_keys(out: &mut dyn Write, class: &str, fields: &[Field]) -> io::Result<()> {
    let names = fields.iter().map(|field| field.name);
    for name in std::iter::once(LABEL).chain(names) {
        writeln!(
            out,
            "  <key id=\"{class}-{name}\" for=\"{class}\" attr.name=\"{name}\" attr.type=\"string\"/>"
        )?;
    }
    Ok(())
}

/// Writes the values of a node or edge.
fn write_values<'c>(
    out: &mut dyn Write,
    class: &str,
    mut cells: impl Iterator<Item = (&'static str, &'c Cell)>,
) -> io::Result<()> {
    cells.try_for_each(|(name, cell)| match cell {
        Cell::Text(text) => write_value(out, class, name, &escaped(text)),
        Cell::List(texts) => write_value(out, class, name, &escaped_list(texts)),
    })
}

fn write_value(out: &mut dyn Write, class: &str, name: &str, escaped: &str) -> io::Result<()> {
    writeln!(out, "      <data key=\"{class}-{name}\">{escaped}</data>")
}

/// Returns the records of a document.
fn found(root: Node<'_, '_>, lines: &Lines<'_>, ontology: &Ontology) -> Found {
    let mut gather = Gather::new(ontology);
    let names = names(root);
    for node in xml::descendants(root, "node") {
        let given = given(&names, node, lines);
        gather.node(node.attribute("id"), &given);
    }
    for edge in xml::descendants(root, "edge") {
        let end = |name: &str| edge.attribute(name).unwrap_or_default().to_owned();
        let given = given(&names, edge, lines);
        gather.edge(&Link::between(end("source"), end("target"), given));
    }
    gather.finish()
}

/// Returns the names of values by the ids of their keys.
fn names<'a, 'i: 'a>(root: Node<'a, 'i>) -> BTreeMap<&'a str, &'a str> {
    let keys = xml::descendants(root, "key");
    let named = keys.filter_map(|key| {
        let id = key.attribute("id")?;
        // Keys without a name of their own are called by their ids.
        Some((id, key.attribute("attr.name").unwrap_or(id)))
    });
    named.collect()
}

/// Returns the values of a node or edge by their names.
fn given(names: &BTreeMap<&str, &str>, element: Node<'_, '_>, lines: &Lines<'_>) -> Given {
    let (line, column) = lines.place(element.range().start);
    let mut given = Given::at(line, column);
    for data in xml::children(element, "data") {
        let key = data.attribute("key").unwrap_or_default();
        let name = names.get(key).copied().unwrap_or(key);
        match drawn_label(data) {
            Some(label) => given.cell(LABEL, label),
            None => given.cell(name, xml::text_of(data)),
        }
    }
    given
}

/// Returns the label within what yEd tells of how a node or edge is drawn.
fn drawn_label(data: Node<'_, '_>) -> Option<String> {
    let mut labels = ["NodeLabel", "EdgeLabel"].into_iter();
    let label = labels.find_map(|name| xml::descendants(data, name).next())?;
    Some(xml::text_of(label).trim().to_owned())
}
