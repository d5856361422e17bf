//! Watching long work: how far it is, and whether it is to go on.

use std::ops::ControlFlow;

use super::error::StoreError;
use super::medium::Medium;

/// How many bytes pass between two looks.
const PACE: u64 = 1 << 20;

/// How far long work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many bytes are done.
    pub done: u64,
    /// How many bytes there are in all.
    pub all: u64,
}

/// Told of progress about once in a megabyte; with [`ControlFlow::Break`] the work stops.
pub type Watch<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// A watch that is asked every so often.
pub(super) struct Ticker<'a> {
    watch: Watch<'a>,
    all: u64,
    told: u64,
}

impl<'a> Ticker<'a> {
    pub(super) const fn new(watch: Watch<'a>, all: u64) -> Ticker<'a> {
        Ticker {
            watch,
            all,
            told: 0,
        }
    }

    /// Tells how far the work on a medium is, and stops it if that is wanted.
    pub(super) fn tick(&mut self, done: u64, medium: &Medium) -> Result<(), StoreError> {
        if done < self.told.saturating_add(PACE) && done < self.all {
            return Ok(());
        }
        self.told = done;
        let all = self.all;
        match (self.watch)(Progress { done, all }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(StoreError::Stopped {
                path: medium.path().to_owned(),
            }),
        }
    }
}
