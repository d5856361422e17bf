//! The gazetteer against real files: every spelling and code of a country in them is known.
//!
//! The files are not part of the project. They are looked for in the folder that
//! `CHANCERY_DATASETS` names, or beside the repository, and where they are not there is nothing to
//! test.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use chancery::edtf::{Day, Edtf};
use chancery::import::{Gazetteer, Mention, Resolver};
use csv::StringRecord;
use flate2::read::MultiGzDecoder;

/// Returns the text of a file of the data sets, if it is there.
fn text(file: &str) -> Option<String> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/datasets");
    let folder = std::env::var_os("CHANCERY_DATASETS").map_or_else(beside, PathBuf::from);
    let bytes = std::fs::read(folder.join(file)).ok()?;
    let mut plain = Vec::new();
    if Path::new(file).extension().is_some_and(|end| end == "gz") {
        MultiGzDecoder::new(bytes.as_slice())
            .read_to_end(&mut plain)
            .unwrap();
    } else {
        plain = bytes;
    }
    let text = match String::from_utf8(plain) {
        Ok(text) => text,
        Err(error) => error
            .as_bytes()
            .iter()
            .map(|byte| char::from(*byte))
            .collect(),
    };
    Some(text.trim_start_matches('\u{feff}').to_owned())
}

/// A file with the places of its columns.
struct Table {
    headers: StringRecord,
    rows: Vec<StringRecord>,
}

impl Table {
    fn read(file: &str, delimiter: u8) -> Option<Table> {
        let text = text(file)?;
        // Two citation lines stand before the header of some files.
        let start = text.find("Mitch ID").unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(delimiter != b'\t')
            .flexible(true)
            .from_reader(&text.as_bytes()[start..]);
        let headers = reader.headers().unwrap().clone();
        let rows = reader.records().map(Result::unwrap).collect();
        Some(Table { headers, rows })
    }

    fn column(&self, name: &str) -> usize {
        let found = self.headers.iter().position(|header| header.trim() == name);
        found.unwrap_or_else(|| panic!("no column {name}"))
    }

    fn distinct(&self, column: &str) -> BTreeSet<String> {
        let at = self.column(column);
        let fields = self.rows.iter().filter_map(|row| row.get(at));
        fields.map(|field| field.trim().to_owned()).collect()
    }

    fn pairs(&self, left: &str, right: &str) -> BTreeSet<(String, String)> {
        let (left, right) = (self.column(left), self.column(right));
        let fields = self.rows.iter();
        let fields = fields.filter_map(|row| Some((row.get(left)?, row.get(right)?)));
        fields
            .map(|(left, right)| (left.to_owned(), right.to_owned()))
            .collect()
    }
}

fn gazetteer() -> &'static Gazetteer {
    Gazetteer::builtin()
}

fn named(name: &str, on: Option<Day>) -> Option<&'static str> {
    gazetteer()
        .by_name(name, on)
        .map(|polity| polity.id.as_str())
}

fn coded(scheme: &str, code: &str, on: Option<Day>) -> Option<&'static str> {
    gazetteer()
        .by_code(scheme, code, on)
        .map(|polity| polity.id.as_str())
}

fn day(text: &str) -> Option<Day> {
    Edtf::parse(text).ok()?.latest()
}

/// Checks that all names of some columns of a file are known but for these.
#[track_caller]
fn all_named(file: &str, delimiter: u8, columns: &[&str], strangers: &[&str]) {
    let Some(table) = Table::read(file, delimiter) else {
        return;
    };
    let names = columns.iter().flat_map(|column| table.distinct(column));
    unknown_are(names, strangers);
}

#[track_caller]
fn unknown_are(names: impl IntoIterator<Item = String>, strangers: &[&str]) {
    let names = names.into_iter().filter(|name| !name.is_empty());
    let unknown: BTreeSet<String> = names.filter(|name| named(name, None).is_none()).collect();
    let expected: BTreeSet<String> = strangers.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(unknown, expected);
}

