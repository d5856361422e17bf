//! The earliest arrival: from the one forwards in time, and from each day on which the other meets
//! somebody backwards, until both know the same entity.

use super::Limit;

/// A side that is larger goes on day by day; a smaller one skips the days on which it meets nobody.
const SMALL: usize = 8;

/// Those from whom or by whom somebody can be reached.
#[derive(Debug)]
pub(super) struct Front {
    members: Vec<u32>,
    /// A bit for each entity.
    bits: Vec<u64>,
}

impl Front {
    pub(super) fn new(entities: usize) -> Front {
        Front {
            members: Vec::new(),
            bits: vec![0; entities.div_ceil(64)],
        }
    }

    fn begin(&mut self, entity: u32) {
        for member in self.members.drain(..) {
            self.bits[member as usize / 64] = 0;
        }
        self.add(entity);
    }

    #[inline]
    fn add(&mut self, entity: u32) {
        self.members.push(entity);
        self.bits[entity as usize / 64] |= 1 << (entity % 64);
    }

    #[inline]
    fn has(&self, entity: u32) -> bool {
        (self.bits[entity as usize / 64] >> (entity % 64)) & 1 != 0
    }

    /// Adds all who hang together with it on a day; tells whether one of them is among the others.
    fn spread(&mut self, events: &[(u32, u32)], others: &Front) -> bool {
        loop {
            let before = self.members.len();
            for (source, target) in events {
                let (one, two) = (self.has(*source), self.has(*target));
                if one != two {
                    let new = if one { *target } else { *source };
                    if others.has(new) {
                        return true;
                    }
                    self.add(new);
                }
            }
            if self.members.len() == before {
                return false;
            }
        }
    }
}

impl Limit {
    pub(super) fn arrival(&mut self, (x, y): (u32, u32), start: u16) -> Option<u32> {
        let mut fronts = std::mem::replace(&mut self.scratch.times, [Front::new(0), Front::new(0)]);
        let found = self.earliest(&mut fronts, (x, y), usize::from(start));
        self.scratch.times = fronts;
        found.map(|day| day as u32)
    }

    /// Returns the first of the days on which `y` meets somebody by which `x` reaches it.
    fn earliest(
        &self,
        [forwards, backwards]: &mut [Front; 2],
        (x, y): (u32, u32),
        start: usize,
    ) -> Option<usize> {
        forwards.begin(x);
        // All days before this one are done.
        let mut done = self.next_day(x, start)?;
        let mut arrival = self.next_day(y, done)?;
        loop {
            backwards.begin(y);
            if backwards.spread(self.events_of(arrival), forwards)
                || self.do_meet(forwards, backwards, &mut done, arrival)
            {
                return Some(arrival);
            }
            arrival = self.next_day(y, arrival + 1)?;
        }
    }

    /// Goes on from both sides in turn, until they meet or no day is left between them.
    fn do_meet(
        &self,
        forwards: &mut Front,
        backwards: &mut Front,
        done: &mut usize,
        arrival: usize,
    ) -> bool {
        // This day and all after it are done by the other side.
        let mut until = arrival;
        while *done < until {
            let day = self.day_ahead(forwards, *done).min(until);
            if day < until && forwards.spread(self.events_of(day), backwards) {
                return true;
            }
            *done = until.min(day + 1);
            if *done < until {
                let day = self.day_behind(backwards, until);
                if day >= *done && backwards.spread(self.events_of(day), forwards) {
                    return true;
                }
                until = day.max(*done);
            }
        }
        false
    }

    /// Returns the first day from one on that may add somebody to a front.
    fn day_ahead(&self, front: &Front, from: usize) -> usize {
        if front.members.len() > SMALL {
            return from;
        }
        let next = |entity: &u32| self.next_day(*entity, from);
        front
            .members
            .iter()
            .filter_map(next)
            .min()
            .unwrap_or(usize::MAX)
    }

    /// Returns the last day before one that may add somebody to a front, or the first of all.
    fn day_behind(&self, front: &Front, before: usize) -> usize {
        if front.members.len() > SMALL {
            return before - 1;
        }
        let last = |entity: &u32| {
            let list = &self.relation[self.spokes_of(*entity)];
            let end = list.partition_point(|relation| *relation < self.days[before]);
            Some(self.day_of(*list.get(end.checked_sub(1)?)?))
        };
        front.members.iter().filter_map(last).max().unwrap_or(0)
    }

    /// Returns the first day from one on on which an entity meets somebody.
    fn next_day(&self, entity: u32, from: usize) -> Option<usize> {
        let first = *self.days.get(from)?;
        let list = &self.relation[self.spokes_of(entity)];
        let next = list.get(list.partition_point(|relation| *relation < first))?;
        Some(self.day_of(*next))
    }

    pub(super) fn day_of(&self, relation: u32) -> usize {
        self.days.partition_point(|first| *first <= relation) - 1
    }

    fn events_of(&self, day: usize) -> &[(u32, u32)] {
        &self.ends[self.days[day] as usize..self.days[day + 1] as usize]
    }
}
