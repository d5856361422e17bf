//! What the program runs in: terminals, environment variables, folders. The one place that asks.
//!
//! Every decision is a function of values, so that tests can put the program anywhere.

use std::fmt;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use chancery::edtf::Moment;
use chancery::register::Author;
use chancery::store::Holder;
use clap::ValueEnum;

/// When to paint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On terminals, unless the environment says otherwise.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Nowhere.
    Never,
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            When::Auto => "auto",
            When::Always => "always",
            When::Never => "never",
        })
    }
}

/// The columns assumed where nothing tells them.
const USUAL_WIDTH: usize = 80;
/// The lines of a terminal that does not tell them.
const USUAL_LINES: usize = 24;
/// The narrowest and the widest lines that are laid out.
const WIDTHS: (usize, usize) = (20, 1000);
/// The fewest rows that count as a screenful.
const LEAST_ROWS: usize = 20;
/// Lines of a screen that are not rows: question, heading, notes and the next prompt.
const LINES_AROUND_ROWS: usize = 6;

/// The pager where `PAGER` names none: it leaves colours and short texts on the screen.
const USUAL_PAGER: &str = "less -FRX";

/// Columns and lines of a terminal.
type Size = (usize, usize);

/// What the program runs in.
pub(crate) struct Surroundings {
    /// Whether somebody types the input.
    pub(crate) typed: bool,
    /// Whether answers go to a terminal.
    pub(crate) seen: bool,
    /// Whether messages go to a terminal.
    pub(crate) heard: bool,
    variable: fn(&str) -> Option<String>,
    size: fn() -> Option<Size>,
}

impl Surroundings {
    /// Returns what this process runs in.
    pub(crate) fn real() -> Surroundings {
        Surroundings {
            typed: std::io::stdin().is_terminal(),
            seen: std::io::stdout().is_terminal(),
            heard: std::io::stderr().is_terminal(),
            variable,
            size,
        }
    }

    /// Tells whether to paint on a stream.
    pub(crate) fn paints(&self, when: When, is_terminal: bool) -> bool {
        paints(when, self.variable, is_terminal)
    }

    /// Returns the columns to fill: those wished for, the terminal's, `COLUMNS`, or 80.
    pub(crate) fn width(&self, wished: Option<usize>) -> usize {
        let of_terminal = || (self.size)().map(|(columns, _)| columns);
        let of_variable = || (self.variable)("COLUMNS")?.trim().parse().ok();
        wished
            .or_else(|| self.seen.then(of_terminal).flatten())
            .or_else(of_variable)
            .unwrap_or(USUAL_WIDTH)
            .clamp(WIDTHS.0, WIDTHS.1)
    }

    /// Returns how many rows fit the screen.
    pub(crate) fn screenful(&self) -> usize {
        self.lines()
            .saturating_sub(LINES_AROUND_ROWS)
            .max(LEAST_ROWS)
    }

    /// Returns how many lines the terminal has.
    pub(crate) fn lines(&self) -> usize {
        (self.size)().map_or(USUAL_LINES, |(_, lines)| lines)
    }

    /// Returns the words that start the pager: those of `PAGER`, or the usual ones.
    pub(crate) fn pager(&self) -> Vec<String> {
        let named = (self.variable)("PAGER");
        let words = named.as_deref().unwrap_or(USUAL_PAGER);
        words.split_whitespace().map(str::to_owned).collect()
    }

    /// Tells whether somebody has told the pager `less` how to behave.
    pub(crate) fn has_less(&self) -> bool {
        (self.variable)("LESS").is_some()
    }

    /// Tells whether lines and arrows must be drawn in ASCII.
    pub(crate) fn is_ascii(&self) -> bool {
        is_ascii(self.variable)
    }

    /// Tells whether the terminal cannot move its cursor.
    pub(crate) fn is_dumb(&self) -> bool {
        (self.variable)("TERM").is_some_and(|term| term == "dumb")
    }

