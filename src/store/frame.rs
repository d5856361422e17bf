//! Frames: the pieces of which a file consists behind its front, each with its checksums.
//!
//! Knows heads and contents as bytes; what a content means is read elsewhere.

use std::io::{self, Write};

use super::bytes::{is_zero, u32_at, u64_at};
use super::error::{Damage, StoreError};
use super::medium::{Medium, Tape};

/// The bytes of a head.
pub(super) const HEAD: usize = 32;
/// Contents are filled up with zeros to a multiple of so many bytes.
pub(super) const ALIGNED: u64 = 8;
/// The greatest content of a frame that is read as a whole.
pub(super) const MOST_CONTENT: u64 = 1 << 30;
/// The place of a frame that belongs to no transaction.
pub(super) const NO_PLACE: u32 = u32::MAX;

/// A reader that does not know the tag may go on behind the frame.
pub(super) const OPTIONAL: u32 = 1;
/// The content has checksums of its own; the one in the head is 0.
pub(super) const SEALED: u32 = 2;

/// What a frame is, in four letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag(pub(super) [u8; 4]);

impl Tag {
    /// Closes a transaction.
    pub(super) const ENTRY: Tag = Tag(*b"ENTR");
    pub(super) const CHANGE: Tag = Tag(*b"CHNG");
    /// What a batch has beside its rows.
    pub(super) const BATCH: Tag = Tag(*b"BTCH");
    pub(super) const ROWS: Tag = Tag(*b"ROWS");
    /// Further rows of a source that tell of a relation.
    pub(super) const AGAIN: Tag = Tag(*b"AGIN");
    /// Where the relations of a few rows happened.
    pub(super) const PLACES: Tag = Tag(*b"PLCS");
    /// Zeros, which bring the next frame to a place of its liking; optional.
    pub(super) const FILL: Tag = Tag(*b"FILL");
    /// All data in columns, as they are looked at; optional.
    pub(super) const IMAGE: Tag = Tag(*b"IMGE");

    const KNOWN: [(Tag, &'static str); 8] = [
        (Tag::ENTRY, "the close"),
        (Tag::CHANGE, "a change"),
        (Tag::BATCH, "the head of a batch"),
        (Tag::ROWS, "a block of rows"),
        (Tag::AGAIN, "a block of rows told again"),
        (Tag::PLACES, "a block of places"),
        (Tag::FILL, "filling"),
        (Tag::IMAGE, "the image"),
    ];

    /// Tells whether this version understands it.
    fn is_known(self) -> bool {
        Tag::KNOWN.iter().any(|(tag, _)| *tag == self)
    }
}

/// What stands before the content of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) tag: Tag,
    pub(super) flags: u32,
    /// The bytes of the content.
    pub(super) length: u64,
    /// The entry that it is a part of; that before it for what belongs to none.
    pub(super) entry: u32,
    /// Its place among the frames of the entry, from 0; or [`NO_PLACE`].
    pub(super) place: u32,
    /// The checksum of the content.
    pub(super) checksum: u32,
}

impl Head {
    pub(super) fn encode(&self) -> [u8; HEAD] {
        let mut bytes = [0; HEAD];
        bytes[..4].copy_from_slice(&self.tag.0);
        bytes[4..8].copy_from_slice(&self.flags.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.length.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.entry.to_le_bytes());
        bytes[20..24].copy_from_slice(&self.place.to_le_bytes());
        bytes[24..28].copy_from_slice(&self.checksum.to_le_bytes());
        let checksum = crc32fast::hash(&bytes[..28]);
        bytes[28..].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    /// Returns the head of these bytes, unless they do not fit their checksum.
    pub(super) fn decode(bytes: &[u8; HEAD]) -> Option<Head> {
        let head = Head {
            tag: Tag([bytes[0], bytes[1], bytes[2], bytes[3]]),
            flags: u32_at(bytes, 4),
            length: u64_at(bytes, 8),
            entry: u32_at(bytes, 16),
            place: u32_at(bytes, 20),
            checksum: u32_at(bytes, 24),
        };
        (crc32fast::hash(&bytes[..28]) == u32_at(bytes, 28)).then_some(head)
    }

    /// Returns the bytes of the content with the zeros behind it, unless there cannot be so many.
    pub(super) fn padded(&self) -> Option<u64> {
        self.length.checked_next_multiple_of(ALIGNED)
    }

    /// Tells whether a reader may pass over it.
    pub(super) const fn is_optional(&self) -> bool {
        self.flags & OPTIONAL != 0
    }

    /// Tells whether the content has checksums of its own.
    pub(super) const fn is_sealed(&self) -> bool {
        self.flags & SEALED != 0
    }

    /// Tells whether this version does not understand what it must.
    pub(super) fn is_later(&self) -> bool {
        !self.is_optional() && (!self.tag.is_known() || self.flags != 0)
    }

    /// Returns what the frame is, in words.
    pub(super) fn part(&self) -> String {
        let known = Tag::KNOWN.iter().find(|(tag, _)| *tag == self.tag);
        match known {
            Some((Tag::FILL, word)) => format!("{word} behind entry {}", self.entry),
            Some((_, word)) => format!("{word} of entry {}", self.entry),
            None => format!("a frame `{}`", self.tag.0.escape_ascii()),
        }
    }
}

/// A frame that was read and is as it was written.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) offset: u64,
    pub(super) head: Head,
    pub(super) content: Vec<u8>,
}

