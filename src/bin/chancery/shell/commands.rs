//! The commands: all that can be typed besides questions.
//!
//! One table tells name, usage, help, examples and what is done; help and completion read it too.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use chancery::diagnostic::Diagnostic;
use chancery::edit;
use chancery::query::language;
use chancery::render::{Format, Role, Text, UnknownFormat};
use chancery::{Chancery, text};
use itertools::Itertools as _;
use rustyline::completion::unescape;

use super::save::save;
use super::{Next, Shell, Show, foreign, send};
use crate::exit::{Exit, Failure};
use crate::interrupt::Manner;
use crate::settings::{self, SETTINGS, Setting};

/// What the words behind a command can be, for completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// Nothing that could be foreseen.
    Any,
    /// Something that help knows.
    Topic,
    /// A setting and its value.
    Setting,
    /// A file or folder.
    Path,
    /// A form of files, or a file.
    Form,
    /// A format.
    Format,
    /// What a browser can show.
    Motif,
    /// On or off.
    Switch,
}

/// One command.
pub(super) struct Command {
    /// The name.
    pub(super) name: &'static str,
    /// Another name, or the same.
    pub(super) alias: &'static str,
    /// How it is typed.
    pub(super) usage: &'static str,
    /// What it does, in a few words.
    pub(super) summary: &'static str,
    /// What else there is to know.
    pub(super) help: &'static str,
    /// Lines that can be typed as they stand.
    pub(super) examples: &'static [&'static str],
    /// What the words behind it can be.
    pub(super) words: Words,
    /// Whether a saved session repeats it.
    is_repeated: bool,
    /// Does it, with the words behind the name.
    pub(super) run: fn(&mut Shell, &str) -> Result<Next, Failure>,
}

/// All commands.
pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "help",
        alias: "?",
        usage: "help [WORD]",
        summary: "tell about a question, clause, command or topic",
        help: "Without a word it lists all there is. `help examples` lists questions to try.",
        examples: &["help", "help timeline", "help dates"],
        words: Words::Topic,
        is_repeated: false,
        run: |shell, words| {
            let told = super::help(words, shell.width())?;
            shell.tell(&told)
        },
    },
    Command {
        name: "last",
        alias: "last",
        usage: "last [FORMAT]",
        summary: "show the last answer again, with all its rows",
        help: "A format shows it in that shape, for this once.",
        examples: &["last", "last json"],
        words: Words::Format,
        is_repeated: true,
        run: last,
    },
    Command {
        name: "view",
        alias: "view",
        usage: "view [PICTURE]",
        summary: "show the last answer in a browser",
        help: "Alone it shows the dossier of the answer: network, timeline, relations and sources, with \
               filters, a slider and both clocks. `view network`, `view timeline` and `view chains` \
               show a picture alone. A page needs no network, and `export FILE.html` writes it where \
               it is wanted. BROWSER names the program that shows it.",
        examples: &[],
        words: Words::Motif,
        is_repeated: false,
        run: send::view,
    },
    Command {
        name: "export",
        alias: "export",
        usage: "export [FORMAT] FILE",
        summary: "write the last answer into a file",
        help: "As a page, as a picture, or for another program: the name of the file tells which. \
               `.html` and `.md` are a dossier, `.svg` and `.png` a picture; `.gexf`, `.graphml`, \
               `.ics` and others hold the records behind the answer, and `help exports` lists them \
               all. A file that exists is replaced only by `export FILE!`. `chancery export` does \
               the same without the shell.",
        examples: &[],
        words: Words::Form,
        is_repeated: true,
        run: send::export,
    },
    Command {
        name: "set",
        alias: "set",
        usage: "set [NAME VALUE]",
        summary: "change how answers are shown; alone it lists the settings",
        help: "The settings last until the end of the session; lines in the init file are run at \
               each beginning. `show settings` lists them too, and `help clocks` tells about `as of` \
               and `known by`.",
        examples: &[
            "set",
            "set format plain",
            "set limit 50",
            "set as of 2024-02-03",
            "set clocks off",
            "set format auto",
        ],
        words: Words::Setting,
        is_repeated: true,
        run: set,
    },
    Command {
        name: "time",
        alias: "timing",
        usage: "time on|off",
        summary: "tell how long each answer took",
        help: "The same as `set time`. The time is that of the search, without drawing.",
        examples: &["time on", "time off"],
        words: Words::Switch,
        is_repeated: true,
        run: time,
    },
    Command {
        name: "use",
        alias: "open",
        usage: "use FILE|FOLDER|builtin",
        summary: "open other data",
        help: "A RON file, a folder of RON files, or the data on Rwanda that is built in. If the \
               data is invalid, the present one stays open.",
        examples: &["use builtin"],
        words: Words::Path,
        is_repeated: true,
        run: open,
    },
    Command {
        name: "source",
        alias: "read",
        usage: "source FILE",
        summary: "run the questions, edits and commands of a file",
        help: "The first error ends the file, as in every script. `source add` is an edit: a script of \
               that name is run by `source ./add`.",
        examples: &[],
        words: Words::Path,
        is_repeated: true,
        run: source,
    },
    Command {
        name: "save",
        alias: "save",
        usage: "save FILE",
        summary: "write what was typed into a file, as a script",
        help: "What failed is left out, and so are lines that begin with a space, `help`, `history` \
               and `save` itself. `source FILE` or `chancery -f FILE` runs the rest again. A file \
               that exists is replaced only by `save FILE!`.",
        examples: &[],
        words: Words::Path,
        is_repeated: false,
        run: save,
    },
    Command {
        name: "history",
        alias: "history",
        usage: "history [N]",
        summary: "list the last lines typed",
        help: "Lines that begin with a space are kept out of the history. CHANCERY_HISTORY names \
               its file; `off` keeps none. With the name of a record it is a question.",
        examples: &["history", "history 5"],
        words: Words::Any,
        is_repeated: false,
        run: history,
    },
    Command {
        name: "clear",
        alias: "cls",
        usage: "clear",
        summary: "clear the screen; so does Ctrl-L",
        help: "Settings, history and the last answer stay.",
        examples: &["clear"],
        words: Words::Any,
        is_repeated: false,
        run: clear,
    },
    Command {
        name: "quit",
        alias: "exit",
        usage: "quit",
        summary: "leave; so does Ctrl-D",
        help: "`exit` is the same.",
        examples: &["quit"],
        words: Words::Any,
        is_repeated: false,
        run: |_, _| Ok(Next::Leave),
    },
];

