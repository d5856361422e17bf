//! Things: people, bodies, places and posts, with their names, codes and countries.

use super::line::Record;
use super::vocabulary::Schema;
use super::{Named, Reading};
use crate::import::{Details, ImportError, Mention, Who};
use crate::model::{EntityKind, Parties, Relation, RelationId};
use crate::text;

/// The scheme of ids of FollowTheMoney.
const SCHEME: &str = "ftm";
/// The scheme of ids of Wikidata, which many publishers take for their own.
const WIKIDATA: &str = "wikidata";
/// The class of bodies of which nothing is known but somebody's office.
const UNKNOWN: &str = "unknown-body";
/// The scheme of the codes of countries.
const ISO: &str = "iso3166-1-alpha-2";

/// A post, which is the title of an office here.
#[derive(Debug)]
pub(super) struct Post {
    pub(super) id: String,
    pub(super) line: u64,
    pub(super) title: String,
    /// The ids of bodies that it is a post of.
    pub(super) bodies: Vec<String>,
    /// The codes of its countries.
    pub(super) countries: Vec<String>,
    /// Whether some link says that somebody holds it.
    pub(super) is_held: bool,
}

impl Reading<'_, '_> {
    /// Takes a record that is an entity of ours.
    pub(super) fn thing(
        &mut self,
        line: u64,
        record: &Record,
        schema: &Schema,
        (kind, class): (EntityKind, Option<&str>),
    ) -> Result<(), ImportError> {
        let names = self.names(record, schema);
        let Some((name, others)) = names.split_first() else {
            return self.intake.reject(line, None, "an entity without a name");
        };
        let told = self.classified(record);
        let (kind, class) = told.map_or((kind, class), |kind| (kind, None));
        let is_state = kind == EntityKind::State;
        let mut codes = self.codes(record);
        let country = match self.countries(record).as_slice() {
            [only] if is_state => {
                codes.push((ISO.to_owned(), only.clone()));
                None
            }
            [only] => Some(format!("{ISO}:{only}")),
            _ => None,
        };
        let who = match self.named.get(&record.id) {
            Some(Named::Thing(known)) => {
                self.intake.merged(line);
                *known
            }
            Some(_) => return self.taken(line, record),
            None => {
                self.intake.keep(line);
                let codes: Vec<(&str, &str)> = codes
                    .iter()
                    .map(|(scheme, code)| (scheme.as_str(), code.as_str()))
                    .collect();
                self.intake.entity(&Mention {
                    kind: Some(kind),
                    country: country.as_deref(),
                    codes: &codes,
                    ..Mention::named(name)
                })
            }
        };
        let weak = record.all(&self.vocabulary.common.weak_aliases);
        let aliases = others.iter().map(String::as_str).chain(weak);
        let details = Details {
            aliases: aliases.map(str::to_owned).collect(),
            codes: codes.into_iter().collect(),
            class: self.class(record).or(class).map(str::to_owned),
            note: self.note_on(record, schema),
        };
        self.name(record, Named::Thing(who));
        self.intake.describe(who, details);
        // The country of a state is the state itself.
        if is_state {
            return Ok(());
        }
        self.belongs(line, record, schema, who)
    }

    /// Takes a record that is the title of an office.
    pub(super) fn post(
        &mut self,
        line: u64,
        record: &Record,
        schema: &Schema,
        bodies: &[String],
    ) -> Result<(), ImportError> {
        let names = self.names(record, schema);
        let Some(title) = names.into_iter().next() else {
            return self.intake.reject(line, None, "a post without a name");
        };
        if self.named.contains_key(&record.id) {
            return self.taken(line, record);
        }
        self.name(record, Named::Post(self.posts.len()));
        self.posts.push(Post {
            id: record.id.clone(),
            line,
            title,
            bodies: record.all(bodies).map(str::to_owned).collect(),
            countries: self.countries(record),
            is_held: false,
        });
        Ok(())
    }

    /// Rejects a record whose id another one has.
    pub(super) fn taken(&mut self, line: u64, record: &Record) -> Result<(), ImportError> {
        let why = format!("the id `{}` stands for something else already", record.id);
        self.intake.reject(line, None, why)
    }

