//! Who acts for whom: offices, parts and ownership as small ties upwards, and what they make of a
//! relation's parties.

use bytemuck::{Pod, Zeroable};
use std::cmp::Reverse;
use std::iter::successors;

use itertools::Itertools as _;

use crate::edtf::{Together, Truth, Window};
use crate::model::{Dataset, EntityIx, EntityKind, Nature, RelationIx};

use super::{Lens, Network};
use crate::columns::{Listing, Lists};

/// A tie by which one entity acts for another while it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Mandate {
    /// The one at the other end: for whom, or by whom, it is acted.
    pub(super) other: EntityIx,
    /// The office, the membership, the ownership.
    pub(super) tie: RelationIx,
}

/// All mandates of a dataset, from either end.
#[derive(Debug, Clone)]
pub(super) struct Mandates {
    /// By agent: those it acts for.
    pub(super) up: Lists<Mandate>,
    /// By principal: those who act for it.
    pub(super) down: Lists<Mandate>,
}

impl Mandates {
    /// Gathers the mandates of a dataset. O(n log n) in the ties by which somebody acts.
    pub(super) fn of(data: &Dataset) -> Mandates {
        let mut pairs = Vec::new();
        for tie in data.acting() {
            if data.is_beside(tie) {
                continue;
            }
            let Some((agents, mut principals)) = data.agents_and_principals(tie) else {
                continue;
            };
            let kind = |entity: &EntityIx| data.entity(*entity).kind;
            principals.retain(|entity| may_be_acted_for(kind(entity)));
            // A state acts for nobody but itself.
            let agents = agents.into_iter();
            for agent in agents.filter(|agent| kind(agent) != EntityKind::State) {
                pairs.extend(principals.iter().map(|principal| (agent, *principal, tie)));
            }
        }
        let up = pairs
            .iter()
            .map(|(agent, principal, tie)| (*agent, *principal, *tie));
        let down = pairs
            .iter()
            .map(|(agent, principal, tie)| (*principal, *agent, *tie));
        Mandates {
            up: by_entity(data, up.collect()),
            down: by_entity(data, down.collect()),
        }
    }

    /// Tells whether nobody acts for anybody.
    pub(super) fn is_empty(&self) -> bool {
        self.up.size() == 0
    }

    /// Returns those for whom an entity acts at some time.
    pub(super) fn up(&self, agent: EntityIx) -> &[Mandate] {
        self.up.list(agent.index())
    }

    /// Returns those who act for an entity at some time.
    pub(super) fn down(&self, principal: EntityIx) -> &[Mandate] {
        self.down.list(principal.index())
    }
}

/// Tells whether others can act for an entity of this kind.
const fn may_be_acted_for(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::State | EntityKind::Institution)
}

/// Lays mandates by the first of their entities, in order of the other and of the tie.
fn by_entity(data: &Dataset, mut pairs: Vec<(EntityIx, EntityIx, RelationIx)>) -> Lists<Mandate> {
    pairs.sort_unstable();
    pairs.dedup();
    let mut lists = Listing::with_capacity(data.entity_count());
    let mut rest = pairs.as_slice();
    for entity in data.entity_ixs() {
        let (own, others) = rest.split_at(rest.partition_point(|(of, ..)| *of <= entity));
        lists.push(own.iter().map(|(_, other, tie)| Mandate {
            other: *other,
            tie: *tie,
        }));
        rest = others;
    }
    lists.finish()
}

/// One way of taking part in a relation: as a party, or because somebody acts for one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'a> {
    pub(super) entity: EntityIx,
    /// The party on whose seat it sits.
    pub(super) seat: EntityIx,
    /// The member who acts for it, and by which tie; nothing for a party.
    pub(super) by: Option<(u32, RelationIx)>,
    /// The days on which all of this holds at once.
    days: Together<'a>,
}

impl Member<'_> {
    /// Tells how surely it takes part in this way.
    const fn truth(&self) -> Truth {
        self.days.truth()
    }
}

