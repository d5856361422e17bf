//! Steps: from an entity along its relations to whoever else takes part in them.
//!
//! Nearly all relations have two parties, of whom nobody acts for others. Then the spoke tells
//! where a step ends, and only the lens is asked. What parties and mandates must be asked for
//! stands apart, so that only the relations that need it pay for it.

use std::{slice, vec};

use crate::edtf::Truth;
use crate::model::{EntityIx, RelationIx};

use super::{Others, Spoke, View};

/// One step along a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The relation.
    pub relation: RelationIx,
    /// Where the step ends.
    pub to: EntityIx,
    /// How surely the relation passes the lens.
    pub truth: Truth,
}

impl<'a> View<'a> {
    /// Returns every step from an entity to another that takes part in a relation that passes, in
    /// order of date.
    ///
    /// The kinds of entity that the lens asks for are not looked at: a search knows which of the
    /// entities it meets are ends and which lie on the way.
    #[inline]
    pub fn steps(self, from: EntityIx) -> Steps<'a> {
        Steps::along(self, from, self.candidates(from))
    }

    /// Returns the steps from an entity that are not the two parties' of a [`Contact`], in order
    /// of date: along all other relations, and along contacts between those for whom parties act.
    ///
    /// [`Contact`]: super::Contact
    pub(crate) fn loose_steps(self, from: EntityIx) -> Steps<'a> {
        let loose = self.network().loose();
        if !self.links_partly() {
            return Steps::along(self, from, Spokes::Own(loose.others(from).iter()));
        }
        let lists = |agent| [loose.others(agent), loose.raised(agent)];
        Steps::along(self, from, self.gather(from, lists))
    }

    /// Returns the steps from one entity to another, in order of date.
    ///
    /// O(relations of the first and of those who act for it); only those that lead to the other
    /// are judged.
    pub(crate) fn steps_between(
        self,
        from: EntityIx,
        to: EntityIx,
    ) -> impl Iterator<Item = Step> + 'a {
        let candidates = self.candidates(from);
        let leads = move |spoke: &Spoke| spoke.may_lead(to) || self.is_raised(*spoke);
        candidates.filter(leads).filter_map(move |spoke| {
            let relation = spoke.relation;
            let linked = self.links(from, to, relation);
            let truth = linked
                .is_possible()
                .then(|| self.admit(self.judge(relation).and(linked)))?;
            truth.is_possible().then_some(Step {
                relation,
                to,
                truth,
            })
        })
    }

    /// Returns the steps from an entity along some of its spokes.
    pub(crate) fn steps_along(self, from: EntityIx, spokes: Vec<Spoke>) -> Steps<'a> {
        Steps::along(self, from, Spokes::Raised(spokes.into_iter()))
    }

    /// Returns the spokes of an entity, and those of its agents along which these may act for it;
    /// each relation once, in order of date, whether it passes or not.
    #[inline]
    pub(crate) fn candidates(self, entity: EntityIx) -> Spokes<'a> {
        if !self.may_be_raised(entity) {
            return Spokes::Own(self.network().spokes(entity).iter());
        }
        let network = self.network();
        self.gather(entity, |agent| [network.spokes(agent), &[]])
    }

    /// Gathers some spokes of an entity, and those of its agents along which these may act for it;
    /// each relation once, in order of date.
    fn gather(self, entity: EntityIx, lists: impl Fn(EntityIx) -> [&'a [Spoke]; 2]) -> Spokes<'a> {
        let mut found: Vec<Spoke> = Vec::new();
        for agent in self.agents(entity) {
            let spokes = lists(agent).into_iter().flatten();
            let leading = spokes.filter(|spoke| agent == entity || spoke.is_raised());
            found.extend(leading);
        }
        found.sort_by_key(|spoke| spoke.relation);
        found.dedup_by_key(|spoke| spoke.relation);
        Spokes::Raised(found.into_iter())
    }

    /// Returns the steps from an entity along a relation in which parties may act for others.
    fn raised_steps(
        self,
        from: EntityIx,
        relation: RelationIx,
        truth: Truth,
    ) -> vec::IntoIter<Step> {
        let members = self.members(relation);
        if members.ways(from).next().is_none() {
            return Vec::new().into_iter();
        }
        let step = |to: EntityIx| {
            let (_, _, linked) = members.link(from, to)?;
            let truth = self.admit(truth.and(linked));
            truth.is_possible().then_some(Step {
                relation,
                to,
                truth,
            })
        };
        let others = members.entities().filter(|to| *to != from);
        others.filter_map(step).collect::<Vec<Step>>().into_iter()
    }
}

/// The spokes of the relations in which an entity may take part, in order of date.
#[derive(Debug, Clone)]
pub(crate) enum Spokes<'a> {
    /// Its own.
    Own(slice::Iter<'a, Spoke>),
    /// Those of its agents too.
    Raised(vec::IntoIter<Spoke>),
}

impl Iterator for Spokes<'_> {
    type Item = Spoke;

    #[inline]
    fn next(&mut self) -> Option<Spoke> {
        match self {
            Spokes::Own(spokes) => spokes.next().copied(),
            Spokes::Raised(spokes) => spokes.next(),
        }
    }
}

/// The steps from an entity, in order of date; see [`View::steps`].
#[derive(Debug, Clone)]
pub struct Steps<'a> {
    view: View<'a>,
    from: EntityIx,
    spokes: Spokes<'a>,
    rest: Rest<'a>,
}

/// What is left of the relation in hand.
#[derive(Debug, Clone)]
enum Rest<'a> {
    Nothing,
    /// Parties, each of whom it links to where the steps begin.
    Parties(RelationIx, Truth, Others<'a>),
    /// Steps worked out from who acts for whom.
    Raised(vec::IntoIter<Step>),
}

impl<'a> Steps<'a> {
    /// Returns the steps from an entity along some spokes.
    #[inline]
    const fn along(view: View<'a>, from: EntityIx, spokes: Spokes<'a>) -> Steps<'a> {
        Steps {
            view,
            from,
            spokes,
            rest: Rest::Nothing,
        }
    }

    /// Returns where all these steps begin.
    pub const fn from(&self) -> EntityIx {
        self.from
    }

    /// Takes a relation in hand that links more than the two parties of a spoke.
    fn take(&mut self, spoke: Spoke, truth: Truth) {
        self.rest = if self.view.is_raised(spoke) {
            Rest::Raised(self.view.raised_steps(self.from, spoke.relation, truth))
        } else {
            let others = self.view.network().others(self.from, spoke);
            Rest::Parties(spoke.relation, truth, others)
        };
    }
}

impl Iterator for Rest<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        match self {
            Rest::Nothing => None,
            Rest::Parties(relation, truth, others) => others.next().map(|to| Step {
                relation: *relation,
                to,
                truth: *truth,
            }),
            Rest::Raised(steps) => steps.next(),
        }
    }
}

impl Iterator for Steps<'_> {
    type Item = Step;

    #[inline]
    fn next(&mut self) -> Option<Step> {
        loop {
            if !matches!(self.rest, Rest::Nothing) {
                if let Some(step) = self.rest.next() {
                    return Some(step);
                }
                self.rest = Rest::Nothing;
            }
            let spoke = self.spokes.next()?;
            let truth = self.view.judge(spoke.relation);
            if !truth.is_possible() {
                continue;
            }
            match self.view.only_other(spoke) {
                Some(to) => {
                    return Some(Step {
                        relation: spoke.relation,
                        to,
                        truth,
                    });
                }
                None => self.take(spoke, truth),
            }
        }
    }
}
