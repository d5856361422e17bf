//! Judging: whether a relation passes a lens, and how surely.
//!
//! Columns of numbers mostly suffice: kind, status, and the first and the last day on which it may
//! have happened. Only where a window cuts through these days the date itself is asked, and only
//! where a lens limits the evidence the reports are.

use bytemuck::{Pod, Zeroable};

use crate::columns::Column;
use crate::edtf::{Edtf, Truth, Window};
use crate::model::{Dates, EntityIx, EntityKind, Nature, RelationIx};

use super::{Account, Lens, Network};

/// The days on which a relation may have happened or held, widened bounds and all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Hull {
    first: i32,
    last: i32,
}

impl Hull {
    /// All days there are.
    const EVER: Hull = Hull {
        first: i32::MIN,
        last: i32::MAX,
    };

    /// Returns the days on which something so dated may have happened or held, as far as 32 bits
    /// reach.
    fn of(when: &Edtf, nature: Nature) -> Hull {
        let (first, last) = match nature {
            Nature::Event => when.possible_days(),
            Nature::Tie => when.possible_hold(),
        };
        let number = |day: i64| day.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
        Hull {
            first: number(first.number()),
            last: number(last.number()),
        }
    }

    /// Returns the first of the days and the last.
    pub(super) const fn bounds(self) -> (i32, i32) {
        (self.first, self.last)
    }

    /// Tells whether no day of the hull lies in a window, widened as it may be.
    #[inline]
    fn misses(self, window: Window) -> bool {
        let (first, last) = window.widest();
        let before = last.is_some_and(|last| i64::from(self.first) > last.number());
        let after = first.is_some_and(|first| i64::from(self.last) < first.number());
        before || after
    }

    /// Tells whether every day of the hull lies in a window: then so does every day of the date.
    #[inline]
    fn lies_within(self, window: Window) -> bool {
        let begins = window
            .first()
            .is_none_or(|first| i64::from(self.first) >= first.number());
        let ends = window
            .last()
            .is_none_or(|last| i64::from(self.last) <= last.number());
        begins && ends && self.first != i32::MIN && self.last != i32::MAX
    }
}

/// The hulls of all distinct dates.
#[derive(Debug, Clone)]
pub(super) struct Hulls {
    pub(super) events: Column<Hull>,
    pub(super) ties: Column<Hull>,
}

impl Hulls {
    /// Returns the hulls of dates.
    pub(super) fn of(dates: &Dates) -> Hulls {
        let hulls = |nature| {
            let hulls = dates.all().map(|date| Hull::of(date, nature));
            Column::from(hulls.collect::<Vec<_>>())
        };
        Hulls {
            events: hulls(Nature::Event),
            ties: hulls(Nature::Tie),
        }
    }

    /// Returns the hull of a date by its place; that of no date lies behind all.
    #[inline]
    pub(super) fn hull(&self, date: usize, nature: Nature) -> Hull {
        let hulls = match nature {
            Nature::Event => &self.events,
            Nature::Tie => &self.ties,
        };
        let own = hulls.part(date..date + 1).first();
        own.copied().unwrap_or(Hull::EVER)
    }
}

impl Network {
    /// Tells whether a relation passes a lens, and how surely. The kind of entity at the other
    /// end is not looked at here, for that depends on where one stands.
    pub fn judge(&self, relation: RelationIx, lens: &Lens) -> Truth {
        if !self.has_kind(relation, lens) || !self.has_details(relation, lens) {
            return Truth::Impossible;
        }
        let truth = if !lens.limits_evidence() || self.is_settled(relation, lens) {
            self.judge_own(relation, lens)
        } else {
            self.judge_known(relation, lens)
        };
        if lens.certain && truth != Truth::Certain {
            Truth::Impossible
        } else {
            truth
        }
    }

    /// Judges a relation by its status alone.
    #[inline]
    pub(super) fn judge_status(&self, relation: RelationIx, lens: &Lens) -> Truth {
        Truth::judge(lens.statuses.contains(self.status(relation)), false)
    }

