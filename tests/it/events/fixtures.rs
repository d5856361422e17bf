//! Small files of our own of ICEWS, GDELT and POLECAT. What stands in them never happened.

use chancery::import::{Format, Gdelt, Icews, Input, Polecat};

use super::world::{World, imported, known_as};

const ICEWS: &str = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude";

/// Returns a row of ICEWS: day, source, code, target, city and country, all else missing.
fn icews(day: &str, source: &str, code: &str, target: &str, place: [&str; 2]) -> String {
    let [city, country] = place;
    format!(
        "1\t{day}\t{source}\tParties,(National) Major Party\tRuritania\tSome act\t{code}\t1\t\
         {target}\tNA\tFreedonia\t1\t1\tThe Gazette\t{city}\tNA\tNULL\t{country}\t1.5\t2.5"
    )
}

fn icews_file(rows: &[String]) -> World {
    World::text(
        &Icews,
        "events.tab",
        &format!("{ICEWS}\n{}\n", rows.join("\n")),
    )
}

#[test]
fn a_visit_told_from_both_sides_is_one_visit() {
    let (made, hosted) = (("Ann", "042", "Rupert"), ("Rupert", "043", "Ann"));
    let rows = [made, hosted]
        .map(|(from, code, to)| icews("2018-06-01", from, code, to, ["Strelsau", "Ruritania"]));
    let world = icews_file(&rows);
    assert_eq!(world.counts(), [2, 1, 1, 0, 0]);
    let lines: Vec<String> = world.lines().into_iter().collect();
    assert_eq!(lines, ["2018-06-01 visit (-): host rupert, visitor ann"]);
    let visit = world.data.relations().next().unwrap();
    assert_eq!(visit.place.as_ref().unwrap().as_str(), "strelsau");
    let rows: Vec<_> = visit
        .reports
        .iter()
        .map(|report| report.locator.as_deref())
        .collect();
    assert_eq!(rows, [Some("row 2"), Some("row 3")]);
}

#[test]
fn a_consultation_is_one_from_whichever_side_and_two_on_two_days() {
    let rows = [
        icews("2018-06-01", "Ann", "040", "Rupert", ["NA", "Ruritania"]),
        icews("2018-06-01", "Rupert", "040", "Ann", ["NA", "Ruritania"]),
        icews("2018-06-02", "Rupert", "040", "Ann", ["NA", "NA"]),
        icews("2018-06-02", "Rupert", "044", "Ann", ["NA", "NA"]),
    ];
    let world = icews_file(&rows);
    assert_eq!(world.counts(), [4, 3, 1, 0, 0]);
    let lines: Vec<String> = world.lines().into_iter().collect();
    assert_eq!(
        lines,
        [
            "2018-06-01 meeting (Consult): participant ann, participant rupert",
            "2018-06-02 meeting (Consult): participant ann, participant rupert",
            "2018-06-02 meeting (Meet at a 'third' location): participant ann, participant rupert",
        ]
    );
}

#[test]
fn a_row_at_fault_is_told_with_its_column_and_the_others_are_kept() {
    let place = ["NA", "NA"];
    let rows = [
        icews("2018-06-01", "Ann", "040", "Rupert", place),
        icews("2018-02-30", "Ann", "040", "Rupert", place),
        icews("2018-06-01", "Ann", "990", "Rupert", place),
        icews("2018-06-01", "Ann", "10", "Rupert", place),
        icews("2018-06-01", "NA", "040", "Rupert", place),
        icews("2018-06-01", "Ann", "040", "Ann", place),
        "1\t2018-06-01\tAnn".to_owned(),
    ];
    let world = icews_file(&rows);
    assert_eq!(world.counts(), [7, 1, 0, 2, 4]);
    assert_eq!(
        world.faults(),
        [
            (3, "`2018-02-30` is no day"),
            (4, "the event code `990` is unknown, the nearest is `090`"),
            (5, "the event code `10` may be `010` without its zero"),
            (8, "the row has 3 columns instead of 20"),
        ]
    );
    assert_eq!(world.report.rejects[1].column, Some(7));
}

#[test]
fn an_odd_code_is_kept_with_a_note() {
    let place = ["NA", "NA"];
    let rows = [
        icews("2018-06-01", "Ann", "36", "Rupert", place),
        icews("2018-06-01", "Ann", "0439", "Rupert", place),
    ];
    let world = icews_file(&rows);
    assert_eq!(world.counts(), [2, 2, 0, 0, 0]);
    let notes: Vec<&str> = world
        .report
        .notes
        .iter()
        .map(|note| note.what.as_str())
        .collect();
    assert_eq!(
        notes,
        [
            "the event code `36` is read as `036`",
            "the unknown event code `0439` is read as `043`"
        ]
    );
}

