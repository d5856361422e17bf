//! A database that is open for edits, and for questions meanwhile.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use super::laid_out;
use super::recorded::{self, Recorded};
use super::{Chancery, Error};
use crate::model::Dataset;
use crate::register::{Author, Brought, Edit, Entry, Register};
use crate::store::{self, Checked, Compacted, Holder, Snapshot, Watch, Writer};

/// From so many relations on, reading all entries takes longer than people like to wait.
const LARGE: usize = 2_000;

/// A `.chancery` file that only this program writes to, while everybody may read it.
///
/// An edit is prepared, which checks it and shows what would be recorded, and then committed, from
/// when on nothing takes it away. Questions go to a [`Chancery`] that shows one state and never
/// changes; after an edit another is asked for.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use chancery::Database;
/// use chancery::model::Source;
/// use chancery::register::{Author, Edit, Moment};
/// use chancery::store::Holder;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("desk.chancery");
/// let holder = Holder { name: "Ada".to_owned(), process: std::process::id(), since: None };
/// let mut database = Database::create(&path, &holder)?;
///
/// let author = Author { name: "Ada".to_owned(), at: Moment::end_of("2026-11-22")? };
/// let gazette = Edit::Add(Source::new("gazette".parse()?, "Gazette").into());
/// let entry = database.prepare(&gazette, "add source gazette title Gazette", &author)?;
/// database.commit(entry)?;
/// assert_eq!(database.chancery()?.data().sources().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Database {
    writer: Writer,
    register: Register,
    /// What holds now, if somebody has asked since the last edit.
    now: Option<Chancery>,
}

/// The letters with which a database begins.
const MARK: &[u8] = b"chancery";

impl Database {
    /// Tells whether a path leads to a database, by its name or by what stands in it: programs that
    /// compare files hand over copies with names of their own.
    ///
    /// # Examples
    /// ```
    /// use chancery::Database;
    ///
    /// assert!(Database::is_at("desk.chancery"));
    /// assert!(!Database::is_at("desk.ron"));
    /// ```
    pub fn is_at(path: impl AsRef<Path>) -> bool {
        let path = path.as_ref();
        let is_named_so = path.extension().is_some_and(|end| end == "chancery") && !path.is_dir();
        let begins_so = || {
            let mut first = [0; MARK.len()];
            let read = File::open(path).and_then(|mut file| file.read_exact(&mut first));
            read.is_ok() && first == MARK
        };
        is_named_so || (path.is_file() && begins_so())
    }

    /// Makes a new database at a path where nothing is yet.
    ///
    /// # Errors
    /// [`Error::Store`] if there is something, or the file cannot be made.
    pub fn create(path: impl AsRef<Path>, holder: &Holder) -> Result<Database, Error> {
        Ok(Database {
            writer: Writer::create(path, holder)?,
            register: Register::new(Chancery::ontology()?),
            now: None,
        })
    }

    /// Opens a database, and waits so long for another writer to be done.
    ///
    /// # Errors
    /// [`Error::Store`] if another goes on writing, who is then named, or if the file cannot be read
    /// or is damaged.
    ///
    /// # Complexity
    /// O(bytes of the file).
    pub fn open(
        path: impl AsRef<Path>,
        holder: &Holder,
        wait: Duration,
    ) -> Result<Database, Error> {
        let writer = Writer::open(path, holder, wait)?;
        let register = recorded::read(&Snapshot::open(writer.path())?)?;
        Ok(Database {
            writer,
            register,
            now: None,
        })
    }

    /// Returns the file, without links.
    pub fn path(&self) -> &Path {
        self.writer.path()
    }

    /// Returns what was recorded so far.
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// Returns what holds now, opened for questions. Further edits do not change it.
    ///
    /// # Errors
    /// [`Error::Problems`] if what was recorded does not fit together, which edits are checked for.
    ///
    /// # Complexity
    /// As for [`Chancery::in_memory`] after an edit, otherwise O(1).
    pub fn chancery(&mut self) -> Result<Chancery, Error> {
        if let Some(now) = &self.now {
            return Ok(now.clone());
        }
        let snapshot = Snapshot::open(self.path())?;
        let now = match Chancery::laid_out(&snapshot) {
            Some(now) => now,
            None => Chancery::of_state(self.register.state(), self.register.base())?,
        };
        let now = now.with_recorded(Recorded::new(snapshot));
        self.now = Some(now.clone());
        Ok(now)
    }

    /// Lays out what holds now in the file, so that it opens at once, however large it is, for as long
    /// as no further entry is added. A small database needs none of this.
    ///
    /// # Errors
    /// As for [`Database::chancery`], and [`Error::Store`] if it cannot be written.
    ///
    /// # Complexity
    /// O(n) in the bytes of all that holds.
    pub fn lay_out(&mut self) -> Result<(), Error> {
        // What was laid out before may be damaged, unnoticed so far: the entries were checked.
        let now = match self.now.take().filter(|now| !now.is_laid_out()) {
            Some(now) => now,
            None => Chancery::of_state(self.register.state(), self.register.base())?,
        };
        self.writer.append_image(|file| now.lay_out(file))?;
        Ok(())
    }

