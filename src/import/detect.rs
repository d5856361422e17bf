//! Detection: what sort of file it is, by what stands in it.

use super::exchange::exchanged;
use super::{Ftm, Gdelt, Icews, ImportError, Input, Intake, Polecat, Quadruples, Ron, Table};
use crate::text;

/// How well a file fits a format, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// How certain it is, 1 to 100: 100 where nothing else writes such files.
    pub score: u8,
    /// What in the file speaks for it.
    pub why: String,
}

impl Likeness {
    /// Returns a likeness with its reason.
    pub fn new(score: u8, why: impl Into<String>) -> Likeness {
        Likeness {
            score,
            why: why.into(),
        }
    }
}

/// One importer of one shape of file.
pub trait Format {
    /// Returns the name under which the format is asked for.
    fn name(&self) -> &'static str;

    /// Returns what the importer reads, in a few words: `rows of 20 columns, dates in the second`.
    fn looks_for(&self) -> &'static str;

    /// Tells whether a file may be of this format, by its name and the first 64 KiB of its text.
    fn recognises(&self, name: &str, sample: &str) -> Option<Likeness>;

    /// Returns how soon its files are read among those of one import: those of the lowest rank come
    /// first. What tells of entities by ids comes before what only names them.
    fn rank(&self) -> u8 {
        u8::MAX
    }

    /// Reads a file into the intake.
    ///
    /// # Errors
    /// [`ImportError`] if the file as a whole cannot be read, the import was stopped, or a row is at
    /// fault and the import is strict.
    fn read(&self, input: Input, intake: &mut Intake) -> Result<(), ImportError>;
}

/// Returns every importer, in a fixed order: the first of those that fit equally well is taken.
pub fn formats() -> Vec<Box<dyn Format>> {
    let mut formats: Vec<Box<dyn Format>> = vec![
        Box::new(Ron),
        Box::new(Ftm),
        Box::new(Icews),
        Box::new(Gdelt),
        Box::new(Polecat),
        Box::new(Quadruples::new()),
        Box::new(Table::detecting()),
    ];
    formats.extend(exchanged().map(|format| Box::new(format) as Box<dyn Format>));
    formats
}

/// Returns the importer of this name.
///
/// # Errors
/// [`ImportError::UnknownFormat`] if there is none.
pub fn format_named(name: &str) -> Result<Box<dyn Format>, ImportError> {
    let mut formats = formats();
    let known = formats.iter().map(|format| format.name()).collect();
    match formats.iter().position(|format| format.name() == name) {
        Some(at) => Ok(formats.swap_remove(at)),
        None => Err(ImportError::UnknownFormat {
            format: name.to_owned(),
            known,
        }),
    }
}

/// A format that a file may be of.
pub struct Candidate {
    /// The importer.
    pub format: Box<dyn Format>,
    /// How well the file fits, and why.
    pub likeness: Likeness,
}

impl std::fmt::Debug for Candidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Candidate")
            .field("format", &self.format.name())
            .field("likeness", &self.likeness)
            .finish()
    }
}

/// Returns the formats that a file may be of, the likeliest first, each with its reason; nothing of
/// the file is consumed.
///
/// # Errors
/// [`ImportError::Unrecognised`] if no importer knows it, [`ImportError::Empty`] if nothing stands
/// in it, and as for [`Input::sample`].
///
/// # Examples
/// ```
/// use chancery::import::{self, Input};
///
/// let mut notes = Input::of_bytes("notes.txt", "Rudolf came to tea.");
/// let error = import::detect(&mut notes).unwrap_err();
/// assert!(error.diagnostic().to_string().contains("`Rudolf came to tea.`"));
/// ```
pub fn detect(input: &mut Input) -> Result<Vec<Candidate>, ImportError> {
    let name = input.name().to_owned();
    let sample = input.sample()?;
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut looked_for = Vec::new();
    for format in formats() {
        match format.recognises(&name, sample) {
            Some(likeness) => candidates.push(Candidate { format, likeness }),
            None => looked_for.push(format!("`{}` reads {}", format.name(), format.looks_for())),
        }
    }
    if !candidates.is_empty() {
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.likeness.score));
        return Ok(candidates);
    }
    if sample.trim().is_empty() {
        return Err(ImportError::Empty { file: name });
    }
    let first = sample.lines().next().unwrap_or_default();
    Err(ImportError::Unrecognised {
        file: name,
        looked_for,
        first_line: text::clip(&text::visible(first), SHOWN).into_owned(),
    })
}

/// So many columns of the first line of an unknown file are shown.
const SHOWN: usize = 80;