/// Returns the command that a line begins with, and the words behind it. Like questions, commands
/// may be typed with the sigil that other shells ask for.
pub(super) fn read(line: &str) -> Option<(&'static Command, &str)> {
    let (word, rest) = first_word(line);
    let word = word.trim_start_matches(SIGILS);
    if word.eq_ignore_ascii_case("show") && rest.eq_ignore_ascii_case("settings") {
        return named("set").map(|set| (set, ""));
    }
    let command = named(word)?;
    let is_question = language::verb(word).is_some() && names_record(rest);
    (!is_question).then_some((command, rest))
}

/// What may stand before the first word, without a meaning.
const SIGILS: [char; 2] = [':', '.'];

/// The columns of the value of a setting.
const VALUE: usize = 12;

/// Tells whether the words behind `history` are a record: the lines typed have numbers only.
fn names_record(words: &str) -> bool {
    !words.is_empty() && !words.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the command of this name.
pub(super) fn named(word: &str) -> Option<&'static Command> {
    let word = word.to_lowercase();
    COMMANDS
        .iter()
        .find(|command| command.name == word || command.alias == word)
}

/// Returns a line with the beginning of its first word spelt out, if it is the beginning of
/// exactly one question or command and no word by itself.
pub(super) fn spelt_out(line: &str) -> Option<String> {
    let bare = line.trim_start().trim_start_matches(SIGILS);
    let (word, rest) = first_word(bare);
    let beginning = word.to_lowercase();
    let is_letters = !beginning.is_empty() && beginning.chars().all(char::is_alphabetic);
    let is_known = named(word).is_some() || language::verb(word).is_some() || edit::is_edit(line);
    if !is_letters || is_known {
        return None;
    }
    match begun(&beginning).as_slice() {
        [only] => Some(format!("{only} {rest}").trim_end().to_owned()),
        _ => None,
    }
}

/// Returns the first words of questions and commands that begin so.
fn begun(beginning: &str) -> Vec<&'static str> {
    let begun = names().filter(|name| name.starts_with(beginning));
    begun.unique().collect()
}

