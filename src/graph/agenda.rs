//! The agenda: events of one known day between two parties, day by day.
//!
//! Most relations of a large collection are of this sort, and who searches in order of time can
//! turn them over like the leaves of a calendar. All others lie loose beside the entities that
//! take part in them. Which of either pass a lens is judged elsewhere.

use crate::edtf::{Day, Truth};
use crate::model::{EntityIx, KindIx, Nature, RelationIx, Status};

use super::lists::Lists;
use super::{Network, Spoke, View};

/// An event of one known day between two parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contact {
    pub(crate) relation: RelationIx,
    /// Both parties, in order of ids.
    pub(crate) pair: [EntityIx; 2],
    /// Beside the parties, so that most lenses need not look elsewhere.
    kind: KindIx,
    status: Status,
}

/// The contacts of a network by day, and all its other relations by entity.
#[derive(Debug, Clone)]
pub(crate) struct Agenda {
    /// The days on which there are contacts, in order.
    days: Vec<i32>,
    /// By the place of the day, in order of date.
    contacts: Lists<Contact>,
    /// By relation, whether it is a contact.
    is_contact: Vec<bool>,
    /// By entity, the relations that are no contacts, in order of date.
    loose: Lists<Spoke>,
    /// By entity, the contacts in which a party may act for others, in order of date.
    raised: Lists<Spoke>,
}

impl Agenda {
    /// Returns the agenda of a network whose relations do not lie in order yet.
    pub(super) fn empty() -> Agenda {
        Agenda {
            days: Vec::new(),
            contacts: Lists::with_capacity(0),
            is_contact: Vec::new(),
            loose: Lists::with_capacity(0),
            raised: Lists::with_capacity(0),
        }
    }

    /// Returns the agenda of a network. O(relations).
    pub(super) fn of(network: &Network) -> Agenda {
        let mut by_rank = vec![RelationIx(0); network.relation_count()];
        for relation in network.data().relation_ixs() {
            by_rank[network.rank(relation) as usize] = relation;
        }
        let mut agenda = Agenda {
            is_contact: vec![false; by_rank.len()],
            ..Agenda::empty()
        };
        let dated: Vec<(i32, Contact)> = by_rank
            .into_iter()
            .filter_map(|relation| contact(network, relation))
            .collect();
        for leaf in dated.chunk_by(|one, next| one.0 == next.0) {
            agenda.days.push(leaf[0].0);
            agenda
                .contacts
                .push(leaf.iter().map(|(_, contact)| *contact));
            for (_, contact) in leaf {
                agenda.is_contact[contact.relation.index()] = true;
            }
        }
        agenda.fill_entities(network);
        agenda
    }

    fn fill_entities(&mut self, network: &Network) {
        for entity in network.data().entity_ixs() {
            let spokes = network.spokes(entity).iter().copied();
            let is_contact = |spoke: &Spoke| self.is_contact[spoke.relation.index()];
            let loose = spokes.clone().filter(|spoke| !is_contact(spoke));
            self.loose.push(loose);
            let raised =
                spokes.filter(|spoke| is_contact(spoke) && network.rolls_up(spoke.relation));
            self.raised.push(raised);
        }
    }

    /// Returns the days on which there are contacts, in order, as numbers of days.
    pub(crate) fn days(&self) -> &[i32] {
        &self.days
    }

    /// Returns the contacts of a day by its place among the days, in order of ids.
    pub(crate) fn contacts(&self, day: usize) -> &[Contact] {
        self.contacts.list(day)
    }

    /// Returns how many contacts there are.
    pub(crate) const fn size(&self) -> usize {
        self.contacts.size()
    }

    /// Tells whether a relation is a contact.
    #[inline]
    pub(super) fn has(&self, relation: RelationIx) -> bool {
        self.is_contact[relation.index()]
    }

    /// Returns the relations of an entity that are no contacts, in order of date.
    pub(super) fn loose(&self, entity: EntityIx) -> &[Spoke] {
        Agenda::list(&self.loose, entity)
    }

    /// Returns the contacts of an entity in which a party may act for others, in order of date.
    pub(super) fn raised(&self, entity: EntityIx) -> &[Spoke] {
        Agenda::list(&self.raised, entity)
    }

    /// Returns the list of an entity, without a look at it where all are empty.
    fn list(lists: &Lists<Spoke>, entity: EntityIx) -> &[Spoke] {
        if lists.size() == 0 {
            &[]
        } else {
            lists.list(entity.index())
        }
    }

