//! `export`: nothing is lost on the way into a database and out of it.

use std::fs;

use chancery::files::write_dataset;
use chancery::{Chancery, Holding};

use super::world::{folder, run};

#[test]
fn the_built_in_data_come_out_as_they_went_in() {
    let folder = tempfile::tempdir().unwrap();
    for words in [
        ["import", "builtin", "--into", "b.chancery"],
        ["export", "b.chancery", "--out", "b.ron"],
        ["export", "b.chancery", "--out", "folder"],
    ] {
        let ran = run(folder.path(), &words);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let exported = fs::read_to_string(folder.path().join("b.ron")).unwrap();
    let builtin = Chancery::builtin().unwrap();
    assert_eq!(exported, write_dataset(builtin.data()));
    let formatted = run(folder.path(), &["fmt", "--check", "b.ron", "folder"]);
    assert_eq!((formatted.code, formatted.out.as_str()), (0, ""));
    let name = folder.path().join("folder").display().to_string();
    let parts = Holding::open(&name).unwrap();
    assert_eq!(parts.to_ron().unwrap(), exported);
}

#[test]
fn nothing_is_written_over_unless_wished_for() {
    let folder = folder();
    let refused = run(folder.path(), &["export", "a.chancery", "--out", "a.ron"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("`a.ron` is there already"),
        "{}",
        refused.err
    );
    let forced = ["export", "ron", "a.chancery", "--out", "a.ron", "--force"];
    assert_eq!(run(folder.path(), &forced).code, 0);
}

#[test]
fn a_database_is_exported_as_it_stood() {
    let folder = folder();
    let before = [
        "export",
        "a.chancery",
        "--out",
        "-",
        "--recorded-at",
        "2026-11-01",
    ];
    let empty = ["export", "ron", "a.chancery@0", "--out", "-"];
    for words in [&before[..], &empty] {
        let ran = run(folder.path(), words);
        assert_eq!((ran.code, ran.out.as_str()), (0, "(\n)\n"), "{}", ran.err);
    }
}

#[test]
fn an_export_makes_no_folder_called_like_another_format() {
    let folder = folder();
    for (out, help) in [
        ("b.csv", "`FILE.nodes.csv` and"),
        ("b.chancery", "--into FILE.chancery"),
    ] {
        let ran = run(folder.path(), &["export", "a.chancery", "--out", out]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(help), "{}", ran.err);
        assert!(!folder.path().join(out).exists());
    }
}
