//! From nodes and edges to records.

use std::collections::{BTreeMap, BTreeSet};

use super::given::{Given, Link};
use super::kinds::Words;
use super::relation::Reading;
use crate::exchange::armour::bare;
use crate::exchange::found::{Fault, Found, Stranger};
use crate::model::{Entity, EntityId, EntityKind, Ontology, Relation, RelationId, SourceId};
use crate::text;

/// The names under which files tell what sort of thing a node is.
const SORTS: [&str; 5] = ["kind", "type", "category", "labels", "class"];
/// The names under which files tell how a node is called.
const NAMES: [&str; 4] = ["label", "name", "title", "fullname"];
/// Words of others for kinds of entity.
const ALSO: [(&str, EntityKind); 12] = [
    ("country", EntityKind::State),
    ("nation", EntityKind::State),
    ("people", EntityKind::Person),
    ("individual", EntityKind::Person),
    ("organization", EntityKind::Institution),
    ("organisation", EntityKind::Institution),
    ("company", EntityKind::Institution),
    ("agency", EntityKind::Institution),
    ("location", EntityKind::Place),
    ("city", EntityKind::Place),
    ("treaty", EntityKind::Instrument),
    ("conference", EntityKind::Forum),
];

/// Gathers the nodes of a file, and then its edges.
#[derive(Debug)]
pub(crate) struct Gather<'o> {
    pub(super) words: Words<'o>,
    pub(super) found: Found,
    /// Whether edges may name nodes of which nothing was told.
    may_name_others: bool,
    /// Which entity the file means by each of its keys.
    nodes: BTreeMap<String, EntityId>,
    entities: BTreeSet<EntityId>,
    /// Where each relation stands among those found.
    relations: BTreeMap<RelationId, usize>,
    pub(super) sources: BTreeSet<SourceId>,
    numbers: Numbers,
}