#[test]
fn codes_of_a_country_in_all_schemes_are_one_polity() {
    let Some(table) = Table::read("country-codes/country-codes.csv", b',') else {
        return;
    };
    let schemes = [
        ("ISO3166-1-Alpha-2", "iso3166-1-alpha-2"),
        ("ISO3166-1-Alpha-3", "iso3166-1-alpha-3"),
        ("ISO3166-1-numeric", "iso3166-1-numeric"),
        ("M49", "m49"),
    ];
    for row in &table.rows {
        let field = |column| row.get(table.column(column)).unwrap_or_default();
        let name = field("official_name_en");
        let mut found = BTreeSet::new();
        for (column, scheme) in schemes {
            found.insert(coded(scheme, field(column), None));
        }
        found.insert(named(name, None));
        if name.is_empty() {
            continue; // Taiwan has names in one column only.
        }
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert_ne!(found.first(), Some(&None), "{name}");
    }
}

#[test]
fn members_of_the_state_system_are_one_by_code_and_name_in_their_years() {
    let Some(table) = Table::read("country-codes/cow_states2016.csv", b',') else {
        return;
    };
    for row in &table.rows {
        let (alpha, code, name) = (&row[0], &row[1], &row[2]);
        let first: i64 = row[3].parse().unwrap();
        let last: i64 = row[6].parse().unwrap();
        let on = Day::from_ymd(last.midpoint(first), 12, 31);
        let found = coded("cow", code, on);
        assert!(found.is_some(), "{code}");
        assert_eq!(coded("cow-alpha", alpha, on), found, "{alpha}");
        if code != "345" {
            assert_eq!(named(name, on), found, "{name} in {on:?}");
        }
    }
    let abbreviations = text("country-codes/COW country codes.csv").unwrap();
    for line in abbreviations
        .split('\r')
        .skip(1)
        .filter(|line| !line.is_empty())
    {
        let fields: Vec<&str> = line.split(',').collect();
        assert!(coded("cow", fields[1], None).is_some(), "{line}");
    }
}

#[test]
fn actor_codes_of_cameo_are_known() {
    for file in ["cameoCountry", "cameoGroup"] {
        let Some(text) = text(&format!("cameo/gdelt-lookups/{file}.txt")) else {
            return;
        };
        for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
            let (code, label) = line.split_once('\t').unwrap();
            assert!(coded("cameo", code, None).is_some(), "{code} {label}");
        }
    }
}

#[test]
fn parties_of_treaties_are_known() {
    let column = &["country_name"];
    all_named("treaties-un/un_hr_ratifications.csv.gz", b',', column, &[]);
    all_named("treaties-un/wipo_ratifications.csv.gz", b',', column, &[]);
    if let Some(index) = Table::read("treaties-un/by-treaty/index.csv", b',') {
        for (chapter, treaty) in index.pairs("chapter_no", "treaty_no") {
            let file = format!("treaties-un/by-treaty/{chapter}-{treaty}.csv");
            all_named(&file, b',', &["Participant"], &[]);
        }
    }
    let members = "treaties-ieadb/db_members.concluded_before_1990.csv.gz";
    let columns = &["Country (official name)", "Country (as entered)"];
    all_named(members, b';', columns, &["Agreement"]);
}

#[test]
fn partners_of_trade_agreements_are_one_by_name_and_code() {
    let file = "trade-agreements-desta/desta_dyads.africa_intercontinental.csv.gz";
    let Some(table) = Table::read(file, b',') else {
        return;
    };
    for (name, iso) in [("country1", "iso1"), ("country2", "iso2")] {
        for (name, code) in table.pairs(name, iso) {
            let found = coded("iso3166-1-numeric", &code, None);
            assert!(found.is_some(), "{name} {code}");
            // Some names have lost letters that are not ASCII.
            if !name.contains('\u{fffd}') && name.is_ascii() {
                assert_eq!(named(&name, None), found, "{name} {code}");
            }
        }
    }
}

#[test]
fn members_of_organisations_are_one_by_heading_and_code() {
    let Some(table) = Table::read("igo-membership/state_year_format3.to2005.csv.gz", b',') else {
        return;
    };
    for (name, code) in table.pairs("state", "ccode") {
        let found = coded("cow", &code, None);
        let theirs = named(&name, None);
        let apart = ["korea", "wgermany", "egermany", "yugoslaviaserb"];
        assert!(theirs.is_some(), "{name}");
        assert!(
            theirs == found || apart.contains(&name.as_str()),
            "{name} {code} {theirs:?}"
        );
    }
}

