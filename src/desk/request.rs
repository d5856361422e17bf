//! Requests: questions put together by a program instead of written in words.
//!
//! A request makes the same plan as the text of the same question.

use std::marker::PhantomData;

use crate::analysis::Cancel;
use crate::answer::Answer;
use crate::edtf::{Edtf, Window};
use crate::graph::{EntityKinds, Lens, Statuses};
use crate::model::{EntityKind, KindSet, SourceIx, Status};
use crate::query::{self, Aim, Choice, End, PathsPlan, Plan, Shape, Sort, What};
use crate::text;

use super::{Chancery, Error};
use asked::{Neighbours, OfSeveral, Paths};

/// How many near words an error names.
pub(super) const NEAREST: usize = 3;

/// What a request asks, as far as the compiler must know to offer the right methods.
pub mod asked {
    /// Linked entities.
    #[derive(Debug, Clone, Copy)]
    pub struct Neighbours;
    /// Chains of relations.
    #[derive(Debug, Clone, Copy)]
    pub struct Paths;
    /// Relations by date.
    #[derive(Debug, Clone, Copy)]
    pub struct Timeline;
    /// Entities linked to several.
    #[derive(Debug, Clone, Copy)]
    pub struct Common;
    /// Numbers of relations.
    #[derive(Debug, Clone, Copy)]
    pub struct Count;
    /// Entities in order of a measure.
    #[derive(Debug, Clone, Copy)]
    pub struct Rank;
    /// Entities that belong together.
    #[derive(Debug, Clone, Copy)]
    pub struct Groups;
    /// Holders of an office.
    #[derive(Debug, Clone, Copy)]
    pub struct Who;
    /// What became otherwise.
    #[derive(Debug, Clone, Copy)]
    pub struct Changes;
    /// Relations whose reports disagree.
    #[derive(Debug, Clone, Copy)]
    pub struct Conflicts;

    /// Questions about relations that one entity may share with others.
    pub trait OfSeveral {}
    impl OfSeveral for Timeline {}
    impl OfSeveral for Count {}
    impl OfSeveral for Changes {}
    impl OfSeveral for Conflicts {}
}

/// A question being put together; nothing is searched before [`Request::run`].
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::edtf::{Edtf, Window};
///
/// let chancery = Chancery::builtin()?;
/// let year = Edtf::parse("2025").unwrap();
/// let answer = chancery
///     .timeline(Some("paul-kagame"))?
///     .via(chancery.kinds("visit, meeting")?)
///     .during(Window::during(&year))
///     .run()?;
/// assert!(!answer.rows.is_empty());
/// # Ok::<(), chancery::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is run"]
pub struct Request<'a, K> {
    chancery: &'a Chancery,
    what: What,
    lens: Lens,
    shape: Shape,
    asked: PhantomData<K>,
}

impl Chancery {
    /// Returns the place of the source with this id.
    fn source(&self, id: &str) -> Result<SourceIx, Error> {
        let ids = self
            .data()
            .sources()
            .iter()
            .map(|source| source.id.as_str());
        self.data()
            .source_ix(id)
            .ok_or_else(|| Error::UnknownSource {
                id: id.to_owned(),
                nearest: nearest(id, ids),
            })
    }
}

/// Returns the words near to an unknown one, in quotes.
fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let near = text::nearest_several(word, known, NEAREST);
    near.into_iter().map(|word| format!("`{word}`")).collect()
}

/// Adds a value to those that a lens names, and keeps them in order.
fn add<T: Ord>(wanted: &mut Vec<T>, value: T) {
    wanted.push(value);
    wanted.sort_unstable();
    wanted.dedup();
}

