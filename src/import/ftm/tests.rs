//! Small files of entities, read whole.

use super::Ftm;
use crate::files::{self, SourceFile};
use crate::import::{Format, ImportError, ImportOptions, ImportReport, Input, Intake, Resolver};
use crate::model::{Dataset, Ontology, Relation};

fn ontology() -> Ontology {
    let text = include_str!("../../../data/ontology.ron");
    files::read_ontology(&SourceFile::new("ontology.ron", text)).unwrap()
}

/// Reads lines written with single quotes.
fn read(lines: &[&str]) -> (Dataset, ImportReport) {
    let text = lines.join("\n").replace('\'', "\"");
    let mut intake = Intake::new(ontology(), Resolver::default(), &ImportOptions::new());
    intake
        .read(&Ftm, Input::of_bytes("world.ftm.json", text))
        .unwrap();
    let imported = intake.finish().unwrap();
    (imported.builder.build().unwrap(), imported.report)
}

/// Returns a relation in short: kind, title, roles, date, note of its report.
fn told(relation: &Relation) -> String {
    let roles = relation
        .parties
        .iter()
        .map(|(role, who)| format!("{role} {who}"));
    let when = relation.when.as_ref().map_or("", |when| when.as_str());
    let notes = relation
        .reports
        .iter()
        .filter_map(|report| report.note.clone());
    let kind = [
        relation.kind.as_str(),
        relation.title.as_deref().unwrap_or("–"),
    ]
    .join(" ");
    let parts = [
        kind,
        roles.collect::<Vec<_>>().join(", "),
        when.to_owned(),
        notes.collect::<Vec<_>>().join(" | "),
    ];
    parts.join("; ").trim_end_matches("; ").to_owned()
}

#[track_caller]
fn check(lines: &[&str], wanted: &[&str]) -> ImportReport {
    let (dataset, report) = read(lines);
    let found: Vec<String> = dataset
        .relations()
        .map(|relation| told(&relation))
        .collect();
    assert_eq!(found, wanted);
    assert!(report.files[0].adds_up(), "{report:?}");
    assert_eq!(report.files[0].read, lines.len() as u64);
    report
}

const ANNA: &str = "{'id':'Q1','schema':'Person','properties':{'name':['Anna Berg','Anna'],'firstName':['Anna'],'alias':['Анна Берг'],'birthDate':['1960']}}";
const BORIS: &str = "{'id':'b','schema':'Person','properties':{'name':['Boris Tal']}}";
const BANK: &str = "{'id':'bank','schema':'PublicBody','properties':{'name':['Bank of Ruritania'],'weakAlias':['BR']}}";

#[test]
fn a_person_without_relations_is_kept_with_names_and_codes() {
    let (dataset, report) = read(&[ANNA]);
    let [anna] = dataset.entities() else {
        panic!("{:?}", dataset.entities());
    };
    assert_eq!(
        (anna.name.as_str(), anna.aliases.as_slice()),
        ("Anna Berg", &["Анна Берг".to_owned()][..])
    );
    assert_eq!(
        (anna.codes["ftm"].as_str(), anna.codes["wikidata"].as_str()),
        ("Q1", "Q1")
    );
    assert_eq!(anna.note.as_deref(), Some("birth date 1960"));
    assert_eq!((report.files[0].kept, report.new_entities), (1, 1));
}

#[test]
fn an_edge_may_stand_above_its_ends() {
    let edge = "{'id':'e','schema':'Membership','properties':{'member':['Q1'],'organization':['bank'],'role':['governor'],'startDate':['1999-05'],'status':['paid']}}";
    check(
        &[edge, ANNA, BANK],
        &[
            "membership governor; member anna-berg, organization bank-of-ruritania; 1999-05/; status paid",
        ],
    );
}

#[test]
fn a_post_is_the_title_of_an_office() {
    let post =
        "{'id':'p','schema':'Position','properties':{'name':['Governor'],'organization':['bank']}}";
    let idle = "{'id':'q','schema':'Position','properties':{'name':['Deputy Governor']}}";
    let held = "{'id':'o','schema':'Occupancy','properties':{'holder':['Q1'],'post':['p'],'startDate':['1999'],'endDate':['2003-04-01']}}";
    let report = check(
        &[ANNA, BANK, post, idle, held],
        &["office Governor; holder anna-berg, body bank-of-ruritania; 1999/2003-04-01"],
    );
    assert_eq!((report.files[0].kept, report.files[0].skipped()), (4, 1));
}

#[test]
fn an_office_is_kept_though_nobody_says_of_what() {
    let edge = |id: &str, rest: &str| {
        format!("{{'id':'{id}','schema':'Occupancy','properties':{{'holder':['Q1']{rest}}}}}")
    };
    let (one, two) = (
        edge("1", ",'startDate':['1999']"),
        edge("2", ",'post':['gone']"),
    );
    let report = check(
        &[ANNA, &one, &two],
        &[
            "office –; holder anna-berg, body unknown-body-of-1; 1999/",
            "office –; holder anna-berg, body unknown-body-of-gone",
        ],
    );
    let notes: Vec<&str> = report.files[0]
        .notes
        .iter()
        .map(|note| note.what.as_str())
        .collect();
    assert_eq!(
        notes,
        [
            "`Occupancy` without `post`",
            "`post` names `gone`, which the file does not have"
        ]
    );
}

