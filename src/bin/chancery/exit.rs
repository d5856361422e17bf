//! How the program ends: the exit codes, and why a statement could not be carried out.

use std::io;
use std::process::ExitCode;

use chancery::diagnostic::{Diagnostic, reason};
use chancery::{Error, ErrorKind};

/// What the caller of the program learns from its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was answered.
    Answered,
    /// A question failed, or took longer than allowed.
    Failed,
    /// The program or one of its commands was used wrongly.
    Usage,
    /// Data could not be read or is invalid.
    Data,
    /// A check found something.
    Found,
    /// Somebody pressed Ctrl-C.
    Interrupted,
}

impl Exit {
    /// Returns the number that the system is told.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Exit::Answered => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Data => 3,
            Exit::Found => 4,
            Exit::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

impl From<ErrorKind> for Exit {
    fn from(kind: ErrorKind) -> Exit {
        match kind {
            ErrorKind::Usage => Exit::Usage,
            ErrorKind::Data | ErrorKind::Io => Exit::Data,
            ErrorKind::Interrupted => Exit::Interrupted,
            _ => Exit::Failed,
        }
    }
}

/// Why a statement could not be carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nobody reads the answers any more, which is no fault.
    ClosedPipe,
    /// Something is wrong, and has not been told yet.
    Fault(Exit, Vec<Diagnostic>),
    /// Something was wrong, and has been told.
    Told(Exit),
}

impl Failure {
    /// Returns the failure of a program or command used wrongly.
    pub(crate) fn usage(fault: Diagnostic) -> Failure {
        Failure::Fault(Exit::Usage, vec![fault])
    }

    /// Returns the failure to read or write a file.
    pub(crate) fn file(what: &str, path: &str, error: &io::Error) -> Failure {
        let fault = Diagnostic::new(format!("cannot {what} `{path}`: {}", reason(error)));
        Failure::Fault(Exit::Data, vec![fault])
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Fault(error.kind().into(), error.diagnostics())
    }
}

/// Only writing to the standard streams gives bare I/O errors; files go through [`Failure::file`].
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::ClosedPipe;
        }
        let fault = Diagnostic::new(format!("cannot write the answer: {}", reason(&error)));
        Failure::Fault(Exit::Failed, vec![fault])
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::Failure;

    #[test]
    fn a_reader_that_went_away_is_no_fault() {
        let closed = io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(matches!(Failure::from(closed), Failure::ClosedPipe));
    }
}
