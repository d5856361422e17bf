//! What the tests of JSON-LD, FollowTheMoney lines and calendars share.

use chancery::Chancery;
use chancery::exchange::{Exchange, Fault, Found, exchange_named};
use chancery::model::{Dataset, Entity, EntityKind, Parties, Relation, Report, Source};

/// Names that could do harm in some program, and the letters that could hide.
pub(super) const HOSTILE: [&str; 10] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://example.org\",\"a\")",
    "a\r\nBEGIN:VEVENT\r\nSUMMARY:forged",
    "a;b,c:d\\n\\,\\;\\",
    "\u{202e}gnihton\u{202c}",
    "\u{1b}]0;title\u{7} \u{0}\u{7f}\u{9b}31m",
    "{\"@id\":\"urn:forged\"} @context %0d%0a",
    "\u{2028}\u{feff}\u{e0041}é東京Лавров",
    "''; DROP TABLE entity; --",
];

/// Returns the text of a dataset in the only file of a format.
pub(super) fn written(format: &str, data: &Dataset) -> String {
    let mut bytes = Vec::new();
    named(format).write(data, 0, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Returns what is found in a text of a format.
pub(super) fn read(format: &str, text: &str) -> Found {
    let ontology = Chancery::ontology().unwrap();
    named(format).read(text, 0, &ontology).unwrap()
}

fn named(format: &str) -> &'static dyn Exchange {
    exchange_named(format).unwrap()
}

/// Returns the dataset that was found without a fault.
#[track_caller]
pub(super) fn dataset(found: Found) -> Dataset {
    assert_eq!(found.faults, Vec::<Fault>::new());
    let mut ontology = Chancery::ontology().unwrap();
    for kind in found.kinds {
        ontology.add(kind).unwrap();
    }
    for office in found.offices {
        ontology.add_office(office).unwrap();
    }
    let mut builder = Dataset::builder(ontology);
    for source in found.sources {
        builder.source(source);
    }
    for (_, entity) in found.entities {
        builder.entity(entity);
    }
    for (_, relation) in found.relations {
        builder.relation(relation);
    }
    builder.build().unwrap()
}

/// Returns a dataset of hostile names, each wherever a text may stand.
pub(crate) fn hostile() -> Dataset {
    let mut builder = Dataset::builder(Chancery::ontology().unwrap());
    let long = "long ".repeat(2_000);
    let names: Vec<&str> = HOSTILE.iter().copied().chain([long.as_str()]).collect();
    for (number, name) in names.iter().enumerate() {
        let source = Source {
            publisher: Some((*name).to_owned()),
            url: Some((*name).to_owned()),
            note: Some((*name).to_owned()),
            ..Source::new(format!("s{number}").parse().unwrap(), *name)
        };
        let entity = |part: &str, kind| {
            let id = format!("{part}{number}").parse().unwrap();
            let entity = Entity::new(id, kind, format!("N{name}"));
            Entity {
                note: Some((*name).to_owned()),
                ..entity.with_aliases([*name])
            }
            .with_code(*name, *name)
            .with_class(*name)
        };
        let party = |part: &str| format!("{part}{number}").parse().unwrap();
        let parties = Parties::new()
            .with("visitor", party("p"))
            .with("host", party("h"));
        let report = Report::new(format!("s{number}").parse().unwrap()).with_locator(*name);
        let visit = Relation::new(format!("r{number}").parse().unwrap(), "visit", parties)
            .with_when(format!("2025-05-{:02}", number + 1).parse().unwrap())
            .with_place(party("l"))
            .with_topics([*name])
            .with_number(format!("n{name}"), 1)
            .with_report(report);
        let visit = Relation {
            title: Some((*name).to_owned()),
            summary: Some((*name).to_owned()),
            ..visit
        };
        builder
            .source(source)
            .entity(entity("p", EntityKind::Person))
            .entity(entity("h", EntityKind::State))
            .entity(entity("l", EntityKind::Place))
            .relation(visit);
    }
    builder.build().unwrap()
}

/// Compares two datasets record by record.
#[track_caller]
pub(super) fn same(found: &Dataset, wanted: &Dataset) {
    assert_eq!(found.sources(), wanted.sources());
    assert_eq!(found.entities(), wanted.entities());
    assert_eq!(found.relation_count(), wanted.relation_count());
    for (found, wanted) in found.relations().zip(wanted.relations()) {
        assert_eq!(found, wanted);
    }
    let kinds = |data: &Dataset| data.ontology().added().cloned().collect::<Vec<_>>();
    assert_eq!(kinds(found), kinds(wanted));
    assert_eq!(
        found.ontology().added_offices(),
        wanted.ontology().added_offices()
    );
}
