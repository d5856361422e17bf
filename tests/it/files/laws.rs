//! Laws of reading, writing and formatting, on datasets and files of chance.

use std::collections::BTreeMap;

use chancery::files::{self, SourceFile};
use chancery::model::Dataset;
use proptest::collection::vec;
use proptest::prelude::*;

use super::worlds::{datasets, disordered};
use super::{ontology, shown};

#[track_caller]
fn read(files: &[SourceFile]) -> Dataset {
    files::read_dataset(ontology(), files).unwrap_or_else(|told| panic!("{}", shown(&told)))
}

#[track_caller]
fn format(text: &str) -> String {
    let file = SourceFile::new("x.ron", text);
    files::format(&file).unwrap_or_else(|told| panic!("{}\n{text}", shown(&told)))
}

#[track_caller]
fn assert_same(left: &Dataset, right: &Dataset) {
    assert_eq!(left.sources(), right.sources());
    assert_eq!(left.entities(), right.entities());
    assert!(left.records().eq(right.records()));
    assert!(left.ontology().kinds().eq(right.ontology().kinds()));
    assert_eq!(left.ontology().offices(), right.ontology().offices());
}

/// Returns how often each comment that `disordered` made stands in a text.
fn comments(text: &str, made: &BTreeMap<String, usize>) -> BTreeMap<String, usize> {
    made.keys()
        .map(|comment| (comment.clone(), text.matches(comment.as_str()).count()))
        .collect()
}

/// Returns the texts of the files that hold one record of a written dataset each.
pub(crate) fn one_by_one(text: &str) -> Vec<String> {
    let mut section = "";
    let mut files = Vec::new();
    let mut record = String::new();
    for line in text.lines() {
        if let Some(name) = line
            .strip_suffix(": [")
            .filter(|line| line.starts_with("    ") && !line.starts_with("     "))
        {
            section = name.trim();
        } else if line.starts_with("        ") {
            record.push_str(line);
            record.push('\n');
            if line == "        )," {
                files.push(format!("({section}: [{}])", std::mem::take(&mut record)));
            }
        }
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_written_is_read(dataset in datasets()) {
        let text = files::write_dataset(&dataset);
        let again = read(&[SourceFile::new("x.ron", &text)]);
        assert_same(&dataset, &again);
        prop_assert_eq!(files::write_dataset(&again), text);
    }

    #[test]
    fn what_is_written_is_formatted_already(dataset in datasets()) {
        let text = files::write_dataset(&dataset);
        prop_assert_eq!(format(&text), text);
    }

    #[test]
    fn formatting_keeps_comments_and_meaning_and_is_done_once(
        dataset in datasets(),
        between in vec(0..12_usize, 0..400),
    ) {
        let (text, made) = disordered(&files::write_dataset(&dataset), &between);
        let formatted = format(&text);
        prop_assert_eq!(comments(&formatted, &made), made, "{}", text);
        assert_same(&read(&[SourceFile::new("x.ron", &formatted)]), &dataset);
        prop_assert_eq!(format(&formatted), formatted.clone(), "{}", text);
    }

    #[test]
    fn the_order_of_records_and_files_does_not_matter(
        (dataset, shuffled) in datasets().prop_flat_map(|dataset| {
            let files = one_by_one(&files::write_dataset(&dataset));
            (Just(dataset), Just(files).prop_shuffle())
        }),
    ) {
        let named = |(number, text)| SourceFile::new(format!("{number}.ron"), text);
        let files: Vec<SourceFile> = shuffled.into_iter().enumerate().map(named).collect();
        assert_same(&read(&files), &dataset);
    }
}
