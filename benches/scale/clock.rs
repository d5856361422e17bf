//! The clocks of the benchmark; the library has none.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// Whether the time of processors counts, and not the one on the wall.
static IS_BUSY: AtomicBool = AtomicBool::new(false);

/// Tells how long something takes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Watch {
    Wall(Instant),
    Processors(ProcessTime),
}

impl Watch {
    /// Makes all watches count the time of processors, all threads together: on a machine that
    /// does other work beside, waiting would else hide everything.
    pub(crate) fn count_processors() {
        IS_BUSY.store(true, Ordering::Relaxed);
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "to measure time is what this is for"
    )]
    pub(crate) fn start() -> Watch {
        if IS_BUSY.load(Ordering::Relaxed) {
            Watch::Processors(ProcessTime::now())
        } else {
            Watch::Wall(Instant::now())
        }
    }

    pub(crate) fn took(self) -> Duration {
        match self {
            Watch::Wall(start) => start.elapsed(),
            Watch::Processors(start) => start.elapsed(),
        }
    }

    /// Returns how many nanoseconds it took.
    pub(crate) fn nanoseconds(self) -> f64 {
        self.took().as_secs_f64() * 1e9
    }
}
