//! Small random worlds in which rows of batches and records of all sorts stand side by side.
//!
//! A world knows of each relation what it comes to as a record, worked out here and not by the
//! library; so the same world can be told in batches or in records alone.

use std::sync::LazyLock;

use chancery::Chancery;
use chancery::edtf::{Day, Edtf, Window};
use chancery::graph::{Clocks, EntityKinds, Lens, Statuses};
use chancery::model::{
    Batch, Dataset, Entity, EntityId, EntityIx, EntityKind, Form, Ontology, Parties, PartyIx,
    Relation, Report, Row, Source, Status,
};

use crate::dice::Dice;

/// The entities by the places of their names, which are their ids too but for capitals.
pub(super) const NAMES: [&str; 9] = [
    "Avalon",
    "Borduria",
    "Cascadia",
    "Dreamland",
    "Eldorado",
    "Freedonia",
    "Genovia",
    "Hyrkania",
    "Ixania",
];

/// Dates of records. On some of the days there are rows too.
pub(super) const DATES: [&str; 20] = [
    "2015-03-04",
    "2015-03-04",
    "2015-03-05",
    "2015-03-06",
    "2015-03-04~",
    "2015-03",
    "2015",
    "2014/2016",
    "2015-03-03/2015-03-05",
    "2015/..",
    "1985/",
    "2015~",
    "2014?",
    "[2014,2016]",
    "201X",
    "/2014",
    "../2013",
    "2016-02-29",
    "{2013,2015-02}",
    "19XX",
];

/// The kinds of events with the roles of both parties.
const EVENTS: [(&str, [&str; 2]); 3] = [
    ("meeting", ["participant", "participant"]),
    ("visit", ["visitor", "host"]),
    ("visit", ["host", "visitor"]),
];

/// The first row of a batch. All numbers have three digits, so that ids and numbers sort alike.
const FIRST_ROW: u32 = 100;

/// Returns the first day on which rows may lie.
fn first_day() -> Day {
    Day::from_ymd(2015, 3, 1).unwrap()
}

/// A row of a batch.
#[derive(Debug, Clone)]
struct Told {
    number: u32,
    form: Form,
    pair: [usize; 2],
    day: Day,
    again: Vec<u32>,
    place: Option<usize>,
}

/// The records and the rows of a world, in orders that must not matter.
#[derive(Debug, Clone)]
pub(crate) struct World {
    entities: Vec<Entity>,
    sources: Vec<Source>,
    records: Vec<Relation>,
    batches: Vec<Vec<Told>>,
}

impl World {
    /// Returns a world of up to so many records, and of up to so many rows in each of three batches.
    pub(crate) fn random(dice: &mut Dice, records: usize, rows: usize) -> World {
        let kinds = [
            EntityKind::State,
            EntityKind::Person,
            EntityKind::Institution,
        ];
        let number = 4 + dice.below(NAMES.len() - 3);
        let entities = (0..number).map(|at| Entity::new(id(at), dice.pick(&kinds), NAMES[at]));
        let entities: Vec<Entity> = entities.collect();
        let sources = (0..4).map(|number| random_source(dice, number)).collect();
        let mut world = World {
            entities,
            sources,
            records: Vec::new(),
            batches: Vec::new(),
        };
        for number in 0..dice.below(records + 1) {
            let record = world.random_record(dice, number);
            world.records.push(record);
        }
        for _ in 0..dice.below(4) {
            let batch = world.random_batch(dice, rows);
            world.batches.push(batch);
        }
        world
    }

    fn random_record(&self, dice: &mut Dice, number: usize) -> Relation {
        let mut who: Vec<usize> = (0..self.entities.len()).collect();
        dice.shuffle(&mut who);
        let bodies = who.iter().copied().filter(|at| !self.is_person(*at));
        let body = bodies.into_iter().next();
        let id_of = format!("a-record-{number}").parse().unwrap();
        let mut made = match body {
            Some(body) if dice.once_in(3) => {
                let holder = who.iter().find(|at| **at != body).copied().unwrap();
                let parties = Parties::new()
                    .with("holder", id(holder))
                    .with("body", id(body));
                Relation::new(id_of, "office", parties)
            }
            _ => {
                let (kind, roles) = dice.pick(&EVENTS);
                Relation::new(id_of, kind, random_parties(dice, &who, roles))
            }
        };
        made.when = (!dice.once_in(8)).then(|| date(dice.pick(&DATES)));
        let void = [
            Status::Planned,
            Status::Cancelled,
            Status::Reported,
            Status::Postponed,
        ];
        made.status = dice.once_in(4).then(|| dice.pick(&void));
        made.title = dice.once_in(4).then(|| "Minister".to_owned());
        made.place = body.filter(|_| dice.once_in(4)).map(id);
        made.reports = (0..=dice.below(3)).map(|_| random_report(dice)).collect();
        made
    }

