//! redb: trees of pages that are copied when they change, each with a sum in its parent.
//!
//! All in the mode in which one process writes and others read, which commits in two phases.

use std::path::Path;

use redb::{
    Builder, ConcurrencyMode, Database, ReadOnlyTable, ReadableDatabase, ReadableTable,
    TableDefinition,
};

use crate::store::{Fault, Item, Shelf, Store};

const RECORDS: TableDefinition<u64, &[u8]> = TableDefinition::new("records");
const BLOCKS: TableDefinition<u64, &[u8]> = TableDefinition::new("blocks");

fn table(shelf: Shelf) -> TableDefinition<'static, u64, &'static [u8]> {
    match shelf {
        Shelf::Records => RECORDS,
        Shelf::Blocks => BLOCKS,
    }
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::SingleWriter);
    builder
}

/// Opens for writing; repairs what a killed writer left.
pub(crate) fn write(path: &Path) -> Result<Box<dyn Store>, Fault> {
    Ok(Box::new(Writer(builder().create(path)?)))
}

/// Opens a snapshot, beside a writer or not. Sums are not looked at.
pub(crate) fn read(path: &Path) -> Result<Box<dyn Store>, Fault> {
    Ok(Box::new(Reader::of(builder().open_read_only(path)?)?))
}

/// Opens a snapshot after all sums have been verified, which only a handle that may write can ask
/// for.
pub(crate) fn read_verified(path: &Path) -> Result<Box<dyn Store>, Fault> {
    Ok(Box::new(Reader::of(
        builder().set_check_integrity_on_open(true).open(path)?,
    )?))
}

struct Writer(Database);

impl Store for Writer {
    fn put(&mut self, items: &[Item]) -> Result<(), Fault> {
        let mut transaction = self.0.begin_write()?;
        // Else all of the file is read again after a writer was killed.
        transaction.set_quick_repair(true);
        {
            let mut records = transaction.open_table(RECORDS)?;
            let mut blocks = transaction.open_table(BLOCKS)?;
            for (shelf, number, bytes) in items {
                let table = if *shelf == Shelf::Records {
                    &mut records
                } else {
                    &mut blocks
                };
                table.insert(number, bytes.as_slice())?;
            }
        }
        Ok(transaction.commit()?)
    }

    fn get(&self, shelf: Shelf, number: u64) -> Result<Option<Vec<u8>>, Fault> {
        match self.0.begin_read()?.open_table(table(shelf)) {
            Ok(table) => Ok(table.get(number)?.map(|bytes| bytes.value().to_vec())),
            Err(redb::TableError::TableDoesNotExist(_)) => Ok(None),
            Err(fault) => Err(fault.into()),
        }
    }

    fn each(&self, shelf: Shelf, show: &mut dyn FnMut(u64, &[u8])) -> Result<(), Fault> {
        show_all(&self.0.begin_read()?.open_table(table(shelf))?, show)
    }
}

type Table = ReadOnlyTable<u64, &'static [u8]>;

struct Reader {
    records: Table,
    blocks: Table,
    /// Keeps the file open for the tables.
    _database: Box<dyn std::any::Any>,
}

impl Reader {
    fn of(database: impl ReadableDatabase + 'static) -> Result<Reader, Fault> {
        let transaction = database.begin_read()?;
        let (records, blocks) = (
            transaction.open_table(RECORDS)?,
            transaction.open_table(BLOCKS)?,
        );
        Ok(Reader {
            records,
            blocks,
            _database: Box::new(database),
        })
    }

    fn table(&self, shelf: Shelf) -> &Table {
        match shelf {
            Shelf::Records => &self.records,
            Shelf::Blocks => &self.blocks,
        }
    }
}

impl Store for Reader {
    fn put(&mut self, _: &[Item]) -> Result<(), Fault> {
        Err("opened for reading".into())
    }

    fn get(&self, shelf: Shelf, number: u64) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self
            .table(shelf)
            .get(number)?
            .map(|bytes| bytes.value().to_vec()))
    }

    fn each(&self, shelf: Shelf, show: &mut dyn FnMut(u64, &[u8])) -> Result<(), Fault> {
        show_all(self.table(shelf), show)
    }
}

fn show_all(table: &Table, show: &mut dyn FnMut(u64, &[u8])) -> Result<(), Fault> {
    for entry in table.iter()? {
        let (number, bytes) = entry?;
        show(number.value(), bytes.value());
    }
    Ok(())
}
