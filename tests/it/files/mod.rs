//! Data files: what is read of them, what is said of wrong ones, how they are laid out.
#![allow(
    clippy::unwrap_used,
    reason = "what helps the tests may stop them, as they themselves may"
)]

mod families;
mod hostile;
mod laws;
mod ontology;
mod worlds;

pub(crate) use laws::one_by_one;
pub(crate) use worlds::datasets;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chancery::diagnostic::Diagnostic;
use chancery::files::{self, SourceFile};
use chancery::model::Ontology;

/// The folder of the package.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The ontology that is compiled into the program.
static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| {
    let file = files::load(&root().join("data/ontology.ron"))
        .unwrap()
        .remove(0);
    files::read_ontology(&file).unwrap_or_else(|told| panic!("{}", shown(&told)))
});

fn ontology() -> Ontology {
    ONTOLOGY.clone()
}

/// Returns diagnostics as the program shows them.
fn shown(diagnostics: &[Diagnostic]) -> String {
    diagnostics
        .iter()
        .flat_map(|told| [told.to_string(), "\n".to_owned()])
        .collect()
}

/// Returns the files at a path, called by their names alone.
fn named(path: &Path) -> Vec<SourceFile> {
    let mut files = files::load(path).unwrap();
    for file in &mut files {
        let name = Path::new(&file.name).file_name().unwrap();
        file.name = name.to_str().unwrap().to_owned();
    }
    files
}

/// Returns what lies in a folder, in order of names.
fn entries(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
