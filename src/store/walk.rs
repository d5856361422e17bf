//! A walk through a damaged file: from frame to frame, and on behind what is broken.

use std::sync::Arc;

use super::bytes::is_zero;
use super::error::{Damage, StoreError};
use super::frame::{Frame, HEAD, Head, MOST_CONTENT, next_content, next_head, padded_within};
use super::medium::{Medium, Tape};

/// How much of a broken stretch is searched at once.
const WINDOW: usize = 1 << 16;

/// What a walk comes by.
#[derive(Debug)]
pub(super) enum Step {
    /// A frame as it was written.
    Frame(Frame),
    /// An optional frame, whose content this room does not read.
    Passed { offset: u64, head: Head },
    /// Bytes that are no frame, or none any more.
    Lost(Damage),
}

/// A walk over the frames of a medium, in order.
#[derive(Debug)]
pub(super) struct Walk {
    medium: Arc<Medium>,
    tape: Tape,
    at: u64,
    end: u64,
}

impl Walk {
    pub(super) fn new(medium: &Arc<Medium>, at: u64, end: u64) -> Walk {
        Walk {
            medium: Arc::clone(medium),
            tape: Tape::new(Arc::clone(medium), at, end),
            at,
            end,
        }
    }

    /// Returns where the walk stands.
    pub(super) const fn at(&self) -> u64 {
        self.at
    }

    /// Returns what is damaged of an optional frame, as far as this room can tell: its content, or
    /// the zeros behind a content that has checksums of its own.
    fn damage_of_passed(&mut self, offset: u64, head: Head) -> Result<Option<Damage>, StoreError> {
        if !head.is_optional() {
            return Ok(None);
        }
        if !head.is_sealed() {
            return match next_content(&mut self.tape, offset, head) {
                Ok(_) => Ok(None),
                Err(error) => damage(error, self.at - offset).map(Some),
            };
        }
        let end = offset + HEAD as u64 + head.length;
        let mut zeros = vec![0; self.at.saturating_sub(end) as usize];
        self.medium.read_at(end, &mut zeros)?;
        let fault = "it is filled up with something else than zeros";
        Ok((!is_zero(&zeros)).then(|| Damage {
            offset: end,
            length: zeros.len() as u64,
            part: head.part(),
            fault: fault.to_owned(),
        }))
    }

    /// Goes on to the next frame or behind the next broken stretch; nothing at the end.
    ///
    /// # Errors
    /// Where the medium cannot be read at all.
    pub(super) fn step(&mut self) -> Result<Option<Step>, StoreError> {
        if self.at >= self.end {
            return Ok(None);
        }
        let offset = self.at;
        if self.tape.at() != offset {
            self.tape.seek(offset);
        }
        let head = match next_head(&mut self.tape) {
            Ok(head) => head,
            Err(error) => return self.lose(error, offset + 1).map(Some),
        };
        let behind = match padded_within(&self.tape, offset, &head) {
            Ok(padded) => offset + HEAD as u64 + padded,
            Err(error) => return self.lose(error, offset + HEAD as u64).map(Some),
        };
        if head.is_optional() || head.is_later() {
            self.at = behind;
            let damage = self.damage_of_passed(offset, head)?;
            return Ok(Some(
                damage.map_or(Step::Passed { offset, head }, Step::Lost),
            ));
        }
        match next_content(&mut self.tape, offset, head) {
            Ok(frame) => {
                self.at = behind;
                Ok(Some(Step::Frame(frame)))
            }
            // What follows tells whether only the content is broken, or its length too.
            Err(error) if behind == self.end || self.head_at(behind)?.is_some() => {
                self.at = behind;
                Ok(Some(Step::Lost(damage(error, behind - offset)?)))
            }
            Err(error) => self.lose(error, offset + HEAD as u64).map(Some),
        }
    }

    /// Gives up what stands here, and goes on at the next head from an offset on.
    fn lose(&mut self, error: StoreError, from: u64) -> Result<Step, StoreError> {
        let begin = self.at;
        self.at = self.search(from)?;
        Ok(Step::Lost(damage(error, self.at - begin)?))
    }

    /// Returns the head at an offset, if one stands there that may be believed.
    fn head_at(&self, offset: u64) -> Result<Option<Head>, StoreError> {
        if offset.saturating_add(HEAD as u64) > self.end {
            return Ok(None);
        }
        let mut bytes = [0; HEAD];
        self.medium.read_at(offset, &mut bytes)?;
        Ok(self.believable(&bytes, offset))
    }

    /// Returns the head of some bytes, if it fits its checksum and its content can be there.
    fn believable(&self, bytes: &[u8; HEAD], offset: u64) -> Option<Head> {
        let looks_so = bytes[..4].iter().all(u8::is_ascii_uppercase);
        let head = looks_so.then(|| Head::decode(bytes))??;
        let room = self.end - offset - HEAD as u64;
        let has_room = head.padded().is_some_and(|padded| padded <= room);
        let is_read = head.is_optional() || head.length <= MOST_CONTENT;
        (has_room && is_read).then_some(head)
    }

    /// Returns the offset of the next head from an offset on, or the end.
    ///
    /// Every byte is looked at, for a stretch that is missing moves what stands behind it anywhere.
    fn search(&self, from: u64) -> Result<u64, StoreError> {
        let mut window = Vec::new();
        let mut at = from;
        while at.saturating_add(HEAD as u64) <= self.end {
            let length = (self.end - at).min(WINDOW as u64) as usize;
            window.resize(length, 0);
            self.medium.read_at(at, &mut window)?;
            for (place, bytes) in (at..).zip(window.windows(HEAD)) {
                let head = bytes.first_chunk();
                if head.is_some_and(|bytes| self.believable(bytes, place).is_some()) {
                    return Ok(place);
                }
            }
            at += (length - HEAD + 1) as u64;
        }
        Ok(self.end)
    }
}

/// Returns the damage that an error tells, with the bytes that are given up for it.
fn damage(error: StoreError, length: u64) -> Result<Damage, StoreError> {
    match error {
        StoreError::Damaged { damage, .. } => Ok(Damage { length, ..damage }),
        other => Err(other),
    }
}
