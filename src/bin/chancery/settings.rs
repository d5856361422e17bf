//! What can be set: by flags for the whole run, by `set` from then on.

use std::num::NonZeroUsize;
use std::time::Duration;

use chancery::diagnostic::{Diagnostic, Span};
use chancery::edtf::{Edtf, EdtfError, Moment, NoMoment};
use chancery::graph::Clocks;
use chancery::render::Format;

use crate::surroundings::When;

/// How answers are asked for and shown.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch that may stand beside the others"
)]
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// The format, or nothing for the usual one: a table on a terminal, plain lines elsewhere.
    pub(crate) format: Option<Format>,
    /// The most rows shown, or nothing for the usual number.
    pub(crate) limit: Option<NonZeroUsize>,
    /// The columns to fill, or nothing for those of the terminal.
    pub(crate) width: Option<usize>,
    /// When to paint.
    pub(crate) color: When,
    /// Whether to draw in ASCII even where more is possible.
    pub(crate) ascii: bool,
    /// Whether to show what is longer than the screen in a pager.
    pub(crate) pager: bool,
    /// Whether to tell how long each answer took.
    pub(crate) time: bool,
    /// After how long a question is stopped.
    pub(crate) timeout: Option<Duration>,
    /// What held and what was known then, for questions that do not say so themselves.
    pub(crate) clocks: Clocks,
    /// The moment as of whose records questions are asked that do not say so themselves.
    pub(crate) recorded_at: Option<Moment>,
    /// Who makes the edits, or nothing for the name of the account.
    pub(crate) author: Option<String>,
    /// Whether the sources of an answer are listed below it.
    pub(crate) cite: bool,
    /// Whether each answer gets a receipt.
    pub(crate) receipt: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            format: None,
            limit: None,
            width: None,
            color: When::Auto,
            ascii: false,
            pager: false,
            time: false,
            timeout: None,
            clocks: Clocks::default(),
            recorded_at: None,
            author: None,
            cite: false,
            receipt: false,
        }
    }
}

/// One thing that can be set.
pub(crate) struct Setting {
    /// The name.
    pub(crate) name: &'static str,
    /// The values it can take.
    pub(crate) values: &'static [&'static str],
    /// What it does.
    pub(crate) summary: &'static str,
    /// Returns the value as it would be typed.
    pub(crate) read: fn(&Settings) -> String,
    /// Changes the value.
    change: fn(&mut Settings, &str) -> Result<(), Unfit>,
}

/// Why a setting cannot take a text as its value.
#[expect(clippy::enum_variant_names, reason = "each says what the text is not")]
enum Unfit {
    /// It is none of its values.
    NoValue,
    /// It is no date.
    NoDate(EdtfError),
    /// It is no moment.
    NoMoment(NoMoment),
}

/// The word for the usual value of a setting that has one.
const USUAL: &str = "auto";

/// The word for a clock or a time limit that is not set.
const OFF: &str = "off";

