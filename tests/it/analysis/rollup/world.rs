//! Worlds of eleven days in which some act for others, and questions about them.

use chancery::edtf::{Edtf, Window};
use chancery::graph::{EntityKinds, Lens, Statuses};
use chancery::model::{
    Acts, Dataset, Entity, EntityKind, Kind, Nature, Ontology, Parties, Relation, Role, Status,
};

use super::super::world::{entity, relation, source};
use crate::dice::Dice;

/// Day 0 stands for all days before 1 March 2015, day 10 for all after the ninth.
pub(super) const LAST: usize = 10;

/// From when to when, both included.
pub(super) type Stay = (usize, usize);

/// A date and what it may stand for: on which days an event happens.
pub(super) struct Dated {
    pub(super) is_interval: bool,
    /// Without qualifiers.
    pub(super) strict: Vec<Vec<usize>>,
    /// With them.
    pub(super) wide: Vec<Vec<usize>>,
}

pub(super) fn dated(text: &'static str) -> Dated {
    let days = |stays: &[Stay]| -> Vec<Vec<usize>> {
        stays
            .iter()
            .map(|(from, to)| (*from..=*to).collect())
            .collect()
    };
    let one_of =
        |days: &[usize]| -> Vec<Vec<usize>> { days.iter().map(|day| vec![*day]).collect() };
    let (strict, wide) = match text {
        "2015-03-05" => (one_of(&[5]), None),
        "2015-03-03" => (one_of(&[3]), None),
        "2015-03-0X" => (one_of(&[1, 2, 3, 4, 5, 6, 7, 8, 9]), None),
        "[2015-03-02,2015-03-07]" => (one_of(&[2, 7]), None),
        "[2015-03-03..2015-03-06]" => (one_of(&[3, 4, 5, 6]), None),
        "{2015-03-02,2015-03-06}" => (vec![vec![2, 6]], None),
        "2015-03-05~" => (one_of(&[5]), Some(one_of(&[4, 5, 6]))),
        "2015-03-01/2015-03-04" => (days(&[(1, 4)]), None),
        "2015-03-02/2015-03-07" => (days(&[(2, 7)]), None),
        "2015-03-05/2015-03-08" => (days(&[(5, 8)]), None),
        "2015-03-03~/2015-03-06" => (days(&[(3, 6)]), Some(days(&[(2, 6), (3, 6), (4, 6)]))),
        "2015-03-03/.." => (days(&[(3, LAST)]), None),
        "../2015-03-06" => (days(&[(0, 6)]), None),
        "2015-03-04/" => ((4..=LAST).flat_map(|end| days(&[(4, end)])).collect(), None),
        "/2015-03-05" => (
            (0..=5).flat_map(|begin| days(&[(begin, 5)])).collect(),
            None,
        ),
        _ => (one_of(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), None),
    };
    Dated {
        is_interval: text.contains('/'),
        wide: wide.unwrap_or(strict.clone()),
        strict,
    }
}

pub(super) const DATES: [&str; 16] = [
    "2015-03-05",
    "2015-03-03",
    "2015-03-0X",
    "[2015-03-02,2015-03-07]",
    "[2015-03-03..2015-03-06]",
    "{2015-03-02,2015-03-06}",
    "2015-03-05~",
    "2015-03-01/2015-03-04",
    "2015-03-02/2015-03-07",
    "2015-03-05/2015-03-08",
    "2015-03-03~/2015-03-06",
    "2015-03-03/..",
    "../2015-03-06",
    "2015-03-04/",
    "/2015-03-05",
    "",
];

impl Dated {
    /// Returns from when to when a tie so dated may last. One that is not dated by an interval was
    /// only seen on these days.
    pub(super) fn stays(&self, days: &[Vec<usize>]) -> Vec<Stay> {
        let ends = |days: &Vec<usize>| (days[0], days[days.len() - 1]);
        if self.is_interval {
            return days.iter().map(ends).collect();
        }
        let around = |(first, last): Stay| {
            (0..=first).flat_map(move |begin| (last..=LAST).map(move |end| (begin, end)))
        };
        days.iter().map(ends).flat_map(around).collect()
    }

    pub(super) fn strict_stays(&self) -> Vec<Stay> {
        self.stays(&self.strict)
    }

    pub(super) fn wide_stays(&self) -> Vec<Stay> {
        self.stays(&self.wide)
    }
}

pub(super) fn covers((begin, end): Stay, day: usize) -> bool {
    begin <= day && day <= end
}

/// The windows that are asked about, with their days.
pub(super) const WINDOWS: [(&str, Stay); 3] = [
    ("2015-03-04", (4, 4)),
    ("2015-03-05/..", (5, LAST)),
    ("../2015-03-03", (0, 3)),
];

pub(super) fn in_days(text: &str) -> Option<Stay> {
    WINDOWS
        .iter()
        .find(|(of, _)| *of == text)
        .map(|(_, days)| *days)
}

/// A question: a lens, and the days of its window and of the day that held.
pub(super) struct Question {
    pub(super) lens: Lens,
    pub(super) window: Option<Stay>,
    pub(super) as_of: Option<Stay>,
}

