//! What names must find, on a small world of many scripts.

use super::Names;
use crate::model::{Dataset, Entity, EntityIx, EntityKind, Ontology};

/// Id, name, aliases, codes as `scheme value`.
type Row = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const WORLD: &[Row] = &[
    (
        "rwanda",
        "Rwanda",
        &["Republic of Rwanda", "Руанда", "رواندا"],
        &["iso3166-1-alpha-3 RWA", "cow 517"],
    ),
    (
        "kazakhstan",
        "Kazakhstan",
        &["Қазақстан", "Казахстан"],
        &["iso3166-1-alpha-3 KAZ", "cow 705"],
    ),
    (
        "azerbaijan",
        "Azerbaijan",
        &["Azərbaycan"],
        &["iso3166-1-alpha-3 AZE"],
    ),
    (
        "russia",
        "Russia",
        &["Russian Federation", "Россия"],
        &["iso3166-1-alpha-3 RUS"],
    ),
    (
        "ivory-coast",
        "Côte d’Ivoire",
        &["Ivory Coast"],
        &["iso3166-1-alpha-3 CIV"],
    ),
    ("egypt", "Egypt", &["مصر"], &["iso3166-1-alpha-3 EGY"]),
    ("niger", "Niger", &[], &["iso3166-1-alpha-3 NER"]),
    ("nigeria", "Nigeria", &[], &["iso3166-1-alpha-3 NGA"]),
    ("georgia", "Georgia", &["Sakartvelo"], &[]),
    ("atlanta", "Atlanta", &["Georgia"], &[]),
    (
        "paul-kagame",
        "Paul Kagame",
        &["Поль Кагаме", "بول كاغامي"],
        &["wikidata Q102105"],
    ),
    (
        "kassym-jomart-tokayev",
        "Kassym-Jomart Tokayev",
        &["Токаев", "Қасым-Жомарт Тоқаев"],
        &[],
    ),
    (
        "ilham-aliyev",
        "Ilham Aliyev",
        &["İlham Əliyev", "Ильхам Алиев"],
        &[],
    ),
    (
        "sergey-lavrov",
        "Sergey Lavrov",
        &["Лавров", "سيرغي لافروف"],
        &[],
    ),
    ("vincent-biruta", "Vincent Biruta", &[], &[]),
    ("james-kabarebe", "James Kabarebe", &[], &[]),
    ("olivier-nduhungirehe", "Olivier Nduhungirehe", &[], &[]),
    (
        "abdel-fattah-el-sisi",
        "Abdel Fattah el-Sisi",
        &["عبد الفتاح السيسي"],
        &[],
    ),
    ("rdb", "Rwanda Development Board", &[], &[]),
    (
        "minaffet",
        "Ministry of Foreign Affairs and International Cooperation",
        &["MINAFFET"],
        &[],
    ),
    ("samruk-kazyna", "Samruk-Kazyna", &["Самұрық-Қазына"], &[]),
    ("cop29", "29th Conference of the Parties", &["COP 29"], &[]),
    ("astana", "Astana", &["Nur-Sultan", "Нур-Султан"], &[]),
    ("kigali", "Kigali", &[], &[]),
];

fn world() -> Dataset {
    let mut builder = Dataset::builder(Ontology::default());
    for (id, name, aliases, codes) in WORLD {
        let entity = Entity::new(id.parse().unwrap(), EntityKind::Institution, *name);
        let entity = entity.with_aliases(aliases.iter().copied());
        let codes = codes.iter().filter_map(|code| code.split_once(' '));
        builder.entity(codes.fold(entity, |entity, (scheme, code)| {
            entity.with_code(scheme, code)
        }));
    }
    builder.build().unwrap()
}

/// Returns a place with one name.
fn place(id: &str, name: &str) -> Entity {
    Entity::new(id.parse().unwrap(), EntityKind::Place, name)
}

fn ids(data: &Dataset, found: impl IntoIterator<Item = EntityIx>) -> Vec<&str> {
    found
        .into_iter()
        .map(|at| data.entity(at).id.as_str())
        .collect()
}

