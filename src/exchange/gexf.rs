//! GEXF 1.3, the format of Gephi: a graph in time, every edge with the days between which it lies.
//!
//! All edges are directed, since readers refuse graphs that mix both sorts; `direction` says where
//! both sides act alike. The kind of relation is also the `kind` of the edge, by which Gephi tells
//! parallel edges apart.

use std::collections::BTreeMap;
use std::io::{self, Write};

use roxmltree::Node;

use super::flat::{self, Cell, EDGE_FIELDS, Edge, Field, Gather, Given, Link, NODE_FIELDS};
use super::lines::Lines;
use super::xml::{self, escaped, escaped_list};
use super::{Exchange, Found, Matter};
use crate::model::{Dataset, Ontology};

/// The format of Gephi.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gexf;

impl Exchange for Gexf {
    fn name(&self) -> &'static str {
        "gexf"
    }

    fn summary(&self) -> &'static str {
        "GEXF 1.3, a graph in time: Gephi, networkx, sigma.js"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".gexf"]
    }

    fn holds(&self) -> &'static [Matter] {
        flat::HELD
    }

    fn write(&self, data: &Dataset, _file: usize, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", xml::DECLARATION)?;
        writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
        writeln!(out, "  <meta>\n    <creator>Chancery</creator>\n  </meta>")?;
        writeln!(
            out,
            "  <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" \
             timerepresentation=\"interval\">"
        )?;
        write_fields(out, "node", &NODE_FIELDS)?;
        write_fields(out, "edge", &EDGE_FIELDS)?;
        writeln!(out, "    <nodes>")?;
        for node in flat::nodes(data) {
            let [id, label] = [node.id, node.label].map(escaped);
            write!(out, "      <node id=\"{id}\" label=\"{label}\">")?;
            write_values(out, node.cells.iter())?;
            writeln!(out, "</node>")?;
        }
        writeln!(out, "    </nodes>\n    <edges>")?;
        for edge in flat::edges(data) {
            write_edge(out, &edge)?;
        }
        writeln!(out, "    </edges>\n  </graph>\n</gexf>")
    }

    fn is_read(&self) -> bool {
        true
    }

    fn read(&self, text: &str, _file: usize, ontology: &Ontology) -> Option<Found> {
        Some(xml::read(text, |root, lines| found(root, lines, ontology)))
    }
}

/// Writes which values nodes or edges may have.
fn write_fields(out: &mut dyn Write, class: &str, fields: &[Field]) -> io::Result<()> {
    writeln!(out, "    <attributes class=\"{class}\">")?;
    for Field { name, .. } in fields {
        writeln!(
            out,
            "      <attribute id=\"{name}\" title=\"{name}\" type=\"string\"/>"
        )?;
    }
    writeln!(out, "    </attributes>")
}

fn write_edge(out: &mut dyn Write, edge: &Edge<'_>) -> io::Result<()> {
    let ends = [edge.from, edge.to].map(|entity| entity.id.as_str());
    let [id, from, to, label] = [&edge.id, ends[0], ends[1], &edge.label].map(escaped);
    write!(
        out,
        "      <edge id=\"{id}\" source=\"{from}\" target=\"{to}\" label=\"{label}\""
    )?;
    let limits = [("kind", "kind"), ("start", "earliest"), ("end", "latest")];
    for (name, field) in limits {
        if let Some(Cell::Text(text)) = edge.cells.get(field).filter(|cell| is_kept(name, cell)) {
            write!(out, " {name}=\"{}\"", escaped(text))?;
        }
    }
    write!(out, ">")?;
    write_values(out, edge.cells.iter())?;
    writeln!(out, "</edge>")
}

/// Tells whether a value may be an attribute of its own: days only of the years 1 to 9999, since
/// Gephi knows no others.
fn is_kept(name: &str, cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    name == "kind" || text.len() == "2025-05-28".len() && !text.starts_with("0000")
}

/// Writes the values of a node or edge.
fn write_values<'c>(
    out: &mut dyn Write,
    cells: impl Iterator<Item = (&'static str, &'c Cell)>,
) -> io::Result<()> {
    write!(out, "<attvalues>")?;
    for (name, cell) in cells {
        let text = match cell {
            Cell::Text(text) => escaped(text),
            Cell::List(texts) => escaped_list(texts),
        };
        write!(out, "<attvalue for=\"{name}\" value=\"{text}\"/>")?;
    }
    write!(out, "</attvalues>")
}

/// Returns the records of a document.
fn found(root: Node<'_, '_>, lines: &Lines<'_>, ontology: &Ontology) -> Found {
    let mut gather = Gather::new(ontology);
    let titles = Titles::of(root);
    for node in xml::descendants(root, "node") {
        let mut given = titles.given("node", node, lines);
        for name in ["label", "id"] {
            node.attribute(name)
                .into_iter()
                .for_each(|text| given.cell(name, text));
        }
        gather.node(node.attribute("id"), &given);
    }
    for edge in xml::descendants(root, "edge") {
        let mut given = titles.given("edge", edge, lines);
        for name in ["kind", "label", "start", "end"] {
            if let Some(text) = edge.attribute(name)
                && given.text(name).is_none()
            {
                given.cell(name, text);
            }
        }
        let end = |name: &str| edge.attribute(name).unwrap_or_default().to_owned();
        gather.edge(&Link::between(end("source"), end("target"), given));
    }
    gather.finish()
}

/// The titles of values by class and id.
struct Titles<'a>(BTreeMap<(&'a str, &'a str), &'a str>);

impl<'a> Titles<'a> {
    fn of<'i: 'a>(root: Node<'a, 'i>) -> Titles<'a> {
        let mut titles = BTreeMap::new();
        for fields in xml::descendants(root, "attributes") {
            let class = fields.attribute("class").unwrap_or_default();
            for field in xml::children(fields, "attribute") {
                if let (Some(id), Some(title)) = (field.attribute("id"), field.attribute("title")) {
                    titles.insert((class, id), title);
                }
            }
        }
        Titles(titles)
    }

    /// Returns the values of a node or edge by their titles.
    fn given(&self, class: &str, element: Node<'_, '_>, lines: &Lines<'_>) -> Given {
        let (line, column) = lines.place(element.range().start);
        let mut given = Given::at(line, column);
        let values = xml::children(element, "attvalues");
        for value in values.flat_map(|values| xml::children(values, "attvalue")) {
            let id = value.attribute("for").or_else(|| value.attribute("id"));
            let title = id.and_then(|id| self.0.get(&(class, id)));
            if let (Some(title), Some(text)) = (title, value.attribute("value")) {
                given.cell(title, text);
            }
        }
        given
    }
}
