//! `SQLite`, by rusqlite: tables in pages, with a log of pages written ahead; C code, and no sums
//! but in the log.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use crate::store::{Fault, Item, Shelf, Store};

struct Sqlite(Connection);

/// Opens for writing.
pub(crate) fn write(path: &Path) -> Result<Box<dyn Store>, Fault> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.execute_batch(
        "create table if not exists records (number integer primary key, bytes blob not null);
         create table if not exists blocks (number integer primary key, bytes blob not null);",
    )?;
    Ok(Box::new(Sqlite(connection)))
}

/// Opens a snapshot, beside a writer or not.
pub(crate) fn read(path: &Path) -> Result<Box<dyn Store>, Fault> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // A transaction begins with the first page that is read.
    connection.execute_batch("begin; select * from sqlite_schema limit 1;")?;
    Ok(Box::new(Sqlite(connection)))
}

fn table(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Records => "records",
        Shelf::Blocks => "blocks",
    }
}

impl Store for Sqlite {
    fn put(&mut self, items: &[Item]) -> Result<(), Fault> {
        let transaction = self.0.transaction()?;
        for (shelf, number, bytes) in items {
            let sql = format!("insert or replace into {} values (?1, ?2)", table(*shelf));
            transaction
                .prepare_cached(&sql)?
                .execute(params![number.cast_signed(), bytes])?;
        }
        Ok(transaction.commit()?)
    }

    fn get(&self, shelf: Shelf, number: u64) -> Result<Option<Vec<u8>>, Fault> {
        let sql = format!("select bytes from {} where number = ?1", table(shelf));
        let mut statement = self.0.prepare_cached(&sql)?;
        Ok(statement
            .query_row([number.cast_signed()], |row| row.get(0))
            .optional()?)
    }

    fn each(&self, shelf: Shelf, show: &mut dyn FnMut(u64, &[u8])) -> Result<(), Fault> {
        let sql = format!("select number, bytes from {} order by number", table(shelf));
        let mut statement = self.0.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            show(
                row.get::<_, i64>(0)?.cast_unsigned(),
                row.get_ref(1)?.as_blob()?,
            );
        }
        Ok(())
    }
}