#[test]
fn an_end_that_the_file_does_not_have_is_kept_by_its_id() {
    let edge = "{'id':'e','schema':'Family','properties':{'person':['Q1'],'relative':['Q77'],'relationship':['father']}}";
    check(
        &[ANNA, edge],
        &["family father; person anna-berg, person q77"],
    );
}

#[test]
fn an_edge_with_several_ends_is_several_relations_but_one_row() {
    let edge = "{'id':'e','schema':'Occupancy','properties':{'holder':['Q1','b'],'startDate':['1999','2004'],'endDate':['2003']}}";
    check(
        &[ANNA, BORIS, edge],
        &[
            "office –; holder anna-berg, body unknown-body-of-e; [1999..2004]; start date 1999, 2004; end date 2003",
            "office –; holder boris-tal, body unknown-body-of-e; [1999..2004]; start date 1999, 2004; end date 2003",
        ],
    );
}

#[test]
fn a_tie_told_from_both_ends_is_one() {
    let edge = |id: &str, one: &str, other: &str, how: &str| {
        format!(
            "{{'id':'{id}','schema':'Family','properties':{{'person':['{one}'],'relative':['{other}'],'relationship':['{how}']}}}}"
        )
    };
    let (father, son) = (edge("1", "Q1", "b", "father"), edge("2", "b", "Q1", "son"));
    let uncle = edge("3", "b", "Q1", "uncle");
    let report = check(
        &[ANNA, BORIS, &father, &son, &uncle],
        &[
            "family father; person anna-berg, person boris-tal; ; seen from the other end, as `son`",
            "family uncle; person boris-tal, person anna-berg",
        ],
    );
    assert_eq!((report.files[0].kept, report.files[0].merged), (4, 1));
}

#[test]
fn a_body_belongs_to_its_country() {
    let body = "{'id':'x','schema':'PublicBody','properties':{'name':['Agency'],'jurisdiction':['fr'],'country':['eu']}}";
    check(&[body], &["part-of –; part agency, whole european-union"]);
}

#[test]
fn an_event_needs_two_who_took_part() {
    let event = |id: &str, who: &str| {
        format!(
            "{{'id':'{id}','schema':'Event','properties':{{'name':['Talks'],'involved':[{who}],'date':['2014-07-29T10:00:00']}}}}"
        )
    };
    let (two, one, none) = (event("1", "'Q1','b'"), event("2", "'b'"), event("3", ""));
    let report = check(
        &[ANNA, BORIS, &two, &one, &none],
        &["meeting Talks; participant anna-berg, participant boris-tal; 2014-07-29"],
    );
    assert_eq!(report.files[0].rejected, 2);
}

#[test]
fn a_broken_line_is_rejected_alone() {
    let report = check(
        &[
            ANNA,
            "{'id':'x','schema':",
            BORIS,
            "{'id':'y','schema':'Moon','properties':{}}",
        ],
        &[],
    );
    let told: Vec<String> = report.files[0]
        .rejects
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        told,
        [
            "world.ftm.json:2:19: the line ends within the entity",
            "world.ftm.json:4: unknown schema `Moon`, and no property that tells what it is",
        ]
    );
    assert_eq!(report.files[0].kept, 2);
}

#[test]
fn what_is_told_twice_is_merged_and_what_contradicts_is_rejected() {
    let edge = "{'id':'e','schema':'Associate','properties':{'person':['Q1'],'associate':['b']}}";
    let other = "{'id':'e','schema':'Associate','properties':{'person':['b'],'associate':['Q1']}}";
    let report = check(
        &[ANNA, ANNA, BORIS, edge, edge, other],
        &["association –; party anna-berg, party boris-tal"],
    );
    let file = &report.files[0];
    assert_eq!((file.kept, file.merged, file.rejected), (3, 2, 1));
}

#[test]
fn what_is_no_part_of_diplomacy_is_left_out_with_what_links_it() {
    let ship = "{'id':'s','schema':'Vessel','properties':{'name':['Ship']}}";
    let edge = "{'id':'e','schema':'Ownership','properties':{'owner':['Q1'],'asset':['s']}}";
    let report = check(&[ANNA, ship, edge], &[]);
    assert_eq!(report.files[0].skipped(), 2);
}

#[test]
fn a_strict_import_ends_at_the_first_row_at_fault() {
    let options = ImportOptions::new().strict(true);
    let mut intake = Intake::new(ontology(), Resolver::default(), &options);
    let told = intake.read(&Ftm, Input::of_bytes("a", "{}\n{}"));
    assert!(matches!(told, Err(ImportError::Refused { .. })), "{told:?}");
}

#[test]
fn files_are_known_by_their_first_line() {
    let score = |text: &str| Ftm.recognises("a", text).map(|likeness| likeness.score);
    assert_eq!(score("\n{\"id\":\"a\",\"schema\":\"Person\"}\n"), Some(100));
    assert_eq!(score("{\"id\":\"a\",\"schema\":\"Person\","), Some(60));
    assert_eq!(score("{\"a\":1}"), None);
    assert_eq!(score("id,schema\n"), None);
}

#[test]
fn names_in_the_place_of_ids_are_read_where_the_schema_has_them() {
    let listing = "{'id':'l','schema':'Sanction','properties':{'entity':['Q1'],'authority':['Ministry of Trade'],'program':['Embargo'],'startDate':['2014']}}";
    check(
        &[ANNA, listing],
        &["sanction Embargo; sanctioner ministry-of-trade, sanctioned anna-berg; 2014"],
    );
}