    /// Returns the relations of an entity that come no sooner than the contacts of a day do, by
    /// the place of that day; all others come before.
    fn split<'a>(&self, network: &'a Network, entity: EntityIx, day: usize) -> [&'a [Spoke]; 2] {
        let spokes = network.spokes(entity);
        let first = if day < self.days.len() {
            network.rank(self.contacts(day)[0].relation)
        } else {
            u32::MAX
        };
        let (before, after) =
            spokes.split_at(spokes.partition_point(|spoke| network.rank(spoke.relation) < first));
        [before, after]
    }
}

impl View<'_> {
    /// Tells whether a contact of a day passes the lens, and how surely, as [`View::judge`] does.
    #[inline]
    pub(crate) fn judge_contact(self, contact: &Contact, day: Day) -> Truth {
        let lens = self.lens();
        if lens.needs_record() {
            return self.judge(contact.relation);
        }
        let has_kind = !lens.not_via.contains(contact.kind)
            && (lens.via.as_ref()).is_none_or(|kinds| kinds.contains(contact.kind));
        if has_kind && lens.statuses.contains(contact.status) {
            self.admit(self.meeting_days().holds(day))
        } else {
            Truth::Impossible
        }
    }
}

impl Network {
    /// Returns the contacts of the network by day.
    pub(crate) const fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// Returns the day of a relation if it is a contact.
    #[inline]
    pub(crate) fn contact_day(&self, relation: RelationIx) -> Option<Day> {
        let day = || Day::from_number(self.hull_of(relation).0.into());
        self.agenda.has(relation).then(day)
    }

    /// Returns the relations of an entity before a day and from it on, each in order of date; the
    /// day is told by its place on the agenda, and only contacts are dealt out by it.
    pub(crate) fn spokes_around(&self, entity: EntityIx, day: usize) -> [&[Spoke]; 2] {
        self.agenda.split(self, entity, day)
    }
}

/// Returns a relation with its day, if it is a contact.
///
/// A report that gives another day may change the date under a lens that limits the evidence;
/// such a relation is left out.
fn contact(network: &Network, relation: RelationIx) -> Option<(i32, Contact)> {
    let (first, last) = network.hull_of(relation);
    let is_one_day = first == last && first != i32::MIN && first != i32::MAX;
    if !is_one_day || network.nature(relation) != Nature::Event {
        return None;
    }
    let &[one, other] = network.parties(relation) else {
        return None;
    };
    let record = network.data().relation(relation);
    let told_otherwise = record.reports.iter().any(|report| report.when.is_some());
    let mut pair = [one.entity, other.entity];
    pair.sort_unstable();
    let is_contact = pair[0] != pair[1] && !told_otherwise;
    is_contact.then(|| {
        let (kind, status) = (network.kind(relation), network.status(relation));
        let contact = Contact {
            relation,
            pair,
            kind,
            status,
        };
        (first, contact)
    })
}

#[cfg(test)]
mod tests {
    use crate::graph::sample::{at, network};

    #[test]
    fn only_events_of_one_day_between_two_are_contacts() {
        let network = network(&[
            "meeting 2015-03-02 a b",
            "meeting 2015-03 a b",
            "meeting 2015-03-01 a b c",
            "office 2015-03-01 mr-x > a",
            "meeting 2015-03-01 a c",
            "meeting - a b",
            "meeting 2015-03-01~ a b",
            "meeting 2015-03-02 b c",
        ]);
        let agenda = network.agenda();
        let by_day = (0..agenda.days().len()).map(|day| {
            let contacts = agenda.contacts(day).iter();
            contacts
                .map(|contact| network.data().relation(contact.relation).id.to_string())
                .collect()
        });
        let by_day: Vec<Vec<String>> = by_day.collect();
        assert_eq!(by_day, [vec!["r4"], vec!["r0", "r7"]]);
        assert_eq!(agenda.size(), 3);
        assert_eq!(agenda.loose(at(&network, "a")).len(), 5);
    }

    #[test]
    fn the_relations_of_an_entity_are_dealt_out_by_a_day() {
        let network = network(&[
            "meeting 2015-03-01 a b",
            "meeting 2015-03-02 c b",
            "meeting 2015-03-03 a b",
        ]);
        let counts = |day| {
            network
                .spokes_around(at(&network, "a"), day)
                .map(<[_]>::len)
        };
        assert_eq!([0, 1, 2, 3].map(counts), [[0, 2], [1, 1], [1, 1], [2, 0]]);
    }
}
