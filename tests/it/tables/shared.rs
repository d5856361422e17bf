//! Published tables, as far as they lie beside the project.
//!
//! They are no part of it. Where a folder with them lies beside it, or is named by
//! `CHANCERY_DATASETS`, every row of theirs is accounted for in `docs/mappings.md`, and some of what
//! they tell of Rwanda is looked up; where there is none, these tests pass without a look.
//! `CHANCERY_UPDATE_DOCS=1` writes the accounts anew.

use std::fs;
use std::path::{Path, PathBuf};

use chancery::Chancery;
use chancery::import::{self, Asked, ImportOptions, Imported, Input};
use chancery::model::{Dataset, Relation};

use super::{counts, dataset, shown};

/// Returns the folder of published tables, if there is one.
fn datasets() -> Option<PathBuf> {
    let folder = match std::env::var_os("CHANCERY_DATASETS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/datasets"),
    };
    folder.is_dir().then_some(folder)
}

/// Imports published files together.
fn import(folder: &Path, files: &[&str]) -> Imported {
    let ontology = Chancery::ontology().unwrap();
    let files = files
        .iter()
        .map(|file| Input::open(&folder.join(file)).unwrap());
    let files = files.map(Asked::any).collect();
    import::import(ontology, &[], files, &ImportOptions::new()).unwrap()
}

/// Published tables: how many rows each has, and how many of them may at most be rejected.
const TABLES: &[(&str, u64, u64)] = &[
    ("treaties-un/un_hr_ratifications.csv.gz", 2_567, 0),
    ("treaties-un/wipo_ratifications.csv.gz", 2_461, 1),
    ("treaties-un/by-treaty/index.csv", 45, 0),
    (
        "treaties-ieadb/db_treaties.concluded_before_1990.csv.gz",
        2_960,
        10,
    ),
    (
        "treaties-ieadb/db_members.concluded_before_1990.csv.gz",
        47_378,
        0,
    ),
    ("alliances-atop/atop5_1m.csv.gz", 1_464, 0),
    ("igo-membership/igo_year_format3.to2005.csv.gz", 16_329, 0),
    ("igo-membership/state_year_format3.to2005.csv.gz", 13_809, 0),
    ("embassies/database_of_embassies.A-R.csv.gz", 7_000, 4),
    ("us-diplomatic-history/visits_to_us_1870-2009.csv", 2_493, 0),
    ("us-diplomatic-history/travels_abroad_to_2009.csv", 3_036, 0),
    (
        "us-diplomatic-history/chiefs_of_mission_A-R_and_orgs.csv",
        4_670,
        0,
    ),
    (
        "leaders-archigos/archigos.africa_americas_europe.csv.gz",
        2_633,
        0,
    ),
    ("office-holders/rwanda-ministers/html_holders21.csv", 64, 0),
    ("office-holders/rwanda-ministers/html_bio.csv", 58, 0),
    ("office-holders/rwanda-ministers/html_positions.csv", 29, 0),
    (
        "office-holders/rwanda-ministers/sources_official_wikidata.csv",
        24,
        0,
    ),
    (
        "office-holders/rwanda-ministers/sources_official_scraped.csv",
        33,
        0,
    ),
    (
        "office-holders/rwanda-ministers/wikidata_results_current-cabinet.csv",
        24,
        0,
    ),
    (
        "office-holders/rwanda-ministers/wikidata_results_all-cabinets.csv",
        1,
        0,
    ),
    ("office-holders/world/sources_foreign_wikidata.csv", 213, 0),
    ("office-holders/world/sources_foreign_scraped.csv", 217, 0),
    ("office-holders/world/html_holders21.csv", 130, 0),
    (
        "office-holders/world/sources_ambassadors-to-estonia_scraped.csv",
        115,
        1,
    ),
    ("office-holders/world-leaders-2021/wikidata.csv", 424, 0),
    ("office-holders/world-leaders-2021/wikipedia.csv", 470, 0),
    (
        "trade-agreements-desta/desta_dyads.africa_intercontinental.csv.gz",
        15_991,
        0,
    ),
    (
        "cow-diplomatic-exchange/Diplomatic_Exchange_2006v1.excerpt.csv",
        70,
        0,
    ),
    ("colt/trips_sent_per_year.csv", 6_692, 0),
    ("colt/trips_received_per_year.csv", 5_869, 0),
];

