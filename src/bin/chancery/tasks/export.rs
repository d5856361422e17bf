//! `export`: what data hold, or what stands behind an answer, as files of a form.

use std::fs;
use std::path::{Path, PathBuf};

use chancery::diagnostic::Diagnostic;
use chancery::{Chancery, Error, text};
use clap::Args;
use itertools::Itertools as _;

use crate::cli::Cli;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::forms::{Form, Held, Ink, Motif};
use crate::interrupt::{Interrupts, Manner};
use crate::out;
use crate::progress::Progress;
use crate::sending::Sending;
use crate::surroundings::Surroundings;

/// The question behind a picture or a page where none is asked: all there is.
const EVERYTHING: &str = "timeline";
/// What the built-in data is called.
const BUILT_IN: &str = "builtin";
/// How it is typed: each of the first two words may stand alone.
const USAGE: &str = "chancery export [OPTIONS] [FORMAT] [DATA] --out <OUT>";
/// What is told while a question takes long.
const ASKING: &str = "asking";

/// What to export, and where to.
#[derive(Debug, Args)]
#[command(override_usage = USAGE, after_help = formats())]
pub(crate) struct Words {
    /// Format to write, if the name of the file does not tell, and what to export: a database,
    /// also as it stood (FILE@12, FILE@2026-11-22), a file, a folder, or builtin, which is the
    /// default
    #[arg(value_names = ["FORMAT", "DATA"], num_args = 0..=2)]
    what: Vec<String>,

    /// File or folder to write; - is standard output
    #[arg(long, value_name = "OUT")]
    out: PathBuf,

    /// Export what stands behind the answer to a question
    #[arg(short = 'c', long = "command", value_name = "QUESTION")]
    question: Option<String>,

    /// Export the relations that pass clauses: 'via meeting during 2024'
    #[arg(
        long = "where",
        value_name = "CLAUSES",
        conflicts_with = "question",
        allow_hyphen_values = true
    )]
    clauses: Option<String>,

    /// What svg and png draw; the usual one depends on the question
    #[arg(long, value_name = "PICTURE")]
    picture: Option<Motif>,

    /// Draw svg and png on a dark ground
    #[arg(long)]
    dark: bool,

    /// Take letters that the font of png lacks from a font file; may be repeated
    #[arg(long = "font", value_name = "FILE")]
    fonts: Vec<PathBuf>,

    /// Write over what is there
    #[arg(long)]
    force: bool,
}

/// Returns the formats with what they are for, below the help.
fn formats() -> String {
    let widest = Form::names().map(|(name, _)| text::width(name)).max();
    let row = |(name, what)| format!("  {}  {what}", text::pad(name, widest.unwrap_or(0)));
    format!("Formats:\n{}", Form::names().map(row).join("\n"))
}

/// Writes what data hold, or what stands behind an answer.
pub(super) fn run(
    words: &Words,
    cli: &Cli,
    around: &Surroundings,
    console: &mut Console,
) -> Result<Exit, Failure> {
    let (form, data) = words.read()?;
    let interrupts = Interrupts::listen(Manner::Work);
    words.suit(form)?;
    let ink = Ink::new(words.dark, words.fonts()?);
    let sending = Sending {
        form,
        motif: words.picture,
        ink: &ink,
        path: &words.out,
        force: words.force,
        seen: around.seen,
        quiet: cli.quiet,
        interrupts: &interrupts,
    };
    sending.is_possible()?;
    let asked = words.asked();
    if let (Form::Held(held), None) = (form, &asked) {
        all(&sending, (held, data), (cli, around), console)?;
        return Ok(Exit::Answered);
    }
    let chancery = opened(data, cli, around)?;
    let question = asked.as_deref().unwrap_or(EVERYTHING);
    let mut session = chancery.session();
    let progress = Progress::of(around, cli);
    let answer = progress.during(ASKING, || session.ask(question, interrupts.cancel()))?;
    let answer = answer.ok_or(Error::NothingAsked)?;
    sending.answer(&chancery, &answer, console)?;
    Ok(Exit::Answered)
}

