//! Neighbours, timelines, common contacts and counts equal a filter over the plain list.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chancery::analysis::{
    Cancel, Common, CountBy, Hit, Key, Subject, Tally, common, count, neighbours, timeline,
};
use chancery::edtf::{Day, Truth, Window};
use chancery::graph::{Network, View};
use chancery::model::{Dataset, EntityIx};

use super::on_worlds;
use super::plain::{Plain, parties};
use super::world::random_entity;
use crate::dice::Dice;

/// A neighbour: distance, number of relations (most first), entity, truth, relations.
type Row = (u32, Reverse<usize>, EntityIx, Truth, Vec<Hit>);

fn plain_neighbours(plain: &Plain<'_>, of: EntityIx, hops: u32) -> Vec<Row> {
    let mut reached = BTreeMap::from([(of, Truth::Certain)]);
    let mut layer = reached.clone();
    let mut rows = Vec::new();
    for distance in 1..=hops {
        let mut next: BTreeMap<EntityIx, (Truth, Vec<Hit>)> = BTreeMap::new();
        for fact in &plain.facts {
            let nearer = layer
                .iter()
                .filter(|(entity, _)| fact.parties.contains(entity));
            let Some(surely) = nearer.map(|(_, truth)| *truth).max() else {
                continue;
            };
            for to in fact.parties.iter().filter(|to| !reached.contains_key(to)) {
                let row = next.entry(*to).or_insert((Truth::Impossible, Vec::new()));
                row.0 = row.0.or(surely.and(fact.hit.truth));
                row.1.push(fact.hit);
            }
        }
        layer = next
            .iter()
            .map(|(entity, (truth, _))| (*entity, *truth))
            .collect();
        reached.extend(&layer);
        for (entity, (truth, hits)) in next {
            if plain.is_of_kind(entity) {
                rows.push((distance, Reverse(hits.len()), entity, truth, hits));
            }
        }
    }
    rows.sort_by_key(|(distance, number, entity, ..)| (*distance, *number, *entity));
    rows
}

#[test]
fn neighbours_equal_those_of_the_plain_list() {
    on_worlds(2_000, |dice, data, lens| {
        let network = Network::new(Arc::new(data.clone()));
        let (of, hops) = (random_entity(dice, data), dice.below(5) as u32);
        let found = neighbours(View::new(&network, lens), of, hops, &Cancel::new()).unwrap();
        let rows: Vec<Row> = found
            .iter()
            .map(|row| {
                let relations = row.relations.to_vec();
                (
                    row.distance,
                    Reverse(relations.len()),
                    row.entity,
                    row.truth,
                    relations,
                )
            })
            .collect();
        assert_eq!(rows, plain_neighbours(&Plain::new(data, lens), of, hops));
    });
}

fn random_subject(dice: &mut Dice, data: &Dataset) -> Subject {
    let of = (!dice.once_in(3)).then(|| random_entity(dice, data));
    let list = |dice: &mut Dice| -> Vec<EntityIx> {
        (0..=dice.below(2))
            .map(|_| random_entity(dice, data))
            .collect()
    };
    let with = (0..dice.below(3)).map(|_| list(dice)).collect();
    Subject { of, with }
}

#[test]
fn timelines_equal_those_of_the_plain_list() {
    on_worlds(3_000, |dice, data, lens| {
        let network = Network::new(Arc::new(data.clone()));
        let subject = random_subject(dice, data);
        let found = timeline(View::new(&network, lens), &subject, &Cancel::new()).unwrap();
        assert_eq!(
            found,
            Plain::new(data, lens).timeline(&subject),
            "{subject:?}"
        );
    });
}

#[test]
fn common_contacts_equal_those_of_the_plain_list() {
    on_worlds(2_000, |dice, data, lens| {
        let network = Network::new(Arc::new(data.clone()));
        let asked: Vec<EntityIx> = (0..=dice.below(3))
            .map(|_| random_entity(dice, data))
            .collect();
        let plain = Plain::new(data, lens);
        let mut expected = Vec::new();
        for entity in data.entity_ixs() {
            let with: Vec<Vec<Hit>> = asked
                .iter()
                .map(|one| plain.between(*one, entity).map(|fact| fact.hit).collect())
                .collect();
            let linked = with.iter().all(|hits| !hits.is_empty());
            if linked && !asked.contains(&entity) && plain.is_of_kind(entity) {
                let best = |hits: &Vec<Hit>| hits.iter().map(|hit| hit.truth).max().unwrap();
                let truth = with.iter().map(best).min().unwrap();
                expected.push(Common {
                    entity,
                    with,
                    truth,
                });
            }
        }
        let size = |row: &Common| row.with.iter().map(Vec::len).sum::<usize>();
        expected.sort_by_key(|row| (Reverse(size(row)), row.entity));
        let found = common(View::new(&network, lens), &asked, &Cancel::new()).unwrap();
        assert_eq!(found, expected);
    });
}

