//! Holdings: what anything that can be opened holds, so that any two can be compared.

use std::path::Path;
use std::sync::Arc;

use crate::edtf::Moment;
use crate::files::{self, SourceFile};
use crate::model::{Dataset, Ontology};
use crate::register::{EditError, Register, State};
use crate::store::Snapshot;

use super::import::BUILT_IN;
use super::{Chancery, Database, Error, recorded};

/// What a file, a folder, the built-in data, or a database at some time holds.
///
/// # Examples
/// ```
/// use chancery::Holding;
///
/// let builtin = Holding::open("builtin")?;
/// assert!(builtin.dataset()?.relation_count() > 100);
/// # Ok::<(), chancery::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Holding {
    name: String,
    base: Ontology,
    state: State,
    /// What was recorded, of a database, and up to which entry it counts.
    register: Option<(Arc<Register>, u32)>,
}

impl Holding {
    /// Opens a file, a folder, `builtin`, or a database; `FILE@12` is the database after its entry
    /// 12, `FILE@2026-11-22` and `FILE@2026-11-22T13:25` as it stood then.
    ///
    /// A database is known by its name or by its first letters, other files as for
    /// [`Chancery::open`].
    ///
    /// # Errors
    /// As for [`Chancery::open`]; [`Error::NoMoment`] for what is neither a number nor a moment,
    /// [`Error::Edit`] for the number of an entry that there is not.
    pub fn open(name: &str) -> Result<Holding, Error> {
        if name == BUILT_IN {
            return Holding::of(name, Chancery::builtin()?.data());
        }
        let path = Path::new(name);
        let parted = name.rsplit_once('@').filter(|_| !path.exists());
        if let Some((path, at)) = parted.filter(|(path, _)| Database::is_at(path)) {
            return Holding::of_database(path)?.at(at);
        }
        if Database::is_at(path) {
            return Holding::of_database(name);
        }
        Holding::of(name, Chancery::open(path)?.data())
    }

    fn of_database(name: &str) -> Result<Holding, Error> {
        let register = recorded::read(&Snapshot::open(name)?)?;
        Ok(Holding::recorded(name, register))
    }

    /// Returns what a dataset holds, whose kinds are the built-in ones and its own.
    ///
    /// # Errors
    /// As for [`Chancery::ontology`].
    pub fn of(name: &str, dataset: &Dataset) -> Result<Holding, Error> {
        Ok(Holding {
            name: name.to_owned(),
            base: Chancery::ontology()?,
            state: State::of(dataset),
            register: None,
        })
    }

    /// Returns what holds after all entries of a register.
    pub fn recorded(name: &str, register: Register) -> Holding {
        let last = register.last();
        Holding {
            name: name.to_owned(),
            base: register.base().clone(),
            state: register.state().clone(),
            register: Some((Arc::new(register), last)),
        }
    }

    /// Returns a holding of nothing.
    ///
    /// # Errors
    /// As for [`Chancery::ontology`].
    pub fn nothing() -> Result<Holding, Error> {
        Holding::of("nothing", &Dataset::default())
    }

    /// Returns what a database held at a moment, or after the entry of a number.
    ///
    /// # Errors
    /// [`Error::NoDatabase`] for anything else, and as for [`Holding::open`].
    pub fn at(self, at: &str) -> Result<Holding, Error> {
        let (register, last) = self.register.ok_or(Error::NoDatabase)?;
        let number = match at.parse::<u32>() {
            Ok(number) if number <= last => number,
            Ok(number) => return Err(EditError::NoEntry { number, last }.into()),
            Err(_) => register.number_at(Moment::end_of(at)?),
        };
        Ok(Holding {
            name: format!("{}@{at}", self.name),
            state: register.state_after(number),
            register: Some((register, number)),
            base: self.base,
        })
    }

    /// Returns the name under which it was opened.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what holds.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Returns what was recorded, of a database that is not asked for as it stood before.
    pub fn whole_register(&self) -> Option<&Register> {
        let whole = self.register.as_ref();
        let (register, _) = whole.filter(|(register, number)| *number == register.last())?;
        Some(register.as_ref())
    }

    /// Returns what holds as a dataset.
    ///
    /// # Errors
    /// [`Error::Problems`] if it does not fit together, which neither files nor databases let happen.
    pub fn dataset(&self) -> Result<Dataset, Error> {
        let dataset = self.state.dataset(&self.base);
        dataset.map_err(|problems| Error::Problems { problems })
    }

    /// Returns what holds as the text of one data file, in its usual layout.
    ///
    /// # Errors
    /// As for [`Holding::dataset`].
    pub fn to_ron(&self) -> Result<String, Error> {
        Ok(files::write_dataset(&self.dataset()?))
    }

    /// Returns what holds as data files, one for each sort of record.
    ///
    /// # Errors
    /// As for [`Holding::dataset`].
    pub fn to_files(&self) -> Result<Vec<SourceFile>, Error> {
        Ok(files::write_folder(&self.dataset()?))
    }

    pub(super) const fn base(&self) -> &Ontology {
        &self.base
    }

    /// Returns the holding with another state, which nobody has recorded.
    pub(super) fn with_state(self, state: State) -> Holding {
        Holding {
            state,
            register: None,
            ..self
        }
    }
}
