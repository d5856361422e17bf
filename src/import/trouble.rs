//! Troubles: what goes wrong while a file is being read, on its way into the report.
//!
//! An [`Input`](super::Input) notes them where it meets them, an [`Intake`](super::Intake) fetches
//! them; so importers need not pass them on.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many troubles wait at a time; of more, only the number is known.
const MOST: usize = 1_000;

/// Something wrong with the text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trouble {
    /// The line, counted from 1.
    pub(super) line: u64,
    /// The column in characters, counted from 1.
    pub(super) column: Option<usize>,
    /// What is wrong.
    pub(super) why: String,
    /// How many lines are like this; nothing if the line is left out for it.
    pub(super) odd_lines: Option<u64>,
}

/// What waits to be reported.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    /// The first of them.
    pub(super) troubles: Vec<Trouble>,
    /// How many more lines were left out.
    pub(super) more: u64,
}

/// The troubles of one file; clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Log(Arc<Mutex<Waiting>>);

impl Log {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Whoever panicked with the lock in hand left a list that is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a line is left out.
    pub(super) fn reject(&self, line: u64, column: Option<usize>, why: impl Into<String>) {
        let mut waiting = self.waiting();
        if waiting.troubles.len() >= MOST {
            waiting.more += 1;
            return;
        }
        waiting.troubles.push(Trouble {
            line,
            column,
            why: why.into(),
            odd_lines: None,
        });
    }

    /// Notes that something about a line is odd.
    pub(super) fn note(&self, line: u64, why: impl Into<String>) {
        self.note_many(line, 1, why);
    }

    /// Notes that something about several lines is odd, of which `line` is the first.
    pub(super) fn note_many(&self, line: u64, lines: u64, why: impl Into<String>) {
        let (why, mut waiting) = (why.into(), self.waiting());
        let mut notes = waiting.troubles.iter_mut();
        let same = notes.find_map(|trouble| match &mut trouble.odd_lines {
            Some(lines) if trouble.why == why => Some(lines),
            _ => None,
        });
        match same {
            Some(known) => *known += lines,
            None => waiting.troubles.push(Trouble {
                line,
                column: None,
                why,
                odd_lines: Some(lines),
            }),
        }
    }

    /// Takes what waits.
    pub(super) fn take(&self) -> Waiting {
        std::mem::take(&mut *self.waiting())
    }
}
