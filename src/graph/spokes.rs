//! Spokes: around every entity its relations, in order of date.

use bytemuck::{Pod, Zeroable};

use crate::columns::Column;
use crate::model::{EntityIx, RelationIx};

use super::Network;
use super::halves::{both, middle};

/// One relation as seen from one of its parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Pod, Zeroable)]
#[repr(C)]
pub struct Spoke {
    /// The relation.
    pub relation: RelationIx,
    /// The only other party, or [`Spoke::SEVERAL`]; perhaps [`Spoke::RAISED`] and [`Spoke::FIRST`]
    /// beside it.
    other: u32,
}

impl Spoke {
    /// The bit that tells that parties may take part for others.
    const RAISED: u32 = 1 << 31;
    /// The bit that tells that the entity is the first of two parties.
    const FIRST: u32 = 1 << 30;
    /// The bits of the number of the other party.
    const OTHER: u32 = Spoke::FIRST - 1;
    /// Stands for the other party where there are several, or where its number is too great.
    const SEVERAL: u32 = Spoke::OTHER;
    /// Holds a place until a spoke comes there.
    const NOWHERE: Spoke = Spoke {
        relation: RelationIx(u32::MAX),
        other: Spoke::SEVERAL,
    };

    fn new(relation: RelationIx, other: Option<EntityIx>, is_raised: bool) -> Spoke {
        let number = other.map_or(Spoke::SEVERAL, |other| other.0.min(Spoke::SEVERAL));
        let raised = if is_raised { Spoke::RAISED } else { 0 };
        Spoke {
            relation,
            other: number | raised,
        }
    }

    /// Returns the spoke as that of the first of two parties.
    const fn of_first(self) -> Spoke {
        Spoke {
            other: self.other | Spoke::FIRST,
            ..self
        }
    }

    /// Returns the other party, if there is only one.
    #[inline]
    pub(crate) fn other(self) -> Option<EntityIx> {
        let number = self.other & Spoke::OTHER;
        (number != Spoke::SEVERAL).then_some(EntityIx(number))
    }

    /// Tells whether an entity is the only other party, or may be one of several.
    #[inline]
    pub(crate) fn may_lead(self, to: EntityIx) -> bool {
        self.other().is_none_or(|other| other == to)
    }

    /// Tells whether the entity is the first of the only two parties.
    #[inline]
    pub(crate) const fn is_first(self) -> bool {
        self.other & Spoke::FIRST != 0
    }

    /// Tells whether the parties of the relation may take part in it for others.
    #[inline]
    pub(super) const fn is_raised(self) -> bool {
        self.other & Spoke::RAISED != 0
    }
}

/// What a search must know of the relation of a spoke before it looks at it: its shape (kind,
/// status and roles), and whether it is plain.
///
/// A plain relation is an event of one known day between two parties of whom nobody acts for
/// others, and no report gives it another day. So its shape and its place in the order of dates
/// tell whether it passes most lenses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Pod, Zeroable)]
#[repr(transparent)]
pub(crate) struct Mark(u16);

impl Mark {
    /// Relations of shapes of greater numbers count as odd.
    const ODD: u16 = 1 << 15;

    fn new(shape: u16, is_plain: bool) -> Mark {
        if is_plain && shape < Mark::ODD {
            Mark(shape)
        } else {
            Mark(Mark::ODD)
        }
    }

    /// Returns the number of the shape of a plain relation.
    #[inline]
    pub(crate) const fn plain(self) -> Option<usize> {
        if self.0 & Mark::ODD == 0 {
            Some(self.0 as usize)
        } else {
            None
        }
    }
}

/// The spokes of all entities, each entity's together.
#[derive(Debug, Clone, Default)]
pub(super) struct Spokes {
    /// Where the spokes of each entity begin; the last entry is where all end.
    pub(super) begins: Column<u32>,
    pub(super) all: Column<Spoke>,
    pub(super) marks: Column<Mark>,
}

