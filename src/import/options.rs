//! Options of an import: how strict it is, who may stop it, who hears how far it has come.

use std::fmt;
use std::sync::Arc;

use super::ImportError;
use super::report::Reject;

/// How far the reading of one file has come, in bytes of the file as it lies on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// How many bytes have been read.
    pub done: u64,
    /// How many there are, where that is known: pipes do not tell.
    pub total: Option<u64>,
}

/// What an import is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Work {
    /// A file is read.
    #[default]
    Reading,
    /// All are read, and it is decided who is meant by each name.
    Settling,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// What it is at.
    pub work: Work,
    /// The file that is being read, or was read last.
    pub file: &'a str,
    /// How many rows of it have been read; of all files once names are settled.
    pub rows: u64,
    /// How much of it has been read.
    pub progress: Progress,
}

/// Whether rows that tell of the same become one relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Merge {
    /// As the format usually does.
    #[default]
    Usual,
    /// Every row stays a relation of its own.
    Never,
}

type Asks = Arc<dyn Fn() -> bool + Send + Sync>;
type Hears<T> = Arc<dyn Fn(&T) + Send + Sync>;
type HearsStep = Arc<dyn Fn(Step<'_>) + Send + Sync>;

/// How to import.
///
/// # Examples
/// ```
/// use chancery::import::{ImportOptions, Work};
///
/// let options = ImportOptions::new().strict(true).on_progress(|step| {
///     assert!(step.work == Work::Settling || step.progress.done > 0);
/// });
/// assert!(options.is_strict());
/// ```
#[derive(Clone, Default)]
pub struct ImportOptions {
    strict: bool,
    merge: Merge,
    stop: Stop,
    on_progress: Option<HearsStep>,
    on_reject: Option<Hears<Reject>>,
}

impl ImportOptions {
    /// Returns the usual options: good rows are kept, nobody listens.
    pub fn new() -> ImportOptions {
        ImportOptions::default()
    }

    /// Returns the options with the first row at fault ending the import, or not.
    #[must_use]
    pub const fn strict(mut self, strict: bool) -> ImportOptions {
        self.strict = strict;
        self
    }

    /// Returns the options with another rule for rows that tell of the same.
    #[must_use]
    pub const fn merge(mut self, merge: Merge) -> ImportOptions {
        self.merge = merge;
        self
    }

    /// Returns the options with a question that is asked often: the import stops when it is true.
    #[must_use]
    pub fn stop_when(mut self, asks: impl Fn() -> bool + Send + Sync + 'static) -> ImportOptions {
        self.stop = Stop(Some(Arc::new(asks)));
        self
    }

    /// Returns the options with a listener that hears every few thousand rows how far it has come.
    #[must_use]
    pub fn on_progress(
        mut self,
        hears: impl Fn(Step<'_>) + Send + Sync + 'static,
    ) -> ImportOptions {
        self.on_progress = Some(Arc::new(hears));
        self
    }

    /// Returns the options with a listener that hears of every rejected row, also of those that
    /// the report only counts.
    #[must_use]
    pub fn on_reject(mut self, hears: impl Fn(&Reject) + Send + Sync + 'static) -> ImportOptions {
        self.on_reject = Some(Arc::new(hears));
        self
    }

    /// Tells whether the first row at fault ends the import.
    pub const fn is_strict(&self) -> bool {
        self.strict
    }

    pub(super) const fn merges(&self) -> bool {
        matches!(self.merge, Merge::Usual)
    }

    pub(super) fn stop(&self) -> Stop {
        self.stop.clone()
    }

    pub(super) fn tell_progress(&self, step: Step<'_>) {
        if let Some(hears) = &self.on_progress {
            hears(step);
        }
    }

    pub(super) fn tell_reject(&self, reject: &Reject) {
        if let Some(hears) = &self.on_reject {
            hears(reject);
        }
    }
}

impl fmt::Debug for ImportOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImportOptions")
            .field("strict", &self.strict)
            .field("merge", &self.merge)
            .finish_non_exhaustive()
    }
}

/// Whoever may stop an import.
#[derive(Clone, Default)]
pub(super) struct Stop(Option<Asks>);

impl Stop {
    /// Tells whether the reading of `file` may go on.
    pub(super) fn check(&self, file: &str) -> Result<(), ImportError> {
        match &self.0 {
            Some(asks) if asks() => Err(ImportError::Stopped {
                file: file.to_owned(),
            }),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Stop" } else { "Never" })
    }
}
