//! Contacts: with whom an entity has relations, and how many; and what was last.

use crate::graph::{Sieve, View};
use crate::model::{EntityIx, RelationIx};

use super::cancel::Ticker;
use super::marks::Marks;
use super::pairs::DENSE;
use super::{Cancel, Hit, Stopped, Subject, neighbours, timeline};

/// An entity linked to another by a number of relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// The other entity.
    pub entity: EntityIx,
    /// How many relations link the two, those that only possibly do among them.
    pub relations: u32,
}

/// Returns each entity linked to one, with the number of relations, in order of ids.
///
/// These are the [`neighbours`] at one step without the relations themselves. How many certainly
/// link them is told under a lens that asks for the certain ones alone.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(neighbours) where the lens lets all relations pass that are events of known days; else
/// O(relations of the entity within the window), and O(n log n) in the neighbours found.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, contacts};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let lens = Lens::default();
/// let view = View::new(chancery.network(), &lens);
/// let rwanda = chancery.data().entity_ix("rwanda").unwrap();
/// let found = contacts(view, rwanda, &Cancel::new())?;
/// assert!(found.iter().all(|contact| contact.relations > 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn contacts(view: View<'_>, of: EntityIx, cancel: &Cancel) -> Result<Vec<Contact>, Stopped> {
    if view.links_partly() {
        return from_neighbours(view, of, cancel);
    }
    let sieve = view.sieve();
    let mut found = if sieve.is_open() {
        by_bonds(view, of, cancel)?
    } else {
        by_spokes(view, &sieve, of, cancel)?
    };
    if view.lens().restricts_others() {
        let (network, kinds) = (view.network(), view.lens().of);
        found.retain(|contact| kinds.contains(network.entity_kind(contact.entity)));
    }
    Ok(found)
}

/// Counts with roll-up, whose links lie nowhere ready.
fn from_neighbours(view: View<'_>, of: EntityIx, cancel: &Cancel) -> Result<Vec<Contact>, Stopped> {
    let near = neighbours(view, of, 1, cancel)?;
    let contacts = near.iter().map(|near| Contact {
        entity: near.entity,
        relations: near.relations.len() as u32,
    });
    let mut contacts: Vec<Contact> = contacts.collect();
    contacts.sort_unstable_by_key(|contact| contact.entity);
    Ok(contacts)
}

/// Counts by bonds, where all plain relations pass.
fn by_bonds(view: View<'_>, of: EntityIx, cancel: &Cancel) -> Result<Vec<Contact>, Stopped> {
    let network = view.network();
    let bonds = network.bonds(of);
    if let Some(counts) = bonds.plain_counts() {
        let contact = |(entity, relations)| Contact { entity, relations };
        return Ok(counts.map(contact).collect());
    }
    let mut ticker = Ticker::new(cancel);
    let mut found = Vec::with_capacity(bonds.len());
    for bond in bonds.iter() {
        let contact = Contact {
            entity: bond.other,
            relations: if bond.is_plain() {
                bond.count()
            } else {
                ticker.tick_by(bond.count() as usize)?;
                let relations = network.relations_of(bond).iter();
                let passes = |relation: &&RelationIx| view.judge(**relation).is_possible();
                relations.filter(passes).count() as u32
            },
        };
        if contact.relations > 0 {
            found.push(contact);
        }
    }
    Ok(found)
}

/// Counts by going over the relations of an entity.
fn by_spokes(
    view: View<'_>,
    sieve: &Sieve<'_>,
    of: EntityIx,
    cancel: &Cancel,
) -> Result<Vec<Contact>, Stopped> {
    let network = view.network();
    let mut found: Vec<Contact> = Vec::new();
    let mut places = Marks::new(network.entity_count());
    let mut ticker = Ticker::new(cancel);
    for (spoke, _) in sieve.spokes(of) {
        ticker.tick()?;
        let mut meet = |other: EntityIx| {
            if let Some(place) = places.get(other) {
                found[place as usize].relations += 1;
            } else {
                places.set(other, found.len() as u32);
                found.push(Contact {
                    entity: other,
                    relations: 1,
                });
            }
        };
        match spoke.other() {
            Some(other) => meet(other),
            None => network.others(of, spoke).for_each(meet),
        }
    }
    let bonds = network.bonds(of);
    if found.len() * DENSE < bonds.len() {
        found.sort_unstable_by_key(|contact| contact.entity);
        return Ok(found);
    }
    let in_order = bonds.others().iter().filter_map(|other| places.get(*other));
    Ok(in_order.map(|place| found[place as usize]).collect())
}

/// Returns the latest relations of an entity, the latest first, at most so many.
///
/// These are the last of its [`timeline`]: if the lens asks for kinds of entity, another party is of
/// one of them.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(log n + relations returned) where the lens lets most relations of its window pass. Under a
/// clock or with roll-up that of [`timeline`].
pub fn latest(
    view: View<'_>,
    of: EntityIx,
    most: usize,
    cancel: &Cancel,
) -> Result<Vec<Hit>, Stopped> {
    if view.links_partly() || view.lens().limits_evidence() {
        let mut hits = timeline(view, &Subject::of(of), cancel)?;
        hits.reverse();
        hits.truncate(most);
        return Ok(hits);
    }
    let (network, sieve) = (view.network(), view.sieve());
    let (is_restricted, kinds) = (view.lens().restricts_others(), view.lens().of);
    let is_met = |relation: RelationIx| {
        let parties = network.parties(relation).into_iter();
        let mut others = parties.filter(|party| party.entity != of);
        others.any(|other| kinds.contains(network.entity_kind(other.entity)))
    };
    let mut ticker = Ticker::new(cancel);
    let mut hits = Vec::with_capacity(most.min(network.degree(of)));
    for (relation, truth) in sieve.latest(of) {
        ticker.tick()?;
        if hits.len() == most {
            break;
        }
        if !is_restricted || is_met(relation) {
            hits.push(Hit { relation, truth });
        }
    }
    Ok(hits)
}
