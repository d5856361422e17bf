//! The store: registers on disk, in files that are only ever added to.
//!
//! A `.chancery` file begins with two pages that tell how far it holds; behind them stand frames,
//! each with checksums: the changes of an entry, and the entry that closes them. A writer commits an
//! entry by writing its frames, then one of the pages in turn; a reader goes as far as the newer page
//! says, and so sees whole entries only, whoever writes meanwhile. The format is written down in
//! `docs/database-format.md`.
//!
//! This room knows entries as values; it does not know what they come to, nor what is asked.

mod bytes;
mod check;
mod columns;
mod copy;
mod disk;
mod error;
mod frame;
mod gather;
mod image;
mod lock;
mod medium;
mod page;
mod rows;
mod salvage;
mod snapshot;
mod transaction;
mod walk;
mod watch;
mod writer;

pub use check::{Checked, check, check_bytes};
pub use copy::{Compacted, backup};
pub use error::{Damage, StoreError};
pub use gather::Salvaged;
pub use lock::Holder;
pub use salvage::{Salvage, salvage, salvage_bytes};
pub use snapshot::{Entries, Snapshot};
pub use watch::{Progress, Watch};
pub use writer::{Writer, compact};
