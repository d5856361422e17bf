//! What the rest of a chain costs at least: the bounds that guide the search for the best.

use std::rc::Rc;

use crate::analysis::Stopped;
use crate::analysis::cancel::Ticker;
use crate::analysis::fan::Fan;
use crate::analysis::marks::Marks;
use crate::model::EntityIx;

use super::chain::Kept;
use super::ground::Ground;
use super::reach;
use super::strength::Strength;

/// The fan of an entity with the cost of stepping to each neighbour.
#[derive(Debug)]
pub(super) struct Priced {
    pub(super) fan: Rc<Fan>,
    pub(super) costs: Vec<u64>,
}

/// For each entity that can stand on a chain of one length: the least cost of all walks from
/// there to the end in exactly so many steps. No chain costs less than the walk, for it is one.
#[derive(Debug)]
pub(super) struct Bounds<'a> {
    ground: &'a Ground<'a>,
    strength: Strength<'a>,
    priced: Kept<Priced>,
    /// The place of each entity near enough to both ends.
    slots: Marks,
    /// By number of steps, then by place; the greatest number where there is no walk.
    least: Vec<Vec<u64>>,
}

const NO_WALK: u64 = u64::MAX;

impl<'a> Bounds<'a> {
    /// Works out the bounds for chains of exactly so many steps.
    pub(super) fn new(ground: &'a Ground<'a>, length: u32) -> Result<Bounds<'a>, Stopped> {
        let ahead = reach::around(ground, ground.from, length)?;
        let to_go = reach::distances(ground, ground.to, length)?;
        let depths = |entity: EntityIx| ahead.marks.get(entity).zip(to_go.get(entity));
        let near = |entity: &EntityIx| {
            depths(*entity).is_some_and(|(ahead, to_go)| ahead + to_go <= length)
        };
        let region: Vec<EntityIx> = ahead.reached().iter().copied().filter(near).collect();
        let mut slots = Marks::new(ground.size());
        for (slot, entity) in region.iter().enumerate() {
            slots.set(*entity, slot as u32);
        }
        let at_end = |entity: &EntityIx| if *entity == ground.to { 0 } else { NO_WALK };
        let mut bounds = Bounds {
            ground,
            strength: Strength::new(ground.view.network()),
            priced: Kept::new(),
            slots,
            least: vec![region.iter().map(at_end).collect()],
        };
        let mut ticker = Ticker::new(ground.cancel);
        for left in 1..length {
            let useful = |entity: EntityIx| {
                depths(entity).is_some_and(|(ahead, to_go)| ahead + left <= length && to_go <= left)
            };
            let mut row = vec![NO_WALK; region.len()];
            for (slot, entity) in region.iter().enumerate() {
                ticker.tick()?;
                if !ground.is_end(*entity) && useful(*entity) {
                    row[slot] = bounds.cheapest(*entity, left)?;
                }
            }
            bounds.least.push(row);
        }
        Ok(bounds)
    }

    /// Returns the least cost of a walk of exactly so many steps, from those of one step less.
    fn cheapest(&mut self, from: EntityIx, left: u32) -> Result<u64, Stopped> {
        let priced = self.priced(from)?;
        let over = |(group, cost): (&crate::analysis::fan::Group, &u64)| {
            let rest = self.least(group.to, left - 1)?;
            Some(cost + self.passing(group.to) + rest)
        };
        let ways = priced.fan.groups().iter().zip(&priced.costs);
        Ok(ways.filter_map(over).min().unwrap_or(NO_WALK))
    }

    /// Returns the least cost of going from an entity to the end in exactly so many steps, or
    /// nothing if that cannot be done.
    pub(super) fn least(&self, from: EntityIx, steps: u32) -> Option<u64> {
        let slot = self.slots.get(from)? as usize;
        let cost = *self.least.get(steps as usize)?.get(slot)?;
        (cost != NO_WALK).then_some(cost)
    }

    /// Returns the cost of passing an entity; nothing at the end.
    pub(super) fn passing(&self, entity: EntityIx) -> u64 {
        if self.ground.is_end(entity) {
            0
        } else {
            self.strength.passing_cost(entity)
        }
    }

    /// Returns what links an entity to those that can stand on a chain, with costs.
    pub(super) fn priced(&mut self, entity: EntityIx) -> Result<Rc<Priced>, Stopped> {
        let strength = self.strength;
        let slots = &self.slots;
        self.priced.of(
            self.ground,
            entity,
            |to| slots.has(to),
            |fan| {
                let costs = fan
                    .groups()
                    .iter()
                    .map(|group| strength.step_cost(fan.hits(*group)));
                Priced {
                    costs: costs.collect(),
                    fan: Rc::new(fan),
                }
            },
        )
    }
}
