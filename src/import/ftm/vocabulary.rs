//! The vocabulary: which schemata there are, what one takes from another, and what becomes of them.
//!
//! Knows the table `data/vocabularies/ftm.ron` and nothing of any file that is read by it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::line::Record;
use crate::model::EntityKind;

/// The table that comes with Chancery.
const BUILT_IN: &str = include_str!("../../../data/vocabularies/ftm.ron");
/// More steps from a schema to what it extends are a circle.
const MOST_STEPS: usize = 16;

/// What is known of the schemata, each with what it takes from others.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// What holds for entities of any schema.
    pub(super) common: Common,
    schemata: BTreeMap<String, Schema>,
    /// Why entities of a schema are left out.
    apart: BTreeMap<String, String>,
}

/// The table as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    names: Vec<String>,
    aliases: Vec<String>,
    weak_aliases: Vec<String>,
    name_parts: Vec<String>,
    codes: BTreeMap<String, String>,
    classes: BTreeMap<String, String>,
    kinds: BTreeMap<String, EntityKind>,
    countries: Vec<String>,
    territories: BTreeMap<String, (String, EntityKind)>,
    descriptions: Vec<String>,
    schemata: Vec<Schema>,
    apart: Vec<Apart>,
}

/// The properties that any thing may have.
#[derive(Debug)]
pub(super) struct Common {
    pub(super) aliases: Vec<String>,
    pub(super) weak_aliases: Vec<String>,
    pub(super) name_parts: Vec<String>,
    /// The scheme of the codes that a property holds.
    pub(super) codes: BTreeMap<String, String>,
    /// The class that a topic stands for.
    pub(super) classes: BTreeMap<String, String>,
    /// The kind that a classification stands for.
    pub(super) kinds: BTreeMap<String, EntityKind>,
    pub(super) countries: Vec<String>,
    /// The names and kinds of those whose codes are no codes of ISO 3166.
    pub(super) territories: BTreeMap<String, (String, EntityKind)>,
    pub(super) descriptions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Apart {
    why: String,
    schemata: Vec<String>,
}

/// One schema.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Schema {
    pub(super) name: String,
    extends: Vec<String>,
    /// The properties that tell most of it.
    pub(super) featured: Vec<String>,
    start: Option<Vec<String>>,
    seen: Option<Vec<String>>,
    end: Option<Vec<String>>,
    pub(super) edge: Option<Edge>,
    pub(super) becomes: Option<Becomes>,
    /// Titles that say the same when the ends are exchanged.
    pub(super) inverse: Vec<(String, String)>,
    /// The ties that properties of a thing stand for.
    pub(super) belongs: Vec<Belongs>,
    signs: Vec<String>,
    /// The properties that hold the name, the best first.
    pub(super) names: Vec<String>,
}

/// The two ends of an edge.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edge {
    /// The property that holds the one end.
    pub(super) source: String,
    /// The property that holds the other.
    pub(super) target: String,
    /// Whether it matters which end is which.
    pub(super) directed: bool,
}

/// What an entity of a schema is here.
#[derive(Debug, Clone, Deserialize)]
pub(super) enum Becomes {
    /// An entity.
    Entity {
        /// Its kind.
        kind: EntityKind,
        /// Its class within the kind.
        #[serde(default)]
        class: Option<String>,
    },
    /// The title of a post.
    Office {
        /// The properties that name the body it is a post of.
        body: Vec<String>,
    },
    /// A relation of the first of these kinds whose roles can be filled.
    Relation(Vec<Pattern>),
}

/// How an edge or event becomes a relation of one kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pattern {
    pub(super) kind: String,
    /// The properties that hold its title, the best first.
    #[serde(default)]
    pub(super) title: Vec<String>,
    /// The title of one that has none.
    #[serde(default)]
    pub(super) named: Option<String>,
    pub(super) parties: Vec<Party>,
}

/// Which property puts whom into a role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Party {
    pub(super) property: String,
    pub(super) role: String,
    /// What stands there, if the file does not have it; nothing for a post.
    #[serde(default)]
    pub(super) range: Option<EntityKind>,
    /// Whether the property holds a name instead of an id.
    #[serde(default)]
    pub(super) text: bool,
}

/// A tie that a property of a thing stands for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Belongs {
    pub(super) property: String,
    pub(super) kind: String,
    /// The role of the thing.
    pub(super) role: String,
    /// The role of the country that the property names.
    pub(super) other: String,
}

