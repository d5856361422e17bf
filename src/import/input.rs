//! Inputs: the lines of a file, whatever its compression, encoding and line ends.
//!
//! Reads in blocks and lends lines out of them; it does not know what stands in a line.

use std::fs::File;
use std::io::{Cursor, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use memchr::{memchr, memrchr};

use super::ImportError;
use super::decode;
use super::gunzip::{self, Gunzip};
use super::options::{Progress, Stop};
use super::records::{Dialect, Records};
use super::trouble::Log;

/// So many bytes are read at a time.
const BLOCK: u64 = 256 << 10;
/// The longest line that is held, in bytes; [`TOO_LONG`] says it in words.
const LONGEST_LINE: usize = 16 << 20;
const TOO_LONG: &str = "the line is longer than 16 MiB";
/// So much text serves for telling what a file is, in bytes.
const SAMPLE: usize = 64 << 10;

/// One line of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number, counted from 1.
    pub number: u64,
    /// Its text, without its end.
    pub text: &'a str,
}

/// A file being read, line by line.
///
/// Compressed files (gzip, of several members too) are known by their first bytes. A byte order
/// mark is left out; lines end with `\n`, `\r\n` or `\r`; bytes that are no UTF-8 are read as
/// Windows-1252. What is odd or lost on the way (such bytes, lines above 16 MiB, lines with a NUL,
/// compressed data that end too early) comes into the report of the import; the rest is read.
///
/// # Examples
/// ```
/// use chancery::import::Input;
///
/// let mut input = Input::of_bytes("visits.csv", "who,whom\r\nRudolf,Ruritania");
/// assert_eq!(input.next_line()?.map(|line| line.text), Some("who,whom"));
/// assert_eq!(input.next_line()?.map(|line| line.number), Some(2));
/// assert_eq!(input.next_line()?, None);
/// # Ok::<(), chancery::import::ImportError>(())
/// ```
pub struct Input {
    name: String,
    /// Its name behind those of all folders it lies in.
    place: Option<String>,
    path: Option<PathBuf>,
    reader: Box<dyn Read + Send>,
    done: Arc<AtomicU64>,
    total: Option<u64>,
    log: Log,
    stop: Stop,
    /// Whole lines, the last perhaps without its end.
    text: String,
    /// Where in the text the next line begins.
    at: usize,
    /// The number of the last line given out.
    line: u64,
    /// The beginning of a line whose end has not been read.
    carry: Vec<u8>,
    has_nul: bool,
    begun: bool,
    ended: bool,
}

impl Input {
    /// Opens a file.
    ///
    /// # Errors
    /// [`ImportError::Read`] if it cannot be read.
    pub fn open(path: &Path) -> Result<Input, ImportError> {
        let unreadable = |source| ImportError::Read {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        let total = about.is_file().then_some(about.len());
        let name = path.display().to_string();
        let mut input = Input::new(name, Box::new(file), total).map_err(unreadable)?;
        input.place = place(path);
        input.path = Some(path.to_owned());
        Ok(input)
    }

    /// Returns an input of bytes that are there already.
    pub fn of_bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Input {
        let (name, bytes) = (name.into(), bytes.into());
        let total = Some(bytes.len() as u64);
        let is_gzip = gunzip::is_gzip(&bytes);
        Input::with_reader(name, Box::new(Cursor::new(bytes)), total, is_gzip)
    }

    fn new(
        name: String,
        mut reader: Box<dyn Read + Send>,
        total: Option<u64>,
    ) -> std::io::Result<Input> {
        let mut first = Vec::new();
        reader.by_ref().take(2).read_to_end(&mut first)?;
        let is_gzip = gunzip::is_gzip(&first);
        let whole = Box::new(Cursor::new(first).chain(reader));
        Ok(Input::with_reader(name, whole, total, is_gzip))
    }

    fn with_reader(
        name: String,
        reader: Box<dyn Read + Send>,
        total: Option<u64>,
        is_gzip: bool,
    ) -> Input {
        let done = Arc::new(AtomicU64::new(0));
        let counted = Counted {
            reader,
            done: Arc::clone(&done),
        };
        Input {
            name,
            place: None,
            path: None,
            reader: if is_gzip {
                Box::new(Gunzip::new(counted))
            } else {
                Box::new(counted)
            },
            done,
            total,
            log: Log::default(),
            stop: Stop::default(),
            text: String::new(),
            at: 0,
            line: 0,
            carry: Vec::new(),
            has_nul: false,
            begun: false,
            ended: false,
        }
    }

    /// Returns the name of the file as reports show it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the name of the file behind those of its folders, as far as they are known.
    pub(super) fn place(&self) -> &str {
        self.place.as_ref().unwrap_or(&self.name)
    }

    /// Returns the path of the file, if it was opened by one: what goes with it may lie beside it.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Returns the first 64 KiB of text, cut at a line end where there is one, for telling what
    /// the file is. Nothing is consumed; call it before the first line is taken.
    ///
    /// # Errors
    /// [`ImportError`] if the file cannot be read.
    pub fn sample(&mut self) -> Result<&str, ImportError> {
        if self.at >= self.text.len() {
            self.fill()?;
        }
        let text = self.text.get(self.at..).unwrap_or_default();
        if text.len() <= SAMPLE {
            return Ok(text);
        }
        let start = text.as_bytes().get(..SAMPLE).unwrap_or_default();
        let end =
            memrchr(b'\n', start).map_or_else(|| text.floor_char_boundary(SAMPLE), |at| at + 1);
        Ok(text.get(..end).unwrap_or_default())
    }

    /// Returns the next line, or nothing at the end.
    ///
    /// # Errors
    /// [`ImportError`] if the file cannot be read or the import was stopped. What is wrong with a
    /// single line is reported, and the line left out.
    pub fn next_line(&mut self) -> Result<Option<Line<'_>>, ImportError> {
        let next = self.next_span()?;
        Ok(next.map(|(number, span)| Line {
            number,
            text: self.slice(span),
        }))
    }

