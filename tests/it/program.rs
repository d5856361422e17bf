//! Runs the program as a user would, in an empty home and without the user's environment.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use tempfile::TempDir;

/// A call of the program that is being put together.
pub(crate) struct Program {
    home: TempDir,
    command: Command,
    input: Vec<u8>,
}

/// What a call left behind.
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
    /// The home folder, for a look at its files.
    pub(crate) home: TempDir,
}

impl Program {
    /// Returns a call with these words; standard input is empty.
    pub(crate) fn new(words: &[&str]) -> Program {
        let home = tempfile::tempdir().unwrap();
        let mut command = bare(home.path());
        command.args(words);
        Program {
            home,
            command,
            input: Vec::new(),
        }
    }

    /// Returns the folder in which the program will run.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn input(mut self, input: impl AsRef<[u8]>) -> Program {
        self.input = input.as_ref().into();
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Program {
        self.command.env(name, value);
        self
    }

    /// Puts a file into the home folder, which is where the program runs.
    pub(crate) fn file(self, name: &str, text: &str) -> Program {
        let path = self.home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Returns what both streams hold, in the order in which it was written, and the exit code.
    pub(crate) fn run_together(mut self) -> (String, i32) {
        let (mut reader, writer) = std::io::pipe().unwrap();
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(writer.try_clone().unwrap())
            .stderr(writer)
            .spawn()
            .unwrap();
        // The command keeps ends of the pipe open, for whose closing the reader would wait.
        drop(self.command);
        child.stdin.take().unwrap().write_all(&self.input).unwrap();
        let mut together = String::new();
        reader.read_to_string(&mut together).unwrap();
        (together, child.wait().unwrap().code().unwrap())
    }

    pub(crate) fn run(mut self) -> Ran {
        let streams = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = streams.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = self.input;
        // A program that does not read its input may close it before all is written.
        let writer = thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ran {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
            home: self.home,
        }
    }
}

/// Returns the program with nothing in its environment but a home folder, in which it runs.
pub(crate) fn bare(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command
        .env_clear()
        .env("HOME", home)
        .env("LC_ALL", "C.UTF-8")
        .current_dir(home);
    command
}

/// Returns a path below the folder of the package.
pub(crate) fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
