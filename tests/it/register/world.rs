//! Registers of chance: a small ontology, records and edits that often fit and often do not.

use chancery::edtf::Day;
use chancery::files::write_dataset;
use chancery::model::{
    Batch, Dataset, Entity, EntityId, EntityKind, Form, Kind, Nature, Office, Ontology, Parties,
    Relation, Report, Role, Row, Source, SourceId, Status,
};
use chancery::register::{Author, Edit, Entry, Key, Moment, Record, Register, State};

use crate::dice::Dice;

/// How many entities, sources and relations may have been named.
const ENTITIES: usize = 7;
const SOURCES: usize = 3;
const RELATIONS: usize = 14;
/// The rows of the batch of [`rows`].
const ROWS: u32 = 9;

/// An ontology in which not everybody may do everything.
pub(super) fn ontology() -> Ontology {
    let role = |id: &str, of: &[EntityKind], max| Role {
        of: of.to_vec(),
        min: 1,
        max,
        ..Role::new(id)
    };
    let participant = Role {
        min: 2,
        ..Role::new("participant")
    };
    let guests = [EntityKind::Person, EntityKind::State];
    let visit = vec![
        role("visitor", &guests, None),
        role("host", &[EntityKind::State], Some(1)),
    ];
    let membership = vec![
        role("member", &[], None),
        role("body", &[EntityKind::Institution], Some(1)),
    ];
    let kinds = vec![
        Kind::new("meeting", Nature::Event, vec![participant]),
        Kind::new("visit", Nature::Event, visit),
        Kind::new("membership", Nature::Tie, membership),
    ];
    Ontology::new(Vec::new(), kinds).unwrap()
}

fn entity_id(number: usize) -> EntityId {
    format!("e{number}").parse().unwrap()
}

fn source_id(number: usize) -> SourceId {
    format!("s{number}").parse().unwrap()
}

/// Returns an entity of few names.
fn entity(dice: &mut Dice, number: usize) -> Entity {
    let kinds = [
        EntityKind::Person,
        EntityKind::State,
        EntityKind::State,
        EntityKind::Institution,
    ];
    // Most entities keep their sort, or hardly anything would ever fit.
    let sort = if dice.once_in(12) {
        dice.below(4)
    } else {
        number % 4
    };
    let names = ["Ruritania", "Ruritanie", "Freedonia", "Zembla", "…"];
    let name = if dice.once_in(20) { 4 } else { dice.below(4) };
    let mut entity = Entity::new(entity_id(number), kinds[sort], names[name]);
    for alias in ["R", "F", "Z"] {
        if dice.once_in(3) {
            entity.aliases.push(alias.to_owned());
        }
    }
    if dice.once_in(2) {
        entity = entity.with_code("iso", dice.pick(&["RU", "FR"]));
    }
    entity
}

fn source(dice: &mut Dice, number: usize) -> Source {
    let source = Source::new(source_id(number), dice.pick(&["Gazette", "Herald"]));
    match dice.below(3) {
        0 => source.with_url("https://gazette.example"),
        1 => source.with_published(dice.pick(&["1961", "1962-03"]).parse().unwrap()),
        _ => source,
    }
}

fn kind(dice: &mut Dice, number: usize) -> Kind {
    let words = ["call", "letter", "meeting"];
    let roles = vec![Role::new("one"), Role::new("other")];
    Kind {
        also: vec![dice.pick(&["word", "line"]).to_owned()],
        ..Kind::new(words[number % 3], Nature::Event, roles)
    }
}

fn office(dice: &mut Dice) -> Office {
    let titles = ["warden", "keeper", "Warden"];
    Office {
        title: dice.pick(&titles).to_owned(),
        also: vec![dice.pick(&["guard", "watchman"]).to_owned()],
    }
}