/// What is known of the schema of a record.
#[derive(Debug)]
pub(super) enum Found<'v> {
    /// It is in the vocabulary.
    Known(&'v Schema),
    /// It is not, but has the properties of this one.
    Like(&'v Schema),
    /// It is left out on purpose, for this reason.
    Apart(&'v str),
    /// Nothing is known of it.
    Unknown,
}

impl Vocabulary {
    /// Returns the vocabulary that comes with Chancery.
    pub(super) fn built_in() -> Result<Vocabulary, String> {
        Vocabulary::read(BUILT_IN)
    }

    /// Reads a table.
    fn read(text: &str) -> Result<Vocabulary, String> {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let table: Table = options.from_str(text).map_err(|error| error.to_string())?;
        let written: BTreeMap<&str, &Schema> = table
            .schemata
            .iter()
            .map(|schema| (schema.name.as_str(), schema))
            .collect();
        let mut schemata = BTreeMap::new();
        for schema in &table.schemata {
            let mut whole = schema.clone();
            complete(&mut whole, schema, &written, 0)?;
            if whole.names.is_empty() {
                whole.names.clone_from(&table.names);
            }
            schemata.insert(whole.name.clone(), whole);
        }
        let apart = table.apart.into_iter().flat_map(|apart| {
            let why = apart.why;
            let name = move |schema| (schema, why.clone());
            apart.schemata.into_iter().map(name)
        });
        Ok(Vocabulary {
            common: Common {
                aliases: table.aliases,
                weak_aliases: table.weak_aliases,
                name_parts: table.name_parts,
                codes: table.codes,
                classes: table.classes,
                kinds: table.kinds,
                countries: table.countries,
                territories: table.territories,
                descriptions: table.descriptions,
            },
            schemata,
            apart: apart.collect(),
        })
    }

    /// Returns what is known of the schema of a record: by its name, or by the properties it has.
    pub(super) fn find(&self, record: &Record) -> Found<'_> {
        if let Some(schema) = self.schemata.get(&record.schema) {
            return Found::Known(schema);
        }
        if let Some(why) = self.apart.get(&record.schema) {
            return Found::Apart(why);
        }
        self.alike(record).map_or(Found::Unknown, Found::Like)
    }

    /// Returns the schema whose properties a record has: an edge both of whose ends are named, or
    /// else the schema most of whose signs there are, or else any named thing.
    fn alike(&self, record: &Record) -> Option<&Schema> {
        let has = |property: &String| record.has(property);
        let is_edge = |schema: &&Schema| {
            let edge = schema.edge.as_ref();
            edge.is_some_and(|edge| has(&edge.source) && has(&edge.target))
        };
        let signs = |schema: &Schema| schema.signs.iter().filter(|sign| has(sign)).count();
        let mut best: Option<(usize, &Schema)> = None;
        for schema in self.schemata.values() {
            let count = signs(schema);
            if count > best.map_or(0, |(most, _)| most) {
                best = Some((count, schema));
            }
        }
        let edge = self.schemata.values().find(is_edge);
        let named = || {
            self.schemata
                .get("LegalEntity")
                .filter(|_| record.has("name"))
        };
        edge.or(best.map(|(_, schema)| schema)).or_else(named)
    }
}

/// Gives a schema what it does not say itself from those that `from` extends, and so on upwards.
fn complete(
    whole: &mut Schema,
    from: &Schema,
    written: &BTreeMap<&str, &Schema>,
    steps: usize,
) -> Result<(), String> {
    if steps > MOST_STEPS {
        return Err(format!("`{}` extends itself", whole.name));
    }
    for name in &from.extends {
        let above = written.get(name.as_str());
        let above = *above
            .ok_or_else(|| format!("`{}` extends `{name}`, which is not there", from.name))?;
        whole.inherit(above);
        complete(whole, above, written, steps + 1)?;
    }
    Ok(())
}

impl Schema {
    /// Takes from another schema what this one does not have.
    fn inherit(&mut self, above: &Schema) {
        let missing = |known: &Vec<String>, more: &Vec<String>| -> Vec<String> {
            let is_new = |property: &&String| !known.contains(property);
            more.iter().filter(is_new).cloned().collect()
        };
        self.featured
            .extend(missing(&self.featured, &above.featured));
        self.start = self.start.take().or_else(|| above.start.clone());
        self.seen = self.seen.take().or_else(|| above.seen.clone());
        self.end = self.end.take().or_else(|| above.end.clone());
        self.edge = self.edge.take().or_else(|| above.edge.clone());
        self.becomes = self.becomes.take().or_else(|| above.becomes.clone());
        if self.belongs.is_empty() {
            self.belongs.clone_from(&above.belongs);
        }
        if self.names.is_empty() {
            self.names.clone_from(&above.names);
        }
    }

    /// Returns the properties that hold the beginning, the best first.
    pub(super) fn start(&self) -> &[String] {
        self.start.as_deref().unwrap_or_default()
    }

    /// Returns the properties that hold a day on which it was so.
    pub(super) fn seen(&self) -> &[String] {
        self.seen.as_deref().unwrap_or_default()
    }

    /// Returns the properties that hold the end, the best first.
    pub(super) fn end(&self) -> &[String] {
        self.end.as_deref().unwrap_or_default()
    }

    /// Tells whether two titles say the same when the ends are exchanged.
    pub(super) fn are_inverse(&self, title: &str, other: &str) -> bool {
        let is = |one: &str, two: &str| {
            title.eq_ignore_ascii_case(one) && other.eq_ignore_ascii_case(two)
        };
        self.inverse
            .iter()
            .any(|(one, two)| is(one, two) || is(two, one))
    }
}

#[cfg(test)]
mod tests {
    use super::{Becomes, Found, Vocabulary};
    use crate::import::ftm::line::Record;
    use crate::model::EntityKind;

    fn found(line: &str) -> String {
        let vocabulary = Vocabulary::built_in().unwrap();
        match vocabulary.find(&Record::read(line).unwrap()) {
            Found::Known(schema) => schema.name.clone(),
            Found::Like(schema) => format!("like {}", schema.name),
            Found::Apart(why) => why.to_owned(),
            Found::Unknown => "unknown".to_owned(),
        }
    }

    #[test]
    fn a_schema_takes_what_it_does_not_say_from_those_it_extends() {
        let vocabulary = Vocabulary::built_in().unwrap();
        let body = &vocabulary.schemata["PublicBody"];
        assert_eq!(body.start(), ["incorporationDate"]);
        let class = |class: &str| Some(class.to_owned());
        assert!(
            matches!(&body.becomes, Some(Becomes::Entity { kind: EntityKind::Institution, class: found }) if *found == class("public-body"))
        );
        let membership = &vocabulary.schemata["Membership"];
        assert_eq!(
            (membership.start(), membership.end()),
            (&["startDate".to_owned()][..], &["endDate".to_owned()][..])
        );
        assert!(
            vocabulary.schemata["Trip"]
                .featured
                .contains(&"name".to_owned())
        );
    }

    #[test]
    fn an_unknown_schema_is_known_by_its_properties() {
        let line = |schema: &str, properties: &str| {
            found(&format!(
                r#"{{"id":"a","schema":"{schema}","properties":{{{properties}}}}}"#
            ))
        };
        assert_eq!(line("Person", ""), "Person");
        assert_eq!(
            line("Diplomat", r#""name":["A"],"birthDate":["1950"]"#),
            "like Person"
        );
        assert_eq!(
            line("Envoyship", r#""holder":["a"],"post":["b"]"#),
            "like Occupancy"
        );
        assert_eq!(line("Club", r#""name":["A"]"#), "like LegalEntity");
        assert_eq!(
            line("Vessel", r#""name":["A"]"#),
            "a thing that is owned, but does not act"
        );
        assert_eq!(line("Moon", r#""phase":["new"]"#), "unknown");
    }

    #[test]
    fn a_schema_that_extends_itself_is_refused() {
        let table = |schemata: &str| {
            let common = "names: [], aliases: [], weak_aliases: [], name_parts: [], codes: {}, \
                          classes: {}, kinds: {}, countries: [], territories: {}, descriptions: [], apart: []";
            Vocabulary::read(&format!("({common}, schemata: [{schemata}])")).map(|_| ())
        };
        assert!(table(r#"(name: "A", extends: ["B"]), (name: "B")"#).is_ok());
        let circle = table(r#"(name: "A", extends: ["B"]), (name: "B", extends: ["A"])"#);
        assert_eq!(circle.unwrap_err(), "`A` extends itself");
        assert!(
            table(r#"(name: "A", extends: ["C"])"#)
                .unwrap_err()
                .contains("`C`")
        );
    }

    #[test]
    fn titles_are_inverse_in_both_directions() {
        let vocabulary = Vocabulary::built_in().unwrap();
        let family = &vocabulary.schemata["Family"];
        assert!(family.are_inverse("Father", "son") && family.are_inverse("son", "father"));
        assert!(!family.are_inverse("father", "father"));
    }
}