/// All that can be set.
pub(crate) const SETTINGS: &[Setting] = &[
    Setting {
        name: "format",
        values: &[USUAL, "table", "plain", "md", "csv", "tsv", "json", "jsonl"],
        summary: "shape of answers; auto: table on a terminal, else plain",
        read: |settings| or_usual(settings.format),
        change: |settings, text| value(text).map(|to| settings.format = to),
    },
    Setting {
        name: "limit",
        values: &[USUAL, "N"],
        summary: "most rows shown; auto: a screenful of a table, else all",
        read: |settings| or_usual(settings.limit),
        change: |settings, text| value(text).map(|to| settings.limit = to),
    },
    Setting {
        name: "width",
        values: &[USUAL, "N"],
        summary: "columns of a line; auto: those of the terminal",
        read: |settings| or_usual(settings.width),
        change: |settings, text| value(text).map(|to| settings.width = to),
    },
    Setting {
        name: "color",
        values: &["auto", "always", "never"],
        summary: "when to use colour; auto: on a terminal, without NO_COLOR",
        read: |settings| settings.color.to_string(),
        change: |settings, text| {
            clap::ValueEnum::from_str(text, true)
                .map(|to| settings.color = to)
                .map_err(|_| Unfit::NoValue)
        },
    },
    Setting {
        name: "ascii",
        values: &["on", "off"],
        summary: "lines and arrows in ASCII; names stay as they are",
        read: |settings| on_off(settings.ascii),
        change: |settings, text| switch(text).map(|to| settings.ascii = to),
    },
    Setting {
        name: "pager",
        values: &["on", "off"],
        summary: "show what is longer than the screen in $PAGER, with all rows",
        read: |settings| on_off(settings.pager),
        change: |settings, text| switch(text).map(|to| settings.pager = to),
    },
    Setting {
        name: "time",
        values: &["on", "off"],
        summary: "tell how long each answer took",
        read: |settings| on_off(settings.time),
        change: |settings, text| switch(text).map(|to| settings.time = to),
    },
    Setting {
        name: "timeout",
        values: &[OFF, "SECONDS"],
        summary: "seconds after which a question is stopped",
        read: |settings| {
            settings
                .timeout
                .map_or_else(|| OFF.to_owned(), |time| time.as_secs_f64().to_string())
        },
        change: |settings, text| {
            settings.timeout = match text.to_lowercase().as_str() {
                OFF => None,
                text => Some(seconds(text).map_err(|_| Unfit::NoValue)?),
            };
            Ok(())
        },
    },
    Setting {
        name: "as of",
        values: &[OFF, "DATE"],
        summary: "the day that counts: who held which office then",
        read: |settings| date_or_off(settings.clocks.as_of.as_ref()),
        change: |settings, text| clock(text).map(|to| settings.clocks.as_of = to),
    },
    Setting {
        name: "known by",
        values: &[OFF, "DATE"],
        summary: "only what sources published by then had said",
        read: |settings| date_or_off(settings.clocks.known_by.as_ref()),
        change: |settings, text| clock(text).map(|to| settings.clocks.known_by = to),
    },
    Setting {
        name: "recorded at",
        values: &[OFF, "MOMENT"],
        summary: "the database as it stood then",
        read: |settings| moment_or_off(settings.recorded_at),
        change: |settings, text| moment(text).map(|to| settings.recorded_at = to),
    },
    Setting {
        name: "author",
        values: &[USUAL, "NAME"],
        summary: "who makes the edits; auto: the name of the account",
        read: |settings| settings.author.clone().unwrap_or_else(|| USUAL.to_owned()),
        change: |settings, text| {
            let name = text.trim_matches('"');
            settings.author = (!name.eq_ignore_ascii_case(USUAL)).then(|| name.to_owned());
            Ok(())
        },
    },
    Setting {
        name: "cite",
        values: &["on", OFF],
        summary: "list the sources of an answer below it",
        read: |settings| on_off(settings.cite),
        change: |settings, text| switch(text).map(|to| settings.cite = to),
    },
    Setting {
        name: "receipt",
        values: &["on", OFF],
        summary: "put a receipt below an answer, which `chancery replay` checks",
        read: |settings| on_off(settings.receipt),
        change: |settings, text| switch(text).map(|to| settings.receipt = to),
    },
];

/// Other names of settings, and names that stand for several at once.
const ALSO: &[(&str, &[&str])] = &[
    ("colour", &["color"]),
    ("as-of", &["as of"]),
    ("asof", &["as of"]),
    ("as_of", &["as of"]),
    ("known-by", &["known by"]),
    ("knownby", &["known by"]),
    ("known_by", &["known by"]),
    ("recorded-at", &["recorded at"]),
    ("recorded_at", &["recorded at"]),
    ("as recorded at", &["recorded at"]),
    ("citations", &["cite"]),
    ("receipts", &["receipt"]),
    ("clocks", CLOCKS),
    ("clock", CLOCKS),
];

/// The settings that are clocks.
const CLOCKS: &[&str] = &["as of", "known by", "recorded at"];

