//! One line: a JSON object to a record, or the column at which it is broken.
//!
//! Knows JSON and the outer shape of an entity; what its schema and properties mean is told elsewhere.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// An entity as its line has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Record {
    pub(super) id: String,
    pub(super) schema: String,
    #[serde(default)]
    properties: BTreeMap<String, Values>,
    /// The name that its publisher shows.
    #[serde(default)]
    pub(super) caption: Option<String>,
    /// Ids of what has been found to be the same entity.
    #[serde(default)]
    referents: Values,
}

/// The values of a property: texts, however they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Values(Vec<String>);

/// Why a line is no entity.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    /// The column of the line, in characters from 1.
    pub(super) column: usize,
    pub(super) why: String,
}

impl Record {
    /// Reads a line.
    pub(super) fn read(line: &str) -> Result<Record, Broken> {
        let record: Record = serde_json::from_str(line).map_err(|error| broken(line, &error))?;
        let empty = |key: &str| Broken {
            column: column(line, line.find(&format!("\"{key}\"")).unwrap_or_default()),
            why: format!("the `{key}` is empty"),
        };
        if record.id.trim().is_empty() {
            return Err(empty("id"));
        }
        if record.schema.trim().is_empty() {
            return Err(empty("schema"));
        }
        Ok(record)
    }

    /// Returns the values of a property, without those that are blank.
    pub(super) fn values(&self, property: &str) -> impl Iterator<Item = &str> + Clone {
        let values = self.properties.get(property).into_iter();
        let texts = values.flat_map(|values| &values.0).map(|text| text.trim());
        texts.filter(|text| !text.is_empty())
    }

    /// Returns the values of several properties, in their order.
    pub(super) fn all<'r>(&'r self, properties: &'r [String]) -> impl Iterator<Item = &'r str> {
        properties.iter().flat_map(|property| self.values(property))
    }

    /// Returns the first value of a property.
    pub(super) fn first(&self, property: &str) -> Option<&str> {
        self.values(property).next()
    }

    /// Tells whether a property has a value.
    pub(super) fn has(&self, property: &str) -> bool {
        self.first(property).is_some()
    }

    /// Returns the ids by which other lines may name this entity beside its own.
    pub(super) fn referents(&self) -> impl Iterator<Item = &str> {
        self.referents.0.iter().map(String::as_str)
    }
}

/// Returns what `serde_json` says of a line, and where.
fn broken(line: &str, error: &serde_json::Error) -> Broken {
    let told = error.to_string();
    let why = told.split(" at line ").next().unwrap_or(&told).to_owned();
    // It counts the bytes it has read. Of wrong grammar the last one is at fault, of a wrong value the
    // next one, as far as there is one.
    let read = error.column();
    let at = if error.is_data() {
        read
    } else {
        read.saturating_sub(1)
    };
    let at = at.min(line.len().saturating_sub(1));
    Broken {
        column: column(line, at),
        why: if error.is_eof() {
            "the line ends within the entity".to_owned()
        } else {
            why
        },
    }
}

/// Returns the column of a byte, in characters from 1.
fn column(line: &str, at: usize) -> usize {
    let before = line.char_indices().take_while(|(start, _)| *start < at);
    before.count() + 1
}

impl<'de> Deserialize<'de> for Values {
    /// Reads a list of texts. One text alone, numbers, truth values and whole entities in place of
    /// their ids are found in real files, and their meaning is plain.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Values, D::Error> {
        deserializer.deserialize_any(Texts)
    }
}

/// Reads whatever stands for texts.
struct Texts;

impl<'de> Visitor<'de> for Texts {
    type Value = Values;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<Values, E> {
        Ok(Values(vec![text.to_owned()]))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Values, E> {
        Ok(Values(vec![value.to_string()]))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Values, E> {
        Ok(Values(vec![number.to_string()]))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Values, E> {
        Ok(Values(vec![number.to_string()]))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Values, E> {
        Ok(Values(vec![number.to_string()]))
    }

    fn visit_unit<E>(self) -> Result<Values, E> {
        Ok(Values::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Values, A::Error> {
        let mut all = Values::default();
        while let Some(Values(texts)) = list.next_element()? {
            all.0.extend(texts);
        }
        Ok(all)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entity: A) -> Result<Values, A::Error> {
        let mut id = Values::default();
        while let Some(key) = entity.next_key::<String>()? {
            if key == "id" {
                id = entity.next_value()?;
            } else {
                entity.next_value::<IgnoredAny>()?;
            }
        }
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::Record;

    #[track_caller]
    fn broken(line: &str, column: usize, why: &str) {
        let broken = Record::read(line).unwrap_err();
        assert_eq!(broken.column, column, "{broken:?}");
        assert!(broken.why.contains(why), "{broken:?}");
    }

    #[test]
    fn values_may_be_written_in_several_ways() {
        let line = r#"{"id":"a","schema":"Person","properties":{"a":["x"," "],"b":"y","c":[1,null,true],"d":[{"id":"e","properties":{}}]}}"#;
        let record = Record::read(line).unwrap();
        let values = |property: &str| record.values(property).collect::<Vec<_>>();
        assert_eq!(values("a"), ["x"]);
        assert_eq!(values("b"), ["y"]);
        assert_eq!(values("c"), ["1", "true"]);
        assert_eq!(values("d"), ["e"]);
        assert!(values("e").is_empty());
    }

    #[test]
    fn a_broken_line_is_told_with_its_column_in_characters() {
        broken(
            r#"{"id":"é","schema":"Person","properties":[}"#,
            42,
            "expected a map",
        );
        broken(
            r#"{"id":"é","schema":"Person","properties":{]}"#,
            43,
            "key must be",
        );
        broken(r#"{"id":"a","schema":"Person""#, 27, "ends within");
        broken(
            r#"{"schema":"Person","properties":{}}"#,
            35,
            "missing field `id`",
        );
        broken(r#"{"id":"a","schema":" "}"#, 11, "the `schema` is empty");
        broken("nonsense", 2, "expected");
    }
}
