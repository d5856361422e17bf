//! The handle on one dataset.

use std::panic::resume_unwind;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::thread;

use crate::analysis::Cancel;
use crate::answer::Answer;
use crate::columns::Image;
use crate::edtf::Moment;
use crate::exec;
use crate::files::{self, SourceFile};
use crate::graph::{Clocks, Lens, Network, PlainGraph, View};
use crate::model::{Dataset, Ontology};
use crate::names::Names;
use crate::query::{self, Plan, What, World};
use crate::receipt::{self, Digest};
use crate::register::{Register, State};
use crate::store::Snapshot;

use super::recorded::{self, Recorded};
use super::{Database, Error, Import, Session};

/// A dataset opened for questions. Clones are cheap and share everything.
///
/// # Examples
/// ```
/// use chancery::Chancery;
///
/// let chancery = Chancery::builtin()?;
/// let answer = chancery.ask("timeline Kagame with Kazakhstan via visit")?;
/// assert!(answer.total >= 2);
/// # Ok::<(), chancery::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Chancery {
    pub(super) network: Arc<Network>,
    pub(super) names: Arc<Names>,
    /// The digest of the records, once somebody has asked for it.
    pub(super) digest: Arc<OnceLock<Digest>>,
    /// The image of which all of these are parts, if they lie in a file.
    pub(super) image: Option<Image>,
    /// What was recorded, if this is a database.
    pub(super) recorded: Option<Arc<Recorded>>,
    /// The moment at which the records stood so; nothing means as they were when it was opened.
    pub(super) recorded_at: Option<Moment>,
}

impl Chancery {
    /// Opens the built-in dataset on the diplomacy of Rwanda.
    ///
    /// # Errors
    /// [`Error::Data`] if the data compiled in is invalid, which the tests of this crate exclude.
    pub fn builtin() -> Result<Chancery, Error> {
        Chancery::from_files(&crate::builtin::dataset())
    }

    /// Opens a database, a RON file, a folder of RON files, or a file that can be imported. Rows of an imported
    /// file that are at fault are left out; [`Import`](super::Import) tells which.
    ///
    /// # Errors
    /// [`Error::Files`] if a file cannot be read, [`Error::Data`] with every mistake in our own files,
    /// [`Error::Import`] if a file cannot be imported, [`Error::Store`] if a database cannot be read
    /// or is damaged, [`Error::UnknownSort`] for an address.
    ///
    /// # Examples
    /// ```
    /// use chancery::{Chancery, ErrorKind};
    ///
    /// let error = Chancery::open("no-such-folder").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Io);
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Chancery, Error> {
        let path = path.as_ref();
        let is_address = path.to_str().is_some_and(|text| text.contains("://"));
        if is_address {
            return Err(Error::UnknownSort {
                what: path.to_owned(),
            });
        }
        if Database::is_at(path) {
            return Chancery::of_snapshot(Snapshot::open(path)?);
        }
        let is_own = path.is_dir() || path.extension().is_some_and(|end| end == "ron");
        if !is_own {
            return Ok(Import::new().file(path).open()?.0);
        }
        Chancery::from_files(&files::load(path)?)
    }

    /// Opens data files that were read elsewhere, with the built-in ontology.
    ///
    /// # Errors
    /// [`Error::Data`] with every mistake in the files.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::files::SourceFile;
    ///
    /// let states = SourceFile::new(
    ///     "states.ron",
    ///     r#"(entities: [(id: "ruritania", kind: "state", name: "Ruritania")])"#,
    /// );
    /// let chancery = Chancery::from_files(&[states])?;
    /// assert_eq!(chancery.data().entities().len(), 1);
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn from_files(data: &[SourceFile]) -> Result<Chancery, Error> {
        Chancery::with_ontology(Chancery::ontology()?, data)
    }

    /// Opens data files that were read elsewhere, with an ontology of one's own.
    ///
    /// # Errors
    /// [`Error::Data`] with every mistake in the files.
    pub fn with_ontology(ontology: Ontology, data: &[SourceFile]) -> Result<Chancery, Error> {
        let dataset = files::read_dataset(ontology, data)
            .map_err(|diagnostics| Error::Data { diagnostics })?;
        Ok(Chancery::in_memory(dataset))
    }

    /// Returns the built-in ontology, to which kinds may be added.
    ///
    /// # Errors
    /// [`Error::Data`] if the ontology compiled in is invalid, which the tests of this crate exclude.
    pub fn ontology() -> Result<Ontology, Error> {
        static BUILTIN: OnceLock<Ontology> = OnceLock::new();
        if let Some(known) = BUILTIN.get() {
            return Ok(known.clone());
        }
        let read = files::read_ontology(&crate::builtin::ontology());
        let ontology = read.map_err(|diagnostics| Error::Data { diagnostics })?;
        Ok(BUILTIN.get_or_init(|| ontology).clone())
    }