/// How many ways of taking part are told apart on one seat. Beyond it, a way to somebody who sits
/// there already counts only if it is surer.
const WAYS_TOLD_APART: usize = 64;

/// All who take part in a relation.
///
/// Every party has a seat; on it sit also those for whom it acts on the day of the relation, and
/// those for whom these act in turn. Who is a party sits on its own seat alone.
#[derive(Debug, Clone)]
pub(super) struct Members<'a> {
    network: &'a Network,
    lens: &'a Lens,
    ways: Vec<Member<'a>>,
}

impl<'a> Members<'a> {
    /// Gathers all who take part in a relation.
    pub(super) fn of(network: &'a Network, relation: RelationIx, lens: &'a Lens) -> Members<'a> {
        let mut members = Members {
            network,
            lens,
            ways: Vec::new(),
        };
        let days = network.days(relation, lens);
        let lifts = network.rolls_up(relation);
        for seat in network.distinct_parties(relation) {
            let first = members.ways.len();
            members.ways.push(Member {
                entity: seat,
                seat,
                by: None,
                days,
            });
            if lifts {
                members.lift(first, network.nature(relation));
            }
        }
        members
    }

    /// Seats all for whom the party at `first` acts, nearest first.
    fn lift(&mut self, first: usize, nature: Nature) {
        let mut next = first;
        while let Some(agent) = self.ways.get(next).copied() {
            if self.network.may_act(agent.entity, nature) {
                let mandates = self.network.mandates().up(agent.entity);
                for mandate in mandates {
                    let days = self.network.with_tie(agent.days, mandate.tie, self.lens);
                    let way = Member {
                        entity: mandate.other,
                        by: Some((next as u32, mandate.tie)),
                        days,
                        ..agent
                    };
                    if way.truth().is_possible() && self.is_new(first, next, &way) {
                        self.ways.push(way);
                    }
                }
            }
            next += 1;
        }
    }

    /// Tells whether a way leads to somebody whom it has not met below, and is to be told apart
    /// from the other ways of the seat that begins at `first`.
    fn is_new(&self, first: usize, agent: usize, way: &Member<'_>) -> bool {
        if self.ways[agent].entity == way.entity || self.is_carried_by(agent, way.entity) {
            return false;
        }
        let known = &self.ways[first..];
        known.len() < WAYS_TOLD_APART
            || known
                .iter()
                .all(|other| other.entity != way.entity || other.truth() < way.truth())
    }

    /// Returns the ways in which an entity takes part: as a party, or else over its agents.
    pub(super) fn ways(
        &self,
        entity: EntityIx,
    ) -> impl Iterator<Item = (usize, &Member<'a>)> + Clone {
        let is_party = self.is_party(entity);
        let all = self.ways.iter().enumerate();
        all.filter(move |(_, way)| way.entity == entity && (!is_party || way.by.is_none()))
    }

    /// Returns all entities that take part, each once: parties and their principals in the order
    /// of the record.
    pub(super) fn entities(&self) -> impl Iterator<Item = EntityIx> + '_ {
        let is_first = |at: usize| {
            self.ways[..at]
                .iter()
                .all(|before| before.entity != self.ways[at].entity)
        };
        (0..self.ways.len())
            .filter(move |at| is_first(*at))
            .map(|at| self.ways[at].entity)
    }

    /// Tells how surely an entity takes part.
    pub(super) fn takes_part(&self, entity: EntityIx) -> Truth {
        self.ways(entity)
            .fold(Truth::Impossible, |best, (_, way)| best.or(way.truth()))
    }

    /// Returns the seats from which two entities take part so that the relation links them, and
    /// how surely; nothing if it does not.
    ///
    /// They must sit on different seats at the same time, and neither may act for the other here;
    /// but two parties are always linked.
    pub(super) fn link(&self, a: EntityIx, b: EntityIx) -> Option<(EntityIx, EntityIx, Truth)> {
        let both_parties = || self.is_party(a) && self.is_party(b);
        if a == b || ((self.acts(a, b) || self.acts(b, a)) && !both_parties()) {
            return None;
        }
        let pairs = self.ways(a).flat_map(|(one, at)| {
            self.ways(b)
                .filter(|(_, to)| to.seat != at.seat)
                .map(move |(two, to)| (at.seat, to.seat, self.at_once(one, two)))
        });
        // The first of the surest, so that one answer is given.
        let best = pairs.reduce(|best, next| if next.2 > best.2 { next } else { best });
        best.filter(|(_, _, truth)| truth.is_possible())
    }

    fn is_party(&self, entity: EntityIx) -> bool {
        self.ways
            .iter()
            .any(|way| way.entity == entity && way.by.is_none())
    }

    /// Tells whether one may act for another here, who may be a party as well: a minister who signs
    /// beside his state acts for it, and so does his ministry.
    fn acts(&self, agent: EntityIx, principal: EntityIx) -> bool {
        let ways = self.ways.iter().enumerate();
        ways.filter(|(_, way)| way.entity == principal)
            .any(|(at, _)| self.is_carried_by(at, agent))
    }

    /// Tells how surely two ways of taking part hold at the same time.
    fn at_once(&self, one: usize, two: usize) -> Truth {
        let is_raised = |at: usize| self.ways[at].by.is_some();
        let mut days = self.ways[one].days;
        if is_raised(one) && is_raised(two) {
            let shared = |tie: RelationIx| self.below(one).any(|(_, other)| other == tie);
            for (_, tie) in self.below(two).filter(|(_, tie)| !shared(*tie)) {
                days = self.network.with_tie(days, tie, self.lens);
            }
        }
        days.truth().and(self.ways[two].truth())
    }

    /// Returns the steps by which a member takes part, from itself downwards: the place of who
    /// acts, and the tie.
    fn below(&self, at: usize) -> impl Iterator<Item = (usize, RelationIx)> + '_ {
        let step = |at: usize| self.ways[at].by.map(|(below, tie)| (below as usize, tie));
        successors(step(at), move |(below, _)| step(*below))
    }

    /// Tells whether the member at a place takes part because another entity acts for it.
    fn is_carried_by(&self, at: usize, other: EntityIx) -> bool {
        self.below(at)
            .any(|(below, _)| self.ways[below].entity == other)
    }

    /// Returns the ties by which an entity takes part, from the party upwards: one chain for each
    /// seat, the surest.
    pub(super) fn chains(&self, entity: EntityIx) -> Vec<Vec<Acting>> {
        let raised = self.ways(entity).filter(|(_, way)| way.by.is_some());
        let surest_first = raised.sorted_by_key(|(_, way)| Reverse(way.truth()));
        surest_first
            .unique_by(|(_, way)| way.seat)
            .map(|(at, _)| self.chain(at))
            .collect()
    }

    fn chain(&self, at: usize) -> Vec<Acting> {
        let mut principal = at;
        let links = self.below(at).map(|(agent, tie)| {
            let above = std::mem::replace(&mut principal, agent);
            Acting {
                agent: self.ways[agent].entity,
                tie,
                principal: self.ways[above].entity,
                truth: self.ways[above].truth(),
            }
        });
        let mut chain: Vec<Acting> = links.collect();
        chain.reverse();
        chain
    }
}

