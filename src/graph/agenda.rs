//! The agenda: events of one known day between two parties, day by day.
//!
//! Most relations of a large collection are of this sort, and who searches in order of time can
//! turn them over like the leaves of a calendar: they stand in order of date anyway. All others lie
//! loose beside the entities that take part in them. Which of either pass a lens is judged
//! elsewhere.

use bytemuck::{Pod, Zeroable};

use crate::columns::{Column, Listing, Lists};
use crate::edtf::{Day, Truth};
use crate::model::{EntityIx, Nature, RelationIx};

use super::{Network, Spoke, View};

/// An event of one known day between two parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contact {
    pub(crate) relation: RelationIx,
    /// Both parties, in the order of the record.
    pub(crate) pair: [EntityIx; 2],
}

/// The days of one date on which there are contacts.
#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Leaf {
    /// The relations of the date, from the first to before the second.
    begin: RelationIx,
    end: RelationIx,
}

/// The contacts of a network by day, and all its other relations by entity.
#[derive(Debug, Clone, Default)]
pub(crate) struct Agenda {
    /// The days on which there are contacts, in order.
    pub(super) days: Column<i32>,
    /// By the place of the day.
    pub(super) leaves: Column<Leaf>,
    /// By relation, whether it is a contact, as a row of bits.
    pub(super) is_contact: Column<u64>,
    /// How many contacts there are.
    pub(super) size: usize,
}

impl Agenda {
    /// Returns the agenda of a network whose spokes are not laid out yet. O(relations).
    pub(super) fn of(network: &Network) -> Agenda {
        let mut bits = vec![0_u64; network.relation_count().div_ceil(64)];
        let (mut days, mut leaves, mut size) = (Vec::new(), Vec::new(), 0);
        let dates = network.data().dates();
        for (place, date) in dates.all().enumerate() {
            let Some(day) = date.exact_day() else {
                continue;
            };
            let (begin, end) = (dates.begin(place), dates.begin(place + 1));
            let before = size;
            for relation in (begin.0..end.0).map(RelationIx) {
                if is_contact(network, relation) {
                    bits[relation.index() / 64] |= 1 << (relation.index() % 64);
                    size += 1;
                }
            }
            if size > before {
                let day = day.number().clamp(i32::MIN.into(), i32::MAX.into());
                days.push(day as i32);
                leaves.push(Leaf { begin, end });
            }
        }
        Agenda {
            days: days.into(),
            leaves: leaves.into(),
            is_contact: bits.into(),
            size,
        }
    }

    /// Returns the days on which there are contacts, in order, as numbers of days.
    pub(crate) fn days(&self) -> &[i32] {
        self.days.all()
    }

    /// Returns the relations of a day by its place among the days, contacts and others.
    fn leaf(&self, day: usize) -> std::ops::Range<u32> {
        let leaf = self.leaves.at(day);
        leaf.begin.0..leaf.end.0
    }

    /// Returns how many contacts there are.
    pub(crate) const fn size(&self) -> usize {
        self.size
    }

    /// Tells whether a relation is a contact.
    #[inline]
    pub(super) fn has(&self, relation: RelationIx) -> bool {
        self.is_contact.at(relation.index() / 64) & (1 << (relation.index() % 64)) != 0
    }

    /// Returns the relations of an entity that come no sooner than the contacts of a day do, by
    /// the place of that day; all others come before.
    fn split<'a>(&self, network: &'a Network, entity: EntityIx, day: usize) -> [&'a [Spoke]; 2] {
        let spokes = network.spokes(entity);
        let leaf = self.leaves.part(day..day + 1).first();
        let first = leaf.map_or(u32::MAX, |leaf| leaf.begin.0);
        let at = spokes.partition_point(|spoke| spoke.relation.0 < first);
        let (before, after) = spokes.split_at(at);
        [before, after]
    }
}

/// The spokes that nobody meets who turns the leaves of the agenda.
#[derive(Debug, Clone, Default)]
pub(super) struct Loose {
    /// By entity, the relations that are no contacts, in order of date.
    pub(super) others: Lists<Spoke>,
    /// By entity, the contacts in which a party may act for others, in order of date.
    pub(super) raised: Lists<Spoke>,
}

