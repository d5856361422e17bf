//! A view: the network as a lens shows it, without copying it.

use std::collections::HashSet;

use itertools::Itertools;

use crate::edtf::{Edtf, Occasion, Truth, Window};
use crate::model::{Direction, EntityIx, Nature, RelationIx, SourceIx, Status};

use super::acting::Members;
use super::lens::Asks;
use super::{Account, Acting, Lens, Network, Spoke};

/// A network seen through a lens.
///
/// It is a graph of petgraph too, without a copy: entities are nodes, and each pair of parties of
/// a relation that passes is an undirected edge, so that relations between the same two are
/// parallel edges. [`View::to_petgraph`] makes a copy that tells directions.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let lens = Lens::default();
/// let view = View::new(chancery.network(), &lens);
/// let place = |id| chancery.data().entity_ix(id).unwrap();
/// let far = petgraph::algo::dijkstra(view, place("rwanda"), None, |_| 1);
/// assert_eq!(far[&place("kazakhstan")], 1);
/// # Ok::<(), chancery::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    network: &'a Network,
    lens: &'a Lens,
    /// What the lens asks for. This and the next follow from the two above; they would otherwise
    /// be worked out for every relation.
    asks: Asks,
    /// Whether the lens rolls up and somebody acts for somebody.
    raises: bool,
}