fn report(dice: &mut Dice) -> Report {
    let mut report = Report::new(source_id(dice.below(SOURCES)));
    if dice.once_in(2) {
        report = report.with_locator(dice.pick(&["page 1", "page 2"]));
    }
    if dice.once_in(3) {
        report = report.with_when(dice.pick(&["1962", "1962-05"]).parse().unwrap());
    }
    if dice.once_in(6) {
        let parties = Parties::new().with("host", entity_id(dice.below(ENTITIES)));
        report.parties = Some(parties);
    }
    report
}

/// Returns a relation that often enough fits to nothing.
pub(super) fn relation(dice: &mut Dice, id: &str) -> Relation {
    let kinds = ["meeting", "visit", "membership", "call", "letter"];
    let roles = [
        ["participant", "participant"],
        ["visitor", "host"],
        ["member", "body"],
        ["one", "other"],
        ["one", "other"],
    ];
    let kind = if dice.once_in(8) {
        3 + dice.below(2)
    } else {
        dice.below(3)
    };
    let mut parties = Parties::new();
    for at in 0..(2 + dice.below(2)) {
        parties = parties.with(roles[kind][at.min(1)], entity_id(dice.below(ENTITIES)));
    }
    let mut relation = Relation::new(id.parse().unwrap(), kinds[kind], parties);
    relation.when = match dice.below(4) {
        0 => None,
        _ => Some(
            dice.pick(&["1961", "1962-05", "1962-05-03", "1962~"])
                .parse()
                .unwrap(),
        ),
    };
    relation.status = dice.pick(&[None, None, Some(Status::Planned), Some(Status::Cancelled)]);
    if dice.once_in(3) {
        relation.place = Some(entity_id(dice.below(ENTITIES)));
    }
    if dice.once_in(4) {
        relation.part_of = Some(format!("{}{}", dice.pick(&["e", "r"]), dice.below(6)));
    }
    for topic in ["trade", "tea", "oil"] {
        if dice.once_in(3) {
            relation.topics.push(topic.to_owned());
        }
    }
    if dice.once_in(3) {
        relation = relation.with_number("ministers", i64::from(dice.below(3) as u32));
    }
    for _ in 0..=dice.below(2) {
        let report = report(dice);
        relation = relation.with_report(report);
    }
    relation
}

/// Returns the id of a relation, now and then of a row.
fn relation_id(dice: &mut Dice) -> String {
    if dice.once_in(5) {
        format!("row-{}", 1 + dice.below(ROWS as usize + 1))
    } else {
        format!("r{}", dice.below(RELATIONS))
    }
}

/// Returns rows of meetings and visits, on more days from edition to edition.
pub(super) fn rows(edition: u32) -> Dataset {
    rows_of(ontology(), edition)
}

/// Returns such rows on an ontology that has these kinds.
pub(crate) fn rows_of(ontology: Ontology, edition: u32) -> Dataset {
    let mut batch = Batch::new(source_id(0), "row").unwrap();
    let form = |kind: &str, roles: [&str; 2]| Form {
        kind: kind.to_owned(),
        title: None,
        status: Some(Status::Reported),
        roles: roles.map(str::to_owned),
    };
    let meeting = batch.form(form("meeting", ["participant"; 2])).unwrap();
    let visit = batch.form(form("visit", ["visitor", "host"])).unwrap();
    let parties = [0, 1, 2, 3].map(|at| batch.party(entity_id(at)));
    for number in 1..=(ROWS - 1 + edition) {
        let at = number as usize;
        let is_visit = at.is_multiple_of(3);
        let [from, to] = if is_visit {
            [0, 1 + at % 2]
        } else {
            [at % 4, (at + 1) % 4]
        };
        let row = batch.push(Row {
            number,
            form: if is_visit { visit } else { meeting },
            from: parties[from],
            to: parties[to],
            day: Day::from_number(i64::from(number % 4 + edition)),
        });
        if number == 2 {
            batch.tell_again(row, 40);
            batch.set_place(row, parties[1]);
        }
    }
    let mut builder = Dataset::builder(ontology);
    let mut dice = Dice::new(7);
    builder.source(source(&mut dice, 0)).batch(batch);
    let sorts = [
        EntityKind::Person,
        EntityKind::State,
        EntityKind::State,
        EntityKind::Institution,
    ];
    for (at, sort) in sorts.into_iter().enumerate() {
        builder.entity(Entity::new(entity_id(at), sort, format!("Name {at}")));
    }
    builder.build().unwrap()
}