/// Returns the files of `by-treaty`, in order, but for the index.
fn by_treaty(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder.join("treaties-un/by-treaty")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names
        .filter(|name| name != "index.csv")
        .map(|name| format!("treaties-un/by-treaty/{name}"))
        .collect();
    names.sort();
    names
}

/// Returns the line of the accounts for a file.
fn account(name: &str, counts: [u64; 6]) -> String {
    let cells = counts.map(|count| count.to_string()).join(" | ");
    format!("| `{name}` | {cells} |\n")
}

/// The lines of the document between which the accounts stand.
const ACCOUNTS: [&str; 2] = ["<!-- accounts -->\n", "<!-- end of accounts -->"];

#[test]
fn every_row_of_the_published_tables_is_accounted_for() {
    let Some(folder) = datasets() else { return };
    let mut accounts = String::from(
        "| file | rows | kept | merged | skipped | rejected | relations |\n\
         |---|--:|--:|--:|--:|--:|--:|\n",
    );
    for (file, rows, most_rejected) in TABLES {
        let imported = import(&folder, &[file]);
        let report = imported.report.files[0].clone();
        for reject in &report.rejects {
            println!("{reject}");
        }
        assert!(report.adds_up(), "{file}");
        assert_eq!(report.read, *rows, "{file}");
        assert!(report.rejected <= *most_rejected, "{report}");
        assert_eq!(
            dataset(imported).relation_ixs().len() as u64,
            report.relations
        );
        accounts.push_str(&account(file, counts(&report)));
    }
    let files = by_treaty(&folder);
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    let imported = import(&folder, &names);
    let mut sums = [0; 6];
    for report in &imported.report.files {
        assert!(report.adds_up(), "{report}");
        let both = sums.iter_mut().zip(counts(report));
        both.for_each(|(sum, count)| *sum += count);
    }
    assert_eq!((names.len(), sums[0], sums[4]), (43, 3_244, 0));
    accounts.push_str(&account("treaties-un/by-treaty/*.csv", sums));
    compare(&accounts);
}

/// Compares the accounts with those of the document.
fn compare(accounts: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/mappings.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(ACCOUNTS[0]).unwrap();
    let (told, after) = rest.split_once(ACCOUNTS[1]).unwrap();
    if std::env::var_os("CHANCERY_UPDATE_DOCS").is_some() {
        let [begin, end] = ACCOUNTS;
        fs::write(&path, format!("{before}{begin}{accounts}{end}{after}")).unwrap();
        return;
    }
    assert_eq!(told, accounts, "accounts in {}", path.display());
}

/// Returns the relations of some files in which all of `ids` take part, each on one line without its
/// id, in order of date.
fn with(dataset: &Dataset, ids: &[&str]) -> Vec<String> {
    let takes_part = |relation: &Relation, id: &str| {
        let mut parties = relation.parties.iter();
        parties.any(|(_, party)| party.as_str() == id)
    };
    let relations = dataset.relations();
    relations
        .filter(|relation| ids.iter().all(|id| takes_part(relation, id)))
        .map(|relation| {
            let shown = shown(&relation);
            let (_, told) = shown.split_once(" | ").unwrap();
            told.to_owned()
        })
        .collect()
}

#[test]
fn what_published_tables_tell_of_visits_between_rwanda_and_the_united_states_comes_out_right() {
    let Some(folder) = datasets() else { return };
    let files = [
        "us-diplomatic-history/visits_to_us_1870-2009.csv",
        "us-diplomatic-history/travels_abroad_to_2009.csv",
    ];
    let data = dataset(import(&folder, &files));
    let bush = "visit | - | visitor: george-w-bush; host: rwanda | 2008-02-19 | row 179";
    assert!(with(&data, &["rwanda"]).contains(&bush.to_owned()));
    let visits = with(&data, &["rwanda"]);
    assert_eq!(
        visits
            .iter()
            .filter(|told| told.starts_with("visit"))
            .count(),
        4
    );
    let kagame = with(&data, &["paul-kagame", "united-states"]);
    assert_eq!(kagame.len(), 4, "{kagame:?}");
    assert!(kagame[1].contains("2003-03-03/2003-03-06"), "{kagame:?}");
}

