//! Work beside the shell, so that Ctrl-C and the time limit are obeyed whatever the work does.

use std::panic;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How often to look whether to stop.
const GLANCE: Duration = Duration::from_millis(20);
/// How long work that is stopped may take to say so by itself.
const GRACE: Duration = Duration::from_millis(40);

/// Returns the result of `work`, or nothing once it `is_stopped`.
///
/// Work that does not end by itself then goes on unseen; nobody waits for it.
pub(super) fn beside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
    is_stopped: impl Fn() -> bool,
) -> Option<T> {
    let (finish, finished) = channel();
    // A result that comes too late is dropped.
    let worker = thread::spawn(move || drop(finish.send(work())));
    loop {
        match finished.recv_timeout(GLANCE) {
            Ok(result) => return Some(result),
            Err(RecvTimeoutError::Timeout) if is_stopped() => {
                return finished.recv_timeout(GRACE).ok();
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => match worker.join() {
                Err(fault) => panic::resume_unwind(fault),
                Ok(()) => return None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::beside;

    #[test]
    fn work_gives_its_result() {
        assert_eq!(beside(|| 7, || false), Some(7));
        assert_eq!(beside(|| 7, || true), Some(7));
    }

    #[test]
    fn nobody_waits_for_work_that_is_stopped() {
        let (release, held) = channel::<()>();
        assert_eq!(beside(move || held.recv().is_ok(), || true), None);
        drop(release);
    }

    #[test]
    #[should_panic(expected = "a mistake")]
    fn a_panic_is_passed_on() {
        beside(|| panic!("a mistake"), || false);
    }
}