impl<'a> View<'a> {
    /// Returns the network as the lens shows it.
    pub fn new(network: &'a Network, lens: &'a Lens) -> View<'a> {
        View {
            network,
            lens,
            asks: lens.asks(),
            raises: lens.roll_up && !network.mandates().is_empty(),
        }
    }

    /// Returns the network behind the lens.
    pub const fn network(self) -> &'a Network {
        self.network
    }

    /// Returns the lens.
    pub const fn lens(self) -> &'a Lens {
        self.lens
    }

    /// Tells whether a relation passes the lens, and how surely.
    #[inline]
    pub fn judge(self, relation: RelationIx) -> Truth {
        match self.asks {
            Asks::Status => self.network.judge_status(relation, self.lens),
            Asks::Columns => self.admit(self.network.judge_columns(relation, self.lens)),
            Asks::Record => self.network.judge(relation, self.lens),
        }
    }

    /// Returns what counts as known of a relation; see [`Network::account`].
    pub fn account(self, relation: RelationIx) -> Option<Account<'a>> {
        self.network.account(relation, self.lens)
    }

    /// Returns when a relation happened or held, as far as it counts as known.
    pub fn when(self, relation: RelationIx) -> Option<&'a Edtf> {
        self.account(relation)?.when
    }

    /// Returns the status of a relation as far as it counts as known; its own if nothing is.
    pub fn status(self, relation: RelationIx) -> Status {
        let known = self.account(relation).map(|account| account.status);
        known.unwrap_or_else(|| self.network.status(relation))
    }

    /// Returns the days on which a relation can be met: those of the window, up to the day that
    /// is asked about.
    pub fn occasion(self, relation: RelationIx) -> Occasion<'a> {
        let (when, window) = (self.when(relation), self.meeting_days());
        match self.network.nature(relation) {
            Nature::Event => Occasion::event(when, window),
            Nature::Tie => Occasion::tie(when, window),
        }
    }

    /// Returns the days on which relations can be met.
    pub(crate) fn meeting_days(self) -> Window {
        match &self.lens.clocks.as_of {
            Some(day) => self.lens.window.intersect(Window::until(day)),
            None => self.lens.window,
        }
    }

    /// Returns the reports of a relation that count, by their places in its record, and how
    /// surely each does.
    pub fn reports(self, relation: RelationIx) -> impl Iterator<Item = (usize, Truth)> + 'a {
        self.network.reports(relation, self.lens)
    }

    /// Returns the sources of a relation that count, each once, in the order of its record.
    pub fn sources(self, relation: RelationIx) -> impl Iterator<Item = SourceIx> + 'a {
        let sources = self.network.sources(relation).iter().copied();
        sources.filter(move |source| self.network.counts(*source, self.lens).is_possible())
    }

    /// Tells whether others than its parties may take part in a relation.
    #[inline]
    pub(crate) fn rolls_up(self, relation: RelationIx) -> bool {
        self.raises && self.network.rolls_up(relation)
    }

    /// Tells whether others than its parties may take part in the relation of a spoke.
    #[inline]
    pub(crate) const fn is_raised(self, spoke: Spoke) -> bool {
        self.raises && spoke.is_raised()
    }

    /// Returns the only one who takes part in the relation of a spoke at the other end.
    #[inline]
    pub(crate) fn only_other(self, spoke: Spoke) -> Option<EntityIx> {
        if self.is_raised(spoke) {
            None
        } else {
            spoke.other()
        }
    }

    /// Tells whether a relation may link more than one pair of entities.
    pub(crate) fn links_several(self, relation: RelationIx) -> bool {
        self.network.parties(relation).len() > 2 || self.rolls_up(relation)
    }

    /// Tells whether a relation may link some and not others of those who take part: then a way
    /// may come back to it where there is no short cut.
    pub(crate) const fn links_partly(self) -> bool {
        self.raises
    }

    pub(super) fn members(self, relation: RelationIx) -> Members<'a> {
        self.network.members(relation, self.lens)
    }

    /// Tells how surely an entity takes part in a relation: as a party or, if the lens rolls up,
    /// because a party acts for it.
    pub fn takes_part(self, entity: EntityIx, relation: RelationIx) -> Truth {
        if self.network.takes_part(entity, relation) {
            return Truth::Certain;
        }
        if self.may_be_raised(entity) && self.rolls_up(relation) {
            self.members(relation).takes_part(entity)
        } else {
            Truth::Impossible
        }
    }

    /// Tells how surely a relation links two entities.
    ///
    /// It does if they take part from two different seats and neither acts for the other in it.
    pub fn links(self, a: EntityIx, b: EntityIx, relation: RelationIx) -> Truth {
        let link = self.link(a, b, relation);
        link.map_or(Truth::Impossible, |(_, _, truth)| truth)
    }

    /// Returns the parties that stand for two entities in a relation that links them, and how
    /// surely it does; nothing if it does not.
    fn link(
        self,
        a: EntityIx,
        b: EntityIx,
        relation: RelationIx,
    ) -> Option<(EntityIx, EntityIx, Truth)> {
        let network = self.network;
        if network.takes_part(a, relation) && network.takes_part(b, relation) {
            return (a != b).then_some((a, b, Truth::Certain));
        }
        let members = self.rolls_up(relation).then(|| self.members(relation));
        members?.link(a, b)
    }

    /// Returns all who take part in a relation, each once, in the order of its record: parties,
    /// and those for whom they act.
    pub fn participants(self, relation: RelationIx) -> Vec<EntityIx> {
        if self.rolls_up(relation) {
            self.members(relation).entities().collect()
        } else {
            self.network.distinct_parties(relation).collect()
        }
    }

    /// Returns how others act for an entity in a relation: one chain for each party that does,
    /// from the party upwards; none if the entity is a party itself.
    pub fn through(self, relation: RelationIx, entity: EntityIx) -> Vec<Vec<Acting>> {
        if self.rolls_up(relation) {
            self.members(relation).chains(entity)
        } else {
            Vec::new()
        }
    }

    /// Returns the entity and all who act for it at some time, as far as the lens rolls up; in
    /// order of distance, then of ids.
    ///
    /// O(mandates of all of them).
    pub fn agents(self, entity: EntityIx) -> Vec<EntityIx> {
        let mut agents = vec![entity];
        let mut met = HashSet::from([entity]);
        let mut next = 0;
        while let (true, Some(principal)) = (self.raises, agents.get(next).copied()) {
            let below = self.network.mandates().down(principal).iter();
            let new = below.map(|mandate| mandate.other);
            agents.extend(new.filter(|agent| met.insert(*agent)));
            next += 1;
        }
        agents
    }

    /// Tells whether anybody acts for an entity, as far as the lens rolls up.
    #[inline]
    pub(super) fn may_be_raised(self, entity: EntityIx) -> bool {
        self.raises && !self.network.mandates().down(entity).is_empty()
    }

    /// Returns how many relations an entity and its agents are parties of, those of several
    /// counted for each.
    pub(crate) fn reach(self, entity: EntityIx) -> usize {
        if self.may_be_raised(entity) {
            let agents = self.agents(entity);
            agents.iter().map(|agent| self.network.degree(*agent)).sum()
        } else {
            self.network.degree(entity)
        }
    }

    /// Returns the relations that an entity takes part in and that pass, in order of date.
    pub fn relations(self, entity: EntityIx) -> impl Iterator<Item = (RelationIx, Truth)> + 'a {
        self.candidates(entity).filter_map(move |spoke| {
            let truth = self.judge_part(entity, spoke.relation);
            truth.is_possible().then_some((spoke.relation, truth))
        })
    }

    /// Tells whether a relation passes and an entity takes part in it.
    pub(crate) fn judge_part(self, entity: EntityIx, relation: RelationIx) -> Truth {
        match self.judge(relation) {
            Truth::Impossible => Truth::Impossible,
            truth => self.admit(truth.and(self.takes_part(entity, relation))),
        }
    }

    /// Returns how surely something passes that the lens may want to be certain.
    #[inline]
    pub(crate) fn admit(self, truth: Truth) -> Truth {
        if self.lens.certain && truth != Truth::Certain {
            Truth::Impossible
        } else {
            truth
        }
    }

    /// Returns the words for the step between two parties of a relation, and which way it runs: by
    /// the first pair of their roles that the kind tells apart, else by the first pair.
    pub fn words(self, relation: RelationIx, from: EntityIx, to: EntityIx) -> (&'a str, Direction) {
        let network = self.network;
        let kind = network.data().ontology().kind(network.kind(relation));
        let seats = self.link(from, to, relation);
        let (from, to) = seats.map_or((from, to), |(from, to, _)| (from, to));
        let roles = |entity: EntityIx| {
            let parties = network.parties(relation).into_iter();
            parties
                .filter(move |party| party.entity == entity)
                .map(|party| kind.roles[party.role as usize].id.as_str())
        };
        let pairs = roles(from).cartesian_product(roles(to).collect_vec());
        let told = pairs.map(|(from, to)| kind.words(from, to)).collect_vec();
        let directed = told
            .iter()
            .find(|(_, direction)| *direction != Direction::Mutual);
        let words = directed.or(told.first()).copied();
        words.unwrap_or_else(|| kind.words("", ""))
    }
}