    fn random_batch(&self, dice: &mut Dice, rows: usize) -> Vec<Told> {
        let mut number = FIRST_ROW;
        let titles = [None, Some("Consult".to_owned())];
        let statuses = [
            None,
            Some(Status::Reported),
            Some(Status::Reported),
            Some(Status::Planned),
            Some(Status::Cancelled),
        ];
        let row = |_| {
            number += 1 + dice.below(3) as u32;
            let own = number;
            let mut again = Vec::new();
            while dice.once_in(6) {
                number += 1;
                again.push(number);
            }
            let (kind, roles) = dice.pick(&EVENTS);
            let first = dice.below(self.entities.len());
            let second = (first + 1 + dice.below(self.entities.len() - 1)) % self.entities.len();
            let place = dice.below(self.entities.len());
            Told {
                number: own,
                form: Form {
                    kind: kind.to_owned(),
                    title: dice.pick(&titles),
                    status: dice.pick(&statuses),
                    roles: roles.map(str::to_owned),
                },
                pair: [first, second],
                day: first_day().plus_days(dice.below(8).cast_signed() as i64),
                again,
                place: (dice.once_in(6) && !self.is_person(place)).then_some(place),
            }
        };
        (0..rows).map(row).collect()
    }

    fn is_person(&self, at: usize) -> bool {
        self.entities[at].kind == EntityKind::Person
    }

    /// Returns every relation as the record it comes to.
    pub(super) fn relations(&self) -> Vec<Relation> {
        let rows = self.batches.iter().enumerate();
        let rows = rows.flat_map(|(batch, rows)| rows.iter().map(move |row| row.record(batch)));
        self.records.iter().cloned().chain(rows).collect()
    }

    /// Puts everything into another order.
    pub(crate) fn shuffle(&mut self, dice: &mut Dice) {
        dice.shuffle(&mut self.entities);
        dice.shuffle(&mut self.sources);
        dice.shuffle(&mut self.records);
        self.batches.iter_mut().for_each(|rows| dice.shuffle(rows));
    }

    /// Returns the world with its rows in batches, given in the order of `dice`.
    pub(crate) fn in_batches(&self, dice: &mut Dice) -> Dataset {
        let mut builder = self.begun();
        self.records.iter().for_each(|record| {
            builder.relation(record.clone());
        });
        let mut batches: Vec<usize> = (0..self.batches.len()).collect();
        dice.shuffle(&mut batches);
        for batch in batches {
            builder.batch(packed(batch, &self.batches[batch]));
        }
        builder.build().unwrap()
    }

    /// Returns the world with everything in records.
    pub(crate) fn in_records(&self) -> Dataset {
        let mut builder = self.begun();
        self.relations().into_iter().for_each(|record| {
            builder.relation(record);
        });
        builder.build().unwrap()
    }

    fn begun(&self) -> chancery::model::DatasetBuilder {
        let mut builder = Dataset::builder(ontology());
        self.sources.iter().for_each(|source| {
            builder.source(source.clone());
        });
        self.entities.iter().for_each(|entity| {
            builder.entity(entity.clone());
        });
        builder
    }
}

impl Told {
    /// Returns the record that the row comes to.
    fn record(&self, batch: usize) -> Relation {
        let id_of = format!("{}-{}", prefix(batch), self.number)
            .parse()
            .unwrap();
        let [first, second] = &self.form.roles;
        let parties = Parties::new()
            .with(first, id(self.pair[0]))
            .with(second, id(self.pair[1]));
        let mut made = Relation::new(id_of, self.form.kind.as_str(), parties);
        made.title.clone_from(&self.form.title);
        made.status = self.form.status;
        made.when = Some(Edtf::from_day(self.day));
        made.place = self.place.map(id);
        for number in std::iter::once(&self.number).chain(&self.again) {
            let report = Report::new(source_id(batch));
            made.reports
                .push(report.with_locator(format!("row {number}")));
        }
        made
    }
}

fn packed(batch: usize, rows: &[Told]) -> Batch {
    let mut made = Batch::new(source_id(batch), &prefix(batch)).unwrap();
    let most = rows
        .iter()
        .flat_map(|row| row.pair.into_iter().chain(row.place))
        .max();
    let parties: Vec<PartyIx> = (0..=most.unwrap_or(0))
        .map(|at| made.party(id(at)))
        .collect();
    for row in rows {
        let form = made.form(row.form.clone()).unwrap();
        let at = made.push(Row {
            number: row.number,
            form,
            from: parties[row.pair[0]],
            to: parties[row.pair[1]],
            day: row.day,
        });
        row.again
            .iter()
            .for_each(|number| made.tell_again(at, *number));
        if let Some(place) = row.place {
            made.set_place(at, parties[place]);
        }
    }
    made
}

