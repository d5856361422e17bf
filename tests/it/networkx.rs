//! The graph against networkx: the events of 2014, or as many made up where these are not there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chancery::Chancery;
use chancery::analysis::{Cancel, Grouping, Measure, Route, groups, rank, shortest_length};
use chancery::edtf::{Day, Window};
use chancery::graph::{Lens, Network, View};
use chancery::import::Quadruples;
use chancery::model::{
    Batch, Dataset, Direction, Entity, EntityIx, EntityKind, Form, KindIx, KindSet, PartyIx,
    RelationIx, Row, Source,
};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::events::world::{World, shared};
use crate::python;

/// How far two ways to calculate may differ.
const NEAR: f64 = 1e-9;

/// Returns the events of 2014, or a world of the same size.
fn events() -> Dataset {
    match shared("icews14/names/icews14_all_named.tsv.gz") {
        Some(path) => World::at(&Quadruples::new(), &path).data,
        None => made_up(7_000, 80_000),
    }
}

/// Returns a world of so many entities and rows within a year, some of them much busier than others.
fn made_up(entities: usize, rows: u32) -> Dataset {
    let (mut dice, begin) = (Dice::new(14), Day::from_ymd(2014, 1, 1).unwrap());
    let mut builder = Dataset::builder(Chancery::ontology().unwrap());
    builder.source(Source::new("gazette".parse().unwrap(), "Gazette"));
    let mut batch = Batch::new("gazette".parse().unwrap(), "gazette").unwrap();
    let mut parties: Vec<PartyIx> = Vec::new();
    for number in 0..entities {
        let id = format!("entity-{number}");
        builder.entity(Entity::new(
            id.parse().unwrap(),
            EntityKind::State,
            id.as_str(),
        ));
        parties.push(batch.party(id.parse().unwrap()));
    }
    let kinds = [
        ("visit", ["visitor", "host"]),
        ("meeting", ["participant"; 2]),
    ];
    let forms = kinds.map(|(kind, roles)| {
        let form = Form {
            kind: kind.to_owned(),
            title: None,
            status: None,
            roles: roles.map(str::to_owned),
        };
        batch.form(form).unwrap()
    });
    for number in 1..=rows {
        let end = 1 + dice.below(entities);
        let [from, to] = [dice.below(end), dice.below(entities)];
        if from != to {
            let day = begin.plus_days(dice.below(365).cast_signed() as i64);
            let (from, to) = (parties[from], parties[to]);
            batch.push(Row {
                number,
                form: dice.pick(&forms),
                from,
                to,
                day,
            });
        }
    }
    builder.batch(batch);
    builder.build().unwrap()
}

/// Returns a relation between two on a day as networkx is to hear of it.
fn event(data: &Dataset, relation: RelationIx) -> Value {
    let [one, other] = [0, 1].map(|at| data.cast(relation)[at]);
    let kind = data.ontology().kind(data.kind(relation));
    let role = |at: u32| kind.roles[at as usize].id.as_str();
    let ways = match kind.words(role(one.role), role(other.role)).1 {
        Direction::Forward => 1,
        Direction::Back => 2,
        Direction::Mutual => 3,
    };
    let (one, other) = (one.entity.index(), other.entity.index());
    json!([
        one,
        other,
        data.kind(relation).index(),
        day(data, relation).number(),
        ways
    ])
}

fn day(data: &Dataset, relation: RelationIx) -> Day {
    data.when(relation)
        .and_then(chancery::edtf::Edtf::exact_day)
        .unwrap()
}

/// Returns the relations that rows tell of. Who belongs to which state is told by names, in records.
fn told_by_rows(data: &Dataset) -> impl Iterator<Item = RelationIx> + '_ {
    data.relation_ixs().filter(|at| data.record(*at).is_none())
}

/// What is asked through one lens.
struct Asked {
    days: [Day; 2],
    kinds: Option<BTreeSet<KindIx>>,
    pairs: Vec<[EntityIx; 2]>,
    /// Whether there are few enough events to ask who stands between others.
    between: bool,
}

impl Asked {
    /// Returns questions of events among the relations from one place to another of the whole.
    fn new(dice: &mut Dice, data: &Dataset, [from, to]: [usize; 2], is_of_kinds: bool) -> Asked {
        let all: Vec<RelationIx> = told_by_rows(data).collect();
        let days = [from, to].map(|part| day(data, all[(all.len() - 1) * part / 1_000]));
        let drawn = |dice: &mut Dice| dice.pick(&all);
        let kinds = (0..4).map(|_| data.kind(drawn(dice))).collect();
        let kinds = is_of_kinds.then_some(kinds);
        let mut party = || data.cast(drawn(dice))[0].entity;
        let pairs = (0..100).map(|_| [party(), party()]).collect();
        let between = to - from < 10;
        Asked {
            days,
            kinds,
            pairs,
            between,
        }
    }

