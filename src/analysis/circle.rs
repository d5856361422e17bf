//! Circles: who is within so many steps of an entity, ring by ring, without what links them.
//!
//! Knows direct links only: with roll-up, who takes part in a relation depends on its day.

use crate::graph::{Sieve, View};
use crate::model::EntityIx;

use super::cancel::Ticker;
use super::marks::Reached;
use super::{Cancel, Stopped, neighbours};

/// The entities within some steps of one.
#[derive(Debug)]
pub(super) struct Circle<'a> {
    view: View<'a>,
    sieve: &'a Sieve<'a>,
    /// The nearer first.
    reached: Reached,
    /// Where the outermost ring begins among those reached.
    ring: usize,
    steps: u32,
    ticker: Ticker<'a>,
}

impl<'a> Circle<'a> {
    /// Returns the circle of no steps around an entity, as seen through the sieve of a view.
    pub(super) fn around(
        view: View<'a>,
        sieve: &'a Sieve<'a>,
        entity: EntityIx,
        cancel: &'a Cancel,
    ) -> Circle<'a> {
        let mut reached = Reached::new(view.network().entity_count());
        reached.add(entity);
        Circle {
            view,
            sieve,
            reached,
            ring: 0,
            steps: 0,
            ticker: Ticker::new(cancel),
        }
    }

    /// Returns how many entities are within the circle.
    pub(super) fn size(&self) -> usize {
        self.reached.members().len()
    }

    /// Returns the number of steps from the middle to the outermost ring.
    pub(super) const fn steps(&self) -> u32 {
        self.steps
    }

    pub(super) fn has(&self, entity: EntityIx) -> bool {
        self.reached.has(entity)
    }

    /// Returns the entities of the outermost ring.
    fn ring(&self) -> &[EntityIx] {
        &self.reached.members()[self.ring..]
    }

    /// Returns how many links must be looked at to widen the circle, roughly.
    pub(super) fn weight(&self) -> usize {
        let network = self.view.network();
        let ring = self.ring().iter();
        ring.map(|entity| network.bond_count(*entity)).sum()
    }

    /// Takes everybody in who is one step beyond the outermost ring, if `admits` says so; or stops
    /// at the first whom `is_goal` accepts, and tells that there is one.
    pub(super) fn widen(
        &mut self,
        is_goal: impl Fn(EntityIx) -> bool,
        admits: impl Fn(EntityIx) -> bool,
    ) -> Result<bool, Stopped> {
        let (begin, end) = (self.ring, self.reached.members().len());
        for at in begin..end {
            let from = self.reached.members()[at];
            let met = if self.sieve.is_open() {
                self.along_bonds(from, &is_goal, &admits)?
            } else {
                self.along_spokes(from, &is_goal, &admits)?
            };
            if met {
                return Ok(true);
            }
        }
        self.ring = end;
        self.steps += 1;
        Ok(false)
    }

    fn along_bonds(
        &mut self,
        from: EntityIx,
        is_goal: impl Fn(EntityIx) -> bool,
        admits: impl Fn(EntityIx) -> bool,
    ) -> Result<bool, Stopped> {
        let network = self.view.network();
        let bonds = network.bonds(from);
        self.ticker.tick_by(bonds.len())?;
        self.reached.reserve(bonds.len());
        for bond in bonds.iter() {
            if self.reached.has(bond.other) {
                continue;
            }
            let links = bond.is_plain() || {
                let mut relations = network.relations_of(bond).iter();
                relations.any(|relation| self.view.judge(*relation).is_possible())
            };
            if links && self.meet(bond.other, &is_goal, &admits) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn along_spokes(
        &mut self,
        from: EntityIx,
        is_goal: impl Fn(EntityIx) -> bool,
        admits: impl Fn(EntityIx) -> bool,
    ) -> Result<bool, Stopped> {
        let network = self.view.network();
        for (spoke, _) in self.sieve.spokes(from) {
            self.ticker.tick()?;
            let mut take = |other| !self.reached.has(other) && self.meet(other, &is_goal, &admits);
            let has_met = match spoke.other() {
                Some(other) => take(other),
                None => network.others(from, spoke).any(take),
            };
            if has_met {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes somebody new in, and tells whether it is the goal.
    fn meet(
        &mut self,
        entity: EntityIx,
        is_goal: impl Fn(EntityIx) -> bool,
        admits: impl Fn(EntityIx) -> bool,
    ) -> bool {
        if is_goal(entity) {
            return true;
        }
        if admits(entity) {
            self.reached.add(entity);
        }
        false
    }
}

/// Returns how many entities are linked to one by at most so many steps, itself not counted.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(r) in the relations r, within the window, of the entities nearer than that.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, circle_size};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let (lens, cancel) = (Lens::default(), Cancel::new());
/// let view = View::new(chancery.network(), &lens);
/// let rwanda = chancery.data().entity_ix("rwanda").unwrap();
/// let near = circle_size(view, rwanda, 1, &cancel)?;
/// assert!(circle_size(view, rwanda, 2, &cancel)? >= near);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn circle_size(
    view: View<'_>,
    of: EntityIx,
    steps: u32,
    cancel: &Cancel,
) -> Result<usize, Stopped> {
    if view.links_partly() || view.lens().restricts_others() {
        return neighbours(view, of, steps, cancel).map(|near| near.len());
    }
    let sieve = view.sieve();
    let mut circle = Circle::around(view, &sieve, of, cancel);
    while circle.steps() < steps && !circle.ring().is_empty() {
        circle.widen(|_| false, |_| true)?;
    }
    Ok(circle.size() - 1)
}
