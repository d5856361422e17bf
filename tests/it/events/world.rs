//! A file imported: its dataset and what became of its rows.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chancery::Chancery;
use chancery::import::{
    FileReport, Format, Gdelt, Icews, ImportError, ImportOptions, Imported, Input, Intake, Merge,
    Polecat, Quadruples, Resolver,
};
use chancery::model::{Dataset, Relation};

/// An imported file.
pub(crate) struct World {
    pub(crate) data: Dataset,
    pub(crate) report: FileReport,
}

impl World {
    /// Imports one file.
    pub(crate) fn of(format: &dyn Format, input: Input) -> World {
        World::built(imported(format, input).unwrap())
    }

    /// Imports one file, every row a relation of its own.
    pub(crate) fn unmerged(format: &dyn Format, input: Input) -> World {
        let options = ImportOptions::new().merge(Merge::Never);
        World::built(imported_with(&options, format, input).unwrap())
    }

    fn built(mut imported: Imported) -> World {
        let report = imported.report.files.remove(0);
        assert!(report.adds_up(), "{report}");
        let data = imported.builder.build().unwrap();
        assert_eq!(data.relations().len() as u64, report.relations);
        World { data, report }
    }

    /// Imports a file that lies on disk.
    pub(crate) fn at(format: &dyn Format, path: &Path) -> World {
        World::of(format, Input::open(path).unwrap())
    }

    /// Imports a text.
    pub(crate) fn text(format: &dyn Format, name: &str, text: &str) -> World {
        World::of(format, Input::of_bytes(name, text))
    }

    /// Returns how many rows were read, kept, merged, skipped and rejected.
    pub(crate) fn counts(&self) -> [u64; 5] {
        let report = &self.report;
        [
            report.read,
            report.kept,
            report.merged,
            report.skipped(),
            report.rejected,
        ]
    }

    /// Returns each relation as one line, in order of text.
    pub(crate) fn lines(&self) -> BTreeSet<String> {
        self.data
            .relations()
            .map(|relation| line(&relation))
            .collect()
    }

    /// Returns what is wrong with the rows that were rejected, with their lines.
    pub(crate) fn faults(&self) -> Vec<(u64, &str)> {
        let all = self.report.rejects.iter();
        all.map(|reject| (reject.line, reject.why.as_str()))
            .collect()
    }
}

/// Imports one file without looking at its records, and returns what became of its rows.
pub(crate) fn at_once(format: &dyn Format, input: Input) -> FileReport {
    imported(format, input).unwrap().report.files.remove(0)
}

/// Returns what an import of one file comes to.
pub(crate) fn imported(format: &dyn Format, input: Input) -> Result<Imported, ImportError> {
    imported_with(&ImportOptions::new(), format, input)
}

fn imported_with(
    options: &ImportOptions,
    format: &dyn Format,
    input: Input,
) -> Result<Imported, ImportError> {
    let ontology = Chancery::ontology().unwrap();
    let mut intake = Intake::new(ontology, Resolver::new([]), options);
    intake.read(format, input)?;
    intake.finish()
}

/// Returns the name of the format that a file is most like, of those for events.
pub(crate) fn known_as(mut input: Input) -> &'static str {
    let name = input.name().to_owned();
    let sample = input.sample().unwrap();
    let quadruples = Quadruples::new();
    let formats: [&dyn Format; 4] = [&Icews, &Gdelt, &Polecat, &quadruples];
    let likely = formats.into_iter().filter_map(|format| {
        let likeness = format.recognises(&name, sample)?;
        Some((likeness.score, format.name()))
    });
    likely.max().map_or("nothing", |(_, name)| name)
}

/// Returns day, kind, title and parties of a relation. Who comes first in one role says nothing.
fn line(relation: &Relation) -> String {
    let when = relation.when.as_ref().map(ToString::to_string);
    let parties: BTreeSet<String> = relation
        .parties
        .iter()
        .map(|(role, id)| format!("{role} {id}"))
        .collect();
    let title = relation.title.as_deref().unwrap_or("-");
    let when = when.unwrap_or_default();
    let parties: Vec<String> = parties.into_iter().collect();
    format!("{when} {} ({title}): {}", relation.kind, parties.join(", "))
}

/// Returns a file of the shared data sets, if they are there.
pub(crate) fn shared(file: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/datasets");
    let folder = std::env::var_os("CHANCERY_DATASETS").map_or_else(beside, PathBuf::from);
    let path = folder.join(file);
    path.is_file().then_some(path)
}
