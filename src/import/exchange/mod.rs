//! Formats that other programs exchange with us: read by the exchange room, taken in here.
//!
//! What a file tells by ids of ours is taken as it is. Whom it means by keys and names of its own
//! is decided as for every other file; what a relation rests on, if it names no source, is the file.

mod signs;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use signs::exchanged;

use super::ron::text_of;
use super::{Format, ImportError, Input, Intake, Likeness, Mention};
use crate::exchange::{Coined, Exchange, Fault, Found, Stranger};
use crate::model::{Entity, EntityId, EntityKind, Parties, Relation, RelationId};
use crate::text;

/// Words that tell the files of one graph apart.
const PARTS: [&str; 8] = [
    "node",
    "nodes",
    "vertices",
    "edge",
    "edges",
    "links",
    "relationships",
    "rels",
];

/// The importer of one file of a format of other programs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exchanged {
    format: &'static dyn Exchange,
    /// Which of its files, counted from 0.
    file: usize,
    /// The name under which it is asked for.
    name: &'static str,
    looks_for: &'static str,
    recognises: Sign,
}

/// Tells by its first 64 KiB whether a file may be of a format.
type Sign = fn(&str) -> Option<Likeness>;

impl Exchanged {
    /// Returns the importer of a file of a format.
    pub(super) const fn new(
        format: &'static dyn Exchange,
        file: usize,
        [name, looks_for]: [&'static str; 2],
        recognises: Sign,
    ) -> Exchanged {
        Exchanged {
            format,
            file,
            name,
            looks_for,
            recognises,
        }
    }
}

impl Format for Exchanged {
    fn name(&self) -> &'static str {
        self.name
    }

    fn looks_for(&self) -> &'static str {
        self.looks_for
    }

    fn recognises(&self, _name: &str, sample: &str) -> Option<Likeness> {
        (self.recognises)(sample)
    }

    fn rank(&self) -> u8 {
        // Files are listed with nodes before edges.
        self.file as u8
    }

    fn read(&self, mut input: Input, intake: &mut Intake) -> Result<(), ImportError> {
        let text = text_of(&mut input)?.text;
        let found = self.format.read(&text, self.file, intake.ontology());
        Taking::new(&input, intake).take(found.unwrap_or_default())
    }
}

/// A file on its way into the intake.
struct Taking<'i> {
    input: &'i Input,
    intake: &'i mut Intake,
    /// What the files of one graph have in common.
    graph: String,
    /// The ids of those whom the file calls by keys of its own.
    called: BTreeMap<EntityId, EntityId>,
}

