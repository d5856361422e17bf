//! Parties in a document: a property for each role, whose values are entities.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::iri::Space;
use crate::model::{EntityId, Parties};

/// The parties of a relation or report.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles(pub(super) Parties);

impl Serialize for Roles {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (role, ids) in self.0.roles() {
            let ids = ids.iter().map(|id| Space::Entity.iri(id.as_str()));
            map.serialize_entry(&Space::Role.iri(role), &ids.collect::<Vec<_>>())?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Roles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Roles, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

/// Reads roles in the order in which they stand.
struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Roles;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from roles to lists of entities")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Roles, A::Error> {
        let mut parties = Parties::new();
        while let Some((role, ids)) = map.next_entry::<String, Vec<String>>()? {
            let role = Space::Role.name_in(&role).map_err(A::Error::custom)?;
            for id in ids {
                let id = Space::Entity.name_in(&id).map_err(A::Error::custom)?;
                let id = EntityId::new(&id).map_err(A::Error::custom)?;
                parties = parties.with(&role, id);
            }
        }
        Ok(Roles(parties))
    }
}
