//! The candidate that is no library: one file of frames with sums, to which is only ever added.
//!
//! ```text
//! file   = header of 4,096 bytes, frames
//! header = magic, slot at 512, slot at 1024
//! slot   = generation, committed length, place of the last closing frame, sum of these
//! frame  = tag, number, length, sum of the payload, sum of all before; payload
//! ```
//! A transaction is its frames and one that closes it, which tells where the blocks among them lie
//! and where the transaction before was closed. It is committed when these are on disk, and then
//! the slot that is older. Whoever reads, reads up to the committed length of one moment, and
//! needs no lock. Numbers are little-endian.
//!
//! It knows nothing of keys: a single record is found by going over the frames.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;

use crate::store::{Fault, Item, Shelf, Store};

const MAGIC: &[u8; 8] = b"frames01";
const HEADER: u64 = 4096;
const SLOTS: [u64; 2] = [512, 1024];
const SLOT: usize = 28;
const HEAD: usize = 21;
/// Marks a frame that closes a transaction; those before it are marked by their shelf.
const CLOSE: u8 = 2;

/// What is committed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Commit {
    generation: u64,
    length: u64,
    /// Where the last closing frame begins; 0 if there is none.
    close: u64,
}

struct Frames {
    file: File,
    commit: Commit,
    /// Held while open for writing.
    _lock: Option<File>,
}

/// Opens for writing, once at a time; cuts off what a killed writer left half done.
pub(crate) fn write(path: &Path) -> Result<Box<dyn Store>, Fault> {
    let lock = OpenOptions::new()
        .create(true)
        .append(true)
        .open(path.with_extension("lock"))?;
    lock.try_lock()?;
    let is_new = !path.exists();
    let file = OpenOptions::new()
        .create(true)
        .read(true)
        .append(false)
        .write(true)
        .truncate(false)
        .open(path)?;
    let commit = if is_new {
        create(&file)?
    } else {
        committed(&file)?
    };
    file.set_len(commit.length)?;
    Ok(Box::new(Frames {
        file,
        commit,
        _lock: Some(lock),
    }))
}

/// Opens a snapshot, beside a writer or not.
pub(crate) fn read(path: &Path) -> Result<Box<dyn Store>, Fault> {
    let file = File::open(path)?;
    let commit = committed(&file)?;
    Ok(Box::new(Frames {
        file,
        commit,
        _lock: None,
    }))
}

fn create(file: &File) -> Result<Commit, Fault> {
    let commit = Commit {
        generation: 1,
        length: HEADER,
        close: 0,
    };
    let mut header = vec![0; HEADER as usize];
    header[..8].copy_from_slice(MAGIC);
    header[SLOTS[1] as usize..][..SLOT].copy_from_slice(&commit.to_bytes());
    file.write_all_at(&header, 0)?;
    file.sync_all()?;
    Ok(commit)
}

/// Returns what is committed. Where a slot is damaged, it may have been the newer one, so the
/// transactions behind the other that are whole count as committed.
fn committed(file: &File) -> Result<Commit, Fault> {
    let mut header = vec![0; HEADER as usize];
    file.read_exact_at(&mut header, 0)?;
    if header[..8] != *MAGIC {
        return Err("not a file of frames".into());
    }
    let slots = SLOTS.map(|at| Commit::from_bytes(&header[at as usize..][..SLOT]));
    let newest = slots
        .iter()
        .flatten()
        .max_by_key(|commit| commit.generation);
    let newest = *newest
        .filter(|commit| commit.generation > 0)
        .ok_or("both slots are damaged")?;
    if file.metadata()?.len() < newest.length {
        return Err("the file is cut short".into());
    }
    Ok(if slots.contains(&None) {
        roll_forward(file, newest)?
    } else {
        newest
    })
}

