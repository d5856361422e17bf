//! The other process: this very program, run again to write, read or hold a database.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use chancery::store::{Snapshot, StoreError, Writer};

use super::world::{holder, numbered};

/// What the other process is to do, and with which file.
const ROLE: &str = "CHANCERY_TEST_ROLE";
const FILE: &str = "CHANCERY_TEST_FILE";
/// For how long it is to do so, in milliseconds.
const TIME: &str = "CHANCERY_TEST_TIME";
/// The name of the test below, which is where the other process begins.
const DOOR: &str = "store::other::the_other_process_does_what_it_is_told";

/// Another process, which is killed when it is no longer needed.
pub(crate) struct Other {
    pub(crate) child: Child,
    out: BufReader<ChildStdout>,
}

impl Other {
    /// Starts another process.
    pub(crate) fn start(role: &str, file: &Path, time: Duration) -> Other {
        Other::start_by(
            Command::new(std::env::current_exe().unwrap()),
            role,
            file,
            time,
        )
    }

    /// Starts another process by a command that ends with the name of this program.
    pub(crate) fn start_by(mut command: Command, role: &str, file: &Path, time: Duration) -> Other {
        command
            .args(["--exact", DOOR, "--nocapture"])
            .env(ROLE, role)
            .env(FILE, file)
            .env(TIME, time.as_millis().to_string())
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        Other::heard(command)
    }

    /// Starts another process, which is listened to.
    pub(crate) fn heard(mut command: Command) -> Other {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Other { child, out }
    }

    /// Returns what it says of a matter next, each line if the matter is empty; nothing once it is
    /// silent.
    pub(crate) fn hear(&mut self, matter: &str) -> Option<String> {
        loop {
            let mut line = String::new();
            if self.out.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            // A line that was cut short was not said, and before the first stands the test's name.
            let said = line
                .strip_suffix('\n')
                .and_then(|line| line.split_once(matter));
            if let Some((_, said)) = said {
                return Some(said.trim().to_owned());
            }
        }
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn say(matter: &str, what: impl std::fmt::Display) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{matter} {what}").unwrap();
    out.flush().unwrap();
}

#[test]
fn the_other_process_does_what_it_is_told() {
    let (Ok(role), Ok(file)) = (std::env::var(ROLE), std::env::var(FILE)) else {
        return;
    };
    let time = Duration::from_millis(std::env::var(TIME).unwrap().parse().unwrap());
    let file = Path::new(&file);
    match role.as_str() {
        "write" => write(file, time),
        "read" => read(file, time),
        "hold" => hold(file),
        "open" => match Writer::open(file, &holder("the other"), time) {
            Err(error @ StoreError::Held { .. }) => say("refused", error),
            other => panic!("{other:?}"),
        },
        "fill" => fill(file),
        role => panic!("{role}"),
    }
}

/// Appends entries, and says the number of each that is safe. Now and then the file is compacted.
fn write(file: &Path, time: Duration) {
    let begin = Instant::now();
    let mut writer = Writer::open(file, &holder("the other"), Duration::from_secs(9)).unwrap();
    while begin.elapsed() < time {
        let entry = numbered(writer.last() + 1, writer.digest());
        writer.append(&entry).unwrap();
        say("safe", entry.number);
        if entry.number.is_multiple_of(20) {
            writer
                .compact(&mut |_| std::ops::ControlFlow::Continue(()))
                .unwrap();
        }
    }
}

/// Reads snapshots, and says how many entries there were in the last, and how many were read.
fn read(file: &Path, time: Duration) {
    let begin = Instant::now();
    let (mut last, mut snapshots) = (0, 0);
    while begin.elapsed() < time {
        let snapshot = Snapshot::open(file).unwrap();
        let mut number = 0;
        for entry in snapshot.entries() {
            number = entry.unwrap().number;
        }
        assert_eq!(number, snapshot.last());
        assert!(number >= last, "{number} after {last}");
        last = number;
        snapshots += 1;
    }
    say("read", format!("{last} {snapshots}"));
}

fn hold(file: &Path) {
    let _writer = Writer::open(file, &holder("the other"), Duration::ZERO).unwrap();
    say("holding", file.display());
    std::thread::sleep(Duration::from_mins(1));
}

/// Appends entries until there is no more room, and once more.
fn fill(file: &Path) {
    let mut writer = Writer::open(file, &holder("the other"), Duration::ZERO).unwrap();
    let mut refused = 0;
    while refused < 3 {
        let entry = numbered(writer.last() + 1, writer.digest());
        match writer.append(&entry) {
            Ok(()) => say("safe", entry.number),
            Err(error @ StoreError::Write { .. }) => {
                refused += 1;
                say("refused", error);
            }
            Err(error) => panic!("{error}"),
        }
    }
    say("full", writer.last());
    std::thread::sleep(Duration::from_mins(1));
}