impl Frame {
    /// Returns what to say if something is wrong with what the frame says.
    pub(super) fn damage(&self, fault: impl Into<String>) -> Damage {
        Damage {
            offset: self.offset,
            length: HEAD as u64 + self.head.padded().unwrap_or(self.head.length),
            part: self.head.part(),
            fault: fault.into(),
        }
    }

    /// Returns the error that something is wrong with what the frame says.
    pub(super) fn fault(&self, medium: &Medium, fault: impl Into<String>) -> StoreError {
        medium.damaged(self.damage(fault))
    }
}

/// Reads the next frame that this version understands; nothing at the end.
pub(super) fn next_frame(tape: &mut Tape) -> Result<Option<Frame>, StoreError> {
    while tape.left() > 0 {
        let offset = tape.at();
        let head = next_head(tape)?;
        if head.is_optional() {
            let behind = offset + HEAD as u64 + padded_within(tape, offset, &head)?;
            tape.seek(behind);
            continue;
        }
        if head.is_later() {
            return Err(later(tape.medium(), offset, &head));
        }
        return next_content(tape, offset, head).map(Some);
    }
    Ok(None)
}

/// Returns the error that a frame is of a later version.
pub(super) fn later(medium: &Medium, offset: u64, head: &Head) -> StoreError {
    StoreError::Later {
        path: medium.path().to_owned(),
        offset,
        what: head.part(),
    }
}

/// Reads a head, and sees that its checksum fits.
pub(super) fn next_head(tape: &mut Tape) -> Result<Head, StoreError> {
    let offset = tape.at();
    let fault = |tape: &Tape, length, fault: &str| {
        tape.medium().damaged(Damage {
            offset,
            length,
            part: "the head of a frame".to_owned(),
            fault: fault.to_owned(),
        })
    };
    if tape.left() < HEAD as u64 {
        return Err(fault(tape, tape.left(), "it is cut"));
    }
    let mut bytes = [0; HEAD];
    tape.read(&mut bytes)?;
    Head::decode(&bytes).ok_or_else(|| fault(tape, HEAD as u64, "its checksum does not fit"))
}

/// Returns the bytes of a content with its filling, if so many are left.
pub(super) fn padded_within(tape: &Tape, offset: u64, head: &Head) -> Result<u64, StoreError> {
    let padded = head.padded().filter(|padded| *padded <= tape.left());
    padded.ok_or_else(|| {
        tape.medium().damaged(Damage {
            offset,
            length: HEAD as u64 + tape.left(),
            part: head.part(),
            fault: format!("it should have {} bytes, and ends before", head.length),
        })
    })
}

/// Reads the content of a frame, and sees that its checksum fits and nothing but zeros fill it up.
pub(super) fn next_content(tape: &mut Tape, offset: u64, head: Head) -> Result<Frame, StoreError> {
    let padded = padded_within(tape, offset, &head)?;
    let mut frame = Frame {
        offset,
        head,
        content: Vec::new(),
    };
    if padded > MOST_CONTENT {
        return Err(frame.fault(tape.medium(), "it is larger than any frame should be"));
    }
    let (length, padded) = (head.length as usize, padded as usize);
    frame.content = vec![0; padded];
    tape.read(&mut frame.content)?;
    if crc32fast::hash(&frame.content[..length]) != head.checksum {
        return Err(frame.fault(tape.medium(), "the checksum of its content does not fit"));
    }
    if !is_zero(&frame.content[length..]) {
        return Err(frame.fault(
            tape.medium(),
            "it is filled up with something else than zeros",
        ));
    }
    frame.content.truncate(length);
    Ok(frame)
}

/// Writes the frames of a transaction.
#[derive(Debug)]
pub(super) struct Pen<W> {
    out: W,
    at: u64,
    entry: u32,
    place: u32,
}

impl<W: Write> Pen<W> {
    /// Returns a pen for an entry, whose first frame will stand at an offset.
    pub(super) const fn new(out: W, at: u64, entry: u32) -> Pen<W> {
        Pen {
            out,
            at,
            entry,
            place: 0,
        }
    }

    /// Returns how many frames were written.
    pub(super) const fn frames(&self) -> u32 {
        self.place
    }

    /// Writes a frame.
    pub(super) fn frame(&mut self, tag: Tag, content: &[u8]) -> io::Result<()> {
        if content.len() as u64 > MOST_CONTENT {
            let why = "a record is larger than a database can hold";
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
        }
        let head = Head {
            tag,
            flags: 0,
            length: content.len() as u64,
            entry: self.entry,
            place: self.place,
            checksum: crc32fast::hash(content),
        };
        let padding = content.len().next_multiple_of(ALIGNED as usize) - content.len();
        self.out.write_all(&head.encode())?;
        self.out.write_all(content)?;
        self.out.write_all(&[0; ALIGNED as usize][..padding])?;
        self.at += (HEAD + content.len() + padding) as u64;
        self.place += 1;
        Ok(())
    }

    /// Writes out what is held back, and returns where the last frame ends.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        self.out.flush()?;
        Ok(self.at)
    }
}
