//! Titles of offices, as they may stand in a question, and the bodies that have such offices.
//!
//! Which titles mean the same is told by the ontology; who holds an office, and when, by the graph.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use itertools::Itertools;

use super::trigrams::Trigrams;
use crate::model::{Dataset, EntityIx, EntityKind, Ontology, Title};
use crate::text;

/// The most letters that may be wrong in a title for which another is told.
const MOST_SLIPS: usize = 3;

/// The titles that the ontology and the records know.
#[derive(Debug, Clone, Default)]
pub struct Offices {
    /// Every way to write a title, folded and in order, with what it means.
    ways: Vec<(String, String)>,
    /// The runs of letters of those ways, by number.
    alike: OnceLock<Trigrams>,
    /// Where the records know such an office: in a body, and in all for which that body acts.
    bodies: BTreeMap<String, BTreeSet<EntityIx>>,
}

impl Offices {
    /// Gathers the titles of the ontology and of all ties by which somebody acts for a body.
    /// O(n log n) in relations.
    pub(super) fn new(data: &Dataset) -> Offices {
        let ontology = data.ontology();
        let titles = ontology.folded_titles();
        let titles = titles.map(|(way, title)| (way.to_owned(), title.to_owned()));
        let mut meanings: BTreeMap<String, String> = titles.collect();
        let mut bodies: BTreeMap<String, BTreeSet<EntityIx>> = BTreeMap::new();
        let mut wholes: BTreeMap<EntityIx, BTreeSet<EntityIx>> = BTreeMap::new();
        for relation in data.acting() {
            let Some((agents, principals)) = data.agents_and_principals(relation) else {
                continue;
            };
            if let Some(words) = data.title(relation) {
                let title = ontology.title(words).name;
                bodies.entry(title.clone()).or_default().extend(&principals);
                meanings.insert(text::fold(&title), title);
            }
            for body in agents.into_iter().filter(|agent| is_body(data, *agent)) {
                wholes.entry(body).or_default().extend(&principals);
            }
        }
        for bodies in bodies.values_mut() {
            *bodies = with_wholes(bodies, &wholes);
        }
        Offices {
            ways: meanings.into_iter().collect(),
            alike: OnceLock::new(),
            bodies,
        }
    }

    /// Returns the title that words mean, as the ontology has it; nothing if it is not known.
    pub fn title(&self, words: &str, ontology: &Ontology) -> Option<Title> {
        let title = ontology.title(words);
        let folded = text::fold(&title.name);
        let next = self.ways_from(&folded).first();
        next.is_some_and(|(way, _)| *way == folded).then_some(title)
    }

    /// Returns the runs of letters of all ways, gathered now if nobody has asked for them yet.
    fn alike(&self) -> &Trigrams {
        self.alike.get_or_init(|| {
            let keys: Vec<String> = self.ways.iter().map(|(way, _)| text::latin(way)).collect();
            Trigrams::new(keys.iter().map(String::as_str))
        })
    }

    /// Returns the ways to write a title from a folded text on, in order.
    fn ways_from(&self, folded: &str) -> &[(String, String)] {
        let start = self.ways.partition_point(|(way, _)| way.as_str() < folded);
        &self.ways[start..]
    }

    /// Returns the ways to write a title that begin with a folded text, in order.
    fn ways_with(&self, beginning: &str) -> impl Iterator<Item = &(String, String)> {
        let ways = self.ways_from(beginning).iter();
        ways.take_while(move |(way, _)| way.starts_with(beginning))
    }

    /// Returns the numbers of leading words that are a title, the longest first.
    pub fn starts(&self, words: &[&str], ontology: &Ontology) -> Vec<usize> {
        let mut asked = String::new();
        let mut found = Vec::new();
        for (word, count) in words.iter().zip(1..) {
            if !asked.is_empty() {
                asked.push(' ');
            }
            asked.push_str(&text::fold(word));
            if self.title(&asked, ontology).is_some() {
                found.insert(0, count);
            }
            if !self.continues(&asked, ontology) {
                break;
            }
        }
        found
    }

