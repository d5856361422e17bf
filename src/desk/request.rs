//! Requests: questions put together by a program instead of written in words.
//!
//! A request makes the same plan as the text of the same question.

use std::marker::PhantomData;

use crate::analysis::{Cancel, Route};
use crate::answer::Answer;
use crate::edtf::Window;
use crate::graph::{EntityKinds, Lens, Statuses};
use crate::model::{EntityIx, EntityKind, KindSet, Status};
use crate::query::{self, Choice, CountBy, End, PathsPlan, Plan, Shape, Sort, Subject, What};
use crate::text;

use super::{Chancery, Error};
use asked::{Common, Count, Neighbours, Paths, Timeline};

/// How many near words an error names.
const NEAREST: usize = 3;

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
    /// Begins a request for the entities linked to one.
    ///
    /// # Errors
    /// [`Error::UnknownEntity`] unless exactly one entity has this id or name. The same holds for
    /// the requests below.
    pub fn neighbours(&self, of: &str) -> Result<Request<'_, Neighbours>, Error> {
        let what = What::Neighbours {
            of: self.entity(of)?,
            hops: 1,
        };
        Ok(Request::new(self, what))
    }

    /// Begins a request for the chains of relations from one entity to another: all that are
    /// shortest, unless it says otherwise.
    ///
    /// # Errors
    /// As for [`Chancery::neighbours`].
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::answer::Rows;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let answer = chancery.paths("sergey-lavrov", "samruk-kazyna")?.top(1).run()?;
    /// let Rows::Paths(paths) = answer.rows else { unreachable!() };
    /// assert_eq!(paths[0].length, 3);
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn paths(&self, from: &str, to: &str) -> Result<Request<'_, Paths>, Error> {
        let route = Route::new(
            self.entity(from)?,
            self.entity(to)?,
            query::DEFAULT_PATH_HOPS,
        );
        let what = What::Paths(PathsPlan {
            route,
            choice: Choice::Shortest,
        });
        Ok(Request::new(self, what))
    }

    /// Begins a request for the relations of an entity, or of everybody, by date.
    ///
    /// # Errors
    /// As for [`Chancery::neighbours`].
    pub fn timeline(&self, of: Option<&str>) -> Result<Request<'_, Timeline>, Error> {
        let of = of.map(|name| self.entity(name)).transpose()?;
        let what = What::Timeline(Subject {
            of,
            ..Subject::default()
        });
        Ok(Request::new(self, what))
    }

    /// Begins a request for the entities linked to all of several.
    ///
    /// # Errors
    /// As for [`Chancery::neighbours`].
    pub fn common(&self, of: &[&str]) -> Result<Request<'_, Common>, Error> {
        let of = of
            .iter()
            .map(|name| self.entity(name))
            .collect::<Result<_, _>>()?;
        Ok(Request::new(self, What::Common(of)))
    }

    /// Begins a request for numbers of relations.
    ///
    /// # Errors
    /// As for [`Chancery::neighbours`].
    pub fn count(&self, of: Option<&str>, by: CountBy) -> Result<Request<'_, Count>, Error> {
        let of = of.map(|name| self.entity(name)).transpose()?;
        let what = What::Count {
            subject: Subject {
                of,
                ..Subject::default()
            },
            by,
        };
        Ok(Request::new(self, what))
    }

    /// Returns the kinds of relation that words mean, parted by commas: kinds, plurals, synonyms,
    /// PLOVER categories.
    ///
    /// # Errors
    /// [`Error::Query`] for an unknown word, with the nearest known one.
    pub fn kinds(&self, words: &str) -> Result<KindSet, Error> {
        query::kinds(words, self.data().ontology()).map_err(|source| Error::Query {
            question: words.to_owned(),
            source: Box::new(source),
        })
    }

    /// Returns the place of the one entity that has this id or name.
    ///
    /// # Errors
    /// [`Error::UnknownEntity`] if there is none, or more than one.
    pub fn entity(&self, name: &str) -> Result<EntityIx, Error> {
        if let [only] = self.names().exact(name)[..] {
            return Ok(only);
        }
        let nearest = self
            .names()
            .nearest(name, NEAREST)
            .into_iter()
            .map(|(name, _)| format!("`{name}`"));
        Err(Error::UnknownEntity {
            name: name.to_owned(),
            nearest: nearest.collect(),
        })
    }
}

/// Returns the words near to an unknown one, in quotes.
fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let near = text::nearest_several(word, known, NEAREST);
    near.into_iter().map(|word| format!("`{word}`")).collect()
}

/// Adds a value to those that a lens asks for, and keeps them in order.
fn add<T: Ord>(wanted: &mut Option<Vec<T>>, value: T) {
    let wanted = wanted.get_or_insert_default();
    wanted.push(value);
    wanted.sort_unstable();
    wanted.dedup();
}

impl<'a, K> Request<'a, K> {
    fn new(chancery: &'a Chancery, what: What) -> Request<'a, K> {
        let statuses = what.usual_statuses();
        Request {
            chancery,
            what,
            lens: Lens {
                statuses,
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
        add(&mut self.lens.topics, known);
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
        let data = self.chancery.data();
        let ids = data.sources().iter().map(|source| source.id.as_str());
        let known = data.source_ix(id).ok_or_else(|| Error::UnknownSource {
            id: id.to_owned(),
            nearest: nearest(id, ids),
        })?;
        add(&mut self.lens.sources, known);
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
    pub fn plan(self) -> Plan {
        let mut plan = Plan {
            question: String::new(),
            what: self.what,
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

impl Request<'_, Timeline> {
    /// Wants relations in which at least one of these takes part too; twice means both.
    ///
    /// # Errors
    /// As for [`Chancery::entity`].
    pub fn with(mut self, names: &[&str]) -> Result<Self, Error> {
        let any = names
            .iter()
            .map(|name| self.chancery.entity(name))
            .collect::<Result<_, _>>()?;
        if let What::Timeline(subject) = &mut self.what {
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
