//! Names that never change: ids in files, and the small numbers that stand for them in memory.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no id: small letters, digits and single hyphens between them are expected")]
pub struct IdError {
    /// The text that was offered.
    pub text: String,
}

/// Tells whether `text` is a slug: `[a-z0-9]+(-[a-z0-9]+)*`.
fn is_slug(text: &str) -> bool {
    text.split('-').all(|part| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    })
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Returns the id with this text.
            ///
            /// # Errors
            /// [`IdError`] unless the text is a slug: small letters, digits, single hyphens between.
            pub fn new(text: &str) -> Result<$name, IdError> {
                if is_slug(text) {
                    Ok($name(Arc::from(text)))
                } else {
                    Err(IdError { text: text.to_owned() })
                }
            }

            /// Returns the id with a text that is known to be a slug.
            pub(super) fn plain(slug: &str) -> $name {
                $name(Arc::from(slug))
            }

            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<$name, IdError> {
                $name::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<$name, IdError> {
                $name::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.as_ref().to_owned()
            }
        }
    };
}

id! {
    /// The name of an entity in files: unique, never reused (`rwanda`, `sergey-lavrov`).
    EntityId
}
id! {
    /// The name of a relation in files: unique, never reused.
    RelationId
}
id! {
    /// The name of a source in files: unique, never reused.
    SourceId
}

impl RelationId {
    /// Returns the id of the relation of a row of a batch, whose prefix could be an id itself.
    pub(super) fn of_row(prefix: &str, row: u32) -> RelationId {
        RelationId(Arc::from(format!("{prefix}-{row}")))
    }
}

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Pod, Zeroable)]
        #[repr(transparent)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// Returns the place in the dataset's order, from 0.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index! {
    /// The place of an entity in its dataset, which keeps entities in order of their ids.
    ///
    /// Comparing two places is comparing two ids. A place means nothing in another dataset.
    EntityIx
}
index! {
    /// The place of a relation in its dataset, which keeps relations in order of date: by earliest
    /// day, or by latest where there is no earliest, those without a date last. Those of one date
    /// stand in the order of their ids, records before rows of batches.
    ///
    /// Comparing two places is comparing two dates.
    RelationIx
}
index! {
    /// The place of a source in its dataset, which keeps sources in order of their ids.
    SourceIx
}
index! {
    /// The place of a topic in its dataset, which keeps topics in order of text.
    TopicIx
}

#[cfg(test)]
mod tests {
    use super::EntityId;

    #[test]
    fn slugs_are_ids_and_nothing_else_is() {
        for good in ["rwanda", "sergey-lavrov", "g20", "2025-05-28"] {
            assert!(EntityId::new(good).is_ok(), "{good}");
        }
        for bad in ["", "-", "Rwanda", "a--b", "a-", "-a", "a b", "é", "a_b"] {
            assert!(EntityId::new(bad).is_err(), "{bad}");
        }
    }
}