impl Loose {
    /// Gathers the loose spokes of a network whose spokes are laid out. O(parties).
    pub(super) fn of(network: &Network) -> Loose {
        let agenda = &network.agenda;
        let is_contact = |spoke: &Spoke| agenda.has(spoke.relation);
        let all_contacts = agenda.size == network.relation_count();
        let nobody_acts = network.mandates().is_empty();
        let (mut loose, mut all_raised) = (Listing::with_capacity(0), Listing::with_capacity(0));
        for entity in network.data().entity_ixs() {
            let spokes = network.spokes(entity).iter().copied();
            if !all_contacts {
                let others = spokes.clone().filter(|spoke| !is_contact(spoke));
                loose.push(others);
            }
            if !nobody_acts {
                let raised = spokes.filter(|spoke| is_contact(spoke) && spoke.is_raised());
                all_raised.push(raised);
            }
        }
        Loose {
            others: loose.finish(),
            raised: all_raised.finish(),
        }
    }

    /// Returns the relations of an entity that are no contacts, in order of date.
    pub(super) fn others(&self, entity: EntityIx) -> &[Spoke] {
        Loose::list(&self.others, entity)
    }

    /// Returns the contacts of an entity in which a party may act for others, in order of date.
    pub(super) fn raised(&self, entity: EntityIx) -> &[Spoke] {
        Loose::list(&self.raised, entity)
    }

    /// Returns the list of an entity, without a look at it where all are empty.
    fn list(lists: &Lists<Spoke>, entity: EntityIx) -> &[Spoke] {
        if lists.size() == 0 {
            &[]
        } else {
            lists.list(entity.index())
        }
    }
}

impl<'a> View<'a> {
    /// Returns the relations of an entity that are no contacts, passing or not, in order of date.
    #[inline]
    pub(crate) fn loose_spokes(self, entity: EntityIx) -> &'a [Spoke] {
        self.network().loose().others(entity)
    }

    /// Tells whether a relation of a day is a contact of these two and passes the lens.
    #[inline]
    pub(crate) fn lets_meet(self, relation: RelationIx, pair: [EntityIx; 2], day: Day) -> bool {
        let contact = Contact { relation, pair };
        self.network().agenda().has(relation) && self.judge_contact(contact, day).is_possible()
    }

    /// Tells whether a contact of a day passes the lens, and how surely, as [`View::judge`] does.
    #[inline]
    pub(crate) fn judge_contact(self, contact: Contact, day: Day) -> Truth {
        let lens = self.lens();
        if lens.needs_record() {
            return self.judge(contact.relation);
        }
        let network = self.network();
        if network.has_kind(contact.relation, lens)
            && lens.statuses.contains(network.status(contact.relation))
        {
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

    /// Returns the relations of a day by its place among the days of the agenda, with two entities
    /// each, which are the parties if it is a contact.
    pub(crate) fn page(
        &self,
        day: usize,
    ) -> impl ExactSizeIterator<Item = (RelationIx, EntityIx, EntityIx)> + '_ {
        self.data().pairs(self.agenda.leaf(day))
    }

    /// Returns a relation as a contact, if it is one.
    pub(crate) fn contact(&self, relation: RelationIx) -> Option<Contact> {
        let pair = self
            .data()
            .pair(relation)
            .filter(|_| self.agenda.has(relation));
        pair.map(|pair| Contact { relation, pair })
    }

    /// Returns the contacts of a day by its place among the days of the agenda, in order of ids.
    pub(crate) fn contacts(&self, day: usize) -> impl Iterator<Item = Contact> + '_ {
        let relations = self.agenda.leaf(day).map(RelationIx);
        relations.filter_map(|relation| self.contact(relation))
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

/// Tells whether a relation of one known day is a contact.
///
/// A report that gives another day may change the date under a lens that limits the evidence;
/// such a relation is left out.
fn is_contact(network: &Network, relation: RelationIx) -> bool {
    let data = network.data();
    // Rows of batches have two parties and one date each.
    let is_row = data.record_place(relation).is_none();
    let told_otherwise = || {
        let record = data.record(relation);
        record.is_some_and(|record| record.reports.iter().any(|report| report.when.is_some()))
    };
    network.nature(relation) == Nature::Event
        && (is_row || data.pair(relation).is_some() && !told_otherwise())
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
            let contacts = network.contacts(day);
            contacts
                .map(|contact| network.data().relation_id(contact.relation).to_string())
                .collect()
        });
        let by_day: Vec<Vec<String>> = by_day.collect();
        assert_eq!(by_day, [vec!["r4"], vec!["r0", "r7"]]);
        assert_eq!(agenda.size(), 3);
        assert_eq!(network.loose().others(at(&network, "a")).len(), 5);
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
