//! Batches of rows as frames: a head, then rows, rows told again and places, in blocks.

use std::io::{self, Write};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::bytes::u32_at;
use super::columns::{pack, unpack};
use super::frame::{Pen, Tag};
use crate::edtf::Day;
use crate::model::{Batch, EntityId, Form, Row, RowIx, SourceId};

/// The most rows of a block.
pub(super) const BLOCK: usize = 8_192;
/// The bytes before the columns of a block: the place of its first row, and how many there are.
const FRONT: usize = 8;

/// What a batch has beside its rows, as JSON.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BatchHead {
    source: SourceId,
    prefix: String,
    rows: u32,
    again: u32,
    places: u32,
    forms: Vec<Form>,
    parties: Vec<EntityId>,
}

/// Writes a batch.
pub(super) fn write_batch<W: Write>(pen: &mut Pen<W>, batch: &Batch) -> io::Result<()> {
    let head = BatchHead {
        source: batch.source().clone(),
        prefix: batch.prefix().to_owned(),
        rows: batch.len() as u32,
        again: batch.told_again().len() as u32,
        places: batch.places().len() as u32,
        forms: batch.forms().to_vec(),
        parties: batch.parties().to_vec(),
    };
    pen.frame(Tag::BATCH, &serde_json::to_vec(&head)?)?;
    let rows = batch.rows().map(|(_, row)| {
        [
            row.number,
            row.form.number().into(),
            row.from.number(),
            row.to.number(),
            // A batch holds no day that 32 bits do not.
            (row.day.number() as i32).cast_unsigned() ^ SIGN,
        ]
    });
    write_blocks(pen, Tag::ROWS, rows)?;
    let again = batch.told_again().iter();
    write_blocks(
        pen,
        Tag::AGAIN,
        again.map(|(row, number)| [row.number(), *number]),
    )?;
    let places = batch.places().iter();
    write_blocks(
        pen,
        Tag::PLACES,
        places.map(|(row, place)| [row.number(), place.number()]),
    )
}

/// Turned over, numbers with a sign keep their order without it.
const SIGN: u32 = 1 << 31;

/// Writes lines of numbers in blocks of columns.
fn write_blocks<W: Write, const N: usize>(
    pen: &mut Pen<W>,
    tag: Tag,
    lines: impl Iterator<Item = [u32; N]>,
) -> io::Result<()> {
    let mut lines = lines.peekable();
    let mut first = 0_u32;
    let mut columns: [Vec<u32>; N] = std::array::from_fn(|_| Vec::with_capacity(BLOCK));
    while lines.peek().is_some() {
        columns.iter_mut().for_each(Vec::clear);
        for line in lines.by_ref().take(BLOCK) {
            for (column, number) in columns.iter_mut().zip(line) {
                column.push(number);
            }
        }
        let count = columns[0].len() as u32;
        let mut block = Vec::new();
        block.extend_from_slice(&first.to_le_bytes());
        block.extend_from_slice(&count.to_le_bytes());
        for column in &columns {
            pack(column, &mut block);
        }
        pen.frame(tag, &block)?;
        first += count;
    }
    Ok(())
}

/// Reads a block: the place of its first line, and its columns.
fn read_block<const N: usize>(content: &[u8]) -> Option<(u32, [Vec<u32>; N])> {
    let (first, count) = (u32_at(content, 0), u32_at(content, 4) as usize);
    if count == 0 || count > BLOCK {
        return None;
    }
    let mut rest = content.get(FRONT..)?;
    let mut columns: [Vec<u32>; N] = std::array::from_fn(|_| Vec::new());
    for column in &mut columns {
        *column = unpack(&mut rest, count)?;
    }
    rest.is_empty().then_some((first, columns))
}

/// A batch that is being put together from frames.
#[derive(Debug)]
pub(super) struct Parts {
    batch: Batch,
    rows: u32,
    again: u32,
    places: u32,
    /// Which rows there are: stretches of places in the whole batch, and where each begins here.
    stretches: Vec<(Range<u32>, u32)>,
}

/// Whether blocks may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gaps {
    /// Every block has to follow the one before it.
    None,
    /// What is there is taken, and what says something of rows that are missing is left out.
    Any,
}

/// What is wrong with a frame of a batch.
type Fault = &'static str;

const NO_BLOCK: Fault = "its columns cannot be read";
const NOT_NEXT: Fault = "it does not follow the block before it";
const NOT_THERE: Fault = "it names a form, a party or a row that there is not";

