//! A roll: records in order, in memory or in a file, from where each is read when it is asked for.

use std::fmt;
use std::io;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::column::Column;
use super::{Image, ImageError, Press};

/// How many records share a drawer, of which only those that are asked for take memory.
const DRAWER: usize = 1 << 10;

/// A record that may lie in a file.
pub(crate) trait Filed: Serialize + DeserializeOwned + Clone + fmt::Debug {
    /// Returns what stands for a record that cannot be read, because the file is damaged. Nobody
    /// sees it: who opened the file is told of the damage instead.
    fn unreadable() -> Self;
}

/// Records in order. Clones of those in a file share them.
#[derive(Debug, Clone)]
pub(crate) enum Roll<T> {
    Memory(Vec<T>),
    File(Arc<Archive<T>>),
}

/// Records that are read from a file as they are asked for.
#[derive(Debug)]
pub(crate) struct Archive<T> {
    /// Where the JSON of each begins; the last entry is where all end.
    begins: Column<u64>,
    json: Column<u8>,
    drawers: Vec<OnceLock<Vec<OnceLock<Box<T>>>>>,
    /// All of them, once somebody has asked for all.
    all: OnceLock<Vec<T>>,
}

impl<T: Filed> Archive<T> {
    fn len(&self) -> usize {
        self.begins.len().saturating_sub(1)
    }

    fn read(&self, at: usize) -> T {
        let (begin, end) = (self.begins.at(at), self.begins.at(at + 1));
        let json = self.json.part(begin as usize..end as usize);
        serde_json::from_slice(json).unwrap_or_else(|_| T::unreadable())
    }

    /// Returns one record. O(1), after the first time without reading.
    fn get(&self, at: usize) -> &T {
        if let Some(all) = self.all.get() {
            return &all[at];
        }
        let drawer = self.drawers[at / DRAWER].get_or_init(|| {
            let empty = std::iter::repeat_with(OnceLock::new);
            empty.take(DRAWER).collect()
        });
        drawer[at % DRAWER].get_or_init(|| Box::new(self.read(at)))
    }

    fn all(&self) -> &[T] {
        let read = || (0..self.len()).map(|at| self.get(at).clone()).collect();
        self.all.get_or_init(read)
    }
}

impl<T: Filed> Roll<T> {
    /// Returns how many records there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Roll::Memory(records) => records.len(),
            Roll::File(archive) => archive.len(),
        }
    }

    /// Returns a record by its place.
    ///
    /// # Panics
    /// If there is none.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> &T {
        match self {
            Roll::Memory(records) => &records[at],
            Roll::File(archive) => archive.get(at),
        }
    }

    /// Returns all records. O(records) the first time, if they lie in a file.
    pub(crate) fn all(&self) -> &[T] {
        match self {
            Roll::Memory(records) => records,
            Roll::File(archive) => archive.all(),
        }
    }

    /// Returns the place of a record among those in order of their ids. O(log n).
    pub(crate) fn find(&self, id: &str, id_of: impl Fn(&T) -> &str) -> Option<u32> {
        let (mut begin, mut end) = (0, self.len());
        while begin < end {
            let middle = usize::midpoint(begin, end);
            match id_of(self.get(middle)).cmp(id) {
                std::cmp::Ordering::Equal => return Some(middle as u32),
                std::cmp::Ordering::Less => begin = middle + 1,
                std::cmp::Ordering::Greater => end = middle,
            }
        }
        None
    }

    /// Adds the records to an image under a name.
    pub(crate) fn press(&self, name: &str, press: &mut Press) -> io::Result<()> {
        let mut begins = vec![0_u64];
        let mut json = Vec::new();
        for at in 0..self.len() {
            serde_json::to_writer(&mut json, self.get(at))?;
            begins.push(json.len() as u64);
        }
        press.column(&format!("{name}.begins"), &begins)?;
        press.column(name, &json)
    }

    /// Returns the records that an image has under a name.
    pub(crate) fn open(name: &str, image: &Image) -> Result<Roll<T>, ImageError> {
        let begins: Column<u64> = image.column(&format!("{name}.begins"))?;
        let drawers = begins.len().saturating_sub(1).div_ceil(DRAWER);
        let empty = std::iter::repeat_with(OnceLock::new);
        Ok(Roll::File(Arc::new(Archive {
            begins,
            json: image.column(name)?,
            drawers: empty.take(drawers).collect(),
            all: OnceLock::new(),
        })))
    }
}

impl<T> From<Vec<T>> for Roll<T> {
    fn from(records: Vec<T>) -> Roll<T> {
        Roll::Memory(records)
    }
}

impl<T> Default for Roll<T> {
    fn default() -> Roll<T> {
        Roll::Memory(Vec::new())
    }
}
