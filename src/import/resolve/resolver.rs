//! The resolver: who is meant, mention by mention, and in the end who is one.
//!
//! Knows what was mentioned, not where. Who is new bears an id for the time being, until all mentions
//! are there.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster;
use super::directory::Directory;
use super::known::Known;
use super::mention::{Actor, Draft, Ground, Meaning, Mention};
use super::person;
use super::settle::{self, Settlement};
use crate::import::ImportError;
use crate::import::gazetteer::Polity;
use crate::model::{Dataset, Entity, EntityId, EntityKind};
use crate::text;

/// Who is meant by mentions.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::import::{Mention, Resolver};
///
/// let chancery = Chancery::builtin()?;
/// let mut resolver = Resolver::of(chancery.data());
/// let ids = ["Foreign Affairs (Rwanda)", "Police (Rwanda)", "Sergey Viktorovich Lavrov"]
///     .map(|name| resolver.resolve(&Mention::named(name)).0);
///
/// let settlement = resolver.settle();
/// let ids = ids.map(|id| settlement.id(&id).to_string());
/// assert_eq!(ids, ["rwanda-foreign-ministry", "rwanda-police", "sergey-lavrov"]);
/// // The dataset has the ministry and the minister, and the police is new.
/// assert_eq!(settlement.entities().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Resolver {
    directory: Directory,
    meant: Meant,
}

/// What mentions came to mean so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Meant {
    /// Polities that the dataset does not have.
    pub(super) listed: BTreeMap<EntityId, &'static Polity>,
    /// Bodies of known wholes that it does not have, in each way they were written.
    pub(super) actors: BTreeSet<Actor>,
    /// What was said of new entities.
    pub(super) drafts: BTreeMap<Draft, Pending>,
    /// How many mentions were settled at once, by ground.
    pub(super) tally: BTreeMap<Ground, usize>,
}

/// A new entity for the time being.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    /// The id it bears for the time being.
    pub(super) id: EntityId,
    /// A known person whose name it bears but for this patronymic: that person, unless others of
    /// the name have another one.
    pub(super) but_for: Option<(EntityId, String)>,
    /// How many mentions say this.
    pub(super) mentions: usize,
}

impl Default for Resolver {
    fn default() -> Resolver {
        Resolver::new([])
    }
}

impl Resolver {
    /// Returns a resolver that knows these entities, and of none its country. O(n log n).
    pub fn new<'e>(entities: impl IntoIterator<Item = &'e Entity>) -> Resolver {
        Resolver::knowing(Known::new(entities))
    }

    /// Returns a resolver that knows the entities of a dataset, and the states they act for or are
    /// of. O(n log n) in entities and in relations that are records.
    pub fn of(data: &Dataset) -> Resolver {
        Resolver::knowing(Known::of(data))
    }

    fn knowing(known: Known) -> Resolver {
        Resolver {
            directory: Directory::new(known),
            meant: Meant::default(),
        }
    }

    /// Adds entities with other ids than those it knows: mentions from now on may mean them.
    /// O(n log n) for all entities.
    pub(in crate::import) fn learn<'e>(&mut self, entities: impl IntoIterator<Item = &'e Entity>) {
        self.directory.add(entities);
    }

    /// Returns who is meant, and what sort of thing it is as far as is known now.
    ///
    /// Who is new bears an id for the time being: [`Settlement::id`] tells the one it has in the
    /// end. A name without letters and digits, and without a code beside it, means nobody: its id is
    /// that of no entity. O(1) in the number of entities, O(log n) in that of new ones.
    pub fn resolve(&mut self, mention: &Mention<'_>) -> (EntityId, EntityKind) {
        let (id, kind, ground) = match self.directory.look_up(mention) {
            Meaning::Known(id, Ground::Patronymic) => {
                let patronymic = patronymic(mention.name);
                let but_for = patronymic.map(|patronymic| (id, patronymic));
                return self.pending(self.directory.draft(mention), but_for);
            }
            Meaning::New(draft) if draft.is_nobody() => return (nobody(), draft.kind),
            Meaning::New(draft) => return self.pending(draft, None),
            Meaning::Known(id, ground) => {
                let kind = self.directory.kind(&id);
                (id, kind, ground)
            }
            Meaning::Listed(polity, ground) => {
                self.meant.listed.insert(polity.id.clone(), polity);
                (polity.id.clone(), polity.kind, ground)
            }
            Meaning::Actor(actor) => {
                let id = actor.id.clone();
                self.meant.actors.insert(actor);
                (id, EntityKind::Institution, Ground::Form)
            }
        };
        *self.meant.tally.entry(ground).or_default() += 1;
        (id, kind)
    }

    /// Tells whether a mention means an entity of the dataset or the gazetteer, or a body of one;
    /// nothing is noted.
    pub fn knows(&self, mention: &Mention<'_>) -> bool {
        !matches!(self.directory.look_up(mention), Meaning::New(_))
    }

    /// Tells whether another day could make this mention mean somebody else, so that what it means
    /// must not be kept for its next occurrence.
    pub fn hangs_on_day(&self, mention: &Mention<'_>) -> bool {
        mention.on.is_some() && self.directory.hangs_on_day(mention)
    }

    /// Decides which mentions are one entity, names the new entities, and proposes what may be the
    /// same.
    ///
    /// All of that hangs on what was mentioned alone, not on the order. O(n log n) in new entities.
    pub fn settle(self) -> Settlement {
        // Nobody is asked, so nobody says no.
        self.settle_while(&mut || Ok(())).unwrap_or_default()
    }

    /// Does what [`Resolver::settle`] does, and asks every so often whether to go on.
    ///
    /// # Errors
    /// Whatever `go_on` says.
    pub(in crate::import) fn settle_while(
        self,
        go_on: &mut dyn FnMut() -> Result<(), ImportError>,
    ) -> Result<Settlement, ImportError> {
        settle::settled(&self.directory, self.meant, go_on)
    }

    /// Keeps a draft under an id for the time being, the same for all that say the same.
    fn pending(
        &mut self,
        draft: Draft,
        but_for: Option<(EntityId, String)>,
    ) -> (EntityId, EntityKind) {
        let kind = draft.kind;
        let number = self.meant.drafts.len();
        let pending = self.meant.drafts.entry(draft).or_insert_with_key(|draft| {
            // No id in any dataset should be like this, and nobody sees it unless in a message.
            let slug = cluster::slug(&draft.name);
            Pending {
                id: cluster::id(&format!("{slug}-unsettled-{number}")),
                but_for,
                mentions: 0,
            }
        });
        pending.mentions += 1;
        (pending.id.clone(), kind)
    }
}

/// Returns the id of whoever is told by signs alone, which no entity has.
pub(in crate::import) fn nobody() -> EntityId {
    cluster::id("nobody-unsettled")
}

fn patronymic(name: &str) -> Option<String> {
    let folded = text::fold(&person::tidy(name));
    person::with_patronymic(&folded).map(|(_, middle)| middle.to_owned())
}
