//! Laws of what hangs together in the built-in data: lives and offices, visits and hosts, forums and
//! their editions, parts and wholes.

use std::collections::{BTreeMap, BTreeSet};

use chancery::edtf::{Day, Edtf, Window};
use chancery::model::{Dataset, EntityId, EntityKind, Relation, Status};

use super::{builtin, party};

/// Offices of which nobody holds two at a time, unless a report says how.
const EXCLUSIVE: [&str; 7] = [
    "president",
    "vice president",
    "monarch",
    "emir",
    "prime minister",
    "foreign minister",
    "defence minister",
];

/// Kinds that tell what somebody is.
const POSTS: [&str; 9] = [
    "office",
    "chairmanship",
    "accreditation",
    "credentials",
    "appointment",
    "representation",
    "employment",
    "membership",
    "family",
];

fn of_kind<'a>(data: &'a Dataset, kind: &'a str) -> impl Iterator<Item = &'a Relation> {
    let relations = data.records().map(|(_, record)| record);
    relations.filter(move |relation| relation.kind.as_str() == kind)
}

#[test]
fn nobody_holds_an_office_before_birth() {
    let data = builtin();
    let mut born: BTreeMap<&EntityId, Day> = BTreeMap::new();
    for birth in of_kind(&data, "birth") {
        let day = birth.when.as_ref().and_then(Edtf::earliest);
        born.extend(party(birth, "person").iter().zip(day));
    }
    assert!(born.len() >= 10, "only {} births are known", born.len());
    let mut grown_up = 0;
    for office in of_kind(&data, "office") {
        for holder in party(office, "holder") {
            let begun = office.when.as_ref().and_then(Edtf::earliest);
            if let Some((born, begun)) = born.get(holder).zip(begun) {
                assert!(born.year() + 18 <= begun.year(), "{}", office.id);
                grown_up += 1;
            }
        }
    }
    assert!(grown_up >= 10, "only {grown_up} offices of theirs");
}

#[test]
fn nobody_holds_two_exclusive_offices_at_once_without_a_note() {
    let data = builtin();
    let mut held: BTreeMap<&EntityId, Vec<&Relation>> = BTreeMap::new();
    for office in of_kind(&data, "office") {
        let title = data.ontology().title(office.title_or_kind());
        if EXCLUSIVE.contains(&title.name.as_str()) {
            for holder in party(office, "holder") {
                held.entry(holder).or_default().push(office);
            }
        }
    }
    let of_one = held.values().filter(|offices| offices.len() > 1);
    let mut pairs = 0;
    for offices in of_one {
        for (nth, early) in offices.iter().enumerate() {
            for late in offices.iter().skip(nth + 1) {
                let is_told = has_note(early) || has_note(late);
                assert!(
                    !overlap(early, late) || is_told,
                    "{} and {}",
                    early.id,
                    late.id
                );
                pairs += 1;
            }
        }
    }
    assert!(pairs >= 5, "only {pairs} pairs were compared");
}

/// Returns whether two ties are certainly both in force on more than the day of a handover.
fn overlap(one: &Relation, other: &Relation) -> bool {
    let surely = |relation: &Relation| relation.when.as_ref().map(Edtf::sure_days);
    let Some(((a, b), (c, d))) = surely(one).zip(surely(other)) else {
        return false;
    };
    a.max(c) < b.min(d)
}

fn has_note(relation: &Relation) -> bool {
    relation.reports.iter().any(|report| report.note.is_some())
}

#[test]
fn every_visit_has_a_guest_and_a_host_who_is_somebody_else() {
    let data = builtin();
    let mut visits = 0;
    for visit in of_kind(&data, "visit") {
        let guests = party(visit, "visitor");
        let hosts = party(visit, "host");
        assert!(!guests.is_empty() && !hosts.is_empty(), "{}", visit.id);
        assert!(
            guests.iter().all(|guest| !hosts.contains(guest)),
            "{}",
            visit.id
        );
        visits += 1;
    }
    assert!(visits >= 60, "only {visits} visits");
}

