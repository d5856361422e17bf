//! Real files: every row is accounted for. Where the data sets are not there, nothing is tested.

use std::collections::BTreeSet;

use chancery::import::{Gdelt, Icews, Input, Quadruples};

use super::world::{World, at_once, imported, known_as, shared};

#[test]
fn the_events_of_two_days_of_icews_are_all_accounted_for() {
    let Some(path) = shared("icews-raw/events.2018.sample.tab.gz") else {
        return;
    };
    let world = World::at(&Icews, &path);
    assert_eq!(world.report.read, 3_705);
    assert_eq!(world.report.rejected, 0, "{:?}", world.faults());
    assert_eq!(world.report.skipped(), 0, "{:?}", world.report.skipped);
    assert_eq!(world.report.notes, []);
}

#[test]
fn names_and_numbers_of_2014_tell_the_same() {
    let (Some(named), Some(train)) = (
        shared("icews14/names/icews14_all_named.tsv.gz"),
        shared("icews14/ids/train.txt.gz"),
    ) else {
        return;
    };
    let named = World::at(&Quadruples::new(), &named);
    assert_eq!(named.counts(), [90_730, 78_964, 11_765, 1, 0]);
    assert_eq!(named.data.ontology().added().count(), 0);
    let mut numbered = BTreeSet::new();
    let mut read = 0;
    for part in ["train", "valid", "test"] {
        let path = train.with_file_name(format!("{part}.txt.gz"));
        let world = World::at(&Quadruples::new(), &path);
        read += world.report.read;
        numbered.extend(world.lines());
    }
    assert_eq!(read, 90_730);
    assert!(named.lines() == numbered);
}

#[test]
fn the_published_parts_by_name_are_parts_of_all_rows_of_2014() {
    let (Some(all), Some(valid), Some(test)) = (
        shared("icews14/names/icews14_all_named.tsv.gz"),
        shared("icews14/names/icews_2014_valid.txt.gz"),
        shared("icews14/names/icews_2014_test.txt.gz"),
    ) else {
        return;
    };
    let all = World::at(&Quadruples::new(), &all).lines();
    for (path, rows) in [(valid, 8_941), (test, 8_963)] {
        let part = World::at(&Quadruples::new(), &path);
        assert_eq!(part.report.read, rows);
        // The two names that end with a no-break space are read as the names without it.
        assert!(part.lines().is_subset(&all));
    }
}

#[test]
fn both_layouts_of_2018_are_read() {
    // The second repository numbers entities otherwise, and its table is not among the files: so
    // nothing can be said of who is meant there.
    for file in ["valid.txt.gz", "valid.re-net-layout.txt.gz"] {
        let Some(path) = shared(&format!("icews18/{file}")) else {
            return;
        };
        let world = World::unmerged(&Quadruples::new(), Input::open(&path).unwrap());
        let [read, kept, merged, skipped, rejected] = world.counts();
        assert_eq!((read, merged, rejected), (45_995, 0, 0));
        assert_eq!(kept + skipped, 45_995);
        assert!(skipped <= 1, "{:?}", world.report.skipped);
        assert_eq!(world.data.ontology().added().count(), 0);
    }
}

#[test]
fn the_large_files_of_2005_and_2018_are_all_accounted_for() {
    for (file, rows) in [
        ("icews05-15/icews_2005-2012.txt.gz", 67_508),
        ("icews18/train.txt.gz", 373_018),
    ] {
        let Some(path) = shared(file) else {
            return;
        };
        let report = at_once(&Quadruples::new(), Input::open(&path).unwrap());
        assert_eq!((report.read, report.rejected), (rows, 0));
        assert!(report.adds_up(), "{report}");
    }
}

#[test]
fn a_quarter_of_an_hour_of_gdelt_is_all_accounted_for() {
    let Some(path) = shared("gdelt/20180101000000.export.CSV.gz") else {
        return;
    };
    let world = World::at(&Gdelt, &path);
    let [read, kept, merged, skipped, rejected] = world.counts();
    assert_eq!((read, kept + merged, rejected), (2_414, 602, 0));
    assert_eq!(skipped, 1_812);
    assert_eq!(world.report.notes, []);
    let source = &world.data.sources()[0];
    let published = source.published.as_ref().map(ToString::to_string);
    assert_eq!(published.as_deref(), Some("2018-01-01"));
}

#[test]
fn the_rows_of_gdelt_that_name_rwanda_are_found_again() {
    let Some(path) = shared("gdelt/20180101000000.export.CSV.gz") else {
        return;
    };
    let (mut named, mut tied) = (0, Vec::new());
    let mut rows = Input::open(&path).unwrap();
    while let Some(row) = rows.next_line().unwrap() {
        let fields: Vec<&str> = row.text.split('\t').collect();
        named += usize::from(row.text.to_lowercase().contains("rwanda"));
        let countries = [fields[7], fields[17]];
        if countries.contains(&"RWA") && countries.iter().all(|country| !country.is_empty()) {
            tied.push(row.number);
        }
    }
    assert_eq!(named, 74);
    let world = World::at(&Gdelt, &path);
    let told: BTreeSet<String> = world
        .data
        .relations()
        .flat_map(|relation| relation.reports.clone())
        .filter_map(|report| report.locator)
        .collect();
    let is_told = |row: &u64| told.contains(&format!("row {row}"));
    assert!(tied.len() > 10, "{tied:?}");
    assert!(tied.iter().all(is_told), "{tied:?}");
}

#[test]
fn rows_of_both_widths_of_the_older_gdelt_are_read_in_one_file() {
    let Some(path) = shared("gdelt/gdelt1.sample.100.csv") else {
        return;
    };
    let world = World::at(&Gdelt, &path);
    assert_eq!(world.counts(), [100, 21, 4, 75, 0]);
}

#[test]
fn the_table_of_mentions_is_refused_with_its_reason() {
    let Some(path) = shared("gdelt/gdelt2.mentions.sample.csv") else {
        return;
    };
    let error = imported(&Gdelt, Input::open(&path).unwrap()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("holds articles and no relations"),
        "{error}"
    );
}

#[test]
fn every_file_is_known_for_what_it_is() {
    for (file, format) in [
        ("icews-raw/events.2018.sample.tab.gz", "icews"),
        ("gdelt/20180101000000.export.CSV.gz", "gdelt"),
        ("gdelt/gdelt1.sample.100.csv", "gdelt"),
        ("gdelt/gdelt2.mentions.sample.csv", "gdelt"),
        ("plover/POLECAT_header_only.tsv", "polecat"),
        ("icews14/names/icews14_all_named.tsv.gz", "quadruples"),
        ("icews14/ids/train.txt.gz", "quadruples"),
        ("icews18/valid.re-net-layout.txt.gz", "quadruples"),
        ("icews05-15/icews_2005-2012.txt.gz", "quadruples"),
        ("cameo/cameo-codes.csv", "nothing"),
        ("treaties-un/README.md", "nothing"),
    ] {
        let Some(path) = shared(file) else {
            return;
        };
        assert_eq!(known_as(Input::open(&path).unwrap()), format, "{file}");
    }
}