#[test]
fn a_file_without_its_header_is_read_in_the_usual_order() {
    let row = icews("2018-06-01", "Ann", "040", "Rupert", ["NA", "NA"]);
    assert_eq!(
        World::text(&Icews, "events.tab", &row).counts(),
        [1, 1, 0, 0, 0]
    );
    assert_eq!(known_as(Input::of_bytes("events.tab", row)), "icews");
}

#[test]
fn a_header_that_lacks_a_column_says_which() {
    let text = "Event ID\tEvent Date\tCAMEO Code\tTarget Name\n";
    let error = imported(&Icews, Input::of_bytes("events.tab", text)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the header lacks the column `Source Name`"
    );
}

/// Returns a row of GDELT of so many columns: day, the codes of two actors (whole, country, group,
/// role), event code, and the place of the action.
fn gdelt(columns: usize, day: &str, actors: [[&str; 4]; 2], code: &str, place: &str) -> String {
    let mut fields = vec![""; columns];
    fields[1] = day;
    for ([whole, country, group, role], at) in actors.into_iter().zip([5, 15]) {
        (fields[at], fields[at + 1]) = (whole, "SOME NAME");
        (fields[at + 2], fields[at + 3], fields[at + 7]) = (country, group, role);
    }
    fields[26] = code;
    let at = if columns == 61 { 51 } else { 49 };
    (fields[at], fields[at + 1]) = ("4", place);
    fields.join("\t")
}

const RWANDA: [&str; 4] = ["RWA", "RWA", "", ""];
const ITS_GOVERNMENT: [&str; 4] = ["RWAGOV", "RWA", "", "GOV"];
const UNITED_NATIONS: [&str; 4] = ["IGOUNO", "", "UNO", "IGO"];
const POLICE_OF_NOWHERE: [&str; 4] = ["COP", "", "", "COP"];
const NOBODY: [&str; 4] = [""; 4];

#[test]
fn rows_of_all_three_widths_are_read() {
    let rows: Vec<String> = [57, 58, 61]
        .into_iter()
        .map(|columns| {
            let actors = [RWANDA, UNITED_NATIONS];
            gdelt(columns, "20180101", actors, "036", "Kigali, Kigali, Rwanda")
        })
        .collect();
    let world = World::text(&Gdelt, "20180102.export.CSV", &rows.join("\n"));
    assert_eq!(world.counts(), [3, 1, 2, 0, 0]);
    let pledge = world.data.relations().next().unwrap();
    assert_eq!(pledge.kind, "pledge");
    assert_eq!(
        pledge.title.as_deref(),
        Some("Express intent to meet or negotiate")
    );
    assert_eq!(pledge.place.as_ref().unwrap().as_str(), "kigali");
    assert_eq!(pledge.reports.len(), 3);
}

#[test]
fn an_actor_is_a_state_a_body_of_it_an_organisation_or_nobody() {
    let row = |actors| gdelt(61, "20180101", actors, "040", "");
    let rows = [
        row([RWANDA, ITS_GOVERNMENT]),
        row([ITS_GOVERNMENT, UNITED_NATIONS]),
        row([POLICE_OF_NOWHERE, RWANDA]),
        row([RWANDA, NOBODY]),
        row([RWANDA, RWANDA]),
    ];
    let world = World::text(&Gdelt, "x.CSV", &rows.join("\n"));
    assert_eq!(world.counts(), [5, 2, 0, 3, 0]);
    let lines: Vec<String> = world.lines().into_iter().collect();
    assert_eq!(
        lines,
        [
            // Of the government the importer knows that it belongs to Rwanda.
            " part-of (-): part rwanda-government, whole rwanda",
            "2018-01-01 meeting (Consult): participant rwanda, participant rwanda-government",
            "2018-01-01 meeting (Consult): participant rwanda-government, participant united-nations",
        ]
    );
    let skipped: Vec<&str> = world.report.skipped.keys().map(AsRef::as_ref).collect();
    assert_eq!(
        skipped,
        [
            "an actor is known by a role, a people or a faith alone",
            "both parties are the same",
            "the row names one actor only",
        ]
    );
}

#[test]
fn an_absurd_day_and_a_strange_width_are_rejected() {
    let actors = [RWANDA, UNITED_NATIONS];
    let mut narrow = gdelt(58, "20180101", actors, "040", "");
    narrow.push_str("\t\t");
    let rows = [
        gdelt(58, "20149999", actors, "040", ""),
        gdelt(58, "20140101", actors, "0999", ""),
        narrow,
    ];
    let world = World::text(&Gdelt, "x.CSV", &rows.join("\n"));
    assert_eq!(world.counts(), [3, 1, 0, 0, 2]);
    assert_eq!(
        world.faults(),
        [
            (1, "`20149999` is no day"),
            (3, "the row has 60 columns instead of 57, 58 or 61")
        ]
    );
}