    /// Returns who makes an edit, and when: the name wished for, that of `CHANCERY_AUTHOR`, or the
    /// name of the account.
    pub(crate) fn author(&self, wished: Option<&str>) -> Author {
        Author {
            name: author(self.variable, wished),
            at: moment(self.variable),
        }
    }

    /// Returns what others are told who would like to write to the same database meanwhile.
    #[expect(
        clippy::unused_self,
        reason = "the process is a part of what the program runs in"
    )]
    pub(crate) fn holder(&self, author: &Author) -> Holder {
        Holder {
            name: author.name.clone(),
            process: std::process::id(),
            since: Some(author.at),
        }
    }

    /// Returns the file of the history, or nothing if none is to be kept.
    pub(crate) fn history(&self) -> Option<PathBuf> {
        history(self.variable)
    }

    /// Returns the folder for pages and pictures that are viewed.
    pub(crate) fn views(&self) -> Option<PathBuf> {
        let state = folder(
            self.variable,
            "XDG_STATE_HOME",
            "LOCALAPPDATA",
            ".local/state",
        );
        state.map(|folder| folder.join("view"))
    }

    /// Returns the words that start the browser, where somebody wishes for one.
    pub(crate) fn browser(&self) -> Option<String> {
        (self.variable)("BROWSER")
    }

    /// Tells whether windows can be shown.
    pub(crate) fn has_screen(&self) -> bool {
        let screens = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"];
        let is_named = || screens.iter().any(|name| (self.variable)(name).is_some());
        cfg!(any(windows, target_os = "macos")) || is_named()
    }

    /// Returns the file of commands to begin with, if there may be one.
    pub(crate) fn init(&self) -> Option<PathBuf> {
        folder(self.variable, "XDG_CONFIG_HOME", "APPDATA", ".config")
            .map(|folder| folder.join("init"))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program, not the library, obeys the environment"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Returns the name of whoever makes an edit.
fn author(variable: impl Fn(&str) -> Option<String>, wished: Option<&str>) -> String {
    let accounts = ["CHANCERY_AUTHOR", "LOGNAME", "USER", "USERNAME"];
    let wished = wished.map(str::to_owned);
    let named = wished.or_else(|| accounts.into_iter().find_map(variable));
    named.unwrap_or_else(|| "unknown".to_owned())
}

/// Returns what time it is, or what time `SOURCE_DATE_EPOCH` says it is: builds that are to give
/// the same bytes each time set it.
#[expect(
    clippy::disallowed_methods,
    reason = "the program, not the library, has a clock"
)]
fn moment(variable: impl Fn(&str) -> Option<String>) -> Moment {
    let told = variable("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.trim().parse().ok());
    let clock = || {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0, |since| since.as_secs().cast_signed())
    };
    Moment::from_unix(told.unwrap_or_else(clock))
}

fn size() -> Option<Size> {
    let (width, height) = terminal_size::terminal_size()?;
    Some((usize::from(width.0), usize::from(height.0)))
}

