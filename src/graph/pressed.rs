//! The network in an image: as it lies in memory, so that opening it builds nothing.

use std::io;
use std::sync::Arc;

use super::Network;
use super::acting::Mandates;
use super::agenda::{Agenda, Loose};
use super::bonds::Bonds;
use super::details::Details;
use super::evidence;
use super::judge::Hulls;
use super::network::{kinds_that_roll_up, natures, statuses};
use super::spokes::Spokes;
use crate::columns::{Image, ImageError, Lists, Press};
use crate::edtf::Day;
use crate::model::Dataset;

impl Network {
    /// Adds the network, without its dataset, to an image.
    pub(crate) fn press(&self, press: &mut Press) -> io::Result<()> {
        press.value("newest", &self.newest.map(Day::number))?;
        press.column("doubled", self.doubled.all())?;
        press.column("entity.kind", self.entity_kind.all())?;
        self.hulls.press(press)?;
        self.details.press(press)?;
        self.spokes.press(press)?;
        self.bonds.press(press)?;
        self.agenda.press(press)?;
        self.mandates.up.press("mandates.up", press)?;
        self.mandates.down.press("mandates.down", press)?;
        self.loose.others.press("loose.others", press)?;
        self.loose.raised.press("loose.raised", press)
    }

    /// Returns the network of an image that holds its dataset too. O(kinds + sources).
    pub(crate) fn from_image(data: Arc<Dataset>, image: &Image) -> Result<Network, ImageError> {
        let newest: Option<i64> = image.value("newest")?;
        Ok(Network {
            newest: newest.map(Day::from_number),
            statuses: statuses(&data),
            natures: natures(&data),
            hulls: Hulls::open(image)?,
            doubled: image.column("doubled")?,
            details: Details::open(image)?,
            spokes: Spokes::open(image)?,
            bonds: Bonds::open(image)?,
            entity_kind: image.column("entity.kind")?,
            published: evidence::published(&data),
            mandates: Mandates {
                up: Lists::open("mandates.up", image)?,
                down: Lists::open("mandates.down", image)?,
            },
            kind_rolls_up: kinds_that_roll_up(&data),
            agenda: Agenda::open(image)?,
            loose: Loose {
                others: Lists::open("loose.others", image)?,
                raised: Lists::open("loose.raised", image)?,
            },
            data,
        })
    }
}

impl Hulls {
    fn press(&self, press: &mut Press) -> io::Result<()> {
        press.column("hulls.events", self.events.all())?;
        press.column("hulls.ties", self.ties.all())
    }

    fn open(image: &Image) -> Result<Hulls, ImageError> {
        Ok(Hulls {
            events: image.column("hulls.events")?,
            ties: image.column("hulls.ties")?,
        })
    }
}

impl Details {
    fn press(&self, press: &mut Press) -> io::Result<()> {
        press.column("details.places", self.places.all())?;
        self.topics.press("details.topics", press)?;
        self.sources.press("details.sources", press)?;
        press.column("details.told", self.told.all())
    }

    fn open(image: &Image) -> Result<Details, ImageError> {
        Ok(Details {
            places: image.column("details.places")?,
            topics: Lists::open("details.topics", image)?,
            sources: Lists::open("details.sources", image)?,
            told: image.column("details.told")?,
        })
    }
}

impl Spokes {
    fn press(&self, press: &mut Press) -> io::Result<()> {
        press.column("spokes.begins", self.begins.all())?;
        press.column("spokes", self.all.all())?;
        press.column("spokes.marks", self.marks.all())
    }

    fn open(image: &Image) -> Result<Spokes, ImageError> {
        Ok(Spokes {
            begins: image.column("spokes.begins")?,
            all: image.column("spokes")?,
            marks: image.column("spokes.marks")?,
        })
    }
}

impl Bonds {
    fn press(&self, press: &mut Press) -> io::Result<()> {
        press.column("bonds.starts", self.starts.all())?;
        press.column("bonds.others", self.others.all())?;
        press.column("bonds.begins", self.begins.all())?;
        press.column("bonds.counts", self.counts.all())?;
        press.column("bonds.relations", self.relations.all())
    }

    fn open(image: &Image) -> Result<Bonds, ImageError> {
        Ok(Bonds {
            starts: image.column("bonds.starts")?,
            others: image.column("bonds.others")?,
            begins: image.column("bonds.begins")?,
            counts: image.column("bonds.counts")?,
            relations: image.column("bonds.relations")?,
        })
    }
}

impl Agenda {
    fn press(&self, press: &mut Press) -> io::Result<()> {
        press.column("agenda.days", self.days.all())?;
        press.column("agenda.leaves", self.leaves.all())?;
        press.column("agenda", self.is_contact.all())?;
        press.value("agenda.size", &self.size)
    }

    fn open(image: &Image) -> Result<Agenda, ImageError> {
        Ok(Agenda {
            days: image.column("agenda.days")?,
            leaves: image.column("agenda.leaves")?,
            is_contact: image.column("agenda")?,
            size: image.value("agenda.size")?,
        })
    }
}