impl Spokes {
    /// Returns the spokes of a network whose relations are laid out. O(parties): relations are
    /// dealt out in order of date, so nothing is sorted.
    pub(super) fn of(network: &Network) -> Spokes {
        let begins = begins(network);
        let size = begins[begins.len() - 1] as usize;
        let (mut all, mut marks) = (vec![Spoke::NOWHERE; size], vec![Mark(0); size]);
        let middle = middle(&begins);
        let at = begins[middle] as usize;
        let (lower_spokes, upper_spokes) = all.split_at_mut(at);
        let (lower_marks, upper_marks) = marks.split_at_mut(at);
        let mut lower = Share::new(0, &begins[..middle], lower_spokes, lower_marks);
        let mut upper = Share::new(middle, &begins[middle..], upper_spokes, upper_marks);
        both(middle > 0, || lower.deal(network), || upper.deal(network));
        Spokes {
            begins: begins.into(),
            all: all.into(),
            marks: marks.into(),
        }
    }

    #[inline]
    fn range(&self, entity: EntityIx) -> std::ops::Range<usize> {
        match self.begins.part(entity.index()..entity.index() + 2) {
            [begin, end] => *begin as usize..*end as usize,
            _ => 0..0,
        }
    }

    #[inline]
    pub(super) fn of_entity(&self, entity: EntityIx) -> &[Spoke] {
        self.all.part(self.range(entity))
    }

    #[inline]
    pub(super) fn marks(&self, entity: EntityIx) -> &[Mark] {
        self.marks.part(self.range(entity))
    }
}

/// Returns where the spokes of each entity begin, and where all end.
fn begins(network: &Network) -> Vec<u32> {
    let mut begins = vec![0; network.entity_count() + 1];
    let mut count = |entity: EntityIx| begins[entity.index() + 1] += 1;
    for relation in network.data().relation_ixs() {
        match network.data().pair(relation) {
            Some(pair) => pair.into_iter().for_each(&mut count),
            None => network.distinct_parties(relation).for_each(&mut count),
        }
    }
    for at in 1..begins.len() {
        begins[at] += begins[at - 1];
    }
    begins
}

/// The spokes of some entities that follow one another, while they are dealt out.
struct Share<'s> {
    /// The place of the first of the entities.
    first: usize,
    /// By entity, where its next spoke goes.
    next: Vec<u32>,
    spokes: &'s mut [Spoke],
    marks: &'s mut [Mark],
}

impl<'s> Share<'s> {
    fn new(
        first: usize,
        begins: &[u32],
        spokes: &'s mut [Spoke],
        marks: &'s mut [Mark],
    ) -> Share<'s> {
        let base = begins.first().copied().unwrap_or(0);
        Share {
            first,
            next: begins.iter().map(|begin| begin - base).collect(),
            spokes,
            marks,
        }
    }

    /// Deals out all relations in order.
    fn deal(&mut self, network: &Network) {
        for relation in network.data().relation_ixs() {
            let is_raised = network.rolls_up(relation);
            let shape = network.data().shape_number(relation);
            let is_plain = network.agenda.has(relation) && !is_raised;
            let mark = Mark::new(shape, is_plain);
            if let Some([one, other]) = network.data().pair(relation) {
                let spoke = Spoke::new(relation, Some(other), is_raised);
                self.put(one, spoke.of_first(), mark);
                self.put(other, Spoke::new(relation, Some(one), is_raised), mark);
                continue;
            }
            let distinct: Vec<EntityIx> = network.distinct_parties(relation).collect();
            for (at, entity) in distinct.iter().enumerate() {
                let other = (distinct.len() == 2).then(|| distinct[1 - at]);
                self.put(*entity, Spoke::new(relation, other, is_raised), mark);
            }
        }
    }

    /// Puts a spoke behind those that an entity has, if it is one of this share.
    #[inline]
    fn put(&mut self, entity: EntityIx, spoke: Spoke, mark: Mark) {
        let place = entity.index().wrapping_sub(self.first);
        if let Some(next) = self.next.get_mut(place) {
            let at = *next as usize;
            *next += 1;
            self.spokes[at] = spoke;
            self.marks[at] = mark;
        }
    }
}

impl Network {
    /// Tells whether a relation is plain, as [`Mark`] has it.
    pub(super) fn is_plain(&self, relation: RelationIx) -> bool {
        self.agenda.has(relation) && !self.rolls_up(relation)
    }

    /// Tells whether all relations are sure to be plain, without a look at any.
    pub(super) fn is_all_plain(&self) -> bool {
        self.mandates().is_empty() && self.agenda.size() == self.relation_count()
    }
}
