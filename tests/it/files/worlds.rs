//! Datasets of chance, and their text in as many disorderly forms as one likes.

use std::collections::BTreeMap;

use chancery::edtf::Edtf;
use chancery::model::{
    Acts, Dataset, Entity, EntityId, EntityKind, Kind, Nature, Office, Parties, Relation,
    RelationId, Report, Role, Source, SourceId, Status,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::ontology;

/// Texts with all that is awkward in them.
fn texts() -> impl Strategy<Value = String> {
    let awkward = select(vec![
        "\"",
        "\\",
        "\n",
        "\r\n",
        "\t",
        "//",
        "/*",
        "*/",
        "(",
        "]",
        "{",
        ",",
        ":",
        "é",
        "Лавров",
        "東京",
        "\u{202e}",
        "\u{1b}[31m",
        "\u{200c}",
        "  ",
        "#",
        "r#\"",
        "\u{feff}",
        "\0",
        "\\\n  ",
    ]);
    let plain = "[a-z ]{0,40}".prop_map(String::from);
    let part = prop_oneof![3 => plain, 1 => awkward.prop_map(str::to_owned)];
    vec(part, 0..6).prop_map(|parts| parts.concat())
}

fn dates() -> impl Strategy<Value = Edtf> {
    let dates = [
        "2024",
        "2024-11~",
        "2025-05-28/2025-05-29",
        "2016/..",
        "/2024",
        "198X",
        "2004-?06-11",
    ];
    select(dates.to_vec()).prop_map(|text| text.parse().unwrap())
}

fn sources() -> impl Strategy<Value = Source> {
    let about = (
        texts(),
        option::of(texts()),
        option::of(texts()),
        option::of(any::<u64>()),
    );
    (about, option::of(dates()), option::of(dates())).prop_map(|(about, published, retrieved)| {
        let (title, publisher, url, row) = about;
        Source {
            id: SourceId::new("s").unwrap(),
            title,
            publisher,
            published,
            retrieved,
            url,
            file: None,
            row,
            language: None,
            note: None,
        }
    })
}

fn entities() -> impl Strategy<Value = Entity> {
    let names = (
        texts(),
        vec(texts(), 0..4),
        btree_map(texts(), texts(), 0..3),
    );
    (names, select(EntityKind::ALL.to_vec()), option::of(texts())).prop_map(
        |(names, kind, note)| {
            let (name, aliases, codes) = names;
            Entity {
                id: EntityId::new("e").unwrap(),
                kind,
                // A name needs a letter.
                name: format!("N{name}"),
                aliases,
                codes,
                class: None,
                note,
            }
        },
    )
}

/// Names and values of numbers.
fn numbers() -> impl Strategy<Value = BTreeMap<String, i64>> {
    // A name needs a letter.
    let names = texts().prop_map(|name| format!("n{name}"));
    btree_map(names, any::<i64>(), 0..4)
}

/// What a source has otherwise, on some of the entities and numbers of a relation.
fn reports() -> impl Strategy<Value = Report> {
    let status = option::of(select(vec![Status::Planned, Status::Cancelled]));
    let differs = (option::of(dates()), status, option::of(0..2_usize));
    let told = (option::of(texts()), vec(texts(), 0..3), any::<bool>());
    (option::of(texts()), differs, told).prop_map(|(note, differs, told)| {
        let (when, status, who) = differs;
        let (title, topics, at_place) = told;
        Report {
            title,
            when,
            status,
            parties: who.map(|who| Parties::new().with("participant", entity_id(who))),
            place: at_place.then(|| entity_id(PLACE)),
            topics,
            note,
            ..Report::new(SourceId::new("s0").unwrap())
        }
    })
}

fn relations() -> impl Strategy<Value = Relation> {
    let told = (
        option::of(texts()),
        option::of(dates()),
        vec(texts(), 0..8),
        option::of(texts()),
    );
    let counted = (numbers(), any::<i64>());
    (told, any::<bool>(), counted, vec(reports(), 1..4)).prop_map(
        |(told, at_place, (numbers, otherwise), mut reports)| {
            let (title, when, topics, summary) = told;
            let other = numbers.keys().step_by(2);
            reports[0].numbers = other.map(|name| (name.clone(), otherwise)).collect();
            let parties = Parties::new()
                .with("participant", entity_id(0))
                .with("participant", entity_id(1));
            Relation {
                title,
                when,
                place: at_place.then(|| entity_id(PLACE)),
                topics,
                numbers,
                summary,
                reports,
                ..Relation::new(RelationId::new("r").unwrap(), "meeting", parties)
            }
        },
    )
}

/// The number of the entity where things happen.
const PLACE: usize = 0;

fn entity_id(number: usize) -> EntityId {
    EntityId::new(&format!("e{number}")).unwrap()
}

/// A kind of relation that the ontology does not have.
fn sisterhood() -> Kind {
    let town = Role {
        of: vec![EntityKind::Place],
        min: 2,
        ..Role::new("town")
    };
    Kind {
        cameo: vec!["057".to_owned()],
        personal: true,
        ..Kind::new("sisterhood", Nature::Tie, vec![town])
    }
}

/// A kind of relation in which one acts for the other.
fn tutelage() -> Kind {
    let acts = Acts::new("ward", "guardian");
    Kind {
        acts: Some(acts),
        ..Kind::new(
            "tutelage",
            Nature::Tie,
            ["ward", "guardian"].map(Role::new).to_vec(),
        )
    }
}

/// A title that the ontology has, with one that it has not, and an office that it has not.
fn offices() -> [Office; 2] {
    let office = |title: &str, also: &str| Office {
        title: title.to_owned(),
        also: vec![also.to_owned()],
    };
    [
        office("foreign minister", "ministre des affaires étrangères"),
        office("keeper of the \"seals\"", "garde des sceaux"),
    ]
}

/// Datasets of a few records, with kinds and offices of their own or not.
pub(crate) fn datasets() -> impl Strategy<Value = Dataset> {
    let records = (
        vec(sources(), 1..3),
        vec(entities(), 2..5),
        vec(relations(), 0..4),
    );
    (records, any::<bool>()).prop_map(|((sources, entities, relations), own_kind)| {
        let mut ontology = ontology();
        if own_kind {
            ontology.add(sisterhood()).unwrap();
            ontology.add(tutelage()).unwrap();
            for office in offices() {
                ontology.add_office(office).unwrap();
            }
        }
        let mut builder = Dataset::builder(ontology);
        for (number, source) in sources.into_iter().enumerate() {
            let id = SourceId::new(&format!("s{number}")).unwrap();
            builder.source(Source { id, ..source });
        }
        for (number, entity) in entities.into_iter().enumerate() {
            let kind = if number == PLACE {
                EntityKind::Place
            } else {
                entity.kind
            };
            builder.entity(Entity {
                id: entity_id(number),
                kind,
                ..entity
            });
        }
        for (number, relation) in relations.into_iter().enumerate() {
            let id = RelationId::new(&format!("r{number}")).unwrap();
            builder.relation(Relation { id, ..relation });
        }
        builder
            .build()
            .unwrap_or_else(|problems| panic!("{problems:?}"))
    })
}

/// Cuts a file into its words; strings are one word each.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => 2 + string_length(&rest[1..]),
            '(' | ')' | '[' | ']' | '{' | '}' | ',' | ':' => 1,
            _ => rest
                .find(|sign: char| "()[]{},: \n".contains(sign))
                .unwrap_or(rest.len()),
        };
        words.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    words
}