/// Returns a record of chance.
pub(super) fn record(dice: &mut Dice) -> Record {
    match dice.below(16) {
        0 => {
            let number = dice.below(3);
            kind(dice, number).into()
        }
        1 => office(dice).into(),
        2 | 3 => {
            let number = dice.below(SOURCES);
            source(dice, number).into()
        }
        4..=7 => {
            let number = dice.below(ENTITIES);
            entity(dice, number).into()
        }
        _ => {
            let id = relation_id(dice);
            relation(dice, &id).into()
        }
    }
}

/// Returns a key of chance.
fn key(dice: &mut Dice, state: &State) -> Key {
    let known: Vec<Key> = state.records().map(|(key, _)| key.clone()).collect();
    if known.is_empty() || dice.once_in(4) {
        return Key::Relation(relation_id(dice).parse().unwrap());
    }
    dice.pick(&known)
}

/// Returns an edit that may or may not have a meaning.
pub(crate) fn edit(dice: &mut Dice, register: &Register) -> Edit {
    let state = register.state();
    match dice.below(20) {
        0..=7 => Edit::Add(record(dice)),
        8..=11 => Edit::Correct(record(dice)),
        12..=14 => Edit::Retract(key(dice, state)),
        15 | 16 => Edit::Join {
            of: entity_id(dice.below(ENTITIES)),
            into: entity_id(dice.below(ENTITIES)),
        },
        17 => Edit::Split {
            of: entity_id(dice.below(ENTITIES)),
        },
        18 => Edit::Redo,
        _ if dice.once_in(2) => Edit::Undo(None),
        _ => Edit::Undo(Some(dice.below(register.entries().len() + 1) as u32)),
    }
}

/// Returns who makes the edit with a number.
pub(crate) fn author(number: usize) -> Author {
    Author {
        name: if number.is_multiple_of(2) {
            "Ada"
        } else {
            "Bo"
        }
        .to_owned(),
        at: Moment::from_unix(1_000_000 + 60 * i64::from(number as u32)),
    }
}

/// Records an edit of chance, if it has a meaning.
pub(super) fn step(dice: &mut Dice, register: &mut Register) -> Option<Entry> {
    let edit = edit(dice, register);
    // Two copies that make the same edit should not make the same entry.
    let words = format!("{edit:?} {}", dice.next());
    let author = author(register.entries().len());
    let entry = register.prepare(&edit, &words, &author).ok()?;
    register.push(entry.clone()).unwrap();
    Some(entry)
}

/// Returns a register in which so many edits were tried, now and then with rows.
pub(super) fn register(dice: &mut Dice, edits: usize) -> Register {
    let mut register = Register::new(ontology());
    for at in 0..edits {
        if at == edits / 4 && dice.once_in(2) {
            bring(&mut register, &rows(0));
        }
        step(dice, &mut register);
    }
    register
}

/// Brings a dataset, if it fits.
pub(super) fn bring(register: &mut Register, dataset: &Dataset) -> bool {
    let author = author(register.entries().len());
    let Ok(brought) = register.bring(dataset, "import rows", &author) else {
        return false;
    };
    brought
        .entry
        .map(|entry| register.push(entry).unwrap())
        .is_some()
}

/// Returns all that a state comes to as text, with how its rows lie.
#[track_caller]
pub(super) fn text(state: &State) -> String {
    let dataset = state.dataset(&ontology());
    let dataset = dataset.unwrap_or_else(|problems| panic!("{problems:?}"));
    let batches = dataset.batches();
    let batches: Vec<String> = batches
        .iter()
        .map(|batch| format!("{} {}\n", batch.prefix(), batch.digest()))
        .collect();
    format!("{}{}", write_dataset(&dataset), batches.concat())
}