impl<'a, K> Request<'a, K> {
    pub(super) fn new(chancery: &'a Chancery, what: What) -> Request<'a, K> {
        let (statuses, roll_up) = (what.usual_statuses(), what.rolls_up());
        Request {
            chancery,
            what,
            lens: Lens {
                statuses,
                roll_up,
                ..Lens::default()
            },
            shape: Shape::default(),
            asked: PhantomData,
        }
    }

    /// Follows these kinds of relation only; twice unites.
    pub fn via(mut self, kinds: KindSet) -> Self {
        self.lens.via = Some(match self.lens.via.take() {
            Some(before) => before.union(&kinds),
            None => kinds,
        });
        self
    }

    /// Does not follow these kinds of relation.
    pub fn not_via(mut self, kinds: &KindSet) -> Self {
        self.lens.not_via = self.lens.not_via.union(kinds);
        self
    }

    /// Wants entities of these kinds at the other end.
    pub fn of(mut self, kinds: impl IntoIterator<Item = EntityKind>) -> Self {
        self.lens.of = EntityKinds::from_iter(kinds);
        self
    }

    /// Wants relations within a window of days; twice intersects.
    pub fn during(mut self, window: Window) -> Self {
        self.lens.window = self.lens.window.intersect(window);
        self
    }

    /// Wants relations on this topic; twice unites.
    ///
    /// # Errors
    /// [`Error::UnknownTopic`] if no relation has it.
    pub fn about(mut self, topic: &str) -> Result<Self, Error> {
        let data = self.chancery.data();
        let known = data.topic_ix(topic).ok_or_else(|| Error::UnknownTopic {
            topic: topic.to_owned(),
            nearest: nearest(topic, data.topics().map(|(_, known)| known)),
        })?;
        add(self.lens.topics.get_or_insert_default(), known);
        Ok(self)
    }

    /// Wants relations at a place or anywhere within it.
    ///
    /// # Errors
    /// As for [`Chancery::entity`].
    pub fn at(mut self, place: &str) -> Result<Self, Error> {
        let place = self.chancery.entity(place)?;
        self.lens.places = Some(query::places_within(self.chancery.data(), place));
        Ok(self)
    }

    /// Wants relations that this source reports; twice unites.
    ///
    /// # Errors
    /// [`Error::UnknownSource`] if no source has this id.
    pub fn from_source(mut self, id: &str) -> Result<Self, Error> {
        let known = self.chancery.source(id)?;
        add(self.lens.sources.get_or_insert_default(), known);
        Ok(self)
    }

    /// Wants relations of these statuses.
    pub fn status(mut self, statuses: impl IntoIterator<Item = Status>) -> Self {
        self.lens.statuses = Statuses::from_iter(statuses);
        self
    }

    /// Leaves out what is merely possible.
    pub fn certain(mut self) -> Self {
        self.lens.certain = true;
        self
    }

    /// Wants what held on a day of this date: ties in force then, events that had happened.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::answer::Rows;
    /// use chancery::edtf::Edtf;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let day = Edtf::parse("2024-02-03").unwrap();
    /// let ministers = chancery.who(Some("foreign minister"), Some("rwanda"))?.as_of(day).run()?;
    /// let Rows::Who(terms) = ministers.rows else { unreachable!() };
    /// let holder = terms[0].entity.as_ref().map(|person| person.name.as_str());
    /// assert_eq!(holder, Some("Vincent Biruta"));
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn as_of(mut self, date: Edtf) -> Self {
        self.lens.clocks.as_of = Some(date);
        self
    }

    /// Wants what sources published by this date had said.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::answer::Rows;
    /// use chancery::edtf::Edtf;
    /// use chancery::model::Status;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let visits = chancery.timeline(Some("paul-kagame"))?.with(&["kazakhstan"])?;
    /// let visits = visits.via(chancery.kinds("visit")?);
    /// let the_day_before = Edtf::parse("2025-05-27").unwrap();
    /// let Rows::Timeline(rows) = visits.known_by(the_day_before).run()?.rows else { unreachable!() };
    /// assert_eq!(rows[1].status, Status::Planned);
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn known_by(mut self, date: Edtf) -> Self {
        self.lens.clocks.known_by = Some(date);
        self
    }

    /// Wants what is left if a source had said nothing; twice leaves both out.
    ///
    /// # Errors
    /// [`Error::UnknownSource`] if no source has this id.
    pub fn without(mut self, id: &str) -> Result<Self, Error> {
        let source = self.chancery.source(id)?;
        add(&mut self.lens.without, source);
        Ok(self)
    }

    /// Counts nobody as taking part for others.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let all = chancery.timeline(Some("russia"))?.with(&["rwanda"])?;
    /// let direct = all.clone().direct();
    /// assert!(direct.run()?.total < all.run()?.total);
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn direct(mut self) -> Self {
        self.lens.roll_up = false;
        self
    }

    /// Wants at most so many rows.
    pub fn limit(mut self, rows: usize) -> Self {
        self.shape.limit = Some(rows);
        self
    }

    /// Wants the first so many rows by date.
    pub fn first(mut self, rows: usize) -> Self {
        self.shape.end = Some(End::First(rows));
        self
    }

    /// Wants the last so many rows by date.
    pub fn last(mut self, rows: usize) -> Self {
        self.shape.end = Some(End::Last(rows));
        self
    }

    /// Wants the rows in another order than the usual one.
    pub fn sort(mut self, order: Sort) -> Self {
        self.shape.sort = Some(order);
        self
    }

    /// Returns the plan, the same as that of the question in words.
    pub fn plan(mut self) -> Plan {
        self.what.take_days(&mut self.lens);
        let mut plan = Plan {
            notes: Vec::new(),
            question: String::new(),
            what: self.what,
            recorded_at: self.chancery.recorded_at(),
            lens: self.lens,
            shape: self.shape,
        };
        plan.question = query::words(&plan, self.chancery.data());
        plan
    }

    /// Answers the request.
    ///
    /// # Errors
    /// None of its own: all names are resolved. The type leaves room for backends that can fail.
    pub fn run(self) -> Result<Answer, Error> {
        self.run_until(&Cancel::new())
    }

    /// Answers the request unless `cancel` is raised before.
    ///
    /// # Errors
    /// [`Error::Stopped`] if it was raised.
    pub fn run_until(self, cancel: &Cancel) -> Result<Answer, Error> {
        let chancery = self.chancery;
        chancery.run(&self.plan(), cancel)
    }
}

impl Request<'_, Neighbours> {
    /// Goes up to so many relations away, at least 1.
    pub fn hops(mut self, hops: u32) -> Self {
        if let What::Neighbours { hops: asked, .. } = &mut self.what {
            *asked = hops.max(1);
        }
        self
    }
}