    /// Returns the names of a record, the one to show first.
    fn names(&self, record: &Record, schema: &Schema) -> Vec<String> {
        let common = &self.vocabulary.common;
        let parts: Vec<&str> = record.all(&common.name_parts).collect();
        let all = record.all(&schema.names).chain(record.all(&common.aliases));
        let all: Vec<&str> = all.filter(|name| is_name(name)).collect();
        // A first name alone stands among the names of many people; nobody is told by it.
        let whole = all.iter().filter(|name| !parts.contains(name));
        let names: Vec<String> = whole.map(|name| tidy(name)).collect();
        if !names.is_empty() {
            return names;
        }
        let shown = record.caption.as_deref().map(tidy);
        let shown = shown.filter(|name| is_name(name) && *name != record.schema);
        let put_together = Some(parts.join(" ")).filter(|name| is_name(name));
        let first = all.first().map(|name| tidy(name));
        put_together.or(first).or(shown).into_iter().collect()
    }

    /// Returns the codes of a record by scheme, its own id first.
    fn codes(&self, record: &Record) -> Vec<(String, String)> {
        let mut codes = vec![(SCHEME.to_owned(), record.id.clone())];
        for (property, scheme) in &self.vocabulary.common.codes {
            if let Some(code) = record.first(property) {
                codes.push((scheme.clone(), code.to_owned()));
            }
        }
        if is_wikidata(&record.id) && codes.iter().all(|(scheme, _)| scheme != WIKIDATA) {
            codes.push((WIKIDATA.to_owned(), record.id.clone()));
        }
        codes
    }

    /// Returns the kind that the classification of a record stands for.
    fn classified(&self, record: &Record) -> Option<EntityKind> {
        let kinds = &self.vocabulary.common.kinds;
        let mut words = record.values("classification");
        words.find_map(|word| kinds.get(word).copied())
    }

    /// Returns the class that the topics of a record stand for.
    fn class(&self, record: &Record) -> Option<&str> {
        let classes = &self.vocabulary.common.classes;
        let mut topics = record.values("topics");
        topics.find_map(|topic| classes.get(topic).map(String::as_str))
    }

    /// Returns the codes of the countries of a record, each once.
    fn countries(&self, record: &Record) -> Vec<String> {
        let mut countries = Vec::new();
        for code in record.all(&self.vocabulary.common.countries) {
            let code = code.to_uppercase();
            if !countries.contains(&code) {
                countries.push(code);
            }
        }
        countries
    }

    /// Returns what there is to remark on a record: what its publisher says of it, its dates, and what
    /// tells most of it and stands nowhere else.
    fn note_on(&self, record: &Record, schema: &Schema) -> Option<String> {
        let common = &self.vocabulary.common;
        let told = record.all(&common.descriptions).map(tidy);
        let is_told = |property: &String| {
            schema.belongs.iter().any(|tie| tie.property == *property) || property == "country"
        };
        let elsewhere = |property: &String| schema.names.contains(property) || is_told(property);
        let dates = schema.start().iter().chain(schema.end());
        let mut properties: Vec<&String> = dates.chain(&schema.featured).collect();
        properties.retain(|property| !elsewhere(property));
        let told: Vec<String> = told.chain(features(record, &properties)).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }

    /// Makes the ties that properties of a thing stand for.
    fn belongs(
        &mut self,
        line: u64,
        record: &Record,
        schema: &Schema,
        who: Who,
    ) -> Result<(), ImportError> {
        let mut told: Vec<(&str, Who)> = Vec::new();
        for tie in &schema.belongs {
            for code in record.values(&tie.property) {
                let Some(country) = self.country(line, code) else {
                    continue;
                };
                if told.contains(&(tie.kind.as_str(), country)) || country == who {
                    continue;
                }
                told.push((&tie.kind, country));
                let parties = Parties::new()
                    .with(&tie.role, self.intake.entity_id(who).clone())
                    .with(&tie.other, self.intake.entity_id(country).clone());
                let id = format!("{}-{line}-{}", self.source, told.len());
                let Ok(id) = RelationId::new(&id) else {
                    continue;
                };
                let relation = Relation::new(id, tie.kind.clone(), parties);
                self.intake.relation(line, relation)?;
            }
        }
        Ok(())
    }