#[test]
fn allies_and_leaders_have_known_codes() {
    if let Some(table) = Table::read("alliances-atop/atop5_1m.csv.gz", b',') {
        for (code, year) in table.pairs("member", "yrent") {
            let on = Day::from_ymd(year.parse().unwrap(), 12, 31);
            assert!(coded("atop", &code, on).is_some(), "{code} in {year}");
        }
    }
    let file = "leaders-archigos/archigos.africa_americas_europe.csv.gz";
    if let Some(table) = Table::read(file, b',') {
        for (code, date) in table.pairs("gwcode", "startdate") {
            let found = coded("gw", &code, day(&date));
            assert!(found.is_some(), "{code} on {date}");
        }
    }
}

#[test]
fn countries_of_visits_and_travels_are_known_on_their_days() {
    let visits = "us-diplomatic-history/visits_to_us_1870-2009.csv";
    let travels = "us-diplomatic-history/travels_abroad_to_2009.csv";
    for (file, column) in [(visits, "from_country"), (travels, "country")] {
        let Some(table) = Table::read(file, b',') else {
            return;
        };
        for (name, date) in table.pairs(column, "start_date") {
            assert!(
                name.is_empty() || named(&name, day(&date)).is_some(),
                "{name} on {date}"
            );
        }
    }
    let chiefs = "us-diplomatic-history/chiefs_of_mission_A-R_and_orgs.csv";
    let Some(table) = Table::read(chiefs, b',') else {
        return;
    };
    let names = table.distinct("territory_or_org_id").into_iter();
    let states = names.filter(|name| !name.starts_with("representative-"));
    unknown_are(states, &[]);
}

#[test]
fn senders_and_hosts_of_embassies_are_one_by_name_and_wikidata() {
    let Some(table) = Table::read("embassies/database_of_embassies.A-R.csv.gz", b';') else {
        return;
    };
    let mut strangers = BTreeSet::new();
    for (name, item) in [("operator", "operatorQID"), ("country", "countryQID")] {
        for (name, address) in table.pairs(name, item) {
            let item = address.rsplit('/').next().unwrap_or_default();
            let (by_code, by_name) = (coded("wikidata", item, None), named(&name, None));
            if by_code.is_none() || by_name != by_code {
                strangers.insert(format!("{name} {item}"));
            }
        }
    }
    let strangers: Vec<&str> = strangers.iter().map(String::as_str).collect();
    assert_eq!(strangers, EMBASSY_STRANGERS);
}

/// Who sends or hosts embassies and is no state, or bears the name of one without being it.
const EMBASSY_STRANGERS: &[&str] = &[
    "Central Tibetan Administration Q326343",
    "Government of New Mexico Q16152647",
    "Government of Sweden Q930729",
    "Indigenous Australians Q170355",
    "Japan Q843186",
    "Ministry of Foreign Affairs Q697158",
    "Ministry of Foreign Affairs and Cooperation of the Republic of Rwanda Q16911151",
    "Ministry of Foreign Affairs of the People's Republic of China Q1155502",
    "Ministry of Foreign Affairs of the Russian Federation Q789889",
    "Portuguese colonization of the Americas Q2724951",
];

#[test]
fn countries_of_office_holders_and_of_trips_are_known() {
    for file in [
        "sources_foreign_wikidata.csv",
        "sources_foreign_scraped.csv",
        "sources_ambassadors-to-estonia_scraped.csv",
    ] {
        let Some(table) = Table::read(&format!("office-holders/world/{file}"), b',') else {
            return;
        };
        for (name, item) in table.pairs("countryLabel", "country") {
            if item.is_empty() {
                continue;
            }
            let found = coded("wikidata", &item, None);
            assert!(found.is_some(), "{name} {item}");
            assert_eq!(named(&name, None), found, "{name} {item}");
        }
    }
    for file in ["wikidata.csv", "wikipedia.csv"] {
        let file = format!("office-holders/world-leaders-2021/{file}");
        all_named(&file, b',', &["country"], &[]);
    }
    let sent = "colt/trips_sent_per_year.csv";
    all_named(sent, b',', &["LeaderCountryOrIGO"], &[]);
    let received = "colt/trips_received_per_year.csv";
    all_named(
        received,
        b',',
        &["CountryVisited"],
        &["Israeli Settlements", "Unknown"],
    );
}

