//! Numbers beside entities, forgotten in no time: the scratch memory of searches.
//!
//! A search over a large graph touches few entities. Clearing a number for each of them would
//! cost more than the search, so each round of work bears a number of its own, and what was
//! written in earlier rounds does not count. The memory is kept for the thread's next search.

use std::cell::RefCell;

use crate::model::EntityIx;

/// How many pieces of scratch memory a thread keeps.
const KEPT: usize = 4;

thread_local! {
    static POOL: RefCell<Vec<Memory>> = const { RefCell::new(Vec::new()) };
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
        let mut memory = POOL.with_borrow_mut(Vec::pop).unwrap_or_default();
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
        let memory = std::mem::take(&mut self.0);
        // A thread that is about to end has no pool any more; then the memory is simply freed.
        let _ = POOL.try_with(|pool| {
            if let Ok(mut pool) = pool.try_borrow_mut()
                && pool.len() < KEPT
            {
                pool.push(memory);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{EntityIx, Marks};

    #[test]
    fn what_an_earlier_round_wrote_is_forgotten() {
        let mut first = Marks::new(3);
        first.set(EntityIx(1), 7);
        assert_eq!(first.get(EntityIx(1)), Some(7));
        drop(first);
        let second = Marks::new(5);
        assert!((0..5).all(|entity| !second.has(EntityIx(entity))));
    }
}
