//! Sending answers and records out of the program, as files of a form.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chancery::answer::Answer;
use chancery::diagnostic::Diagnostic;
use chancery::exchange::{Exchange, Loss};
use chancery::files;
use chancery::model::Dataset;
use chancery::picture::PictureError;
use chancery::text;
use chancery::{Chancery, Error};
use itertools::Itertools as _;

use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::forms::{Form, Held, Ink, Motif, Shown};
use crate::interrupt::Interrupts;
use crate::out;

/// The path that means standard output.
const STANDARD: &str = "-";

/// A file that is to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sending<'a> {
    /// The form.
    pub(crate) form: Form,
    /// What pictures draw, if not the usual.
    pub(crate) motif: Option<Motif>,
    /// How pictures are drawn.
    pub(crate) ink: &'a Ink,
    /// Where to.
    pub(crate) path: &'a Path,
    /// Whether what is there may be written over.
    pub(crate) force: bool,
    /// Whether standard output is a terminal.
    pub(crate) seen: bool,
    /// Whether nothing but failures is told.
    pub(crate) quiet: bool,
    /// What stops it.
    pub(crate) interrupts: &'a Interrupts,
}

impl Sending<'_> {
    /// Returns the paths of all files that it takes; none for standard output.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        if self.path == Path::new(STANDARD) {
            return Vec::new();
        }
        self.form.paths(self.path)
    }

    /// Refuses to write over files unless that is wished for, and over folders; several files to
    /// standard output; and pixels to a terminal.
    pub(crate) fn is_possible(&self) -> Result<(), Failure> {
        let is_standard = self.path == Path::new(STANDARD);
        let endings = self.form.endings();
        let unfit = if is_standard && endings.len() > 1 {
            let files = endings.iter().map(|ending| format!("`FILE{ending}`"));
            let files = files.format(" and ");
            Some(format!("{files} do not fit into standard output"))
        } else if is_standard && self.seen && matches!(self.form, Form::Shown(Shown::Png)) {
            Some("a terminal cannot show pixels".to_owned())
        } else {
            None
        };
        if let Some(unfit) = unfit {
            let fault = Diagnostic::new(unfit);
            return Err(Failure::usage(
                fault.help("a file takes it: name one instead of `-`"),
            ));
        }
        let mut paths = self.paths().into_iter();
        paths.try_for_each(|path| {
            if path.is_dir() && !matches!(self.form, Form::Held(Held::Ron)) {
                let fault = Diagnostic::new(format!("`{}` is a folder", path.display()));
                return Err(Failure::usage(fault.help("name a file in it")));
            }
            out::is_free(&path, self.force)
        })
    }

    /// Writes what stands behind an answer.
    pub(crate) fn answer(
        &self,
        chancery: &Chancery,
        answer: &Answer,
        console: &mut Console,
    ) -> Result<(), Failure> {
        let cancel = self.interrupts.cancel();
        match self.form {
            Form::Held(held) => {
                let records = chancery.extract(answer, cancel)?;
                self.records((held, &records), || Ok(()), console)
            }
            Form::Shown(shown) => {
                let scene = chancery.scene(answer, cancel)?;
                let motif = self.motif.unwrap_or_else(|| Motif::of(answer));
                let drawn = shown.bytes(&scene, motif, self.ink);
                let (bytes, lacking) = drawn.map_err(undrawn)?;
                self.put(self.path, console, |out| out.write_all(&bytes))?;
                if !self.quiet && !lacking.is_empty() {
                    console.note(&unlettered(&lacking));
                }
                Ok(())
            }
        }
    }

    /// Writes records, and tells what the form has no place for. Records of a database are read as
    /// they are written: no file stays unless they turn out to be `sound`.
    pub(crate) fn records(
        &self,
        (held, data): (Held, &Dataset),
        sound: impl Fn() -> Result<(), Error>,
        console: &mut Console,
    ) -> Result<(), Failure> {
        let Held::Exchange(form) = held else {
            let text = files::write_dataset(data);
            return self.put(self.path, console, |out| out.write_all(text.as_bytes()));
        };
        let write = |file: usize, out: &mut dyn Write| {
            form.write(data, file, out)?;
            sound().map_err(io::Error::other)
        };
        if self.path == Path::new(STANDARD) {
            self.put(self.path, console, |out| write(0, out))?;
        }
        for (file, path) in self.paths().iter().enumerate() {
            self.put(path, console, |out| write(file, out))?;
        }
        if !self.quiet {
            tell(form, &form.losses(data), console);
        }
        Ok(())
    }

    /// Writes one file, or to standard output.
    fn put(
        &self,
        path: &Path,
        console: &mut Console,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        if path == Path::new(STANDARD) {
            let mut bytes = Vec::new();
            write(&mut bytes).map_err(|error| Failure::file("write", "standard output", &error))?;
            return Ok(console.raw(&bytes)?);
        }
        out::write_by(path, self.interrupts, write)
    }
}

/// Returns the failure of a picture that cannot be drawn as it is wished for.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands where errors are mapped"
)]
fn undrawn(error: PictureError) -> Failure {
    let fault = Diagnostic::new(error.to_string());
    let fault = match error {
        PictureError::Size { .. } => fault.help("svg has no limit: `export FILE.svg`"),
        _ => fault,
    };
    Failure::Fault(Exit::Failed, vec![fault])
}

/// How many letters that are left out are told.
const LETTERS: usize = 10;

/// Tells which letters a picture lacks.
fn unlettered(lacking: &BTreeSet<char>) -> String {
    let told = lacking.iter().take(LETTERS).join(" ");
    let more = match lacking.len().saturating_sub(LETTERS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "left out, for the font lacks them: {}{more}; `chancery export --font FILE` brings another",
        text::visible(&told)
    )
}

/// Tells what a form has no place for.
fn tell(form: &dyn Exchange, losses: &[Loss], console: &mut Console) {
    if !losses.is_empty() {
        let told = losses.iter().join(", ");
        console.note(&format!(
            "left out, for {} has no place for it: {told}",
            form.name()
        ));
    }
}