    /// Judges a relation by its kind, its status and the window of a lens.
    #[inline]
    pub(super) fn judge_columns(&self, relation: RelationIx, lens: &Lens) -> Truth {
        if self.has_kind(relation, lens) && lens.statuses.contains(self.status(relation)) {
            within(lens.window, |window| self.is_within(relation, window))
        } else {
            Truth::Impossible
        }
    }

    /// Judges a relation by its own date, status and sources.
    fn judge_own(&self, relation: RelationIx, lens: &Lens) -> Truth {
        let sources = || self.sources(relation);
        if lens.statuses.contains(self.status(relation))
            && shares_one(lens.sources.as_deref(), sources)
        {
            let in_window = |window: Window| self.is_within(relation, window);
            judge_time(lens, self.nature(relation), in_window)
        } else {
            Truth::Impossible
        }
    }

    /// Judges whether a relation falls into a window by its own date.
    #[inline]
    fn is_within(&self, relation: RelationIx, window: Window) -> Truth {
        let hull = self.hull(relation);
        if hull.misses(window) {
            return Truth::Impossible;
        }
        if hull.lies_within(window) {
            return Truth::Certain;
        }
        let when = self.data().when(relation);
        falls_in(when, self.nature(relation), window)
    }

    /// Tells whether a relation is of a kind that a lens asks for.
    #[inline]
    pub(super) fn has_kind(&self, relation: RelationIx, lens: &Lens) -> bool {
        let kind = self.kind(relation);
        lens.via.as_ref().is_none_or(|kinds| kinds.contains(kind)) && !lens.not_via.contains(kind)
    }

    /// Judges a relation by what counts as known of it.
    fn judge_known(&self, relation: RelationIx, lens: &Lens) -> Truth {
        let nature = self.nature(relation);
        self.judge_accounts(relation, lens, |Account { when, status, .. }| {
            if lens.statuses.contains(status) {
                judge_time(lens, nature, |window| falls_in(when, nature, window))
            } else {
                Truth::Impossible
            }
        })
    }

    /// Tells whether a relation has the topics and places a lens asks for.
    fn has_details(&self, relation: RelationIx, lens: &Lens) -> bool {
        let places = lens.places.as_ref();
        shares_one(lens.topics.as_deref(), || self.topics(relation))
            && places.is_none_or(|places| self.is_at(relation, places))
    }

    /// Tells whether a relation happened at one of the places, or has one of them as a party.
    fn is_at(&self, relation: RelationIx, places: &[EntityIx]) -> bool {
        let within = |entity: EntityIx| places.binary_search(&entity).is_ok();
        self.place(relation).is_some_and(within)
            || self.parties(relation).iter().any(|party| {
                self.entity_kind(party.entity) == EntityKind::Place && within(party.entity)
            })
    }
}

/// Judges a relation by the days a lens asks for: its window, and the day that held.
fn judge_time(lens: &Lens, nature: Nature, judge: impl Fn(Window) -> Truth) -> Truth {
    let as_of = lens.clocks.as_of.as_ref();
    if nature == Nature::Event {
        let past = as_of.map_or(Window::EVER, Window::until);
        return within(lens.window.intersect(past), judge);
    }
    let then = as_of.map_or(Window::EVER, Window::during);
    within(lens.window, &judge).and(within(then, &judge))
}

/// Judges by a window, if there is one.
fn within(window: Window, judge: impl Fn(Window) -> Truth) -> Truth {
    if window == Window::EVER {
        Truth::Certain
    } else {
        judge(window)
    }
}

/// Tells whether something so dated falls into a window.
fn falls_in(when: Option<&Edtf>, nature: Nature, window: Window) -> Truth {
    match (when, nature) {
        (Some(when), Nature::Event) => when.happens_in(&window),
        (Some(when), Nature::Tie) => when.holds_in(&window),
        (None, _) => Truth::judge(false, !window.is_empty()),
    }
}

/// Tells whether a relation has one of the values wanted (in order), if any are.
fn shares_one<'a, T: Ord + 'a>(wanted: Option<&[T]>, has: impl FnOnce() -> &'a [T]) -> bool {
    wanted.is_none_or(|wanted| has().iter().any(|own| wanted.binary_search(own).is_ok()))
}
