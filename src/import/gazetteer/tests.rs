//! What the gazetteer knows, by the spellings and codes of the world.

use super::{Gazetteer, GazetteerError};
use crate::edtf::Day;

#[track_caller]
fn named(name: &str, year: Option<i64>, id: &str) {
    let on = year.and_then(|year| Day::from_ymd(year, 7, 1));
    let found = Gazetteer::builtin().by_name(name, on);
    assert_eq!(found.map(|polity| polity.id.as_str()), Some(id), "{name}");
}

#[track_caller]
fn coded(scheme: &str, code: &str, year: Option<i64>, id: &str) {
    let on = year.and_then(|year| Day::from_ymd(year, 7, 1));
    let found = Gazetteer::builtin().by_code(scheme, code, on);
    assert_eq!(
        found.map(|polity| polity.id.as_str()),
        Some(id),
        "{scheme} {code}"
    );
}

#[test]
fn spellings_of_many_publishers_are_known() {
    for (name, id) in [
        ("Russian Federation", "russia"),
        ("Congo, Democratic Republic of the", "dr-congo"),
        ("Congo", "congo"),
        ("Zaire", "dr-congo"),
        ("Korea, South", "south-korea"),
        ("Cote d'Ivoire", "cote-divoire"),
        ("Siam (Thailand)", "thailand"),
        ("Poland (government-in-exile)", "poland"),
        ("guineabissau", "guinea-bissau"),
        ("Afrique du Sud", "south-africa"),
        (
            "the former Yugoslav Republic of Macedonia",
            "north-macedonia",
        ),
        ("UN", "united-nations"),
    ] {
        named(name, None, id);
    }
}

#[test]
fn a_name_that_changed_hands_is_read_by_the_day() {
    named("Yugoslavia", None, "yugoslavia");
    named("Yugoslavia", Some(1970), "yugoslavia");
    named("Yugoslavia", Some(1998), "serbia");
    named("Korea", Some(1890), "korea");
    named("Korea", None, "south-korea");
    named("Republic of China", Some(1930), "china");
    named("Republic of China", Some(1960), "taiwan");
    named("Yemen", Some(1970), "north-yemen");
    named("Austria", Some(1850), "austria-hungary");
    named("Yugoslavia (1918-1943)", None, "yugoslavia");
}

#[test]
fn a_code_that_changed_hands_is_read_by_the_day() {
    coded("cow", "365", Some(1950), "russia");
    coded("cow", "365", Some(2000), "russia");
    coded("cow", "345", Some(1900), "serbia");
    coded("cow", "345", Some(1970), "yugoslavia");
    coded("cow", "345", Some(2000), "serbia");
    coded("cow", "345", None, "serbia");
    coded("gw", "260", Some(2010), "germany");
    coded("gw", "970", None, "kiribati");
    coded("cow", "970", None, "nauru");
    coded("iso3166-1-alpha-2", "CS", Some(1980), "czechoslovakia");
    coded("iso3166-1-alpha-2", "CS", Some(2004), "serbia");
    coded("iso3166-1-numeric", "8", None, "albania");
    coded("cameo", "ROM", None, "romania");
}

#[test]
fn an_unknown_name_has_the_nearest() {
    let gazetteer = Gazetteer::builtin();
    assert!(gazetteer.by_name("Ruwanda", None).is_none());
    assert!(gazetteer.nearest("Ruwanda", 3).contains(&"Rwanda"));
}

#[test]
fn a_state_exists_in_its_years() {
    let rwanda = Gazetteer::builtin().polity("rwanda").unwrap();
    assert!(!rwanda.existed(Day::from_ymd(1960, 1, 1).unwrap()));
    assert!(rwanda.existed(Day::from_ymd(1994, 7, 4).unwrap()));
    assert_eq!(rwanda.code("cow"), Some("517"));
}

#[test]
fn no_name_is_borne_by_two_at_once() {
    let gazetteer = Gazetteer::builtin();
    for polity in gazetteer.polities() {
        for (name, years) in polity.all_names() {
            let on = years.and_then(crate::edtf::Edtf::earliest);
            let found = gazetteer.by_name(name, on).map(|found| found.id.as_str());
            let theirs = found == Some(polity.id.as_str()) || years.is_some();
            assert!(theirs, "{name} of {} means {found:?}", polity.id);
        }
    }
}

#[test]
fn a_current_code_is_borne_by_one() {
    let gazetteer = Gazetteer::builtin();
    for polity in gazetteer
        .polities()
        .iter()
        .filter(|polity| polity.class.is_none())
    {
        for (scheme, code) in &polity.codes {
            let found = gazetteer.by_code(scheme, code, None);
            assert_eq!(
                found.map(|found| &found.id),
                Some(&polity.id),
                "{scheme} {code}"
            );
        }
    }
}

#[test]
fn a_faulty_file_is_told_with_its_place() {
    let fault = Gazetteer::read(&[("mine.ron", "(\n  polities: [(id: 3)])")]).unwrap_err();
    let GazetteerError::Unreadable { line, .. } = fault else {
        panic!("{fault}");
    };
    assert_eq!(line, 2);
    let twice = "(polities: [(id: \"a\", kind: \"state\", name: \"A\"), (id: \"a\", kind: \"state\", name: \"B\")])";
    let fault = Gazetteer::read(&[("mine.ron", twice)]).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "the id `a` stands for two polities of the gazetteer"
    );
}
