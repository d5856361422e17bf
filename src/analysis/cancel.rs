//! A way to stop long work from outside.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that long work looks at every so often; clones share it.
///
/// # Examples
/// ```
/// use chancery::analysis::Cancel;
///
/// let cancel = Cancel::new();
/// let elsewhere = cancel.clone();
/// elsewhere.stop();
/// assert!(cancel.check().is_err());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

/// Work was stopped from outside before it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stopped before the answer was found")]
pub struct Stopped;

impl Cancel {
    /// Returns a flag that is not raised.
    pub fn new() -> Cancel {
        Cancel::default()
    }

    /// Raises the flag: work that looks at it stops.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Lowers the flag again, for the next piece of work.
    pub fn reset(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Tells whether work may go on.
    ///
    /// # Errors
    /// [`Stopped`] if the flag is raised.
    #[inline]
    pub fn check(&self) -> Result<(), Stopped> {
        if self.0.load(Ordering::Relaxed) {
            Err(Stopped)
        } else {
            Ok(())
        }
    }
}

/// Looks at a flag every few thousand steps, which costs next to nothing.
#[derive(Debug)]
pub(super) struct Ticker<'a> {
    cancel: &'a Cancel,
    steps: u32,
}

impl<'a> Ticker<'a> {
    /// How many steps are taken between two looks; a power of two.
    const PACE: u32 = 2_048;

    pub(super) const fn new(cancel: &'a Cancel) -> Ticker<'a> {
        Ticker { cancel, steps: 0 }
    }

    /// Counts one step, and tells whether work may go on.
    #[inline]
    pub(super) fn tick(&mut self) -> Result<(), Stopped> {
        self.steps = self.steps.wrapping_add(1);
        if self.steps.is_multiple_of(Ticker::PACE) {
            self.cancel.check()
        } else {
            Ok(())
        }
    }

    /// Counts several steps at once, and tells whether work may go on.
    #[inline]
    pub(super) fn tick_by(&mut self, steps: usize) -> Result<(), Stopped> {
        let before = self.steps / Ticker::PACE;
        self.steps = self.steps.wrapping_add(steps as u32);
        if self.steps / Ticker::PACE == before {
            Ok(())
        } else {
            self.cancel.check()
        }
    }
}
