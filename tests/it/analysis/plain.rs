//! Plain answers: worked out from the list of records by trying everything, as slowly as it takes.
//!
//! Nothing here uses the network, its columns or its searches.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "costs are rounded to millionths; none is below zero"
)]

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chancery::analysis::{Hit, Route, Subject};
use chancery::edtf::{Day, Edtf, Truth, Window};
use chancery::graph::Lens;
use chancery::model::{Dataset, EntityIx, Nature, Relation, RelationIx, Status};

/// A relation that passes the lens.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) hit: Hit,
    pub(super) parties: BTreeSet<EntityIx>,
}

/// The relations that pass a lens, in order of date.
pub(super) struct Plain<'a> {
    pub(super) data: &'a Dataset,
    pub(super) lens: &'a Lens,
    pub(super) facts: Vec<Fact>,
}

/// A path as entities and relations.
pub(super) type Chain = (Vec<EntityIx>, Vec<RelationIx>);

impl<'a> Plain<'a> {
    pub(super) fn new(data: &'a Dataset, lens: &'a Lens) -> Plain<'a> {
        let mut all: Vec<RelationIx> = data.relation_ixs().collect();
        all.sort_by(|a, b| {
            let (a, b) = (
                &data.record(*a).unwrap().when,
                &data.record(*b).unwrap().when,
            );
            match (a, b) {
                (Some(a), Some(b)) => a.sort_key().cmp(&b.sort_key()),
                (a, b) => a.is_none().cmp(&b.is_none()),
            }
        });
        let facts = all.into_iter().filter_map(|relation| {
            let record = data.record(relation).unwrap();
            let truth = judge(data, lens, record);
            (truth != Truth::Impossible).then(|| Fact {
                hit: Hit { relation, truth },
                parties: parties(data, record),
            })
        });
        Plain {
            data,
            lens,
            facts: facts.collect(),
        }
    }

    pub(super) fn is_of_kind(&self, entity: EntityIx) -> bool {
        self.lens.of.contains(self.data.entity(entity).kind)
    }

    /// Returns the facts that link two.
    pub(super) fn between(&self, a: EntityIx, b: EntityIx) -> impl Iterator<Item = &Fact> {
        self.facts
            .iter()
            .filter(move |fact| fact.parties.contains(&a) && fact.parties.contains(&b))
    }

    /// Returns the facts of a subject.
    pub(super) fn timeline(&self, subject: &Subject) -> Vec<Hit> {
        let concerns = |fact: &&Fact| {
            let of = subject.of.is_none_or(|of| fact.parties.contains(&of));
            let with = |some: &Vec<EntityIx>| some.iter().any(|one| fact.parties.contains(one));
            let mut others = fact
                .parties
                .iter()
                .filter(|party| Some(**party) != subject.of);
            of && subject.with.iter().all(with) && others.any(|other| self.is_of_kind(*other))
        };
        self.facts
            .iter()
            .filter(concerns)
            .map(|fact| fact.hit)
            .collect()
    }

    /// Returns every simple path of a route: the shorter first, then by entities, then by date.
    pub(super) fn paths(&self, route: &Route) -> Vec<Chain> {
        let mut found = Vec::new();
        let banned = |end| route.avoiding.contains(end);
        if !banned(&route.from) && !banned(&route.to) {
            self.extend(route, (vec![route.from], Vec::new()), &mut found);
        }
        let place = |relation: &RelationIx| {
            self.facts
                .iter()
                .position(|fact| fact.hit.relation == *relation)
        };
        found.sort_by_key(|(entities, relations)| {
            let places: Vec<_> = relations.iter().map(place).collect();
            (relations.len(), entities.clone(), places)
        });
        found
    }

    fn extend(&self, route: &Route, (entities, relations): Chain, found: &mut Vec<Chain>) {
        let here = entities[entities.len() - 1];
        if here == route.to {
            if route.through.iter().all(|entity| entities.contains(entity)) {
                found.push((entities, relations));
            }
            return;
        }
        if relations.len() as u32 == route.hops {
            return;
        }
        for fact in self
            .facts
            .iter()
            .filter(|fact| fact.parties.contains(&here))
        {
            if relations.contains(&fact.hit.relation) {
                continue;
            }
            for next in &fact.parties {
                let between = self.is_of_kind(*next) && !route.avoiding.contains(next);
                if !entities.contains(next) && (*next == route.to || between) {
                    let mut longer = (entities.clone(), relations.clone());
                    longer.0.push(*next);
                    longer.1.push(fact.hit.relation);
                    self.extend(route, longer, found);
                }
            }
        }
    }

    /// Returns the best chains with the relations that stand for their steps, and their strengths.
    pub(super) fn top(&self, route: &Route, best: usize) -> Vec<(f64, Chain)> {
        let mut paths = self.paths(route);
        // Within one chain of entities the newest relations come first.
        paths.sort_by_key(|(entities, relations)| {
            let newest: Vec<_> = relations
                .iter()
                .map(|relation| {
                    (
                        Reverse(last_day(self.data.record(*relation).unwrap())),
                        *relation,
                    )
                })
                .collect();
            (entities.clone(), newest)
        });
        paths.dedup_by(|later, first| later.0 == first.0);
        let mut ranked: Vec<(u64, Chain)> = paths
            .into_iter()
            .map(|path| (self.cost(&path.0), path))
            .collect();
        ranked.sort_by_key(|(cost, (entities, _))| (entities.len(), *cost, entities.clone()));
        ranked.truncate(best);
        let strength =
            |(cost, path): (u64, Chain)| ((-(cost as f64) / 1e6 / path.1.len() as f64).exp(), path);
        ranked.into_iter().map(strength).collect()
    }

    fn cost(&self, entities: &[EntityIx]) -> u64 {
        let step = |pair: &[EntityIx]| {
            let mass: u64 = self
                .between(pair[0], pair[1])
                .map(|fact| self.mass(fact))
                .sum();
            let sum = mass as f64 / 4_294_967_296.0;
            micro((1.0 / sum).ln_1p())
        };
        let pass = |entity: &EntityIx| {
            let takes_part = |relation: &&Relation| parties(self.data, relation).contains(entity);
            let degree = self
                .data
                .records()
                .map(|(_, record)| record)
                .filter(takes_part)
                .count();
            micro((std::f64::consts::E + degree as f64).ln().ln())
        };
        let between = &entities[1..entities.len() - 1];
        entities.windows(2).map(step).sum::<u64>() + between.iter().map(pass).sum::<u64>()
    }

    fn mass(&self, fact: &Fact) -> u64 {
        let void = [
            Status::Planned,
            Status::Postponed,
            Status::Cancelled,
            Status::Denied,
        ];
        let come = |relation: &&Relation| !void.contains(&self.data.status_of(relation));
        let dates = self
            .data
            .records()
            .map(|(_, record)| record)
            .filter(come)
            .filter_map(|one| one.when.as_ref());
        let newest = dates.filter_map(Edtf::earliest).max();
        let last = last_day(self.data.record(fact.hit.relation).unwrap());
        let recency = match (last, newest) {
            (Some(last), Some(newest)) => {
                let age = newest.number().saturating_sub(last.number()).max(0) as f64;
                (-age / 3_652.5).exp2()
            }
            _ => 0.5,
        };
        let share = recency / (fact.parties.len() - 1) as f64;
        ((4_294_967_296.0 * share).round() as u64).max(1)
    }
}