/// Returns the length of a string up to its closing quote.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text.find(|sign| {
        let closes = sign == '"' && !escaped;
        escaped = sign == '\\' && !escaped;
        closes
    });
    end.unwrap()
}

/// What may stand between two words; `{}` becomes a number.
const BETWEEN: [&str; 12] = [
    "",
    "",
    "",
    " ",
    "\n",
    "\n\n\n",
    "// c{}\n",
    " // c{} \r\n",
    "\n// c{}\n",
    "/* c{} */",
    "\n\n/* c{}\n/* d */ */ ",
    "\n    // c{}\n\n",
];

/// Returns the words of a text with spaces and comments of chance between them, and the comments.
pub(super) fn disordered(text: &str, between: &[usize]) -> (String, BTreeMap<String, usize>) {
    let mut disordered = String::new();
    let mut comments = BTreeMap::new();
    let choices = between.iter().copied().chain(std::iter::repeat(0));
    for (number, (word, choice)) in words(text).into_iter().zip(choices).enumerate() {
        let part = BETWEEN[choice % BETWEEN.len()].replace("{}", &format!("{number}."));
        if part.contains('c') {
            comments.insert(format!("c{number}."), 1);
        }
        disordered.push_str(&part);
        disordered.push_str(word);
    }
    (disordered, comments)
}
