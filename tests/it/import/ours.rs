//! Our own files among others: they say who is who, and their faults are told like those of rows.

use chancery::Chancery;
use chancery::files::SourceFile;
use chancery::import::{self, Asked, ImportOptions, Imported, Input};

use super::gazette::Gazette;
use super::rejects;

const STATES: &str = "(entities: [
    (id: \"ruritania\", kind: \"state\", name: \"Ruritania\", aliases: [\"R\"]),
    (id: \"freedonia\", kind: \"stat\", name: \"Freedonia\"),
])";

fn imported(base: &[SourceFile], files: Vec<Asked>) -> Imported {
    let ontology = Chancery::ontology().unwrap();
    import::import(ontology, base, files, &ImportOptions::new()).unwrap()
}

#[test]
fn our_files_are_read_first_and_say_who_is_who() {
    let rows = "day,from,to\n2014-06-28,R,Zenda (place)\n";
    let gazette = Asked::with(Input::of_bytes("gazette.csv", rows), Gazette::default());
    let states = Asked::any(Input::of_bytes("states.ron", STATES));
    let imported = imported(&[], vec![gazette, states]);
    let names: Vec<&str> = imported
        .report
        .files
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(names, ["states.ron", "gazette.csv"]);
    let data = imported.builder.build().unwrap();
    assert_eq!(data.relation_count(), 1);
    let relation = data.relations().next().unwrap();
    assert!(
        relation
            .parties
            .iter()
            .any(|(_, id)| id.as_str() == "ruritania")
    );
}

#[test]
fn a_record_that_stands_in_two_files_is_one_record() {
    let base = [SourceFile::new(
        "base.ron",
        STATES.replace("\"stat\"", "\"state\""),
    )];
    let states = Asked::any(Input::of_bytes("states.ron", base[0].text.clone()));
    let imported = imported(&base, vec![states]);
    let report = &imported.report.files[0];
    assert_eq!((report.read, report.kept, report.merged), (2, 0, 2));
    assert_eq!(imported.builder.build().unwrap().entities().len(), 2);
}

#[test]
fn what_is_wrong_with_our_files_is_told_with_its_place_and_help() {
    let base = [SourceFile::new("base.ron", STATES)];
    let more = "(entities: [(id: \"ruritania\", kind: \"place\", name: \"Zenda\")])";
    let imported = imported(&base, vec![Asked::any(Input::of_bytes("more.ron", more))]);
    let [base, more] = &imported.report.files[..] else {
        panic!("{}", imported.report)
    };
    assert_eq!((base.kept, base.rejected, more.rejected), (1, 1, 1));
    assert!(
        rejects(base)[0].starts_with("base.ron:3:29: unknown entity kind `stat`"),
        "{base}"
    );
    let wanted = "more.ron:1:18: the id `ruritania` stands for another of the entities already; \
                  it stands first in line 2 of `base.ron`";
    assert_eq!(rejects(more), [wanted]);
}

#[test]
fn lines_that_cannot_be_read_do_not_shift_the_places_of_faults() {
    let text = STATES.replace(" aliases: [\"R\"]),\n", " aliases: [\"R\"]),\n// \0\n");
    let imported = imported(&[], vec![Asked::any(Input::of_bytes("states.ron", text))]);
    let report = &imported.report.files[0];
    assert!(
        report
            .rejects
            .iter()
            .any(|reject| reject.line == 4 && reject.column == Some(29)),
        "{report}"
    );
    assert!(report.adds_up());
}