    /// Leaves the file as who opens it next would like it: what holds is laid out again if entries were
    /// added since, and what counts no more is dropped from the file. Tells whether anything was to
    /// be done; for a small database there never is.
    ///
    /// # Errors
    /// As for [`Database::lay_out`], and if `watch` stops the work; what is recorded is safe.
    ///
    /// # Complexity
    /// As for [`Database::lay_out`].
    pub fn settle(&mut self, watch: Watch<'_>) -> Result<bool, Error> {
        let before = Snapshot::open(self.path())?;
        let is_laid_out = before.image().is_some();
        if is_laid_out || self.chancery()?.data().relation_count() < LARGE {
            return Ok(false);
        }
        self.lay_out()?;
        if before.was_laid_out() {
            self.writer.compact(watch)?;
        }
        Ok(true)
    }

    /// Writes the file anew without what counts no more, a large one with what holds laid out in it,
    /// also where what was laid out is damaged.
    ///
    /// # Errors
    /// As for [`Database::settle`].
    pub fn compact(&mut self, watch: Watch<'_>) -> Result<Compacted, Error> {
        let before = Snapshot::open(self.path())?;
        let is_sound = before.image().is_some() && laid_out::damage(&before).is_none();
        let is_wanted = before.was_laid_out() || self.chancery()?.data().relation_count() >= LARGE;
        if is_wanted && !is_sound {
            self.lay_out()?;
        }
        self.now = None;
        Ok(self.writer.compact(watch)?)
    }

    /// Checks every byte of a database against its checksum, and every entry against the chain; what
    /// is laid out too. Whether it all fits together is asked of [`Database::chancery`].
    ///
    /// # Errors
    /// [`Error::Store`] if it is no database or cannot be read, or `watch` stops the work. What is
    /// damaged is no error: it is listed.
    pub fn check(path: impl AsRef<Path>, watch: Watch<'_>) -> Result<Checked, Error> {
        let path = path.as_ref();
        let mut checked = store::check(path, watch)?;
        let laid_out = Snapshot::open(path).ok();
        let damage = laid_out.and_then(|snapshot| laid_out::damage(&snapshot));
        checked.damages.extend(damage);
        Ok(checked)
    }

    /// Puts ids in the place of entities and sources that others refer to and that are not there, and
    /// drops what does not fit even so. It is what makes a salvaged database one that can be asked.
    ///
    /// # Errors
    /// As for [`Database::commit`].
    pub fn mend(&mut self, author: &Author) -> Result<Option<&Entry>, Error> {
        let entry = self.register.mended("salvage", author);
        entry.map(|entry| self.commit(entry)).transpose()
    }

    /// Returns what an edit would record, checked against what holds; nothing is changed yet.
    ///
    /// # Errors
    /// [`Error::Edit`] if it does not fit.
    pub fn prepare(&self, edit: &Edit, words: &str, author: &Author) -> Result<Entry, Error> {
        Ok(self.register.prepare(edit, words, author)?)
    }

    /// Records what was prepared. When this returns, it outlives the loss of power.
    ///
    /// # Errors
    /// [`Error::Store`] if it cannot be written, or something else was recorded since it was
    /// prepared: then nothing is changed.
    pub fn commit(&mut self, entry: Entry) -> Result<&Entry, Error> {
        self.writer.append(&entry)?;
        self.now = None;
        Ok(self.register.push(entry)?)
    }

    /// Records all of a dataset that is not recorded so already, as one entry. What the database has
    /// besides stays.
    ///
    /// # Errors
    /// [`Error::Edit`] if both do not fit together, [`Error::Store`] as for [`Database::commit`].
    pub fn import(
        &mut self,
        data: &Dataset,
        words: &str,
        author: &Author,
    ) -> Result<Brought, Error> {
        let is_all = self.register.is_bare_for(data);
        let brought = self.register.bring(data, words, author)?;
        self.record(brought, is_all.then_some(data))
    }

    /// Records the same, but entities, sources and kinds that are held already only get the names and
    /// codes that they lack: for data of other people's making, that know less of them.
    ///
    /// # Errors
    /// As for [`Database::import`].
    pub fn complete(
        &mut self,
        data: &Dataset,
        words: &str,
        author: &Author,
    ) -> Result<Brought, Error> {
        let is_all = self.register.is_bare_for(data);
        let brought = self.register.complete(data, words, author)?;
        self.record(brought, is_all.then_some(data))
    }

    /// Commits what was brought, which may be all there is.
    fn record(&mut self, mut brought: Brought, all: Option<&Dataset>) -> Result<Brought, Error> {
        if let Some(entry) = brought.entry.take() {
            brought.entry = Some(self.commit(entry)?.clone());
            if let Some(data) = all {
                let recorded = Recorded::new(Snapshot::open(self.path())?);
                let now = Chancery::in_memory(data.clone());
                self.now = Some(now.with_recorded(recorded));
            }
            self.settle(&mut |_| ControlFlow::Continue(()))?;
        }
        Ok(brought)
    }
}
