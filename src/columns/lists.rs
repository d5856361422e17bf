//! Many short lists in one column: the parties of each relation, the spokes of each entity.

use std::io;

use super::column::{Column, Plain};
use super::{Image, ImageError, Press};

/// Lists that are told apart by number, one behind the other.
#[derive(Debug, Clone)]
pub(crate) struct Lists<T: Plain> {
    /// Where each list ends; the first entry is where the first begins.
    bounds: Column<u32>,
    items: Column<T>,
}

/// Lists that are being gathered.
#[derive(Debug, Clone)]
pub(crate) struct Listing<T> {
    bounds: Vec<u32>,
    items: Vec<T>,
}

impl<T: Plain> Listing<T> {
    /// Returns no lists, with room for so many.
    pub(crate) fn with_capacity(lists: usize) -> Listing<T> {
        let mut bounds = Vec::with_capacity(lists + 1);
        bounds.push(0);
        Listing {
            bounds,
            items: Vec::new(),
        }
    }

    /// Adds a list behind the others, and returns its number.
    pub(crate) fn push(&mut self, list: impl IntoIterator<Item = T>) -> u32 {
        self.items.extend(list);
        self.bounds.push(self.items.len() as u32);
        self.bounds.len() as u32 - 2
    }

    /// Returns the lists.
    pub(crate) fn finish(self) -> Lists<T> {
        Lists {
            bounds: self.bounds.into(),
            items: self.items.into(),
        }
    }
}

impl<T: Plain> Lists<T> {
    /// Returns a list by its number.
    #[inline]
    pub(crate) fn list(&self, at: usize) -> &[T] {
        match self.bounds.part(at..at + 2) {
            [begin, end] => self.items.part(*begin as usize..*end as usize),
            _ => &[],
        }
    }

    /// Returns how many items all lists have together.
    #[inline]
    pub(crate) fn size(&self) -> usize {
        self.items.len()
    }

    /// Adds the lists to an image under a name.
    pub(crate) fn press(&self, name: &str, press: &mut Press) -> io::Result<()> {
        press.column(&format!("{name}.bounds"), self.bounds.all())?;
        press.column(name, self.items.all())
    }

    /// Returns the lists that an image has under a name.
    pub(crate) fn open(name: &str, image: &Image) -> Result<Lists<T>, ImageError> {
        Ok(Lists {
            bounds: image.column(&format!("{name}.bounds"))?,
            items: image.column(name)?,
        })
    }
}

impl<T: Plain> Default for Lists<T> {
    fn default() -> Lists<T> {
        Listing::with_capacity(0).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Listing;

    #[test]
    fn an_empty_list_keeps_its_place() {
        let mut lists = Listing::with_capacity(3);
        lists.push([1_u32, 2]);
        lists.push([]);
        assert_eq!(lists.push([3]), 2);
        let lists = lists.finish();
        assert_eq!(
            [lists.list(0), lists.list(1), lists.list(2), lists.list(3)],
            [&[1, 2][..], &[], &[3], &[]]
        );
        assert_eq!(lists.size(), 3);
    }
}