    /// Opens a dataset made by a program; see [`Dataset::builder`].
    ///
    /// # Complexity
    /// O(n log n) in names and parties. Indexes for misspelt names are built by the first question
    /// that needs them.
    pub fn in_memory(dataset: Dataset) -> Chancery {
        let dataset = Arc::new(dataset);
        // Neither needs the other, so they are made side by side.
        let (names, network) = thread::scope(|scope| {
            let names = scope.spawn(|| Names::new(&dataset));
            let network = Network::new(Arc::clone(&dataset));
            (names.join(), network)
        });
        Chancery {
            network: Arc::new(network),
            names: Arc::new(names.unwrap_or_else(|panic| resume_unwind(panic))),
            digest: Arc::default(),
            image: None,
            recorded: None,
            recorded_at: None,
        }
    }

    /// Opens what a database holds, as it was when the snapshot was taken.
    pub(super) fn of_snapshot(snapshot: Snapshot) -> Result<Chancery, Error> {
        let chancery = if let Some(chancery) = Chancery::laid_out(&snapshot) {
            chancery
        } else {
            let register = recorded::read(&snapshot)?;
            Chancery::of_state(register.state(), register.base())?
        };
        Ok(chancery.with_recorded(Recorded::new(snapshot)))
    }

    /// Opens what held after some entry of a register.
    ///
    /// # Errors
    /// [`Error::Problems`] if it does not fit together, which edits are checked for.
    pub fn of_state(state: &State, base: &Ontology) -> Result<Chancery, Error> {
        let dataset = state.dataset(base);
        let dataset = dataset.map_err(|problems| Error::Problems { problems })?;
        Ok(Chancery::in_memory(dataset))
    }

    /// Returns the handle with what was recorded.
    pub(super) fn with_recorded(mut self, recorded: Recorded) -> Chancery {
        self.recorded = Some(Arc::new(recorded));
        self
    }

    /// Returns what was recorded in the database, up to when it was opened.
    ///
    /// # Errors
    /// [`Error::NoDatabase`] if the data come from elsewhere, [`Error::Store`] if the file is damaged.
    ///
    /// # Complexity
    /// O(bytes of the file) for the first call, which the handle and its clones remember.
    pub fn register(&self) -> Result<&Register, Error> {
        let recorded = self.recorded.as_ref().ok_or(Error::NoDatabase)?;
        recorded.register()
    }

    /// Tells whether parts of it are read from a file as they are asked for.
    pub(super) const fn is_laid_out(&self) -> bool {
        self.image.is_some()
    }

    /// Tells whether all that was read so far is as it was written. Parts of a database are read as
    /// they are asked for, and what is damaged reads as nothing: so who searches the
    /// [network](Chancery::network) by means of their own asks this before they trust what they
    /// found. Questions and requests do so themselves.
    ///
    /// # Errors
    /// [`Error::Store`] if a part of the file that was read is damaged.
    pub fn intact(&self) -> Result<(), Error> {
        let damage = self.image.as_ref().and_then(Image::damage);
        match (damage, &self.recorded) {
            (Some(damage), Some(recorded)) => Err(recorded.damaged_image(damage).into()),
            _ => Ok(()),
        }
    }

    /// Returns the records.
    pub fn data(&self) -> &Dataset {
        self.network.data()
    }

    /// Returns the digest of the records, which any change of a fact changes; see
    /// [`receipt::digest_of_data`].
    ///
    /// # Errors
    /// [`Error::Stopped`] if `cancel` is raised, [`Error::Store`] if a database is damaged.
    ///
    /// # Complexity
    /// O(n) in the bytes of the records for the first call, which the handle and its clones
    /// remember.
    pub fn digest(&self, cancel: &Cancel) -> Result<Digest, Error> {
        if let Some(digest) = self.digest.get() {
            return Ok(*digest);
        }
        let digest = receipt::digest_of_data(self.data(), cancel)?;
        self.intact()?;
        Ok(*self.digest.get_or_init(|| digest))
    }

