//! The order of fields: which come first when a record is written.
//!
//! The order is that of the model's structs, asked of `serde` rather than written down again.

use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;

use crate::model::{
    Acts, Category, Entity, Kind, Link, Office, Plover, Relation, Report, Role, Source,
};

/// The fields of a record, and of the records within it.
#[derive(Debug)]
pub(super) struct Schema {
    fields: &'static [&'static str],
    inner: Vec<(&'static str, Schema)>,
}

/// The schema of what has no fields that we know of.
static UNKNOWN: Schema = Schema {
    fields: &[],
    inner: Vec::new(),
};

impl Schema {
    /// Returns the schema of the records in a section.
    pub(super) fn of_section(name: &str) -> Schema {
        match name {
            "categories" => Schema::of::<Category>(Vec::new()),
            "sources" => Schema::of::<Source>(Vec::new()),
            "entities" => Schema::of::<Entity>(Vec::new()),
            "relations" => {
                Schema::of::<Relation>(vec![("reports", Schema::of::<Report>(Vec::new()))])
            }
            "kinds" => Schema::of::<Kind>(vec![
                ("roles", Schema::of::<Role>(Vec::new())),
                ("links", Schema::of::<Link>(Vec::new())),
                ("acts", Schema::of::<Acts>(Vec::new())),
                ("plover", Schema::of::<Plover>(Vec::new())),
            ]),
            "offices" => Schema::of::<Office>(Vec::new()),
            _ => Schema {
                fields: &[],
                inner: Vec::new(),
            },
        }
    }

    /// Returns the schema of a type with the schemas of its fields that hold records.
    fn of<T: Deserialize<'static>>(inner: Vec<(&'static str, Schema)>) -> Schema {
        Schema {
            fields: fields::<T>(),
            inner,
        }
    }

    /// Returns the schema of the records in a field.
    pub(super) fn within(&self, field: &str) -> &Schema {
        let found = self.inner.iter().find(|(name, _)| *name == field);
        found.map_or(&UNKNOWN, |(_, schema)| schema)
    }

    /// Returns the place of a field among the others; fields that are not known come last.
    pub(super) fn rank(&self, field: &str) -> usize {
        let known = self.fields.iter().position(|name| *name == field);
        known.unwrap_or(self.fields.len())
    }
}

/// Returns the names of a struct's fields in their order.
fn fields<T: Deserialize<'static>>() -> &'static [&'static str] {
    let mut fields: &'static [&'static str] = &[];
    // Decoding always fails; the names asked for on the way are what is wanted.
    let _ = T::deserialize(Listener(&mut fields));
    fields
}

/// A decoder that holds nothing and listens to what is asked of it.
struct Listener<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Listener<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("nothing to decode"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::Schema;

    #[test]
    fn the_order_is_that_of_the_structs() {
        let relation = Schema::of_section("relations");
        assert_eq!(relation.fields[..3], ["id", "kind", "title"]);
        assert_eq!(relation.within("reports").rank("locator"), 1);
        assert_eq!(Schema::of_section("kinds").within("roles").fields[0], "id");
    }

    #[test]
    fn every_section_has_its_fields() {
        for section in super::super::scan::SECTIONS {
            let first = if section == "offices" { "title" } else { "id" };
            assert_eq!(Schema::of_section(section).fields[0], first, "{section}");
        }
    }
}