#[test]
fn countries_of_event_data_are_known() {
    let file = "icews-raw/events.2018.sample.tab.gz";
    let columns = &["Source Country", "Target Country", "Country"];
    all_named(file, b'\t', columns, &["NA"]);
    // GDELT writes FIPS 10-4 for places and CAMEO for actors, in these columns from 0.
    let Some(text) = text("gdelt/20180101000000.export.CSV.gz") else {
        return;
    };
    let mut unknown = BTreeSet::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        for (scheme, at) in [
            ("cameo", 7),
            ("cameo", 17),
            ("fips", 37),
            ("fips", 45),
            ("fips", 53),
        ] {
            let code = fields[at];
            if !code.is_empty() && coded(scheme, code, None).is_none() {
                unknown.insert(format!("{scheme} {code}"));
            }
        }
    }
    let unknown: Vec<&str> = unknown.iter().map(String::as_str).collect();
    // The oceans.
    assert_eq!(unknown, ["fips OS"]);
}

/// Returns the names of a table of ids.
fn entities(file: &str) -> Option<BTreeSet<String>> {
    let text = text(file)?;
    let names = text.lines().filter_map(|line| line.split('\t').next());
    Some(
        names
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect(),
    )
}

/// Checks how many names of a table are taken for what.
#[track_caller]
fn forms(file: &str, expected: &[(&str, usize)]) {
    let Some(names) = entities(file) else {
        return;
    };
    let chancery = crate::golden::world();
    let resolve = |names: &mut dyn Iterator<Item = &String>| {
        let mut resolver = Resolver::of(chancery.data());
        let ids = names.map(|name| (name.clone(), resolver.resolve(&Mention::named(name)).0));
        let ids: Vec<_> = ids.collect();
        let settlement = resolver.settle();
        let ids: BTreeMap<String, String> = ids
            .into_iter()
            .map(|(name, id)| (name, settlement.id(&id).to_string()))
            .collect();
        (settlement, ids)
    };
    let (forth, ids) = resolve(&mut names.iter());
    let (back, ids_back) = resolve(&mut names.iter().rev());
    assert_eq!(ids, ids_back);
    assert_eq!(forth.entities(), back.entities());
    assert_eq!(forth.belongings(), back.belongings());
    assert_eq!(forth.proposals(), back.proposals());
    assert_eq!(forth.tally(), back.tally());
    for (name, id) in [
        ("Rwanda", "rwanda"),
        ("Paul Kagame", "paul-kagame"),
        ("Foreign Affairs (Rwanda)", "rwanda-foreign-ministry"),
        ("Sergey Viktorovich Lavrov", "sergey-lavrov"),
    ] {
        let found = ids.get(name).map(String::as_str);
        assert!(found.is_none_or(|found| found == id), "{name} {found:?}");
    }
    let told: Vec<(String, usize)> = forth
        .tally()
        .iter()
        .map(|(ground, count)| (ground.to_string(), *count))
        .collect();
    let told: Vec<(&str, usize)> = told
        .iter()
        .map(|(ground, count)| (ground.as_str(), *count))
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn names_of_icews_14_fall_into_their_forms() {
    let expected = [
        ("name in the gazetteer", 127),
        ("same name", 7),
        ("same name, patronymic left out", 2),
        ("body of a known whole", 4_051),
        ("no other is called so", 2_941),
    ];
    forms("icews14/ids/entity2id.txt", &expected);
}

#[test]
fn names_of_icews_18_fall_into_their_forms() {
    let expected = [
        ("name in the gazetteer", 354),
        ("same name", 19),
        ("same name, patronymic left out", 2),
        ("body of a known whole", 14_407),
        ("no other is called so", 8_251),
    ];
    forms("icews18/entity2id.txt.gz", &expected);
}