#[test]
fn every_edition_belongs_to_one_series_on_days_and_in_a_place() {
    let data = builtin();
    let mut series: BTreeMap<&EntityId, &Relation> = BTreeMap::new();
    for link in of_kind(&data, "edition-of") {
        assert!(link.when.is_some() && link.place.is_some(), "{}", link.id);
        for edition in party(link, "edition") {
            assert_eq!(series.insert(edition, link).map(|other| &other.id), None);
        }
    }
    let forums = data.entities().iter();
    for forum in forums.filter(|entity| entity.kind == EntityKind::Forum) {
        match forum.class.as_deref() {
            Some("edition") => assert!(series.contains_key(&forum.id), "{}", forum.id),
            class => assert_eq!(class, Some("series"), "{}", forum.id),
        }
    }
}

#[test]
fn nobody_takes_part_in_an_edition_on_other_days_than_its_own() {
    let data = builtin();
    let mut days: BTreeMap<&EntityId, &Edtf> = BTreeMap::new();
    for link in of_kind(&data, "edition-of") {
        days.extend(party(link, "edition").iter().zip(&link.when));
    }
    let mut compared = 0;
    for participation in of_kind(&data, "participation") {
        for edition in party(participation, "event") {
            if let Some((met, came)) = days.get(edition).zip(participation.when.as_ref()) {
                assert!(meets(came, met), "{}: {came} and {met}", participation.id);
                compared += 1;
            }
        }
    }
    assert!(compared >= 30, "only {compared} are compared");
}

/// Kinds of what is agreed on one day and begins on a later one.
const LATER: [&str; 3] = ["ceasefire", "ratification", "withdrawal"];

/// Returns whether the days of one date may touch those of the other.
fn meets(one: &Edtf, other: &Edtf) -> bool {
    let (first, last) = other.widest();
    one.happens_in(&Window::between(first, last)).is_possible()
}

#[test]
fn what_happens_on_a_visit_or_conference_falls_in_its_days() {
    let data = builtin();
    let mut compared = 0;
    for (_, part) in data.records() {
        let whole = part.part_of.as_ref();
        let whole = whole.and_then(|id| data.relation_ix(id.as_str()));
        let Some(whole) = whole.and_then(|at| data.record(at)) else {
            continue;
        };
        let is_stay = ["visit", "conference", "edition-of"].contains(&whole.kind.as_str());
        if !is_stay || LATER.contains(&part.kind.as_str()) {
            continue;
        }
        if let Some((inner, outer)) = part.when.as_ref().zip(whole.when.as_ref()) {
            assert!(meets(inner, outer), "{} in {}", part.id, whole.id);
            compared += 1;
        }
    }
    assert!(compared >= 60, "only {compared} are compared");
}

#[test]
fn every_person_is_known_by_a_post_or_a_note() {
    let data = builtin();
    let told: BTreeSet<&EntityId> = POSTS
        .iter()
        .flat_map(|kind| of_kind(&data, kind))
        .flat_map(|relation| relation.parties.iter().map(|(_, entity)| entity))
        .collect();
    let people = data.entities().iter();
    for person in people.filter(|entity| entity.kind == EntityKind::Person) {
        let is_told = told.contains(&person.id) || person.note.is_some();
        assert!(is_told, "{} holds no post", person.id);
    }
}

#[test]
fn what_was_planned_for_a_day_long_past_is_told_to_its_end() {
    let data = builtin();
    let read = Window::until(&Edtf::parse("2026-06").unwrap());
    for (_, plan) in data.records() {
        let is_open = matches!(data.status_of(plan), Status::Planned);
        let due = plan.when.as_ref().and_then(Edtf::exact_day);
        let is_past = due.is_some_and(|day| Edtf::from_day(day).happens_in(&read).is_certain());
        let is_explained = has_note(plan) || plan.summary.is_some();
        assert!(!(is_open && is_past) || is_explained, "{}", plan.id);
    }
}
