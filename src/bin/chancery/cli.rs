//! The command line: flags, subcommands and their help.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chancery::edtf::Moment;
use chancery::graph::Clocks;
use chancery::render::Format;
use clap::error::ErrorKind;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;

use crate::exit::Failure;
use crate::settings::{Settings, date_of_option, moment_of_option, rows, seconds};
use crate::surroundings::When;
use crate::tasks::{DiffWords, ExportWords, ImportWords, MergeWords, SalvageWords};

const EXAMPLES: &str = "\
Examples:
  chancery                                       open the shell
  chancery -c 'timeline Kagame with Kazakhstan'  answer one question
  chancery -c 'count by year' --format json      answer it for a program
  chancery -f questions.txt my-data/             run a script on other data
  chancery builtin people.ftm.json               open files of several formats together
  chancery import people.ftm.json --into a.ron   turn a file into a data file
  chancery import a.ron --into a.chancery        make a database, or add to it
  chancery a.chancery -c 'log last 5'            ask what was recorded
  chancery export html -c 'between Rwanda and Kazakhstan' --out a.html
  chancery export gexf --where 'via meeting' --out meetings.gexf
  chancery diff a.chancery@2026-11-20 a.chancery tell what changed since
  echo 'find Kagame' | chancery                  answer questions from a pipe
  chancery --as-of 2024-02-03 -c 'show Rwanda'   see what held on a day
  chancery -c 'timeline Kagame' --receipt > x    save an answer that can be proved
  chancery replay x                              prove it
  chancery help timeline                         tell about a kind of question
  chancery check my-data/*.ron                   look for mistakes in data files
";

const EXIT_CODES: &str = "\
Exit codes:
    0  everything was answered
    1  a question failed, or took longer than --timeout allows
    2  wrong usage
    3  data could not be read or is invalid
    4  check, diff, fmt --check, import --dry-run, merge, replay or salvage found
       something
  130  interrupted

Answers go to standard output, everything else to standard error. A folder that
is called like a subcommand is opened as ./check.
";

/// Explore who met whom, who signed what, since when, and who says so.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, before_help = EXAMPLES, after_help = EXIT_CODES)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag that may stand beside the others"
)]
#[command(disable_help_subcommand = true, max_term_width = 100)]
pub(crate) struct Cli {
    /// What to open together instead of the built-in data: data files, folders of them, files that
    /// can be imported, builtin; - reads questions from standard input
    #[arg(value_name = "DATA")]
    pub(crate) data: Vec<PathBuf>,

    /// Answer a question and leave; may be repeated
    #[arg(short = 'c', long = "command", value_name = "QUESTION")]
    questions: Vec<String>,

    /// Run the questions of a file and leave; may be repeated, - is standard input
    #[arg(short = 'f', long = "file", value_name = "SCRIPT")]
    files: Vec<PathBuf>,

    /// Shape of answers: table, plain, md, csv, tsv, json, jsonl [default: table on a terminal, else plain]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    /// Show at most so many rows of an answer
    #[arg(long, value_name = "N", value_parser = rows, allow_negative_numbers = true)]
    limit: Option<NonZeroUsize>,

    /// Answer as of a day (EDTF): ties in force then, events up to then
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    as_of: Option<String>,

    /// Answer from what sources published by a day (EDTF) had said
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    known_by: Option<String>,

    /// Answer from a database as it stood at a day or a moment (2026-11-22T13:25)
    #[arg(long, value_name = "MOMENT", global = true, allow_hyphen_values = true)]
    pub(crate) recorded_at: Option<String>,

    /// List the sources of each answer below it
    #[arg(long)]
    cite: bool,

    /// Put a receipt below each answer, which `chancery replay` can check
    #[arg(long)]
    receipt: bool,

    /// Stop a question that takes longer, and count it as failed
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    timeout: Option<Duration>,

    /// Add the relation kinds of a RON file to the built-in ones
    #[arg(long, value_name = "FILE", requires = "data")]
    pub(crate) ontology: Option<PathBuf>,

    /// When to use colour: auto, always, never
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    #[arg(hide_possible_values = true, alias = "colour")]
    pub(crate) color: When,

    /// Columns of a line [default: those of the terminal, else 80]
    #[arg(long, value_name = "N", global = true)]
    pub(crate) width: Option<usize>,

    /// Draw lines and arrows in ASCII
    #[arg(long, global = true)]
    pub(crate) ascii: bool,

    /// Tell how long each answer took
    #[arg(long)]
    time: bool,

    /// Repeat each line of a script before its answer
    #[arg(long)]
    pub(crate) echo: bool,

    /// Do not run the init file
    #[arg(long)]
    pub(crate) no_init: bool,

    /// Refuse edits
    #[arg(long)]
    pub(crate) read_only: bool,

    /// Who makes the edits [default: the variable `CHANCERY_AUTHOR`, else the name of the account]
    #[arg(long, value_name = "NAME")]
    author: Option<String>,

    /// Leave out banner, notes and warnings
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,

    /// Stop a script at the first error; this is the default
    #[arg(long, overrides_with = "no_bail")]
    bail: bool,

    /// Go on with a script after an error
    #[arg(long)]
    pub(crate) no_bail: bool,

    #[command(subcommand)]
    pub(crate) task: Option<Task>,

    /// The questions and scripts in the order given.
    #[arg(skip)]
    pub(crate) scripts: Vec<Script>,
}

/// What the program does besides answering questions.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Look for mistakes in data files, or check every byte of a database
    Check {
        /// RON files or folders, or one database; - is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Rewrite data files in the usual layout; comments are kept
    Fmt {
        /// Only list the files that would change
        #[arg(long)]
        check: bool,
        /// RON files or folders; - reads standard input and writes standard output
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Ask the questions of saved receipts again, and compare the answers
    Replay {
        /// RON file or folder to ask instead of the built-in data
        #[arg(long, value_name = "DATA")]
        data: Option<PathBuf>,
        /// Add the relation kinds of a RON file to the built-in ones
        #[arg(long, value_name = "FILE", requires = "data")]
        ontology: Option<PathBuf>,
        /// Files with receipts in them, of any format; - is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Read files, tell what became of each row, and write a data file or add to a database
    Import(ImportWords),
    /// Write what data hold, or what stands behind an answer: data files, pictures, pages, and the
    /// formats of other programs
    Export(ExportWords),
    /// Tell what differs between two databases, files or folders, or in a database since a moment
    Diff(DiffWords),
    /// Put together two copies that have grown apart, and tell what both changed
    Merge(MergeWords),
    /// Take all that is sound out of a damaged database, and list what is lost
    Salvage(SalvageWords),
    /// Copy a database as it is now, whoever writes to it meanwhile
    Backup {
        /// The database
        #[arg(value_name = "FILE.chancery")]
        file: PathBuf,
        /// The copy, which must not be there yet
        #[arg(value_name = "TO")]
        to: PathBuf,
    },
    /// Write a database anew without what is dead in it; nothing that was recorded is lost
    Compact {
        /// The database
        #[arg(value_name = "FILE.chancery")]
        file: PathBuf,
    },
    /// List the formats that can be imported
    Formats,
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Tell about the program, a question, a clause or a command
    Help {
        /// What to tell about
        words: Vec<String>,
    },
}

/// Where statements come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Script {
    /// From the command line itself.
    Text(String),
    /// From a file.
    File(PathBuf),
    /// From standard input.
    Input,
}

impl Cli {
    /// Reads the command line.
    pub(crate) fn read(words: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
        let matches = Cli::command().try_get_matches_from(words)?;
        let mut cli = Cli::from_arg_matches(&matches)?;
        cli.scripts = scripts(&cli, &matches);
        let given = cli.data.len();
        cli.data.retain(|data| data.as_os_str() != "-");
        if cli.data.len() < given {
            cli.scripts.push(Script::Input);
        }
        let command = Cli::command();
        let is_task = |word: &PathBuf| {
            word.to_str()
                .is_some_and(|word| command.find_subcommand(word).is_some())
        };
        let has_task = cli.task.is_some() && (!cli.data.is_empty() || !cli.scripts.is_empty());
        if has_task || cli.data.iter().any(is_task) {
            let fault = "a subcommand takes neither DATA nor questions before it";
            return Err(Cli::command().error(ErrorKind::ArgumentConflict, fault));
        }
        Ok(cli)
    }

    /// Returns the moment as of whose records questions are asked, if one is set.
    pub(crate) fn recorded_at(&self) -> Result<Option<Moment>, Failure> {
        let text = self.recorded_at.as_deref();
        let moment = text.map(|text| moment_of_option("--recorded-at", text));
        moment.transpose().map_err(Failure::usage)
    }

    /// Returns what is opened, if it is one file or folder alone.
    pub(crate) fn only_data(&self) -> Option<&Path> {
        match self.data.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Returns the settings to begin with.
    pub(crate) fn settings(&self) -> Result<Settings, Failure> {
        let date = |option, text: &Option<String>| {
            let date = text.as_ref().map(|text| date_of_option(option, text));
            date.transpose().map_err(Failure::usage)
        };
        let clocks = Clocks {
            as_of: date("--as-of", &self.as_of)?,
            known_by: date("--known-by", &self.known_by)?,
        };
        Ok(Settings {
            format: self.format,
            limit: self.limit,
            width: self.width,
            color: self.color,
            ascii: self.ascii,
            pager: false,
            time: self.time,
            timeout: self.timeout,
            clocks,
            recorded_at: self.recorded_at()?,
            author: self.author.clone(),
            cite: self.cite,
            receipt: self.receipt,
        })
    }
}

/// Returns the questions and script files in the order in which they were given.
fn scripts(cli: &Cli, matches: &ArgMatches) -> Vec<Script> {
    let places = |id| matches.indices_of(id).into_iter().flatten();
    let questions = cli.questions.iter().cloned().map(Script::Text);
    let files = cli.files.iter().map(|path| match path.to_str() {
        Some("-") => Script::Input,
        _ => Script::File(path.clone()),
    });
    let mut scripts: Vec<(usize, Script)> = places("questions")
        .zip(questions)
        .chain(places("files").zip(files))
        .collect();
    scripts.sort_by_key(|(place, _)| *place);
    scripts.into_iter().map(|(_, script)| script).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use clap::CommandFactory;

    use super::{Cli, Script, Task};

    fn read(words: &str) -> Result<Cli, clap::Error> {
        Cli::read(
            std::iter::once("chancery")
                .chain(words.split_whitespace())
                .map(Into::into),
        )
    }

    #[test]
    fn the_flags_agree_with_each_other() {
        Cli::command().debug_assert();
    }

    #[test]
    fn questions_and_scripts_keep_their_order() {
        let cli = read("-c a -f b data.ron -c c -f -").unwrap();
        let text = |text: &str| Script::Text(text.to_owned());
        assert_eq!(
            cli.scripts,
            [
                text("a"),
                Script::File("b".into()),
                text("c"),
                Script::Input
            ]
        );
        assert_eq!(cli.data, [PathBuf::from("data.ron")]);
    }

    #[test]
    fn a_dash_is_standard_input_with_and_without_data() {
        for words in ["-", "data.ron -"] {
            let cli = read(words).unwrap();
            assert_eq!(cli.scripts, [Script::Input]);
            assert_eq!(cli.data.is_empty(), words == "-");
        }
    }

    #[test]
    fn a_word_that_is_no_subcommand_is_data() {
        assert_eq!(read("checks").unwrap().data, [PathBuf::from("checks")]);
        assert_eq!(read("./check").unwrap().data, [PathBuf::from("./check")]);
        assert!(matches!(
            read("check x").unwrap().task,
            Some(Task::Check { .. })
        ));
        assert!(read("data.ron check x").is_err());
    }

    #[test]
    fn the_last_word_on_bailing_counts() {
        assert!(read("--bail --no-bail").unwrap().no_bail);
        assert!(!read("--no-bail --bail").unwrap().no_bail);
    }
}
