//! `merge` of two copies that have grown apart.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::world::{folder, run, run_as, small};

/// Returns a folder with two copies of one database: anna has narrowed a date, bela has changed the
/// same date otherwise, and a name.
fn copies() -> TempDir {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("ours.ron"), small("2015-11", "Anna Berg")).unwrap();
    fs::write(path("theirs.ron"), small("2015-12", "Anna von Berg")).unwrap();
    for (at, author) in [(1_795_450_000, "anna"), (1_795_460_000, "bela")] {
        let side = if author == "anna" { "ours" } else { "theirs" };
        let copy = format!("{side}.chancery");
        fs::copy(path("a.chancery"), path(&copy)).unwrap();
        let file = format!("{side}.ron");
        let ran = run_as(
            folder.path(),
            author,
            at,
            &["import", &file, "--into", &copy],
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    folder
}

const CONFLICT: &str = "relation berg-visits | date | 2015 | 2015-11 (anna, 2026-11-23T16:06:40Z) \
                        | 2015-12 (bela, 2026-11-23T18:53:20Z)\n";

/// Checks that all edits of both sides are in a merge, and ours in the conflict.
#[track_caller]
fn check(folder: &Path, merged: &str) {
    let ran = run(folder, &["diff", "theirs.ron", merged]);
    assert_eq!(
        ran.out, "changed | relation berg-visits | visit | date moved from 2015-12 to 2015-11\n",
        "{}",
        ran.err
    );
}

#[test]
fn two_copies_of_a_database_merge_with_one_true_conflict() {
    let folder = copies();
    let words = [
        "merge",
        "ours.chancery",
        "theirs.chancery",
        "--out",
        "both.chancery",
    ];
    let ran = run(folder.path(), &words);
    assert_eq!((ran.code, ran.out.as_str()), (4, CONFLICT), "{}", ran.err);
    assert!(
        ran.err.contains("correct berg-visits date 2015-12"),
        "{}",
        ran.err
    );
    check(folder.path(), "both.chancery");
    let again = run(
        folder.path(),
        &["merge", "both.chancery", "theirs.chancery"],
    );
    assert_eq!((again.code, again.out.as_str()), (0, ""), "{}", again.err);
}

#[test]
fn theirs_can_be_added_to_our_own_database() {
    let folder = copies();
    let words = [
        "merge",
        "ours.chancery",
        "theirs.chancery",
        "--out",
        "ours.chancery",
    ];
    assert_eq!(run(folder.path(), &words).code, 4);
    check(folder.path(), "ours.chancery");
    let log = run(folder.path(), &["ours.chancery", "-c", "log last 1"]);
    assert!(log.out.contains("| bela | merge |"), "{}", log.out);
}

#[test]
fn nothing_is_written_unless_it_is_said_where() {
    let folder = copies();
    let before = fs::read(folder.path().join("ours.chancery")).unwrap();
    let ran = run(
        folder.path(),
        &["merge", "ours.chancery", "theirs.chancery"],
    );
    assert!(
        ran.err.contains("nothing is written without `--out`"),
        "{}",
        ran.err
    );
    assert_eq!(
        before,
        fs::read(folder.path().join("ours.chancery")).unwrap()
    );
}

#[test]
fn files_merge_with_a_base() {
    let folder = copies();
    let words = [
        "merge",
        "ours.ron",
        "theirs.ron",
        "--base",
        "a.ron",
        "--out",
        "both.ron",
    ];
    let ran = run(folder.path(), &words);
    assert_eq!(
        ran.out,
        "relation berg-visits | date | 2015 | 2015-11 | 2015-12\n"
    );
    check(folder.path(), "both.ron");
    let without = run(folder.path(), &["merge", "ours.ron", "theirs.ron"]);
    assert_eq!(without.code, 2);
    assert!(without.err.contains("`--base` names it"), "{}", without.err);
}
