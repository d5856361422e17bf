//! Sieves: which relations of an entity pass a lens, for most of them told by two numbers.

use crate::edtf::Truth;
use crate::model::{EntityIx, RelationIx};

use super::spokes::Mark;
use super::{Spoke, View};

/// A view made ready for going over many relations in no matter which order.
///
/// Plain relations pass if they are of a shape asked for and stand between two others in the order
/// of date; so neither their dates nor their records are looked at. All others are judged, each by
/// itself. Roll-up is not seen through a sieve.
#[derive(Debug, Clone)]
pub(crate) struct Sieve<'a> {
    view: View<'a>,
    /// Whether marks tell enough; if not, every relation is judged.
    trusts_marks: bool,
    /// The plain relations of the days asked for: from the first to before the second.
    begin: RelationIx,
    end: RelationIx,
    /// By shape, whether its kind and status are asked for; nothing if all are.
    shapes: Option<Vec<bool>>,
    /// Whether all plain relations pass.
    is_open: bool,
}

impl<'a> View<'a> {
    /// Returns the sieve of the view.
    pub(crate) fn sieve(self) -> Sieve<'a> {
        let (network, lens) = (self.network(), self.lens());
        let dates = network.data().dates();
        let days = self.meeting_days();
        let shapes = network.data().shapes().iter();
        let all_shapes = lens.via.is_none()
            && lens.not_via.is_empty()
            && lens.statuses.contain(network.statuses());
        let trusts_marks = !lens.needs_record() && days.is_sharp();
        let begin = days.first().map_or(RelationIx(0), |day| dates.from(day));
        let end = (days.last()).map_or(dates.end(), |day| dates.from(day.next()));
        let is_whole = begin.0 == 0 && end == dates.end();
        Sieve {
            view: self,
            trusts_marks,
            begin,
            end,
            is_open: trusts_marks && all_shapes && is_whole,
            shapes: (!all_shapes).then(|| shapes.map(|shape| lens.asks_for(shape)).collect()),
        }
    }
}

impl<'a> Sieve<'a> {
    /// Tells whether all plain relations pass.
    #[inline]
    pub(crate) const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Returns the spokes of an entity that pass: those of plain relations in order of date, then
    /// the others.
    #[inline]
    pub(crate) fn spokes(&self, entity: EntityIx) -> impl Iterator<Item = (Spoke, Truth)> {
        let (dealt, loose) = self.parts(entity);
        let loose = loose.iter().filter_map(|spoke| {
            let truth = self.view.judge(spoke.relation);
            truth.is_possible().then_some((*spoke, truth))
        });
        self.admitted(dealt).chain(loose)
    }

    /// Returns the spokes of an entity that pass and whose marks tell it, with the numbers of their
    /// shapes, in order of date; and all its others, passing or not. Nothing if no mark is trusted.
    pub(crate) fn plain_and_odd(
        &self,
        entity: EntityIx,
    ) -> Option<(
        impl Iterator<Item = (Spoke, usize)>,
        impl Iterator<Item = Spoke>,
    )> {
        if !self.trusts_marks {
            return None;
        }
        let ((spokes, marks), loose) = self.parts(entity);
        let marked = spokes.iter().zip(marks);
        let plain = marked.clone().filter_map(|(spoke, mark)| {
            let shape = mark.plain()?;
            let passes = self.shapes.as_ref().is_none_or(|shapes| shapes[shape]);
            passes.then_some((*spoke, shape))
        });
        let agenda = self.view.network().agenda();
        let is_odd_contact =
            |(spoke, mark): &(&Spoke, &Mark)| mark.plain().is_none() && agenda.has(spoke.relation);
        let odd = marked.filter(is_odd_contact).map(|(spoke, _)| *spoke);
        Some((plain, odd.chain(loose.iter().copied())))
    }

    /// Returns the relations of an entity that pass, the latest first.
    pub(crate) fn latest(&self, entity: EntityIx) -> impl Iterator<Item = (RelationIx, Truth)> {
        let (dealt, loose) = self.parts(entity);
        let loose = loose.iter().rev().filter_map(|spoke| {
            let truth = self.view.judge(spoke.relation);
            truth.is_possible().then_some((spoke.relation, truth))
        });
        let dealt = self.admitted(dealt).rev();
        let dealt = dealt.map(|(spoke, truth)| (spoke.relation, truth));
        itertools::merge_join_by(dealt, loose, |one, other| one.0 > other.0)
            .map(itertools::Either::into_inner)
    }

    /// Returns the spokes of an entity that a stretch of days holds, with their marks, and those
    /// that lie loose beside it.
    fn parts(&self, entity: EntityIx) -> ((&'a [Spoke], &'a [Mark]), &'a [Spoke]) {
        let network = self.view.network();
        let (spokes, marks) = (network.spokes(entity), network.marks(entity));
        if !self.trusts_marks {
            return ((&[], &[]), spokes);
        }
        let place = |end: RelationIx| spokes.partition_point(|spoke| spoke.relation < end);
        let end = if self.end.0 as usize == network.relation_count() {
            spokes.len()
        } else {
            place(self.end)
        };
        let begin = if self.begin.0 == 0 {
            0
        } else {
            place(self.begin)
        };
        let part = begin..end.max(begin);
        let dealt = (&spokes[part.clone()], &marks[part]);
        (dealt, network.loose().others(entity))
    }

    /// Returns those spokes of contacts that pass.
    #[inline]
    fn admitted(
        &self,
        (spokes, marks): (&'a [Spoke], &'a [Mark]),
    ) -> impl DoubleEndedIterator<Item = (Spoke, Truth)> {
        let marked = spokes.iter().zip(marks);
        marked.filter_map(|(spoke, mark)| {
            let truth = self.pass(*spoke, *mark);
            truth.is_possible().then_some((*spoke, truth))
        })
    }

    /// Judges a contact; what is none passes elsewhere.
    #[inline]
    fn pass(&self, spoke: Spoke, mark: Mark) -> Truth {
        match mark.plain() {
            Some(shape) => {
                let passes = self.shapes.as_ref().is_none_or(|shapes| shapes[shape]);
                Truth::judge(passes, false)
            }
            None => self.judge_odd(spoke.relation),
        }
    }

    #[cold]
    fn judge_odd(&self, relation: RelationIx) -> Truth {
        if self.view.network().agenda().has(relation) {
            self.view.judge(relation)
        } else {
            Truth::Impossible
        }
    }
}
