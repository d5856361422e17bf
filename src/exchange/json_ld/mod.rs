//! JSON-LD: triples that other knowledge graphs can take in, and a document that holds everything.
//!
//! Classes and properties are those of schema.org, PROV-O, SKOS and OWL where these mean the same,
//! and terms of our own in `urn:chancery:` where they do not; `docs/json-ld.md` tells each of them.
//! The context stands in the document, so that it is read without a network. Each node is on a line
//! of its own, so that documents are compared by lines, and faults told with theirs.

mod context;
mod iri;
mod kinds;
mod parties;
mod read;
mod relations;
mod things;
mod types;

use std::io;

use super::json::write_json;
use super::{Exchange, Found, Matter};
use crate::model::{Dataset, Ontology};

/// JSON-LD 1.1, as it is written here.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct JsonLd;

impl Exchange for JsonLd {
    fn name(&self) -> &'static str {
        "jsonld"
    }

    fn summary(&self) -> &'static str {
        "JSON-LD: RDF triples in terms of schema.org and Wikidata, for triple stores"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".jsonld"]
    }

    fn holds(&self) -> &'static [Matter] {
        &Matter::ALL
    }

    fn write(&self, data: &Dataset, _file: usize, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(b"{\n\"@context\": ")?;
        context::write_context(data, out)?;
        out.write_all(b",\n\"@graph\": [")?;
        let mut nodes = Nodes {
            out,
            is_first: true,
        };
        nodes.all(data)?;
        nodes.out.write_all(b"\n]\n}\n")
    }

    fn is_read(&self) -> bool {
        true
    }

    fn read(&self, text: &str, _file: usize, _ontology: &Ontology) -> Option<Found> {
        Some(read::read(text))
    }
}

/// A list of nodes on its way out.
struct Nodes<'o> {
    out: &'o mut dyn io::Write,
    is_first: bool,
}

impl Nodes<'_> {
    /// Writes whatever a dataset has.
    fn all(&mut self, data: &Dataset) -> io::Result<()> {
        for kind in kinds::kinds(data) {
            self.node(&kind)?;
        }
        for office in data.ontology().added_offices() {
            self.node(&kinds::OfficeNode::of(office))?;
        }
        for source in data.sources() {
            self.node(&things::SourceNode::of(source))?;
        }
        for entity in data.entities() {
            self.node(&things::EntityNode::of(entity))?;
        }
        for relation in data.relations() {
            self.node(&relations::RelationNode::of(data, &relation))?;
        }
        Ok(())
    }

    fn node<T: serde::Serialize>(&mut self, node: &T) -> io::Result<()> {
        let before = if self.is_first { "\n" } else { ",\n" };
        self.is_first = false;
        self.out.write_all(before.as_bytes())?;
        write_json(self.out, node)
    }
}
