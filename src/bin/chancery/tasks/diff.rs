//! `diff`: what differs between any two things that can be opened, in the words of the field.

use chancery::Holding;
use chancery::diagnostic::Diagnostic;
use chancery::render::{Format, Role, Text};
use clap::Args;

use crate::cli::Cli;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::interrupt::Interrupts;
use crate::progress::Progress;
use crate::surroundings::Surroundings;

/// How many words git hands to a program that compares for it.
const OF_GIT: usize = 7;

/// What to compare, and how to tell it.
#[derive(Debug, Args)]
pub(crate) struct Words {
    /// Two of: a file, a folder, builtin, a database, a database as it stood (FILE@12 after entry
    /// 12, FILE@2026-11-22, FILE@2026-11-22T13:25)
    #[arg(value_name = "OLD NEW", required = true, num_args = 1..=OF_GIT)]
    what: Vec<String>,

    /// Shape of the answer: table, plain, md, csv, tsv, json, jsonl [default: table on a terminal, else plain]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    /// Print one thing as lines of text, for git to compare (textconv)
    #[arg(long, conflicts_with = "git")]
    text: bool,

    /// Compare what git hands over to an external diff: PATH OLD HEX MODE NEW HEX MODE
    #[arg(long)]
    git: bool,
}

/// Tells what differs. That anything does is told by the exit code, but not to git, which takes it
/// for a failure.
pub(super) fn run(
    words: &Words,
    cli: &Cli,
    around: &Surroundings,
    console: &mut Console,
) -> Result<Exit, Failure> {
    let progress = Progress::of(around, cli);
    let what: Vec<&str> = words.what.iter().map(String::as_str).collect();
    let (old, new) = match (what.as_slice(), words.text, words.git) {
        ([only], true, _) => {
            console.raw(super::of_git(only)?.to_ron()?.as_bytes())?;
            return Ok(Exit::Answered);
        }
        ([path, old, _, _, new, ..], _, true) => {
            console.answer(&heading(path), &Interrupts::default())?;
            (super::of_git(old)?, super::of_git(new)?)
        }
        ([old, new], false, false) => progress.during("opening what is compared", || {
            Ok::<_, Failure>((super::holding(old, cli)?, Holding::open(new)?))
        })?,
        _ => return Err(wrong_number(words)),
    };
    let differences = progress.during("comparing", || old.differences(&new));
    super::show(&differences, words.format, (cli, around), console)?;
    let is_told = words.git || differences.rows.is_empty();
    Ok(if is_told { Exit::Answered } else { Exit::Found })
}

fn heading(path: &str) -> Text {
    let mut heading = Text::of(Role::Heading, path);
    heading.end_line();
    heading
}

fn wrong_number(words: &Words) -> Failure {
    let wanted = match (words.text, words.git) {
        (true, _) => "`--text` takes one thing",
        (_, true) => "`--git` takes the seven words that git hands over",
        _ => "two things are compared",
    };
    let fault = Diagnostic::new(format!("{wanted}, not {}", words.what.len()));
    Failure::usage(fault.help("usage: `chancery diff OLD NEW`"))
}