impl<K: OfSeveral> Request<'_, K> {
    /// Wants relations in which at least one of these takes part too; twice means both.
    ///
    /// # Errors
    /// As for [`Chancery::entity`].
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let request = chancery.conflicts(Some("rwanda"))?.with(&["azerbaijan", "kazakhstan"])?;
    /// assert_eq!(request.plan().question, "conflicts rwanda with azerbaijan, kazakhstan");
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn with(mut self, names: &[&str]) -> Result<Self, Error> {
        let any = names
            .iter()
            .map(|name| self.chancery.entity(name))
            .collect::<Result<_, _>>()?;
        if let Some(subject) = self.what.subject_mut() {
            subject.with.push(any);
        }
        Ok(self)
    }
}

impl Request<'_, Paths> {
    fn change(mut self, change: impl FnOnce(&mut PathsPlan)) -> Self {
        if let What::Paths(paths) = &mut self.what {
            change(paths);
        }
        self
    }

    /// Wants every chain that meets no entity twice, up to the number of hops.
    pub fn all(self) -> Self {
        self.change(|paths| paths.choice = Choice::All)
    }

    /// Wants the best so many chains: fewest steps first, then the strongest.
    pub fn top(self, number: usize) -> Self {
        self.change(|paths| paths.choice = Choice::Top(number))
    }

    /// Wants the best chain whose dates do not run backwards: the one that arrives first, unless
    /// [`Request::latest_departure`] or [`Request::fastest`] prefers another.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::answer::Rows;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let kinds = chancery.kinds("agreement, office")?;
    /// let paths = chancery.paths("rwanda", "samruk-kazyna")?.via(kinds).in_order().run()?;
    /// let Rows::Paths(chains) = paths.rows else { unreachable!() };
    /// assert!(!chains.is_empty());
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn in_order(self) -> Self {
        self.towards(Aim::EarliestArrival)
    }

    /// Wants a chain in order that may be begun as late as can be; implies [`Request::in_order`].
    pub fn latest_departure(self) -> Self {
        self.towards(Aim::LatestDeparture)
    }

    /// Wants a chain in order with the fewest days from first step to last; implies
    /// [`Request::in_order`].
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::query::{Aim, Choice, What};
    ///
    /// let chancery = Chancery::builtin()?;
    /// let plan = chancery.paths("rwanda", "asan")?.fastest().plan();
    /// let What::Paths(paths) = plan.what else { unreachable!() };
    /// assert_eq!(paths.choice, Choice::InOrder(Aim::Fastest));
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn fastest(self) -> Self {
        self.towards(Aim::Fastest)
    }

    /// Wants chains in order; asked for alone, order leaves an aim that was named before.
    fn towards(self, aim: Aim) -> Self {
        self.change(|paths| {
            let is_named = matches!(paths.choice, Choice::InOrder(_));
            if aim != Aim::default() || !is_named {
                paths.choice = Choice::InOrder(aim);
            }
        })
    }

    /// Goes up to so many steps.
    pub fn hops(self, hops: u32) -> Self {
        self.change(|paths| paths.route.hops = hops.clamp(1, query::MAX_PATH_HOPS))
    }

    /// Wants chains that pass an entity.
    ///
    /// # Errors
    /// As for [`Chancery::entity`].
    pub fn through(self, name: &str) -> Result<Self, Error> {
        let entity = self.chancery.entity(name)?;
        Ok(self.change(|paths| paths.route.through.push(entity)))
    }

    /// Wants chains that do not pass an entity.
    ///
    /// # Errors
    /// As for [`Chancery::entity`].
    pub fn avoiding(self, name: &str) -> Result<Self, Error> {
        let entity = self.chancery.entity(name)?;
        Ok(self.change(|paths| paths.route.avoiding.push(entity)))
    }
}