/// Returns in which of the years or months from 1900 to 2020 a relation may have begun.
fn begun(data: &Dataset, hit: Hit, by: CountBy) -> Vec<(Key<'_>, Truth)> {
    let unknown = vec![(Key::Unknown, hit.truth)];
    let Some(when) = &data.record(hit.relation).unwrap().when else {
        return unknown;
    };
    let (Some(first), Some(last)) = when.begins() else {
        return unknown;
    };
    let mut keys = Vec::new();
    for year in 1900..2020 {
        let months = if by == CountBy::Month { 1..=12 } else { 1..=1 };
        for month in months {
            let (key, start, next) = if by == CountBy::Month {
                let (year_after, month_after) = (year + i64::from(month == 12), month % 12 + 1);
                (
                    Key::Month(year, month),
                    (year, month),
                    (year_after, month_after),
                )
            } else {
                (Key::Year(year), (year, 1), (year + 1, 1))
            };
            let start = Day::from_ymd(start.0, start.1, 1).unwrap();
            let end = Day::from_ymd(next.0, next.1, 1).unwrap().previous();
            let period = Window::between(Some(start), Some(end));
            let meets = first <= end && start <= last && when.happens_in(&period).is_possible();
            if meets {
                let sure = start <= first && last <= end;
                keys.push((key, if sure { hit.truth } else { Truth::Possible }));
            }
        }
    }
    if last.year() - first.year() > 60 || (by == CountBy::Month && last.year() - first.year() > 5) {
        unknown
    } else {
        keys
    }
}

fn plain_keys<'a>(
    plain: &Plain<'a>,
    subject: &Subject,
    by: CountBy,
    hit: Hit,
) -> Vec<(Key<'a>, Truth)> {
    let data = plain.data;
    let record = data.record(hit.relation).unwrap();
    let sure = |key| (key, hit.truth);
    let entity = |id: &chancery::model::EntityId| data.entity_ix(id.as_str()).unwrap();
    let keys: Vec<_> = match by {
        CountBy::Kind => vec![sure(Key::Kind(data.kind_of(record).unwrap()))],
        CountBy::Status => vec![sure(Key::Status(data.status_of(record)))],
        CountBy::Year | CountBy::Month => begun(data, hit, by),
        CountBy::Entity => {
            let others = parties(data, record).into_iter();
            let counted = others.filter(|one| Some(*one) != subject.of && plain.is_of_kind(*one));
            return counted.map(|one| sure(Key::Entity(one))).collect();
        }
        CountBy::Topic => record
            .topics
            .iter()
            .map(|topic| sure(Key::Topic(topic)))
            .collect(),
        CountBy::Source => {
            let ids: BTreeSet<_> = record.reports.iter().map(|report| &report.source).collect();
            let known = ids
                .into_iter()
                .map(|id| data.source_ix(id.as_str()).unwrap());
            known.map(|source| sure(Key::Source(source))).collect()
        }
        CountBy::Place => record
            .place
            .iter()
            .map(|id| sure(Key::Place(entity(id))))
            .collect(),
    };
    if keys.is_empty() {
        vec![sure(Key::Unknown)]
    } else {
        keys
    }
}

#[test]
fn counts_equal_those_of_the_plain_list() {
    let ways = [
        CountBy::Kind,
        CountBy::Year,
        CountBy::Month,
        CountBy::Entity,
        CountBy::Topic,
        CountBy::Source,
        CountBy::Status,
        CountBy::Place,
    ];
    on_worlds(2_000, |dice, data, lens| {
        let network = Network::new(Arc::new(data.clone()));
        let (subject, by) = (random_subject(dice, data), dice.pick(&ways));
        let plain = Plain::new(data, lens);
        let mut expected: BTreeMap<Key<'_>, (u64, u64)> = BTreeMap::new();
        for hit in plain.timeline(&subject) {
            for (key, truth) in plain_keys(&plain, &subject, by, hit) {
                let number = expected.entry(key).or_default();
                match truth {
                    Truth::Certain => number.0 += 1,
                    _ => number.1 += 1,
                }
            }
        }
        let mut expected: Vec<Tally<'_>> = expected
            .into_iter()
            .map(|(key, (certain, possible))| Tally {
                key,
                certain,
                possible,
            })
            .collect();
        if !matches!(by, CountBy::Year | CountBy::Month) {
            expected.sort_by_key(|tally| {
                let total = tally.certain + tally.possible;
                (tally.key == Key::Unknown, Reverse(total), tally.key)
            });
        }
        let found = count(View::new(&network, lens), &subject, by, &Cancel::new()).unwrap();
        assert_eq!(found, expected, "by {by:?} of {subject:?}");
    });
}