/// Returns the settings that the first words of a line name, and the words behind them: one
/// setting, both clocks at once, or none.
pub(crate) fn named(words: &str) -> (Vec<&'static Setting>, &str) {
    let also = ALSO.iter().map(|(name, meant)| (*name, *meant));
    let own = SETTINGS
        .iter()
        .map(|one| (one.name, std::slice::from_ref(&one.name)));
    let found = own
        .chain(also)
        .find_map(|(name, meant)| Some((meant, behind(words, name)?)));
    let Some((meant, rest)) = found else {
        return (Vec::new(), words);
    };
    // All clocks can be stopped at once; a day, however, is none for the third, which has moments.
    let is_off = rest.eq_ignore_ascii_case(OFF) || rest.is_empty();
    let is_meant = |setting: &&Setting| {
        meant.contains(&setting.name)
            && (meant.len() == 1 || is_off || setting.name != "recorded at")
    };
    (SETTINGS.iter().filter(is_meant).collect(), rest)
}

/// Returns what stands behind `name` in a line that begins with it, whatever the case and the
/// number of spaces.
fn behind<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = line.trim();
    for part in name.split(' ') {
        let (word, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if !word.eq_ignore_ascii_case(part) {
            return None;
        }
        rest = behind.trim_start();
    }
    Some(rest)
}

impl Setting {
    /// Changes the value to the text at the end of `line`; on failure says what would be right.
    pub(crate) fn set(
        &self,
        settings: &mut Settings,
        text: &str,
        line: &str,
    ) -> Result<(), Diagnostic> {
        (self.change)(settings, text).map_err(|unfit| match unfit {
            Unfit::NoValue => Diagnostic::new(format!("`{text}` is no value of `{}`", self.name))
                .help(format!("possible are {}", self.values.join(", "))),
            Unfit::NoDate(error) => no_date(&error, text, line),
            Unfit::NoMoment(error) => no_moment(&error, text, line),
        })
    }
}

/// Returns the fault of a `text` at the end of `line` that is no date.
fn no_date(error: &EdtfError, text: &str, line: &str) -> Diagnostic {
    let at = line.len().saturating_sub(text.len());
    if !text.contains(|letter: char| letter.is_ascii_digit()) {
        // A word such as `today`: what is wrong with its first letter helps nobody.
        return Diagnostic::new(format!("`{text}` is no date"))
            .at(line, Span::new(at, line.len()))
            .help("dates are written `2024`, `2024-03` or `2024-03-28`; `off` sets none");
    }
    let wrong = error.span();
    let span = Span::new(wrong.start, wrong.end).shifted(at);
    let fault = Diagnostic::new(error.to_string()).at(line, span);
    match error.help() {
        Some(help) => fault.help(help),
        None => fault,
    }
}

/// Returns the fault of a `text` at the end of `line` that is no moment.
fn no_moment(error: &NoMoment, text: &str, line: &str) -> Diagnostic {
    let at = line.len().saturating_sub(text.len());
    Diagnostic::new(error.to_string()).at(line, Span::new(at, line.len()))
}

/// Reads a moment that stands behind an option of the command line.
pub(crate) fn moment_of_option(option: &str, text: &str) -> Result<Moment, Diagnostic> {
    let text = text.trim();
    Moment::end_of(text).map_err(|error| no_moment(&error, text, &format!("{option} {text}")))
}

/// Reads a date that stands behind an option of the command line.
pub(crate) fn date_of_option(option: &str, text: &str) -> Result<Edtf, Diagnostic> {
    Edtf::parse(text.trim())
        .map_err(|error| no_date(&error, text.trim(), &format!("{option} {}", text.trim())))
}

/// Reads a positive number of rows.
pub(crate) fn rows(text: &str) -> Result<NonZeroUsize, String> {
    text.parse()
        .map_err(|_| "a number of rows above 0 is expected".to_owned())
}

/// Reads a positive number of seconds.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    text.parse()
        .ok()
        .filter(|&seconds: &f64| seconds > 0.0)
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "a number of seconds above 0 is expected".to_owned())
}

fn or_usual<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| USUAL.to_owned(), |value| value.to_string())
}

