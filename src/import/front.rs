//! The front of the room: files in, records and a report out.

use super::detect::{Format, detect, format_named};
use super::origin::Origins;
use super::ron::{self, Ron};
use super::{ImportError, ImportOptions, Imported, Input, Intake, Resolver};
use crate::files::{self, SourceFile};
use crate::model::Ontology;

/// A file that is to be imported.
pub struct Asked {
    input: Input,
    format: Option<Box<dyn Format>>,
}

impl Asked {
    /// Returns a file whose format is found out by what stands in it.
    pub const fn any(input: Input) -> Asked {
        Asked {
            input,
            format: None,
        }
    }

    /// Returns a file that is read by this importer.
    pub fn with(input: Input, format: impl Format + 'static) -> Asked {
        Asked {
            input,
            format: Some(Box::new(format)),
        }
    }

    /// Returns a file that is read by an importer chosen at run time.
    pub const fn by(input: Input, format: Box<dyn Format>) -> Asked {
        Asked {
            input,
            format: Some(format),
        }
    }

    /// Returns a file that is read by the importer of this name.
    ///
    /// # Errors
    /// [`ImportError::UnknownFormat`] if there is none.
    pub fn named(input: Input, format: &str) -> Result<Asked, ImportError> {
        Ok(Asked {
            input,
            format: Some(format_named(format)?),
        })
    }
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let format = self.format.as_ref().map(|format| format.name());
        f.debug_struct("Asked")
            .field("input", &self.input)
            .field("format", &format)
            .finish()
    }
}

/// Imports files together, beside the records of `base`.
///
/// Our own files are read first, all together, wherever they stand in the list: what they say of
/// entities decides whom the others mean. The others are read in order of their formats' ranks and
/// of their places, so that the order in which they are given changes nothing but that of the
/// report.
///
/// # Errors
/// [`ImportError`] if a file as a whole cannot be read, no importer knows it, the import was stopped,
/// or something is wrong with a row and the import is strict. What is wrong with single rows is in
/// the report otherwise, and the good rows are kept.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::files::SourceFile;
/// use chancery::import::{self, Asked, ImportOptions, Input};
///
/// let text = "(entities: [
///     (id: \"ruritania\", kind: \"state\", name: \"Ruritania\"),
///     (id: \"freedonia\", kind: \"stat\", name: \"Freedonia\"),
/// ])";
/// let files = vec![Asked::any(Input::of_bytes("states.ron", text))];
/// let imported = import::import(Chancery::ontology()?, &[], files, &ImportOptions::new())?;
/// let report = &imported.report.files[0];
/// assert_eq!((report.read, report.kept, report.rejected), (2, 1, 1));
/// assert_eq!((report.rejects[0].line, report.rejects[0].column), (3, Some(29)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn import(
    ontology: Ontology,
    base: &[SourceFile],
    files: Vec<Asked>,
    options: &ImportOptions,
) -> Result<Imported, ImportError> {
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for Asked { mut input, format } in files {
        input.heed(options.stop());
        let format = match format {
            Some(format) => format,
            None => likeliest(&mut input)?,
        };
        if format.name() == Ron.name() {
            own.push(input);
        } else {
            others.push((input, format));
        }
    }
    let mut texts = base.to_vec();
    for input in &mut own {
        texts.push(ron::text_of(input)?);
    }
    let reading = files::read_each(ontology, &texts);
    let resolver = Resolver::of(&reading.dataset);
    let mut intake = Intake::new(reading.dataset.ontology().clone(), resolver, options);
    intake.adopt(&reading.dataset);
    for (at, (file, count)) in texts.iter().zip(&reading.counts).enumerate() {
        // What was there before is told of only where something is wrong with it.
        if at >= base.len() || count.left_out > 0 {
            intake.begin_file(&file.name, &Ron);
            if let Some(input) = at.checked_sub(base.len()).and_then(|at| own.get(at)) {
                intake.heed_troubles(input);
            }
            intake.count_records(*count, &reading.diagnostics)?;
            intake.end_file();
        }
    }
    let places = others.iter().map(|(input, _)| input.place());
    intake.expect(Origins::of(places));
    read_in_order(intake, others)
}

/// Reads files in order of their places, and returns what they come to; their reports stand in the
/// order in which they were given.
fn read_in_order(
    mut intake: Intake,
    files: Vec<(Input, Box<dyn Format>)>,
) -> Result<Imported, ImportError> {
    let mut files: Vec<_> = files.into_iter().enumerate().collect();
    files.sort_by_key(|(_, (input, format))| (format.rank(), input.place().to_owned()));
    let mut given = Vec::with_capacity(files.len());
    for (at, (input, format)) in files {
        intake.read(format.as_ref(), input)?;
        given.push(at);
    }
    let mut imported = intake.finish()?;
    let reports = &mut imported.report.files;
    let first = reports.len().saturating_sub(given.len());
    let mut read: Vec<_> = given.into_iter().zip(reports.drain(first..)).collect();
    read.sort_by_key(|(at, _)| *at);
    reports.extend(read.into_iter().map(|(_, report)| report));
    Ok(imported)
}

/// Returns the importer that fits a file best.
fn likeliest(input: &mut Input) -> Result<Box<dyn Format>, ImportError> {
    let candidates = detect(input)?;
    let best = candidates.into_iter().next();
    best.map(|best| best.format)
        .ok_or_else(|| ImportError::Empty {
            file: input.name().to_owned(),
        })
}
