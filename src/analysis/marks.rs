//! Numbers beside entities, forgotten in no time: the scratch memory of searches.
//!
//! A search over a large graph touches few entities. Clearing a number for each of them would
//! cost more than the search, so each round of work bears a number of its own, and what was
//! written in earlier rounds does not count. The memory is kept for the thread's next search.

use std::cell::RefCell;
use std::thread::LocalKey;

use crate::model::EntityIx;

/// How many pieces of scratch memory a thread keeps.
const KEPT: usize = 4;

/// Pieces of scratch memory that no search uses now.
type Pool<T> = RefCell<Vec<T>>;

thread_local! {
    static CELLS: Pool<Memory> = const { RefCell::new(Vec::new()) };
    static CROWDS: Pool<Crowd> = const { RefCell::new(Vec::new()) };
}

/// A number beside each entity, with the round in which it was written.
#[derive(Debug, Default)]
struct Memory {
    round: u32,
    cells: Vec<(u32, u32)>,
}

/// A number beside some of the entities; none at first.
#[derive(Debug)]
pub(super) struct Marks(Memory);

impl Marks {
    /// Returns empty marks for a network of so many entities.
    pub(super) fn new(entities: usize) -> Marks {
        let mut memory = take(&CELLS);
        memory.round = memory.round.wrapping_add(1);
        if memory.round == 0 {
            memory.cells.clear();
            memory.round = 1;
        }
        if memory.cells.len() < entities {
            memory.cells.resize(entities, (0, 0));
        }
        Marks(memory)
    }

    /// Returns the number beside an entity.
    #[inline]
    pub(super) fn get(&self, entity: EntityIx) -> Option<u32> {
        let (round, number) = self.0.cells[entity.index()];
        (round == self.0.round).then_some(number)
    }

    /// Tells whether there is a number beside an entity.
    #[inline]
    pub(super) fn has(&self, entity: EntityIx) -> bool {
        self.get(entity).is_some()
    }

    /// Writes a number beside an entity.
    #[inline]
    pub(super) fn set(&mut self, entity: EntityIx, number: u32) {
        self.0.cells[entity.index()] = (self.0.round, number);
    }
}

impl Drop for Marks {
    fn drop(&mut self) {
        give_back(&CELLS, std::mem::take(&mut self.0));
    }
}

/// Entities in the order in which they were added, and a bit beside each of all there are.
///
/// Outside of a [`Reached`] there is nobody in it.
#[derive(Debug, Default)]
struct Crowd {
    bits: Vec<u64>,
    members: Vec<EntityIx>,
}

/// Those whom a search has reached, for searches that ask nothing else about them.
#[derive(Debug)]
pub(super) struct Reached(Crowd);

impl Reached {
    /// Returns nobody in a network of so many entities.
    pub(super) fn new(entities: usize) -> Reached {
        let mut crowd = take(&CROWDS);
        let words = entities.div_ceil(64);
        if crowd.bits.len() < words {
            crowd.bits.resize(words, 0);
        }
        Reached(crowd)
    }

    /// Tells whether an entity was reached; never one that there is not.
    #[inline]
    pub(super) fn has(&self, entity: EntityIx) -> bool {
        let word = self.0.bits.get(entity.index() / 64);
        word.is_some_and(|word| word & (1 << (entity.index() % 64)) != 0)
    }

    /// Adds an entity that was not reached before.
    #[inline]
    pub(super) fn add(&mut self, entity: EntityIx) {
        self.0.bits[entity.index() / 64] |= 1 << (entity.index() % 64);
        self.0.members.push(entity);
    }

    /// Returns all, in the order in which they were reached.
    #[inline]
    pub(super) fn members(&self) -> &[EntityIx] {
        &self.0.members
    }

    /// Makes room for so many more.
    pub(super) fn reserve(&mut self, more: usize) {
        self.0.members.reserve(more);
    }

    /// Forgets everybody. O(those reached), and never more than a bit for each entity.
    pub(super) fn clear(&mut self) {
        let Crowd { bits, members } = &mut self.0;
        if members.len() < bits.len() {
            for member in members.drain(..) {
                bits[member.index() / 64] = 0;
            }
        } else {
            bits.fill(0);
            members.clear();
        }
    }
}

impl Drop for Reached {
    fn drop(&mut self) {
        self.clear();
        give_back(&CROWDS, std::mem::take(&mut self.0));
    }
}

/// Takes a piece of memory out of a pool, or begins a new one.
fn take<T: Default>(pool: &'static LocalKey<Pool<T>>) -> T {
    pool.with_borrow_mut(Vec::pop).unwrap_or_default()
}

/// Puts a piece of memory into a pool, unless there is enough in it.
fn give_back<T>(pool: &'static LocalKey<Pool<T>>, piece: T) {
    // A thread that is about to end has no pool any more; then the memory is simply freed.
    let _ = pool.try_with(|pool| {
        if let Ok(mut pool) = pool.try_borrow_mut()
            && pool.len() < KEPT
        {
            pool.push(piece);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{EntityIx, Marks, Reached};

    #[test]
    fn what_an_earlier_round_wrote_is_forgotten() {
        let mut first = Marks::new(3);
        first.set(EntityIx(1), 7);
        assert_eq!(first.get(EntityIx(1)), Some(7));
        drop(first);
        let second = Marks::new(5);
        assert!((0..5).all(|entity| !second.has(EntityIx(entity))));
    }

    #[test]
    fn nobody_is_reached_at_first_however_many_were_before() {
        for many in [1, 200] {
            let mut first = Reached::new(200);
            (0..many).for_each(|entity| first.add(EntityIx(entity)));
            assert!(first.has(EntityIx(0)) && first.members().len() == many as usize);
            drop(first);
            let second = Reached::new(200);
            assert!(second.members().is_empty());
            assert!((0..200).all(|entity| !second.has(EntityIx(entity))));
        }
    }
}