    /// Tells whether more words may make a title of these folded ones, or they say of a holder that
    /// he merely fills in.
    fn continues(&self, folded: &str, ontology: &Ontology) -> bool {
        let begins = |folded: &str| self.ways_with(folded).next().is_some();
        begins(folded) || {
            let longer = ontology.title(&format!("{folded} x"));
            longer.acting && begins(longer.name.trim_end_matches('x').trim_end())
        }
    }

    /// Returns at most `most` titles near to a wrong one, the nearest first, each office once and in
    /// the way that is nearest.
    pub fn nearest(&self, wrong: &str, most: usize) -> Vec<&str> {
        let folded = text::fold(wrong);
        let alike = self.alike().alike(&text::latin(&folded), MOST_SLIPS);
        let alike = alike
            .into_iter()
            .filter_map(|at| self.ways.get(at as usize));
        let longer = self.ways_with(&folded).take(most);
        let ways: BTreeMap<&str, &str> = alike.chain(longer).map(told).collect();
        let near = text::nearest_several(&folded, ways.keys().copied(), ways.len());
        let offices = near
            .into_iter()
            .filter_map(|way| Some((way, *ways.get(way)?)));
        let each_once = offices.unique_by(|(_, title)| *title);
        each_once
            .take(most)
            .map(|(way, title)| shown(way, title))
            .collect()
    }

    /// Returns the titles of the records that begin so, in order of text, each office once: the
    /// chief title, or the first other one if only others begin so.
    pub fn beginning(&self, typed: &str) -> Vec<&str> {
        let mut found: BTreeMap<&str, &str> = BTreeMap::new();
        for (way, title) in self.ways_with(&text::fold(typed)).map(told) {
            if self.bodies.contains_key(title) {
                let first = found.entry(title).or_insert(way);
                *first = if shown(way, title) == title {
                    title
                } else {
                    first
                };
            }
        }
        let mut shown: Vec<&str> = found.into_values().collect();
        shown.sort_unstable();
        shown
    }

    /// Returns the bodies that have an office of this title in the records, in order.
    pub fn bodies(&self, title: &str) -> impl Iterator<Item = EntityIx> + '_ {
        self.bodies.get(title).into_iter().flatten().copied()
    }
}

/// Returns a way to write a title, and the title.
fn told((way, title): &(String, String)) -> (&str, &str) {
    (way, title)
}

/// Returns a way to write a title as it is told: the chief title as the ontology writes it.
fn shown<'a>(way: &'a str, title: &'a str) -> &'a str {
    if way == text::fold(title) { title } else { way }
}

fn is_body(data: &Dataset, entity: EntityIx) -> bool {
    data.entity(entity).kind == EntityKind::Institution
}

