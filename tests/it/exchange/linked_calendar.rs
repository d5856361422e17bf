//! Calendars hold events of known days, and a calendar library finds them there.

use chancery::Chancery;
use chancery::edtf::Edtf;
use chancery::exchange::{Matter, exchange_named, losses};
use chancery::model::{Dataset, Entity, Nature, Relation, Report, Source};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::linked::{dataset, hostile, read, same, written};
use crate::files::datasets;
use crate::python;

/// Tells whether a date is a day, or a stretch of days.
fn is_of_days(when: &Edtf) -> bool {
    let is_day = |text: &str| Edtf::parse(text).is_ok_and(|day| day.exact_day().is_some());
    when.as_str().split('/').all(is_day)
}

/// Returns the relations that a calendar shows.
fn shown(data: &Dataset) -> Vec<Relation> {
    let is_event = |relation: &Relation| {
        let kind = data.kind_of(relation).unwrap();
        data.ontology().kind(kind).nature == Nature::Event
    };
    let all = data.relations().map(std::borrow::Cow::into_owned);
    all.filter(|relation| is_event(relation) && relation.when.as_ref().is_some_and(is_of_days))
        .collect()
}

/// Returns what a calendar holds of a dataset.
fn projected(data: &Dataset) -> Dataset {
    let relations = shown(data);
    let mut builder = Dataset::builder(Chancery::ontology().unwrap());
    let reports = || relations.iter().flat_map(|relation| &relation.reports);
    for source in data.sources() {
        if reports().any(|report| report.source == source.id) {
            let Source {
                id,
                title,
                publisher,
                published,
                url,
                ..
            } = source.clone();
            builder.source(Source {
                publisher,
                published,
                url,
                ..Source::new(id, title)
            });
        }
    }
    for entity in data.entities() {
        builder.entity(Entity::new(
            entity.id.clone(),
            entity.kind,
            entity.name.as_str(),
        ));
    }
    for relation in &relations {
        let plain = |report: &Report| Report {
            locator: report.locator.clone(),
            ..Report::new(report.source.clone())
        };
        builder.relation(Relation {
            part_of: None,
            reports: relation.reports.iter().map(plain).collect(),
            ..relation.clone()
        });
    }
    builder.build().unwrap()
}

/// Writes, reads, writes again: what a calendar holds must be the same, and the bytes too.
#[track_caller]
fn goes_round(data: &Dataset) {
    let wanted = projected(data);
    let text = written("ics", data);
    let back = dataset(read("ics", &text));
    same(&back, &wanted);
    let again = written("ics", &back);
    assert_eq!(written("ics", &dataset(read("ics", &again))), again);
}

#[test]
fn the_days_of_the_built_in_data_come_back() {
    goes_round(Chancery::builtin().unwrap().data());
}

#[test]
fn hostile_names_come_back_and_forge_no_event() {
    let data = hostile();
    let text = written("ics", &data);
    assert_eq!(
        text.matches("\r\nBEGIN:VEVENT\r\n").count(),
        data.relation_count()
    );
    assert!(
        !text
            .replace("\r\n", "")
            .contains(|sign: char| sign.is_control() || sign == '\u{202e}')
    );
    goes_round(&data);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_days_of_every_dataset_come_back(data in datasets()) {
        goes_round(&data);
    }
}

#[test]
fn what_has_no_day_is_counted_as_lost() {
    let data = Chancery::builtin().unwrap();
    let data = data.data();
    let lost = losses(data, exchange_named("ics").unwrap().holds());
    let whole = lost.iter().filter(|loss| loss.matter.is_whole());
    let whole: usize = whole.map(|loss| loss.records).sum();
    assert_eq!(whole + shown(data).len(), data.relation_count());
    assert!(lost.iter().any(|loss| loss.matter == Matter::Vague));
}

fn events(data: &Dataset) -> Option<Vec<Value>> {
    let told = python::answers(
        "icalendar",
        "ical_events.py",
        written("ics", data).as_bytes(),
    )?;
    assert_eq!(told["errors"], json!([]));
    assert!(told["longest"].as_u64().unwrap() <= 75);
    let events: Vec<Value> = serde_json::from_value(told["events"].clone()).unwrap();
    for event in &events {
        assert_eq!(event["errors"], json!([]));
    }
    Some(events)
}

