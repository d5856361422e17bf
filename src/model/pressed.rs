//! A dataset in an image, from which it is opened without reading its records.

use std::io;

use super::table::Table;
use super::{
    Dataset, Entity, EntityId, EntityKind, Parties, Relation, RelationId, Source, SourceId,
};
use crate::columns::{Filed, Image, ImageError, Press, Roll};

/// The id of a record that is damaged.
const UNREADABLE: &str = "unreadable";

impl Filed for Source {
    fn unreadable() -> Source {
        Source::new(SourceId::plain(UNREADABLE), UNREADABLE)
    }
}

impl Filed for Entity {
    fn unreadable() -> Entity {
        Entity::new(EntityId::plain(UNREADABLE), EntityKind::Place, UNREADABLE)
    }
}

impl Filed for Relation {
    fn unreadable() -> Relation {
        Relation::new(RelationId::plain(UNREADABLE), UNREADABLE, Parties::new())
    }
}

impl Dataset {
    /// Adds all records to an image.
    pub(crate) fn press(&self, press: &mut Press) -> io::Result<()> {
        press.value("ontology", &self.ontology)?;
        self.sources.press("sources", press)?;
        self.entities.press("entities", press)?;
        press.value("topics", &self.topics)?;
        press.column("acting", self.acting.all())?;
        self.relations.press(press)
    }

    /// Returns the dataset of an image. O(kinds + distinct dates).
    pub(crate) fn from_image(image: &Image) -> Result<Dataset, ImageError> {
        Ok(Dataset {
            ontology: image.value("ontology")?,
            sources: Roll::open("sources", image)?,
            entities: Roll::open("entities", image)?,
            relations: Table::open(image)?,
            acting: image.column("acting")?,
            topics: image.value("topics")?,
        })
    }
}