    /// Returns the graph of the records. Who searches that of a database asks
    /// [`Chancery::intact`] afterwards.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Returns the index of names.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Returns what questions are read against, no clock set.
    pub fn world(&self) -> World<'_> {
        World {
            recorded_at: self.recorded_at,
            ..World::new(&self.network, &self.names)
        }
    }

    /// Answers one question of the language; see `docs/query-language.md`.
    ///
    /// # Errors
    /// [`Error::Query`] with the place of the mistake and the nearest right word,
    /// [`Error::NothingAsked`] for a blank line or a comment, [`Error::NoLastAnswer`] for a question
    /// about a row of an earlier answer, which only a [`Session`] knows.
    pub fn ask(&self, question: &str) -> Result<Answer, Error> {
        let plan = self.plan(question)?.ok_or(Error::NothingAsked)?;
        self.run(&plan, &Cancel::new())
    }

    /// Returns what a question asks, resolved but not run; nothing for a blank line or a comment.
    ///
    /// # Errors
    /// [`Error::Query`] as for [`Chancery::ask`].
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::analysis::Cancel;
    ///
    /// let chancery = Chancery::builtin()?;
    /// assert!(chancery.plan("# a comment")?.is_none());
    /// if let Some(plan) = chancery.plan("count Rwanda by kind")? {
    ///     let answer = chancery.run(&plan, &Cancel::new())?;
    ///     assert_eq!(answer.rows.kind(), "count");
    /// }
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn plan(&self, question: &str) -> Result<Option<Plan>, Error> {
        self.plan_under(question, &Clocks::default())
    }

    /// Returns what a question asks, with clocks for one that sets none itself.
    ///
    /// # Errors
    /// [`Error::Query`] as for [`Chancery::ask`].
    pub fn plan_under(&self, question: &str, clocks: &Clocks) -> Result<Option<Plan>, Error> {
        let standing = self.standing(query::recorded_at(question))?;
        let asks_register = self.recorded.is_some() && query::asks_entries(question);
        let world = World {
            register: asks_register.then(|| self.register()).transpose()?,
            ..standing.world().under(clocks)
        };
        let plan = query::plan(question, world);
        // A name that cannot be read is not unknown.
        standing.intact()?;
        plan.map_err(|source| Error::Query {
            question: question.to_owned(),
            source: Box::new(source),
        })
    }

    /// Runs a plan until it is answered or `cancel` is raised.
    ///
    /// # Errors
    /// [`Error::Stopped`] if it was raised, [`Error::NoLastAnswer`] if the plan refers to a row of
    /// an earlier answer, which only a [`Session`] knows, [`Error::NoDatabase`] if it asks what was
    /// recorded, and the data are no database.
    pub fn run(&self, plan: &Plan, cancel: &Cancel) -> Result<Answer, Error> {
        let standing = self.standing(plan.recorded_at)?;
        let answer = match plan.what {
            What::History { .. } | What::Log { .. } => {
                exec::recorded(plan, self.register()?, standing.data(), cancel)?
            }
            _ => exec::run(plan, standing.network(), standing.names(), cancel)?,
        };
        standing.intact()?;
        answer.ok_or(Error::NoLastAnswer)
    }

    /// Gathers the sources behind the rows of an answer, as far as they counted for it, so that it
    /// ends with them, numbered in the order in which its rows first rest on them.
    ///
    /// # Complexity
    /// O(reports) of the relations behind the rows.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let mut answer = chancery.ask("timeline Kagame with Kazakhstan via visit")?;
    /// chancery.cite(&mut answer);
    /// assert!(answer.cited.is_some_and(|sources| !sources.is_empty()));
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn cite(&self, answer: &mut Answer) {
        // A handle that gave the answer has the records of its moment; any other cannot cite it.
        if let Ok(standing) = self.standing(answer.recorded_at) {
            exec::cite(answer, &standing.network);
            if let Err(damage) = standing.intact() {
                answer.cited = None;
                answer.warnings.push(damage.to_string());
            }
        }
    }

    /// Begins a session, which remembers its last answer.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::analysis::Cancel;
    ///
    /// let (mut session, cancel) = (Chancery::builtin()?.session(), Cancel::new());
    /// session.ask("timeline Kagame with Kazakhstan", &cancel)?;
    /// let why = session.ask("why 1", &cancel)?;
    /// assert!(why.is_some_and(|answer| answer.total > 0));
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn session(&self) -> Session {
        Session::new(self.clone())
    }

    /// Returns the part of the graph that a lens shows, as a graph of petgraph: entities are nodes,
    /// and every two parties of a relation are joined by an edge that names the relation. See
    /// [`View::to_petgraph`].
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::graph::Lens;
    ///
    /// let chancery = Chancery::builtin()?;
    /// let graph = chancery.to_petgraph(&Lens::default());
    /// assert_eq!(graph.node_count(), chancery.data().entities().len());
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn to_petgraph(&self, lens: &Lens) -> PlainGraph {
        View::new(&self.network, lens).to_petgraph()
    }
}