#[test]
fn a_calendar_library_finds_the_events() {
    let data = Chancery::builtin().unwrap();
    let Some(events) = events(data.data()) else {
        return;
    };
    let shown = shown(data.data());
    assert_eq!(events.len(), shown.len());
    for (event, relation) in events.iter().zip(&shown) {
        assert_eq!(event["uid"], json!(format!("{}@chancery", relation.id)));
        let when = relation.when.as_ref().unwrap();
        let [first, last] = [when.earliest().unwrap(), when.latest().unwrap()];
        assert_eq!(event["start"], json!(first.to_string()));
        assert_eq!(event["end"], json!(last.next().to_string()));
        let roles: Vec<&str> = relation.parties.iter().map(|(role, _)| role).collect();
        assert_eq!(event["parties"], json!(roles));
    }
    let visit = "kagame-visits-kazakhstan-2025@chancery";
    let visit = events.iter().find(|event| event["uid"] == visit).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(visit).unwrap(), @r#"
    {
      "categories": [
        "visit",
        "political-dialogue",
        "trade",
        "critical-minerals",
        "digitalisation",
        "agriculture",
        "education",
        "finance"
      ],
      "description": "Paul Kagame paid an official visit to Kazakhstan, his second, during which several agreements were signed.\nSource: President Kagame's upcoming visit to Kazakhstan, Africa-Press, after The New Times, [2025-05-26,2025-05-27], paragraph 1, https://www.africa-press.net/rwanda/all-news/president-kagames-upcoming-visit-to-kazakhstan\nSource: [President Kagame is expected on a visit to Kazakhstan], Bingwa News, [2025-05-26..2025-05-28], excerpt, https://bingwanews.com/perezida-kagame-ategerejwe-mu-ruzinduko-muri-kazakhstan.html\nSource: Perezida Kagame ategerejwe mu Gihugu cyo muri Asia ‘Kazakhstan’, Impuruza, 2025-05-27, excerpt, https://www.impuruza.net/2025/05/27/perezida-kagame-ategerejwe-mu-gihugu-cyo-muri-asia-kazakhstan\nSource: [President Kagame is to visit Kazakhstan], Umuseke, [2025-05-26..2025-05-28], excerpt, https://umuseke.rw/2025/05/perezida-kagame-arasura-kazakhstan/\nSource: Perezida Kagame ari mu ruzinduko rw’akazi muri Kazakhstan, Umunota, 2025-05-27, excerpt, https://umunota.com/perezida-kagame-ari-mu-ruzinduko-rwakazi-muri-kazakhstan\nSource: Perezida Kagame mu ruzinduko rw’iminsi 4 muri Kazakhstan, Imvaho Nshya, [2025-05-27,2025-05-28], excerpt, https://imvahonshya.co.rw/perezida-kagame-mu-ruzinduko-rwiminsi-4-muri-kazakhstan\nSource: [President Kagame has begun his visit to Kazakhstan], Ahupa Radio, 2025-05-28, excerpt, https://ahuparadio.com/2025/05/28/perezida-kagame-yatangiye-urugendo-rwakazi-muri-kazakhstan\nSource: Rwanda, Kazakhstan strengthen ties with new bilateral agreements, Wall Africa Journal, [2025-05-28,2025-05-29], paragraphs 2 and 10, https://www.wallafricajournal.com/rwanda-kazakhstan-strengthen-ties-with-new-bilateral-agreements\nSource: Rwanda, Kazakhstan sign critical minerals deal, Africa-Press, [2025-05-28,2025-05-29], excerpt, https://www.africa-press.net/rwanda/policy/rwanda-kazakhstan-sign-critical-minerals-deal\nSource: World's largest uranium producer to acquire beryllium from Rwanda, Kursiv Media, 2025-05-29, excerpt, https://kz.kursiv.media/en/2025-05-29/engk-nknk-worlds-largest-uranium-producer-to-acquire-beryllium-from-rwanda\nSource: Rwanda aims to broaden relationships with rising intermediary nations such as Kazakhstan, states foreign minister, ASB Media, after The Astana Times, [2026-01-01..2026-11-22], excerpt, https://asb-media.info/en/rwanda-aims-to-broaden-relationships-with-rising-intermediary-nations-such-as-kazakhstan-states-foreign-minister",
      "end": "2025-05-30",
      "errors": [],
      "location": "Astana",
      "parent": "",
      "parties": [
        "visitor",
        "host"
      ],
      "stamp": "2026-11-22T00:00:00+00:00",
      "start": "2025-05-28",
      "status": "CONFIRMED",
      "summary": "Paul Kagame visited Kazakhstan: official visit",
      "uid": "kagame-visits-kazakhstan-2025@chancery",
      "url": "https://www.africa-press.net/rwanda/all-news/president-kagames-upcoming-visit-to-kazakhstan"
    }
    "#);
}

