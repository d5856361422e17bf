//! Datasets laid out in the file of a database, from where they open at once, however large.

use std::fs::File;
use std::io;
use std::sync::Arc;

use super::Chancery;
use crate::builtin;
use crate::columns::{self, Image, ImageError, Press};
use crate::graph::Network;
use crate::model::Dataset;
use crate::names::Names;
use crate::store::{self, Snapshot};

impl Chancery {
    /// Writes the dataset as it lies in memory, and returns how many bytes it took.
    pub(super) fn lay_out(&self, file: File) -> io::Result<u64> {
        let mut press = Press::new(file)?;
        press.value("base", &base())?;
        self.data().press(&mut press)?;
        self.network.press(&mut press)?;
        self.names.press(&mut press)?;
        Ok(press.finish()?.length)
    }

    /// Opens what is laid out in a database. Nothing if nothing is, if an entry was added since, if
    /// it was laid out by a version that knew other kinds, or if it is damaged: the entries tell the
    /// same.
    pub(super) fn laid_out(snapshot: &Snapshot) -> Option<Chancery> {
        let (file, range) = snapshot.image()?;
        let image = Image::open(file, range).ok()?;
        let is_ours = image.value::<u32>("base").ok()? == base();
        let dataset = is_ours.then(|| Dataset::from_image(&image))?.ok()?;
        Some(Chancery {
            network: Arc::new(Network::from_image(Arc::new(dataset), &image).ok()?),
            names: Arc::new(Names::from_image(&image).ok()?),
            digest: Arc::default(),
            image: Some(image),
            recorded: None,
            recorded_at: None,
        })
    }
}

/// Returns what is damaged of what is laid out in a database, if anything is. O(bytes).
pub(super) fn damage(snapshot: &Snapshot) -> Option<store::Damage> {
    let (file, range) = snapshot.image()?;
    let checked = Image::open(file, range).and_then(|image| Ok(image.check()?));
    match checked {
        Err(ImageError::Damaged(damage)) => Some(store::Damage::of_image(damage)),
        // What another version laid out is made anew from the entries.
        _ => None,
    }
}

/// Returns a number that stands for the ontology that is compiled in, by which kinds have theirs.
fn base() -> u32 {
    columns::checksum(builtin::ontology().text.as_bytes())
}
