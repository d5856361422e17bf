//! Leaves: the days on which there are contacts, as a clock meets them.

use crate::edtf::Day;
use crate::graph::{Contact, Network, Spoke, View};
use crate::model::{EntityIx, RelationIx};

use super::clock::Clock;

/// The contacts of a network, from early readings of a clock to late ones.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaves<'a> {
    network: &'a Network,
    clock: Clock,
    /// The readings between which the lens lets contacts be met.
    first: Day,
    last: Day,
}

impl<'a> Leaves<'a> {
    pub(super) fn new(view: View<'a>, clock: Clock) -> Leaves<'a> {
        let (first, last) = view.meeting_days().widest();
        let ends = [first.unwrap_or(Day::MIN), last.unwrap_or(Day::MAX)].map(|day| clock.turn(day));
        Leaves {
            network: view.network(),
            clock,
            first: ends[0].min(ends[1]),
            last: ends[0].max(ends[1]),
        }
    }

    /// Returns how many contacts there are.
    pub(super) const fn size(self) -> usize {
        self.network.agenda().size()
    }

    /// Returns how many contacts a leaf has in the mean.
    pub(super) fn mean_size(self) -> usize {
        self.size() / self.network.agenda().days().len().max(1)
    }

    /// Returns the number of the first leaf at a reading or later.
    pub(super) fn first_from(self, reading: Day) -> usize {
        let days = self.network.agenda().days();
        let day = self.clock.turn(reading.max(self.first)).number();
        if self.clock.runs_back() {
            days.len() - days.partition_point(|at| i64::from(*at) <= day)
        } else {
            days.partition_point(|at| i64::from(*at) < day)
        }
    }

    /// Returns the reading of a leaf by its number, if there is such a leaf.
    pub(super) fn reading(self, leaf: usize) -> Option<Day> {
        let day = *self.network.agenda().days().get(self.place(leaf)?)?;
        self.admit(Day::from_number(day.into()))
    }

    /// Returns the contacts of a leaf by its number; none if there is no such leaf.
    pub(super) fn contacts(self, leaf: usize) -> impl Iterator<Item = Contact> + 'a {
        let day = self.place(leaf).into_iter();
        day.flat_map(move |day| self.network.contacts(day))
    }

    /// Returns the relations of a leaf by its number, as [`Network::page`] does.
    pub(super) fn page(
        self,
        leaf: usize,
    ) -> Option<impl ExactSizeIterator<Item = (RelationIx, EntityIx, EntityIx)> + 'a> {
        self.place(leaf).map(|day| self.network.page(day))
    }

    /// Returns the place of the day of a leaf among the days.
    fn place(self, leaf: usize) -> Option<usize> {
        if self.clock.runs_back() {
            let days = self.network.agenda().days().len();
            days.checked_sub(leaf + 1)
        } else {
            Some(leaf)
        }
    }

    /// Returns the reading of a day, unless it is too late.
    fn admit(self, day: Day) -> Option<Day> {
        let reading = self.clock.turn(day);
        (reading <= self.last).then_some(reading)
    }

    /// Returns the contacts of an entity from a reading on.
    pub(super) fn ahead(self, entity: EntityIx, reading: Day) -> Ahead<'a> {
        let leaf = self.first_from(reading);
        let rest = if self.clock.runs_back() {
            let days = self.network.agenda().days().len();
            self.network.spokes_around(entity, days - leaf)[0]
        } else {
            self.network.spokes_around(entity, leaf)[1]
        };
        Ahead { leaves: self, rest }
    }
}

/// The contacts of one entity that are still to come, from early readings to late ones.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ahead<'a> {
    leaves: Leaves<'a>,
    /// With relations that are no contacts among them.
    rest: &'a [Spoke],
}

impl Ahead<'_> {
    /// Returns how many relations lie ahead at most.
    pub(super) const fn size(&self) -> usize {
        self.rest.len()
    }

    /// Returns the next contact and its reading, without passing it.
    pub(super) fn peek(&mut self) -> Option<(Day, Spoke)> {
        loop {
            let spoke = if self.leaves.clock.runs_back() {
                self.rest.last()
            } else {
                self.rest.first()
            };
            let spoke = *spoke?;
            if let Some(day) = self.leaves.network.contact_day(spoke.relation) {
                return self.leaves.admit(day).map(|reading| (reading, spoke));
            }
            self.pass();
        }
    }

    /// Passes the next relation.
    pub(super) fn pass(&mut self) {
        let rest = if self.leaves.clock.runs_back() {
            self.rest.split_last()
        } else {
            self.rest.split_first()
        };
        self.rest = rest.map_or(&[], |(_, rest)| rest);
    }
}