#[test]
fn a_calendar_library_reads_hostile_names_as_text() {
    let data = hostile();
    let Some(events) = events(&data) else { return };
    assert_eq!(events.len(), data.relation_count());
    for event in &events {
        let summary = event["summary"].as_str().unwrap();
        assert!(
            !summary.contains('\u{202e}') && !summary.contains('\u{1b}'),
            "{summary:?}"
        );
        assert_eq!(event["url"], "");
    }
}

#[test]
fn a_calendar_of_others_tells_of_meetings_and_of_what_is_none() {
    let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Rome\r\n\
        BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY\r\nEND:STANDARD\r\n\
        END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Rome:20250528T100000\r\n\
        DTEND;TZID=Europe/Rome:20250529T120000\r\nSUMMARY:Talks\\, first\r\n  round\r\n\
        ORGANIZER;CN=\"Berg, Anna\":mailto:anna@example.org\r\n\
        ATTENDEE;CN=Boris Tal;ROLE=CHAIR:mailto:boris@example.org\r\n\
        ATTENDEE;CUTYPE=GROUP;CN=Bank:mailto:bank@example.org\r\n\
        ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room@example.org\r\n\
        ATTENDEE:mailto:nobody@example.org\r\n\
        BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nSUMMARY:Hurry\r\nEND:VALARM\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20250601\r\nDTEND;VALUE=DATE:20250602\r\n\
        STATUS:CANCELLED\r\nATTENDEE;CN=Boris Tal:mailto:boris@example.org\r\n\
        ATTENDEE;CN=Bank;CUTYPE=GROUP:mailto:bank@example.org\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20250601\r\nSUMMARY:Holiday\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:4\r\nDTSTART:20250601T090000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:5\r\nDTSTART:soon\r\nEND:VEVENT\r\nnonsense\r\nBEGIN:VEVENT\r\n";
    let found = read("ics", text);
    let relations: Vec<String> = found
        .relations
        .iter()
        .map(|(line, relation)| {
            let parties = serde_json::to_string(&relation.parties).unwrap();
            let when = relation.when.as_ref().unwrap();
            let told = relation.summary.as_deref().unwrap_or("–");
            format!(
                "{line}: {when} {} {told} {parties}",
                relation.status.unwrap()
            )
        })
        .collect();
    let coined = &found.coined.entities;
    let coined = coined
        .iter()
        .map(|(id, known)| format!("{id} is {} ({:?})", known.key, known.kind));
    let faults = found
        .faults
        .iter()
        .map(|fault| format!("{}: {}", fault.line, fault.why));
    let told: Vec<String> = relations.into_iter().chain(coined).chain(faults).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    10: 2025-05-28/2025-05-29 planned Talks, first round {"participant":["attendee-1","attendee-2","attendee-3"]}
    26: 2025-06-01 cancelled – {"participant":["attendee-2","attendee-3"]}
    attendee-1 is Berg, Anna (Some(Person))
    attendee-2 is Boris Tal (Some(Person))
    attendee-3 is Bank (Some(Institution))
    34: an event with fewer than two whose names are told (`CN`)
    39: a series of events, of which nobody says which took place
    44: `soon` is no day
    48: a line without a colon
    49: the file ends within an event
    "#);
    assert_eq!(found.coined.relations.len(), 2);
}