/// Somebody acting for a body or a state in a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acting {
    /// Who acts.
    pub agent: EntityIx,
    /// By which tie: an office, a part of a whole.
    pub tie: RelationIx,
    /// For whom.
    pub principal: EntityIx,
    /// How surely the principal takes part thereby.
    pub truth: Truth,
}

impl Network {
    /// Returns the days on which a relation may let others take part: those of the relation that
    /// are asked about.
    ///
    /// Who belongs to what changes while a tie lasts. So of a tie the day that held counts, or
    /// else the window.
    fn days<'a>(&'a self, relation: RelationIx, lens: &'a Lens) -> Together<'a> {
        let when = self
            .account(relation, lens)
            .and_then(|account| account.when);
        let as_of = lens.clocks.as_of.as_ref();
        match self.nature(relation) {
            Nature::Event => {
                let past = as_of.map_or(Window::EVER, Window::until);
                Together::of_event(when).within(lens.window.intersect(past))
            }
            Nature::Tie => Together::of_tie(when).within(as_of.map_or(lens.window, Window::during)),
        }
    }

    /// Tells whether an entity can act for others in relations of a nature: people act in events
    /// alone, for what lasts is their own.
    fn may_act(&self, agent: EntityIx, nature: Nature) -> bool {
        nature == Nature::Event || self.entity_kind(agent) != EntityKind::Person
    }