/// Returns the commit of the last whole transaction behind another.
fn roll_forward(file: &File, from: Commit) -> Result<Commit, Fault> {
    let mut commit = from;
    let mut walk = Walk::new(file, from.length, file.metadata()?.len())?;
    while let Ok(Some(head)) = walk.next() {
        let place = walk.at;
        if walk.payload(&head).is_err() {
            break;
        }
        if head.tag == CLOSE {
            commit = Commit {
                generation: head.number,
                length: walk.at,
                close: place - HEAD as u64,
            };
        }
    }
    Ok(commit)
}

impl Commit {
    fn to_bytes(self) -> [u8; SLOT] {
        let mut bytes = [0; SLOT];
        bytes[..8].copy_from_slice(&self.generation.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.length.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.close.to_le_bytes());
        let sum = crc32fast::hash(&bytes[..24]);
        bytes[24..].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// Reads a slot; one that was never written is generation 0, a damaged one is none.
    fn from_bytes(bytes: &[u8]) -> Option<Commit> {
        if bytes.iter().all(|byte| *byte == 0) {
            return Some(Commit::default());
        }
        let commit = Commit {
            generation: u64_at(bytes, 0),
            length: u64_at(bytes, 8),
            close: u64_at(bytes, 16),
        };
        (commit.to_bytes() == bytes).then_some(commit)
    }
}

/// The head of a frame.
struct Head {
    tag: u8,
    number: u64,
    length: u32,
    sum: u32,
}

impl Head {
    fn to_bytes(&self) -> [u8; HEAD] {
        let mut bytes = [0; HEAD];
        bytes[0] = self.tag;
        bytes[1..9].copy_from_slice(&self.number.to_le_bytes());
        bytes[9..13].copy_from_slice(&self.length.to_le_bytes());
        bytes[13..17].copy_from_slice(&self.sum.to_le_bytes());
        let sum = crc32fast::hash(&bytes[..17]);
        bytes[17..].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8; HEAD]) -> Result<Head, Fault> {
        let head = Head {
            tag: bytes[0],
            number: u64_at(bytes, 1),
            length: u32_at(bytes, 9),
            sum: u32_at(bytes, 13),
        };
        if head.to_bytes() == *bytes {
            Ok(head)
        } else {
            Err("the head of a frame is damaged".into())
        }
    }
}

/// Goes over frames from one place to another.
struct Walk<'a> {
    input: BufReader<&'a File>,
    at: u64,
    end: u64,
    payload: Vec<u8>,
}

impl<'a> Walk<'a> {
    fn new(file: &'a File, at: u64, end: u64) -> Result<Walk<'a>, Fault> {
        let mut input = BufReader::with_capacity(1 << 17, file);
        std::io::Seek::seek(&mut input, std::io::SeekFrom::Start(at))?;
        Ok(Walk {
            input,
            at,
            end,
            payload: Vec::new(),
        })
    }

    fn next(&mut self) -> Result<Option<Head>, Fault> {
        if self.at == self.end {
            return Ok(None);
        }
        let mut bytes = [0; HEAD];
        self.input.read_exact(&mut bytes)?;
        let head = Head::from_bytes(&bytes)?;
        self.at += HEAD as u64;
        if u64::from(head.length) > self.end.saturating_sub(self.at) {
            return Err("a frame is cut short".into());
        }
        Ok(Some(head))
    }

    fn payload(&mut self, head: &Head) -> Result<&[u8], Fault> {
        self.payload.resize(head.length as usize, 0);
        self.input.read_exact(&mut self.payload)?;
        self.at += u64::from(head.length);
        checked(head, &self.payload)
    }

    fn skip(&mut self, head: &Head) -> Result<(), Fault> {
        self.input.seek_relative(i64::from(head.length))?;
        self.at += u64::from(head.length);
        Ok(())
    }
}

impl Frames {
    fn frame_at(&self, place: u64) -> Result<(Head, Vec<u8>), Fault> {
        let mut bytes = [0; HEAD];
        self.file.read_exact_at(&mut bytes, place)?;
        let head = Head::from_bytes(&bytes)?;
        let mut payload = vec![0; head.length as usize];
        self.file.read_exact_at(&mut payload, place + HEAD as u64)?;
        checked(&head, &payload)?;
        Ok((head, payload))
    }