#[test]
fn what_published_tables_tell_of_missions_of_rwanda_comes_out_right() {
    let Some(folder) = datasets() else { return };
    let data = dataset(import(
        &folder,
        &["embassies/database_of_embassies.A-R.csv.gz"],
    ));
    let all = with(&data, &["rwanda"]);
    let sent = all
        .iter()
        .filter(|told| told.contains("sender: rwanda;"))
        .count();
    assert_eq!(sent, 19);
    let berlin = with(&data, &["rwanda", "germany", "berlin"]);
    assert!(berlin[0].contains("host: germany, slovakia, romania, hungary, poland, ukraine"));
    assert!(berlin[0].contains("| 2022-11-16 |"), "{berlin:?}");
}

#[test]
fn what_published_tables_tell_of_the_ambassadors_to_rwanda_comes_out_right() {
    let Some(folder) = datasets() else { return };
    let file = "us-diplomatic-history/chiefs_of_mission_A-R_and_orgs.csv";
    let data = dataset(import(&folder, &[file]));
    let all = with(&data, &["rwanda", "charles-dudley-withers"]);
    assert_eq!(all.len(), 2);
    assert!(all[0].starts_with("credentials | - |") && all[0].contains("| 1963-04-19 |"));
    assert!(
        all[1].contains("sender: united-states | 1963-04-19/1966-09-15 |"),
        "{all:?}"
    );
    let everybody = with(&data, &["rwanda", "united-states"]);
    assert_eq!(everybody.len(), 20);
}

#[test]
fn what_published_tables_tell_of_the_pacts_and_treaties_of_rwanda_comes_out_right() {
    let Some(folder) = datasets() else { return };
    let pacts = dataset(import(&folder, &["alliances-atop/atop5_1m.csv.gz"]));
    let rwanda = pacts.entities().iter().find(|entity| {
        let mut codes = entity.codes.values();
        entity.id.as_str() == "rwanda" || codes.any(|code| code == "517")
    });
    let pacts = with(&pacts, &[rwanda.unwrap().id.as_str()]);
    let dates: Vec<&str> = pacts
        .iter()
        .map(|told| told.rsplit(" | ").nth(1).unwrap())
        .collect();
    assert_eq!(
        dates,
        [
            "1963-03/1964-03-10",
            "2000-02-24/2007-06-05",
            "2000-07-12/2002-07-09",
            "2002-07-09/..",
            "2006-12-15/..",
            "2007-06-29/..",
            "2014-02-20/..",
        ]
    );
    let file = "treaties-ieadb/db_members.concluded_before_1990.csv.gz";
    let data = dataset(import(&folder, &[file]));
    assert_eq!(with(&data, &["rwanda"]).len(), 77);
}

#[test]
fn what_published_tables_tell_of_the_memberships_of_rwanda_comes_out_right() {
    let Some(folder) = datasets() else { return };
    let states = dataset(import(
        &folder,
        &["igo-membership/state_year_format3.to2005.csv.gz"],
    ));
    let bodies = dataset(import(
        &folder,
        &["igo-membership/igo_year_format3.to2005.csv.gz"],
    ));
    let told = |data: &Dataset| {
        let mut told: Vec<String> = with(data, &["rwanda"])
            .iter()
            .map(|told| told.rsplit_once(" | ").unwrap().0.to_owned())
            .collect();
        told.sort();
        told
    };
    let (by_state, by_body) = (told(&states), told(&bodies));
    let un = "membership | full member | member: rwanda; organization: united-nations | 1962/";
    assert!(by_state.contains(&un.to_owned()), "{by_state:#?}");
    assert!(by_body.contains(&un.to_owned()));
    assert!(by_state.iter().any(|told| told.ends_with("| 1963/2002")));
}
