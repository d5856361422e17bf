//! Small tables of our own, one for each shape, and mappings that are wrong.
//!
//! `CHANCERY_UPDATE_GOLDEN=1` rewrites what is expected beside each.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use chancery::Chancery;
use chancery::files::SourceFile;
use chancery::import::{self, Asked, ImportOptions, Input, Table};

use super::{counts, dataset, shown};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/import/tables")
}

/// Returns the names of the mappings in a folder, in order.
fn mappings(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mappings = files.filter(|path| path.extension().is_some_and(|ending| ending == "ron"));
    let mut names: Vec<String> = mappings
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// Compares a text with the file beside the mapping.
fn compare(file: &Path, found: &str) {
    if std::env::var_os("CHANCERY_UPDATE_GOLDEN").is_some() {
        fs::write(file, found).unwrap();
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    assert_eq!(found, expected, "{}", file.display());
}

/// Returns what comes of a table by a mapping: relations, counts, and rows that were left out.
fn outcome(mapping: &Path, table: &Path) -> String {
    let ontology = Chancery::ontology().unwrap();
    let name = mapping.file_name().unwrap().to_str().unwrap();
    let file = SourceFile::new(name, fs::read_to_string(mapping).unwrap());
    let format = match Table::with_mapping(file, &ontology) {
        Ok(format) => format,
        Err(faults) => {
            let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
            return told.join("\n") + "\n";
        }
    };
    let name = table.file_name().unwrap().to_str().unwrap();
    let input = Input::of_bytes(name, fs::read(table).unwrap());
    let asked = vec![Asked::with(input, format)];
    let imported = match import::import(ontology, &[], asked, &ImportOptions::new()) {
        Ok(imported) => imported,
        Err(error) => return format!("{}\n", error.diagnostic()),
    };
    let report = imported.report.files[0].clone();
    assert!(report.adds_up(), "{name}");
    let mut text = String::new();
    for relation in dataset(imported).relations() {
        writeln!(text, "{}", shown(&relation)).unwrap();
    }
    let [read, kept, merged, skipped, rejected, relations] = counts(&report);
    writeln!(text, "{read} read, {kept} kept, {merged} merged, {skipped} skipped, {rejected} rejected; {relations} relations").unwrap();
    for (why, rows) in &report.skipped {
        writeln!(text, "skipped {rows}: {why}").unwrap();
    }
    for reject in &report.rejects {
        writeln!(text, "rejected {reject}").unwrap();
    }
    text
}

#[test]
fn every_shape_of_table_comes_out_as_expected() {
    let folder = folder().join("good");
    for name in mappings(&folder) {
        let beside = |ending: &str| folder.join(format!("{name}.{ending}"));
        let found = outcome(&beside("ron"), &beside("csv"));
        compare(&beside("txt"), &found);
    }
}

#[test]
fn a_wrong_mapping_is_told_with_its_place_and_the_nearest_word() {
    let folder = folder().join("wrong");
    for name in mappings(&folder) {
        let beside = |ending: &str| folder.join(format!("{name}.{ending}"));
        let found = outcome(&beside("ron"), &folder.join("trips.csv"));
        compare(&beside("txt"), &found);
    }
}
