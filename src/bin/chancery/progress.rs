//! Progress: one line on the terminal while files are read, gone when they are.
//!
//! Knows bytes, rows and the clock; what is read is known elsewhere. Written here and not taken from
//! a crate: it is one line, and the same that the [watch](crate::watch) draws beside a question.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chancery::analysis::Cancel;
use chancery::import::{Step, Work};
use chancery::{Import, text};

use crate::cli::Cli;
use crate::surroundings::Surroundings;
use crate::watch::{Orders, Watch, now};

/// The line changes at most ten times a second.
const PACE: Duration = Duration::from_millis(100);
/// A rate is told once this much time has passed: before, it says nothing.
const SETTLED: Duration = Duration::from_millis(250);
/// The columns kept free for the sign of a pressed Ctrl-C.
const ECHO: usize = 2;

/// A line on the terminal that tells how far an import has come; clones draw the same line.
#[derive(Clone)]
pub(crate) struct Progress {
    line: Option<Arc<Mutex<Line>>>,
}

/// What is drawn at the moment.
struct Line {
    columns: usize,
    /// The file that is being read, and since when.
    file: Option<(String, Instant)>,
    drawn: Instant,
    /// How many columns are to be wiped.
    width: usize,
}

impl Progress {
    /// Returns a line on the terminal to which messages go, if there is one and it wants to be told.
    pub(crate) fn of(around: &Surroundings, cli: &Cli) -> Progress {
        if around.heard && !cli.quiet && !around.is_dumb() {
            Progress::on_terminal(around.width(cli.width))
        } else {
            Progress { line: None }
        }
    }

    /// Returns the import with this line told how far it has come.
    pub(crate) fn watch(&self, import: Import) -> Import {
        if self.line.is_none() {
            return import;
        }
        let progress = self.clone();
        import.on_progress(move |step| progress.tell(&step))
    }

    fn on_terminal(columns: usize) -> Progress {
        let line = Line {
            columns,
            file: None,
            drawn: now(),
            width: 0,
        };
        Progress {
            line: Some(Arc::new(Mutex::new(line))),
        }
    }

    /// Draws how far the import has come, if it is time to.
    fn tell(&self, step: &Step<'_>) {
        self.with(|line| line.tell(step, now()));
    }

    /// Draws what is done now, once it takes long.
    pub(crate) fn say(&self, what: &str) {
        self.with(|line| line.say(what, now()));
    }

    /// Does work that cannot tell how far it has come, and gives this sign of life once it takes long.
    pub(crate) fn during<T>(&self, sign: &'static str, work: impl FnOnce() -> T) -> T {
        let orders = Orders {
            timeout: None,
            sign: self.line.is_some().then_some(sign),
        };
        let watch = Watch::begin(orders, &Cancel::new());
        let done = work();
        watch.end();
        done
    }

    /// Wipes the line.
    pub(crate) fn wipe(&self) {
        self.with(Line::wipe);
    }

    fn with(&self, change: impl FnOnce(&mut Line) -> Option<String>) {
        let Some(line) = &self.line else { return };
        let drawn = change(&mut line.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(text) = drawn {
            let mut terminal = std::io::stderr();
            // A line that cannot be drawn stops nothing.
            let _ = write!(terminal, "{text}").and_then(|()| terminal.flush());
        }
    }
}

impl Line {
    /// Returns what to write for a step, unless it is too early.
    fn tell(&mut self, step: &Step<'_>, at: Instant) -> Option<String> {
        let began = match &self.file {
            Some((file, began)) if file == step.file => *began,
            _ => {
                self.file = Some((step.file.to_owned(), at));
                at
            }
        };
        if at.duration_since(self.drawn) < PACE {
            return None;
        }
        self.drawn = at;
        let words = words(step, at.duration_since(began));
        Some(self.line(&words))
    }

    /// Returns what to write for work without rows, unless it is too early.
    fn say(&mut self, what: &str, at: Instant) -> Option<String> {
        if at.duration_since(self.drawn) < PACE {
            return None;
        }
        self.drawn = at;
        Some(self.line(what))
    }

