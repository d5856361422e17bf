//! What can be set: by flags for the whole run, by `set` from then on.

use std::num::NonZeroUsize;
use std::time::Duration;

use chancery::diagnostic::Diagnostic;
use chancery::render::Format;

use crate::surroundings::When;

/// How answers are asked for and shown.
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
    change: fn(&mut Settings, &str) -> Result<(), NoValue>,
}

/// A text that a setting cannot take as its value.
struct NoValue;

/// The word for the usual value of a setting that has one.
const USUAL: &str = "auto";

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
                .map_err(|_| NoValue)
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
        values: &["off", "SECONDS"],
        summary: "seconds after which a question is stopped",
        read: |settings| {
            settings
                .timeout
                .map_or_else(|| "off".to_owned(), |time| time.as_secs_f64().to_string())
        },
        change: |settings, text| {
            settings.timeout = match text {
                "off" => None,
                text => Some(seconds(text).map_err(|_| NoValue)?),
            };
            Ok(())
        },
    },
];

/// Returns the setting of a name, American and British.
pub(crate) fn setting(name: &str) -> Option<&'static Setting> {
    let name = name.to_lowercase();
    let name = if name == "colour" { "color" } else { &name };
    SETTINGS.iter().find(|setting| setting.name == name)
}

impl Setting {
    /// Changes the value; on failure says which values there are.
    pub(crate) fn set(&self, settings: &mut Settings, text: &str) -> Result<(), Diagnostic> {
        (self.change)(settings, &text.to_lowercase()).map_err(|NoValue| {
            Diagnostic::new(format!("`{text}` is no value of `{}`", self.name))
                .help(format!("possible are {}", self.values.join(", ")))
        })
    }
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

/// Reads a value, or the word for the usual one.
fn value<T: std::str::FromStr>(text: &str) -> Result<Option<T>, NoValue> {
    match text {
        USUAL => Ok(None),
        text => text.parse().map(Some).map_err(|_| NoValue),
    }
}

fn on_off(value: bool) -> String {
    if value { "on" } else { "off" }.to_owned()
}

fn switch(text: &str) -> Result<bool, NoValue> {
    match text {
        "on" | "yes" | "true" => Ok(true),
        "off" | "no" | "false" => Ok(false),
        _ => Err(NoValue),
    }
}

#[cfg(test)]
mod tests {
    use super::{SETTINGS, Settings, setting};

    #[test]
    fn every_listed_value_can_be_set_and_is_read_back() {
        for setting in SETTINGS {
            let mut settings = Settings::default();
            for value in setting
                .values
                .iter()
                .filter(|value| value.to_lowercase() == **value)
            {
                setting.set(&mut settings, value).unwrap();
                assert_eq!((setting.read)(&settings), *value, "{}", setting.name);
            }
        }
    }

    #[test]
    fn a_wrong_value_is_answered_with_the_right_ones() {
        let fault = setting("format")
            .unwrap()
            .set(&mut Settings::default(), "jsno")
            .unwrap_err();
        assert_eq!(fault.message, "`jsno` is no value of `format`");
        assert!(fault.help[0].contains("jsonl"));
    }

    #[test]
    fn colour_is_spelt_both_ways() {
        assert_eq!(setting("Colour").unwrap().name, "color");
    }

    #[test]
    fn limits_are_above_zero() {
        let limit = setting("limit").unwrap();
        assert!(limit.set(&mut Settings::default(), "0").is_err());
        let timeout = setting("timeout").unwrap();
        for wrong in ["0", "-1", "nan", "1e300", "soon"] {
            assert!(
                timeout.set(&mut Settings::default(), wrong).is_err(),
                "{wrong}"
            );
        }
    }
}