pub(super) fn random_question(dice: &mut Dice, data: &Dataset) -> Question {
    let mut lens = Lens {
        statuses: Statuses::linking(),
        roll_up: true,
        certain: dice.once_in(6),
        ..Lens::default()
    };
    let mut ask = |once_in: usize| {
        let text = dice.pick(&WINDOWS).0;
        dice.once_in(once_in).then_some(text)
    };
    let (window, as_of) = (ask(3), ask(4));
    lens.window = window.map_or(Window::EVER, |text| Window::during(&date(text)));
    lens.clocks.as_of = as_of.map(date);
    if dice.once_in(4) {
        let kinds = [
            EntityKind::State,
            EntityKind::Person,
            EntityKind::Institution,
        ];
        lens.of = EntityKinds::from_iter([dice.pick(&kinds)]);
    }
    if dice.once_in(4) {
        let kinds = ["meeting", "visit"].map(|kind| data.ontology().find(kind).unwrap());
        lens.via = Some(kinds.into_iter().collect());
    }
    Question {
        lens,
        window: window.and_then(in_days),
        as_of: as_of.and_then(in_days),
    }
}

pub(super) fn date(text: &str) -> Edtf {
    Edtf::parse(text).unwrap()
}

pub(super) fn ontology() -> Ontology {
    let kind =
        |id: &str, nature, roles: [&str; 2]| Kind::new(id, nature, roles.map(Role::new).into());
    let acting = |id: &str, roles: [&str; 2]| Kind {
        acts: Some(Acts::new(roles[0], roles[1])),
        ..kind(id, Nature::Tie, roles)
    };
    let kinds = vec![
        kind("meeting", Nature::Event, ["party", "guest"]),
        kind("visit", Nature::Event, ["visitor", "host"]),
        kind("membership", Nature::Tie, ["member", "body"]),
        Kind {
            personal: true,
            ..kind("study", Nature::Tie, ["student", "host"])
        },
        acting("office", ["holder", "body"]),
        acting("part-of", ["part", "whole"]),
        Kind {
            acts: Some(Acts {
                beside: true,
                ..Acts::new("holder", "body")
            }),
            ..kind("chairmanship", Nature::Tie, ["holder", "body"])
        },
    ];
    Ontology::new(Vec::new(), kinds).unwrap()
}

/// The records of a world, in an order that must not matter.
pub(super) struct World {
    pub(super) entities: Vec<Entity>,
    pub(super) relations: Vec<Relation>,
}

pub(super) const KINDS: [EntityKind; 9] = [
    EntityKind::Person,
    EntityKind::Person,
    EntityKind::Person,
    EntityKind::Institution,
    EntityKind::Institution,
    EntityKind::Institution,
    EntityKind::State,
    EntityKind::State,
    EntityKind::Forum,
];

impl World {
    pub(super) fn random(dice: &mut Dice, acting: usize, others: usize) -> World {
        let named =
            |(number, kind): (usize, &EntityKind)| entity(&format!("entity-{number}"), *kind);
        let acting: Vec<&str> = (0..acting)
            .map(|_| dice.pick(&["office", "office", "part-of", "part-of", "chairmanship"]))
            .collect();
        let kinds = ["meeting", "meeting", "visit", "membership", "study"];
        let others: Vec<&str> = (0..others).map(|_| dice.pick(&kinds)).collect();
        let all = acting.into_iter().chain(others).enumerate();
        World {
            entities: KINDS.iter().enumerate().map(named).collect(),
            relations: all
                .map(|(number, kind)| random_relation(dice, number, kind))
                .collect(),
        }
    }

    pub(super) fn dataset(&self) -> Dataset {
        let mut builder = Dataset::builder(ontology());
        builder.source(source("source-0"));
        for entity in &self.entities {
            builder.entity(entity.clone());
        }
        for relation in &self.relations {
            builder.relation(relation.clone());
        }
        builder.build().unwrap()
    }
}

pub(super) fn random_relation(dice: &mut Dice, number: usize, kind: &str) -> Relation {
    let ontology = ontology();
    let roles = &ontology.kind(ontology.find(kind).unwrap()).roles;
    let mut who: Vec<usize> = (0..KINDS.len()).collect();
    dice.shuffle(&mut who);
    match kind {
        // Holders are mostly people, parts are mostly bodies.
        "office" if !dice.once_in(5) => {
            who.sort_by_key(|one| {
                (
                    KINDS[*one] != EntityKind::Person,
                    KINDS[*one] == EntityKind::Forum,
                )
            });
            let (holder, body) = (dice.below(3), 3 + dice.below(5));
            who = vec![who[holder], who[body]];
        }
        "part-of" if !dice.once_in(5) => who = vec![3 + dice.below(3), 3 + dice.below(5)],
        _ => {}
    }
    who.dedup();
    if who.len() < 2 {
        who.push((who[0] + 1) % KINDS.len());
    }
    who.truncate(if dice.once_in(3) {
        3 + dice.below(2)
    } else {
        2
    });
    let id = |number: usize| format!("entity-{number}").parse().unwrap();
    let mut parties = Parties::new().with(&roles[0].id, id(who[0]));
    for other in &who[1..] {
        let role = usize::from(!dice.once_in(5));
        parties = parties.with(&roles[role].id, id(*other));
    }
    if dice.once_in(6) {
        parties = parties.with(&roles[1].id, id(who[0]));
    }
    let mut made = relation(&format!("relation-{number}"), kind, parties);
    let mut text = dice.pick(&DATES);
    if text.starts_with('{') && !["meeting", "visit"].contains(&kind) {
        // What a tie was between two days on which it was seen, no stay can tell.
        text = "";
    }
    made.when = (!text.is_empty()).then(|| date(text));
    if dice.once_in(8) {
        made.status = Some(dice.pick(&[Status::Planned, Status::Cancelled, Status::Reported]));
    }
    made
}

impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?} {:?}", self.lens, self.window, self.as_of)
    }
}