    /// Returns the state or union that the code of a country means.
    pub(super) fn country(&mut self, line: u64, code: &str) -> Option<Who> {
        let lower = code.to_lowercase();
        if let Some((name, kind)) = self.vocabulary.common.territories.get(&lower) {
            return Some(self.intake.entity(&Mention {
                kind: Some(*kind),
                ..Mention::named(name)
            }));
        }
        let upper = code.to_uppercase();
        if upper.len() != 2 {
            let what = format!("`{code}` is no country that is known here");
            self.intake.note(line, what);
            return None;
        }
        Some(self.intake.entity(&Mention {
            kind: Some(EntityKind::State),
            codes: &[(ISO, &upper)],
            ..Mention::named(&upper)
        }))
    }

    /// Returns the entity that an id means which the file does not have: only the id is known of it.
    pub(super) fn stranger(&mut self, id: &str, kind: EntityKind) -> Who {
        let mut codes = vec![(SCHEME, id)];
        if is_wikidata(id) {
            codes.push((WIKIDATA, id));
        }
        let spelt_out = format!("entity {id}");
        let name = if is_name(id) { id } else { &spelt_out };
        let who = self.intake.entity(&Mention {
            kind: Some(kind),
            codes: &codes,
            ..Mention::named(name)
        });
        let codes = codes
            .into_iter()
            .map(|(scheme, code)| (scheme.to_owned(), code.to_owned()));
        let details = Details {
            codes: codes.collect(),
            ..Details::default()
        };
        self.intake.describe(who, details);
        who
    }

    /// Returns the body to which a post belongs of which only the id is known, or to which an office
    /// belongs of which nobody knows the post.
    pub(super) fn unknown_body(&mut self, id: &str) -> Who {
        let who = self.intake.entity(&Mention {
            kind: Some(EntityKind::Institution),
            codes: &[(SCHEME, id)],
            ..Mention::named(&format!("unknown body of {id}"))
        });
        let details = Details {
            class: Some(UNKNOWN.to_owned()),
            ..Details::default()
        };
        self.intake.describe(who, details);
        who
    }
}

/// Tells whether a text has a letter or digit by which somebody can be found.
pub(super) fn is_name(text: &str) -> bool {
    !text::fold(text).is_empty()
}

/// Returns a text on one line, without doubled spaces.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the values of properties in words: `birth date 1900-12-21`. Each property counts once.
pub(super) fn features<'r>(
    record: &'r Record,
    properties: &'r [&String],
) -> impl Iterator<Item = String> + 'r {
    let first =
        |at: usize, property: &String| !properties.iter().take(at).any(|known| *known == property);
    let once = properties.iter().enumerate();
    once.filter(move |(at, property)| first(*at, property))
        .filter_map(|(_, property)| {
            let values: Vec<String> = record.values(property).map(tidy).collect();
            (!values.is_empty()).then(|| format!("{} {}", words(property), values.join(", ")))
        })
}

/// Returns the name of a property in words: `birthDate` is `birth date`.
fn words(property: &str) -> String {
    let mut words = String::new();
    for letter in property.chars() {
        if letter.is_uppercase() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// Tells whether an id is one of Wikidata: `Q` and a number.
fn is_wikidata(id: &str) -> bool {
    let digits = id.strip_prefix('Q').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{is_wikidata, tidy, words};

    #[test]
    fn an_id_of_wikidata_is_a_letter_and_a_number() {
        assert!(is_wikidata("Q42"));
        assert!(!is_wikidata("Q") && !is_wikidata("Quito") && !is_wikidata("q42"));
    }

    #[test]
    fn properties_and_texts_are_put_into_plain_words() {
        assert_eq!(words("birthDate"), "birth date");
        assert_eq!(tidy(" a\n b\t c "), "a b c");
    }
}
