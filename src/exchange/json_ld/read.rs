//! Reading a document: each node by its type, the good ones kept.

use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::kinds::{KindNode, OfficeNode};
use super::relations::RelationNode;
use super::things::{self, EntityNode, SourceNode};
use super::types::Types;
use crate::exchange::json::why;
use crate::exchange::lines::Lines;
use crate::exchange::{Fault, Found};

/// Reads what a document tells. Of one that breaks off, what stands before is kept.
pub(super) fn read(text: &str) -> Found {
    let mut nodes = Vec::new();
    let mut json = serde_json::Deserializer::from_str(text);
    let document = Document(&mut nodes).deserialize(&mut json);
    let ended = document.and_then(|()| json.end());
    let mut reading = Reading {
        lines: Lines::of(text),
        found: Found::default(),
    };
    for node in nodes {
        reading.node(node.get());
    }
    if let Err(error) = ended {
        reading.fault(text, &error);
    }
    reading.found
}

/// A document on its way into records.
#[derive(Debug)]
struct Reading<'t> {
    lines: Lines<'t>,
    found: Found,
}

/// What a node says first: of what type it is.
#[derive(Debug, Deserialize)]
struct Head {
    #[serde(rename = "type", default)]
    types: Types,
}

impl Reading<'_> {
    /// Takes a node of the document.
    fn node(&mut self, json: &str) {
        let Some(head) = self.part::<Head>(json) else {
            return;
        };
        let line = self.lines.place_of(json).0;
        let is = |wanted: &str| head.types.words().iter().any(|word| word == wanted);
        if things::kind_of(&head.types).is_some() {
            let entity = self.part(json).map(EntityNode::entity);
            let entity = self.kept(json, entity);
            let entity = entity.map(|entity| (line, entity));
            self.found.entities.extend(entity);
        } else if is("Event") || is("Tie") {
            let relation = self.part(json).map(RelationNode::relation);
            let relation = self.kept(json, relation);
            let relation = relation.map(|relation| (line, relation));
            self.found.relations.extend(relation);
        } else if is("Source") {
            let source = self.part(json).map(SourceNode::source);
            let source = self.kept(json, source);
            self.found.sources.extend(source);
        } else if is("Kind") {
            let kind = self.part(json).and_then(KindNode::kind);
            self.found.kinds.extend(kind);
        } else if is("Office") {
            let office = self.part(json).map(OfficeNode::office);
            self.found.offices.extend(office);
        } else {
            let why = "a node of no type that is known here, such as `Person`, `Event` or `Source`";
            self.wrong(json, why.to_owned());
        }
    }

    /// Returns a node as what it is; notes why it is not.
    fn part<T: DeserializeOwned>(&mut self, json: &str) -> Option<T> {
        let read = serde_json::from_str(json);
        read.map_err(|error| self.fault(json, &error)).ok()
    }

    /// Returns a record if a node is one; notes why it is not.
    fn kept<T>(&mut self, json: &str, record: Option<Result<T, String>>) -> Option<T> {
        record?.map_err(|why| self.wrong(json, why)).ok()
    }

    /// Notes what is wrong with a part of the document.
    fn wrong(&mut self, part: &str, why: String) {
        let (line, column) = self.lines.place_of(part);
        self.found.faults.push(Fault { line, column, why });
    }

    /// Notes at which place JSON that is a part of the document is broken.
    fn fault(&mut self, json: &str, error: &serde_json::Error) {
        let above = json
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1));
        let at = above.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        self.wrong(json.get(at..).unwrap_or(json), why(error));
    }
}

/// Takes the nodes of a document one by one, so that they are there even if it breaks off.
struct Document<'n, 't>(&'n mut Vec<&'t RawValue>);

impl<'t> DeserializeSeed<'t> for Document<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Document<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document with a `@graph`")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "@graph" {
                map.next_value_seed(Graph(&mut *self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// Takes the nodes of a list.
struct Graph<'n, 't>(&'n mut Vec<&'t RawValue>);

impl<'t> DeserializeSeed<'t> for Graph<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'t> Visitor<'t> for Graph<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of nodes")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(node) = list.next_element::<&RawValue>()? {
            self.0.push(node);
        }
        Ok(())
    }
}
