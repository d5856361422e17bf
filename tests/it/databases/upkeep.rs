//! `check`, `salvage`, `backup` and `compact` of databases.

use std::fs;

use super::world::{folder, run};

#[test]
fn a_sound_database_has_no_faults() {
    let folder = folder();
    let ran = run(folder.path(), &["check", "a.chancery"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(
        ran.err.starts_with("no damage; 1 entry, 4 changes, "),
        "{}",
        ran.err
    );
}

#[test]
fn a_damaged_byte_is_told_with_its_place_and_the_rest_is_salvaged() {
    let folder = folder();
    let path = folder.path().join("a.chancery");
    let mut bytes = fs::read(&path).unwrap();
    let needle = b"Anna Berg";
    let at = bytes.windows(needle.len()).position(|some| some == needle);
    bytes[at.unwrap()] ^= 1;
    fs::write(&path, bytes).unwrap();
    let checked = run(folder.path(), &["check", "a.chancery"]);
    assert_eq!(checked.code, 4, "{}", checked.err);
    assert!(
        checked.out.contains("a.chancery: ") && checked.out.contains(" at byte "),
        "{}",
        checked.out
    );
    let asked = run(folder.path(), &["a.chancery", "-c", "timeline"]);
    assert_eq!((asked.code, asked.out.as_str()), (3, ""));
    assert!(
        asked.err.contains("chancery salvage a.chancery"),
        "{}",
        asked.err
    );
    let words = ["salvage", "a.chancery", "--out", "b.chancery"];
    let salvaged = run(folder.path(), &words);
    assert_eq!(salvaged.code, 4, "{}", salvaged.err);
    assert!(salvaged.out.contains(" at byte "), "{}", salvaged.out);
    let again = run(folder.path(), &words);
    assert_eq!(again.code, 2, "{}", again.err);
    assert!(
        again.err.contains("`b.chancery` is there already"),
        "{}",
        again.err
    );
}

#[test]
fn a_backup_and_a_compacted_file_hold_the_same() {
    let folder = folder();
    for words in [
        &["backup", "a.chancery", "b.chancery"][..],
        &["compact", "a.chancery"],
    ] {
        let ran = run(folder.path(), words);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    }
    assert_eq!(
        run(folder.path(), &["diff", "a.chancery", "b.chancery"]).code,
        0
    );
    let log = |file: &str| run(folder.path(), &[file, "-c", "log", "--format", "json"]).out;
    assert_eq!(log("a.chancery"), log("b.chancery"));
    let again = run(folder.path(), &["backup", "a.chancery", "b.chancery"]);
    assert_eq!(again.code, 2, "{}", again.err);
}

#[test]
fn databases_and_data_files_are_checked_together() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let wrong = "(entities: [(id: \"freedonia\", kind: \"stat\", name: \"Freedonia\")])";
    fs::write(path("b.ron"), wrong).unwrap();
    let found = run(folder.path(), &["check", "b.ron", "a.chancery"]);
    assert_eq!(found.code, 4, "{}", found.err);
    assert!(
        found.out.contains("unknown entity kind `stat`"),
        "{}",
        found.out
    );
    assert!(
        found.err.contains("a.chancery:\nno damage;"),
        "{}",
        found.err
    );
    let lacking = run(folder.path(), &["check", "no.chancery", "b.ron", "--quiet"]);
    assert_eq!(lacking.code, 3, "{}", lacking.err);
    assert!(
        lacking.out.contains("unknown entity kind `stat`"),
        "{}",
        lacking.out
    );
}
