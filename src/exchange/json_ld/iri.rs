//! Names of records as IRIs: `chancery:entity:rwanda`, short for `urn:chancery:entity:rwanda`.
//!
//! Letters that an IRI may not hold are written as percent signs and numbers, so that no name of
//! the data can say anything but itself.

use std::fmt::Write as _;

/// The beginning of all our IRIs.
pub(super) const NAMESPACE: &str = "urn:chancery:";
/// What stands for it in a document.
const PREFIX: &str = "chancery:";

/// A sort of thing that has a name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Entity,
    Relation,
    Source,
    Kind,
    Role,
    Plover,
}

impl Space {
    const fn word(self) -> &'static str {
        match self {
            Space::Entity => "entity",
            Space::Relation => "relation",
            Space::Source => "source",
            Space::Kind => "kind",
            Space::Role => "role",
            Space::Plover => "plover",
        }
    }

    /// Returns the IRI of a name, shortened.
    pub(super) fn iri(self, name: &str) -> String {
        let mut iri = format!("{PREFIX}{}:", self.word());
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                iri.push(char::from(byte));
            } else {
                // Writing into a text cannot fail.
                let _ = write!(iri, "%{byte:02X}");
            }
        }
        iri
    }

    /// Returns the name in an IRI, shortened or whole; nothing if it is of another sort.
    pub(super) fn name(self, iri: &str) -> Option<String> {
        let rest = iri
            .strip_prefix(PREFIX)
            .or_else(|| iri.strip_prefix(NAMESPACE))?;
        decoded(rest.strip_prefix(self.word())?.strip_prefix(':')?)
    }

    /// Returns the name in an IRI.
    ///
    /// # Errors
    /// A text that says what was expected.
    pub(super) fn name_in(self, iri: &str) -> Result<String, String> {
        let word = self.word();
        let known = self.name(iri);
        known.ok_or_else(|| format!("`{iri}` names no {word}: `{PREFIX}{word}:…` is expected"))
    }
}

/// Returns a text whose percent signs and numbers are letters again; nothing if they are none.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, coded)) = rest.split_once('%') {
        bytes.extend_from_slice(plain.as_bytes());
        bytes.push(u8::from_str_radix(coded.get(..2)?, 16).ok()?);
        rest = coded.get(2..)?;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::Space;

    #[test]
    fn any_name_is_an_iri_and_comes_back() {
        for name in ["visitor", "", "a b", "50% <é>", "\u{202e}:#?"] {
            let iri = Space::Role.iri(name);
            assert!(iri.bytes().all(|byte| byte.is_ascii_graphic()), "{iri}");
            assert!(!iri.contains(['<', '>', '"', '#', '?']), "{iri}");
            assert_eq!(Space::Role.name(&iri).as_deref(), Some(name));
        }
    }

    #[test]
    fn a_name_of_another_sort_is_told() {
        assert_eq!(Space::Role.name("chancery:kind:visit"), None);
        assert_eq!(Space::Role.name("chancery:role:%zz"), None);
        assert_eq!(
            Space::Entity.name("urn:chancery:entity:rwanda").as_deref(),
            Some("rwanda")
        );
    }
}
