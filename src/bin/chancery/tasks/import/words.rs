//! The words of `import` on the command line, and what they ask for.

use std::path::PathBuf;

use chancery::Chancery;
use chancery::diagnostic::Diagnostic;
use chancery::edtf::Day;
use chancery::files::{self, SourceFile};
use chancery::import::{self, Quadruples, Table, Unit};
use clap::{Args, ValueEnum};

use super::super::base::By;
use crate::exit::{Exit, Failure};
use crate::settings::date_of_option;

/// What a number of time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Count {
    /// Hours.
    Hours,
    /// Days.
    Days,
}

/// How to import which files, and where to.
#[derive(Debug, Args)]
pub(crate) struct Words {
    /// Format of the files, found out if it is left out, and the files; - is standard input
    #[arg(required = true, value_name = "[FORMAT] FILE")]
    pub(super) what: Vec<PathBuf>,

    /// Data file to write, or database (FILE.chancery) to make or to add to
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    pub(super) into: Option<PathBuf>,

    /// Only tell what would become of each row
    #[arg(long, conflicts_with_all = ["into", "force"])]
    pub(super) dry_run: bool,

    /// Write over a file that is there
    #[arg(long)]
    pub(super) force: bool,

    #[command(flatten)]
    pub(super) by: By,

    /// Add the files to other data: a data file, a folder, or builtin; may be repeated
    #[arg(long, value_name = "DATA")]
    pub(super) with: Vec<PathBuf>,

    /// Stop at the first row at fault, and write nothing
    #[arg(long)]
    pub(super) strict: bool,

    /// List every row at fault in a file
    #[arg(long, value_name = "FILE")]
    pub(super) rejects: Option<PathBuf>,

    /// Which columns of a table mean what: a RON file, or the name of one that comes with Chancery
    #[arg(long, value_name = "MAPPING")]
    pub(super) mapping: Option<PathBuf>,

    /// Names of the entities of quadruples by number
    #[arg(long, value_name = "FILE", requires = "relations")]
    pub(super) entities: Option<PathBuf>,

    /// Names of the relations of quadruples by number
    #[arg(long, value_name = "FILE", requires = "entities")]
    pub(super) relations: Option<PathBuf>,

    /// What the numbers of time of quadruples count
    #[arg(
        long,
        value_name = "hours|days",
        requires = "origin",
        hide_possible_values = true
    )]
    pub(super) unit: Option<Count>,

    /// The day on which the time of quadruples is 0
    #[arg(long, value_name = "DATE", requires = "unit")]
    pub(super) origin: Option<String>,
}

impl Words {
    /// Returns the format that is asked for, if one is, and the files.
    ///
    /// A word that is no format is a file; a file that is called like a format is written `./ftm`.
    pub(super) fn format_and_files(&self) -> Result<(Option<String>, &[PathBuf]), Failure> {
        let first = self.what.first().and_then(|word| word.to_str());
        let formats = import::formats();
        let named = first.filter(|word| formats.iter().any(|format| format.name() == *word));
        let Some(format) = named else {
            return Ok((None, &self.what));
        };
        match self.what.get(1..) {
            Some(files) if !files.is_empty() => Ok((Some(format.to_owned()), files)),
            _ => {
                let fault = Diagnostic::new(format!("no file is named to be read as `{format}`"));
                let help = format!("a file of that name is written `./{format}`");
                Err(Failure::usage(fault.help(help)))
            }
        }
    }

    /// Returns the importer of tables with the mapping that the command line names: a file, or one
    /// of those that come with Chancery.
    pub(super) fn table(&self) -> Result<Option<Table>, Failure> {
        let Some(mapping) = &self.mapping else {
            return Ok(None);
        };
        let ontology = Chancery::ontology()?;
        let name = mapping
            .to_str()
            .filter(|name| Table::names().contains(name));
        let read = if let Some(name) = name {
            Table::named(name, &ontology)
        } else {
            let files = files::load(mapping).map_err(chancery::Error::from)?;
            let empty = || SourceFile::new(mapping.display().to_string(), "");
            Table::with_mapping(files.into_iter().next().unwrap_or_else(empty), &ontology)
        };
        read.map(Some)
            .map_err(|faults| Failure::Fault(Exit::Data, faults))
    }

    /// Returns the importer of quadruples with what the command line says of them, if it says
    /// anything.
    pub(super) fn quadruples(&self) -> Result<Option<Quadruples>, Failure> {
        let mut quadruples = None;
        if let (Some(entities), Some(relations)) = (&self.entities, &self.relations) {
            let tables = Quadruples::new().with_tables(entities.clone(), relations.clone());
            quadruples = Some(tables);
        }
        if let (Some(unit), Some(origin)) = (self.unit, &self.origin) {
            let origin = day(origin)?;
            let unit = match unit {
                Count::Hours => Unit::Hours,
                Count::Days => Unit::Days,
            };
            quadruples = Some(quadruples.unwrap_or_default().with_time(unit, origin));
        }
        Ok(quadruples)
    }
}

/// Reads a day of the command line.
fn day(text: &str) -> Result<Day, Failure> {
    let date = date_of_option("--origin", text).map_err(Failure::usage)?;
    date.exact_day().ok_or_else(|| {
        let fault = Diagnostic::new(format!("`{}` is no single day", text.trim()));
        Failure::usage(fault.help("a day is written `--origin 1995-01-01`"))
    })
}