/// Returns bodies with all for which they act, however far.
fn with_wholes(
    bodies: &BTreeSet<EntityIx>,
    wholes: &BTreeMap<EntityIx, BTreeSet<EntityIx>>,
) -> BTreeSet<EntityIx> {
    let mut found = BTreeSet::new();
    let mut open: Vec<EntityIx> = bodies.iter().copied().collect();
    while let Some(body) = open.pop() {
        if found.insert(body) {
            open.extend(wholes.get(&body).into_iter().flatten());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Offices;
    use crate::model::{
        Acts, Dataset, Entity, EntityKind, Kind, Nature, Office, Ontology, Parties, Relation,
        Report, Role, Source,
    };

    /// A ministry that is part of Ruritania, its minister, and a keeper of seals whose title no
    /// table has.
    fn world() -> Dataset {
        let tie = |id: &str, agent: &str, principal: &str| Kind {
            acts: Some(Acts::new(agent, principal)),
            ..Kind::new(
                id,
                Nature::Tie,
                vec![Role::new(agent), Role::new(principal)],
            )
        };
        let kinds = vec![
            tie("office", "holder", "body"),
            tie("part-of", "part", "whole"),
        ];
        let minister = Office {
            title: "foreign minister".to_owned(),
            also: vec!["minister of foreign affairs".to_owned()],
        };
        let president = Office {
            title: "president".to_owned(),
            also: Vec::new(),
        };
        let ontology = Ontology::new(Vec::new(), kinds).unwrap();
        let ontology = ontology.with_offices(vec![minister, president]).unwrap();
        let mut builder = Dataset::builder(ontology);
        builder.source(Source::new("gazette".parse().unwrap(), "Gazette"));
        for (id, kind) in [
            ("ruritania", EntityKind::State),
            ("ministry", EntityKind::Institution),
            ("rudolf", EntityKind::Person),
        ] {
            builder.entity(Entity::new(id.parse().unwrap(), kind, id));
        }
        for (id, kind, title, parties) in [
            (
                "r0",
                "office",
                Some("Minister of Foreign Affairs"),
                ["holder rudolf", "body ministry"],
            ),
            (
                "r1",
                "office",
                Some("Keeper of Seals"),
                ["holder rudolf", "body ruritania"],
            ),
            ("r2", "part-of", None, ["part ministry", "whole ruritania"]),
        ] {
            let parties = parties.iter().fold(Parties::new(), |parties, party| {
                let (role, who) = party.split_once(' ').unwrap();
                parties.with(role, who.parse().unwrap())
            });
            let mut relation = Relation::new(id.parse().unwrap(), kind, parties)
                .with_report(Report::new("gazette".parse().unwrap()));
            relation.title = title.map(str::to_owned);
            builder.relation(relation);
        }
        builder.build().unwrap()
    }

    #[test]
    fn titles_of_table_and_records_are_known_by_meaning() {
        let data = world();
        let offices = Offices::new(&data);
        let title = |words: &str| {
            let title = offices.title(words, data.ontology());
            title.map(|title| title.to_string())
        };
        assert_eq!(
            title("Acting Minister of Foreign Affairs").as_deref(),
            Some("acting foreign minister")
        );
        assert_eq!(title("keeper of seals").as_deref(), Some("keeper of seals"));
        assert_eq!(title("minister"), None);
        let words = ["minister", "of", "foreign", "affairs", "of", "ruritania"];
        assert_eq!(offices.starts(&words, data.ontology()), [4]);
        let acting = ["acting", "foreign", "minister", "of"];
        assert_eq!(offices.starts(&acting, data.ontology()), [3]);
    }

    #[test]
    fn an_office_of_a_part_is_one_of_the_whole_too() {
        let data = world();
        let offices = Offices::new(&data);
        let bodies = |title: &str| {
            let bodies = offices
                .bodies(title)
                .map(|body| data.entity(body).id.to_string());
            bodies.collect::<Vec<String>>()
        };
        assert_eq!(bodies("foreign minister"), ["ministry", "ruritania"]);
        assert_eq!(bodies("keeper of seals"), ["ruritania"]);
        assert!(bodies("president").is_empty());
    }

    #[test]
    fn what_begins_so_is_offered_once_and_only_if_somebody_held_it() {
        let data = world();
        let offices = Offices::new(&data);
        assert_eq!(offices.beginning("mini"), ["minister of foreign affairs"]);
        assert_eq!(offices.beginning("Fore"), ["foreign minister"]);
        assert!(offices.beginning("pres").is_empty());
    }

    #[test]
    fn a_misspelt_title_is_told_in_the_way_that_was_meant() {
        let data = world();
        let offices = Offices::new(&data);
        let near = |wrong: &str| offices.nearest(wrong, 3);
        assert_eq!(near("forein minister"), ["foreign minister"]);
        assert_eq!(
            near("minster of forign affairs"),
            ["minister of foreign affairs"]
        );
        assert_eq!(near("keepr of seals"), ["keeper of seals"]);
        assert!(near("emperor").is_empty());
    }
}