fn date_or_off(date: Option<&Edtf>) -> String {
    date.map_or_else(|| OFF.to_owned(), Edtf::to_string)
}

fn moment_or_off(moment: Option<Moment>) -> String {
    moment.map_or_else(|| OFF.to_owned(), Moment::shortest)
}

/// Reads a moment, or a word for now.
fn moment(text: &str) -> Result<Option<Moment>, Unfit> {
    match text.to_lowercase().as_str() {
        OFF | "none" | "now" | USUAL => Ok(None),
        _ => Moment::end_of(text).map(Some).map_err(Unfit::NoMoment),
    }
}

/// Reads a date, or a word for none.
fn clock(text: &str) -> Result<Option<Edtf>, Unfit> {
    match text.to_lowercase().as_str() {
        OFF | "none" | USUAL => Ok(None),
        _ => Edtf::parse(text).map(Some).map_err(Unfit::NoDate),
    }
}

/// Reads a value, or the word for the usual one.
fn value<T: std::str::FromStr>(text: &str) -> Result<Option<T>, Unfit> {
    match text.to_lowercase().as_str() {
        USUAL => Ok(None),
        text => text.parse().map(Some).map_err(|_| Unfit::NoValue),
    }
}

fn on_off(value: bool) -> String {
    if value { "on" } else { "off" }.to_owned()
}

fn switch(text: &str) -> Result<bool, Unfit> {
    match text.to_lowercase().as_str() {
        "on" | "yes" | "true" => Ok(true),
        "off" | "no" | "false" => Ok(false),
        _ => Err(Unfit::NoValue),
    }
}

#[cfg(test)]
mod tests {
    use super::{SETTINGS, Setting, Settings, named};

    fn setting(name: &str) -> &'static Setting {
        named(name).0[0]
    }

    /// Sets a value as `set` does.
    fn set(name: &str, value: &str) -> Result<String, String> {
        let mut settings = Settings::default();
        let setting = setting(name);
        match setting.set(&mut settings, value, &format!("set {name} {value}")) {
            Ok(()) => Ok((setting.read)(&settings)),
            Err(fault) => Err(fault.to_string()),
        }
    }

    #[test]
    fn every_listed_value_can_be_set_and_is_read_back() {
        for setting in SETTINGS {
            let values = setting.values.iter();
            for value in values.filter(|value| value.to_lowercase() == **value) {
                assert_eq!(set(setting.name, value).as_deref(), Ok(*value));
            }
        }
    }

    #[test]
    fn a_wrong_value_is_answered_with_the_right_ones() {
        let fault = set("format", "jsno").unwrap_err();
        assert!(fault.contains("`jsno` is no value of `format`"), "{fault}");
        assert!(fault.contains("jsonl"), "{fault}");
    }

    #[test]
    fn names_are_read_as_people_write_them() {
        for (words, name, value) in [
            ("Colour never", "color", "never"),
            ("as of 2024", "as of", "2024"),
            ("AS  OF   2024", "as of", "2024"),
            ("as-of 2024", "as of", "2024"),
            ("asof 2024", "as of", "2024"),
            ("known by", "known by", ""),
            ("known-by 2024", "known by", "2024"),
        ] {
            let (found, rest) = named(words);
            assert_eq!((found[0].name, rest), (name, value), "{words}");
        }
        assert_eq!(named("clocks off").0.len(), 3);
        assert!(named("as 2024").0.is_empty());
    }

    #[test]
    fn a_clock_is_a_date_as_it_is_written() {
        assert_eq!(set("as of", "198X").as_deref(), Ok("198X"));
        assert_eq!(set("known by", "none").as_deref(), Ok("off"));
        let fault = set("as of", "2024-13").unwrap_err();
        let drawn = "line 1, column 16\n   | set as of 2024-13\n   |                ^^";
        assert!(fault.contains(drawn), "{fault}");
    }

    #[test]
    fn limits_are_above_zero() {
        assert!(set("limit", "0").is_err());
        for wrong in ["0", "-1", "nan", "1e300", "soon"] {
            assert!(set("timeout", wrong).is_err(), "{wrong}");
        }
    }
}