/// Checks the first find: which entity, and why.
#[track_caller]
fn check(asked: &str, id: &str, how: &str) {
    let data = world();
    let found = Names::new(&data).find(asked, 5);
    let first = found.first().expect("something is found");
    assert_eq!(data.entity(first.entity).id.as_str(), id, "{found:?}");
    assert_eq!(first.how, how, "{found:?}");
    assert!((0.0..=1.0).contains(&first.score), "{found:?}");
}

#[track_caller]
fn check_exact(asked: &str, expected: &[&str]) {
    let data = world();
    assert_eq!(
        ids(&data, Names::new(&data).exact(asked)),
        expected,
        "{asked}"
    );
}

#[track_caller]
fn check_complete(typed: &str, expected: &[&str]) {
    let offers = Names::new(&world()).complete(typed, 10);
    let shown: Vec<&str> = offers.iter().map(|(shown, _)| shown.as_str()).collect();
    assert_eq!(shown, expected, "{typed}");
}

#[test]
fn case_accents_and_punctuation_do_not_count() {
    check_exact("COTE D'IVOIRE", &["ivory-coast"]);
    check_exact("kassym jomart tokayev", &["kassym-jomart-tokayev"]);
    check_exact("Rwa", &["rwanda"]);
    check_exact("", &[]);
    check_exact("?!", &[]);
}

#[test]
fn a_name_wins_over_the_same_alias() {
    check_exact("Georgia", &["georgia"]);
    check("GEORGIA", "georgia", "name");
}

#[test]
fn exactly_the_same_in_another_script_is_exact_too() {
    check_exact("lavrov", &["sergey-lavrov"]);
    check_exact("Кигали", &["kigali"]);
}

#[test]
fn a_find_tells_which_label_it_was() {
    check("Rwanda", "rwanda", "name");
    check("rwanda", "rwanda", "id");
    check("токаев", "kassym-jomart-tokayev", "alias `Токаев`");
    check("rwa", "rwanda", "code iso3166-1-alpha-3 `RWA`");
    check("MINAFFET", "minaffet", "alias `MINAFFET`");
}

#[test]
fn scripts_are_crossed_both_ways() {
    check("Lavrov", "sergey-lavrov", "alias `Лавров`, transliterated");
    check(
        "Tokaev",
        "kassym-jomart-tokayev",
        "alias `Токаев`, transliterated",
    );
    check("Астана", "astana", "name, transliterated");
    check(
        "Бирута",
        "vincent-biruta",
        "part of the name, transliterated",
    );
}

#[test]
fn typing_errors_are_forgiven_and_told() {
    check("Rwadna", "rwanda", "name, 1 letter off");
    check("Paul Kagme", "paul-kagame", "name, 1 letter off");
    check(
        "Nduhungirhe",
        "olivier-nduhungirehe",
        "part of the name, 1 letter off",
    );
    check("Kazachstn", "kazakhstan", "name, 2 letters off");
}

#[test]
fn words_may_be_few_and_in_any_order() {
    check("development board", "rdb", "part of the name");
    check("kagame paul", "paul-kagame", "name, words in another order");
    check("foreign cooperation", "minaffet", "words of the name");
    check("Rwanda Dev", "rdb", "beginning of the name");
    check(
        "Sergey Viktorovich Lavrov",
        "sergey-lavrov",
        "name, among other words",
    );
}

#[test]
fn initials_stand_for_names() {
    let data = world();
    let found = Names::new(&data).find("MFAIC", 1);
    assert_eq!(
        ids(&data, found.iter().map(|found| found.entity)),
        ["minaffet"]
    );
    assert_eq!(found[0].how, "initials of the name");
}

#[test]
fn spaces_and_hyphens_do_not_keep_names_apart() {
    check("samruk kazyna", "samruk-kazyna", "name");
    check("samrukkazyna", "samruk-kazyna", "name, spaced otherwise");
    check(
        "Kassym Jomart",
        "kassym-jomart-tokayev",
        "beginning of the name",
    );
    check("Cote d Ivoire", "ivory-coast", "name, spaced otherwise");
    check(
        "nursultan",
        "astana",
        "alias `Nur-Sultan`, spaced otherwise",
    );
}