const POLECAT: &str = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tRecipient Name\tRecipient Country\tCity\tCountry\tSurplus";

/// Imports rows of POLECAT: type, mode, contexts, actor and its country, recipient and its country.
fn polecat(rows: &[[&str; 7]]) -> World {
    let rows = rows.iter().map(|[kind, mode, contexts, actor, of, recipient, to]| {
        format!(
            "E1\t2023-05-01\t{kind}\t{mode}\t0\t1\t{contexts}\t{actor}\t{of}\t{recipient}\t{to}\t\
             Kigali\tRWA\t\t\n"
        )
    });
    let rows: String = rows.collect();
    World::text(&Polecat, "weekly.txt", &format!("{POLECAT}\n{rows}"))
}

#[test]
fn type_and_mode_tell_the_kind_and_contexts_become_topics() {
    let world = polecat(&[
        [
            "CONSULT",
            "visit",
            "diplomatic;human_rights",
            "Ann",
            "FRA",
            "Rupert",
            "RWA",
        ],
        [
            "consult", "visit", "economic", "Ann", "FRA", "Rupert", "RWA",
        ],
        ["CONSULT", "None", "", "Ann;Bob", "FRA;USA", "Rupert", "RWA"],
    ]);
    assert_eq!(world.counts(), [3, 2, 1, 0, 0]);
    let lines: Vec<String> = world.lines().into_iter().collect();
    assert_eq!(
        lines,
        [
            "2023-05-01 meeting (-): participant ann, participant bob, participant rupert",
            "2023-05-01 visit (-): host rupert, visitor ann",
        ]
    );
    let visit = world
        .data
        .relations()
        .find(|it| it.kind == "visit")
        .unwrap();
    assert_eq!(visit.topics, ["diplomatic", "human-rights"]);
    assert_eq!(visit.reports[1].topics, ["economic"]);
}

#[test]
fn modes_and_contexts_that_plover_lacks_are_kept_and_types_are_not() {
    let world = polecat(&[
        [
            "ASSAULT",
            "sideAB",
            "brand_new",
            "Ann",
            "FRA",
            "Rupert",
            "RWA",
        ],
        ["ASSAUL", "", "", "Ann", "FRA", "Rupert", "RWA"],
        ["ASSAULT", "beat", "", "None", "None", "Rupert", "RWA"],
        ["AID", "", "", "", "FRA", "", "RWA"],
    ]);
    assert_eq!(world.counts(), [4, 2, 0, 1, 1]);
    assert_eq!(
        world.faults(),
        [(
            3,
            "the event type `ASSAUL` is unknown, the nearest is `ASSAULT`"
        )]
    );
    let assault = world
        .data
        .relations()
        .find(|it| it.kind == "assault")
        .unwrap();
    assert_eq!(assault.title.as_deref(), Some("sideab"));
    assert_eq!(assault.topics, ["brand-new"]);
}

#[test]
fn a_row_that_breaks_off_and_latin_letters_do_no_harm() {
    let good = b"E1\t2023-05-01\tAID\t\t0\t1\t\tJos\xe9\tFRA\tRupert\tRWA\t\t\t\n";
    let text = [POLECAT.as_bytes(), b"\n", good, b"E2\t2023-05-01\tAID\n"].concat();
    let world = World::of(&Polecat, Input::of_bytes("weekly.txt", text));
    assert_eq!(world.counts(), [2, 1, 0, 0, 1]);
    assert!(
        world
            .data
            .entities()
            .iter()
            .any(|entity| entity.name == "José")
    );
}

#[test]
fn formats_are_told_apart_by_what_stands_in_the_file() {
    let rows = [
        (ICEWS.to_owned(), "icews"),
        (POLECAT.to_owned(), "polecat"),
        (gdelt(57, "20180101", [RWANDA; 2], "040", ""), "gdelt"),
        ("a\tb\tc\t2018-01-01".to_owned(), "quadruples"),
        ("a,b,c,2018-01-01".to_owned(), "nothing"),
        (String::new(), "nothing"),
    ];
    for (text, format) in rows {
        assert_eq!(
            known_as(Input::of_bytes("file", text.clone())),
            format,
            "{text}"
        );
    }
    let names = [Icews.name(), Gdelt.name(), Polecat.name()];
    assert_eq!(names, ["icews", "gdelt", "polecat"]);
}
