//! Near-duplicates: what is recorded already and looks like what an edit adds.

use itertools::Itertools;

use crate::edtf::{Day, Edtf};
use crate::model::{Entity, EntityIx, Kind, KindIx, Nature, Relation, RelationIx, Source};
use crate::query::World;
use crate::register::{Edit, Key, Record};
use crate::text;

/// How many near-duplicates are told.
const MOST: usize = 5;
/// How many days the dates of one event may lie apart where sources differ.
const DAYS_APART: i64 = 3;
/// How many parties are compared with each other.
const PARTIES: usize = 8;

/// A record that an edit may be meant to add a second time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// The record.
    pub key: Key,
    /// What it is, in a few words.
    pub what: String,
}

/// Returns the records that look like the one an edit adds, at most five; none for other edits.
///
/// A relation looks like another of the same kind, or one whose kind has the same PLOVER category,
/// that has two of its parties and may be of the same day or up to three days earlier or later; a
/// tie, one that may hold at the same time. An entity looks like one with the same name, alias or
/// code, a source like one with the same address or title.
///
/// # Complexity
/// O(p² log n + r) for p parties, at most eight of which are looked at, and r relations that two of
/// them have with each other; O(sources) for a source.
pub fn similar(edit: &Edit, world: World<'_>) -> Vec<Similar> {
    match edit {
        Edit::Add(Record::Relation(relation)) => relations(relation, world),
        Edit::Add(Record::Entity(entity)) => entities(entity, world),
        Edit::Add(Record::Source(source)) => sources(source, world),
        _ => Vec::new(),
    }
}

fn relations(new: &Relation, world: World<'_>) -> Vec<Similar> {
    let data = world.data();
    let Some(kind) = data.ontology().find(&new.kind) else {
        return Vec::new();
    };
    let parties = new
        .parties
        .iter()
        .filter_map(|(_, party)| data.entity_ix(party.as_str()));
    let parties: Vec<EntityIx> = parties.unique().take(PARTIES).collect();
    let shared: Vec<RelationIx> = match parties.as_slice() {
        [only] => world
            .network
            .spokes(*only)
            .iter()
            .map(|spoke| spoke.relation)
            .collect(),
        several => several
            .iter()
            .array_combinations()
            .filter_map(|[one, other]| world.network.bond(*one, *other))
            .flat_map(|bond| world.network.relations_of(bond).iter().copied())
            .collect(),
    };
    let of_kind = shared
        .into_iter()
        .unique()
        .filter(|at| are_alike(world, kind, world.network.kind(*at)));
    let near = of_kind.map(|at| data.relation(at)).filter(|old| {
        let nature = data.ontology().kind(kind).nature;
        may_be_same(new.when.as_ref(), old.when.as_ref(), nature)
    });
    near.take(MOST)
        .map(|old| Similar {
            key: Key::Relation(old.id.clone()),
            what: told(&old),
        })
        .collect()
}

/// Tells whether two kinds are the same, or have the same PLOVER category.
fn are_alike(world: World<'_>, one: KindIx, other: KindIx) -> bool {
    let ontology = world.data().ontology();
    let category = |kind: &Kind| kind.plover.as_ref().map(|plover| plover.category.clone());
    let (first, second) = (ontology.kind(one), ontology.kind(other));
    one == other
        || first.nature == second.nature
            && category(first).is_some()
            && category(first) == category(second)
}

/// Tells whether two dates may be those of one relation; one that is not known may be any.
fn may_be_same(one: Option<&Edtf>, other: Option<&Edtf>, nature: Nature) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return true;
    };
    let days = |date: &Edtf| match nature {
        Nature::Event => date.possible_days(),
        Nature::Tie => date.possible_hold(),
    };
    let (first, last): (Day, Day) = days(one);
    let (begin, end): (Day, Day) = days(other);
    begin.number() - last.number() <= DAYS_APART && first.number() - end.number() <= DAYS_APART
}

fn told(relation: &Relation) -> String {
    let when = relation
        .when
        .as_ref()
        .map(|date| format!(" of {date}"))
        .unwrap_or_default();
    let parties = relation.parties.iter().map(|(_, party)| party).unique();
    format!("the {}{when}: {}", relation.kind, parties.format(", "))
}

fn entities(new: &Entity, world: World<'_>) -> Vec<Similar> {
    let names = std::iter::once(&new.name)
        .chain(&new.aliases)
        .chain(new.codes.values());
    let found = names.flat_map(|name| world.names.exact(name)).unique();
    let entities = found
        .map(|at| world.data().entity(at))
        .filter(|old| old.id != new.id);
    entities
        .take(MOST)
        .map(|old| Similar {
            key: Key::Entity(old.id.clone()),
            what: format!("the {} {}", old.kind, old.name),
        })
        .collect()
}

fn sources(new: &Source, world: World<'_>) -> Vec<Similar> {
    let address = |source: &Source| {
        let url = source.url.as_deref()?;
        Some(url.trim_end_matches('/').to_lowercase())
    };
    let title = |source: &Source| (text::fold(&source.title), source.publisher.clone());
    let is_like = |old: &&Source| {
        address(old).is_some() && address(old) == address(new) || title(old) == title(new)
    };
    let found = world
        .data()
        .sources()
        .iter()
        .filter(|old| old.id != new.id)
        .filter(is_like);
    found
        .take(MOST)
        .map(|old| Similar {
            key: Key::Source(old.id.clone()),
            what: format!("the source {}", old.title),
        })
        .collect()
}
