//! Ids of entities: those that FollowTheMoney gave them, or else ours.

use std::collections::BTreeMap;

use crate::model::{Dataset, Entity, EntityId};

/// The scheme of ids of FollowTheMoney.
const SCHEME: &str = "ftm";

/// The ids of entities that came with one, by ours.
#[derive(Debug)]
pub(super) struct Ids(BTreeMap<EntityId, String>);

impl Ids {
    /// Returns the ids of a dataset. An id that two bear, or that could be taken for one of ours, is
    /// passed over.
    pub(super) fn of(data: &Dataset) -> Ids {
        let coded = data.entities().iter().filter_map(code);
        let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, code) in coded.clone() {
            *bearers.entry(code).or_default() += 1;
        }
        let is_free = |code: &str| bearers.get(code) == Some(&1) && data.entity_ix(code).is_none();
        let given = coded.filter(|(_, code)| is_free(code));
        Ids(given
            .map(|(entity, code)| (entity.id.clone(), code.to_owned()))
            .collect())
    }

    /// Returns the id of an entity.
    pub(super) fn id<'i>(&'i self, entity: &'i EntityId) -> &'i str {
        self.0.get(entity).map_or(entity.as_str(), String::as_str)
    }
}

/// Returns an entity with the id it came with.
fn code(entity: &Entity) -> Option<(&Entity, &str)> {
    let code = entity.codes.get(SCHEME)?;
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let is_end = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = code.as_bytes();
    let is_id =
        bytes.iter().copied().all(is_inner) && is_end(bytes.first()) && is_end(bytes.last());
    // What is no entity of ours has an id with a dot behind its sort.
    let is_taken = ["relation.", "post.", "source."]
        .iter()
        .any(|sort| code.starts_with(sort));
    (is_id && !is_taken).then_some((entity, code.as_str()))
}