/// Tells whether a question is about the answer before it.
pub(super) fn asks_why(question: &str) -> bool {
    let (word, _) = first_word(question.trim_start().trim_start_matches(SIGILS));
    language::verb(word).is_some_and(|verb| verb.name == "why")
}

/// Tells whether a question can be limited to so many rows.
pub(super) fn takes_limit(question: &str) -> bool {
    let (word, _) = first_word(question.trim_start().trim_start_matches(SIGILS));
    language::verb(word).is_some_and(|verb| verb.takes("limit"))
}

/// Tells whether a saved session repeats a statement: all questions, but not every command.
pub(super) fn is_repeated(statement: &str) -> bool {
    read(statement).is_none_or(|(command, _)| command.is_repeated)
}

/// Returns the first words of all questions and commands.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let verbs = language::VERBS.iter().map(|verb| verb.name);
    let edits = edit::language::VERBS.iter().map(|verb| verb.name);
    verbs
        .chain(edits)
        .chain(COMMANDS.iter().map(|command| command.name))
}

/// Returns a fault in a question with what may have been meant instead: a line for another
/// program, or a command. Who may shorten words is told which words begin alike.
pub(super) fn advised(mut fault: Diagnostic, question: &str, is_lenient: bool) -> Diagnostic {
    let (word, _) = first_word(question);
    if let Some(advice) = foreign::advice(question) {
        fault.help = vec![advice.to_owned()];
        return fault;
    }
    let is_first_word = fault
        .place
        .as_ref()
        .is_some_and(|place| place.line == 1 && place.column == 1);
    if !is_first_word || language::verb(word).is_some() {
        return fault;
    }
    let begun = begun(&word.to_lowercase());
    if let [first @ .., last] = begun.as_slice()
        && !first.is_empty()
        && is_lenient
    {
        let words = format!("`{}` and `{last}`", first.join("`, `"));
        fault.help = vec![format!("{words} begin so; a letter more tells them apart")];
        return fault;
    }
    let nearest = text::nearest(word, names()).or_else(|| begun.first().copied());
    if let Some((name, sort)) = nearest.and_then(|name| Some((name, sort(name)?))) {
        // It stands before the list of all that might have been meant.
        fault
            .help
            .insert(0, format!("the nearest {sort} is `{name}`"));
    }
    fault
}

/// Returns what a word begins that begins no question.
fn sort(name: &str) -> Option<&'static str> {
    let is_edit = || edit::is_edit(name).then_some("edit");
    named(name).map(|_| "command").or_else(is_edit)
}

fn first_word(line: &str) -> (&str, &str) {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (word, rest.trim())
}

/// Returns the path that the words behind a command name: in quotes, or as completion writes it,
/// with a backslash before each space.
pub(super) fn path(words: &str) -> Option<PathBuf> {
    let quoted = |quote| words.strip_prefix(quote)?.strip_suffix(quote);
    let escape = (!cfg!(windows)).then_some('\\');
    let bare = quoted('"')
        .or_else(|| quoted('\''))
        .map_or_else(|| unescape(words, escape), Cow::Borrowed);
    (!bare.is_empty()).then(|| PathBuf::from(bare.as_ref()))
}

/// Returns the failure of a command that lacks its words.
pub(super) fn lacks(command: &str) -> Failure {
    let usage = named(command).map_or("", |command| command.usage);
    Failure::usage(
        Diagnostic::new(format!("`{command}` lacks a word")).help(format!("usage: {usage}")),
    )
}

fn last(shell: &mut Shell, words: &str) -> Result<Next, Failure> {
    let format = match words {
        "" => shell.settings.format,
        word => Some(format(word)?),
    };
    let Some(shown) = shell.shown.clone() else {
        let fault = Diagnostic::new("there is no answer yet that could be shown again");
        return Err(Failure::Fault(Exit::Failed, vec![fault]));
    };
    let show = Show {
        format,
        rows: Some(usize::MAX),
    };
    let watch = shell.watch();
    shell.show(&shown, show, watch).map(|()| Next::Statement)
}

/// Reads the format behind `last`, which is also a clause with a number behind it.
fn format(word: &str) -> Result<Format, Failure> {
    word.parse().map_err(|fault: UnknownFormat| {
        let fault = Diagnostic::new(fault.to_string());
        Failure::usage(if word.parse::<usize>().is_ok() {
            fault.help(format!(
                "`timeline last {word}` asks for the newest relations"
            ))
        } else {
            fault
        })
    })
}