    /// Returns the number of the next line, and where it stands in the block.
    #[inline]
    pub(super) fn next_span(&mut self) -> Result<Option<(u64, Range<usize>)>, ImportError> {
        loop {
            if self.at >= self.text.len() && !self.fill()? {
                return Ok(None);
            }
            let start = self.at;
            let rest = self.text.as_bytes().get(start..).unwrap_or_default();
            let length = memchr(b'\n', rest).unwrap_or(rest.len());
            let line = rest.get(..length).unwrap_or_default();
            let shown = length - usize::from(line.last() == Some(&b'\r'));
            self.at = start + length + 1;
            self.line += 1;
            if self.has_nul && memchr(0, line).is_some() {
                self.log.reject(
                    self.line,
                    None,
                    "the line has a NUL byte, which no text has",
                );
                continue;
            }
            return Ok(Some((self.line, start..start + shown)));
        }
    }

    /// Returns the text of a line whose place was just given out.
    #[inline]
    pub(super) fn slice(&self, span: Range<usize>) -> &str {
        self.text.get(span).unwrap_or_default()
    }

    /// Returns the records of the rest of the file.
    pub fn into_records(self, dialect: Dialect) -> Records {
        Records::new(self, dialect)
    }

    /// Returns how much of the file has been read.
    pub fn progress(&self) -> Progress {
        Progress {
            done: self.done.load(Ordering::Relaxed),
            total: self.total,
        }
    }

    /// Returns where troubles are noted, for whoever reports them.
    pub(super) const fn log(&self) -> &Log {
        &self.log
    }

    /// Has the reading stopped by somebody.
    pub(super) fn heed(&mut self, stop: Stop) {
        self.stop = stop;
    }

    /// Reads until there is a whole line, and tells whether there is one.
    fn fill(&mut self) -> Result<bool, ImportError> {
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.clear();
        self.at = 0;
        bytes.append(&mut self.carry);
        let mut searched = bytes.len();
        loop {
            if self.ended && bytes.is_empty() {
                return Ok(false);
            }
            self.read_block(&mut bytes)?;
            match whole_lines(&bytes, searched, self.ended) {
                Some(end) => {
                    self.carry.extend(bytes.drain(end..));
                    break;
                }
                None if bytes.len() > LONGEST_LINE => {
                    self.skip_line(&mut bytes)?;
                    searched = 0;
                }
                None => searched = bytes.len(),
            }
        }
        self.begin_block(bytes);
        Ok(!self.text.is_empty() || self.fill()?)
    }

