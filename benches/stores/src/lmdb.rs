//! LMDB, by heed: trees of pages in a file that is mapped; C code, and no sums.
#![expect(
    unsafe_code,
    reason = "a file that is mapped may change under whoever reads it"
)]

use std::path::Path;

use heed::byteorder::BigEndian;
use heed::types::{Bytes, U64};
use heed::{CommitOrAbort, Database, Env, EnvFlags, EnvOpenOptions, RoTxn, WithoutTls};

use crate::store::{Fault, Item, Shelf, Store};

/// The greatest size of the file has to be told beforehand.
const MAP_SIZE: usize = 1 << 30;

type Table = Database<'static, U64<BigEndian>, Bytes>;

struct Writer {
    env: Env<WithoutTls>,
    records: Table,
    blocks: Table,
}

struct Reader {
    snapshot: RoTxn<'static, WithoutTls>,
    records: Table,
    blocks: Table,
}

fn env(path: &Path, flags: EnvFlags) -> Result<Env<WithoutTls>, Fault> {
    let mut options = EnvOpenOptions::new().read_txn_without_tls();
    options.map_size(MAP_SIZE).max_dbs(2);
    // SAFETY: no flag that gives up safety is set, and nothing but LMDB changes the file while it is open.
    Ok(unsafe { options.flags(EnvFlags::NO_SUB_DIR | flags).open(path)? })
}

/// Opens for writing.
pub(crate) fn write(path: &Path) -> Result<Box<dyn Store>, Fault> {
    let env = env(path, EnvFlags::empty())?;
    let transaction = env.write_txn()?;
    let (records, blocks) = env
        .create_databases_and_commit(
            transaction,
            |opener, transaction| -> Result<_, heed::Error> {
                let records = opener
                    .create_database::<U64<BigEndian>, Bytes>(transaction, Some("records"))?;
                let blocks =
                    opener.create_database::<U64<BigEndian>, Bytes>(transaction, Some("blocks"))?;
                Ok(CommitOrAbort::<_, ()>::Commit((records, blocks)))
            },
        )?
        .commit()
        .ok_or("nothing was opened")?;
    Ok(Box::new(Writer {
        env,
        records,
        blocks,
    }))
}

/// Opens a snapshot, beside a writer or not.
pub(crate) fn read(path: &Path) -> Result<Box<dyn Store>, Fault> {
    let env = env(path, EnvFlags::READ_ONLY)?;
    let transaction = env.read_txn()?;
    let (records, blocks) = env
        .open_databases_and_commit(
            transaction,
            |opener, transaction| -> Result<_, heed::Error> {
                let records =
                    opener.open_database::<U64<BigEndian>, Bytes>(transaction, Some("records"))?;
                let blocks =
                    opener.open_database::<U64<BigEndian>, Bytes>(transaction, Some("blocks"))?;
                Ok(CommitOrAbort::<_, ()>::Commit((records, blocks)))
            },
        )?
        .commit()
        .ok_or("nothing was opened")?;
    let (Some(records), Some(blocks)) = (records, blocks) else {
        return Err("a table is missing".into());
    };
    Ok(Box::new(Reader {
        snapshot: env.static_read_txn()?,
        records,
        blocks,
    }))
}

impl Store for Writer {
    fn put(&mut self, items: &[Item]) -> Result<(), Fault> {
        let mut transaction = self.env.write_txn()?;
        for (shelf, number, bytes) in items {
            let table = if *shelf == Shelf::Records {
                self.records
            } else {
                self.blocks
            };
            table.put(&mut transaction, number, bytes)?;
        }
        Ok(transaction.commit()?)
    }

    fn get(&self, shelf: Shelf, number: u64) -> Result<Option<Vec<u8>>, Fault> {
        let table = if shelf == Shelf::Records {
            self.records
        } else {
            self.blocks
        };
        let snapshot = self.env.read_txn()?;
        Ok(table.get(&snapshot, &number)?.map(<[u8]>::to_vec))
    }

    fn each(&self, shelf: Shelf, show: &mut dyn FnMut(u64, &[u8])) -> Result<(), Fault> {
        let table = if shelf == Shelf::Records {
            self.records
        } else {
            self.blocks
        };
        let snapshot = self.env.read_txn()?;
        for entry in table.iter(&snapshot)? {
            let (number, bytes) = entry?;
            show(number, bytes);
        }
        Ok(())
    }
}

impl Store for Reader {
    fn put(&mut self, _: &[Item]) -> Result<(), Fault> {
        Err("opened for reading".into())
    }

    fn get(&self, shelf: Shelf, number: u64) -> Result<Option<Vec<u8>>, Fault> {
        let table = if shelf == Shelf::Records {
            self.records
        } else {
            self.blocks
        };
        Ok(table.get(&self.snapshot, &number)?.map(<[u8]>::to_vec))
    }

    fn each(&self, shelf: Shelf, show: &mut dyn FnMut(u64, &[u8])) -> Result<(), Fault> {
        let table = if shelf == Shelf::Records {
            self.records
        } else {
            self.blocks
        };
        for entry in table.iter(&self.snapshot)? {
            let (number, bytes) = entry?;
            show(number, bytes);
        }
        Ok(())
    }
}
