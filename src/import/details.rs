//! Details: what data tell of an entity beside its name.

use std::collections::BTreeMap;

use crate::model::Entity;
use crate::text;

/// What data tell of an entity beside its name.
///
/// They are added to an entity that the import makes. Of somebody who was known before, nothing is
/// changed: other people's data do not rewrite one's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// Other names.
    pub aliases: Vec<String>,
    /// Codes by scheme; those that the entity has stay as they are.
    pub codes: BTreeMap<String, String>,
    /// Its class within the kind, if it has none.
    pub class: Option<String>,
    /// A remark, if it has none.
    pub note: Option<String>,
}

impl Details {
    /// Adds what other rows tell of the same entity.
    pub(super) fn add(&mut self, other: Details) {
        self.aliases.extend(other.aliases);
        for (scheme, code) in other.codes {
            self.codes.entry(scheme).or_insert(code);
        }
        self.class = self.class.take().or(other.class);
        self.note = self.note.take().or(other.note);
    }

    /// Returns the entity with these details, each name once.
    pub(super) fn on(self, mut entity: Entity) -> Entity {
        for alias in self.aliases {
            let folded = text::fold(&alias);
            let mut known = std::iter::once(&entity.name).chain(&entity.aliases);
            // Names that differ in case or accents alone are found by the same question.
            if !folded.is_empty() && !known.any(|name| text::fold(name) == folded) {
                entity.aliases.push(alias);
            }
        }
        for (scheme, code) in self.codes {
            entity.codes.entry(scheme).or_insert(code);
        }
        entity.class = entity.class.or(self.class);
        entity.note = entity.note.or(self.note);
        entity
    }
}

#[cfg(test)]
mod tests {
    use super::Details;
    use crate::model::{Entity, EntityKind};

    #[test]
    fn what_an_entity_has_is_not_overwritten() {
        let entity = Entity::new("anna".parse().unwrap(), EntityKind::Person, "Anna Berg")
            .with_code("wikidata", "Q1");
        let mut details = Details {
            aliases: vec!["anna berg".to_owned(), "A. Berg".to_owned()],
            ..Details::default()
        };
        details.add(Details {
            aliases: vec!["A. Berg".to_owned()],
            codes: [("wikidata", "Q2"), ("ftm", "a")]
                .map(|(scheme, code)| (scheme.to_owned(), code.to_owned()))
                .into(),
            note: Some("an envoy".to_owned()),
            class: None,
        });
        let entity = details.on(entity);
        assert_eq!(entity.aliases, ["A. Berg"]);
        assert_eq!(
            (
                entity.codes["wikidata"].as_str(),
                entity.codes["ftm"].as_str()
            ),
            ("Q1", "a")
        );
        assert_eq!(entity.note.as_deref(), Some("an envoy"));
    }
}
