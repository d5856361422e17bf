//! Databases and data files in git: what it shows, compares and merges with our help.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::world::{folder, run, run_as, small};

/// Runs git in a folder, with the program in its path; returns what it prints, and whether it went
/// well. Where there is no git there is nothing to test.
fn git(folder: &Path, words: &[&str]) -> Option<(String, bool)> {
    let program = Path::new(env!("CARGO_BIN_EXE_chancery")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("git")
        .args(["-c", "user.name=anna", "-c", "user.email=anna@example.org"])
        .args(words)
        .current_dir(folder)
        .env("HOME", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("PATH", format!("{}:{path}", program.display()))
        .output()
        .ok()?;
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    Some((
        out + &String::from_utf8_lossy(&output.stderr),
        output.status.success(),
    ))
}

/// Sets git up as `docs/databases.md` says.
fn set_up(folder: &Path) -> Option<()> {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/databases.md");
    let manual = fs::read_to_string(manual).unwrap();
    let block = |name: &str| {
        let (_, rest) = manual.split_once(&format!("```{name}\n")).unwrap();
        rest.split_once("```").unwrap().0.to_owned()
    };
    git(folder, &["init", "--quiet", "--initial-branch", "main"])?;
    fs::write(folder.join(".gitattributes"), block("gitattributes")).unwrap();
    let config = folder.join(".git/config");
    let own = fs::read_to_string(&config).unwrap();
    fs::write(&config, own + &block("gitconfig")).unwrap();
    Some(())
}

#[track_caller]
fn commit(folder: &Path) {
    git(folder, &["add", "-A"]).unwrap();
    let (said, is_well) = git(folder, &["commit", "--quiet", "-m", "x"]).unwrap();
    assert!(is_well, "{said}");
}

#[test]
fn git_tells_what_changed_in_a_database() {
    let folder = folder();
    if set_up(folder.path()).is_none() {
        return;
    }
    commit(folder.path());
    fs::write(folder.path().join("b.ron"), small("2015-11", "Anna Berg")).unwrap();
    let ran = run_as(
        folder.path(),
        "anna",
        1_795_450_000,
        &["import", "b.ron", "--into", "a.chancery"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (told, _) = git(folder.path(), &["diff", "--", "a.chancery"]).unwrap();
    let wanted =
        "a.chancery\nchanged | relation berg-visits | visit | date narrowed from 2015 to 2015-11";
    assert!(told.contains(wanted), "{told}");
    let words = ["show", "--textconv", "HEAD:a.chancery"];
    let (text, _) = git(folder.path(), &words).unwrap();
    assert!(text.contains("when: \"2015\","), "{text}");
}

#[test]
fn git_merges_databases_and_data_files() {
    let folder = folder();
    if set_up(folder.path()).is_none() {
        return;
    }
    commit(folder.path());
    git(folder.path(), &["checkout", "--quiet", "-b", "other"]).unwrap();
    let record = |author: &str, second, text: String| {
        fs::write(folder.path().join("a.ron"), text).unwrap();
        let words = ["import", "a.ron", "--into", "a.chancery"];
        assert_eq!(run_as(folder.path(), author, second, &words).code, 0);
        commit(folder.path());
    };
    record("bela", 1_795_460_000, small("2015", "Anna von Berg"));
    git(folder.path(), &["checkout", "--quiet", "main"]).unwrap();
    record("anna", 1_795_450_000, small("2015-11", "Anna Berg"));
    let (said, is_merged) =
        git(folder.path(), &["merge", "--quiet", "-m", "both", "other"]).unwrap();
    assert!(is_merged, "{said}");
    for merged in ["a.chancery", "a.ron"] {
        let text = run(folder.path(), &["export", merged, "--out", "-"]).out;
        assert!(text.contains("when: \"2015-11\""), "{merged}: {text}");
        assert!(text.contains("Anna von Berg"), "{merged}: {text}");
    }
}
