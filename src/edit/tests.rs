//! Edits of the built-in dataset, and what is made of them.

use super::{EditFault, Held, read, words};
use crate::model::{Entity, Relation, Source};
use crate::query::fixture::{data, world};
use crate::register::{Edit, Key, Record};

#[track_caller]
fn edit(text: &str) -> Edit {
    match read(text, world(), data()) {
        Ok(Some(dictated)) => dictated.edit,
        Ok(None) => panic!("no edit: {text}"),
        Err(fault) => panic!("{}", fault.diagnostic(text)),
    }
}

#[track_caller]
fn relation(text: &str) -> Relation {
    match edit(text) {
        Edit::Add(Record::Relation(relation)) | Edit::Correct(Record::Relation(relation)) => {
            Relation::clone(&relation)
        }
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn entity(text: &str) -> Entity {
    match edit(text) {
        Edit::Add(Record::Entity(entity)) | Edit::Correct(Record::Entity(entity)) => {
            Entity::clone(&entity)
        }
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn source(text: &str) -> Source {
    match edit(text) {
        Edit::Add(Record::Source(source)) | Edit::Correct(Record::Source(source)) => {
            Source::clone(&source)
        }
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn fault(text: &str) -> EditFault {
    read(text, world(), data()).expect_err(text)
}

/// Returns the parties as `role: id, id; role: id`.
fn cast(relation: &Relation) -> String {
    let roles = relation.parties.roles().map(|(role, ids)| {
        let ids: Vec<&str> = ids.iter().map(crate::model::EntityId::as_str).collect();
        format!("{role}: {}", ids.join(", "))
    });
    roles.collect::<Vec<_>>().join("; ")
}

fn when(relation: &Relation) -> &str {
    relation.when.as_ref().map_or("", |date| date.as_str())
}

#[test]
fn a_relation_is_told_in_one_line() {
    let told =
        "record meeting Kagame, Tokayev on 2025-05-28 at Astana about trade from wall-africa-2025";
    let meeting = relation(told);
    assert_eq!(
        meeting.id.as_str(),
        "meeting-paul-kagame-kassym-jomart-tokayev-2025-05-28"
    );
    assert_eq!(
        cast(&meeting),
        "participant: paul-kagame, kassym-jomart-tokayev"
    );
    assert_eq!(when(&meeting), "2025-05-28");
    assert_eq!(meeting.place.unwrap().as_str(), "astana");
    assert_eq!(meeting.topics, ["trade"]);
    assert_eq!(meeting.reports.len(), 1);
    assert_eq!(meeting.reports[0].source.as_str(), "wall-africa-2025");
}

#[test]
fn sides_are_told_in_several_ways() {
    let wanted = "visitor: paul-kagame; host: kazakhstan";
    for parties in [
        "Kagame to Kazakhstan",
        "Kagame, Kazakhstan",
        "Kagame in Kazakhstan",
        "visitor Kagame host Kazakhstan",
        "visitor Kagame, host Kazakhstan",
        "Kagame as visitor, Kazakhstan as host",
        "Kagame as visitor Kazakhstan as host",
        "Paul Kagame to Republic of Kazakhstan",
    ] {
        let told = format!("record visit {parties} on 2026 from wall-africa-2025");
        assert_eq!(cast(&relation(&told)), wanted, "{parties}");
    }
    let several = "record visit Kagame, Biruta to Kazakhstan on 2026 from wall-africa-2025";
    assert_eq!(
        cast(&relation(several)),
        "visitor: paul-kagame, vincent-biruta; host: kazakhstan"
    );
}

#[test]
fn an_office_means_who_held_it_on_the_date_of_the_record() {
    let met = |date: &str| {
        let told = format!(
            "record meeting foreign minister of Rwanda, Lavrov on {date} from wall-africa-2025"
        );
        cast(&relation(&told))
    };
    assert_eq!(
        met("2024-02-03"),
        "participant: vincent-biruta, sergey-lavrov"
    );
    assert_eq!(
        met("2025-05-26"),
        "participant: olivier-nduhungirehe, sergey-lavrov"
    );
}

#[test]
fn behind_from_a_date_is_a_date_and_a_source_a_source() {
    let date = |told: &str| {
        let told = format!("record partnership Rwanda, Kazakhstan {told} from wall-africa-2025");
        when(&relation(&told)).to_owned()
    };
    assert_eq!(date("since 2020"), "2020/..");
    assert_eq!(date("from 2020 until 2024-05"), "2020/2024-05");
    assert_eq!(date("from 2020"), "2020/");
    assert_eq!(date("until 2024"), "/2024");
    assert_eq!(date("on 2020/2024"), "2020/2024");
    assert_eq!(date("on unknown"), "");
    assert_eq!(date(""), "");
}

#[test]
fn a_source_says_where_and_what_it_says_otherwise() {
    let told = "record call Kagame, Tokayev on 2025-05-28 from wall-africa-2025 locator \"p. 3\" saying date \
                2025-05-29 status planned, title \"A call\"";
    let call = relation(told);
    assert_eq!(call.title.as_deref(), Some("A call"));
    let report = &call.reports[0];
    assert_eq!(report.locator.as_deref(), Some("p. 3"));
    assert_eq!(report.when.as_ref().unwrap().as_str(), "2025-05-29");
    assert_eq!(report.status, Some(crate::model::Status::Planned));
    assert_eq!((when(&call), call.status), ("2025-05-28", None));
}

#[test]
fn several_sources_are_parted_by_commas() {
    let second = data()
        .sources()
        .iter()
        .find(|source| source.id.as_str() != "wall-africa-2025")
        .unwrap();
    let told = format!(
        "record call Kagame, Tokayev on 2025 from wall-africa-2025 locator \"a, b\", {} locator 7",
        second.id
    );
    let reports = relation(&told).reports;
    assert_eq!(reports.len(), 2);
    assert_eq!(reports[1].source, second.id);
    assert_eq!(reports[1].locator.as_deref(), Some("7"));
}

#[test]
fn fields_stand_in_any_order() {
    let one = relation(
        "record meeting Kagame, Lavrov on 2025 status planned title \"T\" from wall-africa-2025",
    );
    let other = relation(
        "record meeting Kagame and Lavrov from wall-africa-2025 title \"T\" status planned on 2025",
    );
    assert_eq!(one, other);
}

#[test]
fn a_made_id_is_one_that_nobody_has() {
    let taken = data().relations().next().unwrap().id.to_string();
    let told = format!("record call Kagame, Lavrov id {taken} from wall-africa-2025");
    let EditFault::TakenId { instead, .. } = fault(&told) else {
        panic!("{:?}", fault(&told));
    };
    assert_eq!(instead, format!("{taken}-2"));
}

#[test]
fn sources_and_entities_are_added_with_all_their_fields() {
    let gazette = source(
        "source add gazette title \"Official Gazette\" publisher \"Rwanda Gazette\" published 2025-06 retrieved \
         2026-01-05 url \"https://x.example/a;b\" language en note \"n\" file \"a.csv\" row 7",
    );
    assert_eq!(gazette.title, "Official Gazette");
    assert_eq!(gazette.url.as_deref(), Some("https://x.example/a;b"));
    assert_eq!(
        (gazette.language.as_deref(), gazette.row),
        (Some("en"), Some(7))
    );
    let town = entity(
        "add entity bugesera kind place name \"Bugesera\" alias \"B\" alias Bu class district code wikidata Q1 note \"n\"",
    );
    assert_eq!(town.aliases, ["B", "Bu"]);
    assert_eq!(town.codes["wikidata"], "Q1");
}

#[test]
fn a_record_is_corrected_field_by_field() {
    let id = "kagame-visits-kazakhstan-2025";
    let before = match Held::record(data(), &Key::Relation(id.parse().unwrap())) {
        Some(Record::Relation(relation)) => Relation::clone(&relation),
        other => panic!("{other:?}"),
    };
    let after = relation(&format!("correct {id} date 2025-05-28, status planned; "));
    assert_eq!(when(&after), "2025-05-28");
    assert_eq!(after.parties, before.parties);
    let after = relation(&format!(
        "correct {id} no summary about trade, energy, add party Biruta as visitor no place"
    ));
    assert_eq!((after.summary, after.place), (None, None));
    assert_eq!(after.topics, ["trade", "energy"]);
    let reported = relation(&format!(
        "correct {id} add report from wall-africa-2025 locator \"x\" date 2025-05-27 status planned, title \"T\""
    ));
    let last = reported.reports.last().unwrap();
    assert_eq!(last.when.as_ref().unwrap().as_str(), "2025-05-27");
    assert_eq!(reported.title.as_deref(), Some("T"));
    let dropped = relation(&format!(
        "correct {id} drop party Kagame, add party Biruta as visitor"
    ));
    assert!(
        dropped
            .parties
            .iter()
            .all(|(_, party)| party.as_str() != "paul-kagame")
    );
}

#[test]
fn entities_and_sources_are_corrected_too() {
    let rwanda = entity("correct Rwanda name \"Republic of Rwanda\" add alias \"RW\", note \"x\"");
    assert_eq!(rwanda.name, "Republic of Rwanda");
    assert!(rwanda.aliases.iter().any(|alias| alias == "RW"));
    let wall = source("correct wall-africa-2025 no publisher title \"T\"");
    assert_eq!((wall.publisher, wall.title.as_str()), (None, "T"));
    let known = entity("alias Kagame \"Afande PK\"");
    assert_eq!(known.aliases.last().map(String::as_str), Some("Afande PK"));
}

#[test]
fn edits_of_few_words() {
    let id = |text: &str| text.parse().unwrap();
    assert_eq!(
        edit("merge Kazakhstan into Rwanda"),
        Edit::Join {
            of: id("kazakhstan"),
            into: id("rwanda")
        }
    );
    assert_eq!(
        edit("split kazakhstan"),
        Edit::Split {
            of: id("kazakhstan")
        }
    );
    assert_eq!(edit("undo"), Edit::Undo(None));
    assert_eq!(edit("undo 3"), Edit::Undo(Some(3)));
    assert_eq!(edit("redo"), Edit::Redo);
    assert_eq!(
        edit("retract kagame-visits-kazakhstan-2025 because \"counted twice\""),
        Edit::Retract(Key::Relation(
            "kagame-visits-kazakhstan-2025".parse().unwrap()
        ))
    );
    assert_eq!(
        edit("retract source wall-africa-2025"),
        Edit::Retract(Key::Source("wall-africa-2025".parse().unwrap()))
    );
}

/// Checks that an edit in words is the same edit.
#[track_caller]
fn check_law(wanted: &Edit) {
    let told = words(wanted, data()).unwrap();
    assert_eq!(&edit(&told), wanted, "{told}");
}

#[test]
fn every_record_of_the_dataset_is_read_from_its_words() {
    // Its own ids are taken, so each gets a new one.
    for source in data().sources() {
        let mut source = source.clone();
        source.id = format!("{}-x", source.id).parse().unwrap();
        check_law(&Edit::Add(source.into()));
    }
    for entity in data().entities() {
        let mut entity = entity.clone();
        entity.id = format!("{}-x", entity.id).parse().unwrap();
        check_law(&Edit::Add(entity.into()));
    }
    for relation in data().relations() {
        let mut relation = relation.into_owned();
        relation.id = format!("{}-x", relation.id).parse().unwrap();
        check_law(&Edit::Add(relation.into()));
    }
}

#[test]
fn every_record_corrected_to_another_is_read_from_its_words() {
    let relations: Vec<Relation> = data()
        .relations()
        .map(std::borrow::Cow::into_owned)
        .collect();
    for pair in relations.windows(2) {
        let mut after = pair[1].clone();
        after.id = pair[0].id.clone();
        check_law(&Edit::Correct(after.into()));
    }
    for pair in data().entities().windows(2) {
        let mut after = pair[1].clone();
        after.id = pair[0].id.clone();
        check_law(&Edit::Correct(after.into()));
    }
    for pair in data().sources().windows(2) {
        let mut after = pair[1].clone();
        after.id = pair[0].id.clone();
        check_law(&Edit::Correct(after.into()));
    }
}

#[test]
fn edits_of_few_words_are_read_from_their_words() {
    let of = "kazakhstan".parse::<crate::model::EntityId>().unwrap();
    let into = "rwanda".parse().unwrap();
    check_law(&Edit::Split { of: of.clone() });
    check_law(&Edit::Retract(Key::Entity(of.clone())));
    check_law(&Edit::Join { of, into });
    check_law(&Edit::Undo(None));
    check_law(&Edit::Undo(Some(12)));
    check_law(&Edit::Redo);
}
