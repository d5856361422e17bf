//! Good files with their layout, wrong files with what is said of them, and the built-in data.

use std::fs;
use std::path::Path;

use chancery::files::{self, SourceFile};

use super::{entries, named, ontology, root, shown};

/// Compares a text with the file that holds what is wanted.
#[track_caller]
fn check(path: &Path, found: &str) {
    let wanted = fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == wanted,
        "{} does not hold:\n{found}",
        path.display()
    );
}

#[test]
fn wrong_files_are_told_all_their_faults() {
    for path in entries("tests/files/bad") {
        if path.extension().is_some_and(|end| end == "txt") {
            continue;
        }
        let told = files::read_dataset(ontology(), &named(&path)).unwrap_err();
        check(&path.with_extension("txt"), &shown(&told));
    }
}

#[test]
fn good_files_are_laid_out_and_mean_the_same() {
    for path in entries("tests/files/good") {
        if path.extension().is_some_and(|end| end == "txt") {
            continue;
        }
        let file = named(&path).remove(0);
        let formatted = files::format(&file).unwrap_or_else(|told| panic!("{}", shown(&told)));
        check(&path.with_extension("txt"), &formatted);
        let before = files::read_dataset(ontology(), &[file]).unwrap();
        let after = SourceFile::new("after", formatted);
        let after = files::read_dataset(ontology(), &[after]).unwrap();
        assert_eq!(files::write_dataset(&before), files::write_dataset(&after));
    }
}

#[test]
fn the_built_in_data_is_right() {
    let data = files::load(&root().join("data/rwanda")).unwrap();
    let read = files::read_dataset(ontology(), &data);
    let dataset = read.unwrap_or_else(|told| panic!("{}", shown(&told)));
    assert!(dataset.relations().len() > 100);
}

#[test]
fn the_built_in_data_is_formatted_without_loss() {
    for folder in ["data", "data/rwanda"] {
        for file in files::load(&root().join(folder)).unwrap() {
            let formatted = files::format(&file).unwrap_or_else(|told| panic!("{}", shown(&told)));
            let again = SourceFile::new(&file.name, &formatted);
            assert_eq!(
                files::format(&again).as_ref(),
                Ok(&formatted),
                "{}",
                file.name
            );
            for line in formatted.lines().filter(|line| line.chars().count() > 100) {
                // Only addresses and comments, which nothing breaks, may be longer.
                assert!(line.contains("http") || line.contains("// "), "{line}");
            }
            let comments = |text: &str| text.lines().filter(|line| line.contains("// ")).count();
            assert_eq!(comments(&file.text), comments(&formatted), "{}", file.name);
        }
    }
}

#[test]
fn an_ontology_survives_formatting() {
    let file = files::load(&root().join("data/ontology.ron"))
        .unwrap()
        .remove(0);
    let formatted = SourceFile::new("formatted", files::format(&file).unwrap());
    let after = files::read_ontology(&formatted).unwrap();
    let before = ontology();
    assert_eq!(before.categories(), after.categories());
    assert!(before.kinds().eq(after.kinds()));
}

#[test]
fn the_good_records_of_wrong_files_are_kept() {
    let files = named(&root().join("tests/files/bad/broken-syntax.ron"));
    let (dataset, told) = files::read_dataset_lenient(ontology(), &files);
    assert_eq!(told.len(), 4, "{}", shown(&told));
    let ids: Vec<&str> = dataset
        .entities()
        .iter()
        .map(|entity| entity.id.as_str())
        .collect();
    assert_eq!(ids, ["kazakhstan", "rwanda"]);
    let ids: Vec<&str> = dataset
        .records()
        .map(|(_, record)| record)
        .map(|relation| relation.id.as_str())
        .collect();
    assert_eq!(ids, ["good"]);
}

#[test]
fn a_record_in_two_files_is_wrong_however_files_are_read() {
    let text = "(entities: [(id: \"kigali\", kind: \"place\", name: \"Kigali\")])";
    let files = ["a.ron", "b.ron"].map(|name| SourceFile::new(name, text));
    let strict = files::read_dataset(ontology(), &files).unwrap_err();
    let (_, lenient) = files::read_dataset_lenient(ontology(), &files);
    assert_eq!(shown(&strict), shown(&lenient));
    assert!(shown(&strict).contains("b.ron:1:"), "{}", shown(&strict));
    // Whoever imports a file twice means it once.
    let imported = files::read_each(ontology(), &files);
    assert_eq!(imported.diagnostics.len(), 0);
    assert_eq!(imported.counts[1].repeated, 1);
}

#[test]
fn a_wrong_ontology_is_told_all_its_faults() {
    let text = "(
    categories: [(id: \"CONSULT\", quad: \"verbal-cooperation\", scale: 2.5)],
    kinds: [
        (id: \"visit\", plural: \"visits\", nature: \"event\", roles: [(id: \"visitor\")],
            plover: (category: \"CONSLT\")),
        (id: \"call\", plural: \"calls\", nature: \"event\", roles: [(id: \"caller\")],
            links: [(from: \"caller\", to: \"called\", forward: \"called\")]),
        (id: \"chat\", plural: \"chats\", nature: \"evnt\", roles: []),
    ],
)";
    let told = files::read_ontology(&SourceFile::new("o.ron", text)).unwrap_err();
    insta::assert_snapshot!(shown(&told), @r#"
    error: the kind `visit` names the category `CONSLT`, which there is not
      --> o.ron:5:32
       |             plover: (category: "CONSLT")),
       |                                ^^^^^^^^
    error: a link of the kind `call` names the role `called`, which it lacks
      --> o.ron:7:42
       |             links: [(from: "caller", to: "called", forward: "called")]),
       |                                          ^^^^^^^^
    error: unknown nature `evnt`, the nearest is `event`
      --> o.ron:8:47
       |         (id: "chat", plural: "chats", nature: "evnt", roles: []),
       |                                               ^^^^^^
    "#);
}
