//! A watch beside a running question, or other work: its time limit, a sign of life, and how long it took.

use std::io::Write;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use chancery::analysis::Cancel;

/// After how long a question that still runs gives a sign of life.
const PATIENCE: Duration = Duration::from_secs(1);
/// The sign of life of a question.
pub(crate) const SEARCHING: &str = "still searching; Ctrl-C stops";
/// The columns that the terminal takes to show the Ctrl-C that ends the wait.
const ECHO: usize = 2;

/// What a watch does.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Orders {
    /// After how long the question is stopped.
    pub(crate) timeout: Option<Duration>,
    /// The sign of life to give on the terminal, if there is to be one.
    pub(crate) sign: Option<&'static str>,
}

/// A watch that is running.
pub(crate) struct Watch {
    began: Instant,
    thread: Option<(Sender<()>, JoinHandle<bool>)>,
}

impl Watch {
    /// Begins to watch a question that obeys `cancel`.
    pub(crate) fn begin(orders: Orders, cancel: &Cancel) -> Watch {
        let thread = (orders.timeout.is_some() || orders.sign.is_some()).then(|| {
            let (end, ended) = channel();
            let cancel = cancel.clone();
            (end, thread::spawn(move || keep(orders, &cancel, &ended)))
        });
        Watch {
            began: now(),
            thread,
        }
    }

    /// Returns how long the question has taken so far.
    pub(crate) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// Ends the watch and wipes its sign of life; tells whether the time limit came first.
    pub(crate) fn end(self) -> bool {
        self.thread.is_some_and(|(end, thread)| {
            drop(end);
            thread.join().unwrap_or(false)
        })
    }
}

/// Waits for the end of the question; tells whether the time limit came first.
fn keep(orders: Orders, cancel: &Cancel, ended: &Receiver<()>) -> bool {
    let limit = orders.timeout.unwrap_or(Duration::MAX);
    let first = if orders.sign.is_some() {
        limit.min(PATIENCE)
    } else {
        limit
    };
    if !passes(first, ended) {
        return false;
    }
    let signed = orders.sign.filter(|_| first < limit);
    if let Some(sign) = signed {
        // The line is wiped again, so that the answer stands where the sign stood.
        let _ = write!(std::io::stderr(), "{sign}");
    }
    let timed_out = signed.is_none() || passes(limit.saturating_sub(first), ended);
    if let Some(sign) = signed {
        let _ = write!(std::io::stderr(), "\r{}\r", " ".repeat(sign.len() + ECHO));
    }
    if timed_out {
        cancel.stop();
    }
    timed_out
}

/// Tells whether a time passes before the question ends.
fn passes(time: Duration, ended: &Receiver<()>) -> bool {
    matches!(ended.recv_timeout(time), Err(RecvTimeoutError::Timeout))
}

/// Returns the time of the clock that only goes forward.
#[expect(
    clippy::disallowed_methods,
    reason = "the program, not the library, measures time"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chancery::analysis::Cancel;

    use super::{Orders, SEARCHING, Watch};

    #[test]
    fn a_question_is_stopped_at_its_time_limit() {
        let cancel = Cancel::new();
        let orders = Orders {
            timeout: Some(Duration::from_millis(1)),
            sign: None,
        };
        let watch = Watch::begin(orders, &cancel);
        while cancel.check().is_ok() {
            std::thread::yield_now();
        }
        assert!(watch.end());
    }

    #[test]
    fn a_question_that_ends_in_time_is_not_stopped() {
        let cancel = Cancel::new();
        let orders = Orders {
            timeout: Some(Duration::from_hours(1)),
            sign: Some(SEARCHING),
        };
        assert!(!Watch::begin(orders, &cancel).end());
        assert!(cancel.check().is_ok());
    }
}
