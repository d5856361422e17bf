//! The table in an image: as it lies in memory, so that nothing is built when it is opened.

use std::io;

use serde::{Deserialize, Serialize};

use super::numbers::Numbers;
use super::{Bundle, Dates, Table};
use crate::columns::{Image, ImageError, Lists, Press, Roll};
use crate::model::{RelationIx, SourceIx};

/// What an image says of a bundle besides its columns.
#[derive(Serialize, Deserialize)]
struct Label {
    source: u32,
    prefix: String,
    base: u32,
    first: u32,
}

impl Bundle {
    fn press(&self, number: usize, press: &mut Press) -> io::Result<()> {
        let label = Label {
            source: self.source.0,
            prefix: self.prefix.clone(),
            base: self.base,
            first: self.first.0,
        };
        press.value(&format!("bundle.{number}"), &label)?;
        press.column(&format!("bundle.{number}.again"), self.again.all())?;
        press.column(&format!("bundle.{number}.places"), self.places.all())
    }

    fn open(number: usize, image: &Image) -> Result<Bundle, ImageError> {
        let label: Label = image.value(&format!("bundle.{number}"))?;
        Ok(Bundle {
            source: SourceIx(label.source),
            prefix: label.prefix,
            base: label.base,
            again: image.column(&format!("bundle.{number}.again"))?,
            places: image.column(&format!("bundle.{number}.places"))?,
            first: RelationIx(label.first),
        })
    }
}

impl Table {
    /// Adds the table to an image.
    pub(in crate::model) fn press(&self, press: &mut Press) -> io::Result<()> {
        press.value("shapes", &self.shapes)?;
        press.column("shape", self.shape.all())?;
        press.column("from", self.from.all())?;
        press.column("to", self.to.all())?;
        self.number.press(press)?;
        self.dates.press(press)?;
        self.many.press("many", press)?;
        self.records.press("records", press)?;
        press.column("records.at", self.record_at.all())?;
        press.column("records.by-id", self.by_id.all())?;
        press.value("bundles", &self.bundles.len())?;
        let mut bundles = self.bundles.iter().enumerate();
        bundles.try_for_each(|(number, bundle)| bundle.press(number, press))
    }

    /// Returns the table of an image.
    pub(in crate::model) fn open(image: &Image) -> Result<Table, ImageError> {
        let bundles = 0..image.value("bundles")?;
        Ok(Table {
            dates: Dates::open(image)?,
            shapes: image.value("shapes")?,
            shape: image.column("shape")?,
            from: image.column("from")?,
            to: image.column("to")?,
            number: Numbers::open(image)?,
            many: Lists::open("many", image)?,
            records: Roll::open("records", image)?,
            record_at: image.column("records.at")?,
            by_id: image.column("records.by-id")?,
            bundles: bundles
                .map(|number| Bundle::open(number, image))
                .collect::<Result<_, _>>()?,
        })
    }
}
