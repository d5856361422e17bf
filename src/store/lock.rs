//! The lock: a file beside the database, held by the one who writes to it.
//!
//! The system frees it when its holder dies, so that nobody has to be asked.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::disk::private;
use super::error::StoreError;
use crate::register::Moment;

/// How long to sleep between two tries.
const PAUSE: Duration = Duration::from_millis(20);
/// The most that is read of what a holder says of itself.
const MOST: u64 = 4_096;

/// Who writes to a database, told to others who would like to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The name of the author or program.
    pub name: String,
    /// The number of the process.
    pub process: u32,
    /// Since when, if the program has a clock.
    pub since: Option<Moment>,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.escape_debug();
        write!(f, "{name} (process {}", self.process)?;
        if let Some(since) = self.since {
            write!(f, ", since {since}")?;
        }
        f.write_str(")")
    }
}

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock of a database, and tells others who has it. Where somebody else has it, waits
    /// so long.
    pub(super) fn take(
        database: &Path,
        holder: &Holder,
        wait: Duration,
    ) -> Result<Lock, StoreError> {
        let mut path = database.as_os_str().to_owned();
        path.push(".lock");
        let path = PathBuf::from(path);
        let mut waited = Duration::ZERO;
        loop {
            match Lock::attempt(&path, holder) {
                Ok(Some(lock)) => return Ok(lock),
                Ok(None) if waited < wait => {
                    let pause = PAUSE.min(wait.saturating_sub(waited));
                    thread::sleep(pause);
                    waited += pause;
                }
                Ok(None) => {
                    return Err(StoreError::Held {
                        path: database.to_owned(),
                        holder: told(&path),
                    });
                }
                Err(source) => return Err(StoreError::Write { path, source }),
            }
        }
    }

    /// Takes the lock if nobody has it.
    fn attempt(path: &Path, holder: &Holder) -> io::Result<Option<Lock>> {
        let mut file = open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // The one before may have removed the file between our opening and locking it; and what
        // stands there now may be a link to something else, which is not ours to write to.
        if !is_still_at(&file, path)? {
            return Ok(None);
        }
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(&serde_json::to_vec(holder)?)?;
        let path = path.to_owned();
        Ok(Some(Lock { path, file }))
    }
}

impl Drop for Lock {
    /// Removes the file while it is locked, so that nobody's new file is removed instead. If that
    /// fails, an empty file is left, which hinders nobody.
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Opens or makes the file of a lock, through no link.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    private(&mut options);
    match options.clone().create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => return made,
    }
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_file() => options.create(true).truncate(false).open(path),
        Ok(_) => Err(io::Error::other("the lock is no regular file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            options.create(true).truncate(false).open(path)
        }
        Err(error) => Err(error),
    }
}

/// Tells whether an open file is what stands at a path.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;

    let ours = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Where locks are never removed, an open one is the one.
#[cfg(not(unix))]
fn is_still_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Returns who has a lock, as far as it says.
fn told(path: &Path) -> Holder {
    let mut text = Vec::new();
    let file = File::open(path);
    let read = file.and_then(|file| file.take(MOST).read_to_end(&mut text));
    let told = read.ok().and_then(|_| serde_json::from_slice(&text).ok());
    told.unwrap_or_else(|| Holder {
        name: "somebody".to_owned(),
        process: 0,
        since: None,
    })
}
