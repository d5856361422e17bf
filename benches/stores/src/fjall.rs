//! fjall: a journal, and sorted tables that are merged in the background; a folder of files.
//!
//! It opens for one process at a time, whether that reads or writes.

use std::path::Path;

use fjall::{Database, Keyspace, KeyspaceCreateOptions, PersistMode, Readable, Snapshot};

use crate::store::{Fault, Item, Shelf, Store};

struct Fjall {
    database: Database,
    records: Keyspace,
    blocks: Keyspace,
    /// The state that is read.
    snapshot: Snapshot,
    /// Whether each transaction goes from the journal into tables at once.
    flushes: bool,
}

/// Opens for writing, and creates what is not there.
pub(crate) fn write(path: &Path) -> Result<Box<dyn Store>, Fault> {
    open(Database::builder(path).open()?, false)
}

/// Opens for writing such that records lie in tables, and not in the journal alone.
pub(crate) fn write_tables(path: &Path) -> Result<Box<dyn Store>, Fault> {
    open(Database::builder(path).open()?, true)
}

/// Opens what is there.
pub(crate) fn read(path: &Path) -> Result<Box<dyn Store>, Fault> {
    let database = Database::builder(path).open()?;
    if !database.keyspace_exists("records") || !database.keyspace_exists("blocks") {
        return Err("a keyspace is missing".into());
    }
    open(database, false)
}

fn open(database: Database, flushes: bool) -> Result<Box<dyn Store>, Fault> {
    let records = database.keyspace("records", KeyspaceCreateOptions::default)?;
    let blocks = database.keyspace("blocks", KeyspaceCreateOptions::default)?;
    let snapshot = database.snapshot();
    Ok(Box::new(Fjall {
        database,
        records,
        blocks,
        snapshot,
        flushes,
    }))
}

impl Fjall {
    fn keyspace(&self, shelf: Shelf) -> &Keyspace {
        match shelf {
            Shelf::Records => &self.records,
            Shelf::Blocks => &self.blocks,
        }
    }
}

impl Store for Fjall {
    fn put(&mut self, items: &[Item]) -> Result<(), Fault> {
        let mut batch = self.database.batch().durability(Some(PersistMode::SyncAll));
        for (shelf, number, bytes) in items {
            batch.insert(
                self.keyspace(*shelf),
                number.to_be_bytes(),
                bytes.as_slice(),
            );
        }
        batch.commit()?;
        if self.flushes {
            self.records.rotate_memtable_and_wait()?;
        }
        self.snapshot = self.database.snapshot();
        Ok(())
    }

    fn get(&self, shelf: Shelf, number: u64) -> Result<Option<Vec<u8>>, Fault> {
        let found = self
            .snapshot
            .get(self.keyspace(shelf), number.to_be_bytes())?;
        Ok(found.map(|bytes| bytes.to_vec()))
    }

    fn each(&self, shelf: Shelf, show: &mut dyn FnMut(u64, &[u8])) -> Result<(), Fault> {
        for entry in self.snapshot.iter(self.keyspace(shelf)) {
            let (key, bytes) = entry.into_inner()?;
            show(u64::from_be_bytes(key.as_ref().try_into()?), &bytes);
        }
        Ok(())
    }
}
