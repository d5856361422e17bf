//! Sums of our own around another store: what an application can do itself about a store that has
//! none. Each value carries a sum of its shelf, number and bytes; one value counts the others.

use crate::store::{Fault, Item, Shelf, Store};

/// Where the number of records is kept: behind all of them.
const COUNT: u64 = i64::MAX as u64;

/// A store whose values are checked.
struct Sealed(Box<dyn Store>);

/// Checks whatever a store gives back from now on.
pub(crate) fn sealed(store: Box<dyn Store>) -> Box<dyn Store> {
    Box::new(Sealed(store))
}

impl Sealed {
    fn count(&self) -> Result<Option<u64>, Fault> {
        let Some(sealed) = self.0.get(Shelf::Records, COUNT)? else {
            return Ok(None);
        };
        let bytes = unseal(Shelf::Records, COUNT, &sealed)?;
        Ok(Some(u64::from_le_bytes(bytes.try_into()?)))
    }
}

impl Store for Sealed {
    fn put(&mut self, items: &[Item]) -> Result<(), Fault> {
        let mut sealed: Vec<Item> = items
            .iter()
            .map(|(shelf, number, bytes)| (*shelf, *number, seal(*shelf, *number, bytes)))
            .collect();
        let records = items.iter().filter(|item| item.0 == Shelf::Records).count() as u64;
        let count = (self.count()?.unwrap_or(0) + records).to_le_bytes();
        sealed.push((Shelf::Records, COUNT, seal(Shelf::Records, COUNT, &count)));
        self.0.put(&sealed)
    }

    fn get(&self, shelf: Shelf, number: u64) -> Result<Option<Vec<u8>>, Fault> {
        let Some(sealed) = self.0.get(shelf, number)? else {
            return Ok(None);
        };
        Ok(Some(unseal(shelf, number, &sealed)?.to_vec()))
    }

    fn each(&self, shelf: Shelf, show: &mut dyn FnMut(u64, &[u8])) -> Result<(), Fault> {
        let mut seen = 0;
        let mut fault = None;
        self.0.each(
            shelf,
            &mut |number, sealed| match unseal(shelf, number, sealed) {
                Ok(_) if number == COUNT => {}
                Ok(bytes) => {
                    seen += 1;
                    show(number, bytes);
                }
                Err(why) => fault = Some(why),
            },
        )?;
        match fault {
            Some(fault) => Err(fault),
            None if shelf == Shelf::Records && self.count()? != Some(seen) => {
                Err("records are missing".into())
            }
            None => Ok(()),
        }
    }
}

fn sum(shelf: Shelf, number: u64, bytes: &[u8]) -> [u8; 4] {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&[shelf as u8]);
    hasher.update(&number.to_le_bytes());
    hasher.update(bytes);
    hasher.finalize().to_le_bytes()
}

fn seal(shelf: Shelf, number: u64, bytes: &[u8]) -> Vec<u8> {
    [bytes, &sum(shelf, number, bytes)].concat()
}

fn unseal(shelf: Shelf, number: u64, sealed: &[u8]) -> Result<&[u8], Fault> {
    let (bytes, found) = sealed
        .split_last_chunk::<4>()
        .ok_or("a value is too short")?;
    if *found == sum(shelf, number, bytes) {
        Ok(bytes)
    } else {
        Err("a sum is wrong".into())
    }
}
