//! Beginnings of requests: what is asked, and about whom.

use crate::analysis::Route;
use crate::edtf::Window;
use crate::model::{EntityIx, KindSet};
use crate::query::{self, Choice, CountBy, Grouping, Measure, Office, PathsPlan, Subject, What};

use super::request::asked::{
    Changes, Common, Conflicts, Count, Groups, Neighbours, Paths, Rank, Timeline, Who,
};
use super::request::{NEAREST, Request};
use super::{Chancery, Error};

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
    /// assert_eq!(paths[0].length, 2);
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
        Ok(Request::new(self, What::Timeline(self.subject(of)?)))
    }

    /// Returns whose relations a request is about.
    fn subject(&self, of: Option<&str>) -> Result<Subject, Error> {
        Ok(Subject {
            of: of.map(|name| self.entity(name)).transpose()?,
            ..Subject::default()
        })
    }

    /// Begins a request for the holders of an office: of a title of a body, of a title anywhere, of
    /// all offices of a body, or of all there are.
    ///
    /// # Errors
    /// As for [`Chancery::neighbours`].
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let who = chancery.who(Some("minister of foreign affairs"), Some("rwanda"))?;
    /// let asked = chancery.plan("who foreign minister of Rwanda")?;
    /// assert_eq!(Some(who.plan().what), asked.map(|plan| plan.what));
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn who(&self, title: Option<&str>, of: Option<&str>) -> Result<Request<'_, Who>, Error> {
        let what = What::Who(Office {
            title: title.map(|words| self.data().ontology().title(words)),
            body: of.map(|name| self.entity(name)).transpose()?,
        });
        Ok(Request::new(self, what))
    }

    /// Begins a request for what began, ended, happened or became known, of one entity or of
    /// everybody; [`Request::during`] says within which days.
    ///
    /// # Errors
    /// As for [`Chancery::neighbours`].
    pub fn changes(&self, of: Option<&str>) -> Result<Request<'_, Changes>, Error> {
        let what = What::Changes {
            subject: self.subject(of)?,
            within: Window::EVER,
        };
        Ok(Request::new(self, what))
    }

    /// Begins a request for the relations whose reports disagree, of one entity or of everybody.
    ///
    /// # Errors
    /// As for [`Chancery::neighbours`].
    pub fn conflicts(&self, of: Option<&str>) -> Result<Request<'_, Conflicts>, Error> {
        Ok(Request::new(self, What::Conflicts(self.subject(of)?)))
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
        let what = What::Count {
            subject: self.subject(of)?,
            by,
        };
        Ok(Request::new(self, what))
    }

    /// Begins a request for the linked entities in order of a measure, the highest first.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::answer::Rows;
    /// use chancery::model::EntityKind;
    /// use chancery::query::Measure;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let people = chancery.rank(Measure::Strength).of([EntityKind::Person]).first(1);
    /// let Rows::Rank(rows) = people.run()?.rows else { unreachable!() };
    /// assert_eq!(rows[0].entity.name, "Paul Kagame");
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn rank(&self, by: Measure) -> Request<'_, Rank> {
        Request::new(self, What::Rank(by))
    }

    /// Begins a request for the groups of linked entities, the largest first.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::answer::Rows;
    /// use chancery::query::Grouping;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let Rows::Groups(rows) = chancery.groups(Grouping::Components).run()?.rows else {
    ///     unreachable!()
    /// };
    /// assert!(rows[0].members.iter().any(|member| member.name == "Rwanda"));
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn groups(&self, by: Grouping) -> Request<'_, Groups> {
        Request::new(self, What::Groups(by))
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
        self.intact()?;
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
