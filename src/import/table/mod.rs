//! Tables: delimited files of any columns, read by a mapping that tells what the columns mean.
//!
//! A mapping is a small RON file (see `docs/mappings.md`); those for well-known tables come with
//! the program and are chosen by the header. Knows rows and mappings; who is meant by a name, and
//! what becomes of rows that say the same, is the intake's business.

mod actions;
mod bind;
mod check;
mod date;
mod gather;
mod mapping;
mod named;
mod plan;
mod read;
mod row;
mod runs;
mod sheet;
mod shipped;
mod template;

use super::{Format, ImportError, Input, Intake, Likeness};
use crate::diagnostic::Diagnostic;
use crate::files::SourceFile;
use crate::model::Ontology;
use crate::text;
use mapping::Mapping;

/// How sure a table may be that a mapping was made for it; a format with one fixed shape is surer.
const LEAST: u8 = 50;
const MOST: usize = 40;

/// The importer of tables, with one mapping for all files or with that which each header asks for.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::files::SourceFile;
/// use chancery::import::{ImportOptions, Input, Intake, Resolver, Table};
///
/// let mapping = SourceFile::new("trips.ron", r#"(
///     name: "trips",
///     source: (title: "Trips"),
///     entities: {
///         "visitor": (kind: "person", name: "{who}"),
///         "host": (kind: "state", name: "{where}"),
///     },
///     relations: [(
///         kind: "visit",
///         parties: {"visitor": ["visitor"], "host": ["host"]},
///         when: (on: [(text: "{day}")]),
///     )],
/// )"#);
/// let ontology = Chancery::ontology()?;
/// let table = Table::with_mapping(mapping, &ontology).map_err(|faults| faults[0].to_string())?;
///
/// let mut intake = Intake::new(ontology, Resolver::default(), &ImportOptions::new());
/// let file = Input::of_bytes("trips.csv", "who,where,day\nPaul Kagame,Rwanda,19 Feb 2008\n");
/// intake.read(&table, file)?;
/// let imported = intake.finish()?;
/// assert_eq!(imported.report.files[0].kept, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Table {
    given: Option<Given>,
}

/// A mapping that was asked for, and its file.
#[derive(Debug, Clone)]
struct Given {
    file: SourceFile,
    mapping: Mapping,
}

impl Table {
    /// Returns an importer that looks at the header of each file for the mapping to use.
    pub fn detecting() -> Table {
        Table::default()
    }

    /// Returns an importer that reads all files by this mapping.
    ///
    /// # Errors
    /// All that is wrong with the mapping, in its file, line and column; of what keeps it from being
    /// read at all, the first.
    pub fn with_mapping(file: SourceFile, ontology: &Ontology) -> Result<Table, Vec<Diagnostic>> {
        let mapping = check::read(&file, ontology)?;
        Ok(Table {
            given: Some(Given { file, mapping }),
        })
    }

    /// Returns an importer that reads all files by the mapping of this name that comes with the
    /// program.
    ///
    /// # Errors
    /// If there is none of this name: the nearest that there is.
    pub fn named(name: &str, ontology: &Ontology) -> Result<Table, Vec<Diagnostic>> {
        let Some(file) = shipped::named(name) else {
            let unknown = Diagnostic::new(format!("no mapping is called `{name}`"));
            let help = match text::nearest(name, shipped::names()) {
                Some(nearest) => format!("the nearest is `{nearest}`"),
                None => format!("there are {}", Table::names().join(", ")),
            };
            return Err(vec![unknown.help(help)]);
        };
        Table::with_mapping(file, ontology)
    }

    /// Returns the names of the mappings that come with the program, in order.
    pub fn names() -> Vec<&'static str> {
        shipped::names().collect()
    }

    /// Returns the mapping for an input.
    fn choose(&self, input: &mut Input, ontology: &Ontology) -> Result<Given, ImportError> {
        if let Some(given) = &self.given {
            return Ok(given.clone());
        }
        let name = input.name().to_owned();
        let sample = input.sample()?;
        let Some((file, _)) = shipped::for_sample(sample) else {
            return Err(ImportError::Setup {
                message: format!("no mapping is known for the header of `{name}`"),
                help: Some(format!(
                    "there are mappings for {}",
                    Table::names().join(", ")
                )),
            });
        };
        let mapping = check::read(&file, ontology).map_err(|faults| refused(&faults))?;
        Ok(Given { file, mapping })
    }
}

impl Format for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn looks_for(&self) -> &'static str {
        "a header with the columns of a table that is known; others need a mapping"
    }

    fn recognises(&self, _: &str, sample: &str) -> Option<Likeness> {
        let (file, columns) = shipped::for_sample(sample)?;
        let score = LEAST + columns.min(MOST) as u8;
        Some(Likeness::new(
            score,
            format!("its header has the columns of `{}`", file.name),
        ))
    }

    fn read(&self, mut input: Input, intake: &mut Intake) -> Result<(), ImportError> {
        let Given { file, mapping } = self.choose(&mut input, intake.ontology())?;
        sheet::read(input, &mapping, &file, intake)
    }
}

/// Returns the error for a mapping that cannot be used.
fn refused(faults: &[Diagnostic]) -> ImportError {
    let message = faults.first().map(|fault| match &fault.place {
        Some(place) => {
            let file = place.file.as_deref().unwrap_or_default();
            format!("{file}:{}:{}: {}", place.line, place.column, fault.message)
        }
        None => fault.message.clone(),
    });
    let help = faults.first().and_then(|fault| fault.help.first());
    ImportError::Setup {
        message: message.unwrap_or_default(),
        help: help.cloned(),
    }
}