#[cfg(test)]
mod tests {
    use crate::edtf::{Edtf, Truth, Window};
    use crate::graph::sample::{at, line, network};
    use crate::graph::{Clocks, Lens, View};
    use crate::model::EntityIx;

    const LINES: [&str; 4] = [
        "office 2010/.. mr-x > a",
        "office 2010/.. mr-y > a",
        "visit 2015 mr-x mr-y > b",
        "visit 2009 mr-x > b",
    ];

    fn rolled() -> Lens {
        Lens {
            roll_up: true,
            ..Lens::default()
        }
    }

    #[test]
    fn a_state_whose_two_ministers_visit_is_there_once() {
        let (network, lens) = (network(&LINES), rolled());
        let view = View::new(&network, &lens);
        let place = |id| at(&network, id);
        let people = [place("mr-x"), place("mr-y")];
        let visit = line(&network, 2);
        assert_eq!(
            view.participants(visit),
            [people[0], place("a"), people[1], place("b")]
        );
        let to_b = view.steps(place("a")).filter(|step| step.to == place("b"));
        assert_eq!(to_b.map(|step| step.relation).collect::<Vec<_>>(), [visit]);
        assert_eq!(view.through(visit, place("a")).len(), 2);
        assert_eq!(
            view.words(visit, place("a"), place("b")),
            view.words(visit, people[0], place("b"))
        );
    }

    #[test]
    fn those_who_act_come_nearest_first_and_not_without_roll_up() {
        let network = network(&[
            "part-of - inst-a > a",
            "office - mr-x > inst-a",
            "office - mr-y > a",
        ]);
        let (lens, direct) = (rolled(), Lens::default());
        let place = |id| at(&network, id);
        let agents =
            |lens: &Lens| -> Vec<EntityIx> { View::new(&network, lens).agents(place("a")) };
        let all = [place("a"), place("inst-a"), place("mr-y"), place("mr-x")];
        assert_eq!(agents(&lens), all);
        assert_eq!(agents(&direct), all[..1]);
    }

    #[test]
    fn as_of_a_day_ties_are_in_force_and_events_are_past() {
        use Truth::{Certain, Impossible, Possible};
        let network = network(&[
            "office 2010/2014 mr-x > a",
            "meeting 2013-05 a b",
            "meeting - a b",
        ]);
        let judged = |day: &str| {
            let lens = Lens {
                clocks: Clocks {
                    as_of: Some(Edtf::parse(day).unwrap()),
                    known_by: None,
                },
                window: Window::since(&Edtf::parse("2012").unwrap()),
                ..Lens::default()
            };
            [0, 1, 2].map(|number| View::new(&network, &lens).judge(line(&network, number)))
        };
        assert_eq!(judged("2013-05-31"), [Certain, Certain, Possible]);
        assert_eq!(judged("2013-05-30"), [Certain, Possible, Possible]);
        assert_eq!(judged("2015-01-01"), [Impossible, Certain, Possible]);
        // No day is since 2012 and past by 2011.
        assert_eq!(judged("2011-01-01"), [Certain, Impossible, Impossible]);
    }
}
