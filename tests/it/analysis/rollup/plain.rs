//! Plain answers: every chain of ties on every day that the dates allow, and plain searches over
//! the links that come out of it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chancery::analysis::{Hit, Route, Subject};
use chancery::edtf::{Edtf, Truth};
use chancery::graph::EntityKinds;
use chancery::model::{Dataset, EntityIx, EntityKind, Nature, RelationIx, Status};

use super::world::{DATES, Dated, LAST, Question, Stay, covers, dated};

/// One way of taking part: the seat, and the ties upwards with those who come to sit there.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) seat: EntityIx,
    pub(super) ties: Vec<(RelationIx, EntityIx)>,
    pub(super) truth: Truth,
}

impl Way {
    pub(super) fn entity(&self) -> EntityIx {
        self.ties.last().map_or(self.seat, |(_, entity)| *entity)
    }

    pub(super) fn is_party(&self) -> bool {
        self.ties.is_empty()
    }

    /// Tells whether an entity acts for the one that takes part.
    pub(super) fn is_by(&self, entity: EntityIx) -> bool {
        self.entity() != entity
            && (self.seat == entity || self.ties.iter().any(|(_, above)| *above == entity))
    }
}

/// A relation that passes, with all who take part and whom it links.
pub(super) struct Fact {
    pub(super) hit: Hit,
    pub(super) parts: BTreeMap<EntityIx, Truth>,
    pub(super) links: BTreeMap<(EntityIx, EntityIx), Truth>,
    pub(super) ways: Vec<Way>,
}

impl Fact {
    /// Tells how surely the relation passes and links two.
    pub(super) fn between(&self, a: EntityIx, b: EntityIx) -> Truth {
        let link = self.links.get(&(a, b)).copied();
        self.hit.truth.and(link.unwrap_or(Truth::Impossible))
    }
}

pub(super) struct Plain<'a> {
    pub(super) data: &'a Dataset,
    pub(super) question: &'a Question,
    pub(super) facts: Vec<Fact>,
}

/// A path as entities and relations.
pub(super) type Chain = (Vec<EntityIx>, Vec<(RelationIx, Truth)>);