/// Writes all records that data hold.
fn all(
    sending: &Sending<'_>,
    (held, data): (Held, &str),
    (cli, around): (&Cli, &Surroundings),
    console: &mut Console,
) -> Result<(), Failure> {
    if let Held::Ron = held {
        let holding = super::holding(data, cli)?;
        let path = sending.path;
        if path != Path::new("-") && !is_file(path) {
            return out::write_folder(path, &holding.to_files()?, sending.interrupts);
        }
        return sending.records((held, &holding.dataset()?), || Ok(()), console);
    }
    let chancery = opened(data, cli, around)?;
    sending.records((held, chancery.data()), || chancery.intact(), console)
}

/// Opens what is to be exported so that questions can be asked.
fn opened(data: &str, cli: &Cli, around: &Surroundings) -> Result<Chancery, Failure> {
    let is_built_in = data == BUILT_IN;
    let is_now = cli.recorded_at()?.is_none() && (is_built_in || Path::new(data).exists());
    if is_now {
        let data = (!is_built_in).then(|| PathBuf::from(data));
        let data: Vec<PathBuf> = data.into_iter().collect();
        return Ok(crate::opening::open(&data, None, &Progress::of(around, cli))?.chancery);
    }
    Ok(Chancery::in_memory(super::holding(data, cli)?.dataset()?))
}

/// Refuses a new folder that is called like a file of a format that an export has not.
fn is_known(path: &Path) -> Result<(), Failure> {
    let Some(ending) = path.extension().and_then(|ending| ending.to_str()) else {
        return Ok(());
    };
    if path.exists() {
        return Ok(());
    }
    Err(Form::unknown_ending(ending))
}

/// Tells whether a text is a bare word, as names of formats and hardly any paths are.
fn is_word(text: &str) -> bool {
    text != BUILT_IN && text.chars().all(char::is_alphanumeric)
}

/// Tells whether a path is that of a file rather than a folder.
fn is_file(path: &Path) -> bool {
    path.is_file() || path.extension().is_some_and(|end| end == "ron")
}

impl Words {
    /// Returns the form to write, and what is to be exported.
    fn read(&self) -> Result<(Form, &str), Failure> {
        let by_name = || match Form::of_path(&self.out) {
            Some(form) => Ok(form),
            None => is_known(&self.out).map(|()| Form::Held(Held::Ron)),
        };
        match self.what.as_slice() {
            [] => Ok((by_name()?, BUILT_IN)),
            [only] => match Form::named(only) {
                Some(form) => Ok((form, BUILT_IN)),
                None if is_word(only) && !Path::new(only).exists() => Err(Form::unknown(only)),
                None => Ok((by_name()?, only)),
            },
            [form, data, ..] => match Form::named(form) {
                Some(form) => Ok((form, data)),
                None => Err(Form::unknown(form)),
            },
        }
    }

    /// Refuses what is said of pictures where none is drawn.
    fn suit(&self, form: Form) -> Result<(), Failure> {
        let said = [
            (self.picture.is_some(), "--picture"),
            (self.dark, "--dark"),
            (!self.fonts.is_empty(), "--font"),
        ];
        let is_idle = !form.is_picture();
        match said.iter().find(|(is_said, _)| *is_said && is_idle) {
            Some((_, flag)) => {
                let fault = format!("`{flag}` is for pictures, and none is drawn");
                let fault = Diagnostic::new(fault);
                Err(Failure::usage(
                    fault.help("`export svg` and `export png` draw one"),
                ))
            }
            None => Ok(()),
        }
    }

    /// Returns the bytes of the fonts that are named.
    fn fonts(&self) -> Result<Vec<Vec<u8>>, Failure> {
        let read = |path: &PathBuf| {
            let failure = |error| Failure::file("read", &path.display().to_string(), &error);
            fs::read(path).map_err(failure)
        };
        self.fonts.iter().map(read).collect()
    }

    /// Returns the question whose answer is to be exported, if there is one.
    fn asked(&self) -> Option<String> {
        let clauses = self.clauses.as_ref();
        let clauses = clauses.map(|clauses| format!("{EVERYTHING} {clauses}"));
        self.question.clone().or(clauses)
    }
}