fn time(shell: &mut Shell, words: &str) -> Result<Next, Failure> {
    set(shell, &format!("time {words}")).map_err(|failure| match failure {
        Failure::Fault(exit, faults) => {
            let help = format!("`timeline {words}` asks what happened when");
            Failure::Fault(
                exit,
                faults.into_iter().map(|fault| fault.help(&help)).collect(),
            )
        }
        told => told,
    })
}

fn set(shell: &mut Shell, words: &str) -> Result<Next, Failure> {
    if words.is_empty() {
        return list(shell, SETTINGS);
    }
    let (named, value) = settings::named(words);
    if named.is_empty() {
        return Err(Failure::usage(no_setting(first_word(words).0)));
    }
    if value.is_empty() {
        return list(shell, named);
    }
    let line = format!("set {words}");
    for setting in named {
        let set = setting.set(&mut shell.settings, value, &line);
        set.map_err(Failure::usage)?;
    }
    shell
        .console
        .choose_colours(shell.settings.color, &shell.around);
    Ok(Next::Statement)
}

/// Returns the fault of a name that no setting has, with the one that may have been meant.
fn no_setting(name: &str) -> Diagnostic {
    let names = || SETTINGS.iter().map(|setting| setting.name);
    let begun = names().find(|known| known.split(' ').next() == Some(name));
    let fault = Diagnostic::new(format!("there is no setting `{name}`"));
    match begun {
        Some(begun) => fault.help(format!("a setting is called `{begun}`")),
        None => fault.nearest(name, names()),
    }
}

/// Shows settings with their values.
fn list<'a>(
    shell: &mut Shell,
    settings: impl IntoIterator<Item = &'a Setting>,
) -> Result<Next, Failure> {
    let mut list = Text::new();
    for setting in settings {
        let value = (setting.read)(&shell.settings);
        list.push(Role::Entity, &text::pad(setting.name, 13));
        list.push(Role::Number, &text::pad(&value, VALUE));
        if text::width(&value) >= VALUE {
            list.push(Role::Plain, " ");
        }
        list.push(Role::Hint, setting.summary);
        list.end_line();
    }
    shell.tell(&list)
}

fn open(shell: &mut Shell, words: &str) -> Result<Next, Failure> {
    let path = path(words).ok_or_else(|| lacks("use"))?;
    let opened_from = path.clone();
    let opened = if path == Path::new("builtin") {
        Chancery::builtin()
    } else {
        Chancery::open(path)
    };
    let chancery = opened.map_err(|error| {
        let mut faults = error.diagnostics();
        if let Some(last) = faults.last_mut() {
            last.help
                .push("the data opened before stays open".to_owned());
        }
        Failure::Fault(error.kind().into(), faults)
    })?;
    shell.leave_desk()?;
    shell.session = chancery.session();
    shell.desk.turn_to(&opened_from);
    if shell.ways.manner == Manner::Interactive && !shell.ways.quiet {
        let summary = super::welcome::summary(chancery.data());
        shell.console.note(&summary);
    }
    Ok(Next::Statement)
}

fn source(shell: &mut Shell, words: &str) -> Result<Next, Failure> {
    let file = path(words).ok_or_else(|| lacks("source"))?;
    shell.run_file(&file, shell.ways.bail)
}

fn history(shell: &mut Shell, words: &str) -> Result<Next, Failure> {
    let most = match words {
        "" => 20,
        number => number.parse().map_err(|_| {
            Failure::usage(Diagnostic::new(format!("`{number}` is no number of lines")))
        })?,
    };
    let skipped = shell.past.len().saturating_sub(most);
    let mut list = Text::new();
    for (at, text) in shell.past.iter().enumerate().skip(skipped) {
        for (below, line) in text.lines().enumerate() {
            let number = (below == 0).then(|| (at + 1).to_string());
            list.push(
                Role::Number,
                &format!("{:>5}  ", number.unwrap_or_default()),
            );
            list.push(Role::Plain, line);
            list.end_line();
        }
    }
    shell.tell(&list)
}

/// Clears a screen; what is no terminal has none.
fn clear(shell: &mut Shell, _: &str) -> Result<Next, Failure> {
    if shell.around.seen && !shell.around.is_dumb() {
        shell.console.raw(crate::paint::CLEARED.as_bytes())?;
    }
    Ok(Next::Statement)
}