    /// Tells whether an agent acts by a mandate in a relation.
    pub(super) fn acts(
        &self,
        mandate: Mandate,
        agent: EntityIx,
        relation: RelationIx,
        lens: &Lens,
    ) -> Truth {
        if !self.may_act(agent, self.nature(relation)) {
            return Truth::Impossible;
        }
        let days = self.days(relation, lens);
        self.with_tie(days, mandate.tie, lens).truth()
    }

    /// Returns the days on which somebody acts by a tie too.
    ///
    /// A tie that is only planned, or was put off, called off or denied, lets nobody act.
    fn with_tie<'a>(&self, days: Together<'a>, tie: RelationIx, lens: &Lens) -> Together<'a> {
        match self.account(tie, lens) {
            Some(tie) if tie.status.has_come_about() => days.with_tie(tie.when).at_most(tie.truth),
            _ => days.at_most(Truth::Impossible),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::edtf::{Edtf, Truth};
    use crate::graph::sample::{at, line, network};
    use crate::graph::{Clocks, Lens, View};

    /// Checks how surely the last of these relations links two, and through whom the first takes
    /// part in it.
    #[track_caller]
    fn check(lines: &[&str], [a, b]: [&str; 2], truth: Truth, through: &[&str]) {
        let network = network(lines);
        let lens = Lens {
            roll_up: true,
            ..Lens::default()
        };
        let view = View::new(&network, &lens);
        let last = line(&network, lines.len() - 1);
        let (a, b) = (at(&network, a), at(&network, b));
        assert_eq!(view.links(a, b, last), truth);
        assert_eq!(view.links(b, a, last), truth);
        let name = |entity| network.data().entity(entity).id.as_str();
        let chains = view.through(last, a);
        let agents: Vec<&str> = chains
            .iter()
            .flatten()
            .map(|link| name(link.agent))
            .collect();
        assert_eq!(agents, through);
    }

    const MINISTRY: [&str; 3] = [
        "office 2019-11-04/2024-06-12 mr-biruta > inst-ministry",
        "part-of 1994/.. inst-ministry > rwanda",
        "office 2004-03-09/.. mr-lavrov > russia",
    ];

    fn then(last: &str) -> Vec<&str> {
        MINISTRY.into_iter().chain([last]).collect()
    }

    #[test]
    fn a_minister_acts_for_his_ministry_and_for_the_state_it_is_a_part_of() {
        let lines = then("meeting 2024-02-03 mr-biruta mr-lavrov");
        let through = ["mr-biruta", "inst-ministry"];
        check(&lines, ["rwanda", "russia"], Truth::Certain, &through);
        check(
            &lines,
            ["inst-ministry", "mr-lavrov"],
            Truth::Certain,
            &through[..1],
        );
    }

    #[test]
    fn outside_his_term_nobody_acts() {
        let lines = then("meeting 2024-06-13 mr-biruta mr-lavrov");
        check(&lines, ["rwanda", "russia"], Truth::Impossible, &[]);
        let lines = then("meeting 2024-06 mr-biruta mr-lavrov");
        let through = ["mr-biruta", "inst-ministry"];
        check(&lines, ["rwanda", "russia"], Truth::Possible, &through);
    }

    #[test]
    fn who_chairs_another_body_beside_his_office_acts_for_his_own_alone() {
        let mut lines = then("meeting 2024-02-03 mr-biruta mr-lavrov");
        lines.insert(0, "chairmanship 2024/2024 mr-biruta > inst-union");
        let ministry = ["inst-ministry", "mr-lavrov"];
        check(&lines, ministry, Truth::Certain, &["mr-biruta"]);
        check(&lines, ["inst-union", "mr-lavrov"], Truth::Impossible, &[]);
    }

    #[test]
    fn a_party_takes_part_for_itself() {
        let lines = then("meeting 2024-02-03 mr-biruta rwanda mr-lavrov");
        check(&lines, ["rwanda", "russia"], Truth::Certain, &[]);
        check(&lines, ["rwanda", "mr-biruta"], Truth::Certain, &[]);
    }

    #[test]
    fn who_acts_for_another_does_not_meet_him() {
        let lines = then("meeting 2024-02-03 mr-biruta mr-lavrov");
        check(
            &lines,
            ["russia", "mr-lavrov"],
            Truth::Impossible,
            &["mr-lavrov"],
        );
        check(
            &lines,
            ["inst-ministry", "rwanda"],
            Truth::Impossible,
            &["mr-biruta"],
        );
    }

    #[test]
    fn a_ministry_whose_minister_signs_for_his_state_does_not_deal_with_it() {
        let lines = then("meeting 2024-02-03 mr-biruta rwanda mr-lavrov russia");
        check(
            &lines,
            ["inst-ministry", "rwanda"],
            Truth::Impossible,
            &["mr-biruta"],
        );
        check(
            &lines,
            ["inst-ministry", "russia"],
            Truth::Certain,
            &["mr-biruta"],
        );
    }

    #[test]
    fn people_act_in_events_alone_and_bodies_in_ties_too() {
        let lines = then("membership 2020/.. mr-biruta > inst-union");
        check(&lines, ["rwanda", "inst-union"], Truth::Impossible, &[]);
        let lines = then("membership 2020/.. inst-ministry > inst-union");
        check(
            &lines,
            ["rwanda", "inst-union"],
            Truth::Certain,
            &["inst-ministry"],
        );
    }

    #[test]
    fn bodies_that_are_parts_of_each_other_end_somewhere() {
        let lines = [
            "part-of 2000/.. inst-a > inst-b",
            "part-of 2000/.. inst-b > inst-a",
            "meeting 2015 inst-a z",
        ];
        check(&lines, ["inst-b", "z"], Truth::Certain, &["inst-a"]);
    }

    #[test]
    fn two_terms_that_share_no_day_do_not_make_a_chain() {
        let lines = [
            "office 2015-01/2015-03 mr-x > inst-a",
            "part-of 2015-06/.. inst-a > rwanda",
            "meeting 2015 mr-x z",
        ];
        check(&lines, ["inst-a", "z"], Truth::Possible, &["mr-x"]);
        check(&lines, ["rwanda", "z"], Truth::Impossible, &[]);
    }

    #[test]
    fn two_sides_act_on_the_same_day() {
        let lines = [
            "office 2015-01/2015-03 mr-x > rwanda",
            "office 2015-06/.. mr-z > russia",
            "meeting 2015 mr-x mr-z",
        ];
        check(&lines, ["rwanda", "mr-z"], Truth::Possible, &["mr-x"]);
        check(&lines, ["rwanda", "russia"], Truth::Impossible, &["mr-x"]);
    }

    #[test]
    fn the_day_that_held_decides_for_whom_a_member_acts() {
        let network = network(&[
            "part-of 2000/2005 inst-a > rwanda",
            "membership 2000/.. inst-a > inst-union",
        ]);
        let linked = |as_of: Option<&str>| {
            let lens = Lens {
                roll_up: true,
                clocks: Clocks {
                    as_of: as_of.map(|day| Edtf::parse(day).unwrap()),
                    known_by: None,
                },
                ..Lens::default()
            };
            let (rwanda, union) = (at(&network, "rwanda"), at(&network, "inst-union"));
            View::new(&network, &lens).links(rwanda, union, line(&network, 1))
        };
        assert_eq!(linked(None), Truth::Certain);
        assert_eq!(linked(Some("2003-01-01")), Truth::Certain);
        assert_eq!(linked(Some("2015-01-01")), Truth::Impossible);
    }
}
