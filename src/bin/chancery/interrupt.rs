//! Ctrl-C: it stops the question that runs, and on the second press the program.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use chancery::analysis::Cancel;

use crate::exit::Exit;

/// How long work that is stopped may take to tidy up.
const MOMENT: Duration = Duration::from_millis(50);

/// What Ctrl-C does when nobody types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Somebody types and reads; questions can be stopped and typing errors forgiven.
    Interactive,
    /// A script runs; whoever stops it wants it to end.
    Script,
    /// One long piece of work runs, which looks at the flag and tidies up after itself.
    Work,
}

/// The flag that Ctrl-C raises.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupts {
    cancel: Cancel,
    presses: Arc<AtomicU32>,
    deaf: Arc<AtomicBool>,
}

impl Interrupts {
    /// Listens to Ctrl-C. While a line is being typed the editor hears it instead.
    pub(crate) fn listen(manner: Manner) -> Interrupts {
        let interrupts = Interrupts::default();
        let heard = interrupts.clone();
        // Without a handler Ctrl-C ends the program, which is what is left where none can be set.
        let _ = ctrlc::set_handler(move || heard.hear(manner));
        interrupts
    }

    /// Lowers the flag, for the next statement.
    pub(crate) fn ready(&self) {
        self.presses.store(0, Ordering::Relaxed);
        self.cancel.reset();
    }

    /// Returns the flag to run questions with.
    pub(crate) const fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// Tells whether somebody wants what runs to stop.
    pub(crate) fn is_raised(&self) -> bool {
        self.cancel.check().is_err()
    }

    /// Leaves Ctrl-C to another program as long as `work` takes.
    pub(crate) fn deaf<T>(&self, work: impl FnOnce() -> T) -> T {
        self.deaf.store(true, Ordering::Relaxed);
        let done = work();
        self.deaf.store(false, Ordering::Relaxed);
        done
    }

    fn hear(&self, manner: Manner) {
        if self.deaf.load(Ordering::Relaxed) {
            return;
        }
        self.cancel.stop();
        let pressed_before = self.presses.fetch_add(1, Ordering::Relaxed) > 0;
        if manner == Manner::Work {
            // The end of the program ends this thread too; so it only goes on if the work does.
            thread::sleep(MOMENT);
            leave();
        }
        if manner == Manner::Script || pressed_before {
            leave();
        }
    }
}

#[expect(
    clippy::exit,
    reason = "the handler runs beside a main thread that does not react"
)]
fn leave() {
    process::exit(i32::from(Exit::Interrupted.code()));
}