impl<'o> Gather<'o> {
    /// Returns a gathering of a file that tells of all its nodes.
    pub(crate) fn new(ontology: &'o Ontology) -> Gather<'o> {
        Gather {
            words: Words::of(ontology),
            found: Found::default(),
            may_name_others: false,
            nodes: BTreeMap::new(),
            entities: BTreeSet::new(),
            relations: BTreeMap::new(),
            sources: BTreeSet::new(),
            numbers: Numbers::default(),
        }
    }

    /// Returns a gathering of a file that has edges alone.
    pub(crate) fn of_edges(ontology: &'o Ontology) -> Gather<'o> {
        Gather {
            may_name_others: true,
            ..Gather::new(ontology)
        }
    }

    /// Notes what is wrong at a place.
    pub(crate) fn fault(&mut self, line: u64, column: Option<u64>, why: impl Into<String>) {
        let why = why.into();
        self.found.faults.push(Fault { line, column, why });
    }

    /// Adds a node, which the file calls `key`; one without a key is a fault.
    pub(crate) fn node(&mut self, key: Option<&str>, given: &Given) {
        let added = match key {
            Some(key) if self.nodes.contains_key(key) => {
                Err(format!("another node has the id `{key}` already"))
            }
            Some(key) => self.entity(key, given),
            None => Err("a node needs an id".to_owned()),
        };
        if let Err(why) = added {
            self.fault(given.line, given.column, why);
        }
    }

    /// Makes an entity of a node: with its id if it is one of ours, else with one for the time being.
    fn entity(&mut self, key: &str, given: &Given) -> Result<EntityId, String> {
        let kind = kind_of(given)?;
        let name = given.first_of(&NAMES).or_else(|| given.text("id"));
        let told = name.as_deref().filter(|name| *name != key);
        let plain = bare(key);
        let own = kind.filter(|_| given.text("kind").is_some());
        let own = own.and(EntityId::new(&plain).ok());
        let (id, is_own) = match own {
            Some(id) if self.entities.contains(&id) => {
                return Err(format!("another node has the id `{id}` already"));
            }
            Some(id) => (id, true),
            None => (self.coin(told.unwrap_or(&plain), &plain), false),
        };
        let shown = name.as_deref().unwrap_or(&plain);
        let mut entity = Entity::new(id.clone(), kind.unwrap_or(EntityKind::Institution), shown);
        entity.aliases = given.list("aliases");
        entity.aliases.retain(|alias| !alias.is_empty());
        entity.codes = given
            .list("codes")
            .iter()
            .filter_map(|code| code_of(code))
            .collect();
        entity.class = given.text("class");
        entity.note = given.text("note");
        if !is_own {
            let name = told.map(str::to_owned);
            let key = plain.into_owned();
            self.found
                .coined
                .entities
                .insert(id.clone(), Stranger { key, name, kind });
        }
        self.entities.insert(id.clone());
        self.nodes.insert(key.to_owned(), id.clone());
        self.found.entities.push((given.line, entity));
        Ok(id)
    }

    /// Returns an id that no entity of the file has yet.
    fn coin(&mut self, name: &str, key: &str) -> EntityId {
        let named = [name, key].map(text::slug).into_iter();
        let mut named = named.chain(["node".to_owned()]);
        let base = named.find(|slug| !slug.is_empty()).unwrap_or_default();
        let entities = &self.entities;
        self.numbers.free(&base, |id| {
            let id = EntityId::new(id).ok();
            id.filter(|id| !entities.contains(id))
        })
    }

    /// Returns the entity that an edge names.
    pub(super) fn end(&mut self, key: &str, told: &Given) -> Result<EntityId, String> {
        if let Some(id) = self.nodes.get(key) {
            return Ok(id.clone());
        }
        if key.is_empty() {
            return Err("an edge needs two ends".to_owned());
        }
        if !self.may_name_others {
            return Err(format!(
                "the edge names the node `{key}`, which there is not"
            ));
        }
        self.entity(key, told)
    }

    /// Returns the place that an edge names.
    pub(super) fn place(&mut self, key: &str, given: &Given) -> Result<EntityId, String> {
        match EntityId::new(key) {
            Ok(id) if self.may_name_others && !self.nodes.contains_key(key) => Ok(id),
            _ if self.may_name_others => {
                let mut told = Given::at(given.line, given.column);
                told.bare("type", EntityKind::Place.word());
                self.end(key, &told)
            }
            _ => self.end(key, given),
        }
    }

    /// Adds an edge: a relation, or one more edge of a relation that is there.
    pub(crate) fn edge(&mut self, link: &Link) {
        let read = Reading::of(self, link).and_then(|(relation, is_own)| {
            let known = self.relations.get(&relation.id).filter(|_| is_own);
            if known.is_some_and(|at| !self.tells(*at, &relation)) {
                let id = &relation.id;
                return Err(format!(
                    "another edge tells otherwise of the relation `{id}`"
                ));
            }
            if known.is_none() {
                self.add(link, relation, is_own);
            }
            Ok(())
        });
        if let Err(why) = read {
            self.fault(link.given.line, link.given.column, why);
        }
    }

    /// Tells whether a relation that is there says the same.
    fn tells(&self, at: usize, relation: &Relation) -> bool {
        let known = self.found.relations.get(at);
        known.is_some_and(|(_, known)| known == relation)
    }

    /// Learns from the roles that entities play what sort of thing they must be, where the file does
    /// not tell: whoever plays one that only persons can play is a person.
    fn learn(&mut self, relation: &Relation) {
        let Some(meant) = self.words.meaning(&relation.kind) else {
            return;
        };
        for (role, id) in relation.parties.iter() {
            let role = meant.kind.roles.iter().find(|known| known.id == role);
            if let Some([only]) = role.map(|role| role.of.as_slice())
                && let Some(stranger) = self.found.coined.entities.get_mut(id)
            {
                stranger.kind.get_or_insert(*only);
            }
        }
    }

    fn add(&mut self, link: &Link, mut relation: Relation, is_own: bool) {
        self.learn(&relation);
        if !is_own {
            let (base, relations) = (relation.id.to_string(), &self.relations);
            relation.id = self.numbers.free(&base, |id| {
                let id = RelationId::new(id).ok();
                id.filter(|id| !relations.contains_key(id))
            });
            self.found.coined.relations.insert(relation.id.clone());
        }
        let place = self.found.relations.len();
        self.relations.insert(relation.id.clone(), place);
        self.found.relations.push((link.given.line, relation));
    }

    /// Returns what was found.
    pub(crate) fn finish(mut self) -> Found {
        self.found
            .faults
            .sort_by_key(|fault| (fault.line, fault.column));
        self.found
    }
}

/// How often ids were asked for, so that the next one like them is found at once.
#[derive(Debug, Default)]
struct Numbers(BTreeMap<String, u64>);

impl Numbers {
    /// Returns the first id that is free: a text, or that with a number behind it.
    fn free<T>(&mut self, base: &str, is_free: impl Fn(&str) -> Option<T>) -> T {
        let asked = self.0.entry(base.to_owned()).or_default();
        loop {
            *asked += 1;
            let id = match *asked {
                1 => base.to_owned(),
                number => format!("{base}-{number}"),
            };
            if let Some(id) = is_free(&id) {
                return id;
            }
        }
    }
}

/// Returns what sort of thing a node is, if it tells.
///
/// # Errors
/// Where its kind is nearly one of ours: it is taken for a slip then, not for a word of others.
fn kind_of(given: &Given) -> Result<Option<EntityKind>, String> {
    let told = SORTS.iter().flat_map(|name| given.list(name));
    let known = told.into_iter().find_map(|word| kind_named(&word));
    if let (None, Some(word)) = (known, given.text("kind")) {
        let words = EntityKind::ALL.map(EntityKind::word);
        if let Some(nearest) = text::nearest(&word, words) {
            return Err(format!(
                "`{word}` is no kind of entity; the nearest is `{nearest}`"
            ));
        }
    }
    Ok(known)
}

fn kind_named(word: &str) -> Option<EntityKind> {
    let also = || {
        let folded = text::fold(word);
        ALSO.into_iter()
            .find(|(known, _)| *known == folded)
            .map(|(_, kind)| kind)
    };
    EntityKind::from_word(word).or_else(also)
}

/// Returns scheme and code of `scheme=code`.
fn code_of(text: &str) -> Option<(String, String)> {
    let (scheme, code) = text.split_once('=')?;
    Some((bare(scheme).into_owned(), code.to_owned()))
}
