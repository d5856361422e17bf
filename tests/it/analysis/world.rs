//! Small random worlds: multigraphs with relations of many parties and dates of all sorts.

use chancery::edtf::{Edtf, Window};
use chancery::graph::{EntityKinds, Lens, Statuses};
use chancery::model::{
    Dataset, Entity, EntityId, EntityIx, EntityKind, Kind, Link, Nature, Ontology, Parties,
    Relation, Report, Role, Source, Status,
};

use crate::dice::Dice;

const DATES: [&str; 22] = [
    "2015",
    "2015-03",
    "2015-03-04",
    "2015-03-04",
    "2014/2016",
    "2015/..",
    "1985/",
    "2015~",
    "2014?",
    "[2014,2016]",
    "198X",
    "/2014",
    "../2013",
    "2016-05-01/2016-05-03",
    "2015-21",
    "2016-02-29",
    "2013-12-31",
    "{2013,2015-02}",
    "2001-04",
    "1994-07-19",
    "19XX",
    "2016-11-30/2017-01",
];

fn kind(id: &str, nature: Nature, roles: &[&str]) -> Kind {
    let link = Link::new(roles[0], roles[roles.len() - 1], "acts on");
    Kind {
        links: vec![link],
        ..Kind::new(id, nature, roles.iter().copied().map(Role::new).collect())
    }
}

pub(super) fn ontology() -> Ontology {
    let kinds = vec![
        kind("meeting", Nature::Event, &["party"]),
        kind("visit", Nature::Event, &["visitor", "host"]),
        kind("office", Nature::Tie, &["holder", "body"]),
    ];
    Ontology::new(Vec::new(), kinds).unwrap()
}

pub(super) fn entity(id: &str, kind: EntityKind) -> Entity {
    Entity::new(id.parse().unwrap(), kind, id)
}

pub(super) fn source(id: &str) -> Source {
    Source::new(id.parse().unwrap(), id)
}

pub(super) fn relation(id: &str, kind: &str, parties: Parties) -> Relation {
    Relation::new(id.parse().unwrap(), kind, parties).with_report(report("source-0"))
}

fn report(source: &str) -> Report {
    Report::new(source.parse().unwrap())
}

/// The records of a world, in an order that must not matter.
pub(super) struct World {
    entities: Vec<Entity>,
    relations: Vec<Relation>,
}

impl World {
    /// Returns a world of so many entities and relations.
    pub(super) fn random(dice: &mut Dice, entities: usize, relations: usize) -> World {
        let kinds = [EntityKind::State, EntityKind::Person, EntityKind::Place];
        let entities: Vec<Entity> = (0..entities)
            .map(|number| entity(&format!("entity-{number}"), dice.pick(&kinds)))
            .collect();
        let is_person = |id: &EntityId| {
            let found = entities.iter().find(|entity| entity.id == *id);
            found.is_some_and(|entity| entity.kind == EntityKind::Person)
        };
        let relations = (0..relations)
            .map(|number| {
                let mut made = random_relation(dice, number, entities.len());
                // Nothing happens at a person.
                made.place = made.place.filter(|place| !is_person(place));
                made
            })
            .collect();
        World {
            entities,
            relations,
        }
    }

    pub(super) fn shuffle(&mut self, dice: &mut Dice) {
        dice.shuffle(&mut self.entities);
        dice.shuffle(&mut self.relations);
    }

    pub(super) fn dataset(&self) -> Dataset {
        let mut builder = Dataset::builder(ontology());
        for number in 0..3 {
            builder.source(source(&format!("source-{number}")));
        }
        self.entities.iter().for_each(|entity| {
            builder.entity(entity.clone());
        });
        self.relations.iter().for_each(|relation| {
            builder.relation(relation.clone());
        });
        builder.build().unwrap()
    }
}

fn random_relation(dice: &mut Dice, number: usize, entities: usize) -> Relation {
    let mut who: Vec<usize> = (0..entities).collect();
    dice.shuffle(&mut who);
    let many = if dice.once_in(3) {
        3 + dice.below(3)
    } else {
        2
    };
    who.truncate(many);
    let kind = dice.pick(&["meeting", "visit", "office"]);
    let (first, second) = match kind {
        "meeting" => ("party", "party"),
        "visit" => ("visitor", "host"),
        _ => ("holder", "body"),
    };
    let id = |number: usize| format!("entity-{number}").parse().unwrap();
    let mut parties = Parties::new().with(first, id(who[0]));
    for other in &who[1..] {
        let role = if dice.once_in(4) { first } else { second };
        parties = parties.with(role, id(*other));
    }
    // Somebody is now and then a visitor and a host of the same visit.
    if first != second && dice.once_in(3) {
        parties = parties.with(second, id(who[0]));
    }
    let mut made = relation(&format!("relation-{number}"), kind, parties);
    made.when = (!dice.once_in(6)).then(|| Edtf::parse(dice.pick(&DATES)).unwrap());
    if dice.once_in(4) {
        made.status = Some(dice.pick(&[Status::Planned, Status::Cancelled, Status::Denied]));
    }
    if dice.once_in(3) {
        made.place = Some(id(dice.below(entities)));
    }
    made.topics = ["gas", "Énergie", "peace"].map(str::to_owned).to_vec();
    made.topics.truncate(dice.below(4));
    if dice.once_in(2) {
        made.reports
            .push(report(dice.pick(&["source-1", "source-2"])));
    }
    made
}

/// Returns a lens that restricts now this, now that.
pub(super) fn random_lens(dice: &mut Dice, data: &Dataset) -> Lens {
    let mut lens = Lens {
        statuses: Statuses::linking(),
        ..Lens::default()
    };
    let kinds: Vec<_> = data.ontology().kinds().map(|(number, _)| number).collect();
    if dice.once_in(5) {
        lens.via = Some([dice.pick(&kinds), dice.pick(&kinds)].into_iter().collect());
    }
    if dice.once_in(6) {
        lens.not_via = [dice.pick(&kinds)].into_iter().collect();
    }
    if dice.once_in(3) {
        let some = [EntityKind::State, EntityKind::Person];
        lens.of = EntityKinds::from_iter([dice.pick(&some), EntityKind::Place]);
    }
    if dice.once_in(2) {
        let read = |text| Edtf::parse(text).unwrap();
        lens.window = dice.pick(&[
            Window::during(&read("2015")),
            Window::since(&read("2015-03")),
            Window::until(&read("2014")),
            Window::during(&read("2015~")),
            Window::spanning(&read("2013"), &read("2015-06-30")),
        ]);
    }
    if dice.once_in(6) {
        lens.topics = Some(data.topic_ix("energie").into_iter().collect());
    }
    if dice.once_in(8) {
        lens.sources = data.source_ix("source-1").map(|source| vec![source]);
    }
    lens.certain = dice.once_in(6);
    lens
}

/// Returns an entity of the world.
pub(super) fn random_entity(dice: &mut Dice, data: &Dataset) -> EntityIx {
    let all: Vec<EntityIx> = data.entity_ixs().collect();
    dice.pick(&all)
}
