//! `diff` between any two things that can be opened.

use std::fs;

use super::world::{folder, run, run_as, small};

#[test]
fn what_is_the_same_does_not_differ() {
    let folder = folder();
    assert_eq!(
        run(folder.path(), &["export", "a.chancery", "--out", "parts"]).code,
        0
    );
    for other in ["a.ron", "parts", "a.chancery@1", "a.chancery@2026-11-22"] {
        let ran = run(folder.path(), &["diff", other, "a.chancery"]);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (0, "# nothing differs\n"),
            "{other}"
        );
    }
}

#[test]
fn what_changed_is_told_in_the_words_of_the_field() {
    let folder = folder();
    fs::write(
        folder.path().join("b.ron"),
        small("2015-11", "Anna von Berg"),
    )
    .unwrap();
    let words = ["import", "b.ron", "--into", "a.chancery"];
    run_as(folder.path(), "bela", 1_795_450_000, &words);
    for (old, new) in [
        ("a.ron", "b.ron"),
        ("a.chancery@1", "a.chancery"),
        ("a.chancery@2026-11-22", "b.ron"),
    ] {
        let ran = run(folder.path(), &["diff", old, new]);
        assert_eq!(ran.code, 4);
        assert_eq!(
            ran.out,
            "changed | entity anna-berg | Anna von Berg | name from Anna Berg to Anna von Berg\n\
             changed | relation berg-visits | visit | date narrowed from 2015 to 2015-11\n",
            "{old} {new}"
        );
    }
    let ran = run(
        folder.path(),
        &["diff", "a.ron", "b.ron", "--format", "json"],
    );
    assert!(
        ran.out.contains(r#""was":"2015","now":"2015-11""#),
        "{}",
        ran.out
    );
}

#[test]
fn what_is_no_moment_or_no_entry_is_refused() {
    let folder = folder();
    for (old, fault) in [
        ("a.chancery@7", "there is no entry 7, the last is 1"),
        ("a.chancery@soon", "`soon` is no moment"),
    ] {
        let ran = run(folder.path(), &["diff", old, "a.chancery"]);
        assert!(ran.err.contains(fault), "{}", ran.err);
        assert_ne!(ran.code, 4);
    }
}