impl<'a> Plain<'a> {
    pub(super) fn new(data: &'a Dataset, question: &'a Question) -> Plain<'a> {
        let mut plain = Plain {
            data,
            question,
            facts: Vec::new(),
        };
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
        plain.facts = all
            .into_iter()
            .filter_map(|relation| plain.fact(relation))
            .collect();
        plain
    }

    pub(super) fn nature(&self, relation: RelationIx) -> Nature {
        let kind = self
            .data
            .kind_of(self.data.record(relation).unwrap())
            .unwrap();
        self.data.ontology().kind(kind).nature
    }

    pub(super) fn dated(&self, relation: RelationIx) -> Dated {
        let when = self.data.record(relation).unwrap().when.as_ref();
        let text = when.map_or("", Edtf::as_str);
        dated(DATES.iter().find(|date| **date == text).unwrap())
    }

    /// Tells whether a relation falls in the window, and was so on the day that held.
    pub(super) fn judge(&self, relation: RelationIx) -> Truth {
        let (record, lens) = (self.data.record(relation).unwrap(), &self.question.lens);
        let kind = self.data.kind_of(record).unwrap();
        let via = lens.via.as_ref().is_none_or(|kinds| kinds.contains(kind));
        if !via || !lens.statuses.contains(self.data.status_of(record)) {
            return Truth::Impossible;
        }
        let (dated, window, as_of) = (
            self.dated(relation),
            self.question.window,
            self.question.as_of,
        );
        if window.is_none() && as_of.is_none() {
            return Truth::Certain;
        }
        let meets = |days: &Vec<usize>| {
            let past = |day: usize| as_of.is_none_or(|(_, last)| day <= last);
            let asked = |day: usize| window.is_none_or(|window| covers(window, day));
            days.iter().any(|day| asked(*day) && past(*day))
        };
        let lasts = |stay: &Stay| {
            let within = |days: Option<Stay>| {
                days.is_none_or(|days| {
                    (0..=LAST).any(|day| covers(days, day) && covers(*stay, day))
                })
            };
            within(window) && within(as_of)
        };
        if self.nature(relation) == Nature::Event {
            truth(dated.strict.iter().all(meets), dated.wide.iter().any(meets))
        } else {
            let (strict, wide) = (dated.strict_stays(), dated.wide_stays());
            truth(strict.iter().all(lasts), wide.iter().any(lasts))
        }
    }

    /// Tells how surely ties hold at once on the days of a relation: of an event on each of them.
    pub(super) fn at_once(&self, relation: RelationIx, ties: &[RelationIx]) -> Truth {
        let days = self.dated(relation);
        let all: Vec<Dated> = ties.iter().map(|tie| self.dated(*tie)).collect();
        let may_hold = |day: usize| {
            let holds = |tie: &Dated| tie.wide_stays().iter().any(|stay| covers(*stay, day));
            all.iter().all(holds)
        };
        let (window, as_of) = (self.question.window, self.question.as_of);
        if self.nature(relation) == Nature::Event {
            let asked = |day: usize| {
                window.is_none_or(|window| covers(window, day))
                    && as_of.is_none_or(|(_, last)| day <= last)
            };
            let holds_on = |day: usize| {
                all.iter()
                    .all(|tie| tie.strict_stays().iter().all(|stay| covers(*stay, day)))
            };
            let mut known = days.strict.iter().flatten();
            let mut possible = days.wide.iter().flatten();
            return truth(
                known.all(|day| holds_on(*day)),
                possible.any(|day| asked(*day) && may_hold(*day)),
            );
        }
        let asked = as_of.or(window);
        let possible = (0..=LAST).any(|day| {
            asked.is_none_or(|asked| covers(asked, day))
                && may_hold(day)
                && days.wide_stays().iter().any(|stay| covers(*stay, day))
        });
        // Stays of which each two meet have a day in common.
        let mut stays: Vec<Vec<Stay>> = all.iter().map(Dated::strict_stays).collect();
        let others = stays.len();
        stays.push(days.strict_stays());
        stays.extend(asked.map(|asked| vec![asked]));
        let surely = |one: usize, two: usize| {
            stays[one].iter().all(|one| {
                stays[two]
                    .iter()
                    .all(|two| one.0 <= two.1 && two.0 <= one.1)
            })
        };
        let certain = (0..others).all(|one| (one + 1..stays.len()).all(|two| surely(one, two)));
        truth(certain, possible)
    }

    pub(super) fn in_role(&self, relation: RelationIx, role: &str) -> BTreeSet<EntityIx> {
        let parties = self.data.record(relation).unwrap().parties.iter();
        let of_role = parties.filter(|(of, _)| *of == role);
        of_role
            .map(|(_, id)| self.data.entity_ix(id.as_str()).unwrap())
            .collect()
    }

    /// Returns for whom an entity acts by which ties at some time.
    pub(super) fn mandates(&self, agent: EntityIx) -> Vec<(RelationIx, EntityIx)> {
        let kind = |entity: EntityIx| self.data.entity(entity).kind;
        let mut found = Vec::new();
        for tie in self.data.relation_ixs() {
            let record = self.data.record(tie).unwrap();
            let ontology = self.data.ontology();
            let Some(acts) = &ontology.kind(self.data.kind_of(record).unwrap()).acts else {
                continue;
            };
            let real = [Status::Held, Status::InForce, Status::Reported];
            if !real.contains(&self.data.status_of(record))
                || !self.in_role(tie, &acts.agent).contains(&agent)
                || kind(agent) == EntityKind::State
                || acts.beside
            {
                continue;
            }
            let principals = self.in_role(tie, &acts.principal).into_iter();
            let can = |of: &EntityIx| {
                matches!(kind(*of), EntityKind::State | EntityKind::Institution) && *of != agent
            };
            found.extend(principals.filter(can).map(|principal| (tie, principal)));
        }
        found
    }

    pub(super) fn ways(&self, relation: RelationIx) -> Vec<Way> {
        let record = self.data.record(relation).unwrap();
        let kind = self
            .data
            .ontology()
            .kind(self.data.kind_of(record).unwrap());
        let mut seats: Vec<EntityIx> = Vec::new();
        for (_, id) in record.parties.iter() {
            let party = self.data.entity_ix(id.as_str()).unwrap();
            if !seats.contains(&party) {
                seats.push(party);
            }
        }
        let mut ways: Vec<Way> = Vec::new();
        for seat in &seats {
            let mut todo = vec![Way {
                seat: *seat,
                ties: Vec::new(),
                truth: Truth::Certain,
            }];
            while let Some(way) = todo.pop() {
                let agent = way.entity();
                let is_person = self.data.entity(agent).kind == EntityKind::Person;
                let acts = kind.acts.is_none()
                    && !kind.personal
                    && (kind.nature == Nature::Event || !is_person);
                for (tie, principal) in self.mandates(agent).into_iter().filter(|_| acts) {
                    let mut longer = way.clone();
                    longer.ties.push((tie, principal));
                    let ties: Vec<RelationIx> = longer.ties.iter().map(|(tie, _)| *tie).collect();
                    longer.truth = self.at_once(relation, &ties);
                    let is_met = way.seat == principal || way.is_by(principal);
                    if !is_met && longer.truth.is_possible() {
                        todo.push(longer);
                    }
                }
                ways.push(way);
            }
        }
        ways
    }

    pub(super) fn fact(&self, relation: RelationIx) -> Option<Fact> {
        let passes = self.judge(relation);
        let lens = &self.question.lens;
        if passes == Truth::Impossible || (lens.certain && passes != Truth::Certain) {
            return None;
        }
        let all = self.ways(relation);
        let is_party =
            |entity: EntityIx| all.iter().any(|way| way.is_party() && way.seat == entity);
        // Who is a party takes part as one.
        let mut ways = all.clone();
        ways.retain(|way| way.is_party() || !is_party(way.entity()));
        let mut parts: BTreeMap<EntityIx, Truth> = BTreeMap::new();
        for way in &ways {
            let part = parts.entry(way.entity()).or_insert(Truth::Impossible);
            *part = (*part).max(way.truth);
        }
        let mut links = BTreeMap::new();
        for one in &ways {
            for two in ways.iter().filter(|two| two.seat != one.seat) {
                let (a, b) = (one.entity(), two.entity());
                let acts = |a: EntityIx, b: EntityIx| {
                    all.iter().any(|way| way.entity() == b && way.is_by(a))
                };
                let direct = is_party(a) && is_party(b);
                if a == b || (!direct && (acts(a, b) || acts(b, a))) {
                    continue;
                }
                let mut ties: Vec<RelationIx> = one
                    .ties
                    .iter()
                    .chain(&two.ties)
                    .map(|(tie, _)| *tie)
                    .collect();
                ties.sort_unstable();
                ties.dedup();
                let held = self.at_once(relation, &ties);
                let link = links.entry((a, b)).or_insert(Truth::Impossible);
                *link = held.max(*link);
            }
        }
        let admitted = |truth: &Truth| truth.is_possible() && (!lens.certain || truth.is_certain());
        links.retain(|_, truth| admitted(truth));
        parts.retain(|_, truth| admitted(truth));
        let hit = Hit {
            relation,
            truth: passes,
        };
        Some(Fact {
            hit,
            parts,
            links,
            ways,
        })
    }

    pub(super) fn is_of_kind(&self, entity: EntityIx) -> bool {
        self.question
            .lens
            .of
            .contains(self.data.entity(entity).kind)
    }

    /// Returns the relations that link two.
    pub(super) fn between(&self, a: EntityIx, b: EntityIx) -> Vec<Hit> {
        let hits = self.facts.iter().map(|fact| Hit {
            relation: fact.hit.relation,
            truth: fact.between(a, b),
        });
        hits.filter(|hit| hit.truth.is_possible()).collect()
    }

    pub(super) fn neighbours(&self, of: EntityIx, hops: u32) -> Vec<Row> {
        let mut reached: BTreeMap<EntityIx, (u32, Truth)> =
            BTreeMap::from([(of, (0, Truth::Certain))]);
        let mut rows = Vec::new();
        for distance in 1..=hops {
            let mut layer: BTreeMap<EntityIx, (Truth, BTreeMap<RelationIx, Truth>)> =
                BTreeMap::new();
            for (from, (_, surely)) in reached.iter().filter(|(_, (at, _))| at + 1 == distance) {
                for to in self
                    .data
                    .entity_ixs()
                    .filter(|to| !reached.contains_key(to))
                {
                    for hit in self.between(*from, to) {
                        let row = layer
                            .entry(to)
                            .or_insert((Truth::Impossible, BTreeMap::new()));
                        row.0 = row.0.max(hit.truth.min(*surely));
                        let known = row.1.entry(hit.relation).or_insert(hit.truth);
                        *known = hit.truth.max(*known);
                    }
                }
            }
            for (entity, (truth, relations)) in layer {
                reached.insert(entity, (distance, truth));
                if self.is_of_kind(entity) {
                    let by_date = self.facts.iter().filter_map(|fact| {
                        let relation = fact.hit.relation;
                        relations.get(&relation).map(|truth| Hit {
                            relation,
                            truth: *truth,
                        })
                    });
                    let hits: Vec<Hit> = by_date.collect();
                    rows.push((distance, Reverse(hits.len()), entity, truth, hits));
                }
            }
        }
        rows.sort_by_key(|(distance, number, entity, ..)| (*distance, *number, *entity));
        rows
    }

    pub(super) fn timeline(&self, subject: &Subject) -> Vec<Hit> {
        let mut hits = Vec::new();
        for fact in &self.facts {
            let part = |entity: EntityIx| meets(fact, None, entity);
            let mut truth = subject.of.map_or(fact.hit.truth, part);
            for some in &subject.with {
                let one = |entity: &EntityIx| {
                    if subject.of == Some(*entity) {
                        part(*entity)
                    } else {
                        meets(fact, subject.of, *entity)
                    }
                };
                truth = truth.min(some.iter().map(one).max().unwrap_or(Truth::Impossible));
            }
            if self.question.lens.of != EntityKinds::ALL {
                let asked = self
                    .data
                    .entity_ixs()
                    .filter(|entity| self.is_of_kind(*entity));
                let met = asked.map(|entity| meets(fact, subject.of, entity)).max();
                truth = truth.min(met.unwrap_or(Truth::Impossible));
            }
            if truth.is_possible() && (!self.question.lens.certain || truth.is_certain()) {
                hits.push(Hit {
                    relation: fact.hit.relation,
                    truth,
                });
            }
        }
        hits
    }

    /// Returns every simple path of a route, in the order of the answer.
    pub(super) fn paths(&self, route: &Route) -> Vec<Chain> {
        let mut found = Vec::new();
        self.extend(route, (vec![route.from], Vec::new()), &mut found);
        let place = |(relation, _): &(RelationIx, Truth)| {
            self.facts
                .iter()
                .position(|fact| fact.hit.relation == *relation)
        };
        found.sort_by_key(|(entities, steps)| {
            let places: Vec<_> = steps.iter().map(place).collect();
            (steps.len(), entities.clone(), places)
        });
        found
    }

    pub(super) fn extend(&self, route: &Route, (entities, steps): Chain, found: &mut Vec<Chain>) {
        let here = entities[entities.len() - 1];
        if here == route.to {
            found.push((entities, steps));
            return;
        }
        if steps.len() as u32 == route.hops {
            return;
        }
        for next in self.data.entity_ixs() {
            if entities.contains(&next) || (next != route.to && !self.is_of_kind(next)) {
                continue;
            }
            for hit in self.between(here, next) {
                if steps.iter().all(|(used, _)| *used != hit.relation) {
                    let mut longer = (entities.clone(), steps.clone());
                    longer.0.push(next);
                    longer.1.push((hit.relation, hit.truth));
                    self.extend(route, longer, found);
                }
            }
        }
    }
}

/// Tells how surely somebody stands on the other side of the subject in a fact.
pub(super) fn meets(fact: &Fact, of: Option<EntityIx>, entity: EntityIx) -> Truth {
    match of {
        Some(of) => fact.between(of, entity),
        None => fact
            .hit
            .truth
            .min(*fact.parts.get(&entity).unwrap_or(&Truth::Impossible)),
    }
}

pub(super) type Row = (u32, Reverse<usize>, EntityIx, Truth, Vec<Hit>);

pub(super) fn truth(certain: bool, possible: bool) -> Truth {
    match (certain, possible) {
        (true, true) => Truth::Certain,
        (_, true) => Truth::Possible,
        _ => Truth::Impossible,
    }
}
