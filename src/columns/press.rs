//! Pressing: columns one after another into a file, with a checksum for each block.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

use serde::Serialize;

use super::column::Plain;
use super::image::{Head, Place, Sections};
use super::{ALIGNMENT, BLOCK, HEAD};

/// An image that is being written, at the place where its file stands.
pub(crate) struct Press {
    out: BufWriter<File>,
    /// Where in the file the image begins.
    begin: u64,
    /// How many bytes of sections were written.
    length: u64,
    sections: Sections,
    checksums: Vec<u32>,
    /// The checksum of the block under way.
    block: crc32fast::Hasher,
}

/// An image that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pressed {
    /// How many bytes it takes.
    pub(crate) length: u64,
}

impl Press {
    /// Begins an image where a file stands.
    ///
    /// # Errors
    /// What the file says, for this and all other functions here.
    pub(crate) fn new(file: File) -> io::Result<Press> {
        let mut out = BufWriter::with_capacity(BLOCK, file);
        let begin = out.stream_position()?;
        // The head is written last, when it is known what it says.
        out.write_all(&[0; HEAD])?;
        Ok(Press {
            out,
            begin,
            length: 0,
            sections: Sections::new(),
            checksums: Vec::new(),
            block: crc32fast::Hasher::new(),
        })
    }

    /// Adds a column under a name that no other section has.
    pub(crate) fn column<T: Plain>(&mut self, name: &str, items: &[T]) -> io::Result<()> {
        self.section(name, bytemuck::cast_slice(items))
    }

    /// Adds a value as JSON under a name that no other section has.
    pub(crate) fn value<T: Serialize>(&mut self, name: &str, value: &T) -> io::Result<()> {
        let json = serde_json::to_vec(value)?;
        self.section(name, &json)
    }

    fn section(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.align()?;
        let place = Place {
            begin: self.length,
            length: bytes.len() as u64,
        };
        self.sections.insert(name.to_owned(), place);
        self.write(bytes)
    }

    fn align(&mut self) -> io::Result<()> {
        let over = self.length as usize % ALIGNMENT;
        let missing = (ALIGNMENT - over) % ALIGNMENT;
        self.write(&[0; ALIGNMENT][..missing])
    }

    /// Writes bytes, and takes the checksum of each block that becomes full.
    fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let room = BLOCK - self.length as usize % BLOCK;
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.out.write_all(now)?;
            self.block.update(now);
            self.length += now.len() as u64;
            if (self.length as usize).is_multiple_of(BLOCK) {
                self.end_block();
            }
            bytes = later;
        }
        Ok(())
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        self.checksums.push(block.finalize());
    }

    /// Ends the image: what is in it, and at last its head. The file stands behind it then.
    pub(crate) fn finish(mut self) -> io::Result<Pressed> {
        if !(self.length as usize).is_multiple_of(BLOCK) {
            self.end_block();
        }
        let sections = serde_json::to_vec(&self.sections)?;
        let checksums: Vec<u8> = self
            .checksums
            .iter()
            .flat_map(|sum| sum.to_le_bytes())
            .collect();
        self.out.write_all(&sections)?;
        self.out.write_all(&checksums)?;
        let head = Head {
            area: self.length,
            sections: sections.len() as u64,
            checksums: checksums.len() as u64,
            told: crc32fast::hash(&[sections, checksums].concat()),
        };
        let length = head.length();
        self.out.seek(SeekFrom::Start(self.begin))?;
        self.out.write_all(&head.to_bytes())?;
        self.out.seek(SeekFrom::Start(self.begin + length))?;
        self.out.flush()?;
        Ok(Pressed { length })
    }
}