#[test]
fn titles_are_left_out() {
    check(
        "Dr. Vincent Biruta",
        "vincent-biruta",
        "name, title left out",
    );
    check(
        "Gen (Rtd) James Kabarebe",
        "james-kabarebe",
        "name, title left out",
    );
    check(
        "President Kagame",
        "paul-kagame",
        "part of the name, title left out",
    );
}

#[test]
fn the_scale_holds() {
    let names = Names::new(&world());
    let score = |asked: &str| format!("{:.2}", names.find(asked, 1)[0].score);
    let scores = [
        "Paul Kagame",
        "pa ul kagame",
        "Lavrov",
        "Mr Paul Kagame",
        "Kagame Paul",
        "Paul Kagamee",
        "Kagame",
    ];
    assert_eq!(
        scores.map(score),
        ["1.00", "0.98", "0.97", "0.95", "0.90", "0.82", "0.71"]
    );
}

#[test]
fn the_longest_leading_name_is_taken() {
    let names = Names::new(&world());
    assert_eq!(
        names.starts(&["Russian", "Federation", "with", "Rwanda"]),
        Some(2)
    );
    assert_eq!(names.starts(&["Rwanda", "Development", "Bank"]), Some(1));
    assert_eq!(
        names.starts(&["rwanda", "development", "board", "since"]),
        Some(3)
    );
    assert_eq!(names.starts(&["COP", "29"]), Some(2));
    assert_eq!(names.starts(&["sergey-lavrov", "–"]), Some(1));
    assert_eq!(names.starts(&["lavrov"]), Some(1));
    assert_eq!(names.starts(&["nobody", "Rwanda"]), None);
    assert_eq!(names.starts(&[]), None);
}

#[test]
fn completions_begin_with_names_and_end_with_inner_words() {
    check_complete("rw", &["Rwanda", "Rwanda Development Board"]);
    check_complete("nig", &["Niger", "Nigeria"]);
    check_complete(
        "k",
        &[
            "Kassym-Jomart Tokayev",
            "Kazakhstan",
            "Kigali",
            "James Kabarebe",
            "Paul Kagame",
            "Samruk-Kazyna",
        ],
    );
    check_complete(
        "foreign a",
        &["Ministry of Foreign Affairs and International Cooperation"],
    );
    check_complete("sak", &["Sakartvelo"]);
}

#[test]
fn completions_keep_the_script_that_is_typed() {
    check_complete("Лав", &["Лавров"]);
    check_complete("Қаза", &["Қазақстан"]);
}

#[test]
fn a_wrong_name_gets_near_ones_as_shown() {
    let names = Names::new(&world());
    let near = names.nearest("Nigerla", 2);
    let shown: Vec<&str> = near.iter().map(|(shown, _)| shown.as_str()).collect();
    assert_eq!(shown[0], "Nigeria");
    assert!(names.nearest("xylophone", 3).is_empty());
}

#[test]
fn a_phrase_is_found_among_thousands_with_its_words() {
    let mut builder = Dataset::builder(Ontology::default());
    for number in 0..5_000 {
        builder.entity(place(
            &format!("a-{number}"),
            &format!("Affairs and foreign {number}"),
        ));
    }
    builder.entity(place("mofa", "Bureau for Foreign Affairs of Utopia"));
    let data = builder.build().unwrap();
    let found = Names::new(&data).find("foreign affairs of", 1);
    assert_eq!(ids(&data, found.iter().map(|found| found.entity)), ["mofa"]);
    assert_eq!(found[0].how, "part of the name");
}

#[test]
fn names_of_hostile_length_do_no_harm() {
    let long = "ab ".repeat(5_000);
    let solid = "x".repeat(10_000);
    let mut builder = Dataset::builder(Ontology::default());
    builder
        .entity(place("long", &long))
        .entity(place("solid", &solid));
    let data = builder.build().unwrap();
    let names = Names::new(&data);
    assert_eq!(ids(&data, names.exact(&long)), ["long"]);
    assert_eq!(
        ids(
            &data,
            names.find(&solid, 1).iter().map(|found| found.entity)
        ),
        ["solid"]
    );
    assert_eq!(names.complete(&solid, 1).len(), 1);
    assert_eq!(
        names.starts(&long.split(' ').collect::<Vec<_>>()),
        Some(5_000)
    );
}