impl Parts {
    /// Begins a batch with the content of its head.
    pub(super) fn new(content: &[u8]) -> Result<Parts, String> {
        let head: BatchHead = serde_json::from_slice(content).map_err(|error| error.to_string())?;
        let mut batch = Batch::new(head.source, &head.prefix).map_err(|error| error.to_string())?;
        let forms = head.forms.len();
        for form in head.forms {
            batch.form(form);
        }
        if batch.forms().len() != forms {
            return Err("it has a form twice, or too many".to_owned());
        }
        for party in head.parties {
            batch.party(party);
        }
        Ok(Parts {
            batch,
            rows: head.rows,
            again: head.again,
            places: head.places,
            stretches: Vec::new(),
        })
    }

    pub(super) const fn batch(&self) -> &Batch {
        &self.batch
    }

    /// Returns how many rows there should be.
    pub(super) const fn rows(&self) -> u32 {
        self.rows
    }

    /// Tells whether all blocks were added.
    pub(super) fn is_whole(&self) -> bool {
        self.batch.len() == self.rows as usize
            && self.batch.told_again().len() == self.again as usize
            && self.batch.places().len() == self.places as usize
    }

    /// Adds a block.
    pub(super) fn add(&mut self, tag: Tag, content: &[u8], gaps: Gaps) -> Result<(), Fault> {
        match tag {
            Tag::ROWS => self.add_rows(content, gaps),
            Tag::AGAIN => self.add_again(content, gaps),
            _ => self.add_places(content, gaps),
        }
    }

    fn add_rows(&mut self, content: &[u8], gaps: Gaps) -> Result<(), Fault> {
        let (first, [number, form, from, to, day]) = read_block(content).ok_or(NO_BLOCK)?;
        let behind = follows(first, number.len(), self.batch.len(), self.rows, gaps)?;
        let here = self.batch.len() as u32;
        let no_form = form.iter().any(|at| self.batch.form_at(*at).is_none());
        let mut ends = from.iter().chain(&to);
        if no_form || ends.any(|at| self.batch.party_at(*at).is_none()) {
            return Err(NOT_THERE);
        }
        for at in 0..number.len() {
            let row = Row {
                number: number[at],
                form: self.batch.form_at(form[at]).ok_or(NOT_THERE)?,
                from: self.batch.party_at(from[at]).ok_or(NOT_THERE)?,
                to: self.batch.party_at(to[at]).ok_or(NOT_THERE)?,
                day: Day::from_number((day[at] ^ SIGN).cast_signed().into()),
            };
            self.batch.push(row);
        }
        match self.stretches.last_mut() {
            Some((last, _)) if last.end == first => last.end = behind,
            _ => self.stretches.push((first..behind, here)),
        }
        Ok(())
    }

    fn add_again(&mut self, content: &[u8], gaps: Gaps) -> Result<(), Fault> {
        let (first, [rows, numbers]) = read_block(content).ok_or(NO_BLOCK)?;
        follows(
            first,
            rows.len(),
            self.batch.told_again().len(),
            self.again,
            gaps,
        )?;
        for (row, number) in rows.into_iter().zip(numbers) {
            match self.row(row) {
                Some(row) => self.batch.tell_again(row, number),
                None if gaps == Gaps::Any => {}
                None => return Err(NOT_THERE),
            }
        }
        Ok(())
    }

    fn add_places(&mut self, content: &[u8], gaps: Gaps) -> Result<(), Fault> {
        let (first, [rows, places]) = read_block(content).ok_or(NO_BLOCK)?;
        follows(
            first,
            rows.len(),
            self.batch.places().len(),
            self.places,
            gaps,
        )?;
        for (row, place) in rows.into_iter().zip(places) {
            match (self.row(row), self.batch.party_at(place)) {
                (Some(row), Some(place)) => self.batch.set_place(row, place),
                (None, Some(_)) if gaps == Gaps::Any => {}
                _ => return Err(NOT_THERE),
            }
        }
        Ok(())
    }

    /// Returns where a row of the whole batch stands among those that there are.
    fn row(&self, row: u32) -> Option<RowIx> {
        let next = self.stretches.partition_point(|(rows, _)| rows.end <= row);
        let (rows, here) = self.stretches.get(next)?;
        let at = row.checked_sub(rows.start)?;
        self.batch.row_at(here + at)
    }

    /// Returns the batch.
    pub(super) fn finish(self) -> Batch {
        self.batch
    }
}

/// Sees that a block stands where the one before it ends, or behind it where there may be gaps, and
/// goes no further than it may. Returns the end of the block.
fn follows(first: u32, count: usize, have: usize, most: u32, gaps: Gaps) -> Result<u32, Fault> {
    let behind = u32::try_from(first as usize + count).ok();
    let is_next = first as usize == have || gaps == Gaps::Any && first as usize >= have;
    behind.filter(|end| is_next && *end <= most).ok_or(NOT_NEXT)
}