    /// Returns the line with these words, which wipe those before.
    fn line(&mut self, words: &str) -> String {
        let clipped = text::clip(words, self.columns.saturating_sub(ECHO + 1)).into_owned();
        let width = text::width(&clipped);
        let rest = " ".repeat(self.width.saturating_sub(width));
        self.width = width;
        format!("\r{clipped}{rest}")
    }

    /// Returns what wipes the line.
    fn wipe(&mut self) -> Option<String> {
        let width = std::mem::take(&mut self.width);
        (width > 0).then(|| format!("\r{}\r", " ".repeat(width + ECHO)))
    }
}

/// Returns how far a file is read, how fast, and how long it will take.
fn words(step: &Step<'_>, took: Duration) -> String {
    let rows = grouped(step.rows);
    if step.work == Work::Settling {
        return format!("settling the names of {rows} rows");
    }
    let name = step.file.rsplit('/').next().unwrap_or(step.file);
    let mut parts = vec![format!("reading {}: {rows} rows", text::visible(name))];
    let done = step.progress.done;
    let total = step.progress.total.filter(|total| *total > 0);
    if let Some(total) = total {
        let share = u128::from(done.min(total)) * 100 / u128::from(total);
        parts.push(format!("{share} %"));
    }
    if took >= SETTLED {
        let each_second = u128::from(step.rows) * 1000 / took.as_millis().max(1);
        parts.push(format!("{} a second", grouped(each_second as u64)));
        if let Some(total) = total.filter(|_| done > 0) {
            let left = took.as_millis() * u128::from(total.saturating_sub(done)) / u128::from(done);
            parts.push(format!("{} left", time((left / 1000) as u64)));
        }
    }
    parts.join(", ")
}

/// Returns a number with its digits in groups of three.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns a time in words: `5 s`, `2 min 5 s`, `1 h 2 min`.
fn time(seconds: u64) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chancery::import::{Progress as Bytes, Step, Work};

    use super::{Line, grouped, time, words};
    use crate::watch::now;

    fn step(rows: u64, done: u64, total: Option<u64>) -> Step<'static> {
        Step {
            work: Work::Reading,
            file: "data/events.tsv",
            rows,
            progress: Bytes { done, total },
        }
    }

    #[test]
    fn rate_and_rest_follow_from_what_was_read() {
        let told = |step: &Step<'_>, seconds| words(step, Duration::from_secs(seconds));
        assert_eq!(
            told(&step(40_000, 2_000, Some(8_000)), 2),
            "reading events.tsv: 40,000 rows, 25 %, 20,000 a second, 6 s left"
        );
        assert_eq!(
            told(&step(40_000, 2_000, Some(8_000)), 0),
            "reading events.tsv: 40,000 rows, 25 %"
        );
        assert_eq!(
            told(&step(7, 9, None), 1),
            "reading events.tsv: 7 rows, 7 a second"
        );
        assert_eq!(
            told(&step(7, 0, Some(0)), 1),
            "reading events.tsv: 7 rows, 7 a second"
        );
        let settling = Step {
            work: Work::Settling,
            ..step(1_234, 0, None)
        };
        assert_eq!(told(&settling, 3), "settling the names of 1,234 rows");
    }

    #[test]
    fn the_line_changes_ten_times_a_second_at_most() {
        let start = now();
        let mut line = Line {
            columns: 80,
            file: None,
            drawn: start,
            width: 0,
        };
        let tell =
            |line: &mut Line, ms| line.tell(&step(5, 1, None), start + Duration::from_millis(ms));
        assert_eq!(tell(&mut line, 99), None);
        assert!(tell(&mut line, 100).is_some());
        assert_eq!(tell(&mut line, 150), None);
        let wiped = line.wipe().unwrap();
        assert!(wiped.starts_with('\r') && wiped.ends_with('\r') && wiped.trim().is_empty());
        assert_eq!(line.wipe(), None);
    }

    #[test]
    fn numbers_and_times_are_put_into_words() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(999), "999");
        assert_eq!(
            (time(5).as_str(), time(125).as_str(), time(3_720).as_str()),
            ("5 s", "2 min 5 s", "1 h 2 min")
        );
    }
}
