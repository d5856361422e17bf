//! Kinds of relation and offices as nodes of a document, and back.
//!
//! A kind is told with its neighbours in other vocabularies; one that a user added, with all that it
//! is, so that the document can be read where nobody knows it.

use serde::{Deserialize, Serialize};

use super::iri::Space;
use crate::exchange::wikidata::is_property;
use crate::model::{Dataset, Kind, Office};

/// A kind of relation.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KindNode {
    id: String,
    #[serde(rename = "type", default, skip_deserializing)]
    types: [&'static str; 2],
    #[serde(default, skip_deserializing)]
    name: String,
    #[serde(default, skip_deserializing)]
    nature: &'static str,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    broader: Option<String>,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    close_match: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    definition: Option<Kind>,
}

/// An office with its other titles.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfficeNode {
    #[serde(rename = "type", default, skip_deserializing)]
    types: &'static str,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    alternate_name: Vec<String>,
}

/// Returns the nodes of the kinds that a dataset uses or adds, in the order of its ontology.
pub(super) fn kinds(data: &Dataset) -> Vec<KindNode> {
    let ontology = data.ontology();
    let mut used = vec![false; ontology.kinds().len()];
    for relation in data.relation_ixs() {
        used[data.kind(relation).index()] = true;
    }
    let is_own = |kind: &Kind| ontology.added().any(|added| added.id == kind.id);
    let kinds = ontology.kinds();
    kinds
        .filter(|(at, kind)| used[at.index()] || is_own(kind))
        .map(|(_, kind)| KindNode::of(kind, is_own(kind)))
        .collect()
}

impl KindNode {
    fn of(kind: &Kind, is_own: bool) -> KindNode {
        let property = kind.wikidata.as_ref().filter(|code| is_property(code));
        let category = kind.plover.as_ref().map(|plover| plover.category.as_str());
        KindNode {
            id: Space::Kind.iri(&kind.id),
            types: ["skos:Concept", "Kind"],
            name: kind.id.clone(),
            nature: kind.nature.word(),
            broader: category.map(|category| Space::Plover.iri(category)),
            close_match: property.map(|code| format!("wd:{code}")),
            definition: is_own.then(|| kind.clone()),
        }
    }

    /// Returns the kind if the node tells all of it.
    pub(super) fn kind(self) -> Option<Kind> {
        self.definition
    }
}

impl OfficeNode {
    /// Returns the node of an office.
    pub(super) fn of(office: &Office) -> OfficeNode {
        OfficeNode {
            types: "Office",
            name: office.title.clone(),
            alternate_name: office.also.clone(),
        }
    }

    /// Returns the office that a node tells of.
    pub(super) fn office(self) -> Office {
        Office {
            title: self.name,
            also: self.alternate_name,
        }
    }
}
