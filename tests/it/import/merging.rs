//! Rows that tell of one relation, and rows that tell of nothing between two.

use chancery::Chancery;
use chancery::files::{self, SourceFile};
use chancery::import::{self, Asked, ImportOptions, Input, Merge};

use super::gazette::Gazette;
use super::{imported, report, try_import};

const TWICE: &str = "day,from,to
2014-06-29,A,B
2014-06-28,A,B
2014-06-29,B,A
2014-06-29,A,C
2014-06-29,A,B
";

#[test]
fn rows_of_one_day_and_pair_are_reports_of_one_relation() {
    let report = imported(TWICE, Gazette::merging());
    assert_eq!(
        (report.read, report.kept, report.merged, report.relations),
        (5, 3, 2, 3)
    );
    let imported = try_import(TWICE, Gazette::merging(), &ImportOptions::new()).unwrap();
    let dataset = imported.builder.build().unwrap();
    let at = dataset
        .relation_ix("gazette-2")
        .expect("the first row gives the id");
    let relation = dataset.relation(at);
    let locators: Vec<Option<&str>> = relation
        .reports
        .iter()
        .map(|report| report.locator.as_deref())
        .collect();
    assert_eq!(locators, [Some("row 2"), Some("row 4"), Some("row 6")]);
}

#[test]
fn a_visit_and_its_return_are_two_relations() {
    let visits = Gazette {
        kind: "visit",
        roles: ["visitor", "host"],
        merges: true,
    };
    let text =
        "day,from,to\n2014-06-28,A (person),B\n2014-06-28,A (person),B\n2014-06-28,C (person),B\n";
    let report = imported(text, visits);
    assert_eq!((report.kept, report.merged), (2, 1));
}

#[test]
fn nothing_is_merged_unless_the_format_says_so() {
    let report = report(TWICE);
    assert_eq!((report.kept, report.merged, report.relations), (5, 0, 5));
}

#[test]
fn whoever_imports_may_forbid_merging() {
    let options = ImportOptions::new().merge(Merge::Never);
    let imported = try_import(TWICE, Gazette::merging(), &options).unwrap();
    assert_eq!(imported.report.files[0].merged, 0);
}

#[test]
fn importing_twice_changes_nothing() {
    let once = try_import(TWICE, Gazette::merging(), &ImportOptions::new()).unwrap();
    let once = once.builder.build().unwrap();
    let kept = SourceFile::new("kept.ron", files::write_dataset(&once));
    let asked = Asked::with(Input::of_bytes("gazette.csv", TWICE), Gazette::merging());
    let (ontology, options) = (Chancery::ontology().unwrap(), ImportOptions::new());
    let twice = import::import(ontology, &[kept], vec![asked], &options).unwrap();
    let report = &twice.report.files[0];
    assert_eq!((report.read, report.merged, report.relations), (5, 5, 0));
    let twice = twice.builder.build().unwrap();
    assert_eq!(files::write_dataset(&once), files::write_dataset(&twice));
}

#[test]
fn a_row_whose_parties_are_one_is_skipped_with_the_reason() {
    let report = report("day,from,to\n2014-06-28,A,A\n2014-06-28,,B\n2014-06-28,A,B\n");
    let skipped: Vec<(&str, u64)> = report
        .skipped
        .iter()
        .map(|(why, rows)| (why.as_ref(), *rows))
        .collect();
    assert_eq!(
        skipped,
        [("both parties are the same", 1), ("nobody is named", 1)]
    );
    assert_eq!(report.kept, 1);
}