    /// Reads one block behind the bytes, if the file has not ended.
    fn read_block(&mut self, bytes: &mut Vec<u8>) -> Result<(), ImportError> {
        self.stop.check(&self.name)?;
        if self.ended {
            return Ok(());
        }
        match self.reader.by_ref().take(BLOCK).read_to_end(bytes) {
            Ok(0) => self.ended = true,
            Ok(_) => {}
            Err(error) => self.break_off(bytes, error)?,
        }
        if !self.begun {
            self.begun = true;
            if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
                return Err(ImportError::Utf16 {
                    file: self.name.clone(),
                });
            }
            if bytes.starts_with("\u{feff}".as_bytes()) {
                bytes.drain(..3);
            }
        }
        Ok(())
    }

    /// Ends the reading where compressed data are damaged; what stands before has been read.
    fn break_off(&mut self, bytes: &mut Vec<u8>, error: std::io::Error) -> Result<(), ImportError> {
        let Some(why) = gunzip::damage(&error) else {
            return Err(ImportError::Read {
                path: self
                    .path
                    .clone()
                    .unwrap_or_else(|| self.name.clone().into()),
                source: error,
            });
        };
        self.ended = true;
        // Half a line would be taken for a whole one.
        let whole = whole_lines(bytes, 0, false).unwrap_or(0);
        let lines = decode::line_ends(bytes.get(..whole).unwrap_or_default());
        let line = self.line + lines + 1;
        if whole < bytes.len() {
            bytes.truncate(whole);
            self.log.reject(line, None, why);
        } else {
            self.log.note(line, why);
        }
        Ok(())
    }

    /// Leaves out the line that the bytes begin, up to its end.
    fn skip_line(&mut self, bytes: &mut Vec<u8>) -> Result<(), ImportError> {
        self.line += 1;
        self.log.reject(self.line, None, TOO_LONG);
        // A return at the end of a block may be the first half of `\r\n`.
        let mut returned = bytes.last() == Some(&b'\r');
        loop {
            bytes.clear();
            if self.ended {
                return Ok(());
            }
            self.read_block(bytes)?;
            let end = if returned {
                Some(usize::from(bytes.first() == Some(&b'\n')))
            } else {
                first_line_end(bytes)
            };
            returned = end == Some(bytes.len()) && bytes.last() == Some(&b'\r');
            if let Some(end) = end.filter(|_| !returned) {
                bytes.drain(..end);
                return Ok(());
            }
        }
    }

    /// Makes whole lines the text that lines are lent out of.
    fn begin_block(&mut self, mut bytes: Vec<u8>) {
        decode::part_with_newlines(&mut bytes);
        self.has_nul = memchr(0, &bytes).is_some();
        let (text, wrong) = decode::text(bytes);
        if let Some(first) = wrong {
            let line = self.line + first.line;
            self.log.note_many(
                line,
                first.lines,
                "bytes that are no UTF-8, read as Windows-1252",
            );
        }
        self.text = text;
    }
}

/// Returns the place of a file: all folders, whatever folder the path begins at, and the name that
/// the path ends with, if there is a plain one.
fn place(path: &Path) -> Option<String> {
    let name = path.file_name()?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    let whole = folder.canonicalize().ok()?.join(name);
    Some(whole.display().to_string())
}

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input")
            .field("name", &self.name)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

/// Returns where the whole lines of the bytes end; the first `searched` bytes have no line end.
fn whole_lines(bytes: &[u8], searched: usize, ended: bool) -> Option<usize> {
    if ended {
        return Some(bytes.len());
    }
    // A return at the end may be the first half of `\r\n`; so it is looked at again.
    let from = searched.saturating_sub(1);
    let fresh = bytes.get(from..).unwrap_or_default();
    let newline = memrchr(b'\n', fresh);
    let inner = fresh
        .get(..fresh.len().saturating_sub(1))
        .unwrap_or_default();
    newline
        .or_else(|| memrchr(b'\r', inner))
        .map(|at| from + at + 1)
}

/// Returns where the first line of the bytes ends, if its end is certain.
fn first_line_end(bytes: &[u8]) -> Option<usize> {
    let at = memchr::memchr2(b'\n', b'\r', bytes)?;
    let is_pair = bytes.get(at..at + 2) == Some(b"\r\n");
    Some(at + 1 + usize::from(is_pair))
}

/// A reader that counts what is read.
struct Counted {
    reader: Box<dyn Read + Send>,
    done: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let read = self.reader.read(bytes)?;
        self.done.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
