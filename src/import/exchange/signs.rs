//! How files of other programs are known: by what stands in them.

use super::{Exchanged, Sign};
use crate::exchange::exchange_named;
use crate::import::Likeness;

/// One file of a format: the name of the format, which of its files it is, the name under which it
/// is imported, what is looked for, and how it is known.
type Row = (&'static str, usize, &'static str, &'static str, Sign);

/// The files that are known, in a fixed order.
const FILES: [Row; 9] = [
    ("gexf", 0, "gexf", "graphs of Gephi: `<gexf`", gexf),
    (
        "graphml",
        0,
        "graphml",
        "graphs of yEd, igraph, networkx: `<graphml`",
        graphml,
    ),
    (
        "cytoscape",
        0,
        "cytoscape",
        "JSON with `elements`, each with `data`",
        cytoscape,
    ),
    (
        "jsonld",
        0,
        "jsonld",
        "JSON-LD as it is exported: `@context` and `@graph`",
        json_ld,
    ),
    ("ics", 0, "ics", "calendars: `BEGIN:VCALENDAR`", calendar),
    (
        "neo4j",
        0,
        "neo4j-nodes",
        "a header with a column of type `:ID`",
        neo4j_nodes,
    ),
    (
        "neo4j",
        1,
        "neo4j-edges",
        "a header with `:START_ID` and `:END_ID`",
        neo4j_edges,
    ),
    (
        "csv",
        0,
        "csv-nodes",
        "a header with `id`, `label` and `kind`",
        csv_nodes,
    ),
    (
        "csv",
        1,
        "csv-edges",
        "a header with `source`, `target` and a word for what links them",
        csv_edges,
    ),
];

/// Returns the importers of all files that programs exchange with us.
pub(in crate::import) fn exchanged() -> impl Iterator<Item = Exchanged> {
    let known = |(format, file, name, looks_for, sign): Row| {
        let format = exchange_named(format).ok()?;
        Some(Exchanged::new(format, file, [name, looks_for], sign))
    };
    FILES.into_iter().filter_map(known)
}

fn when(is_so: bool, score: u8, why: &str) -> Option<Likeness> {
    is_so.then(|| Likeness::new(score, why))
}

fn gexf(sample: &str) -> Option<Likeness> {
    when(sample.contains("<gexf"), 97, "it is a `<gexf` document")
}

fn graphml(sample: &str) -> Option<Likeness> {
    when(
        sample.contains("<graphml"),
        97,
        "it is a `<graphml` document",
    )
}

fn cytoscape(sample: &str) -> Option<Likeness> {
    let is_json = sample.trim_start().starts_with(['{', '[']);
    let has_elements = sample.contains("\"elements\"") || sample.contains("\"group\"");
    let is_graph = is_json && has_elements && sample.contains("\"data\"");
    when(is_graph, 90, "it is JSON with `elements` and their `data`")
}

fn json_ld(sample: &str) -> Option<Likeness> {
    let is_json = sample.trim_start().starts_with('{');
    let is_linked = is_json && sample.contains("\"@context\"") && sample.contains("\"@graph\"");
    when(is_linked, 92, "it is JSON with `@context` and `@graph`")
}

fn calendar(sample: &str) -> Option<Likeness> {
    let begins = sample.trim_start().starts_with("BEGIN:VCALENDAR");
    when(begins, 99, "it begins with `BEGIN:VCALENDAR`")
}

/// Returns the columns of the first line, in small letters.
fn columns(sample: &str) -> Vec<String> {
    let first = sample.lines().next().unwrap_or_default();
    let cells = first.split([',', ';', '\t']);
    cells
        .map(|cell| cell.trim().trim_matches('"').to_lowercase())
        .collect()
}

/// Tells whether a header has a column of a type of neo4j's own.
fn has_type(columns: &[String], sort: &str) -> bool {
    let sorts = columns.iter().filter_map(|column| column.split_once(':'));
    let mut sorts = sorts.map(|(_, sort)| sort.split('(').next().unwrap_or_default());
    sorts.any(|known| known == sort)
}

fn neo4j_nodes(sample: &str) -> Option<Likeness> {
    let is_so = has_type(&columns(sample), "id");
    when(is_so, 97, "its header has a column of type `:ID`")
}

fn neo4j_edges(sample: &str) -> Option<Likeness> {
    let columns = columns(sample);
    let is_so = has_type(&columns, "start_id") && has_type(&columns, "end_id");
    when(is_so, 97, "its header has `:START_ID` and `:END_ID`")
}

fn csv_nodes(sample: &str) -> Option<Likeness> {
    let columns = columns(sample);
    let has = |name: &str| columns.iter().any(|column| column == name);
    let is_so = has("id") && has("label") && !has("source");
    let is_ours = is_so && ["kind", "aliases", "codes"].into_iter().all(has);
    when(is_ours, 96, "its header is that of our nodes")
        .or_else(|| when(is_so, 55, "its header has `id` and `label`"))
}

fn csv_edges(sample: &str) -> Option<Likeness> {
    let columns = columns(sample);
    let has = |name: &str| columns.iter().any(|column| column == name);
    let links = has("source") && has("target");
    let is_ours = links && has("relation") && has("parties");
    let says_what = ["kind", "type", "label", "relation", "relationship"]
        .into_iter()
        .any(has);
    when(is_ours, 96, "its header is that of our edges").or_else(|| {
        when(
            links && says_what,
            55,
            "its header has `source` and `target`",
        )
    })
}