fn micro(logarithm: f64) -> u64 {
    (logarithm * 1e6).round() as u64
}

fn last_day(relation: &Relation) -> Option<Day> {
    let when = relation.when.as_ref()?;
    if when.as_str().ends_with("/..") {
        return Some(Day::MAX);
    }
    when.latest().or(when.earliest())
}

/// Returns the distinct parties of a record.
pub(super) fn parties(data: &Dataset, record: &Relation) -> BTreeSet<EntityIx> {
    record
        .parties
        .iter()
        .map(|(_, id)| data.entity_ix(id.as_str()).unwrap())
        .collect()
}

fn judge(data: &Dataset, lens: &Lens, record: &Relation) -> Truth {
    let kind = data.kind_of(record).unwrap();
    let via = lens.via.as_ref().is_none_or(|kinds| kinds.contains(kind));
    let status = lens.statuses.contains(data.status_of(record));
    let about = lens.topics.is_none() || record.topics.iter().any(|topic| topic == "Énergie");
    let reported = lens.sources.as_ref().is_none_or(|sources| {
        record
            .reports
            .iter()
            .any(|report| sources.contains(&data.source_ix(report.source.as_str()).unwrap()))
    });
    if !via || lens.not_via.contains(kind) || !status || !about || !reported {
        return Truth::Impossible;
    }
    let truth = match (&record.when, data.ontology().kind(kind).nature) {
        _ if lens.window == Window::EVER => Truth::Certain,
        (Some(when), Nature::Event) => when.happens_in(&lens.window),
        (Some(when), Nature::Tie) => when.holds_in(&lens.window),
        (None, _) => Truth::Possible,
    };
    if lens.certain && truth != Truth::Certain {
        Truth::Impossible
    } else {
        truth
    }
}
