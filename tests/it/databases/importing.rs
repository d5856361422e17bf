//! `import --into FILE.chancery`.

use super::world::{folder, run, run_as, small};
use crate::program::Program;

#[test]
fn importing_twice_changes_nothing() {
    let folder = folder();
    let again = run(folder.path(), &["import", "a.ron", "--into", "a.chancery"]);
    let told = "a.chancery: 0 added, 0 changed, 4 unchanged; nothing is new";
    assert!(again.out.contains(told), "{}", again.out);
    let log = run(folder.path(), &["a.chancery", "-c", "log"]);
    assert_eq!(log.out.lines().count(), 1, "{}", log.out);
}

#[test]
fn an_import_tells_what_is_new_and_what_is_changed() {
    let folder = folder();
    std::fs::write(folder.path().join("b.ron"), small("2015-11", "Anna Berg")).unwrap();
    let words = [
        "import",
        "b.ron",
        "--into",
        "a.chancery",
        "--author",
        "Bela Kiss",
    ];
    let ran = run_as(folder.path(), "anna", 1_795_450_000, &words);
    let told = "a.chancery: 0 added, 1 changed, 3 unchanged; entry 2";
    assert!(ran.out.contains(told), "{}", ran.out);
    let history = run(
        folder.path(),
        &["a.chancery", "-c", "history berg-visits last 1"],
    );
    let told = "Bela Kiss | import | relation berg-visits | changed | \
                date narrowed from 2015 to 2015-11 | import b.ron";
    assert!(history.out.contains(told), "{}", history.out);
}

#[test]
fn the_built_in_data_can_be_imported() {
    let ran = Program::new(&["import", "builtin", "--into", "a.chancery"]).run();
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains(" added, 0 changed, 0 unchanged; entry 1"),
        "{}",
        ran.out
    );
}

#[test]
fn a_database_is_imported_like_any_file() {
    let folder = folder();
    let ran = run(
        folder.path(),
        &["import", "a.chancery", "--into", "b.chancery"],
    );
    let told = "b.chancery: 4 added, 0 changed, 0 unchanged; entry 1\n";
    assert_eq!((ran.code, ran.out.as_str()), (0, told), "{}", ran.err);
    let differ = run(folder.path(), &["diff", "a.chancery", "b.chancery"]);
    assert_eq!(differ.code, 0, "{}", differ.out);
}

#[test]
fn a_database_is_asked_together_with_other_files() {
    let folder = folder();
    let other = "(entities: [(id: \"freedonia\", kind: \"state\", name: \"Freedonia\")])";
    std::fs::write(folder.path().join("b.ron"), other).unwrap();
    for files in [["a.chancery", "b.ron"], ["b.ron", "a.chancery"]] {
        let words = [
            &files[..],
            &["-c", "find Ruritania", "-c", "find Freedonia"],
        ]
        .concat();
        let ran = run(folder.path(), &words);
        assert_eq!((ran.code, ran.out.lines().count()), (0, 2), "{}", ran.err);
    }
}

#[test]
fn a_quiet_import_tells_nothing_and_one_of_our_own_no_new_entities() {
    let folder = folder();
    let words = ["import", "a.ron", "--into", "b.chancery"];
    let quiet = run(folder.path(), &[&words[..], &["--quiet"]].concat());
    assert_eq!(
        (quiet.code, quiet.out.as_str(), quiet.err.as_str()),
        (0, "", "")
    );
    let told = run(folder.path(), &words).out;
    assert!(!told.contains("new entities"), "{told}");
}
