//! The layout of `neo4j-admin database import`: nodes and relationships, types in the header.
//!
//! Lists are arrays parted by `;`. Line ends, and a `;` within a text of an array, are in armour, so
//! that an import needs none of its options.

use std::io::{self, Write};

use super::armour::{armoured, bare};
use super::flat::{self, Cell, Cells, EDGE_FIELDS, Field, Gather, Given, Link, NODE_FIELDS, Shape};
use super::sheet::{self, Sheet};
use super::{Exchange, Found, Matter};
use crate::model::{Dataset, Ontology};
use crate::text;

/// The files of a neo4j import.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neo4j;

/// What parts the texts of an array, in neo4j's own usage.
const ARRAY: char = ';';
/// The label that all nodes have, besides that of their kind.
const ENTITY: &str = "Entity";
/// Values that are days.
const DAYS: [&str; 2] = ["earliest", "latest"];

impl Exchange for Neo4j {
    fn name(&self) -> &'static str {
        "neo4j"
    }

    fn summary(&self) -> &'static str {
        "the layout of neo4j-admin database import: Neo4j, Memgraph"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".neo4j-nodes.csv", ".neo4j-relationships.csv"]
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

/// Returns the column of a value with its type.
fn column(field: &Field) -> String {
    match field.shape {
        _ if DAYS.contains(&field.name) => format!("{}:date", field.name),
        Shape::List => format!("{}:string[]", field.name),
        Shape::Text => field.name.to_owned(),
    }
}

fn write_nodes(data: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::plain(out);
    let first = ["id:ID", ":LABEL", "name"].map(str::to_owned);
    sheet.row(first.into_iter().chain(NODE_FIELDS.iter().map(column)))?;
    for node in flat::nodes(data) {
        let kind = cell(&node.cells, "kind");
        let label = format!("{ENTITY}{ARRAY}{}", text::capital(&kind));
        let first = [node.id.to_owned(), label, shown(node.label)];
        let cells = NODE_FIELDS
            .iter()
            .map(|field| cell(&node.cells, field.name));
        sheet.row(first.into_iter().chain(cells))?;
    }
    sheet.end()
}

fn write_edges(data: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::plain(out);
    let first = [":START_ID", ":END_ID", ":TYPE", "id", "label"].map(str::to_owned);
    sheet.row(first.into_iter().chain(EDGE_FIELDS.iter().map(column)))?;
    for edge in flat::edges(data) {
        let sort = text::slug(&cell(&edge.cells, "kind")).replace('-', "_");
        let first = [
            edge.from.id.to_string(),
            edge.to.id.to_string(),
            sort.to_uppercase(),
            edge.id,
            shown(&edge.label),
        ];
        let cells = EDGE_FIELDS
            .iter()
            .map(|field| cell(&edge.cells, field.name));
        sheet.row(first.into_iter().chain(cells))?;
    }
    sheet.end()
}

/// Returns what stands in the cell of a value. Days that neo4j does not read are left out; `when`
/// has them.
fn cell(cells: &Cells, name: &str) -> String {
    match cells.get(name) {
        Some(Cell::Text(day)) if DAYS.contains(&name) => {
            let is_read = day.starts_with(|first: char| first.is_ascii_digit());
            if is_read { day.clone() } else { String::new() }
        }
        Some(Cell::Text(text)) => shown(text),
        Some(Cell::List(texts)) => {
            let is_forbidden = |letter: char| letter == ARRAY || letter.is_control();
            let safe = texts.iter().map(|text| armoured(text, is_forbidden));
            safe.collect::<Vec<_>>().join(&ARRAY.to_string())
        }
        None => String::new(),
    }
}

fn shown(text: &str) -> String {
    armoured(text, char::is_control).into_owned()
}

/// A column of a header: what it is called, and whether it has arrays.
struct Column {
    name: String,
    is_array: bool,
}

impl Column {
    /// Reads `name:type`, where either may be missing. Special columns are called by their types:
    /// `:ID`, `:LABEL`, `:START_ID`, `:END_ID`, `:TYPE`, behind which may stand a space of ids.
    fn of(written: &str) -> Column {
        let (name, sort) = written.split_once(':').unwrap_or((written, ""));
        let sort = sort.split(['(', '{']).next().unwrap_or_default();
        let is_special = matches!(sort, "ID" | "LABEL" | "START_ID" | "END_ID" | "TYPE");
        Column {
            name: if is_special {
                format!(":{sort}")
            } else {
                name.to_owned()
            }
            .to_lowercase(),
            is_array: sort.ends_with("[]") || sort == "LABEL",
        }
    }

    fn add(&self, given: &mut Given, cell: &str) {
        if self.is_array && !cell.is_empty() {
            let texts = cell.split(ARRAY).map(|text| bare(text).into_owned());
            given.list_of(&self.name, texts.collect());
        } else if !self.is_array {
            given.cell(&self.name, cell);
        }
    }
}

/// Takes each row of a text with its values by the names of their columns.
fn each(text: &str, gather: &mut Gather<'_>, mut take: impl FnMut(&mut Gather<'_>, Given)) {
    let (header, rows) = sheet::rows(text, |line, why| gather.fault(line, None, why));
    let columns: Vec<Column> = header.iter().map(|name| Column::of(name)).collect();
    for row in rows {
        let mut given = Given::at(row.line, None);
        let cells = columns.iter().zip(row.cells());
        cells.for_each(|(column, cell)| column.add(&mut given, cell));
        take(gather, given);
    }
}

/// Returns the entities of a file of nodes.
fn nodes(text: &str, ontology: &Ontology) -> Found {
    let mut gather = Gather::new(ontology);
    each(text, &mut gather, |gather, mut given| {
        let labels = given.list(":label");
        given.list_of("labels", labels);
        gather.node(given.text(":id").as_deref(), &given);
    });
    gather.finish()
}

/// Returns the relations of a file of relationships, and the entities that they link.
fn edges(text: &str, ontology: &Ontology) -> Found {
    let mut gather = Gather::of_edges(ontology);
    each(text, &mut gather, |gather, mut given| {
        if let Some(sort) = given.text(":type") {
            given.bare("relationship", sort.replace('_', "-").to_lowercase());
        }
        let end = |name: &str| given.text(name).unwrap_or_default();
        let [from, to] = [":start_id", ":end_id"].map(end);
        gather.edge(&Link::between(from, to, given));
    });
    gather.finish()
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn a_column_is_called_by_its_name_or_by_what_it_is_for() {
        let name = |written: &str| Column::of(written).name;
        assert_eq!(name("personId:ID(Person)"), ":id");
        assert_eq!(name(":START_ID"), ":start_id");
        assert_eq!(name("name"), "name");
        assert!(Column::of("aliases:string[]").is_array);
    }
}
