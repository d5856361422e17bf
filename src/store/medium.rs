//! The medium: bytes at offsets, of a file or in memory.
//!
//! It knows where the bytes are from, so that every fault can name it; not what they mean.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{Damage, StoreError};

/// How much is read at once.
const CHUNK: usize = 1 << 16;

/// The bytes of a database that nobody changes while they are looked at.
#[derive(Debug)]
pub(super) struct Medium {
    path: PathBuf,
    bytes: Bytes,
}

#[derive(Debug)]
enum Bytes {
    File(File),
    Memory(Vec<u8>),
}

impl Medium {
    /// Opens a regular file, and nothing else: opening a pipe would wait for its other end.
    pub(super) fn open(path: &Path) -> Result<Medium, StoreError> {
        let trouble = |source| StoreError::Read {
            path: path.to_owned(),
            source,
        };
        let no_file = || StoreError::NoFile {
            path: path.to_owned(),
        };
        if !fs::metadata(path).map_err(trouble)?.is_file() {
            return Err(no_file());
        }
        let file = File::open(path).map_err(trouble)?;
        // Between the two looks something else may have taken the name.
        if !file.metadata().map_err(trouble)?.is_file() {
            return Err(no_file());
        }
        Ok(Medium {
            path: path.to_owned(),
            bytes: Bytes::File(file),
        })
    }

    /// Returns bytes in memory as a medium; `name` stands in errors.
    pub(super) fn memory(name: &Path, bytes: Vec<u8>) -> Medium {
        Medium {
            path: name.to_owned(),
            bytes: Bytes::Memory(bytes),
        }
    }

    pub(super) const fn file(&self) -> Option<&File> {
        match &self.bytes {
            Bytes::File(file) => Some(file),
            Bytes::Memory(_) => None,
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn len(&self) -> Result<u64, StoreError> {
        match &self.bytes {
            Bytes::File(file) => Ok(file
                .metadata()
                .map_err(|source| self.trouble(source))?
                .len()),
            Bytes::Memory(bytes) => Ok(bytes.len() as u64),
        }
    }

    /// Fills a buffer with the bytes from an offset on.
    pub(super) fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), StoreError> {
        let mut filled = 0;
        while filled < buffer.len() {
            let read = self.some_at(offset + filled as u64, &mut buffer[filled..]);
            match read.map_err(|source| self.trouble(source))? {
                0 => return Err(self.cut(offset + filled as u64, (buffer.len() - filled) as u64)),
                read => filled += read,
            }
        }
        Ok(())
    }

    fn some_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        match &self.bytes {
            Bytes::File(file) => loop {
                match some_of_file(file, offset, buffer) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    read => return read,
                }
            },
            Bytes::Memory(bytes) => {
                let begin = usize::try_from(offset).map_or(bytes.len(), |at| at.min(bytes.len()));
                let length = buffer.len().min(bytes.len() - begin);
                buffer[..length].copy_from_slice(&bytes[begin..begin + length]);
                Ok(length)
            }
        }
    }

    pub(super) fn trouble(&self, source: io::Error) -> StoreError {
        StoreError::Read {
            path: self.path.clone(),
            source,
        }
    }

    pub(super) fn cut(&self, at: u64, missing: u64) -> StoreError {
        StoreError::Cut {
            path: self.path.clone(),
            at,
            missing,
        }
    }

    pub(super) fn damaged(&self, damage: Damage) -> StoreError {
        StoreError::Damaged {
            path: self.path.clone(),
            damage,
        }
    }
}

#[cfg(unix)]
fn some_of_file(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn some_of_file(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}

/// The bytes of a medium from an offset to an end, one after the other.
#[derive(Debug)]
pub(super) struct Tape {
    medium: Arc<Medium>,
    reader: BufReader<Head>,
    at: u64,
    end: u64,
}

/// The place up to which a tape has read ahead.
#[derive(Debug)]
struct Head {
    medium: Arc<Medium>,
    at: u64,
    end: u64,
}

impl Read for Head {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let length = buffer.len().min(left);
        let read = self.medium.some_at(self.at, &mut buffer[..length])?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Tape {
    pub(super) fn new(medium: Arc<Medium>, at: u64, end: u64) -> Tape {
        let head = Head {
            medium: Arc::clone(&medium),
            at,
            end,
        };
        Tape {
            medium,
            reader: BufReader::with_capacity(CHUNK, head),
            at,
            end,
        }
    }

    pub(super) const fn at(&self) -> u64 {
        self.at
    }

    /// Returns how many bytes there are to the end.
    pub(super) const fn left(&self) -> u64 {
        self.end.saturating_sub(self.at)
    }

    pub(super) fn medium(&self) -> &Medium {
        &self.medium
    }

    /// Fills a buffer with the next bytes.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> Result<(), StoreError> {
        self.reader.read_exact(buffer).map_err(|source| {
            if source.kind() == io::ErrorKind::UnexpectedEof {
                let missing = buffer.len() as u64 - self.left().min(buffer.len() as u64);
                return self.medium.cut(self.end, missing.max(1));
            }
            self.medium.trouble(source)
        })?;
        self.at += buffer.len() as u64;
        Ok(())
    }

    /// Goes on elsewhere.
    pub(super) fn seek(&mut self, at: u64) {
        *self = Tape::new(Arc::clone(&self.medium), at, self.end);
    }
}