    fn record(&self, number: u64) -> Result<Option<Vec<u8>>, Fault> {
        let mut walk = Walk::new(&self.file, HEADER, self.commit.length)?;
        while let Some(head) = walk.next()? {
            if head.tag == Shelf::Records as u8 && head.number == number {
                return Ok(Some(walk.payload(&head)?.to_vec()));
            }
            walk.skip(&head)?;
        }
        Ok(None)
    }

    /// Finds a block in the lists of the closing frames, newest first.
    fn block(&self, number: u64) -> Result<Option<Vec<u8>>, Fault> {
        let mut close = self.commit.close;
        while close != 0 {
            let (_, payload) = self.frame_at(close)?;
            let (before, blocks) = payload
                .split_first_chunk::<8>()
                .ok_or("a closing frame is too short")?;
            if let Some(entry) = blocks
                .chunks_exact(16)
                .find(|entry| u64_at(entry, 0) == number)
            {
                return Ok(Some(self.frame_at(u64_at(entry, 8))?.1));
            }
            close = u64::from_le_bytes(*before);
        }
        Ok(None)
    }
}

impl Store for Frames {
    fn put(&mut self, items: &[Item]) -> Result<(), Fault> {
        let start = self.commit.length;
        let mut bytes = Vec::new();
        let mut close = self.commit.close.to_le_bytes().to_vec();
        for (shelf, number, payload) in items {
            if *shelf == Shelf::Blocks {
                close.extend_from_slice(&number.to_le_bytes());
                close.extend_from_slice(&(start + bytes.len() as u64).to_le_bytes());
            }
            append(&mut bytes, *shelf as u8, *number, payload)?;
        }
        let generation = self.commit.generation + 1;
        let place = start + bytes.len() as u64;
        append(&mut bytes, CLOSE, generation, &close)?;
        self.file.write_all_at(&bytes, start)?;
        self.file.sync_data()?;
        let commit = Commit {
            generation,
            length: start + bytes.len() as u64,
            close: place,
        };
        self.file
            .write_all_at(&commit.to_bytes(), SLOTS[(generation % 2) as usize])?;
        self.file.sync_data()?;
        self.commit = commit;
        Ok(())
    }

    fn get(&self, shelf: Shelf, number: u64) -> Result<Option<Vec<u8>>, Fault> {
        match shelf {
            Shelf::Records => self.record(number),
            Shelf::Blocks => self.block(number),
        }
    }

    fn each(&self, shelf: Shelf, show: &mut dyn FnMut(u64, &[u8])) -> Result<(), Fault> {
        let mut walk = Walk::new(&self.file, HEADER, self.commit.length)?;
        while let Some(head) = walk.next()? {
            if head.tag == shelf as u8 {
                show(head.number, walk.payload(&head)?);
            } else {
                walk.skip(&head)?;
            }
        }
        Ok(())
    }
}

fn append(bytes: &mut Vec<u8>, tag: u8, number: u64, payload: &[u8]) -> Result<(), Fault> {
    let head = Head {
        tag,
        number,
        length: payload.len().try_into()?,
        sum: crc32fast::hash(payload),
    };
    bytes.write_all(&head.to_bytes())?;
    bytes.write_all(payload)?;
    Ok(())
}

fn checked<'a>(head: &Head, payload: &'a [u8]) -> Result<&'a [u8], Fault> {
    if crc32fast::hash(payload) == head.sum {
        Ok(payload)
    } else {
        Err("a payload is damaged".into())
    }
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(std::array::from_fn(|place| bytes[at + place]))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(std::array::from_fn(|place| bytes[at + place]))
}
