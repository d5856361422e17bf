//! The context: what the keys of a document mean, so that nobody needs a network to read it.

use std::collections::BTreeSet;
use std::io;

use serde_json::{Map, Value, json};

use super::iri::{NAMESPACE, Space};
use crate::exchange::json::write_json;
use crate::model::{Dataset, Parties};

/// The type of dates, which the Library of Congress names.
const EDTF: &str = "http://id.loc.gov/datatypes/edtf";

/// Writes the context of the documents of a dataset, with the roles that it uses.
pub(super) fn write_context(data: &Dataset, out: &mut dyn io::Write) -> io::Result<()> {
    let mut context = terms();
    for role in roles(data) {
        context.insert(Space::Role.iri(&role), json!({"@type": "@id"}));
    }
    write_json(out, &context)
}

/// Returns the roles of all relations and reports.
fn roles(data: &Dataset) -> BTreeSet<String> {
    let names = |parties: &Parties| -> Vec<String> {
        parties.roles().map(|(role, _)| role.to_owned()).collect()
    };
    let mut roles = BTreeSet::new();
    for relation in data.relations() {
        roles.extend(names(&relation.parties));
        let others = relation
            .reports
            .iter()
            .filter_map(|report| report.parties.as_ref());
        roles.extend(others.flat_map(names));
    }
    roles
}

/// Returns what every document has. A key that is not here is a term of our own.
fn terms() -> Map<String, Value> {
    let dated = |id: &str| json!({"@id": id, "@type": EDTF});
    let typed = |id: &str, of: &str| json!({"@id": id, "@type": of});
    let entries = [
        ("@version", json!(1.1)),
        ("@vocab", json!(format!("{NAMESPACE}term:"))),
        ("chancery", json!(NAMESPACE)),
        ("schema", json!("https://schema.org/")),
        ("wd", json!("http://www.wikidata.org/entity/")),
        ("owl", json!("http://www.w3.org/2002/07/owl#")),
        ("prov", json!("http://www.w3.org/ns/prov#")),
        ("rdfs", json!("http://www.w3.org/2000/01/rdf-schema#")),
        ("skos", json!("http://www.w3.org/2004/02/skos/core#")),
        ("xsd", json!("http://www.w3.org/2001/XMLSchema#")),
        ("id", json!("@id")),
        ("type", json!("@type")),
        ("parties", json!("@nest")),
        ("about", json!("schema:about")),
        ("alternateName", json!("schema:alternateName")),
        ("broader", typed("skos:broader", "@id")),
        ("closeMatch", typed("skos:closeMatch", "@id")),
        ("datePublished", dated("schema:datePublished")),
        ("definition", typed("chancery:term:definition", "@json")),
        ("description", json!("schema:description")),
        ("endDate", typed("schema:endDate", "xsd:date")),
        ("eventStatus", typed("schema:eventStatus", "@id")),
        ("identifier", json!("schema:identifier")),
        ("inLanguage", json!("schema:inLanguage")),
        ("kind", typed("chancery:term:kind", "@id")),
        ("label", json!("rdfs:label")),
        ("location", typed("schema:location", "@id")),
        ("name", json!("schema:name")),
        ("note", json!("rdfs:comment")),
        ("numbers", json!("schema:additionalProperty")),
        ("propertyID", json!("schema:propertyID")),
        ("publisher", json!("schema:publisher")),
        ("reports", json!("prov:qualifiedDerivation")),
        ("retrieved", dated("chancery:term:retrieved")),
        ("sameAs", typed("owl:sameAs", "@id")),
        ("source", typed("prov:entity", "@id")),
        ("startDate", typed("schema:startDate", "xsd:date")),
        ("status", typed("chancery:term:status", "@vocab")),
        ("superEvent", typed("schema:superEvent", "@id")),
        ("url", typed("schema:url", "xsd:anyURI")),
        ("value", json!("schema:value")),
        ("wasDerivedFrom", typed("prov:wasDerivedFrom", "@id")),
        ("when", dated("chancery:term:when")),
    ];
    entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}
