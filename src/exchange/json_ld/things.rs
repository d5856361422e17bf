//! Entities and sources as nodes of a document, and back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::iri::Space;
use super::types::Types;
use crate::edtf::Edtf;
use crate::exchange::wikidata;
use crate::model::{Entity, EntityId, EntityKind, Source, SourceId};

/// A named value: a code by its scheme.
#[derive(Debug, Serialize, Deserialize)]
struct Identifier {
    #[serde(rename = "type", default, skip_deserializing)]
    types: &'static str,
    #[serde(rename = "propertyID")]
    scheme: String,
    value: String,
}

/// An entity.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EntityNode {
    id: String,
    #[serde(rename = "type")]
    types: Types,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    alternate_name: Vec<String>,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    identifier: Vec<Identifier>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl EntityNode {
    /// Returns the node of an entity.
    pub(super) fn of(entity: &Entity) -> EntityNode {
        let identifier = |(scheme, code): (&String, &String)| Identifier {
            types: "schema:PropertyValue",
            scheme: scheme.clone(),
            value: code.clone(),
        };
        let item = entity
            .codes
            .get(wikidata::SCHEME)
            .filter(|code| wikidata::is_item(code));
        EntityNode {
            id: Space::Entity.iri(entity.id.as_str()),
            types: Types::Several(
                [wide_type(entity.kind), own_type(entity.kind)]
                    .map(str::to_owned)
                    .to_vec(),
            ),
            name: entity.name.clone(),
            alternate_name: entity.aliases.clone(),
            same_as: item.map(|code| format!("wd:{code}")),
            identifier: entity.codes.iter().map(identifier).collect(),
            class: entity.class.clone(),
            note: entity.note.clone(),
        }
    }

    /// Returns the entity that a node tells of.
    pub(super) fn entity(self) -> Result<Entity, String> {
        let id = Space::Entity.name_in(&self.id)?;
        let kind = kind_of(&self.types);
        let codes = self.identifier.into_iter();
        let codes: BTreeMap<String, String> = codes.map(|code| (code.scheme, code.value)).collect();
        Ok(Entity {
            id: EntityId::new(&id).map_err(|error| error.to_string())?,
            kind: kind.ok_or_else(|| format!("nobody says of what kind `{id}` is"))?,
            name: self.name,
            aliases: self.alternate_name,
            codes,
            class: self.class,
            note: self.note,
        })
    }
}

/// Returns the nearest class of schema.org.
const fn wide_type(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::State => "schema:Country",
        EntityKind::Person => "schema:Person",
        EntityKind::Institution => "schema:Organization",
        EntityKind::Forum => "schema:EventSeries",
        EntityKind::Instrument => "schema:CreativeWork",
        EntityKind::Place => "schema:Place",
    }
}

/// Returns our own class.
const fn own_type(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::State => "State",
        EntityKind::Person => "Person",
        EntityKind::Institution => "Institution",
        EntityKind::Forum => "Forum",
        EntityKind::Instrument => "Instrument",
        EntityKind::Place => "Place",
    }
}

/// Returns the kind of entity that one of the types means, if it is one of our own.
pub(super) fn kind_of(types: &Types) -> Option<EntityKind> {
    let is_among = |kind: &EntityKind| types.words().iter().any(|word| word == own_type(*kind));
    EntityKind::ALL.into_iter().find(is_among)
}

/// Somebody of whom only the name is known.
#[derive(Debug, Serialize, Deserialize)]
struct Publisher {
    #[serde(rename = "type", default, skip_deserializing)]
    types: &'static str,
    name: String,
}

/// A source.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SourceNode {
    id: String,
    #[serde(rename = "type", default, skip_deserializing)]
    types: [&'static str; 2],
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    publisher: Option<Publisher>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date_published: Option<Edtf>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retrieved: Option<Edtf>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    row: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    in_language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl SourceNode {
    /// Returns the node of a source.
    pub(super) fn of(source: &Source) -> SourceNode {
        let publisher = |name: &String| Publisher {
            types: "schema:Organization",
            name: name.clone(),
        };
        SourceNode {
            id: Space::Source.iri(source.id.as_str()),
            types: ["schema:CreativeWork", "Source"],
            name: source.title.clone(),
            publisher: source.publisher.as_ref().map(publisher),
            date_published: source.published.clone(),
            retrieved: source.retrieved.clone(),
            url: source.url.clone(),
            file: source.file.clone(),
            row: source.row,
            in_language: source.language.clone(),
            note: source.note.clone(),
        }
    }

    /// Returns the source that a node tells of.
    pub(super) fn source(self) -> Result<Source, String> {
        let id = Space::Source.name_in(&self.id)?;
        Ok(Source {
            id: SourceId::new(&id).map_err(|error| error.to_string())?,
            title: self.name,
            publisher: self.publisher.map(|publisher| publisher.name),
            published: self.date_published,
            retrieved: self.retrieved,
            url: self.url,
            file: self.file,
            row: self.row,
            language: self.in_language,
            note: self.note,
        })
    }
}
