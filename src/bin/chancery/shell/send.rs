//! `export` and `view`: the last answer as a file, and before somebody's eyes.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chancery::diagnostic::Diagnostic;
use clap::ValueEnum;

use super::commands::{lacks, path};
use super::{Next, Shell};
use crate::exit::{Exit, Failure};
use crate::forms::{Form, Ink, Motif, Shown};
use crate::interrupt::Manner;
use crate::sending::Sending;
use crate::viewer;

/// What stands behind the name of a file that may be replaced.
const REPLACE: char = '!';

/// Writes the last answer into a file, in the form that is named or that the name of the file tells.
pub(super) fn export(shell: &mut Shell, words: &str) -> Result<Next, Failure> {
    let (words, force) = match words.strip_suffix(REPLACE) {
        Some(words) => (words.trim_end(), true),
        None => (words, false),
    };
    let (form, name) = match words.split_once(char::is_whitespace) {
        Some((word, name)) if Form::named(word).is_some() => (Form::named(word), name.trim()),
        _ => (None, words),
    };
    let file = path(name).ok_or_else(|| lacks("export"))?;
    let form = form.or_else(|| Form::of_path(&file));
    let form = form.ok_or_else(|| unknown(words, &file))?;
    let written = shell.send(form, None, &file, force);
    written.map_err(|failure| with_sign(failure, words))?;
    Ok(Next::Statement)
}

/// Returns the failure of words that tell no form.
fn unknown(words: &str, file: &Path) -> Failure {
    if Form::named(words).is_some() {
        return lacks("export");
    }
    let ending = file.extension().and_then(OsStr::to_str);
    match (words.split_once(char::is_whitespace), ending) {
        (None, Some(ending)) => Form::unknown_ending(ending),
        (Some((word, _)), _) => Form::unknown(word),
        (None, None) => Form::unknown(words),
    }
}

/// Tells how the shell is asked to replace a file, where the command line has a flag.
fn with_sign(failure: Failure, words: &str) -> Failure {
    match failure {
        Failure::Fault(Exit::Usage, mut faults) => {
            for fault in &mut faults {
                if fault.help.iter().any(|help| help.contains("--force")) {
                    fault.help = vec![format!("`export {words}{REPLACE}` replaces it")];
                }
            }
            Failure::Fault(Exit::Failed, faults)
        }
        other => other,
    }
}

/// Shows the last answer as a page or a picture in a browser.
pub(super) fn view(shell: &mut Shell, words: &str) -> Result<Next, Failure> {
    let motif = match words.to_lowercase().as_str() {
        "" | "page" | "dossier" => None,
        word => Some(Motif::from_str(word, true).map_err(|_| no_motif(word))?),
    };
    let (form, name) = match motif {
        None => (Form::Shown(Shown::Html), "view.html".to_owned()),
        Some(motif) => (Form::Shown(Shown::Svg), format!("{}.svg", word(motif))),
    };
    let folder = shell.around.views().ok_or_else(no_folder)?;
    let folder = private(&folder)
        .map_err(|error| Failure::file("make", &folder.display().to_string(), &error))?;
    let file = folder.join(name);
    shell.send(form, motif, &file, true)?;
    let is_seen = viewer::show(&file, &shell.around);
    if !is_seen || !shell.ways.quiet {
        let what = if is_seen {
            "shown from"
        } else {
            "no browser can be started here; open"
        };
        shell.console.note(&format!("{what} {}", file.display()));
    }
    Ok(Next::Statement)
}

impl Shell {
    /// Writes the last answer into a file.
    fn send(
        &mut self,
        form: Form,
        motif: Option<Motif>,
        file: &Path,
        force: bool,
    ) -> Result<(), Failure> {
        let Some(shown) = self.shown.clone() else {
            let fault = Diagnostic::new("there is no answer yet that could be shown or exported");
            let fault = fault.help("ask something first, for example `timeline`");
            return Err(Failure::Fault(Exit::Failed, vec![fault]));
        };
        let sending = Sending {
            form,
            motif,
            ink: &Ink::new(false, Vec::new()),
            path: file,
            force,
            seen: self.around.seen,
            quiet: self.ways.quiet || self.ways.manner != Manner::Interactive,
            interrupts: &self.interrupts,
        };
        sending.is_possible()?;
        sending.answer(&shown.chancery, &shown.answer, &mut self.console)
    }
}

/// Returns the word for what is drawn.
fn word(motif: Motif) -> String {
    let value = motif.to_possible_value();
    value.map_or_else(String::new, |value| value.get_name().to_owned())
}

fn no_motif(word: &str) -> Failure {
    let fault = Diagnostic::new(format!("`{word}` is nothing that can be shown"));
    let known = ["page", "network", "timeline", "chains"];
    Failure::usage(
        fault
            .nearest(word, known)
            .help("possible are `page`, `network`, `timeline` and `chains`"),
    )
}

fn no_folder() -> Failure {
    let fault = Diagnostic::new("there is no folder for what is viewed, for HOME is not set");
    let fault = fault.help("`export FILE.html` writes the page where it is wanted");
    Failure::Fault(Exit::Failed, vec![fault])
}

/// Makes a folder that nobody else can read.
fn private(folder: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(folder.to_owned())
}
