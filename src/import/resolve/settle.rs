//! Settling: which new mentions are one entity, and what the new entities are called.
//!
//! Everything is done in order of text, never in order of rows.

use std::collections::{BTreeMap, BTreeSet};

use super::crowd::Crowd;
use super::directory::Directory;
use super::likeness;
use super::mention::{Actor, Draft, Ground, Proposal};
use super::resolver::{Meant, Pending};
use crate::import::ImportError;
use crate::model::{Entity, EntityId, EntityKind};

/// A new entity's place under a whole, to be told as a relation by the source of the import.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Belonging {
    /// The new entity.
    pub part: EntityId,
    /// What it belongs to.
    pub whole: EntityId,
    /// Whether it acts for the whole, as its police does, or is merely of it, as a crowd.
    pub acts: bool,
}

/// What became of all mentions of an import.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settlement {
    entities: Vec<Entity>,
    renamed: BTreeMap<EntityId, EntityId>,
    belongings: Vec<Belonging>,
    proposals: Vec<Proposal>,
    tally: BTreeMap<Ground, usize>,
}

impl Settlement {
    /// Returns the id that somebody has in the end, by the one of the time being.
    pub fn id<'a>(&'a self, id: &'a EntityId) -> &'a EntityId {
        self.renamed.get(id).unwrap_or(id)
    }

    /// Returns the entities that were not there before, in order of id: those of the gazetteer,
    /// bodies of known wholes, and others.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Returns the ids of the time being, each with the one that took its place.
    pub fn renamed(&self) -> &BTreeMap<EntityId, EntityId> {
        &self.renamed
    }

    /// Returns what new bodies belong to, in order.
    pub fn belongings(&self) -> &[Belonging] {
        &self.belongings
    }

    /// Returns what may be the same and was kept apart, the likeliest first.
    pub fn proposals(&self) -> &[Proposal] {
        &self.proposals
    }

    /// Returns on which ground how many mentions were taken for whom they were.
    pub fn tally(&self) -> &BTreeMap<Ground, usize> {
        &self.tally
    }

    /// Returns the entities that were not there before, and the ids that took the place of others.
    pub fn into_parts(self) -> (Vec<Entity>, BTreeMap<EntityId, EntityId>) {
        (self.entities, self.renamed)
    }
}

/// Settles all that was mentioned.
///
/// # Errors
/// Whatever `go_on` says, which is asked every so often.
pub(super) fn settled(
    directory: &Directory,
    meant: Meant,
    go_on: &mut dyn FnMut() -> Result<(), ImportError>,
) -> Result<Settlement, ImportError> {
    let mut added: BTreeMap<EntityId, Entity> = BTreeMap::new();
    let mut belongings = BTreeSet::new();
    for polity in meant.listed.values() {
        added.insert(polity.id.clone(), polity.entity());
    }
    for actor in &meant.actors {
        add_actor(&mut added, directory, actor);
        belongings.insert(Belonging {
            part: actor.id.clone(),
            whole: actor.whole.clone(),
            acts: actor.acts,
        });
    }
    let several = several_patronymics(&meant.drafts);
    let (mut renamed, mut tally) = (BTreeMap::new(), meant.tally);
    let mut new: Vec<(&Draft, &Pending)> = Vec::new();
    for (draft, pending) in &meant.drafts {
        match &pending.but_for {
            Some((known, _)) if !several.contains(known) => {
                renamed.insert(pending.id.clone(), known.clone());
                *tally.entry(Ground::Patronymic).or_default() += pending.mentions;
            }
            _ => new.push((draft, pending)),
        }
    }
    let crowd = Crowd::new(new.iter().map(|(draft, _)| *draft), go_on)?;
    let ids = crowd.named(|id| directory.has_id(id) || added.contains_key(id));
    go_on()?;
    belongings.extend(crowd.belongings(&ids));
    for (at, (_, pending)) in new.into_iter().enumerate() {
        let (id, ground) = crowd.found(at, &ids);
        renamed.insert(pending.id.clone(), id);
        *tally.entry(ground).or_default() += pending.mentions;
    }
    let proposals = likeness::proposals(directory.known(), &crowd.fresh(&ids), go_on)?;
    added.extend(crowd.entities(&ids));
    Ok(Settlement {
        entities: added.into_values().collect(),
        renamed,
        belongings: belongings.into_iter().collect(),
        proposals,
        tally,
    })
}

/// Adds the body of a whole; other ways to write it become aliases. The whole is added too if the
/// dataset lacks it.
fn add_actor(added: &mut BTreeMap<EntityId, Entity>, directory: &Directory, actor: &Actor) {
    let entity = added.entry(actor.id.clone()).or_insert_with(|| {
        let institution = EntityKind::Institution;
        Entity::new(actor.id.clone(), institution, actor.name.clone()).with_class(actor.class)
    });
    if actor.written != entity.name && !entity.aliases.contains(&actor.written) {
        entity.aliases.push(actor.written.clone());
    }
    if !directory.has_id(&actor.whole)
        && let Some(polity) = directory.gazetteer().polity(actor.whole.as_str())
    {
        let whole = added.entry(polity.id.clone());
        whole.or_insert_with(|| polity.entity());
    }
}

/// Returns the known people of whose name there are new ones with different patronymics: at most one
/// of these is the known one, and nothing tells which.
fn several_patronymics(drafts: &BTreeMap<Draft, Pending>) -> BTreeSet<EntityId> {
    let mut patronymics: BTreeMap<&EntityId, BTreeSet<&str>> = BTreeMap::new();
    for (known, patronymic) in drafts.values().filter_map(|one| one.but_for.as_ref()) {
        patronymics.entry(known).or_default().insert(patronymic);
    }
    let several = patronymics.into_iter().filter(|(_, one)| one.len() > 1);
    several.map(|(known, _)| known.clone()).collect()
}