    fn to_json(&self) -> Value {
        let number = |kinds: &BTreeSet<KindIx>| kinds.iter().map(|kind| kind.index()).collect();
        let kinds: Option<Vec<usize>> = self.kinds.as_ref().map(number);
        let pairs = self.pairs.iter().map(|pair| pair.map(EntityIx::index));
        json!({
            "first": self.days[0].number(), "last": self.days[1].number(), "kinds": kinds,
            "pairs": pairs.collect::<Vec<_>>(), "between": self.between,
        })
    }

    fn lens(&self, data: &Dataset) -> Lens {
        let kinds = |kinds: &BTreeSet<KindIx>| kinds.iter().copied().collect::<KindSet>();
        Lens {
            window: Window::between(Some(self.days[0]), Some(self.days[1])),
            via: self.kinds.as_ref().map(kinds),
            not_via: data.records().map(|(at, _)| data.kind(at)).collect(),
            ..Lens::default()
        }
    }

    /// Compares what networkx answered with what the library does.
    fn compare(&self, network: &Network, answer: &Value) {
        let (lens, cancel) = (self.lens(network.data()), Cancel::new());
        let view = View::new(network, &lens);
        compare_ranks(view, Measure::Degree, &answer["degrees"]);
        compare_ranks(view, Measure::PageRank, &answer["shares"]);
        if self.between {
            compare_ranks(view, Measure::Betweenness, &answer["between"]);
        }
        for (pair, length) in self.pairs.iter().zip(answer["lengths"].as_array().unwrap()) {
            let route = Route::new(pair[0], pair[1], u32::MAX);
            let found = shortest_length(view, &route, &cancel).unwrap();
            // Whom nothing links is no node of theirs; everybody is no step away from oneself.
            if pair[0] != pair[1] {
                assert_eq!(json!(found), *length, "{pair:?} {lens:?}");
            }
        }
        let found = groups(view, Grouping::Components, &cancel)
            .unwrap()
            .members
            .into_iter();
        let found: BTreeSet<Vec<u64>> = found
            .map(|group| group.iter().map(|entity| entity.index() as u64).collect())
            .collect();
        let theirs: BTreeSet<Vec<u64>> =
            serde_json::from_value(answer["components"].clone()).unwrap();
        assert_eq!(found, theirs);
    }
}

/// Compares the values of a measure.
fn compare_ranks(view: View<'_>, measure: Measure, theirs: &Value) {
    let theirs: Vec<(usize, f64)> = serde_json::from_value(theirs.clone()).unwrap();
    let theirs: BTreeMap<usize, f64> = theirs.into_iter().collect();
    let found = rank(view, measure, &Cancel::new()).unwrap();
    assert_eq!(found.sampled, None);
    assert_eq!(found.rows.len(), theirs.len(), "{measure:?}");
    for row in &found.rows {
        let value = theirs[&row.entity.index()];
        assert!(
            (row.value - value).abs() < NEAR,
            "{measure:?} {row:?} {value}"
        );
    }
}

/// Returns the answers of networkx to all that is asked of a dataset; nothing where there is none.
fn answers(data: &Dataset, asked: &[Asked]) -> Option<Vec<Value>> {
    let events: Vec<Value> = told_by_rows(data)
        .map(|relation| event(data, relation))
        .collect();
    let lenses: Vec<Value> = asked.iter().map(Asked::to_json).collect();
    let world = json!({"events": events, "lenses": lenses}).to_string();
    let answers = python::answers("networkx", "oracle.py", world.as_bytes())?;
    Some(serde_json::from_value(answers).unwrap())
}

#[test]
fn networkx_says_the_same_of_the_events_of_a_year() {
    let (data, mut dice) = (Arc::new(events()), Dice::new(2014));
    let lenses = [
        ([0, 1_000], false),
        ([200, 450], false),
        ([0, 1_000], true),
        ([500, 504], false),
        ([300, 600], true),
    ];
    let asked = lenses.map(|(days, of_kinds)| Asked::new(&mut dice, &data, days, of_kinds));
    let Some(answers) = answers(&data, &asked) else {
        return;
    };
    let network = Network::new(data.clone());
    for (asked, answer) in asked.iter().zip(answers) {
        asked.compare(&network, &answer);
    }
}