/// Decides whether to paint: the flag, then `NO_COLOR`, then `FORCE_COLOR` and `CLICOLOR_FORCE`,
/// then `TERM=dumb`, then whether the stream is a terminal.
fn paints(when: When, variable: impl Fn(&str) -> Option<String>, is_terminal: bool) -> bool {
    let is_set = |name: &str| variable(name).is_some_and(|value| value != "0");
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if variable("NO_COLOR").is_some() => false,
        When::Auto if is_set("FORCE_COLOR") || is_set("CLICOLOR_FORCE") => true,
        When::Auto => is_terminal && variable("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// Tells whether the terminal is dumb or the locale names an encoding other than UTF-8. A machine
/// that names no locale at all is taken for one that shows UTF-8, as most now do.
fn is_ascii(variable: impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(&variable);
    let is_utf8 = locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    !is_utf8 || variable("TERM").is_some_and(|term| term == "dumb")
}

fn history(variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    match variable("CHANCERY_HISTORY") {
        Some(value) if value == "off" => None,
        Some(value) => Some(PathBuf::from(value)),
        None => folder(variable, "XDG_STATE_HOME", "LOCALAPPDATA", ".local/state")
            .map(|folder| folder.join("history")),
    }
}

/// Returns the program's folder below the one that a variable names; the XDG rules ask for an
/// absolute path, and otherwise for the usual folder at home.
fn folder(
    variable: impl Fn(&str) -> Option<String>,
    xdg: &str,
    windows: &str,
    at_home: &str,
) -> Option<PathBuf> {
    let named = |name: &str| variable(name).map(PathBuf::from);
    let by_xdg = || named(xdg).filter(|path| path.is_absolute());
    let by_system = || named(windows).filter(|_| cfg!(windows));
    let by_home = || named("HOME").map(|home| home.join(at_home));
    by_xdg()
        .or_else(by_system)
        .or_else(by_home)
        .map(|folder| folder.join("chancery"))
}

#[cfg(test)]
impl Surroundings {
    /// Returns surroundings without terminals and variables.
    pub(crate) fn bare() -> Surroundings {
        Surroundings {
            typed: false,
            seen: false,
            heard: false,
            variable: |_| None,
            size: || None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Surroundings, When, history, is_ascii, paints};

    /// Returns a reader of the variables in `set`, written `NAME=VALUE NAME=VALUE`.
    fn variables(set: &'static str) -> impl Fn(&str) -> Option<String> + Copy {
        move |name| {
            set.split(' ')
                .filter_map(|pair| pair.split_once('='))
                .find_map(|(key, value)| (key == name).then(|| value.to_owned()))
        }
    }

    #[track_caller]
    fn check(when: When, set: &'static str, is_terminal: bool, painted: bool) {
        assert_eq!(
            paints(when, variables(set), is_terminal),
            painted,
            "{when} {set}"
        );
    }

    #[test]
    fn a_terminal_is_painted_and_a_pipe_is_not() {
        check(When::Auto, "TERM=xterm", true, true);
        check(When::Auto, "TERM=xterm", false, false);
    }

    #[test]
    fn the_flag_beats_every_variable() {
        check(When::Always, "NO_COLOR=1 TERM=dumb", false, true);
        check(When::Never, "FORCE_COLOR=1", true, false);
    }

    #[test]
    fn no_color_beats_force_color_which_beats_a_dumb_terminal() {
        check(When::Auto, "NO_COLOR=1 FORCE_COLOR=1", true, false);
        check(When::Auto, "CLICOLOR_FORCE=1 TERM=dumb", false, true);
        check(When::Auto, "FORCE_COLOR=0", false, false);
        check(When::Auto, "TERM=dumb", true, false);
    }

    #[test]
    fn only_a_named_locale_can_rule_out_unicode() {
        assert!(!is_ascii(variables("")));
        assert!(!is_ascii(variables("LANG=en_GB.UTF-8")));
        assert!(is_ascii(variables("LC_ALL=C LANG=en_GB.UTF-8")));
        assert!(is_ascii(variables("LANG=ru_RU.KOI8-R")));
        assert!(is_ascii(variables("LANG=fr_FR.utf8 TERM=dumb")));
    }

    #[test]
    fn the_history_stands_in_the_state_folder_unless_told_otherwise() {
        let place = |set| history(variables(set));
        let at = |path: &str| Some(PathBuf::from(path));
        assert_eq!(place("HOME=/h"), at("/h/.local/state/chancery/history"));
        assert_eq!(
            place("HOME=/h XDG_STATE_HOME=/s"),
            at("/s/chancery/history")
        );
        assert_eq!(
            place("HOME=/h XDG_STATE_HOME=s"),
            at("/h/.local/state/chancery/history")
        );
        assert_eq!(place("HOME=/h CHANCERY_HISTORY=/x"), at("/x"));
        assert_eq!(place("HOME=/h CHANCERY_HISTORY=off"), None);
        assert_eq!(place(""), None);
    }

    #[test]
    fn the_width_is_the_one_wished_for_within_reason() {
        let surroundings = Surroundings::bare();
        assert_eq!(surroundings.width(None), 80);
        assert_eq!(surroundings.width(Some(132)), 132);
        assert_eq!(surroundings.width(Some(0)), 20);
    }
}