impl Taking<'_> {
    fn new<'i>(input: &'i Input, intake: &'i mut Intake) -> Taking<'i> {
        let graph = graph_of(input.name());
        Taking {
            input,
            intake,
            graph,
            called: BTreeMap::new(),
        }
    }

    /// Takes everything that was found, and counts each line on which a record begins.
    fn take(mut self, mut found: Found) -> Result<(), ImportError> {
        let entities = found.entities.iter().map(|(line, _)| *line);
        let relations = found.relations.iter().map(|(line, _)| *line);
        let faults = found.faults.iter().map(|fault| fault.line);
        let lines: BTreeSet<u64> = entities.chain(relations).chain(faults).collect();
        for _ in &lines {
            self.intake.tick(self.input.progress())?;
        }
        let kinds = std::mem::take(&mut found.kinds);
        let offices = std::mem::take(&mut found.offices);
        self.intake.declare_all(kinds, offices)?;
        self.own(&found);
        let rests_on_file = |(_, relation): &(u64, Relation)| relation.reports.is_empty();
        let strangers = &found.coined.entities;
        let is_new = |id: &EntityId| !self.called.contains_key(id);
        if found.relations.iter().any(rests_on_file) || strangers.keys().any(is_new) {
            let source = self.intake.source_of(self.input)?;
            self.intake.begin(source);
        }
        for (id, stranger) in strangers {
            self.stranger(id, stranger);
        }
        found
            .entities
            .iter()
            .for_each(|(line, _)| self.intake.keep(*line));
        self.relations(found.relations, &found.coined)?;
        for Fault { line, column, why } in found.faults {
            let column = column.and_then(|column| usize::try_from(column).ok());
            self.intake.reject(line, column, why)?;
        }
        Ok(())
    }

    /// Takes the entities that have ids of ours, and finds out which keys are ids of some that are
    /// there.
    fn own(&mut self, found: &Found) {
        let strangers = &found.coined.entities;
        let own = found.entities.iter().map(|(_, entity)| entity);
        let own = own.filter(|entity| !strangers.contains_key(&entity.id));
        let own: Vec<Entity> = own.cloned().collect();
        self.intake.adopt_records(&found.sources, &own);
        let known = self.intake.entity_ids();
        for (id, Stranger { key, name, .. }) in strangers {
            let named = EntityId::new(key).ok().filter(|key| known.contains(key));
            if let Some(known) = named.filter(|_| name.is_none()) {
                self.called.insert(id.clone(), known);
            }
        }
    }

    /// Finds out whom a file means.
    fn stranger(&mut self, id: &EntityId, Stranger { key, name, kind }: &Stranger) {
        if self.called.contains_key(id) {
            return;
        }
        let code = [(self.graph.as_str(), key.as_str())];
        let mention = Mention {
            kind: *kind,
            // A name of its own needs the key beside it: others may bear the name too.
            codes: if name.is_some() { &code } else { &[] },
            ..Mention::named(name.as_deref().unwrap_or(key))
        };
        let known = |intake: &mut Intake| intake.entity(&mention);
        let who = self.intake.by_key(&self.graph, key, known);
        let known = self.intake.entity_id(who).clone();
        self.called.insert(id.clone(), known);
    }

    fn relations(
        &mut self,
        relations: Vec<(u64, Relation)>,
        coined: &Coined,
    ) -> Result<(), ImportError> {
        let file = self.intake.origin_of(self.input);
        let (entities, ids) = (self.intake.entity_ids(), ids_of(&relations));
        for (line, mut relation) in relations {
            if coined.relations.contains(&relation.id)
                && let Ok(id) = RelationId::new(&format!("{file}-{}", relation.id))
            {
                relation.id = id;
            }
            relation.parties = self.parties(&relation.parties);
            relation.place = relation.place.map(|place| self.place(place, &entities));
            let is_known = |whole: &String| {
                let id = RelationId::new(whole).ok();
                let is_relation = |id| ids.contains(&id) || self.intake.has_relation(&id);
                EntityId::new(whole).is_ok_and(|id| entities.contains(&id))
                    || id.is_some_and(is_relation)
            };
            if let Some(whole) = relation.part_of.take_if(|whole| !is_known(whole)) {
                let what =
                    format!("nothing has the id `{whole}`, of which it is said to be a part");
                self.intake.note(line, what);
            }
            self.intake.relation(line, relation)?;
        }
        Ok(())
    }

    /// Returns the parties under their ids. Two who turn out to be one stand in a role once.
    fn parties(&self, parties: &Parties) -> Parties {
        parties.iter().fold(Parties::new(), |parties, (role, id)| {
            let id = self.called.get(id).unwrap_or(id);
            if parties.iter().any(|known| known == (role, id)) {
                parties
            } else {
                parties.with(role, id.clone())
            }
        })
    }

    /// Returns the id of a place, of which a file of edges alone has told nothing but its id.
    fn place(&mut self, id: EntityId, entities: &BTreeSet<EntityId>) -> EntityId {
        if let Some(id) = self.called.get(&id) {
            return id.clone();
        }
        if entities.contains(&id) {
            return id;
        }
        let name = text::spoken(id.as_str());
        let mention = Mention {
            kind: Some(EntityKind::Place),
            ..Mention::named(&name)
        };
        let who = self.intake.entity(&mention);
        self.intake.entity_id(who).clone()
    }
}

fn ids_of(relations: &[(u64, Relation)]) -> BTreeSet<RelationId> {
    relations
        .iter()
        .map(|(_, relation)| relation.id.clone())
        .collect()
}

/// Returns what the files of one graph have in common: the beginning of their names, without the
/// words that tell nodes from edges.
fn graph_of(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let slug = text::slug(file.split('.').next().unwrap_or(file));
    let words = slug.split('-').filter(|word| !PARTS.contains(word));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        "graph".to_owned()
    } else {
        words.join("-")
    }
}

#[cfg(test)]
mod tests {
    use super::graph_of;

    #[test]
    fn two_files_of_one_graph_have_one_name() {
        assert_eq!(graph_of("/a/visits.nodes.csv"), "visits");
        assert_eq!(graph_of("visits-edges.csv"), "visits");
        assert_eq!(graph_of("nodes.csv"), "graph");
    }
}
