//! Child processes: this program again, with other words. They answer in lines.

use std::env::current_exe;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::store::Fault;

/// The first word for a child.
pub(crate) const MARK: &str = "--child";

/// A child at work, killed when it is let go.
pub(crate) struct Work {
    child: Child,
    lines: Receiver<String>,
}

/// What a child says next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Line(String),
    /// It ended.
    End,
    /// It said nothing for a long while.
    Nothing,
}

impl Work {
    /// Starts a child: `task` of the candidate `name` with a store at `path`.
    pub(crate) fn start(
        task: &str,
        name: &str,
        path: &Path,
        more: &[String],
    ) -> Result<Work, Fault> {
        let mut child = Command::new(current_exe()?)
            .args([MARK, task, name])
            .arg(path)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = child.stdout.take().ok_or("a child without output")?;
        let (send, lines) = channel();
        thread::spawn(move || {
            let all = BufReader::new(output).lines().map_while(Result::ok);
            all.take_while(|line| send.send(line.clone()).is_ok())
                .for_each(drop);
        });
        Ok(Work { child, lines })
    }

    pub(crate) fn next(&self, patience: Duration) -> Said {
        match self.lines.recv_timeout(patience) {
            Ok(line) => Said::Line(line),
            Err(RecvTimeoutError::Disconnected) => Said::End,
            Err(RecvTimeoutError::Timeout) => Said::Nothing,
        }
    }

    /// Kills it at once, and returns all that it had said.
    pub(crate) fn kill(&mut self) -> Result<Vec<String>, Fault> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(self.lines.iter().collect())
    }

    pub(crate) fn wait(&mut self) -> Result<ExitStatus, Fault> {
        Ok(self.child.wait()?)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