/// Returns the kinds that the worlds need, and no others, for thousands of worlds are built.
pub(super) fn ontology() -> Ontology {
    static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| {
        let all = Chancery::ontology().unwrap();
        let kinds = all.kinds().map(|(_, kind)| kind);
        let needed =
            kinds.filter(|kind| ["meeting", "visit", "office"].contains(&kind.id.as_str()));
        Ontology::new(all.categories().to_vec(), needed.cloned().collect()).unwrap()
    });
    ONTOLOGY.clone()
}

pub(super) fn date(text: &str) -> Edtf {
    Edtf::parse(text).unwrap()
}

fn id(at: usize) -> EntityId {
    NAMES[at].to_lowercase().parse().unwrap()
}

fn prefix(batch: usize) -> String {
    format!("rows-{batch}")
}

fn source_id(number: usize) -> chancery::model::SourceId {
    format!("source-{number}").parse().unwrap()
}

fn random_source(dice: &mut Dice, number: usize) -> Source {
    let mut made = Source::new(source_id(number), format!("Source {number}"));
    let published = ["2015-03-02", "2015-03-05", "2015-03", "2016", "2014~"];
    made.published = (!dice.once_in(4)).then(|| date(dice.pick(&published)));
    made
}

fn random_report(dice: &mut Dice) -> Report {
    let mut made = Report::new(source_id(dice.below(4)));
    made.when = dice.once_in(5).then(|| date(dice.pick(&DATES)));
    made.status = dice
        .once_in(6)
        .then(|| dice.pick(&[Status::Planned, Status::Cancelled]));
    made
}

/// Returns two or more parties, of whom somebody may play two roles.
fn random_parties(dice: &mut Dice, who: &[usize], [first, second]: [&str; 2]) -> Parties {
    let many = if dice.once_in(3) {
        2 + dice.below(3)
    } else {
        2
    };
    let mut parties = Parties::new().with(first, id(who[0]));
    for other in who[1..].iter().take(many - 1) {
        parties = parties.with(second, id(*other));
    }
    if first != second && dice.once_in(4) {
        parties = parties.with(second, id(who[0]));
    }
    parties
}

/// Returns a lens that restricts now this, now that; most restrict little.
pub(super) fn random_lens(dice: &mut Dice, data: &Dataset) -> Lens {
    let kinds = ["meeting", "visit", "office"].map(|kind| data.ontology().find(kind).unwrap());
    let mut lens = Lens::default();
    if dice.once_in(4) {
        lens.via = Some([dice.pick(&kinds), dice.pick(&kinds)].into_iter().collect());
    }
    if dice.once_in(5) {
        lens.not_via = [dice.pick(&kinds)].into_iter().collect();
    }
    if dice.once_in(4) {
        lens.of = EntityKinds::from_iter([
            dice.pick(&[EntityKind::State, EntityKind::Person]),
            EntityKind::Institution,
        ]);
    }
    if !dice.once_in(3) {
        lens.window = random_window(dice);
    }
    let held = Statuses::from_iter([Status::Held, Status::InForce]);
    let usual = Statuses::from_iter([Status::Held, Status::Reported]);
    let some = [
        Statuses::ALL,
        Statuses::linking(),
        Statuses::linking(),
        held,
        usual,
    ];
    lens.statuses = dice.pick(&some);
    lens.certain = dice.once_in(6);
    if dice.once_in(6) {
        lens.clocks.as_of = Some(date(dice.pick(&["2015-03-04", "2015", "2015-03-05~"])));
    }
    if dice.once_in(8) {
        lens.sources = data.source_ix("source-1").map(|source| vec![source]);
    }
    lens
}

/// Returns a lens that may moreover look back in time, or believe not everybody.
pub(super) fn doubting_lens(dice: &mut Dice, data: &Dataset) -> Lens {
    let mut lens = random_lens(dice, data);
    if dice.once_in(2) {
        let known_by = Some(date(dice.pick(&[
            "2015-03-03",
            "2015-03",
            "2015-12",
            "2014",
        ])));
        lens.clocks = Clocks {
            known_by,
            ..lens.clocks
        };
    } else {
        lens.without = data.source_ix("source-2").into_iter().collect();
    }
    lens
}

fn random_window(dice: &mut Dice) -> Window {
    let sharp = first_day().plus_days(dice.below(8).cast_signed() as i64);
    let end = sharp.plus_days(dice.below(4).cast_signed() as i64);
    dice.pick(&[
        Window::between(Some(sharp), Some(end)),
        Window::between(Some(sharp), Some(end)),
        Window::between(Some(sharp), None),
        Window::between(None, Some(sharp)),
        Window::day(sharp),
        Window::between(Some(end), Some(sharp)),
        Window::during(&date("2015-03-04~")),
        Window::since(&date("2015?")),
        Window::until(&date("2014")),
        Window::during(&date("2015-03")),
        Window::spanning(&date("2013"), &date("2015-03-03")),
    ])
}

/// Returns an entity of a dataset.
pub(super) fn random_entity(dice: &mut Dice, data: &Dataset) -> EntityIx {
    let all: Vec<EntityIx> = data.entity_ixs().collect();
    dice.pick(&all)
}
